"""Talking to customers and to the team through the messaging desk."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from atrevete_core.domain.conversation import MessageKind, Reply

from .events import MessageArrived, PersonSpoke


class MessengerUnreachable(Exception):
    """No trustworthy answer: the message may have been sent. Read back before sending again.

    `may_still_arrive`: the request was cut off without any answer, so that it may yet be working;
    wait past the desk's own time limit before reading back (FAULTS, fact 8).
    """

    def __init__(self, message: str, *, may_still_arrive: bool = False) -> None:
        super().__init__(message)
        self.may_still_arrive = may_still_arrive


class MessengerRefused(Exception):
    """A clear no: the conversation is gone, or the message is not acceptable."""


@dataclass(frozen=True, kw_only=True, slots=True)
class SentMessage:
    id: str
    #: Our marker, when the desk still knows it.
    marker: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class PastMessage:
    """A message read back from the desk."""

    id: int
    text: str
    incoming: bool
    private: bool
    at: datetime
    marker: str = ""
    kind: MessageKind = MessageKind.TEXT
    #: Written by a person of the team, or from the salon's phone.
    by_person: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Overheard:
    """What was lately said in one thread, as the desk's events would have told it."""

    thread_id: str
    events: tuple[MessageArrived | PersonSpoke, ...]
    #: Our own messages there: the desk's number, and our marker.
    own: tuple[tuple[int, str], ...] = ()


class Messenger(Protocol):
    """`thread_id` is the desk's conversation. Text is plain with WhatsApp's *bold*; customers'
    words in it are said literally. Every method raises MessengerUnreachable or MessengerRefused.
    """

    async def send(self, thread_id: str, reply: Reply, *, marker: str) -> SentMessage:
        """Say it. NOT idempotent: after MessengerUnreachable call `find` first.

        The reply's template is used when it has one; else its text, with buttons if any.
        """
        ...

    async def find(self, thread_id: str, *, marker: str) -> SentMessage | None:
        """The message that was sent with this marker, if it is there."""
        ...

    async def note(self, thread_id: str, text: str, *, marker: str) -> SentMessage:
        """A private note that only the team sees. Not idempotent either."""
        ...

    async def pass_to_team(self, thread_id: str) -> None:
        """Open the conversation for people. Idempotent."""
        ...

    async def give_back(self, thread_id: str) -> None:
        """Make the conversation the bot's again. Idempotent."""
        ...

    async def typing(self, thread_id: str, *, on: bool) -> None: ...

    async def thread_of(self, desk_id: str) -> str:
        """The open conversation of this contact of the desk; a new one when there is none."""
        ...

    async def lately(self, *, since: datetime) -> Sequence[Overheard]:
        """Every thread in which something was said since then, whether or not we were told."""
        ...

    async def messages(self, thread_id: str, *, after: int = 0) -> Sequence[PastMessage]:
        """What was said in the conversation after that message id, oldest first."""
        ...
