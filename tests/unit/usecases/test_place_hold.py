"""Keeping slots while the deposit is paid: all or nothing, once, and never for two."""

from dataclasses import replace
from datetime import datetime

import pytest

from atrevete_adapters.memory.salon import MemorySalon
from atrevete_core.domain.availability import overlapping
from atrevete_core.domain.booking import AppointmentStatus, HoldStatus
from atrevete_core.domain.catalogue import MixedCategories
from atrevete_core.domain.closing import Absence
from atrevete_core.domain.deposit import DepositStatus
from atrevete_core.domain.ids import HoldId, derived_id
from atrevete_core.domain.interval import Interval, after
from atrevete_core.domain.money import NOTHING, Money
from atrevete_core.ports.deposit_gateway import CheckoutState
from atrevete_core.ports.storage import SlotTaken
from atrevete_core.ports.stylist_calendar import Look
from atrevete_core.usecases.close_time import enter_absence
from atrevete_core.usecases.place_hold import NotBookable, TooManyHolds, place_hold
from tests.builders import CARMEN, LAURA, NOW, SALON, a_customer, madrid, stylist
from tests.unit.usecases.at_work import (
    AT_HALF_PAST_TWELVE,
    a_part,
    a_request,
    a_salon,
    holds,
    ledger_of,
    now_of,
    tasks,
    told,
)


async def guests(salon: MemorySalon) -> None:
    async with salon.storage.transaction() as records:
        await LAURA.arrives(records)
        await CARMEN.arrives(records)


async def test_a_hold_keeps_the_slot_and_asks_for_the_deposit() -> None:
    salon = a_salon()
    booking = await holds(salon, "MECHAS", "CORTAR")
    assert (booking.hold.total, booking.hold.deposit) == (Money(8000), Money(1600))
    assert booking.hold.deadline == after(NOW, minutes=30)
    (page,) = salon.gateway.open_pages
    assert page.amount == Money(1600)
    (link,) = told(salon)
    assert page.url in link
    assert "hasta las 11:30 (30 min)" in link
    assert "confirmada" not in link


async def test_a_hold_shows_yellow_in_the_stylists_calendar() -> None:
    salon = a_salon()
    await holds(salon)
    (entry,) = salon.calendar.shown("marta@calendario.example")
    assert entry.look is Look.PROVISIONAL
    assert entry.title == "(pendiente de anticipo) Laura: corte"
    assert "600111222" not in entry.title + entry.description


async def test_the_same_intent_gets_the_same_hold_and_one_link() -> None:
    salon = a_salon()
    first = await holds(salon)
    again = await holds(salon)
    assert again.hold.id == first.hold.id
    assert len(salon.gateway.checkouts) == 1
    assert len(told(salon)) == 1


async def test_two_customers_never_get_one_slot() -> None:
    salon = a_salon()
    await holds(salon)
    with pytest.raises(SlotTaken) as refusal:
        await holds(salon, guest=CARMEN, intent="carmen")
    assert [slot.start for slot in refusal.value.slots] == [AT_HALF_PAST_TWELVE]
    assert len(salon.storage.tables.holds.items()) == 1


async def test_a_stylist_who_is_away_cannot_be_booked() -> None:
    salon = a_salon()
    absence = Absence(
        id=derived_id("absence", 1),
        salon_id=SALON.id,
        stylist_id=stylist("Marta").id,
        during=Interval.lasting(madrid(2026, 12, 18, 13), 60),
    )
    await enter_absence(salon.storage, absence, at=NOW)
    with pytest.raises(SlotTaken):
        await holds(salon)


@pytest.mark.parametrize(
    "start",
    [
        madrid(2026, 12, 16, 11, 30),
        madrid(2026, 12, 16, 10),
        madrid(2026, 12, 15, 12),
        madrid(2028, 3, 3, 12),
    ],
)
async def test_the_past_the_next_hour_and_the_year_after_next_cannot_be_booked(
    start: datetime,
) -> None:
    with pytest.raises(NotBookable) as refusal:
        await holds(a_salon(), start=start)
    assert refusal.value.start == start


@pytest.mark.parametrize("start", [madrid(2026, 12, 18, 20), madrid(2026, 12, 20, 12)])
async def test_outside_opening_hours_nobody_is_free(start: datetime) -> None:
    with pytest.raises(SlotTaken):
        await holds(a_salon(), start=start)


async def test_what_cannot_be_one_appointment_is_refused() -> None:
    with pytest.raises(MixedCategories):
        await holds(a_salon(), "CORTAR", "CEJAS")


async def test_three_holds_are_the_most() -> None:
    salon = a_salon()
    for number in range(3):
        await holds(salon, start=madrid(2026, 12, 18, 12 + number), intent=f"{number}")
    with pytest.raises(TooManyHolds) as refusal:
        await holds(salon, start=madrid(2026, 12, 18, 17), intent="fourth")
    assert refusal.value.most == 3


async def test_a_same_day_hold_lasts_fifteen_minutes() -> None:
    salon = a_salon()
    booking = await holds(salon, start=madrid(2026, 12, 16, 18))
    assert booking.hold.same_day
    assert booking.hold.deadline == after(NOW, minutes=15)
    assert "(15 min)" in told(salon)[0]


async def test_no_deadline_lies_past_the_appointment() -> None:
    salon = a_salon()
    async with salon.storage.transaction() as records:
        policy = await records.salons.policy(SALON.id)
        await records.salons.change_policy(
            SALON.id, replace(policy, same_day_hold_minutes=90, lead_minutes=60)
        )
    booking = await holds(salon, start=madrid(2026, 12, 16, 12))
    assert booking.hold.deadline == madrid(2026, 12, 16, 12)
    assert booking.hold.policy_version == 2


async def test_what_costs_nothing_is_confirmed_at_once() -> None:
    salon = a_salon()
    booking = await holds(salon, "CONSULTA GRATUITA")
    assert booking.hold.status is HoldStatus.CONFIRMED
    assert not booking.hold.deposit
    assert salon.gateway.checkouts == {}
    assert "Cita confirmada" in told(salon)[0]
    assert [mail.address for mail in salon.notifier.emails] == ["marta@atrevete.example"]


async def test_a_hold_past_its_grace_makes_room_and_its_customer_is_told() -> None:
    salon = a_salon()
    first = await holds(salon)
    # Nobody swept: only the clock has moved.
    salon.clock.advance(minutes=32)
    second = await _carmen_wants_it_too(salon)
    assert second == HoldStatus.HELD
    await salon.settle()
    assert (await now_of(salon, first)).hold.status is HoldStatus.LAPSED
    assert "soltar las 12:30" in told(salon)[-1]
    (page, *_) = salon.gateway.checkouts.values()
    assert page.state is CheckoutState.EXPIRED


async def test_a_hold_within_its_grace_still_keeps_others_out() -> None:
    salon = a_salon()
    first = await holds(salon)
    salon.clock.advance(minutes=31, seconds=59)
    with pytest.raises(SlotTaken):
        await _carmen_wants_it_too(salon)
    assert (await now_of(salon, first)).hold.status is HoldStatus.HELD


async def _carmen_wants_it_too(salon: MemorySalon) -> HoldStatus:
    await guests(salon)
    at = await salon.clock.now()
    request = a_request(a_part(customer=CARMEN.customer), guest=CARMEN, intent="carmen")
    return (await place_hold(salon.storage, request, at=at)).hold.status


async def test_a_new_choice_replaces_the_earlier_hold() -> None:
    salon = a_salon()
    first = await holds(salon)
    second = await holds(salon, "BARRO", intent="second", instead_of=first.hold.id)
    released = await now_of(salon, first)
    assert released.hold.status is HoldStatus.RELEASED
    assert second.start == first.start
    assert [page.deposit_id for page in salon.gateway.open_pages] == [
        str((await ledger_of(salon, second))[0].id)
    ]
    (ended,) = await ledger_of(salon, first)
    assert ended.status is DepositStatus.EXPIRED
    (entry,) = salon.calendar.shown("marta@calendario.example")
    assert "barro" in entry.title


async def test_a_choice_that_fails_keeps_the_earlier_hold() -> None:
    salon = a_salon()
    await holds(salon, guest=CARMEN, intent="carmen", stylist_name="Pilar")
    mine = await holds(salon)
    with pytest.raises(SlotTaken):
        await holds(salon, stylist_name="Pilar", intent="other", instead_of=mine.hold.id)
    assert (await now_of(salon, mine)).hold.status is HoldStatus.HELD


async def test_a_group_has_one_deposit_and_is_all_or_nothing() -> None:
    salon = a_salon()
    await guests(salon)
    daughter = a_customer("Lucía", linked_to=LAURA.customer.id, phone=None)
    async with salon.storage.transaction() as records:
        await records.people.save(daughter)
    hers = a_part("CORTAR", stylist_name="Marta")
    daughters = a_part("PEINADO LARGO", stylist_name="Pilar", customer=daughter)
    booking = await place_hold(salon.storage, a_request(hers, daughters), at=NOW)
    await salon.settle()
    assert len(salon.gateway.checkouts) == 1
    assert sum(each.deposit.cents for each in booking.appointments) == booking.hold.deposit.cents
    assert "Lucía" in told(salon)[0]
    with pytest.raises(SlotTaken):
        await place_hold(
            salon.storage,
            a_request(
                a_part(stylist_name="Harol"), a_part(stylist_name="Marta"), intent="other group"
            ),
            at=NOW,
        )
    assert len(salon.storage.tables.appointments.items()) == 2


async def test_one_stylist_cannot_serve_two_of_a_group_at_once() -> None:
    salon = a_salon()
    await guests(salon)
    with pytest.raises(SlotTaken):
        await place_hold(salon.storage, a_request(a_part(), a_part("BARRO")), at=NOW)
    one_after = a_part("BARRO", start=after(AT_HALF_PAST_TWELVE, minutes=40))
    booking = await place_hold(salon.storage, a_request(a_part(), one_after), at=NOW)
    assert not overlapping(each.during for each in booking.appointments)


async def test_a_lost_hold_is_a_stranger() -> None:
    salon = a_salon()
    nobody = HoldId(derived_id("hold", "nobody"))
    with pytest.raises(LookupError):
        await holds(salon, instead_of=nobody)
    assert tasks(salon) == []
    assert salon.storage.tables.holds.get(nobody) is None


async def test_the_link_of_a_free_deposit_is_never_sent_for_what_is_confirmed() -> None:
    salon = a_salon()
    async with salon.storage.transaction() as records:
        policy = await records.salons.policy(SALON.id)
        await records.salons.change_policy(SALON.id, replace(policy, deposit_percent=0))
    booking = await holds(salon)
    assert booking.hold.deposit == NOTHING
    assert booking.appointments[0].status is AppointmentStatus.CONFIRMED
    assert "http" not in told(salon)[0]
