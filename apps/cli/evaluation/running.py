"""Many cases on all cores: each process plays some, and the verdicts come back in order."""

import asyncio
import logging
import multiprocessing
import os
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from typing import Literal

import structlog
from anyio.from_thread import start_blocking_portal

from atrevete_adapters.seeds import SalonSeed, reference_salon

from .case import Case
from .interpreters import Bill, Interpreter
from .own_salon import OwnSalon, seed_of
from .rehearsal import Rehearsal, Stage, Verdict
from .stages import MemoryStage, PostgresStage, cluster, templates

StorageKind = Literal["postgres", "memory"]

#: Starting a process takes as long as playing this many cases.
_WORTH_A_PROCESS = 24
_CHUNK = 8


@dataclass(frozen=True, kw_only=True)
class Run:
    """The cases of one salon, each played `repeat` times."""

    salon: OwnSalon
    cases: tuple[Case, ...]
    repeat: int = 1


@dataclass(frozen=True, kw_only=True)
class Chunk:
    """Some cases for one process. Without a template they are played in memory."""

    run: Run
    template_url: str = ""
    interpreter: Interpreter = field(default_factory=Interpreter)


def play_all(
    runs: Sequence[Run], *, storage: StorageKind, interpreter: Interpreter | None = None
) -> list[Verdict]:
    """The verdicts in the order of the cases."""
    with ExitStack() as stack:
        urls = _prepared(stack, runs) if storage == "postgres" else [""] * len(runs)
        chunks = [
            Chunk(run=part, template_url=url, interpreter=interpreter or Interpreter())
            for run, url in zip(runs, urls, strict=True)
            for part in _parts(run)
        ]
        return [verdict for played in _played(chunks) for verdict in played]


def _prepared(stack: ExitStack, runs: Sequence[Run]) -> list[str]:
    """A template for each different salon."""
    salons = list(dict.fromkeys(run.salon.model_dump_json() for run in runs))
    seeds = [_seed(OwnSalon.model_validate_json(each)) for each in salons]
    server = stack.enter_context(cluster())
    portal = stack.enter_context(start_blocking_portal())
    made = stack.enter_context(portal.wrap_async_context_manager(templates(server, seeds)))
    return [made[salons.index(run.salon.model_dump_json())] for run in runs]


def _seed(salon: OwnSalon) -> SalonSeed:
    return seed_of(salon, reference_salon())


def _parts(run: Run) -> Iterator[Run]:
    for start in range(0, len(run.cases), _CHUNK):
        yield replace(run, cases=run.cases[start : start + _CHUNK])


def _played(chunks: Sequence[Chunk]) -> Iterator[list[Verdict]]:
    cases = sum(len(each.run.cases) * each.run.repeat for each in chunks)
    workers = min(os.cpu_count() or 1, len(chunks))
    if cases <= _WORTH_A_PROCESS or workers == 1:
        yield from map(play_chunk, chunks)
        return
    # Spawned, not forked: a fork would hold the embedded server's pipe open.
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(workers, mp_context=context, initializer=be_quiet) as pool:
        yield from pool.map(play_chunk, chunks)


def be_quiet() -> None:
    """Cases break things on purpose: only what cannot go on is logged."""
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL))


def play_chunk(chunk: Chunk) -> list[Verdict]:
    """Play some cases in this process."""
    stage: Stage = PostgresStage(chunk.template_url) if chunk.template_url else MemoryStage()
    return asyncio.run(_judge(chunk, stage))


async def _judge(chunk: Chunk, stage: Stage) -> list[Verdict]:
    run = chunk.run
    async with chunk.interpreter.opened() as model:
        rehearsal = Rehearsal(_seed(run.salon), stage, model)
        return [await _each_time(rehearsal, case, run.repeat) for case in run.cases]


async def _each_time(rehearsal: Rehearsal, case: Case, times: int) -> Verdict:
    """pass^k: a case passes when it passes every time; the first failure is shown, all are paid."""
    verdicts = [await rehearsal.judge(case) for _ in range(times)]
    shown = next((each for each in verdicts if not each.passed), verdicts[0])
    bill = Bill.sum_of(each.bill for each in verdicts)
    return replace(shown, bill=bill, booked=sum(each.booked for each in verdicts))
