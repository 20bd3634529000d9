"""«Voy tarde», in the many words of it: how much, from when, and whose appointment (R32)."""

from collections.abc import Sequence
from datetime import datetime, time, timedelta

from atrevete_core.domain.commands import Command, RunLate
from atrevete_core.ports.language_model import Question

from ..minutes import bare_minutes, minutes_said
from ..reading import Reading
from ..temporal import Item, combine
from ..temporal.items import Clock, Days
from ..text.notation import Found
from ..text.verbs import forms_of
from ..text.words import listed
from ..vocabulary.kinds import words_of_kind
from ..which_and_target import MINE, fits
from .moving import is_at_a_wrong_time, really_cancels

_FROM_NOW = words_of_kind("from_now")
_ARRIVE = forms_of("llegar") | listed("estoy estare estaria estaremos aparezco aparecere")
_SAYS_LATE = listed("tarde retraso llego llegare llegamos llegaremos atasco trafico")
_TOWARDS_PAST = ("a", "sobre", "hasta", "para", "como a", "a eso de", "calculo", "como")
#: Later than this after the start nobody means to be late for it.
_LATEST = timedelta(hours=3)
#: Minutes until somebody who is «llegando» is there.
_COMING_IN = 5
#: What answers these is about another day.
_MOVING = frozenset({Question.CANCEL, Question.CANCEL_WITHOUT_REFUND, Question.NEW_DAY})


def late(reading: Reading) -> tuple[int, Command] | None:
    elsewhen = reading.has("change") or is_at_a_wrong_time(reading)
    if really_cancels(reading) or (elsewhen and not _is_today(reading)):
        return None  # «¿me la pasáis a la tarde? Llego sobre las cinco y media»
    hour = any(isinstance(each.values[0], Clock) for each in reading.items)
    # «ya llego»; «a las doce ya llego de sobra» is in time
    there = [] if hour else _as_good_as_there(reading)
    spans = [*reading.spans("late"), *there]
    spans = [each for each in spans if not _inside_change(reading, each)]
    about_another = reading.situation.services or reading.mentions
    if about_another and not reading.situation.has_upcoming:
        return None  # «quita el peinado, que voy justa de tiempo»
    if reading.situation.services or reading.instead:  # «me he liado, es para mi suegra»
        spans = [each for each in spans if not reading.inside("takes_back", each)]
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
    said = _delay(reading) or bare_minutes(reading)
    arrives = None if said else _arrives(reading)
    reading.drop_items(0, len(reading.text))
    if said and _is_from_now(reading, *said) and not _only_says_how_late(reading, *said):
        return place, RunLate(arrives_in=said[0])
    coming = _COMING_IN if there and not (said or arrives) else None
    return place, RunLate(minutes=said[0] if said else None, arrives_in=coming, arrives=arrives)


def _delay(reading: Reading) -> tuple[int, int, int] | None:
    """«llevo media hora parada» is how long, not how late."""
    said = minutes_said(reading)
    before = reading.text.words(max(0, said[1] - 2), said[1]) if said else []
    return None if {*before} & _FOR_SO_LONG else said


_FOR_SO_LONG = listed("llevo llevamos lleva llevan hace desde")


def _as_good_as_there(reading: Reading) -> list[Found[str]]:
    """«ya llego», about the hour of an appointment; «casi estoy decidida» is something else."""
    if not _is_about_now(reading):
        return []
    spans = reading.spans("almost_there")
    return [each for each in spans if reading.text.word(each.end) in _AFTER_THERE]


#: What may follow «ya llego», «estoy al lado»: nothing, a pause, or of what and when.
_AFTER_THERE = listed(". , ? ! | y en a al de del por ya que pero perdon lo con") | {""}


def _is_about_now(reading: Reading) -> bool:
    """An appointment begins within a few hours, or has just begun."""
    starts = (each.start - reading.moment.now for each in reading.situation.upcoming)
    return any(-_LATEST <= each <= _LATEST for each in starts)


def _is_today(reading: Reading) -> bool:
    return any(e.start.date() == reading.moment.today for e in reading.situation.upcoming)


def tells_arrival(reading: Reading) -> bool:
    """«calculo que estaré ahí a las once y media», on the day, after the hour."""
    return _arrival(reading) is not None


def _kept_from(reading: Reading) -> int | None:
    """«uf, no llego», shortly before an appointment: late, as long as nothing is cancelled."""
    spans = reading.spans("not_in_time") or _only_minutes(reading)
    near = _is_about_now(reading)
    moving = reading.has("change", "cancel", "cancel_now", "elsewhere", "another_day")
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
    return reading.has("change", "cancel_now", "another_day") or not all(words)


def _is_home(reading: Reading, span: Found[str]) -> bool:
    """«ese día llego tarde a casa»: not to the salon."""
    return reading.text.words(span.end, span.end + 2) in (["a", "casa"], ["al", "trabajo"])


def _inside_change(reading: Reading, span: Found[str]) -> bool:
    """«que me la retrasen media hora» moves it, «ese día salgo tarde, pásala a las 18:30» too;
    nobody is late.
    """
    comes = _ARRIVE & {*reading.text.words(*reading.clause(span.start))}
    moved = reading.has("change", "elsewhere") and reading.asks and _arrives(reading)
    if moved and (not comes or _is_home(reading, span)):
        return True
    return any(
        each.start <= span.end and span.start <= each.end for each in reading.spans("change")
    ) and not _SAYS_LATE & set(reading.text.words())


def _arrival(reading: Reading) -> int | None:
    """«llegaré sobre las cinco y media», on the day of an appointment and about that hour."""
    today = [
        each.start
        for each in reading.situation.upcoming
        if each.start.date() == reading.moment.today or reading.question is Question.ATTENDANCE
    ]
    if not today or _really_off(reading) or reading.situation.services:
        return None
    if reading.moves and _on_another_day(reading):
        return None  # «no llego, ponme mañana»
    words = reading.text.words()
    arriving = [index for index, word in enumerate(words) if word in _ARRIVE]
    arrives = _arrives(reading)
    if _cannot_be_there(reading, today, words, arriving):
        return arriving[0]
    arriving = [index for index in arriving if not _is_of_another_sentence(reading, index)]
    if not arriving or arrives is None:
        return None
    late = any(timedelta() < _on(each, arrives) - each <= _LATEST for each in today)
    return arriving[0] if late else None


def _is_of_another_sentence(reading: Reading, arriving: int) -> bool:
    """«allí estaré. Mi nuera recoge al niño a las doce»: the hour is not theirs."""
    first, last = reading.clause(arriving)
    timed = [each for each in reading.items if isinstance(each.values[0], Clock)]
    return bool(timed) and not any(first <= each.start < last for each in timed)


def _on_another_day(reading: Reading) -> bool:
    days = [each.values[0] for each in reading.items if isinstance(each.values[0], Days)]
    return any(each.first and each.first > reading.moment.today for each in days)


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
    if minutes and {"tarde", "retraso", "demora", "atraso", "despues", "pasada"} & set(after):
        return False
    before = set(reading.text.words(max(0, start - 6), start))
    if before & _LATE_BY and reading.text.word(start - 1) not in {"en", "de"}:
        return False  # «un pelín tarde, unos 10 minutos»
    if after[:1] == ["y"] and set(after[1:2]) & (_ARRIVE | {"entro", "subo"}):
        return True  # «diez minutos y estoy»
    late = any(word.startswith(("retras", "demor", "atras")) for word in before)
    return bool(_FROM_NOW & before) and not late


def _only_says_how_late(reading: Reading, minutes: int, start: int, end: int) -> bool:
    """«unos 15 minutos», half an hour before it, from somebody who said to be late: so much after
    its hour, for they would be early otherwise.
    """
    bare = start <= 1 and not (_ARRIVE | {"en", "dentro"}) & set(reading.text.words(0, end))
    there = reading.moment.now + timedelta(minutes=minutes)
    ahead = [each.start for each in reading.situation.upcoming if each.start > reading.moment.now]
    return reading.question is Question.ARRIVAL and bare and bool(ahead) and there < min(ahead)


#: «un poco tarde, 10 minutos».
_LATE_BY = listed("tarde retraso demora atraso retrasada retrasado")


def _arrives(reading: Reading) -> time | None:
    """«llego a las 17:20»; «tenía hora a las diez» is when it was to be."""
    words = reading.text.words()
    for item in _from_the_last_hour(reading):
        before = words[max(0, item.start - 4) : item.start]
        if "no" in before and _ARRIVE & set(before):
            continue  # «no llego a las 12» is when it is, «llego a y media» when they come
        if not set(before) & MINE:
            when = combine([item], reading.text, reading.moment)
            if when and when.at:
                return when.at
    return _past_the_hour(reading)


def _from_the_last_hour(reading: Reading) -> Sequence[Item]:
    """«no me da tiempo a llegar a las 12, llegaré a las 12 y cuarto», «llego a las 12 y cuarto en
    vez de a las 12»: its own hour is not when they come.
    """
    starts = [each.start for each in reading.situation.upcoming]
    hours = [each for each in reading.items if isinstance(each.values[0], Clock)]
    own = [fits(each, starts) for each in hours]
    left = [each for each in hours if any(own) and not fits(each, starts)]
    led = (reading.text.words(max(0, each.start - 2), each.start) for each in left)
    coming = [each for each, words in zip(left, led, strict=True) if _ARRIVE & {*words}]
    return coming or left or reading.items  # «salí a las cuatro… llego a las cinco y veinte»


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
