"""Several who come together: one falls out, or wants something else (R27, R37)."""

from datetime import date, time

from atrevete_core.domain.booking import AppointmentStatus, HoldStatus
from atrevete_core.domain.commands import (
    Accept,
    AddServices,
    Book,
    CancelAppointment,
    ChooseSlot,
    ChooseWhen,
    DropServices,
    GiveName,
    LeaveOut,
    UnclearService,
)
from tests.builders import FRIDAY
from tests.unit.flow.talking import Talk, on
from tests.unit.flow.test_group_talk import held

MINE = Book(services=("CORTAR",))
ANAS = Book(services=("PEINADO LARGO",), for_whom="mi hermana", for_name="Ana Gil")
NEREAS = Book(services=("BARRO",), for_whom="mi amiga", for_name="Nerea Ros")
ON_FRIDAY = ChooseWhen(when=on(FRIDAY))
SATURDAY = date(2026, 12, 19)


def live(talk: Talk) -> list[list[str]]:
    return [
        sorted(", ".join(one.service_names) for one in each.appointments)
        for each in talk.bookings
        if each.hold.status is HoldStatus.HELD
    ]


async def test_of_three_two_are_left_with_one_link() -> None:
    talk = await held(MINE, ANAS, NEREAS, ON_FRIDAY)
    await talk.says(LeaveOut(people=("mi hermana",)))
    assert live(talk) == [["BARRO", "CORTAR"]]


async def test_whoever_is_left_alone_keeps_the_hour() -> None:
    talk = await held(MINE, ANAS, ChooseWhen(when=on(FRIDAY, at=time(17))))
    reply = await talk.says(LeaveOut(alone=True))
    assert "*viernes 18 a las 17:00*" in reply
    assert live(talk) == [["CORTAR"]]


async def test_each_may_change_what_is_theirs() -> None:
    talk = await held(MINE, ANAS, ON_FRIDAY)
    await talk.says(
        DropServices(services=("PEINADO LARGO",), of="mi hermana"),
        AddServices(services=("PEINADO",), of="mi hermana"),
        AddServices(services=("BARRO",), of="yo"),
    )
    assert live(talk) == [["CORTAR, BARRO", "PEINADO"]]


async def test_what_is_named_again_of_one_of_them_takes_the_place_of_hers() -> None:
    talk = await held(MINE, ANAS, ON_FRIDAY)
    await talk.says(Book(services=("BARRO",), for_whom="mi hermana"))
    assert live(talk) == [["BARRO", "CORTAR"]]


async def test_what_is_for_another_day_leaves_what_is_held() -> None:
    talk = await held(MINE, ON_FRIDAY)
    await talk.says(
        Book(services=("PEINADO",), for_whom="mi madre"), ChooseWhen(when=on(SATURDAY, at=time(11)))
    )
    await talk.says(GiveName(first_name="Carmen", last_name="Mas"))
    if talk.dialogue.offered:
        await talk.says(ChooseSlot(position=1))
    assert live(talk) == [["CORTAR"], ["PEINADO"]]


async def test_names_told_while_it_is_held_leave_all_services() -> None:
    talk = await held(MINE, ANAS, ChooseWhen(when=on(FRIDAY, at=time(17))))
    await talk.says(Book(for_whom="mi hermana", for_name="Ana Gil"), Book())
    assert live(talk) == [["CORTAR", "PEINADO LARGO"]]


async def test_of_two_who_come_at_one_hour_only_hers_is_cancelled() -> None:
    talk = await held(MINE, ANAS, ON_FRIDAY)
    await talk.salon.pay()
    talk.person.reads()
    hers = next(e for e in talk.bookings[0].appointments if e.service_names == ("PEINADO LARGO",))
    catalogue = talk.salon.seed.catalogue
    stylist = catalogue.stylist(hers.stylist_id).name
    at = talk.salon.seed.salon.local(hers.start).time()
    which = on(FRIDAY, at=at, stylist=stylist)
    asked = await talk.says(CancelAppointment(which=which))
    assert f"¿Cancelo peinado largo de Ana con {stylist}" in asked
    assert "Hecho, la cita de peinado largo de Ana con" in await talk.says(Accept())
    left = {each.service_names: each.status for each in talk.bookings[0].appointments}
    assert left[("PEINADO LARGO",)] is AppointmentStatus.CANCELLED
    assert left[("CORTAR",)] is AppointmentStatus.CONFIRMED


async def test_asked_which_one_she_says_whose_each_is() -> None:
    talk = await held(MINE, ANAS, ON_FRIDAY)
    await talk.salon.pay()
    talk.person.reads()
    asked = await talk.says(CancelAppointment())
    assert "corte con" in asked
    assert "peinado largo de Ana con" in asked


async def test_the_colour_that_is_told_before_it_is_asked_is_everybodys() -> None:
    colour = UnclearService(
        words="color", candidates=("CULTURA DE COLOR", "CULTURA DE COLOR EXTRA")
    )
    talk = Talk("Laura")
    await talk.says(
        Book(services=("CORTAR",), unclear=(colour,), for_whom="mi madre"),
        Book(services=("CORTAR",), unclear=(colour,)),
    )
    await talk.says(Book(services=("CULTURA DE COLOR",)))
    assert talk.dialogue.draft is not None
    assert [each.services for each in talk.dialogue.draft.members] == [
        ["CORTAR", "CULTURA DE COLOR"],
        ["CORTAR", "CULTURA DE COLOR"],
    ]
