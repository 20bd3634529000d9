"""One case from the empty salon to the verdict."""

from collections.abc import Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cache
from typing import Any, Protocol

from atrevete_adapters.memory.salon import Person, RehearsedSalon
from atrevete_adapters.reglas import Reglas
from atrevete_adapters.seeds import SalonSeed
from atrevete_core.domain.text import storable
from atrevete_core.flow.graph import MaiteFlow
from atrevete_core.ports.language_model import LanguageModel
from atrevete_core.ports.storage import Storage

from .case import Case, Transport
from .delivery import WebhookVoice, webhooks
from .gathering import facts_of, look_before
from .interpreters import Bill, Metered
from .judge import is_automated, judge
from .player import DirectVoice, Line, Played, Player
from .seeding import ImpossibleCase, sow


class Stage(Protocol):
    """Where cases are played: an empty storage with the seed in it, for each."""

    def storage(self, seed: SalonSeed) -> AbstractAsyncContextManager[Storage]: ...


@dataclass(frozen=True, kw_only=True)
class Verdict:
    """What came of a case."""

    id: str
    scenario: str
    variant: str
    differences: Sequence[str]
    automated: bool
    turns: int
    booked: int
    bill: Bill = field(default_factory=Bill)
    latencies: Sequence[float] = ()
    lines: Sequence[Line] = field(default=(), repr=False)

    @property
    def passed(self) -> bool:
        return not self.differences

    def as_json(self) -> dict[str, Any]:
        return {
            "id": self.id,
            "scenario": self.scenario,
            "variant": self.variant,
            "passed": self.passed,
            "differences": [storable(each) for each in self.differences],
            "automated": self.automated,
            "turns": self.turns,
            "bookings": self.booked,
            "latency_ms": [round(each * 1000, 1) for each in self.latencies],
            "tokens": self.bill.tokens,
            "cost_eur": round(self.bill.euros, 6),
            "left_to_rules": self.bill.fallbacks,
        }


@cache
def _rules() -> Reglas:
    """Loading the vocabulary takes longer than playing ten cases."""
    return Reglas()


@cache
def _flow() -> MaiteFlow:
    """Without checkpoints it keeps nothing from one turn to the next."""
    return MaiteFlow()


class Rehearsal:
    """Plays cases one after another with one interpreter."""

    def __init__(self, seed: SalonSeed, stage: Stage, model: Metered | None = None) -> None:
        self._seed = seed
        self._stage = stage
        self._meter = model
        self._model: LanguageModel = model or _rules()
        self._flow = _flow()

    async def judge(self, case: Case) -> Verdict:
        """Play the case and compare. A case that breaks the salon fails, and says how."""
        before = Bill.of(self._meter)
        verdict = await self._tried(case)
        return replace(verdict, bill=Bill.of(self._meter).minus(before))

    async def _tried(self, case: Case) -> Verdict:
        try:
            async with self._stage.storage(self._seed) as storage:
                return await self._play(case, storage)
        except ImpossibleCase as error:
            return _broken(case, f"the case cannot be played: {error}")
        except Exception as error:  # noqa: BLE001 - whatever breaks is this case's failure
            return _broken(case, f"the salon breaks: {type(error).__name__}: {error}")

    async def _play(self, case: Case, storage: Storage) -> Verdict:
        salon = self._open(case, storage)
        await sow(salon, case)
        before = await look_before(salon, case)
        person = salon.person(case.customer.phone, case.customer.whatsapp_name)
        played = await self._conversation(case, person)
        facts = await facts_of(salon, case, person, before)
        differing = judge(facts, played, case)
        return Verdict(
            id=case.id,
            scenario=_chapter(case),
            variant=str(case.variant or ""),
            differences=differing,
            automated=is_automated(facts, case, differing),
            turns=played.turns,
            booked=sum(each.is_new and each.status == "confirmed" for each in facts.appointments),
            latencies=played.latencies,
            lines=played.lines,
        )

    async def _conversation(self, case: Case, person: Person) -> Played:
        """Into the salon's hands, or by the webhooks when the case is about them."""
        if not case.by_http:
            return await Player(case, person, DirectVoice(person)).play()
        async with webhooks(person.salon) as http:
            voice = WebhookVoice(person, http, case.transport or Transport())
            played = await Player(case, person, voice).play()
            return replace(played, statuses=voice.statuses)

    def _open(self, case: Case, storage: Storage) -> RehearsedSalon:
        zone = self._seed.salon.zone
        now: datetime = case.now if case.now.tzinfo else case.now.replace(tzinfo=zone)
        return RehearsedSalon(
            now=now, storage=storage, seed=self._seed, model=self._model, flow=self._flow
        )


def _chapter(case: Case) -> str:
    """«S7», or the kind of a hostile case."""
    scenario = "" if case.scenario is None else str(case.scenario)
    if case.category:
        return case.category
    return f"S{scenario}" if scenario.isdigit() else scenario or "other"


def _broken(case: Case, why: str) -> Verdict:
    return Verdict(
        id=case.id,
        scenario=_chapter(case),
        variant=str(case.variant or ""),
        differences=[why],
        automated=False,
        turns=0,
        booked=0,
    )
