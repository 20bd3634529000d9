"""Reading Spanish for what it claims: prices, times, dates, names, links, and what is done.

`flow/claims.py` asks whether the salon's books bear each of them out (decision 1). Whoever wrote
the text may be careless or hostile: every figure is a claim of some kind, and so is every verb
that says that something was booked, cancelled, moved, paid or given back.
"""

import re
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from enum import StrEnum

from atrevete_core.domain.text import plain

from .names_said import names_in
from .spanish import MONTHS, WEEKDAYS


class ClaimKind(StrEnum):
    PRICE = "price"
    PERCENT = "percent"
    TIME = "time"
    DAY = "day"
    DURATION = "duration"
    NUMBER = "number"
    NAME = "name"
    LINK = "link"
    PHONE = "phone"
    DISCOUNT = "discount"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class Claim:
    """One thing that a text says is so.

    `value` is its normal form: cents of a price, "17:30" ("~5:30" in either half of the day),
    minutes, digits, a plain name; of a day the parts that one date must have: "w4" (Friday),
    "d18", "m12", "y2026", "+1" (days from today).
    """

    kind: ClaimKind
    value: str
    words: str


_UNITS = (
    "cero una|un|uno dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce "
    "quince dieciséis|dieciseis diecisiete dieciocho diecinueve veinte veintiuno|veintiún|veintiun "
    "veintidós|veintidos veintitrés|veintitres veinticuatro veinticinco veintiséis|veintiseis "
    "veintisiete veintiocho veintinueve"
).split()
_TENS = "treinta cuarenta cincuenta sesenta setenta ochenta noventa".split()
_WORDS: dict[str, int] = {
    **{word: number for number, words in enumerate(_UNITS) for word in words.split("|")},
    **{word: number * 10 for number, word in enumerate(_TENS, start=3)},
    **{
        f"{ten} y {unit}": tens * 10 + number
        for tens, ten in enumerate(_TENS, start=3)
        for number, units in enumerate(_UNITS[1:10], start=1)
        for unit in units.split("|")
    },
    "cien": 100,
    "ciento": 100,
    "doscientos": 200,
    "mil": 1000,
}
_WORD = "|".join(sorted(_WORDS, key=len, reverse=True))
_DAY_WORD = "|".join([*WEEKDAYS, "miercoles", "sabado", "sábados", "sabados", "domingos"])
_MONTH = "|".join([*MONTHS, "setiembre"])
_QUARTERS = {"y media": 30, "y cuarto": 15, "menos cuarto": -15, "en punto": 0}

_FREE = re.compile(
    r"\b(?:gratis|gratuit[oa]s?|gratuitamente|sin (?:ningún )?(?:coste|cargo|pagar)|de balde|"
    r"no (?:te )?(?:cuesta|cobramos|cobro|pagas) nada|invita la casa|invitamos|regalad[oa]s?|"
    r"te l[oa]s? regal\w+|de regalo)\b",
    re.IGNORECASE,
)
_DISCOUNT = re.compile(
    r"\b(?:descuentos?|rebajas?|rebajad[oa]s?|ofertas?|promoci[oó]n(?:es)?|promo|cup[oó]n(?:es)?|"
    r"mitad de precio|medio precio|dos por uno|\d ?x ?\d|bono|vale regalo)\b",
    re.IGNORECASE,
)
_DONE = {
    "held": r"reservad[oa]s?|guardad[oa]s?|apuntad[oa]s?|agendad[oa]s?|bloquead[oa]s?|reservé|"
    r"guardé|apunté|agendé",
    "confirmed": r"confirmad[oa]s?|confirmé|(?:ya )?tienes (?:ya )?(?:tu |la |una )?(?:cita|hora)|"
    r"te esperamos|te espero",
    "cancelled": r"cancelad[oa]s?|anulad[oa]s?|cancelé|anulé|borrad[oa]s?|eliminad[oa]s?",
    "refunded": r"devuelt[oa]s?|reembolsad[oa]s?|devolví|reembolsé|reintegrad[oa]s?",
    "moved": r"cambiad[oa]s?|movid[oa]s?|moví|modificad[oa]s?|aplazad[oa]s?|reprogramad[oa]s?",
    "paid": r"pagad[oa]s?|cobrad[oa]s?|cobré|abonad[oa]s?|recibid[oa]s?|ingresad[oa]s?",
    "done": r"hecho|todo listo|ya está list[oa]|solucionad[oa]s?|arreglad[oa]s?|tramitad[oa]s?",
}
#: What she does by saying it; in a question it is only an offer.
_DOING = {
    "held": r"reserv[oa]mos|reservo|guardo|apunto(?! bien)|agendo",
    "confirmed": r"confirmo|confirmamos",
    "cancelled": r"cancelo|anulo|cancelamos|anulamos",
    "refunded": r"devuelvo|devolvemos|reembolso|reembolsamos",
    "moved": r"cambio|muevo|cambiamos|movemos",
    "paid": r"cobro|cobramos",
}

_Reader = Callable[[re.Match[str]], Iterator[Claim]]


def claims_in(text: str, people: Collection[str] = ()) -> list[Claim]:
    """Everything that the text claims. `people` are names that count however they are written."""
    found: list[Claim] = []
    left = text
    for pattern, read in _READERS:
        for match in pattern.finditer(left):
            found.extend(read(match))
        left = pattern.sub(lambda match: " " * len(match.group()), left)
    found.extend(_deeds(text))
    said = names_in(left, people)
    found.extend(Claim(ClaimKind.NAME, plain(name), name) for name in said)
    return found


def _deeds(text: str) -> Iterator[Claim]:
    for deed, pattern in _DONE.items():
        for match in re.finditer(rf"\b(?:{pattern})\b", text, re.IGNORECASE):
            yield Claim(ClaimKind.DONE, deed, match.group())
    asserted = re.sub(r"¿[^?]*\?", " ", text)
    for deed, pattern in _DOING.items():
        doing = rf"\b(?:te|os|le|les) (?:l[oae]s? )?(?:{pattern})\b"
        for match in re.finditer(doing, asserted, re.IGNORECASE):
            yield Claim(ClaimKind.DONE, deed, match.group())


def _number(text: str) -> int:
    return int(text) if text.isdigit() else _WORDS[text.lower()]


def _cents(text: str) -> str:
    """«1.016,00», «16.5», «veinte»."""
    if text.lower() in _WORDS:
        return str(_WORDS[text.lower()] * 100)
    euros, _, rest = re.sub(r"[.\s](?=\d{3}(?!\d))", "", text).replace(".", ",").partition(",")
    return str(int(re.sub(r"\D", "", euros) or 0) * 100 + int((rest + "00")[:2] or 0))


def _price(match: re.Match[str]) -> Iterator[Claim]:
    yield Claim(ClaimKind.PRICE, _cents(match["amount"] or match["after"]), match.group())


def _free(match: re.Match[str]) -> Iterator[Claim]:
    yield Claim(ClaimKind.PRICE, "0", match.group())


def _plain(kind: ClaimKind) -> _Reader:
    def read(match: re.Match[str]) -> Iterator[Claim]:
        yield Claim(kind, plain(match.group()), match.group())

    return read


def _digits(kind: ClaimKind) -> _Reader:
    def read(match: re.Match[str]) -> Iterator[Claim]:
        yield Claim(kind, re.sub(r"\D", "", match.group()).lstrip("0") or "0", match.group())

    return read


def _percent(match: re.Match[str]) -> Iterator[Claim]:
    yield Claim(ClaimKind.PERCENT, str(_number(match["amount"])), match.group())


def _clock(match: re.Match[str]) -> Iterator[Claim]:
    """«a las 17:30», «a las cinco y media», «12.30 h»."""
    groups = match.groupdict()
    hour = _number(groups["hour"])
    quarter = plain(groups.get("quarter") or "")
    minute = int(groups.get("minute") or 0) + _QUARTERS.get(quarter, 0)
    total = (hour * 60 + minute) % (24 * 60)
    hour, minute = divmod(total, 60)
    afternoon = re.search(r"tarde|noche", groups.get("part") or "", re.IGNORECASE)
    if afternoon and hour < 12:
        hour += 12
    face = not afternoon and hour < 12 and not groups.get("zero")
    value = f"{hour}:{minute:02d}" if not face else f"~{hour}:{minute:02d}"
    yield Claim(ClaimKind.TIME, value, match.group())


def _date(match: re.Match[str]) -> Iterator[Claim]:
    groups = match.groupdict()
    parts = [
        _weekday(groups.get("weekday")),
        _part("d", groups.get("day")),
        _part("m", groups.get("month")),
        _part("y", groups.get("year")),
    ]
    yield Claim(ClaimKind.DAY, " ".join(filter(None, parts)), match.group())


def _weekday(word: str | None) -> str:
    if not word:
        return ""
    return next(
        f"w{number}"
        for number, name in enumerate(map(plain, WEEKDAYS))
        if plain(word).rstrip("s") == name.rstrip("s")
    )


def _part(letter: str, word: str | None) -> str:
    if not word:
        return ""
    if word.isdigit():
        number = int(word)
        return f"{letter}{number + 2000 if letter == 'y' and number < 100 else number}"
    if word.lower() in _WORDS:
        return f"{letter}{_WORDS[word.lower()]}"
    months = [*MONTHS, "setiembre"]
    return f"m{9 if word.lower() == 'setiembre' else months.index(word.lower()) + 1}"


def _relative(match: re.Match[str]) -> Iterator[Claim]:
    ahead = {"hoy": 0, "manana": 1, "pasado manana": 2, "ayer": -1}
    word = plain(match.group()).replace("ñ", "n")
    yield Claim(ClaimKind.DAY, f"+{ahead[word]}", match.group())


def _duration(match: re.Match[str]) -> Iterator[Claim]:
    groups = match.groupdict()
    hours = _number(groups["hours"]) if groups.get("hours") else 0
    minutes = _number(groups["minutes"]) if groups.get("minutes") else 0
    half = 30 if groups.get("half") else 0
    yield Claim(ClaimKind.DURATION, str(hours * 60 + minutes + half), match.group())


def _half_hour(match: re.Match[str]) -> Iterator[Claim]:
    minutes = {"y media": "90", "tres": "45", "media": "30", "cuarto": "15"}
    word = next(each for each in minutes if each in match.group().lower())
    yield Claim(ClaimKind.DURATION, minutes[word], match.group())


def _pattern(text: str) -> re.Pattern[str]:
    return re.compile(text, re.IGNORECASE)


_PART = r"(?:\s*(?:h|hs|horas)\b\.?)?(?P<part>\s+de la (?:mañana|tarde|noche|madrugada))?"
_HOUR = rf"(?P<zero>0)?(?P<hour>\d{{1,2}}|{_WORD})"
_QUARTER = r"(?:\s+(?P<quarter>y media|y cuarto|menos cuarto|en punto))?"
_HOURS = rf"(?<![\d.:,])(?P<hours>\d+|{_WORD})\s*(?:h|horas?)\b"
#: In this order: what was read is gone for those that follow.
_READERS: tuple[tuple[re.Pattern[str], _Reader], ...] = (
    (_pattern(r"\S+@\S+"), _plain(ClaimKind.LINK)),
    (_pattern(r"(?:https?://|www\.)\S+"), _plain(ClaimKind.LINK)),
    (
        _pattern(
            r"\b[\w-]+(?:\.[\w-]+)*\.(?:com|es|net|org|io|app|me|ly|eu|cat|link|shop|info|gl|co|"
            r"be|ai|dev|xyz|online|site|top|ru|cn)\b(?:/\S*)?|\b[\w-]+\.[a-z]{2,}/\S*"
        ),
        _plain(ClaimKind.LINK),
    ),
    (_pattern(r"\bES\d{2}(?:\s?\d{4}){5}\b"), _digits(ClaimKind.NUMBER)),
    (_pattern(r"\b(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})\b"), _date),
    (_pattern(r"\+?\d(?:[ .()-]?\d){8,}"), _digits(ClaimKind.PHONE)),
    (
        _pattern(
            rf"(?P<amount>\d[\d.,]*|\b(?:{_WORD}))\s*(?:€|euros?\b|eur\b|pavos\b)|"
            r"(?:€|euros?)\s*(?P<after>\d[\d.,]*)"
        ),
        _price,
    ),
    (_FREE, _free),
    (_pattern(rf"(?P<amount>\d+|\b(?:{_WORD}))(?:[.,]\d+)?\s*(?:%|por ciento)"), _percent),
    (_DISCOUNT, _plain(ClaimKind.DISCOUNT)),
    (
        _pattern(
            rf"\b(?:(?P<weekday>{_DAY_WORD}),?\s+)?(?:el\s+)?(?:día\s+)?(?P<day>\d{{1,2}}|{_WORD})"
            rf"\s+de\s+(?P<month>{_MONTH})(?:\s+del?\s+(?P<year>\d{{4}}))?\b"
        ),
        _date,
    ),
    (_pattern(r"\b(?P<day>\d{1,2})[/-](?P<month>\d{1,2})(?:[/-](?P<year>\d{2,4}))?\b"), _date),
    (
        _pattern(rf"\b(?:(?P<weekday>{_DAY_WORD}),?\s+(?:día\s+)?|\bdía\s+)(?P<day>\d{{1,2}})\b"),
        _date,
    ),
    (_pattern(rf"\b(?P<weekday>{_DAY_WORD})\b"), _date),
    (_pattern(rf"\b(?P<month>{_MONTH})\b"), _date),
    (_pattern(r"\bpasado mañana\b|\bhoy\b|\bayer\b|(?<!la )(?<!las )\bmañana\b"), _relative),
    (
        _pattern(
            rf"{_HOURS}(?:\s*(?:y\s+)?(?:(?P<minutes>\d{{1,2}})(?:\s*min(?:utos?)?\b)?|"
            r"(?P<half>media)))?(?!\s*de la)"
        ),
        _duration,
    ),
    (_pattern(rf"(?P<minutes>\d+|\b(?:{_WORD}))\s*min(?:utos?|utitos)?\b"), _duration),
    (
        _pattern(r"\bhora y media\b|\bmedia hora\b|\bun cuarto de hora\b|\btres cuartos de hora\b"),
        _half_hour,
    ),
    (_pattern(rf"\ba las? {_HOUR}(?:[:.h](?P<minute>\d{{2}}))?{_QUARTER}{_PART}"), _clock),
    (_pattern(rf"\b(?P<zero>0)?(?P<hour>\d{{1,2}})[:.h](?P<minute>\d{{2}})\b{_PART}"), _clock),
    (_pattern(rf"\blas? {_HOUR}{_QUARTER}\s+de la (?P<part>mañana|tarde|noche)"), _clock),
    (_pattern(r"\d+"), _digits(ClaimKind.NUMBER)),
)
