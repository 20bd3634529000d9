"""«No la canceles, déjala como está»: what was about to be given up stays (R37)."""

import re
from collections.abc import MutableMapping, Sequence
from datetime import date

from atrevete_core.ports.language_model import Question

from ..mention import Mention
from ..reading import Reading
from ..temporal.items import Days, Sign
from ..text.notation import Found
from ..text.words import Text, listed
from ..which_and_target import fits, spoken_of
from .moving import takes_out

_TAKES_OUT = ("cancel", "anul", "borr", "quit", "suspend", "elimin", "cambi", "muev", "mov")
#: Between "no" and the verb that it denies.
_LIGHT = listed(
    "la lo las los me nos te os se le les que quiero queria hace falta vamos voy a hay ocurra "
    "hagas vaya vayas vayais vayan ira iras ireis iran ir ser es era para pienso pensaba digo "
    "decia usted ustedes vosotras por favor porfa porfavor todavia aun"
)
_FAR = 7
_ENDS = frozenset({"", ",", ".", "!", "|"})
#: «antes de cancelar», «en vez de anularla»: nor that.
_RATHER = frozenset({("antes", "de"), ("antes", "que"), ("vez", "de"), ("lugar", "de")})


def is_kept(text: Text, said: Found[str]) -> bool:
    """Whether a "no" before it takes the wish back: «no la canceles», «mejor no la cancelo»."""
    verb = next(
        (at for at in range(said.start, said.end) if text.word(at).startswith(_TAKES_OUT)), None
    )
    if verb is None:
        return False
    if text.word(said.end) == "no" and text.word(said.end + 1) in _ENDS:
        return True  # «cancelar no»
    for at in range(verb - 1, max(-1, verb - 1 - _FAR), -1):
        if text.word(at) in {"no", "ni", "sin", "tampoco", "nunca"}:
            return True
        if (text.word(at - 1), text.word(at)) in _RATHER:
            return True
        if text.word(at) not in _LIGHT:
            return False
    return False


def drop_what_is_none(reading: Reading, found: MutableMapping[str, list[Found[str]]]) -> None:
    """Words for cancelling and moving that do neither: «quitar el esmalte», «no la canceles»,
    «me voy a retrasar».
    """
    text = reading.text
    kept = [each for each in found.get("cancel", []) if is_kept(text, each)]
    found["keep"] = [*found.get("keep", []), *kept]
    none_had = [
        named
        for said in found.get("cancel", [])
        if _THAT_OF.fullmatch(text.between(said.start, said.end))
        for named in _not_had(reading, said)
    ]
    for intent in ("cancel", "cancel_now", "change"):
        found[intent] = [
            each
            for each in found.get(intent, [])
            if not any(m.start <= each.start < m.end for m in reading.mentions)
            and not is_kept(text, each)
            and not (intent == "change" and _is_ruled_out(text, each))
            and not _takes_out(each, reading)
            and not _drops_by(each, text)
            and not _only_supposed(reading, each)
            and not (intent == "cancel" and _is_inside(found["keep"], each))
            and not _refuses_an_hour(reading, each)
            and text.word(each.end) != "nombre"
        ]
    reading.mentions = [each for each in reading.mentions if each not in none_had]
    if reading.situation.upcoming:
        found["cannot"] = [
            e for e in found.get("cannot", []) if not _is_away_another_day(reading, e)
        ]
    for bargain in reading.spans("discount"):  # «¿no me lo dejas en 50?»
        found["change"] = [
            each
            for each in found["change"]
            if each.end <= bargain.start or bargain.end <= each.start
        ]
        found["book"] = [
            each
            for each in found["book"]
            if each.end < bargain.start - 1 or bargain.end <= each.start
        ]
    if any(text.word(each.start) in {"me", "nos"} for each in reading.spans("late")):
        found["change"] = [each for each in found["change"] if not reading.inside("late", each)]


def _is_inside(longer: Sequence[Found[str]], said: Found[str]) -> bool:
    """«no voy», in «no voy a cancelarla»."""
    return any(
        each.start <= said.start and said.end <= each.end and len(each) > len(said)
        for each in longer
    )


def _is_ruled_out(text: Text, said: Found[str]) -> bool:
    """«cambiarla de día no puedo, anúlela»: not «cambiarla, no puedo ir»."""
    return _CANNOT.match(text.between(said.end, said.end + _FAR)) is not None


_CANNOT = re.compile(
    r"(?:(?:de|dia|hora|fecha|ahora|ya|la|lo|cita) )*no (?:puedo|podre|podria|quiero|voy a poder)\b"
)


def _only_supposed(reading: Reading, said: Found[str]) -> bool:
    """«¿y qué pasa si luego no puedo ir?», of somebody who has no appointment."""
    if reading.situation.has_upcoming or not reading.asks:
        return False
    return "si" in reading.text.words(max(0, said.start - _SUPPOSED), said.start + 1)


def _refuses_an_hour(reading: Reading, said: Found[str]) -> bool:
    """«no puedo ir por la mañana», of somebody who has no appointment then."""
    now = reading.situation
    books = now.services or now.offered or (reading.mentions and not now.has_upcoming)
    cannot = {"no", "imposible"} & {*reading.text.words(said.start, said.end)}
    if not books or not cannot or takes_out(reading, said):
        return False
    starts = [each.start for each in now.upcoming]
    start, end = reading.clause(said.start)
    times = [each for each in reading.items if start <= each.start < end]
    named = [each for each in times if not isinstance(each.values[0], Sign)]
    if named:
        return len(named) < len(times) and not any(fits(each, starts) for each in named)
    return bool(now.offered) and "esa hora" in reading.text.between(start, end)


#: Words between the "si" and what is supposed.
_SUPPOSED = 8


def _is_away_another_day(reading: Reading, said: Found[str]) -> bool:
    """«estaré de viaje la semana que viene, ¿me confirmas la cita del jueves?»: the journey hinders
    only what is then.
    """
    if reading.text.word(said.end - 1) not in {"fuera", "viaje"}:
        return False
    start, end = reading.part(said.start)
    named = [each for each in (*reading.items, *reading.told) if isinstance(each.values[0], Days)]
    then = [each.values[0] for each in named if start <= each.start < end]
    own = [each.start.date() for each in reading.situation.upcoming]
    if any(_holds(each, day) for each in then for day in own):
        return False
    return reading.has(*_ONLY_TOLD) or (bool(then) and len(named) == len(then))


def _holds(value: object, day: date) -> bool:
    return isinstance(value, Days) and (value.first or day) <= day <= (value.last or day)


#: Beside these a journey is only told of.
_ONLY_TOLD = ("my_appointments", "confirm", "keep", "price", "duration")


def _takes_out(said: Found[str], reading: Reading) -> bool:
    """«el secado quítalo»: a service, not the appointment; unless that was asked about."""
    if reading.question in {Question.CANCEL, Question.CANCEL_WITHOUT_REFUND}:
        return False
    draft = set(reading.situation.services)
    if _THAT_OF.fullmatch(reading.text.between(said.start, said.end)) and (
        _not_had(reading, said) or (draft and not reading.situation.upcoming)
    ):
        return True  # «quita lo del viernes, mejor el sábado», of what is being booked
    offered = reading.question is Question.PACK or not reading.situation.upcoming
    if any(
        reading.text.between(mention.end, said.start) in {"", ","}
        and (offered or draft & set(mention.names))
        for mention in reading.mentions
    ):
        return True
    known = draft | {*reading.situation.choices}
    if _TAKE_IT_OUT.fullmatch(reading.text.word(said.start)) and any(
        known & set(mention.names) for mention in reading.mentions
    ):
        return True  # «de las cejas ya se encargó mi hermana, quítalas»
    several = len(draft) > 1 or len(reading.mentions) > 1
    return several and any(  # «anula el barro y deja lo demás»
        said.start < mention.start <= said.end + _BEFORE_IT
        and draft & set(mention.names)
        and not {",", "."} & set(reading.text.words(said.start, mention.start))
        for mention in reading.mentions
    )


def _not_had(reading: Reading, said: Found[str]) -> list[Mention]:
    """«me quitas lo de las cejas de la ficha», of somebody who has a cut: nothing is cancelled."""
    had = {name for each in reading.situation.upcoming for name in each.services}
    named = [each for each in reading.mentions if 0 <= each.start - said.end < _BEFORE_IT]
    return [each for each in named if had and not had & {*each.names}]


_THAT_OF = re.compile(r"(?:quit|borr|elimin)\w*(?: me)? (?:la|lo) del?(?: .*)?")
_TAKE_IT_OUT = re.compile(r"(?:quit|sac|borr|elimin)\w*l[oa]s?")
#: Between a verb that takes out and what it takes out: «lo del».
_BEFORE_IT = 2


def _drops_by(said: Found[str], text: Text) -> bool:
    """«me podría pasar el jueves»: they come; «¿me la podría pasar al jueves?» moves it."""
    if text.between(said.start, said.end) != "pasar":
        return False
    me, can = text.word(said.start - 2), text.word(said.start - 1)
    return (
        me in {"me", "nos"} and can in _CAN and text.word(said.end) not in {"a", "al", "la", "lo"}
    )


_CAN = listed("puedo podria podemos podriamos")


def keeps(reading: Reading) -> bool:
    """An appointment that exists stays as it is, and nothing else is wanted."""
    others = reading.has("cancel", "cancel_now", "change", "late", "cannot") or reading.moves
    own = spoken_of(reading)  # «y el corte déjalo», when the rest was taken out
    had = {*own.services} if own else set()
    others = others or not all(had & {*each.names} for each in reading.mentions)
    return (
        reading.has("keep")
        and bool(reading.situation.upcoming)
        and not (others or reading.situation.offered or reading.asks)
    )
