"""Giving an appointment up, and the answers to «¿Cancelo tu corte del viernes?» (R19)."""

from datetime import datetime
from typing import Any

import pytest

from atrevete_core.domain.commands import (
    Accept,
    AddServices,
    Ask,
    Book,
    CancelAppointment,
    ChangeAppointment,
    ChooseWhen,
    ConfirmAttendance,
    Refuse,
    TakeTime,
)
from atrevete_core.ports.language_model import Question, Upcoming

from .conversation import MADRID, understood
from .own_visit import booked

FRIDAY = datetime(2026, 12, 4, 17, tzinfo=MADRID)
CUT = booked(FRIDAY)
BROWS = Upcoming(
    start=datetime(2026, 12, 10, 18, tzinfo=MADRID), services=("CEJAS",), stylist="Rosa"
)
TWO: dict[str, Any] = CUT | {"upcoming": (*CUT["upcoming"], BROWS)}
ASKED: dict[str, Any] = {
    "has_upcoming": True,
    "upcoming": (Upcoming(start=FRIDAY, services=("CORTAR",), stylist="Pilar", asked_about=True),),
    "question": Question.CANCEL,
}


@pytest.mark.parametrize(
    "text", ["la del viernes", "sí, la del viernes a las 5", "el corte", "esa, la de las 5"]
)
def test_naming_the_one_that_was_asked_about_is_a_yes(text: str) -> None:
    assert understood(text, **ASKED) == (Accept(),)


@pytest.mark.parametrize(
    "text",
    [
        "ay no, espera, que al final sí que puedo",
        "no, me lo he pensado mejor, voy",
        "no, la del viernes no",
        "me he arrepentido, ahora sí que voy",
    ],
)
def test_who_comes_after_all_keeps_it(text: str) -> None:
    assert understood(text, **ASKED) == (Refuse(),)


@pytest.mark.parametrize("text", ["sí, al final no puedo ir", "claro que sí, ya no voy"])
def test_a_yes_with_its_reason_is_a_yes(text: str) -> None:
    assert understood(text, **ASKED) == (Accept(),)


def test_another_time_is_no_yes() -> None:
    said = understood("mejor al viernes por la mañana", **ASKED)
    assert [type(each) for each in said] == [ChangeAppointment, ChooseWhen]


@pytest.mark.parametrize(
    "text",
    [
        "al final no quiero el corte",
        "ya no me corto el pelo, gracias",
        "no me hace falta el corte",
        "al final no me apetece cortarme el pelo, lo dejamos",
    ],
)
def test_without_its_only_service_it_is_given_up(text: str) -> None:
    assert understood(text, **CUT) == (CancelAppointment(),)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("las cejas ya no me las hago", 10),
        ("vale, quita la del viernes", 4),
        ("quítame la de Rosa", 10),
        ("voy a tener que anular lo del jueves", 10),
        ("el jueves no voy, solo el viernes", 10),
    ],
)
def test_of_two_the_one_that_is_named_is_given_up(text: str, day: int) -> None:
    [said] = understood(text, **TWO)
    assert isinstance(said, CancelAppointment)
    assert said.which is not None
    assert said.which.days is not None
    assert said.which.days.first == datetime(2026, 12, day, tzinfo=MADRID).date()


@pytest.mark.parametrize(
    "text",
    [
        "el corte no me lo hagáis muy corto",
        "no quiero corte, quiero mechas",
        "el corte no puede ser con Marta?",
        "no quiero cortarme mucho, solo las puntas",
    ],
)
def test_what_only_sounds_so_gives_nothing_up(text: str) -> None:
    assert not any(isinstance(each, CancelAppointment) for each in understood(text, **CUT))


def test_one_is_cancelled_and_the_other_moves() -> None:
    said = understood("cancela la primera y la otra pásala a las 12", **TWO)
    assert [type(each) for each in said] == [CancelAppointment, ChangeAppointment, ChooseWhen]
    assert said[1].which is not None  # type: ignore[union-attr]
    assert said[1].which.days.first == BROWS.start.date()  # type: ignore[union-attr]


def test_not_needing_it_any_more_is_asked_once() -> None:
    [said] = understood("me apunté para el viernes y ya no me hace falta, gracias", **CUT)
    assert isinstance(said, CancelAppointment)
    assert not said.explicit
    [plain] = understood("cancela lo del viernes y ya", **CUT)
    assert isinstance(plain, CancelAppointment)
    assert plain.explicit


def test_what_is_being_booked_moves_to_another_day() -> None:
    text = "quita lo del viernes, mejor el sábado"
    said = understood(text, services=("CORTAR",), question=Question.SLOT)
    assert [type(each) for each in said] == [ChooseWhen]


def test_the_rest_that_stays_is_not_booked_again() -> None:
    own = booked(FRIDAY, spoken_of=True)
    assert understood("y el corte déjalo", **own) == (ConfirmAttendance(),)
    assert not any(
        isinstance(each, Book | AddServices) for each in understood("el corte déjalo", **own)
    )


@pytest.mark.parametrize(
    "text",
    ["oye que lo del viernes lo dejo, que me voy fuera", "lo del viernes lo dejamos, gracias"],
)
def test_leaving_it_gives_it_up(text: str) -> None:
    [said] = understood(text, **CUT)
    assert isinstance(said, CancelAppointment)


@pytest.mark.parametrize(
    "text", ["lo del viernes lo dejamos como está", "lo del viernes lo dejo igual"]
)
def test_leaving_it_as_it_is_does_not(text: str) -> None:
    assert understood(text, **CUT) == (ConfirmAttendance(),)


def test_leaving_it_for_another_day_moves_it() -> None:
    [said] = understood("lo del viernes lo dejamos para otro día", **CUT)
    assert isinstance(said, ChangeAppointment)


@pytest.mark.parametrize("text", ["el viernes voy a estar fuera", "el viernes estoy de viaje"])
def test_who_is_away_on_its_day_cannot_come_then(text: str) -> None:
    [said] = understood(text, **CUT)
    assert isinstance(said, ChangeAppointment)


def test_who_may_not_come_says_so() -> None:
    [said] = understood("estoy mala, no sé si el viernes podré ir", **CUT)
    assert isinstance(said, CancelAppointment)
    assert not said.explicit


@pytest.mark.parametrize(
    "text",
    [
        "me he arrepentido de cogerla, sí",
        "me temo que sí",
        "qué pena, pero sí",
        "no puedo ir, así que sí",
        "no hay más remedio, adelante",
        "no queda otra, sí",
        "qué remedio",
    ],
)
def test_a_yes_to_a_cancellation_may_regret_it(text: str) -> None:
    assert understood(text, **ASKED) == (Accept(),)


@pytest.mark.parametrize(
    "text",
    ["no voy a cancelar", "no, cancelar no", "me he arrepentido, voy", "pues voy el viernes"],
)
def test_whoever_will_not_cancel_keeps_it(text: str) -> None:
    assert understood(text, **ASKED) == (Refuse(),)


def test_looking_first_is_no_yes_to_a_cancellation() -> None:
    assert understood("voy a mirar y te digo", **ASKED) == (TakeTime(),)


def test_going_to_another_salon_is_no_coming() -> None:
    said = understood("pues voy el viernes a otra peluquería", **ASKED)
    assert not any(isinstance(each, ConfirmAttendance | Refuse) for each in said)


@pytest.mark.parametrize(
    "text", ["no voy a cancelarla", "tranquila, que no la voy a cancelar", "cancelar no"]
)
def test_whoever_says_that_nothing_is_cancelled_cancels_nothing(text: str) -> None:
    assert not any(isinstance(each, CancelAppointment) for each in understood(text, **CUT))


def test_what_no_appointment_has_is_not_cancelled() -> None:
    said = understood("me quitas lo de las cejas de la ficha", **CUT)
    assert not any(isinstance(each, CancelAppointment | Book) for each in said)
    assert understood("quítame lo del corte", **CUT) == (CancelAppointment(),)


@pytest.mark.parametrize("text", ["claro que no", "por supuesto que no", "sí que voy"])
def test_a_no_in_the_words_of_a_yes_keeps_it(text: str) -> None:
    assert understood(text, **ASKED) == (Refuse(),)


@pytest.mark.parametrize("question", [Question.CANCEL, Question.CANCEL_WITHOUT_REFUND])
@pytest.mark.parametrize(
    "text",
    [
        "vale, pero ¿me devolvéis la señal?",
        "si me devolvéis el dinero sí",
        "solo si me devolvéis el dinero",
    ],
)
def test_a_yes_that_depends_on_the_money_is_none_yet(text: str, question: Question) -> None:
    assert understood(text, **(ASKED | {"question": question})) == (Ask(topics=("cancellation",)),)


def test_whoever_does_not_want_to_lose_the_deposit_keeps_the_appointment() -> None:
    asked = ASKED | {"question": Question.CANCEL_WITHOUT_REFUND}
    assert understood("no quiero perder el dinero", **asked) == (Refuse(),)
    assert understood("no me importa perder el dinero", **asked) == (
        CancelAppointment(explicit=True),
    )


@pytest.mark.parametrize(
    "text",
    [
        "no voy muy arreglada, ¿importa?",
        "no voy a necesitar secado",
        "no voy con mi madre al final, voy sola",
        "no iré con el pelo lavado, ¿pasa algo?",
        "no voy a llegar tarde, tranquila",
        "no voy a poder pagar en efectivo",
        "mi marido no puede venir a recogerme, ¿hay taxis?",
        "me ha surgido una duda",
        "me da igual el dinero, quiero estar guapa",
        "¿se puede cancelar luego?",
    ],
)
def test_a_no_about_something_else_gives_nothing_up(text: str) -> None:
    assert not any(isinstance(each, CancelAppointment) for each in understood(text, **CUT))


@pytest.mark.parametrize(
    "text",
    [
        "no voy",
        "al final no voy el viernes",
        "no iré el viernes",
        "no voy a poder ir",
        "no voy a hacerme el corte",
        "me ha surgido un imprevisto",
        "me da igual perder el dinero, cancélala",
    ],
)
def test_whoever_does_not_come_gives_it_up(text: str) -> None:
    assert any(isinstance(each, CancelAppointment) for each in understood(text, **CUT))


def test_a_doubt_does_not_give_back_the_hour_that_is_held() -> None:
    held = understood("no sé si podré ir", services=("CORTAR",), waits_for_payment=True)
    assert not any(isinstance(each, CancelAppointment) for each in held)


@pytest.mark.parametrize("text", ["no puedo", "no podemos", "uf, no puedo"])
def test_who_only_cannot_neither_keeps_it_nor_gives_it_up(text: str) -> None:
    assert not any(isinstance(each, Accept | Refuse) for each in understood(text, **ASKED))


@pytest.mark.parametrize("text", ["no puedo ir", "no podré ir"])
def test_who_cannot_come_gives_it_up(text: str) -> None:
    assert understood(text, **ASKED) == (Accept(),)
