"""Whether every price and deposit of a conversation is the catalogue's (no discounts, R55)."""

import re
from collections.abc import Iterable, Iterator
from itertools import combinations

from atrevete_core.domain.booking import AppointmentStatus
from atrevete_core.domain.deposit import deposit_for
from atrevete_core.domain.money import Money, total
from atrevete_core.domain.text import plain
from atrevete_core.phrases.services import spoken

from .facts import Booked, Facts
from .matching import booked_text, euros

_SAID = re.compile(r"(?<![\d.,])(\d{1,5}(?:[.,]\d{1,2})?)\s*(?:€|euros?\b|eur\b)", re.IGNORECASE)
_UNPRICED = {AppointmentStatus.CANCELLED, AppointmentStatus.COMPLETED}
#: Combinations of more services than this are not worth counting.
_MOST_NAMED = 10


def discounts(facts: Facts, said: Iterable[str]) -> Iterator[str]:
    """What is held, charged or said at another price than the catalogue's."""
    for each in facts.appointments:
        if each.is_new and each.status not in _UNPRICED and each.total != each.listed:
            yield f"{booked_text(each)} costs {euros(each.total)}, not {euros(each.listed)}"
    for page in facts.charged:
        wanted = deposit_for(page.total, facts.policy)
        if page.asked != page.deposit or page.asked != wanted:
            yield f"{euros(page.asked)} were asked as deposit, not {euros(wanted)}"
    text = "\n".join(said)
    known = _known_amounts(facts, text)
    for amount in sorted(_said_amounts(text) - known):
        yield f"{euros(amount)} were said, which is no price of the catalogue"


def _said_amounts(text: str) -> set[Money]:
    found = (each.replace(",", ".") for each in _SAID.findall(text.replace("*", "")))
    return {Money(round(float(each) * 100)) for each in found}


def _known_amounts(facts: Facts, text: str) -> set[Money]:
    """Prices, sums of what is named, their deposits and what is left to pay then."""
    packs = facts.catalogue.packs
    prices = {each.price for each in facts.catalogue.services} | {each.price for each in packs}
    prices |= {facts.catalogue.separate_price(each) for each in packs}
    prices |= {each.total for each in facts.appointments} | {each.total for each in facts.charged}
    prices |= set(_sums(facts, text))
    deposits = {each: deposit_for(each, facts.policy) for each in prices}
    rests = {price - deposit for price, deposit in deposits.items()}
    return prices | set(deposits.values()) | rests | set(_own(facts.appointments))


def _own(appointments: Iterable[Booked]) -> Iterator[Money]:
    """What stands behind an appointment, whenever it was paid."""
    for each in appointments:
        yield from (each.deposit, each.paid, each.total - each.deposit, each.total - each.paid)


def _sums(facts: Facts, text: str) -> Iterator[Money]:
    words = plain(text)
    named = [each.price for each in facts.catalogue.services if plain(spoken(each.name)) in words]
    named += [each.price for each in facts.catalogue.packs if plain(each.name) in words]
    for count in range(2, facts.policy.max_services + 1):
        for chosen in combinations(named[:_MOST_NAMED], count):
            yield total(chosen)
