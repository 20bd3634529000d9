"""Stripe's API v1, as far as the salon's deposits use it."""

import base64
import binascii
import hmac
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, TypeVar

from litestar import Request, Router, get, post
from litestar.connection import ASGIConnection
from litestar.di import NamedDependency as Given
from litestar.di import Provide
from litestar.handlers.base import BaseRouteHandler
from litestar.params import FromPath
from litestar.response import Response

from ..clock import SimulatedTime
from .desk import StripeDesk
from .forms import Params, parsed_form
from .keys import stripe_headers
from .objects import Event, Json, Refund, Session
from .params import whole
from .refusal import StripeRefusal

Desk = Given[StripeDesk]
Now = Given[datetime]
Form = Given[Params]
Key = Given[str | None]

DEFAULT_LIMIT, MAX_LIMIT = 10, 100
Thing = TypeVar("Thing")
Asking = Request[Any, Any, Any]


def answer_refusal(_: Asking, refusal: StripeRefusal) -> Response[Any]:
    return Response(refusal.body, status_code=refusal.status, headers=stripe_headers())


@post("/checkout/sessions")
async def create_session(desk: Desk, form: Form, now: Now) -> Response[Json]:
    return _found(desk.create_session(form, now).body())


@get("/checkout/sessions")
async def list_sessions(desk: Desk, request: Asking, now: Now) -> Response[Json]:
    desk.expire_overdue(now)
    query = _query(request)
    found = [s for s in _newest(desk.sessions.values()) if _session_fits(s, query)]
    return _listed([s.body() for s in found], query, "/v1/checkout/sessions")


@get("/checkout/sessions/{number:str}")
async def show_session(desk: Desk, number: FromPath[str], now: Now) -> Response[Json]:
    desk.expire_overdue(now)
    return _found(desk.session(number).body())


@post("/checkout/sessions/{number:str}/expire")
async def expire_session(
    desk: Desk,
    number: FromPath[str],
    form: Form,
    now: Now,
    key: Key,
) -> Response[Json]:
    desk.expire_overdue(now)
    return _found(desk.expire(number, form, now, key=key).body())


@get("/checkout/sessions/{number:str}/line_items")
async def list_line_items(desk: Desk, number: FromPath[str], request: Asking) -> Response[Json]:
    items = [item.body() for item in desk.session(number).items]
    return _listed(items, _query(request), f"/v1/checkout/sessions/{number}/line_items")


@post("/refunds")
async def create_refund(desk: Desk, form: Form, now: Now, key: Key) -> Response[Json]:
    return _found(desk.create_refund(form, now, key=key).body())


@get("/refunds")
async def list_refunds(desk: Desk, request: Asking) -> Response[Json]:
    query = _query(request)
    found = [r for r in _newest(desk.refunds.values()) if _refund_fits(r, query)]
    return _listed([r.body() for r in found], query, "/v1/refunds")


@get("/refunds/{number:str}")
async def show_refund(desk: Desk, number: FromPath[str]) -> Response[Json]:
    return _found(desk.refund(number).body())


@get("/payment_intents/{number:str}")
async def show_payment_intent(desk: Desk, number: FromPath[str]) -> Response[Json]:
    return _found(desk.payment(number).intent_body())


@get("/events")
async def list_events(desk: Desk, request: Asking) -> Response[Json]:
    query = _query(request)
    found = [e for e in _newest(desk.events.values()) if _event_fits(e, query)]
    return _listed([e.body() for e in found], query, "/v1/events")


@get("/events/{number:str}")
async def show_event(desk: Desk, number: FromPath[str]) -> Response[Json]:
    return _found(desk.event(number).body())


def _unknown_path(request: Asking) -> None:
    path = request.url.path.removeprefix("/stripe")
    raise StripeRefusal(f"Unrecognized request URL ({request.method}: {path}).", status=404)


@get("/{rest:path}")
async def nothing_to_get(rest: FromPath[str], request: Asking) -> None:
    del rest
    _unknown_path(request)


@post("/{rest:path}")
async def nothing_to_post(rest: FromPath[str], request: Asking) -> None:
    del rest
    _unknown_path(request)


def stripe_router(desk: StripeDesk, api_key: str, time: SimulatedTime) -> Router:
    """Stripe's API below `/stripe/v1`."""

    def guard(connection: ASGIConnection[Any, Any, Any, Any], _: BaseRouteHandler) -> None:
        given = _api_key(connection.headers.get("authorization", ""))
        if not hmac.compare_digest(given.encode(), api_key.encode()):
            raise StripeRefusal("Invalid API Key provided.", status=401)

    async def now() -> datetime:
        return await time.now()

    return Router(
        "/stripe/v1",
        route_handlers=[
            create_session,
            list_sessions,
            show_session,
            expire_session,
            list_line_items,
            create_refund,
            list_refunds,
            show_refund,
            show_payment_intent,
            list_events,
            show_event,
            nothing_to_get,
            nothing_to_post,
        ],
        guards=[guard],
        dependencies={
            "desk": Provide(lambda: desk, sync_to_thread=False),
            "form": Provide(_form),
            "key": Provide(_key, sync_to_thread=False),
            "now": Provide(now),
        },
        exception_handlers={StripeRefusal: answer_refusal},
    )


async def _form(request: Asking) -> Params:
    return parsed_form((await request.body()).decode())


def _key(request: Asking) -> str | None:
    return request.headers.get("idempotency-key")


def _query(request: Asking) -> Params:
    return parsed_form(request.url.query)


def _api_key(authorization: str) -> str:
    kind, _, given = authorization.partition(" ")
    if kind.lower() == "bearer":
        return given
    try:
        return base64.b64decode(given).decode().partition(":")[0]
    except (binascii.Error, UnicodeDecodeError):
        return ""


def _found(body: Json) -> Response[Json]:
    return Response(body, status_code=200, headers=stripe_headers())


def _newest(things: Iterable[Thing]) -> list[Thing]:
    return list(things)[::-1]


def _listed(bodies: Sequence[Json], query: Params, url: str) -> Response[Json]:
    """One page, newest first, with Stripe's cursors."""
    shown = list(bodies)
    numbers = [body["id"] for body in shown]
    if query.get("starting_after") in numbers:
        shown = shown[numbers.index(query["starting_after"]) + 1 :]
    elif query.get("ending_before") in numbers:
        shown = shown[: numbers.index(query["ending_before"])]
    limit = whole(query.get("limit", DEFAULT_LIMIT), "limit")
    if not 1 <= limit <= MAX_LIMIT:
        raise StripeRefusal("Invalid integer: limit", param="limit")
    more = len(shown) > limit
    return _found({"object": "list", "url": url, "has_more": more, "data": shown[:limit]})


def _session_fits(session: Session, query: Params) -> bool:
    intent = session.payment.id if session.payment else None
    return (
        _created_fits(session.created, query)
        and query.get("status") in {None, session.status}
        and query.get("payment_intent") in {None, intent}
        and query.get("payment_link") is None
    )


def _refund_fits(refund: Refund, query: Params) -> bool:
    return (
        _created_fits(refund.created, query)
        and query.get("payment_intent") in {None, refund.payment_intent}
        and query.get("charge") in {None, refund.charge}
    )


def _event_fits(event: Event, query: Params) -> bool:
    wanted = query.get("types") or ([query["type"]] if "type" in query else [event.type])
    delivered = query.get("delivery_success")
    return (
        _created_fits(event.created, query)
        and event.type in wanted
        and delivered in {None, str(event.delivered).lower()}
    )


def _created_fits(created: int, query: Params) -> bool:
    bounds = query.get("created")
    if bounds is None:
        return True
    if not isinstance(bounds, dict):
        return created == whole(bounds, "created")
    tests = {
        "gte": created.__ge__,
        "gt": created.__gt__,
        "lte": created.__le__,
        "lt": created.__lt__,
    }
    return all(tests[name](whole(text, "created")) for name, text in bounds.items())
