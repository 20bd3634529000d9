"""The interpreter's look-ups: facts of this salon and this customer, whatever it asks."""

from typing import Any

import pytest

from atrevete_core.domain.commands import Greet
from atrevete_core.ports.language_model import Request, Tool, Understood
from tests.unit.flow.talking import Talk, looks_up, wants
from tests.unit.flow.test_booking_talk import at_home


async def finds(talk: Talk, tool: Tool, **arguments: Any) -> Any:
    """What a look-up brings."""
    seen: list[Request] = []

    def answers(request: Request) -> Understood:
        seen.append(request)
        return Understood(commands=(Greet(),))

    talk.model.add(looks_up(tool, **arguments), answers)
    await talk.person.writes("¿…?")
    (finding,) = seen[0].findings
    return finding.result


async def test_services_have_the_salons_prices() -> None:
    talk = Talk()
    (cut,) = await finds(talk, Tool.SERVICES, names=["cortar", "nada"])
    assert (cut["price_cents"], cut["minutes"], cut["category"]) == (2620, 40, "peluqueria")
    everything = await finds(talk, Tool.SERVICES)
    assert len(everything) == len(talk.salon.seed.catalogue.services)


async def test_packs_come_with_both_prices() -> None:
    (found,) = await finds(Talk(), Tool.PACKS)
    assert (found["price_cents"], found["separate_price_cents"]) == (8000, 8870)
    assert found["services"] == ["MECHAS", "CORTAR"]


async def test_hours_of_a_range_and_why_a_day_is_closed() -> None:
    days = await finds(Talk(), Tool.HOURS, first="2026-12-24", last="2026-12-26")
    assert [day["date"] for day in days] == ["2026-12-24", "2026-12-25", "2026-12-26"]
    assert days[0]["open"] == ["10:00-20:00"]
    assert "Natividad" in days[1]["closed_because"]
    (today,) = await finds(Talk(), Tool.HOURS)
    assert today["date"] == "2026-12-16"
    year = await finds(Talk(), Tool.HOURS, first="2026-12-16", last="2027-12-16")
    assert len(year) == 32


async def test_availability_is_what_would_be_offered() -> None:
    found = await finds(
        Talk(), Tool.AVAILABILITY, services=["CORTAR"], first="2026-12-18", last="2026-12-18"
    )
    assert len(found) == 3
    assert all(slot["start"].startswith("2026-12-18T") for slot in found)
    assert await finds(Talk(), Tool.AVAILABILITY, services=["CORTAR"], first="2026-12-20") == []


async def test_only_the_customers_own_appointments_are_found() -> None:
    assert await finds(Talk(), Tool.MY_APPOINTMENTS) == []
    talk = await at_home()
    await talk.says(*wants())
    (mine,) = await finds(talk, Tool.MY_APPOINTMENTS)
    assert mine["start"] == "2026-12-18T12:30:00+01:00"
    assert (mine["status"], mine["deposit_cents"]) == ("provisional", 524)


@pytest.mark.parametrize(
    ("tool", "arguments"),
    [
        (Tool.HOURS, {"first": "mañana"}),
        (Tool.HOURS, {"first": None, "last": 7}),
        (Tool.AVAILABILITY, {}),
        (Tool.AVAILABILITY, {"services": ["CORTAR"]}),
        (Tool.AVAILABILITY, {"services": ["CORTAR"], "first": "31/12/2026"}),
        (Tool.AVAILABILITY, {"services": ["NADA"], "first": "2026-12-18"}),
        (Tool.AVAILABILITY, {"services": ["CORTAR", "CEJAS"], "first": "2026-12-18"}),
        (Tool.SERVICES, {"names": 7}),
    ],
)
async def test_a_bad_question_gets_an_answer_that_says_so(
    tool: Tool, arguments: dict[str, Any]
) -> None:
    talk = Talk()
    found = await finds(talk, tool, **arguments)
    assert set(found) == {"error"}
    assert talk.person.replies
