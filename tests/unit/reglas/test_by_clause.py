"""Each clause has its subject, and what is named in it is that subject's (R27)."""

from typing import Any

import pytest

from atrevete_core.domain.commands import Book, GiveName
from atrevete_core.ports.language_model import Coming, Question

from .conversation import understood


def booked(text: str, **situation: Any) -> dict[str, tuple[str, ...]]:
    said = [each for each in understood(text, **situation) if isinstance(each, Book)]
    return {
        each.for_whom or "": (*each.services, *(one.candidates[0] for one in each.unclear))
        for each in said
    }


@pytest.mark.parametrize(
    ("text", "of_each"),
    [
        (
            (
                "mi hijo lleva unos pelos… pensé en un corte de niño para él y yo de paso corte"
                " de caballero y que me arreglen la barba"
            ),
            {"mi hijo": ("CORTE NIÑO",), "": ("CORTE CABALLERO", "BARBA")},
        ),
        (
            (
                "para mi esposo, corte de caballero y barba, porque tiene una boda el sábado y ese"
                " día yo ya voy a otra peluquería"
            ),
            {"mi esposo": ("CORTE CABALLERO", "BARBA")},
        ),
        (
            "quiero un corte. y mi hermana quiere otro. y mi madre mechas",
            {"": ("CORTAR",), "mi hermana": ("CORTAR",), "mi madre": ("MECHAS",)},
        ),
        (
            (
                "corte para mí el viernes y peinado para mi madre, por la mañana. ay no, mejor por"
                " la tarde que ella va al médico"
            ),
            {"": ("CORTAR",), "mi madre": ("PEINADO",)},
        ),
    ],
)
def test_each_gets_what_is_named_in_their_own_clause(
    text: str, of_each: dict[str, tuple[str, ...]]
) -> None:
    assert booked(text) == of_each


@pytest.mark.parametrize(
    "text",
    [
        "pa mi hija y yo: yo me quiero hacer unas mechas y la niña pues su corte de niña",
        "mi hija y yo, la niña corte de niña y yo mechas",
        "para mi hija y para mí, yo mechas y para la niña corte de niña",
    ],
)
def test_a_child_that_is_called_otherwise_is_the_one_who_was_named(text: str) -> None:
    assert booked(text) == {"": ("MECHAS",), "mi hija": ("CORTE NIÑA",)}


@pytest.mark.parametrize(
    ("text", "of_each"),
    [
        (
            "yo mechas mi madre peinado mi marido corte",
            {"": ("MECHAS",), "mi madre": ("PEINADO",), "mi marido": ("CORTE CABALLERO",)},
        ),
        (
            "primero mi madre un peinado y luego yo unas mechas",
            {"mi madre": ("PEINADO",), "": ("MECHAS",)},
        ),
    ],
)
def test_without_marks_each_stands_right_before_what_is_theirs(
    text: str, of_each: dict[str, tuple[str, ...]]
) -> None:
    assert booked(text) == of_each


@pytest.mark.parametrize(
    ("text", "of_each"),
    [
        (
            "somos marido y mujer y queremos cortarnos el pelo",
            {"": ("CORTE CABALLERO",), "mi mujer": ("CORTAR",)},
        ),
        (
            "un corte de caballero y uno de niño, padre e hijo",
            {"": ("CORTE CABALLERO",), "mi hijo": ("CORTE NIÑO",)},
        ),
        (
            "venimos abuela y nieta, yo peinado y ella corte de niña",
            {"": ("PEINADO",), "mi nieta": ("CORTE NIÑA",)},
        ),
    ],
)
def test_two_who_say_what_they_are_to_each_other_both_come(
    text: str, of_each: dict[str, tuple[str, ...]]
) -> None:
    assert booked(text) == of_each


@pytest.mark.parametrize(
    ("text", "of_each"),
    [
        ("a mi marido le da igual pero quiero un corte", {"": ("CORTAR",)}),
        ("mi hermana tiene cita el viernes y yo quisiera ir con ella, un corte", {"": ("CORTAR",)}),
        (
            "soy la cuidadora de don Anselmo, quería pedirle hora para cortarle el pelo",
            {"Anselmo": ("CORTE CABALLERO",)},
        ),
        (
            (
                "mi nieta hace la comunión: peinado para ella y para su madre, y yo que soy la"
                " abuela también me quiero peinar"
            ),
            dict.fromkeys(["mi nieta", "su madre", ""], ("PEINADO",)),
        ),
    ],
)
def test_who_is_meant_and_who_is_only_spoken_of(
    text: str, of_each: dict[str, tuple[str, ...]]
) -> None:
    assert booked(text) == of_each


@pytest.mark.parametrize(
    ("text", "last"), [("se llama como yo", None), ("igual que yo pero Gómez", "Gómez")]
)
def test_whoever_is_called_like_the_writer_has_her_name(text: str, last: str | None) -> None:
    now = {"question": Question.THIRD_NAME, "first_name": "Laura", "services": ("CORTAR",)}
    assert understood(text, **now) == (GiveName(first_name="Laura", last_name=last),)


def test_whoever_it_is_for_comes_though_nothing_was_named_for_them() -> None:
    assert booked("hora para mi madre, unas mechas, y para mi hermana") == {
        "mi madre": ("MECHAS",),
        "mi hermana": (),
    }


def test_what_is_answered_is_for_the_one_of_whom_it_was_asked() -> None:
    group = (Coming(services=("MECHAS",)), Coming(whom="mi hermana"))
    now = {"question": Question.SERVICE, "services": ("MECHAS",), "group": group}
    assert booked("pues un peinado", **now) == {"mi hermana": ("PEINADO",)}


def test_who_says_what_is_whose_after_it_has_that() -> None:
    assert booked("mi hermana y yo, corte yo y peinado ella") == {
        "": ("CORTAR",),
        "mi hermana": ("PEINADO",),
    }


@pytest.mark.parametrize(
    "text",
    [
        "iré con mi marido que me espera, quiero unas mechas",
        "voy con mi bebé de 3 meses en el carrito, ¿hay problema? quiero unas mechas",
    ],
)
def test_who_only_comes_along_gets_nothing(text: str) -> None:
    assert booked(text) == {"": ("MECHAS",)}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("es Manolo, bueno Manuel, Manuel Ortiz Cano", ("Manuel", "Ortiz Cano")),
        ("Se llama Rosa pero no la peluquera eh, Rosa Vidal Puig", ("Rosa", "Vidal Puig")),
    ],
)
def test_the_name_that_is_said_whole_counts(text: str, name: tuple[str, str]) -> None:
    now = {"question": Question.THIRD_NAME, "first_name": "Laura", "services": ("CORTAR",)}
    assert understood(text, **now) == (GiveName(first_name=name[0], last_name=name[1]),)


def test_surnames_are_told_by_their_order() -> None:
    now = {"question": Question.SURNAME, "first_name": "Laura", "services": ("CORTAR",)}
    said = understood("de primero Campos y de segundo Ríos", **now)
    assert said == (GiveName(last_name="Campos Ríos"),)


def test_the_name_of_somebody_else_is_not_the_writers() -> None:
    now = {"question": Question.NAME_CHECK, "first_name": "Matías", "services": ("MECHAS",)}
    said = understood("Sí, soy Matías, y es para mi mujer, Lucía Benedetti", **now)
    assert not [each for each in said if isinstance(each, GiveName) and each.of in {None, "yo"}]
