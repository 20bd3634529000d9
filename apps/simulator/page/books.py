"""What the page reads in the salon's own books: who works when, what is held, who is known."""

from collections.abc import Coroutine, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from time import monotonic
from typing import Any, Final, Protocol, TypeVar
from zoneinfo import ZoneInfo

from sqlalchemy import Select, and_, func, select
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from atrevete_adapters.postgres.storage import PostgresStorage
from atrevete_adapters.postgres.tables import (
    absences,
    appointments,
    contacts,
    conversations,
    customers,
    holds,
    stylists,
)
from atrevete_adapters.seeds import REFERENCE_SALON
from atrevete_core.domain.opening import Closed
from atrevete_core.domain.policy import SalonPolicy
from atrevete_core.ports.storage import NotFound, StorageUnavailable

#: How far ahead a day with hours is looked for.
_DAYS_AHEAD: Final = 21
_FRESH_SECONDS: Final = 0.5

Key = TypeVar("Key")
Value = TypeVar("Value")


@dataclass(frozen=True, kw_only=True)
class Worker:
    """A stylist, as the agenda's column."""

    name: str
    calendar_id: str


@dataclass(frozen=True, kw_only=True)
class Away:
    """Time that a stylist does not work, by their calendar's id."""

    calendar_id: str
    start: datetime
    end: datetime
    reason: str


@dataclass(frozen=True, kw_only=True)
class Known:
    """What the salon remembers of a customer."""

    name: str
    visits: int = 0
    next_start: datetime | None = None
    next_stylist: str = ""


@dataclass(frozen=True, kw_only=True)
class Moments:
    """When something will happen by itself, soonest first; none when nothing is due."""

    warning: datetime | None = None
    lapse: datetime | None = None
    reminder: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class Day:
    """One date in the salon. Without `spans` it is closed, and `closed` says why."""

    date: date
    zone: ZoneInfo
    workers: Sequence[Worker] = ()
    spans: Sequence[tuple[time, time]] = ()
    closed: str = ""
    away: Sequence[Away] = ()
    #: Until when an appointment is only held, by its entry in the calendar.
    deadlines: Mapping[str, datetime] = field(default_factory=dict)
    moments: Moments = field(default_factory=Moments)
    known: Mapping[str, Known] = field(default_factory=dict)
    #: Whose conversations are with a person, by what Chatwoot knows them by; none: not known here.
    with_person: frozenset[str] | None = None


class Books(Protocol):
    """Reads only. While the books cannot be read, what they would say is left out."""

    async def first_open_day(self, at: datetime) -> date:
        """The day to show first: today where the salon opens today and has not closed yet."""

    async def read(self, day: date, at: datetime) -> Day:
        """That day's hours, who is away, what is held until when, and who is known."""


class RememberedBooks:
    """The same for a moment: several browsers look several times a second."""

    def __init__(self, books: Books) -> None:
        self._books = books
        self._open_days: dict[None, tuple[float, date]] = {}
        self._days: dict[date, tuple[float, Day]] = {}

    async def first_open_day(self, at: datetime) -> date:
        return await _remembered(self._open_days, None, self._books.first_open_day(at))

    async def read(self, day: date, at: datetime) -> Day:
        return await _remembered(self._days, day, self._books.read(day, at))


async def _remembered(
    shelf: dict[Key, tuple[float, Value]], key: Key, asking: Coroutine[Any, Any, Value]
) -> Value:
    """What stands on the shelf if it is fresh, else what is answered now."""
    found = shelf.get(key)
    if found is not None and monotonic() - found[0] < _FRESH_SECONDS:
        asking.close()
        return found[1]
    answer = await asking
    shelf.clear()
    shelf[key] = (monotonic(), answer)
    return answer


class NoBooks:
    """A simulator without a salon beside it: five days a week, nobody known."""

    zone: Final = ZoneInfo("Europe/Madrid")

    async def first_open_day(self, at: datetime) -> date:
        return at.astimezone(self.zone).date()

    async def read(self, day: date, at: datetime) -> Day:  # noqa: ARG002 - nothing depends on now
        return Day(date=day, zone=self.zone, spans=((time(10), time(20)),))


class DatabaseBooks:
    """The salon's database, where this simulator shares it."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine
        self._storage = PostgresStorage(engine)

    async def first_open_day(self, at: datetime) -> date:
        try:
            async with self._storage.transaction() as records:
                salon = await records.salons.get(REFERENCE_SALON)
                today = salon.today(at)
                last = today + timedelta(days=_DAYS_AHEAD)
                hours = await records.salons.hours(salon.id, today, last)
        except (StorageUnavailable, NotFound, SQLAlchemyError):
            return at.astimezone(NoBooks.zone).date()
        spans = hours.spans(today)
        if spans and salon.local(at).time() < spans[-1].closes:
            return today
        ahead = hours.next_open_days(today, count=1, horizon_days=_DAYS_AHEAD)
        return ahead[0] if ahead else today

    async def read(self, day: date, at: datetime) -> Day:
        """The day as the books have it; an empty one while they cannot be read."""
        try:
            return await self._read(day, at)
        except (StorageUnavailable, NotFound, SQLAlchemyError):
            return Day(date=day, zone=NoBooks.zone)

    async def _read(self, day: date, at: datetime) -> Day:
        async with self._storage.transaction() as records:
            salon = await records.salons.get(REFERENCE_SALON)
            policy = await records.salons.policy(salon.id)
            catalogue = await records.salons.catalogue(salon.id)
            hours = (await records.salons.hours(salon.id, day, day)).on(day)
        async with self._engine.connect() as connection:
            whole = salon.day(day)
            return Day(
                date=day,
                zone=salon.zone,
                workers=[
                    Worker(name=each.name, calendar_id=each.calendar_id)
                    for each in catalogue.stylists
                ],
                spans=[] if isinstance(hours, Closed) else [(s.opens, s.closes) for s in hours],
                closed=hours.reason if isinstance(hours, Closed) else "",
                away=await _away(connection, whole.start, whole.end),
                deadlines=await _deadlines(connection),
                moments=await _moments(connection, policy, at),
                known=await _known(connection, at),
                with_person=await _with_person(connection),
            )


async def _away(connection: AsyncConnection, start: datetime, end: datetime) -> list[Away]:
    query = (
        select(stylists.c.calendar_id, absences.c.starts_at, absences.c.ends_at, absences.c.reason)
        .join(stylists, stylists.c.id == absences.c.stylist_id)
        .where(absences.c.starts_at < end, absences.c.ends_at > start)
    )
    return [
        Away(calendar_id=row.calendar_id, start=row.starts_at, end=row.ends_at, reason=row.reason)
        for row in await connection.execute(query)
    ]


async def _deadlines(connection: AsyncConnection) -> dict[str, datetime]:
    query = (
        select(appointments.c.id, appointments.c.revision, holds.c.deadline)
        .join(holds, holds.c.id == appointments.c.hold_id)
        .where(holds.c.status == "held")
    )
    rows = await connection.execute(query)
    # The adapter's own way to name an entry.
    return {f"{row.id.hex}r{row.revision}": row.deadline for row in rows}


async def _moments(connection: AsyncConnection, policy: SalonPolicy, at: datetime) -> Moments:
    soonest = func.min(holds.c.deadline)
    held = holds.c.status == "held"
    unwarned: datetime | None = await connection.scalar(
        select(soonest).where(held, holds.c.warned_at.is_(None), holds.c.deadline > at)
    )
    lapse: datetime | None = await connection.scalar(
        select(soonest).where(held, holds.c.deadline > at)
    )
    ahead = timedelta(hours=policy.reminder_hours)
    upcoming: datetime | None = await connection.scalar(
        select(func.min(appointments.c.starts_at)).where(
            appointments.c.status == "confirmed",
            appointments.c.reminded_at.is_(None),
            appointments.c.starts_at > at + ahead,
        )
    )
    warned = unwarned - timedelta(minutes=policy.warn_minutes) if unwarned else None
    return Moments(
        warning=warned if warned and warned > at else None,
        lapse=lapse,
        reminder=upcoming - ahead if upcoming else None,
    )


async def _with_person(connection: AsyncConnection) -> frozenset[str]:
    query = (
        select(contacts.c.channel_id)
        .join(conversations, conversations.c.contact_id == contacts.c.id)
        .where(conversations.c.human_since.is_not(None))
    )
    return frozenset((await connection.scalars(query)).all())


async def _known(connection: AsyncConnection, at: datetime) -> dict[str, Known]:
    """Everybody with a name, by what Chatwoot knows them by."""
    found: dict[str, Known] = {}
    for row in await connection.execute(_people(at)):
        found[row.channel_id] = Known(
            name=f"{row.first_name} {row.last_name}".strip(),
            visits=row.visits,
            next_start=row.next_start,
            next_stylist=row.next_stylist or "",
        )
    return found


def _people(at: datetime) -> Select[tuple[str, str, str, int, datetime | None, str | None]]:
    own = appointments.c.customer_id == customers.c.id
    ahead = and_(own, appointments.c.status == "confirmed", appointments.c.starts_at > at)
    visits = select(func.count()).where(own, appointments.c.status == "completed")
    first = select(func.min(appointments.c.starts_at)).where(ahead)
    with_whom = (
        select(stylists.c.name)
        .join(appointments, appointments.c.stylist_id == stylists.c.id)
        .where(ahead)
        .order_by(appointments.c.starts_at)
        .limit(1)
    )
    return select(
        contacts.c.channel_id,
        customers.c.first_name,
        customers.c.last_name,
        visits.correlate(customers).scalar_subquery().label("visits"),
        first.correlate(customers).scalar_subquery().label("next_start"),
        with_whom.correlate(customers).scalar_subquery().label("next_stylist"),
    ).join(customers, customers.c.id == contacts.c.customer_id)
