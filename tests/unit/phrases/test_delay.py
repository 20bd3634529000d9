"""What she says to somebody who is late: calm, both times, no reproach (VOICE 14)."""

from datetime import datetime

from hypothesis import given
from hypothesis import strategies as st

from atrevete_core.domain.catalogue import Gender
from atrevete_core.domain.interval import after
from atrevete_core.domain.money import Money
from atrevete_core.phrases import delay, staff
from atrevete_core.phrases.facts import Visit
from atrevete_core.phrases.spanish import hour
from tests.builders import madrid
from tests.unit.domain.rules import EXAMPLES
from tests.unit.phrases.voice import assert_her_voice, first_names, visits

CUT = Visit(
    start=madrid(2026, 12, 16, 17),
    stylist="Víctor",
    stylist_gender=Gender.MALE,
    services=("CORTAR",),
    minutes=40,
    total=Money(2620),
)
LATE = after(CUT.start, minutes=30)


def said(*, next_start: datetime | None = None, told: bool = True, name: str = "Andrés") -> str:
    return delay.delay(CUT, arrives=LATE, next_start=next_start, told=told, first_name=name)


def test_both_times_are_said_and_that_the_stylist_knows() -> None:
    assert said(next_start=madrid(2026, 12, 16, 17, 40)) == (
        "Gracias por avisar, Andrés. Llegarías a las 17:30 y Víctor tiene otra cita a las 17:40: "
        "se lo digo ya, por si hay que acortar algo. Ven con calma."
    )


def test_without_a_next_customer_only_the_stylist_is_spoken_of() -> None:
    assert said() == (
        "Gracias por avisar, Andrés. Llegarías a las 17:30: se lo digo ya a Víctor. Ven con calma."
    )


def test_who_told_nobody_does_not_say_so() -> None:
    assert said(told=False) == "Gracias por avisar, Andrés: te espero a las 17:30. Ven con calma."
    assert "Gracias por avisar: te" in said(told=False, name="")


@EXAMPLES
@given(visits(), first_names, st.integers(0, 120), st.booleans(), st.booleans())
def test_no_reproach_and_no_threat(
    visit: Visit,
    name: str,
    minutes: int,
    told: bool,  # noqa: FBT001
    somebody: bool,  # noqa: FBT001
) -> None:
    arrives = after(visit.start, minutes=minutes)
    text = delay.delay(
        visit,
        arrives=arrives,
        next_start=arrives if somebody else None,
        told=told,
        first_name=name,
    )
    assert_her_voice(text)
    assert hour(arrives) in text
    assert "tarde" not in text
    assert "garantizar" not in text
    assert "cancel" not in text


def test_she_asks_for_the_hour_or_the_day_that_is_missing() -> None:
    for question in (delay.how_late(), delay.no_appointment_today()):
        assert_her_voice(question, sentences=2)
        assert question.startswith("Gracias por avisar")
        assert question.endswith("?")


@EXAMPLES
@given(visits(), st.integers(1, 120))
def test_the_team_reads_who_when_and_who_comes_next(visit: Visit, minutes: int) -> None:
    following = after(visit.start, minutes=visit.minutes)
    summary = staff.delay(visit, customer="Ana Gil", minutes=minutes, next_start=following)
    for fact in ("Ana Gil", hour(visit.start), f"{minutes} min de retraso", hour(following)):
        assert fact in summary
    alone = staff.delay(visit, customer="Ana Gil", minutes=minutes, next_start=None)
    assert "siguiente" not in alone
    assert staff.delay_subject(visit, customer="Ana").startswith("Ana llega tarde a las ")
