"""The short answer to a reminder (R24)."""

from atrevete_core.domain.booking import Appointment
from atrevete_core.flow.dialogue import open_dialogue, stored
from atrevete_core.flow.situation import books_of
from atrevete_core.flow.state import TurnState, TurnUpdate, at_of, part
from atrevete_core.phrases import greeting
from atrevete_core.phrases import reminder as phrases
from atrevete_core.ports.salon import OpenSalon
from atrevete_core.ports.storage import Records
from atrevete_core.usecases.remind import confirm_attendance
from atrevete_core.usecases.retrying import decide


async def reminder_reply(state: TurnState, salon: OpenSalon) -> TurnUpdate:
    """Record that they will come, and look forward to it in one line."""
    books = await books_of(salon, state)
    dialogue = open_dialogue(state["dialogue"])
    customer = books.customer

    async def step(records: Records) -> Appointment | None:
        if customer is None:
            return None
        return await confirm_attendance(records, customer.id, at=at_of(state))

    appointment = await decide(salon.storage, step)
    dialogue.ask(None)
    dialogue.cancels = None  # «no la canceles, déjala como está»
    if dialogue.draft is not None and dialogue.draft.moves:
        dialogue.draft = None
    # The short answer to a reminder carries no introduction (R2); the next message does.
    dialogue.introduced_thread = ""
    sentence = (
        phrases.attendance_confirmed(
            books.salon.local(appointment.start), first_name=dialogue.first_name
        )
        if appointment
        else greeting.thanks_back(state["conversation_id"])
    )
    return {"dialogue": stored(dialogue), "parts": [part(sentence)]}
