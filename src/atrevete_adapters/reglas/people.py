"""For whom: "para mi madre", "mi niña y yo", and which cut that makes (R28, R40)."""

import re
from collections.abc import Sequence
from dataclasses import replace

from .mention import Mention, stem
from .reading import Person
from .spelling import Spelling
from .vocabulary import Vocabulary
from .vocabulary.kinds import words_of_kind
from .words import BREAK, Text, fold, listed

_POSSESSIVE = listed("mi mis su nuestra nuestro una un el la otra otro meva meu miña meu")
#: «para mí y…», «a mi tambien».
_AFTER_ME = listed(
    "y , | . e otro una un ? con mas a tambien igual lo el los las este esta hoy en si no ! porfa"
)
#: «mi otra hija».
_MORE_OF_THEM = listed("otro otra segundo segunda")
_BEFORE = listed("para a y e con al pel per for | que son es")
_WANTS = listed("quiere queria quisiera necesita y e tambien le les somos queremos")
_NEEDS = listed("quiere queria necesita necesitaria se")
_CHILDREN = frozenset({"boy", "girl", "baby", "son", "daughter"})
#: «, que tiene 17,», «de 8 años», «(6 años)».
_AGE = re.compile(
    r"(?:[,(] )?(?:que )?(?:(?:de|tiene|con) )?"
    r"(?:\d+ (?:años |meses |añitos )?|\w+ (?:años |meses |añitos ))(?:\) )?(?:[,:] )?"
)
_INDEFINITE = frozenset({"el", "la", "un", "una"})
_TWO = 2
_LISTED = 4
_JOINS_IN = words_of_kind("joins_in")
#: A present: «el cumple de mi madre», «le quiero regalar…».
_NEAR_PRESENT = 12
_GIVES = words_of_kind("presents")
_PAST = listed("hicisteis hiciste hizo hicieron hicistes habeis cortasteis pusisteis disteis")
_ERRANDS = words_of_kind("looks_after")
_NOT_THEIRS = _PAST | _ERRANDS
#: Said with other people about: what follows, or the word itself, is for the writer.
_FOR_ME = words_of_kind("for_the_writer")
#: «pago yo», «yo salgo a las cinco»: nothing is for the writer.
_DOES = words_of_kind("doings_of_the_writer")


class People:
    """Finds whom a booking is for."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._relations = vocabulary.relations
        self._audiences = vocabulary.audiences
        self._first_names = vocabulary.first_names

    def find(self, text: Text, mentions: Sequence[Mention] = ()) -> list[Person]:
        """Related people for whom something is wanted; "yo", "ella", "cortarme" beside them."""
        words = text.words()
        wanted = frozenset(each.start for each in mentions)
        people = [
            person
            for index, word in enumerate(words)
            if word in self._relations
            and (person := self._related(text, words, index, wanted)) is not None
        ]
        people += [
            person
            for index, word in enumerate(words)
            if word in self._relations
            for person in _two_of(words, index, self._relations[word])
        ]
        return self.with_writer(people, text)

    def with_writer(self, people: Sequence[Person], text: Text) -> list[Person]:
        """The writer, and "ella", beside these, where they are spoken of."""
        words = text.words()
        beside = [*self._writer(text, words), *_pronouns(people, text, words)] if people else []
        return sorted([*people, *beside], key=lambda person: person.start)

    def _related(
        self, text: Text, words: list[str], index: int, wanted: frozenset[int]
    ) -> Person | None:
        possessive = index > 0 and words[index - 1] in _POSSESSIVE | _MORE_OF_THEM
        if not possessive:
            return None
        start = index - 1
        if words[start] in _MORE_OF_THEM and start and words[start - 1] in _POSSESSIVE:
            start -= 1
        before = words[start - 1] if start else "|"
        after = words[index + 1] if index + 1 < len(words) else ""
        named = self._is_meant(words, index, before)
        joins = set(words[max(0, start - 4) : start]) & _JOINS_IN
        told = index + 2 if self._is_name(text, index + 1) else index + 1
        begins = not start or before in {",", ".", "|", "y", "e", ":"}
        subject = begins and after_age(words, told) in wanted
        wants = after in _WANTS or subject
        if not (named or joins or wants or self._is_name(text, index + 1)):
            return None
        if before not in {"para", "a", "al"} and words[told : told + 1] in (
            ["me"],
            ["os"],
            ["nos"],
            ["ya"],
        ):
            return None  # «mi amiga Lola me ha hablado de vosotros»
        if before in {"a", "al"} and _NOT_THEIRS & set(words[max(0, start - 5) : start]):
            return None  # «lo que le hicisteis a mi hermana», «a las cinco recojo a la niña»
        together = "yo" in (*words[max(0, start - 2) : start], *words[index + 2 : index + 3])
        child = self._relations[words[index]] in _CHILDREN and (after in _NEEDS or subject)
        apart = words[start] in _INDEFINITE and before not in {"para", "a", "al"}
        somebody = before == "es" and start > 1 and self._is_name(text, start - 2)
        if somebody or (apart and not (together or child)):
            return None  # «el jefe», «no, Carmen es mi madre»
        end = index + 1
        while end < len(words) and words[end] in {"que", "se", "llama"}:
            end += 1
        name = self._name(text, end)
        end = end if name else index + 1
        first = start - 1 if before == "para" else start
        said = text.written(index, index + 1).lower()
        more = f" {words[index - 1]}" if start < index - 1 else ""
        whose = "mi" if words[start] in {"un", "una"} else words[start]
        whom = f"{whose}{more} {said if fold(said) == words[index] else words[index]}"
        return Person(first, end + (1 if name else 0), whom, name, self._relations[words[index]])

    def _is_meant(self, words: list[str], index: int, before: str) -> bool:
        """Whether what stands before them says that it is for them."""
        present = before in {"de", "del"} and bool(_GIVES & set(words))
        # «Mi madre cumple setenta y quiero regalarle un facial»
        present = present or bool(_GIVES & set(words[index : index + _NEAR_PRESENT]))
        it_is = before == "por" and words[index - 3 : index - 2] in (["es"], ["cita"], ["seria"])
        named = words[max(0, index - 4) : index - 1] in (
            ["a", "nombre", "de"],
            ["de", "parte", "de"],
        )
        she = before in {",", "|", ".", "("} and {"ella", "yo"} <= set(words[:index])
        told = named or it_is or she or _is_done_to(words, index)
        return before in _BEFORE or present or told or self._in_list(words, index)

    def _in_list(self, words: list[str], index: int) -> bool:
        """«somos tres: mi madre Elvira, mi hermana Sole y yo»: named with others."""
        after = words[index + 1 : index + 1 + _LISTED]
        before = words[max(0, index - 1 - _LISTED) : index - 1]
        if not before or before[-1] not in {",", "|", "."}:
            return False
        joins = "y" in after and (
            words[index + 1 + after.index("y") :][1:2] == ["yo"]
            or any(word in self._relations for word in after[after.index("y") :])
        )
        return joins or (before[-1] == "," and any(word in self._relations for word in before))

    def _is_name(self, text: Text, index: int) -> bool:
        """A listed first name, or one with its capital right before what follows a name."""
        if index >= len(text):
            return False
        written = text.written(index, index + 1)
        capital = written.istitle() and text.tokens[index].kind == "word" and len(written) > _TWO
        ends = text.word(index + 1) in {"y", ",", ".", "|", "e", ")", ""}
        surname = index + 1 < len(text) and text.written(index + 1, index + 2).istitle()
        return fold(written) in self._first_names or (capital and (ends or surname))

    def _name(self, text: Text, index: int) -> str | None:
        return text.written(index, index + 1).capitalize() if self._is_name(text, index) else None

    @staticmethod
    def _writer(text: Text, words: list[str]) -> list[Person]:
        found = []
        for index, word in enumerate(words):
            last = words[index + 1] if index + 1 < len(words) else "|"
            if (
                word == "mi"
                and index
                and words[index - 1] in {"para", "a", "per"}
                and (
                    last in _AFTER_ME
                    or last == "para"
                    or text.written(index, index + 1).lower() == "mí"
                )
            ):
                found.append(Person(index - 1, index + 1))
            elif (
                word in {"yo", "conmigo"}
                and not _DOES & {words[index - 1], last}
                and not _says_who(text, index)
                and not (index + 1 < len(words) and text.written(index + 1, index + 2).istitle())
            ) or word in _FOR_ME:
                found.append(Person(index, index + 1))
        return found


_DONE_TO = words_of_kind("done_to_somebody")
_AFTER_DONE = 5


def _is_done_to(words: Sequence[str], index: int) -> bool:
    """«Mi padre no se maneja con esto. Querría reservarle un corte»; not «… a mi hijo»."""
    if words[index - 1] not in {"mi", "mis", "nuestra", "nuestro"}:
        return False
    for at in range(index + 1, len(words)):
        after = words[at + 1 : at + 1 + _AFTER_DONE]
        someone = {"a", "al"} & set(after[:-1]) and {"mi", "al", "la", "el", "su"} & set(after)
        if words[at] in _DONE_TO and not someone and not {"pregunta", "consulta"} & set(after):
            return True
    return False


def _says_who(text: Text, index: int) -> bool:
    """«lo paga su yerno, o sea yo, Wenceslao», «querría reservarle yo»: nothing is for the
    writer.
    """
    if text.word(index - 1) in _DONE_TO:
        return True
    return text.word(index - 1) in {"sea", "digo", "osea", "paga"} or text.word(index + 1) == "soy"


def after_age(words: Sequence[str], index: int) -> int:
    """The place after «, que tiene 17,» or a mark, said of the person before it."""
    rest = " ".join(words[index : index + _LONGEST_AGE]) + " "
    age = _AGE.match(rest)
    index += len(age.group().split()) if age else 0
    while words[index : index + 1] and words[index] in {",", ":", "se", "quiere", "para"}:
        index += 1
    return index


_LONGEST_AGE = 8


def _two_of(words: Sequence[str], index: int, kind: str) -> list[Person]:
    """«mis dos hijos» are two people."""
    if index < _TWO or words[index - 1] not in {"dos", "2"} or words[index - 2] != "mis":
        return []
    one = words[index].removesuffix("s")
    other = "otra" if one.endswith("a") else "otro"
    start = index - 3 if words[index - 3 : index - 2] == ["para"] else index - 2
    return [
        Person(start, index + 1, f"mi {one}", kind=kind),
        Person(start, index + 1, f"mi {other} {one}", kind=kind),
    ]


def _pronouns(people: Sequence[Person], text: Text, words: Sequence[str]) -> list[Person]:
    """«ella» and «él»: the one named before, else the only one named."""
    found = []
    for index, word in enumerate(words):
        if word != "ella" and not (word == "el" and _is_he(people, text, index)):
            continue
        whom = next((each for each in reversed(people) if each.end <= index), people[0])
        start = index - 1 if index and words[index - 1] == "para" else index
        found.append(replace(whom, start=start, end=index + 1))
    return found


def _is_he(people: Sequence[Person], text: Text, index: int) -> bool:
    """«él»; or without its accent after «yo»: «yo corte y el barba»."""
    if text.written(index, index + 1).lower() == "él":
        return True
    before = text.words(0, index)
    men = any(each.kind in {"man", "boy", "son"} for each in people)
    return men and "yo" in before and before[-1:] in (["y"], [","], [BREAK])


#: Kinds of people whose age or sex is not known from the word.
_UNSURE = {"son": ("man", "boy", "baby"), "daughter": ("woman", "girl", "baby")}


def fitting(
    mention: Mention,
    person: Person,
    names: Sequence[str],
    vocabulary: Vocabulary,
    spelling: Spelling,
) -> Mention:
    """The service that fits that person: «corte» for a husband is the men's cut.

    For a son or a daughter nobody knows the age: then all that may fit, and Maite asks (R40, R48).
    """
    audience = {stem(word) for words in vocabulary.audiences.values() for word in words}
    if not mention.clear or mention.is_pack or not person.kind:
        return mention
    base = {stem(word) for word in spelling.words(mention.names[0])} - audience
    if {stem(word) for word in spelling.words(mention.names[0])} & audience:
        return mention
    kinds = _UNSURE.get(person.kind, (person.kind,))
    found: list[str] = []
    for kind in kinds:
        found += _of_kind(kind, base, mention, names, vocabulary, spelling)
    if not found or (len(kinds) > 1 and found == [mention.names[0]]):
        return mention
    return Mention(mention.start, mention.end, tuple(dict.fromkeys(found)), mention.confidence)


def _of_kind(
    kind: str,
    base: set[str],
    mention: Mention,
    names: Sequence[str],
    vocabulary: Vocabulary,
    spelling: Spelling,
) -> list[str]:
    """Services for that kind of person with the same craft as what was named."""
    if kind == "woman":
        return [mention.names[0]]
    wanted = {stem(word) for word in vocabulary.audiences.get(kind, ())}
    audience = {stem(word) for words in vocabulary.audiences.values() for word in words}
    roots = {_root(word) for word in base}
    stems = {name: {stem(word) for word in spelling.words(name)} for name in names}
    return [
        name
        for name, own in stems.items()
        if own & wanted and roots & {_root(word) for word in own}
        and {_root(word) for word in own - audience} <= roots
    ]  # fmt: skip


def _root(word: str) -> str:
    """«cortar» and «corte» → «cort»."""
    return word[:4]
