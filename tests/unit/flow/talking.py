"""Talking to Maite with an interpreter that says what it was told to say."""

from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any

from langgraph.checkpoint.base import BaseCheckpointSaver

from atrevete_adapters.memory import ScriptedModel
from atrevete_adapters.memory.salon import MemorySalon, Person
from atrevete_core.domain.booking import Booking
from atrevete_core.domain.commands import Book, ChooseWhen, Command, DayRange, When
from atrevete_core.domain.conversation import Conversation, Escalation, MessageKind
from atrevete_core.flow.dialogue import Dialogue, open_dialogue
from atrevete_core.flow.graph import MaiteFlow
from atrevete_core.ports.language_model import LookUp, Tool, Understood
from tests.builders import FRIDAY, NOW

FRIDAY_AT_HALF_PAST_TWELVE = When(days=DayRange(first=FRIDAY, last=FRIDAY), at=time(12, 30))


def on(day: date, **wish: Any) -> When:
    return When(days=DayRange(first=day, last=day), **wish)


def looks_up(tool: Tool, **arguments: Any) -> Understood:
    return Understood(look_ups=(LookUp(id="1", tool=tool, arguments=arguments),))


@dataclass
class Talk:
    """One person's talk with a salon. `says` writes a message that means these commands."""

    name: str = "Laura"
    now: datetime = NOW
    checkpoints: BaseCheckpointSaver[Any] | None = None
    model: ScriptedModel = field(default_factory=ScriptedModel)
    salon: MemorySalon = field(init=False)
    person: Person = field(init=False)

    def __post_init__(self) -> None:
        flow = MaiteFlow(self.checkpoints)
        self.salon = MemorySalon(now=self.now, model=self.model, flow=flow)
        self.person = self.salon.person("+34600111222", self.name)

    async def says(self, *commands: Command, text: str = "…") -> str:
        """What she answers, as one text."""
        self.model.add(Understood(commands=commands))
        return "\n".join(await self.person.writes(text))

    async def sends(self, kind: MessageKind) -> str:
        """Something that is no words."""
        return "\n".join(await self.person.writes("", kind=kind))

    @property
    def conversation(self) -> Conversation:
        """This person's; others may write to the salon too."""
        return next(iter(self.salon.storage.tables.conversations))

    @property
    def dialogue(self) -> Dialogue:
        return open_dialogue(self.conversation.dialogue)

    @property
    def bookings(self) -> list[Booking]:
        tables = self.salon.storage.tables
        return [
            Booking(
                hold=hold,
                appointments=tuple(a for a in tables.appointments if a.hold_id == hold.id),
            )
            for hold in tables.holds
        ]

    @property
    def escalations(self) -> list[Escalation]:
        return list(self.salon.storage.tables.escalations)


def wants(*services: str, when: When = FRIDAY_AT_HALF_PAST_TWELVE) -> tuple[Command, ...]:
    """All in one message: what and when."""
    return Book(services=services or ("CORTAR",)), ChooseWhen(when=when)
