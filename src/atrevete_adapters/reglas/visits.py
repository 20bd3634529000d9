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
    PayOtherwise,
    RefuseSlots,
    ReportPaymentTrouble,
    RunLate,
    StopReminders,
    When,
)
from atrevete_core.ports.language_model import Question

from .minutes import minutes_said
from .moving import HAVE, MINE, PAUSES, as_day_of_it, which_and_target
from .reading import NamedStylist, Reading
from .temporal import combine
from .words import listed

#: After these something else is spoken of.
_APART = frozenset({"pero", "otro", "otra"})
#: How far back a word belongs to what follows.
_NEAR = 6
#: How the words begin that say to have paid or to send a proof of it.
_PAID = listed("pag man env adj")
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
    said = minutes_said(reading)
    arrives = None if said else _arrives(reading)
    reading.drop_items(0, len(reading.text))
    if said and _is_from_now(reading, *said):
        return spans[0].start, RunLate(arrives_in=said[0])
    return spans[0].start, RunLate(minutes=said[0] if said else None, arrives=arrives)


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
        if not set(words[max(0, item.start - 4) : item.start]) & MINE:
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
    if reading.has("change") or reading.moves:
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
    which, target = which_and_target(reading)
    place = min((each.start for each in reading.spans("change")), default=0)
    said: list[tuple[int, Command]] = [(place, ChangeAppointment(which=which))]
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
    after = words[max((words.index(mark) for mark in PAUSES if mark in words), default=-1) + 1 :]
    return bool(MINE & set(after)) or (bool(HAVE & set(after)))


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
    return as_day_of_it(reading.when(0, end) or reading.when())
