"""Questions about an appointment that exists, in words that name none: «¿con quién es?», «¿no era
a las once?», «¿qué tengo el viernes?» (R43).
"""

import re
from collections.abc import Sequence

from atrevete_core.domain.commands import Ask, Command
from atrevete_core.ports.language_model import Question

from ..reading import Reading
from ..temporal.items import Clock, Days
from ..which_and_target import HAVE, fits

_WITH_WHOM = re.compile(
    r"(?:^| )(?:con quien|quien)(?: me| nos)?"
    r" (?:es|era|seria|sera|voy|vamos|tengo|tenia|tenemos|toca|tocaba|atiende|atendera|corta|peina"
    r"|hace|hara|va a \w+)(?: |$)"
)
_WHEN_IS_IT = re.compile(
    r"(?:^| )que hora (?:era|tenia|teniamos|tocaba|me tocaba) "
    r"(?:[?.!|,]|lo|la|el|mi|yo|que|entonces|$)"
    r"|(?:^| )(?:a que hora|cuando|que dias?|para cuando) (?:es|era|esta|tengo|tenia|teniamos|quedo"
    r"|queda|quedamos|quedaba|quede|seria|tocaba|me toca|(?:tengo|tenia|teniamos|habia|hay) que"
    r" (?:ir|venir|estar|presentarme|pasar|pasarme))"
    r" (?:lo|la|el|mi|a|al final|entonces|apuntad\w+|reservad\w+|yo|y|hora|cita|[?.!|,]|$)"
)
_YOU_SAID = re.compile(
    r"(?:^| )(?:a que hora|que dia|que hora|con quien|cuando) (?:me|nos) (?:dijist\w+|has dicho"
    r"|habeis dicho|pusist\w+|has puesto|habeis puesto|guardast\w+|has guardado|apuntast\w+"
    r"|has apuntado|diste\w*|has dado|quedo|ha tocado|toco)(?: |$)"
    r"|(?:^| )(?:a que hora|que dia|que hora|cuando) (?:dijimos|habiamos (?:dicho|quedado)|pusimos"
    r"|cogimos|acordamos|apuntamos)(?: |$)"
)
_WHAT = re.compile(
    r"(?:^| )(?:que|cuantas) (?:citas|horas|reservas) (?:tenemos|teniamos|tengo|tenia|hay)(?: |$)"
    r"|(?:^| )(?<!pensaba )(?<!creia )(?<!crei )(?<!pense )(?<!dice )(?<!dijo )(?<!sabia )"
    r"(?:que|cual|cuales) (?:tengo|tenia|tenemos|teniamos|era|eran|es)"
    r" (?:lo que tengo|lo mio|yo|el (?:lunes|martes|miercoles|jueves|viernes|sabado|dia|proximo|mes"
    r"|\d+)|la (?:mia|cita|hora|semana|proxima)|este|esta|hoy|mañana|cogid\w+|reservad\w+"
    r"|apuntad\w+|pedid\w+|pendiente\w*)(?: |$)"
)
#: «¿me repites cuándo tenía hora?», «me pasás los dos turnos así los anoto».
_TELL_ME = re.compile(
    r"(?:^| )(?:dime|digame|dices|dice|pasas|pasa|pasame|mandas|manda|mandame|mandeme|enviame"
    r"|repites|repite|repiteme|repetis|recuerdas|recuerda|recuerdame|recuerdeme|confirmas|reenvias"
    r"|reenviame|decis|decirme|recordarme|repetirme|mandarme) (?:\w+ ){0,4}?"
    r"(?:mi hora|(?:mi|mis|la|las|los|nuestras?) (?:\w+ )?(?:citas?|turnos?|reservas?)"
    r"(?! (?:al|a|para|del?) )|lo mio"
    r"|(?:cuando|que dia|a que hora|con quien) (?:tengo|tenia|era|es))\b"
    r"|(?:se me (?:ha olvidado|olvido)|no me acuerdo|no recuerdo|he olvidado|no se) (?:\w+ ){0,3}?"
    r"(?:(?:el|del) dia|la hora|(?:que|el) dia y (?:que|la) hora)"
    r" (?:de la|de mi|que tengo|que tenia)"
    r"|(?:tengo|tenia|tenemos|teniamos) (?:dos|tres|\d|varias|varios|alguna|algun) "
    r"(?:cita|citas|turno|turnos|hora|horas|reserva|reservas)\b(?:[^?]*)(?:\?|no )"
)
#: «ah vale, ¿y con quién?», right after it was told when it is.
_AND_WITH = re.compile(
    r" (?:(?:ah|vale|ok|oki|genial|perfecto|gracias|y|oye|perdona|perdon|por cierto|[,.!|]) )*"
    r"(?:con quien|a que hora|que dia|cuando)(?: \?)*\s*$"
)
_WHOSE_NAME = re.compile(r"(?:^| )a nombre de quien(?: |$)")
_WAS_IT = re.compile(
    r"(?:^| )(?:no )?(?:era|eran|es) (?:a las|a la|el|la del|hoy|mañana|por la)(?: |$)"
)
_IS_WITH = re.compile(r"(?:^| )(?:es|era|sera|seria|va a ser) con(?: |$)")
_ELSEWHERE = (
    "change", "cancel", "cancel_now", "cannot", "late", "another_day", "price", "total",
    "duration", "what_is", "usual", "waiting_list",
)  # fmt: skip
_SURE = frozenset({"verdad", "cierto", "correcto", "vdd"})
#: Questions whose answer is about another hour than the one that exists.
_OF_ANOTHER = frozenset({Question.CANCEL, Question.CANCEL_WITHOUT_REFUND, Question.NEW_DAY})


def asks_of_own(reading: Reading) -> bool:
    """Whether nothing is wished: somebody wants to know when it is, or with whom."""
    now = reading.situation
    if not (now.upcoming or now.waits_for_payment) or now.offered:
        return False
    if reading.question in _OF_ANOTHER or reading.has(*_ELSEWHERE[:5]):
        return False
    line = f" {reading.text.line} "
    if now.upcoming and _TELL_ME.search(line):
        return True
    if reading.has(*_ELSEWHERE):
        return False
    return _asks_with_whom(reading, line) or (
        not _wishes_one(reading) and (_asks_when(reading, line) or _wants_to_be_sure(reading, line))
    )


def asked_beside_own(asked: Sequence[tuple[int, Command]]) -> tuple[Command, ...]:
    """«…y recuérdame la dirección»; «a qué hora» asks for no opening hours here."""
    topics = [topic for _, each in asked if isinstance(each, Ask) for topic in each.topics]
    others = tuple(each for each in topics if each not in _OF_TIME)
    return (Ask(topics=others),) if others else ()


_OF_TIME = frozenset({"hours", "holidays"})


def _wishes_one(reading: Reading) -> bool:
    """«yo tenía cita el viernes» wishes none."""
    wished = [
        each
        for each in reading.spans("book")
        if reading.text.word(each.start - 1) not in HAVE
        and reading.text.word(each.start) not in {"me", "nos"}
    ]
    return bool(wished) or reading.has("availability")


def _asks_with_whom(reading: Reading, line: str) -> bool:
    if _WHOSE_NAME.search(line) or (reading.situation.upcoming and _AND_WITH.match(line)):
        return not reading.situation.services
    asked = _WITH_WHOM.search(line) is not None and "mejor" not in reading.text.words()
    return (asked or _is_it_with(reading, line)) and not reading.people


def _is_it_with(reading: Reading, line: str) -> bool:
    """«es con Pilar, ¿no?»."""
    return bool(reading.stylists) and "?" in line and _IS_WITH.search(line) is not None


def _asks_when(reading: Reading, line: str) -> bool:
    if _YOU_SAID.search(line):
        return True
    asked = _WHEN_IS_IT.search(line) or _WHAT.search(line)
    return bool(asked and reading.situation.upcoming) and not reading.has("open_question")


def _wants_to_be_sure(reading: Reading, line: str) -> bool:
    """«¿no era a las 11?», «el viernes a las 12, ¿verdad?»."""
    times = [each for each in reading.items if isinstance(each.values[0], Days | Clock)]
    words = reading.text.words()
    end = len(words) - words[::-1].index("?") if "?" in words else 0
    others = [*reading.spans("elsewhere"), *reading.spans("instead")]
    wishes = reading.mentions or any(each.start < end for each in others)
    if not end or not times or wishes or _MISTAKEN.search(line):
        return False
    starts = [each.start for each in reading.situation.upcoming]
    fitting = bool(starts) and all(fits(each, starts) for each in times)
    tags = _TAG.findall(line)
    sure = bool(_SURE & {*tags}) or ("no" in tags and fitting)
    return sure or _WAS_IT.search(line) is not None


#: The last word before a question mark: «el viernes, ¿verdad?».
_TAG = re.compile(r"(\w+) \?")


_MISTAKEN = re.compile(r"equivo[cq]|confund|li(?:ado|e) |perdon")
