"""The forms of Spanish verbs, so that a phrase need name a verb only once: `{cambiar}`.

Only what customers say to a salon: the present, the future, "-ría", the imperfect, the
subjunctives and the imperatives (de tú, de usted, de vos, de vosotros), with the pronouns that
hang on to them ("cámbiamela", "cancelárnoslo"). Nothing of what is past: "me cambiasteis la cita"
asks for nothing. Accents are folded away.
"""

import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import product

from .words import fold

_OBJECTS = ("lo", "la", "los", "las")
_PERSONS = ("me", "te", "se", "nos", "os", "le", "les")
_PRONOUNS = (*_PERSONS, *_OBJECTS, *("".join(both) for both in product(_PERSONS[:5], _OBJECTS)))
_WITH_OBJECT = tuple(each for each in _PRONOUNS if each.endswith(_OBJECTS))
#: How a stem is written before e: "reservar" → "reserve", but "coger" → "coja".
_BEFORE_E = (("gu", "gu"), ("c", "qu"), ("g", "gu"), ("z", "c"))


@dataclass(frozen=True, slots=True)
class Verb:
    """Forms that stand alone, and those on to which pronouns hang."""

    alone: frozenset[str]
    bases: frozenset[str]

    @property
    def with_object(self) -> frozenset[str]:
        """«cámbiala», «cambiármelo»."""
        return frozenset(f"{base}{each}" for base in self.bases for each in _WITH_OBJECT)

    @property
    def forms(self) -> frozenset[str]:
        hanging = (f"{base}{each}" for base in self.bases for each in _PRONOUNS)
        return self.alone | self.bases | frozenset(hanging)


class UnknownVerb(ValueError):
    """A verb in braces that is no infinitive."""


@cache
def forms_of(infinitive: str) -> frozenset[str]:
    """All forms of a verb: "cambiar"; only those with an object: "cambiarla"."""
    if infinitive.endswith("rla"):
        return _verb(infinitive.removesuffix("la")).with_object
    return _verb(infinitive).forms


@cache
def _verb(infinitive: str) -> Verb:
    irregular = _tables()["irregular"].get(infinitive)
    if irregular:
        alone, bases = irregular["forms"], irregular["with_pronouns"]
        return Verb(frozenset(map(fold, alone)), frozenset(map(fold, bases)))
    if not infinitive.endswith(("ar", "er", "ir")):
        msg = f"«{infinitive}»: a verb in braces is an infinitive, or one with «la»"
        raise UnknownVerb(msg)
    stem, ending = infinitive[:-2], infinitive[-2:]
    stressed = _tables()["stressed"].get(infinitive, stem)
    build = _of_ar if ending == "ar" else _of_er
    return build(stem, stressed, ending)


@cache
def _tables() -> dict[str, dict]:  # type: ignore[type-arg]
    source = (
        files("atrevete_adapters.reglas.vocabulary")
        .joinpath("verbs.toml")
        .read_text(encoding="utf-8")
    )
    return tomllib.loads(source)


def _of_ar(stem: str, stressed: str, ending: str) -> Verb:
    soft, stressed_soft = _before_e(stem), _before_e(stressed)
    alone = {
        *_with(stressed, "o as a an"),
        *_with(stem, "amos ais as aba abas abamos abais aban ara aras aramos arais aran"),
        *_with(stem, "ase ases asemos aseis asen"),
        *_with(stressed_soft, "e es en"),
        *_with(soft, "emos eis es"),
        *_later(f"{stem}{ending}"),
    }
    bases = {
        f"{stem}ar", f"{stem}ando", f"{stressed}a", f"{stem}a", f"{stem}ad",
        f"{stressed_soft}e", f"{stressed_soft}en", f"{soft}emos",
    }  # fmt: skip
    return Verb(frozenset(alone), frozenset(bases))


def _of_er(stem: str, stressed: str, ending: str) -> Verb:
    hard, stressed_hard = _before_a(stem), _before_a(stressed)
    theme = ending[0]
    alone = {
        f"{stressed_hard}o",
        *_with(stressed, "es e en"),
        *_with(stem, f"{theme}mos {'eis' if theme == 'e' else 'is'} {theme}s"),
        *_with(stem, "ia ias iamos iais ian"),
        *_with(stressed_hard, "a as an"),
        *_with(hard, "amos ais"),
        *_later(f"{stem}{ending}"),
    }
    bases = {
        f"{stem}{ending}", f"{stem}iendo", f"{stressed}e", f"{stem}{theme}d",
        f"{stressed_hard}a", f"{stressed_hard}an", f"{hard}amos",
    }  # fmt: skip
    return Verb(frozenset(alone), frozenset(bases))


def _later(infinitive: str) -> Iterator[str]:
    """«cambiaré», «cambiaríais»."""
    return _with(infinitive, "e as a emos eis an ia ias iamos iais ian")


def _with(stem: str, endings: str) -> Iterator[str]:
    return (f"{stem}{ending}" for ending in endings.split())


def _before_e(stem: str) -> str:
    for end, written in _BEFORE_E:
        if stem.endswith(end):
            return stem.removesuffix(end) + written
    return stem


def _before_a(stem: str) -> str:
    return f"{stem[:-1]}j" if stem.endswith("g") else stem


def all_forms(infinitives: Iterable[str]) -> frozenset[str]:
    """The forms of several verbs."""
    return frozenset(form for each in infinitives for form in forms_of(each))
