"""Simple Catalan, Galician and English, as customers mix them (issue 3)."""

import pytest

from atrevete_core.domain.commands import Accept, Book, ChooseStylist, GiveName
from atrevete_core.ports.language_model import Question

from .conversation import SLOTS, understood


@pytest.mark.parametrize(
    ("text", "service", "whom"),
    [
        ("tallar els cabells al meu fill, té 6 anys", "CORTE NIÑO", "mi hijo"),
        ("corte de pelo para o meu fillo, ten 8 anos", "CORTE NIÑO", "mi hijo"),
        ("for my husband, a haircut", "CORTE CABALLERO", "mi marido"),
        ("per a la meva mare, un secado", "SECADO", "mi madre"),
    ],
)
def test_it_is_for_somebody_of_theirs(text: str, service: str, whom: str) -> None:
    assert Book(services=(service,), for_whom=whom) in understood(text)


@pytest.mark.parametrize(
    ("text", "services"),
    [
        ("vull depilar-me les celles i el llavi", ("CEJAS", "LABIO")),
        ("depilació de cames senceres", ("CERA ENTERAS",)),
        ("me gustaría depilarme la zona del bigote", ("LABIO",)),
    ],
)
def test_a_verb_of_waxing_asks_for_no_more_than_what_is_waxed(
    text: str, services: tuple[str, ...]
) -> None:
    assert understood(text) == (Book(services=services),)


def test_the_whole_one_is_no_dearer_colour() -> None:
    choices = ("CULTURA DE COLOR", "CULTURA DE COLOR EXTRA")
    said = understood("el completo", question=Question.WHICH_SERVICE, choices=choices)
    assert not any(isinstance(each, Book) and each.services for each in said)


def test_names_are_told_in_catalan_too() -> None:
    assert understood("sóc la Laura") == (GiveName(first_name="Laura"),)


def test_a_name_is_a_name_in_every_language() -> None:
    assert understood("me llamo Irma Soto") == (GiveName(first_name="Irma", last_name="Soto"),)


def test_anyone_is_fine() -> None:
    assert ChooseStylist(anyone=True) in understood("anyone is fine")


@pytest.mark.parametrize("text", ["no hay problema", "cap problema", "por mí no hay inconveniente"])
def test_no_problem_agrees(text: str) -> None:
    said = understood(text, question=Question.SLOT, offered=SLOTS[:1], services=("CORTAR",))
    assert said == (Accept(),)


@pytest.mark.parametrize(
    ("text", "choices", "chosen"),
    [
        ("pues el color", ("CULTURA DE COLOR", "CULTURA DE COLOR EXTRA"), "CULTURA DE COLOR"),
        ("the regular one", ("LIMAR Y PINTAR MANOS", "LIMAR Y PINTAR MANOS PERMANENTE"),
         "LIMAR Y PINTAR MANOS"),
    ],
)  # fmt: skip
def test_the_plain_one_is_meant(text: str, choices: tuple[str, ...], chosen: str) -> None:
    said = understood(text, question=Question.WHICH_SERVICE, choices=choices)
    assert said == (Book(services=(chosen,)),)


def test_the_word_that_was_asked_about_chooses_none_of_them() -> None:
    choices = (
        "LIMAR Y PINTAR MANOS", "LIMAR Y PINTAR MANOS PERMANENTE", "MANICURA PERMANENTE+BIOTERAPIA",
    )  # fmt: skip
    (book,) = understood("manicura", question=Question.WHICH_SERVICE, choices=choices)
    assert isinstance(book, Book)
    assert book.services == ()
