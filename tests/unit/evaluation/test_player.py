"""The customer of a case: rules, picks, links and payments, through the real flow in memory."""

from itertools import pairwise
from typing import Any

import pytest
from atrevete_apps.cli.evaluation.rehearsal import Verdict

from tests.unit.evaluation.written import HAIRCUT, KNOWN, STRANGER, haircut, play

UPCOMING = {"services": ["PEINADO"], "stylist": "Pilar", "start": "2026-12-22T11:00:00",
            "deposit_paid": 3.5}  # fmt: skip


def said(verdict: Verdict) -> list[str]:
    return [line.text for line in verdict.lines if not line.by_salon]


async def test_a_known_customer_books_and_pays() -> None:
    verdict = await play()
    assert verdict.differences == []
    assert verdict.automated
    assert (verdict.booked, verdict.turns) == (1, 1)
    assert len(verdict.latencies) == verdict.turns


async def test_a_stranger_answers_by_rules_and_picks_an_hour() -> None:
    verdict = await play(
        customer=STRANGER,
        opening=["hola", "quiero cortarme el pelo el viernes por la tarde"],
        expect={
            "appointments": [haircut(stylist=["Pilar", "Harol", "Víctor", "Marta"],
                                     start={"date": "2026-12-18", "from": "14:00"},
                                     customer_name="Teresa Muñoz")],
            "customer": {"first_name": "Teresa"},
            "replies_must_match": [r"\bIA\b"],
        },
        max_turns=10,
    )  # fmt: skip
    assert verdict.differences == []
    assert "la primera" in said(verdict)


async def test_an_expectation_that_is_broken_on_purpose_fails() -> None:
    verdict = await play(expect={"appointments": [haircut(start="2026-12-18T12:30:00")]})
    assert not verdict.passed
    assert "12:00, not 2026-12-18 12:30" in verdict.differences[0]
    assert not verdict.automated


async def test_half_a_minute_passes_between_messages() -> None:
    verdict = await play(opening=["hola", "¿abrís los sábados?"], replies=[], fallback=["gracias"])
    own = [line.at for line in verdict.lines if not line.by_salon]
    assert [(later - earlier).seconds for earlier, later in pairwise(own)] == [
        30, 30,
    ]  # fmt: skip
    assert verdict.turns == 2


async def test_the_fallback_is_used_up_in_order() -> None:
    verdict = await play(opening=["hola"], replies=[], fallback=["qué tal", ["una", "dos"]])
    assert said(verdict) == ["hola", "qué tal", "una", "dos"]


async def test_a_rule_for_once_and_a_rule_that_ends() -> None:
    rules = [
        {"when": ".", "say": ["¿y hay parking?"], "once": True},
        {"when": ".", "say": ["gracias"], "end": True},
    ]
    verdict = await play(opening=["¿abrís los sábados?"], replies=rules, fallback=["nunca"])
    assert said(verdict) == ["¿abrís los sábados?", "¿y hay parking?", "gracias"]


async def test_too_many_turns_fail_the_case() -> None:
    verdict = await play(
        opening=["hola"], replies=[{"when": ".", "say": ["hola"]}], max_turns=2, expect={}
    )
    assert verdict.differences == ["it takes more than 2 turns"]


async def test_who_never_pays_loses_the_hour() -> None:
    verdict = await play(
        after_payment="never",
        expect={
            "appointments": [haircut(status="expired", deposit_eur=0)],
            "no_new_appointment": True,
            "max_holds": 1,
        },
    )
    assert verdict.differences == []


async def test_a_failed_payment_is_paid_with_the_next_link() -> None:
    verdict = await play(after_payment="fail_once", on_payment_fail=[["no me deja", "pagar"]])
    assert verdict.differences == []
    assert said(verdict) == [HAIRCUT, "no me deja", "pagar"]


async def test_two_failed_payments_reach_a_person() -> None:
    verdict = await play(
        after_payment="fail_twice",
        expect={
            "appointments": [haircut(status="provisional", deposit_eur=0)],
            "escalation": "payment_failure",
        },
    )
    assert verdict.differences == []
    assert said(verdict)[:3] == [HAIRCUT, "Me da error el pago", "Me da error el pago"]
    assert verdict.automated


async def test_what_is_said_after_the_link_is_said_once_and_then_it_is_paid() -> None:
    verdict = await play(after_link=["¿y hay parking?"], continue_after_payment=True)
    assert verdict.differences == []
    assert said(verdict) == [HAIRCUT, "¿y hay parking?"]


async def test_the_salon_speaks_first_when_a_reminder_is_due() -> None:
    soon = UPCOMING | {"start": "2026-12-18T11:00:00"}
    verdict = await play(
        customer=KNOWN | {"upcoming": [soon]},
        opening=[],
        trigger={"type": "reminder_48h"},
        replies=[{"when": "Pilar", "say": ["perfecto, gracias"], "end": True}],
        fallback=[],
        expect={
            "appointments": [{"services": ["PEINADO"], "kept_deposit": True, "deposit_eur": 3.5}],
            "replies_must_not_match": [r"\bIA\b"],
        },
    )
    assert verdict.differences == []
    assert verdict.lines[0].by_salon
    assert said(verdict) == ["perfecto, gracias"]


async def test_what_the_stylists_and_the_salon_cannot_do_is_not_offered() -> None:
    taken = {"stylist": "Marta", "start": "2026-12-18T12:00:00", "end": "2026-12-18T14:00:00"}
    verdict = await play(busy=[taken], expect={"appointments": [haircut()]})
    assert not verdict.passed
    closed = await play(
        closures=[{"date": "2026-12-18", "reason": "obras"}],
        replies=[],
        fallback=[],
        expect={"no_new_appointment": True, "replies_must_match": ["obras"]},
    )
    assert closed.differences == []


async def test_another_customers_hour_is_taken_and_stays_theirs() -> None:
    other = {
        "phone": "+34600555030", "first_name": "Óscar", "last_name": "Gil",
        "upcoming": [{"services": ["CORTAR"], "stylist": "Marta", "start": "2026-12-18T12:00:00",
                      "deposit_paid": True}],
    }  # fmt: skip
    verdict = await play(
        others=[other],
        replies=[],
        fallback=[],
        expect={"no_new_appointment": True, "others_untouched": True, "tables_intact": True,
                "messages_only_to_sender": True, "must_not_match": ["Óscar"]},
    )  # fmt: skip
    assert verdict.differences == []


async def test_a_cancelled_appointment_is_refunded_at_the_gateway() -> None:
    verdict = await play(
        customer=KNOWN | {"upcoming": [UPCOMING]},
        opening=["cancela mi cita del martes con Pilar, estoy segura"],
        replies=[{"when": r"\?", "say": ["sí, cancélala"]}],
        fallback=[],
        expect={
            "appointments": [],
            "cancelled": [{"services": ["PEINADO"], "refund": True, "deposit_eur": 3.5}],
            "refunds": 1,
        },
    )
    assert verdict.differences == []


async def test_a_salon_without_that_service_cannot_be_played() -> None:
    history = [{"services": ["SAUNA"], "stylist": "Pilar", "days_ago": 3}]
    verdict = await play(customer=KNOWN | {"history": history})
    assert verdict.differences == ["the case cannot be played: there is no service 'SAUNA'"]


@pytest.mark.parametrize(
    "message",
    [
        {"type": "audio"},
        {"type": "image", "text": "así lo quiero"},
        {"type": "sticker"},
        {"type": "location"},
        {"generate": {"unit": "hola ", "times": 3000, "prefix": "¡", "suffix": "!"}},
        {"generate_messages": {"text": "hola", "times": 30}},
    ],
)
async def test_whatever_a_telephone_sends_is_answered(message: dict[str, Any]) -> None:
    expect = {"must_answer": True, "no_new_appointment": True, "max_bot_messages": 4}
    verdict = await play(opening=[message], replies=[], fallback=[], expect=expect)
    assert verdict.differences == []


async def test_forged_messages_are_refused_and_never_heard() -> None:
    expect = {"http_status": 401, "no_new_appointment": True, "must_answer": False}
    verdict = await play(
        transport={"chatwoot": "unsigned"}, after_payment="never", fallback=[], expect=expect
    )
    assert verdict.differences == []


async def test_a_message_that_comes_three_times_is_one() -> None:
    verdict = await play(
        transport={"chatwoot": "repeated"},
        expect={"appointments": [haircut()], "http_status": 200, "max_bot_messages": 3},
    )
    assert verdict.differences == []


async def test_a_forged_payment_confirms_nothing() -> None:
    verdict = await play(
        transport={"stripe": "unsigned"},
        after_payment="never",
        fallback=[],
        expect={"appointments": [], "no_new_appointment": True, "http_status": 401},
    )
    assert verdict.differences == []


async def test_an_old_payment_event_changes_nothing() -> None:
    verdict = await play(
        customer=KNOWN | {"upcoming": [UPCOMING]},
        transport={"stripe": "stale"},
        expect={
            "appointments": [haircut(), {"services": ["PEINADO"], "kept_deposit": True}],
            "refunds": 0,
            "http_status": 200,
        },
    )
    assert verdict.differences == []


async def test_every_message_goes_by_http_when_its_status_matters() -> None:
    expect = {"http_status": [200, 413], "tables_intact": True}
    huge = {"generate": {"unit": "a", "times": 300_000}}
    verdict = await play(opening=["hola", huge], replies=[], fallback=[], expect=expect)
    assert verdict.differences == []
    only = await play(opening=[huge], replies=[], fallback=[], expect={"http_status": 413})
    assert only.differences == []
