"""What is told about other days is no wish."""

import re
from collections.abc import Sequence
from datetime import date
from itertools import pairwise

from atrevete_core.domain.commands import PartOfDay

from ..text.verbs import all_forms
from ..text.words import Text, listed
from ..vocabulary.kinds import words_of_kind
from .bounds import as_bounds
from .elsewhere import is_routine, is_told_elsewhere, without_kept_away
from .items import Clock, Days, Hours, Item, Sign, Soonest
from .left_free import also_told, left_free, recurs, without_closed

#: What keeps people away: said in the first person it is no wish.
_OCCUPATIONS = all_forms(
    listed(
        "trabajar currar ensayar estrenar actuar estudiar viajar hornear madrugar cenar celebrar "
        "cuidar llevar recoger acompañar entrenar jugar correr volver empezar acabar terminar "
        "entrar cerrar tener"
    )
)
#: After a day these tell what happens then: it is no wish.
_HAPPENS = listed(
    "tiene hay es son viajo salgo empiezo estoy viene vienen juega llega llegan cumplo cumple "
    "cumplen vuelve vuelven regresa regresan opera operan caso casa casan"
) | {
    form
    for form in _OCCUPATIONS
    if form.endswith(("o", "amos", "emos", "imos")) and form not in {"trabajo", "curro"}
}  # «el jueves trabajo» refuses the day: a sign of its own
#: Between a day and what happens then.
_BETWEEN = listed("yo nosotros nosotras me nos se ya lo la los las le les siempre tambien")
_LEAVES = (["me", "voy"], ["nos", "vamos"], ["me", "marcho"], ["nos", "marchamos"])
#: What stands before these is only the reason for what follows.
_THEREFORE = ("asi que", "asique", "por eso", "conque", "por lo que", "de modo que")
#: What one may "have" on a day that is a wish all the same.
_WISHED = words_of_kind("free_time")


#: «anda, si es Navidad»: a day that is, not one that is wished.
#: «mi vecina se peina con ustedes los lunes».
_WITH_US = listed("ustedes vosotras vosotros")
_IS = listed("es era celebramos celebro")
#: «se casa mi hija el sábado», «tengo boda el 12»: why somebody comes.
_EVENTS = words_of_kind("occasions")
#: What one does or what there is at an hour that is no wish: «recojo al niño a las dos».
_OTHERS = words_of_kind("other_appointments")
_KEEPS_AWAY = words_of_kind("keeps_away")
_HAVE = listed("tengo tenemos")
_ERRANDS = words_of_kind("errands") | words_of_kind("free_from_then") | _OTHERS
#: «…al viernes, calla, que el viernes viajo».
_TAKES_BACK = frozenset({"no", "calla", "espera", "quita", "perdon", "perdona"})
_EUROS = listed("€ euro euros eur")
_PAID = listed("anticipo señal adelanto deposito reserva")
#: «disculpe que le escriba en domingo», «siento molestar en festivo».
_WRITES = ("escrib", "molest", "contact", "importun")
_ON = listed("en un el hoy este siendo por la de")
_FAR = 9
_NEAR = 5
_ENDS = frozenset({".", "?", "!", "|", ","})


def without_asides(items: Sequence[Item], text: Text) -> list[Item]:
    """«disculpe que le escriba en domingo», «¿me devolvéis los 9,20?»: no time of any visit."""
    items = [item for item in items if not (_holds(item, Clock) and _is_money(item, text))]
    days = [item for item in items if _holds(item, Days)]
    gone = [item for item in days if _is_of_writing(item, text) or _is_over(item, text)]
    said = {id(item) for item in gone}
    for first, second in pairwise(days):  # «hoy es domingo y no sé si estáis, el martes…»
        what_day = text.words(first.end, second.start) in (["es"], ["que", "es"])
        if what_day and text.between(first.start, first.end) == "hoy" and days[-1] is not second:
            said |= {id(first), id(second)}
    return [item for item in items if id(item) not in said]


def _is_money(item: Item, text: Text) -> bool:
    """«los 9,20 que pagué», «di 9,20 de señal», «9,20 €»: an amount."""
    if text.word(item.start) == "los" or text.word(item.start - 1) == "los":
        return True
    after = text.words(item.end, item.end + 2)
    return bool(_EUROS & set(after[:1])) or (after[:1] == ["de"] and bool(_PAID & set(after)))


def _is_over(item: Item, text: Text) -> bool:
    """«las axilas no, que me las hice el lunes»: that was done then."""
    before = text.between(max(0, item.start - _FAR), item.start)
    return _DONE.search(f"{before} ") is not None


#: «me las hice», «me la puso Marta».
_DONE = re.compile(
    r"\b(?:me|nos|le|les) (?:(?:la|lo|las|los) )?"
    r"(?:hice|hicimos|hizo|hicieron|hicisteis|puse|puso|pusieron|pusisteis|depile|cortaron|dieron)"
    r" (?:(?!y |que |pero |ahora |quiero |queria |para |si |mejor |o )[^\s,.?!|]+ ){0,5}$"
)


def _is_of_writing(item: Item, text: Text) -> bool:
    before = text.words(max(0, item.start - _NEAR), item.start)
    place = max(
        (index for index, word in enumerate(before) if word.startswith(_WRITES)), default=-1
    )
    return place >= 0 and set(before[place + 1 :]) <= _ON


def without_background(items: Sequence[Item], text: Text, today: date) -> Sequence[Item]:
    """«mañana tengo una entrevista, ¿me cortáis hoy?»: of two days the one that is told is none."""
    items = [each for each in without_closed(items, text) if not _is_condition(each, text)]
    items = [each for each in items if not _SINCE_THEN.search(text.between(0, each.start) + " ")]
    items = _without_alternatives(items, text)
    items = [each for each in items if not is_told_elsewhere(each, text)]
    items = as_bounds(_without_errands(items, text), text)
    items = _without_reasons(_without_taken_back(items, text), text)
    items = [each for each in items if not (each.rule in _ABOUT_THEN and _is_event(each, text))]
    about = [item for item in items if _holds(item, Days) and _is_told(item, text)]
    about = also_told(about, items, text)
    away = [item for item in about if _recurs_away(item, text)]
    items = left_free(items, about, away, text, today)
    refused = about if any(_is_refused(each, items, len(text)) for each in about) else []
    for kind in (Days, PartOfDay):
        told = [item for item in items if _holds(item, kind) and _is_told(item, text)]
        told = [item for item in told if item not in refused]
        wished = [item for item in items if item not in told and _holds(item, kind)]
        wished = [item for item in wished if not _holds(item, Soonest)]  # «lo antes posible»
        if wished:
            items = [item for item in items if item not in told]
        elif told and told[-1] is items[-1] and _keeps_away(told[-1], text):
            end = told[-1].end
            items = [*items, Item(end, end, told[-1].rule, (Sign.NOT,))]
    return items


#: «quítame el esmalte, que llevo el de agosto», «no la veo desde Navidad».
_SINCE_THEN = re.compile(
    r"\bno (?:(?:la|lo|las|los|me|le|les|nos|os|se) )+(?!va |vien|cuadr|encaj|pued|sirv)\w+ "
    r"(?:\w+ ){0,3}desde (?:el |la |los |las )?$"
    r"|\b(?:llevo|llevaba|llevamos|traigo) (?:aun |todavia |puest\w+ )*"
    r"(?:el|la|los|las|lo) (?:de )?$"
)


def _recurs_away(item: Item, text: Text) -> bool:
    """«los martes tengo inglés»: what one has every week keeps them away, whatever it is."""
    after = text.words(item.end, item.end + _NEAR)
    until = next((at for at, word in enumerate(after) if word in _ENDS), len(after))
    return is_routine(item, text) or not _WISHED & {*after[:until]}


#: «me caso en dos semanas» names no day that could be wished.
_ABOUT_THEN = frozenset({"dates.in_weeks", "dates.in_months"})
#: «a las 6 y si no puedes a las 7»; but «si no te importa, a las 7».
_OR_ELSE = re.compile(
    r"(?:^| )(?:y |o |pero )?si no(?: (?:puede[ns]? ser|puedes?|podeis|pudiera ser|hay|tienes"
    r"|teneis|tienen|queda|es posible|se puede))?(?: (?:hueco|sitio|nada|a esa hora|ese dia))*"
    r" (?=(?:, )?(?:pues |tambien |me (?:vale|sirve|va bien|viene bien|iria bien) |puede ser "
    r"|podria ser |puedo )*(?:a |el |la |por |para |hoy |mañana |otr[oa] |[a-z]+es ))"
)


def _without_alternatives(items: Sequence[Item], text: Text) -> list[Item]:
    """«a las 6, y si no puedes a las 7»: the first is asked for."""
    said = _OR_ELSE.search(text.line)
    if said is None:
        return [*items]
    place = text.index_at(said.start() + 1)
    before = [each for each in items if each.end <= place]
    kinds = tuple(kind for kind in (Days, Clock, PartOfDay) if any(_holds(e, kind) for e in before))
    refused = any(each.values[0] is Sign.NOT for each in before)
    if not kinds or refused:
        return [*items]
    return [each for each in items if each.start < place]


def _keeps_away(item: Item, text: Text) -> bool:
    """«no puedo, el jueves tengo examen»: alone, it refuses the Thursday."""
    after = text.words(item.end, item.end + _NEAR)
    until = next((at for at, word in enumerate(after) if word in _ENDS), len(after))
    return bool(_HAVE & {*after[:until]} and (_OTHERS | _KEEPS_AWAY) & {*after[:until]})


def _holds(item: Item, kind: type | tuple[type, ...]) -> bool:
    return any(isinstance(value, kind) for value in item.values)


def _is_condition(item: Item, text: Text) -> bool:
    """«y si Víctor no puede, con quien sea»: no day is refused."""
    before = text.words(max(0, item.start - 2), item.start)
    return item.values[0] is Sign.NOT and before[:1] == ["si"] and len(before) > 1


def _is_told(item: Item, text: Text) -> bool:
    if text.word(item.start - 1) in _WITH_US | _IS and not _is_wished(item, text):
        return True
    if _holds(item, Days) and (_is_event(item, text) or is_routine(item, text)):
        return True
    return _happens(item, text)


def _is_wished(item: Item, text: Text) -> bool:
    """«yo me las quiero hacer es este viernes»."""
    before = text.words(max(0, item.start - _NEAR), item.start)
    return any(word.startswith(("quier", "quis", "hacer")) for word in before)


def _happens(item: Item, text: Text) -> bool:
    """«el sábado estrenamos», «por la mañana yo estoy horneando»; not «estoy libre»."""
    after = text.words(item.end, item.end + 6)
    if after[:2] in _LEAVES:
        return True
    while after[:1] and after[0] in _BETWEEN:
        after = after[1:]
    if recurs(item) and (every_week := _EVERY_WEEK.match(f"{' '.join(after)} ")):
        return every_week["free"] is None
    if {*after[1:2]} & _SUITS:
        return False  # «a las once me viene bien, que por la tarde trabajo»
    wished = set(after[:5]) & _WISHED and not set(after[:5]) & _OTHERS
    return bool(after) and after[0] in _HAPPENS and not wished


_SUITS = listed("bien genial perfecto perfecta estupendo fenomenal ideal mejor")
#: «los jueves voy a la piscina», «los lunes me toca guardia»; «los lunes salgo a las 3» wishes.
_EVERY_WEEK = re.compile(
    r"(?P<free>(?:salgo|acabo|termino|plego|libro) )"
    r"|(?:voy|vamos|va|van) (?:a|al|de|con) (?!pod|quer|ir |hacer|pedir|reserv|coger)"
    r"|(?:hago|hacemos|doy|damos|toca|descanso|como|comemos|ceno|duermo|subo|bajo|quedo|quedamos) "
)


def _without_taken_back(items: Sequence[Item], text: Text) -> Sequence[Item]:
    """«al lunes 4… no, el lunes 4 cierro trimestre: al martes 5»: what is named again after a "no"
    is not wanted, when another follows.
    """
    gone: list[Item] = []
    for kind in (Days, Clock):
        for first, second in pairwise(each for each in items if _holds(each, kind)):
            later = [each for each in items if each.start >= second.end]
            others = [each for each in later if _holds(each, kind)]
            between = set(text.words(first.end, second.start))
            again = first.values == second.values and _TAKES_BACK & between
            if not (again and any(each.values != second.values for each in others)):
                continue
            gone += [first, second]
            if any(_holds(each, Clock) for each in later):  # the hour went with its day
                gone += [
                    each
                    for each in items
                    if first.end <= each.start < second.start and _holds(each, Clock)
                ]
    return [item for item in items if item not in gone]


def _without_reasons(items: Sequence[Item], text: Text) -> Sequence[Item]:
    """«el sábado estrenamos, así que mechas el viernes»: of two days the one after it."""
    line = f" {text.line} "
    for words in _THEREFORE:
        place = line.find(f" {words} ")
        if place < 0:
            continue
        index, told = text.index_at(place), False
        for kind in (Days, (Clock, Hours), PartOfDay):
            after = [each for each in items if each.start >= index and _holds(each, kind)]
            before = [each for each in items if each.end <= index and _holds(each, kind)]
            before = [each for each in before if not _is_refused(each, items, index)]
            if kind is not Days and told and not after:  # «trabajo de 9 a 14 de lunes a jueves»
                items = [item for item in items if item not in before]
            if after and not _is_refused(after[0], items, len(text)):
                items = [item for item in items if item not in before]
                again = {each.values for each in before} & {each.values for each in after}
                told = kind is Days and len(before) > 1 and not again
    return items


def _is_refused(item: Item, items: Sequence[Item], before: int) -> bool:
    """«el jueves no puedo, así que el viernes»: that is said of it already."""
    return any(
        item.end <= each.start <= item.end + 1 and each.end <= before and each.values[0] is Sign.NOT
        for each in items
    )


def _is_event(item: Item, text: Text) -> bool:
    """«tengo boda el sábado», «la víspera de la boda»."""
    before = text.words(max(0, item.start - _NEAR), item.start)
    place = max((index for index, word in enumerate(before) if word in _EVENTS), default=-1)
    if place < 0:
        after = text.words(item.end, item.end + 2)
        had = after[:1] in _ONE and text.word(item.start - 1) in _HAVE  # «tengo el sábado la boda»
        return (had or after[:1] in (["de"], ["a"])) and bool(_EVENTS & {*after[1:]})
    return not (_ENDS | _THEN | _WISHED) & set(before[place:])


_ONE = (["la"], ["el"], ["una"], ["un"])
#: «el sábado cumplo años y el viernes…»: of another day.
_THEN = listed("y e pero entonces")


def _without_errands(items: Sequence[Item], text: Text) -> Sequence[Item]:
    """«recojo al nieto a las dos, ¿me lo haces a las once?»: of two hours only the wish is kept."""
    items = without_kept_away(items, text)
    told = [
        item
        for item in items
        if _is_errand(item, items, text)
        or _is_why(item, items, text)
        or _is_of_the_salon(item, text)
    ]
    wished = [item for item in items if isinstance(item.values[0], Clock | Hours | PartOfDay)]
    return [item for item in items if item not in told] if len(told) < len(wished) else items


def _is_of_the_salon(item: Item, text: Text) -> bool:
    """«estáis hasta las 8», «a la una cerráis»: the salon's own hours."""
    near = {text.word(item.start - 1), *text.words(item.end, item.end + 2)}
    return isinstance(item.values[0], Clock | Hours) and bool(near & _OPENS)


_OPENS = listed("estais abris cerrais abren cierran estan cierra abre abriis")
#: What follows these is why: «a las doce, que a las dos comemos».
_WHY = listed("que porque pues luego ya asique")
#: With these it is another wish: «a las doce, o si no a las cinco».
_RATHER = listed(
    "o u mejor no si prefiero digo perdon sea puede podria sino entre hasta quita ? . |"
)


#: «tengo que», «hay que»: no reason begins there.
_MUST = listed("tengo tenemos hay tiene")


def _is_why(item: Item, items: Sequence[Item], text: Text) -> bool:
    """An hour in words that only say why: the one stated before it stays."""
    if not isinstance(item.values[0], Clock):
        return False
    stated = [
        each for each in items if isinstance(each.values[0], Clock) and each.end <= item.start
    ]
    if not stated:
        return False
    between = text.words(stated[0].end, item.start)
    between = [w for at, w in enumerate(between) if w != "que" or between[at - 1] not in _MUST]
    return bool(_WHY & set(between)) and not _RATHER & set(between)


def _is_errand(item: Item, items: Sequence[Item], text: Text) -> bool:
    if not isinstance(item.values[0], Clock):
        return False
    if _happens(item, text):
        return True
    spent = [e.end for e in items if e.end <= item.start and isinstance(e.values[-1], Hours)]
    # «después del trabajo, sobre las 7»: that work was read as an hour of its own
    before = text.words(max(0, item.start - _FAR, *spent), item.start)
    place = max((index for index, word in enumerate(before) if word in _ERRANDS), default=-1)
    return place >= 0 and not _ENDS & set(before[place:]) and not _WISHED & set(before[place:])
