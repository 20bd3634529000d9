"""The reference salon at work in memory, with bookings made through its own use cases."""

from collections.abc import Sequence
from datetime import datetime

from atrevete_adapters.memory import MemoryStorage, ScriptedModel
from atrevete_adapters.memory.salon import MemorySalon
from atrevete_core.domain.booking import Booking
from atrevete_core.domain.conversation import Conversation, Escalation
from atrevete_core.domain.customer import Customer
from atrevete_core.domain.deposit import Deposit
from atrevete_core.domain.effects import Delivery, DeliveryStatus
from atrevete_core.domain.ids import HoldId
from atrevete_core.usecases.place_hold import HoldRequest, Part, place_hold
from tests.builders import LAURA, NOW, SALON, Guest, madrid, service, stylist

#: Friday's half past twelve of S1.
AT_HALF_PAST_TWELVE = madrid(2026, 12, 18, 12, 30)


def a_salon(now: datetime = NOW) -> MemorySalon:
    """Nobody interprets words here: the model has nothing to say."""
    return MemorySalon(now=now, model=ScriptedModel())


def a_part(
    *services: str,
    start: datetime = AT_HALF_PAST_TWELVE,
    stylist_name: str = "Marta",
    customer: Customer = LAURA.customer,
) -> Part:
    return Part(
        customer_id=customer.id,
        stylist_id=stylist(stylist_name).id,
        start=start,
        services=tuple(service(name).id for name in services or ("CORTAR",)),
    )


def a_request(
    *parts: Part, guest: Guest = LAURA, intent: str = "intent", instead_of: HoldId | None = None
) -> HoldRequest:
    return HoldRequest(
        salon_id=SALON.id,
        conversation_id=guest.conversation_id,
        contact_id=guest.contact.id,
        customer_id=guest.customer.id,
        intent=intent,
        parts=parts or (a_part(customer=guest.customer),),
        instead_of=instead_of,
    )


async def holds(
    salon: MemorySalon,
    *services: str,
    start: datetime = AT_HALF_PAST_TWELVE,
    stylist_name: str = "Marta",
    guest: Guest = LAURA,
    intent: str = "intent",
    instead_of: HoldId | None = None,
) -> Booking:
    """The guest has chosen; the salon keeps the slot and sends the link."""
    now = await salon.clock.now()
    async with salon.storage.transaction() as records:
        await guest.arrives(records, at=now)
    part = a_part(*services, start=start, stylist_name=stylist_name, customer=guest.customer)
    request = a_request(part, guest=guest, intent=intent, instead_of=instead_of)
    booking = await place_hold(salon.storage, request, at=now)
    await salon.settle()
    return booking


async def now_of(salon: MemorySalon, booking: Booking) -> Booking:
    """What has become of it."""
    async with salon.storage.transaction() as records:
        return await records.bookings.get(booking.hold.id)


async def ledger_of(salon: MemorySalon, booking: Booking) -> tuple[Deposit, ...]:
    async with salon.storage.transaction() as records:
        return await records.ledger.of_hold(booking.hold.id)


async def conversation_of(salon: MemorySalon, guest: Guest = LAURA) -> Conversation:
    async with salon.storage.transaction() as records:
        return await records.conversations.get(guest.conversation_id)


def told(salon: MemorySalon, guest: Guest = LAURA) -> list[str]:
    """What the guest has read."""
    return salon.messenger.told(guest.conversation.thread_id)


def tasks(salon: MemorySalon) -> list[Escalation]:
    """What people have to look after."""
    return list(salon.storage.tables.escalations)


def undelivered(storage: MemoryStorage) -> Sequence[Delivery]:
    return [each for each in storage.tables.outbox if each.status is not DeliveryStatus.SENT]
