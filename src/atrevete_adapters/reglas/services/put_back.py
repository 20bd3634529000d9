"""«Quitarme el permanente y ponerme otro», «quitar y volver a poner el esmalte»: what is taken off
the nails is put on again, and both are wanted.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from ..mention import ALIAS, Mention
from ..text.words import Text, Token
from ..vocabulary.kinds import words_of_kind

_OFF = "quita esmalte"
_FEET = words_of_kind("feet")
_LASTING = words_of_kind("lasting")
#: «y volver a ponérmelo», «y ponerme otro», «y hacérmelas de nuevo».
_DOES = r"(?:pon|hac|hag|haz|pint|dar)\w*"
_AGAIN = re.compile(
    rf"(?:y |e |, |para |pa |luego |despues |tambien |(?:que )?me )*"
    rf"(?:(?:l[oa]s? )?(?:volver(?:me)?(?:l[oa]s?)?|volvais|vuelvan|volveis) a {_DOES}"
    rf"|(?:re{_DOES})"
    rf"|{_DOES} (?:\w+ ){{0,2}}?(?:otr[oa]s?(?! dia| hora| semana)|de nuevo|nuev[oa]s?))\b"
)
#: «quitar y volver a poner…», before the name of what is put on.
_OFF_FIRST = re.compile(
    rf"\b(?:quit|retir)(?:ar|ad|eis|en|ais|an|es)(?:me)? "
    rf"(?:y|e|para|,) (?:luego |despues |me )*(?:(?:volver|volverme|volvais) a )?{_DOES} "
    r"(?:(?:el|la|las|los|mi|mis|un|una|unas|otro|otra|otras) )*$"
)
_FAR, _NEAR = 8, 9


def with_put_back(
    mentions: Sequence[Mention], text: Text, named: Callable[[Text], Sequence[Mention]]
) -> list[Mention]:
    """`named`: the services that other words would name."""
    found = list(mentions)
    for each in mentions:
        if _is_off(each):
            found = [_lasting(one, each, text, named) for one in found]
            more = _on_again(each, mentions, text, named)
        else:
            more = _taken_off(each, text, named)
        if more is not None and all(
            more.end <= one.start or one.end <= more.start for one in found
        ):
            found.append(more)
    return sorted(found, key=lambda one: one.start)


def _is_off(mention: Mention) -> bool:
    return mention.clear and mention.names[0].casefold().startswith(_OFF)


def _on_again(
    off: Mention,
    mentions: Sequence[Mention],
    text: Text,
    named: Callable[[Text], Sequence[Mention]],
) -> Mention | None:
    """What is put on after it; nothing when that is named."""
    said = _AGAIN.match(text.between(off.end, off.end + _FAR) + " ")
    if said is None:
        return None
    end = off.end + len(said.group().split())
    if any(off.end <= each.start < end + _NEAR for each in mentions):
        return None
    own = {*text.words(off.start, end)}
    craft = "pedicura" if own & _FEET else "manicura"
    whole = _named(f"{craft} permanente" if own & _LASTING else craft, text, named)
    return Mention(off.end, end, whole, ALIAS) if whole else None


def _lasting(
    mention: Mention, off: Mention, text: Text, named: Callable[[Text], Sequence[Mention]]
) -> Mention:
    """«retirada de esmalte y permanente nuevo»: the new one is of the nails, and no perm."""
    own = {*text.words(mention.start, mention.end)}
    if mention.start < off.end or not own <= _LASTING:
        return mention
    craft = "pedicura" if {*text.words(off.start, mention.end)} & _FEET else "manicura"
    names = _named(f"{craft} permanente", text, named)
    end = mention.end + (text.word(mention.end) in {"nuevo", "nueva", "otra"})
    return replace(mention, end=end, names=names or mention.names)


def _taken_off(
    on: Mention, text: Text, named: Callable[[Text], Sequence[Mention]]
) -> Mention | None:
    """«quitar y volver a poner el esmalte permanente»: the first half of it."""
    first = max(0, on.start - _NEAR)
    before = text.between(first, on.start) + " "
    said = _OFF_FIRST.search(before)
    if said is None or not any("permanente" in name.casefold() for name in on.names):
        return None
    start = first + len(before[: said.start()].split())
    whole = _named("quitar esmalte permanente", text, named)
    return Mention(start, start + 1, whole, ALIAS) if whole else None


def _named(words: str, text: Text, named: Callable[[Text], Sequence[Mention]]) -> tuple[str, ...]:
    """What these words name by themselves."""
    tokens = tuple(Token(word, 0, 0) for word in words.split())
    whole = [
        each for each in named(Text(text.original, tokens)) if each.end - each.start == len(tokens)
    ]
    return whole[0].names if whole else ()
