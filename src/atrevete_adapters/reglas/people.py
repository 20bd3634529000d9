"""For whom: "para mi madre", "mi niña y yo", and which cut that makes (R28, R40)."""

from collections.abc import Sequence

from .reading import Person
from .services import Mention, stem
from .spelling import Spelling
from .vocabulary import Vocabulary
from .words import Text, fold, listed

_POSSESSIVE = listed("mi mis su nuestra nuestro una un el la otra otro meva meu miña meu")
_BEFORE = listed("para a y e con al pel per for | que son es")
_WANTS = listed("quiere queria quisiera necesita y e tambien le les somos queremos")
_JOINS = listed("y e otro otra uno una , con tambien para un")


class People:
    """Finds whom a booking is for."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._relations = vocabulary.relations
        self._audiences = vocabulary.audiences
        self._first_names = vocabulary.first_names

    def find(self, text: Text) -> list[Person]:
        """Related people for whom something is wanted, and "para mí" when others are named."""
        words = text.words()
        people = [
            person
            for index, word in enumerate(words)
            if word in self._relations and (person := self._related(text, words, index)) is not None
        ]
        if people:
            people += self._writer(words)
        return sorted(people, key=lambda person: person.start)

    def _related(self, text: Text, words: list[str], index: int) -> Person | None:
        possessive = index > 0 and words[index - 1] in _POSSESSIVE
        if not possessive:
            return None
        start = index - 1
        before = words[start - 1] if start else "|"
        after = words[index + 1] if index + 1 < len(words) else ""
        if before not in _BEFORE and after not in _WANTS and not self._is_name(text, index + 1):
            return None
        if words[start] in {"el", "la", "un", "una"} and before not in {"para", "a", "al"}:
            return None
        end = index + 1
        while end < len(words) and words[end] in {"que", "se", "llama"}:
            end += 1
        name = self._name(text, end)
        end = end if name else index + 1
        first = start - 1 if before == "para" else start
        whom = f"{words[start]} {text.written(index, index + 1).lower()}"
        return Person(first, end + (1 if name else 0), whom, name, self._relations[words[index]])

    def _is_name(self, text: Text, index: int) -> bool:
        return index < len(text) and fold(text.written(index, index + 1)) in self._first_names

    def _name(self, text: Text, index: int) -> str | None:
        return text.written(index, index + 1).capitalize() if self._is_name(text, index) else None

    @staticmethod
    def _writer(words: list[str]) -> list[Person]:
        found = []
        for index, word in enumerate(words):
            last = words[index + 1] if index + 1 < len(words) else "|"
            if (
                word == "mi"
                and index
                and words[index - 1] in {"para", "a", "per"}
                and (
                    last in {"y", ",", "|", ".", "e", "otro", "una", "un", "?", "con", "mas", "a"}
                    or last == "para"
                )
            ):
                found.append(Person(index - 1, index + 1))
            elif (word == "yo" and index and words[index - 1] in {"y", "e"}) or word == "conmigo":
                found.append(Person(index, index + 1))
        return found


def groups(people: Sequence[Person], text: Text) -> list[list[Person]]:
    """People named together: "mi hija y yo", "uno para mí y otro para mi madre"."""
    joined: list[list[Person]] = []
    for person in people:
        between = text.words(joined[-1][-1].end, person.start) if joined else ["?"]
        if joined and set(between) <= _JOINS:
            joined[-1].append(person)
        else:
            joined.append([person])
    return joined


def shared_out(
    mentions: Sequence[Mention], people: Sequence[Person], text: Text
) -> list[tuple[Person, Mention]]:
    """Which service is for whom.

    "corte para mí y peinado para mi hija": each takes the person named next. "para mi madre
    peinado": when the people come first, each takes the one named last.
    """
    clusters = groups(people, text)
    if not mentions or not clusters:
        return []
    follows = clusters[0][0].start > mentions[0].start
    shared: list[tuple[Person, Mention]] = []
    for mention in mentions:
        after = next((each for each in clusters if each[0].start >= mention.end), None)
        before = next((each for each in reversed(clusters) if each[-1].end <= mention.start), None)
        named = next((each for each in clusters if _overlaps(each, mention)), None)
        mine = named or ((after or before) if follows else (before or after))
        shared += [(person, mention) for person in mine or ()]
    return shared


def _overlaps(cluster: Sequence[Person], mention: Mention) -> bool:
    """«corte para mi niño» names the service and the person at once."""
    return any(each.start < mention.end and mention.start < each.end for each in cluster)


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
    if not mention.clear or not person.kind:
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
    roots = {_root(word) for word in base}
    return [
        name
        for name in names
        if {stem(word) for word in spelling.words(name)} & wanted
        and roots & {_root(word) for word in spelling.words(name)}
        and len(spelling.words(name)) <= len(base) + 1
    ]


def _root(word: str) -> str:
    """«cortar» and «corte» → «cort»."""
    return word[:4]
