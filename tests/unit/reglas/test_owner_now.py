"""Whose the booking is after all, and friends by whatever word they are called (R27, R28, R37)."""

import pytest

from atrevete_core.domain.commands import Book, DropServices, GiveName, LeaveOut
from atrevete_core.ports.language_model import Coming, Question
from tests.unit.reglas.conversation import understood

HERS = {"services": ("PEINADO",), "companions": ("mi madre",), "question": Question.THIRD_NAME}


def test_whoever_gets_something_else_already_is_not_the_one_who_comes() -> None:
    said = understood(
        "uy no, perdona, que a mi madre ya le regala otra cosa mi hermana. La cita es para mi "
        "abuela, Teresa Bravo Lucas",
        **HERS,
    )
    assert said == (
        Book(for_whom="mi abuela", for_name="Teresa Bravo Lucas"),
        GiveName(first_name="Teresa", last_name="Bravo Lucas"),
    )


@pytest.mark.parametrize(
    "text",
    [
        "va a nombre de mi abuela, no de mi madre",
        "no es para mi madre, es para mi abuela",
        "espera, al final mi madre no viene, viene mi abuela en su lugar",
        "mejor para mi abuela, que mi madre ya tiene hora en otra pelu",
        "perdona, es mi abuela la que viene, no mi madre",
        "no, la que viene es mi abuela",
    ],
)
def test_another_takes_the_place_of_the_one_for_whom_it_was(text: str) -> None:
    assert understood(text, **HERS) == (Book(for_whom="mi abuela"),)


@pytest.mark.parametrize(
    "text",
    [
        "pensándolo bien la cita me la quedo yo",
        "bueno, ponla a mi nombre que voy a ir yo",
        "uy, que mi madre dice que no quiere, pues la cojo para mí",
    ],
)
def test_it_may_be_the_writers_own_after_all(text: str) -> None:
    assert understood(text, **HERS) == (LeaveOut(alone=True),)


def test_of_several_one_takes_the_place_of_one_with_what_fits_them() -> None:
    said = understood(
        "mi hijo no puede, viene mi hija Eva de 6 años en su lugar",
        services=("CORTAR", "CORTE NIÑO"),
        companions=("mi hijo",),
        group=(Coming(services=("CORTAR",)), Coming(whom="mi hijo", services=("CORTE NIÑO",))),
    )
    assert said == (
        LeaveOut(people=("mi hijo",)),
        Book(services=("CORTE NIÑA",), for_whom="mi hija", for_name="Eva"),
    )


def test_a_husbands_cut_becomes_a_sons() -> None:
    said = understood(
        "no, espera, que es para mi hijo Hugo, de 8 años",
        services=("CORTE CABALLERO",),
        companions=("mi marido",),
    )
    assert said == (
        DropServices(services=("CORTE CABALLERO",)),
        Book(services=("CORTE NIÑO",), for_whom="mi hijo", for_name="Hugo"),
    )


@pytest.mark.parametrize(
    ("text", "whom"),
    [
        ("mi bestie corte y yo cejas", "mi bestie"),
        ("mi compi de piso corte y yo cejas", "mi compi"),
        ("una amiga mía quiere corte y yo cejas", "mi amiga"),
        ("mi mejor amiga y yo, ella corte y yo cejas", "mi mejor amiga"),
        ("mi bichilla y yo, ella corte y yo cejas", "mi bichilla"),
        ("vengo con mi prima, ella corte y yo cejas", "mi prima"),
    ],
)
def test_friends_are_people_by_any_word(text: str, whom: str) -> None:
    assert understood(text) == (
        Book(services=("CORTAR",), for_whom=whom),
        Book(services=("CEJAS",)),
    )


@pytest.mark.parametrize(
    "text",
    [
        "mi prima se casa y quiero un peinado",
        "es la boda de mi hermano y quiero un peinado",
        "mi bebé duerme a esa hora, quiero un peinado",
        "mi hermana invita, quiero un peinado",
    ],
)
def test_who_is_only_told_about_gets_nothing(text: str) -> None:
    assert understood(text) == (Book(services=("PEINADO",)),)


@pytest.mark.parametrize(
    ("text", "theirs"),
    [
        (
            "la niña un corte y el niño también",
            {"la niña": ("CORTE NIÑA",), "el niño": ("CORTE NIÑO",)},
        ),
        (
            "llevo a mis 2 peques, la niña de 5 y el niño de 8, corte los dos",
            {"la niña": ("CORTE NIÑA",), "el niño": ("CORTE NIÑO",)},
        ),
        (
            "yo mechas y mi hija y mi sobrina corte de niña",
            {None: ("MECHAS",), "mi hija": ("CORTE NIÑA",), "mi sobrina": ("CORTE NIÑA",)},
        ),
        (
            "mi cuñada, mi suegra y yo: ellas peinado y yo maquillaje",
            {"mi cuñada": ("PEINADO",), "mi suegra": ("PEINADO",), None: ("MAQUILLAJE",)},
        ),
        (
            "peinado para mi madre y mi tía y para mí nada",
            {"mi madre": ("PEINADO",), "mi tía": ("PEINADO",)},
        ),
        ("es para mi hijo pero va con su abuela, corte de niño", {"mi hijo": ("CORTE NIÑO",)}),
        ("acompaño a mi madre que quiere un peinado", {"mi madre": ("PEINADO",)}),
        ("el niño de mi hermana necesita un corte", {"el niño": ("CORTE NIÑO",)}),
        ("mi madre me dice que quiere uno, un peinado para ella", {"mi madre": ("PEINADO",)}),
        ("regalo de mi madre: quiero un peinado", {None: ("PEINADO",)}),
    ],
)  # fmt: skip
def test_each_has_theirs(text: str, theirs: dict[str | None, tuple[str, ...]]) -> None:
    books = [each for each in understood(text) if isinstance(each, Book)]
    assert {each.for_whom: each.services for each in books} == theirs


def test_she_whom_one_comes_with_may_be_named_first() -> None:
    said = understood("ella mechas y yo corte", companions=("mi hermana",))
    assert [(each.for_whom, each.services) for each in said if isinstance(each, Book)] == [
        ("mi hermana", ("MECHAS",)),
        (None, ("CORTAR",)),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "ay perdona, es corte de caballero para mi marido",
        "perdona, era corte de caballero para mi padre",
        "no, es corte de niño para mi hijo",
    ],
)
def test_a_correction_takes_the_place_of_the_writers_own(text: str) -> None:
    said = understood(text, services=("CORTAR",), waits_for_payment=True)
    assert said[0] == DropServices(services=("CORTAR",))
    assert any(isinstance(each, Book) and each.for_whom for each in said)


@pytest.mark.parametrize(
    "text", ["y corte de caballero para mi marido", "ay, y también un corte de niño para mi hijo"]
)
def test_who_joins_takes_nobodys_place(text: str) -> None:
    said = understood(text, services=("CORTAR",), waits_for_payment=True)
    assert not any(isinstance(each, DropServices) for each in said)
