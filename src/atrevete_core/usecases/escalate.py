"""Calling a person: hand-overs that silence Maite, and notices that do not (R34)."""

from datetime import datetime

from atrevete_core.domain.conversation import Conversation, Escalation, EscalationReason, Reply
from atrevete_core.domain.effects import PassToTeam, Planned, alert_key, conversation_lane
from atrevete_core.domain.ids import (
    ConversationId,
    CustomerId,
    EscalationId,
    SalonId,
    derived_id,
)
from atrevete_core.domain.opening import opening_minutes
from atrevete_core.phrases import staff
from atrevete_core.ports.storage import Records

from .speaking import say, tell_team


async def give_notice(
    records: Records,
    salon_id: SalonId,
    reason: EscalationReason,
    summary: str,
    *,
    intent: str,
    at: datetime,
    conversation_id: ConversationId | None = None,
    customer_id: CustomerId | None = None,
) -> bool:
    """A task for a person, told to the team. False when this intent has given it before."""
    return await _raise(
        records,
        Escalation(
            id=EscalationId(derived_id("escalation", salon_id, intent)),
            salon_id=salon_id,
            reason=reason,
            silences=False,
            summary=summary,
            raised_at=at,
            conversation_id=conversation_id,
            customer_id=customer_id,
        ),
        at=at,
    )


async def hand_over(
    records: Records,
    conversation: Conversation,
    reason: EscalationReason,
    summary: str,
    *,
    saying: Reply,
    intent: str,
    at: datetime,
    customer_id: CustomerId | None = None,
) -> bool:
    """Give the conversation to people: say so, tell the team, and be silent from now on.

    `conversation` must have been read in this transaction. False when this intent did it before.
    """
    await say(records, conversation, saying, key=f"handing-over:{intent}", at=at)
    escalation = Escalation(
        id=EscalationId(derived_id("escalation", conversation.salon_id, intent)),
        salon_id=conversation.salon_id,
        reason=reason,
        silences=True,
        summary=summary,
        raised_at=at,
        conversation_id=conversation.id,
        customer_id=customer_id,
    )
    is_new = await _raise(records, escalation, at=at)
    await records.conversations.set_human(conversation.id, at)
    await records.outbox.plan(
        Planned(
            key=f"pass:{escalation.id}",
            lane=conversation_lane(conversation.id),
            effect=PassToTeam(conversation_id=conversation.id),
            due_at=at,
            salon_id=conversation.salon_id,
        )
    )
    return is_new


async def alert_again(records: Records, escalation_id: EscalationId, *, at: datetime) -> bool:
    """Tell the team once more about a hand-over that nobody took in the salon's opening minutes
    (R59). Returns whether it was time.
    """
    escalation = await records.escalations.get(escalation_id)
    salon = await records.salons.get(escalation.salon_id)
    policy = await records.salons.policy(escalation.salon_id)
    days = (salon.today(escalation.raised_at), salon.today(at))
    hours = await records.salons.hours(escalation.salon_id, *days)
    waited = opening_minutes(hours, salon.zone, since=escalation.raised_at, until=at)
    if escalation.taken_at or escalation.closed_at or waited < policy.alert_minutes:
        return False
    notice = staff.team_notice(escalation.reason, staff.still_waiting(escalation.summary))
    await tell_team(records, escalation.salon_id, notice, key=alert_key(escalation.id), at=at)
    return True


async def _raise(records: Records, escalation: Escalation, *, at: datetime) -> bool:
    if not await records.escalations.add(escalation):
        return False
    notice = staff.team_notice(escalation.reason, escalation.summary)
    key = f"team:{escalation.id}"
    await tell_team(records, escalation.salon_id, notice, key=key, at=at)
    return True
