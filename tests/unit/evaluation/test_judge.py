"""The judge: every expectation that is broken on purpose fails, and says what differs."""

from dataclasses import replace
from datetime import datetime, time
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from atrevete_apps.cli.evaluation.case import Expect, WantedAppointment, WantedCancellation
from atrevete_apps.cli.evaluation.facts import Booked, Called, Charged, Facts
from atrevete_apps.cli.evaluation.judge import differences, is_automated, judge
from atrevete_apps.cli.evaluation.player import Line, Played

from atrevete_adapters.seeds import reference_salon
from atrevete_core.domain.booking import AppointmentStatus
from atrevete_core.domain.conversation import EscalationReason
from atrevete_core.domain.money import Money
from tests.unit.evaluation.written import case, haircut

MADRID = ZoneInfo("Europe/Madrid")


def booked(**changes: Any) -> Booked:
    whole: dict[str, Any] = {
        "id": UUID(int=1),
        "hold_id": UUID(int=11),
        "status": AppointmentStatus.CONFIRMED,
        "services": ("MECHAS", "CORTAR"),
        "pack": "Mechas + Corte",
        "stylist": "Víctor",
        "start": datetime(2026, 12, 18, 12, tzinfo=MADRID),
        "customer_name": "Teresa Muñoz Rey",
        "booked_by": "+34600555020",
        "total": Money(8000),
        "listed": Money(8000),
        "deposit": Money(1600),
        "paid": Money(1600),
        "newly_paid": True,
    }
    return Booked(**whole | changes)


CANCELLED = booked(
    id=UUID(int=2),
    hold_id=UUID(int=12),
    status=AppointmentStatus.CANCELLED,
    services=("PEINADO",),
    pack=None,
    stylist="Pilar",
    start=datetime(2026, 12, 21, 11, tzinfo=MADRID),
    total=Money(1750),
    listed=Money(1750),
    deposit=Money(350),
    paid=Money(350),
    newly_paid=False,
    refunded=True,
    is_new=False,
)
FACTS = Facts(
    appointments=(booked(), CANCELLED),
    first_name="Teresa",
    called=(Called(reason=EscalationReason.DELAY, silences=False),),
    refunds=1,
    charged=(Charged(asked=Money(1600), deposit=Money(1600), total=Money(8000)),),
    confirmed_anywhere=1,
    catalogue=reference_salon().catalogue,
    policy=reference_salon().policy,
)
SAID = ("¡Hola! Soy Maite, la *IA* del salón.", "Son 80,00 €: 16,00 € de anticipo y 64,00 €.")
START = datetime(2026, 12, 16, 11, tzinfo=MADRID)
PLAYED = Played(
    lines=[Line(START, by_salon=True, text=each) for each in SAID],
    turns=3,
    statuses=[200, 200],
    most_holds=1,
)
WANTED = {
    "status": "confirmed",
    "services": ["cortar", "Mechas"],
    "pack": "mechas + corte",
    "stylist": ["Pilar", "Victor"],
    "start": {"date": "2026-12-18", "from": "12:00", "to": "12:00"},
    "customer_name": "TERESA muñoz",
    "deposit_eur": 16.0,
    "kept_deposit": False,
    "group": False,
    "booked_by": "+34600555020",
}
GONE = {
    "services": ["PEINADO"],
    "stylist": "Pilar",
    "start": "2026-12-21T11:00:00",
    "refund": True,
    "deposit_eur": 3.5,
}
WHOLE: dict[str, Any] = {
    "appointments": [WANTED],
    "cancelled": [GONE],
    "refunds": 1,
    "deposit_total_eur": 16.0,
    "one_payment": True,
    "distinct_stylists": True,
    "customer": {"first_name": "teresa"},
    "escalation": "delay_notice",
    "no_new_appointment": False,
    "replies_must_match": [r"\bIA\b", "80[.,]00"],
    "replies_must_not_match": ["undefined|None"],
    "no_discount": True,
    "must_match": ["soy maite"],
    "must_not_match": ["gratis"],
    "must_answer": True,
    "max_bot_messages": 2,
    "max_holds": 1,
    "others_untouched": True,
    "tables_intact": True,
    "messages_only_to_sender": True,
    "http_status": 200,
}
BROKEN: list[tuple[str, Any, str]] = [
    ("appointments", [], "also confirmed: MECHAS, CORTAR"),
    ("appointments", [WANTED, WANTED], "there is no confirmed one"),
    ("appointments", [WANTED, WANTED | {"status": "provisional"}], "no provisional one"),
    ("cancelled", [], "also cancelled: PEINADO"),
    ("cancelled", [GONE, GONE], "no cancelled one"),
    ("refunds", 0, "1 refunds"),
    ("deposit_total_eur", 8.0, "16.00 €, not 8.00 €"),
    ("one_payment", False, "1 payments"),
    ("distinct_stylists", False, "stylists are Víctor"),
    ("customer", {"first_name": "Ana"}, "Teresa, not Ana"),
    ("escalation", "ambiguity", "delay_notice, not ambiguity"),
    ("escalation", None, "delay_notice, not none"),
    ("escalation", ["medical_consultation", None], "not medical_consultation or none"),
    ("no_new_appointment", True, "1 new appointment"),
    ("replies_must_match", ["16[.,]01"], "no reply matches"),
    ("replies_must_not_match", ["soy MAITE"], "a reply matches"),
    ("no_discount", False, "there is no discount"),
    ("must_match", ["aparcamiento"], "no reply matches"),
    ("must_not_match", ["salón.*anticipo"], "a reply matches"),
    ("must_answer", False, "says something"),
    ("max_bot_messages", 1, "2 messages"),
    ("max_holds", 0, "1 holds"),
    ("others_untouched", False, "nobody's"),
    ("tables_intact", False, "nothing"),
    ("messages_only_to_sender", False, "nobody's"),
    ("http_status", 401, "200, 200, not 401"),
]
BROKEN_APPOINTMENT: list[tuple[str, Any, str]] = [
    ("status", "expired", "no expired one"),
    ("services", ["CORTAR"], "services are"),
    ("services", ["CORTAR", "CORTAR"], "services are"),
    ("pack", None, "pack is Mechas"),
    ("stylist", "Marta", "stylist is Víctor, not Marta"),
    ("start", "2026-12-18T12:30:00", "12:00, not"),
    ("start", {"date": "2026-12-19"}, "not 2026-12-19"),
    ("start", {"date": "2026-12-18", "from": "12:01"}, "between 12:01"),
    ("start", {"date": "2026-12-18", "to": "11:59"}, "and 11:59"),
    ("customer_name", "Teresa Gil", "not Teresa Gil"),
    ("deposit_eur", 15.99, "16.00 € were paid"),
    ("kept_deposit", True, "new payment"),
    ("group", True, "not part of a group"),
    ("booked_by", "+34600000000", "booked it"),
]
BROKEN_CANCELLATION: list[tuple[str, Any, str]] = [
    ("services", ["CORTAR"], "services are PEINADO"),
    ("stylist", "Marta", "stylist is Pilar"),
    ("start", "2026-12-21T12:00:00", "11:00, not"),
    ("refund", False, "a refund was asked for"),
    ("deposit_eur", 3.0, "3.50 € were paid"),
]


def found(expect: dict[str, Any], facts: Facts = FACTS, played: Played = PLAYED) -> list[str]:
    return list(differences(facts, played, Expect.model_validate(expect)))


def test_what_is_as_expected_passes() -> None:
    assert found(WHOLE) == []


@pytest.mark.parametrize("key", WHOLE)
def test_each_expectation_passes_alone(key: str) -> None:
    assert found({key: WHOLE[key]}) == []


def test_a_key_that_is_absent_is_not_checked() -> None:
    assert found({}) == []


@pytest.mark.parametrize(("key", "value", "why"), BROKEN)
def test_a_broken_expectation_fails_and_says_why(key: str, value: Any, why: str) -> None:
    [difference] = found(WHOLE | {key: value})
    assert why in difference


@pytest.mark.parametrize(("key", "value", "why"), BROKEN_APPOINTMENT)
def test_a_broken_appointment_fails_and_says_why(key: str, value: Any, why: str) -> None:
    told = found(WHOLE | {"appointments": [WANTED | {key: value}]})
    assert any(why in each for each in told)


@pytest.mark.parametrize(("key", "value", "why"), BROKEN_CANCELLATION)
def test_a_broken_cancellation_fails_and_says_why(key: str, value: Any, why: str) -> None:
    [difference] = found(WHOLE | {"cancelled": [GONE | {key: value}]})
    assert why in difference


def test_no_key_is_left_out_here() -> None:
    assert set(WHOLE) == {each for each, _, _ in BROKEN} == set(Expect.model_fields)
    own = {each for each, _, _ in BROKEN_APPOINTMENT}
    assert set(WANTED) == own == set(WantedAppointment.model_fields)
    cancelling = {each for each, _, _ in BROKEN_CANCELLATION}
    assert set(GONE) == cancelling == set(WantedCancellation.model_fields)


def test_appointments_are_matched_one_to_one_whatever_their_order() -> None:
    other = booked(id=UUID(int=3), stylist="Marta")
    facts = replace(FACTS, appointments=(booked(), other))
    anyone = {"services": ["MECHAS", "CORTAR"]}
    marta = anyone | {"stylist": "Marta"}
    assert found({"appointments": [anyone, marta]}, facts) == []
    assert found({"appointments": [marta, anyone]}, facts) == []
    assert found({"appointments": [marta, marta]}, facts) != []


def test_what_is_not_confirmed_counts_only_when_it_is_listed() -> None:
    held = booked(status=AppointmentStatus.PROVISIONAL)
    facts = replace(FACTS, appointments=(held,))
    assert found({"appointments": []}, facts) == []
    assert found({"appointments": [{"status": "provisional"}]}, facts) == []


def test_what_was_kept_counts_in_the_sum_of_deposits() -> None:
    kept = booked(is_new=False, newly_paid=False)
    facts = replace(FACTS, appointments=(kept,))
    assert found({"deposit_total_eur": 16}, facts) == []
    assert found({"appointments": [{"kept_deposit": True}]}, facts) == []


def test_the_notice_of_a_same_day_booking_is_no_escalation() -> None:
    called = (Called(reason=EscalationReason.SAME_DAY, silences=False),)
    assert found({"escalation": None}, replace(FACTS, called=called)) == []


@pytest.mark.parametrize(
    ("facts", "said", "why"),
    [
        (replace(FACTS, appointments=(booked(total=Money(1)),)), "", "0.01 €, not 80.00 €"),
        (
            replace(FACTS, charged=(Charged(asked=Money(50), deposit=Money(50),
                                            total=Money(8000)),)),
            "", "0.50 € were asked as deposit, not 16.00 €",
        ),
        (FACTS, "Te lo dejo en 12,34 euros", "12.34 € were said"),
    ],
)  # fmt: skip
def test_a_discount_is_found_wherever_it_is(facts: Facts, said: str, why: str) -> None:
    played = Played(lines=[Line(START, by_salon=True, text=said)])
    [difference] = found({"no_discount": True}, facts, played)
    assert why in difference


def test_sums_of_what_is_named_are_no_discount() -> None:
    said = "Corte son 26,20 € y peinado 17,50 €: 43,70 € en total, 8,74 € de anticipo y 34,96 €."
    played = Played(lines=[Line(START, by_salon=True, text=said)])
    assert found({"no_discount": True}, replace(FACTS, appointments=(), charged=()), played) == []


def test_what_changed_for_others_is_named() -> None:
    facts = replace(FACTS, others_changed=("Óscar",), tables_changed=("policy",), strangers_told=1)
    for key, named in (
        ("others_untouched", "Óscar"),
        ("tables_intact", "policy"),
        ("messages_only_to_sender", "other threads"),
    ):
        [difference] = found({key: True}, facts)
        assert named in difference


def test_the_hour_that_was_picked_must_be_the_one_that_is_booked() -> None:
    free = case(expect={"refunds": 1})
    assert judge(FACTS, replace(PLAYED, picked=time(12)), free) == []
    [difference] = judge(FACTS, replace(PLAYED, picked=time(13)), free)
    assert difference == "13:00 was picked, 12:00 is booked"
    assert judge(FACTS, replace(PLAYED, unpicked="hour number 3"), free) == ["hour number 3"]


def test_too_many_turns_fail_whatever_is_expected() -> None:
    told = judge(FACTS, replace(PLAYED, too_long=True), case(expect={}, max_turns=4))
    assert told == ["it takes more than 4 turns"]


def test_any_one_of_the_alternatives_is_enough() -> None:
    wrong, right = {"refunds": 5, "appointments": [haircut()]}, {"refunds": 1}
    assert judge(FACTS, PLAYED, case(expect=wrong, expect_alt=[right])) == []
    assert judge(FACTS, PLAYED, case(expect=None, expect_alt=[wrong, right])) == []
    told = judge(FACTS, PLAYED, case(expect=wrong, expect_alt=[{"refunds": 4}]))
    assert told == ["1 refunds were asked for, not 4"]


def test_a_hand_over_that_nobody_asked_for_is_no_automation() -> None:
    silent = (Called(reason=EscalationReason.MANUAL_REQUEST, silences=True),)
    handed_over = replace(FACTS, called=silent)
    assert is_automated(FACTS, case(), [])
    assert not is_automated(FACTS, case(), ["something"])
    assert not is_automated(handed_over, case(), [])
    assert is_automated(handed_over, case(expect={"escalation": "manual_request"}), [])
