"""Other hours of the same wish, the same hour of another day, and a day with hours of its own."""

from datetime import timedelta

from atrevete_core.domain.commands import (
    Accept,
    AddServices,
    Book,
    ChooseSlot,
    ChooseStylist,
    ChooseWhen,
    DayRange,
    PartOfDay,
    RefuseSlots,
    When,
)
from tests.builders import FRIDAY
from tests.unit.flow.talking import Talk, on
from tests.unit.flow.test_booking_talk import at_home

OTHERS = RefuseSlots(others=True)


async def offered_on_friday() -> Talk:
    talk = await at_home()
    wish = on(FRIDAY, part=PartOfDay.AFTERNOON)
    await talk.says(Book(services=("CORTAR",)), ChooseWhen(when=wish))
    return talk


async def test_other_hours_are_of_the_same_day_and_none_that_was_offered() -> None:
    talk = await offered_on_friday()
    before = {each.start for each in talk.dialogue.offered}
    await talk.says(OTHERS)
    after = {each.start for each in talk.dialogue.offered}
    assert {each.date() for each in after} == {FRIDAY}
    assert not before & after
    await talk.says(OTHERS)
    assert not (before | after) & {each.start for each in talk.dialogue.offered}


async def test_other_hours_of_another_stylist_are_all_of_hers() -> None:
    talk = await at_home()
    wish = on(FRIDAY, part=PartOfDay.MORNING)
    await talk.says(
        Book(services=("CORTAR",)), ChooseWhen(when=wish), ChooseStylist(stylist="Pilar")
    )
    before = [each.start for each in talk.dialogue.offered]
    await talk.says(OTHERS, ChooseStylist(stylist="Marta"))
    assert [each.start for each in talk.dialogue.offered] == before
    assert {each.stylist for each in talk.dialogue.offered} == {"Marta"}


async def test_what_was_offered_is_offered_again_for_other_services() -> None:
    talk = await offered_on_friday()
    before = [each.start for each in talk.dialogue.offered]
    await talk.says(OTHERS)
    await talk.says(AddServices(services=("SECADO",)))
    assert talk.dialogue.offered[0].start == before[0]


async def test_another_wish_may_bring_them_back() -> None:
    talk = await offered_on_friday()
    before = [each.start for each in talk.dialogue.offered]
    await talk.says(OTHERS)
    await talk.says(ChooseWhen(when=on(FRIDAY, part=PartOfDay.AFTERNOON)))
    assert [each.start for each in talk.dialogue.offered] == before


async def test_other_hours_than_the_one_that_is_held_are_of_its_day() -> None:
    talk = await offered_on_friday()
    await talk.says(ChooseSlot(position=2))
    (booking,) = talk.bookings
    reply = await talk.says(OTHERS)
    starts = [each.start for each in talk.dialogue.offered]
    assert {each.date() for each in starts} == {FRIDAY}
    assert booking.appointments[0].during.start not in starts
    assert reply.endswith("?")


async def test_none_of_them_asks_for_the_day() -> None:
    talk = await offered_on_friday()
    assert "Qué día" in await talk.says(RefuseSlots())


async def test_the_same_hour_of_another_day_is_held() -> None:
    talk = await offered_on_friday()
    await talk.says(ChooseSlot(position=2))
    hour = talk.bookings[0].appointments[0].during.start.time()
    day = FRIDAY - timedelta(days=1)
    when = When(days=DayRange(first=day, last=day), same_hour=True)
    await talk.says(ChooseWhen(when=when))
    assert talk.bookings[-1].appointments[0].during.start.time() == hour


async def test_a_saturday_has_no_afternoon_that_was_wished_of_a_friday() -> None:
    talk = await offered_on_friday()
    saturday = FRIDAY + timedelta(days=1)
    reply = await talk.says(ChooseWhen(when=on(saturday)))
    assert "Ese día abrimos de 10:00 a 14:00." in reply
    assert {each.start.date() for each in talk.dialogue.offered} == {saturday}


async def test_a_saturday_afternoon_that_is_asked_for_is_another_days() -> None:
    talk = await offered_on_friday()
    saturday = FRIDAY + timedelta(days=1)
    reply = await talk.says(ChooseWhen(when=on(saturday, part=PartOfDay.AFTERNOON)))
    assert "abrimos de 10:00 a 14:00" in reply
    assert all(each.start.date() > saturday for each in talk.dialogue.offered)


async def test_a_yes_to_three_hours_asks_which_without_an_excuse() -> None:
    talk = await offered_on_friday()
    reply = await talk.says(Accept())
    assert "Perdona" not in reply
    assert reply.endswith("?")
