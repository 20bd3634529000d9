"""The customer's own words → services of the catalogue, whatever catalogue it is (R40, R41).

Three readings, the longest first: an exact name, an alias of the vocabulary, a part of a name. An
exact name wins over longer names that contain it; a part that fits several names is unclear.
Words are compared as wholes (plurals aside), never letter by letter: "corte de pelo" has nothing
in common with "cultura de color".
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from atrevete_core.domain.catalogue import Catalogue
from atrevete_core.domain.text import plain

from ..mention import ALIAS, EXACT, PART, Mention, is_a_day, is_no_service, stem
from ..text.notation import Phrasebook
from ..text.spelling import Spelling
from ..text.words import Text, listed
from ..vocabulary import Vocabulary
from .communion import with_communion
from .hair_length import with_told_length
from .how_long import with_how_long
from .in_a_list import with_listed
from .left_out import with_left_out
from .left_out_for_each import ForEach
from .no_perm import without_perms
from .put_back import with_put_back
from .refining import Refining
from .said_of_both import with_said_of_both
from .with_more import with_more

_JOINING = listed("de del la el las los con y + en para mi mis a e i un una , / . ( )")
_BORDERS = frozenset([",", ".", "?", "!", "|", "-", "/"])
_MOST_CANDIDATES = 4
_TWO = 2
#: Nobody means several sessions who says nothing of them.
_BONO = "bono"


@dataclass(frozen=True, slots=True)
class _Named:
    name: str
    stems: tuple[str, ...]
    is_pack: bool = False


def apart(between: Sequence[str]) -> bool:
    """«mechas y las localizadas» are two services, «limar y pintar las uñas» is one; so are
    «mechas para mí y corte», which are no pack.
    """
    if "mi" in between and {"y", ","} & set(between):
        return True
    return any(
        word in {"y", "e"} and following in {"el", "la", "los", "las", "otro", "otra", "un", "una"}
        for word, following in pairwise(between)
    )


def _follow(words: Sequence[str], name: Sequence[str]) -> bool:
    """Whether the words stand in the name in this order."""
    rest = iter(name)
    return all(word in rest for word in words)


class ServiceWords:
    """One catalogue's names, ready to be recognised."""

    def __init__(
        self, names: Sequence[str], packs: Sequence[str], vocabulary: Vocabulary,
        aliases: Phrasebook[tuple[str, ...]], spelling: Spelling,
    ) -> None:  # fmt: skip
        self._aliases = aliases
        self._otherwise = Phrasebook(
            ((phrase, "") for phrase in vocabulary.otherwise), vocabulary.calendar.classes
        )
        self._in_a_list = vocabulary.in_a_list
        self._weak = {stem(word) for word in vocabulary.weak_words}
        self._named = [
            *(_Named(name, _stems(spelling.words(name))) for name in names),
            *(_Named(pack, _stems(spelling.words(pack)), is_pack=True) for pack in packs),
        ]
        self._exact: dict[tuple[str, ...], _Named] = {}
        for each in self._named:
            self._exact.setdefault(each.stems, each)
        self._with: dict[str, list[_Named]] = {}
        for each in self._named:
            for part in {*each.stems}:
                self._with.setdefault(part, []).append(each)
        self._longest = max((len(each.stems) for each in self._named), default=0)
        self._reference = {plain(meant) for _, means in vocabulary.aliases for meant in means}
        self._audience = {stem(word) for words in vocabulary.audiences.values() for word in words}
        self._stems_of = {each.name: frozenset(each.stems) for each in self._named}
        self._names = tuple(names)
        self.refining = Refining(
            self.stems, vocabulary.audiences, lambda words: [*self._by_alias(words)]
        )
        women = {stem(word) for word in vocabulary.audiences.get("woman", ())}
        self._for_each = ForEach(
            stems={name: self._stems_of[name] for name in names},
            kinds=frozenset(self._audience - women),
            women=frozenset(women),
            people=frozenset(vocabulary.relations) | vocabulary.first_names,
        )
        self._lines = {f"{' '.join(spelling.words(name))} ": name for name in names}
        self._means = self._meanings(names, spelling)
        #: Words worth recognising when mistyped.
        self.words = frozenset(
            word for each in (*names, *packs) for word in spelling.words(each) if word.isalpha()
        )

    def _meanings(self, names: Sequence[str], spelling: Spelling) -> dict[str, tuple[str, ...]]:
        """Names that the aliases speak of → this catalogue's names for the same thing."""
        known = {plain(name): (name,) for name in names}
        for name in names:
            text = spelling.text([name])
            whole = [
                found
                for found in self._aliases.everywhere(text)
                if self._covers(found.end, found.start, text)
            ]
            for found in whole:
                for meant in map(plain, found.payload):
                    if known.get(meant, ())[:1] != (name,) and not self._has(meant, names):
                        known[meant] = (*known.get(meant, ()), name)
        return {key: tuple(dict.fromkeys(value)) for key, value in known.items()}

    @staticmethod
    def _has(meant: str, names: Sequence[str]) -> bool:
        return any(plain(name) == meant for name in names)

    @staticmethod
    def _covers(end: int, start: int, text: Text) -> bool:
        outside = [*text.words(0, start), *text.words(end)]
        return not [word for word in outside if word not in _JOINING]

    @property
    def stems(self) -> Mapping[str, frozenset[str]]:
        """The words of each service's name, without their plurals."""
        return {name: self._stems_of[name] for name in self._names}

    def mentions(self, text: Text, spoken_of: Sequence[str] = ()) -> list[Mention]:
        """What is named, from left to right, without overlap.

        `spoken_of`: the names that are being talked about, for «la de media hora».
        """
        found = [*self._by_name(text), *self._by_alias(text), *self._letter_by_letter(text)]
        not_meant = [*self._otherwise.everywhere(text)]
        found = [
            each
            for each in found
            if not is_no_service(each, text)
            and not _joins_a_no(each, text)
            and not any(one.start < each.end <= one.end for one in not_meant)
        ]
        found.sort(key=lambda each: (-_length(each, text), -each.confidence, each.start))
        kept: list[Mention] = []
        for mention in found:
            if all(mention.end <= other.start or other.end <= mention.start for other in kept):
                kept.append(mention)
        ordered = sorted(kept, key=lambda each: each.start)
        ordered = with_listed(ordered, text, self._in_a_list, self._sold)
        exact = self.refining.refined([*self._completed(ordered, text)], text)
        exact = with_more(exact, text, lambda words: [*self._by_alias(words)])
        exact = with_put_back(exact, text, lambda words: [*self._by_alias(words)])
        exact = with_communion(exact, text, lambda words: [*self._by_alias(words)])
        exact = with_how_long(exact, text)
        exact = without_perms(exact, text, spoken_of, self.stems)
        exact = with_said_of_both(exact, text, self._said_alone)
        said = with_left_out(exact, text, spoken_of, self._stems_of, frozenset(self._audience))
        return with_told_length(self._for_each.completed(said, text), text, self.stems)

    def _said_alone(self, text: Text) -> list[Mention]:
        """What these words name, when nothing else is said."""
        found = [*self._by_name(text), *self._by_alias(text)]
        longest = max(
            found, key=lambda each: (each.end - each.start, each.confidence), default=None
        )
        return self.refining.refined([longest], text) if longest else []

    def _completed(self, mentions: Sequence[Mention], text: Text) -> Iterator[Mention]:
        """«la permanente de pestañas o el tinte»: the tint of what the neighbour is done to."""
        for place, each in enumerate(mentions):
            near = [*mentions[max(0, place - 1) : place], *mentions[place + 1 : place + 2]]
            named = self._with_its_craft(each, mentions[place - 1], text) if place else ()
            if named:
                yield Mention(each.start, each.end, named, ALIAS)
                continue
            whole = (
                self._exact.get((stem(text.word(each.start)), self._done_to(other)))
                for other in near
                if each.end == each.start + 1
                and each.confidence < EXACT
                and self._shares(each, other, text)
            )
            same = next((name for name in whole if name is not None), None)
            yield Mention(each.start, each.end, (same.name,), ALIAS) if same else each

    def _with_its_craft(self, short: Mention, before: Mention, text: Text) -> tuple[str, ...]:
        """«manicura normal o permanente»: a permanent manicure."""
        between = set(text.words(before.end, short.start))
        if not between <= {"o", "u", "la", "el"} or not between & {"o", "u"}:
            return ()
        tokens = (text.tokens[before.start], *text.tokens[short.start : short.end])
        whole = self._by_alias(Text(text.original, tokens))
        return next((each.names for each in whole if each.end - each.start == len(tokens)), ())

    def _done_to(self, mention: Mention) -> str:
        """«pestaña» of PERMANENTE DE PESTAÑAS."""
        exact = next((one for one in self._named if one.name == mention.names[0]), None)
        whole = mention.clear and exact and len(exact.stems) == _TWO
        return exact.stems[-1] if whole and exact and exact.stems[-1] not in self._audience else ""

    @staticmethod
    def _shares(short: Mention, whole: Mention, text: Text) -> bool:
        """Joined by "o" or "y"; an article of its own before "de…" would make it another thing."""
        if short.start < whole.start:
            if whole.end == whole.start + 1:
                return False  # «corte y flequillo»
            return set(text.words(short.end, whole.start)) <= {"o", "u", "y"}
        return set(text.words(whole.end, short.start)) <= {"o", "u", "y", "el", "la", "solo"}

    def _letter_by_letter(self, text: Text) -> Iterator[Mention]:
        """The catalogue's names with their dots and brackets, as a copied text has them."""
        for line, name in self._lines.items():
            place = text.line.find(line)
            if place >= 0 and (place == 0 or text.line[place - 1] == " "):
                yield Mention(
                    text.index_at(place), text.index_at(place + len(line)), (name,), EXACT
                )

    def _by_alias(self, text: Text) -> Iterator[Mention]:
        for found in self._aliases.everywhere(text):
            named = self._sold(found.payload, text.words(found.start, found.end))
            if named:
                yield Mention(found.start, found.end, named, ALIAS)

    def _sold(self, meant: Sequence[str], said: Sequence[str]) -> tuple[str, ...]:
        """Those of the vocabulary, as they are named in this catalogue."""
        named: dict[str, None] = {}
        for each in meant:
            for name in self._means.get(plain(each), ()):
                named |= dict.fromkeys(self._siblings(name, said))
        return tuple(named)[:_MOST_CANDIDATES]

    def _siblings(self, name: str, said: Sequence[str]) -> tuple[str, ...]:
        """In a catalogue with "Corte mujer" and "Corte hombre", "corte" may be either (R40)."""
        if plain(name) in self._reference:
            return (name,)
        own = self._stems_of[name]
        if {stem(word) for word in said} & own & self._audience:
            return (name,)
        return tuple(
            other
            for other, stems in self._stems_of.items()
            if stems - self._audience == own - self._audience
        )

    def _by_name(self, text: Text) -> Iterator[Mention]:
        content = [
            (index, "" if is_a_day(text, index) else stem(token.word))
            for index, token in enumerate(text.tokens)
            if token.word not in _JOINING or token.word in _BORDERS
        ]
        for place in range(len(content)):
            yield from self._names_from(text, content, place)

    def _names_from(
        self, text: Text, content: list[tuple[int, str]], place: int
    ) -> Iterator[Mention]:
        """Every name, or part of one, that begins with this word."""
        stems: list[str] = []
        for index, part in content[place : place + self._longest]:
            if part not in self._with:
                return
            start, end = content[place][0], index + 1
            if stems and apart(text.words(content[place + len(stems) - 1][0] + 1, index)):
                return
            stems.append(part)
            exact = self._exact.get(tuple(stems))
            if exact is not None and _joins_two(exact.name, text.words(start, end)):
                continue
            if exact is not None:
                yield Mention(start, end, (exact.name,), EXACT, is_pack=exact.is_pack)
            elif any(each not in self._weak for each in stems) and len({*stems}) == len(stems):
                joined = {"y", ",", "e", "|", "con"} & set(text.words(start, end))
                yield from self._parts(stems, start, end, in_order=bool(joined))

    def _parts(
        self, stems: list[str], start: int, end: int, *, in_order: bool
    ) -> Iterator[Mention]:
        """`in_order`: «… permanente y limar y pintar» is not one name, said the wrong way round."""
        wanted = {*stems}
        fitting = [
            each
            for each in self._with[stems[0]]
            if wanted <= {*each.stems}
            and not each.is_pack
            and (_BONO not in each.stems or _BONO in wanted)
        ]
        if in_order:
            fitting = [each for each in fitting if _follow(stems, each.stems)]
        if not fitting:
            return
        fitting.sort(key=lambda each: len(each.stems))
        share = len(wanted) / len({*fitting[0].stems})
        names = tuple(each.name for each in fitting)
        yield Mention(start, end, names[:_MOST_CANDIDATES], PART * share)


def _joins_two(name: str, said: Sequence[str]) -> bool:
    """«corte y flequillo» are two things, and no CORTE DE FLEQUILLO."""
    return bool({"y", "e", "con"} & {*said}) and not _JOINED.search(name.casefold())


_JOINED = re.compile(r" (?:y|e|o|con) |[+,]")


def _joins_a_no(mention: Mention, text: Text) -> bool:
    """«permanente de pestañas y el tinte no»: two things, of which one is not wanted."""
    return "y" in text.words(mention.start, mention.end) and text.word(mention.end) == "no"


def _length(mention: Mention, text: Text) -> int:
    """How many words name it, but for its article: «ingles completas» says more than «las ingles»,
    and «las ingles completas» no less.
    """
    led = text.word(mention.start) in _ARTICLES and mention.end > mention.start + 1
    return 2 * (mention.end - mention.start - led) + led


_ARTICLES = listed("el la los las")


def _stems(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(stem(word) for word in words if word not in _JOINING and word not in _BORDERS)


_FOR_ME = re.compile(r"\b(\w+[aei]r)me\b")


def _for_anybody(phrase: str) -> str:
    """«arreglarme las cejas» is the same work as «arreglarse» and «arreglarle»."""
    return _FOR_ME.sub(r"(\1me|\1se|\1le|\1les|\1nos|\1te)", phrase)


class Catalogues:
    """Keeps the words of the few catalogues in use: preparing one takes a while."""

    def __init__(self, vocabulary: Vocabulary, spelling: Spelling) -> None:
        aliases = Phrasebook(
            ((_for_anybody(phrase), means) for phrase, means in vocabulary.aliases),
            vocabulary.calendar.classes,
        )

        @lru_cache(maxsize=16)
        def prepared(names: tuple[str, ...], packs: tuple[str, ...]) -> ServiceWords:
            return ServiceWords(names, packs, vocabulary, aliases, spelling)

        self._prepared = prepared

    def words(self, catalogue: Catalogue) -> ServiceWords:
        return self._prepared(
            tuple(service.name for service in catalogue.services),
            tuple(pack.name for pack in catalogue.packs),
        )
