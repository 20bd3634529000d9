"""«Lo de siempre»: the last services with the preferred stylist (R25, R26)."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from atrevete_core.domain.booking import Appointment
from atrevete_core.domain.ids import CustomerId, PackId, ServiceId, StylistId
from atrevete_core.ports.storage import Records

#: How many completed appointments say whom a customer prefers.
REMEMBERED = 5


@dataclass(frozen=True, kw_only=True, slots=True)
class Usual:
    """The services of the last completed appointment, and whom the customer prefers."""

    services: tuple[ServiceId, ...]
    pack: PackId | None
    stylist_id: StylistId


async def usual_of(records: Records, customer_id: CustomerId) -> Usual | None:
    """None when there is no history."""
    past = await records.bookings.past_appointments(customer_id, count=REMEMBERED)
    if not past:
        return None
    last = past[0]
    return Usual(
        services=tuple(each.service_id for each in last.services),
        pack=last.pack_id,
        stylist_id=preferred_stylist(past),
    )


async def preferred_of(records: Records, customer_id: CustomerId | None) -> StylistId | None:
    """Whom the customer prefers; None when there is no history, or nobody knows the customer."""
    past = (
        await records.bookings.past_appointments(customer_id, count=REMEMBERED)
        if customer_id
        else ()
    )
    return preferred_stylist(past) if past else None


def preferred_stylist(past: Sequence[Appointment]) -> StylistId:
    """The most frequent of the last five completed ones, the latest on a tie. `past` is latest
    first and not empty.
    """
    counted = Counter(each.stylist_id for each in past[:REMEMBERED])
    most = max(counted.values())
    return next(each.stylist_id for each in past if counted[each.stylist_id] == most)
