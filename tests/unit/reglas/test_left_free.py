"""What is told of other days and hours says which are left; it is never the wish itself."""

from datetime import date, time
from typing import Any

import pytest

from atrevete_core.domain.commands import Book, ChooseSlot, ChooseWhen, PartOfDay, When
from atrevete_core.ports.language_model import Question
from tests.unit.reglas.conversation import SLOTS, understood


def wish(text: str, **facts: Any) -> When:
    (said,) = [each for each in understood(text, **facts) if isinstance(each, ChooseWhen)]
    return said.when


def at_slots(text: str) -> ChooseSlot | ChooseWhen:
    """Of the offered 10:30, 12:30 and 17:00 of Friday the fourth."""
    facts: dict[str, Any] = {"offered": SLOTS, "services": ("CORTAR",)}
    said = understood(text, question=Question.SLOT, **facts)
    return next(each for each in said if isinstance(each, ChooseSlot | ChooseWhen))


@pytest.mark.parametrize(
    ("text", "weekdays"),
    [
        ("los martes tengo inglés y los jueves pilates, cualquier otro día, un corte",
         (0, 2, 4, 5, 6)),
        ("quiero un corte, los miércoles tengo gimnasio", (0, 1, 3, 4, 5, 6)),
        ("los lunes trabajo, los demás días me da igual, un corte", (1, 2, 3, 4, 5, 6)),
    ],
)  # fmt: skip
def test_weekdays_on_which_somebody_has_something_are_left_out(
    text: str, weekdays: tuple[int, ...]
) -> None:
    assert wish(text).weekdays == weekdays


@pytest.mark.parametrize(
    "text",
    [
        "el jueves y el viernes estoy fuera, un corte otro día",
        "un corte otro día, que el jueves y el viernes los tengo ocupados",
    ],
)
def test_another_day_is_none_of_those_that_are_told(text: str) -> None:
    assert date(2026, 12, 3) in wish(text).not_on


@pytest.mark.parametrize(
    ("text", "last"),
    [
        ("un corte, el finde me voy fuera así que tendría que ser antes", 4),
        ("el viernes me voy de viaje, necesito un corte antes", 3),
        ("me operan el día 9 y quiero un corte antes", 8),
        ("la boda es el 19, un corte antes", 18),
    ],
)
def test_before_what_is_told_is_until_that_day(text: str, last: int) -> None:
    days = wish(text).days
    assert days is not None
    assert days.last == date(2026, 12, last)


def test_the_rest_of_the_week_is_without_the_days_that_are_told() -> None:
    when = wish("de lunes a miércoles estoy en Valencia, el resto de la semana cuando queráis")
    assert {date(2026, 12, 1), date(2026, 12, 2)} <= {*when.not_on}


def test_two_days_with_hours_of_their_own_keep_both() -> None:
    when = wish("un corte el viernes por la tarde o el sábado temprano")
    assert (when.part, when.at, when.earliest, when.latest) == (None, None, None, None)
    assert wish("un corte el viernes o el sábado por la tarde").part is PartOfDay.AFTERNOON


def test_the_hour_at_which_work_begins_lies_in_no_other_part_of_the_day() -> None:
    when = wish("entro a trabajar a las 3, un corte mañana por la mañana")
    assert (when.done_by, when.part) == (time(14, 30), PartOfDay.MORNING)


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("esta semana voy de tardes, un corte", PartOfDay.MORNING),
        ("tengo turno de mañana, un corte el viernes", PartOfDay.AFTERNOON),
        ("un corte, tienen algún turno de tarde el viernes?", PartOfDay.AFTERNOON),
    ],
)
def test_who_works_one_half_of_the_day_is_free_in_the_other(text: str, part: PartOfDay) -> None:
    assert wish(text).part is part


def test_a_figure_before_the_part_of_the_day_is_the_hour() -> None:
    when = wish("un corte el jueves 5 de la tarde")
    assert when.days is not None
    assert (when.days.first, when.at) == (date(2026, 12, 3), time(17))


@pytest.mark.parametrize(
    "text", ["un corte después de dejar a la niña en inglés", "un corte cuando salga de inglés"]
)
def test_a_class_of_english_is_no_waxing(text: str) -> None:
    (said,) = [each for each in understood(text) if isinstance(each, Book)]
    assert said.services == ("CORTAR",)


@pytest.mark.parametrize(
    ("text", "position"),
    [
        ("la primera no llego, la segunda estoy comiendo con mi suegra, así que la tercera", 3),
        ("me cuadra mejor la del mediodía", 2),
        ("el que sea más tarde de esos tres", -1),
        ("vale, viernes 5 de la tarde, que a las 4 salgo del gimnasio", 3),
    ],
)
def test_the_slot_that_is_left_is_taken(text: str, position: int) -> None:
    choice = at_slots(text)
    assert isinstance(choice, ChooseSlot)
    assert choice.position == position


@pytest.mark.parametrize(
    "text",
    [
        "a las 5 justo salgo de trabajar, no hay algo hacia el final de la tarde?",
        "y por la tarde qué hay aparte de las 5?",
        "y no habría nada antes? es que el viernes me voy de viaje",
        "otro día mejor, que el viernes hay huelga de metro",
        "no puedo ese día, es fiesta en mi pueblo, dame el siguiente",
        "esa semana no puedo, mejor la siguiente",
        "a mi madre le va bien a las 5, pero yo a esa hora no puedo llevarla, ¿a las 7?",
    ],
)
def test_nothing_on_offer_is_taken_when_another_time_is_asked_for(text: str) -> None:
    assert isinstance(at_slots(text), ChooseWhen)


def test_what_was_said_before_the_no_is_meant() -> None:
    choice = at_slots("yo había dicho el sábado no el viernes")
    assert isinstance(choice, ChooseWhen)
    assert choice.when.days is not None
    assert choice.when.days.first == date(2026, 12, 5)


@pytest.mark.parametrize(
    ("text", "earliest", "done_by"),
    [
        ("mañana un corte, tengo entreno a las 8 asik antes porfa", None, time(19, 30)),
        ("antes de recoger a los niños, que salen a las 2, un corte el jueves", None, time(13, 30)),
        ("un corte el viernes pero que a las 2 esté fuera", None, time(14)),
        ("si hoy estáis hasta las 8 y yo salgo a las 7, me daría tiempo a un corte?", time(19),
         None),
        ("un corte el viernes como pronto a las 6, que antes tengo a los niños", time(18), None),
        ("mi madre duerme hasta las 12, así que un corte a partir de la 1", time(13), None),
        ("un corte el viernes, salgo antes, a las 3, así que a partir de las 4", time(16), None),
    ],
)  # fmt: skip
def test_hours_of_something_else_are_bounds(
    text: str, earliest: time | None, done_by: time | None
) -> None:
    when = wish(text)
    assert (when.at, when.earliest, when.done_by) == (None, earliest, done_by)


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("me dan libre el lunes pero sé que los lunes cerráis, un corte el jueves", (3, 3)),
        ("el sábado trabajo por la mañana y el viernes por la tarde; me queda el jueves", (3, 3)),
        ("un corte el sábado, es que entre semana salgo a las 9 de la noche", (5, 5)),
        ("la semana que viene el jueves o el viernes, un corte", (10, 11)),
        ("quisiera un corte para el jueves que viene no, el otro", (10, 10)),
        ("un corte el 12, y si no abrís el día siguiente", (12, 12)),
        ("la comunión es el 13, un peinado el día de antes a última hora de la mañana", (12, 12)),
    ],
)
def test_the_day_that_is_wished_is_taken(text: str, days: tuple[int, int]) -> None:
    said = wish(text).days
    assert said is not None
    assert said.first is not None
    assert said.last is not None
    assert (said.first.day, said.last.day) == days


def test_who_lives_an_hour_away_is_not_late() -> None:
    when = wish("tardo una hora en llegar, salgo a las 4, un corte a las 5 y media el jueves")
    assert when.at == time(17, 30)


@pytest.mark.parametrize(
    "text",
    [
        "Ay no, el viernes tampoco puedo por la tarde. ¿El sábado 5 a las 12:30?",
        "el viernes por la tarde no puedo, ¿y el sábado por la mañana?",
        "el viernes a las 5 no puedo, ¿y el sábado?",
    ],
)
def test_a_day_of_which_a_part_is_refused_gives_way_to_another(text: str) -> None:
    choice = at_slots(text)
    assert isinstance(choice, ChooseWhen)
    assert choice.when.days is not None
    assert choice.when.days.first == date(2026, 12, 5)


@pytest.mark.parametrize(
    "text",
    [
        "el sábado es la boda y quiero mechas; el viernes por la tarde libro, ¿hay algo?",
        "el sábado tengo una cena, quiero mechas; el viernes por la tarde libro en la oficina",
    ],
)
def test_a_day_off_work_is_the_wish_beside_a_feast(text: str) -> None:
    [when] = [each.when for each in understood(text) if isinstance(each, ChooseWhen)]
    assert when.days
    assert when.days.first == date(2026, 12, 4)
