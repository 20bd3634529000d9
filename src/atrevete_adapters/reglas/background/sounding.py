"""Phrases that only sound like a wish or a question: «no quiero cita», «cambiar de look»."""

import re
from collections.abc import MutableMapping, Sequence

from ..reading import Reading
from ..temporal.items import Clock
from ..text.notation import Found
from ..text.words import BREAK, Text, listed
from ..vocabulary.kinds import words_of_kind


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


def drop_times_of_open_questions(
    reading: Reading, found: MutableMapping[str, list[Found[str]]]
) -> None:
    """«el viernes llevo el pelo sucio o me lo lavo antes?»: nothing moves."""
    starts = [each.start for each in reading.situation.upcoming]
    for asked in found.get("open_question", []):
        start, end = reading.clause(asked.start)
        if reading.text.word(end) != "?" or not starts:
            continue
        for intent in ("earlier", "later", "own"):
            found[intent] = [e for e in found.get(intent, []) if not start <= e.start < end]
        reading.items = [
            each
            for each in reading.items
            if not start <= each.start < end or isinstance(each.values[0], Clock)
        ]


def drop_prices_of_the_place(
    reading: Reading, found: MutableMapping[str, list[Found[str]]]
) -> None:
    """«¿es caro el parking ese?» asks for no price of the salon's, and no less of one."""
    for intent in ("price", "discount"):
        found[intent] = [
            each for each in found.get(intent, []) if not _is_of_the_place(reading, each)
        ]


def _is_of_the_place(reading: Reading, said: Found[str]) -> bool:
    first, last = reading.clause(said.start)
    named = any(first <= each.start < last for each in reading.mentions)
    return not named and bool(_PLACE & set(reading.text.words(first, last)))


_PLACE = listed("parking parkings aparcamiento garaje parquimetro parqueadero parquing")


_GOING_TO = re.compile(r"a (?:\w{2,}[aei]r(?:me|la|lo|las|los|os|te|se|nos)?) $")


def _drop_what_goes_on(text: Text, found: MutableMapping[str, list[Found[str]]]) -> None:
    """«tenía hora el viernes y ya no la necesito», «voy a tener que anularla»; «llego de sobra»."""
    for late in ("late", "almost_there"):
        found[late] = [e for e in found.get(late, []) if not _is_not_late(text, e, found)]
    said = found.get("explicitly", [])
    found["explicitly"] = [each for each in said if not _goes_on(text, each)]
    left = found.get("cancel", [])  # «lo del viernes lo dejamos como está»
    found["cancel"] = [each for each in left if not _stays(text, each)]
    comes = found.get("attend", [])
    found["attend"] = [each for each in comes if not _GOING_TO.match(_next_two(text, each))]


def _stays(text: Text, said: Found[str]) -> bool:
    """What is left «como está», «así», or «para otro día» is not given up."""
    leaves = text.word(said.end - 1) in {"dejo", "dejamos"}
    return leaves and text.word(said.end) in {"como", "asi", "igual", "tal", "para", "en", "a"}


def _goes_on(text: Text, said: Found[str]) -> bool:
    """After «y ya» something else is told: «y ya no», «y ya cogeré otra»."""
    ends = {"", ",", ".", "!", BREAK, "gracias", "por", "porfa"}
    return text.word(said.end - 1) == "ya" and text.word(said.end) not in ends


def _next_two(text: Text, said: Found[str]) -> str:
    return "".join(f"{word} " for word in text.words(said.end, said.end + 2))


def drop_what_only_sounds(text: Text, found: MutableMapping[str, list[Found[str]]]) -> None:
    """Of what was found, keep what means what it says."""
    asks_only = [
        each for each in found.get("just_a_question", []) if text.word(each.start - 1) != "la"
    ]  # «en la consulta: el jueves a las 11» wants it
    found["just_a_question"] = asks_only
    found["consultation"] = [
        each
        for each in found.get("consultation", [])
        if not any(each.start < other.end and other.start < each.end for other in asks_only)
    ]
    for gives_up in ("cancel", "cannot"):  # «me salió rechazado», of the payment
        said = found.get(gives_up, [])
        found[gives_up] = [e for e in said if not text.word(e.end).startswith(_REJECTED)]
    for intent, denied in (("attend", "no"), ("cancel_now", "sin")):  # «¿y si no voy?»
        said = found.get(intent, [])  # «cancela, pero sin perder el dinero»
        found[intent] = [each for each in said if text.word(each.start - 1) != denied]
    _drop_what_goes_on(text, found)
    _drop_what_is_told(text, found)
    moves = found.get("change", [])
    found["change"] = [
        each
        for each in moves
        if not (_is_of_looks(text, each.end) or _hands_prices(text, each) or _happens(text, each))
    ]
    found["compare"] = [each for each in found.get("compare", []) if _compares(text, each)]
    found["usual"] = [each for each in found.get("usual", []) if not _is_equal(text, each)]
    found["book"] = [each for each in found.get("book", []) if not _is_unwanted(text, each)]
    refused = [each for each in found.get("no", []) if each.end - each.start > 1]
    found["book"] = [
        each
        for each in found["book"]
        if not (_is_inside(each, refused) or _is_of_giving_up(text, each))
    ]
    own = found.get("my_appointments", [])
    found["my_appointments"] = [each for each in own if not _is_elsewhere(text, each)]
    rooms = found.get("availability", [])
    found["availability"] = [each for each in rooms if not _is_for_the_car(text, each)]
    found["price"] = [
        each
        for each in found.get("price", [])
        if not (_explains(text, each) or _is_inside(each, own))  # «¿qué es lo que tenía cogido?»
    ]
    found["what_is"] = [each for each in found.get("what_is", []) if not _names_date(text, each)]
    sooner = found.get("earlier", [])
    found["earlier"] = [each for each in sooner if text.word(each.end) not in _FIRST_OF_ALL]
    _drop_unless_dear(text, found)
    anyone = found.get("any_stylist", [])
    found["any_stylist"] = [
        each
        for each in anyone
        if text.word(each.end) not in _ALWAYS and not _LEFT_WITH.match(text.word(each.end))
    ]
    conditions = {each.start for each in found.get("condition", [])}
    found["yes"] = [
        each
        for each in found.get("yes", [])
        if each.start not in conditions
        and not (_is_condition(text, each) or _is_of_that(text, each))
    ]


#: «vale, pero antes dime…»: no earlier hour is wished.
_FIRST_OF_ALL = listed("dime digame decidme una de quiero queria quisiera me te os le que")


def _happens(text: Text, said: Found[str]) -> bool:
    """«no sé qué va a pasar»."""
    return text.between(said.start - 3, said.end) in {"que va a pasar", "que iba a pasar"}


def _is_ill(text: Text, said: Found[str]) -> bool:
    """«estoy de baja por la espalda»: only «baja» by itself, or given, is off the list."""
    if text.between(said.start, said.end) != "baja" or len(text) <= _NEAR_IF - 1:
        return False
    before = text.words(max(0, said.start - _NEAR_IF), said.start)
    return not any(
        word.startswith(("dar", "dad", "dam", "dem", "den", "dal", "del")) for word in before
    )


def _tells_why(text: Text, said: Found[str]) -> bool:
    """«es que me quedé sin batería»: no total."""
    return text.words(said.start - 1, said.start + 2) == ["es", "que", "me"]


def _drop_what_is_told(text: Text, found: MutableMapping[str, list[Found[str]]]) -> None:
    """«el otro día», «es que me quedé sin batería», «estoy de baja»."""
    for intent in ("another_day", "elsewhere", "position"):
        said = found.get(intent, [])
        found[intent] = [each for each in said if not _is_the_other_day(text, each)]
    found["total"] = [each for each in found.get("total", []) if not _tells_why(text, each)]
    stops = found.get("stop_reminders", [])
    found["stop_reminders"] = [each for each in stops if not _is_ill(text, each)]


def _is_the_other_day(text: Text, said: Found[str]) -> bool:
    around = f" {text.between(max(0, said.start - 1), said.end + 1)} "
    return " el otro dia " in around or " del otro dia " in around


def _is_only_said(text: Text, said: Found[str]) -> bool:
    """«total, vivo al lado»: it asks for no sum."""
    alone = text.words(said.start, said.end) == ["total"]
    told = text.word(said.start - 1) in {",", ".", "y", BREAK}
    return alone and told and text.word(said.end) not in {"?", ".", "", ":", BREAK, *_SUM}


_SUM = listed("cuanto es seria son sale serian por precio de")

#: «no tengo con quién dejarla».
_LEFT_WITH = re.compile(r"(?:dej|qued)ar\w*$")


def _drop_unless_dear(text: Text, found: MutableMapping[str, list[Found[str]]]) -> None:
    """«y el agua lluvia, si no es muy caro» asks nothing; «antes de pagar» pays nothing."""
    found["total"] = [e for e in found.get("total", []) if not _is_only_said(text, e)]
    meant = found.get("what_is", [])  # «de caballero, que es para mí»
    found["what_is"] = [e for e in meant if text.word(e.end) != "para"]
    for payment in ("will_pay", "pay_thing"):
        found[payment] = [
            each
            for each in found.get(payment, [])
            if "antes de" not in text.between(max(0, each.start - 3), each.end)
        ]
    for money in ("price", "discount"):
        said = found.get(money, [])
        found[money] = [e for e in said if "si" not in text.words(max(0, e.start - 3), e.start + 1)]


_REJECTED = ("rechaz", "deneg", "declin", "fallid", "error")


def _is_not_late(
    text: Text, said: Found[str], found: MutableMapping[str, list[Found[str]]]
) -> bool:
    """«¿cuánto me demoro?» asks, «me he liado: era para…» takes something back."""
    asks = text.word(said.start - 1) in {"cuanto", "tiempo"}
    short_of = text.word(said.end) == "de" and text.word(said.end + 1) in _MONEY
    taken = any(each.start == said.start for each in found.get("takes_back", []))
    in_time = text.between(said.end, said.end + 2) in _IN_TIME or text.word(said.end) in _IN_TIME
    return asks or short_of or in_time or (taken and text.word(said.end) in _TAKEN_BACK)


#: «a las doce ya llego de sobra».
_IN_TIME = frozenset({"de sobra", "sin problema", "con tiempo", "a tiempo", "bien", "perfecto"})
_MONEY = listed("pelas pasta dinero plata presupuesto pelo guita perras perrillas bolsillo")
_TAKEN_BACK = frozenset({":", ",", ".", "no", "era", "es", "que", BREAK})


def _is_of_giving_up(text: Text, said: Found[str]) -> bool:
    """«si uno cancela la cita», «¿qué pasa si no puedo ir?» ask for none."""
    before = text.words(max(0, said.start - _NEAR_IF), said.start)
    after = before[before.index("si") + 1 :] if "si" in before else []
    gives_up = bool(_GIVES_UP & set(after)) or (bool(after) and after[-1] == "no")
    return gives_up and not _ENDS & set(after)


_GIVES_UP = listed("cancela cancelo cancelamos anula anulo cancelar anular uno")
_ENDS = frozenset({",", ".", "?", "!", BREAK})


def _hands_prices(text: Text, said: Found[str]) -> bool:
    """«¿me pasás los precios?» moves nothing."""
    passes = text.word(said.start).startswith("pas") or text.word(said.end - 1).startswith("pas")
    after = set(text.words(said.end, said.end + _NEAR_BY))
    noted = bool(_NOTES & after) and not {"a", "al", "para"} & after  # «los dos, así los anoto»
    return passes and (noted or bool(_PRICES & set(text.words(said.start, said.end + _NEAR_IF))))


_NOTES = listed("anoto apunto anotar apuntar anotarlo apuntarlo anotarlos guardo")
_PRICES = listed("precio precios lista tarifa tarifas presupuesto foto fotos ubicacion direccion")
#: «con quien siempre», «con la que me suele atender»: not with anybody.
_ALWAYS = listed("siempre suele suelen me nos habitualmente normalmente")


def _is_equal(text: Text, said: Found[str]) -> bool:
    """«me da lo mismo», «lo mismo que a mi hermana» are no «lo de siempre»."""
    return text.words(said.end, said.end + 3) == ["que", "a", "mi"] or text.word(
        said.start - 1
    ) in {"da", "dan", "daba"}


def _is_elsewhere(text: Text, said: Found[str]) -> bool:
    """«el jueves tengo cita con el pediatra»."""
    return bool(_OTHERS & set(text.words(said.end, said.end + 4)))


_OTHERS = words_of_kind("other_appointments")


def _compares(text: Text, said: Found[str]) -> bool:
    """«¿qué me hago?»; but «el regalo que me hago» asks for no advice."""
    if any(word.startswith("aclar") for word in text.words(said.start, said.end)):
        around = text.words(max(0, said.start - _NEAR_BY), said.end + _NEAR_BY)
        return not _NO_SERVICE & set(around)
    for_it = text.word(said.start - 2) == "por" and text.word(said.end - 1) == "diferencia"
    if for_it or text.between(said.end - 1, said.end + 1) == "entre semana":
        return False  # «por esa diferencia cojo el pack»
    told = text.words(said.start, said.end)[-1:] == ["hago"] and "?" not in text.words()
    return not (told and text.word(said.start) == "que" and said.start)


#: «…me ha puesto esto del guasap y no me aclaro» asks for no advice.
_NO_SERVICE = words_of_kind("about_something_else")
_NEAR_BY = 8


def _is_unwanted(text: Text, said: Found[str]) -> bool:
    """«no quiero darlos», «me gustaría saber…» ask for nothing."""
    if text.word(said.end) in _ONLY_WORDS:
        return True
    if text.word(said.start - 1) not in {"no", "ni", "tampoco"}:
        return False
    verb, asked = text.word(said.start), "?" in text.words(said.end)  # «¿no podría ir mañana?»
    return verb[:4] in _WANTING or (verb.startswith(_ABLE) and not asked)


_ABLE = ("pued", "pod")


def _is_inside(said: Found[str], spans: Sequence[Found[str]]) -> bool:
    return any(each.start <= said.start and said.end <= each.end for each in spans)


#: «¿hay sitio para el coche?» wishes no appointment.
_PARKED = words_of_kind("parked")


def _is_for_the_car(text: Text, said: Found[str]) -> bool:
    room = {"sitio", "sitios", "hueco", "huecos", "espacio"} & set(text.words(said.start, said.end))
    return bool(room and _PARKED & set(text.words(said.end, said.end + 5)))


#: «ya sé que es tarde».
_TELLS = words_of_kind("follows_no_price")
_DAYS = listed("lunes martes miercoles jueves viernes sabado domingo dia")


def _names_date(text: Text, said: Found[str]) -> bool:
    """«mi cumple, que es el 11» asks for nothing."""
    return text.word(said.start) == "que" and text.word(said.end).isdecimal()


def _explains(text: Text, said: Found[str]) -> bool:
    """«a la una, que es cuando cierro» asks for no price."""
    if text.word(said.start) != "que":
        return False
    told = text.word(said.start - 1) in _TELLS and text.written(said.start, said.end)[:3] != "qué"
    if text.word(said.start - 1) in _DAYS or text.word(said.end) in {"fiesta", "festivo", "puente"}:
        return True  # «menos el martes, que es fiesta»
    at = text.words(said.end, said.end + 2)  # «los niños, que salen a las 4»
    told = told or (at[:1] == ["el"] and at[-1].isdecimal())  # «mi cumple, que es el 11»
    return (
        told or at[:1] in (["cuando"], ["donde"], ["porque"]) or at in (["a", "las"], ["a", "la"])
    )


_WANTING = frozenset({"quie", "quer", "nece", "quis", "dese"})
_ONLY_WORDS = listed(
    "saber preguntar preguntaros preguntarte informarme consultar consultaros informacion"
)
_BEFORE_IF = listed("y por ver saber decir dices decirme mirar miras como pero pregunto")


def _is_condition(text: Text, said: Found[str]) -> bool:
    """«¿y si añado secado?»: an if, not a yes."""
    return text.word(said.start) == "si" and text.word(said.start - 1) in _BEFORE_IF


def _is_of_that(text: Text, said: Found[str]) -> bool:
    """«el mismo día», «a la misma hora» agree to nothing."""
    same = text.word(said.end - 1) in {"mismo", "misma"}
    return same and text.word(said.end) in {"dia", "hora", "semana", "mes", "sitio", "que"}


_LOOKS = frozenset({"look", "estilo", "imagen", "aires", "color", "peinado", "corte"})


def _is_of_looks(text: Text, index: int) -> bool:
    """«cambiar de look», «la barba me la dejo para el teatro» move no appointment."""
    if text.words(index - 4, index) == ["me", "la", "dejo", "para"]:
        return True
    return text.word(index) in {"de", "el", "mi"} and text.word(index + 1) in _LOOKS


_ASKED_OF = words_of_kind("asked_of_staff")
_MANNERS = words_of_kind("manners_of_staff")


def is_asked_about(reading: Reading, index: int) -> bool:
    """«¿Harol es simpático?», «¿quién es Harol?» choose nobody."""
    text = reading.text
    after, then = text.words(index + 1, index + 3) + [""] * max(0, index + 3 - len(text))
    who = text.words(max(0, index - 2), index)
    who_is = who in (["quien", "es"], ["como", "es"], ["tal", "es"])
    asks = text.word(reading.clause(index)[1]) == "?"
    of_them = after in _ASKED_OF or (after == "es" and then in _MANNERS)
    said = [each.start for each in reading.items] + [each.start for each in reading.mentions]
    wish = any(index < start < reading.clause(index)[1] for start in said)
    return asks and not wish and (who_is or (of_them and text.word(index - 1) != "con"))
