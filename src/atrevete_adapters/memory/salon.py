"""A whole salon in memory, open and at work: for notebooks, scenario tests and experiments.

salon = MemorySalon(now=datetime(2026, 12, 16, 11, tzinfo=ZoneInfo("Europe/Madrid")))
laura = salon.person("+34600111222", "Laura")
await laura.writes("hola, quería cortarme el pelo el viernes")
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import count
from uuid import UUID

from atrevete_adapters.reglas import Reglas
from atrevete_adapters.seeds import SalonSeed, reference_salon
from atrevete_core.domain.conversation import MessageKind, Reply
from atrevete_core.domain.ids import AppointmentId, ConversationId, HoldId, InboxId
from atrevete_core.flow.graph import MaiteFlow
from atrevete_core.flow.receptionist import Receptionist
from atrevete_core.ports.events import Incoming, MessageArrived, Source
from atrevete_core.ports.language_model import LanguageModel
from atrevete_core.ports.salon import OpenSalon, Pace
from atrevete_core.ports.storage import Forgotten, Storage
from atrevete_core.usecases.receive import receive_event, receive_message

from .calendar import MemoryCalendar
from .clock import MemoryClock
from .gateway import MemoryGateway
from .messenger import MemoryMessenger
from .notifier import MemoryNotifier
from .storage import MemoryStorage
from .tasks import MemoryTasks, Wake

_SETTLE = timedelta(seconds=2)
_BEFORE_ALL = datetime(2000, 1, 1, tzinfo=UTC)


class RehearsedSalon:
    """A salon at work on any storage, with its vendors in memory and a clock that is set by hand.

    Nothing runs on its own: `settle` does all that is due at the clock's time, and what people do
    here settles by itself. The storage must hold the seed.
    """

    def __init__(
        self,
        *,
        now: datetime,
        storage: Storage,
        seed: SalonSeed | None = None,
        model: LanguageModel | None = None,
        flow: MaiteFlow | None = None,
    ) -> None:
        self.seed = seed or reference_salon()
        self.clock = MemoryClock(now)
        self.storage = storage
        self.messenger = MemoryMessenger(self.clock)
        self.gateway = MemoryGateway()
        self.calendar = MemoryCalendar()
        self.notifier = MemoryNotifier()
        self.tasks = MemoryTasks()
        self.flow = flow or MaiteFlow()
        self.ports = OpenSalon(
            id=self.seed.salon.id,
            storage=self.storage,
            clock=self.clock,
            tasks=self.tasks,
            messenger=self.messenger,
            gateway=self.gateway,
            calendar=self.calendar,
            notifier=self.notifier,
            model=model or Reglas(),
            pace=Pace(settle=_SETTLE, patience=3 * _SETTLE),
            team_desk_id="team",
        )
        self._leases = count(1)
        self._numbers = count(1)
        self.receptionist = Receptionist(
            self.ports,
            self.flow,
            real_now=self._real_now,
            new_lease=lambda: str(next(self._leases)),
        )

    def person(self, phone: str, name: str = "") -> "Person":
        """Somebody with a telephone."""
        return Person(self, phone, name)

    @property
    def team_thread(self) -> Sequence[str]:
        """What the team's own conversation was told."""
        threads = dict.fromkeys(
            each.thread_id
            for each in self.messenger.said
            if each.thread_id.startswith("thread-team")
        )
        return [text for thread in threads for text in self.messenger.told(thread)]

    async def advance(self, *, minutes: float = 0, hours: float = 0, seconds: float = 0) -> None:
        """Let time pass, and do what has become due."""
        self.clock.advance(minutes=minutes, hours=hours, seconds=seconds)
        await self.settle()

    async def apply(self, event: Incoming, source: Source = Source.GATEWAY) -> None:
        """An event arrives, as through the webhook."""
        at = await self.clock.now()
        stored = await receive_event(
            self.storage, self.seed.salon.id, source, event, body=b"{}", at=at
        )
        if stored is not None:
            await self.receptionist.read_event(stored)
        await self.settle()

    async def pay(self, checkout_id: str | None = None) -> None:
        """Whoever has the newest (or this) payment page pays it."""
        page = checkout_id or self.gateway.open_pages[-1].id
        await self.apply(self.gateway.pay(page))

    async def settle(self) -> None:
        """Sweep and work until nothing is due any more at the clock's time.

        What is found again after it was looked at waits for something: for a later time, say.
        """
        before: Forgotten | None = None
        for _ in range(_MOST_ROUNDS):
            await self._work()
            found = await self.receptionist.sweep()
            if not found or found == before:
                return
            before = found
        msg = "the salon does not come to rest"
        raise RuntimeError(msg)

    async def _work(self) -> None:
        for _ in range(_MOST_ROUNDS):
            now = await self.clock.now()
            # What is due later is found by the sweep then.
            due = [wake for wake in self.tasks.drain() if wake.at is None or wake.at <= now]
            if not due:
                return
            for wake in dict.fromkeys(due):
                await self._do(wake)

    async def _do(self, wake: Wake) -> None:
        match wake:
            case Wake(kind="wake", id=UUID() as conversation):
                await self.receptionist.take_turn(ConversationId(conversation))
            case Wake(kind="deliver", id=lane):
                await self.receptionist.deliver(str(lane))
            case Wake(kind="read_event", id=UUID() as event):
                await self.receptionist.read_event(InboxId(event))
            case Wake(kind="check_hold", id=UUID() as hold):
                await self.receptionist.check_hold(HoldId(hold))
            case Wake(kind="remind", id=UUID() as appointment):
                await self.receptionist.remind(AppointmentId(appointment))

    def _real_now(self) -> datetime:
        """Leases are never contended here: any steady clock will do."""
        return _BEFORE_ALL


class MemorySalon(RehearsedSalon):
    """The reference salon (or another seed) with every port in memory and Maite at work."""

    storage: MemoryStorage

    def __init__(
        self,
        *,
        now: datetime,
        seed: SalonSeed | None = None,
        model: LanguageModel | None = None,
        flow: MaiteFlow | None = None,
    ) -> None:
        storage = MemoryStorage(seed or reference_salon())
        super().__init__(now=now, storage=storage, seed=seed, model=model, flow=flow)


_MOST_ROUNDS = 100


@dataclass
class Person:
    """Somebody who writes to the salon. `thread` is the desk's conversation."""

    salon: RehearsedSalon
    phone: str
    name: str = ""
    thread: str = ""
    _read: int = 0

    def __post_init__(self) -> None:
        self.thread = self.thread or f"thread-{self.phone}"

    async def writes(self, *texts: str, kind: MessageKind = MessageKind.TEXT) -> list[str]:
        """Write one message or a burst, wait for her to answer, and return what she said since."""
        for text in texts:
            await self.sends(text, kind)
        return await self.pauses()

    async def pauses(self) -> list[str]:
        """Write no more, so that she answers; return what she said since."""
        self.salon.clock.advance(seconds=_SETTLE.total_seconds())
        await self.salon.settle()
        return self.reads()

    async def sends(self, text: str, kind: MessageKind = MessageKind.TEXT) -> None:
        """Write one message, and perhaps go on writing."""
        await self.salon.messenger.hear(self.thread, text, kind=kind)
        at = await self.salon.clock.now()
        message = self.message(text, kind, at=at)
        found = await receive_message(
            self.salon.storage, self.salon.seed.salon.id, message, body=b"{}", at=at
        )
        if found is not None:
            await self.salon.tasks.wake(found, at=at + _SETTLE)

    def message(self, text: str, kind: MessageKind, *, at: datetime) -> MessageArrived:
        """Their next message, as the desk tells of it."""
        number = next(self.salon._numbers)  # noqa: SLF001 - the salon's running number
        return MessageArrived(
            external_id=f"message:{number}",
            number=number,
            channel_id=self.phone.lstrip("+"),
            desk_id=f"contact-{self.phone}",
            phone=self.phone if self.phone.startswith("+") else None,
            profile_name=self.name,
            thread_id=self.thread,
            kind=kind,
            text=text,
            sent_at=at,
        )

    def reads(self) -> list[str]:
        """What Maite has said here since the last time."""
        told = self.salon.messenger.told(self.thread)
        new, self._read = told[self._read :], len(told)
        return new

    @property
    def replies(self) -> list[Reply]:
        """Everything that she has said here."""
        return [
            each.reply
            for each in self.salon.messenger.said
            if each.thread_id == self.thread and not each.private
        ]
