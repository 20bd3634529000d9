"""«Lo de siempre»: what was had last, with whoever was had most (R25, R26)."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from atrevete_adapters.memory import MemoryStorage
from atrevete_core.domain.booking import AppointmentStatus, HoldStatus
from atrevete_core.usecases.take_usual import Usual, preferred_stylist, usual_of
from tests.builders import (
    LAURA,
    a_booking,
    a_customer,
    a_storage,
    madrid,
    pack,
    service,
    stylist,
    with_status,
)
from tests.unit.usecases.booked import decides, only


@pytest.mark.parametrize(
    ("latest_first", "preferred"),
    [
        (["Pilar"], "Pilar"),
        (["Pilar", "Marta", "Marta"], "Marta"),
        (["Pilar", "Marta", "Marta", "Pilar"], "Pilar"),  # a tie: the latest
        (["Víctor", "Marta", "Pilar"], "Víctor"),
        (["Harol", "Marta", "Marta", "Pilar", "Pilar"], "Marta"),  # a tie below the latest
        (["Marta", "Marta", "Pilar", "Víctor", "Harol", "Pilar", "Pilar"], "Marta"),
    ],
)
def test_the_most_frequent_of_the_last_five_is_preferred_the_latest_on_a_tie(
    latest_first: Sequence[str], preferred: str
) -> None:
    past = [
        only(a_booking(stylist=name, at=madrid(2026, 11, 20 - days, 12)))
        for days, name in enumerate(latest_first)
    ]
    assert preferred_stylist(past) == stylist(preferred).id


async def history(
    *had: tuple[Sequence[str], str, AppointmentStatus],
) -> MemoryStorage:
    """What Laura has had, latest first."""
    storage = a_storage()
    async with storage.transaction() as records:
        await LAURA.arrives(records)
        for days, (services, name, status) in enumerate(had):
            at = madrid(2026, 11, 20 - days, 12)
            booking = a_booking(*services, stylist=name, at=at, status=HoldStatus.CONFIRMED)
            await records.bookings.add(with_status(booking, status))
    return storage


DONE = AppointmentStatus.COMPLETED


async def usual(storage: MemoryStorage) -> Usual | None:
    return await decides(storage, lambda records: usual_of(records, LAURA.customer.id))


async def test_the_services_are_the_last_ones_and_the_stylist_the_preferred() -> None:
    storage = await history(
        (["BARRO", "CORTAR"], "Pilar", DONE),
        (["CORTAR"], "Marta", DONE),
        (["BARRO"], "Marta", DONE),
    )
    assert await usual(storage) == Usual(
        services=(service("BARRO").id, service("CORTAR").id),
        pack=None,
        stylist_id=stylist("Marta").id,
    )


async def test_a_pack_stays_a_pack() -> None:
    found = await usual(await history((["MECHAS", "CORTAR"], "Marta", DONE)))
    assert found is not None
    assert found.pack == pack().id


async def test_nothing_had_is_nothing_usual() -> None:
    assert await usual(await history()) is None


async def test_what_was_missed_cancelled_or_is_to_come_is_no_habit() -> None:
    storage = await history(
        (["BARRO"], "Pilar", AppointmentStatus.NO_SHOW),
        (["BARRO"], "Pilar", AppointmentStatus.CANCELLED),
        (["BARRO"], "Pilar", AppointmentStatus.CONFIRMED),
    )
    assert await usual(storage) is None


async def test_what_she_booked_for_her_mother_is_not_her_own_habit() -> None:
    storage = await history((["CORTAR"], "Marta", DONE))
    mother = a_customer("María", phone=None, linked_to=LAURA.customer.id, relation="mi madre")
    async with storage.transaction() as records:
        await records.people.save(mother)
        booking = a_booking(
            "BARRO", for_customer=mother, at=madrid(2026, 11, 25, 12), status=HoldStatus.CONFIRMED
        )
        done = tuple(replace(each, status=DONE) for each in booking.appointments)
        await records.bookings.add(replace(booking, appointments=done))
    found = await usual(storage)
    assert found is not None
    assert found.services == (service("CORTAR").id,)
