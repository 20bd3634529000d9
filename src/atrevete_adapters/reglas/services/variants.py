"""One craft in several forms: of «corte, corte de caballero» nobody has both (R40)."""

from collections.abc import Sequence

from atrevete_core.domain.catalogue import is_variant
from atrevete_core.domain.text import plain

from ..mention import Mention
from ..reading import Reading
from ..text.words import BREAK, Text, listed
from ..vocabulary.families import family_of

_FOR_SOMEBODY = listed("caballero niño niña bebe hombre mujer señora")


def without_generic(wanted: list[Mention], reading: Reading) -> list[Mention]:
    """«¿me pueden cortar el pelo? Corte de caballero»: the second says which cut it is."""
    exacter = {
        each.names[0] for each in wanted if each.clear and not _is_one_more(each, reading.text)
    }
    kept = [
        each
        for each in wanted
        if _is_another(each, reading)
        or not (each.clear and any(_for_somebody_else(name, each.names[0]) for name in exacter))
    ]
    kept = [each for each in kept if not _is_done_to_it(each, kept, reading.text)]
    return [
        each
        for place, each in enumerate(kept)
        if not any(_instead_of(each, one, reading) for one in kept[place + 1 : place + _FAR])
    ]


def _is_done_to_it(mention: Mention, others: Sequence[Mention], text: Text) -> bool:
    """«tengo el flequillo fatal, ¿me lo cortáis? Corte de flequillo»: that is what is cut."""
    it = text.word(mention.start - 1) in {"lo", "la"} or text.word(mention.start - 2) in {
        "lo",
        "la",
    }
    more = {"y", "tambien", "ademas"} & set(text.words(max(0, mention.start - 4), mention.start))
    same = any(
        each is not mention
        and each.clear
        and each.names[0].casefold()[:4] == mention.names[0].casefold()[:4]
        for each in others
    )
    named = text.word(mention.start) in {"corte", "cortes"}
    return it and same and not (more or named)


#: «el barro, que sea el gold», «las uñas, pero permanentes».
_MORE_EXACTLY = listed("sea sean seria pero mejor digo tipo concretamente")


def without_vaguer(wanted: list[Mention], text: Text) -> list[Mention]:
    """«agua, barro y peinado… y el barro que sea el gold»: the plain one is not meant as well."""
    clear = [each for each in wanted if each.clear]
    said_better = {
        first.names
        for place, first in enumerate(clear)
        for then in clear[place + 1 :]
        if set(first.names[0].casefold().split()) < set(then.names[0].casefold().split())
        and _takes_up(first, then, text)
    }
    return [each for each in wanted if each.names not in said_better]


def _takes_up(first: Mention, then: Mention, text: Text) -> bool:
    between = text.words(first.end, then.start)
    again = between[-1:] in _THE and bool(_APART & set(between))
    return again or bool(_MORE_EXACTLY & set(text.words(first.end, then.end)))


_THE = (["el"], ["la"], ["los"], ["las"])
_APART = frozenset({",", ".", BREAK, ";"})


def _is_one_more(mention: Mention, text: Text) -> bool:
    """«corte para mí y un corte de niño», «… y dos de niño», «otro de caballero»."""
    at = mention.start - 1
    if text.word(at) in _ONE_OF_THEM:
        return True
    at -= text.word(at) in _ARTICLES
    return text.word(at) in {"y", "e", "+", "mas"}


_ARTICLES = listed("un una el la")
_ONE_OF_THEM = listed("otro otra uno una dos tres")


def _is_another(mention: Mention, reading: Reading) -> bool:
    """«… y corte de mujer»: one more, for somebody else."""
    return bool(_WOMAN & set(reading.text.words(mention.start, mention.end)))


def _instead_of(plain: Mention, exact: Mention, reading: Reading) -> bool:
    """«el barro, el normal no, el extra»: the second takes the first's place."""
    if not (plain.clear and exact.clear and is_variant(exact.names[0], plain.names[0])):
        return False
    between = reading.text.words(plain.end, exact.start)
    said = reading.text.between(exact.start, exact.end)
    chosen = "que sea" in said or "que sean" in said or "que fuera" in said
    return chosen or ("no" in between and "y" not in between)


_FAR = 5
_WOMAN = listed("mujer señora chica femenino")


def _for_somebody_else(variant: str, base: str) -> bool:
    """CORTE CABALLERO is a CORTAR for somebody."""
    first, second = variant.casefold().split(), base.casefold().split()
    same = first[0][:4] == second[0][:4]
    return same and len(second) == 1 and first[1:2] != [] and first[1] in _FOR_SOMEBODY


def most_exact(names: Sequence[str]) -> tuple[str, ...]:
    """«que la peinéis, peinado largo»: nobody has both."""
    return tuple(
        name
        for name in names
        if not any(set(name.casefold().split()) < set(other.casefold().split()) for other in names)
    )


def same_thing(new: str, old: str) -> bool:
    """The same craft, said more exactly: nobody has both done at once."""
    return new != old and (
        is_variant(new, old)
        or plain(old) in family_of(new)
        or _for_somebody_else(new, old)
        or _for_somebody_else(old, new)
    )
