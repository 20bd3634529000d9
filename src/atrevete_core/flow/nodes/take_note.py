"""What was understood goes into the draft, and who it is into the books, before any decision."""

from atrevete_core.domain.commands import Offend
from atrevete_core.flow.dialogue import Dialogue, open_dialogue, stored
from atrevete_core.flow.draft import note_down
from atrevete_core.flow.situation import Books, read_books
from atrevete_core.flow.state import TurnState, TurnUpdate, commands_of
from atrevete_core.ports.salon import OpenSalon
from atrevete_core.ports.storage import Records
from atrevete_core.usecases.know_customer import know_customer, learn_surname
from atrevete_core.usecases.retrying import decide


async def take_note(state: TurnState, salon: OpenSalon) -> TurnUpdate:
    """Apply the commands to the dialogue; a name that was given or agreed to makes a customer."""
    commands = commands_of(state)

    async def step(records: Records) -> Dialogue:
        books = await read_books(records, salon, state)
        dialogue = open_dialogue(state["dialogue"])
        note_down(dialogue, commands, books.catalogue)
        dialogue.offences += any(isinstance(each, Offend) for each in commands)
        await _remember_name(records, dialogue, books)
        return dialogue

    return {"dialogue": stored(await decide(salon.storage, step))}


async def _remember_name(records: Records, dialogue: Dialogue, books: Books) -> None:
    if not dialogue.first_name:
        return
    customer = await know_customer(
        records, books.contact, first_name=dialogue.first_name, last_name=dialogue.last_name
    )
    await learn_surname(records, customer, dialogue.last_name)
