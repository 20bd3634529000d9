"""Phrases that only sound like a wish or a question: «no quiero cita», «cambiar de look»."""

import re
from collections.abc import Callable, MutableMapping

from ..reading import Reading
from ..text.notation import Found
from ..text.words import BREAK, Text, listed
from ..vocabulary.kinds import words_of_kind
from . import no_price, no_visit
from .how_done import is_how_it_is_done, is_nothing_else
from .no_visit import Phrases

#: Whether a phrase of that intent only sounds like it.
Rule = Callable[[Text, Found[str], Phrases], bool]


def drop_what_only_sounds(text: Text, found: MutableMapping[str, list[Found[str]]]) -> None:
    """Of what was found, keep what means what it says."""
    for intents, rules in _ONLY_SOUNDS:
        for intent in intents.split():
            found[intent] = [
                each
                for each in found.get(intent, [])
                if not any(rule(text, each, found) for rule in rules)
            ]


def drop_doubts_about_nothing(
    reading: Reading, found: MutableMapping[str, list[Found[str]]]
) -> None:
    """«no sé si estáis» compares nothing: only what is named, or chosen, can be in doubt."""
    found["compare"] = [
        each
        for each in found.get("compare", [])
        if reading.text.between(each.start, each.end) != "no se si"
        or any(
            each.end <= one.start <= each.end + _NEAR_IF
            and not {",", ".", BREAK} & set(reading.text.words(each.end, one.start))
            for one in reading.mentions
        )
    ]


_NEAR_IF = 4


def _is_in_the_consultation(text: Text, said: Found[str], found: Phrases) -> bool:
    """«en la consulta: el jueves a las 11», «mejor esa consulta, que…» want it."""
    return text.word(said.start - 1) in {"la", "esa", "esta"}


def _is_just_a_question(text: Text, said: Found[str], found: Phrases) -> bool:
    asks_only = found.get("just_a_question", [])
    return any(said.start < each.end and each.start < said.end for each in asks_only)


def _is_how_long(text: Text, said: Found[str], found: Phrases) -> bool:
    """«¿cuánto tiempo se va en…?» is of the minutes, not of what washes out."""
    return any(each.end == said.start for each in found.get("duration", []))


def _is_all_of_them(text: Text, said: Found[str], found: Phrases) -> bool:
    """«ninguna me viene mal», «no me viene mal ninguna»: all of them suit."""
    return any(e.start < said.end and said.start < e.end for e in found.get("any", []))


def _is_a_deadline(text: Text, said: Found[str], found: Phrases) -> bool:
    """«no puedo hasta el jueves», «hasta el jueves no vuelvo»; «gracias, hasta el jueves» does say
    goodbye.
    """
    if text.word(said.start) != "hasta":
        return False
    return text.word(said.start - 1) in _LASTS or text.word(said.end) in _NOT_BEFORE


_LASTS = words_of_kind("lasts_until")
_NOT_BEFORE = listed("no tampoco imposible estoy estare trabajo tengo")


def _is_the_other_day(text: Text, said: Found[str], found: Phrases) -> bool:
    around = f" {text.between(max(0, said.start - 1), said.end + 1)} "
    return " el otro dia " in around or " del otro dia " in around


def _compares_nothing(text: Text, said: Found[str], found: Phrases) -> bool:
    """«el regalo que me hago» asks for no advice, as «¿qué me hago?» does."""
    if any(word.startswith("aclar") for word in text.words(said.start, said.end)):
        around = text.words(max(0, said.start - _NEAR_BY), said.end + _NEAR_BY)
        return bool(_NO_SERVICE & set(around))
    for_it = text.word(said.start - 2) == "por" and text.word(said.end - 1) == "diferencia"
    if for_it or text.between(said.end - 1, said.end + 1) == "entre semana":
        return True  # «por esa diferencia cojo el pack»
    told = text.words(said.start, said.end)[-1:] == ["hago"] and "?" not in text.words()
    return bool(told and text.word(said.start) == "que" and said.start)


#: «…me ha puesto esto del guasap y no me aclaro» asks for no advice.
_NO_SERVICE = words_of_kind("about_something_else")
_NEAR_BY = 8


def _is_equal(text: Text, said: Found[str], found: Phrases) -> bool:
    """«me da lo mismo», «lo mismo que a mi hermana» are no «lo de siempre»."""
    return text.words(said.end, said.end + 3) == ["que", "a", "mi"] or text.word(
        said.start - 1
    ) in {"da", "dan", "daba"}


_WANTING = frozenset({"quie", "quer", "nece", "quis", "dese"})
_ONLY_WORDS = listed(
    "saber preguntar preguntaros preguntarte informarme consultar consultaros informacion"
)


def _is_unwanted(text: Text, said: Found[str], found: Phrases) -> bool:
    """«no quiero darlos», «me gustaría saber…» ask for nothing."""
    if text.word(said.end) in _ONLY_WORDS:
        return True
    if text.word(said.start - 1) not in {"no", "ni", "tampoco"}:
        return False
    verb, asked = text.word(said.start), "?" in text.words(said.end)  # «¿no podría ir mañana?»
    return verb[:4] in _WANTING or (verb.startswith(_ABLE) and not asked)


_ABLE = ("pued", "pod")


def _is_part_of_unwanted(text: Text, said: Found[str], found: Phrases) -> bool:
    """The «cita» of «no quiero pedir cita»."""
    return any(
        each.start < said.start and said.end <= each.end and _is_unwanted(text, each, found)
        for each in found.get("book", [])
    )


def _is_refused(text: Text, said: Found[str], found: Phrases) -> bool:
    """«no me apuntes»."""
    refused = [each for each in found.get("no", []) if each.end - each.start > 1]
    return any(each.start <= said.start and said.end <= each.end for each in refused)


def _is_of_giving_up(text: Text, said: Found[str], found: Phrases) -> bool:
    """«si uno cancela la cita», «¿qué pasa si no puedo ir?» ask for none."""
    before = text.words(max(0, said.start - _NEAR_IF), said.start)
    after = before[before.index("si") + 1 :] if "si" in before else []
    gives_up = bool(_GIVES_UP & set(after)) or (bool(after) and after[-1] == "no")
    return gives_up and not _ENDS & set(after)


_GIVES_UP = listed("cancela cancelo cancelamos anula anulo cancelar anular uno")
_ENDS = frozenset({",", ".", "?", "!", BREAK})


#: «¿hay sitio para el coche?» wishes no appointment.
_PARKED = words_of_kind("parked")


def _is_for_the_car(text: Text, said: Found[str], found: Phrases) -> bool:
    room = {"sitio", "sitios", "hueco", "huecos", "espacio"} & set(text.words(said.start, said.end))
    return bool(room and _PARKED & set(text.words(said.end, said.end + 5)))


#: «vale, pero antes dime…»: no earlier hour is wished.
_FIRST_OF_ALL = listed("dime digame decidme una de quiero queria quisiera me te os le que")


def _is_first_of_all(text: Text, said: Found[str], found: Phrases) -> bool:
    return text.word(said.end) in _FIRST_OF_ALL


#: «no tengo con quién dejarla».
_LEFT_WITH = re.compile(r"(?:dej|qued)ar\w*$")
#: «con quien siempre», «con la que me suele atender»: not with anybody.
_ALWAYS = listed("siempre suele suelen me nos habitualmente normalmente")


def _is_with_nobody(text: Text, said: Found[str], found: Phrases) -> bool:
    return text.word(said.end) in _ALWAYS or bool(_LEFT_WITH.match(text.word(said.end)))


_BEFORE_IF = listed("y por ver saber decir dices decirme mirar miras como pero pregunto")


def _is_condition(text: Text, said: Found[str], found: Phrases) -> bool:
    """«¿y si añado secado?»: an if, not a yes."""
    if any(each.start == said.start for each in found.get("condition", [])):
        return True
    return text.word(said.start) == "si" and text.word(said.start - 1) in _BEFORE_IF


def _is_of_that(text: Text, said: Found[str], found: Phrases) -> bool:
    """«el mismo día», «a la misma hora» agree to nothing."""
    same = text.word(said.end - 1) in {"mismo", "misma"}
    return same and text.word(said.end) in {"dia", "hora", "semana", "mes", "sitio", "que"}


def _is_a_price(text: Text, said: Found[str], found: Phrases) -> bool:
    """«¿cuánto me dices que vale?», «¿y eso cuánto vale?»: no yes."""
    clause = text.between(max(0, said.start - _FAR_PRICE), said.start) + " "
    return text.word(said.start) == "vale" and _HOW_MUCH.search(clause) is not None


_FAR_PRICE = 8
_HOW_MUCH = re.compile(r"\b(?:a )?(?:cuanto|cuanta)(?! antes)(?: (?!vale\b)[a-z]\w*)* $")


def _is_of_a_no(text: Text, said: Found[str], found: Phrases) -> bool:
    """«claro que no»."""
    return text.between(said.end, said.end + 2) == "que no"


#: «después me voy de viaje»: told of what one does then; «después me viene mejor» is a wish.
_DONE_THEN = re.compile(
    r"(?:(?:me|nos) (?!v(?:iene|a|endria|iniera)\b|cuadr|encaj|gust|ir|apañ)|tengo|tenemos"
    r"|voy|vamos|ire|iremos|salgo|quedo|quedamos|cojo|estoy|he quedado)"
)


def _is_done_then(text: Text, said: Found[str], found: Phrases) -> bool:
    return bool(_DONE_THEN.match(f"{text.between(said.end, said.end + 2)} "))


def _is_arriving(text: Text, said: Found[str], found: Phrases) -> bool:
    """«quizá llegue un poco antes»; «¿puedo llegar antes?» asks for it."""
    before = text.words(max(0, said.start - _NEAR_IF), said.start)
    arrives = any(word.startswith("lleg") for word in before)
    return arrives and "?" not in text.words(said.end)


#: What only sounds like each intent; what is dropped of one is not there for those below it.
_ONLY_SOUNDS: tuple[tuple[str, tuple[Rule, ...]], ...] = (
    ("just_a_question", (_is_in_the_consultation,)),
    ("open_question", (_is_how_long,)),
    ("consultation", (_is_just_a_question,)),
    ("cannot", (no_visit.is_of_the_payment, no_visit.raises_a_question, no_visit.hinders_nothing)),
    (
        "cancel",
        (
            no_visit.is_of_the_payment,
            no_visit.raises_a_question,
            no_visit.goes_otherwise,
            no_visit.stays,
        ),
    ),
    ("cancel_now", (no_visit.is_denied,)),
    ("attend", (no_visit.is_denied, no_visit.is_about_to)),
    ("late almost_there", (no_visit.is_not_late,)),
    ("not_in_time", (no_visit.is_on_time,)),
    ("explicitly", (no_visit.goes_on,)),
    ("another_day elsewhere position", (_is_the_other_day,)),
    ("stop_reminders", (no_visit.is_ill,)),
    ("change", (no_visit.is_of_looks, no_visit.hands_prices, no_visit.happens)),
    ("my_appointments", (no_visit.is_elsewhere,)),
    ("compare", (_compares_nothing,)),
    ("usual", (_is_equal,)),
    ("book", (_is_unwanted, _is_part_of_unwanted, _is_refused, _is_of_giving_up)),
    ("availability", (_is_for_the_car,)),
    (
        "price",
        (no_price.explains, no_price.is_of_own, no_price.is_unless_dear, no_price.is_no_amount),
    ),
    ("discount", (no_price.is_unless_dear,)),
    ("total", (no_price.tells_why, no_price.is_only_said)),
    ("what_is", (no_price.names_date, no_price.is_for_somebody, no_price.is_relative)),
    ("will_pay pay_thing", (no_price.is_before_paying,)),
    ("earlier", (_is_first_of_all, _is_done_then, _is_arriving)),
    ("later", (_is_done_then,)),
    ("any_stylist", (_is_with_nobody,)),
    ("none", (_is_all_of_them,)),
    ("bye attend", (_is_a_deadline,)),
    ("no", (is_how_it_is_done,)),
    ("no none other_hours", (is_nothing_else,)),
    ("yes", (_is_condition, _is_of_that, _is_of_a_no, _is_a_price)),
)
