"""What the vendors did not manage to tell us is asked for, and treated as if it had come."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from atrevete_adapters.memory.salon import MemorySalon
from atrevete_core.domain.conversation import Disposition, EscalationReason, MessageKind
from atrevete_core.domain.deposit import RefundReason
from atrevete_core.ports.deposit_gateway import CheckoutNews, RefundState
from atrevete_core.ports.events import MessageFailed, PersonSpoke, Source
from atrevete_core.ports.messenger import MessengerUnreachable, Overheard
from atrevete_core.usecases.catch_up import catch_up_desk, catch_up_payments
from atrevete_core.usecases.confirm_deposit import ask_for_refund
from tests.builders import NOW, an_arrival
from tests.unit.usecases.at_work import a_salon, holds, now_of, tasks
from tests.unit.usecases.booked import decides, has_paid

REAL = datetime(2026, 11, 20, 8, tzinfo=UTC)
EVERY = timedelta(seconds=30)


async def asks_the_desk(salon: MemorySalon, *, real_now: datetime = REAL) -> int:
    at = await salon.clock.now()
    found = await catch_up_desk(salon.ports, at=at, real_now=real_now, every=EVERY)
    await salon.settle()
    return found


async def asks_the_gateway(salon: MemorySalon) -> int:
    at = await salon.clock.now()
    found = await catch_up_payments(salon.ports, at=at, real_now=REAL, every=EVERY)
    await salon.settle()
    return found


def dispositions(salon: MemorySalon) -> list[Disposition | None]:
    return [each.disposition for each in salon.storage.tables.inbox]


async def test_a_message_that_never_came_is_answered() -> None:
    salon = a_salon()
    lost = an_arrival("hola", number=7)
    salon.messenger.overheard = [Overheard(thread_id=lost.thread_id, events=(lost,))]
    assert await asks_the_desk(salon) == 1
    assert await asks_the_desk(salon, real_now=REAL + EVERY) == 0
    assert len(dispositions(salon)) == 1


async def test_two_workers_do_not_ask_at_once() -> None:
    salon = a_salon()
    salon.messenger.overheard = [
        Overheard(thread_id="t", events=(an_arrival("hola", number=7, thread_id="t"),))
    ]
    assert await asks_the_desk(salon) == 1
    salon.messenger.overheard = [
        Overheard(thread_id="t", events=(an_arrival("más", number=8, thread_id="t"),))
    ]
    assert await asks_the_desk(salon, real_now=REAL + EVERY / 2) == 0
    assert await asks_the_desk(salon, real_now=REAL + EVERY) == 1


async def test_a_desk_that_does_not_answer_is_asked_from_the_same_time_again() -> None:
    salon = a_salon()
    salon.messenger.trouble.fail(MessengerUnreachable("away"))
    with pytest.raises(MessengerUnreachable):
        await asks_the_desk(salon)
    [(_, until)] = [look for _, look in salon.storage.tables.looks.items()]
    assert until is None


async def test_a_person_who_spoke_unheard_has_the_word() -> None:
    salon = a_salon()
    heard = an_arrival("hola", number=7)
    spoke = PersonSpoke(
        external_id="message:8",
        channel_id=heard.channel_id,
        desk_id=heard.desk_id,
        thread_id=heard.thread_id,
        text="te atiendo yo",
        private=False,
        sent_at=NOW,
    )
    salon.messenger.overheard = [Overheard(thread_id=heard.thread_id, events=(heard, spoke))]
    assert await asks_the_desk(salon) == 2
    [conversation] = salon.storage.tables.conversations
    assert conversation.human_since is not None


async def test_what_was_answered_before_a_restore_is_a_task_and_not_answered_again() -> None:
    salon = a_salon()
    old, new = an_arrival("hola", number=7), an_arrival("sigues ahí?", number=9)
    salon.messenger.overheard = [
        Overheard(thread_id=old.thread_id, events=(old, new), own=((8, "turn:lost:1:1"),))
    ]
    assert await asks_the_desk(salon) == 2
    assert dispositions(salon)[0] is Disposition.STALE
    [task] = tasks(salon)
    assert task.reason is EscalationReason.DELIVERY


async def test_a_payment_whose_event_never_came_confirms() -> None:
    salon = a_salon()
    booking = await holds(salon)
    salon.gateway.told.append(salon.gateway.pay(salon.gateway.open_pages[0].id))
    assert await asks_the_gateway(salon) == 1
    assert (await now_of(salon, booking)).hold.status == "confirmed"


async def test_what_was_told_before_is_not_news() -> None:
    salon = a_salon()
    await holds(salon)
    paid = salon.gateway.pay(salon.gateway.open_pages[0].id)
    await salon.apply(paid)
    salon.gateway.told.append(paid)
    assert await asks_the_gateway(salon) == 0


async def test_a_late_message_after_a_newer_turn_is_only_written_down() -> None:
    salon = MemorySalon(now=NOW)
    ana = salon.person("+34600111222", "Ana")
    old = ana.message("a qué hora abrís?", MessageKind.TEXT, at=NOW)
    await salon.advance(hours=2)
    await ana.writes("hola")
    answered = len(ana.replies)
    late = replace(old, number=0)
    salon.messenger.overheard = [Overheard(thread_id=ana.thread, events=(late,))]
    await asks_the_desk(salon)
    await salon.advance(seconds=10)
    assert len(ana.replies) == answered
    assert Disposition.STALE in dispositions(salon)


async def test_a_text_that_did_not_arrive_goes_as_its_template_once() -> None:
    salon = a_salon()
    await holds(salon)
    await salon.advance(minutes=33)
    lapsed = next(each for each in salon.messenger.said if each.marker.startswith("lapsed:"))
    failed = MessageFailed(external_id="failed:1", marker=lapsed.marker, error="131047")
    await salon.apply(failed, Source.DESK)
    again = salon.messenger.said[-1]
    assert again.marker == f"again:{lapsed.marker}"
    assert again.reply.template is not None
    twice = MessageFailed(external_id="failed:2", marker=again.marker, error="131026")
    await salon.apply(twice, Source.DESK)
    assert [each.reason for each in tasks(salon)] == [EscalationReason.DELIVERY]


async def test_a_failure_of_what_is_no_message_to_a_customer_is_nobodys_task() -> None:
    salon = a_salon()
    await has_paid(salon)
    mirror = next(e for e in salon.storage.tables.outbox if e.effect.kind == "mirror_appointment")
    for number, marker in enumerate((mirror.key, "unknown")):
        failed = MessageFailed(external_id=f"failed:{number}", marker=marker, error="x")
        await salon.apply(failed, Source.DESK)
    assert tasks(salon) == []


async def test_a_refund_that_takes_more_than_ten_minutes_is_a_task_once() -> None:
    salon = a_salon()
    salon.gateway.refunds_start_as = RefundState.PENDING
    booking = await has_paid(salon)
    [paid, *_] = [e for e in salon.storage.tables.deposits if e.hold_id == booking.hold.id]
    await decides(salon, lambda r: ask_for_refund(r, booking, paid, RefundReason.SALON, at=NOW))
    await salon.advance(minutes=9)
    assert tasks(salon) == []
    for _ in range(3):
        await salon.advance(minutes=2)
    assert [each.reason for each in tasks(salon)] == [EscalationReason.MONEY]


async def test_news_of_a_payment_that_is_unknown_is_a_task() -> None:
    salon = a_salon()
    await holds(salon)
    page = salon.gateway.open_pages[0]
    paid = salon.gateway.pay(page.id).checkout
    stranger = replace(paid, id="cs_x", deposit_id="", payment_id="pi_x")
    salon.gateway.told.append(CheckoutNews(external_id="e", checkout=stranger))
    await asks_the_gateway(salon)
    assert [each.reason for each in tasks(salon)] == [EscalationReason.MONEY]
