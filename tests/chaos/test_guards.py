"""The harness itself: with any one guard taken away it says which invariant is broken."""

from collections.abc import AsyncIterator
from dataclasses import replace
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import text

from atrevete_adapters.postgres.engine import open_engine
from atrevete_adapters.postgres.seeding import seed
from atrevete_adapters.seeds import reference_salon
from atrevete_core.domain.conversation import MessageKind
from atrevete_core.domain.ids import HoldId
from atrevete_core.ports.language_model import LanguageModel, Request, Understood
from atrevete_core.ports.storage import Records, StoredEvent
from atrevete_core.usecases.settle import confirm_booking
from tests.chaos.rehearsal import NOW, Rehearsal
from tests.conftest import NewDatabase


@pytest.fixture
async def sandbox(new_database: NewDatabase) -> AsyncIterator[Rehearsal]:
    """A salon of which a test may take away what keeps it right."""
    with new_database() as url:
        engine = open_engine(url)
        await seed(engine, reference_salon())
        yield Rehearsal.on(engine, now=NOW)
        await engine.dispose()


async def test_a_salon_with_all_its_guards_is_well(sandbox: Rehearsal) -> None:
    ana = sandbox.guest()
    await ana.books()
    assert await sandbox.broken() == []


async def test_without_the_fence_a_zombies_turn_is_noticed(sandbox: Rehearsal) -> None:
    async def close_anyhow(records: Records, conversation_id: Any, **given: Any) -> None:
        change = text("UPDATE conversations SET turn = turn WHERE id = :id")
        await records._connection.execute(change, {"id": conversation_id})  # type: ignore[attr-defined] # noqa: SLF001

    sandbox.carelessly({"conversations.close_turn": close_anyhow})
    ana = sandbox.guest()
    await ana.person.sends("hola, quería una cita")
    sandbox.salon.clock.advance(seconds=5)
    [conversation] = await sandbox.rows("SELECT id FROM conversations")
    sandbox.model.then = overtaken = Overtaken(sandbox, conversation.id, sandbox.model.then)
    await sandbox.salon.receptionist.take_turn(conversation.id)
    await sandbox.settle()
    assert overtaken.times == 2
    assert any(each.startswith("I7") for each in await sandbox.broken())


class Overtaken:
    """While one turn thinks, another worker begins and ends a newer one."""

    def __init__(self, sandbox: Rehearsal, conversation_id: Any, then: LanguageModel) -> None:
        self._sandbox, self._conversation_id, self._then = sandbox, conversation_id, then
        self.times = 0

    async def reason(self, request: Request) -> Understood:
        self.times += 1
        if self.times == 1:
            await self._sandbox.salon.receptionist.take_turn(self._conversation_id)
        return await self._then.reason(request)


async def test_without_uniqueness_a_repeated_message_is_noticed(sandbox: Rehearsal) -> None:
    await sandbox.change("ALTER TABLE inbox DROP CONSTRAINT uq_inbox_salon_id_source_external_id")

    async def add_anyhow(records: Records, event: StoredEvent) -> bool:
        return await records.inbox.add(replace(event, id=uuid4()))  # type: ignore[arg-type] # any id

    sandbox.carelessly({"inbox.add": add_anyhow})
    ana = sandbox.guest()
    message = ana.person.message("hola", MessageKind.TEXT, at=NOW)
    for _ in range(3):
        await sandbox.stores(message)
    ana.sent.append(message.number)
    await sandbox.settle()
    assert any(each.startswith("I5") for each in await sandbox.broken())


async def test_without_the_constraint_a_double_booking_is_noticed(sandbox: Rehearsal) -> None:
    await sandbox.change("ALTER TABLE occupied DROP CONSTRAINT no_double_booking")
    ana, berta = sandbox.guest(), sandbox.guest("Berta")
    await ana.books()
    await berta.books("12:00")
    await sandbox.change(
        "UPDATE appointments SET starts_at = (SELECT min(starts_at) FROM appointments),"
        " ends_at = (SELECT min(ends_at) FROM appointments)"
    )
    assert any(each.startswith("I1") for each in await sandbox.broken())


async def test_a_confirmation_before_the_payment_is_noticed(sandbox: Rehearsal) -> None:
    ana = sandbox.guest()
    await ana.holds()
    [held] = await sandbox.rows("SELECT id FROM holds")
    async with sandbox.salon.storage.transaction() as records:
        booking = await records.bookings.lock(HoldId(held.id))
        await confirm_booking(records, booking, at=NOW)
    await sandbox.settle()
    assert any(each.startswith("I2") for each in await sandbox.broken())


async def test_without_the_look_at_human_mode_a_bot_that_interrupts_is_noticed(
    sandbox: Rehearsal,
) -> None:
    async def alone(records: Records, conversation_id: Any) -> Any:
        found = await records.conversations.get(conversation_id)
        return replace(found, human_since=None)

    ana = sandbox.guest()
    await ana.writes("hola, quería una cita")
    await sandbox.salon.messenger.hear(ana.person.thread, "te atiendo yo", by_person=True)
    await sandbox.change("UPDATE conversations SET human_since = :at", at=NOW)
    await ana.writes("vale")
    assert await sandbox.broken() == []
    sandbox.carelessly({"conversations.get": alone, "conversations.lock": alone})
    await ana.writes("y el precio?")
    assert any(each.startswith("I6") for each in await sandbox.broken())
