"""Finding what somebody means: a person, a booking, a hold, a conversation."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import Column, Row, Select, Table, Text, cast, or_, select

from atrevete_adapters.postgres.tables import appointments, contacts, conversations, holds
from atrevete_core.domain.conversation import Conversation
from atrevete_core.domain.customer import Customer, NotAPhoneNumber, PhoneNumber
from atrevete_core.domain.ids import AppointmentId, ConversationId, HoldId

from ..codes import NOT_FOUND
from .desk import Desk, Sorry, short

_SHORT_ID = re.compile(r"[0-9a-f]{4,8}(-[0-9a-f-]*)?")
_MOST = 20


@dataclass(frozen=True, slots=True)
class Found:
    """A customer, or a contact that never gave a name."""

    id: UUID
    name: str
    phone: str
    customer: Customer | None = None


async def people(desk: Desk, who: str) -> list[Found]:
    """Everybody who answers to it."""
    known = await desk.reads(lambda records: records.people.find(desk.salon.id, who))
    named = [Found(each.id, each.full_name, str(each.phone or ""), customer=each) for each in known]
    return [*named, *await _nameless(desk, who)]


async def _nameless(desk: Desk, who: str) -> list[Found]:
    if not who.strip():
        return []
    matches = [
        contacts.c.profile_name.icontains(who.strip(), autoescape=True),
        _begins(contacts.c.id, who),
    ]
    if phone := _phone(who):
        matches.append(contacts.c.phone == phone)
    query = select(contacts).where(
        contacts.c.salon_id == desk.salon.id, contacts.c.customer_id.is_(None), or_(*matches)
    )
    return [
        Found(row.id, row.profile_name or "(no name)", row.phone or row.channel_id)
        for row in await rows(desk, query.limit(_MOST))
    ]


async def person(desk: Desk, who: str) -> Found:
    """The one person who is meant. Raises Sorry for nobody and for several."""
    found = await people(desk, who)
    if len(found) == 1:
        return found[0]
    raise _neither_one(who, [f"{short(each.id)} {each.name} {each.phone}" for each in found])


async def booking(desk: Desk, ref: str) -> AppointmentId:
    """An appointment by its own short id, its hold's, or whoever has exactly one to come."""
    found = await _by_id(desk, appointments, ref)
    if not found:
        in_holds = select(appointments.c.id).where(_begins(appointments.c.hold_id, ref))
        found = [row.id for row in await rows(desk, in_holds)] if _is_id(ref) else []
    if found:
        return AppointmentId(_only(ref, found))
    who = await _customer(desk, ref)
    visits = await desk.reads(lambda r: r.bookings.appointments_of(who.id, since=desk.at))
    active = [each for each in visits if each.is_active]
    if len(active) == 1:
        return active[0].id
    told = [f"{short(each.id)} {desk.when(each.start)} {each.status}" for each in active]
    raise _neither_one(f"a booking of {who.full_name}", told)


async def hold(desk: Desk, ref: str) -> HoldId:
    """A hold by its own short id, an appointment's in it, or whoever has exactly one."""
    found = await _by_id(desk, holds, ref)
    if not found and _is_id(ref):
        of_visit = select(appointments.c.hold_id).where(_begins(appointments.c.id, ref)).distinct()
        found = [row.hold_id for row in await rows(desk, of_visit)]
    if found:
        return HoldId(_only(ref, found))
    who = await _customer(desk, ref)
    live = await desk.reads(lambda records: records.bookings.live_holds(who.id))
    if len(live) == 1:
        return live[0].id
    raise _neither_one(
        f"a hold of {who.full_name}",
        [f"{short(each.id)} until {desk.when(each.deadline)}" for each in live],
    )


async def conversation(desk: Desk, who: str) -> Conversation:
    """By its own short id, or by the person's."""
    found = await _by_id(desk, conversations, who)
    if not found:
        found = await _talks_of(desk, await person(desk, who))
    one = ConversationId(_only(who, found))
    return await desk.reads(lambda records: records.conversations.get(one))


async def _talks_of(desk: Desk, found: Found) -> list[UUID]:
    theirs = or_(contacts.c.customer_id == found.id, contacts.c.id == found.id)
    joined = conversations.join(contacts, contacts.c.id == conversations.c.contact_id)
    query = select(conversations.c.id).select_from(joined).where(theirs)
    return [row.id for row in await rows(desk, query)]


async def _customer(desk: Desk, who: str) -> Customer:
    found = await person(desk, who)
    if found.customer is None:
        raise Sorry(f"{found.name} never gave a name, and has booked nothing.", NOT_FOUND)
    return found.customer


async def rows(desk: Desk, query: Select[Any]) -> list[Row[Any]]:
    async with desk.office.engine.connect() as connection:
        return list((await connection.execute(query)).all())


async def listed(desk: Desk, query: Select[Any]) -> list[dict[str, Any]]:
    """Rows by the names of their columns."""
    async with desk.office.engine.connect() as connection:
        return [{**each} for each in (await connection.execute(query)).mappings()]


async def _by_id(desk: Desk, table: Table, ref: str) -> list[UUID]:
    if not _is_id(ref):
        return []
    mine = table.c.salon_id == desk.salon.id
    query = select(table.c.id).where(mine, _begins(table.c.id, ref)).limit(_MOST)
    return [row.id for row in await rows(desk, query)]


def _is_id(text: str) -> bool:
    return _SHORT_ID.fullmatch(text.strip().lower()) is not None


def _begins(column: Column[Any], ref: str) -> Any:  # noqa: ANN401 - SQLAlchemy's expression
    return cast(column, Text).startswith(ref.strip().lower() or "-", autoescape=True)


def _phone(text: str) -> str | None:
    try:
        return PhoneNumber.parse(text).e164
    except NotAPhoneNumber:
        return None


def _only(ref: str, found: Sequence[UUID]) -> UUID:
    if len(found) == 1:
        return found[0]
    raise _neither_one(ref, [str(each) for each in found])


def _neither_one(what: str, found: Sequence[str]) -> Sorry:
    if not found:
        return Sorry(f"Nothing answers to {what}.", NOT_FOUND)
    listed = "".join(f"\n  {each}" for each in found[:_MOST])
    return Sorry(f"{len(found)} answer to {what}; say which by its id:{listed}", NOT_FOUND)
