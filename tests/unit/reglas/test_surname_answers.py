"""What answers «¿Y tus apellidos?» looks like surnames; all else is what it is (R2)."""

import pytest

from atrevete_core.domain.commands import CallPerson, ChooseStylist, Command, GiveName
from atrevete_core.ports.language_model import Question
from tests.unit.reglas.conversation import understood


def answered(text: str) -> tuple[Command, ...]:
    return understood(text, question=Question.SURNAME, services=("CORTAR",), first_name="Laura")


@pytest.mark.parametrize("text", ["la de pilar", "mejor la de Pilar", "pilar", "con Pilar"])
def test_a_stylist_is_no_surname(text: str) -> None:
    assert [each.stylist for each in answered(text) if isinstance(each, ChooseStylist)] == ["Pilar"]
    assert not any(isinstance(each, GiveName) for each in answered(text))


@pytest.mark.parametrize(
    "text", ["Hugo y Leo", "Hugo, Leo y Vera", "Ana y Luis", "la del pelo largo"]
)
def test_first_names_and_whichever_is_meant_are_no_surnames(text: str) -> None:
    assert not any(isinstance(each, GiveName) for each in answered(text))


@pytest.mark.parametrize(
    "text",
    ["De la Torre Gil", "Ortega y Gasset", "Las Heras", "Martín y Martínez", "Rosa Gil", "García"],
)
def test_surnames_are_taken_as_they_are_said(text: str) -> None:
    assert [each.last_name for each in answered(text) if isinstance(each, GiveName)] == [text]


@pytest.mark.parametrize("text", ["Nuria", "iván"])
def test_a_first_name_alone_corrects_the_profiles(text: str) -> None:
    assert answered(text) == (GiveName(first_name=text.capitalize()),)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("Mercedes Soto", "Mercedes", "Soto"),
        ("Pedro Gil", "Pedro", "Gil"),
        ("lucía herrera campos", "Lucía", "Herrera Campos"),
        ("Ana María Soto", "Ana María", "Soto"),
    ],
)
def test_a_whole_name_is_whose_it_is_though_the_profile_says_another(
    text: str, first: str, last: str
) -> None:
    assert answered(text) == (GiveName(first_name=first, last_name=last),)


@pytest.mark.parametrize("text", ["da igual", "ni idea", "sí, soy yo misma"])
def test_who_tells_no_surname_has_none_yet(text: str) -> None:
    assert not any(isinstance(each, GiveName) for each in answered(text))


@pytest.mark.parametrize("text", ["Da Silva", "da Costa Pereira"])
def test_a_portuguese_surname_is_one(text: str) -> None:
    assert len([each for each in answered(text) if isinstance(each, GiveName)]) == 1


@pytest.mark.parametrize("text", ["soy de Burgos", "sí, soy yo misma", "soy autónoma"])
def test_what_somebody_is_is_no_first_name(text: str) -> None:
    said = understood(text, question=Question.NAME, services=("CORTAR",))
    assert not any(isinstance(each, GiveName) for each in said)


@pytest.mark.parametrize(("text", "calls"), [("llámame Lali", False), ("llámame, por favor", True)])
def test_how_one_is_called_is_no_call(text: str, calls: bool) -> None:  # noqa: FBT001
    said = understood(text, question=Question.NAME, services=("CORTAR",))
    assert any(isinstance(each, CallPerson) for each in said) is calls


@pytest.mark.parametrize("question", [Question.NAME, Question.NAME_CHECK, Question.SURNAME])
def test_a_thing_with_its_article_is_nobodys_name(question: Question) -> None:
    said = understood("vale pues sí, el pack", question=question, services=("CORTAR", "MECHAS"))
    assert not any(isinstance(each, GiveName) for each in said)
