"""The port Messenger over Chatwoot's REST API (CONTRACTS A3)."""

from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from http import HTTPStatus
from typing import Any, Final
from urllib.parse import quote

import httpx

from atrevete_core.domain.conversation import Reply
from atrevete_core.ports.messenger import (
    MessengerRefused,
    MessengerUnreachable,
    Overheard,
    PastMessage,
    SentMessage,
)

from .bodies import (
    MARKER,
    ContactAnswer,
    Message,
    MessagePage,
    Numbered,
    Read,
    Talk,
    TalkPage,
    ThreadPage,
    kind_of,
    marker_of,
    read,
    text_of,
)
from .formatting import fits_buttons, template_params, to_commonmark
from .overhearing import ACTIVITY, INCOMING, is_by_person, overheard

Json = dict[str, Any]

TIMEOUT_SECONDS: Final = 10.0
#: `GET messages?after=` answers at most this many.
_PAGE: Final = 100
#: Chatwoot lets a conversation grow by 200 messages a minute; a page backwards has 20.
_PAGES_BACK: Final = 10
#: 25 conversations each.
_MOST_TALK_PAGES: Final = 40
# Not a no: the same request may succeed later.
_PASSING: Final = frozenset({
    HTTPStatus.REQUEST_TIMEOUT, HTTPStatus.TOO_EARLY, HTTPStatus.TOO_MANY_REQUESTS,
})  # fmt: skip
_NEVER_SENT: Final = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout)
_FLOOD: Final = "Too many messages"


@dataclass(frozen=True, kw_only=True, slots=True)
class Token:
    """An access token and the setting it came from: what to look at when Chatwoot refuses it."""

    value: str
    variable: str

    def __repr__(self) -> str:
        return f"Token({self.variable})"


@asynccontextmanager
async def open_chatwoot(
    url: str, *, account_id: int, inbox_id: int, bot_token: str, user_token: str
) -> AsyncIterator["ChatwootMessenger"]:
    """The messenger on connections of its own."""
    limits = httpx.Limits(max_connections=20, max_keepalive_connections=10)
    async with httpx.AsyncClient(timeout=TIMEOUT_SECONDS, limits=limits) as http:
        yield ChatwootMessenger(
            http,
            url=url,
            account_id=account_id,
            inbox_id=inbox_id,
            bot_token=bot_token,
            user_token=user_token,
        )


class ChatwootMessenger:
    """Speaks with the bot's token; reads with the user's, because a bot may not (CONTRACTS A3).

    The hand-over must be the bot's act: a user's token would assign the conversation to that user.
    """

    def __init__(
        self,
        http: httpx.AsyncClient,
        *,
        url: str,
        account_id: int,
        inbox_id: int,
        bot_token: str,
        user_token: str,
    ) -> None:
        self._http = http
        self._root = f"{url.rstrip('/')}/api/v1/accounts/{account_id}"
        self._inbox_id = inbox_id
        self._bot = Token(value=bot_token, variable="ATREVETE_CHATWOOT_BOT_TOKEN")
        self._user = Token(value=user_token, variable="ATREVETE_CHATWOOT_USER_TOKEN")

    async def send(self, thread_id: str, reply: Reply, *, marker: str) -> SentMessage:
        return await self._post_message(thread_id, _message_body(reply, marker))

    async def note(self, thread_id: str, text: str, *, marker: str) -> SentMessage:
        return await self._post_message(thread_id, _body(to_commonmark(text), marker, private=True))

    async def find(self, thread_id: str, *, marker: str) -> SentMessage | None:
        """Look back from the newest message, as far as a doubtful send can lie."""
        before: Mapping[str, int] = {}
        for _ in range(_PAGES_BACK):
            page = await self._page(thread_id, before)
            for message in page:
                if marker_of(message.content_attributes) == marker:
                    return SentMessage(id=str(message.id), marker=marker)
            if not page:
                return None
            before = {"before": min(message.id for message in page)}
        return None

    async def pass_to_team(self, thread_id: str) -> None:
        await self._toggle_status(thread_id, "open")

    async def give_back(self, thread_id: str) -> None:
        await self._toggle_status(thread_id, "pending")

    async def typing(self, thread_id: str, *, on: bool) -> None:
        body = {"typing_status": "on" if on else "off", "is_private": False}
        path = f"{_thread_path(thread_id)}/toggle_typing_status"
        await self._ask(self._bot, "POST", path, body=body)

    async def thread_of(self, desk_id: str) -> str:
        contact = f"/contacts/{quote(desk_id, safe='')}"
        answer = await self._ask(self._user, "GET", f"{contact}/conversations")
        threads = _understood(ThreadPage, answer).payload
        unresolved = [
            thread.id
            for thread in threads
            if thread.inbox_id == self._inbox_id and thread.status != "resolved"
        ]
        if unresolved:
            return str(max(unresolved))
        return await self._open_thread(desk_id, await self._source_id(contact))

    async def lately(self, *, since: datetime) -> Sequence[Overheard]:
        """Newest activity first: the first conversation that was quiet since then ends the list."""
        found: list[Overheard] = []
        for talk in await self._talks(since):
            said = await self._said(str(talk.id), since)
            channel_id = await self._source_id(f"/contacts/{talk.meta.sender.id}") if said else None
            if channel_id:
                found.append(overheard(talk, channel_id, said))
        return found

    async def _talks(self, since: datetime) -> list[Talk]:
        found: list[Talk] = []
        for number in range(1, _MOST_TALK_PAGES + 1):
            query: dict[str, int | str] = {"status": "all", "page": number}
            answer = await self._ask(self._user, "GET", "/conversations", query=query)
            page = _understood(TalkPage, answer).data.payload
            active = [each for each in page if each.last_activity_at >= int(since.timestamp())]
            found.extend(each for each in active if each.inbox_id == self._inbox_id)
            if not page or len(active) < len(page):
                break
        return found

    async def _said(self, thread_id: str, since: datetime) -> list[Message]:
        """What was said since then, oldest first."""
        earliest, found = int(since.timestamp()), list[Message]()
        before: Mapping[str, int] = {}
        for _ in range(_PAGES_BACK):
            page = await self._page(thread_id, before)
            found.extend(each for each in page if each.created_at >= earliest)
            if not page or min(each.created_at for each in page) < earliest:
                break
            before = {"before": min(each.id for each in page)}
        return sorted(found, key=lambda each: each.id)

    async def messages(self, thread_id: str, *, after: int = 0) -> Sequence[PastMessage]:
        found: list[Message] = []
        while True:
            page = [
                each for each in await self._page(thread_id, {"after": after}) if each.id > after
            ]
            found.extend(page)
            if len(page) < _PAGE:
                break
            after = max(message.id for message in page)
        said = (message for message in found if message.message_type != ACTIVITY)
        return [_past(message) for message in sorted(said, key=lambda each: each.id)]

    async def check(self) -> None:
        """Look whether both tokens are accepted; nothing is changed. Raises as the port does."""
        await self._ask(self._user, "GET", "/contacts/search", query={"q": "atrevete"})
        response = await self._request(self._bot, "GET", "/conversations/0")
        # There is no such conversation: whoever is told so was let in.
        if response.status_code != HTTPStatus.NOT_FOUND:
            _require_success(response, self._bot)

    async def _post_message(self, thread_id: str, body: Json) -> SentMessage:
        path = f"{_thread_path(thread_id)}/messages"
        message = _understood(Numbered, await self._ask(self._bot, "POST", path, body=body))
        return SentMessage(id=str(message.id), marker=body["content_attributes"][MARKER])

    async def _toggle_status(self, thread_id: str, status: str) -> None:
        path = f"{_thread_path(thread_id)}/toggle_status"
        await self._ask(self._bot, "POST", path, body={"status": status})

    async def _page(self, thread_id: str, query: Mapping[str, int]) -> tuple[Message, ...]:
        path = f"{_thread_path(thread_id)}/messages"
        answer = await self._ask(self._user, "GET", path, query=query)
        return _understood(MessagePage, answer).payload

    async def _source_id(self, contact: str) -> str | None:
        """How the channel knows the contact: it has no other name without a phone number."""
        answer = await self._ask(self._user, "GET", contact)
        inboxes = _understood(ContactAnswer, answer).payload.contact_inboxes
        ours = (each.source_id for each in inboxes if each.inbox.id == self._inbox_id)
        return next(ours, None)

    async def _open_thread(self, desk_id: str, source_id: str | None) -> str:
        body: Json = {"inbox_id": self._inbox_id, "contact_id": _number(desk_id)}
        if source_id:
            body["source_id"] = source_id
        answer = await self._ask(self._bot, "POST", "/conversations", body=body)
        return str(_understood(Numbered, answer).id)

    async def _ask(
        self,
        token: Token,
        method: str,
        path: str,
        *,
        body: Json | None = None,
        query: Mapping[str, int | str] | None = None,
    ) -> bytes:
        """One request. Raises MessengerRefused for a clear no, else MessengerUnreachable."""
        response = await self._request(token, method, path, body=body, query=query)
        _require_success(response, token)
        return response.content

    async def _request(
        self,
        token: Token,
        method: str,
        path: str,
        *,
        body: Json | None = None,
        query: Mapping[str, int | str] | None = None,
    ) -> httpx.Response:
        """Whatever Chatwoot answers. Raises MessengerUnreachable for no answer."""
        try:
            return await self._http.request(
                method,
                self._root + path,
                json=body,
                params=dict(query or {}),
                headers={"api_access_token": token.value},
            )
        except httpx.HTTPError as error:
            raise MessengerUnreachable(
                f"Chatwoot: {type(error).__name__}",
                may_still_arrive=not isinstance(error, _NEVER_SENT),
            ) from error


def _message_body(reply: Reply, marker: str) -> Json:
    """A template when there is one, else the text, with buttons if WhatsApp would show them.

    Never a `source_id`: Chatwoot would take the message for one that was sent already.
    """
    body = _body(to_commonmark(reply.text), marker, private=False)
    if reply.template is not None:
        body["template_params"] = template_params(reply.template)
    elif fits_buttons(reply.text, reply.buttons):
        body["content_type"] = "input_select"
        body["content_attributes"]["items"] = [
            {"title": title, "value": title} for title in reply.buttons
        ]
    return body


def _body(content: str, marker: str, *, private: bool) -> Json:
    return {
        "content": content,
        "message_type": "outgoing",
        "private": private,
        "content_type": "text",
        "content_attributes": {MARKER: marker},
    }


def _past(message: Message) -> PastMessage:
    return PastMessage(
        id=message.id,
        text=text_of(message),
        incoming=message.message_type == INCOMING,
        private=message.private,
        at=datetime.fromtimestamp(message.created_at, UTC),
        marker=marker_of(message.content_attributes),
        kind=kind_of(message),
        by_person=is_by_person(message),
    )


def _require_success(response: httpx.Response, token: Token) -> None:
    status = response.status_code
    if response.is_success:
        return
    if status == HTTPStatus.UNAUTHORIZED:
        raise MessengerRefused(f"Chatwoot does not accept the token in {token.variable} (401)")
    if not response.is_client_error or status in _PASSING or _FLOOD in response.text:
        raise MessengerUnreachable(f"Chatwoot answered {status}")
    raise MessengerRefused(f"Chatwoot refused with {status}")


def _understood(kind: type[Read], answer: bytes) -> Read:
    try:
        return read(kind, answer)
    except ValueError as error:
        raise MessengerUnreachable("Chatwoot answered what cannot be read") from error


def _thread_path(thread_id: str) -> str:
    return f"/conversations/{quote(thread_id, safe='')}"


def _number(desk_id: str) -> int:
    try:
        return int(desk_id)
    except ValueError as error:
        raise MessengerRefused("a contact of Chatwoot's has a number") from error
