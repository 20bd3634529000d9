"""Which of the customer's own appointments is meant."""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from atrevete_core.domain.booking import Appointment, AppointmentStatus, HoldStatus
from atrevete_core.domain.commands import When
from atrevete_core.domain.ids import AppointmentId, CustomerId
from atrevete_core.domain.interval import after
from atrevete_core.phrases.facts import Visit
from atrevete_core.ports.storage import Records
from atrevete_core.usecases.find_slots import time_wish
from atrevete_core.usecases.telling import visit_of

from .dialogue import Draft
from .situation import Books


async def confirmed_ahead(records: Records, books: Books) -> list[Appointment]:
    """The customer's confirmed appointments from now on (theirs and those they booked), by time."""
    if books.customer is None:
        return []
    found = await records.bookings.appointments_of(books.customer.id, since=books.now)
    return [each for each in found if each.status is AppointmentStatus.CONFIRMED]


async def begun(records: Records, books: Books) -> list[Appointment]:
    """Those that have begun and are not over yet: only a person changes them (R20)."""
    if books.customer is None:
        return []
    since = after(books.now, hours=-LONGEST_HOURS)
    found = await records.bookings.appointments_of(books.customer.id, since=since)
    return [each for each in found if is_begun(each, at=books.now)]


async def not_over(records: Records, books: Books) -> list[Appointment]:
    """The confirmed ones, with the one that has begun: whichever may be spoken of."""
    return [*await begun(records, books), *await confirmed_ahead(records, books)]


def is_begun(appointment: Appointment, *, at: datetime) -> bool:
    """Whether somebody may be in the chair, or on the way to it."""
    confirmed = appointment.status is AppointmentStatus.CONFIRMED
    return confirmed and appointment.start < at < appointment.during.end


#: No appointment takes longer.
LONGEST_HOURS = 8


def twin(
    appointments: Sequence[Appointment], customer_id: CustomerId, start: datetime,
    services: Sequence[str],
) -> Appointment | None:  # fmt: skip
    """What this person has already at that very time: it is not to be booked twice unasked."""
    return next(
        (
            each
            for each in appointments
            if each.customer_id == customer_id
            and each.during.start <= start < each.during.end
            and set(services) <= set(each.service_names)
        ),
        None,
    )


def meant(
    appointments: Sequence[Appointment], which: When | None, *, known: str | None, books: Books
) -> Appointment | None:
    """The one that is meant: already spoken of, named by its day or hour, or the only one."""
    by_id = {str(each.id): each for each in appointments}
    if known in by_id:
        return by_id[known]
    only = appointments[0] if len(appointments) == 1 else None
    return named(appointments, which, books=books) or only


def named(
    appointments: Sequence[Appointment], which: When | None, *, books: Books
) -> Appointment | None:
    """The only one on the day, at the hour and with the stylist that were said."""
    if which is None:
        return None
    fitting = [each for each in appointments if suits(books.salon.local(each.start), which)]
    if which.stylist:
        with_whom = books.catalogue.stylist_named(which.stylist)
        fitting = [each for each in fitting if with_whom and each.stylist_id == with_whom.id]
    return fitting[0] if len(fitting) == 1 else None


def suits(start: datetime, which: When) -> bool:
    """Whether that local start is on the day and at the hour that was said."""
    return _on_day(start.date(), which) and time_wish(which).allows(start.time())


def _on_day(day: date, which: When) -> bool:
    if which.days is None:
        return True
    first, last = which.days.first or day, which.days.last or day
    return first <= day <= last


async def in_its_own_way(records: Records, draft: Draft, books: Books) -> tuple[Appointment, ...]:
    """What moves, or is held for this very booking, does not stand in its own way."""
    held = books.latest_hold
    if draft.moves is None:
        mine = held is not None and held.status is HoldStatus.HELD
        mine = mine and held is not None and draft.hold_id == str(held.id)
        return (await records.bookings.get(held.id)).appointments if held and mine else ()
    moving = AppointmentId(UUID(draft.moves))
    booking = await records.bookings.of_appointment(moving)
    return tuple(each for each in booking.appointments if each.id == moving)


async def told(records: Records, appointment: Appointment, books: Books) -> Visit:
    """As it is told to the writer: whose it is, when it is somebody else's."""
    mine = books.customer is not None and appointment.customer_id == books.customer.id
    who = "" if mine else (await records.people.customer(appointment.customer_id)).first_name
    return visit_of(appointment, salon=books.salon, catalogue=books.catalogue, who=who)


async def are_booked(records: Records, services: Sequence[str], books: Books) -> bool:
    """«¿cuánto dura lo del viernes?»: an appointment is of just these services."""
    ahead = await confirmed_ahead(records, books)
    return any({*each.service_names} == {*services} for each in ahead)
