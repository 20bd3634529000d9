"""Every effect that was decided, on its way out."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Annotated, Any
from uuid import UUID

from pydantic import Field, TypeAdapter
from sqlalchemy import ColumnElement, Row, Select, and_, func, or_, select, update
from sqlalchemy.dialects.postgresql import distinct_on
from sqlalchemy.dialects.postgresql import insert as upsert

from atrevete_core.domain.effects import Delivery, DeliveryStatus, Effect, Planned
from atrevete_core.domain.ids import SalonId
from atrevete_core.domain.text import storable
from atrevete_core.ports.storage import Backlog, LeaseLost, NotFound

from .flow_tables import SHAPE
from .repository import Repository
from .tables import outbox

_EFFECT: TypeAdapter[Effect] = TypeAdapter(Annotated[Effect, Field(discriminator="kind")])
_MOST_LANES = 200
_PENDING = and_(outbox.c.status == DeliveryStatus.PENDING.value, outbox.c.schema_number <= SHAPE)


class PostgresOutbox(Repository):
    async def plan(self, effect: Planned) -> bool:
        added = upsert(outbox).values(
            salon_id=effect.salon_id,
            key=effect.key,
            lane=effect.lane,
            effect=_plain(asdict(effect.effect)),
            planned_at=effect.due_at,
            due_at=effect.due_at,
        )
        once = added.on_conflict_do_nothing(index_elements=["salon_id", "key"])
        return bool(await self._run(once))

    async def claim(
        self, lane: str, *, at: datetime, lease: str, real_now: datetime, seconds: float
    ) -> Delivery | None:
        head = (
            select(outbox.c.id)
            .where(outbox.c.lane == lane, _PENDING)
            .order_by(outbox.c.id)
            .limit(1)
            .scalar_subquery()
        )
        # The conditions stand outside the subquery: whoever waited for the row looks again.
        claimed = (
            update(outbox)
            .where(outbox.c.id == head, *_claimable(at=at, real_now=real_now))
            .values(
                lease=lease,
                leased_until=real_now + timedelta(seconds=seconds),
                attempts=outbox.c.attempts + 1,
            )
            .returning(outbox)
        )
        row = await self._row(claimed)
        return delivery_of(row) if row else None

    async def renew(self, lease: str, *, real_now: datetime, seconds: float) -> None:
        until = real_now + timedelta(seconds=seconds)
        mine = (outbox.c.lease == lease, _PENDING)
        await self._run(update(outbox).where(*mine).values(leased_until=until))

    async def require_lease(self, delivery_id: int, *, lease: str) -> None:
        mine = (outbox.c.id == delivery_id, outbox.c.lease == lease, _PENDING)
        if await self._row(select(outbox.c.id).where(*mine)) is None:
            raise LeaseLost

    async def sent(self, delivery_id: int, *, lease: str, receipt: str, at: datetime) -> None:
        await self._end(
            delivery_id, lease, status=DeliveryStatus.SENT.value, receipt=receipt, sent_at=at
        )

    async def failed(self, delivery_id: int, *, lease: str, error: str, retry_at: datetime) -> None:
        await self._end(delivery_id, lease, last_error=error, due_at=retry_at)

    async def dead(self, delivery_id: int, *, lease: str, error: str) -> None:
        await self._end(delivery_id, lease, status=DeliveryStatus.DEAD.value, last_error=error)

    async def _end(self, delivery_id: int, lease: str, **values: object) -> None:
        mine = (outbox.c.id == delivery_id, outbox.c.lease == lease, _PENDING)
        ended = update(outbox).where(*mine).values(lease="", leased_until=None, **values)
        if not await self._run(ended):
            raise LeaseLost

    async def get(self, delivery_id: int) -> Delivery:
        row = await self._row(select(outbox).where(outbox.c.id == delivery_id))
        if row is None:
            raise NotFound(delivery_id)
        return delivery_of(row)

    async def again(self, delivery_id: int, *, at: datetime) -> None:
        unsent = (outbox.c.id == delivery_id, outbox.c.status != DeliveryStatus.SENT.value)
        pending = DeliveryStatus.PENDING.value
        known = func.least(outbox.c.attempts, 1)
        again = update(outbox).values(status=pending, due_at=at, attempts=known)
        await self._run(again.where(*unsent))

    async def rests(self, lane: str, *, since: datetime) -> bool:
        moves = or_(_PENDING, outbox.c.sent_at >= since)
        query = select(outbox.c.id).where(outbox.c.lane == lane, moves).limit(1)
        return await self._row(query) is None

    async def by_key(self, salon_id: SalonId, key: str) -> Delivery | None:
        query = select(outbox).where(outbox.c.salon_id == salon_id, outbox.c.key == key)
        row = await self._row(query)
        return delivery_of(row) if row else None

    async def due_lanes(self, *, at: datetime, real_now: datetime) -> Sequence[str]:
        rows = await self._rows(lanes_query(at=at, real_now=real_now).limit(_MOST_LANES))
        return [row.lane for row in rows]

    async def backlog(self, salon_id: SalonId) -> Backlog:
        mine = outbox.c.salon_id == salon_id
        # Each in its own words, so that each goes by its own small index.
        waiting = select(func.count().label("size"), func.min(outbox.c.due_at).label("first"))
        dead = select(func.count()).where(mine, outbox.c.status == DeliveryStatus.DEAD.value)
        [row] = await self._rows(waiting.where(mine, _PENDING))
        return Backlog(pending=row.size, dead=await self._value(dead) or 0, oldest_due=row.first)

    async def next_due(self, lane: str) -> datetime | None:
        query = select(outbox.c.due_at).where(outbox.c.lane == lane, _PENDING)
        due: datetime | None = await self._value(query.order_by(outbox.c.id).limit(1))
        return due


def lanes_query(*, at: datetime, real_now: datetime) -> Select[Any]:
    """A lane is as its oldest pending row is: the rows behind it wait."""
    head = (
        select(outbox.c.lane, outbox.c.due_at, outbox.c.leased_until)
        .ext(distinct_on(outbox.c.lane))
        .where(_PENDING)
        .order_by(outbox.c.lane, outbox.c.id)
        .subquery()
    )
    free = or_(head.c.leased_until.is_(None), head.c.leased_until <= real_now)
    return select(head.c.lane).where(head.c.due_at <= at, free).order_by(head.c.due_at)


def _claimable(*, at: datetime, real_now: datetime) -> tuple[ColumnElement[bool], ...]:
    """Pending, due, and nobody has it: leases count in real time."""
    free = or_(outbox.c.leased_until.is_(None), outbox.c.leased_until <= real_now)
    return (_PENDING, outbox.c.due_at <= at, free)


def _plain(value: Any) -> Any:  # noqa: ANN401 - JSON
    """Plain JSON, without what could not be read back or sent on (fault 60)."""
    if isinstance(value, dict):
        return {key: _plain(each) for key, each in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(each) for each in value]
    if isinstance(value, UUID):
        return str(value)
    return storable(value) if isinstance(value, str) else value


def delivery_of(row: Row[Any]) -> Delivery:
    return Delivery(
        id=row.id,
        key=row.key,
        lane=row.lane,
        effect=_EFFECT.validate_python(row.effect),
        salon_id=row.salon_id,
        due_at=row.due_at,
        status=DeliveryStatus(row.status),
        attempts=row.attempts,
        leased_until=row.leased_until,
        lease=row.lease,
        last_error=row.last_error,
        sent_at=row.sent_at,
        receipt=row.receipt,
        planned_at=row.planned_at,
    )
