"""Deposits: every attempt and movement, never deleted."""

from collections.abc import Callable, Sequence
from datetime import datetime

from atrevete_core.domain.deposit import Deposit, Movement
from atrevete_core.domain.ids import DepositId, HoldId, SalonId
from atrevete_core.ports.storage import NotFound

from .tables import Tables


class MemoryLedger:
    def __init__(self, tables: Tables) -> None:
        self._tables = tables

    async def of_hold(self, hold_id: HoldId) -> tuple[Deposit, ...]:
        rows = (each for each in self._tables.deposits if each.hold_id == hold_id)
        return tuple(sorted(rows, key=lambda each: each.created_at))

    async def moved_since(self, salon_id: SalonId, since: datetime) -> Sequence[HoldId]:
        moved = (
            each.hold_id
            for each in self._tables.deposits
            if each.salon_id == salon_id and each.created_at >= since
        )
        return list(dict.fromkeys(moved))

    async def get(self, deposit_id: DepositId) -> Deposit:
        deposit = self._tables.deposits.get(deposit_id)
        if deposit is None:
            raise NotFound(deposit_id)
        return deposit

    async def by_checkout(self, checkout_id: str) -> Deposit | None:
        return self._first(lambda each: each.checkout_id == checkout_id) if checkout_id else None

    async def by_payment(self, payment_id: str) -> Deposit | None:
        if not payment_id:
            return None
        return self._first(
            lambda each: each.payment_id == payment_id and each.movement is Movement.PAYMENT
        )

    async def by_refund(self, refund_id: str) -> Deposit | None:
        return self._first(lambda each: each.refund_id == refund_id) if refund_id else None

    def _first(self, wanted: Callable[[Deposit], bool]) -> Deposit | None:
        return next((each for each in self._tables.deposits if wanted(each)), None)

    async def save(self, deposit: Deposit) -> None:
        self._tables.deposits.put(deposit.id, deposit)
