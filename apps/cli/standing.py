"""Where a salon's database stands: is anything left to do, and what has come of a customer."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, ColumnElement, cast, exists, func, select
from sqlalchemy.dialects.postgresql import aggregate_order_by
from sqlalchemy.ext.asyncio import AsyncEngine

from atrevete_adapters.postgres.storage import PostgresStorage
from atrevete_adapters.postgres.tables import (
    appointment_services,
    appointments,
    contacts,
    conversations,
    customers,
    deposits,
    escalations,
    holds,
    outbox,
    packs,
    stylists,
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Booked:
    """An appointment as the salon has it, money in cents. `paid` came in and did not go back."""

    id: UUID
    revision: int
    hold_id: UUID
    status: str
    start: datetime
    end: datetime
    stylist: str
    stylist_email: str
    calendar_id: str
    customer: str
    services: tuple[str, ...]
    pack: str | None
    total: int
    deposit: int
    paid: int
    refunded: int

    @property
    def minutes(self) -> int:
        return round((self.end - self.start).total_seconds() / 60)

    @property
    def event_id(self) -> str:
        """The id of its entry in the stylist's calendar."""
        return f"{self.id.hex}r{self.revision}"


async def is_quiet(engine: AsyncEngine, *, at: datetime) -> bool:
    """Nothing waits for an answer, no hold for its warning or its end, and nothing that is due
    waits to be sent.
    """
    async with PostgresStorage(engine).transaction() as records:
        left = await records.sweep.find(at=at, real_now=datetime.now(UTC))
    if left.conversations or left.events or left.holds:
        return False
    # Unlike the sweep we also wait for what a worker is sending at this moment.
    unsent = exists().where(outbox.c.status == "pending", outbox.c.due_at <= at)
    async with engine.connect() as connection:
        return not await connection.scalar(select(unsent))


async def appointments_of(engine: AsyncEngine, phone: str) -> Sequence[Booked]:
    """Everything that was ever booked from that phone, in order of time."""
    return await booked(engine, _is_phone(phone))


async def booked(engine: AsyncEngine, *wanted: ColumnElement[bool]) -> Sequence[Booked]:
    """The wanted appointments, in order of time."""
    query = (
        select(
            appointments.c.id,
            appointments.c.revision,
            appointments.c.hold_id,
            appointments.c.status,
            appointments.c.starts_at.label("start"),
            appointments.c.ends_at.label("end"),
            stylists.c.name.label("stylist"),
            stylists.c.email.label("stylist_email"),
            stylists.c.calendar_id,
            func.concat_ws(" ", customers.c.first_name, customers.c.last_name).label("customer"),
            _services(),
            packs.c.name.label("pack"),
            appointments.c.total_cents.label("total"),
            appointments.c.deposit_cents.label("deposit"),
            _moved("payment", "paid").label("paid"),
            _moved("refund", "requested", "pending", "succeeded").label("refunded"),
        )
        .join(holds, holds.c.id == appointments.c.hold_id)
        .join(contacts, contacts.c.id == holds.c.contact_id)
        .join(customers, customers.c.id == appointments.c.customer_id)
        .join(stylists, stylists.c.id == appointments.c.stylist_id)
        .outerjoin(packs, packs.c.id == appointments.c.pack_id)
        .where(*wanted)
        .order_by(appointments.c.starts_at, appointments.c.id)
    )
    async with engine.connect() as connection:
        rows = (await connection.execute(query)).mappings().all()
    return [Booked(**{**row, "services": tuple(row["services"])}) for row in rows]


async def escalations_of(engine: AsyncEngine, phone: str) -> Sequence[str]:
    """The reasons for which a person was called to this customer, oldest first."""
    theirs = select(contacts.c.customer_id).where(_is_phone(phone))
    talks = (
        select(conversations.c.id)
        .join(contacts, contacts.c.id == conversations.c.contact_id)
        .where(_is_phone(phone))
    )
    query = (
        select(escalations.c.reason)
        .where(
            escalations.c.customer_id.in_(theirs) | escalations.c.conversation_id.in_(talks),
        )
        .order_by(escalations.c.raised_at)
    )
    async with engine.connect() as connection:
        return [row.reason for row in await connection.execute(query)]


def _is_phone(phone: str) -> ColumnElement[bool]:
    return contacts.c.channel_id == phone.removeprefix("+")


def _services() -> ColumnElement[Any]:
    own = appointment_services.c
    in_order = func.array_agg(aggregate_order_by(own.name, own.position))
    sold = select(in_order).where(own.appointment_id == appointments.c.id)
    return sold.scalar_subquery().label("services")


def _moved(movement: str, *statuses: str) -> ColumnElement[int]:
    """The cents of the booking's movements of one kind."""
    own = deposits.c
    moved = select(func.coalesce(func.sum(own.amount_cents), 0)).where(
        own.hold_id == appointments.c.hold_id, own.movement == movement, own.status.in_(statuses)
    )
    return cast(moved.scalar_subquery(), BigInteger)
