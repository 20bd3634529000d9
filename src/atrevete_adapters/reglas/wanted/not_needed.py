"""What is not needed after all: done already, done by somebody else, a mistake, only asked about.

The words stand right beside the service: «las cejas me las hizo ya mi hija», «el secado fue sin
querer», «solo preguntaba por el barro» (R37).
"""

import re

from ..mention import Mention
from ..reading import Reading
from ..services.left_out import TOO_LITTLE
from ..text.words import listed

_FAR = 8
_IT = r"(?:lo|la|los|las)"
_LIGHT = r"(?:, |que |al final |pues |ya |es que |tambien |luego )*"
_DOES = (
    r"(?:hizo|hice|hicieron|hago|hace|hacen|hara|hare|da|doy|dio|di|dara|seco|seca|peino|peina|corto"
    r"|corta|pinta|pinto|depila|depilo|depile|tiñe|tiño|arregla|arreglo|arregle)"
)
_WHO = (
    r"(?:yo|ella|el|sol[ao]|(?:ya )?en casa|(?:mi|una|la|su) \w+|ayer|anoche|anteayer|el otro dia"
    r"|la semana pasada|el mes pasado)"
)
#: «me las hizo ya mi hija», «ya me las he hecho», «ya las tengo hechas», «me lo doy yo en casa».
_DONE = re.compile(
    rf"{_LIGHT}(?:"
    rf"(?:me|nos) {_IT} (?:ya )?(?:he|ha|han|hemos) \w+"
    rf"|(?:(?:me|nos) )?{_IT} (?:ya )?(?:tengo|llevo|traigo)(?: ya)?"
    r" (?:hech|list|pintad|depilad|arreglad)\w*"
    rf"|(?:me|nos) {_IT} {_DOES}(?: ya| luego| despues| siempre)? {_WHO}"
    rf"|(?:me|nos) {_IT} {_DOES} ya"
    r"|estan? hech\w+|se (?:\w+ )?encarg\w+ \w+|(?:esta|viene|tengo a) mi \w+"
    r")(?= |$)"
)
_DONE_ALREADY = re.compile(rf"(?:, |que |al final |pues )*ya (?:me|nos) {_IT} {_DOES}(?= |$)")
#: «…y me lo ha dejado fatal» wants it done again.
_AMISS = re.compile(
    r" (?:fatal|mal|horrible|horroroso|desastre|destroz\w+|arregl(?:ais|eis|es|ad|arlo|armelo)"
    r"|repet\w+|igual que|lo mismo) "
)
#: «las cejas por ahora no», «las cejas nada», «en otra ocasión», «ni falta que hace».
_NOT_NOW = re.compile(
    r"(?:, )?(?:al final |mejor |ya |pues |casi |entonces )*(?:"
    r"(?:por ahora|de momento|por el momento|esta vez|por esta vez|ahora mismo|ahora) no"
    r"|nada(?= [,.|!]|$)|ni falta que hacen?|no que(?= )"
    r")(?= |$)"
)
_FOR_NOTHING = r"(?:sin querer|por error|por equivocacion|por despiste|de mas|mal)"
_PUT = r"(?:puse|pedi|dije|meti|apunte|escribi|marque|(?:he|habia) (?:puesto|pedido|dicho|metido))"
_ASKED = (
    r"(?:saber|preguntar|curiosidad|informarme|comparar|mirar|pregunta|consulta|tener una idea)"
)
#: «las cejas las puse sin querer», «lo del barro era solo por saber».
_MISTAKEN = re.compile(
    rf"(?:, )?(?:que )?(?:(?:{_IT} )?{_PUT} {_FOR_NOTHING}"
    r"|(?:fue|ha sido|es|era|son|eran) (?:un |una )?"
    rf"(?:error|equivocacion|fallo|despiste|confusion|{_FOR_NOTHING})"
    rf"|(?:solo |nada mas )?(?:era|eran|fue|es|{_IT} pregunt\w+)(?: solo| nada mas| solamente)?"
    rf" (?:por |para |de |una )*{_ASKED}"
    r"|solo (?:pregunt\w+|era|(?:queria|quise) (?:saber|preguntar))"
    r")(?= |$)"
)
_MISTAKEN_BEFORE = re.compile(
    r"(?:^| )(?:(?:equivoque|equivocado|colado|cole|lie|liado|confundi|confundido|pase)"
    r" (?:con|al poner|poniendo|al pedir|pidiendo)"
    r"|solo (?:preguntaba|pregunte|era|queria saber|curioseaba) por)"
    r"(?: lo)?(?: del?)?(?: (?:el|la|los|las))?$"
)
_PUT_BEFORE = re.compile(rf"(?:^| ){_PUT}(?: lo)?(?: del?)?(?: (?:el|la|los|las))?$")
_PUT_AFTER = re.compile(rf"(?:fue )?{_FOR_NOTHING}(?= |$)")
_WANTS = listed("quiero quisiera necesito querria ponme")


def is_not_needed(reading: Reading, mention: Mention, *, known: bool) -> bool:
    """`known`: it was chosen or spoken of before."""
    text = reading.text
    after = text.between(mention.end, mention.end + _FAR)
    if (_DONE.match(after) or _DONE_ALREADY.match(after)) and not reading.asks:
        rest = f" {text.between(mention.end, len(text))} "
        wants = text.word(mention.start - 1) in _WANTS or text.word(mention.start - 2) in _WANTS
        return not (_AMISS.search(rest) or wants)
    if _NOT_NOW.match(after) or TOO_LITTLE.match(after):
        return True
    before = text.between(max(0, mention.start - _FAR), mention.start)
    mistaken = _MISTAKEN.match(after) or _MISTAKEN_BEFORE.search(before)
    put = _PUT_BEFORE.search(before) and _PUT_AFTER.match(after)
    return known and bool(mistaken or put)
