"""Moving an appointment in everyday words that name neither it nor a word for moving (R37, S2)."""

from dataclasses import replace
from datetime import date, datetime, time
from typing import Any

import pytest

from atrevete_core.domain.commands import (
    Ask,
    AskMyAppointments,
    AskTotal,
    Book,
    ChangeAppointment,
    ChooseStylist,
    ChooseWhen,
    ConfirmAttendance,
    DropServices,
    RunLate,
    When,
)
from atrevete_core.ports.language_model import Question, Upcoming

from .conversation import MADRID, SLOTS, understood
from .own_visit import booked

FRIDAY = datetime(2026, 12, 4, 17, tzinfo=MADRID)
CUT = booked(FRIDAY)
MOVING: dict[str, Any] = {
    "has_upcoming": True,
    "upcoming": (Upcoming(start=FRIDAY, services=("CORTAR",), stylist="Pilar", asked_about=True),),
    "services": ("CORTAR",),
}


def target(text: str, **facts: Any) -> When:
    said = understood(text, **(CUT | facts))
    assert any(isinstance(each, ChangeAppointment) for each in said), said
    assert not any(isinstance(each, Book) for each in said), said
    [when] = [each.when for each in said if isinstance(each, ChooseWhen)]
    return when


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("vale, pero puedo ir a las 5 y cuarto?", time(17, 15)),
        ("podría ser a las 6?", time(18)),
        ("pasa algo si voy a las 4?", time(16)),
        ("la podría retrasar hasta las seis y media?", time(18, 30)),
    ],
)
def test_another_hour_of_the_only_one(text: str, at: time) -> None:
    assert target(text).at == at


@pytest.mark.parametrize(
    "text", ["podría ir el martes a las 6?", "puedo ir a las 6 a por un champú?"]
)
def test_with_a_day_or_an_errand_of_its_own_it_may_be_something_else(text: str) -> None:
    own = booked(FRIDAY, "CORTAR") | {"upcoming": (*CUT["upcoming"], *CUT["upcoming"])}
    assert not any(isinstance(each, ChangeAppointment) for each in understood(text, **own))


def test_later_or_sooner_than_its_hour() -> None:
    sooner = target("no me importa quién me lo haga, quiero que sea más pronto el viernes")
    assert sooner.latest == time(16, 30)
    assert target("me viene mejor el viernes a última hora").earliest == time(18)


@pytest.mark.parametrize(("text", "before"), [("más temprano", True), ("un poco más tarde", False)])
def test_the_new_hour_is_counted_from_its_own(text: str, before: bool) -> None:  # noqa: FBT001
    said = understood(text, **MOVING, question=Question.NEW_DAY)
    [when] = [each.when for each in said if isinstance(each, ChooseWhen)]
    assert (when.latest if before else when.earliest) == (time(16, 30) if before else time(17, 30))


def test_the_same_hour_answers_the_hours_on_offer() -> None:
    asked = MOVING | {"question": Question.SLOT, "offered": SLOTS}
    [said] = understood("a la misma hora", **asked)
    assert isinstance(said, ChooseWhen)
    assert said.when.at == time(17)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("necesito posponer mi cita una semana", 11),
        ("puedes retrasarme la cita dos semanas?", 18),
        ("aplázame la cita una semana", 11),
    ],
)
def test_by_weeks(text: str, day: int) -> None:
    days = target(text).days
    assert days is not None
    assert days.first == days.last == date(2026, 12, day)


def test_another_day_is_not_its_own() -> None:
    wish = target("el viernes me viene mal al final, qué otro día tienes por la tarde?")
    assert wish.not_on == (date(2026, 12, 4),)


@pytest.mark.parametrize(
    "text", ["uf ese día no puedo", "esa tarde me es imposible", "no puedo a esa hora"]
)
def test_that_day_is_the_day_of_what_was_told(text: str) -> None:
    [said] = understood(text, **CUT)
    assert isinstance(said, ChangeAppointment)


@pytest.mark.parametrize(
    "text",
    [
        "el corte no puede ser con Marta?",
        "el corte mejor con Marta",
        "mi corte que sea con Marta mejor",
    ],
)
def test_its_service_with_somebody_else(text: str) -> None:
    said = understood(text, **CUT)
    assert said == (ChangeAppointment(), ChooseStylist(stylist="Marta"))


def test_a_cut_with_somebody_is_another_one() -> None:
    assert any(isinstance(each, Book) for each in understood("quiero un corte con Marta", **CUT))


def test_not_with_her() -> None:
    said = understood("no quiero que me corte Pilar, quiero con otra persona", **CUT)
    assert said == (ChangeAppointment(), ChooseStylist(not_with="Pilar"))


@pytest.mark.parametrize(
    "text",
    [
        "gracias por el recordatorio, nos vemos el viernes a las 5",
        "el viernes a las 5 voy",
        "vale, el viernes a las 5 allí estaré",
    ],
)
def test_who_comes_at_its_time_wishes_nothing(text: str) -> None:
    assert understood(text, **CUT) == (ConfirmAttendance(),)


@pytest.mark.parametrize(
    "text",
    [
        "qué hora era? las 5 o las 6?",
        "no me ha llegado ningún correo, está bien hecha la reserva?",
        "mi cita está bien apuntada?",
    ],
)
def test_what_exists_is_told(text: str) -> None:
    assert understood(text, **CUT) == (AskMyAppointments(),)


def test_today_who_comes_later_is_late() -> None:
    today = booked(datetime(2026, 12, 1, 12, tzinfo=MADRID))
    text = "no me va a dar tiempo a llegar a las 12, llegaré sobre las 12 y cuarto"
    assert understood(text, **today) == (RunLate(arrives=time(12, 15)),)
    assert understood("ya estoy llegando", **today) == (RunLate(arrives_in=5),)


@pytest.mark.parametrize(
    "text",
    [
        "cogí cita ayer pero no sé si se quedó cogida",
        "no sé si estoy bien apuntada",
        "no sé si me ha quedado hecha la reserva",
    ],
)
def test_whether_it_was_booked_is_told(text: str) -> None:
    assert AskMyAppointments() in understood(text, **CUT)


@pytest.mark.parametrize("text", ["ya he pagado todo o me queda algo?", "me queda algo por pagar?"])
def test_what_is_left_to_pay(text: str) -> None:
    assert understood(text, **CUT) == (AskTotal(),)


def test_how_the_rest_is_paid() -> None:
    assert understood("puedo pagar el resto con bizum?", **CUT) == (Ask(topics=("payment",)),)


def test_the_address_is_told_beside_the_hour() -> None:
    said = understood("recuérdame a qué hora es lo del viernes y si hay parking", **CUT)
    assert said == (AskMyAppointments(), Ask(topics=("parking",)))


@pytest.mark.parametrize(
    "text",
    [
        "si puedes cambiármela al jueves 10 genial, si no la dejo como está",
        "puedes mirar si hay algo el jueves 10? si no me quedo el viernes",
        "el jueves 10 tenéis hueco? y si no, pues me quedo como estoy",
    ],
)
def test_what_is_to_be_otherwise_settles_nothing(text: str) -> None:
    days = target(text).days
    assert days is not None
    assert days.first == date(2026, 12, 10)


def test_who_leaves_it_as_it_is_wishes_nothing() -> None:
    assert understood("si no te importa la dejo como está", **CUT) == (ConfirmAttendance(),)


def test_on_its_day_but_later() -> None:
    assert target("el viernes puedo pero más tarde").earliest == time(17, 30)


def test_the_appointment_of_that_day_with_somebody_else() -> None:
    said = understood("la cita del viernes que sea con Víctor porfa", **CUT)
    assert ChooseStylist(stylist="Víctor") in said
    moved = understood("mi cita con Pilar pásala al martes", **CUT)
    assert not any(isinstance(each, ChooseStylist) for each in moved)


def test_what_was_said_is_told() -> None:
    assert understood("tengo un lío de horarios, a qué hora dijimos?", **CUT) == (
        AskMyAppointments(),
    )


def test_who_asks_what_it_would_cost_without_it_takes_nothing_out() -> None:
    two = booked(FRIDAY, "CORTAR", "PEINADO")
    said = understood("cuánto me cuesta si quito el peinado?", **two)
    assert not any(isinstance(each, DropServices) for each in said)


def test_not_in_time_today_and_another_day_is_moved() -> None:
    today = booked(datetime(2026, 12, 1, 11, 30, tzinfo=MADRID))
    said = understood("no llego, ponme mañana", **today)
    assert [type(each) for each in said] == [ChangeAppointment, ChooseWhen]


def test_who_is_lost_hears_the_address() -> None:
    assert understood("me he perdido, no encuentro la calle", **CUT) == (Ask(topics=("address",)),)


@pytest.mark.parametrize(
    "text",
    [
        "¿hay parking el jueves? si no, voy en metro",
        "¿tenéis hueco el viernes? si no, voy a otra pelu",
        "¿abrís el viernes? si no, me quedo en casa",
    ],
)
def test_what_else_they_would_do_moves_nothing(text: str) -> None:
    assert not any(isinstance(each, ChangeAppointment) for each in understood(text, **CUT))


@pytest.mark.parametrize(
    "text",
    [
        "estaré de viaje la semana que viene, ¿me confirmas la cita del viernes?",
        "me voy de viaje el sábado, ¿puedo llevar la maleta?",
    ],
)
def test_a_journey_on_other_days_moves_nothing(text: str) -> None:
    assert not any(isinstance(each, ChangeAppointment) for each in understood(text, **CUT))


@pytest.mark.parametrize(
    "text",
    [
        "el viernes estaré de viaje",
        "me voy de viaje, ¿puede ser otro día?",
        "no puedo ir a esa hora",
        "no voy a cancelarla, pero no voy a poder ir a esa hora",
    ],
)
def test_whoever_cannot_come_then_wishes_another_time(text: str) -> None:
    assert any(isinstance(each, ChangeAppointment) for each in understood(text, **CUT))


@pytest.mark.parametrize(
    "text",
    [
        "casi estoy decidida a hacerme mechas",
        "estoy aquí al lado trabajando",
        "¿ya estoy ahí apuntada?",
        "casi estoy segura, pero lo pienso",
    ],
)
def test_nobody_is_late_who_is_nearly_something_else(text: str) -> None:
    today = booked(datetime(2026, 12, 1, 12, tzinfo=MADRID))
    for own in (CUT, today):
        assert not any(isinstance(each, RunLate) for each in understood(text, **own))


@pytest.mark.parametrize(
    "text",
    [
        "hoy no puedo hablar, te escribo mañana",
        "gracias, no puedo esperar a ir",
        "tengo médico el jueves pero el viernes voy",
        "allí estaré, aunque tengo médico el jueves",
        "tengo examen el viernes a las 9, llego de sobra",
        "vale, y después me voy de viaje",
        "¿puedo cambiar el método de pago?",
        "tengo que cambiar el coche de sitio, por lo demás bien",
        "lo dejo en vuestras manos",
        "¿tengo que llegar 5 minutos antes?",
    ],
)
def test_what_is_told_beside_coming_moves_nothing(text: str) -> None:
    spoken = {"upcoming": tuple(replace(each, spoken_of=True) for each in CUT["upcoming"])}
    for own in (CUT, CUT | spoken):
        assert not any(isinstance(each, ChangeAppointment) for each in understood(text, **own))


@pytest.mark.parametrize(
    "text",
    ["el viernes no puedo", "no estaré el viernes", "no puedo escaparme del trabajo el viernes"],
)
def test_whoever_is_kept_away_then_moves_it(text: str) -> None:
    assert any(isinstance(each, ChangeAppointment) for each in understood(text, **CUT))


@pytest.mark.parametrize(
    "text",
    [
        "no voy a llegar tarde, tranquila",
        "nunca llego tarde",
        "la otra vez llegué tarde por el tráfico",
        "siempre llego 10 minutos antes",
        "¿va con retraso Pilar?",
        "¿vais con retraso?",
    ],
)
def test_who_is_never_late_or_asks_whether_the_salon_is_is_not_late(text: str) -> None:
    today = booked(datetime(2026, 12, 1, 12, tzinfo=MADRID))
    assert not any(isinstance(each, RunLate) for each in understood(text, **today))


@pytest.mark.parametrize(
    "text",
    [
        "pásame la cita a otro día de la semana que viene, por la tarde",
        "cambia mi cita a algún día de la semana que viene por la tarde",
    ],
)
def test_another_day_of_a_week_is_where_it_goes(text: str) -> None:
    when = target(text)
    assert when.days is not None
    assert when.days.first == date(2026, 12, 7)


def test_another_hour_of_the_afternoon_is_where_it_goes() -> None:
    assert target("¿me puedes cambiar la hora por otra de la mañana?").part == "morning"


@pytest.mark.parametrize(
    "text",
    [
        "¿puedo pasar a las 10 a dejar un paquete?",
        "¿puedo pasar mañana a las 10 a recoger unas gafas?",
        "quería pasar por ahí a comprar un champú",
    ],
)
def test_who_comes_by_for_something_else_moves_nothing(text: str) -> None:
    own = booked(datetime(2026, 12, 4, 17, tzinfo=MADRID))
    assert not any(isinstance(each, ChangeAppointment) for each in understood(text, **own))


@pytest.mark.parametrize(
    "text",
    [
        "quería pasar mi cita al sábado a las 11",
        "¿la podemos pasar al sábado?",
        "¿puedo pasar al sábado?",
        "mañana no trabajo, ¿podéis pasarme a mañana?",
    ],
)
def test_who_passes_it_to_another_day_moves_it(text: str) -> None:
    own = booked(datetime(2026, 12, 4, 17, tzinfo=MADRID))
    assert any(isinstance(each, ChangeAppointment) for each in understood(text, **own))


def test_its_day_and_hour_with_a_no_are_asked_about() -> None:
    own = booked(datetime(2026, 12, 4, 17, tzinfo=MADRID))
    assert understood("el viernes a las 5 tengo la cita, ¿no?", **own) == (AskMyAppointments(),)


@pytest.mark.parametrize(
    "text",
    [
        "me lo pasas a la semana que viene? el mismo día y hora si puede ser",
        "me lo pasas a la semana que viene, el mismo día y a la misma hora?",
    ],
)
def test_the_same_day_and_hour_of_another_week_are_those_of_the_visit(text: str) -> None:
    when = target(text)
    assert when.days is not None
    assert (when.days.first, when.days.last, when.at) == (
        date(2026, 12, 11),
        date(2026, 12, 11),
        time(17),
    )
