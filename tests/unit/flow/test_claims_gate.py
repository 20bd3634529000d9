"""A text goes out only when what was looked up in this turn bears out all of it."""

from datetime import date, datetime, time, timedelta

from hypothesis import given
from hypothesis import strategies as st

from atrevete_core.domain.money import Money
from atrevete_core.flow.claims import facts_of, unborne
from atrevete_core.phrases.spanish import at_hour, day, duration, money, short_day
from tests.builders import MADRID

TODAY = date(2026, 12, 16)
CENTS = st.integers(min_value=1, max_value=200_000)
HOURS = st.times(min_value=time(8), max_value=time(21)).map(
    lambda each: each.replace(second=0, microsecond=0)
)
DAYS = st.dates(min_value=TODAY, max_value=TODAY + timedelta(days=300))
NAMES = st.sampled_from(["Pilar", "Marta", "Harol", "Lucía", "Nuria", "Óscar"])


def slot(on: date, at: time, stylist: str) -> dict[str, str]:
    return {"start": datetime.combine(on, at, MADRID).isoformat(), "stylist": stylist}


def passes(text: str, *findings: object) -> bool:
    return not unborne(text, facts_of(TODAY, findings), ["pilar", "marta"])


@given(cents=CENTS, minutes=st.integers(min_value=5, max_value=300))
def test_a_price_and_a_duration_that_were_looked_up_may_be_said(cents: int, minutes: int) -> None:
    said = f"Son {money(Money(cents))} y {duration(minutes)}."
    assert passes(said, {"price_cents": cents, "minutes": minutes})


@given(cents=CENTS, other=CENTS)
def test_any_other_price_is_refused(cents: int, other: int) -> None:
    assert passes(f"Son {money(Money(other))}.", {"price_cents": cents}) == (cents == other)


@given(on=DAYS, at=HOURS, stylist=NAMES)
def test_a_slot_that_was_looked_up_may_be_said(on: date, at: time, stylist: str) -> None:
    start = datetime.combine(on, at, MADRID)
    said = f"El {day(on)} {at_hour(start)} está {stylist}, o el {short_day(on)}."
    assert passes(said, [slot(on, at, stylist)])


@given(on=DAYS, other=DAYS, at=HOURS)
def test_any_other_day_is_refused(on: date, other: date, at: time) -> None:
    assert passes(f"El {day(other)}.", [slot(on, at, "Pilar")]) == (
        (on.month, on.day, on.weekday()) == (other.month, other.day, other.weekday())
    )


@given(at=HOURS, other=HOURS)
def test_any_other_hour_is_refused(at: time, other: time) -> None:
    said = f"Sería {at_hour(datetime.combine(TODAY, other, MADRID))}."
    same_face = at == other or (other.hour < 12 and at == other.replace(hour=other.hour + 12))
    assert passes(said, [slot(TODAY, at, "Pilar")]) == same_face


@given(looked_up=NAMES, said=NAMES)
def test_a_name_that_was_not_looked_up_is_refused(looked_up: str, said: str) -> None:
    assert passes(f"Te atiende {said}.", {"stylist": looked_up}) == (looked_up == said)


@given(st.sampled_from(["confirmada", "reservada", "cancelada", "devuelta", "pagada", "cambiada"]))
def test_nothing_is_said_to_be_done_without_its_status(deed: str) -> None:
    assert not passes(f"Tu cita está {deed}.", {"name": "CORTAR"})


def test_what_is_confirmed_in_the_books_may_be_called_so() -> None:
    found = slot(TODAY, time(17), "Pilar") | {"status": "confirmed"}
    assert passes("Tu cita de hoy a las 17:00 con Pilar está confirmada.", [found])
    assert not passes("Tu cita de hoy está cancelada.", [found])


def test_the_salons_own_texts_may_be_repeated() -> None:
    faq = {"address": "Calle Mayor 93, Madrid; más en salon.example.com"}
    assert passes("Estamos en la Calle Mayor 93, en Madrid.", faq)
    assert not passes("Estamos en la Calle Mayor 94.", faq)


@given(st.text(max_size=80))
def test_whatever_digits_a_text_has_they_are_claims(noise: str) -> None:
    if any(each.isdecimal() for each in noise):
        assert unborne(noise, facts_of(TODAY, []))


def test_links_and_telephones_never_come_from_a_look_up_by_chance() -> None:
    assert not passes("Paga en https://pagos.example/x", {"url": 1})
    assert not passes("Llama al 600 111 222", {"minutes": 600})
