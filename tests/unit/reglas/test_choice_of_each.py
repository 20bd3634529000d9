"""«¿Cuál sería…?», asked about two who come: each may choose another; and each may have a day."""

import pytest

from atrevete_core.domain.commands import Book, ChooseWhen, UnclearService
from atrevete_core.ports.language_model import Coming, Question

from .conversation import understood

_NAILS = ("LIMAR Y PINTAR MANOS", "LIMAR Y PINTAR MANOS CON PERMANENTE")
_ASKED = (UnclearService(words="manicura", candidates=_NAILS),)
_BOTH = (Coming(whom="mi prima", unclear=_ASKED), Coming(unclear=_ASKED))


@pytest.mark.parametrize(
    "text",
    [
        "yo la segunda y ella la primera",
        "a mi prima la normal y a mí la permanente",
        "para ella la primera, yo la otra",
        "la primera para mi prima y para mí la segunda",
    ],
)
def test_each_has_what_was_chosen_for_them(text: str) -> None:
    said = understood(text, question=Question.WHICH_SERVICE, choices=_NAILS, group=_BOTH)
    assert said == (Book(services=_NAILS[:1], for_whom="mi prima"), Book(services=_NAILS[1:]))


def test_of_two_who_take_the_same_nobody_is_lost() -> None:
    said = understood(
        "las dos la primera, mi madre y yo", question=Question.WHICH_SERVICE, choices=_NAILS
    )
    assert {*said} == {Book(services=_NAILS[:1], for_whom="mi madre"), Book(services=_NAILS[:1])}


def test_for_whom_it_is_chooses_nothing() -> None:
    said = understood(
        "para mi prima y para mí", question=Question.WHICH_SERVICE, choices=_NAILS, group=_BOTH
    )
    assert not any(isinstance(each, Book) and each.services for each in said)


@pytest.mark.parametrize(
    "text",
    [
        "yo corte el jueves y mi madre peinado el viernes",
        "quiero cita el jueves para corte y mi madre el viernes para peinado",
        "peinado para mi madre el viernes y para mí corte el jueves",
    ],
)
def test_two_on_two_days_are_two_bookings(text: str) -> None:
    mine, on, theirs, then = understood(text)
    assert mine == Book(services=("CORTAR",))
    assert theirs == Book(services=("PEINADO",), for_whom="mi madre")
    days = [each.when.days for each in (on, then) if isinstance(each, ChooseWhen)]
    assert [each.first.day for each in days if each and each.first] == [3, 4]


def test_two_on_one_of_two_days_are_one_booking() -> None:
    said = understood("mi madre y yo queremos corte el jueves o el viernes")
    assert sum(isinstance(each, ChooseWhen) for each in said) == 1
