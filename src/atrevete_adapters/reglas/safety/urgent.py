"""What goes before everything else: danger, health, threats, a person (R30, R38, R48-R56)."""

import re
from typing import Literal, get_args

from atrevete_core.domain.commands import (
    AskIdentity,
    AskPrivate,
    CallPerson,
    Command,
    Offend,
)
from atrevete_core.domain.conversation import EscalationReason
from atrevete_core.ports.language_model import Question

from ..people.how_many import counted
from ..reading import Reading
from ..text.notation import Found
from ..text.words import BREAK, fold, listed
from ..vocabulary.kinds import words_of_kind
from .complaints import complains
from .only_told import is_no_wish_to_die, is_only_told
from .strangers import touches_a_strangers
from .swearing import offends

About = Literal[
    "self_harm", "emergency", "threat", "minor", "medical", "complaint", "privacy", "other_phone",
    "asked", "off_hours", "group", "invoice", "gift_card", "supplier",
]  # fmt: skip

#: Intent of safety.toml → what it is about, most urgent first.
_URGENT: tuple[tuple[str, About], ...] = (
    ("self_harm", "self_harm"),
    ("emergency", "emergency"),
    ("threat", "threat"),
    ("minor", "minor"),
    ("medical", "medical"),
    ("complaint", "complaint"),
    ("privacy", "privacy"),
    ("other_phone", "other_phone"),
    ("person", "asked"),
    ("group", "group"),
    ("off_hours", "off_hours"),
    ("invoice", "invoice"),
    ("gift_card", "gift_card"),
    ("supplier", "supplier"),
)
#: Who may be meant by a question about the staff, beside the stylists' names.
_STAFF = words_of_kind("staff")
#: What a health word is no question about: a reason for changing plans.
_REASONS = (
    "fiebre",
    "covid",
    "gripe",
    "varicela",
    "vomit",
    "gastro",
    "migraña",
    "duel",
    "dolor",
    "conjuntivitis",
    "dermatolog",
    "ginecolog",
    "medic",
    "urgencias",
    "oper",
    "cirugia",
    "receta",
    "ambulancia",
)
#: «tengo 13 pero mi madre me deja», «tengo 15, ¿puedo ir sola?».
_AFTER_AN_AGE = listed("pero y , . | ? ! en el la puedo ya aun todavia hoy mañana e -") | {""}
#: Larger groups need no counting.
MOST_COUNTED = 12
#: Too few letters to guess an emergency from.
_SHORT = 4
_MEDICAL = frozenset({"medical", "emergency"})
#: What a mended spelling alone is no proof of: «CVV» is no «CV».
_GUESSED = _MEDICAL | {"supplier"}
assert {about for _, about in _URGENT} <= set(get_args(About))  # noqa: S101


def urgent(reading: Reading) -> Command | None:
    """The one thing that matters now, if there is one."""
    for intent, about in _URGENT:
        misread = about in _GUESSED and all(
            _is_misread(reading, each) for each in reading.spans(intent)
        )
        if _is_said(reading, intent) and not (misread or _harmless(reading, intent)):
            reason = (
                EscalationReason.MEDICAL if about in _MEDICAL else EscalationReason.MANUAL_REQUEST
            )
            return CallPerson(reason=reason, about=about)
    if offends(reading):
        return Offend()
    if asks_private(reading):
        return AskPrivate()
    return AskIdentity() if reading.has("identity") else None


def _is_said(reading: Reading, intent: str) -> bool:
    return complains(reading) if intent == "complaint" else reading.has(intent)


def asks_private(reading: Reading) -> bool:
    """Somebody else's appointments, or the private life of the staff (R53)."""
    wishes = bool(reading.mentions) and not reading.asks  # «se viene mi amiga, ella barro»
    if (reading.has("other_people") and not wishes) or touches_a_strangers(reading):
        return True
    has = reading.spans("somebody_has")
    if any(_names_somebody(reading, each.end) or _is_had_by(reading, each) for each in has):
        return True
    return any(_is_of_staff(reading, each) for each in reading.spans("staff_private"))


def _names_somebody(reading: Reading, index: int) -> bool:
    """A name right after: «¿tiene cita hoy María López?»."""
    while reading.text.word(index) in {"la", "mi", "de"}:
        index += 1
    return index in reading.names or any(each.start == index for each in reading.stylists)


def _is_had_by(reading: Reading, span: Found[str]) -> bool:
    """«¿me dices si Ana tiene cita?»; of Pilar, who works there, room is asked for."""
    name = span.start - 1
    staff = any(each.start <= name < each.end for each in reading.stylists)
    own = reading.text.word(name) == fold(reading.situation.first_name)
    return name in reading.names and reading.asks and not (staff or own or reading.mentions)


def _is_of_staff(reading: Reading, span: Found[str]) -> bool:
    words = reading.text.words(span.end - 1, span.end + 3)
    stylists = any(span.start - 3 <= each.start <= span.end + 2 for each in reading.stylists)
    return stylists or bool(_STAFF & set(words))


def _harmless(reading: Reading, intent: str) -> bool:
    """Words that only look so: a "bono" of the catalogue, "sensitivo" in a service's name."""
    spans = reading.spans(intent)
    if intent == "gift_card" and (_names_a_bono(reading) or reading.has("price")):
        return not any(_USES_IT.search(reading.text.between(*_span(each))) for each in spans)
    if intent == "group":
        return _is_counted(reading) or _is_no_bride_there(reading) or _is_a_guest(reading)
    if intent in _HARMLESS_IF:
        return all(_HARMLESS_IF[intent](reading, each) for each in spans)
    return intent in _MEDICAL and _is_no_danger(reading, intent)


def _names_a_bono(reading: Reading) -> bool:
    """«el bono de senos» is of the catalogue; «bonos de manicura» is none of it."""
    names = [name.casefold() for each in reading.mentions for name in each.names]
    return any(_BONO in name.split() for name in names)


def _is_no_danger(reading: Reading, intent: str) -> bool:
    """Grave words of something else, a reason for a change of plans, a treatment's own name."""
    spans = [each for each in reading.spans(intent) if not is_only_told(reading, each)]
    keeps = bool(reading.situation.upcoming) and reading.has("keep")
    if keeps or reading.has("change", "cancel", "cancel_now", "late"):
        return all(_is_a_reason(reading, each) for each in spans)
    if intent != "medical":
        return not spans
    return all(
        _is_why_it_is_wanted(reading, each) or _is_in_a_name(reading, each) for each in spans
    )


def _is_in_a_name(reading: Reading, span: Found[str]) -> bool:
    return any(each.start <= span.start and span.end <= each.end for each in reading.mentions)


def _is_why_it_is_wanted(reading: Reading, span: Found[str]) -> bool:
    """«el viernes un infoactivo fuerza, que se me cae el pelo»: the treatment is chosen, and
    nothing is asked about it.
    """
    if reading.asks or not reading.items or "cae" not in reading.text.words(span.start, span.end):
        return False
    chosen = any(each.clear and each.end <= span.start for each in reading.mentions)
    return chosen and reading.text.word(span.start - 1) in {"que", "porque", "pq", "pues"}


def _is_misread(reading: Reading, span: Found[str]) -> bool:
    """«sóc jo»: a short word that only a mended spelling turns into a danger."""
    written = fold(reading.text.written(span.start, span.end))
    word = " ".join(reading.text.words(span.start, span.end))
    return len(written) <= _SHORT and written != word


def _is_about_opening(reading: Reading, span: Found[str]) -> bool:
    """«¿los sábados hay alguien?» asks for the hours, not for a person."""
    words = set(reading.text.words(span.start, span.end))
    dated = bool(reading.items) or "dia" in reading.text.words()
    return "hay" in words and "alguien" in words and len(words) == len({"hay", "alguien"}) and dated


def _is_no_call(reading: Reading, span: Found[str]) -> bool:
    if reading.text.word(span.end) == "si" or reading.text.word(span.start - 1) == "si":
        return True  # «llamadme si hay algún problema»
    if reading.has("identity") and "hay" in reading.text.words(span.start, span.end):
        return True  # «¿hay alguien ahí o eres un robot?»: she says what she is
    if _is_a_knock(reading, span) or _is_a_sign(reading, span) or _tells_a_name(reading, span):
        return True
    return _is_about_opening(reading, span) or _is_their_own_boss(reading, span)


def _is_a_knock(reading: Reading, span: Found[str]) -> bool:
    """«hola, ¿hay alguien?» is answered; «¿hay alguien con quien hablar?» wants a person."""
    said = {*reading.text.words(span.start, span.end)} <= {"hay", "alguien", "ahi", "por"}
    after = {"", "ahi", "?", "!", ".", ",", BREAK}
    return said and reading.text.word(span.end) in after


def _tells_a_name(reading: Reading, span: Found[str]) -> bool:
    """«llámame Lali», «llámame como quieras», to "¿cómo te llamas?"."""
    asked = reading.question in (Question.NAME, Question.NAME_CHECK, Question.THIRD_NAME)
    if not asked or not reading.text.word(span.end - 1).startswith("llam"):
        return False
    then = reading.text.written(span.end, span.end + 1)
    return then[:1].isupper() or then == "como"


#: Whoever stands before the door.
_STANDS = listed(
    "estoy estamos llevo llevamos llegado llegue esperando toco tocando llamo llamando"
)


def _is_a_sign(reading: Reading, span: Found[str]) -> bool:
    """«en la puerta pone que está cerrado, ¿abrís mañana?» asks for the hours."""
    closed = reading.text.word(span.end - 1) == "cerrado"
    stands = _STANDS & {*reading.text.words(*reading.clause(span.start))}
    return closed and not stands and (reading.asks or bool(reading.items))


def _is_their_own_boss(reading: Reading, span: Found[str]) -> bool:
    """«la jefa me ha cambiado el turno», «he quedado con el responsable de la obra»: of their own
    work, unless that is all that is said, or the one is asked for.
    """
    text = reading.text
    if text.word(span.end - 1) not in _BOSSES:
        return False
    before = set(text.words(max(0, span.start - _BESIDE), span.start + 1))
    if {"he", "hemos", "tengo", "quedado", "reunion"} & before and not _ASKED_FOR & before:
        return True
    first, last = reading.clause(span.start)
    alone = span.end - span.start <= _BOSS_ALONE and last - first > _FEW_WORDS
    return alone and not _ASKED_FOR & before


def _is_known_here(reading: Reading, span: Found[str]) -> bool:
    """«cambié de móvil y perdí todo», from the telephone whose appointments are known."""
    changed = any(word.startswith("cambi") for word in reading.text.words(span.start, span.end))
    return changed and bool(reading.situation.upcoming)


_BOSSES = listed("encargada encargado jefa jefe dueña dueño responsable gerente directora")
_BOSS_ALONE, _FEW_WORDS = 3, 6
_ASKED_FOR = listed(
    "quiero quisiera querria queria necesito exijo pasame paseme pasadme ponme pongame ponedme "
    "llame llamen conteste atienda venga avisa avise avisen avisad dile digale decidle queja exigir"
)


def _is_a_reason(reading: Reading, span: Found[str]) -> bool:
    """«tengo médico, ¿me cambias la cita?» and «estoy con fiebre, anúlala» ask nothing about
    health; what is asked of a treatment, or what it has done, is never a mere reason.
    """
    return any(word.startswith(_REASONS) for word in reading.text.words(span.start, span.end))


def _is_counted(reading: Reading) -> bool:
    """«somos seis» is counted by the bookings; the flow knows the salon's own limit (R56)."""
    spans = reading.spans("group")
    return all("n" in span.held for span in spans) and people_said(reading) <= MOST_COUNTED


def _is_a_guest(reading: Reading) -> bool:
    """«un peinado de boda, no soy la novia, soy invitada»."""
    return all(
        reading.text.between(each.start, each.end) == "soy la novia"
        and reading.text.word(each.start - 1) == "no"
        for each in reading.spans("group")
    )


#: What was given or bought before is not paid again: a person sees to it.
_BONO = "bono"
_USES_IT = re.compile(r"regal|canje|gast|usar|utiliz|aplic|caduc|\btengo\b")
_BRIDAL = tuple(words_of_kind("a_brides"))


def _is_no_bride_there(reading: Reading) -> bool:
    """«y me añades el labio, que me caso en dos semanas»: why, of nothing that a bride is told
    apart by (R56).
    """
    said = {word for each in reading.spans("group") for word in reading.text.words(*_span(each))}
    named = [*reading.situation.services, *(name for e in reading.mentions for name in e.names)]
    dressed = any(fold(name).startswith(_BRIDAL) for name in named)
    return bool(reading.situation.services) and said <= {"me", "caso", "mi", "boda"} and not dressed


def _span(said: Found[str]) -> tuple[int, int]:
    return said.start, said.end


def _is_no_age(reading: Reading, span: Found[str]) -> bool:
    """«tengo 10 minutos», «tengo 12 uñas que arreglar», «tengo 10 años de experiencia»: only the
    years of a life make somebody young.
    """
    if "años" in reading.text.words(span.start, span.end + 1) and _of_practice(reading, span):
        return True
    number = any(word.isdecimal() for word in reading.text.words(span.start, span.end))
    years = {"años", "medio"} & set(reading.text.words(span.start, span.end))
    after = reading.text.word(span.end)
    return number and not years and after not in _AFTER_AN_AGE


def _of_practice(reading: Reading, span: Found[str]) -> bool:
    ends = span.end + (reading.text.word(span.end) == "años")
    return reading.text.word(ends) in {"de", "trabajando", "como"}


_NOT_MEANT = words_of_kind("dies_of")
_LOOKS = words_of_kind("looks")
_LAUGHS = re.compile(r"(?:^| )(?:(?:ja|je|ji|ha){2,}\w*|jaj|xd+|😂|🤣|😅|lol) ")


def _is_a_manner(reading: Reading, span: Found[str]) -> bool:
    """«de la vergüenza me quiero morir», «con estas raíces me quiero morir jajaja»."""
    text = reading.text
    around = text.words(max(0, span.start - _BESIDE), span.end + _BESIDE)
    if "morir" not in "".join(text.words(span.start, span.end)):
        return False
    of = any(
        first == "de" and ({then, after} & _NOT_MEANT)
        for first, then, after in zip(around, around[1:], [*around[2:], ""], strict=False)
    )
    laughs = _LAUGHS.search(text.line) is not None
    return of or (laughs and bool(_LOOKS & set(text.words())))


def _is_no_own_life(reading: Reading, span: Found[str]) -> bool:
    of_others = _is_of_others(reading, span) or is_no_wish_to_die(reading, span)
    return _is_a_manner(reading, span) or of_others


def _is_of_others(reading: Reading, span: Found[str]) -> bool:
    """«te voy a matar» threatens; «me voy a matar» is the writer's own life."""
    own = {"me", "mi", "morir", "morirme"} & {
        *reading.text.words(max(0, span.start - 1), span.end + 1)
    }
    return reading.has("threat") and not own


_BESIDE = 5
_HARMLESS_IF = {
    "other_phone": _is_known_here,
    "person": _is_no_call,
    "minor": _is_no_age,
    "self_harm": _is_no_own_life,
}


def _is_a_date(reading: Reading, span: Found[str]) -> bool:
    """«cita para 5 de enero» counts no people."""
    return any(item.start < span.end < item.end for item in reading.items)


def people_said(reading: Reading) -> int:
    """How many people come, as said: «somos tres», «para dos personas»; 0 when not said."""
    numbers = reading.moment.words.numbers
    said = [
        numbers.get(word, int(word) if word.isdecimal() else 0)
        for span in (*reading.spans("group"), *reading.spans("how_many"))
        if not _is_a_date(reading, span)
        for word in reading.text.words(span.start, span.end)
        if word.isdecimal() or word in numbers
    ]
    return max([counted(reading), *said])
