"""A greeting, or whatever else opens a message, never changes what the message means."""

import pytest

from atrevete_core.domain.commands import Book, ChooseWhen, Command, Greet
from tests.unit.reglas.conversation import understood

OPENERS = (
    "hola, ", "hola ", "hola! ", "holaa, ", "hola maite ", "hola qué tal, ", "buenas, ", "buenas ",
    "buenas tardes ", "buenos días, ", "hola, buenas tardes, ", "hola guapa, ", "mira, ", "oye ",
    "oye, ", "oiga, ", "perdona, ", "disculpe ", "pues ", "bueno, ", "a ver, ", "una cosa, ",
    "holi ", "hey, ",
)  # fmt: skip
WISHES = (
    "mis dos niños necesitan cortarse el pelo, el sabado",
    "mis dos hijas necesitan cortarse el pelo, el sabado",
    "tengo 2 niños de 5 y 7 años, se pueden cortar el pelo los dos el sabado?",
    "tengo una niña de 6 años y necesita un corte",
    "mi madre un peinado y yo un corte",
    "mi hermana se quiere hacer mechas",
    "mi niña de 4 años necesita un corte",
    "los niños necesitan un corte",
    "mi marido quiere cortarse el pelo mañana",
    "el niño un corte y yo mechas",
    "mi hija y yo queremos cortarnos el pelo",
    "necesito un corte para mis dos hijos",
    "un corte el viernes a las 5",
)


def meant(text: str) -> list[Command]:
    """What is understood besides the greeting, what is wished before when; without the words."""
    said = [each for each in understood(text) if not isinstance(each, Greet)]
    return sorted(
        (
            each.model_copy(update={"when": each.when.model_copy(update={"words": ""})})
            if isinstance(each, ChooseWhen)
            else each
            for each in said
        ),
        key=lambda each: isinstance(each, ChooseWhen),
    )


@pytest.mark.parametrize("wish", WISHES)
def test_an_opener_never_changes_what_is_meant(wish: str) -> None:
    plain = meant(wish)
    assert {opener for opener in OPENERS if meant(f"{opener}{wish}") != plain} == set()


@pytest.mark.parametrize("opener", ["", "hola, "])
@pytest.mark.parametrize(
    "wish",
    [
        "mis dos niños necesitan cortarse el pelo",
        "tengo 2 niños de 5 y 7 años, se pueden cortar el pelo los dos?",
        "tengo dos niños que necesitan un corte",
    ],
)
def test_two_children_are_two_cuts(opener: str, wish: str) -> None:
    booked = [each for each in understood(opener + wish) if isinstance(each, Book)]
    assert [(each.for_whom, each.services) for each in booked] == [
        ("mi niño", ("CORTE NIÑO",)),
        ("mi otro niño", ("CORTE NIÑO",)),
    ]


def test_who_has_a_child_may_want_something_for_herself() -> None:
    [booked] = [e for e in understood("tengo una niña y quiero cortarme el pelo") if e.do == "book"]
    assert booked.for_whom is None


@pytest.mark.parametrize(
    "text",
    [
        "la primera, y tambien lo de mi madre, un peinado",
        "y también lo de mi madre un peinado",
    ],
)
def test_what_is_said_to_be_the_mothers_is_booked_for_her(text: str) -> None:
    booked = [e for e in understood(text, services=("CORTAR",)) if isinstance(e, Book)]
    assert [(each.for_whom, each.services) for each in booked] == [("mi madre", ("PEINADO",))]
