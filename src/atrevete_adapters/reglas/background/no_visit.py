"""What only sounds as if an appointment were moved, given up, missed or asked about."""

import re
from collections.abc import Mapping

from ..text.notation import Found
from ..text.words import BREAK, Text, listed
from ..vocabulary.kinds import words_of_kind

#: What is said, by intent.
Phrases = Mapping[str, list[Found[str]]]
_NEAR_IF = 4
_NEAR_BY = 8


def is_denied(text: Text, said: Found[str], found: Phrases) -> bool:
    """«¿y si no voy?»; «cancela, pero sin perder el dinero», «no quiero perder el dinero»."""
    return bool(_DENIED.search(text.between(max(0, said.start - _NEAR_IF), said.start)))


_DENIED = re.compile(
    r"\b(?:no|sin)(?: (?:quiero|queria|querria|quisiera|puedo|pienso|gustaria|me gustaria|voy a))*$"
)


def goes_otherwise(text: Text, said: Found[str], found: Phrases) -> bool:
    """«no voy muy arreglada», «no iré con el pelo lavado», «no voy a necesitar secado»; and whoever
    «no puede venir a recogerme» is only not the driver.
    """
    after = f"{text.between(said.end, said.end + _NEAR_BY)} "
    if _FETCHES.match(after):
        return True
    bare = text.word(said.start) == "no" and text.word(said.end - 1) in _BARELY
    return bare and len(said) <= _NO_GOING and not _NOT_COMING.match(after)


_BARELY, _NO_GOING = listed("voy vamos ire iremos ireis asistire acudire"), 2
_FETCHES = re.compile(
    r"(?:conmigo|a por (?:mi|nosotr[ao]s|ellos|el niño|la niña)"
    r"|a (?:recog|busc|acompañ|llev|tra)\w*[aei]r(?:me|nos|la|lo)?) "
)
#: What may follow «no voy» when one does not come: nothing, when, where to, or why.
_NOT_COMING = re.compile(
    r" |[,.!?|]|al (?:final|corte|salon|tinte|curso) "
    r"|(?:el|la|lo|los|las|este|esta|ese|esa|hoy|mañana|pasado|por|porque|que|y|ya|pero|ni|entonces"
    r"|perdon|seguro|mas|tampoco|todavia|aun|pues|gracias|porfa|vale|si|cancel\w*|anul\w*|mejor"
    r"|finalmente|definitivamente|esto) "
    r"|a (?:poder (?:(?!\w+[aei]r)|ir|venir|acudir|asistir|llegar|estar|pasar\w*|acercar\w*|ser)"
    r"|ir|venir|asistir|acudir|estar|llegar(?! (?:tarde|con))|alcanzar|cancel\w+|anul\w+"
    r"|\w+[aei]rme|la|las|lo|el|esa|esta|mi|tu|vuestra|ninguna|nada)\b"
)


def raises_a_question(text: Text, said: Found[str], found: Phrases) -> bool:
    """«me ha surgido una duda»."""
    return bool(_QUESTIONS & set(text.words(said.end, said.end + 2)))


_QUESTIONS = listed("duda dudas pregunta preguntas consulta curiosidad")


def hinders_nothing(text: Text, said: Found[str], found: Phrases) -> bool:
    """«no puedo hablar ahora», «no puedo creerlo»: one can come all the same."""
    verb = _HANGING.sub("", text.word(said.end))
    able = text.word(said.end - 1).startswith(("pued", "pod"))
    return able and verb in _HINDERS_NOTHING


_HANGING = re.compile(r"(?<=[aei]r)(?:me|te|se|os|nos)?(?:lo|la|los|las|le|les)?$")
_HINDERS_NOTHING = words_of_kind("hinders_no_visit")


_GOING_TO = re.compile(r"a (?:\w{2,}[aei]r(?:me|la|lo|las|los|os|te|se|nos)?) $")


def is_about_to(text: Text, said: Found[str], found: Phrases) -> bool:
    """«voy a tener que anularla»: nobody comes."""
    after = "".join(f"{word} " for word in text.words(said.end, said.end + 2))
    return bool(_GOING_TO.match(after))


def is_of_the_payment(text: Text, said: Found[str], found: Phrases) -> bool:
    """«me salió rechazado»."""
    return text.word(said.end).startswith(_REJECTED)


_REJECTED = ("rechaz", "deneg", "declin", "fallid", "error")


def stays(text: Text, said: Found[str], found: Phrases) -> bool:
    """What is left «como está», «así», or «para otro día» is not given up."""
    leaves = text.word(said.end - 1) in {"dejo", "dejamos"}
    return leaves and text.word(said.end) in {"como", "asi", "igual", "tal", "para", "en", "a"}


def goes_on(text: Text, said: Found[str], found: Phrases) -> bool:
    """After «y ya» something else is told: «y ya no», «y ya cogeré otra»."""
    ends = {"", ",", ".", "!", BREAK, "gracias", "por", "porfa"}
    return text.word(said.end - 1) == "ya" and text.word(said.end) not in ends


def is_not_late(text: Text, said: Found[str], found: Phrases) -> bool:
    """«¿cuánto me demoro?» asks, «me he liado: era para…» takes something back."""
    asks = text.word(said.start - 1) in {"cuanto", "tiempo"}
    short_of = text.word(said.end) == "de" and text.word(said.end + 1) in _MONEY
    taken = any(each.start == said.start for each in found.get("takes_back", []))
    in_time = text.between(said.end, said.end + 2) in _IN_TIME or text.word(said.end) in _IN_TIME
    theirs = text.words(said.start - 1, said.start + 1) if said.start else text.words(0, 1)
    asks = asks or (
        bool(_OF_THE_SALON & {*theirs}) and "?" in text.words(said.end, said.end + _NEAR_IF)
    )
    part = text.between(max(0, said.start - _NEAR_IF), said.start).rpartition(",")[2]
    never = bool(_NEVER.search(part.strip()))
    return asks or never or short_of or in_time or (taken and text.word(said.end) in _TAKEN_BACK)


def is_on_time(text: Text, said: Found[str], found: Phrases) -> bool:
    """«no voy a llegar tarde»."""
    return text.word(said.end) == "tarde" or text.between(said.end, said.end + 2) == "con retraso"


#: «¿vais con retraso?».
_OF_THE_SALON = listed("va vais van lleva llevais llevan")
#: «nunca llego tarde», «no voy a llegar tarde», «la otra vez llegué tarde».
_NEVER = re.compile(
    r"\b(?:nunca|jamas|siempre|(?:otra|ultima|primera) vez|otro dia|ayer)\b"
    r"|\b(?:no|sin)(?: (?:voy|vamos|quiero|suelo|pienso|a))*$"
)
#: «a las doce ya llego de sobra».
_IN_TIME = frozenset({"de sobra", "sin problema", "con tiempo", "a tiempo", "bien", "perfecto"})
_MONEY = listed("pelas pasta dinero plata presupuesto pelo guita perras perrillas bolsillo")
_TAKEN_BACK = frozenset({":", ",", ".", "no", "era", "es", "que", BREAK})


def is_ill(text: Text, said: Found[str], found: Phrases) -> bool:
    """«estoy de baja por la espalda»: only «baja» by itself, or given, is off the list."""
    if text.between(said.start, said.end) != "baja" or len(text) <= _NEAR_IF - 1:
        return False
    before = text.words(max(0, said.start - _NEAR_IF), said.start)
    return not any(
        word.startswith(("dar", "dad", "dam", "dem", "den", "dal", "del")) for word in before
    )


def happens(text: Text, said: Found[str], found: Phrases) -> bool:
    """«no sé qué va a pasar»."""
    return text.between(said.start - 3, said.end) in {"que va a pasar", "que iba a pasar"}


def hands_prices(text: Text, said: Found[str], found: Phrases) -> bool:
    """«¿me pasás los precios?» moves nothing."""
    passes = text.word(said.start).startswith("pas") or text.word(said.end - 1).startswith("pas")
    after = set(text.words(said.end, said.end + _NEAR_BY))
    noted = bool(_NOTES & after) and not {"a", "al", "para"} & after  # «los dos, así los anoto»
    return passes and (noted or bool(_PRICES & set(text.words(said.start, said.end + _NEAR_IF))))


_NOTES = listed("anoto apunto anotar apuntar anotarlo apuntarlo anotarlos guardo")
_PRICES = listed("precio precios lista tarifa tarifas presupuesto foto fotos ubicacion direccion")
_LOOKS = words_of_kind("changed_of_oneself")
_ITS = listed("de el mi la los las tu mis al")
_HANDS = frozenset({"manos", "paz"})


def is_of_looks(text: Text, said: Found[str], found: Phrases) -> bool:
    """«cambiar de look», «cambiar el método de pago», «la barba me la dejo para el teatro» move no
    appointment.
    """
    index = said.end
    if text.words(index - 4, index) == ["me", "la", "dejo", "para"]:
        return True
    if text.word(index - 1) == "en" and _HANDS & {*text.words(index, index + 2)}:
        return True  # «lo dejo en vuestras manos»
    what = text.word(index) if text.word(index - 1) in _ITS else text.word(index + 1)
    return bool({text.word(index), text.word(index - 1)} & _ITS) and what in _LOOKS


def is_elsewhere(text: Text, said: Found[str], found: Phrases) -> bool:
    """«el jueves tengo cita con el pediatra»."""
    return bool(_OTHERS & set(text.words(said.end, said.end + 4)))


_OTHERS = words_of_kind("other_appointments")
