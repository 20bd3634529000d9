"""What is said about appointments that exist, and about paying: late, change, cancel, payment."""

from datetime import time

from atrevete_core.domain.commands import (
    AskReceipt,
    CancelAppointment,
    ChangeAppointment,
    ChooseStylist,
    ChooseWhen,
    ClaimPaid,
    Command,
    DayRange,
    PayOtherwise,
    RefuseSlots,
    ReportPaymentTrouble,
    RunLate,
    StopReminders,
    When,
)
from atrevete_core.ports.language_model import Question

from .reading import NamedStylist, Reading
from .temporal import combine
from .words import listed

_MINE = listed("cita citas hora reserva tengo tenia teniamos tenemos reservada cogida apuntada")
_HAVE = listed("tengo tenia teniamos tenemos")
_PAUSES = frozenset({",", ".", "?", "|", "y", "pero"})
#: After these something else is spoken of.
_APART = frozenset({"pero", "otro", "otra"})
#: How far back a word belongs to what follows.
_NEAR = 6
_TARGET = frozenset(["al", "a", "para", "por", "mejor", "otro"])
_HALF_HOURS = {
    "media hora": 30,
    "un cuarto de hora": 15,
    "cuarto de hora": 15,
    "una hora": 60,
    "tres cuartos de hora": 45,
}
#: How the words begin that say to have paid or to send a proof of it.
_PAID = listed("pag man env adj")
_MOST_MINUTES = 600
_FROM_NOW = listed("en dentro tardo tardare tardaremos quedan llego llegare a unos como demoro")
_BARE_ERRORS = frozenset(
    {"error", "fallo", "no va", "no funciona", "no se abre", "no abre", "no me deja"}
)


def visits(reading: Reading) -> list[tuple[int, Command]]:
    """Commands about what was booked before, or about its payment."""
    if reading.has("stop_reminders"):
        return [(reading.spans("stop_reminders")[0].start, StopReminders())]
    if reading.has("receipt") and not reading.has("paid"):
        return [(reading.spans("receipt")[0].start, AskReceipt())]
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
    said = _minutes(reading)
    arrives = None if said else _arrives(reading)
    reading.drop_items(0, len(reading.text))
    if said and _is_from_now(reading, *said):
        return spans[0].start, RunLate(arrives_in=said[0])
    return spans[0].start, RunLate(minutes=said[0] if said else None, arrives=arrives)


def _minutes(reading: Reading) -> tuple[int, int, int] | None:
    """How many minutes were said, and the tokens that say it."""
    words = reading.text.words()
    numbers = reading.moment.words.numbers
    for index, word in enumerate(words):
        if word in {"minutos", "m", "'"} and index:
            number = words[index - 1]
            minutes = numbers.get(number, int(number) if number.isdecimal() else None)
            if minutes is not None and minutes < _MOST_MINUTES:
                return minutes, index - 1, index + 1
    line = reading.text.line
    for phrase, value in _HALF_HOURS.items():
        place = f" {line}".find(f" {phrase} ")
        if place >= 0:
            start = reading.text.index_at(place)
            return value, start, start + len(phrase.split())
    return None


def _is_from_now(reading: Reading, minutes: int, start: int, end: int) -> bool:
    """«llego en 20 min» counts from now, «llego 20 min tarde» from the appointment."""
    after = reading.text.words(end, end + 3)
    if minutes and {"tarde", "retraso", "demora", "atraso"} & set(after):
        return False
    before = set(reading.text.words(max(0, start - 4), start))
    return bool(_FROM_NOW & before) and not before & {"retraso", "retrasada", "retrasado"}


def _arrives(reading: Reading) -> time | None:
    """«llego a las 17:20»; «tenía hora a las diez» is when it was to be."""
    words = reading.text.words()
    for item in reading.items:
        if not set(words[max(0, item.start - 4) : item.start]) & _MINE:
            when = combine([item], reading.text, reading.moment)
            if when and when.at:
                return when.at
    return None


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
        if waits or _PAID & {word[:3] for word in reading.text.words(each.start, each.end)}
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
    with_whom = [each for each in reading.stylists if each.sure and not _has_mine(reading, each)]
    said += [
        (len(reading.text), ChooseStylist(stylist=each.stylist.name)) for each in with_whom[-1:]
    ]
    if target is not None:
        said.append((len(reading.text), ChooseWhen(when=target)))
    reading.drop_items(0, len(reading.text))
    return said


def _has_mine(reading: Reading, named: NamedStylist) -> bool:
    """«mi cita con Marta»: the one that exists."""
    words = reading.text.words(max(0, named.start - _NEAR - 3), named.start)
    after = words[max((words.index(mark) for mark in _PAUSES if mark in words), default=-1) + 1 :]
    return bool(_MINE & set(after)) or (bool(_HAVE & set(after)))


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
        if before[-1:] == ["para"] and not _HAVE & set(words[: item.start]):
            return item.start  # «cambiar la cita para el viernes»
        belongs = bool(near and near[-1] in _MINE) or (first in {"del", "de"} and place == 0)
        belongs = belongs or (not place and first != "al" and _is_had(words, item.start))
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


def _is_had(words: list[str], start: int) -> bool:
    """«tengo el facial el jueves»: the day of what is had, with nothing between but its name."""
    before = words[max(0, start - _NEAR) : start]
    place = max((index for index, word in enumerate(before) if word in _HAVE), default=-1)
    return place >= 0 and not set(before[place:]) & _PAUSES


def _mine_until(reading: Reading) -> int:
    """Up to where words are still about the appointment that exists."""
    words = reading.text.words()
    return max((index for index, word in enumerate(words) if word in _MINE), default=-1) + 6


def _cancel(reading: Reading) -> list[tuple[int, Command]]:
    spans = [*reading.spans("cancel"), *reading.spans("cancel_now")]
    which = _which_is_off(reading, spans[0].start)
    reading.drop_items(0, len(reading.text))
    explicit = reading.has("cancel_now", "explicitly")
    return [(spans[0].start, CancelAppointment(which=which, explicit=explicit))]


def _which_is_off(reading: Reading, place: int) -> When | None:
    """Which one is cancelled: «la de mañana no puedo, cancélala, pero la del viernes la dejo»."""
    words = reading.text.words()
    end = next((at for at in range(place, len(words)) if words[at] in _APART), len(words))
    when = reading.when(0, end) or reading.when()
    if when is None or not when.not_on or (when.days and when.days.last):
        return when
    # The day that does not suit is the day of the appointment.
    days = DayRange(first=when.not_on[0], last=when.not_on[-1])
    return when.model_copy(update={"days": days, "not_on": (), "weekdays": ()})
