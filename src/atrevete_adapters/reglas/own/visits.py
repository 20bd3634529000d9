"""What is said about appointments that exist: late, moved, cancelled, paid."""

from atrevete_core.domain.commands import (
    AskReceipt,
    CancelAppointment,
    Command,
    RefuseSlots,
    StopReminders,
    When,
)
from atrevete_core.ports.language_model import Question

from ..people.for_whom import hands_on
from ..reading import Reading
from ..text.words import listed
from ..which_and_target import as_day_of_it, spoken_of
from .absent import absent
from .changing import change_of, named_or_spoken_of, that_one
from .last_word import cancels_after_all
from .lateness import late
from .moving import wants_no_other
from .payment import about_payment
from .several_visits import several
from .what_is_held import gives_up_what_is_held
from .which import which_one

#: After these something else is spoken of.
_APART = frozenset({"pero", "otro", "otra"})
_YES_OR_NO = frozenset(
    {
        Question.PACK, Question.CANCEL, Question.CANCEL_WITHOUT_REFUND, Question.CONSULTATION,
        Question.LOOK_AGAIN, Question.SECOND_BOOKING, Question.ANYTHING_ELSE, Question.NEW_DAY,
        Question.THIRD_NAME,
    }
)  # fmt: skip


def visits(reading: Reading) -> list[tuple[int, Command]]:
    """Commands about what was booked before, or about its payment."""
    if reading.has("stop_reminders") and not _takes_out_of_book(reading):
        return [(reading.spans("stop_reminders")[0].start, StopReminders())]
    if reading.has("receipt") and not reading.has("paid"):
        return [(reading.spans("receipt")[0].start, AskReceipt())]
    if (delay := late(reading)) is not None:
        return [delay]
    return about_payment(reading) or _change_or_cancel(reading)


_OFF_THE_LIST = listed("baja borrame quitame borradme quitadme")


def _takes_out_of_book(reading: Reading) -> bool:
    """«lo de hoy no va a poder ser, dadlo de baja» is about an appointment."""
    said = reading.spans("stop_reminders")
    bare = all(reading.text.word(each.start) in _OFF_THE_LIST for each in said)
    others = [
        each
        for each in (*reading.spans("cancel"), *reading.spans("not_in_time"))
        if not any(one.start < each.end and each.start < one.end for one in said)
    ]
    return bare and bool(others or reading.has("cannot"))


def _change_or_cancel(reading: Reading) -> list[tuple[int, Command]]:
    if cancels_after_all(reading):
        return _cancel(reading)
    if reading.people and reading.situation.services and hands_on(reading):
        return []  # «ponla para mi madre»
    if gives_up_what_is_held(reading):
        reading.drop_items(0, len(reading.text))
        return [(0, CancelAppointment())]
    if is_draft_change(reading):
        told = reading.items or reading.stylists
        return [] if told else [(reading.spans("change")[0].start, RefuseSlots())]
    return _not_coming(reading) or _moved_or_given_up(reading)


def _not_coming(reading: Reading) -> list[tuple[int, Command]]:
    """«mi hermana al final no va»: hers is cancelled, and nothing is booked."""
    gone = [] if reading.has("cancel", "cancel_now") else absent(reading)
    if gone:
        reading.found = {**reading.found, "book": []}
    return [(0, CancelAppointment(which=which_one(reading, each))) for each in gone]


def _moved_or_given_up(reading: Reading) -> list[tuple[int, Command]]:
    if reading.has("change") or reading.moves:
        return change_of(reading)
    if stops(reading):
        return [(0, CancelAppointment())]
    return _given_up(reading)


def _given_up(reading: Reading) -> list[tuple[int, Command]]:
    if reading.situation.waits_for_payment and reading.has("payment_trouble"):
        return []  # «me salió que el pago fue rechazado»
    if wants_no_other(reading) and reading.situation.upcoming and not reading.situation.services:
        reading.found = {**reading.found, "another_day": []}
        return _cancel(reading)
    if spoken_of(reading) and _gives_up(reading):
        return [(0, CancelAppointment(which=named_or_spoken_of(reading, spoken=True)))]
    if not reading.has("cancel", "cancel_now") or _only_asks(reading):
        return []
    return _cancel(reading)


def stops(reading: Reading) -> bool:
    """«al final no quiero la cita», while one is being made."""
    return (
        reading.has("stop_booking")
        and bool(reading.situation.services)
        and reading.question not in _YES_OR_NO
        and not (reading.when() or reading.mentions)
    )


def _gives_up(reading: Reading) -> bool:
    """«uy no, olvídalo, que no puedo», right after it was booked."""
    words = (reading.text.word(each.start)[:4] for each in reading.spans("stop_booking"))
    given_up = reading.has("cannot") or bool({"olvi", "ya", "no"} & set(words))
    return reading.has("stop_booking") and given_up and not (reading.mentions or reading.asks)


def is_draft_change(reading: Reading) -> bool:
    """«cambiar» while something is being booked and nothing exists is about the draft."""
    return (
        reading.has("change")
        and not reading.situation.has_upcoming
        and bool(reading.situation.services or reading.question in {Question.SLOT, Question.DAY})
    )


def _only_asks(reading: Reading) -> bool:
    """«¿y si cancelo?», «¿puedo cancelar gratis?», «…luego?»: only the policy is asked."""
    words = reading.text.words()
    spans = reading.spans("cancel")
    place = spans[0].start if spans else 0
    before = words[max(0, place - 3) : place]
    some_day = {"gratis", "luego", "despues", "adelante"} & {*words}
    return (
        reading.asks
        and ("si" in before or "cuando" in before or bool(some_day))
        and not reading.has("cancel_now")
    )


def _cancel(reading: Reading) -> list[tuple[int, Command]]:
    spans = [*reading.spans("cancel"), *reading.spans("cancel_now"), *reading.spans("not_another")]
    explicit = reading.has("cancel_now", "explicitly")
    each_of = several(reading)
    which = _which_is_off(reading, spans[0].start)
    reading.drop_items(0, len(reading.text))
    if each_of:
        return [
            (spans[0].start, CancelAppointment(which=one, explicit=explicit)) for one in each_of
        ]
    return [(spans[0].start, CancelAppointment(which=which, explicit=explicit))]


def _which_is_off(reading: Reading, place: int) -> When | None:
    """Which one is cancelled: «la de mañana no puedo, cancélala, pero la del viernes la dejo»."""
    words = reading.text.words()
    end = next((at for at in range(place, len(words)) if words[at] in _APART), len(words))
    when = that_one(reading, as_day_of_it(reading.when(0, end) or reading.when()))
    pointed_at = bool({"esa", "esta", "ese", "este"} & set(words))
    return when or named_or_spoken_of(reading, spoken=pointed_at)
