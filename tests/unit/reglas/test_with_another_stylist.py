"""An appointment that exists is to be with somebody else, at its own hour (R37, R63)."""

from datetime import datetime

import pytest

from atrevete_core.domain.commands import Book, ChangeAppointment, ChooseStylist, Command
from atrevete_core.ports.language_model import Question
from tests.unit.reglas.conversation import MADRID, understood
from tests.unit.reglas.own_visit import booked

THURSDAY = datetime(2026, 12, 3, 18, tzinfo=MADRID)


def says(text: str, *, stylist: str) -> tuple[Command, ...]:
    """By somebody who has a cut on Thursday at six with that stylist."""
    return understood(text, **booked(THURSDAY, stylist=stylist))


def wished(said: tuple[Command, ...]) -> list[ChooseStylist]:
    assert any(isinstance(each, ChangeAppointment) for each in said)
    assert not any(isinstance(each, Book) for each in said)
    return [each for each in said if isinstance(each, ChooseStylist)]


@pytest.mark.parametrize(
    "text",
    [
        "¿me puede atender Harol en vez de Pilar? misma hora, es que Pilar me corta demasiado",
        "quiero que me cambies a Harol, el mismo día y a la misma hora",
        "cámbiame a Harol porfa, que con Pilar no me entiendo",
    ],
)
def test_another_one_takes_it(text: str) -> None:
    assert wished(says(text, stylist="Pilar")) == [ChooseStylist(stylist="Harol")]


def test_who_cannot_is_not_wished_for() -> None:
    said = says(
        "necesito cambiar la cita del jueves, con otro compañero, que Víctor no puede",
        stylist="Víctor",
    )
    assert wished(said) == [ChooseStylist(not_with="Víctor")]


def test_a_woman_instead_of_the_man_with_whom_it_is() -> None:
    said = says("el jueves prefiero que sea con una chica, no con un chico", stylist="Víctor")
    assert wished(said) == [ChooseStylist(gender="f")]


def test_whoever_is_with_a_woman_already_moves_nothing() -> None:
    said = says("el jueves prefiero que sea con una chica", stylist="Pilar")
    assert not any(isinstance(each, ChangeAppointment) for each in said)


SWAPPED = [
    "cámbiame a Pilar por Marta",
    "cambia Pilar por Marta",
    "en vez de Pilar, Marta",
    "Marta en lugar de Pilar",
    "quita a Pilar y pon a Marta",
    "cambiamos a Pilar por Marta, porfa",
]


@pytest.mark.parametrize("text", SWAPPED)
def test_one_stylist_for_another_moves_what_exists(text: str) -> None:
    assert wished(says(text, stylist="Pilar")) == [ChooseStylist(stylist="Marta")]


@pytest.mark.parametrize("text", SWAPPED)
def test_one_stylist_for_another_of_what_is_being_booked(text: str) -> None:
    said = understood(text, services=("CORTAR",), question=Question.DAY)
    assert said == (ChooseStylist(stylist="Marta"),)
