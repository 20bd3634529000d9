"""Which typing mistakes a thumb makes: «cotrar», «cirtar», «crtar»; «tanto» is no «tinto»."""

from itertools import pairwise

_ROWS = ("qwertyuiop", "asdfghjklñ", "zxcvbnm")
#: Letters that are heard as one, or that people mix up.
_ALIKE = ("bv", "sz", "cz", "cs", "ck", "kq", "gj", "iy", "mn", "nñ", "hj", "lr", "xs")


def _neighbours() -> frozenset[tuple[str, str]]:
    near = {(a, b) for row in _ROWS for a, b in pairwise(row)}
    for upper, lower in pairwise(_ROWS):
        near |= {(each, lower[at]) for at, each in enumerate(upper) if at < len(lower)}
        near |= {(each, lower[at - 1]) for at, each in enumerate(upper) if 0 < at <= len(lower)}
    near |= {(pair[0], pair[1]) for pair in _ALIKE}
    return frozenset(near | {(b, a) for a, b in near})


_NEAR = _neighbours()


def slipped(typed: str, meant: str, slips: int) -> bool:
    """Whether so many slips make the one of the other: two letters the wrong way round, one left
    out, the key beside it instead, or the key beside it as well.
    """
    same = 0
    while same < min(len(typed), len(meant)) and typed[same] == meant[same]:
        same += 1
    before, rest, wanted = typed[:same], typed[same:], meant[same:]
    if not wanted or not slips:
        return len(rest) == slips and _all_slid(before, rest) and not wanted
    if not rest:
        return len(wanted) == slips
    ways = (
        (rest[:2] == wanted[1::-1], 2, 2),
        ((rest[0], wanted[0]) in _NEAR, 1, 1),
        (True, 0, 1),
        (_slid(rest[0], before[-1:] + rest[1:2]), 1, 0),
    )
    return any(
        possible and slipped(rest[more:], wanted[less:], slips - 1) for possible, more, less in ways
    )


def _slid(extra: str, beside: str) -> bool:
    return any(extra == each or (extra, each) in _NEAR for each in beside)


def _all_slid(before: str, rest: str) -> bool:
    return all(
        _slid(each, (before + rest)[at - 1 : at]) for at, each in enumerate(rest, len(before))
    )
