"""Answers that the simulators do not give, but the vendors do, and what they mean to the core."""

from datetime import UTC, datetime
from typing import Any

import httpx
import pytest
import respx

from atrevete_adapters.chatwoot import ChatwootMessenger
from atrevete_adapters.google_calendar import GoogleCalendar
from atrevete_adapters.stripe import open_stripe
from atrevete_core.domain.conversation import Reply
from atrevete_core.domain.interval import Interval
from atrevete_core.ports.deposit_gateway import GatewayRefused, GatewayUnreachable
from atrevete_core.ports.messenger import MessengerRefused, MessengerUnreachable
from atrevete_core.ports.stylist_calendar import CalendarRefused, CalendarUnreachable
from tests.contract.canned import Canned, canned_server

WINDOW = Interval(datetime(2026, 11, 27, tzinfo=UTC), datetime(2026, 11, 28, tzinfo=UTC))
CHATWOOT = "https://chat.salon.example"


class _Token:
    """Credentials that need no Google."""

    def before_request(self, _request: Any, _method: str, _url: str, headers: Any) -> None:
        headers["authorization"] = "Bearer test"

    def refresh(self, _request: Any) -> None:
        return


def google_at(url: str) -> GoogleCalendar:
    return GoogleCalendar(_Token(), url=f"{url}/calendar/v3", timeout_seconds=0.3)


def google_error(status: int, reason: str) -> Canned:
    return Canned.of(status, {"error": {"code": status, "errors": [{"reason": reason}]}})


def event(name: str, start: str, end: str, **more: Any) -> dict[str, Any]:
    return {"id": name, "start": {"dateTime": start}, "end": {"dateTime": end}, **more}


@pytest.mark.parametrize(
    ("answer", "error"),
    [
        (google_error(403, "rateLimitExceeded"), CalendarUnreachable),
        (google_error(403, "userRateLimitExceeded"), CalendarUnreachable),
        (google_error(403, "quotaExceeded"), CalendarUnreachable),
        (google_error(403, "forbidden"), CalendarRefused),
        (google_error(404, "notFound"), CalendarRefused),
        (google_error(412, "conditionNotMet"), CalendarUnreachable),
        (google_error(503, "backendError"), CalendarUnreachable),
        (Canned(400, b"<html>"), CalendarRefused),
        (Canned(502, b"<html>"), CalendarUnreachable),
        (Canned(200, b""), CalendarUnreachable),
        (Canned(200, b"\xff\xfe"), CalendarUnreachable),
        (Canned(200, b"[]"), CalendarUnreachable),
        (Canned.of(200, {"items": []}), CalendarUnreachable),
        (Canned.of(200, {"timeZone": "Nowhere/Else"}), CalendarUnreachable),
        (Canned.of(200, {"timeZone": "Europe/Madrid", "items": [{}]}), CalendarUnreachable),
        (
            Canned.of(200, {"timeZone": "Europe/Madrid", "items": [{"id": "x"}]}),
            CalendarUnreachable,
        ),
    ],
)
async def test_what_google_says_is_a_clear_no_or_no_answer(
    answer: Canned, error: type[Exception]
) -> None:
    async with canned_server(answer) as server:
        with pytest.raises(error):
            await google_at(server.url).busy("marta@salon.example", WINDOW)


async def test_googles_silence_is_no_answer() -> None:
    async with canned_server(*[Canned(None)] * 3) as server:
        with pytest.raises(CalendarUnreachable):
            await google_at(server.url).busy("marta@salon.example", WINDOW)


async def test_googles_pages_are_read_to_the_last_even_when_one_is_empty() -> None:
    day = "2026-11-27T{}:00:00+01:00"
    first = event("a", day.format("09"), day.format("10"))
    last = event("b", day.format("11"), day.format("12"))
    pages = [
        {"timeZone": "Europe/Madrid", "items": [first], "nextPageToken": "2"},
        {"timeZone": "Europe/Madrid", "items": [], "nextPageToken": "3"},
        {"timeZone": "Europe/Madrid", "items": [last]},
    ]
    async with canned_server(*(Canned.of(200, page) for page in pages)) as server:
        busy = await google_at(server.url).busy("marta@salon.example", WINDOW)
        assert [each.event_id for each in busy] == ["a", "b"]
        assert [("pageToken=" in line) for line in server.asked] == [False, True, True]


async def test_a_page_that_fails_makes_the_whole_answer_fail() -> None:
    first = {"timeZone": "Europe/Madrid", "items": [], "nextPageToken": "2"}
    async with canned_server(Canned.of(200, first), Canned(500)) as server:
        with pytest.raises(CalendarUnreachable):
            await google_at(server.url).busy("marta@salon.example", WINDOW)


async def test_a_declined_invitation_and_an_event_without_length_take_no_time() -> None:
    day = "2026-11-27T{}:00:00+01:00"
    declined = [{"self": True, "responseStatus": "declined"}]
    others = [{"responseStatus": "declined"}]
    items = [
        event("declined", day.format("09"), day.format("10"), attendees=declined),
        event("nothing", day.format("09"), day.format("09")),
        event("cancelled", day.format("09"), day.format("10"), status="cancelled"),
        event("busy", day.format("09"), day.format("10"), attendees=others),
    ]
    page = {"timeZone": "Europe/Madrid", "items": items}
    async with canned_server(Canned.of(200, page)) as server:
        busy = await google_at(server.url).busy("marta@salon.example", WINDOW)
    assert [each.event_id for each in busy] == ["busy"]


async def test_times_without_an_offset_are_in_their_own_zone() -> None:
    start = {"dateTime": "2026-11-27T09:00:00", "timeZone": "Atlantic/Canary"}
    end = {"dateTime": "2026-11-27T10:00:00"}
    page = {"timeZone": "Europe/Madrid", "items": [{"id": "x", "start": start, "end": end}]}
    async with canned_server(Canned.of(200, page)) as server:
        busy = await google_at(server.url).busy("marta@salon.example", WINDOW)
    assert busy == []  # nine in the Canaries is ten in Madrid: nothing is left between


def chatwoot_over(http: httpx.AsyncClient) -> ChatwootMessenger:
    return ChatwootMessenger(
        http, url=CHATWOOT, account_id=1, inbox_id=3, bot_token="b", user_token="u"
    )


@pytest.mark.parametrize(
    ("answer", "error"),
    [
        (httpx.Response(422, json={"error": "Validation failed: Too many messages"}), True),
        (httpx.Response(408), True),
        (httpx.Response(302, headers={"location": "https://elsewhere.example"}), True),
        (httpx.Response(200, json=[]), True),
        (httpx.Response(200, json={"id": "x"}), True),
        (httpx.Response(200, content=b"[" * 5000), True),
        (httpx.Response(422, json={"error": "Title can't be blank"}), False),
        (httpx.Response(402, json={"error": "plan"}), False),
        (httpx.Response(403, json={"error": "API access is not enabled"}), False),
        (httpx.Response(404, json={"error": "Resource could not be found"}), False),
    ],
)
@respx.mock
async def test_what_chatwoot_says_is_a_clear_no_or_no_answer(
    answer: httpx.Response,
    error: bool,  # noqa: FBT001
) -> None:
    respx.post(f"{CHATWOOT}/api/v1/accounts/1/conversations/7/messages").mock(answer)
    async with httpx.AsyncClient() as http:
        with pytest.raises(MessengerUnreachable if error else MessengerRefused):
            await chatwoot_over(http).send("7", Reply(text="Hola"), marker="m")


@pytest.mark.parametrize(
    ("failure", "may_still_arrive"),
    [
        (httpx.ReadTimeout, True),
        (httpx.WriteTimeout, True),
        (httpx.ReadError, True),
        (httpx.RemoteProtocolError, True),
        (httpx.ConnectError, False),
        (httpx.ConnectTimeout, False),
        (httpx.PoolTimeout, False),
    ],
)
@respx.mock
async def test_only_what_was_handed_to_chatwoot_may_still_arrive(
    failure: type[Exception],
    may_still_arrive: bool,  # noqa: FBT001
) -> None:
    respx.post(f"{CHATWOOT}/api/v1/accounts/1/conversations/7/messages").mock(side_effect=failure)
    async with httpx.AsyncClient() as http:
        with pytest.raises(MessengerUnreachable) as trouble:
            await chatwoot_over(http).send("7", Reply(text="Hola"), marker="m")
    assert trouble.value.may_still_arrive is may_still_arrive


@respx.mock
async def test_of_several_threads_the_newest_unresolved_of_our_inbox_is_the_contacts() -> None:
    threads = [
        {"id": 9, "inbox_id": 3, "status": "resolved"},
        {"id": 8, "inbox_id": 99, "status": "open"},
        {"id": 5, "inbox_id": 3, "status": "open"},
        {"id": 7, "inbox_id": 3, "status": "snoozed"},
    ]
    respx.get(f"{CHATWOOT}/api/v1/accounts/1/contacts/41/conversations").mock(
        httpx.Response(200, json={"payload": threads})
    )
    async with httpx.AsyncClient() as http:
        assert await chatwoot_over(http).thread_of("41") == "7"


@respx.mock
async def test_what_nobody_of_the_team_wrote_is_no_persons() -> None:
    base = {"content": "x", "created_at": 1795510801, "private": False}
    bot = {"id": 2, "name": "Otro", "type": "agent_bot"}
    said = [
        base | {"id": 1, "message_type": 2},
        base | {"id": 2, "message_type": 3},
        base | {"id": 3, "message_type": 1, "sender_type": "AgentBot", "sender": bot},
        base | {"id": 4, "message_type": 1, "sender": bot},
        base | {"id": 5, "message_type": 1, "content_attributes": {"external_echo": True}},
    ]
    respx.get(f"{CHATWOOT}/api/v1/accounts/1/conversations/7/messages").mock(
        httpx.Response(200, json={"payload": said})
    )
    async with httpx.AsyncClient() as http:
        found = await chatwoot_over(http).messages("7")
    assert [(each.id, each.by_person) for each in found] == [
        (2, False), (3, False), (4, False), (5, True),
    ]  # fmt: skip


def stripe_error(status: int, **error: str) -> Canned:
    return Canned.of(status, {"error": error})


@pytest.mark.parametrize(
    ("answer", "error"),
    [
        (stripe_error(402, type="card_error"), GatewayRefused),
        (stripe_error(403, type="invalid_request_error"), GatewayRefused),
        (stripe_error(404, type="invalid_request_error"), GatewayRefused),
        (stripe_error(400, code="rate_limit"), GatewayUnreachable),
        (stripe_error(429), GatewayUnreachable),
        (Canned(200, b"<html>"), GatewayUnreachable),
        (Canned(200, b"[]"), GatewayUnreachable),
        (Canned(200, b"null"), GatewayUnreachable),
        (Canned(200, b"{}"), GatewayUnreachable),
        (Canned(200, b"\xff"), GatewayUnreachable),
        (Canned(200, b"[" * 100_000), GatewayUnreachable),
        (Canned.of(200, {"object": "checkout.session", "id": "cs_x"}), GatewayUnreachable),
        (Canned(500, b"<html>", ("Stripe-Should-Retry: false",)), GatewayUnreachable),
    ],
)
async def test_what_stripe_says_is_a_clear_no_or_no_answer(
    answer: Canned, error: type[Exception]
) -> None:
    async with (
        canned_server(answer) as server,
        open_stripe("sk_test", url=server.url, success_url="x", cancel_url="y") as gateway,
    ):
        with pytest.raises(error):
            await gateway.read_checkout("cs_x")
