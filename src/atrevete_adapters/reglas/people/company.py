"""Who does not come after all: «Olivia al final no puede, voy yo sola» (R27).

A verb that takes somebody out of the company counts, unless a time stands beside it: «mi hermana
no puede a las cuatro» is about the hour.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from atrevete_core.domain.commands import LeaveOut
from atrevete_core.ports.language_model import Coming, Situation

from ..names.run import written
from ..names.said import noun_of
from ..reading import Person, Reading
from ..text.words import BREAK, Text, fold
from ..vocabulary.kinds import words_of_kind
from .found import COMPANION

_FILLS = (
    r"(?:(?:,|que|pues|al|final|finalmente|ya|ahora|entonces|dice|avisa|avisado|me|nos|ha|han|hoy"
    r"|dicho|acaba|de|decir|decirme|ella|el|tampoco|creo|parece|mira|total|resulta|igual|se|es"
    r"|esta|vez|dia|ese) )*?"
)
_END = r"(?= ?(?:[,.|!?;)y]|pero |porque |que |asi |$))"
#: Whoever does this falls out, whatever else is said.
_FALLS_OUT = (
    r"(?:se )?(?:me |nos )?(?:ha |han )?(?:raja|rajan|rajo|rajado|cae|caen|cayo|caido|baja|bajo"
    r"|bajado|borra|borro|borrado|descuelga|descolgado|descolgo|retira|retiro|retirado"
    r"|echa atras|echado atras|echo atras|echa para atras|echado para atras|echa pa atras"
    r"|echado pa atras|arrepiente|arrepentido|arrepintio|fallado|fallo|plantado|tirada|desapunta"
    r"|desapuntado|desapunto)\b"
    r"|(?:me|nos) (?:ha )?(?:dejado|deja|dejo) (?:tirada|tirado|colgada|colgado|plantada|plantado"
    r"|sola|solo)\b"
    r"|se queda (?:en casa|fuera|sin venir)\b"
    r"|(?:solo |solamente |nada mas )?(?:me acompaña|viene de acompañante|viene a acompañarme"
    r"|viene conmigo pero no se)\b"
)
#: «no viene», «no se hace nada»: so do these, when no time and no service follows.
_IS_OUT = (
    r"(?:ya |al final |tampoco )*no (?:(?:va a |podra |puede |ha podido |puede ya )?(?:venir|ir)"
    r"|viene|vendra|vienen|va a poder|llega|llegara|cuenta|cuentes|conteis"
    r"|se (?:hace|hara|apunta|anima|viene|va a hacer)(?: ya)? nada|se (?:apunta|anima|viene)"
    r"|quiere (?:nada|venir|ir)|(?:se va a )?(?:hacer|hacerse) nada|asiste|asistira"
    r"|va(?= (?:[,.|!]|a ir|a venir|a la cita|y |$)))\b"
    rf"|(?:ha dicho|dice|dijo) (?:al final )?que (?:al final )?no{_END}"
    r"|pasa(?: de (?:ir|venir|esto|todo|hacerse nada))?(?= (?:[,.|!y]|$))"
)
#: Of these something must tell that it is for good: «al final», «ya», «entonces».
_MAY_BE_OUT = r"no (?:puede|podra|pueden|le da tiempo|le viene bien|le cuadra|le va bien|quiere)\b"
_FOR_GOOD = re.compile(r"\b(?:al final|finalmente|ya|entonces|tampoco|resulta)\b")
_OUT = re.compile(rf"^{_FILLS}(?:(?P<sure>{_FALLS_OUT})|(?P<out>{_IS_OUT})|(?P<may>{_MAY_BE_OUT}))")
#: «se me ha caído mi hermana», «quita a Ana», «sin mi madre».
_BEFORE = re.compile(
    r"(?:\bse (?:me |nos )?(?:ha )?(?:raja|rajo|rajado|caido|cae|cayo|descuelga|borra|borrado)"
    r"|\b(?:me|nos) (?:ha )?(?:fallado|fallo|falla|plantado)"
    r"|\b(?:quita|quitad|quitame|quitadme|quite|quiten|quitemos|borra|saca|descuenta|elimina"
    r"|olvida|olvidate de|anula|cancela)(?: a| lo| lo de| la de)?"
    r"|\b(?:ya )?no (?:viene|vendra|va a venir|puede venir|podra venir|va a ir|ira|puede ir"
    r"|podra ir|cuentes con|conteis con"
    r"|se viene|se apunta|cuenten con)(?: ya)?(?: al final)?) $"
)
_WITHOUT = re.compile(r"\bsin $")
_ALONE = re.compile(
    r"\b(?:voy|vengo|ire|iria|vendre|acudo|acudire|quedo|quede|quedado|quedamos|dejado|estoy|seria"
    r"|sere|paso) (?:a ir |a venir |en |nada mas )?(?:yo )?(?:sola|solita|solito)\b"
    r"|\b(?:voy|vengo|ire|iria|vendre|acudo|acudire|quedo|seria|sere|va a ser) (?:yo )?solo"
    r"(?: yo)?(?= (?:[,.|!?)y]|$))"
    r"|(?<!no )\b(?:solo|solamente|unicamente|nada mas|nomas|nada mas que|solo voy|solo vengo"
    r"|solo seria|solo estoy|solo quedo|solo me quedo|voy solo|ya solo|solo ire) yo\b"
    r"|\b(?:yo|mi) (?:sola|solita|solito|nada mas|nomas|unicamente)\b"
    r"|\byo (?:solo|solamente)(?= (?:[,.|!?)]|$))"
    r"|\b(?:solo|solamente|unicamente|nada mas|nomas)(?: es| seria| va| va a ser| sera)? para "
    r"(?:mi|una|una persona|uno)(?= (?:[,.|!?)y]|$|el |la |a |por favor|porfa))"
    r"|\b(?:somos|seremos|vamos a ser|quedamos|nos quedamos en|queda en) (?:ya )?solo una\b"
    r"|\b(?:solo|solamente) (?:somos |es |seria |sera |para )?una (?:persona|sola)\b"
    r"|\buna sola persona\b"
)
_COUNT = re.compile(
    r"\b(?:nos )?(?:quedamos|somos|seremos|vamos a ser|vamos|iremos|quedariamos|seriamos)"
    r"(?: (?:ya|en|las|los|solo|solas|al final|nada mas))* (dos|2|tres|3)\b"
)
_NUMBERS = {"dos": 2, "2": 2, "tres": 3, "3": 3}
_MARKS = frozenset({".", "?", "!", BREAK})
_NEAR, _FAR = 4, 14
_ARTICLES = (" mi ", " mis ", " la ", " el ")
_ABOUT_TIME = words_of_kind("says_when")


@dataclass(frozen=True, slots=True)
class _Named:
    """Somebody who was to come, as they are named here."""

    start: int
    end: int
    coming: Coming


def leaves_out(reading: Reading) -> LeaveOut | None:
    """Those who were to come and do not; drops from the reading what is said of them."""
    named = _named(reading)
    gone = [each for each in named if _is_out(reading, each)] + _writer_out(reading)
    staying = [each for each in reading.people if not _is_gone(each, gone)]
    alone = is_alone(reading, staying)
    gone = [*gone, *_uncounted(reading, named, gone), *_all_but(reading, named)]
    gone = [*gone, *_who_has_nothing(reading, named)]
    if not (gone or alone):
        return None
    reading.people = [each for each in staying if not alone or not each.whom]
    if alone:
        reading.people = []
        reading.found = {**reading.found, "for_two": [], "group": []}
    whom = tuple(dict.fromkeys(each.coming.whom or _WRITER for each in gone))
    reading.situation = _without(reading.situation, whom, alone=alone)
    return LeaveOut(people=() if alone else whom, alone=alone)


def _writer_out(reading: Reading) -> list[_Named]:
    """«mi madre quiere mechas y yo nada», «que venga ella y yo ya iré otro día», «quita lo mío»."""
    group = reading.situation.group
    writer = [each for each in group if not each.whom]
    said = _I_DO_NOT.search(reading.text.line) if len(group) > 1 else None
    return [_Named(0, 0, each) for each in writer if said and not reading.asks]


_I_DO_NOT = re.compile(
    r"\b(?:yo|para mi|a mi)(?: ya| al final| mejor| pues| entonces| tampoco)*"
    r" (?:nada(?! mas)|no me hago nada|no (?:voy|vengo|ire|voy a ir|puedo ir|me apunto)"
    r"|(?:ire|voy|vendre|me paso) otro dia|me (?:borro|quito|bajo|desapunto))"
    r"(?= (?:[,.|!;]|$|que |porque |y |pero ))"
    r"|\b(?:quita|borra|anula|cancela|elimina)\w* lo mio\b|\blo mio (?:no|fuera|quitalo|borralo)\b"
)


def _without(situation: Situation, gone: Sequence[str], *, alone: bool) -> Situation:
    """What else is said is said of those who still come."""
    left = [
        each
        for each in situation.group
        if (each.whom or _WRITER) not in gone and not (alone and each.whom)
    ]
    if len(left) == 1:
        companions = tuple(each.whom for each in left if each.whom)
        return replace(situation, services=left[0].services, group=(), companions=companions)
    still = () if alone else tuple(each for each in situation.companions if each not in gone)
    services = tuple(name for each in left for name in each.services) or situation.services
    return replace(situation, services=services, group=tuple(left), companions=still)


def is_alone(reading: Reading, people: Sequence[Person]) -> bool:
    """«voy yo sola», «solo para mí», while nobody else gets anything in the same breath."""
    said = _ALONE.search(reading.text.line)
    return said is not None and not any(_wants(reading, each) for each in people if each.whom)


def _wants(reading: Reading, person: Person) -> bool:
    """«solo yo mechas, mi hermana corte»."""
    text = reading.text
    begins, ends = reading.clause(person.start)
    theirs = [each for each in reading.mentions if begins <= each.start and each.end <= ends]
    after = any(0 <= each.start - person.end <= _NEAR for each in theirs)
    for_them = text.word(person.start) == "para" or text.word(person.start - 1) in {"para", "a"}
    return after or (for_them and any(0 <= person.start - e.end <= _NEAR for e in theirs))


def _named(reading: Reading) -> list[_Named]:
    """Wherever one of those who come is named: by what they are, by name, or as «ella»."""
    others = [each for each in reading.situation.group if each.whom]
    others = others or [Coming(whom=each) for each in reading.situation.companions]
    if not others:
        return [
            _Named(each.start, each.end, Coming(whom=each.whom, name=each.name or ""))
            for each in reading.people
            if each.whom
        ]
    return _named_of(reading.text, others)


def _named_of(text: Text, others: Sequence[Coming]) -> list[_Named]:
    one = len(set(others)) == 1
    return [
        _Named(index, _name_end(text, index, each), each)
        for index, word in enumerate(text.words())
        for each in others
        if word in _words_for(each) or (one and _is_them(text, index))
    ]


def those_out(reading: Reading, others: Sequence[Coming]) -> list[Coming]:
    """Of these those who do not come."""
    return [each.coming for each in _named_of(reading.text, others) if _is_out(reading, each)]


def _is_them(text: Text, index: int) -> bool:
    he = text.word(index) == "el" and text.written(index, index + 1).lower() == "él"
    theirs = text.word(index) in {"suyo", "suya"} and text.word(index - 1) in {"lo", "la"}
    return he or theirs or text.word(index) in {"ella", "ellos", "ellas"}


def _words_for(coming: Coming) -> set[str]:
    relation = fold(coming.whom).split()[-1:]
    first = fold(coming.name).split()[:1]
    return {*relation, *first, "acompañante"} if coming.whom == COMPANION else {*relation, *first}


def _name_end(text: Text, index: int, coming: Coming) -> int:
    names = set(fold(coming.name).split())
    end = index + 1
    while end < len(text) and (
        text.word(end) in names
        or (text.tokens[end].kind == "word" and text.written(end, end + 1)[:1].isupper())
    ):
        end += 1
    return end


def _is_out(reading: Reading, named: _Named) -> bool:
    text = reading.text
    before = text.between(max(0, named.start - _FAR), named.start) + " "
    before = next((before.removesuffix(e[1:]) for e in _ARTICLES if before.endswith(e)), before)
    if _BEFORE.search(before):
        return not _service_follows(reading, named.start - _NEAR, named.start)
    said = _OUT.match(text.between(named.end, named.end + _FAR) + " ")
    if said is None or said["sure"] or _WITHOUT.search(before):
        return bool(said or _WITHOUT.search(before))
    last = named.end + len(said.group().split())
    counted = _ALONE.search(text.line) or _COUNT.search(text.line)
    timed = _is_about_time(reading, last) and not _ALONE.search(text.line)
    if timed or _service_follows(reading, last, last + _NEAR):
        return False
    for_good = _FOR_GOOD.search(said.group()) or _FOR_GOOD.search(before[-12:])
    return bool(said["out"] or for_good or counted)


def _is_about_time(reading: Reading, place: int) -> bool:
    """«no puede a esa hora», «no llega hasta las cinco»."""
    last = next(
        (at for at in range(place, len(reading.text)) if reading.text.word(at) in _MARKS | {","}),
        len(reading.text),
    )
    timed = any(place <= each.start < last for each in reading.items)
    return timed or bool(_ABOUT_TIME & set(reading.text.words(place, last)))


def _service_follows(reading: Reading, start: int, end: int) -> bool:
    return any(start <= each.start < end for each in reading.mentions)


def _is_gone(person: Person, gone: Sequence[_Named]) -> bool:
    return any(
        person.whom == each.coming.whom or each.start <= person.start < each.end for each in gone
    )


def _all_but(reading: Reading, named: Sequence[_Named]) -> list[_Named]:
    """«que venga solo Olivia, yo no puedo», «al final va solo ella»: all the others."""
    group, text = reading.situation.group, reading.text
    for each in named if group and not reading.mentions else ():
        before = text.between(max(0, each.start - _NEAR), each.start) + " "
        before = next((before.removesuffix(e[1:]) for e in _ARTICLES if before.endswith(e)), before)
        after = text.between(each.end, each.end + 2) + " "
        if _ONLY_BEFORE.search(before) or _ONLY_AFTER.match(after):
            return [_Named(0, 0, one) for one in group if one.whom != each.coming.whom]
    return []


def _who_has_nothing(reading: Reading, named: Sequence[_Named]) -> list[_Named]:
    """«la cita es para mi hermano Julián», of a group: those of whom nothing is known to be done
    were named by mistake.
    """
    group, text = reading.situation.group, reading.text
    called = [each for each in named if noun_of(each.coming.whom) == text.word(each.start)]
    idle = [each for each in group if each.whom and not (each.services or each.unclear)]
    if len({each.coming.whom for each in called}) != 1 or _TOGETHER.search(text.line):
        return []
    told = any(
        _IS_FOR.search(text.between(max(0, each.start - _NEAR), each.start)) for each in called
    )
    whom = called[0].coming.whom
    return [_Named(0, 0, each) for each in idle if each.whom != whom] if told else []


_IS_FOR = re.compile(r"\b(?:es|era|sea|seria|sera|va) para (?:mi|el|la)$")
_TOGETHER = re.compile(r"\b(?:tambien|ademas|y yo|y para|l[ao]s dos|ambas|ambos|junt[ao]s)\b")
_ONLY_BEFORE = re.compile(r"\b(?:solo|solamente|unicamente)(?: va| viene| iria| vendria| para)? $")
_ONLY_AFTER = re.compile(r"^(?:va|ira|viene|vendra|iria) (?:sola|solo) ")
#: The writer, in `LeaveOut.people`.
_WRITER = "yo"


def _uncounted(reading: Reading, named: Sequence[_Named], gone: Sequence[_Named]) -> list[_Named]:
    """«nos quedamos dos, Ana y yo»: those of the group who are not among them."""
    said = _COUNT.search(reading.text.line)
    group = [each for each in reading.situation.group if each.whom]
    if said is None or gone or _NUMBERS[said[1]] > len(group):
        return []
    stay = {each.coming.whom for each in named}
    left = [each for each in group if each.whom not in stay]
    return [_Named(0, 0, each) for each in left] if len(stay) == _NUMBERS[said[1]] - 1 else []


def in_group(reading: Reading, people: Sequence[Person]) -> list[Person]:
    """Each called as she is known in the group: «Sandra» is «mi amiga»."""
    told = [(each.whom, each.name) for each in reading.people]
    told += [(each.whom, each.name) for each in reading.situation.group]
    known = {fold(name).split()[0]: whom for whom, name in told if whom and name}
    called = []
    for each in people:
        first = fold(each.name or "").split()[:1]
        own = known.get(first[0]) if first else None
        called.append(replace(each, whom=own) if own else each)
    return called


def by_name(reading: Reading) -> list[Person]:
    """Those of the group whose first name is said: «y Sandra solo cejas»."""
    group = [each for each in reading.situation.group if each.whom and each.name]
    said = [
        Person(index, _name_end(reading.text, index, each), each.whom, each.name)
        for index in range(len(reading.text))
        for each in group
        if written(reading, index) == fold(each.name).split()[0]
    ]
    return said or _of_theirs(reading) or _by_pronoun(reading) or _by_name_again(reading)


def _of_theirs(reading: Reading) -> list[Person]:
    """«cambia lo de mi madre por un peinado», «lo de ella ponlo normal»."""
    text, others = reading.text, [each for each in reading.situation.group if each.whom]
    places = (each for each in _named_of(text, others) if reading.mentions)
    return [
        Person(each.start, each.end, each.coming.whom, each.coming.name or None)
        for each in places
        if _LO_DE.search(text.between(max(0, each.start - _NEAR), each.start) + " ")
    ]


_LO_DE = re.compile(r"\blo de(?: mi| la| el| l)? $")


def _by_pronoun(reading: Reading) -> list[Person]:
    """«ella corte», when one comes along."""
    others = [each for each in reading.situation.group if each.whom]
    starts = {each.start for each in reading.mentions}
    return [
        Person(at, at + 1, others[0].whom, others[0].name or None)
        for at in range(len(reading.text) if len(others) == 1 else 0)
        if _is_them(reading.text, at)
        and starts & {at + 1, at + 2, at + 3}
        and reading.text.word(at - 1) != "con"
    ]


def _by_name_again(reading: Reading) -> list[Person]:
    """«corte para mi hermana Paqui… no, el peinado para Paqui»: in one breath."""
    called = {fold(each.name).split()[0]: each for each in reading.people if each.name}
    return [
        replace(called[written(reading, at)], start=at, end=at + 1)
        for at in range(1, len(reading.text))
        if written(reading, at) in called and reading.text.word(at - 1) in {"para", "a"}
    ]
