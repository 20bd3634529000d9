"""The simulated Google Calendar behaves as CONTRACTS.md says the real one does."""

from collections.abc import AsyncIterator
from typing import Any

import pytest
import pytest_asyncio
from jsonschema import Draft202012Validator

from tests.contract.simulator_stage import Stage, contract, raised_stage, until

pytestmark = pytest.mark.asyncio(loop_scope="module")

PILAR = "pilar@salon.example"
EVENTS = f"/calendars/{PILAR}/events"
NUMBER = "0b6f2f526a0e4c1f9a0e3f4b1a2c9d10r1"
CUT = {
    "id": NUMBER,
    "summary": "Lucía: Corte (provisional)",
    "start": {"dateTime": "2026-11-27T17:00:00", "timeZone": "Europe/Madrid"},
    "end": {"dateTime": "2026-11-27T18:00:00", "timeZone": "Europe/Madrid"},
    "colorId": "5",
    "extendedProperties": {"private": {"appointment": "1", "salon": "a"}},
}


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def raised() -> AsyncIterator[Stage]:
    async with raised_stage() as one:
        yield one


@pytest_asyncio.fixture(loop_scope="module")
async def stage(raised: Stage) -> Stage:
    """One stage for the module, cleared for each test."""
    await raised.begin()
    return raised


async def insert(stage: Stage, **changes: Any) -> Any:
    answer = await stage.google("POST", EVENTS, CUT | changes)
    assert answer.status_code == 200, answer.text
    return answer.json()


def reason(answer: Any) -> tuple[int, str]:
    return answer.status_code, answer.json()["error"]["errors"][0]["reason"]


async def listed(stage: Stage, query: str = "") -> Any:
    return (await stage.google("GET", f"{EVENTS}{query}")).json()


async def test_an_event_keeps_the_id_that_it_was_given(stage: Stage) -> None:
    event = await insert(stage)
    assert event["id"] == NUMBER
    assert event["status"] == "confirmed"
    assert event["start"] == {
        "dateTime": "2026-11-27T17:00:00+01:00",
        "timeZone": "Europe/Madrid",
    }
    shown = await stage.google("GET", f"{EVENTS}/{NUMBER}")
    assert shown.json() == event
    assert shown.headers["etag"] == event["etag"]


async def test_ids_have_their_alphabet_and_are_never_free_again(stage: Stage) -> None:
    wrong = await stage.google("POST", EVENTS, CUT | {"id": "uvwxyz-1"})
    assert reason(wrong) == (400, "invalid")
    await insert(stage)
    assert reason(await stage.google("POST", EVENTS, CUT)) == (409, "duplicate")
    deleted = await stage.google("DELETE", f"{EVENTS}/{NUMBER}")
    assert deleted.status_code == 204
    assert reason(await stage.google("DELETE", f"{EVENTS}/{NUMBER}")) == (410, "deleted")
    assert reason(await stage.google("POST", EVENTS, CUT)) == (409, "duplicate")
    tombstone = await stage.google("GET", f"{EVENTS}/{NUMBER}")
    assert tombstone.json()["status"] == "cancelled"


async def test_a_change_needs_the_etag_that_it_was_made_from(stage: Stage) -> None:
    event = await insert(stage)
    path = f"{EVENTS}/{NUMBER}"
    green = await stage.google("PATCH", path, {"colorId": "10"}, If_Match=event["etag"])
    assert green.json()["colorId"] == "10"
    assert green.json()["summary"] == event["summary"]
    assert green.json()["etag"] != event["etag"]
    late = await stage.google("PATCH", path, {"colorId": "5"}, If_Match=event["etag"])
    assert reason(late) == (412, "conditionNotMet")


async def test_a_wall_time_needs_a_zone_and_an_end_after_its_start(stage: Stage) -> None:
    naive = CUT | {"start": {"dateTime": "2026-11-27T17:00:00"}}
    assert (await stage.google("POST", EVENTS, naive)).status_code == 400
    backwards = CUT | {"end": CUT["start"]}
    assert reason(await stage.google("POST", EVENTS, backwards)) == (400, "timeRangeEmpty")


async def test_a_sync_token_tells_what_changed_since(stage: Stage) -> None:
    await insert(stage)
    token = (await listed(stage))["nextSyncToken"]
    assert (await listed(stage, f"?syncToken={token}"))["items"] == []
    await stage.control.add_event(
        PILAR,
        {"summary": "Médico", "start": {"date": "2026-11-30"}, "end": {"date": "2026-12-01"}},
    )
    await stage.control.delete_event(PILAR, NUMBER)
    changes = await listed(stage, f"?syncToken={token}")
    assert {(e["summary"], e["status"]) for e in changes["items"]} == {
        ("Médico", "confirmed"),
        (CUT["summary"], "cancelled"),
    }
    assert [e["summary"] for e in (await listed(stage))["items"]] == ["Médico"]
    mixed = await stage.google("GET", f"{EVENTS}?syncToken={token}&timeMin=2026-01-01T00:00:00Z")
    assert mixed.status_code == 400
    await stage.control.forget_sync_tokens(PILAR)
    old = await stage.google("GET", f"{EVENTS}?syncToken={changes['nextSyncToken']}")
    assert reason(old) == (410, "fullSyncRequired")
    fresh = (await listed(stage))["nextSyncToken"]
    assert (await listed(stage, f"?syncToken={fresh}"))["items"] == []


async def test_pages_are_followed_to_the_sync_token(stage: Stage) -> None:
    for number in range(5):
        await insert(stage, id=f"abcde{number}")
    seen = []
    query = "?maxResults=2&singleEvents=true"
    page = await listed(stage, query)
    while "nextPageToken" in page:
        assert "nextSyncToken" not in page
        seen += page["items"]
        page = await listed(stage, f"{query}&pageToken={page['nextPageToken']}")
    assert len(seen + page["items"]) == 5
    assert page["nextSyncToken"]


async def test_a_list_is_filtered_by_time_and_by_private_property(stage: Stage) -> None:
    await insert(stage)
    query = "?timeMin=2026-11-27T16:30:00Z&timeMax=2026-11-27T20:00:00Z"
    assert len((await listed(stage, query))["items"]) == 1
    assert (await listed(stage, "?timeMin=2026-11-27T17:00:00Z"))["items"] == []
    assert len((await listed(stage, "?privateExtendedProperty=appointment=1"))["items"]) == 1
    assert (await listed(stage, "?privateExtendedProperty=appointment=2"))["items"] == []


async def test_free_busy_joins_what_is_opaque_and_names_what_it_cannot_read(
    stage: Stage,
) -> None:
    await insert(stage)
    await insert(stage, id="abcde1", transparency="transparent")
    await stage.control.add_event(
        PILAR,
        {
            "summary": "Festivo",
            "start": {"date": "2026-11-28"},
            "end": {"date": "2026-11-29"},
        },
    )
    await stage.control.set_sharing("rosa@salon.example", shared=False)
    answer = await stage.google(
        "POST",
        "/freeBusy",
        {
            "timeMin": "2026-11-27T00:00:00Z",
            "timeMax": "2026-11-30T00:00:00Z",
            "items": [{"id": PILAR}, {"id": "rosa@salon.example"}],
        },
    )
    calendars = answer.json()["calendars"]
    assert calendars[PILAR]["busy"] == [
        {"start": "2026-11-27T16:00:00Z", "end": "2026-11-27T17:00:00Z"},
        {"start": "2026-11-27T23:00:00Z", "end": "2026-11-28T23:00:00Z"},
    ]
    assert calendars["rosa@salon.example"]["errors"][0]["reason"] == "notFound"
    missing = await stage.google("GET", "/calendars/rosa@salon.example/events")
    assert reason(missing) == (404, "notFound")


async def test_a_watched_calendar_pushes_without_a_body(stage: Stage) -> None:
    asked = {
        "id": "channel-1",
        "type": "web_hook",
        "address": f"{stage.salon.url}/webhooks/google",
        "token": "our-token",
    }
    channel = (await stage.google("POST", f"{EVENTS}/watch", asked)).json()
    await insert(stage)
    sync, exists = await until(lambda: len(stage.salon.hooks) == 2 and stage.salon.hooks)
    assert sync.headers["x-goog-resource-state"] == "sync"
    assert exists.headers["x-goog-resource-state"] == "exists"
    assert exists.headers["x-goog-channel-token"] == "our-token"
    assert exists.raw == b""
    stop = {"id": "channel-1", "resourceId": channel["resourceId"]}
    assert (await stage.google("POST", "/channels/stop", stop)).status_code == 204


async def test_the_token_endpoint_gives_what_the_api_asks_for(stage: Stage) -> None:
    form = {"grant_type": "urn:ietf:params:oauth:grant-type:jwt-bearer", "assertion": "x"}
    token = (await stage.http.post(f"{stage.url}/google/token", data=form)).json()
    assert token["token_type"] == "Bearer"
    url = f"{stage.url}/google/calendar/v3/colors"
    bearer = {"Authorization": f"Bearer {token['access_token']}"}
    colors = (await stage.http.get(url, headers=bearer)).json()
    assert colors["event"]["10"]["background"] == "#51b749"
    refused = await stage.http.get(url)
    assert reason(refused) == (401, "authError")


async def test_bodies_fit_googles_description() -> None:
    schemas = contract("calendar.v3.json")["schemas"]

    def check(name: str, body: Any) -> None:
        Draft202012Validator({**_draft(schemas[name]), "$defs": _drafts(schemas)}).validate(body)

    async with raised_stage() as stage:
        check("Event", await insert(stage))
        check("Events", await listed(stage))
        asked = {
            "timeMin": "2026-11-27T00:00:00Z",
            "timeMax": "2026-11-30T00:00:00Z",
            "items": [{"id": PILAR}],
        }
        check("FreeBusyRequest", asked)
        check("FreeBusyResponse", (await stage.google("POST", "/freeBusy", asked)).json())
        check("Colors", (await stage.google("GET", "/colors")).json())
        watch = {"id": "c1", "type": "web_hook", "address": ""}
        check("Channel", (await stage.google("POST", f"{EVENTS}/watch", watch)).json())


def _drafts(schemas: dict[str, Any]) -> dict[str, Any]:
    return {name: _draft(schema) for name, schema in schemas.items()}


def _draft(schema: Any) -> Any:
    """Google's discovery dialect as JSON Schema: bare references, closed objects."""
    if isinstance(schema, list):
        return [_draft(item) for item in schema]
    if not isinstance(schema, dict):
        return schema
    if isinstance(schema.get("$ref"), str):
        return {"$ref": f"#/$defs/{schema['$ref']}"}
    left_out = ("id", "format", "annotations", "required", "default")
    closed = {
        key: _draft(value) for key, value in schema.items() if not _is_word(key, value, left_out)
    }
    if "properties" in schema and "additionalProperties" not in schema:
        closed["additionalProperties"] = False
    return closed


def _is_word(key: str, value: Any, words: tuple[str, ...]) -> bool:
    """Whether a key is the dialect's own, not a property that happens to have its name."""
    return key in words and not (isinstance(value, dict) and "type" in value)
