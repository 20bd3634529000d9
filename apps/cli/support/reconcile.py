"""`atrevete deposits reconcile`: where each cent is."""

from dataclasses import dataclass
from datetime import date, timedelta

from atrevete_adapters.assembly.salon import open_salon
from atrevete_adapters.settings import load_settings
from atrevete_core.domain.booking import Booking
from atrevete_core.domain.ids import CustomerId
from atrevete_core.ports.deposit_gateway import GatewayRefused, GatewayUnreachable
from atrevete_core.usecases.reconcile import Line, Reconciliation, reconcile

from ..codes import DIFFERS, FAILED, FINE
from .desk import Desk, Sorry, at_desk, euros, short

#: Stripe keeps its events this long.
_USUAL = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Named:
    """A line with the customer's name."""

    line: Line
    customer: str


def compare(*, since: date | None, as_json: bool) -> int:
    async def work(desk: Desk) -> int:
        begin = desk.salon.day(since).start if since else desk.at - _USUAL
        try:
            async with open_salon(load_settings()) as salon:
                found = await reconcile(salon.storage, salon.gateway, salon.id, since=begin)
        except (GatewayUnreachable, GatewayRefused) as error:
            raise Sorry(f"Stripe does not answer: {error}", FAILED) from error
        named = [Named(line, await _customer(desk, line.booking)) for line in found.lines]
        if as_json:
            desk.tells(_document(found, named))
        else:
            _show(desk, found, named)
        return FINE if found.agrees else DIFFERS

    return at_desk(work)


async def _customer(desk: Desk, booking: Booking | None) -> str:
    if booking is None:
        return ""
    customer_id: CustomerId = booking.hold.customer_id
    return (await desk.reads(lambda records: records.people.customer(customer_id))).full_name


def _show(desk: Desk, found: Reconciliation, named: list[Named]) -> None:
    heading = ("PAYMENT", "CUSTOMER", "BOOKING", "PAID", "REFUNDED", "KEPT", "OPEN", "WHERE IT IS")
    desk.shows([heading, *map(_row, named)], nothing="No payments.")
    sums = f"{euros(found.kept.cents)} kept + {euros(found.refunded.cents)} refunded"
    desk.says("", f"Paid {euros(found.paid.cents)} = {sums} + {euros(found.open.cents)} open.")
    wrong = sum(bool(each.line.differences) for each in named)
    desk.says("Stripe says the same." if not wrong else f"{wrong} payments differ at Stripe.")


def _row(named: Named) -> tuple[str, ...]:
    line = named.line
    return (
        line.payment_id,
        named.customer,
        short(line.booking.hold.id) if line.booking else "—",
        euros(line.paid.cents),
        euros(line.refunded.cents),
        euros(line.kept.cents),
        euros(line.open.cents),
        _where(line),
    )


def _where(line: Line) -> str:
    if line.differences:
        return "DIFFERS: " + "; ".join(line.differences)
    if line.going_back:
        return "on its way back"
    if not line.open:
        return "given back" if line.refunded == line.paid else "kept"
    return f"behind a booking that is {line.booking.hold.status}" if line.booking else "nowhere"


def _document(found: Reconciliation, named: list[Named]) -> dict[str, object]:
    return {
        "paid": found.paid.cents,
        "kept": found.kept.cents,
        "refunded": found.refunded.cents,
        "open": found.open.cents,
        "agrees": found.agrees,
        "payments": [
            {
                "payment": each.line.payment_id,
                "customer": each.customer,
                "booking": str(each.line.booking.hold.id) if each.line.booking else None,
                "paid": each.line.paid.cents,
                "refunded": each.line.refunded.cents,
                "kept": each.line.kept.cents,
                "open": each.line.open.cents,
                "differences": list(each.line.differences),
            }
            for each in named
        ],
    }
