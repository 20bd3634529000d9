"""The messaging desk: threads, and what was said in them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import count

from atrevete_core.domain.conversation import MessageKind, Reply
from atrevete_core.ports.clock import Clock
from atrevete_core.ports.messenger import Overheard, PastMessage, SentMessage

from .trouble import Trouble


@dataclass(frozen=True, kw_only=True, slots=True)
class Said:
    """Something of ours that reached the desk."""

    thread_id: str
    reply: Reply
    marker: str
    private: bool = False


class MemoryMessenger:
    """The port `Messenger`. `said` is the ledger; sending twice says it twice, as at the desk."""

    def __init__(self, clock: Clock) -> None:
        self.trouble = Trouble()
        self.said: list[Said] = []
        #: Threads that are open for people, and those where Maite is typing.
        self.with_team: set[str] = set()
        self.typing_in: set[str] = set()
        #: What `lately` tells.
        self.overheard: list[Overheard] = []
        self._clock = clock
        self._threads: dict[str, list[PastMessage]] = {}
        self._open: dict[str, str] = {}
        self._numbers = count(1)

    def told(self, thread_id: str) -> list[str]:
        """The texts that the customer of the thread read, in order."""
        return [
            each.reply.text
            for each in self.said
            if each.thread_id == thread_id and not each.private
        ]

    def notes(self, thread_id: str) -> list[str]:
        """The texts that only the team reads there."""
        return [
            each.reply.text for each in self.said if each.thread_id == thread_id and each.private
        ]

    async def hear(
        self,
        thread_id: str,
        text: str,
        *,
        kind: MessageKind = MessageKind.TEXT,
        by_person: bool = False,
    ) -> PastMessage:
        """The customer writes in the thread (or somebody of the team does)."""
        heard = PastMessage(
            id=next(self._numbers),
            text=text,
            incoming=not by_person,
            private=False,
            at=await self._clock.now(),
            kind=kind,
            by_person=by_person,
        )
        self._threads.setdefault(thread_id, []).append(heard)
        return heard

    def resolve(self, desk_id: str) -> None:
        """The team closes the contact's thread: the next message opens a new one."""
        self._open.pop(desk_id, None)

    async def send(self, thread_id: str, reply: Reply, *, marker: str) -> SentMessage:
        with self.trouble.around_effect():
            return await self._write(Said(thread_id=thread_id, reply=reply, marker=marker))

    async def note(self, thread_id: str, text: str, *, marker: str) -> SentMessage:
        said = Said(thread_id=thread_id, reply=Reply(text=text), marker=marker, private=True)
        with self.trouble.around_effect():
            return await self._write(said)

    async def _write(self, said: Said) -> SentMessage:
        message = PastMessage(
            id=next(self._numbers),
            text=said.reply.text,
            incoming=False,
            private=said.private,
            at=await self._clock.now(),
            marker=said.marker,
        )
        self.said.append(said)
        self._threads.setdefault(said.thread_id, []).append(message)
        return SentMessage(id=str(message.id), marker=said.marker)

    async def find(self, thread_id: str, *, marker: str) -> SentMessage | None:
        for each in self._threads.get(thread_id, ()):
            if each.marker == marker:
                return SentMessage(id=str(each.id), marker=marker)
        return None

    async def pass_to_team(self, thread_id: str) -> None:
        with self.trouble.around_effect():
            self.with_team.add(thread_id)

    async def give_back(self, thread_id: str) -> None:
        with self.trouble.around_effect():
            self.with_team.discard(thread_id)

    async def typing(self, thread_id: str, *, on: bool) -> None:
        (self.typing_in.add if on else self.typing_in.discard)(thread_id)

    async def thread_of(self, desk_id: str) -> str:
        return self._open.setdefault(desk_id, f"thread-{desk_id}-{next(self._numbers)}")

    def open_thread(self, desk_id: str, thread_id: str) -> None:
        """Say which thread of the contact is open."""
        self._open[desk_id] = thread_id

    async def lately(self, *, since: datetime) -> Sequence[Overheard]:
        with self.trouble.around_effect():
            return [each for each in self.overheard if each.events or each.own]

    async def messages(self, thread_id: str, *, after: int = 0) -> Sequence[PastMessage]:
        return [each for each in self._threads.get(thread_id, ()) if each.id > after]
