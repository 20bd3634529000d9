"""The whole story of a booking, and what keeps it from going on: for whoever helps."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from atrevete_core.domain.booking import Booking, HoldStatus
from atrevete_core.domain.conversation import Conversation, Escalation
from atrevete_core.domain.customer import Customer
from atrevete_core.domain.deposit import Deposit, DepositStatus, Movement, attached
from atrevete_core.domain.effects import Delivery, DeliveryStatus
from atrevete_core.domain.ids import HoldId
from atrevete_core.domain.interval import after
from atrevete_core.domain.policy import SalonPolicy
from atrevete_core.ports.storage import Mentions, Records

#: What is due is sent within seconds; after this nobody seems to be at work.
_PATIENCE_SECONDS = 60


@dataclass(frozen=True, kw_only=True, slots=True)
class Story:
    """Everything that is known about one booking."""

    booking: Booking
    booker: Customer
    conversation: Conversation
    policy: SalonPolicy
    ledger: tuple[Deposit, ...]
    #: Open tasks of its conversation.
    tasks: tuple[Escalation, ...]
    mentions: Mentions


class Trouble(StrEnum):
    """What keeps a booking from going on; `Hindrance.subject` is what each is about."""

    DEAD_LETTER = "dead_letter"
    DELIVERY_FAILS = "delivery_fails"
    NOBODY_AT_WORK = "nobody_at_work"
    WAITS_FOR_DEPOSIT = "waits_for_deposit"
    WAITS_FOR_PERSON = "waits_for_person"
    MAITE_IS_SILENT = "maite_is_silent"
    REFUND_FAILED = "refund_failed"
    PAID_WITHOUT_APPOINTMENT = "paid_without_appointment"


@dataclass(frozen=True, slots=True)
class Hindrance:
    """One of them; `subject` is the id of the row, `until` when it ends by itself, if it does."""

    trouble: Trouble
    subject: str
    until: datetime | None = None


async def story_of(records: Records, hold_id: HoldId) -> Story:
    """Raises NotFound."""
    booking = await records.bookings.get(hold_id)
    hold = booking.hold
    ledger = await records.ledger.of_hold(hold_id)
    return Story(
        booking=booking,
        booker=await records.people.customer(hold.customer_id),
        conversation=await records.conversations.get(hold.conversation_id),
        policy=await records.salons.policy(hold.salon_id, version=hold.policy_version),
        ledger=ledger,
        tasks=tuple(await records.escalations.open_for(hold.conversation_id)),
        mentions=await records.privacy.mentions(hold.salon_id, _marks(booking, ledger)),
    )


def _marks(booking: Booking, ledger: tuple[Deposit, ...]) -> frozenset[str]:
    marks = {str(booking.hold.id), *(str(each.id) for each in booking.appointments)}
    for row in ledger:
        marks |= {str(row.id), row.checkout_id, row.payment_id, row.refund_id}
    return frozenset(marks - {""})


def hindrances(story: Story, *, at: datetime) -> tuple[Hindrance, ...]:
    """What somebody may have to look after, the most urgent first."""
    return (
        *_money(story),
        *_deliveries(story, at=at),
        *_hold(story, at=at),
        *_silence(story),
    )


def _money(story: Story) -> Iterator[Hindrance]:
    for row in story.ledger:
        if row.movement is Movement.REFUND and row.status is DepositStatus.FAILED:
            yield Hindrance(Trouble.REFUND_FAILED, row.payment_id or str(row.id))
    if story.booking.hold.status in (HoldStatus.LAPSED, HoldStatus.RELEASED):
        for row in story.ledger:
            is_paid = row.movement is Movement.PAYMENT and row.status is DepositStatus.PAID
            if is_paid and attached(story.ledger):
                yield Hindrance(Trouble.PAID_WITHOUT_APPOINTMENT, row.payment_id or str(row.id))


def _deliveries(story: Story, *, at: datetime) -> Iterator[Hindrance]:
    for each in story.mentions.deliveries:
        if each.status is DeliveryStatus.DEAD:
            yield Hindrance(Trouble.DEAD_LETTER, str(each.id))
        elif each.status is DeliveryStatus.PENDING and each.last_error:
            yield Hindrance(Trouble.DELIVERY_FAILS, str(each.id), each.due_at)
        elif _is_overdue(each, at=at):
            yield Hindrance(Trouble.NOBODY_AT_WORK, str(each.id))


def _is_overdue(delivery: Delivery, *, at: datetime) -> bool:
    waits = delivery.status is DeliveryStatus.PENDING
    return waits and at > after(delivery.due_at, seconds=_PATIENCE_SECONDS)


def _hold(story: Story, *, at: datetime) -> Iterator[Hindrance]:
    hold = story.booking.hold
    if hold.status is not HoldStatus.HELD:
        return
    if at > after(hold.blocks_until(story.policy), seconds=_PATIENCE_SECONDS):
        yield Hindrance(Trouble.NOBODY_AT_WORK, str(hold.id))
    elif hold.with_person:
        yield Hindrance(Trouble.WAITS_FOR_PERSON, str(hold.id), hold.deadline)
    else:
        yield Hindrance(Trouble.WAITS_FOR_DEPOSIT, str(hold.id), hold.deadline)


def _silence(story: Story) -> Iterator[Hindrance]:
    if story.conversation.human_since is not None:
        yield Hindrance(Trouble.MAITE_IS_SILENT, str(story.conversation.id))
