from datetime import datetime
from uuid import uuid4

import pytest

from atrevete_core.domain.conversation import Reply, Template
from atrevete_core.domain.effects import (
    Delivery,
    Effect,
    ExpireCheckout,
    LeaveNote,
    MirrorAppointment,
    OpenCheckout,
    PassToTeam,
    RefundDeposit,
    SayToCustomer,
    TellStylist,
    TellTeam,
)
from atrevete_core.domain.ids import AppointmentId, DepositId
from atrevete_core.domain.interval import after
from atrevete_core.ports.storage import LeaseLost, NotFound, Storage
from tests.builders import LAURA, NOW, a_planned_effect, stylist

LANE = "conversation:test"
REAL = datetime.fromisoformat("2026-11-20T08:00:00+00:00")
DEPOSIT, APPOINTMENT = DepositId(uuid4()), AppointmentId(uuid4())
WITH_BUTTONS = Reply(
    text="*¿Cuál?* 💇‍♀️",
    buttons=("Vie 18 12:30 Marta", "Vie 18 17:00 Pilar"),
    template=Template(name="hueco_liberado", parameters=("Laura", "12:30")),
)


async def _plan(storage: Storage, *keys: str, due_at: datetime = NOW) -> None:
    async with storage.transaction() as records:
        for key in keys:
            assert await records.outbox.plan(a_planned_effect(key=key, lane=LANE, due_at=due_at))


async def _claim(
    storage: Storage, lease: str = "mine", *, at: datetime = NOW, real_now: datetime = REAL
) -> Delivery | None:
    async with storage.transaction() as records:
        return await records.outbox.claim(LANE, at=at, lease=lease, real_now=real_now, seconds=30)


async def _claimed(storage: Storage, lease: str = "mine", *, at: datetime = NOW) -> Delivery:
    delivery = await _claim(storage, lease, at=at)
    assert delivery is not None
    return delivery


@pytest.mark.parametrize(
    "effect",
    [
        SayToCustomer(conversation_id=LAURA.conversation_id, reply=WITH_BUTTONS),
        LeaveNote(conversation_id=LAURA.conversation_id, text="nota"),
        PassToTeam(conversation_id=LAURA.conversation_id),
        TellTeam(reply=Reply(text="aviso")),
        TellStylist(stylist_id=stylist("Rosa").id, subject="Cita", text="…"),
        TellStylist(
            stylist_id=stylist("Rosa").id, subject="Cita", text="…", team_instead=WITH_BUTTONS
        ),
        OpenCheckout(deposit_id=DEPOSIT),
        ExpireCheckout(deposit_id=DEPOSIT),
        RefundDeposit(deposit_id=DEPOSIT),
        MirrorAppointment(appointment_id=APPOINTMENT, stylist_id=stylist("Rosa").id, revision=2),
    ],
    ids=lambda effect: effect.kind,
)
async def test_every_effect_comes_out_as_it_went_in(storage: Storage, effect: Effect) -> None:
    async with storage.transaction() as records:
        await records.outbox.plan(a_planned_effect(effect, key="k", lane=LANE))
    delivery = await _claimed(storage)
    assert delivery.effect == effect
    assert (delivery.key, delivery.lane, delivery.due_at) == ("k", LANE, NOW)
    assert delivery.salon_id == LAURA.customer.salon_id


async def test_an_effect_is_planned_once(storage: Storage) -> None:
    async with storage.transaction() as records:
        assert await records.outbox.plan(a_planned_effect(key="once", lane=LANE))
        assert not await records.outbox.plan(a_planned_effect(key="once", lane="other"))
    delivery = await _claimed(storage)
    async with storage.transaction() as records:
        await records.outbox.sent(delivery.id, lease="mine", receipt="42", at=NOW)
        assert not await records.outbox.plan(a_planned_effect(key="once", lane=LANE))
        assert await records.outbox.next_due(LANE) is None


async def test_nothing_is_claimed_before_it_is_due(storage: Storage) -> None:
    await _plan(storage, "later", due_at=after(NOW, minutes=5))
    assert await _claim(storage) is None
    assert await _claim(storage, at=after(NOW, minutes=5)) is not None


async def test_a_lane_is_delivered_in_order(storage: Storage) -> None:
    await _plan(storage, "first", "second")
    first = await _claimed(storage)
    assert await _claim(storage, "other") is None
    async with storage.transaction() as records:
        await records.outbox.sent(first.id, lease="mine", receipt="", at=NOW)
    assert (await _claimed(storage)).key == "second"


async def test_a_row_that_waits_holds_back_those_behind_it(storage: Storage) -> None:
    await _plan(storage, "first", "second")
    first = await _claimed(storage)
    retry_at = after(NOW, minutes=1)
    async with storage.transaction() as records:
        await records.outbox.failed(first.id, lease="mine", error="503", retry_at=retry_at)
        assert await records.outbox.next_due(LANE) == retry_at
    assert await _claim(storage) is None
    again = await _claimed(storage, "again", at=retry_at)
    assert (again.key, again.attempts, again.last_error) == ("first", 2, "503")


async def test_a_dead_letter_lets_the_lane_go_on(storage: Storage) -> None:
    await _plan(storage, "poison", "next")
    poison = await _claimed(storage)
    async with storage.transaction() as records:
        await records.outbox.dead(poison.id, lease="mine", error="422")
    assert (await _claimed(storage)).key == "next"


async def test_a_lease_counts_in_real_time(storage: Storage) -> None:
    await _plan(storage, "k")
    first = await _claimed(storage)
    assert (first.leased_until, first.lease) == (after(REAL, seconds=30), "mine")
    much_later = after(NOW, hours=48)
    assert await _claim(storage, "other", at=much_later, real_now=after(REAL, seconds=29)) is None
    taken_over = await _claim(storage, "other", real_now=after(REAL, seconds=30))
    assert taken_over is not None
    assert taken_over.attempts == 2


async def test_who_lost_the_lease_records_nothing(storage: Storage) -> None:
    await _plan(storage, "k")
    delivery = await _claimed(storage, "zombie")
    await _claim(storage, "newer", real_now=after(REAL, seconds=31))
    async with storage.transaction() as records:
        outbox = records.outbox
        with pytest.raises(LeaseLost):
            await outbox.sent(delivery.id, lease="zombie", receipt="1", at=NOW)
        with pytest.raises(LeaseLost):
            await outbox.failed(delivery.id, lease="zombie", error="", retry_at=NOW)
        with pytest.raises(LeaseLost):
            await outbox.dead(delivery.id, lease="zombie", error="")
        await outbox.sent(delivery.id, lease="newer", receipt="2", at=NOW)
        with pytest.raises(LeaseLost):
            await outbox.sent(delivery.id, lease="newer", receipt="2", at=NOW)


async def test_a_late_answer_counts_while_nobody_else_has_it(storage: Storage) -> None:
    await _plan(storage, "k")
    delivery = await _claimed(storage)
    async with storage.transaction() as records:
        await records.outbox.sent(delivery.id, lease="mine", receipt="1", at=after(NOW, minutes=9))
        assert await records.outbox.next_due(LANE) is None


async def test_an_empty_lane_has_nothing(storage: Storage) -> None:
    assert await _claim(storage) is None
    async with storage.transaction() as records:
        assert await records.outbox.next_due(LANE) is None


async def test_a_dead_letter_can_be_tried_again_and_remembers_that_it_was_tried(
    storage: Storage,
) -> None:
    await _plan(storage, "first", "second")
    tried = await _claimed(storage)
    later = after(NOW, minutes=30)
    async with storage.transaction() as records:
        await records.outbox.dead(tried.id, lease="mine", error="nobody there")
        await records.outbox.again(tried.id, at=later)
        waiting = await records.outbox.get(tried.id)
    assert (waiting.due_at, waiting.last_error) == (later, "nobody there")
    again = await _claimed(storage, at=later)
    assert (again.key, again.attempts) == ("first", 2)


async def test_what_was_sent_is_not_sent_again(storage: Storage) -> None:
    await _plan(storage, "once")
    tried = await _claimed(storage)
    async with storage.transaction() as records:
        await records.outbox.sent(tried.id, lease="mine", receipt="42", at=NOW)
        before = await records.outbox.get(tried.id)
        await records.outbox.again(tried.id, at=after(NOW, minutes=30))
        assert await records.outbox.get(tried.id) == before


async def test_an_effect_that_nobody_planned_is_not_found(storage: Storage) -> None:
    async with storage.transaction() as records:
        with pytest.raises(NotFound):
            await records.outbox.get(4711)


async def test_a_lease_that_is_renewed_outlives_its_time(storage: Storage) -> None:
    await _plan(storage, "k")
    mine = await _claimed(storage)
    later = after(REAL, seconds=40)
    async with storage.transaction() as records:
        await records.outbox.renew("mine", real_now=after(REAL, seconds=20), seconds=30)
    assert await _claim(storage, "other", real_now=later) is None
    async with storage.transaction() as records:
        await records.outbox.require_lease(mine.id, lease="mine")


async def test_whoever_lost_the_lease_is_told(storage: Storage) -> None:
    await _plan(storage, "k")
    mine = await _claimed(storage)
    assert await _claim(storage, "other", real_now=after(REAL, seconds=31)) is not None
    async with storage.transaction() as records:
        await records.outbox.renew("mine", real_now=after(REAL, seconds=32), seconds=30)
        with pytest.raises(LeaseLost):
            await records.outbox.require_lease(mine.id, lease="mine")


async def test_the_backlog_counts_what_waits_and_what_was_given_up(storage: Storage) -> None:
    salon_id = LAURA.customer.salon_id
    async with storage.transaction() as records:
        assert (await records.outbox.backlog(salon_id)).oldest_due is None
    await _plan(storage, "first", due_at=NOW)
    await _plan(storage, "second", due_at=after(NOW, minutes=5))
    tried = await _claimed(storage)
    async with storage.transaction() as records:
        await records.outbox.dead(tried.id, lease="mine", error="nobody there")
        backlog = await records.outbox.backlog(salon_id)
    assert (backlog.pending, backlog.dead) == (1, 1)
    assert backlog.oldest_due == after(NOW, minutes=5)
