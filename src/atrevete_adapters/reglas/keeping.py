"""«No la canceles, déjala como está»: what was about to be given up stays (R37)."""

from collections.abc import MutableMapping

from .notation import Found
from .reading import Reading
from .words import Text, listed

_TAKES_OUT = ("cancel", "anul", "borr", "quit", "suspend", "elimin", "cambi", "muev", "mov")
#: Between "no" and the verb that it denies.
_LIGHT = listed("la lo las los me te os se le que quiero queria hace falta vamos voy a hay hagas")
_FAR = 5


def is_kept(text: Text, said: Found[str]) -> bool:
    """Whether a "no" before it takes the wish back: «no la canceles», «mejor no la cancelo»."""
    verb = next(
        (at for at in range(said.start, said.end) if text.word(at).startswith(_TAKES_OUT)), None
    )
    if verb is None:
        return False
    for at in range(verb - 1, max(-1, verb - 1 - _FAR), -1):
        if text.word(at) in {"no", "ni", "sin", "tampoco"}:
            return True
        if text.word(at) not in _LIGHT:
            return False
    return False


def drop_what_is_none(reading: Reading, found: MutableMapping[str, list[Found[str]]]) -> None:
    """Words for cancelling and moving that do neither: «quitar el esmalte», «no la canceles»,
    «me voy a retrasar».
    """
    text = reading.text
    for intent in ("cancel", "cancel_now", "change"):
        found[intent] = [
            each
            for each in found.get(intent, [])
            if not any(m.start <= each.start < m.end for m in reading.mentions)
            and not is_kept(text, each)
        ]
    for bargain in reading.spans("discount"):  # «¿no me lo dejas en 50?»
        found["change"] = [
            each
            for each in found["change"]
            if each.end <= bargain.start or bargain.end <= each.start
        ]
    if any(text.word(each.start) in {"me", "nos"} for each in reading.spans("late")):
        found["change"] = [each for each in found["change"] if not reading.inside("late", each)]


def keeps(reading: Reading) -> bool:
    """An appointment that exists stays as it is, and nothing else is wanted."""
    others = reading.has("cancel", "cancel_now", "change", "late") or reading.moves
    return (
        reading.has("keep")
        and reading.situation.has_upcoming
        and not (others or reading.mentions or reading.situation.offered or reading.asks)
    )
