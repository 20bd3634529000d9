"""What a salon knows before the first message: customers, their bookings, closures, busy time.

Everything goes through the storage's port, so that it is the same in memory and in PostgreSQL.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from itertools import groupby

from atrevete_adapters.memory.salon import RehearsedSalon
from atrevete_core.domain.booking import (
    Appointment,
    AppointmentStatus,
    Booking,
    Hold,
    HoldStatus,
    as_sold,
)
from atrevete_core.domain.catalogue import Catalogue, Service, Work
from atrevete_core.domain.closing import Closure
from atrevete_core.domain.conversation import Conversation, MessageKind
from atrevete_core.domain.customer import Customer
from atrevete_core.domain.deposit import Deposit, DepositStatus, Movement, deposit_for
from atrevete_core.domain.ids import (
    AppointmentId,
    CustomerId,
    DepositId,
    HoldId,
    StylistId,
    derived_id,
)
from atrevete_core.domain.interval import Interval, after
from atrevete_core.domain.money import Money
from atrevete_core.domain.text import plain
from atrevete_core.ports.deposit_gateway import CheckoutRequest
from atrevete_core.ports.events import MessageArrived
from atrevete_core.ports.storage import Records
from atrevete_core.usecases.retrying import decide

from .case import BusyTime, Case, ClosedDate, KnownCustomer, PastVisit, UpcomingVisit

#: When somebody who is known last wrote: long before the case.
_LAST_HEARD = timedelta(days=30)
#: A booking was made this long before its start, or long before the case.
_BOOKED_AHEAD = timedelta(days=14)
_PAST_HOUR = time(11)
#: No reminder of the salon's own comes into a conversation that is about something else.
_LONGEST_TALK = timedelta(hours=2)
_HALF_A_DAY = timedelta(hours=12)
_SEEDED_THREAD = "thread-{phone}"


class ImpossibleCase(ValueError):
    """The case names a service or a stylist that its salon does not have."""


@dataclass(frozen=True, kw_only=True)
class Sown:
    """Who a known customer is in the storage."""

    customer: Customer
    conversation: Conversation


@dataclass(frozen=True, kw_only=True)
class _Visit:
    """A visit of a known customer that is stored as a booking."""

    name: str
    services: Sequence[str]
    stylist: str
    start: datetime
    status: AppointmentStatus
    deposit: bool | float = True
    reminded: bool = True


async def sow(salon: RehearsedSalon, case: Case) -> None:
    """Everything that the case says was there before. Raises ImpossibleCase."""
    at = await salon.clock.now()
    await _close(salon, case.closures)
    await _make_busy(salon, case.busy, at=at)
    if case.customer.known or case.customer.history or case.customer.upcoming:
        await _know(salon, case.customer, reminding=case.trigger is not None, at=at)
    for other in case.others:
        await _know(salon, other, reminding=False, at=at)


async def _close(salon: RehearsedSalon, closures: Iterable[ClosedDate]) -> None:
    async def close(records: Records) -> None:
        for each in closures:
            closure = Closure(
                id=derived_id("closure", each.date),
                salon_id=salon.seed.salon.id,
                day=each.date,
                reason=each.reason,
            )
            await records.salons.add_closure(closure)

    await decide(salon.storage, close)


async def _make_busy(salon: RehearsedSalon, busy: Iterable[BusyTime], *, at: datetime) -> None:
    """As if the stylists' own calendars said so."""
    zone = salon.seed.salon.zone
    window = Interval(at - timedelta(days=2), at + timedelta(days=1000))

    async def replace_busy(records: Records) -> None:
        in_order = sorted(busy, key=lambda each: plain(each.stylist))
        for _, grouped in groupby(in_order, key=lambda each: plain(each.stylist)):
            own = list(grouped)
            stylist = _stylist(salon.seed.catalogue, own[0].stylist)
            times = [
                (f"busy-{number}", Interval(_local(each.start, zone), _local(each.end, zone)))
                for number, each in enumerate(own)
            ]
            await records.salons.replace_busy(stylist, window, times)

    await decide(salon.storage, replace_busy)


def _local(moment: datetime, zone: object) -> datetime:
    """Hours without a zone are the salon's."""
    return moment if moment.tzinfo else moment.replace(tzinfo=zone)  # type: ignore[arg-type]


async def _know(
    salon: RehearsedSalon, known: KnownCustomer, *, reminding: bool, at: datetime
) -> None:
    async def know(records: Records) -> None:
        who = await _introduce(records, salon, known, at=at)
        for visit in (*_past(salon, known, at), *_ahead(salon, known, at, reminding=reminding)):
            await _book(records, salon, who, visit, at=at)

    await decide(salon.storage, know)


async def _introduce(
    records: Records, salon: RehearsedSalon, known: KnownCustomer, *, at: datetime
) -> Sown:
    """Their contact, conversation and name, from long ago."""
    said = MessageArrived(
        external_id=f"seed:{known.phone}",
        number=0,
        channel_id=known.phone.lstrip("+"),
        desk_id=f"contact-{known.phone}",
        phone=known.phone if known.phone.startswith("+") else None,
        profile_name=known.whatsapp_name,
        thread_id=_SEEDED_THREAD.format(phone=known.phone),
        kind=MessageKind.TEXT,
        text="",
        sent_at=at - _LAST_HEARD,
    )
    conversation = await records.conversations.receive(salon.seed.salon.id, said)
    contact = await records.people.contact(conversation.contact_id)
    customer = Customer(
        id=CustomerId(derived_id("customer", contact.id)),
        salon_id=contact.salon_id,
        first_name=known.first_name,
        last_name=known.last_name,
        phone=contact.phone,
    )
    await records.people.save(customer)
    await records.people.name_contact(contact.id, customer.id)
    return Sown(customer=customer, conversation=conversation)


def _past(salon: RehearsedSalon, known: KnownCustomer, at: datetime) -> list[_Visit]:
    return [
        _Visit(
            name=f"past-{number}",
            services=each.services,
            stylist=each.stylist,
            start=_past_start(salon, each, at),
            status=AppointmentStatus.COMPLETED,
        )
        for number, each in enumerate(known.history)
    ]


def _past_start(salon: RehearsedSalon, visit: PastVisit, at: datetime) -> datetime:
    day = salon.seed.salon.today(at) - timedelta(days=visit.days_ago)
    return datetime.combine(day, _PAST_HOUR, salon.seed.salon.zone)


def _ahead(
    salon: RehearsedSalon, known: KnownCustomer, at: datetime, *, reminding: bool
) -> list[_Visit]:
    zone = salon.seed.salon.zone
    return [
        _Visit(
            name=f"ahead-{number}",
            services=each.services,
            stylist=each.stylist,
            start=_local(each.start, zone),
            status=AppointmentStatus.CONFIRMED,
            deposit=each.deposit_paid,
            reminded=_was_reminded(salon, each, at, reminding=reminding),
        )
        for number, each in enumerate(known.upcoming)
    ]


def _was_reminded(
    salon: RehearsedSalon, visit: UpcomingVisit, at: datetime, *, reminding: bool
) -> bool:
    """A reminder that was due before the case has been sent, but for the one that begins it."""
    start = _local(visit.start, salon.seed.salon.zone)
    due = after(start, hours=-salon.seed.policy.reminder_hours)
    return due < (at - _HALF_A_DAY if reminding else at + _LONGEST_TALK)


async def _book(
    records: Records, salon: RehearsedSalon, who: Sown, visit: _Visit, *, at: datetime
) -> None:
    booking = _booking(salon, who, visit, at=at)
    await records.bookings.add(booking)
    paid = await _pay(salon, booking, who)
    if paid is not None:
        await records.ledger.save(paid)


def _booking(salon: RehearsedSalon, who: Sown, visit: _Visit, *, at: datetime) -> Booking:
    policy, catalogue = salon.seed.policy, salon.seed.catalogue
    work = _work(catalogue, visit.services)
    apart = Work(services=work.services, pack=None)
    if deposit_for(apart.price, policy) == _deposit(visit.deposit, work, salon):
        work = apart  # the deposit tells that they were booked one by one
    deposit = _deposit(visit.deposit, work, salon)
    name = (who.customer.id, visit.name)
    placed = min(visit.start, at) - _BOOKED_AHEAD
    hold = Hold(
        id=HoldId(derived_id("seeded-hold", *name)),
        salon_id=salon.seed.salon.id,
        customer_id=who.customer.id,
        contact_id=who.conversation.contact_id,
        conversation_id=who.conversation.id,
        intent=f"seeded:{who.customer.id}:{visit.name}",
        placed_at=placed,
        deadline=after(placed, minutes=policy.hold_minutes),
        minutes=policy.hold_minutes,
        same_day=False,
        total=work.price,
        deposit=deposit,
        status=HoldStatus.CONFIRMED,
        policy_version=policy.version,
    )
    appointment = Appointment(
        id=AppointmentId(derived_id("seeded-appointment", *name)),
        salon_id=hold.salon_id,
        hold_id=hold.id,
        customer_id=who.customer.id,
        booked_by=who.customer.id,
        stylist_id=_stylist(catalogue, visit.stylist),
        during=Interval.lasting(visit.start, work.minutes),
        services=as_sold(work),
        total=work.price,
        deposit=deposit,
        status=visit.status,
        pack_id=work.pack.id if work.pack else None,
        policy_version=policy.version,
        reminded_at=min(visit.start - _HALF_A_DAY, at) if visit.reminded else None,
    )
    return Booking(hold=hold, appointments=(appointment,))


def _work(catalogue: Catalogue, names: Sequence[str]) -> Work:
    """As sold, however odd the case wants it: the rules of selling are not asked."""
    services = tuple(_service(catalogue, name) for name in names)
    ids = sorted(each.id for each in services)
    pack = next((each for each in catalogue.packs if sorted(each.services) == ids), None)
    return Work(services=services, pack=pack)


def _service(catalogue: Catalogue, name: str) -> Service:
    found = catalogue.named(name)
    if found is None:
        raise ImpossibleCase(f"there is no service {name!r}")
    return found


def _stylist(catalogue: Catalogue, name: str) -> StylistId:
    found = catalogue.stylist_named(name)
    if found is None:
        raise ImpossibleCase(f"there is no stylist {name!r}")
    return found.id


def _deposit(paid: bool | float, work: Work, salon: RehearsedSalon) -> Money:  # noqa: FBT001
    if isinstance(paid, bool):
        return deposit_for(work.price, salon.seed.policy) if paid else Money(0)
    return Money(round(paid * 100))


async def _pay(salon: RehearsedSalon, booking: Booking, who: Sown) -> Deposit | None:
    """The deposit came in, and the gateway knows of it: it can be given back."""
    hold = booking.hold
    if not hold.deposit:
        return None
    deposit_id = DepositId(derived_id("seeded-deposit", hold.id))
    request = CheckoutRequest(
        key=f"seeded-{hold.id}",
        deposit_id=str(deposit_id),
        hold_id=str(hold.id),
        conversation_id=str(who.conversation.id),
        amount=hold.deposit,
        description="",
        closes_at=hold.deadline,
        at=hold.placed_at,
    )
    page = await salon.gateway.open_checkout(request)
    checkout = salon.gateway.pay(page.id).checkout
    return Deposit(
        id=deposit_id,
        salon_id=hold.salon_id,
        hold_id=hold.id,
        movement=Movement.PAYMENT,
        status=DepositStatus.PAID,
        amount=hold.deposit,
        number=1,
        key=request.key,
        created_at=hold.placed_at,
        settled_at=hold.placed_at,
        checkout_id=checkout.id,
        checkout_url=checkout.url,
        payment_id=checkout.payment_id,
    )
