"""Words that lean on something else: «las dos» on what was asked, «con Jonathan» on the team."""

import re
from collections.abc import Sequence

from atrevete_core.domain.catalogue import Category
from atrevete_core.domain.commands import (
    Accept,
    AskAboutServices,
    AskConsultation,
    AskTotal,
    Book,
    ChooseSlot,
    ChooseStylist,
    ChooseWhen,
    Command,
    DayRange,
    NotUnderstood,
    Refuse,
    Thank,
    When,
)
from atrevete_core.ports.language_model import Question

from ..background.how_done import tells_how
from ..names.said import is_name_question
from ..reading import Reading
from ..temporal.items import Sign
from ..text.words import listed
from ..vocabulary.kinds import words_of_kind

#: What was spoken of before, by its number.
_BACK = (
    *(
        f"{article} {count}{thing}"
        for article in ("las", "los")
        for count in ("dos", "2", "tres", "3")
        for thing in ("", " cosas", " servicios")
    ),
    *("ambas", "ambos", "todo eso"),
)
#: «¿abrís el 12? Es para un barro»: questions beside which a service that is named is wanted.
ABOUT_THE_SALON = frozenset({"ask", "ask_opening", "ask_other", "ask_discount"})
_BACK_QUESTIONS = frozenset(
    {
        None, Question.SERVICE, Question.NAME, Question.NAME_CHECK, Question.ANYTHING_ELSE,
        Question.CONSULTATION, Question.DAY,
    }
)  # fmt: skip


def unknown_stylist(reading: Reading) -> list[tuple[int, Command]]:
    """«con Jonathan», who does not work here: the flow says who does."""
    if reading.people:
        return []
    place = next(
        (index for index in sorted(reading.names) if reading.text.word(index - 1) == "con"), None
    )
    if place is None:
        return []
    return [(place, ChooseStylist(stylist=reading.text.written(place, place + 1)))]


def adds_to_back(reading: Reading) -> bool:
    """«las dos cosas el jueves, y también el labio»: more than what was spoken of."""
    situation = reading.situation
    if situation.services or reading.people or reading.question not in _BACK_QUESTIONS:
        return False
    fresh = [each for each in reading.mentions if each.names[0] not in situation.choices]
    if not fresh or not fresh[0].clear:
        return False
    start = fresh[0].start
    more = _MORE & set(reading.text.words(max(0, start - _NEAR), start))
    return bool(more) and any(_says_back(reading, phrase, start) for phrase in _THINGS)


def _says_back(reading: Reading, phrase: str, until: int) -> bool:
    """Not «a las dos», nor «manicura las dos», which is what two people want."""
    line = f" {reading.text.line}"
    at = line.find(f" {phrase} ")
    if at < 0 or line[: at + 1].endswith((" a ", " la de ")):
        return False
    index = reading.text.index_at(at)
    return index < until and not any(each.end == index for each in reading.mentions)


_MORE = listed("y e mas + tambien ademas añade añademe suma ponme con")
_NEAR = 4


#: What is spoken of, with more than one thing in it; «los dos» may be people.
_THINGS = (
    *(phrase for phrase in _BACK if not phrase.startswith("los")),
    "los dos servicios", "los tres servicios", "todo eso", "eso", "todo",
)  # fmt: skip


def refers_back(reading: Reading) -> bool:
    """«las dos el martes por la tarde»: what was spoken of, unless it is an hour."""
    situation = reading.situation
    if situation.services or reading.mentions or reading.question not in _BACK_QUESTIONS:
        return False
    line = f" {reading.text.line}"
    return any(
        f" {phrase} " in line and f"a {phrase} " not in line and f" la de {phrase} " not in line
        for phrase in _BACK
    )


def how_many(reading: Reading) -> int:
    """How many things "las dos", "ambas", "los tres" are; one, when no number is said."""
    line = f" {reading.text.line}"
    if any(f" {article} {three} " in line for article in ("las", "los") for three in ("tres", "3")):
        return 3
    return 2 if any(f" {phrase} " in line for phrase in _BACK if "tres" not in phrase) else 1


_FIRST = listed("primero primera empezad empezamos empieza empezar antes mejor")
_ABOUT = {
    Category.HAIR: listed("pelo peluqueria cabello"),
    Category.BEAUTY: listed("estetica uñas belleza"),
}


def begins_with_second(reading: Reading) -> tuple[str, ...]:
    """«empezad por el pelo», when the other was proposed first: all of it, in that order."""
    catalogue = reading.situation.catalogue
    drafted = [each for name in reading.situation.services if (each := catalogue.named(name))]
    words = set(reading.text.words())
    named = {each.category for m in reading.mentions if (each := catalogue.named(m.names[0]))}
    named |= {category for category, said in _ABOUT.items() if said & words}
    if not drafted or len(named) != 1 or drafted[0].category in named or not _FIRST & words:
        return ()
    ordered = sorted(drafted, key=lambda each: each.category not in named)
    return tuple(each.name for each in ordered)


def begins_with_first(reading: Reading) -> bool:
    """«primero el peinado», or only the hour, when the first of two bookings is proposed."""
    catalogue = reading.situation.catalogue
    drafted = [catalogue.named(name) for name in reading.situation.services]
    named = [catalogue.named(each.names[0]) for each in reading.mentions if each.clear]
    first = drafted[0].category if drafted and drafted[0] else None
    return bool(named or reading.items) and all(each and each.category is first for each in named)


UNSURE = frozenset({"no se", "ni idea", "no lo se", "pues no se", "no lo tengo claro", "uf no se"})
_PROPOSE = words_of_kind("propose")


def unsure(reading: Reading) -> list[tuple[int, Command]]:
    """«no sé», when Maite has asked for a service."""
    asked = reading.question in {Question.SERVICE, Question.WHICH_SERVICE}
    if not asked or reading.text.line.strip(" .!,") not in UNSURE:
        return []
    return [(0, AskConsultation(between=reading.situation.choices))]


def in_doubt(reading: Reading) -> bool:
    """«pues no sé cuál coger», «no me aclaro»: that is no no."""
    return _DOUBTS.search(reading.text.line) is not None


_DOUBTS = re.compile(r"\bno (?:se|me aclaro|me decido|lo se|lo tengo claro|lo veo claro)\b")


def any_day(reading: Reading) -> list[tuple[int, Command]]:
    """«el que sea», «no sé, dame opciones», «¿qué tienes?», as an answer to «¿qué día?»."""
    if reading.question not in {Question.DAY, Question.NEW_DAY} or reading.stylists:
        return []
    words = reading.text.words()
    unsure = reading.text.line.strip(" .!") in UNSURE
    asks = reading.has("availability") or _PROPOSE & set(words) or words[:2] == ["que", "tienes"]
    if not (reading.has("any") or unsure or asks):
        return []
    return [(0, ChooseWhen(when=When(days=DayRange(first=reading.moment.today))))]


_AGE = re.compile(r"(?:.*\b)?(?:tiene|cumple|es de) \w+ (?:añ(?:it)?os|mes(?:it)?es)(?: ya)?$")


def tells_age(reading: Reading) -> bool:
    """«tiene ocho años», where a name was asked for: it is asked for again, and no more."""
    return is_name_question(reading.question) and bool(_AGE.match(reading.text.line.strip(" .!")))


def off_offer(reading: Reading) -> Command | None:
    """«tiene ocho años», where a name was asked for; «el primero», of the days or of what is not
    on offer any more.
    """
    if tells_age(reading):
        return Book()
    named = reading.positions()
    if not named or reading.situation.offered:
        return None
    if reading.question is Question.DAY and named[0][0] == 1:
        return ChooseWhen(when=When(soonest=True))
    return ChooseSlot(position=named[0][0])


def on_any_day(reading: Reading, when: When) -> When:
    """«el que sea, por la mañana», as an answer to «¿qué día?»."""
    open_ = when.days is None and not when.weekdays and not when.soonest
    any_ = reading.has("any") or "cualquier" in reading.text.words()
    if open_ and any_ and reading.question in {Question.DAY, Question.NEW_DAY}:
        return when.model_copy(update={"days": DayRange(first=reading.moment.today)})
    return when


def wishes_beside(reading: Reading, asked: Sequence[tuple[int, Command]], when: When) -> bool:
    """«El viernes 18 a las 12, corte y secado. ¿Cuánto sería?» is more than a question."""
    prices = any(isinstance(each, AskAboutServices | AskTotal) for _, each in asked)
    day = when.days is not None and when.days.first is not None and not when.weekdays
    return prices and day and bool(reading.mentions)


def takes_time(reading: Reading) -> bool:
    """«luego te digo», «dame un momento»: and nothing else is said."""
    said = reading.spans("take_time")
    inside = all(
        any(span.start <= item.start and item.end <= span.end for span in said)
        for item in reading.items
        if not isinstance(item.values[0], Sign)
    )
    strange = [
        at
        for at in reading.left_over("take_time", "greeting", "thanks", "yes", "takes_back")
        if not any("," in reading.text.words(at, span.start) for span in said)
    ]  # «tengo las manos ocupadas, luego te digo»
    chosen = {each.start for _, each in reading.positions()}  # «déjame que mire… vale, la segunda»
    chooses = reading.situation.offered and any(each > span.end for each in chosen for span in said)
    other = reading.asks or reading.mentions or reading.has("cancel", "change", "late") or chooses
    if puts_off(reading) and not (other or reading.has("cannot", "cancel_now", "own")):
        return True
    return bool(said) and inside and not other and len(strange) <= _FEW


def puts_off(reading: Reading) -> bool:
    """«lo tengo que hablar con mi marido, ya te diré algo», while nothing is being booked."""
    now = reading.situation
    if now.services or now.offered or now.waits_for_payment or now.question not in _IDLE:
        return False
    return _WILL_WRITE.search(reading.text.line) is not None


_IDLE = frozenset({None, Question.SERVICE, Question.ANYTHING_ELSE, Question.ATTENDANCE})
_WILL_WRITE = re.compile(
    r"\b(?:ya|y|luego|entonces|despues|pues|que yo) (?:te|os|le|les) (?:vuelvo a |volvere a )?"
    r"(?:dire|digo|escrib(?:o|ire|ir)|aviso|avisare|llamo|llamare|llamar|cuento|contare|comento"
    r"|hablare)\b(?! (?:una?|que|si|el|la|lo|para|por|de|desde) )"
    r"|\b(?:te|os|le|les) (?:dire|escribire|avisare|llamare|contare) "
    r"|\bya (?:vere|veremos|llamare|escribire|avisare|volvere|pedire|hablaremos)\b"
    r"|\bvuelvo a (?:escrib|llam)\w+|\bcuando (?:\w+ ){1,8}(?:pido|saco|cojo|reservo) "
)


_FEW = 3


def plain_answer(reading: Reading) -> Command:
    """Yes, no or thanks, with nothing that it answers; «de color voy bien» is heard and no more."""
    polite = reading.has("thanks", "bye")
    if reading.has("yes") and not reading.has("no"):
        return Thank() if polite else Accept()
    closes = reading.question is Question.SERVICE and not reading.asks
    if reading.starts_with("no") or (closes and reading.has("no")):
        return Refuse()
    told = reading.only_told or tells_how(reading.text)
    heard = told and bool(reading.situation.services) and not reading.asks
    return Thank() if polite or heard else NotUnderstood()
