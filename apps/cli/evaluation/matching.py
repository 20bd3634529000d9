"""Which appointment is which that was wanted: matched one to one, and why one does not fit."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from atrevete_core.domain.money import Money
from atrevete_core.domain.text import plain

from .case import Start, StartWindow, WantedAppointment, WantedCancellation
from .facts import Booked

Wanted = WantedAppointment | WantedCancellation


def euros(amount: Money) -> str:
    return f"{amount.cents / 100:.2f} €"


def cents(amount: float) -> Money:
    return Money(round(amount * 100))


def unmatched(wanted: Sequence[Wanted], booked: Sequence[Booked]) -> tuple[list[int], list[int]]:
    """The largest one-to-one matching; returns who of both sides is left over, by position."""
    fits = [
        [number for number, each in enumerate(booked) if not list(misfits(one, each))]
        for one in wanted
    ]
    taken: dict[int, int] = {}

    def seat(one: int, seen: set[int]) -> bool:
        for place in fits[one]:
            if place not in seen:
                seen.add(place)
                if place not in taken or seat(taken[place], seen):
                    taken[place] = one
                    return True
        return False

    missing = [one for one in range(len(wanted)) if not seat(one, set())]
    return missing, [place for place in range(len(booked)) if place not in taken]


def closest(wanted: Wanted, booked: Sequence[Booked]) -> str:
    """Why the likeliest appointment is not the wanted one; empty when there is none."""
    reasons = [list(misfits(wanted, each)) for each in booked]
    fewest = min(map(len, reasons), default=0)
    return next(("; ".join(each) for each in reasons if len(each) == fewest), "")


def misfits(wanted: Wanted, booked: Booked) -> Iterator[str]:
    """Each wanted thing that this appointment is not."""
    if wanted.services is not None and _names(wanted.services) != _names(booked.services):
        yield f"services are {', '.join(booked.services)}, not {', '.join(wanted.services)}"
    if wanted.stylist is not None and plain(booked.stylist) not in map(plain, wanted.stylist):
        yield f"stylist is {booked.stylist}, not {' or '.join(wanted.stylist)}"
    if wanted.start is not None and not starts_as(wanted.start, booked.start):
        yield f"start is {booked.start:%Y-%m-%d %H:%M}, not {start_text(wanted.start)}"
    if wanted.deposit_eur is not None and cents(wanted.deposit_eur) != booked.paid:
        yield f"{euros(booked.paid)} were paid, not {euros(cents(wanted.deposit_eur))}"
    if isinstance(wanted, WantedCancellation):
        yield from _refund_misfit(wanted, booked)
    else:
        yield from _own_misfits(wanted, booked)


def _refund_misfit(wanted: WantedCancellation, booked: Booked) -> Iterator[str]:
    if wanted.refund is not None and wanted.refund != booked.refunded:
        yield "a refund was asked for" if booked.refunded else "no refund was asked for"


def _own_misfits(wanted: WantedAppointment, booked: Booked) -> Iterator[str]:
    if wanted.says("pack") and plain(wanted.pack or "") != plain(booked.pack or ""):
        yield f"pack is {booked.pack or 'none'}, not {wanted.pack or 'none'}"
    if wanted.customer_name is not None and not _is_named(wanted.customer_name, booked):
        yield f"customer is {booked.customer_name}, not {wanted.customer_name}"
    if wanted.kept_deposit is not None and wanted.kept_deposit == booked.newly_paid:
        yield "there was a new payment" if booked.newly_paid else "there was no new payment"
    if wanted.group is not None and wanted.group != booked.in_group:
        yield "it is part of a group" if booked.in_group else "it is not part of a group"
    if wanted.booked_by is not None and _phone(wanted.booked_by) != _phone(booked.booked_by):
        yield f"{booked.booked_by or 'nobody'} booked it, not {wanted.booked_by}"


def _names(names: Sequence[str]) -> list[str]:
    return sorted(map(plain, names))


def _is_named(name: str, booked: Booked) -> bool:
    return set(plain(name).split()) <= set(plain(booked.customer_name).split())


def _phone(text: str) -> str:
    return "".join(each for each in text if each.isdigit())


def starts_as(wanted: Start, start: datetime) -> bool:
    """`start` is local; hours without a zone are the salon's."""
    wall = start.replace(tzinfo=None)
    if isinstance(wanted, StartWindow):
        hour = wall.time()
        return wall.date() == wanted.date and wanted.opens <= hour <= wanted.closes
    if wanted.tzinfo is not None:
        return wanted.timestamp() == start.timestamp()
    return wanted == wall


def start_text(wanted: Start) -> str:
    if isinstance(wanted, StartWindow):
        return f"{wanted.date} between {wanted.opens:%H:%M} and {wanted.closes:%H:%M}"
    return f"{wanted:%Y-%m-%d %H:%M}"


def wanted_text(wanted: Wanted) -> str:
    """«CORTAR on 2026-12-04 10:00»."""
    what = ", ".join(wanted.services) if wanted.services is not None else "an appointment"
    return what if wanted.start is None else f"{what} on {start_text(wanted.start)}"


def booked_text(booked: Booked) -> str:
    services = ", ".join(booked.services)
    return f"{services} on {booked.start:%Y-%m-%d %H:%M} with {booked.stylist}"
