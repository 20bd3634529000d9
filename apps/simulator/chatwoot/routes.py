"""Chatwoot's REST API, as far as a bot and an administrator of the salon use it."""

from datetime import datetime
from typing import Any

from litestar import Request, Router, get
from litestar.di import NamedDependency as Given
from litestar.di import Provide
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath, FromQuery

from ..clock import SimulatedTime
from ..targets import Targets
from . import contact_routes, conversation_routes
from .access import ChatwootRefusal, Doorman, answer_refusal, answer_unknown
from .desk import ChatwootDesk, NoSuchContact, NoSuchConversation
from .events import ACCOUNT_EVENTS
from .store import Bot, Person
from .whatsapp import APPROVED_TEMPLATES, template_listing

Desk = Given[ChatwootDesk]
Addresses = Given[Targets]

Json = dict[str, Any]
PATH = "/chatwoot/api/v1/accounts/{account_id:int}"


@get("/inboxes/{inbox_id:int}/message_templates")
async def message_templates(
    desk: Desk, inbox_id: FromPath[int], name: FromQuery[str | None] = None
) -> Json:
    if inbox_id != desk.settings.inbox_id:
        raise ChatwootRefusal(404, "Resource could not be found")
    shown = [one for one in APPROVED_TEMPLATES if name in {None, one}]
    return {
        "payload": [template_listing(one) for one in shown],
        "meta": {"last_sync_attempt_at": None},
    }


@get("/webhooks")
async def list_webhooks(desk: Desk, targets: Addresses) -> Json:
    url = targets.chatwoot_account
    webhook = {
        "id": 1,
        "name": "Maite",
        "url": url,
        "account_id": desk.settings.account_id,
        "subscriptions": sorted(ACCOUNT_EVENTS),
        "secret": desk.settings.chatwoot_account_webhook_secret,
        "inbox": None,
    }
    return {"payload": {"webhooks": [webhook] if url else []}}


@get("/teams")
async def list_teams(desk: Desk) -> list[Json]:
    return [
        {
            "id": desk.settings.team_id,
            "name": desk.settings.team_name,
            "description": None,
            "allow_auto_assign": False,
            "account_id": desk.settings.account_id,
            "is_member": True,
        }
    ]


@get("/{rest:path}")
async def nothing_here(rest: FromPath[str]) -> None:
    raise ChatwootRefusal(404, f"Resource could not be found: {rest}")


def chatwoot_router(desk: ChatwootDesk, targets: Targets, time: SimulatedTime) -> Router:
    """The account's API below `PATH`."""
    doorman = Doorman(desk.settings)

    async def now() -> datetime:
        return await time.now()

    def caller(request: Request[Any, Any, Any]) -> Person | Bot:
        return doorman.caller(request)

    return Router(
        PATH,
        route_handlers=[
            *_handlers(contact_routes),
            *_handlers(conversation_routes),
            message_templates,
            list_webhooks,
            list_teams,
            nothing_here,
        ],
        guards=[doorman.guard],
        dependencies={
            "desk": Provide(lambda: desk, sync_to_thread=False),
            "targets": Provide(lambda: targets, sync_to_thread=False),
            "now": Provide(now),
            "caller": Provide(caller, sync_to_thread=False),
        },
        exception_handlers={
            ChatwootRefusal: answer_refusal,
            NoSuchContact: answer_unknown,
            NoSuchConversation: answer_unknown,
        },
    )


def _handlers(module: object) -> list[HTTPRouteHandler]:
    return [one for one in vars(module).values() if isinstance(one, HTTPRouteHandler)]
