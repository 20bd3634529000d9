"""One turn of words: fence, graph, and one closing transaction (DESIGN section 5, R36)."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Protocol

from atrevete_core.domain.conversation import (
    Conversation,
    CustomerMessage,
    Disposition,
    Due,
    EscalationReason,
    MessageKind,
    Reply,
    Speaker,
    Utterance,
    Wait,
    breath,
    is_stale,
    turn_is_due,
)
from atrevete_core.domain.ids import ConversationId
from atrevete_core.phrases import staff
from atrevete_core.ports.salon import OpenSalon
from atrevete_core.ports.storage import Records, TurnLost
from atrevete_core.usecases.escalate import give_notice
from atrevete_core.usecases.retrying import decide
from atrevete_core.usecases.speaking import say

from .state import TurnState

_MOST_TRIES = 5
_REMEMBERED_TURNS = 10


class Flow(Protocol):
    """Whatever can answer a batch of messages: the compiled graph."""

    async def run(self, state: TurnState, salon: OpenSalon) -> TurnState: ...

    async def forget(self, conversation_id: ConversationId) -> None: ...


@dataclass(frozen=True, kw_only=True, slots=True)
class Begun:
    """A turn that this worker has begun: nobody's older turn can close any more."""

    conversation: Conversation
    batch: tuple[CustomerMessage, ...]
    turn: int


async def take_turn(
    salon: OpenSalon, flow: Flow, conversation_id: ConversationId, *, at: datetime
) -> datetime | None:
    """Answer what the customer wrote, if they have paused.

    Returns when to look again, or None when there is nothing left to answer. A turn that was
    overtaken by a newer one leaves no trace.
    """
    begun = await decide(salon.storage, lambda records: _begin(records, salon, conversation_id, at))
    if isinstance(begun, Wait):
        return begun.until
    if begun is None:
        return None
    ended = await flow.run(_state(begun, at), salon)
    try:
        await decide(salon.storage, lambda records: _close(records, begun, ended, at=at))
    except TurnLost:
        return at
    await flow.forget(conversation_id)
    return at


async def _begin(
    records: Records, salon: OpenSalon, conversation_id: ConversationId, at: datetime
) -> Begun | Wait | None:
    """Whether there is a turn to take now; if so, its fence."""
    conversation = await records.conversations.lock(conversation_id)
    batch = tuple(await records.inbox.unanswered(conversation_id))
    if conversation.human_since is not None:
        await _leave_to_person(records, conversation, batch)
        return None
    batch = await _without_stale(records, conversation, batch, at=at)
    due = turn_is_due(
        [each.received_at for each in batch],
        at=at,
        settle=salon.pace.settle,
        patience=salon.pace.patience,
    )
    if isinstance(due, Wait):
        return due
    if not isinstance(due, Due):
        return None
    policy = await records.salons.policy(conversation.salon_id)
    later = breath(_recent(conversation.dialogue), at=at, most=policy.max_messages_per_minute)
    if later is not None:
        return Wait(later)
    if await records.inbox.count_try([each.id for each in batch]) > _MOST_TRIES:
        await _park(records, conversation, batch, at=at)
        return None
    turn = await records.conversations.begin_turn(conversation_id)
    return Begun(conversation=conversation, batch=batch, turn=turn)


async def _without_stale(
    records: Records,
    conversation: Conversation,
    batch: tuple[CustomerMessage, ...],
    *,
    at: datetime,
) -> tuple[CustomerMessage, ...]:
    """What came too late to be answered is only written down."""
    if not batch:
        return batch
    answered = await records.inbox.latest_answered(conversation.id)
    stale = [each for each in batch if is_stale(each, answered=answered, at=at)]
    if stale:
        await records.inbox.settle([each.id for each in stale], Disposition.STALE, note="too_late")
        await records.conversations.remember(conversation.id, _lines(stale))
    return tuple(each for each in batch if each not in stale)


async def _leave_to_person(
    records: Records, conversation: Conversation, batch: Sequence[CustomerMessage]
) -> None:
    """A person has the word: they read it at the desk."""
    await records.inbox.settle([each.id for each in batch], Disposition.LEFT_TO_PERSON)
    await records.conversations.remember(conversation.id, _lines(batch))


async def _park(
    records: Records, conversation: Conversation, batch: Sequence[CustomerMessage], *, at: datetime
) -> None:
    """Messages that broke every attempt: out of the way, and a person is told (fault 60)."""
    await records.inbox.settle(
        [each.id for each in batch], Disposition.PARKED, note="broke every attempt to answer"
    )
    await give_notice(
        records,
        conversation.salon_id,
        EscalationReason.DELIVERY,
        staff.unanswerable(),
        intent=f"parked:{batch[0].id}",
        conversation_id=conversation.id,
        at=at,
    )


def _state(begun: Begun, at: datetime) -> TurnState:
    conversation = begun.conversation
    given_back = conversation.given_back_at
    return {
        "conversation_id": str(conversation.id),
        "contact_id": str(conversation.contact_id),
        "thread_id": conversation.thread_id,
        "at": at.isoformat(),
        "turn": begun.turn,
        "batch": [str(each.id) for each in begun.batch],
        "heard": [
            {
                "id": str(each.id),
                "number": each.number,
                "kind": each.kind.value,
                "text": each.text,
                "received_at": each.received_at.isoformat(),
                "attachment_url": each.attachment_url,
            }
            for each in begun.batch
        ],
        "dialogue": conversation.dialogue,
        "given_back_at": given_back.isoformat() if given_back else None,
        "rounds": 0,
        "findings": [],
        "look_ups": [],
        "commands": [],
        "text": "",
        "parts": [],
        "needs_person": False,
        "has_upcoming": False,
        "handed_over": False,
        "goes_on": False,
        "about": None,
        "reply": None,
    }


async def _close(records: Records, begun: Begun, ended: TurnState, *, at: datetime) -> None:
    """Everything that the turn leaves behind, or nothing. Raises TurnLost."""
    conversation = await records.conversations.lock(begun.conversation.id)
    recent = [*_recent(begun.conversation.dialogue), (at, len(begun.batch))][-_REMEMBERED_TURNS:]
    dialogue = {**ended["dialogue"], "recent": [(when.isoformat(), n) for when, n in recent]}
    await records.conversations.close_turn(conversation.id, turn=begun.turn, dialogue=dialogue)
    handed_over = bool(ended.get("handed_over"))
    disposition = Disposition.ESCALATED if handed_over else Disposition.ANSWERED
    await records.inbox.settle([each.id for each in begun.batch], disposition, turn=begun.turn)
    await records.conversations.remember(conversation.id, _lines(_as_heard(begun.batch, ended)))
    reply = ended.get("reply")
    if reply and not handed_over:
        said = Reply(text=reply["text"], buttons=tuple(reply["buttons"]))
        key = f"turn:{conversation.id}:{begun.turn}:1"
        await say(records, replace(conversation, dialogue=dialogue), said, key=key, at=at)


def _recent(dialogue: dict[str, Any]) -> list[tuple[datetime, int]]:
    """When the last turns were, and how many messages each answered."""
    return [(datetime.fromisoformat(when), count) for when, count in dialogue.get("recent", [])]


def _as_heard(batch: Sequence[CustomerMessage], ended: TurnState) -> list[CustomerMessage]:
    """The messages with the words of the voice notes that could be listened to."""
    words = {each["id"]: each["text"] for each in ended.get("heard", [])}
    return [replace(each, text=words.get(str(each.id), each.text)) for each in batch]


def _lines(batch: Sequence[CustomerMessage]) -> list[Utterance]:
    return [
        Utterance(speaker=Speaker.CUSTOMER, text=_line(each), at=each.received_at) for each in batch
    ]


def _line(message: CustomerMessage) -> str:
    """Whoever reads on knows what was spoken: ears err in other ways than fingers."""
    if message.kind is MessageKind.AUDIO and message.text:
        return f"[{message.kind}] {message.text}"
    return message.text or f"[{message.kind}]"
