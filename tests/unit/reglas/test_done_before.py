"""What was done another time is told, and what is wished now is booked (R26)."""

import pytest

from atrevete_core.domain.commands import AddServices, Book, DropServices
from atrevete_core.ports.language_model import Question
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


@pytest.mark.parametrize(
    "text",
    [
        "el viernes, y dile a Pilar que gracias por las mechas",
        "el viernes, me gustaron mucho las mechas de tu compañera",
        "el viernes, después me pinto las uñas en casa",
        "el viernes, es que luego tengo la manicura en otro sitio",
        "el viernes, que a las 6 tengo depilación en otro centro",
        "el viernes, mi peluquera de antes me hacía un barro genial",
    ],
)
def test_what_is_done_elsewhere_or_was_liked_joins_no_draft(text: str) -> None:
    said = understood(text, services=("CORTAR",), question=Question.DAY)
    assert [each.do for each in said] == ["choose_when"]


@pytest.mark.parametrize(
    "text",
    [
        "el viernes, y unas mechas como las de mi compañera",
        "el viernes, y hazme unas mechas",
        "el viernes, y me gustarían unas mechas",
        "el viernes, me gustaron mucho las mechas de tu compañera, quiero unas mechas así",
    ],
)
def test_what_is_wished_does(text: str) -> None:
    said = understood(text, services=("CORTAR",), question=Question.DAY)
    assert AddServices(services=("MECHAS",)) in said
