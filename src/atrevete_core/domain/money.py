"""Euros, exact to the cent. Percentages are rounded here and nowhere else."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal


@dataclass(frozen=True, order=True, slots=True)
class Money:
    """An amount in euro cents. VAT is always included (SCENARIOS, business facts)."""

    cents: int

    def __add__(self, other: "Money") -> "Money":
        return Money(self.cents + other.cents)

    def __sub__(self, other: "Money") -> "Money":
        return Money(self.cents - other.cents)

    def __bool__(self) -> bool:
        return self.cents != 0

    def percent(self, percent: int | Decimal) -> "Money":
        """A share of the amount, rounded half up to the cent."""
        share = Decimal(self.cents) * Decimal(percent) / 100
        return Money(int(share.quantize(Decimal(1), rounding=ROUND_HALF_UP)))

    @classmethod
    def from_euros(cls, euros: str | Decimal) -> "Money":
        """`Money.from_euros("26.20")`. Raises ValueError for fractions of a cent."""
        cents = Decimal(euros) * 100
        if cents != cents.to_integral_value():
            msg = f"{euros} euros is not a whole number of cents"
            raise ValueError(msg)
        return cls(int(cents))


NOTHING = Money(0)


def total(amounts: Iterable[Money]) -> Money:
    """The sum of the amounts; nothing for none."""
    return Money(sum(amount.cents for amount in amounts))


def shares(whole: Money, parts: Sequence[Money]) -> tuple[Money, ...]:
    """Split `whole` in proportion to `parts`: each share is rounded, the last one takes the rest.

    In a group each appointment gets its own share of the one deposit (SCENARIOS, deposit).
    """
    every = total(parts)
    if not parts:
        return ()
    if not every:
        return (*(NOTHING for _ in parts[:-1]), whole)
    split: list[Money] = []
    for part in parts[:-1]:
        # One division, so that an exact half cent stays one; and rounding up never overdraws.
        share = Decimal(whole.cents * part.cents) / every.cents
        rounded = Money(int(share.quantize(Decimal(1), rounding=ROUND_HALF_UP)))
        split.append(min(rounded, whole - total(split)))
    return (*split, whole - total(split))
