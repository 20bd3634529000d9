"""The vendors in memory: effects are remembered, and failures come when they were ordered."""

from datetime import UTC, timedelta

import pytest

from atrevete_adapters.memory import (
    MemoryCalendar,
    MemoryClock,
    MemoryGateway,
    MemoryMessenger,
    MemoryNotifier,
    MemoryTasks,
    ScriptedModel,
    Wake,
)
from atrevete_core.domain.commands import Thank
from atrevete_core.domain.conversation import Reply
from atrevete_core.domain.ids import HoldId, InboxId, derived_id
from atrevete_core.domain.interval import Interval
from atrevete_core.domain.money import Money
from atrevete_core.ports.deposit_gateway import (
    CheckoutRequest,
    CheckoutState,
    GatewayRefused,
    GatewayUnreachable,
    RefundRequest,
    RefundState,
)
from atrevete_core.ports.language_model import ModelUnavailable, Request, Situation, Understood
from atrevete_core.ports.messenger import MessengerUnreachable
from atrevete_core.ports.staff_notifier import NotifierRefused
from atrevete_core.ports.stylist_calendar import BusyTime, CalendarEntry, CalendarUnreachable, Look
from tests.builders import CATALOGUE, LAURA, NOW, a_message, madrid, opening_hours

THREAD = LAURA.conversation.thread_id
FRIDAY_CUT = Interval(madrid(2026, 12, 18, 12, 30), madrid(2026, 12, 18, 13, 10))


@pytest.fixture
def messenger() -> MemoryMessenger:
    return MemoryMessenger(MemoryClock(NOW))


async def test_a_lost_answer_after_sending_is_found_by_its_marker(
    messenger: MemoryMessenger,
) -> None:
    messenger.trouble.fail(MessengerUnreachable("timeout"), after_effect=True)
    with pytest.raises(MessengerUnreachable):
        await messenger.send(THREAD, Reply(text="Hola"), marker="m1")
    assert messenger.told(THREAD) == ["Hola"]
    found = await messenger.find(THREAD, marker="m1")
    assert found is not None
    assert await messenger.find(THREAD, marker="m2") is None


async def test_a_failure_before_the_effect_says_nothing(messenger: MemoryMessenger) -> None:
    messenger.trouble.fail(MessengerUnreachable("timeout"), times=2)
    for _ in range(2):
        with pytest.raises(MessengerUnreachable):
            await messenger.send(THREAD, Reply(text="Hola"), marker="m1")
    assert messenger.told(THREAD) == []
    await messenger.send(THREAD, Reply(text="Hola"), marker="m1")
    assert messenger.told(THREAD) == ["Hola"]


async def test_the_desk_can_be_read_back(messenger: MemoryMessenger) -> None:
    heard = await messenger.hear(THREAD, "Quiero cortarme el pelo")
    await messenger.note(THREAD, "nota", marker="n1")
    await messenger.hear(THREAD, "Ya le contesto yo", by_person=True)
    later = await messenger.messages(THREAD, after=heard.id)
    assert [(each.text, each.private, each.by_person) for each in later] == [
        ("nota", True, False),
        ("Ya le contesto yo", False, True),
    ]
    assert (messenger.told(THREAD), messenger.notes(THREAD)) == ([], ["nota"])


async def test_threads_are_passed_given_back_and_resolved(messenger: MemoryMessenger) -> None:
    await messenger.pass_to_team(THREAD)
    assert messenger.with_team == {THREAD}
    await messenger.give_back(THREAD)
    assert messenger.with_team == set()
    messenger.open_thread("desk-1", THREAD)
    assert await messenger.thread_of("desk-1") == THREAD
    messenger.resolve("desk-1")
    assert await messenger.thread_of("desk-1") != THREAD
    await messenger.typing(THREAD, on=True)
    assert messenger.typing_in == {THREAD}
    await messenger.typing(THREAD, on=False)
    assert messenger.typing_in == set()


def _request(key: str = "k1") -> CheckoutRequest:
    return CheckoutRequest(
        key=key,
        deposit_id="d1",
        hold_id="h1",
        conversation_id="c1",
        amount=Money(1600),
        description="Anticipo",
        closes_at=NOW + timedelta(minutes=31),
        at=NOW,
    )


async def test_the_same_key_is_the_same_page_also_after_a_lost_answer() -> None:
    gateway = MemoryGateway()
    gateway.trouble.fail(GatewayUnreachable(), after_effect=True)
    with pytest.raises(GatewayUnreachable):
        await gateway.open_checkout(_request())
    page = await gateway.open_checkout(_request())
    assert gateway.open_pages == [page]
    assert "checkout" in page.url


async def test_a_paid_page_stays_paid() -> None:
    gateway = MemoryGateway()
    page = await gateway.open_checkout(_request())
    news = gateway.pay(page.id)
    assert (news.checkout.state, news.failed) == (CheckoutState.PAID, False)
    assert (await gateway.expire_checkout(page.id)).state is CheckoutState.PAID
    with pytest.raises(GatewayRefused):
        gateway.pay(page.id)


async def test_a_delayed_payment_arrives_or_fails() -> None:
    gateway = MemoryGateway()
    page = await gateway.open_checkout(_request())
    assert gateway.promise(page.id).checkout.state is CheckoutState.UNPAID
    assert gateway.fail(page.id).failed
    assert gateway.settle(page.id).checkout.state is CheckoutState.PAID


async def test_a_closed_page_cannot_be_paid() -> None:
    gateway = MemoryGateway()
    page = await gateway.open_checkout(_request())
    gateway.lapse(page.id)
    with pytest.raises(GatewayRefused):
        gateway.pay(page.id)
    with pytest.raises(GatewayRefused):
        await gateway.read_checkout("checkout_9")


async def test_money_goes_back_once() -> None:
    gateway = MemoryGateway()
    page = await gateway.open_checkout(_request())
    payment = gateway.pay(page.id).checkout.payment_id

    def wish(key: str, cents: int = 1600) -> RefundRequest:
        return RefundRequest(key=key, payment_id=payment, amount=Money(cents), deposit_id="r1")

    gateway.refunds_start_as = RefundState.PENDING
    with pytest.raises(GatewayRefused):
        await gateway.refund(wish("too much", 1601))
    first = await gateway.refund(wish("k1"))
    assert await gateway.refund(wish("k1")) == first
    assert await gateway.refund(wish("k2")) == first
    news = gateway.end_refund(first.id, RefundState.SUCCEEDED)
    assert await gateway.read_refund(first.id) == news.refund
    assert len(gateway.refunds) == 1


def _entry(*, look: Look = Look.PROVISIONAL) -> CalendarEntry:
    return CalendarEntry(
        id="e1",
        calendar_id="marta",
        title="Laura · CORTAR",
        description="",
        during=FRIDAY_CUT,
        zone="Europe/Madrid",
        look=look,
    )


async def test_a_calendar_shows_each_entry_once_as_it_is_now() -> None:
    calendar = MemoryCalendar()
    await calendar.put(_entry())
    await calendar.put(_entry(look=Look.CONFIRMED))
    assert [each.look for each in calendar.shown("marta")] == [Look.CONFIRMED]
    await calendar.remove("pilar", "e1")
    assert calendar.shown("marta")
    await calendar.remove("marta", "e1")
    await calendar.remove("marta", "e1")
    assert calendar.shown("marta") == []


async def test_busy_time_is_what_stylists_put_in_themselves() -> None:
    calendar = MemoryCalendar()
    dentist = BusyTime(event_id="x", during=FRIDAY_CUT)
    calendar.put_own("marta", dentist)
    await calendar.put(_entry())
    day = Interval(madrid(2026, 12, 18), madrid(2026, 12, 19))
    assert list(await calendar.busy("marta", day)) == [dentist]
    calendar.trouble.fail(CalendarUnreachable())
    with pytest.raises(CalendarUnreachable):
        await calendar.busy("marta", day)


async def test_mails_are_kept() -> None:
    notifier = MemoryNotifier()
    notifier.trouble.fail(NotifierRefused())
    with pytest.raises(NotifierRefused):
        await notifier.email("rosa@atrevete.example", subject="Cita", text="…", key="k")
    await notifier.email("rosa@atrevete.example", subject="Cita", text="…", key="k")
    assert [each.subject for each in notifier.emails] == ["Cita"]


async def test_wake_ups_are_taken_in_order_and_once() -> None:
    tasks = MemoryTasks()
    hold, event = HoldId(derived_id("hold", 1)), InboxId(derived_id("inbox", 1))
    await tasks.wake(LAURA.conversation_id, at=NOW)
    await tasks.deliver("lane", at=NOW)
    await tasks.read_event(event)
    await tasks.check_hold(hold)
    assert tasks.drain() == [
        Wake("wake", LAURA.conversation_id, NOW),
        Wake("deliver", "lane", NOW),
        Wake("read_event", event, None),
        Wake("check_hold", hold, None),
    ]
    assert tasks.drain() == []


async def test_a_clock_goes_where_it_is_set() -> None:
    clock = MemoryClock(NOW)
    assert clock.advance(minutes=5, seconds=30) - NOW == timedelta(minutes=5, seconds=30)
    assert await clock.now() == NOW + timedelta(minutes=5, seconds=30)
    clock.set(madrid(2027, 1, 1))
    now = await clock.now()
    assert now == madrid(2027, 1, 1)
    assert now.tzinfo is UTC


async def test_a_scripted_model_says_what_it_was_told() -> None:
    thanks = Understood(commands=(Thank(),))
    model = ScriptedModel([thanks, ModelUnavailable("slow")])
    model.add(lambda request: Understood(commands=(Thank(),), text=request.messages[0].text))
    request = Request(
        messages=[a_message("gracias")],
        situation=Situation(now=NOW, catalogue=CATALOGUE, hours=opening_hours()),
    )
    assert await model.reason(request) == thanks
    with pytest.raises(ModelUnavailable):
        await model.reason(request)
    assert (await model.reason(request)).text == "gracias"
    with pytest.raises(ModelUnavailable):
        await model.reason(request)
    assert model.requests == [request] * 4
