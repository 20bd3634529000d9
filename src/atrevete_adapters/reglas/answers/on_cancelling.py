"""The answer to «¿Cancelo tu corte del viernes?»: that one, or it stays after all (R19)."""

import re

from atrevete_core.domain.commands import Accept, CancelAppointment, Command, Refuse
from atrevete_core.ports.language_model import Question

from ..reading import Reading
from ..temporal.items import Sign
from ..text.words import listed
from ..which_and_target import fits

#: «al final sí que puedo», «que sí voy», «voy a poder ir»; not «ya no voy».
_COMES = re.compile(
    r"(?:^|\b(?:(?:al final|ahora|pero|que|yo|bueno|ya|creo que|resulta que) )+)si (?:que )?"
    r"(?:(?:me )?(?:puedo|podre|voy|ire|llego|podemos|iremos|vamos|viene bien|da tiempo|apaño))\b"
    r"|\b(?:al final|entonces|pues|ya) (?:puedo|podre|voy|ire) (?:ir|venir|el|a)\b"
    r"(?!.* (?:a|en) otr[oa]s? )"
)
#: Between a "no" and what takes it back.
_MISTAKE = re.compile(
    r"\bme (?:(?:he arrepentido|arrepiento)\b(?! de)|lo he pensado (?:mejor|bien))\b"
)
_MORE = ("change", "another_day", "also", "book", "price", "total", "late", "instead")


def on_cancelling(reading: Reading) -> Command | None:
    """What it says by itself; None when only its «sí» or «no» tells."""
    cancels = reading.has("cancel", "cancel_now")
    if reading.has("keep") and not cancels:
        return Refuse()
    if reading.has("cancel_now"):
        yes = reading.question is Question.CANCEL or reading.starts_with("yes")
        return Accept() if yes else CancelAppointment(explicit=True)
    resigned = reading.has("resigned") and not (reading.asks or reading.has("keep"))
    if resigned or (reading.has("cancel") and not _says_no(reading)):
        return Accept()
    if _comes_after_all(reading):
        return Refuse()
    if not _names_it(reading):
        return None
    return Refuse() if reading.has("no") else Accept()


def _comes_after_all(reading: Reading) -> bool:
    """«ay no, espera, que al final sí que puedo», «me he arrepentido, voy»."""
    line = reading.text.line
    starts = [each.start for each in reading.situation.upcoming]
    own = all(
        isinstance(each.values[0], Sign)
        or fits(each, starts)
        or reading.text.between(each.start, each.end) == "ahora"
        for each in reading.items
    )
    said = _COMES.search(line) or _MISTAKE.search(line)
    return bool(said) and own and not reading.has("cannot", "cancel", "another_day")


def depends_on_money(reading: Reading) -> bool:
    """«vale, ¿me devolvéis la señal?», «solo si me devolvéis el dinero»: no yes yet."""
    line = reading.text.line
    return bool(_MONEY_BACK.search(line)) and (reading.asks or bool(_IF_PAID.search(line)))


_MONEY_BACK = re.compile(r"\b(?:devolv|devuelv|reembols|reintegr|devoluc|no p(?:ierd|erd))")
_IF_PAID = re.compile(
    r"\b(?:si|siempre que|mientras) (?:me |nos |no |os |se )*(?:lo |la )?"
    r"(?:devolv|devuelv|devolu|reembols|reintegr|pierd|perd|hay devoluc)"
)


def only_cannot(reading: Reading) -> bool:
    """«no puedo», and no more: whether they cannot come, or not give it up, is asked again."""
    no = reading.starts_with("no")
    return no is not None and reading.inside("cannot", no) and not reading.has("keep", "attend")


def only_sounds_like_yes(reading: Reading) -> bool:
    """«a ver si puedes mirar otra cosa»: a yes to a cancellation begins or ends what it stands in,
    as «me temo que sí».
    """
    if reading.question not in _ABOUT_IT or reading.starts_with("no"):
        return False
    parts = ((each, *reading.part(each.start)) for each in reading.spans("yes"))
    return not any(each.start - start <= 1 or each.end == end for each, start, end in parts)


def _says_no(reading: Reading) -> bool:
    """«no, cancelar no»; «no puedo ir, así que sí» says none."""
    no = reading.starts_with("no")
    return no is not None and not reading.inside("cancel", no)


_ABOUT_IT = frozenset({Question.CANCEL, Question.CANCEL_WITHOUT_REFUND})


def _names_it(reading: Reading) -> bool:
    """«la del viernes», «no, el corte no»: the one that was asked about, and no more."""
    asked = [each for each in reading.situation.upcoming if each.asked_about]
    times = [each for each in reading.items if not isinstance(each.values[0], Sign)]
    had = {name for each in asked for name in each.services}
    named = bool(times or reading.mentions)
    same = all(fits(each, [one.start for one in asked]) for each in times)
    same = same and all(had & {*each.names} for each in reading.mentions)
    elsewhere = any(reading.text.word(each.start) != "de" for each in reading.spans("elsewhere"))
    if (
        not (asked and named and same and not elsewhere)
        or reading.asks
        or reading.has("cannot", *_MORE)
    ):
        return False
    left = reading.left_over("yes", "no", "thanks", "greeting", "own")
    return {reading.text.word(at) for at in left} <= _LIGHT


_LIGHT = listed("la el lo de del esa ese eso si pues por favor porfa a las que tengo")
