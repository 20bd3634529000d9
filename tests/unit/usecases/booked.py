"""Appointments that are paid for, each made by the salon's own use cases or put in the books."""

from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import TypeVar

from atrevete_adapters.memory import MemoryStorage
from atrevete_adapters.memory.salon import MemorySalon
from atrevete_core.domain.booking import Appointment, Booking, HoldStatus
from atrevete_core.domain.customer import Customer
from atrevete_core.domain.deposit import Deposit, DepositStatus, Movement
from atrevete_core.domain.effects import TellStylist
from atrevete_core.domain.interval import after
from atrevete_core.ports.storage import Records
from atrevete_core.usecases.place_hold import Part, place_hold
from tests.builders import (
    LAURA,
    NOW,
    Guest,
    a_booking,
    a_customer,
    a_deposit,
    a_storage,
    madrid,
)
from tests.unit.usecases.at_work import a_part, a_request, holds, now_of

T = TypeVar("T")

#: Far enough for everything that notice decides: a Wednesday.
NEXT_WEEK = madrid(2026, 12, 23, 12)


async def decides(
    salon: MemorySalon | MemoryStorage, decision: Callable[[Records], Awaitable[T]]
) -> T:
    """One transaction; a salon at work then does what was decided."""
    storage = salon if isinstance(salon, MemoryStorage) else salon.storage
    async with storage.transaction() as records:
        result = await decision(records)
    if isinstance(salon, MemorySalon):
        await salon.settle()
    return result


async def has_paid(
    salon: MemorySalon,
    *services: str,
    start: datetime = NEXT_WEEK,
    stylist_name: str = "Marta",
    guest: Guest = LAURA,
    intent: str = "intent",
) -> Booking:
    """The guest has a confirmed appointment."""
    held = await holds(
        salon, *services, start=start, stylist_name=stylist_name, guest=guest, intent=intent
    )
    if held.hold.deposit:
        await salon.pay()
    return await now_of(salon, held)


async def have_paid_together(salon: MemorySalon, *parts: Part) -> Booking:
    """A group's confirmed booking, paid by Laura; the others are linked to her."""
    async with salon.storage.transaction() as records:
        await LAURA.arrives(records)
        for part in parts:
            if part.customer_id == DAUGHTER.id:
                await records.people.save(DAUGHTER)
    held = await place_hold(salon.storage, a_request(*parts), at=await salon.clock.now())
    await salon.settle()
    await salon.pay()
    return await now_of(salon, held)


DAUGHTER: Customer = a_customer(
    "Lucía", "García", phone=None, linked_to=LAURA.customer.id, relation="mi hija"
)


def mother_and_daughter(
    *, start: datetime = NEXT_WEEK, daughter_start: datetime | None = None
) -> tuple[Part, Part]:
    """A cut with Marta (26.20 EUR) and a long styling with Pilar, by default at once."""
    return (
        a_part("CORTAR", start=start),
        a_part(
            "PEINADO LARGO",
            start=daughter_start or start,
            stylist_name="Pilar",
            customer=DAUGHTER,
        ),
    )


async def in_the_books(
    *services: str, start: datetime, stylist: str = "Marta", placed_at: datetime = NOW
) -> tuple[MemoryStorage, Booking]:
    """A paid appointment at any hour, whether or not the salon opens then."""
    storage = a_storage()
    booking = a_booking(
        *services, at=start, stylist=stylist, placed_at=placed_at, status=HoldStatus.CONFIRMED
    )
    async with storage.transaction() as records:
        await LAURA.arrives(records)
        await records.bookings.add(booking)
        await records.ledger.save(
            a_deposit(booking, status=DepositStatus.PAID, payment_id="payment_1")
        )
    return storage, booking


def only(booking: Booking) -> Appointment:
    """Its one appointment."""
    (appointment,) = booking.appointments
    return appointment


def rows(storage: MemoryStorage, movement: Movement) -> list[Deposit]:
    """The ledger's rows of that movement."""
    return [each for each in storage.tables.deposits if each.movement is movement]


def mails(storage: MemoryStorage) -> list[str]:
    """The subjects of what the stylists were written, in order."""
    return [
        each.effect.subject
        for each in storage.tables.outbox
        if isinstance(each.effect, TellStylist)
    ]


def before(start: datetime, *, hours: int, seconds: float = 0) -> datetime:
    """That many elapsed hours (and seconds) before."""
    return after(start, hours=-hours, seconds=-seconds)
