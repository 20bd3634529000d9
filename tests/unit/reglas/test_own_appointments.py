"""Words about an appointment that exists: just paid for, one of several, or of that Thursday."""

from datetime import date, datetime, time
from typing import Any

import pytest

from atrevete_core.domain.commands import (
    AddServices,
    AskMyAppointments,
    AskOpening,
    AskOther,
    Book,
    CancelAppointment,
    ChangeAppointment,
    ChooseStylist,
    ChooseWhen,
    ConfirmAttendance,
    DayRange,
    DropServices,
    Refuse,
    ReportPaymentTrouble,
    RunLate,
)
from atrevete_core.ports.language_model import Question, Upcoming

from .conversation import MADRID, UPCOMING, understood

CUT = Upcoming(start=UPCOMING, services=("CORTAR", "SECADO"), stylist="Pilar", spoken_of=True)
NAILS = Upcoming(
    start=datetime(2026, 12, 10, 17, tzinfo=MADRID),
    services=("LIMAR Y PINTAR MANOS PERMANENTE",),
    stylist="Rosa",
)


def says(text: str, *upcoming: Upcoming, **facts: Any) -> tuple[Any, ...]:
    """By somebody with these appointments."""
    return understood(text, has_upcoming=True, upcoming=upcoming, **facts)


def after_paying(text: str) -> tuple[Any, ...]:
    """Said right after «Cita confirmada: jueves 3 a las 10:30»."""
    return says(text, CUT)


@pytest.mark.parametrize(
    ("said", "hour"),
    [
        ("no, mejor a la 1", time(13)),
        ("ay, a las 12 mejor", time(12)),
        ("he puesto mal la hora, eran las 11", time(11)),
        ("una hora antes puede ser?", time(9, 30)),
        ("¿y a las 6 no podría ser?", time(18)),
    ],
)
def test_another_hour_right_after_paying_moves_what_was_paid(said: str, hour: time) -> None:
    move, when = after_paying(said)
    assert isinstance(move, ChangeAppointment)
    assert isinstance(when, ChooseWhen)
    assert when.when.at == hour


def test_another_day_right_after_paying_moves_it_too() -> None:
    move, when = after_paying("me he equivocado de día, era el martes")
    assert isinstance(move, ChangeAppointment)
    assert when.when.days.first == date(2026, 12, 8)


def test_a_little_later_is_after_its_hour_on_its_day() -> None:
    _, when = after_paying("¿y no podría ser un poco más tarde?")
    assert (when.when.days.first, when.when.earliest) == (date(2026, 12, 3), time(11))


def test_somebody_else_for_what_was_paid() -> None:
    assert after_paying("¿podría ser con Víctor?") == (
        ChangeAppointment(),
        ChooseStylist(stylist="Víctor"),
    )


def test_one_thing_more_or_less_right_after_paying_amends_it() -> None:
    assert after_paying("ah y me pones también barro porfa") == (AddServices(services=("BARRO",)),)
    assert after_paying("al final no quiero el secado") == (DropServices(services=("SECADO",)),)


@pytest.mark.parametrize("said", ["gracias! el jueves a las 10:30 estoy ahí", "hasta el jueves!"])
def test_its_own_hour_said_back_is_no_wish(said: str) -> None:
    assert after_paying(said) == (ConfirmAttendance(),)


def test_giving_it_up_right_after_paying_cancels_it() -> None:
    assert after_paying("uy no, olvídalo, que no puedo") == (CancelAppointment(),)


def test_another_booking_after_paying_moves_nothing() -> None:
    assert isinstance(after_paying("¿abrís el lunes?")[0], AskOpening)
    assert isinstance(after_paying("otra cosa, quiero cejas el lunes")[0], Book)
    assert isinstance(after_paying("quiero otra cita para mi hijo el sábado")[0], Book)


def test_the_thursday_that_does_not_suit_is_the_thursday_of_the_appointment() -> None:
    own = Upcoming(start=datetime(2026, 12, 10, 10, tzinfo=MADRID), services=("CORTAR",))
    (move,) = says("el jueves me viene fatal", own)
    assert move.which.days.first == date(2026, 12, 10)


@pytest.mark.parametrize(
    ("said", "day"),
    [
        ("la de las uñas", 10), ("la del pelo", 3), ("la primera", 3), ("la última", 10),
        ("la de Rosa", 10), ("el corte", 3),
    ],
)  # fmt: skip
def test_which_of_several_is_said_in_many_ways(said: str, day: int) -> None:
    (which,) = says(
        said,
        CUT,
        NAILS,
        question=Question.WHICH_APPOINTMENT,
        choices=("change",),
    )
    assert which.when.days.first == date(2026, 12, day)


def test_which_one_may_be_named_at_once() -> None:
    (cancel,) = says("cancela la del pelo", CUT, NAILS)
    assert cancel.which.days.first == date(2026, 12, 3)
    both = says(
        "las dos",
        CUT,
        NAILS,
        question=Question.WHICH_APPOINTMENT,
        choices=("cancel",),
    )
    assert [each.which.days.first.day for each in both] == [3, 10]


def test_what_is_said_of_the_one_that_stays_says_nothing_of_the_other() -> None:
    move, when = says(
        "la del jueves ni tocarla; las uñas pásalas al viernes 11 a las 18:00", CUT, NAILS
    )
    assert move.which.days.first == date(2026, 12, 10)
    assert (when.when.days.first, when.when.at) == (date(2026, 12, 11), time(18))


def test_out_of_the_book_is_no_word_about_reminders() -> None:
    (cancel,) = says("lo del jueves no va a poder ser, dadlo de baja", CUT)
    assert isinstance(cancel, CancelAppointment)
    assert cancel.which is not None


def test_a_service_that_is_booked_goes_to_another_hour() -> None:
    move, when = says("el corte al martes 8 a las 18:30", CUT, NAILS)
    assert move.which.days.first == date(2026, 12, 3)
    assert when.when.at == time(18, 30)


def test_minutes_that_are_taken_back() -> None:
    late = says("llego tarde, estoy en 20 minutos. no, mentira, 35", CUT)
    assert late == (RunLate(arrives_in=35),)


TODAY = Upcoming(start=datetime(2026, 12, 1, 11, 10, tzinfo=MADRID), services=("CORTAR",))


@pytest.mark.parametrize(
    ("said", "late"),
    [
        ("pierdo el bus, 10 min", RunLate(minutes=10)),
        ("tardo 15, que se ha dormido el niño", RunLate(arrives_in=15)),
        ("me he dormido!!! llego en 25", RunLate(arrives_in=25)),
        ("perdón perdón, 20 minutos", RunLate(minutes=20)),
        ("no llego a y diez, calculo menos veinte", RunLate(arrives=time(11, 40))),
        ("mal voy de tiempo", RunLate()),
        ("me he liado, salgo ahora", RunLate()),
    ],
)
def test_delays_in_any_words(said: str, late: RunLate) -> None:
    assert says(said, TODAY)[0] == late


def test_a_bare_number_answers_when_they_come() -> None:
    assert says("unos 10", TODAY, question=Question.ARRIVAL) == (RunLate(arrives_in=10),)


def test_short_of_time_is_no_delay_when_it_is_cancelled() -> None:
    assert isinstance(says("cancela mi corte, voy fatal de tiempo", TODAY)[0], CancelAppointment)


@pytest.mark.parametrize(
    "said",
    [
        "mi banco no me manda el mensajito",
        "dice tarjeta no soportada",
        "con la otra tampoco",
        "se me queda la rueda girando",
        "y ahora lo mismo",
        "nanai",
    ],
)
def test_payments_fail_in_any_words(said: str) -> None:
    assert understood(said, waits_for_payment=True) == (ReportPaymentTrouble(),)


def test_another_one_is_to_be_cancelled_instead() -> None:
    (cancel,) = says("espera no, la del jueves 10", CUT, NAILS, question=Question.CANCEL)
    assert cancel.which.days.first == date(2026, 12, 10)


def test_of_a_cancellation_and_a_move_the_cancellation_comes_first() -> None:
    said = "cancela la del jueves 3 y mueve la del jueves 10 al viernes a las 17:00"
    cancel, move, when = says(said, CUT, NAILS)
    assert isinstance(cancel, CancelAppointment)
    assert cancel.which is not None
    assert cancel.which.days == DayRange(first=date(2026, 12, 3), last=date(2026, 12, 3))
    assert isinstance(move, ChangeAppointment)
    assert move.which is not None
    assert move.which.days == DayRange(first=date(2026, 12, 10), last=date(2026, 12, 10))
    assert isinstance(when, ChooseWhen)
    assert when.when.at == time(17)


def test_one_service_for_another_right_after_paying() -> None:
    assert after_paying("cámbiame el corte por barro") == (
        AddServices(services=("BARRO",)),
        DropServices(services=("CORTAR",)),
    )


def test_none_of_them_is_a_no() -> None:
    said = says(
        "ninguna, déjalas", CUT, NAILS, question=Question.WHICH_APPOINTMENT, choices=("cancel",)
    )
    assert said == (Refuse(),)


@pytest.mark.parametrize(
    "text",
    [
        "oye ¿me puedes recordar qué días tenía que ir? que he perdido el papelito",
        "me llegó el cargo del banco pero no me acuerdo del día de la cita, ¿me lo dices?",
    ],
)
def test_whoever_forgot_the_day_is_told(text: str) -> None:
    assert says(text, CUT, NAILS) == (AskMyAppointments(),)


def test_another_hour_instead_of_its_own_moves_it() -> None:
    own = Upcoming(start=datetime(2026, 12, 10, 18, tzinfo=MADRID), services=("CORTAR",))
    said = says("¿y si voy el jueves 10 pero a las 7 en vez de a las 6?", own)
    assert ChangeAppointment in {type(each) for each in said}


def test_minutes_of_delay_are_not_minutes_from_now() -> None:
    own = Upcoming(start=UPCOMING, services=("CORTAR",), stylist="Pilar")
    said = says("vale pero llegaré un pelín tarde, unos 10 minutos", own)
    assert said == (RunLate(minutes=10),)


def of_thursday(text: str) -> tuple[Any, ...]:
    """By somebody who has a cut on Thursday at six."""
    own = Upcoming(start=datetime(2026, 12, 3, 18, tzinfo=MADRID), services=("CORTAR",))
    return says(text, own)


def test_the_hour_of_the_reason_is_not_the_new_one() -> None:
    said = of_thursday(
        "mira que el jueves mi nieto actúa en el cole a las cinco y media y claro yo a las seis no "
        "voy a estar, a ver si me puedes dar otra cosita, el viernes o el sábado"
    )
    [when] = [each.when for each in said if isinstance(each, ChooseWhen)]
    assert when.at is None
    assert when.days == DayRange(first=date(2026, 12, 4), last=date(2026, 12, 5))


def test_half_an_hour_later_counts_from_its_hour_whatever_else_is_told() -> None:
    said = of_thursday(
        "¿sería posible retrasar media hora la cita del jueves? salgo de trabajar a las seis"
    )
    [when] = [each.when for each in said if isinstance(each, ChooseWhen)]
    assert when.at == time(18, 30)


def test_one_service_for_another_on_the_day_that_is_named() -> None:
    said = of_thursday("cambio el corte del jueves por unas mechas, ¿es posible?")
    assert said == (AddServices(services=("MECHAS",)), DropServices(services=("CORTAR",)))


def test_what_more_would_cost_is_asked_and_added_only_then() -> None:
    asked = of_thursday("¿cuánto me sale si al corte del jueves le sumo unas mechas?")
    assert not any(isinstance(each, AddServices) for each in asked)
    own = Upcoming(start=datetime(2026, 12, 3, 18, tzinfo=MADRID), services=("CORTAR",))
    said = says(
        "vale pues añádelas", own, question=Question.ANYTHING_ELSE, choices=("CORTAR", "MECHAS")
    )
    assert said == (ChangeAppointment(), AddServices(services=("MECHAS",)))


def test_whoever_asks_what_comes_of_not_coming_promises_nothing() -> None:
    own = Upcoming(start=datetime(2026, 12, 3, 18, tzinfo=MADRID), services=("CORTAR",))
    said = says("¿y si no voy el jueves qué pasa?", own, question=Question.ATTENDANCE)
    assert not any(isinstance(each, ConfirmAttendance) for each in said)


def test_a_question_about_its_day_that_nobody_knows_begins_no_booking() -> None:
    said = of_thursday("el jueves llevo a mi perrita, es chiquitita, ¿puede entrar?")
    assert said == (AskOther(),)


def test_without_losing_the_money_is_no_order_to_cancel_at_once() -> None:
    assert of_thursday("quiero cancelar pero sin perder el dinero") == (CancelAppointment(),)


@pytest.mark.parametrize(
    "text",
    [
        "podría ir el sábado en vez del jueves?",
        "en vez del jueves a las 10 y media, ¿me podéis poner el sábado a primera hora?",
        "¿puedo ir el sábado en lugar del jueves?",
    ],
)
def test_instead_of_the_day_that_it_has_it_moves(text: str) -> None:
    mine = Upcoming(start=UPCOMING, services=("CORTAR",), stylist="Pilar")
    said = says(text, mine)
    assert any(isinstance(each, ChangeAppointment) for each in said)
    (wish,) = [each for each in said if isinstance(each, ChooseWhen)]
    assert wish.when.days is not None
    assert wish.when.days.first == date(2026, 12, 5)


def test_another_service_instead_is_no_move() -> None:
    mine = Upcoming(start=UPCOMING, services=("CORTAR",), stylist="Pilar")
    said = says("quiero mechas el sábado en vez del jueves", mine)
    assert not any(isinstance(each, ChangeAppointment) for each in said)
