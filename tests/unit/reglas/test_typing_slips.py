"""A mistyped service is understood; an ordinary word is never one."""

import pytest

from atrevete_adapters.reglas.text.typing_slips import slipped
from atrevete_adapters.reglas.vocabulary import load


def line(typed: str) -> str:
    return load().spelling.text([typed]).line.strip()


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("cotrarme", "cortarme"),
        ("cirtarme", "cortarme"),
        ("crtarme", "cortarme"),
        ("corttarme", "cortarme"),
        ("manicira", "manicura"),
        ("permanete", "permanente"),
        ("miercoels", "miercoles"),
    ],
)
def test_what_a_thumb_does_wrong_is_put_right(typed: str, meant: str) -> None:
    assert line(typed) == meant


@pytest.mark.parametrize(
    "said",
    [
        "hace tanto que no voy",
        "tengo tanta prisa y tantas cosas",
        "me recordarias avisarme",
        "tuve que separar a los perros por un motivo tonto",
        "contaba con el director",
        "me casarme no",
        "he votado y cazado",
        "un tipico pasillo con comillas",
        "la vieja escultura del pasillo",
    ],
)
def test_ordinary_words_stay_what_they_are(said: str) -> None:
    assert line(said) == said


def test_another_letter_from_the_far_side_of_the_keys_is_no_slip() -> None:
    assert not slipped("tanto", "tinto", 1)
    assert not slipped("recordar", "recortar", 1)
    assert slipped("cirtar", "cortar", 1)


@pytest.mark.parametrize("surname", ["Cortez", "Cueto", "Reyna", "Zorrilla", "Bonilla"])
def test_a_surname_is_no_mistyped_word(surname: str) -> None:
    assert line(surname) == surname.casefold()
