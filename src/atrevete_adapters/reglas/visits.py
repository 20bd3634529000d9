"""What is said about appointments that exist, and about paying: late, change, cancel, payment."""

from collections.abc import Sequence
from datetime import datetime, time, timedelta

from atrevete_core.domain.commands import (
    Accept,
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

from .choices import unwanted
from .minutes import bare_minutes, minutes_said
from .moving import HAVE, MINE, PAUSES, as_day_of_it, really_cancels, spoken_of, which_and_target
from .notation import Found
from .own import named_own, when_of
from .reading import NamedStylist, Reading
from .several_visits import several
from .temporal import combine
from .verbs import forms_of
from .words import listed

#: After these something else is spoken of.
_APART = frozenset({"pero", "otro", "otra"})
#: How far back a word belongs to what follows.
_NEAR = 6
#: How the words begin that say to have paid or to send a proof of it.
_PAID = listed("pag man env adj")
_FROM_NOW = listed(
    "aparcando casi camino faltan en dentro tardo tardare tardaremos quedan llego llegare a unos "
    "como demoro"
)
_YES_OR_NO = frozenset(
    {
        Question.PACK, Question.CANCEL, Question.CANCEL_WITHOUT_REFUND, Question.CONSULTATION,
        Question.LOOK_AGAIN, Question.SECOND_BOOKING, Question.ANYTHING_ELSE, Question.NEW_DAY,
        Question.THIRD_NAME,
    }
)  # fmt: skip
_ARRIVE = forms_of("llegar") | listed("estoy estare estaria estaremos aparezco aparecere")
_SAYS_LATE = listed("tarde retraso llego llegare llegamos llegaremos atasco trafico")
_TOWARDS_PAST = ("a", "sobre", "hasta", "para", "como a", "a eso de", "calculo", "como")
#: Later than this after the start nobody means to be late for it.
_LATEST = timedelta(hours=3)
#: What answers these is about another day.
_MOVING = frozenset({Question.CANCEL, Question.CANCEL_WITHOUT_REFUND, Question.NEW_DAY})
_BARE_ERRORS = frozenset(
    {"error", "fallo", "no va", "no funciona", "no se abre", "no abre", "no me deja"}
)


def visits(reading: Reading) -> list[tuple[int, Command]]:
    """Commands about what was booked before, or about its payment."""
    if reading.has("stop_reminders") and not _takes_out_of_book(reading):
        return [(reading.spans("stop_reminders")[0].start, StopReminders())]
    if reading.has("receipt") and not reading.has("paid"):
        return [(reading.spans("receipt")[0].start, AskReceipt())]
    if (late := _late(reading)) is not None:
        return [late]
    payment = _payment(reading)
    return payment or _change_or_cancel(reading)


def _takes_out_of_book(reading: Reading) -> bool:
    """«lo de hoy no va a poder ser, dadlo de baja» is about an appointment."""
    bare = all(reading.text.word(each.start) == "baja" for each in reading.spans("stop_reminders"))
    return bare and reading.has("cancel")


def _late(reading: Reading) -> tuple[int, Command] | None:
    if really_cancels(reading):
        return None
    spans = [each for each in reading.spans("late") if not _inside_change(reading, each)]
    place = spans[0].start if spans else _arrival(reading)
    place = _kept_from(reading) if place is None else place
    if place is None and reading.question is Question.ARRIVAL and not _really_off(reading):
        said_when = minutes_said(reading) or bare_minutes(reading) or _arrives(reading)
        place = 0 if said_when else None
    if place is None:
        return None
    words = reading.text.between(spans[0].start, spans[0].end) if spans else ""
    if words.startswith("llego a las") and not reading.situation.has_upcoming:
        return None
    said = minutes_said(reading) or bare_minutes(reading)
    arrives = None if said else _arrives(reading)
    reading.drop_items(0, len(reading.text))
    if said and _is_from_now(reading, *said):
        return place, RunLate(arrives_in=said[0])
    return place, RunLate(minutes=said[0] if said else None, arrives=arrives)


def _kept_from(reading: Reading) -> int | None:
    """«uf, no llego», shortly before an appointment: late, as long as nothing is cancelled."""
    spans = reading.spans("not_in_time") or _only_minutes(reading)
    near = [
        each
        for each in reading.situation.upcoming
        if -_LATEST <= each.start - reading.moment.now <= _LATEST
    ]
    moving = reading.has("change", "cancel", "cancel_now", "elsewhere")
    moving = moving or (reading.moves and bool(reading.spans("not_in_time")))
    if not (spans and near) or moving or reading.question in _MOVING:
        return None
    return spans[0].start


def _only_minutes(reading: Reading) -> list[Found[str]]:
    """«perdón perdón, 20 minutos»: nothing else is said."""
    words = reading.text.words()
    bare = bare_minutes(reading)
    if bare is not None and words[bare[1] - 1] == "en" and _ARRIVE & set(words):
        return [Found(bare[1], bare[2], "late", {})]
    said = minutes_said(reading)
    left = reading.left_over("greeting", "takes_back", "yes", "thanks")
    few = said is not None and len(left) <= said[2] - said[1] + 1
    return [Found(said[1], said[2], "late", {})] if said is not None and few else []


def _really_off(reading: Reading) -> bool:
    """It is to be moved or cancelled; «no me da tiempo a llegar» alone says neither."""
    words = (
        set(reading.text.words(each.start, each.end)) & _ARRIVE for each in reading.spans("cancel")
    )
    return reading.has("change", "cancel_now") or not all(words)


def _inside_change(reading: Reading, span: Found[str]) -> bool:
    """«que me la retrasen media hora» moves it; nobody is late."""
    return any(
        each.start <= span.end and span.start <= each.end for each in reading.spans("change")
    ) and not _SAYS_LATE & set(reading.text.words())


def _arrival(reading: Reading) -> int | None:
    """«llegaré sobre las cinco y media», on the day of an appointment and about that hour."""
    today = [
        each.start
        for each in reading.situation.upcoming
        if each.start.date() == reading.moment.today
    ]
    if not today or _really_off(reading) or reading.situation.services:
        return None
    words = reading.text.words()
    arriving = [index for index, word in enumerate(words) if word in _ARRIVE]
    arrives = _arrives(reading)
    if _cannot_be_there(reading, today, words, arriving):
        return arriving[0]
    if not arriving or arrives is None:
        return None
    late = any(timedelta() < _on(each, arrives) - each <= _LATEST for each in today)
    return arriving[0] if late else None


def _cannot_be_there(
    reading: Reading, today: Sequence[datetime], words: Sequence[str], arriving: Sequence[int]
) -> bool:
    """«uf, no llego», shortly before the hour: late, and nobody knows yet how much."""
    soon = any(-_LATEST < each - reading.moment.now < _LATEST for each in today)
    return soon and any(words[index - 1] == "no" for index in arriving if index)


def _on(start: datetime, at: time) -> datetime:
    return start.replace(hour=at.hour, minute=at.minute)


def _is_from_now(reading: Reading, minutes: int, start: int, end: int) -> bool:
    """«llego en 20 min» counts from now, «llego 20 min tarde» from the appointment."""
    after = reading.text.words(end, end + 3)
    if minutes and {"tarde", "retraso", "demora", "atraso"} & set(after):
        return False
    before = set(reading.text.words(max(0, start - 4), start))
    if after[:1] == ["y"] and set(after[1:2]) & (_ARRIVE | {"entro", "subo"}):
        return True  # «diez minutos y estoy»
    late = any(word.startswith(("retras", "demor", "atras")) for word in before)
    return bool(_FROM_NOW & before) and not late


def _arrives(reading: Reading) -> time | None:
    """«llego a las 17:20»; «tenía hora a las diez» is when it was to be."""
    words = reading.text.words()
    for item in reading.items:
        before = words[max(0, item.start - 4) : item.start]
        if "no" in before and _ARRIVE & set(before):
            continue  # «no llego a las 12» is when it is, «llego a y media» when they come
        if not set(before) & MINE:
            when = combine([item], reading.text, reading.moment)
            if when and when.at:
                return when.at
    return _past_the_hour(reading)


#: «llego a y media»: of the hour at which it is to be.
_PAST = {
    "menos veinte": 40, "menos cuarto": 45, "menos diez": 50, "menos 20": 40, "menos 10": 50,
    "y media": 30, "y cuarto": 15, "y diez": 10, "y veinte": 20, "y 10": 10, "y 20": 20,
}  # fmt: skip


def _past_the_hour(reading: Reading) -> time | None:
    today = [
        each.start
        for each in reading.situation.upcoming
        if each.start.date() == reading.moment.today
    ]
    line = f" {reading.text.line}"
    for phrase, minute in _PAST.items():
        said = any(f" {sign} {phrase} " in line for sign in _TOWARDS_PAST)
        when = today[0].time().replace(minute=minute) if len(today) == 1 and said else None
        if when is not None and when > today[0].time() and f"no llego a {phrase} " not in line:
            return when
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
    if fails_to_pay(reading):
        return [(reading.spans("failing")[0].start, ReportPaymentTrouble())]
    paid = [
        each for each in reading.spans("paid")
        if waits or _PAID & {word[:3] for word in reading.text.words(each.start, each.end)}
    ]  # fmt: skip
    if paid and not (reading.asks and not waits):
        return [(paid[0].start, ClaimPaid())]
    if waits and reading.has("will_pay"):
        reading.drop_items(0, len(reading.text))
        asks = reading.asks or "hasta" in reading.text.words()
        return [(0, ClaimPaid() if asks else Accept())]
    return []


def fails_to_pay(reading: Reading) -> bool:
    """While a link waits: «la página se queda en blanco», «nada, otra vez lo mismo»."""
    if not reading.situation.waits_for_payment or not reading.has("failing"):
        return False
    if reading.has("cancel", "change") or reading.moves or _says_to_have_paid(reading):
        return False
    plain = max(map(len, reading.spans("failing"))) > 1 or not reading.items
    return reading.has("pay_thing") or (plain and not (reading.mentions or reading.asks))


def _says_to_have_paid(reading: Reading) -> bool:
    """«he pagado, pero no me sale nada»."""
    return any(
        word.startswith(("pagad", "pague", "abonad", "pagao"))
        for each in reading.spans("paid")
        for word in reading.text.words(each.start, each.end)
    )


def _change_or_cancel(reading: Reading) -> list[tuple[int, Command]]:
    if is_draft_change(reading):
        return [] if reading.items else [(reading.spans("change")[0].start, RefuseSlots())]
    if reading.has("change") or reading.moves:
        return _change(reading)
    if stops(reading):
        return [(0, CancelAppointment())]
    return _given_up(reading)


def _given_up(reading: Reading) -> list[tuple[int, Command]]:
    if spoken_of(reading) and _gives_up(reading):
        return [(0, CancelAppointment(which=_named_or_spoken_of(reading, spoken=True)))]
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
    which = which or _named_or_spoken_of(reading, spoken=reading.moves)
    place = min((each.start for each in reading.spans("change")), default=0)
    said: list[tuple[int, Command]] = [(place, ChangeAppointment(which=which))]
    with_whom = [each for each in reading.stylists if each.sure and not _has_mine(reading, each)]
    said += [
        (len(reading.text), ChooseStylist(stylist=each.stylist.name)) for each in with_whom[-1:]
    ]
    said += unwanted(reading)
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
    when = as_day_of_it(reading.when(0, end) or reading.when())
    that_one = bool({"esa", "esta", "ese", "este"} & set(words))
    return when or _named_or_spoken_of(reading, spoken=that_one)


def _named_or_spoken_of(reading: Reading, *, spoken: bool) -> When | None:
    """Of several: «la de las uñas», or the one that the talk is about."""
    if len(reading.situation.upcoming) <= 1:
        return None
    own = named_own(reading) or (spoken_of(reading) if spoken else None)
    return when_of(own) if own else None
