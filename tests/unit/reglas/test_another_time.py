"""A service that is named while another is being booked, and is none of this visit (R37)."""

import pytest

from atrevete_core.domain.commands import AddServices, AskOther, Book, Command, Thank
from atrevete_core.ports.language_model import Question
from tests.unit.reglas.conversation import SLOTS, understood


def to_the_cut(text: str) -> tuple[Command, ...]:
    """By somebody to whom hours for a cut were offered."""
    return understood(text, services=("CORTAR",), offered=SLOTS, question=Question.SLOT)


@pytest.mark.parametrize(
    "text",
    [
        "las mechas ya las haré en verano",
        "un tinte otro día",
        "las mechas mejor para enero",
        "las mechas las dejo para el mes que viene",
        "vengo de depilarme las cejas",
        "acabo de hacerme las uñas",
        "de color voy bien",
        "de uñas estoy servida, gracias",
        "las cejas las tengo perfectas",
        "me hicisteis mechas en mayo",
    ],
)
def test_what_is_told_of_another_time_is_only_heard(text: str) -> None:
    assert to_the_cut(text) == (Thank(),)


@pytest.mark.parametrize(
    "text",
    [
        "vengo a por unas mechas también",
        "me hago mechas también",
        "y mechas ya que voy",
        "vengo del gimnasio, ponme mechas",
        "unas mechas la próxima semana",
    ],
)
def test_what_is_wished_beside_it_joins_it(text: str) -> None:
    assert AddServices(services=("MECHAS",)) in to_the_cut(text)


def test_what_is_wished_after_what_is_told_joins_alone() -> None:
    said = to_the_cut("las mechas las tengo bien pero quiero un barro")
    assert said == (AddServices(services=("BARRO",)),)


@pytest.mark.parametrize("text", ["¿vendéis tintes?", "¿puedo comprar aquí el tinte?"])
def test_what_is_bought_to_take_home_is_no_service(text: str) -> None:
    assert to_the_cut(text) == (AskOther(),)
    assert not any(isinstance(each, Book) for each in understood(text))
