"""The reference salon on a fixed day, and what Reglas makes of a customer's words there."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from functools import cache
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from atrevete_adapters.reglas import Reglas
from atrevete_adapters.seeds.reference import reference_salon
from atrevete_core.domain.commands import AddServices, Book, Command, DropServices
from atrevete_core.domain.conversation import CustomerMessage, MessageKind, Speaker, Utterance
from atrevete_core.domain.holidays import public_holidays
from atrevete_core.domain.ids import ConversationId, InboxId
from atrevete_core.domain.opening import OpeningHours
from atrevete_core.ports.language_model import OfferedSlot, Question, Request, Situation, Upcoming

MADRID = ZoneInfo("Europe/Madrid")
#: A Tuesday.
NOW = datetime(2026, 12, 1, 11, tzinfo=MADRID)
SLOTS = (
    OfferedSlot(start=datetime(2026, 12, 4, 10, 30, tzinfo=MADRID), stylist="Pilar"),
    OfferedSlot(start=datetime(2026, 12, 4, 12, 30, tzinfo=MADRID), stylist="Marta"),
    OfferedSlot(start=datetime(2026, 12, 4, 17, tzinfo=MADRID), stylist="Harol"),
)
#: An appointment that exists, on a Thursday.
UPCOMING = datetime(2026, 12, 3, 10, 30, tzinfo=MADRID)
TOPICS = {
    "hours": ("horario", "abrís", "sábados"),
    "parking": ("parking", "aparcar"),
    "wifi": ("wifi", "internet"),
}


@cache
def reglas() -> Reglas:
    return Reglas()


@cache
def opening_hours(year: int) -> OpeningHours:
    """The reference salon's week, with Madrid's holidays of that year and the next."""
    holidays: dict[date, str] = {}
    for each in (year, year + 1):
        holidays |= public_holidays("ES", "MD", "Madrid", each)
    return OpeningHours(weekly=reference_salon().weekly, holidays=holidays)


def message(text: str, kind: MessageKind = MessageKind.TEXT) -> CustomerMessage:
    return CustomerMessage(
        id=InboxId(UUID(int=1)),
        conversation_id=ConversationId(UUID(int=2)),
        number=1,
        kind=kind,
        text=text,
        received_at=NOW,
        thread_id="1",
    )


def situation(**facts: Any) -> Situation:
    known: dict[str, Any] = {
        "now": NOW,
        "catalogue": reference_salon().catalogue,
        "hours": opening_hours(2026),
        "topics": TOPICS,
    }
    return Situation(**(known | facts))


def request(*texts: str, history: Sequence[str] = (), **facts: Any) -> Request:
    return Request(
        messages=[message(text) for text in texts],
        situation=situation(**facts),
        history=[Utterance(speaker=Speaker.CUSTOMER, text=text, at=NOW) for text in history],
    )


def understood(*texts: str, history: Sequence[str] = (), **facts: Any) -> tuple[Command, ...]:
    return reglas().commands(request(*texts, history=history, **facts))


def plainly(command: Command) -> dict[str, Any]:
    """A command as the example files write it: without what was not said, without echoes."""
    said: dict[str, Any] = _without_words(command.model_dump(mode="json", exclude_defaults=True))
    return said | {"do": command.do}


def _without_words(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {
            key: _without_words(inner)
            for key, inner in value.items()
            if key != "words" or "candidates" in value
        }
    return value


def facts_of(table: Mapping[str, Any]) -> dict[str, Any]:
    """The situation that an example file describes."""
    facts = dict(table)
    if "question" in facts:
        facts["question"] = Question(facts["question"])
    for key in ("services", "choices"):
        if key in facts:
            facts[key] = tuple(facts[key])
    if facts.pop("offers", False):
        facts["offered"] = SLOTS
    if facts.pop("upcoming", False):
        facts |= {
            "has_upcoming": True,
            "upcoming": (Upcoming(start=UPCOMING, services=("CORTAR",)),),
        }
    return facts


def left(text: str, chosen: tuple[str, ...], question: Question | None = None) -> set[str]:
    """The services that are chosen after these words."""
    services = {*chosen}
    for said in understood(text, services=chosen, question=question):
        if isinstance(said, Book) and said.services:
            services = {*said.services}
        if isinstance(said, DropServices):
            services -= {*said.services}
        if isinstance(said, AddServices):
            services |= {*said.services}
    return services
