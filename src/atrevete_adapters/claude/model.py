"""Claude as the port LanguageModel: one call a round, look-ups in between, eight seconds a turn."""

import asyncio
import hashlib
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Final

import structlog
from prometheus_client import Counter

from atrevete_core.domain.commands import AskOther, Command, NotUnderstood
from atrevete_core.domain.conversation import Utterance
from atrevete_core.flow.claims import facts_of_turn, people_of, unborne
from atrevete_core.ports.language_model import Finding, Request, Understood

from . import transcript
from .client import Answer, Client
from .guards import Guards
from .reading import Said, read
from .schemas import Json
from .summaries import Summaries
from .tools import definitions
from .trouble import ClaudeUnavailable, Feature, Reason

#: After this `reglas` answers the same turn.
TURN_SECONDS: Final = 8.0
#: Rounds of a turn in which Claude may still look something up.
MOST_CALLS: Final = 4
_MOST_TURNS: Final = 500
_SUMMARY_SECONDS: Final = 30.0

CLAIMS = Counter(
    "atrevete_claims_refused", "Claims of a model's that nothing bore out, by kind.", ["kind"]
)
TEXTS = Counter("atrevete_claude_texts", "Texts of Claude's, by what became of them.", ["outcome"])

log = structlog.get_logger(__name__)


@dataclass(kw_only=True)
class Turn:
    """A turn on its way: its messages only grow, because thinking is bound to them."""

    conversation: str
    day: date
    started: float
    messages: list[Json]
    commands: list[Command] = field(default_factory=list)
    formal: bool | None = None
    #: The last answer, whose calls are still to be answered.
    said: Said = field(default_factory=Said)
    calls: int = 0
    tokens: int = 0

    @property
    def open_calls(self) -> set[str]:
        return {each.id for each in self.said.look_ups}


class Claude:
    """Turns live in memory between two rounds; when one is gone (another worker goes on with it)
    its look-ups are told again, without the thinking.
    """

    def __init__(self, client: Client) -> None:
        self.client = client
        self._turns: OrderedDict[str, Turn] = OrderedDict()
        self._summaries = Summaries()
        self._beside: set[asyncio.Task[None]] = set()

    async def reason(self, request: Request) -> Understood:
        """Raises ClaudeUnavailable."""
        name = _name_of(request)
        turn = self._resumed(name, request) or self._begun(request)
        try:
            said = await self._heard(turn, request)
        except ClaudeUnavailable:
            self._turns.pop(name, None)
            raise
        if said.look_ups:
            self._keep(name, turn)
            return Understood(look_ups=tuple(said.look_ups))
        self._turns.pop(name, None)
        self._summarise(turn, request)
        return _understood(turn, request)

    async def check(self) -> None:
        """Whether the model is there. Raises NoSuchModel, ClaudeUnavailable."""
        await self.client.check()

    async def settled(self) -> None:
        """Until what is made beside the turns is made."""
        await asyncio.gather(*self._beside)

    async def close(self) -> None:
        """No summary is worth waiting for."""
        for task in self._beside:
            task.cancel()
        await asyncio.gather(*self._beside, return_exceptions=True)

    # --- one answer -------------------------------------------------------------------------

    async def _heard(self, turn: Turn, request: Request) -> Said:
        """Claude's next answer that can be used; what cannot be is said back once."""
        guards = Guards(request)
        answer = await self._ask(turn, request)
        said = read(answer.content, guards)
        if _is_unusable(answer, said):
            self._say_back(turn, answer, said)
            answer = await self._ask(turn, request)
            said = read(answer.content, guards)
            if _is_unusable(answer, said):
                raise ClaudeUnavailable(Reason.UNUSABLE)
        turn.messages.append({"role": "assistant", "content": transcript.echo(answer.content)})
        turn.commands += said.commands
        turn.formal = said.formal if said.formal is not None else turn.formal
        turn.said = said
        return said

    def _say_back(self, turn: Turn, answer: Answer, said: Said) -> None:
        """One try to mend it. An answer without complete calls is just asked for again."""
        echo = transcript.echo(answer.content)
        if answer.stop_reason == "max_tokens" or not said.wrong or not echo:
            return
        unanswered = {each.id: "pídelo otra vez" for each in said.look_ups}
        turn.messages += [
            {"role": "assistant", "content": answer.content},
            {
                "role": "user",
                "content": transcript.results([], said.noted, said.wrong | unanswered),
            },
        ]
        turn.commands += said.commands

    async def _ask(self, turn: Turn, request: Request) -> Answer:
        if turn.calls >= MOST_CALLS:
            raise ClaudeUnavailable(Reason.UNUSABLE)
        if turn.tokens >= self.client.meter.budget.turn_tokens:
            raise ClaudeUnavailable(Reason.BUDGET)
        turn.calls += 1
        answer = await self.client.ask(
            self._question(turn, request),
            conversation=turn.conversation,
            day=turn.day,
            seconds=turn.started + TURN_SECONDS - self.client.now(),
        )
        turn.tokens += answer.usage.total
        if answer.stop_reason == "refusal":
            raise ClaudeUnavailable(Reason.REFUSAL)
        return answer

    def _question(self, turn: Turn, request: Request) -> Json:
        return {
            "tools": definitions(strict=Feature.STRICT not in self.client.without),
            "tool_choice": {"type": "auto"},
            "system": transcript.system(request.situation),
            "messages": turn.messages,
            "metadata": {"user_id": _opaque(turn.conversation)},
        }

    # --- turns ------------------------------------------------------------------------------

    def _begun(self, request: Request) -> Turn:
        conversation = _conversation_of(request)
        summary, history = self._summaries.split(conversation, request.history)
        messages = transcript.conversation(history, summary)
        now = transcript.this_turn(request)
        if messages and messages[-1]["role"] == "user":
            messages[-1]["content"] += now
        else:
            messages.append({"role": "user", "content": now})
        if request.findings:
            messages += transcript.remembered(request.findings)
        return Turn(
            conversation=conversation,
            day=request.situation.now.date(),
            started=self.client.now(),
            messages=messages,
        )

    def _resumed(self, name: str, request: Request) -> Turn | None:
        """The turn whose look-ups are answered now, with all the answers in one message."""
        turn = self._turns.get(name)
        if turn is None:
            return None
        found = _answers_to(turn.open_calls, request.findings)
        if not found:
            return None
        said = turn.said
        turn.messages.append(
            {"role": "user", "content": transcript.results(found, said.noted, said.wrong)}
        )
        return turn

    def _keep(self, name: str, turn: Turn) -> None:
        self._turns[name] = turn
        self._turns.move_to_end(name)
        if len(self._turns) > _MOST_TURNS:
            self._turns.popitem(last=False)

    # --- summaries --------------------------------------------------------------------------

    def _summarise(self, turn: Turn, request: Request) -> None:
        lines = self._summaries.due(turn.conversation, request.history)
        if lines:
            task = asyncio.create_task(self._make_summary(turn, lines[-1].at, lines))
            self._beside.add(task)
            task.add_done_callback(self._beside.discard)

    async def _make_summary(self, turn: Turn, until: datetime, lines: Sequence[Utterance]) -> None:
        try:
            answer = await self.client.ask(
                self._summaries.question(turn.conversation, lines),
                conversation=turn.conversation,
                day=turn.day,
                seconds=_SUMMARY_SECONDS,
            )
        except ClaudeUnavailable as error:
            log.warning("claude.no_summary", reason=error.reason.value)
            return
        texts = [str(each["text"]) for each in answer.content if each.get("type") == "text"]
        if answer.stop_reason == "end_turn" and texts:
            self._summaries.keep(turn.conversation, until, "\n".join(texts))


def _is_unusable(answer: Answer, said: Said) -> bool:
    """Cut off, empty, or with a call that means nothing."""
    if answer.stop_reason in {"max_tokens", "model_context_window_exceeded"} or said.wrong:
        return True
    return not (said.commands or said.look_ups or said.noted or said.text)


def _understood(turn: Turn, request: Request) -> Understood:
    """The commands of all rounds; words alone are the answer to an open question."""
    said = turn.said
    commands = list(dict.fromkeys(turn.commands))
    if said.text and not commands:
        commands = [AskOther()]
    is_answer = any(isinstance(each, AskOther) for each in commands)
    return Understood(
        commands=tuple(commands) or (NotUnderstood(),),
        text=_borne_out(said.text, request) if is_answer else "",
        formal=turn.formal,
    )


def _borne_out(text: str, request: Request) -> str:
    """The gate of the core, tried here first: what is refused is counted and logged by kind."""
    if not text:
        return ""
    situation = request.situation
    facts = facts_of_turn(situation, request.findings)
    refused = unborne(text, facts, people_of(situation))
    for claim in refused:
        CLAIMS.labels(claim.kind.value).inc()
    TEXTS.labels("refused" if refused else "said").inc()
    if refused:
        kinds = sorted({each.kind.value for each in refused})
        log.warning("claims.refused", kind=",".join(kinds), count=len(refused))
    return "" if refused else text


def _answers_to(calls: set[str], findings: Sequence[Finding]) -> list[Finding]:
    """The findings of these calls; nothing unless all are there."""
    found = [each for each in findings if each.look_up.id in calls]
    return found if {each.look_up.id for each in found} == calls else []


def _name_of(request: Request) -> str:
    return ",".join(str(each.id) for each in request.messages)


def _conversation_of(request: Request) -> str:
    return str(request.messages[0].conversation_id) if request.messages else ""


def _opaque(conversation: str) -> str:
    """The API wants to tell end users apart, not to know them."""
    return hashlib.sha256(f"maite:{conversation}".encode()).hexdigest()[:32]
