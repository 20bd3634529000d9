"""A calendar's own rules, without any network."""

from datetime import UTC, datetime
from typing import Any

import pytest
from atrevete_apps.simulator.google.moments import in_zone, instant
from atrevete_apps.simulator.google.refusal import GoogleRefusal
from atrevete_apps.simulator.google.store import Calendar

AT = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
MADRID = "Europe/Madrid"


def calendar() -> Calendar:
    return Calendar("pilar", MADRID, lambda _: None)


def span(start: str, end: str) -> dict[str, Any]:
    return {
        "start": {"dateTime": start, "timeZone": MADRID},
        "end": {"dateTime": end, "timeZone": MADRID},
    }


@pytest.mark.parametrize(("day", "hours"), [("2027-03-28", 23), ("2027-10-31", 25)])
def test_a_whole_day_has_as_many_hours_as_madrid_gives_it(day: str, hours: int) -> None:
    after = f"{day[:8]}{int(day[8:]) + 1:02d}" if day < "2027-10" else "2027-11-01"
    lasting = instant({"date": after}, MADRID).astimezone(UTC) - instant(
        {"date": day}, MADRID
    ).astimezone(UTC)
    assert lasting.total_seconds() == hours * 3600


def test_a_moment_is_answered_with_the_offset_of_its_day() -> None:
    moment = {"dateTime": "2027-03-28T10:00:00", "timeZone": MADRID}
    assert in_zone(moment, MADRID)["dateTime"] == "2027-03-28T10:00:00+02:00"


@pytest.mark.parametrize(
    "moment", [{}, {"date": "2026-11-27", "dateTime": "x"}, {"dateTime": "mañana"}]
)
def test_a_moment_is_a_day_or_an_instant(moment: dict[str, str]) -> None:
    with pytest.raises(GoogleRefusal):
        instant(moment, MADRID)


def test_a_patch_merges_properties_and_removes_what_is_null() -> None:
    own = calendar()
    body = span("2026-11-27T17:00:00", "2026-11-27T18:00:00")
    event = own.insert(
        body | {"location": "x", "extendedProperties": {"private": {"a": "1", "b": "2"}}}, AT
    )
    own.patch(
        event.id,
        {"location": None, "extendedProperties": {"private": {"b": "3"}}},
        AT,
        if_match=None,
    )
    assert event.fields["extendedProperties"] == {"private": {"a": "1", "b": "3"}}
    assert "location" not in event.fields


def test_a_refused_change_leaves_the_event_as_it_was() -> None:
    own = calendar()
    event = own.insert(span("2026-11-27T17:00:00", "2026-11-27T18:00:00"), AT)
    before = own.body(event)
    with pytest.raises(GoogleRefusal):
        own.patch(event.id, {"end": event.fields["start"]}, AT, if_match=None)
    assert own.body(event) == before


def test_an_instant_may_become_a_whole_day() -> None:
    own = calendar()
    event = own.insert(span("2026-11-27T17:00:00", "2026-11-27T18:00:00"), AT)
    days = {"start": {"date": "2026-11-27"}, "end": {"date": "2026-11-28"}}
    own.patch(event.id, days, AT, if_match="*")
    assert own.body(event)["start"] == {"date": "2026-11-27"}
