"""What is said of an hour that is held and waits for its payment: it changes like any draft. Pure.

«Pásamelo al sábado», «cancela lo del viernes»: nothing is confirmed yet, and yet it is clear what
is meant.
"""

from collections.abc import Sequence

from atrevete_core.domain.booking import Appointment, HoldStatus
from atrevete_core.domain.commands import (
    AddServices,
    Book,
    CancelAppointment,
    ChangeAppointment,
    ChooseSlot,
    ChooseStylist,
    ChooseWhen,
    Command,
    DropServices,
    RefuseSlots,
)
from atrevete_core.ports.language_model import Question

from .dialogue import Dialogue
from .own_appointments import named, suits
from .situation import Books

_WISHES = (Book, AddServices, DropServices, ChooseSlot, ChooseStylist, ChooseWhen)


def of_what_is_held(
    dialogue: Dialogue, commands: Sequence[Command], ahead: Sequence[Appointment], books: Books
) -> list[Command]:
    """The commands, of which those about the held hour are wishes for the draft."""
    if not _waits(dialogue, books) or dialogue.question is Question.WHICH_APPOINTMENT:
        return list(commands)
    told: list[Command] = []
    for each in commands:
        about = each.which if isinstance(each, CancelAppointment | ChangeAppointment) else None
        if named(ahead, about, books=books) is not None:
            told.append(each)
        elif isinstance(each, CancelAppointment):
            told.append(each.model_copy(update={"which": None}))
        elif isinstance(each, ChangeAppointment):
            told += _as_wish(dialogue, each, commands)
        else:
            told.append(each)
    return told


def _waits(dialogue: Dialogue, books: Books) -> bool:
    draft, hold = dialogue.draft, books.latest_hold
    if draft is None or hold is None or draft.moves or draft.chosen is None:
        return False
    return hold.status is HoldStatus.HELD and draft.hold_id == str(hold.id)


def _as_wish(
    dialogue: Dialogue, change: ChangeAppointment, commands: Sequence[Command]
) -> list[Command]:
    if any(isinstance(each, _WISHES) for each in commands):
        return []
    chosen = dialogue.draft.chosen if dialogue.draft else None
    if change.which is not None and chosen is not None and not suits(chosen.start, change.which):
        return [ChooseWhen(when=change.which)]  # not the hour that is held: where it is to go
    return [RefuseSlots()]
