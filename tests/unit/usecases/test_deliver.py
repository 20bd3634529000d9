"""Carrying effects out: in order, once, as often as it takes, and never over a person."""

from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID

import pytest

from atrevete_adapters.memory import MemoryGateway, MemoryMessenger, MemoryStorage
from atrevete_adapters.memory.salon import MemorySalon
from atrevete_core.domain.booking import AppointmentStatus, Booking
from atrevete_core.domain.conversation import EscalationReason, Reply, Template
from atrevete_core.domain.effects import (
    DeliveryStatus,
    Effect,
    LeaveNote,
    MirrorAppointment,
    OpenCheckout,
    PassToTeam,
    Planned,
    SayToCustomer,
    TellStylist,
    TellTeam,
    calendar_lane,
    conversation_lane,
    stylist_lane,
    team_lane,
)
from atrevete_core.domain.ids import HoldId
from atrevete_core.domain.interval import after
from atrevete_core.ports.deposit_gateway import Checkout, CheckoutRequest, GatewayUnreachable
from atrevete_core.ports.messenger import MessengerRefused, MessengerUnreachable, SentMessage
from atrevete_core.ports.staff_notifier import NotifierRefused
from atrevete_core.ports.stylist_calendar import CalendarRefused, CalendarUnreachable
from atrevete_core.usecases.deliver import deliver, judge
from atrevete_core.usecases.lapse import release
from atrevete_core.usecases.place_hold import place_hold
from tests.builders import LAURA, NOW, SALON, moved, stylist
from tests.unit.usecases.at_work import a_request, a_salon, holds, tasks, told, undelivered

LANE = conversation_lane(LAURA.conversation_id)
THREAD = LAURA.conversation.thread_id
GONE = MessengerRefused("404")
NO_ANSWER = MessengerUnreachable("502")


def saying(text: str, *, template: Template | None = None) -> SayToCustomer:
    return SayToCustomer(
        conversation_id=LAURA.conversation_id, reply=Reply(text=text, template=template)
    )


async def with_laura(*effects: Effect, lane: str = LANE, key: str = "effect") -> MemorySalon:
    """Laura has written, and these effects are on their way to her."""
    salon = a_salon()
    async with salon.storage.transaction() as records:
        await LAURA.arrives(records)
    await plan(salon, *effects, lane=lane, key=key)
    return salon


async def plan(salon: MemorySalon, *effects: Effect, lane: str = LANE, key: str = "effect") -> None:
    at = await salon.clock.now()
    async with salon.storage.transaction() as records:
        for number, effect in enumerate(effects):
            planned = Planned(
                key=f"{key}:{number}", lane=lane, effect=effect, due_at=at, salon_id=SALON.id
            )
            await records.outbox.plan(planned)


async def carry(salon: MemorySalon, lane: str = LANE) -> datetime | None:
    at = await salon.clock.now()
    return await deliver(salon.ports, lane, at=at, real_now=NOW, lease="mine")


async def test_one_lane_is_said_in_order() -> None:
    salon = await with_laura(saying("uno"), saying("dos"), saying("tres"))
    assert await carry(salon) is None
    assert told(salon) == ["uno", "dos", "tres"]


async def test_what_fails_holds_back_what_comes_after_it() -> None:
    salon = await with_laura(saying("uno"), saying("dos"))
    salon.messenger.trouble.fail(NO_ANSWER)
    assert await carry(salon) == after(NOW, seconds=1)
    assert told(salon) == []
    salon.clock.advance(seconds=1)
    assert await carry(salon) is None
    assert told(salon) == ["uno", "dos"]


async def test_what_was_said_although_no_answer_came_is_not_said_again() -> None:
    salon = await with_laura(saying("uno"))
    salon.messenger.trouble.fail(NO_ANSWER, after_effect=True)
    await carry(salon)
    salon.clock.advance(seconds=1)
    await carry(salon)
    assert told(salon) == ["uno"]
    assert undelivered(salon.storage) == []


@pytest.mark.parametrize(
    "effect",
    [
        LeaveNote(conversation_id=LAURA.conversation_id, text="nota"),
        TellTeam(reply=Reply(text="t")),
    ],
)
async def test_notes_and_notices_are_left_once_too(effect: Effect) -> None:
    salon = await with_laura(effect)
    salon.messenger.trouble.fail(NO_ANSWER)
    salon.messenger.trouble.fail(NO_ANSWER, after_effect=True)
    for _ in range(3):
        await carry(salon)
        salon.clock.advance(seconds=5)
    assert len(salon.messenger.said) == 1
    assert undelivered(salon.storage) == []


async def test_a_request_that_may_still_be_at_work_is_given_time() -> None:
    salon = await with_laura(saying("uno"))
    cut_off = MessengerUnreachable("timeout", may_still_arrive=True)
    salon.messenger.trouble.fail(cut_off)
    assert await carry(salon) == after(NOW, seconds=15)


async def test_the_pauses_grow_to_ten_minutes_and_then_a_person_is_called() -> None:
    salon = await with_laura(saying("uno"), saying("dos"))
    salon.messenger.trouble.fail(NO_ANSWER, times=14)
    pauses = []
    for _ in range(13):
        at = await salon.clock.now()
        again = await carry(salon)
        assert again is not None
        pauses.append((again - at).total_seconds())
        salon.clock.set(again)
    assert pauses == [1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 600, 600, 600]
    await carry(salon)
    assert told(salon) == ["dos"]
    dead = undelivered(salon.storage)[0]
    assert (dead.status, dead.attempts) == (DeliveryStatus.DEAD, 14)
    assert "502" in dead.last_error
    (task,) = tasks(salon)
    assert (task.reason, task.silences) == (EscalationReason.DELIVERY, False)
    assert task.conversation_id == LAURA.conversation_id


async def test_the_calendar_is_tried_most_of_a_day() -> None:
    salon = a_salon()
    await holds(salon)
    delivery = next(
        each for each in salon.storage.tables.outbox if isinstance(each.effect, MirrorAppointment)
    )
    away = CalendarUnreachable("quota")
    assert not judge(replace(delivery, attempts=79), away).final
    assert judge(replace(delivery, attempts=80), away).final
    assert judge(replace(delivery, attempts=79), away).pause == timedelta(minutes=10)
    assert judge(replace(delivery, attempts=1), CalendarRefused("gone")).final


async def test_a_clear_no_is_not_repeated() -> None:
    salon = await with_laura(saying("uno"))
    salon.messenger.trouble.fail(GONE)
    await carry(salon)
    assert len(tasks(salon)) == 1


async def test_a_team_that_cannot_be_told_is_not_told_about_that() -> None:
    salon = await with_laura(TellTeam(reply=Reply(text="hola")), lane=team_lane(SALON.id))
    salon.messenger.trouble.fail(GONE)
    await carry(salon, team_lane(SALON.id))
    assert tasks(salon) == []


async def test_without_a_team_conversation_the_task_is_all_there_is() -> None:
    salon = await with_laura(TellTeam(reply=Reply(text="hola")))
    alone = replace(salon.ports, team_desk_id="")
    assert await deliver(alone, LANE, at=NOW, real_now=NOW, lease="mine") is None
    assert salon.messenger.said == []
    assert undelivered(salon.storage) == []


async def test_a_person_who_took_over_meanwhile_reads_it_as_a_note() -> None:
    salon = await with_laura(saying("¿Te viene bien?"))
    async with salon.storage.transaction() as records:
        await records.conversations.set_human(LAURA.conversation_id, NOW)
    await carry(salon)
    assert told(salon) == []
    (note,) = salon.messenger.notes(THREAD)
    assert "¿Te viene bien?" in note


async def test_the_sentence_that_hands_over_is_still_said() -> None:
    salon = await with_laura(saying("Se lo paso al equipo."), key="handing-over:x")
    async with salon.storage.transaction() as records:
        await records.conversations.set_human(LAURA.conversation_id, NOW)
    await carry(salon)
    assert told(salon) == ["Se lo paso al equipo."]


async def test_outside_the_window_only_the_template_is_sent() -> None:
    template = Template(name="hueco_liberado", parameters=("Laura", "viernes"))
    salon = await with_laura(saying("uno", template=template))
    await carry(salon)
    salon.clock.advance(hours=25)
    await plan(salon, saying("dos", template=template), key="later")
    await carry(salon)
    assert [each.reply.template for each in salon.messenger.said] == [None, template]


class SlowDesk(MemoryMessenger):
    """While it answers, the lease runs out and another worker takes the lane."""

    salon: MemorySalon

    async def send(self, thread_id: str, reply: Reply, *, marker: str) -> SentMessage:
        async with self.salon.storage.transaction() as records:
            later = after(NOW, minutes=2)
            await records.outbox.claim(LANE, at=NOW, lease="other", real_now=later, seconds=60)
        return await super().send(thread_id, reply, marker=marker)


async def test_a_lease_that_was_lost_leaves_the_lane_to_the_other_worker() -> None:
    salon = await with_laura(saying("uno"))
    desk = SlowDesk(salon.clock)
    desk.salon = salon
    slow = replace(salon.ports, messenger=desk)
    assert await deliver(slow, LANE, at=NOW, real_now=NOW, lease="mine") == NOW
    (delivery,) = salon.storage.tables.outbox
    assert (delivery.lease, delivery.status) == ("other", DeliveryStatus.PENDING)


async def test_an_email_that_fails_for_good_goes_to_the_team_instead() -> None:
    pilar = stylist("Pilar").id
    lane = stylist_lane(pilar)
    notice = TellStylist(
        stylist_id=pilar, subject="Cita", text="…", team_instead=Reply(text="para Pilar")
    )
    silent = replace(notice, team_instead=None)
    salon = await with_laura(notice, silent, lane=lane)
    salon.notifier.trouble.fail(NotifierRefused("no such mailbox"), times=2)
    await carry(salon, lane)
    await salon.settle()
    assert "para Pilar" in salon.team_thread
    (task,) = tasks(salon)
    assert "correo" in task.summary
    await plan(salon, notice, lane=lane, key="again")
    await carry(salon, lane)
    assert [mail.address for mail in salon.notifier.emails] == ["pilar@atrevete.example"]


async def test_passing_to_the_team_opens_the_thread() -> None:
    salon = await with_laura(PassToTeam(conversation_id=LAURA.conversation_id))
    await carry(salon)
    assert salon.messenger.with_team == {THREAD}


async def _mirror(salon: MemorySalon, booking: Booking) -> None:
    (appointment,) = booking.appointments
    effect = MirrorAppointment(
        appointment_id=appointment.id, stylist_id=stylist("Marta").id, revision=1
    )
    lane = calendar_lane(stylist("Marta").id)
    at = await salon.clock.now()
    await plan(salon, effect, lane=lane, key=f"{at}{appointment.start}{appointment.status}")
    await carry(salon, lane)


async def test_the_calendar_shows_what_is_true_when_it_is_written() -> None:
    salon = a_salon()
    booking = await holds(salon)
    later = moved(booking, after(booking.start, hours=1))
    async with salon.storage.transaction() as records:
        await records.bookings.save(later)
    await _mirror(salon, later)
    (entry,) = salon.calendar.shown("marta@calendario.example")
    assert entry.during == later.appointments[0].during


async def test_what_moved_to_somebody_else_or_ended_is_taken_out() -> None:
    salon = a_salon()
    booking = await holds(salon)
    elsewhere = moved(booking, booking.start, stylist_id=stylist("Pilar").id)
    async with salon.storage.transaction() as records:
        await records.bookings.save(elsewhere)
    await _mirror(salon, elsewhere)
    assert salon.calendar.shown("marta@calendario.example") == []
    assert AppointmentStatus.PROVISIONAL is elsewhere.appointments[0].status


async def test_a_stylist_without_calendar_or_email_is_left_in_peace() -> None:
    salon = a_salon()
    tables = salon.storage.tables
    catalogue = tables.catalogues[SALON.id]
    plain = tuple(replace(each, calendar_id="", email="") for each in catalogue.stylists)
    tables.catalogues.put(SALON.id, replace(catalogue, stylists=plain))
    tables.keep()
    await holds(salon)
    await salon.pay()
    assert salon.calendar.entries == {}
    assert salon.notifier.emails == []
    assert undelivered(salon.storage) == []


async def test_a_page_is_asked_for_once_however_often_it_is_delivered() -> None:
    salon = a_salon()
    booking = await holds(salon)
    (deposit,) = salon.storage.tables.deposits
    effect = OpenCheckout(deposit_id=deposit.id)
    await plan(salon, effect, lane=f"payments:{booking.hold.id}", key="open again")
    await salon.settle()
    assert len(salon.gateway.checkouts) == 1
    assert len(told(salon)) == 1


class SlowGateway(MemoryGateway):
    """While it makes the page, the customer gives the slot up."""

    storage: MemoryStorage

    async def open_checkout(self, request: CheckoutRequest) -> Checkout:
        made = await super().open_checkout(request)
        async with self.storage.transaction() as records:
            await release(records, HoldId(UUID(request.hold_id)), at=request.at)
        return made


async def test_a_page_that_is_made_for_nothing_is_closed_and_never_sent() -> None:
    salon = a_salon()
    gateway = SlowGateway()
    gateway.storage = salon.storage
    async with salon.storage.transaction() as records:
        await LAURA.arrives(records)
    booking = await place_hold(salon.storage, a_request(), at=NOW)
    lane = f"payments:{booking.hold.id}"
    slow = replace(salon.ports, gateway=gateway)
    for _ in range(2):
        await deliver(slow, lane, at=NOW, real_now=NOW, lease="mine")
    assert len(gateway.checkouts) == 1
    assert gateway.open_pages == []
    await salon.settle()
    assert told(salon) == []


async def test_a_payment_that_wins_the_race_against_the_closing_of_its_page_counts() -> None:
    salon = a_salon()
    first = await holds(salon)
    (page,) = salon.gateway.open_pages
    salon.gateway.trouble.fail(GatewayUnreachable("slow"))
    second = await holds(salon, "BARRO", intent="second", instead_of=first.hold.id)
    salon.gateway.pay(page.id)
    for _ in range(3):
        await salon.advance(seconds=10)
    refunds = list(salon.gateway.refunds.values())
    assert [each.payment_id for each in refunds] == ["payment_1"]
    assert len(salon.gateway.open_pages) == 1
    assert second.hold.id != first.hold.id
