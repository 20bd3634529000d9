"""How long somebody's hair is, told beside a wish, is not asked again (R41)."""

import pytest

from atrevete_core.domain.commands import Book

from .conversation import left, understood


def booked_of(text: str) -> Book:
    [book] = [each for each in understood(text) if isinstance(each, Book)]
    return book


@pytest.mark.parametrize(
    "text",
    [
        "quiero que me peinéis el sábado, tengo el pelo por la cintura",
        "peinarme, que tengo el pelo larguísimo",
        "que al terminar me peinéis, tengo melena larga, solo secar y peinar",
    ],
)
def test_long_hair_is_dressed_as_such(text: str) -> None:
    assert booked_of(text).services == ("PEINADO LARGO",)


@pytest.mark.parametrize(
    "text", ["un tinte completo, tengo el pelo por la barbilla", "un color, tengo melena corta"]
)
def test_short_hair_leaves_one_colour(text: str) -> None:
    assert booked_of(text).services == ("CULTURA DE COLOR",)


def test_of_the_dearer_form_both_prices_are_told() -> None:
    assert booked_of("un color, tengo el pelo largo").unclear


@pytest.mark.parametrize(
    "text",
    [
        "quiero dejarme el pelo largo, peinadme el sábado",
        "un peinado, el pelo no lo tengo largo",
        "un peinado, lo tengo corto",
    ],
)
def test_a_wish_for_long_hair_is_no_long_hair(text: str) -> None:
    assert booked_of(text).services == ("PEINADO",)


@pytest.mark.parametrize(
    ("text", "services"),
    [
        ("los pies con esmalte permanente, la sencilla", ("LIMAR Y PINTAR PIES PERMANENTE",)),
        ("hazme las manos permanente, lo sencillo", ("LIMAR Y PINTAR MANOS PERMANENTE",)),
        ("agua lluvia y el barro gold (el normal, no el extra)", ("AGUA LLUVIA", "BARRO GOLD")),
        ("unas mechas extras no, las normales", ("MECHAS",)),
        ("las cejas y el labio de arriba, con cera", ("CEJAS", "LABIO")),
    ],
)
def test_the_plain_one_is_the_plain_one_of_those_named(
    text: str, services: tuple[str, ...]
) -> None:
    book = booked_of(text)
    assert book.services == services
    assert not book.unclear


@pytest.mark.parametrize(
    "text",
    [
        "el viernes un peinado, la novia de mi hermano lleva el pelo largo",
        "un peinado, mi prima tiene una melena larguísima, yo no tanto",
    ],
)
def test_the_hair_of_somebody_who_does_not_come_is_not_looked_at(text: str) -> None:
    assert booked_of(text).services == ("PEINADO",)


@pytest.mark.parametrize(
    "text",
    [
        "un peinado para mi hija, mi hija tiene el pelo largo",
        "mi hija tiene el pelo largo y quiere un peinado",
        "un peinado para mi hija, que tiene el pelo largo",
    ],
)
def test_the_hair_of_whoever_comes_is(text: str) -> None:
    assert booked_of(text).services == ("PEINADO LARGO",)


def test_nor_does_a_strangers_hair_change_what_is_chosen() -> None:
    chosen = ("PEINADO",)
    assert left("el viernes, la novia de mi hermano lleva el pelo largo", chosen) == {"PEINADO"}
    assert left("el viernes, tengo el pelo largo", chosen) == {"PEINADO LARGO"}
