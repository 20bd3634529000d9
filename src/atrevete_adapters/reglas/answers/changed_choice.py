"""A slot is named and something of it is to be otherwise: «la última, pero media hora más tarde»,
«a las 5 llego justísima, ¿y cuarto?», «la de las 12 pero con otra chica» (R37). Then it is looked
for anew, on that slot's day; the slot is not taken as it stands.
"""

import re
from datetime import timedelta

from atrevete_core.domain.commands import (
    ChooseStylist,
    ChooseWhen,
    Command,
    DayRange,
    RefuseSlots,
    When,
)
from atrevete_core.ports.language_model import OfferedSlot

from ..minutes import minutes_said
from ..reading import Reading
from ..temporal.items import Sign
from ..text.words import listed

_LATER, _SOONER = r"mas tarde(?:cito)?|despues", r"mas (?:temprano|pronto)|antes"
_ENDS = r"(?= ?(?:[,.?!|]|si |porfa|por favor|pero |que (?!la |las |el )|mejor|o |con |$))"
#: «media hora | más tarde».
_WAY = re.compile(rf"(?:o asi |o un poco |o algo )*(?:(?P<later>{_LATER})|{_SOONER})\b{_ENDS}")
#: «retrasarla un poco | un cuarto de hora».
_MOVED = re.compile(r"\b(?:(?P<later>retras|atras|corr)|adelant)\w+ (?:un poco |como |unos )?$")
#: «pero un poquito más tarde», «¿no podría ser algo antes?».
_A_BIT = re.compile(
    r"\b(?:pero|aunque|solo que|ser|sera|seria|haber|habria|(?<!la )(?<!el )(?<!lo )que sea) "
    r"(?:si puede ser |puede ser |podria ser |no podria ser |no puede ser |que sea |mejor "
    r"|algo |un pelin |un poco |un poquito"
    rf" |un pelo )*(?:(?P<later>{_LATER})|{_SOONER})\b{_ENDS}"
)
#: «a las 5 llego justísima».
_JUST = re.compile(
    r"\b(?:llego|voy|ando|iria|llegaria|salgo|vamos|llegamos) (?:muy |un poco |super |demasiado "
    r"|algo |bastante |ya )*(?:just|apurad|pillad|corriendo)\w* "
    r"(?!(?:de dinero|, )?(?:pero|aunque) )"
)
_NUMBERS = {
    "cuarenta y cinco": 45, "45": 45, "tres cuartos": 45, "cuarenta": 40, "40": 40, "35": 35,
    "veinticinco": 25, "25": 25, "cuarto": 15, "media": 30, "diez": 10, "10": 10, "veinte": 20,
    "20": 20, "quince": 15, "15": 15, "cinco": 5, "5": 5, "30": 30, "treinta": 30,
}  # fmt: skip
#: «¿y cuarto?», «a y media mejor», of the hour that was named.
_MINUTES = re.compile(
    r"(?:^|(?<=[,.?!|] )|(?<=pero )|(?<=mejor )|(?<=ser )|(?<=ser a )|(?<=sera )|(?<=hay )"
    r"|(?<=tienes )|(?<=teneis ))(?:a |mejor |sobre |o )*"
    rf"(?:y|(?P<less>menos)) (?P<number>{'|'.join(_NUMBERS)})(?= (?:[,.?!|]|mejor|si |puede|podria"
    r"|porfa|pues|es |te |os |estaria|me )| ?$)"
)
#: «llego cinco minutos más tarde» asks for no other slot.
_ARRIVING = ("lleg", "tard", "aparc", "avis", "liber", "cancel", "anul")
_NEAR = 3
_A_LITTLE = timedelta(minutes=30)


#: «más tarde | ya no puedo»; not «¿más tarde no hay nada?».
_CANNOT_THEN = re.compile(
    r"(?:ya |yo |me |es que )*(?:no (?:puedo|podria(?! ser)|podemos|llego|me (?:va|viene|da|cuadra)"
    r"|quiero|estoy)|imposible|tampoco)\b"
)


def drop_arrivals(reading: Reading) -> None:
    """«la de las 5, llego cinco minutos más tarde», «la de las 2, más tarde no puedo», ask for no
    later one.
    """
    for intent in ("later", "earlier"):
        for each in reading.spans(intent):
            before = reading.text.words(max(0, each.start - 2 * _NEAR), each.start)
            after = reading.text.between(each.end, each.end + 2 * _NEAR)
            arrives = any(word.startswith(_ARRIVING) for word in before)
            if arrives or _CANNOT_THEN.match(after):
                reading.drop_intent(intent, each.start, each.end)


def otherwise(reading: Reading, slot: OfferedSlot) -> list[tuple[int, Command]]:
    """What of the slot that was named is to be otherwise; nothing when it is taken as it is."""
    if (when := _at_another_time(reading, slot)) is not None:
        return [(0, ChooseWhen(when=when)), *_with(reading)]
    wished = _of_another_kind(reading, slot)
    at = slot.start.time()
    when = _on_its_day(slot).model_copy(update={"at": at})
    return [(0, ChooseWhen(when=when)), (0, wished)] if wished else []


def of_what_is_held(reading: Reading) -> list[tuple[int, Command]]:
    """«mejor media hora más tarde», «¿puede ser un poco antes?», of an hour that waits for its
    payment; not «pago más tarde».
    """
    slot = reading.situation.held
    words = reading.text.words()
    told = [*reading.spans("too_early"), *reading.spans("too_late")]  # «es muy pronto»
    timed = any(
        not (isinstance(item.values[0], Sign) or any(e.start <= item.start < e.end for e in told))
        for item in reading.items
    )
    if slot is None or timed or any(word.startswith(_PAYING) for word in words):
        return []
    if asks_for_others(reading):
        return [(0, RefuseSlots(others=True))]
    just = _JUST.search(reading.text.line) and "esa hora" not in reading.text.line
    if not just and (said := otherwise(reading, slot)):
        return said
    drop_arrivals(reading)
    sooner = _is_wished(reading, "earlier", "too_late")
    if not (sooner or _is_wished(reading, "later", "too_early")) or len(words) > _SHORT:
        return []
    return [(0, ChooseWhen(when=_by_a_little(slot, later=not sooner)))]


def asks_for_others(reading: Reading) -> bool:
    """«¿qué otras horas tienes?», «¿no hay alguna más?»; not «¿tienes algo más barato?», nor, when
    an hour is held, «¿hay algo más que tenga que hacer?».
    """
    starts = {each.start for each in reading.items}
    for each in reading.spans("other_hours"):
        last = reading.text.words(each.end - 2, each.end)
        if last[-1] != "mas" or starts & {each.end, each.end + 1}:
            return True
        hours = last[0].startswith("algun") or not reading.situation.held
        if hours and _SENTENCE_ENDS.match(reading.text.between(each.end, each.end + _NEAR) + " "):
            return True
    return False


_SENTENCE_ENDS = re.compile(r" |[,.?!|]|(?:libre|disponible|ese dia|esa \w+|por la \w+) ")


def _is_wished(reading: Reading, *intents: str) -> bool:
    """«¿puede ser más tarde?», «mejor antes»: after a word that wishes it, or nothing else is
    said; not «perdona que te conteste más tarde».
    """
    line = reading.text.line
    for each in (one for intent in intents for one in reading.spans(intent)):
        before = f"{reading.text.between(0, each.start)} "
        after = f"{reading.text.between(each.end, len(reading.text))} "
        if _WISHES.search(before) and _WISH_ENDS.match(after):
            return True
    asks = reading.asks or "mejor" in line or reading.has("too_early", "too_late")
    left = {reading.text.word(at) for at in reading.left_over(*intents, *_COURTESIES)}
    return reading.has(*intents) and asks and left <= _AROUND


_WISHES = re.compile(
    r"\b(?:puede|podria|podriais|puedo|podemos|podriamos|posible|mejor|prefiero|preferi\w+"
    r"|quiero|queria|querria|quisiera|necesit\w+|gustaria|hay|habria|hubiera|tienes|teneis"
    r"|tendrias|tendriais|tenias|sea|fuera|vendria|viene|va|iria|pon\w*|cambi\w+|muev\w+|pas\w+) "
    r"(?:(?:ser|haber|ir|venir|cogerla?|ponerla?|ponerme|algo|nada|un|poco|poquito|bien|mejor|la|lo"
    r"|me|nos|a|hora|hueco|otra|una|que|sea|para|si|puede|te|os|alguna|alguno) )*$"
)
_WISH_ENDS = re.compile(_ENDS)
_COURTESIES = ("greeting", "thanks", "takes_back", "yes", "no")
#: Around «más tarde» or «es muy pronto», when nothing else is said.
_AROUND = listed(
    "y o mejor un poco algo si se pues porfa por favor uf uy ay es que puede la muy para mi"
)


def _by_a_little(slot: OfferedSlot, *, later: bool) -> When:
    at = (slot.start + (_A_LITTLE if later else -_A_LITTLE)).time()
    return _on_its_day(slot).model_copy(update={"earliest" if later else "latest": at})


#: «lo pago más tarde», «te mando el justificante luego».
_PAYING = ("pag", "abon", "ingres", "bizum", "tarjet", "enlac", "link", "mand", "envi", "confirm")
_SHORT = 12


def _on_its_day(slot: OfferedSlot) -> When:
    return When(days=DayRange(first=slot.start.date(), last=slot.start.date()))


def _with(reading: Reading) -> list[tuple[int, Command]]:
    return [(0, ChooseStylist(stylist=each.stylist.name)) for each in reading.stylists[:1]]


def _at_another_time(reading: Reading, slot: OfferedSlot) -> When | None:
    day = _on_its_day(slot)
    if (by := _by(reading) or _to_minutes(reading, slot)) is not None:
        moved = (slot.start + by).time()
        return day.model_copy(update={"at": moved})
    a_bit, just = _A_BIT.search(reading.text.line), _JUST.search(reading.text.line)
    if a_bit is None and just is None:
        return None
    return _by_a_little(slot, later=bool(just or (a_bit and a_bit["later"])))


def _by(reading: Reading) -> timedelta | None:
    """«media hora más tarde», «¿se puede adelantar 15 minutos?»."""
    said = minutes_said(reading)
    if said is None:
        return None
    minutes, start, end = said
    text = reading.text
    if any(word.startswith(_ARRIVING) for word in text.words(max(0, start - _NEAR), start)):
        return None
    way = _WAY.match(text.between(end, len(text)) + " ") or _MOVED.search(
        f"{text.between(0, start)} "
    )
    if way is None:
        return None
    return timedelta(minutes=minutes if way["later"] else -minutes)


def _to_minutes(reading: Reading, slot: OfferedSlot) -> timedelta | None:
    """«¿y cuarto?», «mejor menos cuarto»: of its hour."""
    line = reading.text.line
    for said in _MINUTES.finditer(line):
        start, end = (reading.text.index_at(place) for place in said.span())
        if any(each.start < end and start < each.end for each in reading.items):
            continue
        number = _NUMBERS[said["number"]]
        return timedelta(minutes=(-number if said["less"] else number) - slot.start.minute)
    return None


def _of_another_kind(reading: Reading, slot: OfferedSlot) -> ChooseStylist | None:
    """«la segunda pero con una chica», when it is a man's."""
    known = [e for e in reading.situation.catalogue.stylists if e.name == slot.stylist]
    for intent, gender in (("woman_stylist", "f"), ("man_stylist", "m")):
        if reading.has(intent) and known and known[0].gender != gender:
            return ChooseStylist(gender="f" if gender == "f" else "m")
    return None
