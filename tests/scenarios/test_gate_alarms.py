"""The claims gate hardly ever refuses what is true: Maite's own sentences in our conversations.

One case of each scenario; `ATREVETE_ALL_CASES=1` plays them all, for the figure in docs/claude.md.
"""

import os
from pathlib import Path

import pytest
from atrevete_apps.cli.evaluation.player import DirectVoice, Player
from atrevete_apps.cli.evaluation.reading import read_cases
from atrevete_apps.cli.evaluation.seeding import sow

from atrevete_adapters.memory.salon import MemorySalon
from atrevete_adapters.reglas import Reglas
from atrevete_adapters.seeds import reference_salon
from tests.scenarios.gate_facts import WatchedFlow

CASES = Path(__file__).resolve().parents[2] / "evals" / "conversations"
EACH = None if os.environ.get("ATREVETE_ALL_CASES") else 1
ACCEPTABLE = 0.02


@pytest.mark.timeout(1_800 if EACH is None else 60)
async def test_fewer_than_two_in_a_hundred_true_sentences_are_refused() -> None:
    flow, model = WatchedFlow(), Reglas()
    for path in sorted(CASES.glob("*.json")):
        for case in read_cases(path).conversations[:EACH]:
            zone = reference_salon().salon.zone
            salon = MemorySalon(now=case.now.replace(tzinfo=zone), model=model, flow=flow)  # type: ignore[arg-type] # watched
            await sow(salon, case)
            person = salon.person(case.customer.phone, case.customer.whatsapp_name)
            await Player(case, person, DirectVoice(person)).play()
    share = len(flow.alarms) / flow.replies
    told = "\n".join(f"{each.text!r}: {each.claims}" for each in flow.alarms)
    print(f"{len(flow.alarms)} of {flow.replies} replies refused\n{told}")  # noqa: T201 - the figure
    assert flow.replies > 40
    assert share < ACCEPTABLE, told
