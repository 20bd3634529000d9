"""«Quiero llevarla a que la peinéis, y ya que estoy me corto yo»: each has what is theirs (R27)."""

from datetime import time

import pytest

from atrevete_core.domain.commands import Accept, Book, ChooseWhen, GiveName
from atrevete_core.ports.language_model import Coming, Question
from tests.unit.reglas.conversation import understood


@pytest.mark.parametrize(
    "text",
    [
        (
            "el miércoles mi hija se hace las fotos de la orla y quiero llevarla a que la peinéis."
            " Y ya que estoy yo me corto"
        ),
        "mi hija se gradúa y quiero que la peinéis, y yo me corto",
        "quiero llevar a mi hija a que la peinéis y ya que estoy me corto yo",
        "a mi hija peinado y de paso me corto yo",
        "a mi hija peinado y ya que voy yo me corto",
    ],
)
def test_whoever_is_taken_along_and_whoever_takes_them(text: str) -> None:
    books = [each for each in understood(text) if isinstance(each, Book)]
    assert books == [
        Book(services=("PEINADO",), for_whom="mi hija"),
        Book(services=("CORTAR",)),
    ]


@pytest.mark.parametrize(
    "text", ["quiero un corte, luego me peino yo", "el tinte, que luego me corto yo en casa"]
)
def test_what_one_does_oneself_is_none_of_the_salons(text: str) -> None:
    [book] = understood(text)
    assert isinstance(book, Book)
    assert len(book.services) + len(book.unclear) == 1


@pytest.mark.parametrize(
    "text",
    [
        "¿podría ser a las dos a la vez, el sábado a las once?",
        "¿nos coges a las dos juntas el sábado a las once?",
        "¿nos atendéis a los tres al mismo tiempo el sábado a las 11?",
    ],
)
def test_both_at_once_is_no_hour(text: str) -> None:
    [wish] = [each for each in understood(text) if isinstance(each, ChooseWhen)]
    assert wish.when.at == time(11)


def test_at_two_and_together_is_one() -> None:
    [wish] = [each for each in understood("el sábado a las dos, juntas") if
              isinstance(each, ChooseWhen)]  # fmt: skip
    assert wish.when.at == time(14)


@pytest.mark.parametrize(
    ("text", "services"),
    [
        ("mi hija dice que me haga mechas pero yo prefiero un peinado", {"PEINADO"}),
        ("mi madre quiere que me corte, pero yo solo quiero mechas", {"MECHAS"}),
        ("mi madre dice que me corte y yo quiero también mechas", {"CORTAR", "MECHAS"}),
        ("dice mi marido que me haga las mechas, que él me invita", {"MECHAS"}),
    ],
)
def test_what_others_advise_is_wished_unless_one_prefers_another(
    text: str, services: set[str]
) -> None:
    assert {
        name for each in understood(text) if isinstance(each, Book) for name in each.services
    } == services


def test_surnames_to_whoever_is_asked_whether_the_profile_says_her_name() -> None:
    said = understood("Soto Ruiz", question=Question.NAME_CHECK, first_name="Laura")
    assert said == (Accept(), GiveName(last_name="Soto Ruiz"))


def test_the_consultation_that_was_offered_is_wanted_whatever_follows() -> None:
    said = understood("mejor esa consulta, que lo vea alguien", question=Question.NAME_CHECK)
    assert Book(services=("CONSULTA GRATUITA",)) in said


@pytest.mark.parametrize(
    "text",
    [
        "tengo 2 niños de 6 y 9 años, ¿cuánto me saldría cortarles el pelo?",
        "tengo dos niños de 6 y 9 años, ¿me podéis decir cuánto cuesta cortarles el pelo?",
    ],
)
def test_who_pays_for_the_children_does_not_come(text: str) -> None:
    books = [each for each in understood(text) if isinstance(each, Book)]
    assert [(each.services, bool(each.for_whom)) for each in books] == [(("CORTE NIÑO",), True)] * 2


@pytest.mark.parametrize(
    "text",
    [
        "el domingo bautizamos a mi nieto. ¿Se podrían hacer unas mechas el viernes?",
        "el sábado viene mi hijo de Dublín y quiero unas mechas el viernes",
    ],
)
def test_whose_feast_it_is_does_not_come(text: str) -> None:
    [book] = [each for each in understood(text) if isinstance(each, Book)]
    assert (book.services, book.for_whom) == (("MECHAS",), None)


def test_whoever_comes_already_is_only_named() -> None:
    group = (
        Coming(whom="", services=("CORTAR",)),
        Coming(whom="mi hija", name="Vega", services=("PEINADO",)),
    )
    said = understood(
        "Escrig Pons. Mi hija es Vega Soler Escrig",
        question=Question.SURNAME, services=("CORTAR", "PEINADO"), group=group,
        companions=("mi hija",), first_name="Mariola",
    )  # fmt: skip
    assert {each.do for each in said} == {"give_name"}
