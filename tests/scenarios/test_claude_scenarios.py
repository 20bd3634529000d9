"""The eighteen situations with Claude's understudy listening, over HTTP; and his sudden absence."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from atrevete_apps.cli.evaluation.case import Case
from atrevete_apps.cli.evaluation.reading import read_cases
from atrevete_apps.cli.evaluation.rehearsal import Rehearsal, Verdict
from atrevete_apps.cli.evaluation.stages import MemoryStage
from atrevete_apps.simulator.messages.standalone import KEY, Served, served_messages

from atrevete_adapters.claude import ClaudeFirst, open_claude
from atrevete_adapters.reglas import Reglas
from atrevete_adapters.seeds import reference_salon
from atrevete_core.ports.language_model import Request, Understood

CASES = Path(__file__).resolve().parents[2] / "evals" / "conversations"
SCENARIOS = [f"S{number:02}" for number in range(1, 19)]
MODEL = "claude-sonnet-5-5"


@pytest.fixture(scope="module")
def server() -> Iterator[Served]:
    with served_messages() as served:
        yield served


@pytest.fixture(scope="module")
def rules() -> Reglas:
    return Reglas()


@asynccontextmanager
async def listening(server: Served, rules: Reglas) -> AsyncIterator[ClaudeFirst]:
    async with open_claude(server.url, key=KEY, model=MODEL) as claude:
        yield ClaudeFirst(claude, rules)


def first_case(name: str) -> Case:
    return read_cases(CASES / f"{name}.json").conversations[0]


async def judged(case: Case, model: "ClaudeFirst | CutOff | None") -> Verdict:
    return await Rehearsal(reference_salon(), MemoryStage(), model).judge(case)


def said(verdict: Verdict) -> list[str]:
    return [line.text for line in verdict.lines]


@pytest.mark.parametrize("name", SCENARIOS)
async def test_a_scenario_ends_as_it_must_with_claude(
    name: str, server: Served, rules: Reglas
) -> None:
    async with listening(server, rules) as model:
        verdict = await judged(first_case(name), model)
    assert verdict.differences == [], said(verdict)
    assert model.spent.calls > 0
    assert model.fallbacks == 0
    assert list(server.desk.refused) == []


class CutOff(ClaudeFirst):
    """The server is gone from the third call on."""

    def __init__(self, model: ClaudeFirst, server: Served) -> None:
        super().__init__(model.claude, model._rules)  # noqa: SLF001 - the same in another coat
        self._server = server
        self._calls = 0

    async def reason(self, request: Request) -> Understood:
        self._calls += 1
        if self._calls == 3:
            await asyncio.to_thread(self._server.stop)
        return await super().reason(request)


@pytest.mark.parametrize("name", ["S01", "S07"])
async def test_a_server_that_is_cut_off_in_the_middle_is_not_noticed(
    name: str, rules: Reglas
) -> None:
    with served_messages() as server:
        async with listening(server, rules) as model:
            model.claude.client.pause = no_pause
            cut = CutOff(model, server)
            verdict = await judged(first_case(name), cut)
    assert verdict.differences == [], said(verdict)
    assert cut.fallbacks == verdict.turns - 2
    assert said(verdict) == said(await judged(first_case(name), None))


async def no_pause(seconds: float) -> None:
    """Nobody waits in a test."""
