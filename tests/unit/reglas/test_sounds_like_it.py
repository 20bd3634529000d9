"""Ordinary sentences that hold the words of a wish and wish something else, or nothing."""

from datetime import date, time
from typing import Any

import pytest

from atrevete_core.domain.commands import (
    Ask,
    AskAboutServices,
    Book,
    CallPerson,
    ChooseSlot,
    ChooseStylist,
    ChooseWhen,
    DayRange,
    GiveName,
    PartOfDay,
    RefuseSlots,
    RunLate,
)
from atrevete_core.ports.language_model import Question, Upcoming
from tests.unit.reglas.conversation import NOW, SLOTS, understood

TOGETHER = ("CORTAR", "CULTURA DE COLOR", "SECADO")


def test_who_cuts_is_no_service() -> None:
    said = understood("unas mechas el viernes, me da igual quién me corte")
    assert [each.services for each in said if isinstance(each, Book)] == [("MECHAS",)]


def test_how_long_it_takes_is_asked_not_whether_it_washes_out() -> None:
    [asked] = understood("¿cuánto tiempo se va en unas mechas?")
    assert isinstance(asked, AskAboutServices)


@pytest.mark.parametrize(
    "text",
    [
        "pues las 3 cosas, y el color el normal",
        "el viernes a las 11 las tres cosas, el color el normal no el extra",
        "lo quiero todo, el color el normal",
    ],
)
def test_all_that_was_priced_together_is_all_of_it(text: str) -> None:
    said = understood(text, question=Question.ANYTHING_ELSE, choices=TOGETHER)
    assert [each.services for each in said if isinstance(each, Book)] == [TOGETHER]


@pytest.mark.parametrize("text", ["el color, a las tres", "el corte con todo el cariño"])
def test_one_of_what_was_priced_together_is_that_one(text: str) -> None:
    said = understood(text, question=Question.ANYTHING_ELSE, choices=TOGETHER)
    [services] = [each.services for each in said if isinstance(each, Book)]
    assert len(services) == 1


@pytest.mark.parametrize("text", ["no me pongas a las 10", "no me la deis a las diez"])
def test_where_one_is_not_to_be_put_is_refused(text: str) -> None:
    said = understood(text, question=Question.SLOT, offered=SLOTS)
    assert not [each for each in said if isinstance(each, ChooseSlot)]
    assert [each for each in said if isinstance(each, RefuseSlots | ChooseWhen)]


@pytest.mark.parametrize("text", ["un corte como el de Marta", "un corte igual que el de Marta"])
def test_whose_hair_it_resembles_is_not_with_whom(text: str) -> None:
    said = understood(text)
    assert not [each for each in said if isinstance(each, ChooseStylist)]


@pytest.mark.parametrize("text", ["mi tienda abre el sábado, un corte el viernes",
                                  "el viernes abren el colegio, un corte ese día"])  # fmt: skip
def test_other_doors_are_not_the_salons(text: str) -> None:
    assert not [each for each in understood(text) if isinstance(each, Ask)]


def test_a_bono_that_is_none_of_the_catalogue_is_for_a_person() -> None:
    said = understood("¿vendéis bonos de manicura?")
    assert [each for each in said if isinstance(each, CallPerson)]
    assert not [each for each in said if isinstance(each, Book)]


@pytest.mark.parametrize(
    "text",
    [
        "un corte el jueves con quien haya, que el otro día vi que Víctor libraba",
        "un corte con quien sea, que Pilar está de vacaciones",
    ],
)
def test_who_is_away_is_not_asked_for(text: str) -> None:
    assert ChooseStylist(anyone=True) in understood(text)


def test_where_somebody_comes_from_is_no_surname() -> None:
    said = understood("el jueves viene mi hija Alba de Bruselas y la quiero llevar a peinar")
    assert [each.for_name for each in said if isinstance(each, Book)] == ["Alba"]


@pytest.mark.parametrize(
    "text",
    [
        "el masaje de una hora entera. El de media se me quedó corto",
        "el masaje de una hora, que el de media hora me supo a poco",
    ],
)
def test_what_was_too_little_is_not_wished(text: str) -> None:
    said = understood(text)
    assert [e.services for e in said if isinstance(e, Book)] == [("MASAJE CORPORAL (60MIN)",)]


def test_until_when_somebody_wishes_one_well_is_no_hour() -> None:
    said = understood("un corte, el primer hueco que tengas por la tarde")
    [wish] = [each.when for each in said if isinstance(each, ChooseWhen)]
    assert (wish.soonest, wish.part) == (True, PartOfDay.AFTERNOON)


@pytest.mark.parametrize(
    "text",
    [
        "acabo de hacer una mudanza con mi cuñado. ¿Me podríais dar un masaje de una hora?",
        "vengo de pasear con mi hermana, un masaje de una hora el martes",
    ],
)
def test_with_whom_one_was_does_not_come(text: str) -> None:
    [book] = [each for each in understood(text) if isinstance(each, Book)]
    assert book.for_whom is None


def test_who_they_are_may_be_told_between_them_and_their_name() -> None:
    said = understood(
        "Yo soy Sergio Palau y mi madre, que es para quien es la cita, Amparo Giménez",
        question=Question.THIRD_NAME,
    )
    assert [(each.first_name, each.last_name) for each in said if isinstance(each, GiveName)] == [
        ("Sergio", "Palau"),
        ("Amparo", "Giménez"),
    ]


def test_a_day_on_which_it_is_closed_was_only_supposed() -> None:
    said = understood("si el lunes está cerrado, el martes 15 a las seis, para un corte")
    [wish] = [each.when for each in said if isinstance(each, ChooseWhen)]
    assert wish.days == DayRange(first=date(2026, 12, 15), last=date(2026, 12, 15))


#: On the day, twenty minutes before it.
AT_FIVE: dict[str, Any] = {
    "upcoming": (Upcoming(start=NOW.replace(hour=17, minute=0), services=("CORTAR",)),),
    "has_upcoming": True,
    "now": NOW.replace(hour=16, minute=40),
}


@pytest.mark.parametrize(
    "text",
    [
        "llego a las cinco y veinte en vez de a las cinco",
        "llevamos media hora sin movernos, llego a las cinco y veinte en vez de a las cinco",
        "salí a las cuatro y hay atasco, llego a las cinco y veinte en vez de a las cinco",
    ],
)
def test_how_long_one_has_stood_is_not_how_late_one_is(text: str) -> None:
    assert understood(text, **AT_FIVE) == (RunLate(arrives=time(17, 20)),)
