"""For whom: "para mi madre", "mi niña y yo", "vamos mi madre, mi tía y yo" (R27, R28)."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from atrevete_core.ports.language_model import Coming

from ..mention import Mention
from ..names.acquaintances import MINE, end_of, possessive, unlisted
from ..names.ages import after_age, age_end
from ..names.households import (
    CHILDREN,
    GIRLS,
    by_age,
    called_alike,
    each_of,
    is_few,
    relation,
    without_those_told_apart,
)
from ..names.of_kin import KinNames
from ..reading import Person
from ..text.openers import opening
from ..text.words import BREAK, Text, fold, listed
from ..vocabulary import Vocabulary
from ..vocabulary.kinds import words_of_kind
from .children_had import children_had
from .clusters import IN_TURN
from .done_to import is_done_to
from .evidence import comes_by_evidence
from .pronouns import for_her, for_the_one, pronouns
from .told_about import FOR, before_place, is_apposed, is_spoken_of, is_where
from .writer import ARE, FOR_ME, MINE_AFTER, after_own, before_own, is_to_me, writer

_TOO = listed("tambien igual idem")
_MY = MINE | listed("un una")
_BEFORE = listed("para a y e con al pel per for | que son es va ira iria vendra vendria acude")
_WANTS = listed("quiere queria quisiera necesita y e tambien igual idem le les somos queremos")
#: «mi prima y yo»; not «se casa mi prima y llevo unas raíces…».
_ANOTHER = [[each] for each in listed("yo mi mis para a otra otro una un la el su conmigo tambien")]
_NEEDS = listed("quiere queria necesita necesitaria se tambien igual idem")
_DATED_BY = 7
_DATED = re.compile(
    r"(?:^|[|.,!?] )(?:(?:el|este|ese|proximo) ){0,2}"
    r"(?:lunes|martes|miercoles|jueves|viernes|sabado|domingo|hoy|(?:pasado )?mañana)"
    r"(?: (?:que viene|proximo|siguiente|\d+|(?:por la |de )?(?:tarde|mañana|noche)))*$"
)
_BEGINS = listed(", . y e : ! ? ; primero luego despues entonces ademas") | {BREAK}
#: «el viernes por la tarde mi madre se corta»
_WHEN = listed("lunes martes miercoles jueves viernes sabado hoy mañana tarde noche mediodia media")
#: Where somebody is named, where that ends, and the place of the word that names them.
_Said = tuple[int, int, int]
#: In the place of a relation's, the writer's own place in a list.
_WRITER = -1
_AND = listed("y e con")
_IN_A_LIST = _AND | IN_TURN | listed(", a al para otro otra uno una tambien")
#: «mi marido dice que se viene», «mi hermana también se apunta».
_COMES_TOO = re.compile(
    r"(?:\w+ ){0,3}(?:tambien )?(?:se (?:viene|vienen|apunta|apuntan|suma|anima|une)"
    r"|(?:tambien|igual) (?:viene|va|quiere|vendria|iria)|quiere venir)(?: tambien)? "
)
_WISHES = re.compile(r"(?:[,.] |y |que |tambien )*(?:quiere|necesita|querria|queria|quisiera)\b")
_INDEFINITE = frozenset({"el", "al", "la", "un", "una", "los", "las"})
#: «para que mi madre se haga…», «me gustaría que mi hija se hiciera…».
_WISHES_THAT = listed("para gustaria quiero queria querria quisiera necesito")
_NEAR_WISH, _LONGEST_NAME = 5, 5
_JOINS_IN = words_of_kind("joins_in")
#: A present: «el cumple de mi madre», «le quiero regalar…».
_NEAR_PRESENT = 20
_GIVES = words_of_kind("presents")
#: «mi esposa cumple años y le quiero reservar un masaje».
_FOR_THEM = re.compile(
    r"\bles? (?:quiero|quisiera|queria|querria|gustaria|voy a|me gustaria) "
    r"(?:agendar|reservar|coger|pedir|apuntar|sacar|buscar|encargar|hacer|dar)\b"
)
#: Somebody who comes along and has no name yet.
COMPANION = "mi acompañante"


class People:
    """Finds whom a booking is for."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._relations, self._couples = vocabulary.relations, vocabulary.couples
        self._audiences = vocabulary.audiences
        self._names = KinNames(vocabulary)

    def find(
        self, text: Text, mentions: Sequence[Mention] = (), companions: Sequence[str] = ()
    ) -> list[Person]:
        """Related people for whom something is wanted; "yo", "ella", "cortarme" beside them.

        `companions`: those of whom it was said before that they come.
        """
        words = text.words()
        wanted = frozenset(each.start for each in mentions)
        # «la niña un corte» names the child and the cut at once
        wanted |= {at + 1 for each in mentions for at in range(each.start, each.end - 1)}
        known = {
            index: start
            for index, word in enumerate(words)
            if relation(word, self._relations) is not None
            and (start := possessive(words, index)) is not None
        }
        known |= unlisted(words, self._relations)
        known |= (had := children_had(words, self._relations))
        before = {word for whom in companions for word in fold(whom).split()}
        coming = {
            i
            for i, start in known.items()
            if self._comes(text, words, start, i, wanted)
            and (words[i] in before or comes_by_evidence(text, start, end_of(words, i), wanted))
        }
        kinds = {index: relation(words[index], self._relations) or "" for index in known}
        coming = coming | {*had} | for_her(text, kinds, wanted)
        coming = self._with_listed(text, known, coming | _ones_own(words, known), wanted)
        people = [
            each
            for index in sorted(coming)
            for each in each_of(
                self._person(text, words, known[index], index),
                words, index, self._relations, self._couples,
            )
        ]  # fmt: skip
        people = without_those_told_apart(called_alike(by_age(people, words)), words)
        mine = [*before_own(words, wanted - {*known}), *after_own(words, wanted)] if people else []
        people = sorted([*people, *mine], key=lambda each: each.start)
        told = [] if people else self._of_companions(companions, text)
        return self.with_writer([*people, *told], text)

    def _of_companions(self, companions: Sequence[str], text: Text) -> list[Person]:
        """«yo mechas y él corte»: who that is was said before, or they have no name yet."""
        named = [
            Person(at, at + 1, whom, whom)
            for whom in companions
            for at, word in enumerate(text.words())
            if word == fold(whom) and not relation(word, self._relations)
        ]
        if named:
            return named  # «yo manos y carlota pies»
        found = _companion(text) or (for_the_one(text) if len(companions) == 1 else [])
        if len(companions) == 1 and found:
            kind = self._relations.get(fold(companions[0].split()[-1]), found[0].kind)
            return [replace(found[0], whom=companions[0], kind=kind)]
        return found if not companions else []

    def _with_listed(
        self, text: Text, known: Mapping[int, int], coming: set[int], wanted: frozenset[int]
    ) -> set[int]:
        """«vamos mi madre, mi tía y yo», «para mí y una amiga»: whoever stands in one list with
        somebody who comes, comes too.
        """
        words = text.words()
        said: list[_Said] = []
        for index, start in known.items():
            told = self._names.after(text, end_of(words, index))
            if index in coming or not is_spoken_of(text, start, told, wanted):
                said.append((start, age_end(words, told), index))
        own = [each for each in writer(text) if words[each.end - 1] not in FOR_ME]
        said += [(each.start, each.end, _WRITER) for each in own]
        for together in _lists(sorted(said), words):
            if any(index in coming or index == _WRITER for _, _, index in together):
                coming = coming | {index for _, _, index in together if index != _WRITER}
        return coming

    def with_writer(self, people: Sequence[Person], text: Text) -> list[Person]:
        """The writer, and "ella", beside these, where they are spoken of."""
        words = text.words()
        beside = [*writer(text), *pronouns(people, text, words)] if people else []
        return sorted([*people, *beside], key=lambda person: person.start)

    def writer_joining(self, group: Sequence[Coming], text: Text) -> list[Person]:
        """«para mí también un corte», beside those for whom alone it was asked so far."""
        others = bool(group) and all(each.whom for each in group)
        return writer(text) if others else []

    def _person(self, text: Text, words: list[str], start: int, index: int) -> Person:
        own = end = end_of(words, index)
        while end < len(words) and words[end] in {"que", "se", "llama"}:
            end += 1
        name = self._names.said(text, end)
        end = end if name else own
        first = start - 1 if words[start - 1 : start] == ["para"] else start
        if not name and words[start - 1 : start] == ["es"] and start > 1:
            name = self._names.said(text, start - 2)  # «Lola es mi hija y…»
        said = text.written(index, index + 1).lower()
        between = [each for each in words[start + 1 : index] if each not in MINE]
        more = "".join(f" {each}" for each in between)
        feast = words[max(0, start - 1) : start] == ["de"] and words[start] in _INDEFINITE
        counted = is_few(words[start]) or words[start - 1 : start] == ["tengo"]
        whose = "mi" if feast or counted or {words[start], words[index - 1]} & _MY else words[start]
        whose = "el" if whose == "al" else whose
        whom = f"{whose}{more} {said if fold(said) == words[index] else words[index]}"
        kind = relation(words[index], self._relations) or ""
        kind = GIRLS.get(kind, kind) if words[start] == "la" else kind  # «la peque»
        return Person(first, self._names.end(text, end) if name else end, whom, name, kind)

    def _comes(
        self, text: Text, words: list[str], start: int, index: int, wanted: frozenset[int]
    ) -> bool:
        """Whether something is wanted for them; else they are only spoken of."""
        begins = opening(text)
        if start < begins or text.word(start - 1) == "soy":  # «yo, que soy la abuela»
            return False  # «hola mi niña, ¿cuánto…?» is who is written to
        led = text.between(max(0, start - _DATED_BY), start)
        # «hola, mis dos niños…»; «el lunes mi madre tiene médico y quiere un corte el sábado»
        first = before_place(words, start) < begins or _DATED.search(led) is not None
        before = BREAK if first else text.word(before_place(words, start)) or BREAK
        own = end_of(words, index)
        after = text.word(own)
        told = age_end(words, self._names.after(text, own))
        # «yo mechas mi hija corte»: right after what is another's
        starts = before in _BEGINS | _WHEN or before.isdecimal() or not start
        starts = starts or words[max(0, start - 2) : start] == ["de", "paso"]
        starts = starts or start - 1 in wanted
        subject = starts and bool(wanted & {*range(told, after_age(words, told) + 1)})
        also = after not in _AND or words[own + 1 : own + 2] in _ANOTHER
        # «y también lo de mi madre, un peinado»
        near = {*range(told, after_age(words, told) + 1)}
        its = before == "de" and words[start - 2 : start - 1] == ["lo"] and bool(wanted & near)
        wants = its or (before not in {"de", "del"} and ((after in _WANTS and also) or subject))
        meant = self._is_meant(words, index, before) or wants or self._is_called(text, start)
        joins = bool(set(words[max(0, start - 4) : start]) & _JOINS_IN)
        joins = joins or bool(_COMES_TOO.match(" ".join(words[own : own + 8]) + " "))
        if is_where(text, start) or not (meant or joins or self._names.begins(text, own)):
            return False
        theirs = is_done_to(words, index) or _is_booked_for(words, index)
        if is_spoken_of(text, start, told, wanted) and not theirs:
            return False
        if before == "es" and start > 1 and self._names.begins(text, start - 2):
            # «no, Carmen es mi madre», but «Lola es mi hija y quiere corte»
            return _WISHES.match(" ".join(words[own : own + _NEAR_WISH]) + " ") is not None
        if words[start] not in _INDEFINITE or words[index - 1] in MINE or before in FOR:
            return True  # not «el jefe», unless it is clear that he is meant
        too = after in _TOO and bool(wanted)  # «el niño… y el padre también»
        together = too or "yo" in (*words[max(0, start - 2) : start], *words[own + 1 : own + 2])
        child = relation(words[index], self._relations) in CHILDREN
        wants = after in _NEEDS and bool(wanted & {*range(own, own + _NEAR_WISH)})
        theirs = own > index + 1 and not {"que", "la", "el"} & {*words[index + 1 : own]}
        return together or theirs or wants or (child and (after in _NEEDS or subject))

    def _is_called(self, text: Text, start: int) -> bool:
        """«cortarle el pelo a Marcos, mi hijo»: named first, and then what he is."""
        if text.word(start - 1) != "," or text.word(start) == "mis":
            return False  # «para Marta y otro para Lucía, mis hijas» is told of both
        places = [at for at in range(max(0, start - _LONGEST_NAME), start - 1)
                  if text.word(at - 1) in FOR and self._names.begins(text, at)]  # fmt: skip
        return any(self._names.end(text, at) == start - 1 for at in places)

    def _is_meant(self, words: list[str], index: int, before: str) -> bool:
        """Whether what stands before them says that it is for them."""
        present = before in {"de", "del"} and bool(_GIVES & set(words))
        present = present and not _GIVES & set(words[max(0, index - 3) : index - 2])
        # «Mi madre cumple setenta y quiero regalarle un facial»
        present = present or bool(_GIVES & set(words[index : index + _NEAR_PRESENT]))
        present = present or _is_booked_for(words, index)
        led = words[index - 3 : index - 2]
        it_is = before == "por" and led in (["es"], ["cita"], ["seria"])
        it_is = it_is or (before == "por" and words[index - 3].startswith(_ASKS))
        it_is = it_is or (before == "de" and bool(ARE & {*led} or MINE_AFTER & {*words}))
        named = words[max(0, index - 4) : index - 1] in (
            ["a", "nombre", "de"],
            ["de", "parte", "de"],
        )
        she = before in {",", "|", ".", "("} and {"ella", "yo"} <= set(words[:index])
        told = named or it_is or she or is_done_to(words, index) or is_apposed(words, index)
        wish = before == "que" and led != [] and led[0] in _WISHES_THAT
        for_that = wish and words[index + 1 : index + 2] == ["se"]
        return before in _BEFORE or present or told or for_that


def _is_booked_for(words: Sequence[str], index: int) -> bool:
    """«mi mamá vive lejos y cumple años: le quiero agendar un masaje»."""
    return _FOR_THEM.search(" ".join(words[index : index + _NEAR_PRESENT])) is not None


_ASKS = ("pregunt", "llam", "escrib", "consult")
#: «hazme un corte y a él barba», «me coges mechas y a ella un secado».
_ASKED_FOR_ME = re.compile(
    r"\b(?:me \w+|(?:haz|pon|da|coge|apunta|reserva|guarda|agenda|corta|busca)me)"
    r" (?:\w+ ){1,6}y a (?:el|ella) "
)


def _ones_own(words: Sequence[str], known: Mapping[int, int]) -> set[int]:
    """«es el día de la madre y quería regalarle algo a la mía»: who was spoken of is theirs."""
    pairs = zip(words, words[1:], words[2:], strict=False)
    places = [at for at, said in enumerate(pairs) if said[1:] in _OWN and said[0] in FOR]
    places += [at for at, said in enumerate(pairwise(words)) if said in _OWN_MALE]
    before = [each for each in known for at in places if each < at]
    return {max(before)} if before else set()


_OWN = {("la", "mia"), ("el", "mio"), ("las", "mias"), ("los", "mios")}
_OWN_MALE = {("al", "mio")}


def _lists(said: Sequence[_Said], words: Sequence[str]) -> list[list[_Said]]:
    """Those with nothing between them but commas and, once at least, an "y" or a "luego"."""
    lists: list[list[_Said]] = []
    joined: list[set[str]] = []
    for each in said:
        gap = set(_without_hour(words[lists[-1][-1][1] : each[0]])) if lists else {BREAK}
        if gap <= _IN_A_LIST:
            lists[-1].append(each)
            joined[-1] |= gap
        else:
            lists.append([each])
            joined.append(set())
    return [each for each, gaps in zip(lists, joined, strict=True) if gaps & (_AND | IN_TURN)]


def _without_hour(words: Sequence[str]) -> list[str]:
    """«a las 10 yo y a las 10:40 mi marido»: the hour of each parts nobody."""
    return _HOUR.sub("", " ".join(words) + " ").split()


_HOUR = re.compile(r"\ba las? [\d:]+ (?:y (?:media|cuarto|pico|\d+) )?")


def _companion(text: Text) -> list[Person]:
    """«yo mechas y él corte»: somebody comes along, whom nobody has named."""
    words = text.words()
    mine = "yo" in words or any(is_to_me(text, at) for at in range(1, len(words)))
    if not (mine or _ASKED_FOR_ME.search(" ".join(words))):
        return []
    for at, word in enumerate(words):
        he = text.written(at, at + 1).lower() == "él"
        first = at - (words[max(0, at - 1)] in FOR)  # «a ella pedicura y a mí manicura»
        first -= words[max(0, first - 2) : first] == ["y", "que"]  # «y que a ella le hagáis…»
        begins = not first or words[first - 1] in {"y", ",", ".", BREAK, "e"}
        alone = words[at + 1 : at + 2] not in (["me"], ["es"], ["no"], ["ya"], ["tiene"], ["va"])
        if (he or word == "ella") and begins and alone:
            return [Person(at, at + 1, COMPANION, kind="man" if he else "woman")]
    return []
