"""The seed is the salon of the specification, to the minute and the cent."""

import csv
import os
import re
from datetime import time
from pathlib import Path

import pytest

from atrevete_adapters.seeds import REFERENCE_SALON, reference_salon
from atrevete_core.domain.catalogue import Category, Gender
from atrevete_core.domain.money import Money
from atrevete_core.domain.opening import TimeSpan
from tests.builders import CATALOGUE, POLICY, REFERENCE, SALON, pack, service

_CONTRACTS = Path(os.environ.get("ATREVETE_CONTRACTS", Path(__file__).parents[4] / "shared"))
_GIVEN_SERVICES = _CONTRACTS / "data" / "catalogue.csv"


def test_the_reference_salon_is_always_the_same() -> None:
    assert reference_salon() is REFERENCE
    assert SALON.id == REFERENCE_SALON
    assert str(SALON.id) == "f1439936-9609-5423-ac09-dd76abdbbf34"
    ids = [
        *(each.id for each in CATALOGUE.services),
        *(each.id for each in CATALOGUE.stylists),
        *(each.id for each in CATALOGUE.packs),
    ]
    assert len(set(ids)) == len(ids)


@pytest.mark.skipif(not _GIVEN_SERVICES.exists(), reason="the specification is not beside us")
def test_every_service_is_that_of_the_specification() -> None:
    with _GIVEN_SERVICES.open(encoding="utf-8", newline="") as file:
        given = [
            (
                row["name"],
                row["category"],
                int(row["duration_minutes"]),
                Money.from_euros(row["price_eur"]),
                row["bookable"] == "true",
            )
            for row in csv.DictReader(file)
        ]
    ours = [
        (each.name, each.category.value, each.minutes, each.price, each.bookable)
        for each in CATALOGUE.services
    ]
    assert ours == given


def test_some_prices_that_customers_know() -> None:
    assert len(CATALOGUE.services) == 80
    assert service("cortar").price == Money(2620)
    assert (service("SECADO").minutes, service("SECADO").price) == (5, Money(820))
    assert service("consulta gratuita").price == Money(0)
    assert not service("Bono Bioterapia de Senos 5+1").bookable
    assert all(each.description for each in CATALOGUE.services)


def test_the_pack_is_cheaper_than_its_services() -> None:
    offer = pack()
    assert (offer.price, offer.minutes) == (Money(8000), 60)
    assert CATALOGUE.separate_price(offer) == Money(8870)


def test_the_team() -> None:
    team = {each.name: (each.gender, each.categories) for each in CATALOGUE.stylists}
    hair, beauty = frozenset({Category.HAIR}), frozenset({Category.BEAUTY})
    assert team == {
        "Pilar": (Gender.FEMALE, hair),
        "Harol": (Gender.MALE, hair),
        "Víctor": (Gender.MALE, hair),
        "Marta": (Gender.FEMALE, hair | beauty),
        "Rosa": (Gender.FEMALE, beauty),
    }
    assert all(each.email.endswith(".example") for each in CATALOGUE.stylists)
    assert all(REFERENCE.working[each.id] == REFERENCE.weekly for each in CATALOGUE.stylists)


def test_the_week() -> None:
    weekday = (TimeSpan(time(10), time(20)),)
    saturday = (TimeSpan(time(10), time(14)),)
    assert dict(REFERENCE.weekly.spans) == dict.fromkeys(range(5), weekday) | {5: saturday}


def test_the_terms_are_those_of_the_specification() -> None:
    assert (POLICY.deposit_percent, POLICY.hold_minutes, POLICY.same_day_hold_minutes) == (
        20,
        30,
        15,
    )
    assert POLICY.privacy_notice
    assert POLICY.allergy_notice


def test_answers_carry_the_customers_word_and_no_number_that_is_set_elsewhere() -> None:
    topics = {faq.topic: faq for faq in REFERENCE.faqs}
    words = {
        "hours": "horario",
        "parking": "parking",
        "payment": "tarjeta",
        "holidays": "festivo",
        "cancellation": "cancelar",
        "address": "dirección",
        "walk_ins": "cita previa",
        "reminders": "recordatorio",
    }
    assert set(topics) == {*words}
    for topic, word in words.items():
        assert word in topics[topic].text.casefold()
        assert word in topics[topic].words
    assert SALON.address in topics["address"].text
    assert not [
        faq for faq in REFERENCE.faqs if faq.topic != "address" and re.search(r"\d", faq.text)
    ]
