"""What the storage knows about the people of a case: read through its port alone."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from atrevete_adapters.memory.salon import RehearsedSalon
from atrevete_core.domain.booking import Appointment, Booking, Hold
from atrevete_core.domain.conversation import Conversation, Escalation
from atrevete_core.domain.customer import Customer
from atrevete_core.domain.deposit import Deposit
from atrevete_core.domain.ids import DepositId
from atrevete_core.domain.interval import Interval
from atrevete_core.ports.storage import NotFound, Records

_HORIZON = timedelta(days=1000)


class Observer:
    """One phone's part of a salon."""

    def __init__(self, salon: RehearsedSalon, phone: str) -> None:
        self._salon = salon
        self._channel_id = phone.lstrip("+")

    async def conversation(self) -> Conversation | None:
        async with self._salon.storage.transaction() as records:
            return await self._conversation(records)

    async def _conversation(self, records: Records) -> Conversation | None:
        return await records.conversations.of_channel(self._salon.seed.salon.id, self._channel_id)

    async def customer(self) -> Customer | None:
        """The owner of the phone, once known by name."""
        async with self._salon.storage.transaction() as records:
            return await self._customer(records)

    async def _customer(self, records: Records) -> Customer | None:
        conversation = await self._conversation(records)
        if conversation is None:
            return None
        contact = await records.people.contact(conversation.contact_id)
        return await records.people.customer(contact.customer_id) if contact.customer_id else None

    async def live_holds(self) -> Sequence[Hold]:
        async with self._salon.storage.transaction() as records:
            customer = await self._customer(records)
            return await records.bookings.live_holds(customer.id) if customer else ()

    async def bookings(self, *, since: datetime) -> list[tuple[Appointment, Booking]]:
        """Theirs and those that they made for others."""
        async with self._salon.storage.transaction() as records:
            customer = await self._customer(records)
            if customer is None:
                return []
            found = await records.bookings.appointments_of(customer.id, since=since)
            return [(each, await records.bookings.get(each.hold_id)) for each in found]

    async def ledger(self, booking: Booking) -> tuple[Deposit, ...]:
        async with self._salon.storage.transaction() as records:
            return await records.ledger.of_hold(booking.hold.id)

    async def escalations(self) -> Sequence[Escalation]:
        async with self._salon.storage.transaction() as records:
            conversation = await self._conversation(records)
            if conversation is None:
                return ()
            return await records.escalations.open_for(conversation.id)

    async def active(self) -> Sequence[Appointment]:
        """Everybody's appointments that occupy time, in the whole salon."""
        at = await self._salon.clock.now()
        window = Interval(at - timedelta(days=2), at + _HORIZON)
        stylists = [each.id for each in self._salon.seed.catalogue.stylists]
        async with self._salon.storage.transaction() as records:
            return await records.bookings.appointments_in(stylists, window)

    async def person(self, customer_id: UUID) -> Customer:
        async with self._salon.storage.transaction() as records:
            return await records.people.customer(customer_id)  # type: ignore[arg-type]

    async def deposit(self, deposit_id: str) -> Deposit | None:
        try:
            async with self._salon.storage.transaction() as records:
                return await records.ledger.get(DepositId(UUID(deposit_id)))
        except (NotFound, ValueError):
            return None
