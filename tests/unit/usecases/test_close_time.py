"""Staff take time away: bookings in the way stay, and each is a person's task."""

from datetime import date

import pytest

from atrevete_core.domain.booking import HoldStatus
from atrevete_core.domain.closing import Absence, Closure
from atrevete_core.domain.conversation import EscalationReason
from atrevete_core.domain.ids import derived_id
from atrevete_core.domain.interval import Interval
from atrevete_core.ports.storage import NotFound
from atrevete_core.usecases.auditing import Act
from atrevete_core.usecases.close_time import (
    close_day,
    enter_absence,
    in_the_way,
    in_the_way_on,
    reopen_day,
    withdraw_absence,
)
from tests.builders import CARMEN, NOW, SALON, madrid, stylist
from tests.unit.usecases.at_work import a_salon, holds, now_of, tasks


def absence(name: str = "Marta", *, reason: str = "médico") -> Absence:
    return Absence(
        id=derived_id("absence", name),
        salon_id=SALON.id,
        stylist_id=stylist(name).id,
        during=Interval.lasting(madrid(2026, 12, 18, 12), 120),
        reason=reason,
    )


async def test_an_absence_over_a_booking_is_a_task_and_the_booking_stays() -> None:
    salon = a_salon()
    booking = await holds(salon)
    hit = await enter_absence(salon.storage, absence(), at=NOW)
    await salon.settle()
    assert [each.id for each in hit] == [booking.appointments[0].id]
    assert await now_of(salon, booking) == booking
    (task,) = tasks(salon)
    assert (task.reason, task.silences) == (EscalationReason.AGENDA_CONFLICT, False)
    assert "Laura García" in task.summary
    assert "(médico)" in task.summary
    assert "choque en la agenda" in salon.team_thread[-1]


async def test_the_same_absence_again_is_the_same_task() -> None:
    salon = a_salon()
    await holds(salon)
    for _ in range(2):
        await enter_absence(salon.storage, absence(), at=NOW)
    assert len(tasks(salon)) == 1


async def test_an_absence_with_nobody_in_the_way_is_only_an_absence() -> None:
    salon = a_salon()
    await holds(salon)
    assert await enter_absence(salon.storage, absence("Pilar", reason=""), at=NOW) == []
    assert tasks(salon) == []


async def test_a_closed_day_is_one_task_for_each_booking() -> None:
    salon = a_salon()
    first = await holds(salon)
    await holds(salon, guest=CARMEN, intent="carmen", stylist_name="Pilar")
    await holds(salon, start=madrid(2026, 12, 19, 10), intent="saturday")
    closure = Closure(
        id=derived_id("closure", 1), salon_id=SALON.id, day=date(2026, 12, 18), reason="obras"
    )
    hit = await close_day(salon.storage, closure, at=NOW)
    assert len(hit) == len(tasks(salon)) == 2
    assert (await now_of(salon, first)).hold.status is HoldStatus.HELD
    async with salon.storage.transaction() as records:
        hours = await records.salons.hours(SALON.id, closure.day, closure.day)
    assert not hours.is_open(closure.day)


async def test_what_is_in_the_way_is_seen_before_it_is_entered() -> None:
    salon = a_salon()
    booking = await holds(salon)
    async with salon.storage.transaction() as records:
        by_absence = await in_the_way(records, stylist("Marta").id, absence().during)
        by_closure = await in_the_way_on(records, SALON.id, date(2026, 12, 18))
    assert [each.id for each in by_absence] == [booking.appointments[0].id]
    assert by_closure == by_absence
    assert tasks(salon) == []


async def test_time_taken_away_can_be_given_back_and_all_of_it_is_written_down() -> None:
    salon = a_salon()
    friday = date(2026, 12, 18)
    closure = Closure(id=derived_id("closure", 1), salon_id=SALON.id, day=friday, reason="obras")
    await enter_absence(salon.storage, absence(), at=NOW, actor="admin:lola")
    await close_day(salon.storage, closure, at=NOW, actor="admin:lola")
    act = Act(actor="admin:lola", at=NOW)
    async with salon.storage.transaction() as records:
        await withdraw_absence(records, SALON.id, absence().id, act)
        await reopen_day(records, SALON.id, friday, act)
        hours = await records.salons.hours(SALON.id, friday, friday)
        agenda = await records.bookings.agenda(
            SALON.id, friday, friday, stylists=[stylist("Marta").id],
            policy=await records.salons.policy(SALON.id),
        )  # fmt: skip
    assert hours.is_open(friday)
    assert not agenda.blocked.get(stylist("Marta").id)
    entries = list(salon.storage.tables.audit)
    assert [each.action for each in entries] == [
        "absence.entered", "day.closed", "absence.withdrawn", "day.reopened",
    ]  # fmt: skip
    assert {each.actor for each in entries} == {"admin:lola"}


async def test_what_was_never_taken_away_cannot_be_given_back() -> None:
    salon = a_salon()
    act = Act(actor="admin:lola", at=NOW)
    async with salon.storage.transaction() as records:
        with pytest.raises(NotFound):
            await withdraw_absence(records, SALON.id, absence().id, act)
        with pytest.raises(NotFound):
            await reopen_day(records, SALON.id, date(2026, 12, 18), act)
