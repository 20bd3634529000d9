"""Which stylists are named, and whether it is sure that they are meant (R13)."""

import re
from collections.abc import Mapping, Sequence

from atrevete_core.domain.catalogue import Stylist
from atrevete_core.domain.commands import ChooseStylist, Command

from ..names.said import SaidName
from ..reading import NamedStylist, Person, Reading
from ..text.words import Text
from ..vocabulary.kinds import words_of_kind

#: «con la señorita Pilar», «con la chica esa, Marta».
_TITLES = words_of_kind("titles") | {","}


def named_stylists(reading: Reading, stylists: Mapping[str, Stylist]) -> list[NamedStylist]:
    """Stylists by name; «si Víctor no puede, con quien sea», «con quien haya, que vi que Víctor
    libraba» ask for none of them.
    """
    text = reading.text
    return [
        NamedStylist(index, index + 1, stylists[token.word], _is_sure(text, index))
        for index, token in enumerate(text.tokens)
        if token.word in stylists
        and not any(each.name and each.start <= index < each.end for each in reading.people)
        and not (_is_only_told(text, index) and reading.has("any_stylist"))
        and not _LIKE_HERS.search(text.between(max(0, index - _NEAR), index))
    ]


def _is_only_told(text: Text, index: int) -> bool:
    told = text.word(index - 1) == "que" and _IS_AWAY.match(text.between(index + 1, index + _NEAR))
    return text.word(index - 1) == "si" or bool(told)


_NEAR = 5
_IS_AWAY = re.compile(
    r"(?:ya |hoy |tambien )?(?:no )?(?:libra|esta(?:ba)? (?:de|liad|ocupad|enferm|fuera|mal)|tiene)"
)
#: «un corte como el de Marta»: how it is to be, not with whom.
_LIKE_HERS = re.compile(
    r"\b(?:como|igual (?:que|a)|igualit[oa] (?:que|a)|(?:parecid|similar)\w* a|tipo|estilo) "
    r"(?:el|la|lo|los|las|al) (?:de|que (?:lleva|tiene|se (?:hizo|ha hecho|puso)))(?: la)?$"
    r"|\b(?:parecid|similar)\w* al (?:de|que (?:lleva|tiene))$"
)


def _is_sure(text: Text, index: int) -> bool:
    before = index - 1
    while text.word(before) in _TITLES:
        before -= 1
    return text.word(before) in _SURE


_SURE = words_of_kind("asks_for_a_stylist")


def drop_stylists(reading: Reading, named: Sequence[SaidName | Person]) -> None:
    """Whose name is that of a stylist is no stylist for it."""
    reading.stylists = [
        each
        for each in reading.stylists
        if not any(other.start <= each.start < other.end for other in named)
    ]


def unwanted(reading: Reading) -> list[tuple[int, Command]]:
    """«no con Harol»."""
    return [(each.start, ChooseStylist(not_with=each.stylist.name)) for each in reading.not_with]


_STYLIST_WISHES = {
    "woman_stylist": ChooseStylist(gender="f"),
    "man_stylist": ChooseStylist(gender="m"),
    "any_stylist": ChooseStylist(anyone=True),
}


def of_wished_kind(reading: Reading) -> list[tuple[int, Command]]:
    """«con una chica», «con quien sea»."""
    for intent, wish in _STYLIST_WISHES.items():
        if reading.has(intent):
            return [(len(reading.text), wish)]
    return []


#: «lo de siempre, pero con otra chica»
_WITH_ANOTHER = re.compile(
    r"\b(?:con|por|de|a) (?:alguna? |algun )?otr[oa](?= (?:[,.!?|]|$|chic|peluquer|persona"
    r"|estilista|compañer|que |el |la |por |porfa|para |a |si |esta |este |y ))"
    r"|\bcambi\w+ de (?:chic|peluquer|estilista|persona)|\bcon alguien (?:distint|diferent|nuev)"
)


def with_another(reading: Reading) -> list[tuple[int, Command]]:
    """«lo de siempre, pero con otra»: with anybody but whom it would be."""
    if reading.stylists or not _WITH_ANOTHER.search(reading.text.line):
        return []
    gender = next(
        (_STYLIST_WISHES[each].gender for each in _STYLIST_WISHES if reading.has(each)), None
    )
    return [(len(reading.text), ChooseStylist(another=True, gender=gender))]


_ASKED_OF = words_of_kind("asked_of_staff")
_MANNERS = words_of_kind("manners_of_staff")


def is_asked_about(reading: Reading, index: int) -> bool:
    """«¿Harol es simpático?», «¿quién es Harol?» choose nobody."""
    text = reading.text
    after, then = text.words(index + 1, index + 3) + [""] * max(0, index + 3 - len(text))
    who = text.words(max(0, index - 2), index)
    who_is = who in (["quien", "es"], ["como", "es"], ["tal", "es"])
    asks = text.word(reading.clause(index)[1]) == "?"
    of_them = after in _ASKED_OF or (after == "es" and then in _MANNERS)
    named = [each.start for each in reading.mentions if each.start != index + 2]  # «…es chico?»
    said = [each.start for each in reading.items] + named
    wish = any(index < start < reading.clause(index)[1] for start in said)
    return asks and not wish and (who_is or (of_them and text.word(index - 1) != "con"))
