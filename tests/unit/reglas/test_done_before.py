"""What was done another time is told, and what is wished now is booked (R26)."""

import pytest

from atrevete_core.domain.commands import Book, DropServices
from tests.unit.reglas.conversation import understood


def booked(text: str) -> tuple[str, ...]:
    [book] = [each for each in understood(text) if isinstance(each, Book)]
    return (*book.services, *(each.words for each in book.unclear))


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Me quedó genial el corte. ¿Tenéis hueco para cejas?", ("CEJAS",)),
        ("me encantó el tinte que me hicisteis, ahora quiero cejas", ("CEJAS",)),
        ("el otro día me hice las mechas y quedé encantada, quería un secado", ("SECADO",)),
        ("me hice las mechas hace un mes y quiero un corte", ("CORTAR",)),
        ("la última vez me pusisteis óleo y me gustó mucho, esta vez solo corte", ("CORTAR",)),
    ],
)
def test_what_was_done_is_not_booked_again(text: str, wanted: tuple[str, ...]) -> None:
    assert booked(text) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("quiero el corte que me hicisteis la otra vez y barba", ("CORTE CABALLERO", "BARBA")),
        ("me hicisteis mechas en mayo y quiero volver a hacérmelas", ("MECHAS",)),
        ("me quedo con el corte, y también cejas", ("CORTAR", "CEJAS")),
    ],
)
def test_what_is_wished_again_is_booked(text: str, wanted: tuple[str, ...]) -> None:
    assert booked(text) == wanted


def test_what_was_done_meanwhile_is_taken_out() -> None:
    said = understood(
        "el labio ya me lo hizo mi hermana: quítamelo y ponme las cejas en su lugar",
        services=("LABIO", "LIMAR Y PINTAR PIES PERMANENTE"),
    )
    assert DropServices(services=("LABIO",)) in said


@pytest.mark.parametrize(
    "text",
    [
        "un corte el viernes, llevo 3 meses sin cortarme",
        "llevo dos meses sin cortarme el pelo, un corte el viernes",
        "hace un año que no me corto, ¿tenéis hueco el viernes?",
        "llevo meses sin cortarme, ¿tenéis hueco el viernes?",
    ],
)
def test_how_long_it_was_not_done_refuses_nothing(text: str) -> None:
    assert [each.services for each in understood(text) if isinstance(each, Book)] == [("CORTAR",)]


@pytest.mark.parametrize(
    "text", ["quiero mechas, llevo 3 meses sin cortarme", "quiero mechas sin cortarme"]
)
def test_nor_is_it_wished_beside_something_else(text: str) -> None:
    assert [each.services for each in understood(text) if isinstance(each, Book)] == [("MECHAS",)]
