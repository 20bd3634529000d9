"""Which of the customer's own appointments the words are about (R37, R43, R44)."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from atrevete_core.domain.catalogue import Category
from atrevete_core.domain.commands import (
    AddServices,
    ChangeAppointment,
    ChooseWhen,
    Command,
    DayRange,
    DropServices,
    When,
)
from atrevete_core.ports.language_model import Question, Upcoming

from ..mention import Mention
from ..people.booked_for import booked_for
from ..reading import Person, Reading
from ..services.spoken import nearest
from ..services.variants import same_thing
from ..temporal import Item
from ..temporal.items import Days, Sign, Unit
from ..text.words import fold, listed
from ..vocabulary.kinds import words_of_kind
from ..wanted.refusing import is_refused
from ..wanted.settling import left_of_own
from ..which_and_target import HAVE, MINE, fits, spoken_of, target_items, which_and_target
from .moving import is_had

ALSO = listed("tambien ademas encima aprovecho")
#: «lo del jueves» is an appointment so far ahead, when none is nearer.
_FAR = timedelta(days=28)
_TOWARDS = listed("al a para por mejor")
_NEAR = 4
#: Words of a whole craft: «la del pelo», «la de estética».
_CRAFTS = {
    Category.HAIR: listed("pelo peluqueria peluquero peluquera melena cabeza cabello"),
    Category.BEAUTY: listed("estetica uñas cara depilacion cera manos pies facial"),
}
_I_DO_NOT = re.compile(r" yo (?:al final )?no (?:voy|vengo|puedo|podre|ire|llego|voy a poder)")
_THEIRS = re.compile(r" (?:la suya|lo suyo|(?:la|lo|cita) de (?:ella|el)) ")
_MINE = re.compile(r" (?:la mia|lo mio|mi cita|mi hora) ")


def without_had(reading: Reading) -> Reading:
    """«tengo masaje el jueves, ¿hay parking?»: what is booked is not asked for anew."""
    if reading.has("my_appointments"):
        reading.people = [each for each in reading.people if not _comes_already(reading, each)]
    had = [each for each in reading.mentions if is_had(reading, each)]
    if reading.situation.services or {"otra", "otro", *ALSO} & {*reading.text.words()}:
        return reading
    starts = [each.start for each in reading.situation.upcoming]
    for named in had:
        for item in reading.items:
            if named.end <= item.start <= named.end + _NEAR and fits(item, starts):
                reading.drop_items(item.start, item.end)
    reading.mentions = [each for each in reading.mentions if each not in had]
    return reading


def _comes_already(reading: Reading, person: Person) -> bool:
    """«¿qué día es la cita de mi hija?»: hers is booked."""
    return any(
        each.person and (person.whom == each.relation or person.name == each.person.split()[0])
        for each in reading.situation.upcoming
    )


def with_own_days(reading: Reading) -> Reading:
    """«lo del jueves» is the Thursday of the appointment, though it is not the next one."""
    reading.items = [_on_its_day(reading, each) for each in reading.items]
    return reading


def _on_its_day(reading: Reading, item: Item) -> Item:
    value = item.values[0]
    if not (isinstance(value, Days) and value.unit is Unit.WEEKDAY and value.single):
        return item
    starts = [each.start for each in reading.situation.upcoming]
    if item.end - item.start > _MOST_WORDS or any(each.date() == value.single for each in starts):
        return item
    limit = reading.moment.now + _FAR
    same = [each for each in starts if each.date().weekday() == value.single.weekday()]
    if len(same) != 1 or same[0] > limit or not _is_of_own(reading, item):
        return item
    day = same[0].date()
    return replace(item, values=(replace(value, first=day, last=day), *item.values[1:]))


#: «el jueves», «del jueves»: with another word it is a Thursday of its own.
_MOST_WORDS = 2


def _is_of_own(reading: Reading, item: Item) -> bool:
    """«lo del jueves», «la cita del jueves», «el jueves no puedo»; not «pásala al jueves»."""
    words = reading.text.words()
    if reading.question is Question.WHICH_APPOINTMENT:
        return True
    if words[item.start] == "al" or reading.text.word(item.start - 1) in _TOWARDS:
        return False
    before = set(words[max(0, item.start - _NEAR) : item.start])
    if words[item.start] in {"del", "de"} or before & (MINE | HAVE):
        return True
    first = next(each for each in reading.items if isinstance(each.values[0], Days))
    gives_up = reading.has("cannot", "cancel", "cancel_now") or bool(ALSO & set(words))
    return first is item and gives_up


def named_own(reading: Reading) -> Upcoming | None:
    """«la de las uñas», «la del pelo», «la de Rosa», «la de mi hija», «la mía», «la primera»: of
    several, the one named.
    """
    upcoming = sorted(reading.situation.upcoming, key=lambda each: each.start)
    for fitting in (_by_service, _by_craft, _by_person, _by_stylist, _by_place):
        found = fitting(reading, upcoming)
        if len(found) == 1:
            return found[0]
    return None


def when_of(own: Upcoming) -> When:
    """Its day and hour: how a command says which one is meant."""
    day = own.start.date()
    return When(days=DayRange(first=day, last=day), at=own.start.time())


def which_one(reading: Reading, own: Upcoming) -> When:
    """The same; of several who come at that hour, each is with a stylist of their own."""
    same = [each for each in reading.situation.upcoming if each.start == own.start]
    stylist = own.stylist if len(same) > 1 else None
    return when_of(own).model_copy(update={"stylist": stylist})


def _by_service(reading: Reading, upcoming: Sequence[Upcoming]) -> list[Upcoming]:
    named = {name for each in reading.mentions for name in each.names}
    return [each for each in upcoming if named & set(each.services)]


def _by_craft(reading: Reading, upcoming: Sequence[Upcoming]) -> list[Upcoming]:
    return of_craft(reading, upcoming, reading.text.words())


def of_craft(
    reading: Reading, upcoming: Sequence[Upcoming], words: Sequence[str]
) -> list[Upcoming]:
    """«la de peluquería»: those whose services are of that craft."""
    catalogue = reading.situation.catalogue
    crafts = {craft for craft, said in _CRAFTS.items() if said & set(words)}
    services = {each.name: each.category for each in catalogue.services}
    return [each for each in upcoming if crafts & {services.get(name) for name in each.services}]


def _by_person(reading: Reading, upcoming: Sequence[Upcoming]) -> list[Upcoming]:
    """«la de Lucía», «la de mi hija», «la suya»; «la mía» when nobody else is named."""
    line = f" {reading.text.line}"
    mine = [each for each in upcoming if not each.person]
    theirs = [
        each
        for each in upcoming
        if each.person
        and (f" {fold(each.relation)} " in line or f" {fold(each.person).split()[0]} " in line)
    ]
    if not theirs and len(mine) < len(upcoming) and _THEIRS.search(line):
        theirs = [each for each in upcoming if each.person]
    if _I_DO_NOT.search(line) and len(mine) < len(upcoming):
        return mine  # «yo no voy, pero mi madre sí»
    return theirs or (mine if _MINE.search(line) else [])


def _by_stylist(reading: Reading, upcoming: Sequence[Upcoming]) -> list[Upcoming]:
    named = {each.stylist.name for each in reading.stylists}
    return [each for each in upcoming if each.stylist in named]


def _by_place(reading: Reading, upcoming: Sequence[Upcoming]) -> list[Upcoming]:
    moves = reading.has("change", "cancel", "cancel_now")
    if not moves and reading.question is not Question.WHICH_APPOINTMENT:
        return []
    verbs = [*reading.spans("cancel"), *reading.spans("cancel_now"), *reading.spans("change")]
    said = [
        (min((abs(span.start - each.start) for each in verbs), default=span.start), place)
        for place, span in reading.positions()
        if place <= len(upcoming)
    ]
    # «quítame la segunda, que la primera me viene bien»: the one beside the verb
    place = min(said)[1] if said else 0
    return [upcoming[place - 1 if place > 0 else place]] if said else []


def amended(reading: Reading) -> ChangeAppointment | None:
    """Whose services change, of several appointments; None when that must be asked."""
    own = of_that_day(reading) or named_own(reading) or spoken_of(reading)
    return ChangeAppointment(which=which_one(reading, own)) if own else None


def moved_as_well(reading: Reading) -> tuple[Command, ...]:
    """«cámbiamela al jueves y añade un barro»: other services, and to when it goes."""
    own = amended(reading) if len(reading.situation.upcoming) > 1 else ChangeAppointment()
    _, target = which_and_target(reading)
    starts = [each.start for each in reading.situation.upcoming]
    elsewhere = any(not fits(each, starts) for each in target_items(reading))
    moves = (reading.has("change") or reading.moves) and elsewhere
    return (own, ChooseWhen(when=target)) if own and target and moves else ()


def dropped_from_own(reading: Reading, refused: Sequence[Mention]) -> tuple[str, ...]:
    """«al final no quiero el secado», of an appointment that has it (R44)."""
    if reading.situation.services or reading.people or reading.has("usual", "cancel_now"):
        return ()
    if reading.asks and reading.has("price", "total") and "si" in reading.text.words():
        return ()  # «¿cuánto me cuesta si quito el peinado?»
    had = [each.services for each in reading.situation.upcoming if len(each.services) > 1]
    gone = [name for each in refused for name in each.names if any(name in own for own in had)]
    wanted = [each for each in reading.mentions if each not in refused]
    if not refused and wanted and len(had) == 1:
        meant = bool(spoken_of(reading) or _thinks_again(reading))
        gone = [*left_of_own(reading, wanted, had[0], spoken_of=meant)]
    return tuple(dict.fromkeys(gone))


def _thinks_again(reading: Reading) -> bool:
    """«solo el corte al final», and neither another time nor an appointment is named."""
    starts = [each.start for each in reading.situation.upcoming]
    own = all(isinstance(each.values[0], Sign) or fits(each, starts) for each in reading.items)
    new = {"cita", "hora", "hueco", "otra", "otro", "reserva"} & {*reading.text.words()}
    return own and not (new or reading.asks) and bool(_AFTER_ALL.search(reading.text.line))


_AFTER_ALL = re.compile(r"\b(?:al final|finalmente|mejor|en realidad|pensandolo|he pensado)\b")


def swapped_of_own(reading: Reading, refused: Sequence[Mention]) -> tuple[Command, ...]:
    """«cámbiame el corte por un peinado», right after «cita confirmada»."""
    reading.mentions = [_of_own_form(reading, each) for each in reading.mentions]
    named = {name for each in refused for name in each.names}
    named |= {old for each in reading.mentions for old in _other_forms(reading, each)}
    having = [each for each in reading.situation.upcoming if named & set(each.services)]
    own = spoken_of(reading) or (having[0] if len(having) == 1 else None)
    if own is None or reading.situation.services or reading.people:
        return ()
    then = all(isinstance(e.values[0], Sign) or fits(e, [own.start]) for e in reading.items)
    if not (then or moved_as_well(reading)):
        return ()
    gone = tuple(name for name in own.services if name in named)
    new = [
        each
        for each in reading.mentions
        if each.clear and each not in refused and each.names[0] not in own.services
    ]
    if not (gone and new):
        return ()
    names = tuple(each.names[0] for each in new)
    return (AddServices(services=names), DropServices(services=gone))


def _of_own_form(reading: Reading, mention: Mention) -> Mention:
    """«las manos mejor permanentes», right after the plain ones were booked."""
    own = spoken_of(reading)
    form = nearest(mention.names, own.services) if own and not mention.clear else []
    there = own is not None and set(mention.names) & set(own.services)
    return replace(mention, names=(form[0],)) if form and not there else mention


#: «¿y si lo cambio por el de media hora?», of the massage of one hour.
_BY = re.compile(r"\b(?:cambi|sustitu)\w+ por (?:el|la|los|las|un|una) ")
#: «¿lo puedo cambiar por unas mechas?», of the only thing that is booked.
_IT_BY = re.compile(
    r"\b(?:l[oa] (?:\w+ ){0,2}(?:cambi|sustitu)\w+|(?:cambi|sustitu)\w*l[oa])"
    r" por (?:el|la|los|las|un|una|unos|unas) "
)


def _other_forms(reading: Reading, mention: Mention) -> list[str]:
    """«el peinado mejor largo», «que sea el gold»: of what is booked, the form that it was."""
    own, words = spoken_of(reading), {*reading.text.words()}
    told = reading.has("instead", "takes_back") or _BY.search(reading.text.line)
    instead = own or told or _BE_IT & words
    more = (ALSO | {"otro", "otra", "cita"}) & words or reading.has(*_GIVES_UP)
    asks = reading.asks and not _BY.search(reading.text.line)
    if not mention.clear or not instead or more or asks:
        return []
    upcoming = [own] if own else reading.situation.upcoming
    had = [name for each in upcoming for name in each.services]
    new = mention.names[0]
    if own and _says_what_it_was(reading) and len(booked_for(reading)) == len(had) == 1:
        return [name for name in had if name != new]
    if len(upcoming) == len(had) == 1 and _IT_BY.search(reading.text.line):
        return [name for name in had if name != new]
    plainly = (_SMALLER | {"sin", "no"}) & {*reading.text.words(mention.start, mention.end)}
    return [old for old in had if same_thing(new, old) and (plainly or not _is_part(new, old))]


def _says_what_it_was(reading: Reading) -> bool:
    """«perdona, era corte de caballero», right after one service was booked."""
    named = [each for each in reading.mentions if not is_refused(reading, each)]
    was = {"era", "eran"} & {*reading.text.words()} or reading.has("mistaken", "takes_back")
    return len(named) == 1 and bool(was)


def _is_part(name: str, of: str) -> bool:
    """«el peinado» may well be the PEINADO LARGO that is booked."""
    return of.startswith(f"{name} ") or (name[:4] == of[:4] and " " not in name)


_GIVES_UP = ("cancel", "cancel_now", "cannot", "late")
_SMALLER = words_of_kind("smaller")
_BE_IT = listed("sea sean")


def comes(reading: Reading) -> bool:
    """«gracias, el viernes a las 11 estoy ahí», right after it was booked, or «nos vemos el viernes
    a las 11» of the one that is then: nothing is wished.
    """
    own = spoken_of(reading) or _that_they_come_to(reading)
    if own is None or reading.question in _TO_CANCEL or _GOES_TO_ANOTHER.search(reading.text.line):
        return False
    if not reading.items or reading.asks_too or reading.mentions or reading.people:
        return False
    others = ("cancel", "change", "cannot", "late", "not_in_time", "no", "book", "another_day")
    if reading.has(*others) or reading.moves:
        return False
    if reading.has("elsewhere", "instead") and not reading.has("attend", "keep"):
        return False  # «mejor el viernes que viene»
    return only_its_time(reading, own.start)


_TO_CANCEL = frozenset({Question.CANCEL, Question.CANCEL_WITHOUT_REFUND})
#: «voy el jueves a otra peluquería».
_GOES_TO_ANOTHER = re.compile(r"\b(?:a|en) otr[oa]s? (?!vez|hora|dia)")


def _that_they_come_to(reading: Reading) -> Upcoming | None:
    """The only appointment at the time that is told with «nos vemos», «voy»."""
    now = reading.situation
    if now.services or now.offered or not reading.has("attend"):
        return None
    then = [each for each in now.upcoming if only_its_time(reading, each.start)]
    return then[0] if len(then) == 1 else None


def only_its_time(reading: Reading, start: datetime) -> bool:
    return all(fits(each, [start]) for each in reading.items)


def of_that_day(reading: Reading) -> Upcoming | None:
    """The only appointment on a day that is named: «¿me hacéis también un barro el jueves?»."""
    named = [
        each
        for each in reading.situation.upcoming
        if any(isinstance(item.values[0], Days) and fits(item, [each.start])
               for item in reading.items)
    ]  # fmt: skip
    return named[0] if len(named) == 1 else None
