"""Companions by name, though it be a stylist's or a month's (R27, R28)."""

from typing import Any

import pytest

from atrevete_core.domain.commands import (
    AskConsultation,
    Book,
    ChooseStylist,
    ChooseWhen,
)
from tests.unit.reglas.conversation import understood


def books(commands: tuple[Any, ...]) -> list[Book]:
    return [each for each in commands if isinstance(each, Book)]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("mi amiga marta lillo y yo kremos mechas las 2 a la vez", "Marta Lillo"),
        ("mi amiga abril sanz y yo keremos mechas las 2", "Abril Sanz"),
        ("mi amiga Abril y yo queremos mechas", "Abril"),
        ("mi compi domingo lópez y yo nos queremos hacer mechas", "Domingo López"),
        ("mi amiga lola cortés y yo queremos mechas", "Lola Cortés"),
        ("la vane y yo queremos mechas", "Vane"),
        ("abril sanz y yo queremos mechas", "Abril Sanz"),
    ],
)
def test_a_companion_is_booked_by_her_name(text: str, name: str) -> None:
    said = understood(f"{text} el viernes")
    theirs, mine = books(said)
    assert (theirs.for_name, theirs.services) == (name, ("MECHAS",))
    assert mine == Book(services=("MECHAS",))
    assert not any(isinstance(each, ChooseStylist) for each in said)
    [wish] = [each.when for each in said if isinstance(each, ChooseWhen)]
    assert wish.days is not None
    assert wish.days.first == wish.days.last  # Friday, and no month


@pytest.mark.parametrize(
    "text",
    [
        "es para mi madre, yo de esto ni idea: barro el viernes",
        "yo le pregunto para mi madre: un barro el viernes",
        "es para mi madre, que no puede escribir; yo le hago de secretaria. un barro el viernes",
        "un barro para mi madre, yo ya fui la semana pasada",
    ],
)
def test_whoever_only_writes_is_booked_nothing(text: str) -> None:
    assert books(understood(text)) == [Book(services=("BARRO",), for_whom="mi madre")]


def test_for_whom_is_heard_beside_what_is_compared() -> None:
    said = understood(
        "Es para mi madre, que no se aclara: o cultura de color o cultura de color extra",
        "yo de esto ni idea, ¿qué diferencia hay y cuánto vale cada una?",
    )
    assert books(said) == [Book(for_whom="mi madre")]
    assert any(isinstance(each, AskConsultation) for each in said)


@pytest.mark.parametrize(
    ("text", "whom", "theirs", "mine"),
    [
        ("Lola Peinado y yo Corte", "Lola", "PEINADO", "CORTAR"),
        ("Hola! Mi Madre Corte y Yo Peinado", "mi madre", "CORTAR", "PEINADO"),
        ("hola! mi madre corte y yo peinado", "mi madre", "CORTAR", "PEINADO"),
        ("mi Hermana Mechas y yo Corte", "mi hermana", "MECHAS", "CORTAR"),
    ],
)
def test_a_service_with_its_capital_is_no_name(
    text: str, whom: str, theirs: str, mine: str
) -> None:
    said = [each for each in understood(text) if isinstance(each, Book)]
    assert [(each.for_whom, each.services) for each in said] == [(whom, (theirs,)), (None, (mine,))]


def test_those_who_come_each_with_a_stylist_come_together() -> None:
    said = understood("mi tía Rosa con Pilar y yo con Marta, queremos peinarnos el viernes")
    whoms = {each.for_whom for each in said if isinstance(each, Book)}
    assert whoms == {"mi tía", None}


@pytest.mark.parametrize(
    ("text", "whom", "name"),
    [
        ("Lola es mi hija y quiere corte de niña", "mi hija", "Lola"),
        ("harol es mi hermano, quiere corte de caballero", "mi hermano", "Harol"),
    ],
)
def test_who_is_named_before_what_they_are_is_who_comes(text: str, whom: str, name: str) -> None:
    [theirs] = books(understood(text))
    assert (theirs.for_whom, theirs.for_name) == (whom, name)
    assert theirs.services


def test_a_name_alone_books_nothing() -> None:
    assert not books(understood("no, Carmen es mi madre"))
