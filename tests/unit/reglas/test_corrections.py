"""What is taken back in one message: the later of a kind takes the place of the earlier."""

from collections.abc import Sequence
from datetime import date, time

import pytest

from atrevete_core.domain.commands import AddServices, Book, ChooseStylist, ChooseWhen, DropServices
from atrevete_core.ports.language_model import Question, Upcoming
from tests.unit.reglas.conversation import NOW, UPCOMING, understood


def hour(text: str) -> time | None:
    return next(each.when.at for each in understood(text) if isinstance(each, ChooseWhen))


def services(text: str) -> Sequence[str]:
    return [one for each in understood(text) if isinstance(each, Book) for one in each.services]


def people(text: str) -> list[tuple[str | None, str | None]]:
    return [(e.for_whom, e.for_name) for e in understood(text) if isinstance(e, Book)]


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("corte mañana a las 12... no, a las 10 am", time(10)),
        ("corte mañana a las 12 no, a la 1", time(13)),
        ("corte el viernes a las 5, digo a las 6", time(18)),
        ("peinado el sábado a las 11, ay no, a las 12 y media", time(12, 30)),
        ("corte el viernes a las 11. perdón, a las 13:00", time(13)),
        ("barba el jueves a las 4, quiero decir a las 7", time(19)),
    ],
)
def test_an_hour_that_is_taken_back_is_replaced(text: str, meant: time) -> None:
    assert hour(text) == meant


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("quería unas mechas. uy no, perdón, un barro gold", ["BARRO GOLD"]),
        ("quiero corte y secado, bueno no, corte y barro", ["CORTAR", "BARRO"]),
        ("quiero cejas, digo labio", ["LABIO"]),
        ("no quiero mechas, quiero un corte", ["CORTAR"]),
        ("un peinado, mejor dicho un moldeado", ["MOLDEADO"]),
        ("quiero un corte. perdón, ¿cuánto cuesta el barro?", ["CORTAR"]),
    ],
)
def test_a_service_that_is_taken_back_is_not_booked(text: str, meant: list[str]) -> None:
    assert "MECHAS" not in services(text)
    assert services(text)[: len(meant)] == meant


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        (
            "tinte de pestañas para mí el martes, digo no, para mi hermana Lucía",
            [("mi hermana", "Lucía")],
        ),
        ("para mi madre no, para mi suegra, un facial", [("mi suegra", None)]),
        ("un corte para mi marido, digo para mi hijo de 8 años", [("mi hijo", None)]),
        ("un facial para mi madre, perdón, es para mí", [(None, None)]),
    ],
)
def test_whoever_was_named_by_mistake_is_left_out(
    text: str, meant: list[tuple[str | None, str | None]]
) -> None:
    assert people(text) == meant


def test_a_stylist_that_is_taken_back_is_replaced() -> None:
    said = understood("corte con Pilar, perdón, con Marta, el viernes")
    assert [each.stylist for each in said if isinstance(each, ChooseStylist)] == ["Marta"]


def test_the_day_of_an_appointment_that_exists_stays() -> None:
    """«ay no puedo» gives a reason: the Thursday tells which appointment is meant."""
    said = understood(
        "lo del jueves a las 10 y media, ay no puedo, ponme el viernes",
        has_upcoming=True,
        upcoming=(Upcoming(start=UPCOMING, services=("CORTAR",)),),
    )
    assert said[0].do == "change_appointment"
    when = next(each.when for each in said if isinstance(each, ChooseWhen))
    assert when.days is not None
    assert when.days.first == date(2026, 12, 4)


BASKET = ("MASAJE CORPORAL (30MIN)", "BIOTERAPIA DE MANOS", "LIMAR Y PINTAR PIES")


@pytest.mark.parametrize(
    ("text", "gone", "new"),
    [
        ("los pies fuera, ponme unas cejas", "LIMAR Y PINTAR PIES", "CEJAS"),
        ("cambia los pies por unas cejas", "LIMAR Y PINTAR PIES", "CEJAS"),
        ("los pies al final no, mejor unas cejas", "LIMAR Y PINTAR PIES", "CEJAS"),
        ("en lugar del masaje ponme labio", "MASAJE CORPORAL (30MIN)", "LABIO"),
        (
            "los pies fuera, en vez de eso quitarme el esmalte permanente",
            "LIMAR Y PINTAR PIES",
            "QUITA ESMALTE PERMANENTE",
        ),
    ],
)
def test_one_service_is_swapped_and_the_rest_of_the_basket_stays(
    text: str, gone: str, new: str
) -> None:
    said = understood(text, services=BASKET, question=Question.DAY)
    assert [each.services for each in said if isinstance(each, DropServices)] == [(gone,)]
    assert [each.services for each in said if isinstance(each, AddServices)] == [(new,)]


def test_adding_one_and_taking_another_out_in_one_breath() -> None:
    said = understood("añade el secado y quita el barro", services=("CORTAR", "BARRO"))
    assert DropServices(services=("BARRO",)) in said
    assert AddServices(services=("SECADO",)) in said


@pytest.mark.parametrize(
    ("text", "service"),
    [
        ("¿me dais hora para mi marido? quiere arreglarse la barba el sábado a las 11", "BARBA"),
        ("hora para mi hija, quiere maquillarse el sábado", "MAQUILLAJE"),
        ("cita para mi suegra, para depilarse el labio", "LABIO"),
    ],
)
def test_what_others_have_done_to_themselves_is_for_them(text: str, service: str) -> None:
    (booking,) = (each for each in understood(text) if isinstance(each, Book))
    assert booking.services == (service,)
    assert booking.for_whom in {"mi marido", "mi hija", "mi suegra"}


@pytest.mark.parametrize("text", ["unos 15 min", "ni idea, en media hora", "a las 11 y media"])
def test_when_somebody_late_will_come_is_an_answer(text: str) -> None:
    now = Upcoming(start=NOW.replace(hour=11, minute=10), services=("CORTAR",))
    said = understood(text, has_upcoming=True, upcoming=(now,), question=Question.ARRIVAL)
    assert said[0].do == "run_late"


@pytest.mark.parametrize("text", ["y si le quito el secado?", "sin el secado", "el secado no"])
def test_what_was_asked_about_can_be_taken_out(text: str) -> None:
    said = understood(text, question=Question.ANYTHING_ELSE, choices=("CORTAR", "SECADO"))
    assert said == (Book(services=("CORTAR",)),)


@pytest.mark.parametrize(
    "text", ["no es para mí, es para mi marido", "es para mi marido, no para mí"]
)
def test_a_booking_that_is_for_somebody_else_after_all(text: str) -> None:
    said = understood(text, services=("CORTAR",), waits_for_payment=True)
    assert said == (
        DropServices(services=("CORTAR",)),
        Book(services=("CORTE CABALLERO",), for_whom="mi marido"),
    )


@pytest.mark.parametrize(
    ("text", "service"),
    [
        ("el maquillaje, no el express", "MAQUILLAJE"),
        ("el peinado, no el largo", "PEINADO"),
        ("quiero mechas, no tinte", "MECHAS"),
        ("mechas, no, mejor un peinado", "PEINADO"),
    ],
)
def test_what_follows_a_no_is_refused_unless_somebody_pauses(text: str, service: str) -> None:
    assert understood(text) == (Book(services=(service,)),)
