"""Whom a booking is for, and whose a name is (R3, R28, R54)."""

import pytest

from atrevete_core.domain.commands import AddServices, Book, DropServices, GiveName
from atrevete_core.ports.language_model import Question
from tests.unit.reglas.conversation import SLOTS, understood


@pytest.mark.parametrize("question", [Question.SLOT, Question.SURNAME, Question.DAY, None])
def test_what_was_chosen_may_turn_out_to_be_for_somebody_else(question: Question | None) -> None:
    said = understood(
        "ah, y es para mi madre Rosario",
        question=question,
        services=("BIOTERAPIA FACIAL",),
        offered=SLOTS if question is Question.SLOT else (),
        first_name="Ana",
    )
    assert Book(for_whom="mi madre", for_name="Rosario") in said


def test_a_cut_that_is_for_a_son_is_asked_about_anew() -> None:
    said = understood("es para mi hijo Leo, que tiene 7 años", services=("CORTAR",))
    assert said == (
        DropServices(services=("CORTAR",)),
        Book(services=("CORTE NIÑO",), for_whom="mi hijo", for_name="Leo"),
    )


@pytest.mark.parametrize(
    "text", ["ponla a nombre de Nerea Solís", "es para Nerea Solís", "va a nombre de Nerea Solís"]
)
def test_another_name_is_another_person(text: str) -> None:
    said = understood(text, services=("CORTAR",), first_name="Ana", question=Question.SURNAME)
    assert said == (Book(for_whom="Nerea", for_name="Nerea Solís"),)


def test_ones_own_name_is_nobody_elses() -> None:
    said = understood("a nombre de Ana Pou", services=("CORTAR",), first_name="Ana")
    assert said == (GiveName(first_name="Ana", last_name="Pou"),)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Lasarte Goñi y Desearía Encargar", "Lasarte Goñi"),
        ("Lasarte Goñi y desearía encargar otra cosa", "Lasarte Goñi"),
        ("San Martín Pérez gracias", "San Martín Pérez"),
        ("Sánchez de toda la vida", "Sánchez"),
        ("apunta Gil", "Gil"),
        ("O'Connor", "O'connor"),
        ("de la Fuente y Ruiz", "De la Fuente y Ruiz"),
    ],
)
def test_a_surname_ends_where_other_words_begin(text: str, name: str) -> None:
    said = understood(text, question=Question.SURNAME, services=("CORTAR",), first_name="Ana")
    assert said == (GiveName(last_name=name),)


@pytest.mark.parametrize("text", ["tiene 7 años", "pon la cita", "la de siempre"])
def test_what_is_no_surname_becomes_none(text: str) -> None:
    said = understood(text, question=Question.SURNAME, services=("CORTAR",), first_name="Ana")
    assert not any(isinstance(each, GiveName) for each in said)


def test_kinship_is_no_name() -> None:
    assert not any(
        isinstance(each, GiveName) for each in understood("Abuela", question=Question.NAME)
    )


def test_what_they_are_to_somebody_stands_before_their_name() -> None:
    said = understood("soy la abuela de Leo, Carmen", question=Question.NAME)
    assert said == (GiveName(first_name="Carmen"),)


def test_a_surname_that_is_a_word_books_nothing() -> None:
    said = understood("esa consulta. Faustino Heredia Cortés, para servirle")
    assert [each.services for each in said if isinstance(each, Book)] == [("CONSULTA GRATUITA",)]


def test_being_at_a_loss_with_the_telephone_asks_for_no_advice() -> None:
    said = understood("mi nieta me ha puesto el guasap y no me aclaro, ¿abren los sábados?")
    assert not any(each.do == "ask_consultation" for each in said)


def test_one_more_thing_beside_a_surname_is_added() -> None:
    said = understood(
        "Gómez, y ponme también secado",
        question=Question.SURNAME,
        services=("CORTAR",),
        first_name="Ana",
    )
    assert said == (GiveName(last_name="Gómez"), AddServices(services=("SECADO",)))


@pytest.mark.parametrize(
    ("text", "theirs", "own"),
    [
        ("corte al niño y mechas a mí", ("CORTE NIÑO",), ("MECHAS",)),
        ("un corte al niño y otro a mí", ("CORTE NIÑO",), ("CORTAR",)),
        ("las cejas a mí y el corte al niño", ("CORTE NIÑO",), ("CEJAS",)),
        ("al niño le toca corte y a mí unas mechas", ("CORTE NIÑO",), ("MECHAS",)),
    ],
)
def test_what_is_done_to_the_boy_is_his(
    text: str, theirs: tuple[str, ...], own: tuple[str, ...]
) -> None:
    books = {each for each in understood(text) if isinstance(each, Book)}
    assert books == {Book(services=theirs, for_whom="el niño"), Book(services=own)}


@pytest.mark.parametrize(
    "text",
    [
        "tengo al niño en el dentista, quiero mechas",
        "llevo al niño al médico, ¿puede ser después? unas mechas",
        "unas mechas, que al niño lo recojo luego",
    ],
)
def test_a_boy_who_is_looked_after_wants_nothing(text: str) -> None:
    assert Book(services=("MECHAS",)) in understood(text)


@pytest.mark.parametrize(
    "text",
    ["yo peinado y Berta mechas", "Berta mechas y yo peinado", "para Berta mechas, yo peinado"],
)
def test_who_is_only_called_by_name_has_her_own_beside_the_writer(text: str) -> None:
    said = understood(text)
    assert Book(services=("MECHAS",), for_whom="Berta", for_name="Berta") in said
    assert Book(services=("PEINADO",)) in said


@pytest.mark.parametrize(
    ("text", "whom", "name"),
    [
        ("mi hermana alba gil y yo queremos mechas", "mi hermana", "Alba Gil"),
        ("somos mi prima Eva Ruiz Sanz y yo, mechas las dos", "mi prima", "Eva Ruiz Sanz"),
        ("somos mi madre, Encarna Gómez, y yo: mechas las dos", "mi madre", "Encarna Gómez"),
        ("mechas para mí y para mi amiga Sonia Rey Paz", "mi amiga", "Sonia Rey Paz"),
    ],
)
def test_a_whole_name_beside_the_writer_keeps_nobody_out(text: str, whom: str, name: str) -> None:
    books = {each for each in understood(text) if isinstance(each, Book)}
    theirs = Book(services=("MECHAS",), for_whom=whom, for_name=name)
    assert books == {theirs, Book(services=("MECHAS",))}
