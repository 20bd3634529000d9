"""Grave words that ask nothing of health and tell of no danger: «trabajo en urgencias, el martes me
toca guardia», «ahogada de trabajo», «cansada de vivir con estos pelos» (R30, R49).

A person who reads one message too many does no harm; a booking that is lost because a nurse told
her shifts does.
"""

import re

from atrevete_core.domain.catalogue import Category

from ..reading import Reading
from ..text.notation import Found
from ..text.words import listed
from ..vocabulary.kinds import words_of_kind

_NEAR = 4
#: Where somebody works or goes, as much as what they are asked about.
_PLACES = (
    "dermatolog", "ginecolog", "oncolog", "medicina", "receta", "urgencias", "ambulancia",
    "cirugia",
)  # fmt: skip
_WORKS = re.compile(
    r"\b(?:trabaj\w+|estudi\w+|turnos?|guardias?|clinica|consulta d\w+|facultad|carrera"
    r"|oposicion\w*|practicas|residente|conductora?"
    r"|soy (?:\w+ )?(?:dermatolog|ginecolog|oncolog)\w+)\b"
)
#: «tengo cita con el dermatólogo a las 5», told beside a wish.
_SEES = re.compile(
    r"\b(?:cita|hora|consulta|revision) (?:con|en|para|al|del|de) (?:(?:el|la|mi) )?$"
    r"|\btengo (?:(?:el|la|al) )?$"
)
_MANNERS = words_of_kind("dies_of")
#: What is told beside a wish, of nothing that touches it.
_TOLD = words_of_kind("health_told")
_SURE = listed("seguro segura malo mala")
_LOOKS = words_of_kind("looks") | {"barba", "pelazo", "cabello", "puntas"}
#: «no quiero estar aquí toda la tarde», «acabar con esto hoy: ponme un corte».
_LASTS = listed("toda todo tres dos mucho mas tanto horas hasta esperando cuatro")
_ENDS_IT = listed("acabar terminar acabo termino acabare terminare")


def is_only_told(reading: Reading, span: Found[str]) -> bool:
    """Whether the grave word is of something else."""
    return (
        _is_of_work(reading, span)
        or _is_a_manner(reading, span)
        or _is_sure_of_a_day(reading, span)
        or _is_a_trial(reading, span)
        or _is_told_of_oneself(reading, span)
    )


def _is_of_work(reading: Reading, span: Found[str]) -> bool:
    """«estudio medicina y solo puedo por las tardes», «tengo dermatólogo a las 5, corte luego»."""
    text = reading.text
    if not any(word.startswith(_PLACES) for word in text.words(span.start, span.end)):
        return False
    first, last = reading.clause(span.start)
    sees = _SEES.search(text.between(max(first, span.start - _NEAR), span.start) + " ")
    told = _WORKS.search(text.between(first, last)) or (sees and reading.items)
    return bool(told) and text.word(last) != "?"


def _is_a_manner(reading: Reading, span: Found[str]) -> bool:
    """«me ahogo de calor», «ahogada en papeles», «me estoy quemando de tanto trabajo»."""
    for at in (span.end - 1, span.end):
        if reading.text.word(at) in {"de", "en"}:
            return bool(_MANNERS & {*reading.text.words(at + 1, at + _NEAR)})
    return False


def _is_sure_of_a_day(reading: Reading, span: Found[str]) -> bool:
    """«¿es seguro para mañana?» asks for the appointment."""
    sure = _SURE & {*reading.text.words(span.start, span.end)}
    return bool(sure) and any(
        span.start < each.start <= span.end or each.start < span.end <= each.end
        for each in reading.items
    )


def _is_a_trial(reading: Reading, span: Found[str]) -> bool:
    """«con el periodo de prácticas», «el periodo de prueba»."""
    period = reading.text.word(span.end - 1) == "periodo"
    return period and reading.text.word(span.end) in {"de", "del", "vacacional"}


def _is_told_of_oneself(reading: Reading, span: Found[str]) -> bool:
    """«soy celíaca, da igual, quiero corte»: nothing is asked, and nothing touches the face."""
    if not _TOLD & {*reading.text.words(span.start, span.end)} or reading.asks:
        return False
    catalogue = reading.situation.catalogue
    named = [catalogue.named(name) for each in reading.mentions for name in each.names]
    return bool(named) and all(each and each.category is Category.HAIR for each in named)


def is_no_wish_to_die(reading: Reading, span: Found[str]) -> bool:
    """«cansada de vivir con este pelo», «no quiero estar aquí toda la tarde», «acabar con todo hoy:
    corte y mechas».
    """
    text = reading.text
    words, after = {*text.words(span.start, span.end)}, text.words(span.end, span.end + _NEAR)
    if after[:1] in (["con"], ["de"]) and _LOOKS & {*after}:
        return True
    if words & {"aqui"} and _LASTS & {*after[:1]}:
        return True
    return bool(words & _ENDS_IT and reading.mentions) and "vida" not in words
