"""Keeping slots for a customer while the deposit is paid (R12, decision 2)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from atrevete_core.domain.availability import (
    Agenda,
    Slot,
    earliest_start,
    is_bookable_day,
    overlapping,
)
from atrevete_core.domain.booking import (
    Appointment,
    Booking,
    Hold,
    as_sold,
    hold_minutes,
)
from atrevete_core.domain.catalogue import Work
from atrevete_core.domain.deposit import Deposit, DepositStatus, Movement, deposit_for
from atrevete_core.domain.effects import OpenCheckout, Planned, payment_lane
from atrevete_core.domain.ids import (
    AppointmentId,
    ContactId,
    ConversationId,
    CustomerId,
    DepositId,
    HoldId,
    PackId,
    SalonId,
    ServiceId,
    StylistId,
    derived_id,
)
from atrevete_core.domain.interval import Interval, after
from atrevete_core.domain.money import Money, shares, total
from atrevete_core.domain.opening import Salon
from atrevete_core.domain.policy import SalonPolicy
from atrevete_core.ports.storage import Records, SlotTaken, Storage

from .lapse import lapse_in_the_way, release
from .retrying import decide
from .settle import confirm_booking
from .speaking import mirror_all


@dataclass(frozen=True, kw_only=True, slots=True)
class Part:
    """One person's appointment of a booking. `start` is the exact instant wanted."""

    customer_id: CustomerId
    stylist_id: StylistId
    start: datetime
    services: tuple[ServiceId, ...]
    pack: PackId | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class HoldRequest:
    """All or nothing: every part is held, or none. `intent` names what asked for it; asking again
    with the same intent gives the same hold. `instead_of` is released in the same step.
    """

    salon_id: SalonId
    conversation_id: ConversationId
    contact_id: ContactId
    customer_id: CustomerId
    intent: str
    parts: tuple[Part, ...]
    instead_of: HoldId | None = None


class TooManyHolds(Exception):
    """The customer has as many unpaid holds as the salon allows."""

    def __init__(self, most: int) -> None:
        super().__init__(f"at most {most} unpaid holds")
        self.most = most


class NotBookable(Exception):
    """The start is in the past, within the lead time, or beyond the horizon."""

    def __init__(self, start: datetime) -> None:
        super().__init__(f"{start} cannot be booked")
        self.start = start


async def place_hold(storage: Storage, request: HoldRequest, *, at: datetime) -> Booking:
    """Hold the slots, ask for the deposit, show it in the calendars. A booking of 0 EUR is
    confirmed at once.

    Raises SlotTaken, TooManyHolds, NotBookable; MixedCategories, TooManyServices, NotSoldByChat.
    """

    async def place(records: Records) -> Booking:
        placed = await records.bookings.by_intent(request.salon_id, request.intent)
        return placed or await _place(records, request, at=at)

    return await decide(storage, place)


async def _place(records: Records, request: HoldRequest, *, at: datetime) -> Booking:
    salon = await records.salons.get(request.salon_id)
    policy = await records.salons.policy(request.salon_id)
    booking = await _draw_up(records, request, salon=salon, policy=policy, at=at)
    slots = [Slot(each.during, each.stylist_id) for each in booking.appointments]
    await records.bookings.lock_stylists({slot.stylist_id for slot in slots})
    if request.instead_of is not None:
        await release(records, request.instead_of, at=at)
    await _check_limit(records, request.customer_id, policy)
    agenda = await _agenda(records, salon, slots, policy)
    agenda = await lapse_in_the_way(records, agenda, slots, at=at)
    _check(agenda, slots, policy=policy, at=at)
    await records.bookings.add(booking)
    if not booking.hold.deposit:
        return await confirm_booking(records, booking, at=at)
    await ask_for_deposit(records, booking.hold, number=1, at=at)
    await mirror_all(records, booking, at=at)
    return booking


async def _draw_up(
    records: Records, request: HoldRequest, *, salon: Salon, policy: SalonPolicy, at: datetime
) -> Booking:
    catalogue = await records.salons.catalogue(request.salon_id)
    works = [catalogue.work(part.services, policy=policy, pack=part.pack) for part in request.parts]
    price = total(work.price for work in works)
    deposit = deposit_for(price, policy)
    start = min(part.start for part in request.parts)
    minutes = hold_minutes(start=start, at=at, salon=salon, policy=policy)
    hold = Hold(
        id=HoldId(derived_id("hold", request.salon_id, request.intent)),
        salon_id=request.salon_id,
        customer_id=request.customer_id,
        contact_id=request.contact_id,
        conversation_id=request.conversation_id,
        intent=request.intent,
        placed_at=at,
        deadline=min(after(at, minutes=minutes), start),
        minutes=minutes,
        same_day=salon.today(start) == salon.today(at),
        total=price,
        deposit=deposit,
        policy_version=policy.version,
    )
    each_share = shares(deposit, [work.price for work in works])
    appointments = tuple(
        _appointment(hold, number, part, work, share)
        for number, (part, work, share) in enumerate(
            zip(request.parts, works, each_share, strict=True), start=1
        )
    )
    return Booking(hold=hold, appointments=appointments)


def _appointment(hold: Hold, number: int, part: Part, work: Work, share: Money) -> Appointment:
    return Appointment(
        id=AppointmentId(derived_id("appointment", hold.id, number)),
        salon_id=hold.salon_id,
        hold_id=hold.id,
        customer_id=part.customer_id,
        booked_by=hold.customer_id,
        stylist_id=part.stylist_id,
        during=Interval.lasting(part.start, work.minutes),
        services=as_sold(work),
        total=work.price,
        deposit=share,
        pack_id=work.pack.id if work.pack else None,
        policy_version=hold.policy_version,
    )


async def _check_limit(records: Records, customer_id: CustomerId, policy: SalonPolicy) -> None:
    if len(await records.bookings.live_holds(customer_id)) >= policy.max_holds:
        raise TooManyHolds(policy.max_holds)


async def _agenda(
    records: Records, salon: Salon, slots: Sequence[Slot], policy: SalonPolicy
) -> Agenda:
    days: list[date] = [salon.today(slot.start) for slot in slots]
    stylists = {slot.stylist_id for slot in slots}
    return await records.bookings.agenda(
        salon.id, min(days), max(days), stylists=stylists, policy=policy
    )


def _check(agenda: Agenda, slots: Sequence[Slot], *, policy: SalonPolicy, at: datetime) -> None:
    """Raises NotBookable or SlotTaken."""
    for slot in slots:
        day = agenda.salon.today(slot.start)
        too_soon = slot.start < earliest_start(day, salon=agenda.salon, policy=policy, at=at)
        if too_soon or not is_bookable_day(day, salon=agenda.salon, policy=policy, at=at):
            raise NotBookable(slot.start)
    taken = [slot for slot in slots if not agenda.is_free(slot, at=at)]
    stylists = {slot.stylist_id for slot in slots}
    clashing = any(
        overlapping([slot.during for slot in slots if slot.stylist_id == stylist])
        for stylist in stylists
    )
    if taken or clashing:
        raise SlotTaken(taken or slots)


async def ask_for_deposit(
    records: Records, hold: Hold, *, number: int, at: datetime, because: str = ""
) -> Deposit:
    """A new attempt at the deposit: a row with its key, and its page asked for."""
    deposit = Deposit(
        id=DepositId(derived_id("payment", hold.id, number)),
        salon_id=hold.salon_id,
        hold_id=hold.id,
        movement=Movement.PAYMENT,
        status=DepositStatus.REQUESTED,
        amount=hold.deposit,
        number=number,
        key=f"dep-{hold.id}-{number}",
        created_at=at,
        reason=because,
    )
    await records.ledger.save(deposit)
    await records.outbox.plan(
        Planned(
            key=f"open:{deposit.id}",
            lane=payment_lane(hold.id),
            effect=OpenCheckout(deposit_id=deposit.id),
            due_at=at,
            salon_id=hold.salon_id,
        )
    )
    return deposit
