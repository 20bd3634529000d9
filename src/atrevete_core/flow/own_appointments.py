"""Which of the customer's own appointments is meant."""

from collections.abc import Sequence
from datetime import date, datetime

from atrevete_core.domain.booking import Appointment, AppointmentStatus
from atrevete_core.domain.commands import When
from atrevete_core.domain.ids import CustomerId
from atrevete_core.ports.storage import Records
from atrevete_core.usecases.find_slots import time_wish

from .situation import Books


async def confirmed_ahead(records: Records, books: Books) -> list[Appointment]:
    """The customer's confirmed appointments from now on (theirs and those they booked), by time."""
    if books.customer is None:
        return []
    found = await records.bookings.appointments_of(books.customer.id, since=books.now)
    return [each for each in found if each.status is AppointmentStatus.CONFIRMED]


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
    """The only one on the day or at the hour that was said."""
    if which is None:
        return None
    fitting = [each for each in appointments if _fits(books.salon.local(each.start), which)]
    return fitting[0] if len(fitting) == 1 else None


def _fits(start: datetime, which: When) -> bool:
    return _on_day(start.date(), which) and time_wish(which).allows(start.time())


def _on_day(day: date, which: When) -> bool:
    if which.days is None:
        return True
    first, last = which.days.first or day, which.days.last or day
    return first <= day <= last
