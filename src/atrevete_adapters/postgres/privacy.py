"""Everything about one person, and forgetting it."""

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy import ColumnElement, Row, Text, cast, delete, func, insert, or_, select, update

from atrevete_core.domain.conversation import Disposition, Escalation
from atrevete_core.domain.customer import Contact, Customer
from atrevete_core.domain.deposit import Deposit
from atrevete_core.domain.effects import WORDS
from atrevete_core.domain.ids import CustomerId, HoldId, SalonId, derived_id
from atrevete_core.ports.storage import AuditEntry, Dossier, Mentions, NotFound, Talk

from .bookings import PostgresBookings
from .conversations import PostgresConversations
from .escalations import escalation_of
from .inbox import event_of
from .ledger import deposit_of
from .outbox import delivery_of
from .people import PostgresPeople, contact_of, customer_of
from .repository import Repository
from .tables import (
    appointments,
    audit_log,
    contacts,
    conversation_history,
    conversations,
    customers,
    deposits,
    escalations,
    holds,
    inbox,
    outbox,
)

#: Whole conversations, however long.
_EVERY_LINE: Final = 1_000_000


class PostgresPrivacy(Repository):
    async def dossier(self, subject: UUID) -> Dossier:
        found = await self._people(subject)
        their_contacts = await self._contacts(subject, found)
        if not found and not their_contacts:
            raise NotFound(subject)
        talks = await self._talks(their_contacts)
        booked = await self._holds([each.id for each in found])
        books = PostgresBookings(self._connection)
        dossier = Dossier(
            customers=found,
            contacts=their_contacts,
            talks=talks,
            bookings=tuple([await books.get(each) for each, _ in booked]),
            ledger=await self._ledger([each for each, own in booked if own]),
            escalations=await self._escalations(found, talks),
        )
        return await self._with_mentions(dossier)

    async def _people(self, subject: UUID) -> tuple[Customer, ...]:
        theirs = or_(customers.c.id == subject, customers.c.linked_to == subject)
        rows = await self._rows(
            select(customers).where(theirs).order_by(customers.c.id != subject, customers.c.id)
        )
        found = tuple(map(customer_of, rows))
        return found if found and found[0].id == subject else ()

    async def _contacts(self, subject: UUID, people: Iterable[Customer]) -> tuple[Contact, ...]:
        theirs = contacts.c.customer_id.in_([each.id for each in people])
        unknown = (contacts.c.id == subject) & contacts.c.customer_id.is_(None)
        query = select(contacts).where(or_(theirs, unknown)).order_by(contacts.c.id)
        return tuple(map(contact_of, await self._rows(query)))

    async def _talks(self, their_contacts: Iterable[Contact]) -> tuple[Talk, ...]:
        talks, repository = [], PostgresConversations(self._connection)
        for contact in their_contacts:
            conversation = await repository.of_contact(contact.id)
            if conversation is not None:
                lines = await repository.transcript(conversation.id, last=_EVERY_LINE)
                talks.append(Talk(conversation=conversation, lines=tuple(lines)))
        return tuple(talks)

    async def _holds(self, people: Sequence[CustomerId]) -> list[tuple[HoldId, bool]]:
        """Those that they placed (True), or in which somebody else placed something for them."""
        for_them = select(appointments.c.hold_id).where(appointments.c.customer_id.in_(people))
        own = holds.c.customer_id.in_(people)
        query = select(holds.c.id, own.label("own")).where(or_(own, holds.c.id.in_(for_them)))
        rows = await self._rows(query.order_by(holds.c.placed_at, holds.c.created))
        return [(HoldId(row.id), row.own) for row in rows]

    async def _ledger(self, of: Sequence[HoldId]) -> tuple[Deposit, ...]:
        query = select(deposits).where(deposits.c.hold_id.in_(of))
        rows = await self._rows(query.order_by(deposits.c.created_at, deposits.c.created))
        return tuple(map(deposit_of, rows))

    async def _escalations(
        self, people: Iterable[Customer], talks: Iterable[Talk]
    ) -> tuple[Escalation, ...]:
        about = or_(
            escalations.c.customer_id.in_([each.id for each in people]),
            escalations.c.conversation_id.in_([each.conversation.id for each in talks]),
        )
        query = select(escalations).where(about).order_by(escalations.c.raised_at, escalations.c.id)
        return tuple(map(escalation_of, await self._rows(query)))

    async def _with_mentions(self, dossier: Dossier) -> Dossier:
        """With what was said to and by the person, and what else speaks of them."""
        found = await self.mentions(dossier.salon_id, dossier.marks)
        talks = [each.conversation.id for each in dossier.talks]
        heard = await self._rows(select(inbox).where(inbox.c.conversation_id.in_(talks)))
        events = {each.id: each for each in (*map(event_of, heard), *found.events)}
        return replace(
            dossier,
            events=tuple(sorted(events.values(), key=lambda each: each.received_at)),
            deliveries=found.deliveries,
            audit=found.audit,
        )

    async def mentions(self, salon_id: SalonId, marks: Collection[str]) -> Mentions:
        mark = rf"\m({'|'.join(map(re.escape, sorted(marks)))})\M"
        in_body = func.encode(inbox.c.body, "escape").regexp_match(mark)
        events = select(inbox).where(or_(_mentions(mark, inbox.c.payload), in_body))
        planned = select(outbox).where(
            _mentions(mark, outbox.c.key, outbox.c.lane, outbox.c.effect)
        )
        audited = select(audit_log).where(_mentions(mark, audit_log.c.subject, audit_log.c.details))
        heard = events.where(inbox.c.salon_id == salon_id).order_by(inbox.c.received_at)
        sent = planned.where(outbox.c.salon_id == salon_id).order_by(outbox.c.id)
        done = audited.where(audit_log.c.salon_id == salon_id).order_by(audit_log.c.at)
        return Mentions(
            events=tuple(map(event_of, await self._rows(heard))),
            deliveries=tuple(map(delivery_of, await self._rows(sent))),
            audit=tuple(map(entry_of, await self._rows(done))),
        )

    async def forget(self, dossier: Dossier, pseudonym: Customer, *, at: datetime) -> None:
        await self._put_pseudonym(dossier, pseudonym)
        await self._drop_words(dossier, pseudonym, at=at)
        people = [each.id for each in dossier.customers]
        their_contacts = [each.id for each in dossier.contacts]
        talks = [each.conversation.id for each in dossier.talks]
        await self._run(
            delete(conversation_history).where(conversation_history.c.conversation_id.in_(talks))
        )
        await self._run(delete(conversations).where(conversations.c.id.in_(talks)))
        await self._run(delete(contacts).where(contacts.c.id.in_(their_contacts)))
        await self._run(delete(customers).where(customers.c.id.in_(people)))

    async def _put_pseudonym(self, dossier: Dossier, pseudonym: Customer) -> None:
        """In the person's place in the books: bookings refer to somebody, and to a conversation."""
        contact = derived_id("contact", pseudonym.id)
        talk = derived_id("conversation", contact)
        own = {"salon_id": pseudonym.salon_id}
        await PostgresPeople(self._connection).save(pseudonym)
        await self._run(
            insert(contacts).values(id=contact, channel_id=f"erased:{pseudonym.id}", **own)
        )
        await self._run(insert(conversations).values(id=talk, contact_id=contact, **own))
        people = [each.id for each in dossier.customers]
        for column, before, after in (
            (appointments.c.customer_id, people, pseudonym.id),
            (appointments.c.booked_by, people, pseudonym.id),
            (holds.c.customer_id, people, pseudonym.id),
            (holds.c.contact_id, [each.id for each in dossier.contacts], contact),
            (holds.c.conversation_id, [each.conversation.id for each in dossier.talks], talk),
        ):
            changed = update(column.table).where(column.in_(before)).values({column: after})
            await self._run(changed)

    async def _drop_words(self, dossier: Dossier, pseudonym: Customer, *, at: datetime) -> None:
        called = [each.id for each in dossier.escalations]
        await self._run(
            update(escalations)
            .where(escalations.c.id.in_(called))
            .values(summary="", customer_id=None, conversation_id=None,
                    closed_at=func.coalesce(escalations.c.closed_at, at))
        )  # fmt: skip
        await self._run(
            update(inbox)
            .where(inbox.c.id.in_([each.id for each in dossier.events]))
            .values(body=b"", payload={}, note="", conversation_id=None, message_number=None,
                    disposition=func.coalesce(inbox.c.disposition, Disposition.IGNORED.value))
        )  # fmt: skip
        said = [each.id for each in dossier.deliveries if isinstance(each.effect, WORDS)]
        await self._run(delete(outbox).where(outbox.c.id.in_(said)))
        await self._run(
            update(audit_log)
            .where(audit_log.c.id.in_([each.id for each in dossier.audit]))
            .values(subject=f"customer:{pseudonym.id}", details={})
        )


def _mentions(mark: str, *columns: ColumnElement[Any]) -> ColumnElement[bool]:
    return or_(*(cast(each, Text).regexp_match(mark) for each in columns))


def entry_of(row: Row[Any]) -> AuditEntry:
    return AuditEntry(
        id=row.id,
        salon_id=row.salon_id,
        actor=row.actor,
        action=row.action,
        subject=row.subject,
        at=row.at,
        details=row.details,
    )
