"""Everything about one person, and forgetting it."""

import json
import re
from collections.abc import Collection, Iterable
from dataclasses import asdict, replace
from datetime import datetime
from uuid import UUID

from atrevete_core.domain.booking import Appointment, Booking, Hold
from atrevete_core.domain.conversation import Conversation, Disposition
from atrevete_core.domain.customer import Contact, Customer
from atrevete_core.domain.effects import WORDS
from atrevete_core.domain.ids import ContactId, ConversationId, CustomerId, SalonId, derived_id
from atrevete_core.ports.storage import Dossier, Mentions, NotFound, Talk

from .tables import Tables


class MemoryPrivacy:
    def __init__(self, tables: Tables) -> None:
        self._tables = tables

    async def dossier(self, subject: UUID) -> Dossier:
        people = self._people(subject)
        contacts = tuple(
            each
            for each in self._tables.contacts
            if each.customer_id in people or (each.id == subject and each.customer_id is None)
        )
        if not people and not contacts:
            raise NotFound(subject)
        bookings = self._bookings(people)
        own = [each.hold.id for each in bookings if each.hold.customer_id in people]
        talks = self._talks(contacts)
        speaking = [each.conversation.id for each in talks]
        return await self._with_mentions(
            Dossier(
                customers=tuple(people.values()),
                contacts=contacts,
                talks=talks,
                bookings=bookings,
                ledger=tuple(each for each in self._tables.deposits if each.hold_id in own),
                escalations=tuple(
                    each
                    for each in self._tables.escalations
                    if each.customer_id in people or each.conversation_id in speaking
                ),
            )
        )

    def _people(self, subject: UUID) -> dict[CustomerId | None, Customer]:
        customer = self._tables.customers.get(CustomerId(subject))
        if customer is None:
            return {}
        linked = [each for each in self._tables.customers if each.linked_to == customer.id]
        return {each.id: each for each in (customer, *linked)}

    def _bookings(self, people: dict[CustomerId | None, Customer]) -> tuple[Booking, ...]:
        found = []
        for hold in sorted(self._tables.holds, key=lambda each: each.placed_at):
            visits = tuple(each for each in self._tables.appointments if each.hold_id == hold.id)
            if hold.customer_id in people or any(each.customer_id in people for each in visits):
                found.append(Booking(hold=hold, appointments=visits))
        return tuple(found)

    def _talks(self, contacts: Iterable[Contact]) -> tuple[Talk, ...]:
        theirs = {each.id for each in contacts}
        return tuple(
            Talk(conversation=each, lines=self._tables.history.get(each.id) or ())
            for each in self._tables.conversations
            if each.contact_id in theirs
        )

    async def _with_mentions(self, dossier: Dossier) -> Dossier:
        """With what was said to and by the person, and what else speaks of them."""
        found = await self.mentions(dossier.salon_id, dossier.marks)
        talks = {each.conversation.id for each in dossier.talks}
        events = tuple(
            each
            for each in self._tables.inbox
            if each.conversation_id in talks or each in found.events
        )
        return replace(dossier, events=events, deliveries=found.deliveries, audit=found.audit)

    async def mentions(self, salon_id: SalonId, marks: Collection[str]) -> Mentions:
        any_of = "|".join(map(re.escape, sorted(marks)))
        mark = re.compile(rf"(?<!\w)(?:{any_of})(?!\w)")

        def speaks(*texts: object) -> bool:
            return any(mark.search(_text(each)) for each in texts)

        heard = (each for each in self._tables.inbox if each.salon_id == salon_id)
        planned = (each for each in self._tables.outbox if each.salon_id == salon_id)
        audited = (each for each in self._tables.audit if each.salon_id == salon_id)
        return Mentions(
            events=tuple(each for each in heard if speaks(each.payload, each.body)),
            deliveries=tuple(
                each for each in planned if speaks(each.key, each.lane, asdict(each.effect))
            ),
            audit=tuple(each for each in audited if speaks(each.subject, each.details)),
        )

    async def forget(self, dossier: Dossier, pseudonym: Customer, *, at: datetime) -> None:
        self._put_pseudonym(dossier, pseudonym)
        self._drop_words(dossier, pseudonym, at=at)
        tables = self._tables
        for talk in dossier.talks:
            tables.conversations.remove(talk.conversation.id)
            if talk.conversation.id in tables.history:
                tables.history.remove(talk.conversation.id)
        for contact in dossier.contacts:
            tables.contacts.remove(contact.id)
        for customer in dossier.customers:
            tables.customers.remove(customer.id)

    def _put_pseudonym(self, dossier: Dossier, pseudonym: Customer) -> None:
        contact = Contact(
            id=ContactId(derived_id("contact", pseudonym.id)),
            salon_id=pseudonym.salon_id,
            channel_id=f"erased:{pseudonym.id}",
        )
        talk = Conversation(
            id=ConversationId(derived_id("conversation", contact.id)),
            salon_id=pseudonym.salon_id,
            contact_id=contact.id,
        )
        self._tables.customers.put(pseudonym.id, pseudonym)
        self._tables.contacts.put(contact.id, contact)
        self._tables.conversations.put(talk.id, talk)
        people = {each.id for each in dossier.customers}
        for booking in dossier.bookings:
            if booking.hold.customer_id in people:
                self._tables.holds.put(
                    booking.hold.id, _of_nobody(booking.hold, pseudonym.id, talk)
                )
            for visit in booking.appointments:
                self._tables.appointments.put(visit.id, _not_of(people, visit, pseudonym.id))

    def _drop_words(self, dossier: Dossier, pseudonym: Customer, *, at: datetime) -> None:
        for called in dossier.escalations:
            silent = replace(called, summary="", customer_id=None, conversation_id=None,
                             closed_at=called.closed_at or at)  # fmt: skip
            self._tables.escalations.put(called.id, silent)
        for event in dossier.events:
            empty = replace(event, body=b"", payload={}, note="", conversation_id=None,
                            disposition=event.disposition or Disposition.IGNORED)  # fmt: skip
            self._tables.inbox.put(event.id, empty)
        for delivery in dossier.deliveries:
            if isinstance(delivery.effect, WORDS):
                self._tables.outbox.remove(delivery.id)
        for entry in dossier.audit:
            bare = replace(entry, subject=f"customer:{pseudonym.id}", details={})
            self._tables.audit.put(entry.id, bare)


def _text(value: object) -> str:
    if isinstance(value, bytes):
        return value.decode(errors="replace")
    return value if isinstance(value, str) else json.dumps(value, default=str)


def _of_nobody(hold: Hold, pseudonym: CustomerId, talk: Conversation) -> Hold:
    return replace(hold, customer_id=pseudonym, contact_id=talk.contact_id, conversation_id=talk.id)


def _not_of(people: set[CustomerId], visit: Appointment, pseudonym: CustomerId) -> Appointment:
    return replace(
        visit,
        customer_id=pseudonym if visit.customer_id in people else visit.customer_id,
        booked_by=pseudonym if visit.booked_by in people else visit.booked_by,
    )
