"""What keeps a booking from going on is found, whatever it is."""

from dataclasses import replace

from atrevete_adapters.memory.salon import MemorySalon
from atrevete_core.domain.booking import Booking, HoldStatus
from atrevete_core.domain.effects import DeliveryStatus
from atrevete_core.ports.deposit_gateway import RefundState
from atrevete_core.ports.stylist_calendar import CalendarRefused, CalendarUnreachable
from atrevete_core.usecases.auditing import Act
from atrevete_core.usecases.cancel import cancel_appointment
from atrevete_core.usecases.retry_delivery import retry_delivery
from atrevete_core.usecases.staff_conversations import take_over
from atrevete_core.usecases.tell_story import Story, Trouble, hindrances, story_of
from tests.builders import LAURA
from tests.unit.usecases.at_work import a_salon, holds
from tests.unit.usecases.booked import decides, has_paid, only


async def _story(salon: MemorySalon, booking: Booking) -> Story:
    async with salon.storage.transaction() as records:
        return await story_of(records, booking.hold.id)


async def _troubles(salon: MemorySalon, booking: Booking) -> list[Trouble]:
    found = hindrances(await _story(salon, booking), at=await salon.clock.now())
    return [each.trouble for each in found]


async def test_a_booking_that_goes_its_way_is_hindered_by_nothing() -> None:
    salon = a_salon()
    assert await _troubles(salon, await has_paid(salon)) == []


async def test_a_story_knows_the_money_the_calendar_and_the_messages() -> None:
    salon = a_salon()
    story = await _story(salon, await has_paid(salon))
    kinds = {each.effect.kind for each in story.mentions.deliveries}
    assert {"open_checkout", "mirror_appointment", "say", "tell_stylist"} <= kinds
    assert [each.kind for each in story.mentions.events] == ["CheckoutNews"]
    assert len(story.ledger) == 1


async def test_a_hold_waits_for_its_deposit_until_its_deadline() -> None:
    salon = a_salon()
    booking = await holds(salon)
    [waits] = hindrances(await _story(salon, booking), at=await salon.clock.now())
    assert (waits.trouble, waits.until) == (Trouble.WAITS_FOR_DEPOSIT, booking.hold.deadline)


async def test_what_is_due_and_not_sent_shows_that_nobody_is_at_work() -> None:
    salon = a_salon()
    booking = await has_paid(salon)
    at, visit = await salon.clock.now(), only(booking).id
    async with salon.storage.transaction() as records:
        await cancel_appointment(records, visit, conversation_id=None, at=at)
    salon.clock.advance(minutes=2)
    assert set(await _troubles(salon, booking)) == {Trouble.NOBODY_AT_WORK}


async def test_a_refund_that_failed_is_the_most_urgent() -> None:
    salon = a_salon()
    booking = await has_paid(salon)
    salon.gateway.refunds_start_as = RefundState.FAILED
    at, visit = await salon.clock.now(), only(booking).id
    await decides(
        salon, lambda records: cancel_appointment(records, visit, conversation_id=None, at=at)
    )
    assert (await _troubles(salon, booking))[0] is Trouble.REFUND_FAILED


async def test_a_silent_maite_is_said() -> None:
    salon = a_salon()
    booking = await has_paid(salon)
    act = Act(actor="cli:ana", at=await salon.clock.now())
    await decides(salon, lambda records: take_over(records, LAURA.conversation_id, act))
    assert await _troubles(salon, booking) == [Trouble.MAITE_IS_SILENT]


async def test_a_dead_letter_is_found_and_goes_out_when_it_is_tried_again() -> None:
    salon = a_salon()
    salon.calendar.trouble.fail(CalendarRefused("not shared"))
    booking = await has_paid(salon)
    [dead] = [each for each in salon.storage.tables.outbox if each.status is DeliveryStatus.DEAD]
    assert Trouble.DEAD_LETTER in await _troubles(salon, booking)
    act = Act(actor="cli:ana", at=await salon.clock.now())
    await decides(salon, lambda records: retry_delivery(records, dead.id, act))
    assert salon.storage.tables.outbox[dead.id].status is DeliveryStatus.SENT
    assert Trouble.DEAD_LETTER not in await _troubles(salon, booking)


async def test_what_was_sent_is_left_as_it_is() -> None:
    salon = a_salon()
    await has_paid(salon)
    sent = next(iter(salon.storage.tables.outbox))
    act = Act(actor="cli:ana", at=await salon.clock.now())
    assert await decides(salon, lambda records: retry_delivery(records, sent.id, act)) == sent
    assert list(salon.storage.tables.audit) == []


async def test_a_delivery_that_fails_says_when_it_is_tried_again() -> None:
    salon = a_salon()
    salon.calendar.trouble.fail(CalendarUnreachable("away"), times=3)
    booking = await has_paid(salon)
    found = hindrances(await _story(salon, booking), at=await salon.clock.now())
    assert [each.trouble for each in found] == [Trouble.DELIVERY_FAILS]
    assert found[0].until is not None


async def test_money_without_an_appointment_is_never_overlooked() -> None:
    salon = a_salon()
    booking = await has_paid(salon)
    lost = replace(booking.hold, status=HoldStatus.LAPSED)
    async with salon.storage.transaction() as records:
        await records.bookings.save(replace(booking, hold=lost))
    assert await _troubles(salon, booking) == [Trouble.PAID_WITHOUT_APPOINTMENT]


async def test_a_hold_that_a_person_looks_after_says_so_and_one_left_behind_too() -> None:
    salon = a_salon()
    booking = await holds(salon)
    async with salon.storage.transaction() as records:
        await records.bookings.save(replace(booking, hold=replace(booking.hold, with_person=True)))
    assert await _troubles(salon, booking) == [Trouble.WAITS_FOR_PERSON]
    salon.clock.advance(hours=3)
    assert await _troubles(salon, booking) == [Trouble.NOBODY_AT_WORK]
