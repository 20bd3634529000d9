"""The short answer to a reminder (R24)."""

from atrevete_core.domain.booking import Appointment
from atrevete_core.flow.dialogue import Dialogue, open_dialogue, stored
from atrevete_core.flow.own_appointments import confirmed_ahead, told
from atrevete_core.flow.situation import Books, books_of
from atrevete_core.flow.state import TurnState, TurnUpdate, at_of, part
from atrevete_core.phrases import greeting, moving
from atrevete_core.phrases import reminder as phrases
from atrevete_core.phrases.facts import Visit
from atrevete_core.ports.salon import OpenSalon
from atrevete_core.ports.storage import Records
from atrevete_core.usecases.remind import confirm_attendance
from atrevete_core.usecases.retrying import decide


async def reminder_reply(state: TurnState, salon: OpenSalon) -> TurnUpdate:
    """Record that they will come, and look forward to it in one line."""
    books = await books_of(salon, state)
    dialogue = open_dialogue(state["dialogue"])
    customer = books.customer

    async def step(records: Records) -> tuple[Appointment | None, Visit | None]:
        if customer is None:
            return None, None
        confirmed = await confirm_attendance(records, customer.id, at=at_of(state))
        return confirmed, await _about_to_change(records, dialogue, books)

    appointment, kept = await decide(salon.storage, step)
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
        else moving.left_as_it_is(kept)
        if kept
        else greeting.thanks_back(state["conversation_id"])
    )
    return {"dialogue": stored(dialogue), "parts": [part(sentence)]}


async def _about_to_change(records: Records, dialogue: Dialogue, books: Books) -> Visit | None:
    """The appointment that was being moved or cancelled, and now stays."""
    known = dialogue.cancels or (dialogue.draft.moves if dialogue.draft else None)
    ahead = await confirmed_ahead(records, books) if known else []
    spoken_of = next((each for each in ahead if str(each.id) == known), None)
    return await told(records, spoken_of, books) if spoken_of else None
