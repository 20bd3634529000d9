"""What was understood goes into the draft, and who it is into the books, before any decision."""

from dataclasses import replace
from typing import Any

from atrevete_core.domain.booking import Appointment
from atrevete_core.domain.commands import (
    AddServices,
    BookUsual,
    ChooseStylist,
    Command,
    DropServices,
    Offend,
    StopReminders,
)
from atrevete_core.domain.customer import capitalised
from atrevete_core.flow import errands
from atrevete_core.flow.dialogue import Dialogue, Draft, Errand, open_dialogue, stored
from atrevete_core.flow.draft import note_down
from atrevete_core.flow.held import of_what_is_held
from atrevete_core.flow.own_appointments import confirmed_ahead, named
from atrevete_core.flow.situation import Books, read_books
from atrevete_core.flow.state import (
    TurnState,
    TurnUpdate,
    commands_of,
    plain_commands,
    with_part,
)
from atrevete_core.phrases import booking
from atrevete_core.ports.salon import OpenSalon
from atrevete_core.ports.storage import Records
from atrevete_core.usecases.know_customer import correct_name, know_customer, learn_surname
from atrevete_core.usecases.retrying import decide
from atrevete_core.usecases.take_usual import Usual, usual_of


async def take_note(state: TurnState, salon: OpenSalon) -> TurnUpdate:
    """Apply the commands to the dialogue; a name that was given or agreed to makes a customer."""

    async def step(records: Records) -> TurnUpdate:
        books = await read_books(records, salon, state)
        dialogue = open_dialogue(state["dialogue"])
        ahead = await confirmed_ahead(records, books)
        said = of_what_is_held(dialogue, commands_of(state), ahead, books)
        commands, *others = errands.apart(said) or [[]]
        _line_up(dialogue, [commands, *others], ahead, books)
        note_down(dialogue, commands, books.catalogue)
        dialogue.offences += any(isinstance(each, Offend) for each in commands)
        await _remember_name(records, dialogue, books)
        if books.customer and any(isinstance(each, StopReminders) for each in commands):
            await records.people.save(replace(books.customer, wants_reminders=False))
        parts: list[dict[str, Any]] = list(state.get("parts", []))
        if errands.are_two_bookings([commands, *others]):
            same_day = errands.are_on_one_day([commands, *others])
            parts = with_part(state, booking.one_day_after_the_other(same_day=same_day))
        if any(isinstance(each, BookUsual) for each in commands):
            another = any(isinstance(each, ChooseStylist) and each.another for each in commands)
            parts = with_part(state, await _take_usual(records, dialogue, books, another=another))
            amended = [each for each in commands if isinstance(each, AddServices | DropServices)]
            note_down(dialogue, amended, books.catalogue)
        return {
            "dialogue": stored(dialogue),
            "commands": plain_commands(commands),
            "parts": parts,
            "has_upcoming": bool(ahead),
        }

    return await decide(salon.storage, step)


def _line_up(
    dialogue: Dialogue, groups: list[list[Command]], ahead: list[Appointment], books: Books
) -> None:
    """What is asked for first is done first; the rest waits for it."""
    first, *others = [
        Errand(commands=plain_commands(group), appointment=str(own.id) if own else None)
        for group in groups
        for own in [named(ahead, errands.which_of(group), books=books)]
    ]
    errands.turn_to(dialogue, first.appointment)
    errands.queue(dialogue, others, now=first.appointment)


async def _remember_name(records: Records, dialogue: Dialogue, books: Books) -> None:
    if not dialogue.first_name:
        return
    customer = await know_customer(
        records, books.contact, first_name=dialogue.first_name, last_name=dialogue.last_name
    )
    customer = await correct_name(records, customer, dialogue.first_name)
    if customer.first_name == capitalised(dialogue.first_name):
        customer = await learn_surname(records, customer, dialogue.last_name)
    # The owner of the phone is never renamed (R54).
    dialogue.first_name, dialogue.last_name = customer.first_name, customer.last_name


async def _take_usual(
    records: Records, dialogue: Dialogue, books: Books, *, another: bool = False
) -> str:
    """Fill the draft with the usual, and say what that is (R25); `another`: but not with her."""
    usual: Usual | None = await usual_of(records, books.customer.id) if books.customer else None
    draft = dialogue.draft = dialogue.draft or Draft()
    # What the salon no longer sells, or a stylist who has left, is nobody's usual any more.
    sold = {each.id: each.name for each in books.catalogue.services}
    if usual is None or not set(usual.services) <= set(sold):
        return booking.no_usual()
    services = [sold[each] for each in usual.services]
    packs = (pack.name for pack in books.catalogue.packs if pack.id == usual.pack)
    preferred = [each for each in books.catalogue.stylists if each.id == usual.stylist_id]
    if another:
        draft.not_with = [*draft.not_with, *(each.name for each in preferred)]
    draft.services, draft.pack, draft.pack_asked = services, next(packs, None), True
    wished = draft.stylist_gender or None
    fitting = [
        each.name
        for each in preferred
        if each.name not in draft.not_with and wished in {None, each.gender}
    ]
    draft.stylist = draft.stylist or next(iter(fitting), None)
    return booking.usual(services, draft.stylist or "")
