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
    """«¿y si no voy?»; «cancela, pero sin perder el dinero»."""
    return text.word(said.start - 1) in {"no", "sin"}


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
    return asks or short_of or in_time or (taken and text.word(said.end) in _TAKEN_BACK)


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
_LOOKS = frozenset({"look", "estilo", "imagen", "aires", "color", "peinado", "corte"})


def is_of_looks(text: Text, said: Found[str], found: Phrases) -> bool:
    """«cambiar de look», «la barba me la dejo para el teatro» move no appointment."""
    index = said.end
    if text.words(index - 4, index) == ["me", "la", "dejo", "para"]:
        return True
    return text.word(index) in {"de", "el", "mi"} and text.word(index + 1) in _LOOKS


def is_elsewhere(text: Text, said: Found[str], found: Phrases) -> bool:
    """«el jueves tengo cita con el pediatra»."""
    return bool(_OTHERS & set(text.words(said.end, said.end + 4)))


_OTHERS = words_of_kind("other_appointments")
