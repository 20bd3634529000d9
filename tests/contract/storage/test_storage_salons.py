from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import date, time
from uuid import uuid4

import pytest

from atrevete_adapters.memory import MemoryStorage
from atrevete_adapters.postgres.engine import open_engine
from atrevete_adapters.postgres.seeding import seed
from atrevete_adapters.postgres.storage import PostgresStorage
from atrevete_core.domain.closing import Absence, Closure
from atrevete_core.domain.ids import SalonId, StylistId
from atrevete_core.domain.interval import Interval
from atrevete_core.domain.money import Money
from atrevete_core.domain.opening import Closed, TimeSpan, WeeklyHours
from atrevete_core.ports.storage import NotFound, Storage
from tests.builders import CATALOGUE, FRIDAY, POLICY, REFERENCE, SALON, madrid, stylist

CHRISTMAS_EVE, NEW_YEARS_EVE = date(2026, 12, 24), date(2026, 12, 31)
_WITH_SPECIAL_DAYS = replace(
    REFERENCE,
    special_days={
        CHRISTMAS_EVE: (TimeSpan(time(10), time(13)), TimeSpan(time(15), time(17))),
        NEW_YEARS_EVE: (),
    },
)


@pytest.fixture(params=["memory", "postgres"])
async def festive_storage(request: pytest.FixtureRequest) -> AsyncIterator[Storage]:
    """A salon with hours of its own on two dates."""
    if request.param == "memory":
        yield MemoryStorage(_WITH_SPECIAL_DAYS)
        return
    engine = open_engine(request.getfixturevalue("database_url"))
    await seed(engine, _WITH_SPECIAL_DAYS)
    yield PostgresStorage(engine)
    await engine.dispose()


async def test_the_salon_is_as_it_was_sown(storage: Storage) -> None:
    async with storage.transaction() as records:
        assert await records.salons.get(SALON.id) == SALON
        assert await records.salons.catalogue(SALON.id) == CATALOGUE
        assert await records.salons.policy(SALON.id) == POLICY
        assert tuple(await records.salons.faqs(SALON.id)) == REFERENCE.faqs


async def test_there_is_no_other_salon(storage: Storage) -> None:
    nowhere = SalonId(uuid4())
    async with storage.transaction() as records:
        with pytest.raises(NotFound):
            await records.salons.get(nowhere)
        with pytest.raises(NotFound):
            await records.salons.policy(nowhere)
        with pytest.raises(NotFound):
            await records.salons.change_policy(nowhere, POLICY)
        with pytest.raises(NotFound):
            await records.salons.policy(SALON.id, version=7)


async def test_new_terms_get_the_next_version_and_old_ones_stay(storage: Storage) -> None:
    dearer = replace(POLICY, deposit_percent=30, min_deposit=Money(100))
    async with storage.transaction() as records:
        stored = await records.salons.change_policy(SALON.id, dearer)
        assert stored == replace(dearer, version=2)
        assert await records.salons.policy(SALON.id) == stored
        assert await records.salons.policy(SALON.id, version=1) == POLICY


async def test_the_week_is_open_but_for_sundays_and_holidays(storage: Storage) -> None:
    async with storage.transaction() as records:
        hours = await records.salons.hours(SALON.id, date(2026, 12, 1), date(2026, 12, 31))
    assert hours.on(FRIDAY) == (TimeSpan(time(10), time(20)),)
    assert hours.on(date(2026, 12, 19)) == (TimeSpan(time(10), time(14)),)
    assert hours.on(date(2026, 12, 20)) == Closed("")
    assert isinstance(hours.on(date(2026, 12, 8)), Closed)


async def test_holidays_of_both_years_close_the_salon_around_new_year(storage: Storage) -> None:
    async with storage.transaction() as records:
        hours = await records.salons.hours(SALON.id, date(2026, 12, 20), date(2027, 1, 10))
    assert not hours.is_open(date(2026, 12, 25))
    assert not hours.is_open(date(2027, 1, 6))
    assert hours.is_open(date(2027, 1, 7))


async def test_a_closure_is_said_with_its_reason(storage: Storage) -> None:
    closure = Closure(id=uuid4(), salon_id=SALON.id, day=FRIDAY, reason="obras")
    async with storage.transaction() as records:
        await records.salons.add_closure(closure)
        await records.salons.add_closure(replace(closure, id=uuid4(), reason="reforma"))
        hours = await records.salons.hours(SALON.id, FRIDAY, FRIDAY)
    assert hours.on(FRIDAY) == Closed("reforma")


async def test_special_days_have_hours_of_their_own_or_none(festive_storage: Storage) -> None:
    async with festive_storage.transaction() as records:
        hours = await records.salons.hours(SALON.id, CHRISTMAS_EVE, NEW_YEARS_EVE)
        other_week = await records.salons.hours(SALON.id, FRIDAY, FRIDAY)
    assert hours.on(CHRISTMAS_EVE) == (
        TimeSpan(time(10), time(13)),
        TimeSpan(time(15), time(17)),
    )
    assert hours.on(NEW_YEARS_EVE) == Closed("")
    assert other_week.special == {}


async def test_hours_are_replaced_as_a_whole(festive_storage: Storage) -> None:
    marta, split = stylist("Marta").id, (TimeSpan(time(9), time(13)), TimeSpan(time(16), time(19)))
    async with festive_storage.transaction() as records:
        await records.salons.set_week(SALON.id, WeeklyHours({3: split}))
        await records.salons.set_working_week(SALON.id, marta, WeeklyHours({3: split[:1]}))
        await records.salons.set_special_day(SALON.id, CHRISTMAS_EVE, None)
        await records.salons.set_special_day(SALON.id, NEW_YEARS_EVE, split)
        await records.salons.set_special_day(SALON.id, FRIDAY, ())
        await records.salons.set_special_day(SALON.id, date(2026, 12, 23), None)
    async with festive_storage.transaction() as records:
        agenda = await records.bookings.agenda(
            SALON.id, FRIDAY, NEW_YEARS_EVE, stylists=[marta, stylist("Pilar").id], policy=POLICY
        )
    assert agenda.hours.weekly == WeeklyHours({3: split})
    assert agenda.hours.special == {NEW_YEARS_EVE: split, FRIDAY: ()}
    assert agenda.working[marta] == WeeklyHours({3: split[:1]})
    assert agenda.working[stylist("Pilar").id] == REFERENCE.working[stylist("Pilar").id]
    async with festive_storage.transaction() as records:
        await records.salons.set_week(SALON.id, WeeklyHours({}))
        hours = await records.salons.hours(SALON.id, FRIDAY, FRIDAY)
    assert hours.weekly == WeeklyHours({})


async def _blocked(storage: Storage, who: StylistId) -> tuple[Interval, ...]:
    async with storage.transaction() as records:
        agenda = await records.bookings.agenda(
            SALON.id, FRIDAY, FRIDAY, stylists=[who], policy=POLICY
        )
    return agenda.blocked[who]


async def test_an_absence_takes_time_away_and_is_entered_once(storage: Storage) -> None:
    marta = stylist("Marta").id
    during = Interval(madrid(2026, 12, 17, 16), madrid(2026, 12, 18, 12))
    absence = Absence(id=uuid4(), salon_id=SALON.id, stylist_id=marta, during=during)
    for _ in range(2):
        async with storage.transaction() as records:
            await records.salons.add_absence(absence)
    assert await _blocked(storage, marta) == (during,)
    assert await _blocked(storage, stylist("Pilar").id) == ()


async def test_busy_time_is_replaced_within_its_window_only(storage: Storage) -> None:
    marta = stylist("Marta").id
    friday = SALON.day(FRIDAY)
    dentist = Interval(madrid(2026, 12, 18, 11), madrid(2026, 12, 18, 12))
    school = Interval(madrid(2026, 12, 18, 17), madrid(2026, 12, 18, 18))
    week_later = Interval(madrid(2026, 12, 28, 11), madrid(2026, 12, 28, 12))
    async with storage.transaction() as records:
        await records.salons.replace_busy(marta, SALON.day(date(2026, 12, 28)), [("c", week_later)])
        await records.salons.replace_busy(marta, friday, [("a", dentist)])
        await records.salons.replace_busy(marta, friday, [("b", school), ("a", dentist)])
        await records.salons.replace_busy(marta, friday, [("b", school)])
    assert await _blocked(storage, marta) == (school,)
    async with storage.transaction() as records:
        await records.salons.replace_busy(marta, friday, [])
        agenda = await records.bookings.agenda(
            SALON.id, FRIDAY, date(2026, 12, 28), stylists=[marta], policy=POLICY
        )
    assert agenda.blocked[marta] == (week_later,)


async def test_a_closed_day_is_opened_again_once(storage: Storage) -> None:
    closure = Closure(id=uuid4(), salon_id=SALON.id, day=FRIDAY, reason="obras")
    async with storage.transaction() as records:
        await records.salons.add_closure(closure)
        await records.salons.remove_closure(SALON.id, FRIDAY)
        assert (await records.salons.hours(SALON.id, FRIDAY, FRIDAY)).is_open(FRIDAY)
        with pytest.raises(NotFound):
            await records.salons.remove_closure(SALON.id, FRIDAY)


async def test_an_absence_is_withdrawn_once_and_only_by_its_own_salon(storage: Storage) -> None:
    marta = stylist("Marta").id
    during = Interval.lasting(madrid(2026, 12, 18, 12), 60)
    absence = Absence(id=uuid4(), salon_id=SALON.id, stylist_id=marta, during=during)
    async with storage.transaction() as records:
        await records.salons.add_absence(absence)
        with pytest.raises(NotFound):
            await records.salons.remove_absence(SalonId(uuid4()), absence.id)
        await records.salons.remove_absence(SALON.id, absence.id)
        with pytest.raises(NotFound):
            await records.salons.remove_absence(SALON.id, absence.id)
        agenda = await records.bookings.agenda(
            SALON.id, FRIDAY, FRIDAY, stylists=[marta], policy=POLICY
        )
    assert agenda.blocked.get(marta, ()) == ()
