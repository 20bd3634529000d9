"""Who calls Chatwoot, and what a bot may not.

Source: `access_token_auth_helper.rb`.
"""

import hmac
from typing import Any

from litestar import Request
from litestar.connection import ASGIConnection
from litestar.handlers.base import BaseRouteHandler
from litestar.response import Response

from ..gateway import Answer, Asked, Outcome
from ..settings import SimulatorSettings
from .store import Bot, Person
from .team import TEAM

ADMINISTRATOR = TEAM[1]


class ChatwootRefusal(Exception):
    """An answer that is not 200, with Chatwoot's body."""

    def __init__(self, status: int, body: dict[str, Any] | str) -> None:
        super().__init__(status, body)
        self.status = status
        self.body = {"error": body} if isinstance(body, str) else body


def answer_refusal(_: Request[Any, Any, Any], refusal: ChatwootRefusal) -> Response[Any]:
    return Response(refusal.body, status_code=refusal.status)


def answer_unknown(_: Request[Any, Any, Any], __: LookupError) -> Response[Any]:
    return Response({"error": "Resource could not be found"}, status_code=404)


class Doorman:
    """Knows the two tokens. A route that bots may use says `bots=True`."""

    def __init__(self, settings: SimulatorSettings) -> None:
        self._settings = settings

    def caller(self, request: Request[Any, Any, Any]) -> Person | Bot:
        """Whoever's token this is: the bot, or an administrator of the salon."""
        return self._bearer(request.headers.get("api_access_token", ""))

    def guard(
        self, connection: ASGIConnection[Any, Any, Any, Any], route: BaseRouteHandler
    ) -> None:
        caller = self._bearer(connection.headers.get("api_access_token", ""))
        if isinstance(caller, Bot) and not route.opt.get("bots"):
            raise ChatwootRefusal(401, "Access to this endpoint is not authorized for bots")
        if connection.path_params.get("account_id") != self._settings.account_id:
            raise ChatwootRefusal(401, "You are not authorized to access this account")

    def _bearer(self, token: str) -> Person | Bot:
        if hmac.compare_digest(token.encode(), self._settings.user_token.encode()):
            return ADMINISTRATOR
        if hmac.compare_digest(token.encode(), self._settings.bot_token.encode()):
            return Bot(self._settings.bot_id, self._settings.bot_name)
        raise ChatwootRefusal(401, "Invalid Access Token")


class ChatwootRules:
    """Chatwoot keeps nothing between requests: a repeated POST is a second message."""

    def before(self, asked: Asked) -> Answer | None:
        del asked
        return None

    def after(self, asked: Asked, outcome: Outcome) -> None:
        """Nothing to remember."""

    def failure(self, status: int) -> object:
        if status == 429:  # noqa: PLR2004 - the HTTP status
            return "Retry later\n"
        return {"status": status, "error": "We're sorry, but something went wrong"}
