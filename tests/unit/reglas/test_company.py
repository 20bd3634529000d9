"""Somebody of several falls out, or wants something else (R27, R37)."""

from typing import Any

import pytest

from atrevete_core.domain.commands import (
    AddServices,
    Book,
    CancelAppointment,
    DropServices,
    LeaveOut,
)
from atrevete_core.ports.language_model import Coming, Question
from tests.unit.reglas.conversation import SLOTS, understood

ME = Coming(services=("CORTAR",))
OLIVIA = Coming(whom="mi amiga", name="Olivia", services=("PEINADO LARGO",))
ANA = Coming(whom="Ana", name="Ana", services=("AGUA TIERRA",))


def said_in_company(text: str, *group: Coming) -> tuple[Any, ...]:
    group = group or (ME, OLIVIA)
    return understood(
        text,
        question=Question.SLOT,
        offered=SLOTS,
        group=group,
        companions=tuple(each.whom for each in group if each.whom),
        services=tuple(name for each in group for name in each.services),
        first_name="Berta",
    )


@pytest.mark.parametrize(
    "text",
    [
        "Ay, Olivia dice que al final no llega. Voy yo sola",
        "mi amiga se ha rajado, iré sola",
        "al final solo yo",
        "Olivia no puede, voy sola",
        "ella no viene, así que sería solo para mí",
        "me ha dejado tirada mi amiga, voy yo nada más",
        "finalmente mi amiga no va a poder ir, iría yo sola",
        "seremos solo una persona al final",
    ],
)
def test_whoever_is_left_alone_comes_alone(text: str) -> None:
    assert LeaveOut(alone=True) in said_in_company(text)


@pytest.mark.parametrize(
    "text",
    [
        "uy que Ana no puede venir",
        "Ana se me raja, le ha salido turno",
        "se me ha caído Ana",
        "al final Ana no viene, nos quedamos dos",
        "quita a Ana, que está mala",
        "Ana dice que no, que otro día",
        "seremos dos: Olivia y yo",
        "sin Ana al final",
    ],
)
def test_one_of_three_falls_out(text: str) -> None:
    said = said_in_company(text, ME, OLIVIA, ANA)
    assert LeaveOut(people=("Ana",)) in said
    assert not any(isinstance(each, CancelAppointment) for each in said)


@pytest.mark.parametrize(
    "text",
    [
        "Olivia no puede a esa hora, ¿más tarde?",
        "mi amiga no llega a las 10:30",
        "Olivia no puede hasta las seis",
        "Olivia no quiere el peinado, mejor un corte",
        "la primera, para Olivia y para mí",
    ],
)
def test_an_hour_that_does_not_suit_takes_nobody_out(text: str) -> None:
    assert not any(isinstance(each, LeaveOut) for each in said_in_company(text))


def test_what_is_said_of_one_changes_what_is_theirs() -> None:
    swapped = said_in_company("Olivia en vez de peinado largo, un barro")
    assert DropServices(services=("PEINADO LARGO",), of="mi amiga") in swapped
    assert AddServices(services=("BARRO",), of="mi amiga") in swapped
    mine = said_in_company("a mí quítame el corte y ponme un barro")
    assert DropServices(services=("CORTAR",), of="yo") in mine
    assert AddServices(services=("BARRO",), of="yo") in mine


def test_what_both_want_is_added_for_both() -> None:
    said = said_in_company("las dos también secado")
    assert {each.of for each in said if isinstance(each, AddServices)} == {"yo", "mi amiga"}


def test_those_called_by_name_alone_have_what_follows_it() -> None:
    said = understood(
        "somos tres hermanas: yo cultura de color, Ana agua tierra y Nerea peinado largo"
    )
    assert {each.for_whom: each.services for each in said if isinstance(each, Book)} == {
        None: ("CULTURA DE COLOR",),
        "Ana": ("AGUA TIERRA",),
        "Nerea": ("PEINADO LARGO",),
    }


def test_whoever_joins_changes_nothing_of_what_the_writer_has() -> None:
    said = understood(
        "espera, que se viene mi hermana Irene conmigo, ella un peinado; yo sigo con lo mío",
        services=("MECHAS", "CORTAR"),
        question=Question.SLOT,
        offered=SLOTS,
    )
    assert [each for each in said if isinstance(each, Book | AddServices)] == [
        Book(services=("PEINADO",), for_whom="mi hermana", for_name="Irene")
    ]


def test_not_for_me_takes_the_place_of_what_was_mine() -> None:
    said = understood("no es para mí, es para mi hijo Leo, corte de niño", services=("CORTAR",))
    assert said == (
        DropServices(services=("CORTAR",)),
        Book(services=("CORTE NIÑO",), for_whom="mi hijo", for_name="Leo"),
    )


def test_lo_mio_is_the_writers() -> None:
    said = understood("para mí y para mi nena. Lo mío es un barro y a ella un corte de niña")
    assert {each.for_whom: each.services for each in said if isinstance(each, Book)} == {
        None: ("BARRO",),
        "mi niña": ("CORTE NIÑA",),
    }


@pytest.mark.parametrize(
    "text",
    [
        "llevo a mi hermana al médico el jueves, mejor un corte el viernes",
        "un corte el martes; voy con mi hija, pero es solo para mí",
    ],
)
def test_whoever_is_only_spoken_of_gets_nothing(text: str) -> None:
    assert all(each.for_whom is None for each in understood(text) if isinstance(each, Book))


def test_what_one_does_oneself_is_not_booked() -> None:
    said = understood("corte y barro, que luego me peino yo")
    assert [each.services for each in said if isinstance(each, Book)] == [("CORTAR", "BARRO")]


def test_the_writer_may_join_those_for_whom_it_was_asked() -> None:
    sons = Coming(whom="mi hijo", services=("CORTE NIÑO",))
    mans = Coming(whom="mi marido", services=("CORTE CABALLERO",))
    said = said_in_company("para mí también un corte", mans, sons)
    assert said == (Book(services=("CORTAR",)),)


def test_only_one_of_them_may_come() -> None:
    assert LeaveOut(people=("yo",)) in said_in_company("que venga solo Olivia, yo no puedo")
