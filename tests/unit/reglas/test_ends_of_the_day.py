"""«No muy temprano», «ni muy tarde», and what one does every week."""

from datetime import time

import pytest

from atrevete_core.domain.commands import ChooseWhen, When
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
