"""Deposits: every attempt and movement, never deleted."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, func, select

from atrevete_core.domain.deposit import Deposit, DepositStatus, Movement
from atrevete_core.domain.ids import DepositId, HoldId, SalonId
from atrevete_core.domain.money import Money
from atrevete_core.ports.storage import NotFound

from .repository import Repository, putting
from .tables import deposits

_PUT = putting(deposits)


class PostgresLedger(Repository):
    async def of_hold(self, hold_id: HoldId) -> tuple[Deposit, ...]:
        query = select(deposits).where(deposits.c.hold_id == hold_id)
        rows = await self._rows(query.order_by(deposits.c.created_at, deposits.c.created))
        return tuple(map(deposit_of, rows))

    async def moved_since(self, salon_id: SalonId, since: datetime) -> Sequence[HoldId]:
        moved = (deposits.c.salon_id == salon_id, deposits.c.created_at >= since)
        query = select(deposits.c.hold_id).where(*moved).group_by(deposits.c.hold_id)
        rows = await self._rows(query.order_by(func.min(deposits.c.created)))
        return [HoldId(row.hold_id) for row in rows]

    async def get(self, deposit_id: DepositId) -> Deposit:
        deposit = await self._first(deposits.c.id == deposit_id)
        if deposit is None:
            raise NotFound(deposit_id)
        return deposit

    async def by_checkout(self, checkout_id: str) -> Deposit | None:
        return await self._first(
            deposits.c.checkout_id == checkout_id,
            deposits.c.checkout_id != "",
            deposits.c.movement == Movement.PAYMENT,
        )

    async def by_payment(self, payment_id: str) -> Deposit | None:
        return await self._first(
            deposits.c.payment_id == payment_id,
            deposits.c.payment_id != "",
            deposits.c.movement == Movement.PAYMENT,
        )

    async def by_refund(self, refund_id: str) -> Deposit | None:
        return await self._first(deposits.c.refund_id == refund_id, deposits.c.refund_id != "")

    async def _first(self, *wanted: ColumnElement[bool]) -> Deposit | None:
        row = await self._row(select(deposits).where(*wanted))
        return deposit_of(row) if row else None

    async def save(self, deposit: Deposit) -> None:
        await self._write(_PUT, _values(deposit))


def _values(deposit: Deposit) -> dict[str, Any]:
    return {
        "id": deposit.id,
        "salon_id": deposit.salon_id,
        "hold_id": deposit.hold_id,
        "movement": deposit.movement.value,
        "status": deposit.status.value,
        "amount_cents": deposit.amount.cents,
        "number": deposit.number,
        "key": deposit.key,
        "created_at": deposit.created_at,
        "settled_at": deposit.settled_at,
        "checkout_id": deposit.checkout_id,
        "checkout_url": deposit.checkout_url,
        "payment_id": deposit.payment_id,
        "refund_id": deposit.refund_id,
        "reason": deposit.reason,
    }


def deposit_of(row: Row[Any]) -> Deposit:
    return Deposit(
        id=row.id,
        salon_id=row.salon_id,
        hold_id=row.hold_id,
        movement=Movement(row.movement),
        status=DepositStatus(row.status),
        amount=Money(row.amount_cents),
        number=row.number,
        key=row.key,
        created_at=row.created_at,
        settled_at=row.settled_at,
        checkout_id=row.checkout_id,
        checkout_url=row.checkout_url,
        payment_id=row.payment_id,
        refund_id=row.refund_id,
        reason=row.reason,
    )
