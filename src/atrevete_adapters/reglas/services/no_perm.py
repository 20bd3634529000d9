"""«Permanente» of nails or lashes that are spoken of is theirs, and no perm of the hair."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from ..mention import Mention, stem
from ..text.words import Text, listed
from .left_out import is_akin

_LASTING = "permanente"
#: What is taken off the nails is none of the ways to do them.
_OFF = "quita"
_ALONE = ([_LASTING], [f"semi{_LASTING}"])
_NOT = listed("no sin ni nada")
_LIGHT = listed("la las el los de es sea era con en quiero queria que eh")
_ENDS = listed(", . ! ? |") | {""}
_OF_HAIR = listed("pelo cabello melena rizos cabeza")
_FAR = 4


def without_perms(
    mentions: Sequence[Mention],
    text: Text,
    spoken_of: Sequence[str],
    stems: Mapping[str, frozenset[str]],
) -> list[Mention]:
    """The mentions, each «permanente» alone given to what is named beside it."""
    found = list(mentions)
    for each in mentions:
        if each.clear or [*map(stem, text.words(each.start, each.end))] not in _ALONE:
            continue
        others = [one for one in found if one is not each]
        if _OF_HAIR & set(text.words(each.end, each.end + _FAR)):
            continue
        if lasting := _lasting([*(n for one in others for n in one.names), *spoken_of], stems):
            denied = _is_denied(each, text)
            found = _without(others, lasting) if denied else _given(each, others, lasting, stems)
    return sorted(found, key=lambda one: one.start)


def _without(others: Sequence[Mention], lasting: Mapping[str, tuple[str, ...]]) -> list[Mention]:
    """Of what it may be, what does not last."""
    left = []
    for each in others:
        names = tuple(name for name in each.names if lasting.get(name) != (name,))
        left.append(each if each.clear else replace(each, names=names or each.names))
    return left


def _is_denied(mention: Mention, text: Text) -> bool:
    """«normal eh no permanente», «sin permanente», «la permanente no»."""
    if text.word(mention.end) == "no" and text.word(mention.end + 1) in _ENDS:
        return True
    before = text.words(max(0, mention.start - _FAR), mention.start)
    while before and before[-1] in _LIGHT:
        before = before[:-1]
    return bool(before) and before[-1] in _NOT


def _lasting(
    named: Sequence[str], stems: Mapping[str, frozenset[str]]
) -> dict[str, tuple[str, ...]]:
    """What is named → the same with «permanente»; itself, when it is that already."""
    return {
        base: (base,) if _LASTING in stems[base] else kin
        for base in named
        if base in stems and _OFF not in stems[base]
        if _LASTING in stems[base]
        or (kin := tuple(n for n in stems if _LASTING in stems[n] and is_akin(n, base)))
    }


def _given(
    lone: Mention,
    others: Sequence[Mention],
    lasting: Mapping[str, tuple[str, ...]],
    stems: Mapping[str, frozenset[str]],
) -> list[Mention]:
    """«limar y pintar manos, permanente»: of what was said last."""
    before = [one for one in others if one.end <= lone.start and {*one.names} & {*lasting}]
    base = before[-1] if before else None
    names = base.names if base else tuple(lasting)
    near = tuple(dict.fromkeys(_nearest(name, lasting[name], stems) for name in names
                               if name in lasting))  # fmt: skip
    if base is None:
        return [*others, replace(lone, names=near)]
    return [replace(one, names=near) if one is base else one for one in others]


def _nearest(base: str, lasting: Sequence[str], stems: Mapping[str, frozenset[str]]) -> str:
    return min(lasting, key=lambda name: len(stems[name] ^ stems[base]))
