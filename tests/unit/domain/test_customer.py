"""Who writes: phone numbers in any spelling, and names that can be trusted."""

import pytest

from atrevete_core.domain.customer import (
    NotAPhoneNumber,
    PhoneNumber,
    capitalised,
    reliable_first_name,
)
from tests.builders import a_customer


@pytest.mark.parametrize(
    "text", ["600111222", "600 11 12 22", "+34 600-111-222", "0034600111222", "(+34) 600111222"]
)
def test_a_number_is_the_same_in_any_spelling(text: str) -> None:
    assert str(PhoneNumber.parse(text)) == "+34600111222"


def test_foreign_numbers_are_numbers_too() -> None:
    assert PhoneNumber.parse("+44 20 7946 0018").e164 == "+442079460018"


@pytest.mark.parametrize("text", ["", "hola", "123", "✨", "+34", "6001112223334445556"])
def test_what_nobody_can_call_is_no_number(text: str) -> None:
    with pytest.raises(NotAPhoneNumber):
        PhoneNumber.parse(text)


def test_a_masked_number_says_little() -> None:
    assert PhoneNumber.parse("600111222").masked() == "+34•••••222"


@pytest.mark.parametrize(
    ("profile", "name"),
    [
        ("Laura", "Laura"),
        ("laura garcía", "Laura"),
        ("Laura G.", "Laura"),
        ("🌸 Laura 🌸", "Laura"),
        ("LAURA", "Laura"),
        ("Ana", "Ana"),
        ("Begoña López", "Begoña"),
        ("María-José Ruiz", "María-José"),
        ("Jo", "Jo"),
        ("✨✨", None),
        ("", None),
        ("Mamá de Leo", None),
        ("mama", None),
        ("600111222", None),
        ("Laura 2", None),
        ("L", None),
        ("Peluquería Ana", None),
        ("La Reina", None),
        ("Yo", None),
        ("...", None),
    ],
)
def test_a_profile_name_is_trusted_only_when_it_is_one(profile: str, name: str | None) -> None:
    assert reliable_first_name(profile) == name


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("muñoz DEL rey", "Muñoz del Rey"),
        ("de la fuente", "De la Fuente"),
        ("garcía y vega", "García y Vega"),
        ("ana-belén", "Ana-Belén"),
        ("  laura  ", "Laura"),
        ("", ""),
    ],
)
def test_names_are_written_as_on_an_appointment(typed: str, written: str) -> None:
    assert capitalised(typed) == written


def test_a_customer_without_surname_has_only_a_first_name() -> None:
    assert a_customer("Laura", "").full_name == "Laura"
    assert a_customer("Laura", "García").full_name == "Laura García"
