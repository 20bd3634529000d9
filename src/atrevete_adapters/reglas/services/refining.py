"""Words after a service that say which one it is: «un peinado, el largo», «corte (caballero)»."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from atrevete_core.domain.text import plain

from ..mention import EXACT, Mention, is_a_day, stem
from ..text.words import BREAK, Text, Token, listed
from ..vocabulary.families import family_of
from ..vocabulary.kinds import words_of_kind

#: Between a service and the word that says which one it is.
_GAP = listed(
    ", - ( el la los las lo de del en con para pero eso ese esa que sea es un una uno tipo pelo "
    "cabello melena eh sin porfa pues a mi esmalte esmaltado pintauñas laca ni sean "
    "fuera este esta literal mejor final al entonces casi"
) | {BREAK}
_HOW = frozenset({"con", "esmalte", "esmaltado"})
_SMALLER = words_of_kind("smaller")
_FAR = 6
#: «sin el largo».
_WITHOUT = 2
#: «así dejo antes al niño en judo»: nothing is for him.
_LOOKS_AFTER = words_of_kind("looks_after")
#: «corte y barba» is a man's cut.
_MENS = (frozenset({"barba"}), frozenset({"perilla"}))
_MAN = "caballero"
_NONE: frozenset[str] = frozenset()
_AND_THEN = listed("y e o u ,")
_ONE = listed("el uno otro un la una otra dos tres")
_SAYS_WHO = listed("soy es de para un , ( pelo")


class Refining:
    """Narrows mentions by what follows them; `stems` are those of each service's name, `named`
    finds the services that other words would name.
    """

    def __init__(
        self,
        stems: Mapping[str, frozenset[str]],
        audiences: Mapping[str, Sequence[str]],
        named: Callable[[Text], Sequence[Mention]],
    ) -> None:
        self._stems, self._named = stems, named
        self._kinds = {
            stem(word): frozenset(map(stem, words))
            for kind, words in audiences.items()
            for word in words
            if kind != "woman"
        }
        self._audience = frozenset(stem(word) for words in audiences.values() for word in words)

    def refined(self, mentions: Sequence[Mention], text: Text) -> list[Mention]:
        """The mentions, each as exactly as it was said."""
        kept: list[Mention] = []
        exact = [each for each in mentions if each.clear]
        for mention in mentions:
            each = self._narrowed(mention, text)
            if any(
                mention.end <= one.start < each.end
                and (one.names[0] in mention.names or one.confidence == EXACT)
                for one in exact
            ) or any(
                mention.end <= one.start < each.end and {*one.names} < {*mention.names}
                for one in mentions
            ):  # «depilarme entera: piernas y axilas» says each of them
                each = mention  # «las uñas: limar y pintar manos» is named exactly by itself
            if not kept or each.start >= kept[-1].end:
                kept += [each, *self._for_another(each, text)]
        return kept

    def _for_another(self, mention: Mention, text: Text) -> list[Mention]:
        """«corte de niño y de caballero», «corte para mí, dos de niño y otro de mujer»."""
        if mention.is_pack or not mention.clear:
            return []
        own = _roots(self._stems.get(mention.names[0], _NONE) - self._audience)
        plain = [name for name, stems in self._stems.items() if _roots(stems) == own]
        mine = text.words(mention.end, mention.end + 2) == ["para", "mi"]
        at, found, said = mention.end + 2 * mine, list[Mention](), mention.names
        while plain and text.word(at) in _AND_THEN:
            place = at + 1 + (text.word(at + 1) in _ONE or text.word(at + 1).isdecimal())
            word = stem(text.word(place + 1))
            if text.word(place) != "de" or word not in self._audience:
                break
            one = replace(mention, names=(plain[0],))
            theirs = self._for_audience(one, word) if word in self._kinds else one.names
            if not theirs or (theirs == said and place == at + 1):
                break  # «corte de niño, de niño de cinco años»
            found.append(replace(mention, start=place, end=place + 2, names=theirs))
            at, said = place + 2, theirs
        return found

    def for_whom(
        self,
        mentions: Sequence[Mention],
        text: Text,
        draft: Sequence[str] = (),
        *,
        man: bool = False,
    ) -> list[Mention]:
        """«quiero un corte. Soy hombre»: all that is named, or was chosen before, is for them.

        `man`: the writer's past tells that they are one.
        """
        index = self._who(mentions, text)
        beard = any(
            each.clear and self._stems.get(each.names[0], _NONE) in _MENS for each in mentions
        )
        if any(each.is_pack for each in mentions):
            return [*mentions]
        if index is None and not beard:
            return [self._as_before(each, text) if man else each for each in mentions]
        word = _MAN if index is None else stem(text.word(index))
        place = index or 0
        chosen = [] if mentions else [Mention(place, place + 1, (name,), 1.0) for name in draft]
        theirs = [
            replace(each, names=names) if (names := self._for_audience(each, word)) else None
            for each in chosen
        ]
        said = [
            replace(each, names=self._theirs(each, text, word) or each.names) for each in mentions
        ]
        return said or [each for each in theirs if each is not None]

    def _theirs(self, mention: Mention, text: Text, word: str) -> tuple[str, ...]:
        """By its name, or as it is called when it is for them: «tinte» is COLOR CABALLERO."""
        if names := self._for_audience(mention, word):
            return names
        own = text.tokens[mention.start : mention.end]
        whole = Text(text.original, (*own, Token("de", 0, 0), Token(word, 0, 0)))
        called = [each for each in self._named(whole) if each.end - each.start == len(whole)]
        return () if mention.clear else next((each.names for each in called), ())

    def _as_before(self, mention: Mention, text: Text) -> Mention:
        """«un corte», of somebody who has always had the men's."""
        said = {stem(word) for word in text.words(mention.start, mention.end)}
        if said & self._audience or text.written(mention.start, mention.start + 1) in mention.names:
            return mention
        return replace(mention, names=self._for_audience(mention, _MAN) or mention.names)

    def _who(self, mentions: Sequence[Mention], text: Text) -> int | None:
        """Where a man or a child is said, who is in no service's name."""
        places = (
            index
            for index in range(len(text))
            if stem(text.word(index)) in self._kinds
            and (text.word(index - 1) in _SAYS_WHO or self._is_to_men(text, index))
            and not any(each.start <= index < each.end for each in mentions)
            and not _LOOKS_AFTER & set(text.words(max(0, index - _FAR), index))
        )
        return next(places, None)

    def _is_to_men(self, text: Text, index: int) -> bool:
        """«¿cuánto cobráis a los hombres por cortar?»; of the children it may be an errand."""
        to_them = text.words(index - 2, index) in (["a", "los"], ["para", "los"])
        said = text.word(index)  # «a buscar a los chicos al colegio»
        return to_them and said != "chicos" and _MAN in self._kinds[stem(said)]

    def _narrowed(self, mention: Mention, text: Text) -> Mention:
        if mention.is_pack:
            return mention
        for index in range(mention.end, min(mention.end + _FAR, len(text))):
            word = text.word(index)
            if word in _GAP:
                continue
            if is_a_day(text, index) or text.word(index + 1) == "no":
                return mention  # «permanente de pestañas, el tinte no»
            if "sin" in text.words(max(mention.end, index - _WITHOUT), index):
                names = self._without(mention, stem(word))
            else:
                names = self._fitting(mention, _as_named(mention, text, index))
            if not names and word in _SMALLER:
                names = self._lasting_not(mention)
            told = text.word(index - 1) in _HOW and not mention.clear
            if told and all(stem(word) in self._stems.get(name, ()) for name in mention.names):
                names = mention.names  # «las uñas de los pies con esmalte permanente»
            plain_form = family_of(mention.names[0])[:1] == (plain(mention.names[0]),)
            if not names and mention.clear and word in _SMALLER and plain_form:
                return replace(mention, end=index + 1)  # «el peinado al final normal»
            if not names:
                return mention
            return self._narrowed(replace(mention, end=index + 1, names=names), text)
        return mention

    def _lasting_not(self, mention: Mention) -> tuple[str, ...]:
        """«manicura con esmalte normal»: of the ways to do them, the one that does not last."""
        lasting = [name for name in mention.names if "permanente" in name.casefold()]
        left = [name for name in mention.names if name not in lasting]
        family = {plain(name) for name in mention.names} <= {*family_of(mention.names[0])}
        return tuple(left) if lasting and len(left) == 1 and family else ()

    def _without(self, mention: Mention, word: str) -> tuple[str, ...]:
        left = tuple(name for name in mention.names if word not in self._stems.get(name, ()))
        plainest = min(mention.names, key=lambda name: len(self._stems.get(name, ())))
        # «manicura sin pintar» is none of them: what is left is no dearer one
        return left if plainest in left and len(left) < len(mention.names) else ()

    def _fitting(self, mention: Mention, word: str) -> tuple[str, ...]:
        """The services that the word leaves; none when it is about something else."""
        if word in self._audience:
            return self._for_audience(mention, word)
        if not mention.clear:
            left = tuple(name for name in mention.names if word in self._stems.get(name, ()))
            return left if len(left) < len(mention.names) else ()
        own = self._stems.get(mention.names[0], frozenset())
        larger = [name for name, stems in self._stems.items() if own < stems and word in stems]
        smallest = min((len(self._stems[name]) for name in larger), default=0)
        fitting = tuple(name for name in larger if len(self._stems[name]) == smallest)
        return fitting if word not in own else ()

    def _for_audience(self, mention: Mention, word: str) -> tuple[str, ...]:
        """The same for a man or a child, when the salon has it."""
        theirs = self._kinds.get(word, frozenset())
        if not mention.clear:
            left = tuple(name for name in mention.names if theirs & self._stems.get(name, theirs))
            if left:
                return left if len(left) < len(mention.names) else ()
            each_for_them = (
                self._for_audience(replace(mention, names=(name,)), word) for name in mention.names
            )  # «arreglarme el pelo y la barba»: of a cut or a styling, a man's cut
            return tuple(dict.fromkeys(name for names in each_for_them for name in names))
        own = self._stems.get(mention.names[0], frozenset())
        if own & self._audience:
            return ()
        return tuple(
            name
            for name, stems in self._stems.items()
            if theirs & stems and _roots(stems - self._audience) == _roots(own)
        )


def _as_named(mention: Mention, text: Text, index: int) -> str:
    """«las uñas de los pies con esmalte del que dura»: what lasts is called permanent there."""
    word = text.word(index)
    verb = word.startswith(_LASTS) and not word.startswith("durader")
    said_of_it = not verb or text.word(index - 1) == "que"
    lasting = word in _LASTING and said_of_it and not mention.clear
    return _PERMANENT if lasting else stem(word)


_LASTING, _PERMANENT = words_of_kind("lasting"), "permanente"
_LASTS = ("dur", "aguant")


def _roots(stems: frozenset[str]) -> set[str]:
    return {_root(each) for each in stems}


def _root(word: str) -> str:
    """«cortar» and «corte» → «cort»."""
    return word[:4]
