"""What is only supposed: «y si me pongo mala y tengo que anular, ¿pierdo el dinero?» (R29).

Nothing is cancelled and nobody is late: the salon's rule is asked. An "if" is of that kind when
what it supposes (not to come, to be late, not to like it) goes with what would follow from it: the
money, the notice, «¿qué pasa?». «Si me la podéis cancelar…» asks for it, and supposes nothing.
"""

import re
from collections.abc import Iterator, MutableMapping

from ..reading import Reading
from ..text.notation import Found

#: The rule on cancelling answers it, or no text of the salon's does.
CANCELLING, OTHERWISE = "supposes_cancelling", "supposes_otherwise"

_IF = re.compile(
    r"(?:^|(?<= ))(?<!no se )(?<!no sabe )(?<!duda )(?<!dudo )(?<!no sabia )si "
    r"(?!(?:me |nos |la |lo |os |se )*(?:pued\w+|podeis|podri\w+|pudier\w+) |[,.!?|])"
    r"(?!\w+ (?:alguna |una )?(?:cancelacion|anulacion))"  # «si hay alguna, avisad»
)
_NOT_COMING = re.compile(
    r"\bno (?:(?:me|la|lo|nos|se) )?(?:(?:voy|vamos|va|fuera|llego) a )?"
    r"(?:pued\w+|pod\w+|pud\w+|voy|vamos|vaya|fuera|fuese|vengo|asist\w+|aparezco|me presento)\b"
    r"|\b(?:cancel|anul|arrepent|arrepient|desist|surg|surj)\w+"
    r"|\b(?:pong\w+|pone|ponen|poner\w*|pusier\w+) (?:\w+ )?(?:mal|mala|malo|enferm\w+|de parto)\b"
    r"|\b(?:enferm\w+|fallo|fallara|falto|faltara|aviso|avisase|avisara)\b"
    r"|\b(?:tengo|tiene|tenemos|tuvier\w+|toca|hay) que (?:cambi|mov|aplaz|retras|posponer)\w*"
)
#: «en la misma tarde», «una tarde» is a part of the day.
_LATE = re.compile(
    r"(?<!\bla )(?<!\bmisma )(?<!\besta )(?<!\buna )(?<!\besa )(?<!\bmedia )(?<!\bsola )"
    r"(?<!\botra )"
    r"\b(?:tarde|tardo|retras\w+|demor\w+|atras\w+)\b"
)
_DISLIKES = re.compile(
    r"\bno (?:me|nos|le) (?:gust\w+|convenc\w+)"
    r"|\b(?:qued\w+|sal\w+) (?:mal|fatal|horrible|content\w+)\b"
)
_FOLLOWS = re.compile(
    r"\b(?:pierd|perd(?!on)|devolv|devuelv|reembols|reintegr|regresan|penali|multa|antelacion|politica"
    r"|condicion)\w*|\b(?:cobr(?:a|ais|an|aria|ariais)|avis\w+|que pasa\w*|que ocurre|pasa algo"
    r"|pasaria algo|importa|gratis|dinero|plata|señal|anticipo|deposito|me esper\w+|esperais"
    r"|esperan|cuanto tiempo|coste)\b"
)
#: «¿cuánto antes hay que avisar para cancelar…?» supposes the same without an "if".
_NOTICE = re.compile(
    r"\b(?:con )?cuant\w+ (?:tiempo|antelacion|margen|horas|dias|antes)(?: \w+){0,4}? "
    r"(?:que|debo|puedo|se puede|podria|deberia) (?:\w+ )?(?:avis|cancel|anul)\w+"
)
_ORDERS = re.compile(
    r"(?<!uno )(?<!una )(?<!se )(?<!alguien )(?<!clienta )(?<!cliente )"
    r"\b(?:(?:cancel|anul)(?:ad|en|ala|alo|amela|amelo|ela|elo|emela|enla|enmela|adla|a|e) "
    r"|(?:devuelve|devolved|devuelva|devuelvan)me\b)"
)
_NONE_OF_IT = (
    "cancel", "cancel_now", "cannot", "late", "not_in_time", "change", "book", "price", "duration",
    "total", "availability", "not_another", "another_day", "yes", "no", "stop_booking", "failing",
    "complaint", "gone_wrong", "will_pay", "paid", "keep", "own", "my_appointments", "elsewhere",
    "receipt",
)  # fmt: skip


def drop_supposed(reading: Reading, found: MutableMapping[str, list[Found[str]]]) -> None:
    """Of a sentence that only supposes, leave nothing but that it does."""
    for kind, start, end in list(_supposed(reading)):
        if kind == OTHERWISE and _is_late_today(reading):
            continue
        for intent in _NONE_OF_IT:
            found[intent] = [
                each for each in found.get(intent, []) if each.end <= start or end <= each.start
            ]
        found.setdefault(kind, []).append(Found(start, end, kind, {}))
        reading.drop_items(start, end)
        reading.drop_mentions(start, end)


def _supposed(reading: Reading) -> Iterator[tuple[str, int, int]]:
    """Which kind, from its "if" (or from what is asked before it) to the end of the sentence."""
    text = reading.text
    yield from _asks_for_money_back(reading)
    for said in _NOTICE.finditer(text.line):
        place = text.index_at(said.start())
        yield CANCELLING, place, reading.clause(place)[1]
    for said in _IF.finditer(text.line):
        place = text.index_at(said.start())
        first, last = reading.clause(place)
        if text.written(place, place + 1).casefold() == "sí":
            continue
        before, after = text.between(first, place), text.between(place, last) + " "
        if _ORDERS.search(after):
            continue
        follows = _FOLLOWS.search(before)
        for kind, what in ((OTHERWISE, _LATE), (CANCELLING, _NOT_COMING), (OTHERWISE, _DISLIKES)):
            given = what.search(after)
            if given is None:
                continue
            then = _FOLLOWS.search(after, given.end()) or _asked_next(reading, last)
            early = _FOLLOWS.search(after, 0, given.start())
            if what is not _DISLIKES and _is_bare(reading, place, last, after[given.end() :]):
                then = True
            if (follows or then) and not early:
                yield kind, _begins(reading, first, place, asked=bool(follows)), last
                break


def _is_bare(reading: Reading, place: int, end: int, rest: str) -> bool:
    """«¿y si mañana me arrepiento?»: nothing is proposed after it."""
    asked = reading.text.word(end) == "?" and reading.text.word(place - 1) == "y"
    return asked and not rest.strip()


def _asked_next(reading: Reading, end: int) -> bool:
    """«¿y si no puedo ir? ¿Lo pierdo?», «y si llego tarde || me esperáis?»."""
    if reading.text.word(end) not in {"?", "|", "."} or end + 1 >= len(reading.text):
        return False
    following = reading.text.between(end + 1, reading.clause(end + 1)[1])
    return reading.asks and _FOLLOWS.match(following) is not None


def _begins(reading: Reading, first: int, place: int, *, asked: bool) -> int:
    """Where that which is asked before the "if" begins: «¿me devolvéis algo si…?»."""
    if not asked:
        return place
    commas = [at for at in range(first, place) if reading.text.word(at) == ","]
    later = [at for at in commas if _FOLLOWS.search(reading.text.between(at, place))]
    return max(later, default=first)


def _asks_for_money_back(reading: Reading) -> Iterator[tuple[str, int, int]]:
    """«¿y no me lo podéis devolver?», «no pierdo el anticipo, ¿no?», of what exists: no «if»."""
    text = reading.text
    if not reading.situation.upcoming or reading.has("complaint"):
        return
    for said in _MONEY_BACK.finditer(text.line):
        place = text.index_at(said.start())
        first, last = reading.clause(place)
        sums_up = (
            text.word(first) in {"entonces", "asi"} or text.between(first, first + 2) == "o sea"
        )
        before = text.words(first, place)
        if any(each.start < first for each in reading.spans("cancel")):
            continue  # what cancelling gives back is said with it
        though = "aunque" in before and text.word(first) != "ni"
        if though or (text.word(last) != "?" and not sums_up):
            continue
        others = [each.end for kind in _DOES for each in (reading.spans(kind) or ())]
        others += [each.end for each in reading.items]
        begins = max((at for at in others if first < at <= place), default=first)
        commas = [at + 1 for at in range(begins, place) if text.word(at) == ","]
        yield CANCELLING, max(commas, default=place if begins > first else first), last


#: What is done beside that question.
_DOES = ("change", "cancel", "book", "elsewhere")
_MONEY = (
    r"(?:(?:el|la|los|mi|ese|esos|todo|lo) )*(?:anticipo|señal|dinero|plata|pasta|deposito|adelanto"
    r"|pagado|que (?:ya )?(?:he )?(?:pag|di|adelant|puse|abon)\w*|€?[\d,]+ ?(?:euros|€))"
)
_MONEY_BACK = re.compile(
    rf"\b(?:(?:se|lo|la|los) )*(?:pierdo|pierde|pierden|perdere|perderia|voy a perder) {_MONEY}\b"
    rf"|\b{_MONEY} (?:ya |tambien )?(?:no )?(?:lo|la|se|los) (?:pierd|perd|recuper)\w+"
    r"|\blo pierdo\b"
    rf"|\brecuper(?:o|ar|are|aria) {_MONEY}\b"
    r"|\b(?:me|nos) (?:(?:lo|la|los|las) )?(?:(?:pod|pued|podr)\w+ |van a |vais a |vas a )?"
    r"(?:devolv|devuelv|reembols|reintegr)\w+\b(?! la llamada)"
    r"|\b(?:devolver|reembolsar|reintegrar)(?:me|nos)(?:lo|la|los)?\b(?! la llamada)"
    r"|\b(?:hac\w+|haga\w*) (?:\w+ )?(?:una )?excepcion\b"
    r"|\bjustificante (?:medico|del medico|de urgencias|del pediatra)\b"
)
_SOON = 3 * 3600


def _is_late_today(reading: Reading) -> bool:
    """«¿y si llego diez minutos tarde?», shortly before an appointment: that tells it."""
    return any(
        abs((each.start - reading.moment.now).total_seconds()) <= _SOON
        for each in reading.situation.upcoming
    )
