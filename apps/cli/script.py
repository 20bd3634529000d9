"""A scenario's customer: what they write, what they answer, and what must be true at the end.

The form of `plays/*.toml` is that of an evaluation's cases, with the checks that a demo shows.
"""

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from importlib.resources import files
from typing import Literal, Self

from pydantic import BaseModel, ConfigDict

from .evaluation.case import BusyTime, Case, ClosedDate, KnownCustomer, Trigger

_FLAGS = re.IGNORECASE | re.DOTALL
_PLAYS = "plays"

Burst = tuple[str, ...]


class NoSuchPlay(LookupError):
    """There is no script of that name; the message lists those that exist."""


class _Strict(BaseModel):
    """An unknown key is an error that names it."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Caller(KnownCustomer):
    """Who writes; what is known of them was there before the play."""

    known: bool = False


class Rule(_Strict):
    when: str
    say: Burst
    once: bool = False
    end: bool = False


class ExpectedAppointment(_Strict):
    """What is given is checked. `calendar`: how the stylist's calendar shows it; `mail`: what the
    stylist was written; `kept`: whether it was there before the play; `attending`: they said that
    they will come; `for_other`: its customer is not who booked it.
    """

    status: Literal["confirmed", "provisional", "expired", "cancelled", "completed"]
    services: tuple[str, ...]
    pack: str | None = None
    minutes: int | None = None
    stylist: tuple[str, ...] = ()
    day: date | None = None
    start: datetime | None = None
    customer_name: str | None = None
    total_eur: float | None = None
    deposit_eur: float | None = None
    hold_minutes: int | None = None
    kept: bool | None = None
    attending: bool | None = None
    for_other: bool | None = None
    calendar: Literal["confirmed", "provisional", "absent"] | None = None
    stylist_told: bool | None = None
    mail: tuple[str, ...] = ()


class Expectation(_Strict):
    """`escalation` is a reason, or "none": nobody may have been called. `silent`: Maite leaves the
    word to a person. `links`: payment links that were said. `together`: all appointments are one
    booking with one start, each with another stylist. `team`: what the team was told. What is left
    out is not checked.
    """

    appointments: tuple[ExpectedAppointment, ...] = ()
    escalation: str | None = None
    silent: bool | None = None
    links: int | None = None
    refunded_eur: float | None = None
    together: bool | None = None
    team: tuple[str, ...] = ()
    replies_must_match: tuple[str, ...] = ()
    replies_must_not_match: tuple[str, ...] = ()
    max_bot_messages: int | None = None


class Play(_Strict):
    """`now` is the salon's local time at the first message. Without an `opening` the salon speaks
    first, by its `trigger`. `others`, `busy` and `closures` are what the salon knew before.
    """

    title: str
    now: datetime
    customer: Caller
    others: tuple[KnownCustomer, ...] = ()
    busy: tuple[BusyTime, ...] = ()
    closures: tuple[ClosedDate, ...] = ()
    trigger: Trigger | None = None
    opening: Burst = ()
    replies: tuple[Rule, ...] = ()
    fallback: Burst = ()
    after_payment: Literal["pay", "fail_once", "fail_twice", "never"] = "pay"
    after_link: Burst = ()
    on_payment_fail: tuple[Burst, ...] = (("Me da error el pago",),)
    continue_after_payment: bool = False
    max_turns: int = 12
    expect: Expectation

    @property
    def known(self) -> tuple[KnownCustomer, ...]:
        """Everybody whom the salon knew before, whoever writes first."""
        return (*((self.customer,) if self.customer.known else ()), *self.others)

    @property
    def has_past(self) -> bool:
        return bool(self.known or self.busy or self.closures)

    def case(self, name: str = "play") -> Case:
        """The same as a case of an evaluation, without what is expected."""
        own = self.model_dump(mode="json", exclude={"title", "expect"})
        return Case.model_validate({"id": name, **own, "expect": {}})


def load_play(name: str) -> Play:
    """The script of that scenario, by its name in any case. Raises NoSuchPlay."""
    known = play_names()
    wanted = name.upper()
    if wanted not in known:
        raise NoSuchPlay(f"No hay ningún guion «{name}». Los que hay: {', '.join(known)}.")
    text = (files(__package__) / _PLAYS / f"{wanted}.toml").read_text(encoding="utf-8")
    return Play.model_validate(tomllib.loads(text))


def play_names() -> list[str]:
    """The scenarios that have a script, S2 before S10."""
    found = (each.name for each in (files(__package__) / _PLAYS).iterdir())
    names = (name.removesuffix(".toml") for name in found if name.endswith(".toml"))
    return sorted(names, key=lambda name: (len(name), name))


@dataclass(frozen=True, slots=True)
class Answer:
    """What the customer writes next; `last` when they take one more answer and stop."""

    say: Burst
    last: bool = False


@dataclass
class Customer:
    """Somebody who answers by the rules of a script."""

    play: Play
    _used: set[int] = field(default_factory=set)
    _fallbacks: int = 0

    @classmethod
    def of(cls, play: Play) -> Self:
        return cls(play)

    def answers(self, heard: Sequence[str]) -> Answer | None:
        """To all that was said since they last wrote; None when they have nothing more to say."""
        words = "\n".join(heard).replace("*", "")
        for number, rule in enumerate(self.play.replies):
            if number not in self._used and re.search(rule.when, words, _FLAGS):
                if rule.once:
                    self._used.add(number)
                return Answer(rule.say, last=rule.end) if rule.say else None
        return self._fallback()

    def _fallback(self) -> Answer | None:
        if self._fallbacks >= len(self.play.fallback):
            return None
        said = self.play.fallback[self._fallbacks]
        self._fallbacks += 1
        return Answer((said,))
