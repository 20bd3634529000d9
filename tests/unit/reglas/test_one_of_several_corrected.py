"""Of several services one is put right: the others stay (R37)."""

import pytest

from atrevete_core.domain.commands import Book
from tests.unit.reglas.conversation import understood


@pytest.mark.parametrize(
    ("text", "services"),
    [
        (
            (
                "Sería el agua tierra, la mascarilla barro gold y al final el peinado largo.\n"
                "Ay no, perdón, agua tierra no: agua lluvia, que lo tengo reseco"
            ),
            ("BARRO GOLD", "PEINADO LARGO", "AGUA LLUVIA"),
        ),
        ("quiero corte y secado. Ay no, perdón, secado no, peinado", ("CORTAR", "PEINADO")),
        ("quiero secado y corte. Perdón, no secado, peinado", ("CORTAR", "PEINADO")),
        ("quiero secado y corte. Perdón, peinado, no secado", ("CORTAR", "PEINADO")),
        ("quiero secado y corte. Ay no, secado no, mechas", ("CORTAR", "MECHAS")),
        ("barro, peinado y corte. Digo, barro no, óleo", ("PEINADO", "CORTAR", "OLEO PIGMENTO")),
    ],
)
def test_whoever_says_which_one_was_wrong_keeps_the_others(
    text: str, services: tuple[str, ...]
) -> None:
    assert understood(text) == (Book(services=services),)


@pytest.mark.parametrize(
    ("text", "services"),
    [
        ("quiero secado y corte. Perdón, peinado", ("SECADO", "PEINADO")),
        ("quiero corte. Ay no, mechas", ("MECHAS",)),
    ],
)
def test_whoever_does_not_say_it_means_the_last(text: str, services: tuple[str, ...]) -> None:
    assert understood(text) == (Book(services=services),)
