"""What is said once of two services is said of both (R40, R41)."""

import pytest

from atrevete_core.domain.commands import Book

from .conversation import understood


def booked(text: str) -> tuple[tuple[str, ...], list[tuple[str, ...]]]:
    (book,) = (each for each in understood(text) if isinstance(each, Book))
    return book.services, [each.candidates for each in book.unclear]


@pytest.mark.parametrize(
    ("text", "services"),
    [
        ("corte y color de caballero", ("CORTE CABALLERO", "COLOR CABALLERO")),
        ("corte y color para hombre", ("CORTE CABALLERO", "COLOR CABALLERO")),
        ("manicura y pedicura normales", ("LIMAR Y PINTAR MANOS", "LIMAR Y PINTAR PIES")),
        ("manicura y pedicura sin permanente", ("LIMAR Y PINTAR MANOS", "LIMAR Y PINTAR PIES")),
        (
            "manicura y pedicura con bioterapia",
            ("MANICURA PERMANENTE+BIOTERAPIA", "PEDICURA PERMANENTE CON BIOTERAPIA"),
        ),
        ("secado y corte de niño", ("SECADO", "CORTE NIÑO")),
    ],
)
def test_how_and_for_whom_is_said_of_both(text: str, services: tuple[str, ...]) -> None:
    assert booked(text) == (services, [])


def test_a_lasting_polish_leaves_the_same_question_for_hands_and_feet() -> None:
    assert booked("manicura y pedicura permanentes") == (
        (),
        [
            ("LIMAR Y PINTAR MANOS PERMANENTE", "MANICURA PERMANENTE+BIOTERAPIA"),
            ("LIMAR Y PINTAR PIES PERMANENTE", "PEDICURA PERMANENTE CON BIOTERAPIA"),
        ],
    )


@pytest.mark.parametrize("text", ["tinte, soy chico", "barba y tinte", "soy hombre: corte y color"])
def test_a_man_s_tint_is_the_men_s_colour(text: str) -> None:
    services, unclear = booked(text)
    assert "COLOR CABALLERO" in services
    assert unclear == []


def test_the_back_is_depilated_whatever_stands_between() -> None:
    for text in ("depilación masculina de espalda", "cera para hombre, espalda y pecho"):
        assert booked(text) == (("ABDOMEN,GLUTEOS, ESPALDA O PECHO",), [])


@pytest.mark.parametrize(
    ("text", "services"),
    [
        ("que me quitéis el esmalte permanente de las manos", ("QUITA ESMALTE PERMANENTE",)),
        ("la facial vitalizadora, la normal sin aparatos", ("BIOTERAPIA FACIAL",)),
        ("dicen que el óleo pigmento va bien para las canas, ponme uno", ("OLEO PIGMENTO",)),
        ("peinado largo, pero si tarda mucho pues el peinado normal", ("PEINADO LARGO",)),
        ("quiero lo que se hizo mi amiga Sonia, unas mechas", ("MECHAS",)),
    ],
)
def test_nothing_is_read_into_what_is_only_told(text: str, services: tuple[str, ...]) -> None:
    assert booked(text) == (services, [])


def test_a_manicure_without_polish_is_no_dearer_one() -> None:
    services, (candidates,) = booked("una manicura sin pintar")
    assert services == ()
    assert candidates[0] == "LIMAR Y PINTAR MANOS"
