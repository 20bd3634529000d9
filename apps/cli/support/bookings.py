"""`atrevete bookings`: lists of appointments; cancelling and moving one."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date, datetime
from uuid import uuid4

from sqlalchemy import ColumnElement, or_

from atrevete_adapters.postgres.tables import appointments
from atrevete_core.domain.booking import Appointment, AppointmentStatus, IllegalStep
from atrevete_core.domain.cancellation import GiveBack, Keep, LeaveToPerson
from atrevete_core.domain.ids import AppointmentId, StylistId
from atrevete_core.ports.storage import Records, SlotTaken
from atrevete_core.usecases.auditing import Act
from atrevete_core.usecases.cancel import terms_of_cancelling
from atrevete_core.usecases.place_hold import NotBookable
from atrevete_core.usecases.reschedule import Move
from atrevete_core.usecases.staff_bookings import cancel_by_staff, move_by_staff

from ..codes import FINE, NOT_FOUND, REFUSED
from ..standing import Booked, booked
from . import looking
from .desk import Desk, Sorry, at_desk, euros, short

_ACTIVE = (AppointmentStatus.PROVISIONAL.value, AppointmentStatus.CONFIRMED.value)


def list_them(*, who: str | None, day: date | None, every: bool, as_json: bool) -> int:
    async def work(desk: Desk) -> int:
        wanted = await _wanted(desk, who=who, day=day, every=every)
        found = await booked(desk.office.engine, *wanted)
        if as_json:
            return desk.tells([asdict(each) for each in found])
        desk.shows(_table(desk, found), nothing="No appointments.")
        return FINE

    return at_desk(work)


async def _wanted(
    desk: Desk, *, who: str | None, day: date | None, every: bool
) -> list[ColumnElement[bool]]:
    wanted = [appointments.c.salon_id == desk.salon.id]
    if who:
        found = await looking.person(desk, who)
        theirs = (appointments.c.customer_id == found.id, appointments.c.booked_by == found.id)
        wanted.append(or_(*theirs))
    if day:
        whole = desk.salon.day(day)
        wanted += [appointments.c.starts_at >= whole.start, appointments.c.starts_at < whole.end]
    elif not every:
        wanted.append(appointments.c.ends_at > desk.at)
    if not every:
        wanted.append(appointments.c.status.in_(_ACTIVE))
    return wanted


def _table(desk: Desk, found: Sequence[Booked]) -> list[tuple[str, ...]]:
    heading = ("ID", "START", "STATUS", "STYLIST", "CUSTOMER", "SERVICES", "TOTAL", "PAID")
    lines = (
        (
            short(each.id),
            desk.when(each.start),
            each.status,
            each.stylist,
            each.customer,
            each.pack or ", ".join(each.services),
            euros(each.total),
            euros(each.paid - each.refunded),
        )
        for each in found
    )
    return [heading, *lines]


def cancel(*, booking: str, by_salon: bool, reason: str, by: str | None, yes: bool) -> int:
    async def work(desk: Desk) -> int:
        visit = await _appointment(desk, await looking.booking(desk, booking))
        if visit.status is AppointmentStatus.PROVISIONAL:
            raise Sorry(
                "It waits for its deposit: give its time free with"
                f" `atrevete bookings release {short(visit.hold_id)}`.",
                REFUSED,
            )
        effect = [
            await told(desk, visit),
            await _what_becomes_of_the_deposit(desk, visit, by_salon),
        ]
        desk.asks(effect, yes=yes)
        act = desk.act(by, reason)
        try:
            outcome = await desk.decides(
                lambda records: cancel_by_staff(records, visit.id, act, by_salon=by_salon)
            )
        except IllegalStep as error:
            raise Sorry(f"It cannot be cancelled: {error}.", REFUSED) from error
        desk.says(
            f"Cancelled. Going back: {euros(outcome.refund.cents)};"
            f" kept: {euros(outcome.kept.cents)}. The customer is being told."
        )
        return FINE

    return at_desk(work)


async def _what_becomes_of_the_deposit(desk: Desk, visit: Appointment, by_salon: bool) -> str:  # noqa: FBT001
    if visit.status is not AppointmentStatus.CONFIRMED:
        raise Sorry(f"It cannot be cancelled: it is {visit.status}.", REFUSED)
    terms = await desk.reads(
        lambda records: terms_of_cancelling(records, visit, at=desk.at, by_salon=by_salon)
    )
    match terms:
        case GiveBack(amount):
            return f"Its deposit, {euros(amount.cents)}, goes back to the customer."
        case Keep(amount):
            return f"Short notice: the salon keeps the deposit, {euros(amount.cents)}."
        case LeaveToPerson():
            raise Sorry("It has begun: how it went is recorded in the admin.", REFUSED)


def move(
    *, booking: str, to: datetime, stylist: str | None, reason: str, by: str | None, yes: bool
) -> int:
    async def work(desk: Desk) -> int:
        visit = await _appointment(desk, await looking.booking(desk, booking))
        start = desk.own_hour(to)
        target = await _stylist(desk, stylist) if stylist else visit.stylist_id
        with_whom = f" with {stylist}" if stylist else ""
        effect = f"It moves to {desk.when(start)}{with_whom}; its deposit goes with it."
        desk.asks([await told(desk, visit), effect], yes=yes)
        act = desk.act(by, reason)
        wanted = Move(
            appointment_id=visit.id, stylist_id=target, start=start, intent=f"cli:{uuid4()}"
        )
        await _move(desk, wanted, act)
        desk.says(f"Moved to {desk.when(start)}. The customer is being told.")
        return FINE

    return at_desk(work)


async def _move(desk: Desk, move: Move, act: Act) -> None:
    try:
        await desk.decides(lambda records: move_by_staff(records, move, act))
    except SlotTaken as error:
        raise Sorry("The stylist is not free then.", REFUSED) from error
    except NotBookable as error:
        raise Sorry(
            "Nothing can be booked then: it is past, too far off or closed.", REFUSED
        ) from error
    except IllegalStep as error:
        raise Sorry(f"It cannot be moved: {error}.", REFUSED) from error


async def _appointment(desk: Desk, appointment_id: AppointmentId) -> Appointment:
    found = await desk.reads(lambda records: records.bookings.of_appointment(appointment_id))
    return next(each for each in found.appointments if each.id == appointment_id)


async def _stylist(desk: Desk, name: str) -> StylistId:
    catalogue = await desk.reads(lambda records: records.salons.catalogue(desk.salon.id))
    found = catalogue.stylist_named(name)
    if found is None:
        known = ", ".join(each.name for each in catalogue.stylists)
        raise Sorry(f"No stylist is called {name}; there are {known}.", NOT_FOUND)
    return found.id


async def told(desk: Desk, visit: Appointment) -> str:
    """One appointment in a line."""

    async def names(records: Records) -> tuple[str, str]:
        customer = await records.people.customer(visit.customer_id)
        catalogue = await records.salons.catalogue(visit.salon_id)
        return customer.full_name, catalogue.stylist(visit.stylist_id).name

    customer, stylist = await desk.reads(names)
    services = ", ".join(visit.service_names)
    return f"{short(visit.id)}: {customer}, {services} with {stylist}, {desk.when(visit.start)}."
