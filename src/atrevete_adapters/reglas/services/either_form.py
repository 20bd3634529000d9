"""«¿El tinte, normal o extra?»: of one craft in two forms nobody has chosen yet (R40)."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from atrevete_core.domain.catalogue import Catalogue
from atrevete_core.domain.text import plain

from ..mention import Mention
from ..text.words import Text, listed
from ..vocabulary.families import family_of
from ..vocabulary.kinds import words_of_kind

_FORMS = (
    words_of_kind("smaller")
    | words_of_kind("larger")
    | listed("extra permanente permanentes semipermanente gold express 15 30 60")
)
_SMALL = listed("el la los las lo de un una con sin")
_OR = listed("o u")
#: From the craft to its two forms.
_NEAR = 5


def undecided(mentions: Sequence[Mention], text: Text, catalogue: Catalogue) -> list[Mention]:
    """The mentions, each that is said in either of two forms left open between all of them."""
    open_ = list(mentions)
    for start, end in _pairs(text):
        beside = [each for each in open_ if each.end > start - _NEAR and each.start < end]
        base = next((each for each in beside if family_of(each.names[0])), None)
        if base is None:
            continue
        forms = family_of(base.names[0])
        names = tuple(each.name for each in catalogue.services if plain(each.name) in forms)
        inside = [each for each in beside if each is not base and each.start >= start]
        open_ = [
            replace(base, names=names, end=end if base.end >= start else base.end)
            if each is base
            else each
            for each in open_
            if each not in inside
        ]
    return open_


def _pairs(text: Text) -> list[tuple[int, int]]:
    """Where one form, «o», and another form stand."""
    told = [at for at, word in enumerate(text.words()) if word not in _SMALL]
    ends = zip(pairwise(told), told[2:], strict=False)
    return [
        (first, last + 1)
        for (first, joins), last in ends
        if text.word(joins) in _OR and {text.word(first), text.word(last)} <= _FORMS
    ]
