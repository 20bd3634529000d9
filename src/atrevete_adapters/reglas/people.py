"""For whom: "para mi madre", "mi niña y yo", and which cut that makes (R28, R40)."""

from collections.abc import Sequence
from dataclasses import replace

from .mention import Mention, stem
from .reading import Person
from .spelling import Spelling
from .vocabulary import Vocabulary
from .words import BREAK, Text, fold, listed

_POSSESSIVE = listed("mi mis su nuestra nuestro una un el la otra otro meva meu miña meu")
#: «mi otra hija».
_MORE_OF_THEM = listed("otro otra segundo segunda")
_BEFORE = listed("para a y e con al pel per for | que son es")
_WANTS = listed("quiere queria quisiera necesita y e tambien le les somos queremos")
_INDEFINITE = frozenset({"el", "la", "un", "una"})
_TWO = 2
_LISTED = 4
_JOINS_IN = listed("apunta apuntan viene vienen suma suman añade añadis añade mete metes")
#: A present: «el cumple de mi madre», «le quiero regalar…».
_GIVES = listed("regalar regalarle regalo regalarselo sorpresa")
_PAST = listed("hicisteis hiciste hizo hicieron hicistes habeis cortasteis pusisteis disteis")
#: Said with other people about: what follows, or the word itself, is for the writer.
_FOR_ME = listed(
    "cortarme peinarme teñirme tintarme hacerme ponerme darme arreglarme depilarme pintarme "
    "maquillarme sanearme retocarme"
)
#: «pago yo», «yo salgo a las cinco»: nothing is for the writer.
_DOES = listed(
    "pago pagaria invito soy tengo salgo voy puedo estoy trabajo llego llevo reservo escribo digo "
    "hablo creo se regalo"
)
#: Between a person and a service these take no place.
_LIGHT = listed("el la los las un una unos unas para de que quiere querria se le")
_JOINS = listed("y e otro otra uno una , con tambien para un")


class People:
    """Finds whom a booking is for."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._relations = vocabulary.relations
        self._audiences = vocabulary.audiences
        self._first_names = vocabulary.first_names

    def find(self, text: Text) -> list[Person]:
        """Related people for whom something is wanted; "yo", "ella", "cortarme" beside them."""
        words = text.words()
        people = [
            person
            for index, word in enumerate(words)
            if word in self._relations and (person := self._related(text, words, index)) is not None
        ]
        people += [
            person
            for index, word in enumerate(words)
            if word in self._relations
            for person in _two_of(words, index, self._relations[word])
        ]
        if people:
            people += [*self._writer(text, words), *_pronouns(people, text, words)]
        return sorted(people, key=lambda person: person.start)

    def _related(self, text: Text, words: list[str], index: int) -> Person | None:
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
        if not (named or joins) and after not in _WANTS and not self._is_name(text, index + 1):
            return None
        told = index + 2 if self._is_name(text, index + 1) else index + 1
        if before not in {"para", "a", "al"} and words[told : told + 1] in (
            ["me"],
            ["os"],
            ["nos"],
            ["ya"],
        ):
            return None  # «mi amiga Lola me ha hablado de vosotros»
        if before == "a" and _PAST & set(words[max(0, start - 5) : start]):
            return None  # «lo que le hicisteis a mi hermana»
        together = "yo" in (*words[max(0, start - 2) : start], *words[index + 2 : index + 3])
        if words[start] in _INDEFINITE and before not in {"para", "a", "al"} and not together:
            return None
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
        she = before in {",", "|", ".", "("} and {"ella", "yo"} <= set(words[:index])
        return before in _BEFORE or present or she or self._in_list(words, index)

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
        return fold(written) in self._first_names or (capital and ends)

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
                    last in {"y", ",", "|", ".", "e", "otro", "una", "un", "?", "con", "mas", "a"}
                    or last == "para"
                    or text.written(index, index + 1).lower() == "mí"
                )
            ):
                found.append(Person(index - 1, index + 1))
            elif (
                word in {"yo", "conmigo"} and not _DOES & {words[index - 1], last}
            ) or word in _FOR_ME:
                found.append(Person(index, index + 1))
        return found


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


def groups(people: Sequence[Person], text: Text) -> list[list[Person]]:
    """People named together: "mi hija y yo", "uno para mí y otro para mi madre"."""
    joined: list[list[Person]] = []
    for person in people:
        between = text.words(joined[-1][-1].end, person.start) if joined else ["?"]
        again = joined and _who(person) in {_who(each) for each in joined[-1]}
        if joined and set(between) <= _JOINS and not again:
            joined[-1].append(person)
        else:
            joined.append([person])
    return joined


def shared_out(
    mentions: Sequence[Mention], people: Sequence[Person], text: Text, *, each_apart: bool = False
) -> list[tuple[Person, Mention]]:
    """Which service is for whom.

    Each service is for whoever is named nearest to it before the next service: "corte para mí y
    peinado para mi hija", "yo corte, ella peinado". One without anybody near goes with the next
    one, or with the last. `each_apart`: "a la vez" was said, so it is the writer's.
    """
    if not mentions or not people:
        return []
    apart = [each for each in people if not any(_overlap(each, one) for one in mentions)]
    clusters = _split_between(groups(apart, text), mentions, text)
    found = [
        [each for each in people if _overlap(each, mention)]
        or _nearest(place, mentions, clusters, text)
        for place, mention in enumerate(mentions)
    ]
    if each_apart and any(found) and not any(_is_writer(one) for each in found for one in each):
        found = [each or [Person(mentions[0].start, mentions[0].start)] for each in found]
    shared: list[tuple[Person, Mention]] = []
    for place, mention in enumerate(mentions):
        near = (each for each in (*found[place:], *reversed(found[:place])) if each)
        shared += [(person, mention) for person in next(near, ())]
    return shared


def with_all_said(
    shared: Sequence[tuple[Person, Mention]], count: int
) -> list[tuple[Person, Mention]]:
    """«somos tres: mi madre y mi hermana»: the writer is the third, unless each has their own."""
    people = dict.fromkeys(_who(person) for person, _ in shared)
    named = list(dict.fromkeys(mention for _, mention in shared))
    everybody = all(sum(each is mention for _, each in shared) == len(people) for mention in named)
    if ("", None) in people or count != len(people) + 1 or not everybody:
        return list(shared)
    return [*shared, *((Person(each.start, each.start), each) for each in named)]


def _is_writer(person: Person) -> bool:
    return not person.whom


def _who(person: Person) -> tuple[str, str | None]:
    return person.whom, person.name


def _nearest(
    place: int, mentions: Sequence[Mention], clusters: Sequence[Sequence[Person]], text: Text
) -> Sequence[Person]:
    """The people said nearest to a service, on its side of the services before and after."""
    mention = mentions[place]
    low = mentions[place - 1].end if place else 0
    high = mentions[place + 1].start if place + 1 < len(mentions) else len(text)
    near = [
        (_distance(cluster, mention, text), cluster[0].start < mention.start, cluster)
        for cluster in clusters
        if low <= cluster[0].start and cluster[-1].end <= high
    ]
    following = mentions[place + 1] if place + 1 < len(mentions) else None
    if following is not None:  # «para mi hijo, un corte, y para mí un peinado»
        own = [each for each in near if not _leads_to(each[2], following, text)]
        near = own or near
    return min(near, key=lambda each: each[:2])[2] if near else ()


def _leads_to(cluster: Sequence[Person], mention: Mention, text: Text) -> bool:
    return cluster[-1].end <= mention.start and (
        set(text.words(cluster[-1].end, mention.start)) <= _LIGHT
    )


def _distance(cluster: Sequence[Person], mention: Mention, text: Text) -> int:
    """Words between; "y", commas and the ends of sentences part more than others."""
    if cluster[0].start >= mention.end:
        between = text.words(mention.end, cluster[0].start)
    else:
        between = text.words(cluster[-1].end, mention.start)
    return sum(0 if word in _LIGHT else 1 if word.isalnum() and word != "y" else 3
               for word in between)  # fmt: skip


def _split_between(
    clusters: Sequence[list[Person]], mentions: Sequence[Mention], text: Text
) -> list[list[Person]]:
    """«corte para mí y para mi hija peinado»: the last of them belongs to what follows."""
    split: list[list[Person]] = []
    for cluster in clusters:
        follows = next((each for each in mentions if each.start >= cluster[-1].end), None)
        before = any(each.end <= cluster[0].start for each in mentions)
        gap = set(text.words(cluster[-1].end, follows.start)) if follows else {"?"}
        if len(cluster) > 1 and before and gap <= _LIGHT:
            split += [cluster[:-1], cluster[-1:]]
        else:
            split.append(list(cluster))
    return split


def _overlap(person: Person, mention: Mention) -> bool:
    """«corte para mi niño» names the service and the person at once."""
    return person.start < mention.end and mention.start < person.end


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
