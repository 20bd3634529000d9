"""The last word counts: an appointment that was about to move or go stays as it is (R37)."""

from datetime import datetime, time
from typing import Any

import pytest

from atrevete_core.domain.commands import (
    Accept,
    AskMyAppointments,
    AskOther,
    CancelAppointment,
    ChooseStylist,
    ChooseWhen,
    ClaimPaid,
    Command,
    ConfirmAttendance,
    RunLate,
    TakeTime,
)
from tests.unit.reglas.conversation import MADRID, NOW, understood
from tests.unit.reglas.own_visit import booked

FRIDAY = datetime(2026, 12, 4, 17, 30, tzinfo=MADRID)


@pytest.mark.parametrize(
    "text",
    [
        "¿me la cambias al lunes? ah no espera, el lunes tengo dentista, deja, voy el viernes",
        "¿hay hueco el sábado para pasarla? bueno no, mira, déjala el viernes que ya me apaño",
        "quería cambiarla al miércoles… uy qué va, que viene el fontanero. Nada, no la toques",
        "no podía el viernes pero al final sí puedo, así que nada, no la muevas",
        "ni se os ocurra quitarme la cita del viernes, que llevo un mes esperándola",
    ],
)
def test_who_comes_after_all_changes_nothing(text: str) -> None:
    assert understood(text, **booked(FRIDAY)) == (ConfirmAttendance(),)


@pytest.mark.parametrize(
    "text",
    [
        "tengo el corte a las doce y media y llego veinte minutos tarde, no me la vaya a cancelar",
        "llego veinte minutos tarde, antes de cancelármela espérame porfa",
    ],
)
def test_who_is_late_and_begs_to_keep_it_cancels_nothing(text: str) -> None:
    today = NOW.replace(hour=12, minute=30)
    assert understood(text, **booked(today)) == (RunLate(minutes=20),)


@pytest.mark.parametrize(
    "text",
    [
        "ese día tengo examen hasta las 6, ¿puedo ir el sábado?",
        "el viernes trabajo hasta las ocho, ¿me la podéis poner el sábado?",
    ],
)
def test_the_hours_of_the_day_that_does_not_suit_bind_no_other(text: str) -> None:
    wish = next(e.when for e in understood(text, **booked(FRIDAY)) if isinstance(e, ChooseWhen))
    assert (wish.earliest, wish.latest, wish.at) == (None, None, None)


def test_an_hour_that_is_wished_is_still_heard() -> None:
    said = understood("el viernes trabajo, mejor ponme el sábado a las 11", **booked(FRIDAY))
    assert [e.when.at for e in said if isinstance(e, ChooseWhen)] == [time(11)]


@pytest.mark.parametrize(
    "text",
    [
        "yo tenía cita el viernes, ¿verdad? es que mi hija dice que era el jueves",
        "yo tenía dos turnos con ustedes, ¿no? me pasás los dos así los anoto",
        "cambié de móvil y perdí todo, ¿me repites cuándo tenía hora y con quién?",
        "¿con quién me toca el viernes? que el otro día me cogió un chico y me encantó",
    ],
)
def test_who_forgot_it_is_told_what_is_booked(text: str) -> None:
    assert understood(text, **booked(FRIDAY)) == (AskMyAppointments(),)


def test_who_brings_somebody_along_books_nothing_for_them() -> None:
    text = "voy el viernes pero con mi nieta de tres años, no molesta, ¿verdad?"
    assert understood(text, **booked(FRIDAY)) == (AskOther(),)


@pytest.mark.parametrize(
    "text",
    [
        "vale, pues ya te diré algo, que lo tengo que hablar con mi marido",
        "lo miro con mi hermana y te digo algo estos días",
        "perfecto, cuando cobre el día 5 les escribo y saco turno",
    ],
)
def test_who_puts_it_off_books_nothing(text: str) -> None:
    assert understood(text) == (TakeTime(),)


PAYING: dict[str, Any] = {"services": ("CORTAR",), "waits_for_payment": True}


@pytest.mark.parametrize(
    ("text", "command"),
    [
        ("lo intento mañana, ¿me lo podéis guardar hasta mañana?", ClaimPaid()),
        ("¿me guardas la hora hasta las 3? que a esa hora llego a casa y pago", ClaimPaid()),
        ("mi hijo me lo paga luego cuando venga del cole", Accept()),
        ("todavía no he pagado, que estoy buscando la cartera", TakeTime()),
        ("al final mira, mejor no, que se me ha roto la lavadora", CancelAppointment()),
        ("va a ser que no, me ha dicho mi marido que es mucho dinero", CancelAppointment()),
    ],
)
def test_while_the_link_waits_times_are_of_the_payment(text: str, command: Command) -> None:
    assert understood(text, **PAYING) == (command,)


@pytest.mark.parametrize(
    "text",
    [
        "mi suegra está en urgencias, de momento no me la cancele, que le digo algo mañana",
        "mañana te confirmo lo de la cita del viernes, que estoy en urgencias, no me la anules",
    ],
)
def test_what_is_to_be_told_tomorrow_moves_nothing_to_tomorrow(text: str) -> None:
    said = understood(text, **booked(FRIDAY))
    assert not any(isinstance(each, ChooseWhen | CancelAppointment) for each in said), said


def test_of_two_appointments_the_one_beside_the_verb_goes() -> None:
    first = booked(FRIDAY)["upcoming"]
    second = booked(datetime(2026, 12, 10, 12, tzinfo=MADRID), "CEJAS", stylist="Rosa")["upcoming"]
    said = understood(
        "de las dos citas que tengo quítame la segunda, que la primera sí me viene bien",
        has_upcoming=True,
        upcoming=(*first, *second),
    )
    assert [e.which.at for e in said if isinstance(e, CancelAppointment) and e.which] == [time(12)]


def test_who_changes_the_stylist_says_whom_they_want() -> None:
    said = understood(
        "quiero que me atienda Marta en vez de Pilar el viernes, que Pilar fue un poco seca",
        **booked(FRIDAY),
    )
    assert [e.stylist for e in said if isinstance(e, ChooseStylist)] == ["Marta"]


def test_a_question_about_coming_prepared_moves_nothing() -> None:
    text = "¿el viernes llevo el pelo sucio o me lo lavo antes?"
    assert understood(text, **booked(FRIDAY)) == (AskOther(),)
