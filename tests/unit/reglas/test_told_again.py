"""Who of several wants what, told again and otherwise (R27, R37)."""

from typing import Any

import pytest

from atrevete_core.domain.commands import Book, RefuseSlots, UnclearService
from atrevete_core.ports.language_model import Coming, Question
from tests.unit.reglas.conversation import SLOTS, understood

MINE = Book(services=("CORTAR",))
HERS = Book(services=("PEINADO",), for_whom="mi hermana")


def books(commands: tuple[Any, ...]) -> set[Book]:
    return {each for each in commands if isinstance(each, Book)}


@pytest.mark.parametrize(
    "text",
    [
        "ay no, al revés!! el corte es para mí y el peinado para mi hermana",
        "uy me he liado, es al revés",
        "no, yo corte y ella peinado",
        "digo, yo corte y mi hermana peinado",
        "lo he dicho al revés, el peinado es para mi hermana",
        "perdón, el corte es mío y el peinado de mi hermana",
        "no no, ella el peinado",
    ],
)
def test_what_is_told_again_takes_the_place_of_what_was_said(text: str) -> None:
    first = "corte para mi hermana y peinado para mí el viernes a las 12"
    assert books(understood(first, text)) == {MINE, HERS}


@pytest.mark.parametrize(
    "text",
    [
        "al revés",
        "uy no, es al revés",
        "no, yo corte y ella peinado",
        "cambiado, el peinado es de mi hermana y el corte mío",
        "es al revés, mi hermana se peina y yo me corto",
        "viceversa jaja",
    ],
)
def test_of_two_on_offer_each_has_what_was_the_others(text: str) -> None:
    group = (
        Coming(services=("PEINADO",)),
        Coming(whom="mi hermana", services=("CORTAR",)),
    )
    said = understood(
        text,
        question=Question.SLOT,
        offered=SLOTS,
        group=group,
        companions=("mi hermana",),
        services=("PEINADO", "CORTAR"),
    )
    assert books(said) == {MINE, HERS}
    assert not any(isinstance(each, RefuseSlots) for each in said)


def test_what_is_still_unclear_changes_hands_too() -> None:
    tinte = UnclearService(words="tinte", candidates=("CULTURA DE COLOR", "CULTURA DE COLOR EXTRA"))
    group = (
        Coming(services=("CORTAR",)),
        Coming(whom="mi madre", unclear=(tinte,)),
    )
    said = understood(
        "uy al revés", question=Question.WHICH_SERVICE, group=group, companions=("mi madre",)
    )
    mine, hers = sorted(books(said), key=lambda each: each.for_whom or "")
    assert mine.unclear[0].candidates == tinte.candidates
    assert hers == Book(services=("CORTAR",), for_whom="mi madre")


def test_of_three_the_third_keeps_theirs() -> None:
    said = understood(
        "mi madre barro, mi hermana corte y yo peinado largo",
        "ay no, mi madre corte y mi hermana barro",
    )
    assert books(said) == {
        Book(services=("CORTAR",), for_whom="mi madre"),
        Book(services=("BARRO",), for_whom="mi hermana"),
        Book(services=("PEINADO LARGO",)),
    }


def test_a_changed_shift_changes_nobodys_service() -> None:
    said = understood("corte para mi hermana y peinado para mí, que me han cambiado el turno")
    assert books(said) == {
        Book(services=("CORTAR",), for_whom="mi hermana"),
        Book(services=("PEINADO",)),
    }


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("quiero corte el viernes y otro para mi madre", {MINE, "mi madre"}),
        ("quiero corte el viernes y mi madre también", {MINE, "mi madre"}),
        ("el viernes a las 11 mi madre se corta y yo también", {MINE, "mi madre"}),
        ("mi hermana os mandó a una amiga; yo quiero corte el viernes", {MINE}),
        ("se me corta el audio, quiero un corte", {MINE}),
    ],
)
def test_whoever_wants_it_is_booked_and_nobody_else(text: str, expected: set[Book | str]) -> None:
    wanted = {
        each if isinstance(each, Book) else Book(services=("CORTAR",), for_whom=each)
        for each in expected
    }
    assert books(understood(text)) == wanted
