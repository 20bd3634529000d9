"""«I take it» and «back to Maite»: who has the word, which tasks are open, who changed it."""

from atrevete_adapters.memory.salon import MemorySalon
from atrevete_core.domain.conversation import EscalationReason, Reply
from atrevete_core.domain.effects import PassToTeam
from atrevete_core.ports.storage import Records
from atrevete_core.usecases.auditing import Act
from atrevete_core.usecases.change_terms import change_terms
from atrevete_core.usecases.escalate import give_notice, hand_over
from atrevete_core.usecases.staff_conversations import (
    close_task,
    return_to_maite,
    take_over,
    take_task,
)
from tests.builders import LAURA, NOW, POLICY, SALON
from tests.unit.usecases.at_work import a_salon, conversation_of, tasks
from tests.unit.usecases.booked import decides

LOLA = Act(actor="admin:lola", at=NOW)
TALK = LAURA.conversation_id


async def with_laura() -> MemorySalon:
    salon = a_salon()
    await decides(salon, LAURA.arrives)
    return salon


async def asks_for_a_person(records: Records) -> None:
    conversation = await records.conversations.lock(TALK)
    await hand_over(
        records,
        conversation,
        EscalationReason.MANUAL_REQUEST,
        "Laura pide una persona.",
        saying=Reply(text="Claro, se lo paso al equipo."),
        intent="asks",
        at=NOW,
    )


def actions(salon: MemorySalon) -> list[str]:
    return [each.action for each in salon.storage.tables.audit]


async def test_a_person_takes_a_conversation_that_maite_had_and_the_desk_shows_it() -> None:
    salon = await with_laura()
    assert await decides(salon, lambda r: take_over(r, TALK, LOLA))
    assert (await conversation_of(salon)).human_since == NOW
    assert [e for e in salon.storage.tables.outbox if isinstance(e.effect, PassToTeam)]
    assert not await decides(salon, lambda r: take_over(r, TALK, LOLA))


async def test_maite_gets_it_back_once() -> None:
    salon = await with_laura()
    await decides(salon, lambda r: take_over(r, TALK, LOLA))
    assert await decides(salon, lambda r: return_to_maite(r, TALK, LOLA))
    assert (await conversation_of(salon)).human_since is None
    assert not await decides(salon, lambda r: return_to_maite(r, TALK, LOLA))
    assert actions(salon) == ["conversation.taken", "conversation.given_back"]


async def test_i_take_it_marks_the_hand_over_as_taken() -> None:
    salon = await with_laura()
    await decides(salon, asks_for_a_person)
    (task,) = tasks(salon)
    taken = await decides(salon, lambda r: take_task(r, task.id, LOLA))
    assert taken.taken_at == NOW
    assert await decides(salon, lambda r: take_task(r, task.id, LOLA)) == taken
    assert (await conversation_of(salon)).human_since == NOW


async def test_taking_the_conversation_takes_its_hand_overs() -> None:
    salon = await with_laura()
    await decides(salon, asks_for_a_person)
    await decides(salon, lambda r: take_over(r, TALK, LOLA))
    (task,) = tasks(salon)
    assert task.taken_at == NOW


async def test_a_hand_over_that_is_done_gives_the_word_back() -> None:
    salon = await with_laura()
    await decides(salon, asks_for_a_person)
    (task,) = tasks(salon)
    closed = await decides(salon, lambda r: close_task(r, task.id, LOLA))
    assert closed.closed_at == NOW
    assert await decides(salon, lambda r: close_task(r, task.id, LOLA)) == closed
    assert (await conversation_of(salon)).human_since is None
    assert actions(salon) == ["conversation.given_back", "task.closed"]


async def test_a_notice_that_is_done_leaves_the_word_where_it_is() -> None:
    salon = await with_laura()

    async def delay(records: Records) -> None:
        await give_notice(
            records, SALON.id, EscalationReason.DELAY, "Llega tarde.", intent="late",
            conversation_id=TALK, at=NOW,
        )  # fmt: skip

    await decides(salon, delay)
    (task,) = tasks(salon)
    await decides(salon, lambda r: take_task(r, task.id, LOLA))
    assert (await conversation_of(salon)).human_since is None
    await decides(salon, lambda r: close_task(r, task.id, LOLA))
    assert actions(salon) == ["task.taken", "task.closed"]


async def test_new_terms_are_a_new_version_and_what_changed_is_written_down() -> None:
    salon = a_salon()
    changed = POLICY.__class__(hold_minutes=45)
    stored = await decides(salon, lambda r: change_terms(r, SALON.id, changed, LOLA))
    assert (stored.version, stored.hold_minutes) == (POLICY.version + 1, 45)
    (entry,) = salon.storage.tables.audit
    assert entry.details["after"]["hold_minutes"] == 45
    same = await decides(salon, lambda r: change_terms(r, SALON.id, stored, LOLA))
    assert same == stored
    assert len(list(salon.storage.tables.audit)) == 1
