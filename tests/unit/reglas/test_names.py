"""Where a name ends, and whose it is (R3, R13, R28)."""

from typing import Any

import pytest

from atrevete_core.domain.commands import Book, GiveName
from atrevete_core.ports.language_model import Coming, Question
from tests.unit.reglas.conversation import SLOTS, understood


def named(*texts: str, **facts: Any) -> list[GiveName]:
    return [each for each in understood(*texts, **facts) if isinstance(each, GiveName)]


def booked(text: str) -> list[tuple[str | None, str | None]]:
    said = understood(text)
    return [(each.for_whom, each.for_name) for each in said if isinstance(each, Book)]


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("Me llamo Alejandra y llevo el pelo por los hombros", "Alejandra", None),
        ("ME LLAMO ALEJANDRA Y LLEVO EL PELO CORTO", "Alejandra", None),
        ("me llamo laura vivo cerca y quiero unas mechas", "Laura", None),
        ("Soy Marta de Getafe, quiero un corte", "Marta", None),
        ("soy paula que tengo el pelo rizado", "Paula", None),
        ("Soy Ana de la Torre y quiero un corte", "Ana", "De la Torre"),
        ("Me llamo Ana Ortega y Gasset, quiero un corte", "Ana", "Ortega y Gasset"),
        ("soy jordi puig i soler i vull tallar-me els cabells", "Jordi", "Puig i Soler"),
        ("me llamo alba quintanilla y quiero un corte", "Alba", "Quintanilla"),
        ("soy sol campos rubio, quiero un corte", "Sol", "Campos Rubio"),
        ("me llamo Ángel Corte y quiero un corte de caballero", "Ángel", "Corte"),
        ("Quería un corte. Un saludo, Marina Gallego", "Marina", "Gallego"),
        ("les escribe Ximena Quiñones, quisiera un corte", "Ximena", "Quiñones"),
    ],
)
def test_a_surname_needs_evidence(text: str, first: str, last: str | None) -> None:
    assert named(text) == [GiveName(first_name=first, last_name=last)]


def test_two_children_share_the_surnames_that_are_said_once() -> None:
    said = named("ellos son leo y martina prado olmedo", question=Question.THIRD_NAME)
    assert said == [
        GiveName(first_name="Leo", last_name="Prado Olmedo"),
        GiveName(first_name="Martina", last_name="Prado Olmedo"),
    ]


@pytest.mark.parametrize(
    ("text", "whose"),
    [
        (
            "mi hermana se llama irene, irene soto leal. yo soy alex soto leal",
            [("Irene", "Soto Leal", None), ("Alex", "Soto Leal", "yo")],
        ),
        (
            "soto leal, alex soto leal. y ella irene soto leal",
            [("Alex", "Soto Leal", "yo"), ("Irene", "Soto Leal", None)],
        ),
        (
            "Francisco Prieto Alba, Paco, mi marido; yo soy Alex Cantero Sanz",
            [("Francisco", "Prieto Alba", None), ("Alex", "Cantero Sanz", "yo")],
        ),
        (
            "el niño leo y la niña martina",
            [("Leo", None, "mi niño"), ("Martina", None, "mi niña")],
        ),
        (
            "leo el niño y martina la niña",
            [("Leo", None, "mi niño"), ("Martina", None, "mi niña")],
        ),
        (
            "Leo Gómez, y los míos son Gómez Ruiz",
            [("Leo", "Gómez", None), (None, "Gómez Ruiz", "yo")],
        ),
    ],
)
def test_each_name_belongs_to_whom_it_was_said_of(
    text: str, whose: list[tuple[str | None, str | None, str | None]]
) -> None:
    said = named(text, question=Question.THIRD_NAME, first_name="Álex", services=("CORTAR",))
    assert [(each.first_name, each.last_name, each.of) for each in said] == whose


def test_the_name_of_another_beside_ones_own() -> None:
    said = named(
        "yo alex. mi hermana irene soto leal", question=Question.NAME, services=("CORTAR",)
    )
    assert said == [
        GiveName(first_name="Alex"),
        GiveName(first_name="Irene", last_name="Soto Leal", of="mi hermana"),
    ]


def test_whoever_is_called_by_a_nickname_may_sign_with_the_whole_name() -> None:
    said = named("Jessica Tomás Vera", question=Question.SURNAME, first_name="Jessi")
    assert said == [GiveName(first_name="Jessica", last_name="Tomás Vera")]


def test_the_same_name_said_again_gives_the_surname() -> None:
    said = named("Jessica Tomás Vera", question=Question.SURNAME, first_name="Jessica")
    assert said == [GiveName(last_name="Tomás Vera")]


@pytest.mark.parametrize(
    ("text", "whom"),
    [
        (
            "Mi padre, don Eusebio Ibarra Ponce, no oye bien. Querría reservarle yo un corte",
            [("mi padre", "Eusebio Ibarra Ponce")],
        ),
        (
            "Mi señora cumple 70 años: querría obsequiarle un facial. Su nombre es Pilar Hidalgo",
            [("mi señora", "Pilar Hidalgo")],
        ),
        (
            "un corte para Marta y otro para Lucía, mis hijas",
            [("mi hija", "Marta"), ("mi hija", "Lucía")],
        ),
        ("soy la madre de Leo, quiero cortarle el pelo", [("mi hijo", "Leo")]),
        ("corte para mis hijos Leo y Vera", [("mi hijo", "Leo"), ("mi hija", "Vera")]),
        (
            "corte pa mi niño pa mi niña y pa mi el lunes",
            [("mi niño", None), ("mi niña", None), (None, None)],
        ),
        ("somos Aina y Carlota, las dos corte", [(None, None), ("Carlota", "Carlota")]),
    ],
)
def test_whoever_is_named_is_the_one_who_comes(
    text: str, whom: list[tuple[str | None, str | None]]
) -> None:
    assert booked(text) == whom


def test_whoever_recommended_the_salon_does_not_come() -> None:
    assert booked("quiero un corte, vengo de parte de mi prima Sandra") == [(None, None)]


def test_a_mother_who_is_called_like_a_stylist_is_no_wish_for_her() -> None:
    said = understood(
        "la primera, y mi madre se llama Rosa Gil",
        question=Question.SLOT,
        offered=SLOTS,
        services=("CORTAR",),
    )
    assert not any(each.do == "choose_stylist" for each in said)


@pytest.mark.parametrize("question", [Question.SLOT, Question.CONSULTATION, Question.DAY, None])
def test_a_whole_name_is_understood_though_something_else_is_asked(
    question: Question | None,
) -> None:
    offered = SLOTS if question is Question.SLOT else ()
    said = understood("Laura Gil", first_name="Laura", question=question, offered=offered)
    assert said == (GiveName(first_name="Laura", last_name="Gil"),)


def test_it_is_the_companions_when_only_she_has_none_yet() -> None:
    group = (Coming(services=("CORTAR",)), Coming(whom="mi hija", services=("CORTE NIÑA",)))
    said = understood(
        "Noa Ruiz Sanz", first_name="Berta", question=Question.SLOT, offered=SLOTS, group=group
    )
    assert said == (GiveName(first_name="Noa", last_name="Ruiz Sanz", of="mi hija"),)


def test_the_known_name_alone_is_understood_whatever_was_asked() -> None:
    said = understood("Laura", question=Question.SLOT, services=("CORTAR",), first_name="Laura")
    assert said == (GiveName(first_name="Laura"),)


def test_a_service_told_instead_of_a_name_is_no_name() -> None:
    said = understood("pues color, el normal", question=Question.NAME_CHECK, first_name="Laura")
    assert said == (Book(services=("CULTURA DE COLOR",)),)


@pytest.mark.parametrize("text", ["no exactamente", "no precisamente"])
def test_how_far_it_is_so_is_nobodys_name(text: str) -> None:
    assert not named(text, question=Question.NAME_CHECK, first_name="Laura")
