"""Every effect that was decided, on its way out."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import count

from atrevete_core.domain.effects import Delivery, DeliveryStatus, Planned
from atrevete_core.domain.ids import SalonId
from atrevete_core.ports.storage import Backlog, LeaseLost, NotFound

from .tables import Tables

_MOST = 200


class MemoryOutbox:
    def __init__(self, tables: Tables) -> None:
        self._tables = tables
        self._numbers = count(1)

    async def plan(self, effect: Planned) -> bool:
        if any((e.salon_id, e.key) == (effect.salon_id, effect.key) for e in self._tables.outbox):
            return False
        number = next(self._numbers)
        planned = Delivery(
            id=number,
            key=effect.key,
            lane=effect.lane,
            effect=effect.effect,
            salon_id=effect.salon_id,
            due_at=effect.due_at,
            planned_at=effect.due_at,
        )
        self._tables.outbox.put(number, planned)
        return True

    async def claim(
        self, lane: str, *, at: datetime, lease: str, real_now: datetime, seconds: float
    ) -> Delivery | None:
        head = self._head(lane)
        if head is None or not is_claimable(head, at=at, real_now=real_now):
            return None
        claimed = replace(
            head,
            lease=lease,
            leased_until=real_now + timedelta(seconds=seconds),
            attempts=head.attempts + 1,
        )
        self._tables.outbox.put(head.id, claimed)
        return claimed

    async def renew(self, lease: str, *, real_now: datetime, seconds: float) -> None:
        for each in list(self._tables.outbox):
            if each.lease == lease and each.status is DeliveryStatus.PENDING:
                until = real_now + timedelta(seconds=seconds)
                self._tables.outbox.put(each.id, replace(each, leased_until=until))

    async def require_lease(self, delivery_id: int, *, lease: str) -> None:
        self._mine(delivery_id, lease)

    async def sent(self, delivery_id: int, *, lease: str, receipt: str, at: datetime) -> None:
        self._end(
            replace(
                self._mine(delivery_id, lease),
                status=DeliveryStatus.SENT,
                receipt=receipt,
                sent_at=at,
            )
        )

    async def failed(self, delivery_id: int, *, lease: str, error: str, retry_at: datetime) -> None:
        self._end(replace(self._mine(delivery_id, lease), last_error=error, due_at=retry_at))

    async def dead(self, delivery_id: int, *, lease: str, error: str) -> None:
        mine = self._mine(delivery_id, lease)
        self._end(replace(mine, status=DeliveryStatus.DEAD, last_error=error))

    async def get(self, delivery_id: int) -> Delivery:
        delivery = self._tables.outbox.get(delivery_id)
        if delivery is None:
            raise NotFound(delivery_id)
        return delivery

    async def again(self, delivery_id: int, *, at: datetime) -> None:
        known = await self.get(delivery_id)
        if known.status is not DeliveryStatus.SENT:
            left = min(known.attempts, 1)
            pending = replace(known, status=DeliveryStatus.PENDING, due_at=at, attempts=left)
            self._tables.outbox.put(delivery_id, pending)

    async def rests(self, lane: str, *, since: datetime) -> bool:
        return not any(
            each.status is DeliveryStatus.PENDING or (each.sent_at and each.sent_at >= since)
            for each in self._tables.outbox
            if each.lane == lane
        )

    async def by_key(self, salon_id: SalonId, key: str) -> Delivery | None:
        found = (e for e in self._tables.outbox if (e.salon_id, e.key) == (salon_id, key))
        return next(found, None)

    async def due_lanes(self, *, at: datetime, real_now: datetime) -> Sequence[str]:
        heads = _heads(self._tables.outbox)
        return [each.lane for each in heads if is_claimable(each, at=at, real_now=real_now)][:_MOST]

    async def backlog(self, salon_id: SalonId) -> Backlog:
        mine = [each for each in self._tables.outbox if each.salon_id == salon_id]
        waiting = [each for each in mine if each.status is DeliveryStatus.PENDING]
        return Backlog(
            pending=len(waiting),
            dead=sum(each.status is DeliveryStatus.DEAD for each in mine),
            oldest_due=min((each.due_at for each in waiting), default=None),
        )

    async def next_due(self, lane: str) -> datetime | None:
        head = self._head(lane)
        return head.due_at if head else None

    def _head(self, lane: str) -> Delivery | None:
        pending = (
            each
            for each in self._tables.outbox
            if each.lane == lane and each.status is DeliveryStatus.PENDING
        )
        return min(pending, key=lambda each: each.id, default=None)

    def _mine(self, delivery_id: int, lease: str) -> Delivery:
        delivery = self._tables.outbox.get(delivery_id)
        pending = delivery is not None and delivery.status is DeliveryStatus.PENDING
        if delivery is None or not pending or delivery.lease != lease:
            raise LeaseLost
        return delivery

    def _end(self, delivery: Delivery) -> None:
        self._tables.outbox.put(delivery.id, replace(delivery, lease="", leased_until=None))


def _heads(outbox: Iterable[Delivery]) -> Iterator[Delivery]:
    seen: set[str] = set()
    for delivery in outbox:
        if delivery.status is DeliveryStatus.PENDING and delivery.lane not in seen:
            seen.add(delivery.lane)
            yield delivery


def is_claimable(head: Delivery, *, at: datetime, real_now: datetime) -> bool:
    free = head.leased_until is None or head.leased_until <= real_now
    return head.due_at <= at and free
