"""What staff do with a conversation and with their tasks, from the admin or a command."""

from dataclasses import replace

from atrevete_core.domain.conversation import Escalation
from atrevete_core.domain.effects import PassToTeam, Planned, conversation_lane
from atrevete_core.domain.ids import ConversationId, EscalationId
from atrevete_core.ports.storage import Records

from .auditing import Act, note_change
from .follow_team import give_back


async def take_over(records: Records, conversation_id: ConversationId, act: Act) -> bool:
    """A person has the word from now on; open hand-overs are theirs. Maite is silent, and the
    messaging desk shows the conversation to people. False: a person had it already (then only the
    tasks are taken).
    """
    conversation = await records.conversations.lock(conversation_id)
    is_new = conversation.human_since is None
    if is_new:
        await records.conversations.set_human(conversation_id, act.at)
        await records.outbox.plan(
            Planned(
                key=f"pass:{conversation_id}:{act.at.isoformat()}",
                lane=conversation_lane(conversation_id),
                effect=PassToTeam(conversation_id=conversation_id),
                due_at=act.at,
                salon_id=conversation.salon_id,
            )
        )
    for escalation in await records.escalations.open_for(conversation_id):
        if escalation.silences and escalation.taken_at is None:
            await records.escalations.save(replace(escalation, taken_at=act.at))
    await note_change(
        records,
        conversation.salon_id,
        act,
        action="conversation.taken",
        subject=f"conversation:{conversation_id}",
    )
    return is_new


async def return_to_maite(records: Records, conversation_id: ConversationId, act: Act) -> bool:
    """Maite has the word again; the hand-overs are closed. False: she had it already."""
    if not await give_back(records, conversation_id, at=act.at):
        return False
    conversation = await records.conversations.get(conversation_id)
    await note_change(
        records,
        conversation.salon_id,
        act,
        action="conversation.given_back",
        subject=f"conversation:{conversation_id}",
    )
    return True


async def close_task(records: Records, escalation_id: EscalationId, act: Act) -> Escalation:
    """The task is done. A hand-over's conversation is given back to Maite with it. NotFound."""
    escalation = await records.escalations.get(escalation_id)
    if escalation.closed_at is not None:
        return escalation
    closed = replace(escalation, taken_at=escalation.taken_at or act.at, closed_at=act.at)
    if escalation.silences and escalation.conversation_id is not None:
        await return_to_maite(records, escalation.conversation_id, act)
    await records.escalations.save(closed)
    await note_change(
        records,
        escalation.salon_id,
        act,
        action="task.closed",
        subject=f"escalation:{escalation_id}",
    )
    return closed


async def take_task(records: Records, escalation_id: EscalationId, act: Act) -> Escalation:
    """«I take it»: a hand-over's conversation is the person's with it. NotFound."""
    escalation = await records.escalations.get(escalation_id)
    if escalation.taken_at is not None or escalation.closed_at is not None:
        return escalation
    taken = replace(escalation, taken_at=act.at)
    await records.escalations.save(taken)
    await note_change(
        records,
        escalation.salon_id,
        act,
        action="task.taken",
        subject=f"escalation:{escalation_id}",
    )
    if escalation.silences and escalation.conversation_id is not None:
        await take_over(records, escalation.conversation_id, act)
    return taken
