"""Services that are named and are none of this visit: «las mechas ya las haré en verano», «vengo de
depilarme las cejas», «de color voy bien», «¿vendéis tintes?» (R37).

What of them is chosen is left to `taking_out`: «el barro lo dejamos para otro día».
"""

import re

from ..mention import Mention
from ..reading import Reading
from .done_before import drop_done_before
from .taking_out import LATER

_FAR = 9
_LIGHT = r"(?:, |ya |pues |eso |mejor |al final |entonces |si eso |creo que |que |me |nos )*"
_SEASON = (
    r"(?:en |para |el |hasta |despues de |pasad[oa]s? )+(?:la |las |el |los )?"
    r"(?:verano|invierno|otoño|primavera|navidad\w*|reyes|fiestas|vacaciones|feria|enero|febrero"
    r"|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre|año que viene)"
)
_ANOTHER = rf"(?:{_SEASON}|(?:para )?(?:{LATER}))(?! semana)"
_THEN = rf"(?:{_ANOTHER}|(?:para )?(?:luego|despues))"
_IT = r"(?:lo|la|los|las) "
_WILL = r"(?:hare|haremos|dare|daremos|pondre|pondremos|pedire|mirare|vere|veremos)"
#: «las mechas ya las haré», «un tinte otro día», «las mechas las dejo para enero».
_NOT_YET = re.compile(
    rf"{_LIGHT}(?:ya (?:me |nos )?{_IT}{_WILL}(?: ya)?(?: {_THEN})?"
    rf"|(?:me |nos )?(?:{_IT})(?:{_WILL}|hago|doy|dej\w+)(?: (?:ya|mejor))? {_THEN}"
    rf"|(?<!que )(?:ya |mejor |pues |eso )*{_ANOTHER}"
    r"(?= (?:[,.|!;]|pero|que|porque|y|solo)|$))(?= |$)"
)
#: «quiero un tinte otro día», «y también un tinte otro día» wishes it.
_WISHED = re.compile(
    r"\b(?:quiero|queria|querria|quisiera|necesit\w+|pon\w*|apunt\w+|reserv\w+|pedir|pido|cita|hora"
    r"|tambien|ademas|otra cosa|haz\w*|teneis|tienes|hay|puedo|podria|podeis|y)\b"
)
#: «vengo de hacerme las cejas», «acabo de depilarme».
_JUST_DONE = re.compile(
    r"\b(?:vengo|venimos|acabo|acabamos|salgo|salimos) de (?:(?:hacer|pon|poner|dar|echar)\w* )?"
    r"(?:el |la |los |las |un |una |unas )?$"
)
_AMISS = re.compile(r"\b(?:fatal|mal|horrible|arregl\w+|desastre|corregir\w*)\b")
#: «de color voy bien», «con las uñas estoy servida», «las cejas las tengo bien».
_SUPPLIED = re.compile(
    rf"(?:, )?(?:ya |todavia |aun |de momento |por ahora |yo )*(?:{_IT}|me )?"
    r"(?:(?:voy|vamos|estoy|estamos|ando|tengo|llevo) (?:ya |muy |todavia |aun |super )?"
    r"(?:bien|servid\w+|sobrad\w+|perfect\w+|list[oa]s?|cubiert\w+)"
    r"|(?:voy|vamos) sobrad\w+)"
    r"(?= (?:[,.|!;]|y|pero|que|solo|de momento|por ahora|todavia|gracias|asi)|$)"
)
#: «¿vendéis tintes?», «¿puedo comprar el esmalte?»: to take home.
_SOLD = re.compile(
    r"\b(?:vend(?:eis|en|es)|a la venta|compr(?:ar(?:os|lo|la|me)?|o))"
    r" (?:aqui |ahi )?"
    r"(?:el |la |los |las |un |una |unos |unas |algun |alguna |vuestros? |vuestras? )?(?:de )?$"
)
#: Of such a telling nothing is agreed to, and no hour is refused.
_NOT_MEANT = ("another_day", "later", "earlier", "yes")


def drop_of_another_time(reading: Reading) -> None:
    """Drop them; a thing that was only told, where nothing else is said, is heard and no more."""
    named = len(reading.mentions)
    drop_done_before(reading)
    draft = {*reading.situation.services}
    draft |= {name for own in reading.situation.upcoming for name in own.services}
    beside = bool(draft) or len(reading.mentions) > 1
    for each in [one for one in reading.mentions if not draft & {*one.names}]:
        others = [one for one in reading.mentions if one is not each]
        if any(one.is_pack or {*one.names} & {*each.names} for one in others):
            continue  # «mechas y corte, el corte otro día»
        end = _told_until(reading, each, beside=beside)
        if end:
            reading.drop_items(each.end, end)
            for intent in _NOT_MEANT:
                reading.drop_intent(intent, each.start, end)
            reading.drop_mentions(each.start, each.end)
    reading.only_told = len(reading.mentions) < named


def _told_until(reading: Reading, named: Mention, *, beside: bool) -> int:
    """To where it is told of that service that it is not wished; 0 when it may be."""
    text = reading.text
    before = text.between(max(0, named.start - _FAR), named.start)
    after = text.between(named.end, named.end + _FAR)
    if _SOLD.search(f"{before} "):
        return named.end
    if said := _SUPPLIED.match(after):
        return named.end + len(said.group().split())
    start, end = reading.part(named.start)
    if not beside:
        return 0
    if _JUST_DONE.search(f"{before} ") and not _AMISS.search(text.between(named.end, len(text))):
        return end
    said = _NOT_YET.match(after)
    if not said or reading.asks or _WISHED.search(text.between(start, named.start)):
        return 0
    return named.end + len(said.group().split())
