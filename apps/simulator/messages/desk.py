"""The Messages API at work: checks a request, and answers as told, cleverly or maliciously."""

import hashlib
import json
import time
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import count
from typing import Any

from . import checks, clever, malicious
from .caching import PromptCache
from .prompt_reading import UnknownPrompt
from .shape import Message, MessagesRequest

Json = dict[str, Any]
_MOST_KEPT = 5_000

#: Models that can be asked for, and how long yet.
MODELS: Mapping[str, str] = {
    "claude-sonnet-5-5": "active",
    "claude-haiku-5-5": "active",
    "claude-opus-5-5": "active",
    "claude-sonnet-4-5": "deprecated",
    "claude-sonnet-4-20250514": "retired",
}


class Manner(StrEnum):
    """How it answers when no answer was written for it."""

    CLEVER = "clever"
    MALICIOUS = "malicious"


@dataclass(frozen=True, kw_only=True, slots=True)
class Canned:
    """An answer that was written beforehand.

    With a `status` it is an error of that type; else `content` and `stop_reason` are the answer's.
    `breaks_after` ends a stream with this error after its first block. `text` instead of JSON is
    garbage.
    """

    content: Sequence[Json] = ()
    stop_reason: str = ""
    status: int = 0
    error_type: str = "api_error"
    error_code: str = ""
    message: str = "simulated"
    headers: Mapping[str, str] = field(default_factory=dict)
    breaks_after: str = ""
    text: str = ""
    seconds: float = 0.0


class Refusal(Exception):
    """An error answer of the API's."""

    def __init__(self, canned: Canned) -> None:
        super().__init__(canned.message)
        self.canned = canned


@dataclass
class MessagesDesk:
    """Requests in, messages out. `now` counts seconds, for the cache's age."""

    now: Callable[[], float] = time.monotonic
    manner: Manner = Manner.CLEVER
    script: deque[Canned] = field(default_factory=deque)
    requests: deque[Json] = field(default_factory=lambda: deque(maxlen=_MOST_KEPT))
    #: Why requests were not taken.
    refused: deque[str] = field(default_factory=lambda: deque(maxlen=_MOST_KEPT))
    usages: deque[Json] = field(default_factory=lambda: deque(maxlen=_MOST_KEPT))
    cache: PromptCache = field(init=False)
    _numbers: "count[int]" = field(default_factory=lambda: count(1))

    def __post_init__(self) -> None:
        self.cache = PromptCache(self.now)

    def clear(self) -> None:
        self.script.clear()
        self.requests.clear()
        self.refused.clear()
        self.usages.clear()
        self.cache.forget()

    def next_canned(self) -> Canned | None:
        return self.script.popleft() if self.script else None

    def read(self, body: bytes) -> MessagesRequest:
        """The request, written down. Raises Refusal for one that the API would not take."""
        try:
            request = checks.parsed(body)
            checks.check(request, signature)
        except checks.InvalidRequest as error:
            self.refused.append(str(error))
            raise Refusal(_invalid(str(error))) from error
        if MODELS.get(request.model) in {None, "retired"}:
            raise Refusal(_no_model(request.model))
        self.requests.append(json.loads(body))
        return request

    def answer(self, request: MessagesRequest, canned: Canned | None) -> Json:
        """The message. Raises Refusal when an error was written for it."""
        if canned is not None and canned.status:
            raise Refusal(canned)
        content = list(canned.content) if canned is not None else self._content(request)
        if canned is None and _thinks(request):
            content.insert(0, _thought(request))
        blocks = [self._numbered(each) for each in content]
        usage = self.cache.usage(request, json.dumps(blocks, ensure_ascii=False))
        self.usages.append(usage)
        uses_tools = any(each["type"] == "tool_use" for each in blocks)
        usual = "tool_use" if uses_tools else "end_turn"
        return {
            "id": f"msg_simulated{next(self._numbers):06}",
            "type": "message",
            "role": "assistant",
            "model": request.model,
            "content": blocks,
            "stop_reason": (canned.stop_reason if canned else "") or usual,
            "stop_sequence": None,
            "usage": usage,
        }

    def _content(self, request: MessagesRequest) -> list[Json]:
        if not request.tools:
            return [{"type": "text", "text": _SUMMARY}]
        try:
            act = malicious.act if self.manner is Manner.MALICIOUS else clever.act
            return act(request)
        except UnknownPrompt:
            return [{"type": "text", "text": "¿En qué te ayudo?"}]

    def _numbered(self, block: Json) -> Json:
        if block["type"] != "tool_use" or "id" in block:
            return block
        return {"type": "tool_use", "id": f"toolu_simulated{next(self._numbers):06}", **block}


_SUMMARY = "La clienta ha hablado de sus citas y se le ha contestado a todo."


def signature(model: str, before: Sequence[Message]) -> str:
    """Thinking is bound to the model and to everything that was said before it."""
    said = [each.model_dump_json(exclude={"content": {"__all__": {"cache_control"}}})
            if not isinstance(each.content, str) else each.content for each in before]  # fmt: skip
    return hashlib.sha256("\n".join([model, *said]).encode()).hexdigest()


def _thinks(request: MessagesRequest) -> bool:
    """Between tools: only after a look-up. Without the field always."""
    if not request.tools:
        return False
    kind = request.thinking.type if request.thinking else "adaptive"
    after_tools = any(each.type == "tool_result" for each in request.messages[-1].blocks)
    return kind == "adaptive" or (kind == "between_tools" and after_tools)


def _thought(request: MessagesRequest) -> Json:
    signed = signature(request.model, request.messages)
    return {"type": "thinking", "thinking": "", "signature": signed}


def _invalid(message: str) -> Canned:
    return Canned(status=400, error_type="invalid_request_error", message=message)


def _no_model(model: str) -> Canned:
    return Canned(status=404, error_type="not_found_error", message=f"model: {model}")
