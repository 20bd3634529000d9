"""What a customer's words mean: typed commands. A language model produces them, the flow decides.

Commands carry names and wishes only: never a price, a duration, an id or a promise (decision 1).
They are plain JSON, so that checkpoints and a model's tool calls can hold them.
"""

from datetime import date, time
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from .conversation import EscalationReason


class _Plain(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class PartOfDay(StrEnum):
    MORNING = "morning"
    AFTERNOON = "afternoon"
    EVENING = "evening"


class DayRange(_Plain):
    """Dates from `first` to `last`, both included; None is an open end."""

    first: date | None = None
    last: date | None = None


class When(_Plain):
    """A wish for day and hour, as understood: dates are resolved, hours are wall-clock hours.

    `days` None says nothing of the day; `no_such_day` says that the day named does not exist
    ("31 de febrero", "martes 10" when the 10th is a Thursday): Maite must ask.
    """

    days: DayRange | None = None
    no_such_day: bool = False
    not_on: tuple[date, ...] = ()
    #: Only on these weekdays (Monday 0): "los martes", "entre semana"; empty: any.
    weekdays: tuple[int, ...] = ()
    #: Exactly this start.
    at: time | None = None
    #: The start lies between these, both included; None is open.
    earliest: time | None = None
    latest: time | None = None
    done_by: time | None = None  #: «que a la una esté fuera»: it is over by then
    part: PartOfDay | None = None
    #: "cuanto antes", "lo primero que tengas".
    soonest: bool = False
    #: "a la misma hora", of another day: at the hour that is chosen already.
    same_hour: bool = False
    #: Of two appointments at that hour the one with this stylist: «la de mi hermana».
    stylist: str | None = None
    #: The customer's words, for echoing nothing and explaining everything.
    words: str = ""


class Greet(_Plain):
    """A greeting, and nothing else that matters."""

    do: Literal["greet"] = "greet"


class UnclearService(_Plain):
    """The customer's words and the catalogue names they may mean, likeliest first."""

    words: str
    candidates: tuple[str, ...]


class Book(_Plain):
    """Wants an appointment (with `services` if they were said, by their catalogue names).

    Several of these in one message, for different people, are a group (R27).
    """

    do: Literal["book"] = "book"
    services: tuple[str, ...] = ()
    #: Words that fit several services equally: the flow asks which.
    unclear: tuple[UnclearService, ...] = ()
    #: "mi madre", "mi hija Lucía": whom it is for, when not for the writer.
    for_whom: str | None = None
    for_name: str | None = None


class AddServices(_Plain):
    """Also wants these. `of`: who of several does: "yo" is the writer, "mi hermana" another."""

    do: Literal["add_services"] = "add_services"
    services: tuple[str, ...] = ()
    #: As in Book: «añade un tinte a la del jueves».
    unclear: tuple[UnclearService, ...] = ()
    of: str | None = None


class DropServices(_Plain):
    """Does not want these after all. `of`: as in AddServices."""

    do: Literal["drop_services"] = "drop_services"
    services: tuple[str, ...]
    of: str | None = None


class LeaveOut(_Plain):
    """These of the group do not come after all; with `alone` only the writer is left (R27)."""

    do: Literal["leave_out"] = "leave_out"
    people: tuple[str, ...] = ()
    alone: bool = False


class ChoosePack(_Plain):
    """Accepts or names a pack (None: the one on offer)."""

    do: Literal["choose_pack"] = "choose_pack"
    pack: str | None = None


class ChooseWhen(_Plain):
    """Says when."""

    do: Literal["choose_when"] = "choose_when"
    when: When


class ChooseStylist(_Plain):
    """Wants this stylist, one of that gender, any (`anyone`), anybody but one (`not_with`), or
    anybody but whom it would be (`another`).
    """

    do: Literal["choose_stylist"] = "choose_stylist"
    stylist: str | None = None
    gender: Literal["f", "m"] | None = None
    anyone: bool = False
    not_with: str | None = None
    another: bool = False


class ChooseSlot(_Plain):
    """Takes one of the slots on offer: by position (1 is the first, -1 the last), hour, stylist or
    day.
    """

    do: Literal["choose_slot"] = "choose_slot"
    position: int | None = None
    at: time | None = None
    stylist: str | None = None
    day: date | None = None
    #: "me da igual", "la que quieras".
    any: bool = False


class RefuseSlots(_Plain):
    """None of the slots on offer suits; `others`: other hours of the same wish do."""

    do: Literal["refuse_slots"] = "refuse_slots"
    others: bool = False


class Accept(_Plain):
    """Yes to the open question."""

    do: Literal["accept"] = "accept"


class Refuse(_Plain):
    """No to the open question."""

    do: Literal["refuse"] = "refuse"


class GiveName(_Plain):
    """Says a first name, a last name, or both: of whoever was asked about, else the writer's own.

    `of`: whose it is when that was said: "yo" is the writer, "mi hermana" or "ella" another (R28).
    """

    do: Literal["give_name"] = "give_name"
    first_name: str | None = None
    last_name: str | None = None
    of: str | None = None


class Ask(_Plain):
    """Asks the salon's FAQ topics (hours, address, parking, cancellation, payment, holidays…)."""

    do: Literal["ask"] = "ask"
    topics: tuple[str, ...]


class AskAboutServices(_Plain):
    """Asks price, duration or what they are."""

    do: Literal["ask_about_services"] = "ask_about_services"
    services: tuple[str, ...]
    unclear: tuple[UnclearService, ...] = ()


class AskOther(_Plain):
    """Asks something open about the salon or its work, for which there is no other command.

    A model may answer it in words of its own (`Understood.text`), which pass the claims gate.
    """

    do: Literal["ask_other"] = "ask_other"


class AskDiscount(_Plain):
    """Wants to pay less than the salon asks."""

    do: Literal["ask_discount"] = "ask_discount"


class AskIdentity(_Plain):
    """Asks who she is, or whether she is a machine (R2)."""

    do: Literal["ask_identity"] = "ask_identity"


class AskTotal(_Plain):
    """«¿Cuánto me va a costar en total?» (R42)."""

    do: Literal["ask_total"] = "ask_total"


class AskOpening(_Plain):
    """Asks whether the salon opens on certain days."""

    do: Literal["ask_opening"] = "ask_opening"
    when: When


class AskAvailability(_Plain):
    """Asks whether there is room, without saying that it should be booked."""

    do: Literal["ask_availability"] = "ask_availability"
    #: "Si se libera algo, avísame" (R57): noted for the team beside the next free slots.
    waiting_list: bool = False


class AskMyAppointments(_Plain):
    """«¿Cuándo tengo cita?» (R43)."""

    do: Literal["ask_my_appointments"] = "ask_my_appointments"


class AskConsultation(_Plain):
    """Cannot decide, or asks for a technical comparison (R10)."""

    do: Literal["ask_consultation"] = "ask_consultation"
    between: tuple[str, ...] = ()


class BookUsual(_Plain):
    """«Lo de siempre» (R25)."""

    do: Literal["book_usual"] = "book_usual"


class ChangeAppointment(_Plain):
    """Wants to move an appointment; when it is and to when are said apart, as `ChooseWhen`."""

    do: Literal["change_appointment"] = "change_appointment"
    which: When | None = None


class CancelAppointment(_Plain):
    """Wants to cancel an appointment, or to stop a booking that is being made."""

    do: Literal["cancel_appointment"] = "cancel_appointment"
    which: When | None = None
    #: "cancélala y ya": no need to ask once more.
    explicit: bool = False


class RunLate(_Plain):
    """Is late (R32): `minutes` of delay («me retraso 20 min»), minutes from now until they come
    («llego en 20 min»), or the hour of arrival, when said.
    """

    do: Literal["run_late"] = "run_late"
    minutes: int | None = None
    arrives_in: int | None = None
    arrives: time | None = None


class ReportPaymentTrouble(_Plain):
    """The payment or its link does not work (R16)."""

    do: Literal["report_payment_trouble"] = "report_payment_trouble"


class ClaimPaid(_Plain):
    """Says to have paid. Nothing follows from it but a look (R17)."""

    do: Literal["claim_paid"] = "claim_paid"


class PayOtherwise(_Plain):
    """Wants to pay in cash, by transfer, later… (R45)."""

    do: Literal["pay_otherwise"] = "pay_otherwise"


class AskDeposit(_Plain):
    """Asks whether the deposit must be paid, or what comes of not paying it (R14, R15)."""

    do: Literal["ask_deposit"] = "ask_deposit"


class ConfirmAttendance(_Plain):
    """«Gracias, allí estaré», to a reminder (R24)."""

    do: Literal["confirm_attendance"] = "confirm_attendance"


class StopReminders(_Plain):
    """«No me escribáis más» (R66)."""

    do: Literal["stop_reminders"] = "stop_reminders"


class CallPerson(_Plain):
    """Something for a person: asked for one, or medical, a complaint, safety… (R30, R38, R51)."""

    do: Literal["call_person"] = "call_person"
    reason: EscalationReason
    #: What it is about, among the kinds that have words of their own.
    about: Literal[
        "asked", "medical", "emergency", "self_harm", "complaint", "threat", "minor", "privacy",
        "invoice", "gift_card", "off_hours", "group", "other_phone", "supplier", "other",
    ] = "asked"  # fmt: skip


class Offend(_Plain):
    """An insult or a sexual message (R52)."""

    do: Literal["offend"] = "offend"


class AskPrivate(_Plain):
    """Wants to know something private of staff or of other customers (R53)."""

    do: Literal["ask_private"] = "ask_private"


class AskReceipt(_Plain):
    """Wants a receipt: the gateway's e-mail is one. An invoice is for a person (R46)."""

    do: Literal["ask_receipt"] = "ask_receipt"


class Thank(_Plain):
    """«Gracias», "genial", a goodbye: nothing to do."""

    do: Literal["thank"] = "thank"


class TakeTime(_Plain):
    """«Luego te digo», «dame un momento»: nothing changes, and nothing is asked again."""

    do: Literal["take_time"] = "take_time"


class OutOfScope(_Plain):
    """Understood, but nothing that the salon does. `near` is the near thing, if any (R67);
    `elsewhere`: other salons do it.
    """

    do: Literal["out_of_scope"] = "out_of_scope"
    words: str = ""
    near: str | None = None
    elsewhere: bool = False


class NotUnderstood(_Plain):
    """No idea (R33)."""

    do: Literal["not_understood"] = "not_understood"


Command = Annotated[
    Greet | Book | AddServices | DropServices | LeaveOut | ChoosePack | ChooseWhen | ChooseStylist |
    ChooseSlot | RefuseSlots | Accept | Refuse | GiveName | Ask | AskAboutServices |
    AskOther | AskDiscount | AskIdentity | AskTotal | AskOpening | AskAvailability |
    AskMyAppointments | AskConsultation | BookUsual | ChangeAppointment | CancelAppointment |
    RunLate | ReportPaymentTrouble | ClaimPaid | PayOtherwise | ConfirmAttendance |
    StopReminders | CallPerson | Offend | AskPrivate | AskReceipt | AskDeposit | Thank | TakeTime |
    OutOfScope | NotUnderstood,
    Field(discriminator="do"),
]  # fmt: skip
