"""What a service costs, how long it takes, what it is, and which one is better (R10, R41, R42)."""

import re
from collections.abc import Sequence

from atrevete_core.domain.catalogue import are_alternatives
from atrevete_core.domain.commands import (
    AskAboutServices,
    AskConsultation,
    AskDiscount,
    AskTotal,
    Command,
)
from atrevete_core.ports.language_model import Question

from ..mention import Mention
from ..names.said import is_name_question
from ..reading import Reading
from ..services.named_apart import each_apart
from ..services.spoken import of_spoken, spoken_of_before
from ..text.notation import Found
from ..text.words import listed
from ..wanted.refusing import is_refused
from ..wanted.wished import services_of
from ..which_and_target import spoken_of
from ..wishes.packs import pack_with
from .asides import adds_to_back

_ABOUT_SERVICES = ("price", "duration", "what_is")
_GOES_ON = listed(
    "? . , | y e o con mas + tambien el la los las de del un una lo eso precio tb por "
    "para cuanto seria valen vale tambien llevan"
)


def services_asked(reading: Reading) -> list[tuple[int, Command]]:
    spans = [
        *(
            span
            for intent in _ABOUT_SERVICES
            for span in reading.spans(intent)
            if _is_of_service(reading, span, intent) and not _is_open(reading, span)
        ),
        *(span for span in reading.spans("offers") if _is_offer(reading, span.end)),
    ]
    if (
        reading.has("compare")
        and not _is_decided(reading)
        and (len(reading.mentions) >= 2 or not reading.has("price", "duration"))
    ):
        names, unclear = services_of(reading, reading.mentions)
        open_ = (name for each in unclear for name in each.candidates)
        either = tuple(dict.fromkeys((*each_apart(reading, names), *open_)))
        return [(reading.spans("compare")[0].start, AskConsultation(between=either[:4]))]
    if reading.has("consultation") and not spans and not reading.has("book", "availability"):
        return []
    if adds(reading) and (spans or reading.has("total")):
        return [(len(reading.text), AskTotal())]
    if reading.has("total") and reading.mentions and _asks_deposit(reading):
        asked = spans or reading.spans("total")
        return [*_priced(reading, asked), (len(reading.text), AskTotal())]
    if reading.has("total") and not (reading.mentions and not reading.situation.services):
        return [(reading.spans("total")[0].start, AskTotal())]
    ours = reading.mentions or not reading.has("not_offered")
    return _priced(reading, spans) if spans and ours else []


def _priced(reading: Reading, spans: list[Found[str]]) -> list[tuple[int, Command]]:
    asked = _asked_mentions(reading, sorted(span.start for span in spans))
    refused = {name for each in asked if is_refused(reading, each) for name in each.names}
    asked = [each for each in asked if not is_refused(reading, each)]
    names, unclear = services_of(reading, [of_spoken(each, reading) for each in asked])
    spoken = spoken_of_before(reading)
    if refused & {*spoken}:  # «¿y sin el secado?», «¿y en vez del secado, peinado?»
        kept = (name for name in spoken if name not in refused)
        names = tuple(dict.fromkeys((*kept, *names)))
    names = each_apart(reading, names)
    if not names and not unclear:
        names = reading.situation.services or _of_own(reading)
        if not names and not reading.asks and len(reading.text) > 8:
            return []
    with_pack = [each.pack for _, each in pack_with(reading, names) if each.pack not in names]
    names = (*names, *filter(None, with_pack))  # «¿las mechas? ¿y con el pack?»
    return [(spans[0].start, AskAboutServices(services=names, unclear=unclear))]


def _is_of_service(reading: Reading, span: Found[str], intent: str) -> bool:
    """«¿qué es el barro gold?», but not «es que es la Almudena»."""
    if reading.text.between(span.start - 1, span.start + 2) == ", que es" and not reading.asks:
        return False  # «a las 11, que es lo primero»
    if reading.text.word(span.start - 1) in {"es", "ya"} and not reading.asks:
        return False  # «es que son 48 euros»
    if intent != "what_is" and reading.text.word(span.start) != "que":
        return True
    first, last = reading.clause(span.start)
    return not reading.mentions or any(first <= e.start < last for e in reading.mentions)


def _is_offer(reading: Reading, end: int) -> bool:
    """«¿hacéis uñas de gel?»: the service follows at once."""
    asks = reading.asks and not reading.has("availability")
    return asks and any(end <= each.start <= end + 1 for each in reading.mentions)


def _asked_mentions(reading: Reading, starts: Sequence[int]) -> list[Mention]:
    """What stands in the sentences that ask, or goes on after them; else all that is named."""
    inside: list[Mention] = []
    for first, last in dict.fromkeys(map(reading.clause, starts)):
        end, here = last, [e for e in reading.mentions if first <= e.start < last]
        for each in reading.mentions:
            if here and each.start >= end and _goes_on(reading, end, each.start):
                here.append(each)
                _, end = reading.clause(each.start)
        inside += [each for each in here if each not in inside]
    return inside or reading.mentions


def _is_decided(reading: Reading) -> bool:
    """«no me decido: la consulta gratuita, el jueves»: that is the decision."""
    names = [name for each in reading.mentions for name in each.names]
    free = all(name.casefold().startswith("consulta") for name in names)
    return bool(names) and bool(reading.items) and free


def _asks_deposit(reading: Reading) -> bool:
    """«¿y cuánto pago ahora y cuánto allí?» beside the prices (R42)."""
    words = {
        word for each in reading.spans("total") for word in reading.text.words(each.start, each.end)
    }
    return bool(words & {"pago", "pagar", "anticipo", "adelantar", "ahora", "señal"})


def adds(reading: Reading) -> bool:
    """«¿y si añado secado, cuánto sería?»: to what is spoken of."""
    now = reading.situation
    asked = reading.question is Question.ANYTHING_ELSE or is_name_question(reading.question)
    spoken = now.services or (asked and now.choices and not are_alternatives(now.choices))
    new = [each for each in reading.mentions if each.clear and each.names[0] not in now.services]
    joins = reading.has("adding") or (_AND_ALSO.match(reading.text.line) and not reading.asks)
    return bool(spoken and new and joins) or adds_to_back(reading)


#: «y un peinado», «ah y el secado», after the prices were told.
_AND_ALSO = re.compile(
    r"(?:(?:ah|vale|ok|si|bueno) )?(?:, )?y (?:(?:ponme|quiero|me pones|hazme) )?"
    r"(?:(?:el|la|los|las|un|una|unas|unos) )?(?!luego|si |a |para |el |que )\w+(?: \w+){0,3} ?$"
)


def _goes_on(reading: Reading, end: int, start: int) -> bool:
    """«¿cuánto cuestan las cejas? ¿y la manicura?»: nothing but small words between."""
    return set(reading.text.words(end, start)) <= _GOES_ON


def _is_open(reading: Reading, span: Found[str]) -> bool:
    """«¿cuánto me dura el tinte puesto?» asks for no minutes."""
    return any(
        each.start < span.end and span.start < each.end for each in reading.spans("open_question")
    )


def _of_own(reading: Reading) -> tuple[str, ...]:
    """«¿y cuánto dura?», of the appointment that was just spoken of."""
    all_own = reading.situation.upcoming
    own = spoken_of(reading) or (all_own[0] if len(all_own) == 1 else None)
    return own.services if own else ()


def haggles(reading: Reading) -> list[tuple[int, Command]]:
    """«¿me hacéis un descuentito?»: beside whatever else is wanted."""
    spans = reading.spans("discount")
    if not spans:
        return []
    names, unclear = services_of(reading, reading.mentions)
    asked = AskAboutServices(services=names, unclear=unclear)
    booking = reading.has("book", "availability") or bool(reading.items)
    price = [(spans[0].start + 1, asked)] if (names or unclear) and not booking else []
    return [(spans[0].start, AskDiscount()), *price]
