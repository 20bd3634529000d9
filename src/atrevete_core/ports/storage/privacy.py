"""Everything that stands about one person: to hand it to them, and to forget it."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from uuid import UUID

from atrevete_core.domain.booking import Booking
from atrevete_core.domain.conversation import Conversation, Escalation, Utterance
from atrevete_core.domain.customer import Contact, Customer
from atrevete_core.domain.deposit import Deposit
from atrevete_core.domain.effects import Delivery
from atrevete_core.domain.ids import SalonId

from .conversations import AuditEntry
from .mail import StoredEvent


@dataclass(frozen=True, kw_only=True, slots=True)
class Talk:
    """A conversation with all its lines, oldest first."""

    conversation: Conversation
    lines: tuple[Utterance, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Dossier:
    """Everything about a customer and those they book for; or about a contact without a name.

    `bookings` are those that they placed or that are for them; `ledger` is the money of those
    that they placed.
    """

    #: The customer first; nobody for a contact that never gave a name.
    customers: tuple[Customer, ...]
    contacts: tuple[Contact, ...]
    talks: tuple[Talk, ...]
    bookings: tuple[Booking, ...]
    ledger: tuple[Deposit, ...]
    escalations: tuple[Escalation, ...]
    events: tuple[StoredEvent, ...] = ()
    deliveries: tuple[Delivery, ...] = ()
    audit: tuple[AuditEntry, ...] = ()

    @property
    def salon_id(self) -> SalonId:
        return (self.customers or self.contacts)[0].salon_id

    @property
    def marks(self) -> frozenset[str]:
        """The words by which rows elsewhere speak of this person: ids, never names."""
        people = [each.id for each in self.customers]
        talks = [each.conversation.id for each in self.talks]
        own = [each for each in self.bookings if each.hold.customer_id in people]
        marks: list[object] = [
            *people,
            *talks,
            *(each.hold.id for each in own),
            *(
                visit.id
                for booking in self.bookings
                for visit in booking.appointments
                if booking in own or visit.customer_id in people
            ),
            *(each.id for each in self.escalations),
        ]
        for contact in self.contacts:
            marks += [contact.id, contact.channel_id]
        for row in self.ledger:
            marks += [row.id, row.checkout_id, row.payment_id, row.refund_id]
        return frozenset(str(each) for each in marks) - {""}


@dataclass(frozen=True, kw_only=True, slots=True)
class Mentions:
    """Rows that speak of something by its id, each in the order in which they were stored."""

    events: tuple[StoredEvent, ...]
    deliveries: tuple[Delivery, ...]
    audit: tuple[AuditEntry, ...]


class Privacy(Protocol):
    """A person's right to see what is kept, and to be forgotten; and who speaks of what."""

    async def mentions(self, salon_id: SalonId, marks: Collection[str]) -> Mentions:
        """Events, effects and audit entries in which one of these ids stands as a whole word.

        It reads whole tables: for a person who waits, not for a turn.
        """
        ...

    async def dossier(self, subject: UUID) -> Dossier:
        """Of a customer, or of a contact that is nobody's yet. Raises NotFound."""
        ...

    async def forget(self, dossier: Dossier, pseudonym: Customer, *, at: datetime) -> None:
        """Put the pseudonym in this person's place, and drop all words and names.

        Appointments and ledger stay, as the pseudonym's. Customers, contacts, conversations and
        what was said are deleted, so that ids which follow from a phone number are gone too;
        stored events lose their content, escalations their summary, and texts leave the outbox.
        """
        ...
