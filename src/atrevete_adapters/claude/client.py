"""One question to the Messages API within a time: attempts, what they cost, and their end."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import date
from http import HTTPStatus
from typing import Any, Final

import anthropic
import structlog
from prometheus_client import Counter, Histogram
from pydantic import BaseModel, ValidationError

from .breaker import Breaker
from .metering import Meter, Usage
from .schemas import Json
from .trouble import ERRORS, LASTING, ClaudeUnavailable, Feature, Reason, Trouble, trouble_of

_MOST_ATTEMPTS: Final = 3
_FIRST_WAIT_SECONDS: Final = 0.3
#: With less time than this no answer comes.
_LEAST_SECONDS: Final = 1.0
_MOST_TOKENS: Final = 2048
_PROBE_SECONDS: Final = 4.0
_THINKING: Final = {"type": "between_tools"}
_EFFORT: Final = {"effort": "low"}

CALLS = Counter("atrevete_claude_calls", "Calls of the Messages API, by their end.", ["outcome"])
SECONDS = Histogram("atrevete_claude_seconds", "How long an answer took, attempts included.")

log = structlog.get_logger(__name__)


class Answer(BaseModel):
    """What is read of a message."""

    content: list[dict[str, Any]]
    stop_reason: str | None = None
    usage: Usage


class NoSuchModel(Exception):
    """The model does not exist (any more), or the key does not open it; the text says which."""


@dataclass(kw_only=True)
class Client:
    """The Messages API with a model, a meter and a breaker. `now` is a monotonic clock."""

    sdk: anthropic.AsyncAnthropic
    model: str
    meter: Meter
    breaker: Breaker
    now: Callable[[], float] = time.monotonic
    pause: Callable[[float], Awaitable[None]] = asyncio.sleep
    #: What this model does not take, once it has said so.
    without: set[Feature] = field(default_factory=set)

    async def ask(self, question: Json, *, conversation: str, day: date, seconds: float) -> Answer:
        """The answer to `question` (system, tools, messages…). Raises ClaudeUnavailable."""
        if not self.meter.allows(conversation, day=day):
            raise ClaudeUnavailable(Reason.BUDGET)
        if not self.breaker.admits():
            raise ClaudeUnavailable(Reason.BREAKER)
        started = self.now()
        try:
            answer = await self._attempts(question, until=started + seconds)
        except asyncio.CancelledError:
            self.breaker.abandoned()
            raise
        self.breaker.succeeded()
        SECONDS.observe(self.now() - started)
        CALLS.labels(answer.stop_reason or "none").inc()
        self.meter.count(self.model, answer.usage, conversation=conversation, day=day)
        return answer

    async def check(self) -> None:
        """Whether the model is there for this key. Raises NoSuchModel, ClaudeUnavailable."""
        try:
            found = await self.sdk.models.retrieve(self.model, timeout=_PROBE_SECONDS)
        except anthropic.APIStatusError as error:
            refused = {HTTPStatus.NOT_FOUND, HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN}
            if error.status_code not in refused:
                raise ClaudeUnavailable(trouble_of(error).reason) from error
            raise NoSuchModel(_refused_sentence(error.status_code)) from error
        except ERRORS as error:
            raise ClaudeUnavailable(trouble_of(error).reason) from error
        if found.lifecycle == "retired":
            raise NoSuchModel("ATREVETE_CLAUDE_MODEL names a retired model: set it to a live one.")
        if found.lifecycle == "deprecated":
            retires = found.retires_at.date().isoformat() if found.retires_at else "unknown"
            log.warning("claude.model_is_deprecated", model=self.model, until=retires)
        if not self.meter.prices.knows(self.model):
            log.warning("claude.model_has_no_price", model=self.model)

    async def _attempts(self, question: Json, *, until: float) -> Answer:
        attempt = 0
        while True:
            attempt += 1
            trouble = None
            try:
                return await self._once(question, seconds=until - self.now())
            except ERRORS as error:
                trouble = trouble_of(error)
                log.warning("claude.failed", reason=trouble.reason.value, attempt=attempt)
            wait = self._wait_after(trouble, attempt, until)
            if wait is None:
                CALLS.labels(trouble.reason.value).inc()
                self.breaker.failed(lasting=trouble.reason in LASTING)
                raise ClaudeUnavailable(trouble.reason)
            await self.pause(wait)

    def _wait_after(self, trouble: Trouble, attempt: int, until: float) -> float | None:
        """Seconds until the next attempt; None: there is none."""
        if trouble.without is not None and trouble.without not in self.without:
            self.without.add(trouble.without)
            log.warning("claude.model_takes_no", mode=trouble.without.value, model=self.model)
            return 0.0
        if not trouble.may_pass or attempt >= _MOST_ATTEMPTS:
            return None
        wait = trouble.wait if trouble.wait is not None else _FIRST_WAIT_SECONDS * 2**attempt / 2
        return wait if self.now() + wait + _LEAST_SECONDS < until else None

    async def _once(self, question: Json, *, seconds: float) -> Answer:
        if seconds <= 0:
            raise TimeoutError
        async with asyncio.timeout(seconds):
            response = await self.sdk.messages.with_raw_response.create(
                **self._dressed(question), timeout=seconds
            )
            body = response.http_response.content
        try:
            return Answer.model_validate_json(body)
        except ValidationError:
            # Not its cause: pydantic quotes what it was given.
            raise NoMessage from None

    def _dressed(self, question: Json) -> Json:
        """The question with what this model takes."""
        dressed: Json = {"model": self.model, "max_tokens": _MOST_TOKENS, **question}
        if Feature.THINKING not in self.without:
            dressed["thinking"] = _THINKING
        if Feature.EFFORT not in self.without:
            dressed["output_config"] = _EFFORT
        if Feature.STRICT in self.without and "tools" in dressed:
            dressed["tools"] = [
                {name: value for name, value in tool.items() if name != "strict"}
                for tool in dressed["tools"]
            ]
        return dressed


class NoMessage(anthropic.AnthropicError):
    """The answer is no message."""


def _refused_sentence(status: int) -> str:
    if status == HTTPStatus.NOT_FOUND:
        return "ATREVETE_CLAUDE_MODEL names a model that does not exist: set it to a live one."
    return "ATREVETE_ANTHROPIC_API_KEY is not accepted: set it to a key of this organisation."
