"""What only sounds as if a price, a sum or what something is were asked, or paid."""

from collections.abc import MutableMapping

from ..reading import Reading
from ..text.notation import Found
from ..text.words import BREAK, Text, listed
from ..vocabulary.kinds import words_of_kind
from .no_visit import Phrases


def drop_prices_of_the_place(
    reading: Reading, found: MutableMapping[str, list[Found[str]]]
) -> None:
    """«¿es caro el parking ese?» asks for no price of the salon's, and no less of one."""
    for intent in ("price", "discount"):
        found[intent] = [
            each for each in found.get(intent, []) if not _is_of_the_place(reading, each)
        ]


def _is_of_the_place(reading: Reading, said: Found[str]) -> bool:
    first, last = reading.clause(said.start)
    named = any(first <= each.start < last for each in reading.mentions)
    return not named and bool(_PLACE & set(reading.text.words(first, last)))


_PLACE = listed("parking parkings aparcamiento garaje parquimetro parqueadero parquing")


#: «ya sé que es tarde».
_TELLS = words_of_kind("follows_no_price")
_DAYS = listed("lunes martes miercoles jueves viernes sabado domingo dia")


def names_date(text: Text, said: Found[str], found: Phrases) -> bool:
    """«mi cumple, que es el 11» asks for nothing."""
    return text.word(said.start) == "que" and text.word(said.end).isdecimal()


def explains(text: Text, said: Found[str], found: Phrases) -> bool:
    """«a la una, que es cuando cierro» asks for no price."""
    if text.word(said.start) != "que":
        return False
    told = text.word(said.start - 1) in _TELLS and text.written(said.start, said.end)[:3] != "qué"
    if text.word(said.start - 1) in _DAYS or text.word(said.end) in {"fiesta", "festivo", "puente"}:
        return True  # «menos el martes, que es fiesta»
    at = text.words(said.end, said.end + 2)  # «los niños, que salen a las 4»
    told = told or (at[:1] == ["el"] and at[-1].isdecimal())  # «mi cumple, que es el 11»
    return (
        told
        or _is_told_of(text, said)
        or at[:1] in (["cuando"], ["donde"], ["porque"])
        or at in (["a", "las"], ["a", "la"])
    )


def _is_told_of(text: Text, said: Found[str]) -> bool:
    """«antes del viernes, que sale mi vuelo», «voy con mi hija, que está malita»; but «¿qué está el
    corte?».
    """
    verb, after = text.word(said.end - 1), text.word(said.end)
    if verb in {"esta", "estan"}:
        return after.isalpha() and after not in _A_SERVICE
    return verb in {"es", "son", "sale", "salen"} and after in _SOMEBODYS


_A_SERVICE = listed("el la los las un una unos unas ahora hoy lo")
_SOMEBODYS = listed("mi mis su sus nuestro nuestra nuestros nuestras")


def is_relative(text: Text, said: Found[str], found: Phrases) -> bool:
    """«un peinado normal, que lleva el pelo por los hombros» tells; «el barro, ¿qué es?» asks."""
    if text.word(said.start) != "que" or text.written(said.start, said.end)[:3] == "qué":
        return False
    rest = text.words(said.end)
    ends = next((word for word in rest if word in _ENDS), "")
    return text.word(said.start - 1) == "," and ends != "?"


_ENDS = frozenset({".", "?", "!", BREAK})


def is_no_amount(text: Text, said: Found[str], found: Phrases) -> bool:
    """«corte y barro, ¿cuánto?» asks for a price, «cuanto antes» and «cada cuánto» for none."""
    alone = text.words(said.start, said.end) == ["cuanto"]
    asked = text.word(said.end) in {"?", "", BREAK, "."} and text.word(said.start - 1) not in {
        "cada",
        "en",
        "se",
    }
    return alone and not asked


def is_for_somebody(text: Text, said: Found[str], found: Phrases) -> bool:
    """«de caballero, que es para mí»."""
    return text.word(said.end) == "para"


def is_of_own(text: Text, said: Found[str], found: Phrases) -> bool:
    """«¿qué es lo que tenía cogido?»."""
    own = found.get("my_appointments", [])
    return any(each.start <= said.start and said.end <= each.end for each in own)


def is_unless_dear(text: Text, said: Found[str], found: Phrases) -> bool:
    """«y el agua lluvia, si no es muy caro» asks nothing; «sí, ¿cuánto cuesta un corte?» does."""
    before = text.words(max(0, said.start - 3), said.start + 1)
    if "si" not in before or text.word(said.start) in _ASKS_HOW_MUCH:
        return False
    return not _MARKS & set(before[before.index("si") :])


_ASKS_HOW_MUCH = listed("cuanto cuantos que")
_MARKS = frozenset({",", ".", "?", "!", BREAK})


def is_before_paying(text: Text, said: Found[str], found: Phrases) -> bool:
    """«antes de pagar» pays nothing."""
    return "antes de" in text.between(max(0, said.start - 3), said.end)


def tells_why(text: Text, said: Found[str], found: Phrases) -> bool:
    """«es que me quedé sin batería»: no total."""
    return text.words(said.start - 1, said.start + 2) == ["es", "que", "me"]


def is_only_said(text: Text, said: Found[str], found: Phrases) -> bool:
    """«total, vivo al lado»: it asks for no sum."""
    alone = text.words(said.start, said.end) == ["total"]
    told = text.word(said.start - 1) in {",", ".", "y", BREAK}
    return alone and told and text.word(said.end) not in {"?", ".", "", ":", BREAK, *_SUM}


_SUM = listed("cuanto es seria son sale serian por precio de")
