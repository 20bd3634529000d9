"""What was asked of vendors, and until when; and what only catching up needs to know."""

from datetime import UTC, datetime, timedelta

from atrevete_core.domain.conversation import Disposition
from atrevete_core.domain.effects import calendar_lane
from atrevete_core.domain.interval import after
from atrevete_core.ports.events import NoNews, Source
from atrevete_core.ports.storage import LastLook, Storage
from tests.builders import (
    LAURA,
    NOW,
    SALON,
    a_booking,
    a_deposit,
    a_planned_effect,
    a_stored_event,
    an_arrival,
    store_booking,
    stylist,
)

REAL = datetime(2026, 11, 20, 8, tzinfo=UTC)
EVERY = timedelta(seconds=30)
FIRST = after(NOW, hours=-24)
MARTA = stylist("Marta").id


async def _begin(storage: Storage, source: Source, *, real_now: datetime) -> datetime | None:
    async with storage.transaction() as records:
        return await records.sweep.begin_look(
            SALON.id, source, real_now=real_now, every=EVERY, otherwise=FIRST
        )


async def test_one_worker_looks_at_a_time_and_from_where_the_last_one_ended(
    storage: Storage,
) -> None:
    assert await _begin(storage, Source.DESK, real_now=REAL) == FIRST
    assert await _begin(storage, Source.DESK, real_now=REAL + EVERY / 2) is None
    assert await _begin(storage, Source.GATEWAY, real_now=REAL + EVERY / 2) == FIRST
    async with storage.transaction() as records:
        await records.sweep.looked(SALON.id, Source.DESK, until=NOW)
    assert await _begin(storage, Source.DESK, real_now=REAL + EVERY) == NOW


async def test_a_look_that_failed_is_made_again_from_the_same_time(storage: Storage) -> None:
    assert await _begin(storage, Source.DESK, real_now=REAL) == FIRST
    assert await _begin(storage, Source.DESK, real_now=REAL + EVERY) == FIRST


async def test_events_that_were_never_stored_are_unknown(storage: Storage) -> None:
    async with storage.transaction() as records:
        await LAURA.arrives(records)
        await records.inbox.add(a_stored_event(NoNews(external_id="a", reason="-")))
        found = await records.inbox.unknown(SALON.id, Source.DESK, ["a", "b"])
        elsewhere = await records.inbox.unknown(SALON.id, Source.GATEWAY, ["a"])
    assert (found, elsewhere) == (frozenset({"b"}), frozenset({"a"}))


async def test_only_what_a_turn_answered_counts_as_answered(storage: Storage) -> None:
    async with storage.transaction() as records:
        conversation = await LAURA.arrives(records)
        events = [a_stored_event(an_arrival(number=number)) for number in (3, 5)]
        for each in events:
            await records.inbox.add(each)
        assert await records.inbox.latest_answered(conversation.id) == 0
        await records.inbox.settle([events[0].id], Disposition.ANSWERED, turn=1)
        await records.inbox.settle([events[1].id], Disposition.STALE)
        assert await records.inbox.latest_answered(conversation.id) == 3
        assert list(await records.inbox.unanswered(conversation.id)) == []


async def test_an_effect_is_known_by_its_key(storage: Storage) -> None:
    async with storage.transaction() as records:
        await LAURA.arrives(records)
        await records.outbox.plan(a_planned_effect(key="k", lane="lane"))
        found = await records.outbox.by_key(SALON.id, "k")
        assert await records.outbox.by_key(SALON.id, "other") is None
    assert found is not None
    assert found.key == "k"


async def test_a_lane_rests_when_nothing_waits_and_nothing_was_just_sent(storage: Storage) -> None:
    lane = calendar_lane(MARTA)
    async with storage.transaction() as records:
        await LAURA.arrives(records)
        assert await records.outbox.rests(lane, since=NOW)
        await records.outbox.plan(a_planned_effect(key="k", lane=lane))
        assert not await records.outbox.rests(lane, since=NOW)
        claimed = await records.outbox.claim(lane, at=NOW, lease="mine", real_now=REAL, seconds=30)
        assert claimed is not None
        await records.outbox.sent(claimed.id, lease="mine", receipt="", at=NOW)
        assert not await records.outbox.rests(lane, since=NOW)
        assert await records.outbox.rests(lane, since=after(NOW, minutes=1))


async def test_the_last_look_at_a_calendar_is_kept(storage: Storage) -> None:
    async with storage.transaction() as records:
        assert await records.salons.last_look(MARTA) is None
        for token in ("one", "two"):
            await records.salons.save_look(MARTA, LastLook(at=NOW, token=token))
        assert await records.salons.last_look(MARTA) == LastLook(at=NOW, token="two")


async def test_bookings_whose_money_has_moved_are_found(storage: Storage) -> None:
    async with storage.transaction() as records:
        booking = await store_booking(records, a_booking())
        await records.ledger.save(a_deposit(booking))
        assert await records.ledger.moved_since(SALON.id, NOW) == [booking.hold.id]
        assert await records.ledger.moved_since(SALON.id, after(NOW, minutes=1)) == []
