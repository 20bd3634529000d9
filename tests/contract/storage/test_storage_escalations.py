from dataclasses import replace
from uuid import uuid4

import pytest

from atrevete_core.domain.conversation import EscalationReason
from atrevete_core.domain.interval import after
from atrevete_core.ports.storage import AuditEntry, Storage
from tests.builders import CARMEN, LAURA, NOW, SALON, an_escalation


@pytest.fixture(autouse=True)
async def _guests(storage: Storage) -> None:
    async with storage.transaction() as records:
        await LAURA.arrives(records)
        await CARMEN.arrives(records)


async def test_a_task_is_raised_once(storage: Storage) -> None:
    task = an_escalation()
    async with storage.transaction() as records:
        assert await records.escalations.add(task)
        assert not await records.escalations.add(replace(task, summary="otra vez"))
        assert list(await records.escalations.open_for(LAURA.conversation_id)) == [task]


async def test_open_tasks_are_those_nobody_closed_oldest_first(storage: Storage) -> None:
    newer = an_escalation(EscalationReason.DELAY, silences=False, raised_at=after(NOW, minutes=5))
    older = an_escalation(EscalationReason.MEDICAL)
    closed = replace(an_escalation(), taken_at=NOW, closed_at=NOW)
    of_carmen = an_escalation(guest=CARMEN)
    async with storage.transaction() as records:
        for each in (newer, older, closed, of_carmen):
            await records.escalations.add(each)
        assert list(await records.escalations.open_for(LAURA.conversation_id)) == [older, newer]
        await records.escalations.save(replace(older, taken_at=NOW, closed_at=NOW))
        assert list(await records.escalations.open_for(LAURA.conversation_id)) == [newer]


async def test_a_task_may_be_about_nobody(storage: Storage) -> None:
    stray = replace(
        an_escalation(EscalationReason.MONEY, silences=False),
        conversation_id=None,
        customer_id=None,
        summary="Pago\x00 sin cita",
    )
    async with storage.transaction() as records:
        assert await records.escalations.add(stray)
        assert not await records.escalations.add(stray)


async def test_who_changed_what_is_noted(storage: Storage) -> None:
    entry = AuditEntry(
        id=uuid4(),
        salon_id=SALON.id,
        actor="lucía",
        action="policy.changed",
        subject="policy:2",
        at=NOW,
        details={"deposit_percent": [20, 30]},
    )
    async with storage.transaction() as records:
        await records.audit.add(entry)
