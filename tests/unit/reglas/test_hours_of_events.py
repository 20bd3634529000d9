"""«Tengo una cena a las 9», «la boda es a las 12»: that hour is no appointment's; the visit comes
before it (R37).
"""

from datetime import date, time

import pytest

from atrevete_core.domain.commands import AskAboutServices, ChooseWhen, PartOfDay, When
from tests.unit.reglas.conversation import understood


def wish(text: str) -> When:
    (said,) = [each for each in understood(text) if isinstance(each, ChooseWhen)]
    return said.when


@pytest.mark.parametrize(
    ("text", "done_by"),
    [
        ("¿tenéis algo hoy para un peinado? tengo una cena a las 9", time(20, 30)),
        ("quiero un peinado el sábado, la boda es a las 12", time(11, 30)),
        ("un peinado para mañana, tengo la comida de empresa a las 2", time(13, 30)),
        ("quiero peinarme mañana para una cena a las 9", time(20, 30)),
        (
            "un peinado el sábado, la boda es a las 12 y tengo que salir de casa a las 11",
            time(10, 30),
        ),
    ],
)
def test_the_hour_of_what_it_is_for_bounds_the_wish(text: str, done_by: time) -> None:
    when = wish(text)
    assert when.at is None
    assert when.done_by == done_by


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("un peinado hoy a las 5, que tengo una cena a las 9", time(17)),
        ("¿me peináis el sábado a las 11? es para una boda a las 5", time(11)),
        ("quiero un peinado para la boda de mi prima el sábado a las 10", time(10)),
        ("quiero un peinado de fiesta para el viernes a las 6", time(18)),
        ("para la cena de empresa del viernes quiero un peinado a las 5", time(17)),
    ],
)
def test_the_hour_that_is_wished_beside_it_stays(text: str, at: time) -> None:
    assert wish(text).at == at


def test_an_hour_after_work_is_that_hour() -> None:
    when = wish("¿tenéis hueco esta tarde después del trabajo sobre las 7 para cortarme?")
    assert when.at == time(19)


def test_any_afternoon_is_an_afternoon() -> None:
    when = wish("un corte cualquier tarde de la semana que viene menos el miércoles")
    assert when.part is PartOfDay.AFTERNOON
    assert when.not_on == (date(2026, 12, 9),)


@pytest.mark.parametrize(
    "text", ["un corte, me viene bien jueves viernes o sábado", "un corte jueves, viernes o sábado"]
)
def test_days_may_be_listed_without_a_comma(text: str) -> None:
    when = wish(text)
    assert when.days is not None
    assert (when.days.first, when.days.last) == (date(2026, 12, 3), date(2026, 12, 5))
    assert when.not_on == ()


def test_a_day_between_two_others_joins_them() -> None:
    when = wish("un corte el lunes 14, el miércoles 16 o el martes 15")
    assert when.days is not None
    assert (when.days.first, when.days.last) == (date(2026, 12, 14), date(2026, 12, 16))
    assert when.not_on == ()


def test_of_this_friday_and_the_other_it_is_the_other() -> None:
    when = wish("un corte el viernes que viene, no este, el otro")
    assert when.days is not None
    assert when.days.first == date(2026, 12, 11)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("un corte el próximo martes 15 por la mañana, antes de las doce", date(2026, 12, 15)),
        ("un corte el jueves que viene 10 a las 5", date(2026, 12, 10)),
        ("un corte el próximo viernes 11 de diciembre a las 5", date(2026, 12, 11)),
        ("un corte el próximo viernes a las 5", date(2026, 12, 4)),
    ],
)
def test_the_coming_weekday_with_its_number_is_that_day(text: str, day: date) -> None:
    when = wish(text)
    assert when.days is not None
    assert (when.days.first, when.days.last) == (day, day)
    assert when.at in {None, time(17)}


def test_two_days_may_be_told_apart_by_a_wish() -> None:
    when = wish("un corte el día 11 por la tarde si es posible o el 12")
    assert when.days is not None
    assert (when.days.first, when.days.last) == (date(2026, 12, 11), date(2026, 12, 12))


def test_hours_of_work_on_other_days_bind_nothing() -> None:
    when = wish("un corte. Trabajo de 9 a 14 de lunes a jueves, así que tendría que ser el viernes")
    assert (when.at, when.earliest, when.latest) == (None, None, None)


def test_the_first_wish_counts_before_what_would_do() -> None:
    when = wish("un corte el jueves, por la mañana mejor, pero si no hay me vale por la tarde")
    assert when.part is PartOfDay.MORNING


@pytest.mark.parametrize(
    ("text", "earliest", "latest"),
    [
        ("un corte el jueves, a la hora de comer, de 2 a 3", time(14), time(15)),
        ("un corte el viernes a partir de media tarde", time(17), None),
    ],
)
def test_a_stretch_is_as_close_as_it_is_told(
    text: str, earliest: time | None, latest: time | None
) -> None:
    when = wish(text)
    assert (when.earliest, when.latest) == (earliest, latest)


@pytest.mark.parametrize(
    ("text", "done_by"),
    [
        ("un corte mañana temprano, entro a trabajar a las 12", time(11, 30)),
        ("un corte el jueves, antes de ir al gimnasio, que entro a las 7", time(18, 30)),
        ("agua lluvia y peinado el viernes. Fuera a la una", time(13)),
        ("un corte hoy acabando antes de las dos", time(14)),
        ("un corte el viernes, quiero salir a la una", time(13)),
    ],
)
def test_a_visit_is_over_by_the_hour_at_which_they_leave(text: str, done_by: time) -> None:
    assert wish(text).done_by == done_by


@pytest.mark.parametrize(
    "text",
    [
        "un corte antes de recoger a los niños del cole, que salen a las 4 y media, el jueves",
        "uy es verdad que es fiesta, pues un corte el 9 por la mañana",
        "me gustaría un corte el día de mi cumple que es el 11",
        "un corte la semana que viene, menos el martes que es fiesta",
        "quiero un corte antes del viernes, que sale mi vuelo",
        "un corte el viernes, voy con mi hija que está malita",
        "un corte el viernes, que es mi santo",
    ],
)
def test_what_is_told_asks_for_no_price(text: str) -> None:
    assert not any(isinstance(each, AskAboutServices) for each in understood(text))


def test_a_price_that_is_asked_for_is_told() -> None:
    assert any(isinstance(e, AskAboutServices) for e in understood("el corte, ¿a cuánto sale?"))


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("un corte el jueves o el viernes de la semana que viene", 10, 11),
        ("un corte el jueves o el viernes de la semana del 14", 17, 18),
        ("un corte el finde que viene no, el siguiente", 12, 13),
        ("mechas la semana del 14. Lunes y martes no puedo", 16, 20),
        ("mechas la semana del 14, el lunes no puedo", 15, 20),
    ],
)
def test_weekdays_are_of_the_week_that_is_told(text: str, first: int, last: int) -> None:
    when = wish(text)
    assert when.days is not None
    assert when.days.first == date(2026, 12, first)
    assert when.days.last == date(2026, 12, last)


def test_this_thursday_or_the_week_after_it_are_both() -> None:
    when = wish("un corte este jueves o la semana que viene")
    assert when.days is not None
    assert when.days.first == date(2026, 12, 3)


def test_what_comes_next_of_an_afternoon_is_looked_for_from_today() -> None:
    when = wish("para un corte lo que tengáis más próximo por la tarde")
    assert when.soonest
    assert when.part is PartOfDay.AFTERNOON


@pytest.mark.parametrize(
    ("text", "earliest"),
    [
        ("un corte el viernes, de 4 a 5 tengo clase", None),
        ("un corte el viernes, de 4 a 6 tengo dentista", None),
        ("un corte el viernes, de 4 a 6 tengo un hueco", time(16)),
        ("un corte el viernes, tengo libre de 4 a 6", time(16)),
    ],
)
def test_hours_that_are_taken_are_not_wished(text: str, earliest: time | None) -> None:
    assert wish(text).earliest == earliest


@pytest.mark.parametrize(
    ("text", "earliest"),
    [
        ("tengo que salir a las 5 del trabajo, corte a partir de esa hora", time(17)),
        ("tengo que salir a las 2 de trabajar para ir, corte", time(14)),
        ("necesito salir a las 6 de clase y luego un corte", time(18)),
    ],
)
def test_whoever_leaves_work_then_comes_after_it(text: str, earliest: time) -> None:
    assert wish(text).earliest == earliest
    assert wish(text).done_by is None
