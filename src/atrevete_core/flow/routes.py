"""Which node answers what was understood. Pure: commands and the dialogue in, a node's name out."""

from collections.abc import Sequence

from atrevete_core.domain.commands import (
    Accept,
    AddServices,
    Ask,
    AskAboutServices,
    AskAvailability,
    AskConsultation,
    AskDeposit,
    AskDiscount,
    AskIdentity,
    AskMyAppointments,
    AskOpening,
    AskOther,
    AskPrivate,
    AskReceipt,
    AskTotal,
    Book,
    BookUsual,
    CallPerson,
    CancelAppointment,
    ChangeAppointment,
    ChoosePack,
    ChooseSlot,
    ChooseStylist,
    ChooseWhen,
    ClaimPaid,
    Command,
    ConfirmAttendance,
    DropServices,
    GiveName,
    LeaveOut,
    NotUnderstood,
    Offend,
    OutOfScope,
    PayOtherwise,
    Refuse,
    RefuseSlots,
    ReportPaymentTrouble,
    RunLate,
    StopReminders,
    TakeTime,
    Thank,
)
from atrevete_core.ports.language_model import Question

from .dialogue import Dialogue, Draft

#: Questions whose answer goes on with a cancellation.
CANCELLING = {Question.CANCEL, Question.CANCEL_WITHOUT_REFUND}
QUESTIONS = (
    Ask, AskAboutServices, AskTotal, AskOpening, AskMyAppointments, AskConsultation, AskPrivate,
    AskReceipt, AskIdentity, AskOther, AskDiscount, AskDeposit, StopReminders, OutOfScope,
)  # fmt: skip
BOOKING = (
    Book, AddServices, DropServices, LeaveOut, ChoosePack, ChooseWhen, ChooseStylist,
    ChooseSlot, RefuseSlots, AskAvailability, Accept, GiveName, BookUsual,
)  # fmt: skip
#: What changes a booking that is held already.
WISHES = tuple(each for each in BOOKING if each not in (Accept, GiveName))
PAYMENT = (ReportPaymentTrouble, ClaimPaid, PayOtherwise)

#: Nodes that do something about what exists, and questions that may be answered before that.
ACTS = ("change", "cancel", "running_late", "payment_trouble")
ASIDES = (Ask, AskTotal, AskOpening, AskMyAppointments, AskReceipt, AskIdentity)
#: Who is late chooses nothing: prices too are only told.
_ASIDES_OF_LATE = (*ASIDES, AskAboutServices, AskOther, AskDeposit)

MOST_MISUNDERSTOOD = 3
MOST_OFFENCES = 2


def route(dialogue: Dialogue, commands: Sequence[Command], *, has_upcoming: bool = False) -> str:
    """The node for these commands: people first, then what exists, questions, the booking."""
    if needs_person(dialogue, commands):
        return "hand_over"
    if _any(commands, RunLate):
        return "running_late"
    if _is_about_payment(dialogue, commands) or _says_it_fails(dialogue, commands):
        return "payment_trouble"
    aside = dialogue.question is Question.WHICH_APPOINTMENT and _any(commands, *QUESTIONS)
    if _cancels(dialogue, commands) and not aside:
        return "cancel"
    if _changes(dialogue, commands, has_upcoming=has_upcoming) and not aside:
        return "change"
    if _answers_reminder(dialogue, commands):
        return "reminder_reply"
    if asks(commands) or _any(commands, PayOtherwise):
        return "answer"
    if goes_on_booking(dialogue, commands):
        return "book"
    return "answer"


def _is_about_payment(dialogue: Dialogue, commands: Sequence[Command]) -> bool:
    """Not «un corte el lunes; ya te he hecho un bizum»: nothing is held yet, so it is booked; how
    it may be paid is a question then.
    """
    if dialogue.draft is None or dialogue.draft.hold_id is not None:
        books = dialogue.draft is None and _any(commands, Book)
        return _any(commands, *PAYMENT) and not books
    return _any(commands, ReportPaymentTrouble, ClaimPaid) and not _any(commands, Book)


def _says_it_fails(dialogue: Dialogue, commands: Sequence[Command]) -> bool:
    """«Sí», to «¿Te está fallando el pago?»."""
    return dialogue.question is Question.PAYMENT_TROUBLE and _any(commands, Accept)


def asides(node: str, commands: Sequence[Command]) -> list[Command]:
    """Questions to answer before something is done about an appointment or a payment (R29)."""
    if node not in ACTS:
        return []
    known = {"cancellation", "payment"} if node in {"cancel", "payment_trouble"} else set()
    kinds = _ASIDES_OF_LATE if node == "running_late" else ASIDES
    return [
        each
        for each in commands
        if isinstance(each, kinds) and not (isinstance(each, Ask) and set(each.topics) <= known)
    ]


def asks(commands: Sequence[Command]) -> bool:
    """Whether there is a question to answer."""
    return _any(commands, *QUESTIONS) or _waits(commands)


def _waits(commands: Sequence[Command]) -> bool:
    """«Si se libera algo, avísame» (R57)."""
    return any(isinstance(each, AskAvailability) and each.waiting_list for each in commands)


def _cancels(dialogue: Dialogue, commands: Sequence[Command]) -> bool:
    if _any(commands, CancelAppointment):
        return True
    if dialogue.question is Question.WHICH_APPOINTMENT:
        return dialogue.choices == ["cancel"]
    if dialogue.question in CANCELLING and not _any(commands, ChooseWhen, ChangeAppointment):
        return _any(commands, Accept, Refuse)
    refused = dialogue.question is Question.NEW_DAY and dialogue.cancels is not None
    if dialogue.question is Question.ATTENDANCE:
        return _any(commands, Refuse) and not _any(commands, StopReminders)
    return refused and _any(commands, Refuse, RefuseSlots)


def _changes(dialogue: Dialogue, commands: Sequence[Command], *, has_upcoming: bool) -> bool:
    if _any(commands, ChangeAppointment):
        return True
    if dialogue.question is Question.WHICH_APPOINTMENT:
        return dialogue.choices == ["change"]
    if dialogue.question in CANCELLING and _any(commands, ChooseWhen):
        return True
    amends = _any(commands, AddServices, DropServices) and not _any(commands, Book)
    draft = dialogue.draft
    added = {name for each in commands if isinstance(each, AddServices) for name in each.services}
    nothing_drafted = draft is None or (
        draft.when is None and draft.hold_id is None and set(draft.services) <= added
    )
    return amends and has_upcoming and nothing_drafted and (draft is None or draft.moves is None)


def _answers_reminder(dialogue: Dialogue, commands: Sequence[Command]) -> bool:
    if _any(commands, ConfirmAttendance):
        return True
    return dialogue.question is Question.ATTENDANCE and _any(commands, Accept, Thank)


def needs_person(dialogue: Dialogue, commands: Sequence[Command]) -> bool:
    if _any(commands, CallPerson):
        return True
    if _any(commands, Offend) and dialogue.offences >= MOST_OFFENCES:
        return True
    return dialogue.misunderstood >= MOST_MISUNDERSTOOD


def goes_on_booking(dialogue: Dialogue, commands: Sequence[Command]) -> bool:
    """Whether there is a booking to go on with after whatever else was answered."""
    if all(isinstance(each, TakeTime) for each in commands):
        return False
    draft = dialogue.draft
    if draft is not None and _is_held(draft) and not _any(commands, *WISHES):
        return False  # «sí» after the link is not another booking
    if dialogue.about and draft is not None and _is_only_for_whom(draft):
        return False  # «es para mi madre: ¿cuánto es el tinte?»: whether she wants it is asked
    if _any(commands, *BOOKING) and not _any(commands, NotUnderstood):
        return draft is not None
    open_ = draft is not None and (draft.hold_id is None or not draft.held_for)
    return open_ and not _any(commands, NotUnderstood)


def _is_only_for_whom(draft: Draft) -> bool:
    """Nothing is known but who it is for."""
    wanted = draft.services or draft.unclear or draft.members or draft.when or draft.moves
    return draft.for_whom is not None and not wanted


def _is_held(draft: Draft) -> bool:
    """All that was chosen is held, for all who come."""
    everybody = draft.held_for == max(1, len(draft.members))
    return draft.hold_id is not None and draft.chosen is not None and everybody


def comes_back(dialogue: Dialogue, commands: Sequence[Command]) -> bool:
    """Whether the booking goes on after the answer: what was not understood is asked again."""
    if goes_on_booking(dialogue, commands):
        return True
    draft = dialogue.draft
    return draft is not None and draft.hold_id is None and _any(commands, NotUnderstood)


def _any(commands: Sequence[Command], *kinds: type) -> bool:
    return any(isinstance(each, kinds) for each in commands)
