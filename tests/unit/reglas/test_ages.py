"""How old the children are, whenever it is said: it tells which cut is theirs (R28, R40, R48)."""

import pytest

from atrevete_core.domain.commands import Book, GiveName, UnclearService
from atrevete_core.ports.language_model import Coming, Question

from .conversation import understood


def booked(*texts: str, history: tuple[str, ...] = (), **facts: object) -> dict[str | None, Book]:
    said = understood(*texts, history=history, **facts)
    return {each.for_whom: each for each in said if isinstance(each, Book)}


@pytest.mark.parametrize(
    "text",
    [
        "mis hijos, Leo de 4 y Vera de 7, corte los dos",
        "mis hijos Leo (4 años) y Vera (7), corte los dos",
        "cita para cortarles el pelo a mis hijos Leo, de 4 años, y Vera, de 7",
    ],
)
def test_each_of_several_children_has_their_name_and_their_cut(text: str) -> None:
    found = booked(text)
    assert {each.for_name: each.services for each in found.values()} == {
        "Leo": ("CORTE NIÑO",),
        "Vera": ("CORTE NIÑA",),
    }


def test_twins_are_called_by_their_names() -> None:
    found = booked("corte para los mellizos, Hugo y Martín")
    assert [each.for_name for each in found.values()] == ["Hugo", "Martín"]


def test_each_of_two_ages_is_one_childs() -> None:
    found = booked("corte para mis hijos de 6 y 15 años")
    assert found["mi hijo"].services == ("CORTE NIÑO",)
    assert found["mi otro hijo"].services == ("CORTE CABALLERO",)


def test_the_elder_and_the_younger_are_two() -> None:
    assert len(booked("mi hijo mayor tiene 15 y el pequeño 7, corte para los dos")) == 2


@pytest.mark.parametrize(
    ("before", "text"),
    [
        ("mi hijo de 6 años necesita cita el viernes", "un corte"),
        ("cita para mi hijo el viernes", "corte, tiene 6 años"),
        ("es para mi hijo, que tiene 6 años", "cortarse el pelo"),
    ],
)
def test_a_cut_of_a_child_is_the_childs_when_the_age_was_told(before: str, text: str) -> None:
    [book] = booked(
        text, history=(before,), companions=("mi hijo",), question=Question.SERVICE
    ).values()
    assert book.services == ("CORTE NIÑO",)


def test_of_a_child_whose_age_nobody_told_it_is_asked() -> None:
    [book] = booked("un corte", companions=("mi hijo",), question=Question.SERVICE).values()
    assert (book.services, len(book.unclear)) == ((), 1)


def test_a_cut_of_the_husband_is_the_mens() -> None:
    [book] = booked("un corte", companions=("mi marido",), question=Question.SERVICE).values()
    assert book.services == ("CORTE CABALLERO",)


def test_what_is_said_of_all_fits_each_of_them() -> None:
    found = booked(
        "corte las dos",
        history=("cita para mi hija de 8 años y para mí",),
        companions=("mi hija",),
        group=(Coming(whom="mi hija"), Coming()),
        question=Question.SERVICE,
    )
    assert found["mi hija"].services == ("CORTE NIÑA",)
    assert found[None].services == ("CORTAR",)


def test_an_hour_is_no_age() -> None:
    asked = (UnclearService(words="corte", candidates=("CORTE CABALLERO", "CORTE NIÑO")),)
    found = booked("el viernes a las 6", companions=("mi hijo",), unclear=asked)
    assert not any(each.services for each in found.values())


_CUTS = ("CORTAR", "CORTE NIÑA", "CORTE BEBE")
_ASKED = (UnclearService(words="corte", candidates=_CUTS),)
_DAUGHTERS = (
    Coming(whom="mi hija", unclear=_ASKED),
    Coming(whom="mi otra hija", unclear=_ASKED),
)


@pytest.mark.parametrize("text", ["una tiene 6 y la otra 14", "6 y 14", "tienen 6 y 14 años"])
def test_two_ages_answer_which_cut_each_has(text: str) -> None:
    found = booked(
        text,
        question=Question.WHICH_SERVICE,
        choices=_CUTS,
        group=_DAUGHTERS,
        companions=("mi hija", "mi otra hija"),
    )
    assert found["mi hija"].services == ("CORTE NIÑA",)
    assert found["mi otra hija"].services == ("CORTAR",)


def test_names_may_be_told_beside_the_ages() -> None:
    said = understood(
        "Ana de 6 y Eva de 14",
        question=Question.WHICH_SERVICE,
        choices=_CUTS,
        group=_DAUGHTERS,
        companions=("mi hija", "mi otra hija"),
    )
    names = {each.of: each.first_name for each in said if isinstance(each, GiveName)}
    assert names == {"mi hija": "Ana", "mi otra hija": "Eva"}


@pytest.mark.parametrize("text", ["soy Marta, tiene 4 años", "Marta, mi hijo tiene 4 años"])
def test_an_age_beside_the_name_of_the_writer_is_noted(text: str) -> None:
    cuts = ("CORTE CABALLERO", "CORTE NIÑO", "CORTE BEBE")
    said = understood(
        text,
        question=Question.NAME,
        companions=("mi hijo",),
        unclear=(UnclearService(words="corte", candidates=cuts),),
    )
    assert GiveName(first_name="Marta") in said
    assert any(isinstance(each, Book) and each.services == ("CORTE NIÑO",) for each in said)


def test_he_is_somebody_else_than_who_writes() -> None:
    said = understood(
        "sandra lopez y el es ivan",
        question=Question.THIRD_NAME,
        companions=("mi novio",),
        group=(Coming(services=("CORTAR",)), Coming(whom="mi novio", services=("CORTAR",))),
        first_name="Laura",
    )
    names = {each.of: each.first_name for each in said if isinstance(each, GiveName)}
    assert names == {None: "Ivan", "yo": "Sandra"}
