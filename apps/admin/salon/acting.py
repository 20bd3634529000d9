"""Somebody in the panel does something: through the core, at the salon's time, in their name."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeVar, cast

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest
from django.utils.timezone import localtime

from atrevete_core.domain.booking import IllegalStep
from atrevete_core.ports.storage import NotFound, Records, SlotTaken
from atrevete_core.usecases.auditing import Act
from atrevete_core.usecases.place_hold import NotBookable

from ..bridge import SalonBridge
from ..staff.models import StaffMember

Answer = TypeVar("Answer")

#: What the core may refuse, which staff read as a sentence.
REFUSALS = (IllegalStep, SlotTaken, NotBookable, NotFound)


def bridge() -> SalonBridge:
    found: SalonBridge = settings.SALON_BRIDGE
    return found


def member(request: HttpRequest) -> StaffMember:
    """Who is signed in; every page of the panel is behind the sign-in."""
    return cast("StaffMember", request.user)


def now() -> datetime:
    """The salon's time, as its wall shows it."""
    return localtime(bridge().now())


def today() -> date:
    return now().date()


def ask(question: Callable[[Records, datetime], Awaitable[Answer]]) -> Answer:
    """Read something from the salon's records."""
    return bridge().decide(question)


def act(
    request: HttpRequest,
    decision: Callable[[Records, Act], Awaitable[Answer]],
    *,
    reason: str = "",
) -> Answer:
    """Decide something in the name of whoever is signed in. Raises what the use case raises."""
    actor = member(request).actor

    async def decide(records: Records, at: datetime) -> Answer:
        return await decision(records, Act(actor=actor, at=at, reason=reason))

    return bridge().decide(decide)


@dataclass(frozen=True)
class Refused:
    """What the core would not do."""

    sentence: str


def tried(
    request: HttpRequest,
    decision: Callable[[Records, Act], Awaitable[Answer]],
    *,
    reason: str = "",
) -> Answer | Refused:
    """As `act`; a refusal of the core's is said to whoever asked, and comes back as `Refused`."""
    try:
        return act(request, decision, reason=reason)
    except REFUSALS as error:
        sentence = refusal(error)
        messages.error(request, sentence)
        return Refused(sentence)


def refusal(error: Exception) -> str:
    """Why not, in the panel's words."""
    if isinstance(error, SlotTaken):
        return "Esa hora no está libre: hay otra cita, una ausencia o el salón está cerrado."
    if isinstance(error, NotBookable):
        return "A esa fecha u hora no se puede: ya ha pasado o queda demasiado lejos."
    if isinstance(error, NotFound):
        return "Ya no existe: puede que otra persona lo haya cambiado."
    return "Ya no se puede: la cita ha cambiado mientras la mirabas. Aquí está como está ahora."
