"""What the storage knows about the people of a case: read through its port, in one transaction."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from atrevete_core.domain.booking import Appointment, Booking, Hold
from atrevete_core.domain.conversation import Conversation, Escalation
from atrevete_core.domain.customer import Customer
from atrevete_core.domain.deposit import Deposit
from atrevete_core.domain.ids import DepositId, SalonId, StylistId
from atrevete_core.domain.interval import Interval
from atrevete_core.ports.storage import NotFound, Records

_BEHIND = timedelta(days=2)
_AHEAD = timedelta(days=1000)


class Observer:
    """One phone's part of a salon, within one transaction."""

    def __init__(self, records: Records, salon_id: SalonId, phone: str) -> None:
        self._records = records
        self._salon_id = salon_id
        self._channel_id = phone.lstrip("+")

    async def conversation(self) -> Conversation | None:
        return await self._records.conversations.of_channel(self._salon_id, self._channel_id)

    async def customer(self) -> Customer | None:
        """The owner of the phone, once known by name."""
        conversation = await self.conversation()
        if conversation is None:
            return None
        people = self._records.people
        contact = await people.contact(conversation.contact_id)
        return await people.customer(contact.customer_id) if contact.customer_id else None

    async def live_holds(self) -> Sequence[Hold]:
        customer = await self.customer()
        return await self._records.bookings.live_holds(customer.id) if customer else ()

    async def bookings(self, *, since: datetime) -> list[tuple[Appointment, Booking]]:
        """Theirs and those that they made for others."""
        customer = await self.customer()
        if customer is None:
            return []
        found = await self._records.bookings.appointments_of(customer.id, since=since)
        return [(each, await self._records.bookings.get(each.hold_id)) for each in found]

    async def escalations(self) -> Sequence[Escalation]:
        conversation = await self.conversation()
        if conversation is None:
            return ()
        return await self._records.escalations.open_for(conversation.id)

    async def active(self, stylists: Sequence[StylistId], at: datetime) -> Sequence[Appointment]:
        """Everybody's appointments that occupy time, in the whole salon."""
        window = Interval(at - _BEHIND, at + _AHEAD)
        return await self._records.bookings.appointments_in(stylists, window)

    async def deposit(self, deposit_id: str) -> Deposit | None:
        """The ledger's row of a payment page, when there is one."""
        try:
            return await self._records.ledger.get(DepositId(UUID(deposit_id)))
        except (NotFound, ValueError):
            return None
