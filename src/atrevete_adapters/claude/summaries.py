"""Long conversations: what came before the last lines, said shortly (R5).

A summary is made after a turn, beside it, and used from the next one on; between two summaries the
conversation only grows, so that its prefix stays in the cache. They live in memory: another worker
sends the lines themselves until it has a summary of its own.
"""

from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from atrevete_core.domain.conversation import Speaker, Utterance

from .schemas import Json
from .texts import prompt
from .transcript import quoted

#: Above so many lines the older ones are summarised, all but the last few.
LONG = 40
KEPT = 16
_MOST = 2_000
_LONGEST = 1_500


@dataclass(frozen=True, slots=True)
class Summary:
    """What was said up to and including `until`."""

    until: datetime
    text: str


class Summaries:
    """The summaries of this process, by conversation."""

    def __init__(self) -> None:
        self._kept: OrderedDict[str, Summary] = OrderedDict()

    def split(
        self, conversation: str, history: Sequence[Utterance]
    ) -> tuple[str, Sequence[Utterance]]:
        """The summary, if there is one, and the lines after it.

        A conversation does not become shorter by itself: when it has, its lines were erased, and
        what was made of them goes too.
        """
        if len(history) <= LONG:
            self._kept.pop(conversation, None)
        kept = self._kept.get(conversation)
        if kept is None:
            return "", history
        return kept.text, [line for line in history if line.at > kept.until]

    def due(self, conversation: str, history: Sequence[Utterance]) -> Sequence[Utterance]:
        """The lines that are to be summarised now; none while the conversation is short."""
        _, lines = self.split(conversation, history)
        return lines[:-KEPT] if len(lines) > LONG else ()

    def question(self, conversation: str, lines: Sequence[Utterance]) -> Json:
        """What to ask for a summary of these lines and of the summary before them."""
        before = self._kept.get(conversation)
        told = [f"Hasta ahora: {quoted(before.text)}"] if before else []
        told += [f"{_WHO[line.speaker]}: {quoted(line.text)}" for line in lines]
        content = [{"type": "text", "text": "\n".join(told)}]
        return {
            "system": [{"type": "text", "text": prompt("summary")}],
            "messages": [{"role": "user", "content": content}],
        }

    def keep(self, conversation: str, until: datetime, text: str) -> None:
        self._kept[conversation] = Summary(until, text[:_LONGEST])
        self._kept.move_to_end(conversation)
        if len(self._kept) > _MOST:
            self._kept.popitem(last=False)


_WHO = {Speaker.CUSTOMER: "Clienta", Speaker.MAITE: "Maite", Speaker.PERSON: "Compañera"}
