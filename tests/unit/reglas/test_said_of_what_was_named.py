"""Words that lean on a service just named: they are no other service."""

import pytest

from atrevete_core.domain.commands import (
    AddServices,
    AskAboutServices,
    Book,
    DropServices,
)
from atrevete_core.ports.language_model import Question
from tests.unit.reglas.conversation import understood


def booked(*texts: str, **situation: object) -> list[tuple[str, ...]]:
    said = understood(*texts, **situation)  # type: ignore[arg-type]
    return [each.services for each in said if isinstance(each, Book)]


@pytest.mark.parametrize(
    "text",
    [
        "corte de caballero y la barba, me da igual quién mientras no me corte una oreja",
        "corte de caballero y barba, y que no me corten la cabeza jajaja",
        "corte de caballero y barba, pero que no me corten de más",
    ],
)
def test_what_must_not_be_cut_takes_no_cut_away(text: str) -> None:
    assert booked(text) == [("CORTE CABALLERO", "BARBA")]


@pytest.mark.parametrize(
    "text",
    [
        "el flequillo (cortarlo) y secado",
        "el flequillo, cortarlo, y un secado",
        "el flequillo cortármelo un poco y secado",
    ],
)
def test_the_fringe_that_is_cut_is_no_second_cut(text: str) -> None:
    assert booked(text) == [("CORTE DE FLEQUILLO", "SECADO")]


def test_a_cut_beside_the_fringe_is_one() -> None:
    assert booked("el flequillo y cortarme el pelo") == [("CORTE DE FLEQUILLO", "CORTAR")]


@pytest.mark.parametrize(
    "texts",
    [
        ("limar y pintar manos normal eh no permanente",),
        ("limar y pintar manos, normal, nada de permanente",),
        ("para las uñas", "limar y pintar manos", "normal eh no permanente"),
        ("manicura, la permanente no",),
    ],
)
def test_nails_that_are_not_to_last_are_no_perm(texts: tuple[str, ...]) -> None:
    said = understood(*texts)
    assert booked(*texts) == [("LIMAR Y PINTAR MANOS",)]
    assert not any(each.unclear for each in said if isinstance(each, Book))


def test_how_the_feet_are_done_is_nothing_for_the_hands() -> None:
    (book,) = understood("los pies en permanente, limar y pintar solo, sin bioterapia")
    assert isinstance(book, Book)
    assert "LIMAR Y PINTAR MANOS" not in book.services


def test_a_perm_of_the_hair_is_asked_about_beside_nails() -> None:
    (book,) = understood("una permanente para el pelo y cejas")
    assert isinstance(book, Book)
    assert [each.candidates for each in book.unclear] == [("MOLDEADO", "MOLDEADO EXTRA")]


@pytest.mark.parametrize(
    "text",
    [
        "uf, no, las pestañas déjalas, que se me va de precio",
        "las pestañas déjalas, que es mucho dinero",
        "no, el tinte de pestañas déjalo",
    ],
)
def test_what_is_left_because_of_its_price_is_taken_out(text: str) -> None:
    said = understood(text, services=("CEJAS", "TINTE DE PESTAÑAS"), question=Question.DAY)
    assert [each for each in said if not isinstance(each, DropServices)] == []
    assert [each.services for each in said if isinstance(each, DropServices)] == [
        ("TINTE DE PESTAÑAS",)
    ]


def test_what_is_only_left_as_it_is_stays() -> None:
    said = understood("las pestañas déjalas", services=("CEJAS", "TINTE DE PESTAÑAS"))
    assert not any(isinstance(each, DropServices) for each in said)


def test_the_price_of_an_afternoon_is_asked_and_nobody_is_late() -> None:
    (asked,) = understood(
        "si me hago corte y peinado en la misma tarde, ¿cuánto es de tiempo y de dinero?"
    )
    assert isinstance(asked, AskAboutServices)
    assert asked.services == ("CORTAR", "PEINADO")


def test_a_swap_stays_a_swap_when_its_price_is_asked() -> None:
    said = understood(
        "Uy, espera: quita el secado. A cambio ponme un agua tierra. O sea: corte y agua tierra, "
        "el viernes por la mañana. ¿Cuánto es entonces?",
        services=("CORTAR", "SECADO"),
    )
    assert DropServices(services=("SECADO",)) in said
    assert AddServices(services=("AGUA TIERRA",)) in said


@pytest.mark.parametrize(
    "text",
    [
        "mi hijo y yo el jueves: para mí corte de caballero y barba y para el niño corte de niño",
        "a mi hijo y a mí, para mí corte de caballero y barba y para el niño pues su corte de niño",
    ],
)
def test_all_that_follows_one_of_two_is_theirs(text: str) -> None:
    said = [each for each in understood(text) if isinstance(each, Book)]
    own = [each.services for each in said if not each.for_whom]
    theirs = [each.services for each in said if each.for_whom]
    assert own == [("CORTE CABALLERO", "BARBA")]
    assert theirs == [("CORTE NIÑO",)]


def test_the_same_for_two_grown_up() -> None:
    said = booked("mi madre y yo el viernes, para mí barro y secado y para ella peinado")
    assert said == [("BARRO", "SECADO"), ("PEINADO",)]
