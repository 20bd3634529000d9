"""What is taken out of what was chosen, in whatever words: «olvídate del barro», «el barro lo
dejamos para otro día» (R37).

What is said before it takes out only what is known: chosen, on an appointment, or named before in
the same breath.
"""

import re

from ..mention import Mention
from ..reading import Reading
from .not_needed import is_not_needed

_FAR = 7
_THE = r"(?:el|la|los|las|lo|del|de|ese|esa|eso|mi|un|una|unas)"
#: «borra el barro», «sácame lo del barro», «déjate del corte», «no me pongas el barro».
_BEFORE = re.compile(
    r"(?:^| )(?:"
    r"(?:quit|sac|borr|elimin|descart|suprim|olvid|retir|cancel|anul|ahorr|salt)\w*"
    r"(?: (?:de|me|nos|al final|mejor|mas bien|por favor|porfa|tambien|solo|entonces|pues|ya))*"
    r"|(?:dejat|dejes|dejao|dejem|dejen)\w* del?|pas(?:a|ad|amos|e|en|o) del?|dejar de"
    r"|(?:renunci\w+) (?:a|al)|prescind\w+ del?"
    r"|(?:ya )?no (?:(?:me|nos|la|lo|te) )?(?:hago|hare|haremos|haga\w*"
    r"|hagas|pong\w+|apunt\w+|metas|meta\w*|incluy\w+|voy a (?:querer|hacer\w*)"
    r"|vamos a (?:querer|hacer\w*))"
    r"|(?:menos|excepto|salvo|quitando|sin) lo del?"
    rf")(?: {_THE})*$"
)
#: «no hace falta la consulta», «no necesito secado»: whether it was chosen or not.
_UNWANTED = re.compile(
    r"(?:^| )no (?:(?:me|nos|la|lo|te) )?(?:quier\w+|necesit\w+|hacen? falta|interesan?|apetecen?)"
    rf"(?: que (?:me |nos )?(?:hag|pong|toqu|apunt|met)\w+)?(?: {_THE})*"
    r"(?: que(?: (?:me|nos|le|les|lo|la|los|las|os|se))*)?$"
)
LATER = (
    r"(?:en )?otr[ao] (?:dia|vez|ocasion|momento|mes|visita)|mas adelante|cuando"
    r"|la (?:proxima|vuelta)|el (?:mes|proximo)"
)
#: «el secado del jueves quitádmelo».
OF_THAT_DAY = (
    r"(?:(?:del?|de la cita del?) (?:lunes|martes|miercoles|jueves|viernes|sabado|mañana|la cita"
    r"|dia \d+)(?: \d+)? )?"
)
#: «el barro mejor que no», «el barro lo dejamos para otro día», «del barro olvídate».
_AFTER = re.compile(
    rf"(?:, )?{OF_THAT_DAY}(?:mejor |al final |ya |pues |casi |creo |entonces |si eso |que )*(?:"
    r"olvid\w+|descart\w+|(?:quit|borr|elimin|suprim|sac)\w*l[oa]s?"
    r"|(?:me |nos )?(?:lo|la|los|las) (?:ahorr|salt|quit|descart|borr|elimin|olvid|sac)\w+"
    r"|(?:mejor |casi |creo |al final |casi mejor |va a ser )que (?:al final )?no(?= [,.|!]|$| )"
    r"|no (?:(?:me |nos )?(?:lo|la|los|las) )?(?:quiero|necesito|hago|hare|pong\w+|hag\w+"
    r"|metas|voy a (?:querer|hacer\w*))"
    r"|y (?:al final |mejor |casi )?no(?= [,.|!]|$)|(?:para|pa) (?:que|na|nada)(?= [,.|!?]|$)"
    r"|no (?:me |nos )?(?:hace\w? falta|interesa\w?|apetece\w?|convence\w?|conviene\w?)"
    r")(?= |$)"
)
#: «el barro mejor otro día», «el barro lo dejamos para más adelante».
_FOR_LATER = re.compile(
    r"(?:, )?(?:mejor |al final |ya |pues |casi |entonces |si eso )*"
    rf"(?:(?:(?:me |nos )?(?:lo|la|los|las) )?(?:dej\w+ )?(?:para )?(?:{LATER})"
    r"|(?<=mejor )despues|(?:(?:me |nos )?(?:lo|la|los|las) )?(?:dej\w+ (?:para )?|para )despues"
    r")(?= |$)"
)
#: «iba a pedir mechas, pero al final solo corte».
_WISHED_ONCE = re.compile(
    r"(?:^| )(?:(?:iba|ibamos|venia) a (?:pedir\w*|hacer\w*|coger\w*|poner\w*|querer)"
    r"|pensaba (?:en|pedir\w*|hacer\w*)|(?:habia|tenia|estaba) (?:pensado|pensando)(?: en)?"
    r"(?: pedir\w*| hacer\w*| poner\w*)?|dudaba (?:si|con|entre))"
    r" ?(?:el|la|los|las|lo|un|una|unas)?$"
)
_RATHER = re.compile(
    r"(?:^| )(?:pero|aunque|y(?!(?: que)? al final (?:que )?(?:me|nos|la|le) )|,)"
    r"(?: casi| que| al| bueno| pues| creo)*"
    r" (?:final|mejor|prefiero|me quedo|solo|hazme|ponme)(?: |$)"
)
_AND = frozenset({"y", "ni", "e", "el", "la", "los", "las", "lo", "de", "del", "tambien", "al"})
_AND_ALSO = frozenset({"y", "e", "ni", "con"})
#: «lo del barro déjalo»: with «el barro déjalo» it may as well stay.
#: «las pestañas déjalas, que se me va de precio».
_IS_TOO_MUCH = re.compile(
    r"(?:, )?(?:mejor |pues |entonces )*(?:dejal\w+|dejad\w*|dejo|dejamos|dejemos)(?: [,.|])*"
    r" (?:(?:que|porque|pues|ya|es) )*(?:(?:se|me|nos) )*"
    r"(?:van? (?:de|muy|por las)|sube|dispara|salen? (?:muy|mas|car)"
    r"|es (?:muy |mucho |demasiado |un poco )?(?:car|mucho|demasiado|dinero)|son much"
    r"|no (?:me |nos )?(?:llega|da|alcanza|tengo (?:tiempo|dinero|tanto)|puedo)|mucho|demasiado"
    r"|otro dia|car[oa]s?\b)"
)
#: «uf, no, las pestañas déjalas».
_AFTER_NO = re.compile(r" no [,.|](?: (?:uf|el|la|los|las|mejor|pues|entonces|,))*$")
_LEFT = re.compile(r"(?:mejor |ya |entonces )?(?:dej\w+|ya no)(?= [,.|!]|$)")


def is_taken_out(reading: Reading, mention: Mention) -> bool:
    """Whether these words take the service out."""
    text = reading.text
    after = text.between(mention.end, mention.end + _FAR)
    before = text.between(max(0, mention.start - _FAR), mention.start)
    if _was_only_thought_of(reading, mention) or _AFTER.match(after) or _UNWANTED.search(before):
        return True
    known = _is_known(reading, mention)
    if is_not_needed(reading, mention, known=known):
        return True
    if not known:
        return False
    if _said_before(reading, mention) or _is_joined(reading, mention):
        return True
    if _FOR_LATER.match(after) and _is_one_of_several(reading, mention):
        return True
    return _is_left(reading, mention)


def _is_left(reading: Reading, mention: Mention) -> bool:
    """«lo del barro déjalo», «no, el barro déjalo», «el barro déjalo, que se me va de precio»."""
    text = reading.text
    if _IS_TOO_MUCH.match(text.between(mention.end, len(text))):
        return True
    of_it = text.words(max(0, mention.start - 2), mention.start)
    no = _AFTER_NO.search(f" {text.between(max(0, mention.start - _FAR), mention.start)}")
    left = _LEFT.match(text.between(mention.end, mention.end + _FAR))
    return bool(left) and (of_it[:1] == ["lo"] or no is not None)


def _was_only_thought_of(reading: Reading, mention: Mention) -> bool:
    """«iba a pedir mechas, pero al final…»."""
    text = reading.text
    before = text.between(max(0, mention.start - _FAR), mention.start)
    rather = _RATHER.search(text.between(mention.end, len(text)))
    return bool(rather and _WISHED_ONCE.search(before))


def _said_before(reading: Reading, mention: Mention) -> bool:
    before = reading.text.between(max(0, mention.start - _FAR), mention.start)
    said = _BEFORE.search(before)
    if said and said.group().strip().startswith(("cancel", "anul")):
        # «tendría que cancelar el corte», of an appointment that exists, gives up all of it.
        chosen = set(mention.names) & set(reading.situation.services)
        return bool(chosen or _THE_REST.search(reading.text.line))
    return bool(said)


_THE_REST = re.compile(r"(?:^| )(?:dej\w+|lo demas|el resto|lo otro|solo|mant\w+)(?: |$)")


def _is_joined(reading: Reading, mention: Mention) -> bool:
    """«quita el barro y el agua lluvia»: both, when both were chosen."""
    earlier = [each for each in reading.mentions if each.end <= mention.start]
    if not earlier or not _chosen(reading) & set(mention.names):
        return False
    between = reading.text.words(earlier[-1].end, mention.start)
    if between[:1] not in (["y"], ["ni"], ["e"]) or not set(between) <= _AND:
        return False
    if reading.text.word(mention.end) in {"si", "por"}:
        return False
    return is_taken_out(reading, earlier[-1])


def _is_one_of_several(reading: Reading, mention: Mention) -> bool:
    """«el barro mejor otro día»; but «corte y barro mejor otro día» asks for another day."""
    joined = reading.text.words(max(0, mention.start - 2), mention.start)
    several = len({*reading.situation.services, *reading.situation.choices}) > 1
    several = several or any(len(each.services) > 1 for each in reading.situation.upcoming)
    known = several or len(reading.mentions) > 1
    return known and not (_AND_ALSO & set(joined) and not _is_after_only(reading, mention))


def _is_after_only(reading: Reading, mention: Mention) -> bool:
    """«solo el secado, y el corte ya otro día»."""
    earlier = [each for each in reading.mentions if each.end <= mention.start]
    start = earlier[-1].start if earlier else 0
    return "solo" in reading.text.words(max(0, start - 2), start)


def _is_known(reading: Reading, mention: Mention) -> bool:
    """Chosen, asked about, on an appointment with more on it, or named before."""
    known = _chosen(reading)
    known |= {name for one in reading.mentions if one.end <= mention.start for name in one.names}
    return bool(known & set(mention.names))


def _chosen(reading: Reading) -> set[str]:
    situation = reading.situation
    had = [each.services for each in situation.upcoming if len(each.services) > 1]
    return {*situation.services, *situation.choices, *(name for own in had for name in own)}
