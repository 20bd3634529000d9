"""What is said about appointments that exist, and about paying: late, change, cancel, payment."""

from datetime import time

from atrevete_core.domain.commands import (
    CancelAppointment,
    ChangeAppointment,
    ChooseWhen,
    ClaimPaid,
    Command,
    PayOtherwise,
    RefuseSlots,
    ReportPaymentTrouble,
    RunLate,
    StopReminders,
    When,
)
from atrevete_core.ports.language_model import Question

from .reading import Reading
from .temporal import combine
from .words import listed

_MINE = listed("cita citas hora reserva tengo tenia teniamos tenemos reservada cogida apuntada")
_TARGET = frozenset(["al", "a", "para", "por", "mejor", "otro"])
_HALF_HOURS = {
    "media hora": 30,
    "un cuarto de hora": 15,
    "cuarto de hora": 15,
    "una hora": 60,
    "tres cuartos de hora": 45,
}
_BARE_ERRORS = frozenset(
    {"error", "fallo", "no va", "no funciona", "no se abre", "no abre", "no me deja"}
)


def visits(reading: Reading) -> list[tuple[int, Command]]:
    """Commands about what was booked before, or about its payment."""
    if reading.has("stop_reminders"):
        return [(reading.spans("stop_reminders")[0].start, StopReminders())]
    if (late := _late(reading)) is not None:
        return [late]
    payment = _payment(reading)
    return payment or _change_or_cancel(reading)


def _late(reading: Reading) -> tuple[int, Command] | None:
    spans = reading.spans("late")
    if not spans:
        return None
    words = reading.text.between(spans[0].start, spans[0].end)
    if words.startswith("llego a las") and not reading.situation.has_upcoming:
        return None
    minutes, arrives = _minutes(reading), _arrives(reading)
    reading.drop_items(0, len(reading.text))
    return spans[0].start, RunLate(minutes=minutes, arrives=arrives)


def _minutes(reading: Reading) -> int | None:
    words = reading.text.words()
    for index, word in enumerate(words):
        if word in {"minutos", "m", "'"} and index:
            number = words[index - 1]
            if number.isdecimal() and int(number) < 600:
                return int(number)
            if number in reading.moment.words.numbers:
                return reading.moment.words.numbers[number]
    line = reading.text.line
    return next((value for phrase, value in _HALF_HOURS.items() if phrase in line), None)


def _arrives(reading: Reading) -> time | None:
    when = reading.when()
    return when.at if when else None


def _payment(reading: Reading) -> list[tuple[int, Command]]:
    waits = reading.situation.waits_for_payment
    trouble = [
        each for each in reading.spans("payment_trouble")
        if waits or reading.text.between(each.start, each.end) not in _BARE_ERRORS
    ]  # fmt: skip
    if trouble:
        return [(trouble[0].start, ReportPaymentTrouble())]
    otherwise = reading.spans("pay_otherwise")
    refuses = any(reading.text.word(each.start) == "no" for each in otherwise)
    about_deposit = (
        waits or refuses or "anticipo" in reading.text.words() or "señal" in reading.text.words()
    )
    if otherwise and about_deposit:
        return [(otherwise[0].start, PayOtherwise())]
    paid = [
        each for each in reading.spans("paid")
        if waits or "pag" in reading.text.between(each.start, each.end)
    ]  # fmt: skip
    if paid and not (reading.asks and not waits):
        return [(paid[0].start, ClaimPaid())]
    return []


def _change_or_cancel(reading: Reading) -> list[tuple[int, Command]]:
    if is_draft_change(reading):
        return [] if reading.items else [(reading.spans("change")[0].start, RefuseSlots())]
    if reading.has("change"):
        return _change(reading)
    if not reading.has("cancel", "cancel_now"):
        return []
    if _only_asks(reading):
        return []
    return _cancel(reading)


def is_draft_change(reading: Reading) -> bool:
    """«cambiar» while something is being booked and nothing exists is about the draft."""
    return (
        reading.has("change")
        and not reading.situation.has_upcoming
        and bool(reading.situation.services or reading.question in {Question.SLOT, Question.DAY})
    )


def _only_asks(reading: Reading) -> bool:
    """«¿y si cancelo?», «¿puedo cancelar gratis?»: the policy is asked, nothing is cancelled."""
    words = reading.text.words()
    spans = reading.spans("cancel")
    place = spans[0].start if spans else 0
    before = words[max(0, place - 3) : place]
    return (
        reading.asks
        and ("si" in before or "cuando" in before or "gratis" in words)
        and not reading.has("cancel_now")
    )


def _change(reading: Reading) -> list[tuple[int, Command]]:
    which, target = _which_and_target(reading)
    said: list[tuple[int, Command]] = [
        (reading.spans("change")[0].start, ChangeAppointment(which=which))
    ]
    if target is not None:
        said.append((len(reading.text), ChooseWhen(when=target)))
    reading.drop_items(0, len(reading.text))
    return said


def _which_and_target(reading: Reading) -> tuple[When | None, When | None]:
    """«la del jueves al viernes por la tarde»: which one it is, and to when."""
    split = _target_begins(reading)
    first = [item for item in reading.items if item.start < split]
    rest = [item for item in reading.items if item.start >= split]
    return (
        combine(first, reading.text, reading.moment) if first else None,
        combine(rest, reading.text, reading.moment) if rest else None,
    )


def _target_begins(reading: Reading) -> int:
    """The first date that is not said right after "la cita (del)" or "tengo cita"."""
    items, words = reading.items, reading.text.words()
    for place, item in enumerate(items):
        first = words[item.start]
        before = words[max(0, item.start - 4) : item.start]
        near = [word for word in before if word not in {"el", "la", "de", "del", "para"}]
        belongs = bool(near and near[-1] in _MINE) or (first in {"del", "de"} and place == 0)
        if place and not belongs:
            gap = words[items[place - 1].end : item.start]
            belongs = (
                not gap
                and first not in {"al", "para"}
                and items[place - 1].start < _mine_until(reading)
            )
        if not belongs or first == "al":
            return item.start
    return len(words)


def _mine_until(reading: Reading) -> int:
    """Up to where words are still about the appointment that exists."""
    words = reading.text.words()
    return max((index for index, word in enumerate(words) if word in _MINE), default=-1) + 6


def _cancel(reading: Reading) -> list[tuple[int, Command]]:
    spans = [*reading.spans("cancel"), *reading.spans("cancel_now")]
    which = reading.when()
    reading.drop_items(0, len(reading.text))
    explicit = reading.has("cancel_now", "explicitly")
    return [(spans[0].start, CancelAppointment(which=which, explicit=explicit))]
