"""«Voy tarde» (R32)."""

from uuid import UUID

from atrevete_core.domain.commands import RunLate
from atrevete_core.domain.ids import ConversationId
from atrevete_core.flow.dialogue import open_dialogue, stored
from atrevete_core.flow.situation import books_of
from atrevete_core.flow.state import (
    TurnState,
    TurnUpdate,
    at_of,
    commands_of,
    intent_of,
    with_part,
)
from atrevete_core.phrases import delay as phrases
from atrevete_core.ports.language_model import Question
from atrevete_core.ports.salon import OpenSalon
from atrevete_core.ports.storage import Records
from atrevete_core.usecases.remind import confirm_attendance
from atrevete_core.usecases.report_delay import Delay, Lateness, NoAppointmentToday, report_delay
from atrevete_core.usecases.retrying import decide


async def running_late(state: TurnState, salon: OpenSalon) -> TurnUpdate:
    """Work out the delay, tell whoever has to know, and reassure."""
    books = await books_of(salon, state)
    dialogue = open_dialogue(state["dialogue"])
    said = next(each for each in commands_of(state) if isinstance(each, RunLate))
    lateness = Lateness(minutes=said.minutes, arrives_in=said.arrives_in, arrives=said.arrives)
    if lateness == Lateness():
        dialogue.ask(Question.ARRIVAL)
        return {"dialogue": stored(dialogue), "parts": with_part(state, phrases.how_late())}
    if dialogue.question in {Question.ARRIVAL, Question.ANYTHING_ELSE}:
        dialogue.ask(None)  # a price that was told beside it is no offer
    if books.customer is None:
        return {"needs_person": True}
    customer_id = books.customer.id

    async def step(records: Records) -> Delay | NoAppointmentToday:
        await confirm_attendance(records, customer_id, at=at_of(state))  # late, but they come
        return await report_delay(
            records,
            salon.id,
            customer_id,
            lateness=lateness,
            conversation_id=ConversationId(UUID(state["conversation_id"])),
            intent=intent_of(state, "delay"),
            at=at_of(state),
        )

    outcome = await decide(salon.storage, step)
    if isinstance(outcome, NoAppointmentToday):
        return {"parts": with_part(state, phrases.no_appointment_today())}
    sentence = phrases.delay(
        outcome.visit,
        arrives=outcome.arrives,
        next_start=outcome.next_start,
        told=outcome.told,
        first_name=dialogue.first_name,
        today=books.now.date(),
    )
    return {"dialogue": stored(dialogue), "parts": with_part(state, sentence)}
