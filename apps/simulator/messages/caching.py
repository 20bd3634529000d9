"""What a request costs: tokens by a rule of thumb, and a prompt cache as the API keeps it."""

import hashlib
import json
import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from .shape import MessagesRequest, TextBlock, Tool

#: Letters of Spanish and JSON to a token of the 5.x tokenizer; an estimate, for want of it.
LETTERS_PER_TOKEN = 2.7
#: Shorter prefixes are silently not cached.
LEAST_CACHED = 512
#: How many blocks before a breakpoint are looked at for an older end.
LOOK_BACK = 20
TTL_SECONDS = 300.0


def tokens_in(text: str) -> int:
    return math.ceil(len(text) / LETTERS_PER_TOKEN)


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of the prompt up to a block's end: the prefix's mark and its tokens so far."""

    mark: str
    tokens: int
    is_breakpoint: bool


@dataclass
class PromptCache:
    """Prefixes that were written, and when they were last used. `now` counts seconds."""

    now: Callable[[], float]
    _kept: dict[str, float] = field(default_factory=dict)

    def forget(self) -> None:
        self._kept.clear()

    def usage(self, request: MessagesRequest, output: str) -> dict[str, int]:
        """The `usage` of an answer; what the request asks to be kept is kept."""
        pieces = list(_pieces(request))
        whole = pieces[-1].tokens if pieces else 0
        ends = [number for number, each in enumerate(pieces) if each.is_breakpoint]
        read = self._longest_kept(pieces, ends)
        written = pieces[ends[-1]].tokens if ends else 0
        if written < LEAST_CACHED:
            read = written = 0
        for number in ends:
            if pieces[number].tokens >= LEAST_CACHED:
                self._kept[pieces[number].mark] = self.now()
        return {
            "input_tokens": whole - max(read, written),
            "cache_creation_input_tokens": max(0, written - read),
            "cache_read_input_tokens": read,
            "output_tokens": tokens_in(output),
        }

    def _longest_kept(self, pieces: list[Piece], ends: list[int]) -> int:
        seen = {back for end in ends for back in range(max(0, end - LOOK_BACK), end + 1)}
        alive = self.now() - TTL_SECONDS
        found = [
            pieces[each].tokens for each in seen if self._kept.get(pieces[each].mark, -1e9) >= alive
        ]
        return max(found, default=0)


def _pieces(request: MessagesRequest) -> Iterator[Piece]:
    """Tools, then system, then messages, block by block."""
    mark, tokens = hashlib.sha256(request.model.encode()), 0
    for text, is_breakpoint in _texts(request):
        mark.update(text.encode())
        tokens += tokens_in(text)
        yield Piece(mark.hexdigest(), tokens, is_breakpoint)


def _texts(request: MessagesRequest) -> Iterator[tuple[str, bool]]:
    system = request.system if isinstance(request.system, list) else []
    if isinstance(request.system, str):
        yield request.system, False
    marked: list[Tool | TextBlock] = [*request.tools, *system]
    for block in marked:
        yield block.model_dump_json(exclude={"cache_control"}), block.cache_control is not None
    for message in request.messages:
        for part in message.blocks:
            written = json.dumps([message.role, part.model_dump(exclude={"cache_control"})])
            yield written, getattr(part, "cache_control", None) is not None
