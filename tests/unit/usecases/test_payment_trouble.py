"""Paying fails: a new link first, then a person; the slot is kept meanwhile (R16, R31)."""

from collections.abc import Sequence

from atrevete_adapters.memory.salon import MemorySalon
from atrevete_core.domain.booking import Booking, HoldStatus
from atrevete_core.domain.conversation import EscalationReason
from atrevete_core.domain.deposit import DepositStatus
from atrevete_core.domain.interval import after
from atrevete_core.ports.deposit_gateway import (
    CheckoutState,
    GatewayRefused,
    GatewayUnreachable,
)
from atrevete_core.usecases.payment_trouble import (
    NewLink,
    NothingHeld,
    WithPerson,
    report_payment_trouble,
)
from tests.builders import LAURA, NOW, madrid
from tests.unit.usecases.at_work import (
    a_salon,
    conversation_of,
    holds,
    ledger_of,
    now_of,
    tasks,
    told,
)


async def fails(
    salon: MemorySalon, intent: str = "once", *, saying_first: str = ""
) -> NewLink | WithPerson | NothingHeld:
    """The customer says that the payment does not work."""
    at = await salon.clock.now()
    async with salon.storage.transaction() as records:
        outcome = await report_payment_trouble(
            records, LAURA.conversation_id, intent=intent, saying_first=saying_first, at=at
        )
    await salon.settle()
    return outcome


async def states(salon: MemorySalon, booking: Booking) -> Sequence[DepositStatus]:
    return [each.status for each in await ledger_of(salon, booking)]


async def test_the_first_time_there_is_a_new_link_and_fifteen_minutes_more() -> None:
    salon = a_salon()
    booking = await holds(salon)
    assert isinstance(await fails(salon), NewLink)
    now = (await now_of(salon, booking)).hold
    assert (now.failed_payments, now.deadline) == (1, after(NOW, minutes=45))
    old, new = salon.gateway.checkouts.values()
    assert (old.state, new.state) == (CheckoutState.EXPIRED, CheckoutState.OPEN)
    assert await states(salon, booking) == [DepositStatus.FAILED, DepositStatus.OPEN]
    assert "hasta las 11:45" in told(salon)[-1]
    assert new.url in told(salon)[-1]


async def test_saying_it_twice_in_one_turn_counts_once() -> None:
    salon = a_salon()
    booking = await holds(salon)
    await fails(salon, "same turn")
    assert isinstance(await fails(salon, "same turn"), NewLink)
    assert (await now_of(salon, booking)).hold.failed_payments == 1
    assert len(salon.gateway.checkouts) == 2


async def test_the_extension_never_reaches_past_the_start() -> None:
    salon = a_salon(madrid(2026, 12, 16, 16, 40))
    booking = await holds(salon, start=madrid(2026, 12, 16, 18))
    await salon.advance(minutes=10)
    for intent in ("first", "second"):
        await fails(salon, intent)
    now = (await now_of(salon, booking)).hold
    assert now.deadline == madrid(2026, 12, 16, 17, 50)
    await salon.advance(minutes=30)
    assert (await now_of(salon, booking)).hold.status is HoldStatus.HELD


async def test_a_hold_shortly_before_the_start_is_kept_until_the_start() -> None:
    salon = a_salon(madrid(2026, 12, 16, 16, 59))
    booking = await holds(salon, start=madrid(2026, 12, 16, 18))
    await salon.advance(minutes=10)
    await fails(salon, "first")
    await fails(salon, "second")
    assert (await now_of(salon, booking)).hold.deadline == madrid(2026, 12, 16, 18)


async def test_the_second_time_a_person_takes_over_and_the_slot_is_kept_an_hour() -> None:
    salon = a_salon()
    booking = await holds(salon)
    await fails(salon)
    await salon.advance(minutes=10)
    assert isinstance(await fails(salon, "twice", saying_first="Sí, abrimos."), WithPerson)
    now = (await now_of(salon, booking)).hold
    assert now.with_person
    assert now.deadline == after(NOW, minutes=70)
    assert now.status is HoldStatus.HELD
    assert (await conversation_of(salon)).human_since is not None
    (task,) = tasks(salon)
    assert (task.reason, task.silences) == (EscalationReason.PAYMENT_FAILURE, True)
    assert "Laura García" in task.summary
    assert told(salon)[-1].startswith("Sí, abrimos.\nLo siento, Laura.")
    assert LAURA.conversation.thread_id in salon.messenger.with_team
    assert "no consigue pagar" in salon.team_thread[-1]


async def test_a_third_failure_is_with_the_person_already() -> None:
    salon = a_salon()
    booking = await holds(salon)
    for intent in ("one", "two", "three"):
        outcome = await fails(salon, intent)
    assert isinstance(outcome, WithPerson)
    assert (await now_of(salon, booking)).hold.failed_payments == 2
    assert len(tasks(salon)) == 1


async def test_after_the_persons_hour_the_slot_is_free_and_the_team_sees_the_note() -> None:
    salon = a_salon()
    booking = await holds(salon)
    await fails(salon, "one")
    await fails(salon, "two")
    before = list(told(salon))
    await salon.advance(minutes=61)
    assert (await now_of(salon, booking)).hold.status is HoldStatus.LAPSED
    assert told(salon) == before
    (note,) = salon.messenger.notes(LAURA.conversation.thread_id)
    assert "soltar las 12:30" in note


async def test_the_second_link_can_be_paid() -> None:
    salon = a_salon()
    booking = await holds(salon)
    await fails(salon)
    await salon.pay()
    assert (await now_of(salon, booking)).hold.status is HoldStatus.CONFIRMED


async def test_without_a_hold_there_is_nothing_to_pay() -> None:
    salon = a_salon()
    async with salon.storage.transaction() as records:
        await LAURA.arrives(records)
    assert isinstance(await fails(salon), NothingHeld)
    await holds(salon)
    await salon.advance(minutes=31)
    assert isinstance(await fails(salon), NothingHeld)


async def test_a_gateway_that_refuses_makes_it_a_persons_task() -> None:
    salon = a_salon()
    salon.gateway.trouble.fail(GatewayRefused("account closed"))
    booking = await holds(salon)
    now = (await now_of(salon, booking)).hold
    assert now.with_person
    assert now.deadline == after(NOW, minutes=60)
    assert await states(salon, booking) == [DepositStatus.FAILED]
    assert "no consigo preparar el enlace" in told(salon)[-1]
    assert [each.reason for each in tasks(salon)] == [EscalationReason.PAYMENT_FAILURE]


async def test_a_gateway_that_is_away_gets_the_same_request_later() -> None:
    salon = a_salon()
    salon.gateway.trouble.fail(GatewayUnreachable("no answer"), after_effect=True)
    booking = await holds(salon)
    assert told(salon) == []
    assert len(salon.gateway.checkouts) == 1
    await salon.advance(seconds=1)
    assert len(salon.gateway.checkouts) == 1
    assert len(told(salon)) == 1
    assert await states(salon, booking) == [DepositStatus.OPEN]


async def test_a_page_that_opens_after_the_end_is_closed_again() -> None:
    salon = a_salon()
    salon.gateway.trouble.fail(GatewayUnreachable("no answer"), times=9)
    booking = await holds(salon)
    for _ in range(8):
        await salon.advance(minutes=5)
    assert (await now_of(salon, booking)).hold.status is HoldStatus.LAPSED
    await salon.advance(minutes=30)
    assert salon.gateway.open_pages == []
    assert not any("http" in text for text in told(salon))


async def test_a_refusal_after_the_end_troubles_nobody() -> None:
    salon = a_salon()
    salon.gateway.trouble.fail(GatewayUnreachable("no answer"), times=7)
    booking = await holds(salon)
    second = await holds(salon, "BARRO", intent="second", instead_of=booking.hold.id)
    await salon.advance(minutes=1)
    salon.gateway.trouble.fail(GatewayRefused("no"))
    for _ in range(4):
        await salon.advance(minutes=1)
    assert (await now_of(salon, second)).hold.status is HoldStatus.HELD
