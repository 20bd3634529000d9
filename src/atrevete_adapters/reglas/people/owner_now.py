"""Whose the booking is after all: «uy no, la cita es para mi abuela», «va mi tía, que mi madre no
puede», «me la quedo yo» (R28, R37).
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from atrevete_core.domain.commands import (
    AddServices,
    Book,
    Command,
    DropServices,
    GiveName,
    LeaveOut,
    RefuseSlots,
)
from atrevete_core.domain.text import plain
from atrevete_core.ports.language_model import Question

from ..names.said import noun_of
from ..reading import OwnerNow, Person, Reading
from ..text.words import fold, listed
from .booked_for import booked_for, names_only_what_is_booked

#: Right before whoever is meant: it is told of the booking itself.
_IS_THEIRS = re.compile(
    r"\b(?:es|era|seria|sera|sea|fuera|fuese|va|iba|vaya|iria|ira|ponla|ponedla|ponmela|pongala"
    r"|pasala|apuntala|apuntadla|dejala|reservala|cambiala|cogela)"
    r" (?:a ser |que |realmente |en realidad |mejor )*"
    r"(?:para|a nombre de|al nombre de|a favor de)$"
)
#: The same, where something tells that another was meant before.
_GOES = re.compile(
    r"\b(?:va|viene|vendra|ira|iria|vendria|acude|ir|venir|es|sea|sera|seria)$"
    r"|\b(?:sino|mejor|no|perdon|perdona|digo|al final|con|ahora|queria|quise decir)"
    r"(?: ,)?(?: que)?(?: (?:para|a|a nombre de|de))?$|\b(?:para|a nombre de|por)$"
)
_MISTAKEN = re.compile(
    r"\b(?:me he (?:liado|equivocado|confundido|colado|expresado mal)"
    r"|me (?:equivoque|lie|confundi)|no , (?:que |perdona |perdon )?es|error mio|fallo mio"
    r"|cambio de planes|cambia la persona|en su lugar|en su sitio|por ella|por el)\b"
)
_NOT_THEM = re.compile(
    r"(?:^| )(?:no(?: (?:es|era|seria|sea|va|viene|iba|sera|puede|vendra|ira)"
    r"(?: a)?(?: ser| ir| venir)?)?(?: (?:para|a nombre de|de|a))?|ni"
    r"|en (?:vez|lugar|sitio|cambio) de(?: para| a)?|sustituye a|cambi\w+ a|quit\w+ a)$"
)
_CANNOT = re.compile(
    r"^(?:(?:al final|ya|pues|,|que|hoy|ese dia|dice|me|dicho|ha|tampoco) )*"
    r"(?:no (?:puede|podra|va|viene|vendra|quiere|es|le|se|esta|era|ira)"
    r"|ya tiene|tiene (?:medico|otra|turno|cita|hora|visita|gripe|fiebre)"
    r"|esta (?:mala|malo|enferma|enfermo|pachucha)"
    r"|se (?:ha )?(?:puesto|rompio|roto|raja|echa|cae)|se (?:va|marcha)|ya (?:le|se|fue))\b"
)
_FOR = ("para", " a", "de", "lo de")
_NO_MORE = re.compile(
    r"^(?:(?:al final|mejor|pues|ya|entonces) )*no(?= (?:[,.:;!|-]|$|que |sino |es ))"
)
_THEY_SAID = re.compile(
    r"^(?:(?:ya|que|al final) )*(?:le (?:regala|hace|han|ha)|la (?:lleva|peina))\b"
)
_JOINS = re.compile(
    r"\b(?:tambien|ademas|aparte|las dos|los dos|ambas|junt[ao]s|se (?:apunta|suma|une)"
    r"|otr[ao] (?!cos|vez|pel|sitio|salon|dia|hora)|y (?:una|uno|otra|otro) para|y para mi "
    r"|a la vez|al mismo tiempo|y yo)\b"
)
_MINE = re.compile(
    r"\b(?:(?:me la|me lo|la|lo) (?:quedo|cojo|aprovecho|uso|pillo|agarro|tomo)(?: yo| para mi)"
    r"|(?:ponla|ponedla|pongala|ponlo|dejala|pasala|cambiala|va|sera|es|era|que sea|apuntala)"
    r" (?:mejor )?(?:a mi nombre|para mi(?= (?:[,.!]|$|que|pues|no|mejor|y )))"
    r"|(?:voy|ire|vengo|acudo|voy a ir|vendre|asisto) yo"
    r"(?: (?:en su lugar|en su sitio|misma|mismo|por ella|por el))?(?= (?:[,.!]|$|que|en |al ))"
    r"|mejor (?:(?:la cita|es) )?para mi(?= (?:[,.!]|$|que|pues)))"
)
#: Words for one and the same person, when it is not known which the writer will say next.
_SAME = tuple(
    listed(words)
    for words in (
        "hijo niño nene peque pequeño crio chaval bebe",
        "hija niña nena peque pequeña cria bebe",
        "madre mama mami mare vieja jefa señora viejita mamita jefita nai",
        "padre papa papi viejo jefe viejito papito",
        "marido esposo gordo pareja novio chico churri",
        "mujer esposa gorda pareja novia señora churri parienta",
        "abuela abuelita yaya abu abue nona",
        "amiga bestie bff colega compi amix",
    )
)
_REACH = 8
Said = Sequence[tuple[int, Command]]
#: What is said of the services is that they are somebody else's, and nothing more.
_ABOUT_SERVICES = Book | AddServices | DropServices | LeaveOut | RefuseSlots


def owner_now(reading: Reading) -> OwnerNow | None:
    """Somebody else than was said so far, when that is told of the booking and nobody joins it."""
    _drop_who_comes(reading)
    known = _known(reading)
    if not known or _JOINS.search(reading.text.line):
        return None
    others = [each for each in reading.people if each.whom and not is_one_of(each.whom, known)]
    negated = [whom for whom in known if _is_taken_back(reading, whom)]
    if len({each.whom for each in others}) > 1:
        others = [each for each in others if _IS_THEIRS.search(_before(reading, each))]
    if len({each.whom for each in others}) != 1:
        return _writer_instead(reading, known, negated, others)
    person = max(others, key=lambda each: len(each.name or ""))
    alone = known[0] if len(known) == 1 and not reading.situation.group else ""
    before = _before(reading, person)
    mistaken = bool(negated or _MISTAKEN.search(reading.text.line))
    told = _IS_THEIRS.search(before) and (
        names_only_what_is_booked(reading) or names_only_the_draft(reading)
    )
    if alone and (told or (mistaken and _GOES.search(before))):
        return OwnerNow(alone, person)
    if len(negated) == 1 and _GOES.search(before):
        return OwnerNow(negated[0], person)
    return None


def _drop_who_comes(reading: Reading) -> None:
    """«es mi prima la que viene», «la que viene es mi prima»: no week that comes."""
    words = reading.text.words()
    for at in range(len(words) - 2):
        if words[at] not in {"la", "el"} or words[at + 1 : at + 3] != ["que", "viene"]:
            continue
        after = any(each.end == at for each in reading.people)
        if after or words[at + 3 : at + 5] in (["es", "mi"], ["sera", "mi"], ["seria", "mi"]):
            reading.drop_items(at, at + 3)


def _writer_instead(
    reading: Reading, known: Sequence[str], negated: Sequence[str], others: Sequence[Person]
) -> OwnerNow | None:
    """«me la quedo yo», «ponla a mi nombre»: the one alone for whom it was."""
    if others or reading.situation.group or len(known) != 1 or reading.asks:
        return None
    if reading.mentions and not negated:
        return None
    return OwnerNow(known[0], None) if _MINE.search(reading.text.line) else None


def _known(reading: Reading) -> list[str]:
    coming = reading.situation.group or booked_for(reading)
    group = [each.whom for each in coming if each.whom]
    return group or [each for each in reading.situation.companions if each]


def is_one_of(whom: str, known: Sequence[str]) -> bool:
    """The same person, perhaps by another word: «el niño» is «mi hijo»."""
    noun = noun_of(whom)
    return any(
        noun == noun_of(each) or any({noun, noun_of(each)} <= same for same in _SAME)
        for each in known
    )


def names_only_the_draft(reading: Reading) -> bool:
    """«lo demás igual: manicura de caballero»: what was chosen is said once more, or nothing."""
    draft = reading.situation.services
    return all(each.clear and each.names[0] in draft for each in reading.mentions)


def _before(reading: Reading, person: Person) -> str:
    """The words before «mi», with «para»."""
    place = person.start + (reading.text.word(person.start) == "para")
    return reading.text.between(max(0, place - _REACH), place)


def _is_taken_back(reading: Reading, whom: str) -> bool:
    """«no es para mi madre», «mi madre al final no puede», «en vez de mi madre»."""
    text, noun = reading.text, noun_of(whom)
    for index, word in enumerate(text.words()):
        if fold(word).removesuffix("s") != noun or index == 0:
            continue
        before = text.between(max(0, index - _REACH), index - 1)
        after = text.between(index + 1, index + _REACH) + " "
        if _NOT_THEM.search(before) or _CANNOT.match(after) or _THEY_SAID.match(after):
            return True
        if before.endswith(_FOR) and _NO_MORE.match(after):
            return True  # «para mi padre no: que sea para mi hermano»
        if before.endswith(" a") and _THEY_SAID.match(after):
            return True
    return False


def handed_over(
    reading: Reading, said: Said, fitted: Callable[[Reading, Person, Sequence[str]], Book]
) -> list[tuple[int, Command]]:
    """The same booking, for somebody else, with the name that was said.

    `fitted`: those services as they fit them.
    """
    now = reading.owner
    if now is None:
        return [*said]
    kept = [each for each in said if not isinstance(each[1], _ABOUT_SERVICES)]
    if now.person is None:
        left = [each for each in kept if not _is_of_other(each[1])]
        return [(-2, LeaveOut(alone=True)), *left]
    person, group = now.person, reading.situation.group
    names = [each for _, each in kept if isinstance(each, GiveName) and each.of != "yo"]
    asked = reading.question is Question.THIRD_NAME
    theirs = _fullest(person.name, [_whole(each) for each in names])
    if names and (group or not asked):
        kept = [each for each in kept if each[1] not in names]
    if asked:
        kept = [(at, _unowned(each, now)) for at, each in kept]
    person = replace(person, name=theirs)
    gone = [each.services for each in group if each.whom == now.before]
    services = gone[0] if gone else tuple(reading.situation.services)
    book = fitted(reading, person, services)
    if group:
        return [(-3, LeaveOut(people=(now.before,))), (-2, book), *kept]
    if book.services == services and not book.unclear:
        return [(-2, Book(for_whom=person.whom, for_name=theirs)), *kept]
    return [(-3, DropServices(services=services)), (-2, book), *kept]


_ALSO_THEIRS = re.compile(r"\b(?:es|era|seria|son|eran|tenia que ser|queria decir|quise decir) ")


def in_place_of_the_writer(reading: Reading, said: Said) -> list[tuple[int, Command]]:
    """«ay perdona, es corte de caballero para mi marido»: instead of what the writer had chosen for
    themselves, not beside it.
    """
    now, line = reading.situation, reading.text.line
    books = [each for _, each in said if isinstance(each, Book)]
    alone = len(books) == 1 and books[0].services and books[0].for_whom
    if not alone or not now.services or now.group or now.companions or _JOINS.search(line):
        return [*said]
    first = min((each.start for each in reading.mentions), default=0)
    told = _ALSO_THEIRS.search(reading.text.between(0, first) + " ")
    corrects = _CORRECTING.match(line) or reading.has("mistaken")
    if not (told and corrects) or any(isinstance(each, DropServices) for _, each in said):
        return [*said]
    return [(-3, DropServices(services=tuple(now.services))), *said]


_CORRECTING = re.compile(
    r"(?:(?:ay|uy|huy|ah|oye|hola|no|espera|perdon|perdona|perdone|disculpa|que|pero|,|[.!]) )+"
)


def _fullest(said: str | None, names: Sequence[str]) -> str | None:
    """«mi sobrino Leo Mas» is told as Leo, and as Leo Mas."""
    own = [each for each in names if not said or plain(each).startswith(plain(said))]
    return max((*own, said or ""), key=len) or None


def _is_of_other(command: Command) -> bool:
    return isinstance(command, GiveName) and command.of != "yo"


def _whole(name: GiveName) -> str:
    return " ".join(filter(None, (name.first_name, name.last_name)))


def _unowned(command: Command, now: OwnerNow) -> Command:
    if isinstance(command, GiveName) and command.of not in {None, "yo"}:
        return command.model_copy(update={"of": None})
    return command
