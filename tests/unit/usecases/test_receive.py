"""What arrives is stored once, without card numbers, before anything else happens."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace

import pytest

from atrevete_adapters.memory import MemoryStorage
from atrevete_adapters.memory.storage import MemoryRecords
from atrevete_adapters.memory.sweep import MemorySweep
from atrevete_core.domain.conversation import Disposition, EscalationReason
from atrevete_core.domain.ids import InboxId, derived_id
from atrevete_core.ports.events import DisputeNews, NoNews, PersonSpoke, Source
from atrevete_core.ports.storage import NotFound
from atrevete_core.usecases.apply_event import apply_event
from atrevete_core.usecases.receive import (
    event_of,
    park_unreadable,
    receive_event,
    receive_message,
)
from atrevete_core.usecases.sweep import sweep
from tests.builders import LAURA, NOW, REFERENCE, SALON, a_storage, a_stored_event, an_arrival
from tests.unit.usecases.at_work import a_salon, holds, tasks

CARD = "4242 4242 4242 4242"


async def test_the_same_message_twice_is_stored_once() -> None:
    storage = a_storage()
    message = an_arrival("hola")
    first = await receive_message(storage, SALON.id, message, body=b"{}", at=NOW)
    again = await receive_message(storage, SALON.id, message, body=b"{}", at=NOW)
    assert (first, again) == (LAURA.conversation_id, None)
    assert len(storage.tables.inbox.items()) == 1


async def test_a_card_number_is_not_kept_anywhere() -> None:
    storage = a_storage()
    body = f'{{"content": "{CARD}"}}'.encode()
    await receive_message(storage, SALON.id, an_arrival(f"es {CARD}"), body=body, at=NOW)
    (stored,) = storage.tables.inbox
    assert stored.payload["text"] == f"es {'•' * 16}"
    assert b"4242" not in stored.body


async def test_a_body_that_is_no_text_is_kept_as_it_came() -> None:
    storage = a_storage()
    body = b"\xff\xfe{}"
    await receive_message(storage, SALON.id, an_arrival(), body=body, at=NOW)
    (stored,) = storage.tables.inbox
    assert stored.body == body


async def test_an_event_comes_back_as_it_was() -> None:
    message = an_arrival("hola")
    assert event_of(a_stored_event(message)) == message


async def test_another_event_is_stored_once_and_read_later() -> None:
    storage = a_storage()
    news = DisputeNews(external_id="d", payment_id="p", open=True)
    first = await receive_event(storage, SALON.id, Source.GATEWAY, news, body=b"{}", at=NOW)
    again = await receive_event(storage, SALON.id, Source.GATEWAY, news, body=b"{}", at=NOW)
    assert first is not None
    assert again is None


async def test_nothing_for_us_is_stored_as_ignored_with_the_reason() -> None:
    storage = a_storage()
    echo = NoNews(external_id="e", reason="our own message")
    assert await receive_event(storage, SALON.id, Source.DESK, echo, body=b"", at=NOW) is None
    (stored,) = storage.tables.inbox
    assert (stored.disposition, stored.note) == (Disposition.IGNORED, "our own message")


async def test_what_was_signed_but_cannot_be_read_is_parked() -> None:
    storage = a_storage()
    for _ in range(2):
        await park_unreadable(
            storage, SALON.id, Source.DESK, external_id="x", body=CARD.encode(), note="?", at=NOW
        )
    (stored,) = storage.tables.inbox
    assert stored.disposition is Disposition.PARKED
    assert b"4242" not in stored.body
    with pytest.raises(KeyError):
        event_of(stored)


async def test_an_applied_event_is_not_applied_again() -> None:
    storage = a_storage()
    news = DisputeNews(external_id="d", payment_id="p", open=True)
    inbox_id = await receive_event(storage, SALON.id, Source.GATEWAY, news, body=b"{}", at=NOW)
    assert inbox_id is not None
    for _ in range(8):
        await apply_event(storage, inbox_id, at=NOW)
    (stored,) = storage.tables.inbox
    assert (stored.disposition, stored.tries) == (Disposition.APPLIED, 1)
    assert len(list(storage.tables.escalations)) == 1


class SharedStorage(MemoryStorage):
    """Every transaction lets others go first."""

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[MemoryRecords]:
        await asyncio.sleep(0)
        async with super().transaction() as records:
            yield records


async def test_two_workers_with_the_same_event_apply_it_once() -> None:
    storage = SharedStorage(REFERENCE)
    news = DisputeNews(external_id="d", payment_id="p", open=True)
    inbox_id = await receive_event(storage, SALON.id, Source.GATEWAY, news, body=b"{}", at=NOW)
    assert inbox_id is not None
    await asyncio.gather(*(apply_event(storage, inbox_id, at=NOW) for _ in range(2)))
    (stored,) = storage.tables.inbox
    assert (stored.disposition, stored.tries) == (Disposition.APPLIED, 2)
    assert len(list(storage.tables.escalations)) == 1


async def test_an_event_that_breaks_every_attempt_is_parked_and_a_person_told() -> None:
    salon = a_salon()
    poison = replace(
        a_stored_event(DisputeNews(external_id="d", payment_id="p", open=True)),
        source=Source.GATEWAY,
        kind="unheard of",
    )
    async with salon.storage.transaction() as records:
        await records.inbox.add(poison)
    for _ in range(5):
        with pytest.raises(KeyError):
            await apply_event(salon.storage, poison.id, at=NOW)
    await apply_event(salon.storage, poison.id, at=NOW)
    await apply_event(salon.storage, poison.id, at=NOW)
    stored = salon.storage.tables.inbox[poison.id]
    assert stored.disposition is Disposition.PARKED
    (task,) = tasks(salon)
    assert task.reason is EscalationReason.DELIVERY
    assert "la pasarela de pago" in task.summary


async def test_a_message_is_nothing_to_apply() -> None:
    storage = a_storage()
    message = a_stored_event(an_arrival())
    async with storage.transaction() as records:
        await LAURA.arrives(records)
        await records.inbox.add(message)
    await apply_event(storage, message.id, at=NOW)
    assert storage.tables.inbox[message.id].disposition is Disposition.APPLIED


async def test_an_event_that_was_never_stored_is_unknown() -> None:
    with pytest.raises(NotFound):
        await apply_event(a_storage(), InboxId(derived_id("inbox", "?")), at=NOW)


async def test_the_sweep_finds_what_was_forgotten() -> None:
    salon = a_salon()
    booking = await holds(salon)
    await receive_message(salon.storage, SALON.id, an_arrival("hola"), body=b"{}", at=NOW)
    spoke = PersonSpoke(
        external_id="p", channel_id="x", desk_id="x", thread_id="x", text="", private=False,
        sent_at=NOW,
    )  # fmt: skip
    event = await receive_event(salon.storage, SALON.id, Source.DESK, spoke, body=b"{}", at=NOW)
    at = salon.clock.advance(minutes=26)
    found = await sweep(salon.ports, at=at, real_now=NOW)
    assert found is not None
    assert (found.conversations, found.events) == ((LAURA.conversation_id,), (event,))
    assert found.holds == (booking.hold.id,)
    assert {wake.kind for wake in salon.tasks.drain()} == {"wake", "read_event", "check_hold"}
    assert salon.storage.last_sweep == at


class AnotherWorkerSweeps(MemorySweep):
    async def try_lock(self) -> bool:
        return False


async def test_a_second_worker_leaves_the_sweep_to_the_first() -> None:
    salon = a_salon()
    async with salon.storage.transaction() as records:
        records.sweep = AnotherWorkerSweeps(records.tables)
    assert await sweep(salon.ports, at=NOW, real_now=NOW) is None
    assert salon.storage.last_sweep is None
