"""`atrevete holds`: times that wait for their deposit."""

from typing import Any

from sqlalchemy import Select, func, select

from atrevete_adapters.postgres.tables import appointments, customers, holds
from atrevete_core.domain.booking import HoldStatus
from atrevete_core.usecases.staff_bookings import release_by_staff

from ..codes import FINE, REFUSED
from . import looking
from .bookings import told
from .desk import Desk, Sorry, at_desk, euros, short


def list_them(*, as_json: bool) -> int:
    async def work(desk: Desk) -> int:
        found = await looking.listed(desk, _waiting(desk))
        if as_json:
            return desk.tells(found)
        heading = ("ID", "DEADLINE", "FIRST START", "CUSTOMER", "DEPOSIT", "WITH A PERSON")
        lines = (
            (
                short(each["id"]),
                desk.when(each["deadline"]),
                desk.when(each["start"]),
                each["customer"],
                euros(each["deposit_cents"]),
                "yes" if each["with_person"] else "",
            )
            for each in found
        )
        desk.shows([heading, *lines], nothing="No hold waits for its deposit.")
        return FINE

    return at_desk(work)


def _waiting(desk: Desk) -> Select[Any]:
    first = (
        select(func.min(appointments.c.starts_at))
        .where(appointments.c.hold_id == holds.c.id)
        .scalar_subquery()
    )
    name = func.concat_ws(" ", customers.c.first_name, customers.c.last_name)
    return (
        select(
            holds.c.id,
            holds.c.deadline,
            first.label("start"),
            name.label("customer"),
            holds.c.deposit_cents,
            holds.c.with_person,
            holds.c.failed_payments,
        )
        .join(customers, customers.c.id == holds.c.customer_id)
        .where(holds.c.salon_id == desk.salon.id, holds.c.status == HoldStatus.HELD.value)
        .order_by(holds.c.deadline)
    )


def release(*, hold: str, reason: str, by: str | None, yes: bool) -> int:
    async def work(desk: Desk) -> int:
        hold_id = await looking.hold(desk, hold)
        found = await desk.reads(lambda records: records.bookings.get(hold_id))
        if found.hold.status is not HoldStatus.HELD:
            raise Sorry(f"It does not wait for a deposit: it is {found.hold.status}.", REFUSED)
        visits = [await told(desk, each) for each in found.appointments]
        desk.asks(
            [*visits, "Its time becomes free, its payment page is closed, the customer is told."],
            yes=yes,
        )
        act = desk.act(by, reason)
        if not await desk.decides(lambda records: release_by_staff(records, hold_id, act)):
            raise Sorry("It has just ended by itself; nothing was changed.", REFUSED)
        desk.says("Released.")
        return FINE

    return at_desk(work)
