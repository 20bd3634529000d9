"""Who answers what was understood, and what is asked next: each thing once, in one order."""

from dataclasses import replace
from typing import Any

import pytest

from atrevete_core.domain.commands import (
    Ask,
    AskTotal,
    Book,
    CallPerson,
    ClaimPaid,
    GiveName,
    Greet,
    NotUnderstood,
    Offend,
    PayOtherwise,
    ReportPaymentTrouble,
    Thank,
    UnclearService,
    When,
)
from atrevete_core.domain.conversation import EscalationReason
from atrevete_core.flow import steps
from atrevete_core.flow.dialogue import Dialogue, Draft
from atrevete_core.flow.routes import route
from atrevete_core.flow.steps import next_step
from tests.builders import CATALOGUE, FRIDAY, POLICY, pack
from tests.unit.flow.talking import on
from tests.unit.flow.test_dialogue import offered

PERSON = CallPerson(reason=EscalationReason.MEDICAL, about="medical")
BOOKING = Draft(services=["CORTAR"])
HELD = Draft(services=["CORTAR"], hold_id="h")


@pytest.mark.parametrize(
    ("commands", "draft", "node"),
    [
        ([PERSON, Book()], BOOKING, "hand_over"),
        ([ReportPaymentTrouble()], BOOKING, "payment_trouble"),
        ([ClaimPaid()], None, "payment_trouble"),
        ([PayOtherwise()], None, "payment_trouble"),
        ([Ask(topics=("parking",)), Book()], BOOKING, "answer"),
        ([AskTotal()], BOOKING, "answer"),
        ([Book()], BOOKING, "book"),
        ([GiveName(first_name="Ana")], BOOKING, "book"),
        ([GiveName(first_name="Ana")], None, "answer"),
        ([Thank()], BOOKING, "book"),
        ([Thank()], HELD, "answer"),
        ([Greet()], None, "answer"),
        ([NotUnderstood()], BOOKING, "answer"),
        ([Offend()], None, "answer"),
    ],
)
def test_people_first_then_payments_questions_and_the_booking(
    commands: list[Any], draft: Draft | None, node: str
) -> None:
    assert route(Dialogue(draft=draft), commands) == node


def test_the_third_misunderstanding_and_the_second_offence_are_for_a_person() -> None:
    assert route(Dialogue(misunderstood=2), [NotUnderstood()]) == "answer"
    assert route(Dialogue(misunderstood=3), [NotUnderstood()]) == "hand_over"
    assert route(Dialogue(offences=1), [Offend()]) == "answer"
    assert route(Dialogue(offences=2), [Offend()]) == "hand_over"
    assert route(Dialogue(offences=2), [Greet()]) == "answer"


def step(dialogue: Dialogue) -> steps.Step:
    return next_step(dialogue, catalogue=CATALOGUE, policy=POLICY)


def known(last_name: str = "", **draft: Any) -> Dialogue:
    return Dialogue(first_name="Laura", last_name=last_name, draft=Draft(**draft))


def test_the_name_comes_first() -> None:
    assert step(Dialogue(proposed_name="Laura")) == steps.AskName("Laura")


def test_then_the_service() -> None:
    unclear = UnclearService(words="barro", candidates=("BARRO", "BARRO GOLD"))
    assert step(Dialogue(first_name="Laura")) == steps.AskService()
    assert step(known(services=["NADA"])) == steps.AskService()
    assert step(known(unclear=[unclear])) == steps.AskWhichService(unclear)


def test_then_what_stands_in_the_way_of_one_appointment() -> None:
    assert step(known(services=["CORTAR", "CEJAS"])) == steps.SplitCategories(
        hair=("CORTAR",), beauty=("CEJAS",)
    )
    six = ["CORTAR", "BARRO", "BARBA", "AGUA LLUVIA", "AGUA TIERRA", "PEINADO LARGO"]
    assert step(known(services=six)) == steps.TooMany(5)
    not_sold = next(each for each in CATALOGUE.services if not each.bookable)
    assert step(known(services=[not_sold.name])) == steps.SoldByPerson(not_sold)


def test_then_the_pack_once() -> None:
    suggested = step(known(services=["MECHAS"]))
    assert isinstance(suggested, steps.SuggestPack)
    assert suggested.pack == pack()
    assert step(known(services=["MECHAS"], pack_asked=True)) == steps.AskDay()
    assert step(known(services=["MECHAS", "CORTAR"], pack="Mechas + Corte")) == steps.AskDay()


def test_then_whose_it_is() -> None:
    asked = steps.AskThirdName("tu madre")
    assert step(known(services=["CORTAR"], for_whom="tu madre")) == asked
    then = steps.AskThirdName("tu madre", "María")
    assert step(known(services=["CORTAR"], for_whom="tu madre", for_first_name="María")) == then
    both = {"for_first_name": "María", "for_last_name": "López"}
    assert step(known(services=["CORTAR"], for_whom="tu madre", **both)) == steps.AskDay()


def test_then_the_day_and_the_slot() -> None:
    assert step(known(services=["CORTAR"], when=When(no_such_day=True))) == steps.AskDay(
        no_such_day=True
    )
    assert step(known(services=["CORTAR"], when=When())) == steps.AskDay()
    for when in (on(FRIDAY), When(soonest=True)):
        assert isinstance(step(known(services=["CORTAR"], when=when)), steps.FindSlots)


def test_then_the_surname_and_the_hold() -> None:
    assert step(known(services=["CORTAR"], chosen=offered())) == steps.AskSurname()
    placed = step(known("García", services=["CORTAR"], chosen=offered()))
    assert isinstance(placed, steps.PlaceHold)


def test_what_costs_nothing_needs_no_surname() -> None:
    free = known(services=["CONSULTA GRATUITA"], chosen=offered())
    assert isinstance(step(free), steps.PlaceHold)
    no_deposits = replace(POLICY, deposit_percent=0)
    cut = known(services=["CORTAR"], chosen=offered())
    assert isinstance(next_step(cut, catalogue=CATALOGUE, policy=no_deposits), steps.PlaceHold)
