"""Several things asked for in one message, each done in its turn (R19, R20, R37). Pure.

«Cancela lo de mañana y lo otro pásalo al viernes»: the first is done or asked about at once, the
rest waits until that is settled.
"""

from collections.abc import Mapping, Sequence

from atrevete_core.domain.commands import (
    Book,
    CancelAppointment,
    ChangeAppointment,
    ChooseWhen,
    Command,
    ConfirmAttendance,
    When,
)
from atrevete_core.ports.language_model import Question

from .dialogue import Dialogue, Errand

#: Questions about one appointment; they are over when another is spoken of.
_ABOUT_ONE = frozenset(
    {
        Question.CANCEL, Question.CANCEL_WITHOUT_REFUND, Question.NEW_DAY, Question.SLOT,
        Question.DAY,
    }
)  # fmt: skip


def apart(commands: Sequence[Command]) -> list[list[Command]]:
    """The commands of each thing that is asked for. Several cancellations are one thing, a booking
    comes after what exists, and two people or two visits on two days are two bookings.
    """
    groups: list[list[Command]] = [[]]
    for at, command in enumerate(commands):
        if _begins(command, groups[-1]) or _on_another_day(command, groups[-1], commands[at:]):
            groups.append(_when_of(groups[-1]) if isinstance(command, Book) else [])
        groups[-1].append(command)
    return [group for group in groups if group]


def _when_of(group: list[Command]) -> list[Command]:
    """«mañana iré con mi hija, ¿a ella la podéis peinar?»: the day is that of the booking."""
    if any(isinstance(each, CancelAppointment | ChangeAppointment | Book) for each in group):
        return []
    times: list[Command] = [each for each in group if isinstance(each, ChooseWhen)]
    group[:] = [each for each in group if each not in times]
    return times


def _begins(command: Command, group: Sequence[Command]) -> bool:
    acts = [each for each in group if isinstance(each, _ACTS)]
    if isinstance(command, Book):
        wants = bool(command.services or command.unclear)
        done = _ACTS if wants else ConfirmAttendance
        return any(isinstance(each, done) for each in group)
    if not isinstance(command, _ACTS) or not acts:
        return False
    return not (isinstance(command, CancelAppointment) and isinstance(acts[-1], CancelAppointment))


def _on_another_day(command: Command, group: Sequence[Command], rest: Sequence[Command]) -> bool:
    """«Yo el jueves y mi madre el viernes», «mechas el jueves y corte el sábado»; «mi marido a las
    10 y yo a las 10:40».
    """
    if not isinstance(command, Book) or not (command.for_whom or command.services):
        return False
    before, then = _times(group), _times(rest)
    if not (before and then):
        return False
    days = before[-1].days, then[0].days
    hours = before[-1].at, then[0].at
    return (all(days) and days[0] != days[1]) or (all(hours) and hours[0] != hours[1])


def _times(commands: Sequence[Command]) -> list[When]:
    return [each.when for each in commands if isinstance(each, ChooseWhen)]


def are_two_bookings(groups: Sequence[Sequence[Command]]) -> bool:
    """Whether these are bookings at different times, and not what is done about what exists."""
    acts = any(isinstance(each, _ACTS) for group in groups for each in group)
    return len(groups) > 1 and not acts


def are_on_one_day(groups: Sequence[Sequence[Command]]) -> bool:
    """«El viernes yo a las 11 y mi madre a las 12»: only their hours differ."""
    days = {when.days for group in groups for when in _times(group) if when.days}
    return len(days) == 1


_ACTS = (CancelAppointment, ChangeAppointment, ConfirmAttendance)


def which_of(commands: Sequence[Command]) -> When | None:
    """How the appointment was named that these commands are about."""
    acts = (each for each in commands if isinstance(each, CancelAppointment | ChangeAppointment))
    return next((each.which for each in acts), None)


def queue(dialogue: Dialogue, errands: Sequence[Errand], *, now: str | None) -> None:
    """What was said last of an appointment counts; `now` is the one that is spoken of first."""
    said = {now, *(each.appointment for each in errands)} - {None}
    waiting = [each for each in dialogue.errands if each.appointment not in said]
    dialogue.errands = [*waiting, *errands]


def turn_to(dialogue: Dialogue, appointment: str | None) -> None:
    """Another appointment is spoken of now: what was open about the one before is left."""
    spoken_of = dialogue.cancels or (dialogue.draft.moves if dialogue.draft else None)
    asked_too = dialogue.asks_about_all and appointment in dialogue.cancel_next
    if appointment is None or asked_too or spoken_of in {None, appointment}:
        return
    dialogue.cancels = None
    if dialogue.draft is not None and dialogue.draft.moves:
        dialogue.draft = None
    if dialogue.question in _ABOUT_ONE:
        dialogue.ask(None)


def next_errand(dialogue: Dialogue, ahead: Mapping[str, object]) -> Errand | None:
    """Take the next one, when nothing is open any more; those about what is gone are left out."""
    draft = dialogue.draft
    open_ = dialogue.question not in {None, Question.ANYTHING_ELSE} or (
        draft is not None and not draft.hold_id
    )
    if open_:
        return None
    left = [each for each in dialogue.errands if each.appointment in {None, *ahead}]
    dialogue.errands = left[1:]
    if left and left[0].appointment is None:
        dialogue.draft = None  # what is held waits for its payment; this one is another
    return left[0] if left else None
