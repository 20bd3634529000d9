"""What would be booked wrongly: twice, too much, or for the wrong person (R27, R37, R44)."""

import pytest

from atrevete_core.domain.commands import (
    AddServices,
    Book,
    CallPerson,
    DropServices,
    Offend,
)
from atrevete_core.flow.dialogue import Draft
from atrevete_core.flow.wanted import add_services
from atrevete_core.ports.language_model import Upcoming
from tests.unit.reglas.conversation import UPCOMING, understood


def test_a_service_said_twice_is_in_the_draft_once() -> None:
    draft = Draft(services=["CORTAR"])
    add_services(draft, ("CEJAS", "CORTAR", "CEJAS"))
    assert draft.services == ["CORTAR", "CEJAS"]


@pytest.mark.parametrize(
    "text", ["corte y secado, el jueves a las 12", "el viernes a las 10, corte y secado"]
)
def test_a_list_named_again_with_its_day_is_all_that_is_wanted(text: str) -> None:
    said = understood(text, services=("CORTAR", "SECADO", "CEJAS"))
    assert DropServices(services=("CEJAS",)) in said


def test_what_follows_a_refusal_is_not_wanted() -> None:
    said = understood("mejor cejas, no el corte", services=())
    assert [each.services for each in said if isinstance(each, Book)] == [("CEJAS",)]


def test_each_of_two_people_has_their_own() -> None:
    said = understood("yo mechas, ella peinado, mi hermana")
    assert [(each.for_whom, each.services) for each in said if isinstance(each, Book)] == [
        (None, ("MECHAS",)),
        ("mi hermana", ("PEINADO",)),
    ]


def test_an_addition_to_what_is_booked_is_no_new_booking() -> None:
    said = understood(
        "¿me puedes añadir unas cejas después del corte?",
        has_upcoming=True,
        upcoming=(Upcoming(start=UPCOMING, services=("CORTAR",)),),
    )
    assert said == (AddServices(services=("CEJAS",)),)


def test_a_short_word_in_another_language_is_no_emergency() -> None:
    assert not any(isinstance(each, CallPerson) for each in understood("sóc la Núria, hola"))


@pytest.mark.parametrize("text", ["pásame una foto en tanga", "va, mándame fotos sin ropa"])
def test_indecent_wishes_are_met_with_a_limit(text: str) -> None:
    assert understood(text) == (Offend(),)
