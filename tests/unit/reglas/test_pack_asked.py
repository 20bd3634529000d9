"""«¿Y con el pack?», «apúntame el pack»: the one that holds what was spoken of (R9)."""

import pytest

from atrevete_core.domain.commands import AskAboutServices, ChoosePack, Command
from atrevete_core.ports.language_model import Question
from tests.unit.reglas.conversation import understood

PACK = "Mechas + Corte"


def said(text: str) -> tuple[Command, ...]:
    """Once the price of highlights was told: «¿Te busco hora para las mechas?»."""
    return understood(text, question=Question.ANYTHING_ELSE, choices=("MECHAS",))


@pytest.mark.parametrize("text", ["el pack entonces", "vale apúntame el pack", "pues el pack"])
def test_the_pack_is_taken_by_its_word(text: str) -> None:
    assert ChoosePack(pack=PACK) in said(text)


def test_its_price_is_told_before_it_is_taken() -> None:
    assert said("¿y el pack?") == (AskAboutServices(services=(PACK,)),)
    [asked] = understood("¿cuánto valen las mechas? ¿y con el pack?")
    assert asked == AskAboutServices(services=("MECHAS", PACK))


def test_what_is_refused_is_not_taken() -> None:
    assert not any(isinstance(each, ChoosePack) for each in said("el pack no"))
