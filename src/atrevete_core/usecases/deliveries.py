"""How each kind of effect is carried out through its port, so that doing it again is harmless."""

from dataclasses import replace
from datetime import datetime, timedelta

from atrevete_core.domain.booking import Appointment, AppointmentStatus, Booking, HoldStatus
from atrevete_core.domain.conversation import (
    Conversation,
    EscalationReason,
    Reply,
    window_is_open,
)
from atrevete_core.domain.deposit import Deposit, DepositStatus
from atrevete_core.domain.effects import (
    Delivery,
    LeaveNote,
    MirrorAppointment,
    SayToCustomer,
    TellStylist,
)
from atrevete_core.domain.ids import ConversationId, DepositId
from atrevete_core.domain.interval import after
from atrevete_core.phrases import payment, staff
from atrevete_core.ports.deposit_gateway import (
    Checkout,
    CheckoutRequest,
    CheckoutState,
    RefundRequest,
)
from atrevete_core.ports.salon import OpenSalon
from atrevete_core.ports.storage import Records
from atrevete_core.ports.stylist_calendar import CalendarEntry, Look

from .confirm_deposit import apply_checkout
from .escalate import hand_over
from .lapse import close_page
from .refunds import apply_refund
from .retrying import decide
from .speaking import say as plan_to_say
from .telling import facts_of, visit_of

#: Gateways measure a page's shortest life on their own clock, so it gets some slack; the hold's
#: own deadline closes the page much earlier.
_PAGE_LIFE = timedelta(minutes=90)


async def _conversation(salon: OpenSalon, conversation_id: ConversationId) -> Conversation:
    async with salon.storage.transaction() as records:
        return await records.conversations.get(conversation_id)


async def say(salon: OpenSalon, delivery: Delivery, effect: SayToCustomer, *, at: datetime) -> str:
    """Send a message; after any earlier attempt, only if the desk does not have it already.

    Raises LeaseLost when another worker has it by now (fault 52).
    """
    marker, again = delivery.key, delivery.attempts > 1
    if again:
        conversation = await _conversation(salon, effect.conversation_id)
        found = await salon.messenger.find(conversation.thread_id, marker=marker)
        if found is not None:
            return found.id
    conversation = await _last_look(salon, delivery, effect.conversation_id)
    if conversation.human_since is not None and not marker.startswith("handing-over:"):
        # A person has taken the word since this was planned: the team reads it instead (I6).
        text = staff.person_has_the_word(effect.reply.text)
        return (await salon.messenger.note(conversation.thread_id, text, marker=marker)).id
    open_now = window_is_open(conversation, at) and not effect.as_template
    reply = replace(effect.reply, template=None) if open_now else effect.reply
    return (await salon.messenger.send(conversation.thread_id, reply, marker=marker)).id


async def _last_look(
    salon: OpenSalon, delivery: Delivery, conversation_id: ConversationId
) -> Conversation:
    """Right before it is said: whether it is still ours to say, and who has the word."""
    async with salon.storage.transaction() as records:
        await records.outbox.require_lease(delivery.id, lease=delivery.lease)
        return await records.conversations.get(conversation_id)


async def note(salon: OpenSalon, effect: LeaveNote, *, marker: str, again: bool) -> str:
    conversation = await _conversation(salon, effect.conversation_id)
    if again:
        found = await salon.messenger.find(conversation.thread_id, marker=marker)
        if found is not None:
            return found.id
    return (await salon.messenger.note(conversation.thread_id, effect.text, marker=marker)).id


async def pass_to_team(salon: OpenSalon, conversation_id: ConversationId) -> str:
    conversation = await _conversation(salon, conversation_id)
    await salon.messenger.pass_to_team(conversation.thread_id)
    return conversation.thread_id


async def tell_team(salon: OpenSalon, reply: Reply, *, marker: str, again: bool) -> str:
    """Nobody to tell: the task in the database is all there is."""
    if not salon.team_desk_id:
        return ""
    thread_id = await salon.messenger.thread_of(salon.team_desk_id)
    if again:
        found = await salon.messenger.find(thread_id, marker=marker)
        if found is not None:
            return found.id
    return (await salon.messenger.send(thread_id, reply, marker=marker)).id


async def email(salon: OpenSalon, effect: TellStylist, *, key: str) -> str:
    async with salon.storage.transaction() as records:
        catalogue = await records.salons.catalogue(salon.id)
    stylist = catalogue.stylist(effect.stylist_id)
    if not stylist.email:
        return ""
    await salon.notifier.email(stylist.email, subject=effect.subject, text=effect.text, key=key)
    return stylist.email


async def open_checkout(salon: OpenSalon, deposit_id: DepositId, *, at: datetime) -> str:
    """Ask for the page, store it, and say its link. The request is the same however often it is
    made: everything in it comes from stored rows.
    """
    async with salon.storage.transaction() as records:
        deposit = await records.ledger.get(deposit_id)
        booking = await records.bookings.get(deposit.hold_id)
        facts = await facts_of(records, booking, at=deposit.created_at)
    if deposit.status is not DepositStatus.REQUESTED or booking.hold.status is not HoldStatus.HELD:
        return deposit.checkout_id
    checkout = await salon.gateway.open_checkout(
        CheckoutRequest(
            key=deposit.key,
            deposit_id=str(deposit.id),
            hold_id=str(deposit.hold_id),
            conversation_id=str(booking.hold.conversation_id),
            amount=deposit.amount,
            description=payment.checkout_description(facts),
            closes_at=after(deposit.created_at, seconds=_PAGE_LIFE.total_seconds()),
            at=deposit.created_at,
        )
    )
    await decide(salon.storage, lambda records: _page_is_open(records, deposit_id, checkout, at=at))
    return checkout.id


async def _page_is_open(
    records: Records, deposit_id: DepositId, checkout: Checkout, *, at: datetime
) -> None:
    """Store the page and say the link; if the hold has ended meanwhile, close the page instead."""
    deposit = await records.ledger.get(deposit_id)
    booking = await records.bookings.lock(deposit.hold_id)
    deposit = await records.ledger.get(deposit_id)
    opened = replace(deposit, checkout_id=checkout.id, checkout_url=checkout.url)
    if deposit.status is not DepositStatus.REQUESTED or booking.hold.status is not HoldStatus.HELD:
        await records.ledger.save(opened)
        await close_page(records, booking, deposit_id, at=at)
        return
    await records.ledger.save(replace(opened, status=DepositStatus.OPEN))
    facts = await facts_of(records, booking, at=at, url=checkout.url)
    reply = payment.link(facts) if deposit.number == 1 else payment.new_link(facts)
    if deposit.number == 1:
        reply = payment.link(facts, notices=await _notices(records, booking))
    conversation = await records.conversations.get(booking.hold.conversation_id)
    await plan_to_say(records, conversation, reply, key=f"link:{deposit_id}", at=at)


async def _notices(records: Records, booking: Booking) -> tuple[str, ...]:
    """The privacy notice goes with a customer's first link (R66)."""
    if await records.bookings.has_confirmed(booking.hold.customer_id):
        return ()
    policy = await records.salons.policy(booking.hold.salon_id)
    return (policy.privacy_notice,)


async def checkout_impossible(records: Records, deposit_id: DepositId, *, at: datetime) -> None:
    """The gateway will not make a page: a person takes over, and the slot is kept for them."""
    deposit = await records.ledger.get(deposit_id)
    booking = await records.bookings.lock(deposit.hold_id)
    hold = booking.hold
    await records.ledger.save(deposit.become(DepositStatus.FAILED, at=at))
    if hold.status is not HoldStatus.HELD:
        return
    policy = await records.salons.policy(hold.salon_id, version=hold.policy_version)
    kept = replace(hold, with_person=True).extended(
        after(at, minutes=policy.person_minutes), not_past=booking.start
    )
    await records.bookings.save(Booking(hold=kept, appointments=booking.appointments))
    conversation = await records.conversations.lock(hold.conversation_id)
    customer = await records.people.customer(hold.customer_id)
    await hand_over(
        records,
        conversation,
        EscalationReason.PAYMENT_FAILURE,
        staff.no_payment_page(customer.full_name),
        saying=Reply(text=payment.link_trouble()),
        intent=f"payment:{hold.id}",
        customer_id=hold.customer_id,
        at=at,
    )


async def expire_checkout(salon: OpenSalon, deposit_id: DepositId, *, at: datetime) -> str:
    """Close the page. A payment that won the race is applied at once."""
    async with salon.storage.transaction() as records:
        deposit = await records.ledger.get(deposit_id)
    if not deposit.checkout_id or deposit.status is DepositStatus.PAID:
        await _mark_expired(salon, deposit, at=at)
        return ""
    checkout = await salon.gateway.expire_checkout(deposit.checkout_id)
    if checkout.state is CheckoutState.PAID:
        await decide(
            salon.storage, lambda records: apply_checkout(records, salon.id, checkout, at=at)
        )
    else:
        await _mark_expired(salon, deposit, at=at)
    return checkout.id


async def _mark_expired(salon: OpenSalon, deposit: Deposit, *, at: datetime) -> None:
    async def mark(records: Records) -> None:
        await records.bookings.lock(deposit.hold_id)
        now = await records.ledger.get(deposit.id)
        if now.status in (DepositStatus.REQUESTED, DepositStatus.OPEN):
            await records.ledger.save(now.become(DepositStatus.EXPIRED, at=at))

    await decide(salon.storage, mark)


async def refund(salon: OpenSalon, deposit_id: DepositId, *, at: datetime) -> str:
    async with salon.storage.transaction() as records:
        deposit = await records.ledger.get(deposit_id)
    answer = await salon.gateway.refund(
        RefundRequest(
            key=deposit.key,
            payment_id=deposit.payment_id,
            amount=deposit.amount,
            deposit_id=str(deposit.id),
        )
    )
    known = replace(answer, deposit_id=str(deposit.id))
    await decide(salon.storage, lambda records: apply_refund(records, salon.id, known, at=at))
    return answer.id


def entry_id(appointment: Appointment | MirrorAppointment) -> str:
    """The calendar's id for an appointment: hexadecimal digits and a revision, because a deleted
    entry keeps its id for ever (CONTRACTS C).
    """
    own = appointment.id if isinstance(appointment, Appointment) else appointment.appointment_id
    return f"{own.hex}r{appointment.revision}"


async def mirror(salon: OpenSalon, effect: MirrorAppointment) -> str:
    """Make the calendar show the appointment as it is at this moment, or not at all."""
    async with salon.storage.transaction() as records:
        booking = await records.bookings.of_appointment(effect.appointment_id)
        home = await records.salons.get(salon.id)
        catalogue = await records.salons.catalogue(salon.id)
        appointment = next(
            each for each in booking.appointments if each.id == effect.appointment_id
        )
        customer = await records.people.customer(appointment.customer_id)
    calendar_id = catalogue.stylist(effect.stylist_id).calendar_id
    if not calendar_id:
        return ""
    still_here = (appointment.stylist_id, appointment.revision) == (
        effect.stylist_id,
        effect.revision,
    )
    if not (appointment.is_active and still_here):
        await salon.calendar.remove(calendar_id, entry_id(effect))
        return entry_id(effect)
    visit = visit_of(appointment, salon=home, catalogue=catalogue)
    provisional = appointment.status is AppointmentStatus.PROVISIONAL
    await salon.calendar.put(
        CalendarEntry(
            id=entry_id(appointment),
            calendar_id=calendar_id,
            title=staff.calendar_title(
                visit, first_name=customer.first_name, provisional=provisional
            ),
            description=staff.calendar_description(
                visit, deposit=appointment.deposit, provisional=provisional
            ),
            during=appointment.during,
            zone=home.zone.key,
            look=Look.PROVISIONAL if provisional else Look.CONFIRMED,
        )
    )
    return entry_id(appointment)
