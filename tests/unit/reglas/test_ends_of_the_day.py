"""«No muy temprano», «ni muy tarde», and what one does every week."""

from datetime import date, time

import pytest

from atrevete_core.domain.commands import ChooseStylist, ChooseWhen, When
from atrevete_core.ports.language_model import Question

from .conversation import understood


def wished(text: str) -> When:
    (wish,) = understood(text, question=Question.DAY, services=("CORTAR",))
    assert isinstance(wish, ChooseWhen)
    return wish.when


@pytest.mark.parametrize(
    "text",
    [
        "no muy temprano",
        "a primera hora no, que llevo al crío",
        "que no sea muy temprano porque antes llevo a los niños al cole",
        "temprano no puedo",
    ],
)
def test_not_early_leaves_the_rest_of_the_day(text: str) -> None:
    when = wished(text)
    assert (when.earliest, when.latest, when.part) == (time(11), None, None)


def test_neither_early_nor_late_leaves_the_middle() -> None:
    when = wished("el martes que viene pero ni muy temprano ni muy tarde")
    assert (when.earliest, when.latest) == (time(11), time(18))


def test_the_afternoon_but_not_at_the_end_of_it() -> None:
    when = wished("por la tarde pero no a última hora")
    assert (when.part, when.latest) == ("afternoon", time(18))


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("los jueves voy a la piscina y los martes a la compra", (0, 2, 4, 5, 6)),
        ("los martes inglés, los jueves yoga y los viernes me voy al pueblo", (0, 2, 5, 6)),
        ("los sábados nada, que juega mi hijo al fútbol", (0, 1, 2, 3, 4, 6)),
    ],
)
def test_what_one_does_every_week_leaves_the_other_days(text: str, left: tuple[int, ...]) -> None:
    assert wished(text).weekdays == left


def test_a_day_on_which_one_leaves_work_early_is_wished() -> None:
    when = wished("los lunes salgo a las 3")
    assert (when.weekdays, when.earliest) == ((0,), time(15))


@pytest.mark.parametrize(
    "text",
    [
        "me hice las mechas el lunes y quiero un secado el viernes",
        "me las hice el lunes; el viernes",
    ],
)
def test_a_day_on_which_it_was_done_is_not_wished(text: str) -> None:
    said = understood(text, question=Question.DAY, services=("SECADO",))
    (wish,) = (each for each in said if isinstance(each, ChooseWhen))
    assert wish.when.days is not None
    assert wish.when.days.first == date(2026, 12, 4)


def test_not_at_lunch_time_leaves_the_day() -> None:
    when = wished("el lunes de la semana que viene, pero no a la hora de comer")
    assert (when.earliest, when.latest, when.part) == (None, None, None)


def test_who_wants_no_man_gets_a_woman() -> None:
    said = understood("con el chico no, que me da vergüenza", question=Question.DAY)
    assert said == (ChooseStylist(gender="f"),)


@pytest.mark.parametrize(
    "text",
    [
        "el viernes, tengo que haber salido a las dos",
        "viernes; a las dos tengo que haber acabado",
    ],
)
def test_when_one_must_have_left_is_an_end(text: str) -> None:
    assert wished(text).done_by == time(14)
