"""Several who come together: one falls out, or wants something else (R27, R37)."""

from datetime import date, time

from atrevete_core.domain.booking import HoldStatus
from atrevete_core.domain.commands import (
    AddServices,
    Book,
    ChooseSlot,
    ChooseWhen,
    DropServices,
    GiveName,
    LeaveOut,
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
