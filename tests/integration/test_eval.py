"""Conversations are judged alike on PostgreSQL and in memory; each has a database of its own."""

from collections.abc import Iterator
from typing import Any

import pytest
from anyio.from_thread import start_blocking_portal
from atrevete_apps.cli.evaluation.own_salon import OwnSalon
from atrevete_apps.cli.evaluation.rehearsal import Rehearsal, Verdict
from atrevete_apps.cli.evaluation.running import Run, play_all
from atrevete_apps.cli.evaluation.stages import MemoryStage, PostgresStage, templates

from atrevete_adapters.seeds import reference_salon
from tests.unit.evaluation.written import KNOWN, STRANGER, case, haircut

UPCOMING = {"services": ["PEINADO"], "stylist": "Pilar", "start": "2026-12-18T11:00:00",
            "deposit_paid": 3.5}  # fmt: skip
HISTORY = {"services": ["CORTAR", "SECADO"], "stylist": "Marta", "days_ago": 40}
OTHER = {"phone": "+34600555030", "first_name": "Óscar", "last_name": "Gil",
         "upcoming": [UPCOMING | {"start": "2026-12-18T12:00:00", "stylist": "Harol"}]}  # fmt: skip
HANDFUL: dict[str, dict[str, Any]] = {
    "books": {},
    "is new": {"customer": STRANGER, "max_turns": 10},
    "never pays": {"after_payment": "never", "expect": {"appointments": [], "max_holds": 1}},
    "fails twice": {"after_payment": "fail_twice", "expect": {"escalation": "payment_failure"}},
    "expects wrongly": {"expect": {"appointments": [haircut(deposit_eur=1)], "refunds": 3}},
    "knows others": {
        "customer": KNOWN | {"history": [HISTORY], "upcoming": [UPCOMING]},
        "others": [OTHER],
        "busy": [{"stylist": "Marta", "start": "2026-12-18T10:00:00",
                  "end": "2026-12-18T11:30:00"}],
        "closures": [{"date": "2026-12-17", "reason": "obras"}],
        "expect": {"others_untouched": True, "tables_intact": True, "no_discount": True},
    },
    "is reminded": {
        "customer": KNOWN | {"upcoming": [UPCOMING]},
        "opening": [],
        "trigger": {"type": "reminder_48h"},
        "replies": [{"when": ".", "say": ["gracias"], "end": True}],
        "expect": {"appointments": [{"services": ["PEINADO"], "kept_deposit": True}]},
    },
    "is repeated": {"transport": {"chatwoot": "repeated"}, "expect": {"http_status": 200}},
    "is forged": {"transport": {"stripe": "unsigned"}, "expect": {"http_status": 401}},
}  # fmt: skip


@pytest.fixture(scope="module")
def template(postgres_url: str) -> Iterator[str]:
    made = templates(postgres_url, [reference_salon()])
    with start_blocking_portal() as portal, portal.wrap_async_context_manager(made) as (url,):
        yield url


def essence(verdict: Verdict) -> Any:
    """Everything but how long it took."""
    lines = [(line.by_salon, line.at, line.text) for line in verdict.lines]
    return verdict.differences, verdict.automated, verdict.booked, verdict.turns, lines


@pytest.mark.parametrize("name", HANDFUL)
async def test_both_storages_give_the_same_conversation_and_verdict(
    template: str, name: str
) -> None:
    played = case(**HANDFUL[name])
    in_memory = await Rehearsal(reference_salon(), MemoryStage()).judge(played)
    on_postgres = await Rehearsal(reference_salon(), PostgresStage(template)).judge(played)
    assert essence(on_postgres) == essence(in_memory)
    assert in_memory.passed == (name != "expects wrongly")


def test_salons_of_their_own_and_several_processes_keep_the_order(
    postgres_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ATREVETE_DATABASE_URL", postgres_url)
    half = OwnSalon.model_validate({"policy": {"deposit_percent": 50}})
    dear = case(id="half", expect={"appointments": [haircut(deposit_eur=13.1)]})
    runs = [
        Run(salon=OwnSalon(), cases=tuple(case(id=f"usual-{number}") for number in range(3))),
        Run(salon=half, cases=(dear,)),
    ]
    verdicts = play_all(runs, storage="postgres")
    assert [each.id for each in verdicts] == ["usual-0", "usual-1", "usual-2", "half"]
    assert [each.differences for each in verdicts] == [[]] * 4
