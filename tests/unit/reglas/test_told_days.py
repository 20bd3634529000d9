"""Of two days in one message, the one that only says why is not the wish (R37)."""

from datetime import date, datetime, time

import pytest

from atrevete_core.domain.commands import ChangeAppointment, ChooseSlot, ChooseWhen
from atrevete_core.ports.language_model import OfferedSlot, Question, Upcoming
from tests.unit.reglas.conversation import MADRID, understood

TUESDAY, WEDNESDAY, THURSDAY = date(2026, 12, 15), date(2026, 12, 16), date(2026, 12, 17)
OFFERED = tuple(
    OfferedSlot(start=datetime(2026, 12, 15, hour, tzinfo=MADRID), stylist=name)
    for hour, name in ((14, "Marta"), (16, "Pilar"))
)


def wished(*texts: str) -> date | None:
    """The day that is looked at next, when hours of Tuesday the 15th are on offer."""
    said = understood(*texts, offered=OFFERED, question=Question.SLOT, services=("CORTAR",))
    for each in said:
        if isinstance(each, ChooseSlot):
            return each.day
        if isinstance(each, ChooseWhen):
            return each.when.days.first if each.when.days else None
    return None


@pytest.mark.parametrize(
    "text",
    [
        "espera, que el martes recojo yo a los niños. ¿Puede ser el miércoles 16 a las 16:30?",
        "el martes me han puesto una reunión a las 16:00, ¿podría ser el miércoles a las 10:30?",
        "ay no, que el martes viene el fontanero a las 4. ¿Y el miércoles 16 a las 4?",
        "disculpe, el martes me operan al perro; ¿tendría el miércoles 16 sobre las 10?",
        "¿y el miércoles? es que el martes salgo tarde",
        "oye que era el miércoles, no el martes, que el martes es cuando voy al gimnasio",
        "miércoles quise decir, no martes",
        "el martes imposible, el miércoles a las 12",
    ],
)
def test_the_day_that_is_told_is_not_taken(text: str) -> None:
    assert wished(text) == WEDNESDAY


def test_who_thinks_again_in_the_next_message_does_not_get_the_first() -> None:
    texts = ("la primera", "espera no", "el martes tengo lío", "el miércoles 16 mejor")
    assert wished(*texts) == WEDNESDAY


@pytest.mark.parametrize(
    "text",
    [
        "perfecto el martes a las 16:00, el miércoles curro",
        "el martes a las 16:00 me viene bien porque el jueves viajo",
        "la de las 16:00, que el miércoles tengo médico",
    ],
)
def test_the_day_on_offer_is_taken_when_the_other_one_is_the_reason(text: str) -> None:
    assert wished(text) == TUESDAY


def test_two_days_that_suit_are_both_wishes() -> None:
    [said] = understood("el jueves 17 me cuadra, y si no el viernes 18", services=("CORTAR",))
    assert isinstance(said, ChooseWhen)
    assert said.when.days is not None
    assert said.when.days.first == THURSDAY


def test_what_happens_on_the_day_of_an_appointment_moves_it() -> None:
    own = Upcoming(
        start=datetime(2026, 12, 15, 14, tzinfo=MADRID), services=("CORTAR",), stylist="Marta"
    )
    said = understood(
        "el martes 15 llevo a mi madre al médico, ¿puedo ir el jueves 17 a las 12:00?",
        upcoming=(own,),
        has_upcoming=True,
    )
    assert isinstance(said[0], ChangeAppointment)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("¿y al día siguiente?", WEDNESDAY),
        ("mejor el día de después", WEDNESDAY),
        ("¿podría ser el día antes?", date(2026, 12, 14)),
        ("¿y dos días después?", THURSDAY),
    ],
)
def test_the_next_day_is_counted_from_the_one_on_offer(text: str, day: date) -> None:
    assert wished(text) == day


def test_the_next_day_is_counted_from_the_appointment_that_moves() -> None:
    own = Upcoming(start=datetime(2026, 12, 15, 14, tzinfo=MADRID), services=("CORTAR",))
    said = understood("¿me la podéis pasar al día siguiente?", upcoming=(own,), has_upcoming=True)
    [when] = [each.when for each in said if isinstance(each, ChooseWhen)]
    assert when.days is not None
    assert when.days.first == WEDNESDAY


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("mejor el martes a las 18:30", TUESDAY),
        ("mejor el jueves", THURSDAY),
        ("perdona, que el martes trabajo, mejor el miércoles", WEDNESDAY),
        ("espera, mejor el martes a las seis y media, con Marta también", TUESDAY),
    ],
)
def test_a_weekday_is_the_one_of_the_week_that_is_spoken_of(text: str, day: date) -> None:
    own = Upcoming(
        start=datetime(2026, 12, 15, 17, tzinfo=MADRID),
        services=("CORTAR",),
        stylist="Marta",
        spoken_of=True,
    )
    said = understood(text, upcoming=(own,), has_upcoming=True)
    assert any(isinstance(each, ChangeAppointment) for each in said)
    [when] = [each.when for each in said if isinstance(each, ChooseWhen)]
    assert when.days is not None
    assert when.days.first == day


def test_an_appointment_told_with_its_own_day_goes_to_the_other_hour() -> None:
    own = Upcoming(start=datetime(2026, 12, 15, 17, tzinfo=MADRID), services=("CORTAR",))
    other = Upcoming(start=datetime(2026, 12, 16, 11, tzinfo=MADRID), services=("CEJAS",))
    said = understood(
        "el corte del martes 15 lo quiero a las 18:30; las cejas no se tocan",
        upcoming=(own, other),
        has_upcoming=True,
    )
    assert isinstance(said[0], ChangeAppointment)
    [when] = [each.when for each in said if isinstance(each, ChooseWhen)]
    assert when.at == time(18, 30)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("el martes", date(2027, 5, 4)),
        ("vale, el miércoles por la tarde", date(2027, 5, 5)),
        ("¿y el jueves?", date(2027, 5, 6)),
        ("el viernes de antes", date(2027, 4, 30)),
    ],
)
def test_a_weekday_after_a_closed_day_is_of_the_days_proposed(text: str, day: date) -> None:
    proposed = ("2027-05-04", "2027-05-05")
    said = understood(text, question=Question.DAY, services=("CORTAR",), choices=proposed)
    [when] = [each.when for each in said if isinstance(each, ChooseWhen)]
    assert when.days is not None
    assert when.days.first == day


def test_the_soonest_of_that_day_names_no_other() -> None:
    [said] = understood("ese mismo día lo más pronto posible", services=("PEINADO",))
    assert isinstance(said, ChooseWhen)
    assert said.when.soonest
    assert said.when.days is None


def test_what_is_held_goes_to_the_day_that_is_asked_for() -> None:
    [said] = understood(
        "¿puedo cambiarla al viernes?", services=("CORTAR",), waits_for_payment=True
    )
    assert isinstance(said, ChooseWhen)
