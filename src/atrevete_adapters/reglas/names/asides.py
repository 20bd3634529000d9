"""What stands for a name, and what tells how it is written: «el que sale en el WhatsApp», «M A R T
I N», «Pérez con zeta y Gomes con ese», «¿el mío o el de mi madre?».
"""

import re

from atrevete_core.domain.customer import capitalised
from atrevete_core.ports.language_model import Question

from ..reading import Reading
from .said import SaidName

#: The name that they have already.
_THE_ONE_YOU_SEE = re.compile(
    r"\b(?:el|l[ao]|es[ae]|tal como|tal cual|como) (?:mism[ao] )?(?:(?:que|como) )?"
    r"(?:(?:te|os|me|ahi) )*"
    r"(?:sale|pone|aparece|ves|veis|dice|figura|tienes|teneis|tiene|tienen|hay)\b"
    r"|\b(?:el|la) (?:de mi|del|de) "
    r"(?:whats\w*|wasap\w*|guasap\w*|perfil|movil|telefono|contacto)\b"
    r"|^(?:si |pues )*(?:ese|esa|el|la) mism[ao] "
)
#: It is asked whose is wanted.
_WHOSE = re.compile(
    r"\b(?:de quien|de cual|el mio o|la mia o|los mios o|mi nombre o|el suyo o|el de (?:ella|el) o"
    r"|el de mi \w+ o|de mi o de)\b"
)
#: How a name is written.
_WRITTEN = re.compile(
    r" (?:con|sin) (?:la |una |sola )*(?:[a-zñ]|be|ve|uve|ele|ese|eme|ene|equis|hache|i griega"
    r"|jota|ka|ye|zeta|ceta|ce|acento|tilde|dos \w+|doble \w+|mayuscula)"
    r"(?: (?:de|en) (?:la )?\w+)?(?= )"
)
_ABOUT = re.compile(r"\b(?:de (?:primer |segundo )?apellidos?|mis? apellidos?|(?:es|son|seria) )")
_MOST = 4


def is_the_one_they_see(reading: Reading) -> bool:
    """«el que sale en el whatsapp», to "¿te llamas Laura?"."""
    return _THE_ONE_YOU_SEE.search(f"{reading.text.line} ") is not None


def asks_again(reading: Reading) -> bool:
    """«¿de quién, el mío o el de mi madre?», «el que sale ahí», where it does not: the question
    once more answers it.
    """
    whose = reading.asks and _WHOSE.search(reading.text.line) is not None
    checks = reading.question is Question.NAME_CHECK
    return whose or (not checks and not reading.names and is_the_one_they_see(reading))


def in_order(reading: Reading) -> SaidName | None:
    """«de primero Campos y de segundo Ríos», to "¿y tus apellidos?"."""
    said = " ".join(reading.text.written(at, at + 1) for at in range(len(reading.text)))
    found = _IN_ORDER.search(said)
    if found is None or reading.question is not Question.SURNAME:
        return None
    both = [each for each in (found["first"], found["second"]) if each]
    return SaidName(0, len(reading.text), None, capitalised(" ".join(both)))


_IN_ORDER = re.compile(
    r"^(?:(?:pues|son|es|,) )*(?:(?:de|el|mi) primer[oa]?(?: apellido)?(?: es)? )?"
    r"(?P<first>[^,.]{2,30}?) (?:, )?y (?:de|el|mi|el de) segundo(?: apellido)?(?: es)? "
    r"(?P<second>(?!no )[^,.!]{2,30}?)(?= ?(?:[,.!]|$))",
    re.IGNORECASE,
)


def like_the_writer(reading: Reading) -> SaidName | None:
    """«se llama como yo», «igual que yo pero Gómez»."""
    said = _LIKE_ME.match(reading.text.line)
    first = reading.situation.first_name
    if not (said and first):
        return None
    rest = range(len(said.group().split()), len(reading.text))
    last = " ".join(reading.text.written(at, at + 1) for at in rest).strip(" .!")
    whole = last and last.replace(" ", "").isalpha()
    return SaidName(0, len(reading.text), first, capitalised(last) if whole else None)


_LIKE_ME = re.compile(
    r"^(?:(?:pues|ella|el|mi \w+|tambien|jaja\w*|es|[,!]) )*(?:se llama )?(?:tambien )?"
    r"(?:igual(?:ito|ita)? que|como|lo mismo que|el mismo (?:nombre )?que) (?:yo|mi)(?: mism[ao])?"
    r"(?: (?:pero|solo que|,|y|con|de|apellidos?|cambia|jaja\w*|[.!]))*(?= |$)"
)


def spelled(reading: Reading) -> SaidName | None:
    """A name letter by letter, or with words for its letters."""
    tokens = reading.text.tokens
    said = [reading.text.original[each.start : each.end].lower() for each in tokens]
    plain = _ABOUT.sub("", " ".join(said) + " ")
    letters = "".join(each for each in said if len(each) == 1 and each.isalpha())
    if len(letters) >= _FEWEST and _ends_spelling(said):
        name = letters
    elif _WRITTEN.search(plain):
        name = " ".join(_AND.sub("", _WRITTEN.sub("", f" {plain}")).split())
    else:
        return None
    if not name or len(name.split()) > _MOST or not name.replace(" ", "").isalpha():
        return None
    first, *rest = capitalised(name).split()
    if reading.question is Question.SURNAME:
        return SaidName(0, len(reading.text), None, capitalised(name))
    return SaidName(0, len(reading.text), first, " ".join(rest) or None)


def _ends_spelling(said: list[str]) -> bool:
    """Nothing but letters one by one, marks, and what they are of."""
    rest = " ".join(each for each in said if len(each) > 1)
    return not rest or rest in {"de apellido", "mi apellido es", "el apellido es", "apellido"}


_FEWEST = 3
_AND = re.compile(r" (?:y|e|,|\.)(?= )")
