"""What an appointment that exists is to have as well (R44); nothing is booked anew."""

from datetime import date, datetime

import pytest

from atrevete_core.domain.commands import (
    AddServices,
    Book,
    ChangeAppointment,
    ChooseWhen,
    DayRange,
    DropServices,
)

from .conversation import MADRID, understood
from .own_visit import booked

#: A Friday.
CUT = booked(datetime(2026, 12, 4, 17, tzinfo=MADRID))


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("además del corte me gustaría hacerme las mechas el mismo día", {"MECHAS"}),
        ("aparte de cortarme quería secado", {"SECADO"}),
        ("y si en vez de solo cortar me hago también las mechas?", {"MECHAS"}),
        ("se puede ampliar la cita para hacerme también un barro gold?", {"BARRO GOLD"}),
        ("ese día también quiero depilarme las cejas", {"CEJAS"}),
        ("al final quiero corte y peinado", {"PEINADO"}),
        ("mejor corte y secado", {"SECADO"}),
    ],
)
def test_more_joins_the_only_appointment(text: str, names: set[str]) -> None:
    [said] = understood(text, **CUT)
    assert isinstance(said, AddServices)
    assert {*said.services} == names


@pytest.mark.parametrize(
    "text",
    [
        "quería añadir un tinte a la cita del viernes",
        "necesito más tiempo el viernes, quiero hacerme color también",
        "me puedes sumar un tinte a mi cita?",
    ],
)
def test_what_is_unclear_is_asked_and_still_joins_it(text: str) -> None:
    [said] = understood(text, **CUT)
    assert isinstance(said, AddServices)
    assert not said.services
    assert said.unclear[0].candidates == ("CULTURA DE COLOR", "CULTURA DE COLOR EXTRA")


@pytest.mark.parametrize(
    "text",
    [
        "quiero un corte y un peinado el martes 15",
        "además quiero otra cita para las mechas",
        "quiero cita para corte y secado",
    ],
)
def test_another_appointment_is_booked(text: str) -> None:
    said = understood(text, **CUT)
    assert any(isinstance(each, Book) for each in said)
    assert not any(isinstance(each, AddServices | DropServices) for each in said)


@pytest.mark.parametrize(
    "text",
    ["solo corte al final", "al final me peino yo en casa, solo el corte", "mejor solo el corte"],
)
def test_only_one_of_two_is_left(text: str) -> None:
    two = booked(datetime(2026, 12, 4, 17, tzinfo=MADRID), "CORTAR", "PEINADO")
    assert understood(text, **two) == (DropServices(services=("PEINADO",)),)


def test_a_new_wish_for_only_one_takes_nothing_out() -> None:
    two = booked(datetime(2026, 12, 4, 17, tzinfo=MADRID), "CORTAR", "PEINADO")
    assert understood("quiero cita solo para corte", **two) == (Book(services=("CORTAR",)),)


def test_taking_only_one_out_takes_no_other() -> None:
    two = booked(datetime(2026, 12, 4, 17, tzinfo=MADRID), "CORTAR", "SECADO")
    assert understood("quita solo el secado", **two) == (DropServices(services=("SECADO",)),)


def test_a_change_that_only_adds_is_one() -> None:
    text = "te puedo hacer un cambio en mi cita? quería hacerme también las cejas"
    assert understood(text, **CUT) == (AddServices(services=("CEJAS",)),)


def test_what_is_only_asked_for_or_waited_for_is_not_added() -> None:
    for text in (
        "además del corte, ¿hacéis mechas?",
        "me puedes sumar a la lista de espera de mechas",
    ):
        assert not any(isinstance(each, AddServices) for each in understood(text, **CUT))
    asked = understood("además del corte, ¿me podéis hacer mechas?", **CUT)
    assert asked == (AddServices(services=("MECHAS",)),)


@pytest.mark.parametrize(
    "text",
    [
        "quiero añadir un barro",
        "puedo añadir un barro?",
        "al final quiero hacerme también un barro",
        "ya que voy, quiero hacerme un barro",
        "aprovecho y me hago un barro",
    ],
)
def test_what_is_to_be_added_goes_to_the_only_one(text: str) -> None:
    assert understood(text, **CUT) == (AddServices(services=("BARRO",)),)


@pytest.mark.parametrize(
    "text", ["también quiero pedir cita para un barro", "también quiero un barro el martes"]
)
def test_an_appointment_of_its_own_is_asked_for(text: str) -> None:
    said = understood(text, **CUT)
    assert [each.services for each in said if isinstance(each, Book)] == [("BARRO",)]


def test_whether_it_is_done_is_only_asked() -> None:
    assert not [
        e for e in understood("¿hacéis también barro?", **CUT) if isinstance(e, AddServices)
    ]


@pytest.mark.parametrize(
    "text",
    [
        "cámbiame la cita al jueves y añade un barro",
        "¿puedes moverla al jueves? y añádele un barro",
        "quiero pasar la cita al jueves y hacerme también un barro",
    ],
)
def test_it_moves_and_has_more(text: str) -> None:
    changes, when, added = understood(text, **CUT)
    assert (changes, added) == (ChangeAppointment(), AddServices(services=("BARRO",)))
    assert isinstance(when, ChooseWhen)
    assert when.when.days == DayRange(first=date(2026, 12, 3), last=date(2026, 12, 3))


def test_it_moves_and_becomes_something_else() -> None:
    changes, when, *swap = understood("cambia el corte por un barro y pásalo al jueves", **CUT)
    assert (changes, when.do) == (ChangeAppointment(), "choose_when")
    assert swap == [AddServices(services=("BARRO",)), DropServices(services=("CORTAR",))]
