"""Saying what was found: slots on offer, full days, closed days (R8, R21)."""

from collections.abc import Sequence
from datetime import date

from atrevete_core.domain.availability import Slot
from atrevete_core.domain.commands import ChooseWhen, Command, PartOfDay, When
from atrevete_core.domain.conversation import Reply
from atrevete_core.domain.opening import TimeSpan
from atrevete_core.phrases import booking, opening
from atrevete_core.ports.language_model import Question
from atrevete_core.usecases.find_slots import (
    Choice,
    Found,
    NothingFree,
    SalonCloses,
    TooFar,
    time_wish,
)

from .dialogue import Dialogue, Offered
from .situation import Books

_PARTS = {
    PartOfDay.MORNING: "por la mañana",
    PartOfDay.AFTERNOON: "por la tarde",
    PartOfDay.EVENING: "a última hora",
}


def offered(slot: Slot, books: Books) -> Offered:
    """A slot as the dialogue keeps it."""
    return Offered(
        start=books.salon.local(slot.start),
        end=books.salon.local(slot.during.end),
        stylist_id=str(slot.stylist_id),
        stylist=books.catalogue.stylist(slot.stylist_id).name,
    )


def tell(found: Found, dialogue: Dialogue, books: Books, *, when: When, seed: str) -> Reply:
    """Words for what was found; the open question is set accordingly. Not for a slot that fits."""
    today = books.now.date()
    match found:
        case Choice():
            dialogue.ask(Question.SLOT)
            dialogue.offered = [offered(slot, books) for slot in found.slots]
            note = _note(found, books, when)
            offers = [booking.Offer(start=o.start, stylist=o.stylist) for o in dialogue.offered]
            return booking.slots(offers, today=today, note=note, seed=seed)
        case _:
            return tell_no_slots(found, dialogue, books)


def tell_no_slots(found: object, dialogue: Dialogue, books: Books) -> Reply:
    """Closed, too far, or full: say why, and ask for another day (R21)."""
    today = books.now.date()
    dialogue.ask(Question.DAY)
    match found:
        case SalonCloses():
            dialogue.choices = [day.isoformat() for day in found.next_days]
            closed = opening.closed_day(found.day, found.reason, today=today)
            days = [(day, books.hours.spans(day)) for day in found.next_days]
            return Reply(text=f"{closed} {opening.open_days(days, today=today)}")
        case TooFar():
            return Reply(text=booking.too_far(books.policy))
        case NothingFree():
            return Reply(text=booking.nothing_free())
        case _:
            msg = f"nothing to tell about {found}"
            raise TypeError(msg)


def _note(found: Choice, books: Books, when: When) -> str:
    """What of the wish the slots do not meet."""
    today = books.now.date()
    missed = found.missed_stylist
    name = books.catalogue.stylist(missed).name if missed else ""
    if found.missed_hour is not None:
        day, asked = found.missed_hour.date(), When(at=found.missed_hour.time())
        if not _is_open_then(books.hours.spans(day), asked):
            return opening.opens_only(books.hours.spans(day), today=today)
        return booking.hour_not_free(found.missed_hour, stylist=name)
    if found.full_day is None:
        return ""
    if name:
        return booking.stylist_full(name, found.full_day, today=today)
    if when.days and when.days.first != when.days.last:
        return ""
    spans = books.hours.spans(found.full_day)
    if not _is_open_then(spans, when):
        return opening.opens_only(spans, found.full_day, today=today)
    return _full(found.full_day, when, today)


def _is_open_then(spans: Sequence[TimeSpan], when: When) -> bool:
    """Whether the salon opens at all in the part of the day that was asked for."""
    wish = time_wish(when)
    low, high = wish.exact or wish.earliest, wish.exact or wish.latest
    return any(
        (low or span.opens) < span.closes and span.opens <= (high or span.closes) for span in spans
    )


def without_hours_of_another_day(
    when: When, said: Sequence[Command], books: Books
) -> tuple[When, str]:
    """«¿y el sábado?», after hours of an afternoon, where Saturdays have none: that day's own
    hours, and what is to be said of them.
    """
    days = [each.when for each in said if isinstance(each, ChooseWhen)]
    told = any(each.part or each.at or each.earliest or each.latest for each in days)
    day = when.days.first if when.days and when.days.first == when.days.last else None
    spans = books.hours.spans(day) if day else ()
    if not days or told or when.at or day is None or not spans or _is_open_then(spans, when):
        return when, ""
    anytime = {"part": None, "earliest": None, "latest": None, "done_by": None}
    free = when.model_copy(update=anytime)
    return free, opening.opens_only(spans, today=books.now.date())


def _full(day: date, when: When, today: date) -> str:
    if (when.part is None or day == today) and (
        when.earliest or when.latest or when.done_by or when.part
    ):
        return booking.hours_full(day, today=today, same_day=day == today)
    if when.part is not None:
        return booking.part_full(_PARTS[when.part], day, today=today)
    return booking.day_full(day, today=today, same_day=day == today)
