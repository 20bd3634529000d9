"""Cases as they are written in files: our own, of people who do not exist."""

from typing import Any

from atrevete_apps.cli.evaluation.case import Case
from atrevete_apps.cli.evaluation.reading import cases_of
from atrevete_apps.cli.evaluation.rehearsal import Rehearsal, Verdict
from atrevete_apps.cli.evaluation.stages import MemoryStage

from atrevete_adapters.seeds import reference_salon

Json = dict[str, Any]
#: A Wednesday.
NOW = "2026-12-16T11:00:00"
KNOWN = {
    "phone": "+34600555010",
    "whatsapp_name": "Nuria",
    "known": True,
    "first_name": "Nuria",
    "last_name": "Vidal Sanz",
}
STRANGER = {"phone": "+34600555020", "whatsapp_name": "Teresa", "known": False}
#: Answers of somebody who wants a haircut with Marta on Friday at 12:00, whatever is asked.
ANSWERS = [
    {"when": "confirmada", "say": []},
    {"when": "pack", "say": ["no, solo el corte"], "once": True},
    {"when": "te llamas|tu nombre", "say": ["sí, Teresa"], "once": True},
    {"when": "apellid", "say": ["Muñoz Rey"]},
    {"when": r"\d{1,2}:\d{2}", "say": ["la primera"], "pick": 1},
]
HAIRCUT = "quiero cortarme el pelo el viernes a las 12:00 con Marta"


def written(**changes: Any) -> Json:
    """A known customer books a haircut for Friday at noon and pays."""
    return {
        "id": "own-haircut",
        "scenario": 2,
        "variant": "plain",
        "now": NOW,
        "customer": KNOWN,
        "opening": [HAIRCUT],
        "replies": ANSWERS,
        "fallback": ["el viernes a las 12:00 con Marta"],
        "after_payment": "pay",
        "max_turns": 6,
        "expect": {"appointments": [haircut()], "escalation": None},
        **changes,
    }


def haircut(**changes: Any) -> Json:
    return {
        "status": "confirmed",
        "services": ["Cortar"],
        "stylist": "marta",
        "start": "2026-12-18T12:00:00",
        "deposit_eur": 5.24,
        **changes,
    }


def case(**changes: Any) -> Case:
    [only] = cases_of([written(**changes)]).conversations
    return only


async def play(**changes: Any) -> Verdict:
    """In memory."""
    return await Rehearsal(reference_salon(), MemoryStage()).judge(case(**changes))
