"""What only sounds like a wish, a danger or a question (R30, R49, R52, R53)."""

from typing import Any

import pytest

from atrevete_core.domain.commands import (
    Accept,
    Ask,
    AskAboutServices,
    Book,
    ChangeAppointment,
    ChooseWhen,
    PartOfDay,
)
from atrevete_core.ports.language_model import Question

from .conversation import SLOTS, UPCOMING, understood
from .own_visit import booked


def kinds(text: str, **facts: Any) -> list[str]:
    return [each.do for each in understood(text, **facts)]


@pytest.mark.parametrize("text", ["¿Harol es simpático?", "quién es Harol?", "Marta es la rubia?"])
def test_what_is_asked_of_a_stylist_takes_no_hour(text: str) -> None:
    assert kinds(text, question=Question.SLOT, offered=SLOTS) == ["ask_other"]


@pytest.mark.parametrize("text", ["con Harol mejor", "¿Marta está libre a las 12:30?"])
def test_a_stylist_who_is_wished_does(text: str) -> None:
    assert kinds(text, question=Question.SLOT, offered=SLOTS) == ["choose_slot"]


@pytest.mark.parametrize(
    "text",
    [
        "¿puedo ir con mi hija?", "¿cuánto me dura el tinte puesto?", "qué es el cvv?",
        "¿cuánto tarda en irse el tinte?",
    ],
)  # fmt: skip
def test_a_question_that_no_text_answers_begins_no_booking(text: str) -> None:
    assert kinds(text) == ["ask_other"]


def test_to_come_with_somebody_for_a_service_is_a_wish() -> None:
    assert kinds("¿Puedo ir con mi hija a que le cortéis el pelo?") == ["book"]


def test_nobody_dies_of_shame() -> None:
    assert "call_person" not in kinds("de la vergüenza me quiero morir")
    assert "call_person" not in kinds("con estas raíces me quiero morir jajaja")
    assert kinds("me quiero morir") == ["call_person"]


@pytest.mark.parametrize(
    "text",
    [
        "la rubia esa que depila hace finales felices?", "q cuánto cobra por desnudarse conmigo",
        "¿la que da los masajes se deja tocar?", "mándame una foto tuya picante",
    ],
)  # fmt: skip
def test_harassing_the_staff_meets_a_limit(text: str) -> None:
    assert kinds(text) == ["offend"]


def test_a_little_job_is_no_harassment() -> None:
    assert "offend" not in kinds("el jueves me salió un trabajito y no puedo")


def test_i_know_and_i_do_not_know_if_ask_for_nothing() -> None:
    assert kinds("ya sé que es tarde, ¿tenéis hueco mañana para cortar?") == ["choose_when", "book"]
    assert kinds("no sé si estáis, quiero corte el martes a las 11") == ["book", "choose_when"]


def test_room_for_the_car_wishes_no_appointment() -> None:
    said = "si atienden al público los sábados y si hay que buscar sitio en la calle?"
    assert kinds(said) == ["ask"]


@pytest.mark.parametrize(
    "text", ["Nada más, muy amable", "de momento nada", "no por ahora gracias"]
)
def test_nothing_more_is_a_no(text: str) -> None:
    assert kinds(text, question=Question.SERVICE) == ["refuse"]


@pytest.mark.parametrize(
    "text",
    ["el pago no pasó, me salió rechazado", "me sale denegado", "me ha salido error al pagar"],
)
def test_a_payment_that_was_rejected_gives_nothing_up(text: str) -> None:
    assert kinds(text, services=("CORTAR",), waits_for_payment=True) == ["report_payment_trouble"]


@pytest.mark.parametrize(
    "text",
    [
        "tengo el pelo seco y abierto de puntas, ¿qué me puedo hacer?",
        "no sé qué hacer con este pelo",
        "¿tenéis algo para las arrugas?", "busco algo para el pelo encrespado, ¿qué tenéis?",
    ],
)  # fmt: skip
def test_who_tells_what_is_wrong_and_asks_what_to_do_is_offered_advice(text: str) -> None:
    assert "ask_consultation" in kinds(text)
    assert "ask" not in kinds(text)


@pytest.mark.parametrize(
    "text", ["¿trabajáis con cita o se puede ir sin cita?", "¿puedo ir sin cita?"]
)
def test_whether_one_may_just_come_is_no_question_for_the_hours(text: str) -> None:
    assert kinds(text) == ["ask"]


@pytest.mark.parametrize(
    "text",
    [
        "me han regalado un vale vuestro, ¿cómo lo canjeo?",
        "tengo un bono de 5 sesiones de facial, quería gastar una",
    ],
)
def test_what_was_given_or_bought_before_is_not_paid_again(text: str) -> None:
    assert kinds(text) == ["call_person"]


@pytest.mark.parametrize(
    "text",
    [
        "¿necesito cita para un corte el jueves?", "el jueves me viene bien para el corte",
        "tengo una tarjeta para pagar, un corte el jueves", "algo para el pelo: un corte el jueves",
    ],
)  # fmt: skip
def test_what_only_sounds_like_a_question_or_a_voucher_is_a_wish(text: str) -> None:
    assert "book" in kinds(text)
    assert not {"ask_other", "call_person", "ask_consultation"} & {*kinds(text)}


@pytest.mark.parametrize(
    "text",
    ["sí, ¿cuánto cuesta un corte?", "sí. ¿cuánto cuesta un corte?", "sí cuánto cuesta un corte?"],
)
def test_a_price_asked_after_a_yes_is_asked(text: str) -> None:
    asked = AskAboutServices(services=("CORTAR",))
    assert understood(text, question=Question.NAME_CHECK, first_name="Laura") == (Accept(), asked)


def test_a_price_that_is_only_a_condition_is_not_asked() -> None:
    said = understood("corte y agua lluvia, si no es muy caro")
    assert said == (Book(services=("CORTAR", "AGUA LLUVIA")),)


def test_whoever_wants_no_appointment_books_none() -> None:
    said = understood("no quiero pedir cita, solo saber el horario")
    assert said == (Ask(topics=("hours",)),)


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("por la tarde, que por la mañana duermo", PartOfDay.AFTERNOON),
        ("estudio por las tardes", PartOfDay.MORNING),
    ],
)
def test_what_one_does_then_keeps_that_part_of_the_day(text: str, part: PartOfDay) -> None:
    [wish] = understood(text, services=("CORTAR",), question=Question.DAY)
    assert isinstance(wish, ChooseWhen)
    assert wish.when.part is part


def test_who_comes_a_little_before_the_hour_moves_nothing() -> None:
    own = booked(UPCOMING, spoken_of=True)
    said = understood("quizá llegue un poco antes", question=Question.ANYTHING_ELSE, **own)
    assert not any(isinstance(each, ChangeAppointment | ChooseWhen) for each in said)


@pytest.mark.parametrize(
    "texts",
    [
        ("cejas y corte", "cuánto?"),
        ("corte y cejas, cuanto?"),
        ("¿cuánto? cejas y corte"),
    ],
)
def test_a_bare_how_much_asks_for_the_price(texts: tuple[str, ...] | str) -> None:
    said = understood(*([texts] if isinstance(texts, str) else texts))
    assert [each.do for each in said] == ["ask_about_services"]


@pytest.mark.parametrize(
    "text",
    ["un corte cuanto antes", "corte, y que sea cuanto antes mejor", "en cuanto pueda, corte"],
)
def test_as_soon_as_possible_asks_for_no_price(text: str) -> None:
    assert "ask_about_services" not in kinds(text)


@pytest.mark.parametrize(
    ("text", "does"),
    [
        ("un peinado normal, que lleva el pelo por los hombros", "book"),
        ("una manicura permanente, que lleva las uñas muy cortas", "book"),
        ("el barro gold, que lleva?", "ask_about_services"),
        ("el barro gold, ¿qué lleva", "ask_about_services"),
    ],
)
def test_what_is_told_of_somebody_is_no_question(text: str, does: str) -> None:
    assert kinds(text) == [does]
