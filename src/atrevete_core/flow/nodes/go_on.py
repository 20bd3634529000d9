"""What else the customer asked for in one message, once what came before it is settled."""

from atrevete_core.flow.dialogue import open_dialogue, stored
from atrevete_core.flow.errands import next_errand
from atrevete_core.flow.own_appointments import confirmed_ahead
from atrevete_core.flow.situation import read_books
from atrevete_core.flow.state import TurnState, TurnUpdate
from atrevete_core.ports.salon import OpenSalon


async def go_on(state: TurnState, salon: OpenSalon) -> TurnUpdate:
    """Begin the next errand, if there is one and nothing is open: its commands are taken note of
    like those of a message of its own.
    """
    dialogue = open_dialogue(state["dialogue"])
    if not dialogue.errands or state.get("needs_person"):
        return {"goes_on": False}
    async with salon.storage.transaction() as records:
        books = await read_books(records, salon, state)
        ahead = await confirmed_ahead(records, books)
    errand = next_errand(dialogue, {str(each.id): each for each in ahead})
    if errand is None:
        return {"dialogue": stored(dialogue), "goes_on": False}
    return {
        "dialogue": stored(dialogue),
        "commands": errand.commands,
        "goes_on": True,
        "about": errand.appointment,
    }
