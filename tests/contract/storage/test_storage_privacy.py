"""Everything about one person, and forgetting it: theirs alone, and all of it."""

from dataclasses import asdict
from uuid import UUID

import pytest

from atrevete_core.domain.booking import HoldStatus
from atrevete_core.domain.conversation import Reply
from atrevete_core.domain.customer import Customer
from atrevete_core.domain.deposit import DepositStatus
from atrevete_core.domain.effects import (
    MirrorAppointment,
    SayToCustomer,
    calendar_lane,
    conversation_lane,
)
from atrevete_core.domain.ids import CustomerId
from atrevete_core.ports.storage import AuditEntry, Dossier, NotFound, Records, Storage
from tests.builders import (
    CARMEN,
    LAURA,
    NOW,
    SALON,
    Guest,
    a_booking,
    a_customer,
    a_deposit,
    a_line,
    a_planned_effect,
    a_stored_event,
    an_escalation,
    madrid,
)

NOBODY = Customer(
    id=CustomerId(UUID("00000000-0000-4000-8000-000000000001")),
    salon_id=SALON.id,
    first_name="Nadie",
)
CHILD = a_customer("Leo", "Ruiz", phone=None, linked_to=LAURA.customer.id, relation="mi hijo")
EIGHT, NINE = madrid(2026, 12, 10, 10), madrid(2026, 12, 11, 10)


async def _lived(records: Records, guest: Guest, canary: str, *, child: Customer | None) -> None:
    """A guest with a past: something in every table that may speak of a person."""
    await guest.arrives(records)
    start = EIGHT if child else NINE
    if child:
        await records.people.save(child)
    booking = a_booking(at=start, guest=guest, status=HoldStatus.CONFIRMED, for_customer=child)
    await records.bookings.add(booking)
    paid = a_deposit(booking, status=DepositStatus.PAID, payment_id=f"pi_{start.day}")
    await records.ledger.save(paid)
    await records.conversations.remember(guest.conversation_id, [a_line(canary)])
    event = a_stored_event(guest.says(canary), body=canary.encode())
    await records.inbox.add(event)
    await records.escalations.add(an_escalation(guest=guest, summary=canary))
    said = SayToCustomer(conversation_id=guest.conversation_id, reply=Reply(text=canary))
    lane = conversation_lane(guest.conversation_id)
    await records.outbox.plan(a_planned_effect(said, lane=lane))
    visit = booking.appointments[0]
    await records.outbox.plan(
        a_planned_effect(
            MirrorAppointment(appointment_id=visit.id, stylist_id=visit.stylist_id, revision=1),
            key=f"mirror:{visit.id}",
            lane=calendar_lane(visit.stylist_id),
        )
    )
    await records.audit.add(
        AuditEntry(
            id=visit.id,
            salon_id=SALON.id,
            actor="reception",
            action="appointment.moved",
            subject=f"appointment:{visit.id}",
            at=NOW,
            details={"reason": canary},
        )
    )


async def _two_lives(storage: Storage) -> None:
    async with storage.transaction() as records:
        await _lived(records, LAURA, "canary-laura", child=CHILD)
        await _lived(records, CARMEN, "canary-carmen", child=None)


async def _dossier(storage: Storage, subject: UUID) -> Dossier:
    async with storage.transaction() as records:
        return await records.privacy.dossier(subject)


async def test_a_dossier_has_everything_of_a_person_and_nothing_of_another(
    storage: Storage,
) -> None:
    await _two_lives(storage)
    found = await _dossier(storage, LAURA.customer.id)
    assert [each.first_name for each in found.customers] == ["Laura", "Leo"]
    assert {
        name: len(getattr(found, name))
        for name in ("contacts", "talks", "bookings", "ledger", "escalations", "events", "audit")
    } == dict.fromkeys(
        ("contacts", "talks", "bookings", "ledger", "escalations", "events", "audit"), 1
    )
    kinds = {type(each.effect) for each in found.deliveries}
    assert kinds == {SayToCustomer, MirrorAppointment}
    assert "carmen" not in str(asdict(found)).lower()


async def test_whoever_is_forgotten_leaves_the_books_and_no_name(storage: Storage) -> None:
    await _two_lives(storage)
    before = await _dossier(storage, LAURA.customer.id)
    async with storage.transaction() as records:
        await records.privacy.forget(before, NOBODY, at=NOW)
    with pytest.raises(NotFound):
        await _dossier(storage, LAURA.customer.id)
    left = await _dossier(storage, NOBODY.id)
    assert [each.customers for each in (left,)] == [(NOBODY,)]
    [booking] = left.bookings
    assert booking.appointments[0].total == before.bookings[0].appointments[0].total
    assert [each.amount for each in left.ledger] == [each.amount for each in before.ledger]
    assert [type(each.effect) for each in left.deliveries] == [MirrorAppointment]
    told = str(asdict(left))
    for trace in (
        "canary",
        "Laura",
        "Leo",
        "600111222",
        *_derived(before),
    ):
        assert trace not in told


def _derived(dossier: Dossier) -> set[str]:
    """Ids that follow from a phone number."""
    return {
        *(str(each.id) for each in dossier.customers),
        *(str(each.id) for each in dossier.contacts),
        *(str(each.conversation.id) for each in dossier.talks),
    }


async def test_forgetting_one_person_touches_nobody_else(storage: Storage) -> None:
    await _two_lives(storage)
    before = await _dossier(storage, CARMEN.customer.id)
    laura = await _dossier(storage, LAURA.customer.id)
    async with storage.transaction() as records:
        await records.privacy.forget(laura, NOBODY, at=NOW)
    assert await _dossier(storage, CARMEN.customer.id) == before


async def test_whoever_was_forgotten_can_write_again_as_somebody_new(storage: Storage) -> None:
    await _two_lives(storage)
    laura = await _dossier(storage, LAURA.customer.id)
    async with storage.transaction() as records:
        await records.privacy.forget(laura, NOBODY, at=NOW)
        await LAURA.arrives(records)
        lines = await records.conversations.transcript(LAURA.conversation_id, last=10)
        booked = await records.bookings.appointments_of(LAURA.customer.id, since=EIGHT)
    assert (list(lines), list(booked)) == ([], [])


async def test_a_contact_without_a_name_can_be_forgotten_too(storage: Storage) -> None:
    async with storage.transaction() as records:
        conversation = await records.conversations.receive(SALON.id, LAURA.says("hola"))
        await records.conversations.remember(conversation.id, [a_line("hola")])
    found = await _dossier(storage, LAURA.contact.id)
    assert (found.customers, len(found.talks)) == ((), 1)
    async with storage.transaction() as records:
        await records.privacy.forget(found, NOBODY, at=NOW)
        with pytest.raises(NotFound):
            await records.people.contact(LAURA.contact.id)


async def test_there_is_no_dossier_of_nobody(storage: Storage) -> None:
    with pytest.raises(NotFound):
        await _dossier(storage, NOBODY.id)
