"""The payment does not work: a new link first, then a person (R16, R31)."""

from dataclasses import dataclass, replace
from datetime import datetime

from atrevete_core.domain.booking import Booking, HoldStatus
from atrevete_core.domain.conversation import EscalationReason, Reply
from atrevete_core.domain.deposit import Deposit, DepositStatus, Movement
from atrevete_core.domain.ids import ConversationId
from atrevete_core.domain.interval import after
from atrevete_core.phrases import payment
from atrevete_core.phrases.services import spoken_list
from atrevete_core.phrases.spanish import at_hour, day, money
from atrevete_core.ports.storage import Records

from .escalate import hand_over
from .lapse import close_page
from .place_hold import ask_for_deposit
from .telling import facts_of


@dataclass(frozen=True, slots=True)
class NewLink:
    """A new payment page was asked for; its link is said when it is there."""

    booking: Booking


@dataclass(frozen=True, slots=True)
class WithPerson:
    """A person takes over; the hold is kept for them."""

    booking: Booking


@dataclass(frozen=True, slots=True)
class NothingHeld:
    """There is no hold that waits for a payment."""


async def report_payment_trouble(
    records: Records,
    conversation_id: ConversationId,
    *,
    intent: str,
    at: datetime,
    saying_first: str = "",
) -> NewLink | WithPerson | NothingHeld:
    """The customer says that paying failed. The same intent counts once. `saying_first` is what the
    turn has to say before a hand-over ends it.
    """
    hold = await records.bookings.latest_hold(conversation_id)
    if hold is None or hold.status is not HoldStatus.HELD:
        return NothingHeld()
    booking = await records.bookings.lock(hold.id)
    if booking.hold.status is not HoldStatus.HELD:
        return NothingHeld()
    attempts = _attempts(await records.ledger.of_hold(hold.id))
    return await payment_failed(
        records, booking, attempts[-1], intent=intent, at=at, saying_first=saying_first
    )


def _attempts(ledger: tuple[Deposit, ...]) -> list[Deposit]:
    return [each for each in ledger if each.movement is Movement.PAYMENT]


async def payment_failed(
    records: Records,
    booking: Booking,
    attempt: Deposit,
    *,
    intent: str,
    at: datetime,
    saying_first: str = "",
) -> NewLink | WithPerson | NothingHeld:
    """One attempt at the deposit has failed. The booking must be locked."""
    if booking.hold.status is not HoldStatus.HELD:
        return NothingHeld()
    attempts = _attempts(await records.ledger.of_hold(booking.hold.id))
    if any(each.reason == intent for each in attempts):
        return NewLink(booking)
    if booking.hold.with_person:
        return WithPerson(booking)
    if booking.hold.failed_payments == 0:
        return await _new_link(records, booking, attempt, intent=intent, at=at)
    return await _to_person(records, booking, at=at, saying_first=saying_first)


async def _new_link(
    records: Records, booking: Booking, attempt: Deposit, *, intent: str, at: datetime
) -> NewLink:
    policy = await records.salons.policy(booking.hold.salon_id, version=booking.hold.policy_version)
    hold = replace(booking.hold, failed_payments=1).extended(
        after(booking.hold.deadline, minutes=policy.retry_minutes), not_past=booking.start
    )
    kept = Booking(hold=hold, appointments=booking.appointments)
    await records.bookings.save(kept)
    await close_page(records, kept, attempt.id, at=at)
    await records.ledger.save(attempt.become(DepositStatus.FAILED, at=at))
    await ask_for_deposit(records, hold, number=attempt.number + 1, at=at, because=intent)
    return NewLink(kept)


async def _to_person(
    records: Records, booking: Booking, *, at: datetime, saying_first: str
) -> WithPerson:
    policy = await records.salons.policy(booking.hold.salon_id, version=booking.hold.policy_version)
    hold = replace(
        booking.hold, failed_payments=booking.hold.failed_payments + 1, with_person=True
    ).extended(after(at, minutes=policy.person_minutes), not_past=booking.start)
    kept = Booking(hold=hold, appointments=booking.appointments)
    await records.bookings.save(kept)
    facts = await facts_of(records, kept, at=at)
    conversation = await records.conversations.lock(hold.conversation_id)
    customer = await records.people.customer(hold.customer_id)
    first = facts.visits[0]
    summary = (
        f"A {customer.full_name} le ha fallado el pago dos veces: {spoken_list(first.services)} "
        f"con {first.stylist} el {day(first.start.date())} {at_hour(first.start)}, anticipo de "
        f"{money(facts.deposit)}. La hora está guardada hasta las {facts.deadline:%H:%M}."
    )
    await hand_over(
        records,
        conversation,
        EscalationReason.PAYMENT_FAILURE,
        summary,
        saying=Reply(text="\n".join(filter(None, (saying_first, payment.second_failure(facts))))),
        intent=f"payment:{hold.id}",
        customer_id=hold.customer_id,
        at=at,
    )
    return WithPerson(kept)
