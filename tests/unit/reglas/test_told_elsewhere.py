"""«Tengo gimnasio los martes», «de 9 a 2 tengo clase», «llego a las 10 a Madrid»: what somebody has
elsewhere is no wish; what follows from it is (R37).
"""

from datetime import date, time

import pytest

from atrevete_core.domain.commands import ChooseWhen, PartOfDay, When
from tests.unit.reglas.conversation import understood

MONDAY, WEDNESDAY = 0, 2
WEEK = (0, 1, 2, 3, 4, 5, 6)


def wish(text: str) -> When:
    (said,) = [each for each in understood(text) if isinstance(each, ChooseWhen)]
    return said.when


@pytest.mark.parametrize(
    ("text", "gone"),
    [
        ("quiero cortarme el pelo, tengo gimnasio los martes", {1}),
        ("quiero un corte, voy a pilates los lunes y los miércoles", {0, 2}),
        ("un corte, doy clase de yoga los jueves", {3}),
        ("un corte, menos lunes y miércoles", {0, 2}),
        ("un corte cualquier día excepto jueves o viernes", {3, 4}),
        ("un corte cualquier día menos los lunes y los miércoles", {0, 2}),
    ],
)
def test_weekdays_that_are_taken_every_week_are_left_out(text: str, gone: set[int]) -> None:
    assert wish(text).weekdays == tuple(each for each in WEEK if each not in gone)


@pytest.mark.parametrize(
    "text",
    [
        "un corte, tengo libres los martes",
        "un corte, tengo más tiempo los martes",
        "un corte, solo tengo hueco los martes",
        "quiero ir a cortarme los martes",
        "un corte, me van bien los martes",
    ],
)
def test_weekdays_that_are_free_are_the_wish(text: str) -> None:
    assert wish(text).weekdays == (1,)


@pytest.mark.parametrize(
    ("text", "earliest", "done_by"),
    [
        ("un corte el jueves, de 9 a 2 tengo clase", time(14), None),
        ("tengo clase de 9 a 2 el jueves, un corte", time(14), None),
        ("un corte el jueves, de 5 a 8 tengo clase", None, time(16, 30)),
        ("un corte el jueves menos de 9 a 12", time(12), None),
        ("un corte el jueves, de 4 a 5 tengo clase", None, None),
    ],
)
def test_hours_of_a_class_leave_the_rest_of_the_day(
    text: str, earliest: time | None, done_by: time | None
) -> None:
    when = wish(text)
    assert (when.at, when.earliest, when.latest, when.done_by) == (None, earliest, None, done_by)


def test_who_works_in_the_afternoon_comes_before_it() -> None:
    when = wish("trabajo de 4 a 8, quiero un corte")
    assert (when.earliest, when.latest) == (None, time(16))


def test_hours_of_a_class_on_another_day_bind_nothing() -> None:
    when = wish("los martes de 9 a 2 tengo clase, un corte el jueves")
    assert (when.earliest, when.latest, when.done_by) == (None, None, None)


@pytest.mark.parametrize(
    ("text", "weekdays", "earliest"),
    [
        ("un corte, los lunes trabajo hasta las 3", (MONDAY,), time(15)),
        ("un corte, los miércoles tengo clase hasta las 5", (WEDNESDAY,), time(17)),
    ],
)
def test_who_works_until_an_hour_is_free_on_that_day_from_then(
    text: str, weekdays: tuple[int, ...], earliest: time
) -> None:
    when = wish(text)
    assert (when.weekdays, when.earliest, when.latest) == (weekdays, earliest, None)


def test_who_works_in_the_morning_is_free_on_that_day_in_the_afternoon() -> None:
    when = wish("los jueves trabajo por la mañana, un corte")
    assert (when.weekdays, when.part) == ((3,), PartOfDay.AFTERNOON)


def test_who_works_that_day_comes_on_another() -> None:
    when = wish("un corte, el lunes trabajo, el martes por la tarde")
    assert when.days is not None
    assert (when.days.first, when.part) == (date(2026, 12, 8), PartOfDay.AFTERNOON)


@pytest.mark.parametrize(
    "text",
    [
        "un corte, el viernes de esta semana no, de la que viene",
        "un corte, el viernes de esta semana no, el de la que viene",
        "un corte, este viernes no, el que viene",
    ],
)
def test_not_this_weeks_friday_is_the_next_ones(text: str) -> None:
    days = wish(text).days
    assert days is not None
    assert days.first == days.last == date(2026, 12, 11)


@pytest.mark.parametrize(
    "text",
    [
        "un peinado el sábado, son las bodas de oro por la noche",
        "un peinado el sábado, mis padres celebran las bodas de oro por la noche",
        "tengo una boda por la tarde, un peinado el sábado",
    ],
)
def test_the_evening_of_a_feast_is_not_the_visits(text: str) -> None:
    when = wish(text)
    assert when.days is not None
    assert (when.days.first, when.part) == (date(2026, 12, 5), None)


@pytest.mark.parametrize(
    "text",
    [
        "quiero un peinado de fiesta el sábado por la tarde",
        "tengo una fiesta y quiero un peinado por la tarde",
        "tengo una cena el sábado por la noche, un peinado por la tarde",
    ],
)
def test_the_afternoon_that_is_wished_for_a_feast_stays(text: str) -> None:
    assert wish(text).part is PartOfDay.AFTERNOON


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("llego a las 10 a Madrid el jueves, un corte a las 12", time(12)),
        ("un corte mañana, llego a las 10 de viaje, puedo a las 11", time(11)),
        ("un corte, llego a las 10 a la peluquería", time(10)),
        ("un corte mañana, llego a las 10 de la mañana", time(10)),
        ("he quedado a comer a las 2, ¿me cortas mañana a las 12?", time(12)),
    ],
)
def test_the_hour_at_which_one_arrives_elsewhere_is_not_the_visits(text: str, at: time) -> None:
    assert wish(text).at == at


@pytest.mark.parametrize(
    ("text", "done_by"),
    [
        ("he quedado a las 8, ¿me da tiempo a unas mechas?", time(19, 30)),
        ("quiero unas mechas mañana, he quedado con mi hermana a las 7", time(18, 30)),
    ],
)
def test_who_meets_somebody_then_is_done_before_it(text: str, done_by: time) -> None:
    when = wish(text)
    assert (when.at, when.done_by) == (None, done_by)


@pytest.mark.parametrize(
    ("text", "weekdays"),
    [
        ("no trabajo los lunes, un corte", (0,)),
        ("los lunes no trabajo, un corte", (0,)),
        ("trabajo todos los días menos los lunes, un corte", (0,)),
        ("un corte, mi marido trabaja los viernes", (0, 1, 2, 3, 5, 6)),
        ("un corte, mi hija tiene libres los martes", (1,)),
    ],
)
def test_days_off_work_are_free(text: str, weekdays: tuple[int, ...]) -> None:
    assert wish(text).weekdays == weekdays


@pytest.mark.parametrize("text", ["mañana no trabajo, un corte", "un corte mañana, que no curro"])
def test_a_day_off_work_is_the_wish(text: str) -> None:
    days = wish(text).days
    assert days is not None
    assert days.first == days.last == date(2026, 12, 2)


@pytest.mark.parametrize(
    ("text", "first", "earliest"),
    [
        ("un corte, trabajo de lunes a viernes hasta las 6", None, time(18)),
        ("trabajo de lunes a viernes de 9 a 6, un corte", None, time(18)),
        ("trabajo los lunes hasta las 3, un corte", date(2026, 12, 1), time(15)),
        ("trabajo mañana hasta las 3, un corte", date(2026, 12, 2), time(15)),
    ],
)
def test_hours_of_work_leave_what_comes_after_them(
    text: str, first: date | None, earliest: time
) -> None:
    when = wish(text)
    assert (when.days.first if when.days else None, when.earliest) == (first, earliest)
    assert (when.latest, when.not_on) == (None, ())


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("no puedo hasta el jueves, un corte", 3),
        ("hasta el jueves no puedo, un corte", 3),
        ("no vuelvo hasta el jueves, un corte", 3),
        ("estoy de vacaciones hasta el lunes, quiero un corte", 7),
        ("estoy de viaje hasta mañana, quiero un corte", 2),
    ],
)
def test_who_is_away_until_a_day_comes_from_then_on(text: str, day: int) -> None:
    days = wish(text).days
    assert days is not None
    assert (days.first, days.last) == (date(2026, 12, day), None)


@pytest.mark.parametrize("text", ["gracias, hasta el jueves", "vale, hasta mañana guapa"])
def test_until_thursday_says_goodbye_all_the_same(text: str) -> None:
    assert not any(isinstance(each, ChooseWhen) for each in understood(text))
