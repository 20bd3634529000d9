"""A day that is told only as the reason: «espera, que el martes recojo a los niños. ¿Puede ser el
miércoles 26?» wishes the Wednesday (R37).

The text is taken in parts, at marks and at «que», «porque». Of two parts with different days, the
one that tells what happens then is why; the one that asks or wishes is the wish, with its hour.
"""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise

from atrevete_core.domain.commands import PartOfDay

from ..reading import Reading
from ..temporal import Item
from ..temporal.items import Clock, Days, Edge, Hours, NoSuchDay, Sign, Unit
from ..text.words import BREAK, Text, fold, listed
from ..vocabulary.kinds import words_of_kind
from ..which_and_target import fits

_MARKS = frozenset({".", "?", "!", ",", BREAK})
#: What follows these is why, or what stands before them.
_WHY = listed("que porque pues xq como asique resulta")
#: «tengo que recoger», «hay que ir»: no new part.
_MUST = listed("tengo tiene tenemos hay tener tenia tuve tendre tendria mas menos el la")
_WISHES = words_of_kind("wishes_a_time")
#: Words that neither tell nor wish anything.
_LIGHT = listed(
    "el la los las lo al del de a en para por con y o e u ay uy uf ah eh oye mira espera perdon "
    "perdona perdone disculpa disculpe bueno pues entonces hola gracias porfa favor porfi si no es "
    "que se me te le nos os mi mis yo tu ya esto este esta mismo misma dia asi anda jo jolin vaya "
    "ostras tambien solo pero igual sobre hacia eso mas menos antes despues partir hasta desde"
) | {BREAK}
_TELLING = words_of_kind("errands") | words_of_kind("occasions") | words_of_kind(
    "other_appointments"
)  # fmt: skip
_TAKES_BACK = listed("no miento digo perdon rectifico")
_TIMES = (Days, NoSuchDay, Clock, Hours, PartOfDay, Edge)
_TO = listed("el al del de para a")
_TWO_DAYS = 2


def _drop_why_beside_offer(reading: Reading) -> None:
    """«es para mi marido, que mañana tiene juicio», while hours of today are on offer."""
    day, days = reading.situation.day_on_offer, _days(reading.items)
    if day is None or len(days) != 1:
        return
    for part in _parts(reading):
        words = {*reading.text.words(part.start, part.end)}
        event = _THEY_HAVE & words and words & _EVENTS
        asks = reading.text.word(part.end) == "?"
        if days[0] in part.days and event and not (asks or _is_day(days[0], day)):
            reading.drop_items(part.start, part.end)


def _is_day(item: Item, day: date) -> bool:
    value = item.values[0]
    return isinstance(value, Days) and value.single == day


_THEY_HAVE = listed("tiene tienen hay es son va")
_EVENTS = words_of_kind("occasions") | words_of_kind("other_appointments") | {"juicio", "clase"}


@dataclass(frozen=True, slots=True)
class _Part:
    start: int
    end: int
    days: tuple[Item, ...]
    #: It asks, or says what suits.
    wishes: bool
    #: It says what happens on that day.
    tells: bool
    #: Nothing but a time.
    bare: bool


def drop_told_days(reading: Reading) -> None:
    """Drop the days, and the hours beside them, that are only told."""
    reading.items = [each for each in reading.items if not _leaves_early(reading, each)]
    _keep_the_week(reading)
    _drop_not_that_day(reading)
    _drop_hours_of_own_day(reading)
    if len(_days(reading.items)) < _TWO_DAYS:
        _drop_why_beside_offer(reading)
        return
    parts = _parts(reading)
    told = [each for each in parts if each.days and each.tells]
    told += [each for each in parts if each.bare and _corrects_what_is_told(reading, each, parts)]
    for before, each in pairwise(parts):
        if each.bare and _goes_on(reading, before, each, parts):
            told += [before, each]
    wished = [
        each for each in parts if each.days and (each.wishes or each.bare) and each not in told
    ]
    sure = any(each.wishes for each in wished)
    for why in told:
        said = _dates(why)
        others = [each for each in wished if _dates(each) - said]
        twice = any(_dates(each) & said for each in parts if each is not why)
        if not others or twice or not (sure or _begins_with_why(reading, why)):
            continue  # «al lunes… no, que el lunes trabajo» is taken back elsewhere
        reading.items = [
            item
            for item in reading.items
            if not (why.start <= item.start < why.end and isinstance(item.values[0], _TIMES))
        ]
        reading.drop_intent("late", why.start, why.end)
        reading.told += why.days
    if reading.told:
        _forget_before(reading)


def _goes_on(reading: Reading, before: _Part, part: _Part, parts: list[_Part]) -> bool:
    """«el sábado trabajo por la mañana y el viernes por la tarde; me queda el jueves»."""
    after = [each for each in parts if each.start >= part.end and each.wishes and each.days]
    if not (before.days and part.days and after):
        return False
    works = _AT_WORK & {*reading.text.words(before.start, before.end)}
    return reading.text.word(part.start) == "y" and bool(before.tells or works)


_AT_WORK = listed("trabajo curro trabajamos doblo")


def _corrects_what_is_told(reading: Reading, part: _Part, parts: list[_Part]) -> bool:
    """«mi madre llega el lunes, no, miento, el domingo: un secado para el miércoles»."""
    earlier = [each for each in parts if each.days and each.end <= part.start]
    if not (part.days and earlier and earlier[-1].tells):
        return False
    between = set(reading.text.words(earlier[-1].end, part.start))
    later = any(each.wishes and each.days and each.start >= part.end for each in parts)
    return later and bool(between & _TAKES_BACK)


def _forget_before(reading: Reading) -> None:
    """«la boda es el sábado y queremos ir antes, el jueves»: before the day that was told."""
    reading.items = [
        each
        for each in reading.items
        if not (
            each.values[0] in (Sign.BEFORE, Sign.AFTER)
            and each.end == each.start + 1
            and reading.text.word(each.start) in {"antes", "despues"}
            and reading.text.word(each.end) not in {"de", "del", "que"}
        )
    ]


def _leaves_early(reading: Reading, item: Item) -> bool:
    """«me deja salir antes el viernes»: not before Friday."""
    text = reading.text
    bare = item.values[0] is Sign.BEFORE and item.end == item.start + 1
    of = text.word(item.end) in {"de", "del", "que"}
    return bare and not of and text.word(item.start - 1) in _LEAVES


_LEAVES = listed("salir salgo sale saldre salimos acabo acabar acabamos termino terminar plego")


def _dates(part: _Part) -> set[object]:
    values = (each.values[0] for each in part.days)
    return {(each.first, each.last) if isinstance(each, Days) else each for each in values}


def _days(items: list[Item]) -> list[Item]:
    return [each for each in items if isinstance(each.values[0], Days | NoSuchDay)]


def _drop_not_that_day(reading: Reading) -> None:
    """«era el jueves, no el martes»: the day right after the "no" is not the wish."""
    for start, end in _spans(reading):
        inside = [each for each in reading.items if start <= each.start < end]
        days = _days(inside)
        others = [each for each in _days(reading.items) if each not in days]
        if reading.text.word(start) != "no" or len(days) != 1 or not others:
            continue
        if others[0].start > start or others[0].values == days[0].values:
            continue
        rest = set(reading.text.words(start + 1, days[0].start))
        if rest <= {"el", "para", "al", "es", "era"} and days[0].end == end:
            reading.drop_items(start, end)


def _drop_hours_of_own_day(reading: Reading) -> None:
    """«ese día tengo examen hasta las seis, ¿puedo ir el sábado?»: on Saturday there is none."""
    starts = [each.start for each in reading.situation.upcoming]
    if not starts:
        return
    own, parts = False, _parts(reading)
    last = max((each.start for each in parts if each.wishes and _times(reading, each)), default=0)
    for part in parts:
        own = own or any(fits(each, starts) for each in part.days) or _that_day(reading, part)
        elsewhere = any(not fits(each, starts) for each in part.days)
        if own and not (elsewhere or part.wishes or part.bare) and part.end <= last:
            reading.items = [each for each in reading.items if each not in _hours(reading, part)]


def _that_day(reading: Reading, part: _Part) -> bool:
    return " ese dia " in f" {reading.text.between(part.start, part.end)} "


def _times(reading: Reading, part: _Part) -> list[Item]:
    inside = [each for each in reading.items if part.start <= each.start < part.end]
    return [each for each in inside if isinstance(each.values[0], _TIMES)]


def _hours(reading: Reading, part: _Part) -> list[Item]:
    starts = [each.start for each in reading.situation.upcoming]
    return [
        each
        for each in _times(reading, part)
        if isinstance(each.values[0], Clock | Hours) and not fits(each, starts)
    ]


def _parts(reading: Reading) -> list[_Part]:
    return [_part(reading, start, end) for start, end in _spans(reading)]


def _spans(reading: Reading) -> list[tuple[int, int]]:
    """Where the text is cut; never inside a date."""
    words = reading.text.words()
    dates = {at for each in reading.items for at in range(each.start + 1, each.end)}
    cuts = [
        at
        for at, word in enumerate(words)
        if at not in dates
        and (
            word in _MARKS
            or (word in _WHY and at and not _must(words, at))
            or _and_a_day(reading, at)
            or _and_a_wish(words, at)
        )
    ]
    starts = [0, *(at + (words[at] in _MARKS) for at in cuts)]
    ends = [*cuts, len(words)]
    return [(start, end) for start, end in zip(starts, ends, strict=True) if start < end]


def _must(words: list[str], at: int) -> bool:
    return words[at] == "que" and words[at - 1] in _MUST


def _and_a_day(reading: Reading, at: int) -> bool:
    """«el lunes me dan el alta y el martes puedo», not «el lunes y el martes»."""
    days = _days(reading.items)
    begins = any(each.start == at + 1 for each in days)
    return reading.text.word(at) == "y" and begins and not any(each.end == at for each in days)


def _and_a_wish(words: list[str], at: int) -> bool:
    """«el lunes mi madre tiene médico y quiere un corte el sábado»."""
    after = [each for each in words[at + 1 : at + 4] if each not in _I]
    return words[at] == "y" and bool(after) and after[0] in _WANTS


_I = listed("yo ella el a mi")
_WANTS = listed(
    "quiero quiere queria quisiera querria querriamos queremos necesito necesita necesitaria"
)


def _part(reading: Reading, start: int, end: int) -> _Part:
    text = reading.text
    inside = [each for each in reading.items if start <= each.start < end]
    times = [each for each in inside if isinstance(each.values[0], _TIMES)]
    dated = {at for each in times for at in range(each.start, each.end)}
    named = {
        at for each in reading.mentions for at in range(each.start, each.end) if start <= at < end
    }
    said = {
        text.word(at)
        for at in range(start, end)
        if at not in dated | named and not _is_somebodys(text, at)
    }
    refused = any(each.values[0] in (Sign.NOT, Sign.EXCEPT, Sign.INSTEAD_OF) for each in inside)
    asks = text.word(end) == "?"
    wishes = bool(said & _WISHES - _TELLING) or asks or bool(named)
    more = said - _LIGHT - _WISHES - _stylists(reading)
    leaves_work = any(each.rule.endswith("free_from") for each in inside)
    tells = (len(more) > 1 or leaves_work or bool(more & _TELLING)) and not (
        refused or named or asks or (said & _WISHES) or _is_of_an_appointment(text, times)
    )
    return _Part(
        start,
        end,
        tuple(_days(inside)),
        wishes and not refused,
        tells,
        not (more or refused or tells),
    )


def _is_somebodys(text: Text, at: int) -> bool:
    """«mi madre tiene médico»: no «¿tiene el viernes?»."""
    whose = {*text.words(max(0, at - _NEAR), at)}
    return text.word(at) in {"tiene", "tienen"} and bool(whose & {"mi", "mis"})


_NEAR = 3


def _is_of_an_appointment(text: Text, times: list[Item]) -> bool:
    """«la del viernes no sé si llego»: of the appointment on Friday, no reason for another day."""
    return any(
        text.word(each.start) in {"del", "de"} and text.word(each.start - 1) in {"la", "lo"}
        for each in times
    )


def _stylists(reading: Reading) -> set[str]:
    return {fold(each.name) for each in reading.situation.catalogue.stylists}


def _begins_with_why(reading: Reading, part: _Part) -> bool:
    return reading.text.word(part.start) in _WHY


def _keep_the_week(reading: Reading) -> None:
    """«el martes tengo reunión, mejor el miércoles», when Tuesday the 25th is spoken of:
    the one of that week, not tomorrow.
    """
    day = reading.situation.day_spoken_of
    days = [each for each in reading.items if _is_weekday(each, reading)]
    if day is None:
        return
    today = reading.moment.today
    reading.items = [_in_week(each, day, today) if each in days else each for each in reading.items]


def _is_weekday(item: Item, reading: Reading) -> bool:
    """«el miércoles»; with a number, or «este», it is a date of its own."""
    value = item.values[0]
    if not (isinstance(value, Days) and value.unit is Unit.WEEKDAY and value.single):
        return False
    return set(reading.text.words(item.start, item.end - 1)) <= _TO


def _weekday(item: Item) -> int | None:
    value = item.values[0]
    return value.single.weekday() if isinstance(value, Days) and value.single else None


def _in_week(item: Item, day: date, today: date) -> Item:
    """The same weekday in the week of that day, unless it is over."""
    value, weekday = item.values[0], _weekday(item)
    if not isinstance(value, Days) or weekday is None:
        return item
    there = day + timedelta(days=weekday - day.weekday())
    if there <= today:
        return item
    return replace(item, values=(replace(value, first=there, last=there), *item.values[1:]))
