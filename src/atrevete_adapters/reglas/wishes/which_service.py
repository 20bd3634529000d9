"""Which of several services was meant, when Maite has asked between them (R40, R41)."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from atrevete_core.domain.catalogue import are_alternatives, parts_of
from atrevete_core.domain.commands import Accept, Book, Command, UnclearService
from atrevete_core.domain.text import plain
from atrevete_core.ports.language_model import Question

from ..mention import EXACT, stem
from ..minutes import minutes_said
from ..names.said import is_name_question
from ..people.whose import is_mens
from ..people.years import by_age
from ..reading import Reading
from ..services.spoken import ABOUT_CHOICES
from ..text.spelling import Spelling
from ..text.words import BREAK, fold, listed
from ..vocabulary.kinds import words_of_kind
from ..wanted.refusing import is_refused

_SMALLER = words_of_kind("smaller")
_LARGER = words_of_kind("larger")
_LARGER_NAMES = frozenset({"extra", "largo", "larga", "entera", "completo", "extras", "enteras"})
_WHOLE = listed("completa completo enteras enteros entera entero")


def which_service(reading: Reading, spelling: Spelling) -> list[tuple[int, Command]]:
    """One of `choices`."""
    choices = reading.situation.choices
    if not choices:
        return []
    exact = [
        each.names[0]
        for each in reading.mentions
        if each.clear and each.names[0] in choices and not is_refused(reading, each)
    ]
    if len(set(exact)) > 1:
        return [(0, Book(services=tuple(dict.fromkeys(exact))))]
    others = [each.names[0] for each in reading.mentions if each.confidence >= EXACT and each.clear]
    if not exact and others and not any(each.is_pack for each in reading.mentions):
        if len({*others}) > 1:
            return []
        return [(0, Book(services=(others[0],)))]  # none of these: «higiene de espalda»
    chosen = _both(reading, choices) or (exact[0] if exact else best_of(reading, choices, spelling))
    if chosen is None and (position := _position_of(reading, len(choices))) is not None:
        chosen = choices[position]
    if chosen is None and reading.items and reading.may_be_man:
        # Both prices were told; whoever goes on to the hour gets the men's, never the dearer.
        chosen = next((name for name in choices if is_mens(name, choices[0])), None)
    if chosen is None:
        return _narrowed(reading, choices, spelling)
    more = _besides(reading, choices) if exact else ()
    return [(0, Book(services=(chosen, *more)))]


def _besides(reading: Reading, choices: Sequence[str]) -> tuple[str, ...]:
    """«el tinte no; ponme la permanente y las cejas»: what is wanted beside the one chosen; «manos
    permanente y pies normal»: what would be asked next.
    """
    next_ones = {name for each in reading.situation.unclear for name in each.candidates}
    return tuple(
        dict.fromkeys(
            each.names[0]
            for each in reading.mentions
            if each.clear and not (each.is_pack or is_refused(reading, each))
            and (each.confidence >= EXACT or {*each.names} & next_ones)
            and not {*each.names} & {*choices}
        )
    )  # fmt: skip


def _all_of_them(reading: Reading) -> bool:
    """«las 3 cosas, y el color el normal», of what was priced together: all of it (S15)."""
    now, words = reading.situation, reading.text.words()
    told = now.question is Question.ANYTHING_ELSE or is_name_question(now.question)
    refused = any(
        is_refused(reading, each) and {*each.names} & {*now.choices} for each in reading.mentions
    )
    named = {*now.choices} & {name for each in reading.mentions for name in each.names}
    if not (told and named) or refused or are_alternatives(_priced(reading)):
        return False
    hours = {at for item in reading.items for at in range(item.start, item.end)}
    counted = any(
        first in {"las", "los"} and second in _COUNTS.get(len(now.choices), ()) and at not in hours
        for at, (first, second) in enumerate(pairwise(words))
    )
    return counted or any(
        first in _ALL and second not in _ARTICLES for first, second in pairwise([*words, BREAK])
    )


_COUNTS = {2: {"dos", "2"}, 3: {"tres", "3"}, 4: {"cuatro", "4"}}
_ALL = listed("todo ambas ambos")
_ARTICLES = listed("el la los las lo un una este esta mi")


def _both(reading: Reading, choices: Sequence[str]) -> str | None:
    """«las dos cosas», when one of the choices is the two others together."""
    line = f" {reading.text.line}"
    said = any(f" {each} " in line for each in ("las dos", "los dos", "ambas", "las dos cosas"))
    return next((name for name in choices if said and parts_of(name, choices)), None)


def picks_beside(reading: Reading, spelling: Spelling) -> list[tuple[int, Command]]:
    """«sí, Laura; el normal, el sábado», when both prices were told and a name was asked for; «el
    color normal», of which it would be asked next.
    """
    now = reading.situation
    waiting = now.unclear or [each for one in now.group for each in one.unclear]
    if is_name_question(reading.question) and waiting and not now.choices:
        next_one = replace(now, choices=waiting[0].candidates)
        reading = replace(reading, situation=next_one)
    if _all_of_them(reading):
        all_told = (*_priced(reading), *_besides(reading, reading.situation.choices))
        return [(0, Book(services=all_told))]
    choices = reading.situation.choices
    both = reading.question is Question.ANYTHING_ELSE and not are_alternatives(_priced(reading))
    if both or reading.has("drop"):
        return []
    if not (is_name_question(reading.question) or reading.question in ABOUT_CHOICES):
        return []
    own = {*fold(reading.situation.first_name).split()}
    strange = {reading.text.word(index) for index in reading.left_over(*_BESIDE_A_CHOICE)}
    strange -= {each.word for each in reading.text.tokens if each.kind in {"money", "figure"}}
    if len(choices) < _PAIR or strange - own - _SMALLER - _LARGER - _LITTLE:
        return []
    picked = which_service(reading, spelling)
    checked = reading.question is Question.NAME_CHECK and (
        reading.has("yes") or own & {*reading.text.words()}
    )
    return [(-1, Accept()), *picked] if picked and checked else picked


def _priced(reading: Reading) -> list[str]:
    """The choices, but for a free consultation about them."""
    return [name for name in reading.situation.choices if _cents(reading, name)]


_PAIR = 2
_BESIDE_A_CHOICE = (
    "yes", "thanks", "greeting", "first_one", "second_one", "third_one", "last_one",
)  # fmt: skip
_LITTLE = listed(
    "el la los las lo de del pues mejor entonces porfa por favor que mas con y quiero ponme soy"
)


def _narrowed(
    reading: Reading, choices: Sequence[str], spelling: Spelling
) -> list[tuple[int, Command]]:
    """«sin bioterapia», which leaves two of three."""
    stems = {name: frozenset(map(stem, spelling.words(name))) for name in choices}
    left = tuple(_not_refused(reading, stems))
    if not 1 < len(left) < len(choices):
        return []
    return [(0, Book(unclear=(UnclearService(words=reading.text.original, candidates=left),)))]


def _position_of(reading: Reading, count: int) -> int | None:
    places = (place for place, _ in reading.positions() if place <= count)
    return next((place - 1 if place > 0 else -1 for place in places), None)


def best_of(reading: Reading, choices: Sequence[str], spelling: Spelling) -> str | None:
    stems = {name: frozenset(map(stem, spelling.words(name))) for name in choices}
    kept = _not_refused(reading, stems)
    if len(kept) == 1 and len(choices) > 1:
        return kept[0]
    by_fact = _by_price(reading, kept) or by_age(reading, kept) or _by_minutes(reading, kept)
    if by_fact is not None:
        return by_fact
    by_words = _by_words(reading, kept)
    return by_words or _by_size(reading, kept, stems) or _plainest(reading, kept, stems)


def _plainest(
    reading: Reading, choices: Sequence[str], stems: Mapping[str, frozenset[str]]
) -> str | None:
    """«pues el color», between that colour and the extra one: the one without more words."""
    if not (_said_of_all(reading, choices) and are_alternatives(choices)):
        return None
    return min(choices, key=lambda name: len(stems[name]))


def _said_of_all(reading: Reading, choices: Sequence[str]) -> frozenset[str]:
    """Words that name all of them once more: «manicura», between three of them."""
    again = [each for each in reading.mentions if {*choices} <= {*each.names}]
    return frozenset(
        stem(word) for each in again for word in reading.text.words(each.start, each.end)
    )


def _not_refused(reading: Reading, stems: Mapping[str, frozenset[str]]) -> list[str]:
    """«sin bioterapia» leaves the others."""
    refused = _refused(reading)
    left = [name for name, own in stems.items() if not own & refused]
    larger = frozenset(map(stem, _LARGER_NAMES))
    long, short = bool(refused & _LARGER), bool(refused & _SHORT)
    if long and not short:  # «no lo tengo muy largo»
        left = [name for name in left if not stems[name] & larger]
    elif short and not long:
        left = [name for name in left if stems[name] & larger]
    return left or list(stems)


def _refused(reading: Reading) -> set[str]:
    """The words that a "no" or a "sin" takes out, plurals aside: «no es largo», «la extra no»."""
    words = [*reading.text.words(), "."]
    refused: set[str] = set()
    for place, word in enumerate(words):
        if word not in {"sin", "no", "ni"}:
            continue
        if place and words[place + 1] in _ENDING and words[place - 1] not in _ENDING:
            refused.add(words[place - 1])
            continue
        for each in words[place + 1 : place + _AFTER_NO]:
            if each in _ENDING:
                break
            refused.add(each)
            if each not in _HAS:
                break
    return refused | {stem(each) for each in refused}


#: «la que no lleva la bioterapia».
_HAS = listed(
    "lleva lleve llevan tiene tenga incluye con la el las los de del quiero es sea lo tengo muy "
    "tan demasiado mucho pelo melena esta"
)
_AFTER_NO = 6
_ENDING = frozenset({",", ".", "!", "?", BREAK, "y", "pero", "sino"})
_SHORT = frozenset({"corto", "corta", "cortito", "cortita", "corte"})


def _by_price(reading: Reading, choices: Sequence[str]) -> str | None:
    """«la de 23,20 €»."""
    said = {
        round(float(token.word.strip("€euros").replace(",", ".")) * 100)
        for token in reading.text.tokens
        if token.kind == "money" and re.fullmatch(r"€[\d.,]+(?:€|euros?|eur)?", token.word)
    }
    exact = next((name for name in choices if _cents(reading, name) in said), None)
    return exact or _by_euros(reading, choices)


def _by_euros(reading: Reading, choices: Sequence[str]) -> str | None:
    """«el de 43»: the only one of so many euros, cents aside."""
    figures = {
        token.word.strip("€euros ")
        for place, token in enumerate(reading.text.tokens)
        if token.kind in {"figure", "money"} and reading.text.word(place - 1) == "de"
    }
    fitting = [name for name in choices if str(_cents(reading, name) // 100) in figures]
    return fitting[0] if len(fitting) == 1 else None


def _cents(reading: Reading, name: str) -> int:
    service = reading.situation.catalogue.named(name)
    return service.price.cents if service else 0


def _by_minutes(reading: Reading, choices: Sequence[str]) -> str | None:
    """«la de media hora»: the only one that takes so long."""
    said = minutes_said(reading)
    words = reading.text.words()
    if said is None and len(words) == 1 and words[0].isdecimal():
        said = (int(words[0]), 0, 1)
    services = (reading.situation.catalogue.named(name) for name in choices)
    fitting = [each.name for each in services if each and said and each.minutes == said[0]]
    return fitting[0] if len(fitting) == 1 else None


def _by_words(reading: Reading, choices: Sequence[str]) -> str | None:
    """The choice whose own words were said; of two the cheaper (R40: never the dearer)."""
    said = {stem(word) for word in reading.text.words()} - _refused(reading)
    said -= _said_of_all(reading, choices)
    said |= {"permanente"} if said & _LASTING else set()
    own = {
        name: frozenset(map(stem, {*plain(name).replace("+", " ").split()} - _JOINING))
        for name in choices
    }
    shared = frozenset.intersection(*own.values()) if len(own) > 1 else frozenset()
    scores = {name: len((own[name] - shared) & said) for name in choices}
    best = max(scores.values(), default=0)
    fitting = [name for name in choices if scores[name] == best]
    return min(fitting, key=lambda name: _cents(reading, name)) if best else None


def _by_size(
    reading: Reading, choices: Sequence[str], stems: Mapping[str, frozenset[str]]
) -> str | None:
    """«pelo largo» is the longer name's, «normal» or «mujer» the plain one."""
    dated = {at for item in reading.items for at in range(item.start, item.end)}
    words = {word for at, word in enumerate(reading.text.words()) if at not in dated}
    words -= _refused(reading)
    ordered = sorted(choices, key=lambda name: len(stems[name]))
    if words & _LARGER:
        # «el completo», between a colour and the extra one, may be no roots only: no dearer for it.
        names = _LARGER_NAMES if words & (_LARGER - _WHOLE) else _LARGER_NAMES & _WHOLE
        larger = frozenset(map(stem, names))
        return next((name for name in ordered if stems[name] & larger), None)
    ages = any(_CHILDRENS & set(plain(name).split()) for name in choices)
    shortest = ordered[0]
    if words & _SMALLER and not ages and any(stems[shortest] - stems[name] for name in choices):
        return min(ordered, key=lambda name: _cents(reading, name))  # no name is part of the other
    return shortest if words & _SMALLER or (ages and words & _GROWN_UP) else None


_JOINING = listed("y con de")
_CHILDRENS = frozenset({"niño", "niña", "bebe", "caballero", "hombre"})
_LASTING = words_of_kind("lasting")
_GROWN_UP = frozenset(
    {"mujer", "señora", "adulta", "mi", "yo", "adulto", "chica", "mayor", "hombre", "señor"}
)
