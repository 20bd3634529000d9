"""What was forgotten."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Interval,
    Select,
    and_,
    cast,
    func,
    literal,
    or_,
    select,
    update,
)
from sqlalchemy.dialects.postgresql import insert as upsert

from atrevete_core.domain.booking import AppointmentStatus, HoldStatus
from atrevete_core.domain.deposit import DepositStatus, Movement
from atrevete_core.domain.ids import SalonId
from atrevete_core.ports.events import Source
from atrevete_core.ports.storage import REFUND_PATIENCE, UNTAKEN_FOR, Forgotten

from .columns import Instant
from .flow_tables import SHAPE
from .inbox import MESSAGE
from .outbox import lanes_query
from .repository import Repository
from .tables import (
    appointments,
    catch_ups,
    customers,
    deposits,
    escalations,
    holds,
    inbox,
    outbox,
    policies,
    simulated_clock,
)

#: Of each kind in one sweep; the next one comes two seconds later.
_MOST = 200
_SWEEP_LOCK = 0x6261_7272_65


class PostgresSweep(Repository):
    async def try_lock(self) -> bool:
        return bool(await self._value(select(func.pg_try_advisory_xact_lock(_SWEEP_LOCK))))

    async def find(self, *, at: datetime, real_now: datetime) -> Forgotten:
        return Forgotten(
            conversations=await self._column(_conversations()),
            events=await self._column(_events()),
            lanes=await self._column(lanes_query(at=at, real_now=real_now)),
            holds=await self._column(_holds(at)),
            reminders=await self._column(_reminders(at)),
            untaken=await self._column(_untaken(at)),
            late_refunds=await self._column(_late_refunds(at)),
        )

    async def _column(self, query: Select[Any]) -> tuple[Any, ...]:
        return tuple(row[0] for row in await self._rows(query.limit(_MOST)))

    async def begin_look(
        self,
        salon_id: SalonId,
        source: Source,
        *,
        real_now: datetime,
        every: timedelta,
        otherwise: datetime,
    ) -> datetime | None:
        begun = upsert(catch_ups).values(salon_id=salon_id, source=source.value, begun_at=real_now)
        mine = begun.on_conflict_do_update(
            index_elements=["salon_id", "source"],
            set_={"begun_at": real_now},
            where=catch_ups.c.begun_at <= real_now - every,
        ).returning(catch_ups.c.caught_up_to)
        row = await self._row(mine)
        return None if row is None else row.caught_up_to or otherwise

    async def looked(self, salon_id: SalonId, source: Source, *, until: datetime) -> None:
        its = (catch_ups.c.salon_id == salon_id, catch_ups.c.source == source.value)
        await self._run(update(catch_ups).where(*its).values(caught_up_to=until))

    async def swept(self, at: datetime) -> None:
        noted = upsert(simulated_clock).values(id=1, swept_at=at)
        await self._run(noted.on_conflict_do_update(index_elements=["id"], set_={"swept_at": at}))


_WAITING = and_(inbox.c.disposition.is_(None), inbox.c.schema_number <= SHAPE)
_ANSWERED_BY_TURNS = and_(inbox.c.kind == MESSAGE, inbox.c.conversation_id.is_not(None))


def _conversations() -> Select[Any]:
    return (
        select(inbox.c.conversation_id)
        .where(_WAITING, _ANSWERED_BY_TURNS)
        .group_by(inbox.c.conversation_id)
        .order_by(func.min(inbox.c.received_at))
    )


def _events() -> Select[Any]:
    return (
        select(inbox.c.id)
        .where(_WAITING, ~_ANSWERED_BY_TURNS)
        .order_by(inbox.c.received_at, inbox.c.id)
    )


def _holds(at: datetime) -> Select[Any]:
    warning_due = and_(
        holds.c.warned_at.is_(None),
        ~holds.c.with_person,
        holds.c.deadline - _times(policies.c.warn_minutes, timedelta(minutes=1)) <= _instant(at),
    )
    return (
        select(holds.c.id)
        .join(policies, _terms_of(holds))
        .where(holds.c.status == HoldStatus.HELD.value, or_(holds.c.deadline <= at, warning_due))
        .order_by(holds.c.deadline)
    )


def _reminders(at: datetime) -> Select[Any]:
    """None for what was booked inside the reminder's hours (SCENARIOS, reminder)."""
    due = appointments.c.starts_at - _times(policies.c.reminder_hours, timedelta(hours=1))
    return (
        select(appointments.c.id)
        .join(policies, _terms_of(appointments))
        .join(holds, holds.c.id == appointments.c.hold_id)
        .join(customers, customers.c.id == appointments.c.booked_by)
        .where(
            appointments.c.status == AppointmentStatus.CONFIRMED.value,
            appointments.c.reminded_at.is_(None),
            appointments.c.starts_at > at,
            due <= _instant(at),
            due >= holds.c.placed_at,
            customers.c.wants_reminders,
        )
        .order_by(appointments.c.starts_at)
    )


def _untaken(at: datetime) -> Select[Any]:
    told = select(outbox.c.id).where(outbox.c.key == func.concat("alert:", escalations.c.id))
    return (
        select(escalations.c.id)
        .where(
            escalations.c.silences,
            escalations.c.taken_at.is_(None),
            escalations.c.closed_at.is_(None),
            escalations.c.raised_at > at - UNTAKEN_FOR,
            escalations.c.raised_at <= at,
            ~told.exists(),
        )
        .order_by(escalations.c.raised_at)
    )


def _late_refunds(at: datetime) -> Select[Any]:
    waiting = (DepositStatus.REQUESTED.value, DepositStatus.PENDING.value)
    return (
        select(deposits.c.id)
        .where(
            deposits.c.movement == Movement.REFUND.value,
            deposits.c.status.in_(waiting),
            deposits.c.created_at <= at - REFUND_PATIENCE,
            deposits.c.created_at > at - UNTAKEN_FOR,
        )
        .order_by(deposits.c.created_at)
    )


def _terms_of(table: Any) -> ColumnElement[bool]:  # noqa: ANN401 - a table under a policy
    return and_(
        policies.c.salon_id == table.c.salon_id, policies.c.version == table.c.policy_version
    )


def _times(count: ColumnElement[int], unit: timedelta) -> ColumnElement[timedelta]:
    return cast(count * literal(unit, Interval), Interval)


def _instant(at: datetime) -> ColumnElement[datetime]:
    return literal(at, Instant)
