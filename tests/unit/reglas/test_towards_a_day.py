"""Where an appointment is to go, and what only looks like a day, an hour or a service."""

from datetime import time
from typing import Any

import pytest

from atrevete_core.domain.commands import (
    AskTotal,
    Book,
    ChangeAppointment,
    ChooseSlot,
    ChooseStylist,
    ChooseWhen,
    ConfirmAttendance,
    DropServices,
)
from atrevete_core.ports.language_model import OfferedSlot, Question
from tests.builders import madrid

from .conversation import understood
from .own_visit import booked

WEDNESDAY = booked(madrid(2026, 12, 16, 10, 30), "TINTE DE PESTAÑAS", stylist="Rosa")


@pytest.mark.parametrize(
    "text",
    [
        "quiero cambiar la cita para el lunes, a las 16:30",
        "cambia la cita para el lunes a las 16:30",
    ],
)
def test_the_day_for_which_it_is_changed_is_where_it_goes(text: str) -> None:
    change, wish = understood(text, **WEDNESDAY)
    assert change == ChangeAppointment()
    assert isinstance(wish, ChooseWhen)
    assert wish.when.days is not None
    assert wish.when.at == time(16, 30)


def offered(text: str, *hours: time) -> tuple[Any, ...]:
    slots = tuple(
        OfferedSlot(start=madrid(2026, 12, 18, at.hour, at.minute), stylist="Marta") for at in hours
    )
    return understood(text, question=Question.SLOT, offered=slots, services=("CORTAR",))


def test_rather_in_the_afternoon_is_not_two_o_clock() -> None:
    said = offered("uf, pues mejor por la tarde", time(13, 30), time(14))
    assert not any(isinstance(each, ChooseSlot) for each in said)


def test_the_three_of_us_at_eleven_is_no_stretch_of_hours() -> None:
    (wish,) = offered("¿podemos las tres a las 11:00?", time(10), time(11, 30))
    assert isinstance(wish, ChooseWhen)
    assert wish.when.at == time(11)


def test_what_one_wears_since_august_wishes_no_august() -> None:
    said = understood("quítame el esmalte permanente, que llevo el de agosto")
    assert not any(isinstance(each, ChooseWhen) for each in said)


def test_who_writes_with_a_child_in_their_arms_has_none_depilated() -> None:
    (book,) = understood("quiero cejas, perdona que escribo con el niño en brazos")
    assert isinstance(book, Book)
    assert book.services == ("CEJAS",)


@pytest.mark.parametrize("text", ["cera de brazos", "depilación de brazos", "cera en los brazos"])
def test_arms_that_are_to_be_depilated_are(text: str) -> None:
    (book,) = understood(text)
    assert isinstance(book, Book)
    assert book.services == ("BRAZOS COMPLETOS O PECHO",)


def test_what_a_stylist_does_is_only_asked() -> None:
    assert ChooseStylist(stylist="Marta") not in understood("¿qué hace Marta?")


def test_by_whom_one_would_like_it_done_is_a_wish() -> None:
    assert ChooseStylist(stylist="Víctor") in understood("me gustaría que me lo hiciera Víctor")


def test_who_is_on_a_visit_is_booked_for_when_they_are_asked_for() -> None:
    (book,) = understood("viene mi hermana de visita y le quiero pedir cita para un corte")
    assert isinstance(book, Book)
    assert book.for_whom == "mi hermana"


def test_what_is_left_to_pay_is_told_beside_the_confirmation() -> None:
    text = "gracias, allá les caigo, y dígame cuánto me toca llevar para pagar lo que queda"
    said = understood(text, question=Question.ATTENDANCE, **WEDNESDAY)
    assert {type(each) for each in said} == {ConfirmAttendance, AskTotal}


@pytest.mark.parametrize(
    "text",
    [
        "pues al día siguiente: el tinte de pestañas, el miércoles 9 a las 5",
        "al día siguiente, el miércoles 9, a las 5",
    ],
)
def test_the_day_after_is_the_one_that_is_named_then(text: str) -> None:
    [wish] = [each for each in understood(text) if isinstance(each, ChooseWhen)]
    assert wish.when.days is not None
    assert wish.when.days.last == madrid(2026, 12, 9, 10).date()


@pytest.mark.parametrize(
    "text", ["la primera hora q me digas de hoy", "la primera que tengas", "la primera de hoy, sí"]
)
def test_the_first_of_the_day_on_offer_is_the_first_one(text: str) -> None:
    slots = tuple(
        OfferedSlot(start=madrid(2026, 12, 1, hour), stylist="Marta") for hour in (13, 17)
    )
    said = understood(text, question=Question.SLOT, offered=slots, services=("CORTAR",))
    assert ChooseSlot(position=1) in said


@pytest.mark.parametrize(
    "text", ["la primera después de las cuatro", "la primera que tengas el lunes"]
)
def test_the_first_of_other_hours_is_looked_for(text: str) -> None:
    said = offered(text, time(12, 30), time(13))
    assert not any(isinstance(each, ChooseSlot) for each in said)


@pytest.mark.parametrize("text", ["mejor la consulta gratis y me aclaráis allí", "la consulta"])
def test_a_consultation_comes_before_what_it_is_to_decide_about(text: str) -> None:
    said = understood(text, services=("CULTURA DE COLOR",))
    assert DropServices(services=("CULTURA DE COLOR",)) in said
