"""`atrevete deposits`: the ledger."""

from datetime import date
from typing import Any

from sqlalchemy import Select, func, select

from atrevete_adapters.postgres.tables import customers, deposits, holds
from atrevete_core.domain.deposit import DepositStatus

from ..codes import FINE, WRONG
from . import looking
from .desk import Desk, Sorry, at_desk, euros, short

_MOST = 200


def list_them(*, who: str | None, day: date | None, status: str | None, as_json: bool) -> int:
    async def work(desk: Desk) -> int:
        query = _latest(desk)
        if status:
            query = query.where(deposits.c.status == _status(status).value)
        if who:
            query = query.where(holds.c.customer_id == (await looking.person(desk, who)).id)
        if day:
            whole = desk.salon.day(day)
            query = query.where(deposits.c.created_at.between(whole.start, whole.end))
        found = await looking.listed(desk, query)
        if as_json:
            return desk.tells(found)
        heading = ("WHEN", "MOVEMENT", "STATUS", "AMOUNT", "CUSTOMER", "BOOKING", "AT STRIPE")
        lines = (
            (
                desk.when(each["created_at"]),
                each["movement"],
                each["status"],
                euros(each["amount_cents"]),
                each["customer"],
                short(each["hold_id"]),
                each["refund_id"] or each["payment_id"] or each["checkout_id"],
            )
            for each in found
        )
        desk.shows([heading, *lines], nothing="No movements.")
        return FINE

    return at_desk(work)


def _status(text: str) -> DepositStatus:
    try:
        return DepositStatus(text)
    except ValueError as error:
        known = ", ".join(DepositStatus)
        raise Sorry(f"No status is called {text}; there are {known}.", WRONG) from error


def _latest(desk: Desk) -> Select[Any]:
    name = func.concat_ws(" ", customers.c.first_name, customers.c.last_name)
    return (
        select(deposits, name.label("customer"))
        .join(holds, holds.c.id == deposits.c.hold_id)
        .join(customers, customers.c.id == holds.c.customer_id)
        .where(deposits.c.salon_id == desk.salon.id)
        .order_by(deposits.c.created_at.desc(), deposits.c.created.desc())
        .limit(_MOST)
    )
