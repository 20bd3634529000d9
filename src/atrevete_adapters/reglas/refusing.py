"""Which of the named services are not wanted: «corte no», «nada de secado» (R37)."""

from collections.abc import Sequence

from .mention import Mention, is_verb
from .reading import Reading
from .words import Text, listed

_NEAR = 5
_NO = listed(
    "deja dejamos dejo olvidate no sin quita quitame quitar quito quitas quitamos quitando "
    "ni tampoco olvida descarta"
)
#: «no quiero corte», «no es tinte, son mechas», «nada de secado».
_DENIALS = (["no", "quiero"], ["no", "es"], ["no", "era"], ["no", "son"], ["no", "eran"],
            ["nada", "de"])  # fmt: skip
_OUT = listed(
    "fuera sobra sobran quitalo quitala quitamelo quitamela quitalos quitalas olvidalo olvidala "
    "eliminalo eliminala descartalo descartala"
)


def is_refused(reading: Reading, mention: Mention) -> bool:
    """«corte no», «sin corte», «al final no quiero corte», «en vez de corte»."""
    text, draft = reading.text, set(reading.situation.services)
    before = text.words(max(0, mention.start - 4), mention.start)
    near = [
        word
        for word in before
        if word not in {"el", "la", "las", "los", "de", "del", "quiero", "me", "hago", "hare"}
    ]
    if near and near[-1] in _NO and (set(mention.names) & draft or near[-1] != "no"):
        return True
    if before[-3:-1] in _DENIALS or before[-2:] in _DENIALS:
        return True
    if near and near[-1] == "no" and is_verb(mention, text):
        return True
    if near and near[-1] in {"vez", "lugar"}:
        return True
    after = text.words(mention.end, mention.end + 5)
    while after[:1] and after[0] in {"al", "final", "mejor", "ya"}:
        after = after[1:]
    after = after[:2]
    taken_out = bool(after) and after[0] in _OUT
    if taken_out or _is_swapped(text, mention):
        return True
    return (
        bool(after)
        and after[0] in {"no", "tampoco"}
        and (
            len(after) == 1
            or after[1] in {",", ".", "|", "mejor", "al", "solo", "!", "quiero", "gracias"}
        )
    )


def taken_back(mentions: Sequence[Mention], refused: Sequence[Mention]) -> list[Mention]:
    """«corte y secado… al final el corte no»: what is refused later in the same breath is gone,
    and so is «barro… el barro que sea el gold» in its plain form.
    """
    return [
        each
        for each in mentions
        if not any(
            each.clear and one.clear and one.start >= each.end and one.names == each.names
            for one in refused
        )
    ]


def _is_swapped(text: Text, mention: Mention) -> bool:
    """«cámbiame los pies por unas cejas»."""
    before = text.words(max(0, mention.start - _NEAR), mention.start)
    verbs = any(word.startswith(("cambi", "sustitu", "camvi")) for word in before)
    return verbs and text.word(mention.end) == "por"


_SAID_WRONGLY = listed(
    "decir dicho digo equivocado equivoque liado lie confundido confundi rectifico corrijo"
)


def says_it_anew(reading: Reading, first: Mention) -> bool:
    """«perdón, quise decir peinado»."""
    return any(
        each.end <= first.start and _SAID_WRONGLY & set(reading.text.words(each.start, each.end))
        for each in reading.spans("takes_back")
    )
