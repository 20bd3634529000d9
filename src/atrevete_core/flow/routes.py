"""Which node answers what was understood. Pure: commands and the dialogue in, a node's name out."""

from collections.abc import Sequence

from atrevete_core.domain.commands import (
    Accept,
    AddServices,
    Ask,
    AskAboutServices,
    AskAvailability,
    AskConsultation,
    AskMyAppointments,
    AskOpening,
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
    DropServices,
    GiveName,
    NotUnderstood,
    Offend,
    PayOtherwise,
    RefuseSlots,
    ReportPaymentTrouble,
    RunLate,
)

from .dialogue import Dialogue

#: What a person at the desk does until Maite learns it.
FOR_A_PERSON = (ChangeAppointment, CancelAppointment, RunLate, BookUsual)
QUESTIONS = (Ask, AskAboutServices, AskTotal, AskOpening, AskMyAppointments, AskConsultation)
BOOKING = (
    Book, AddServices, DropServices, ChoosePack, ChooseWhen, ChooseStylist, ChooseSlot, RefuseSlots,
    AskAvailability, Accept, GiveName,
)  # fmt: skip
PAYMENT = (ReportPaymentTrouble, ClaimPaid, PayOtherwise)

MOST_MISUNDERSTOOD = 3
MOST_OFFENCES = 2


def route(dialogue: Dialogue, commands: Sequence[Command]) -> str:
    """The node for these commands: people first, then payments, questions, the booking."""
    if needs_person(dialogue, commands):
        return "hand_over"
    if _any(commands, *PAYMENT):
        return "payment_trouble"
    if _any(commands, *QUESTIONS):
        return "answer"
    if goes_on_booking(dialogue, commands):
        return "book"
    return "answer"


def needs_person(dialogue: Dialogue, commands: Sequence[Command]) -> bool:
    if _any(commands, CallPerson, *FOR_A_PERSON):
        return True
    if _any(commands, Offend) and dialogue.offences >= MOST_OFFENCES:
        return True
    return dialogue.misunderstood >= MOST_MISUNDERSTOOD


def goes_on_booking(dialogue: Dialogue, commands: Sequence[Command]) -> bool:
    """Whether there is a booking to go on with after whatever else was answered."""
    if _any(commands, *BOOKING) and not _any(commands, NotUnderstood):
        return dialogue.draft is not None
    draft = dialogue.draft
    return draft is not None and draft.hold_id is None and not _any(commands, NotUnderstood)


def _any(commands: Sequence[Command], *kinds: type) -> bool:
    return any(isinstance(each, kinds) for each in commands)
