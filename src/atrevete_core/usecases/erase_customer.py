"""Forgetting a person (GDPR art. 17): all but the books, which keep a pseudonym (art. 17(3)(b))."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from atrevete_core.domain.booking import Appointment, AppointmentStatus, Hold, HoldStatus
from atrevete_core.domain.customer import Customer
from atrevete_core.domain.deposit import Deposit, DepositStatus, Movement
from atrevete_core.domain.effects import WORDS
from atrevete_core.domain.ids import ConversationId, CustomerId
from atrevete_core.phrases import staff
from atrevete_core.ports.storage import Dossier, NotFound, Records

from .auditing import Act, note_change
from .speaking import mirror

ERASED: Final = "customer.erased"


@dataclass(frozen=True, kw_only=True, slots=True)
class Erased:
    """The receipt: what is gone, what stays and why, and what only other hands can delete.

    It names the person by their old id alone: after a backup older than the erasure was restored,
    erasing that id again makes it good.
    """

    subject: UUID
    pseudonym: CustomerId
    people: int
    lines: int
    events: int
    messages: int
    escalations: int
    #: Kept without a name, as accounting wants them.
    appointments: int
    movements: int
    #: Whose checkpoints are to be dropped; the ids mean nothing any more.
    conversations: tuple[ConversationId, ...]
    #: Contacts at the messaging desk, to be deleted there.
    desk_ids: tuple[str, ...]


class StillInTheBooks(Exception):
    """Something of theirs is still to happen: it ends first, then they can be forgotten."""

    def __init__(
        self,
        *,
        appointments: tuple[Appointment, ...],
        holds: tuple[Hold, ...],
        refunds: tuple[Deposit, ...],
    ) -> None:
        super().__init__("something of theirs is still to happen")
        self.appointments, self.holds, self.refunds = appointments, holds, refunds


def ensure_nothing_is_open(dossier: Dossier, *, at: datetime) -> None:
    """No appointment to come, no hold, no refund on its way. Raises StillInTheBooks."""
    visits = tuple(
        visit
        for booking in dossier.bookings
        for visit in booking.appointments
        if visit.is_active and visit.during.end > at and visit.status is AppointmentStatus.CONFIRMED
    )
    holds = tuple(each.hold for each in dossier.bookings if each.hold.status is HoldStatus.HELD)
    refunds = tuple(
        each
        for each in dossier.ledger
        if each.movement is Movement.REFUND
        and each.status in (DepositStatus.REQUESTED, DepositStatus.PENDING)
    )
    if visits or holds or refunds:
        raise StillInTheBooks(appointments=visits, holds=holds, refunds=refunds)


async def erase_customer(
    records: Records, subject: UUID, *, pseudonym: CustomerId, actor: str, at: datetime
) -> Erased:
    """Put a pseudonym (a random id) in the place of a customer and those they book for, or of a
    contact that never gave a name, and drop what they and others said.

    The entries in the stylists' calendars lose the name through the outbox. Raises NotFound and
    StillInTheBooks.
    """
    dossier = await records.privacy.dossier(subject)
    ensure_nothing_is_open(dossier, at=at)
    nobody = Customer(id=pseudonym, salon_id=dossier.salon_id, first_name=staff.forgotten())
    await records.privacy.forget(dossier, nobody, at=at)
    await _leave_no_name_in_calendars(records, dossier, at=at)
    act = Act(actor=actor, at=at)
    subject_now = f"customer:{pseudonym}"
    await note_change(records, dossier.salon_id, act, action=ERASED, subject=subject_now)
    return receipt_of(dossier, subject, pseudonym)


async def came_back(records: Records, subjects: Iterable[UUID], *, pseudonym: CustomerId) -> bool:
    """Whether an older copy of the database brought back whom we had erased under this pseudonym:
    somebody of them is there, and the audit log knows nothing of it. Whoever is there although it
    does has written anew since.
    """
    for subject in subjects:
        try:
            dossier = await records.privacy.dossier(subject)
        except NotFound:
            continue
        said = await records.privacy.mentions(dossier.salon_id, [str(pseudonym)])
        return not any(each.action == ERASED for each in said.audit)
    return False


async def _leave_no_name_in_calendars(records: Records, dossier: Dossier, *, at: datetime) -> None:
    people = {each.id for each in dossier.customers}
    for booking in dossier.bookings:
        for visit in (await records.bookings.get(booking.hold.id)).appointments:
            before = next(each for each in booking.appointments if each.id == visit.id)
            if before.customer_id in people and _may_be_shown(before):
                await mirror(records, visit, because="erased", at=at)


def _may_be_shown(visit: Appointment) -> bool:
    gone = (AppointmentStatus.CANCELLED, AppointmentStatus.EXPIRED)
    return visit.status not in gone


def receipt_of(dossier: Dossier, subject: UUID, pseudonym: CustomerId) -> Erased:
    """What erasing this would leave, or has left."""
    return Erased(
        subject=subject,
        pseudonym=pseudonym,
        people=len(dossier.customers) or len(dossier.contacts),
        lines=sum(len(each.lines) for each in dossier.talks),
        events=len(dossier.events),
        messages=sum(isinstance(each.effect, WORDS) for each in dossier.deliveries),
        escalations=len(dossier.escalations),
        appointments=sum(len(each.appointments) for each in dossier.bookings),
        movements=len(dossier.ledger),
        conversations=tuple(each.conversation.id for each in dossier.talks),
        desk_ids=tuple(each.desk_id for each in dossier.contacts if each.desk_id),
    )
