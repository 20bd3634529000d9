"""What Maite keeps in mind between two turns: a small JSON document, versioned."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from atrevete_core.domain.catalogue import are_alternatives
from atrevete_core.domain.commands import UnclearService, When
from atrevete_core.ports.language_model import OfferedSlot, Question

SCHEMA = 1
#: Of «¿Cancelo…?»: it was asked about several at once.
ALL = ["all"]


class _Kept(BaseModel):
    model_config = ConfigDict(extra="ignore", validate_assignment=True)


class Offered(_Kept):
    """A slot on offer. `start` and `end` are local."""

    start: datetime
    end: datetime | None = None
    stylist_id: str
    stylist: str
    #: In a group: the slots of the others, in the order of the members after the first.
    others: list["Offered"] = Field(default_factory=list)

    @property
    def all_done(self) -> datetime | None:
        """When the last of those who come is done."""
        return max((each.end for each in (self, *self.others) if each.end), default=None)


class Before(_Kept):
    """Where an appointment was before it moved. `start` is local."""

    appointment: str
    start: datetime
    stylist: str


class Member(_Kept):
    """One person of a group, with the services that they want."""

    services: list[str] = Field(default_factory=list)
    #: What they want of which it is not yet known what it is.
    unclear: list[UnclearService] = Field(default_factory=list)
    who: str | None = None
    name: str | None = None


class Draft(_Kept):
    """A booking in the making: everything said so far, by catalogue names."""

    services: list[str] = Field(default_factory=list)
    unclear: list[UnclearService] = Field(default_factory=list)
    pack: str | None = None
    #: A pack was suggested once; a no is taken for an answer (R9).
    pack_asked: bool = False
    #: Several people at once; `services` are then those of all of them.
    members: list[Member] = Field(default_factory=list)
    #: The names of those who come along were asked for, once.
    names_asked: bool = False
    when: When | None = None
    #: What was offered for this wish when other hours were asked for.
    shown: list[Offered] = Field(default_factory=list)
    stylist: str | None = None
    stylist_gender: str | None = None
    #: Whose the chosen hour was, before the services changed: theirs again, if they can.
    kept_stylist: str | None = None
    #: With whom the customer does not want to be.
    not_with: list[str] = Field(default_factory=list)
    #: Whom it is for when not for the writer: "mi madre", and their name once known.
    for_whom: str | None = None
    for_first_name: str | None = None
    for_last_name: str | None = None
    chosen: Offered | None = None
    #: The appointment that this is to move, instead of making a new one.
    moves: str | None = None
    #: The local day on which it is now.
    moves_from: date | None = None
    #: Its services are to be these instead of those it was sold with (R44).
    amends: bool = False
    #: The hold that was placed for it.
    hold_id: str | None = None
    #: For how many people it was placed: whoever joins later is not held for yet; 0 when what is
    #: wished now is something else.
    held_for: int = 1


class Errand(_Kept):
    """What else was asked for in one message: it is done when what comes before it is settled."""

    #: Plain commands, as the turn's state holds them.
    commands: list[dict[str, Any]] = Field(default_factory=list)
    #: The appointment that it is about, when it is about one.
    appointment: str | None = None


class Dialogue(_Kept):
    schema_number: int = SCHEMA
    introduced_at: datetime | None = None
    introduced_thread: str = ""
    last_turn_at: datetime | None = None
    first_name: str = ""
    last_name: str = ""
    proposed_name: str = ""
    question: Question | None = None
    offered: list[Offered] = Field(default_factory=list)
    choices: list[str] = Field(default_factory=list)
    #: Services whose price or nature was asked, until something is booked: «resérvamelas».
    about: list[str] = Field(default_factory=list)
    #: Of these only one is meant, and which was not said: «¿cuánto cuesta la manicura?».
    about_one: bool = False
    #: Services between which the customer could not decide, when a consultation was proposed.
    compared: list[str] = Field(default_factory=list)
    draft: Draft | None = None
    #: What comes after this booking: services of the other category (R11).
    then_services: list[str] = Field(default_factory=list)
    #: The appointment that is spoken of while a cancellation is being asked about.
    cancels: str | None = None
    #: The appointment that was last paid for, moved, told or reminded of: «mejor a la 1» moves it.
    own: str = ""
    #: Where that one was before it was moved in this talk: «no, déjala como estaba».
    before: Before | None = None
    #: Others that are to be cancelled after it: «cancela las dos».
    cancel_next: list[str] = Field(default_factory=list)
    #: «…y la otra pásala al viernes»: what comes after that.
    errands: list[Errand] = Field(default_factory=list)
    #: How many of these have been cancelled.
    cancelled: int = 0
    #: The customer is answered de usted (R64).
    formal: bool = False
    misunderstood: int = 0
    #: What the talk stood at after her last words, and how many turns brought nothing new (R33).
    standing: str = ""
    repeated: int = 0
    voice_notes: int = 0
    offences: int = 0
    #: The lapsed hold about which «¿Miro si sigue libre?» was asked and answered.
    lapse_seen: str = ""

    def slots_on_offer(self) -> tuple[OfferedSlot, ...]:
        return tuple(
            OfferedSlot(start=each.start, stylist=each.stylist, end=each.all_done)
            for each in self.offered
        )

    def speak_of(self, services: Sequence[str], *, one: bool = False) -> None:
        """What is spoken of now and not booked yet; `one`: only one of these is meant."""
        self.about = list(services)
        self.about_one = one or are_alternatives(services)

    def ask(self, question: Question | None, *, choices: list[str] | None = None) -> None:
        """The one open question; asking another forgets what the last was about."""
        self.question = question
        self.choices = choices or []
        if question is not Question.SLOT:
            self.offered = []

    @property
    def asks_about_all(self) -> bool:
        """«¿Cancelo las dos?»: one question about several appointments."""
        return self.question is Question.CANCEL and self.choices == ALL

    def offered_days(self) -> list[date]:
        return sorted({each.start.date() for each in self.offered})


def open_dialogue(document: dict[str, Any]) -> Dialogue:
    """The stored document; one of an unknown schema or shape is begun anew, and nothing is lost
    but the thread of the talk (bookings live in their own rows).
    """
    if document.get("schema_number", SCHEMA) != SCHEMA:
        return Dialogue()
    return Dialogue.model_validate(document)


def stored(dialogue: Dialogue) -> dict[str, Any]:
    """As plain JSON, without what is empty."""
    document: dict[str, Any] = dialogue.model_dump(mode="json", exclude_defaults=True)
    return {"schema_number": SCHEMA, **document}
