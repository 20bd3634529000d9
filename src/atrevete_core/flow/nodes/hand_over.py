"""Giving the conversation to a person (R30, R33, R34, R38)."""

from dataclasses import replace
from uuid import UUID

from atrevete_core.domain.commands import CallPerson, Command, Offend
from atrevete_core.domain.conversation import EscalationReason, Reply
from atrevete_core.domain.ids import ConversationId
from atrevete_core.flow import repeats
from atrevete_core.flow.dialogue import Dialogue, open_dialogue, stored
from atrevete_core.flow.situation import Books, books_of, team_hours
from atrevete_core.flow.state import (
    TurnState,
    TurnUpdate,
    at_of,
    commands_of,
    composed,
    intent_of,
    with_part,
)
from atrevete_core.phrases import people, staff
from atrevete_core.ports.salon import OpenSalon
from atrevete_core.ports.storage import Records
from atrevete_core.usecases import escalate
from atrevete_core.usecases.retrying import decide


async def hand_over(state: TurnState, salon: OpenSalon) -> TurnUpdate:
    """Say that a person comes, tell the team why, and be silent."""
    books = await books_of(salon, state)
    dialogue = open_dialogue(state["dialogue"])
    call = _why(commands_of(state), needs_person=bool(state.get("needs_person")))
    sentence = people.handing_over(call.about, team_hours(books), first_name=dialogue.first_name)
    saying = composed(with_part(state, sentence)) or Reply(text=sentence)
    if repeats.too_often(dialogue, commands_of(state)) and not state.get("needs_person"):
        saying = Reply(text=sentence)  # not the same question once more
    if call.about in people.GRAVE:
        saying = replace(saying, text=people.calm(saying.text))
    summary = _summary(call, dialogue, books, state)

    async def step(records: Records) -> None:
        conversation = await records.conversations.lock(
            ConversationId(UUID(state["conversation_id"]))
        )
        await escalate.hand_over(
            records,
            # How she speaks may have been understood in this very turn (R64).
            replace(conversation, dialogue=state["dialogue"]),
            call.reason,
            summary,
            saying=saying,
            intent=intent_of(state, "hand_over"),
            customer_id=books.customer.id if books.customer else None,
            at=at_of(state),
        )

    await decide(salon.storage, step)
    dialogue.misunderstood = dialogue.repeated = 0
    dialogue.standing = ""
    dialogue.errands = []
    return {"dialogue": stored(dialogue), "parts": [], "handed_over": True}


class _Call:
    """Why a person is called."""

    def __init__(self, reason: EscalationReason, about: str) -> None:
        self.reason, self.about = reason, about


def _why(commands: list[Command], *, needs_person: bool) -> _Call:
    for command in commands:
        if isinstance(command, CallPerson):
            return _Call(command.reason, command.about)
    if needs_person:
        return _Call(EscalationReason.MANUAL_REQUEST, "asked")
    if any(isinstance(each, Offend) for each in commands):
        return _Call(EscalationReason.MANUAL_REQUEST, "harassment")
    return _Call(EscalationReason.AMBIGUITY, "not_understood")


def _summary(call: _Call, dialogue: Dialogue, books: Books, state: TurnState) -> str:
    """Who, why, what was being booked, and the last words — never a medical text (FAULTS 3)."""
    who = books.customer.full_name if books.customer else books.contact.profile_name
    confided = call.reason is EscalationReason.MEDICAL
    services = tuple(dialogue.draft.services) if dialogue.draft else ()
    return staff.hand_over_summary(
        who or "Alguien",
        services=services,
        words="" if confided else state["heard"][-1]["text"],
        confided=confided,
    )
