"""The claims gate: what a model wrote goes out only when the books of this turn bear it out.

Decision 1 (DESIGN section 1): every price, time, date, name, link, phone number and every
"reservada/confirmada/cancelada/devuelta" must stand in what was looked up or committed in this
turn. Pure: findings in, what is not borne out.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from atrevete_core.domain.text import plain
from atrevete_core.phrases.claims import Claim, ClaimKind, claims_in
from atrevete_core.ports.language_model import Finding, Situation

_HALF_A_DAY = 12 * 60
#: What the status of a looked-up appointment bears out; nothing is confirmed without its deposit.
_DEEDS: Mapping[str, frozenset[str]] = {
    "provisional": frozenset({"held"}),
    "confirmed": frozenset({"held", "confirmed", "paid"}),
    "cancelled": frozenset({"cancelled"}),
    "refunded": frozenset({"refunded"}),
    "moved": frozenset({"moved"}),
    "paid": frozenset({"paid"}),
}
_NAMES = frozenset({"name", "stylist", "services", "topic", "first_name", "person"})


@dataclass(frozen=True, kw_only=True, slots=True)
class Facts:
    """What was looked up or committed in this turn. `today` is the salon's local date."""

    today: date
    cents: frozenset[int] = frozenset()
    minutes: frozenset[int] = frozenset()
    #: Minutes of the day.
    times: frozenset[int] = frozenset()
    days: frozenset[date] = frozenset()
    #: Single words of names, plain.
    names: frozenset[str] = frozenset()
    deeds: frozenset[str] = frozenset()
    #: What the salon's own texts claim may be claimed again.
    told: frozenset[tuple[ClaimKind, str]] = frozenset()

    def bear_out(self, claim: Claim) -> bool:
        if (claim.kind, claim.value) in self.told:
            return True
        match claim.kind:
            case ClaimKind.PRICE:
                return int(claim.value) in self.cents
            case ClaimKind.TIME:
                return self._has_time(claim.value)
            case ClaimKind.DAY:
                return any(_is_day(each, claim.value, self.today) for each in self.days)
            case ClaimKind.DURATION:
                return int(claim.value) in self.minutes
            case ClaimKind.NUMBER:
                return int(claim.value) in self._numbers()
            case ClaimKind.NAME:
                return claim.value in self.names
            case ClaimKind.DONE:
                return claim.value in self.deeds or (claim.value == "done" and bool(self.deeds))
            case ClaimKind.LINK | ClaimKind.PHONE | ClaimKind.PERCENT | ClaimKind.DISCOUNT:
                return False

    def _has_time(self, value: str) -> bool:
        """«~5:00» is five o'clock of either half of the day."""
        moment = time.fromisoformat(value.removeprefix("~").zfill(5))
        said = moment.hour * 60 + moment.minute
        return said in self.times or (value[0] == "~" and said + _HALF_A_DAY in self.times)

    def _numbers(self) -> set[int]:
        """Figures that stand alone: an hour, a day of the month, whole euros, minutes."""
        hours = {each // 60 for each in self.times}
        euros = {each // 100 for each in self.cents if each % 100 == 0}
        clock = hours | {hour - 12 for hour in hours if hour > 12}  # noqa: PLR2004 - the clock's face
        return {*clock, *euros, *self.minutes, *(each.day for each in self.days)}


def _is_day(day: date, parts: str, today: date) -> bool:
    """Whether that date has all the parts that were said: "w4 d18 m12"."""
    read = {"w": day.weekday(), "d": day.day, "m": day.month, "y": day.year}
    return all(
        day == today + timedelta(days=int(part))
        if part[0] == "+"
        else read[part[0]] == int(part[1:])
        for part in parts.split()
    )


def facts_of(
    today: date,
    findings: Iterable[object],
    *,
    names: Iterable[str] = (),
    people: Collection[str] = (),
) -> Facts:
    """Facts out of plain JSON: what look-ups brought, and what else is known of the turn.

    `names` may be said beside those that were found: the customer's own.
    """
    pile = _Pile(people)
    for finding in findings:
        pile.add("", finding)
    return Facts(
        today=today,
        cents=frozenset(pile.cents),
        minutes=frozenset(pile.minutes),
        times=frozenset(pile.times),
        days=frozenset(pile.days),
        names=frozenset(word for name in (*pile.names, *names) for word in _words(name)),
        deeds=frozenset(pile.deeds),
        told=frozenset(pile.told),
    )


def facts_of_turn(situation: Situation, findings: Iterable[Finding]) -> Facts:
    """What this turn's look-ups bear out: offers of earlier turns may be gone meanwhile."""
    return facts_of(
        situation.now.date(),
        [each.result for each in findings],
        names=[situation.first_name],
        people=people_of(situation),
    )


def people_of(situation: Situation) -> list[str]:
    """Who works here: their names count however they are written."""
    return [plain(each.name) for each in situation.catalogue.stylists]


def unborne(text: str, facts: Facts, people: Collection[str] = ()) -> list[Claim]:
    """The claims of the text that nothing bears out; none: it may go out."""
    return [claim for claim in claims_in(text, people) if not facts.bear_out(claim)]


def gated(text: str, situation: Situation, findings: Iterable[Finding]) -> str:
    """The text when everything in it is borne out, else nothing."""
    facts = facts_of_turn(situation, findings)
    return "" if unborne(text, facts, people_of(situation)) else text


class _Pile:
    """Walks through JSON and sorts what it finds by the names of the keys."""

    def __init__(self, people: Collection[str]) -> None:
        self._people = people
        self.cents: set[int] = set()
        self.minutes: set[int] = set()
        self.times: set[int] = set()
        self.days: set[date] = set()
        self.names: list[str] = []
        self.deeds: set[str] = set()
        self.told: set[tuple[ClaimKind, str]] = set()

    def add(self, key: str, found: object) -> None:
        match found:
            case Mapping():
                for name, value in found.items():
                    self.add(str(name), value)
            case list() | tuple():
                for each in found:
                    self.add(key, each)
            case bool() | None:
                return
            case int():
                self._add_number(key, found)
            case str():
                self._add_text(key, found)

    def _add_number(self, key: str, number: int) -> None:
        if key.endswith("_cents"):
            self.cents.add(number)
        elif key == "minutes":
            self.minutes.add(number)

    def _add_text(self, key: str, text: str) -> None:
        if key in _NAMES:
            self.names.append(text)
        elif key == "status":
            self.deeds |= _DEEDS.get(text, frozenset())
        elif key == "open":
            self.times |= set(_hours_in(text))
        elif not self._add_moment(text):
            self.told |= {(each.kind, each.value) for each in claims_in(text, self._people)}
            # «Jueves Santo»: where the salon's own words begin, a capital may be a name's as well.
            self.names += [word for word in text.split() if word[:1].isupper()]

    def _add_moment(self, text: str) -> bool:
        try:
            moment = datetime.fromisoformat(text)
        except ValueError:
            return False
        self.days.add(moment.date())
        if len(text) > len("2026-12-18"):
            self.times.add(moment.hour * 60 + moment.minute)
        return True


def _words(name: str) -> list[str]:
    return re.findall(r"[^\W\d_]+", plain(name))


def _hours_in(text: str) -> Iterator[int]:
    """«10:00-20:00»."""
    for each in text.split("-"):
        moment = time.fromisoformat(each)
        yield moment.hour * 60 + moment.minute
