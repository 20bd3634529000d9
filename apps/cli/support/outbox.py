"""`atrevete outbox`: what has not gone out, and trying it again."""

from typing import Any

from sqlalchemy import Select, select

from atrevete_adapters.postgres.tables import outbox
from atrevete_core.domain.effects import Delivery, DeliveryStatus
from atrevete_core.ports.storage import NotFound, Records
from atrevete_core.usecases.retry_delivery import retry_delivery

from ..codes import FINE, NOT_FOUND, REFUSED
from . import looking
from .desk import Desk, Sorry, at_desk

_MOST = 200


def list_them(*, dead: bool, as_json: bool) -> int:
    async def work(desk: Desk) -> int:
        query = _unsent(desk, dead=dead)
        found = await looking.listed(desk, query)
        if as_json:
            return desk.tells(found)
        heading = ("NUMBER", "STATUS", "EFFECT", "DUE", "TRIES", "LAST ERROR")
        lines = (
            (
                str(each["id"]),
                each["status"],
                each["effect"],
                desk.when(each["due_at"]),
                str(each["attempts"]),
                each["last_error"],
            )
            for each in found
        )
        desk.shows([heading, *lines], nothing="Everything has gone out.")
        return FINE

    return at_desk(work)


def _unsent(desk: Desk, *, dead: bool) -> Select[Any]:
    wanted = [DeliveryStatus.DEAD] if dead else [DeliveryStatus.PENDING, DeliveryStatus.DEAD]
    return (
        select(
            outbox.c.id,
            outbox.c.status,
            outbox.c.effect["kind"].as_string().label("effect"),
            outbox.c.lane,
            outbox.c.due_at,
            outbox.c.attempts,
            outbox.c.last_error,
        )
        .where(outbox.c.salon_id == desk.salon.id, outbox.c.status.in_([e.value for e in wanted]))
        .order_by(outbox.c.id)
        .limit(_MOST)
    )


def retry(*, numbers: list[int], reason: str, by: str | None, yes: bool) -> int:
    async def work(desk: Desk) -> int:
        for number in numbers:
            delivery = await _delivery(desk, number)
            if delivery.status is DeliveryStatus.SENT:
                raise Sorry(f"{number} was sent on {desk.when(delivery.sent_at)}.", REFUSED)
            desk.says(f"{number}: {delivery.effect.kind}, {delivery.last_error or 'never tried'}")
        desk.asks(
            ["It is tried again at once; what may have arrived is looked for first."], yes=yes
        )
        act = desk.act(by, reason)

        async def again(records: Records) -> None:
            for number in numbers:
                await retry_delivery(records, number, act)

        await desk.decides(again)
        desk.says("On its way again.")
        return FINE

    return at_desk(work)


async def _delivery(desk: Desk, number: int) -> Delivery:
    try:
        return await desk.reads(lambda records: records.outbox.get(number))
    except NotFound as error:
        raise Sorry(f"There is no number {number} in the outbox.", NOT_FOUND) from error
