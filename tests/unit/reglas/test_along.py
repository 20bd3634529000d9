"""After a reminder: somebody comes along, or nobody comes and no other time is wanted."""

from datetime import datetime, time
from typing import Any

import pytest

from atrevete_core.domain.commands import (
    Book,
    CancelAppointment,
    ChangeAppointment,
    ChooseWhen,
    Command,
    ConfirmAttendance,
)
from atrevete_core.ports.language_model import Question, Upcoming

from .conversation import MADRID, understood

CUT = Upcoming(
    start=datetime(2026, 12, 3, 18, tzinfo=MADRID),
    services=("CORTAR",),
    stylist="Pilar",
    spoken_of=True,
)
MASSAGE = Upcoming(
    start=datetime(2026, 12, 2, 10, tzinfo=MADRID),
    services=("MASAJE CORPORAL (60MIN)",),
    stylist="Rosa",
)


def answers(text: str) -> tuple[Command, ...]:
    """To «¿Nos vemos?»."""
    return understood(text, question=Question.ATTENDANCE, has_upcoming=True, upcoming=(CUT,))


def has_massage(*texts: str, **facts: Any) -> tuple[Command, ...]:
    return understood(*texts, has_upcoming=True, upcoming=(MASSAGE,), **facts)


@pytest.mark.parametrize(
    "text",
    [
        "sí, allí estaré; ¿y mi marido puede venir a la misma hora? corte caballero, se llama Paco",
        (
            "Sí, sí, allí estaré, gracias. Oye, ¿y mi marido puede venir conmigo a la misma hora a "
            "cortarse el pelo? corte caballero, se llama Paco"
        ),
        "claro que voy! y apunta a mi marido Paco a la vez, corte de caballero",
    ],
)
def test_whoever_joins_is_booked_alone_and_the_writer_comes(text: str) -> None:
    comes, book, when = answers(text)
    assert comes == ConfirmAttendance()
    assert book == Book(services=("CORTE CABALLERO",), for_whom="mi marido", for_name="Paco")
    assert isinstance(when, ChooseWhen)
    assert when.when.at == time(18)


@pytest.mark.parametrize(
    "text",
    [
        "no podré, y no quiero otra",
        "no. y no me busques otra",
        "no puedo y no quiero cambiarla",
        "no voy a poder ir, ya pediré otra",
    ],
)
def test_who_wants_no_other_time_gives_it_up(text: str) -> None:
    said = answers(text)
    assert any(isinstance(each, CancelAppointment) for each in said)
    assert not any(isinstance(each, ChangeAppointment | ConfirmAttendance) for each in said)


def test_who_asks_for_another_hour_moves_it() -> None:
    assert answers("no puedo, ¿hay otra hora?") == (ChangeAppointment(),)


def test_no_other_hour_because_this_one_suits_is_a_yes() -> None:
    assert answers("no quiero otra hora, esa me va bien") == (ConfirmAttendance(),)


@pytest.mark.parametrize(
    "texts",
    [
        ("hi! I have massage on wednesday morning with Rosa",
         "can I change to the afternoon same day please? maybe at 4 pm"),
        ("tengo masaje con Rosa el miércoles y necesito que sea a las 4 de la tarde",),
        ("tinc massatge dimecres al matí, el puc canviar a les 4 de la tarda?",),
    ],
)  # fmt: skip
def test_what_is_booked_is_moved_and_not_asked_for_anew(texts: tuple[str, ...]) -> None:
    said = has_massage(*texts)
    assert isinstance(said[0], ChangeAppointment)
    assert not any(isinstance(each, Book) for each in said)
    (when,) = [each.when for each in said if isinstance(each, ChooseWhen)]
    assert when.at == time(16)


def test_what_is_booked_is_no_part_of_a_new_wish() -> None:
    book, when = has_massage("tengo masaje el miércoles y quiero cejas el viernes a las 12")
    assert book == Book(services=("CEJAS",))
    assert isinstance(when, ChooseWhen)
    assert when.when.days is not None
    assert when.when.days.first == datetime(2026, 12, 4, tzinfo=MADRID).date()


FEET = Upcoming(
    start=datetime(2026, 12, 2, 11, tzinfo=MADRID),
    services=("LIMAR Y PINTAR PIES",),
    stylist="Marta",
)


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("¿me la pasa a la tarde del mismo miércoles, a eso de las cuatro y media?", time(16, 30)),
        ("necesito retrasar mi cita un par de horas", time(13)),
        ("quiero cambiar la cita a las 16:30", time(16, 30)),
        ("no puedo a las 11, ¿a las 5 del mismo día?", time(17)),
    ],
)
def test_the_same_day_is_the_day_of_the_appointment(text: str, at: time) -> None:
    said = understood(text, has_upcoming=True, upcoming=(FEET,))
    assert isinstance(said[0], ChangeAppointment)
    (when,) = [each.when for each in said if isinstance(each, ChooseWhen)]
    assert when.at == at
    assert when.days is None or when.days.first == FEET.start.date()


def test_to_run_the_appointment_is_no_offence() -> None:
    said = understood(
        "a ver si puedes correrme la cita del miércoles para la tarde",
        has_upcoming=True,
        upcoming=(FEET,),
    )
    assert isinstance(said[0], ChangeAppointment)
