"""While the link waits: what is held changes like any draft, and whoever joins is held for too."""

from datetime import date, time
from typing import Any

import pytest

from atrevete_core.domain.booking import AppointmentStatus, HoldStatus
from atrevete_core.domain.commands import (
    AddServices,
    AskDeposit,
    Book,
    CancelAppointment,
    ChangeAppointment,
    ChooseSlot,
    ChooseStylist,
    ChooseWhen,
    DropServices,
    GiveName,
    PartOfDay,
    PayOtherwise,
    Refuse,
    TakeTime,
    When,
)
from atrevete_core.ports.language_model import Question
from tests.builders import FRIDAY, madrid
from tests.unit.flow.talking import Talk, on, wants
from tests.unit.flow.test_appointments_talk import MONDAY, TODAY, status, with_appointment
from tests.unit.flow.test_booking_talk import at_home

SATURDAY = date(2026, 12, 19)


async def held() -> Talk:
    """Laura's cut on Friday at half past twelve waits for its payment."""
    talk = await at_home()
    await talk.says(*wants())
    assert talk.bookings[-1].hold.status is HoldStatus.HELD
    return talk


def live_starts(talk: Talk) -> list[str]:
    live = [each for each in talk.bookings if each.hold.status is HoldStatus.HELD]
    starts = [each.start for booking in live for each in booking.appointments]
    return [f"{talk.salon.seed.salon.local(each):%d %H:%M}" for each in starts]


async def test_what_is_held_moves_as_if_it_were_confirmed() -> None:
    talk = await held()
    reply = await talk.says(ChangeAppointment(), ChooseWhen(when=on(SATURDAY, at=time(10, 30))))
    assert "Te guardo el *sábado 19 a las 10:30*" in reply
    assert live_starts(talk) == ["19 10:30"]


async def test_without_a_day_she_asks_to_when_it_is_to_go() -> None:
    talk = await held()
    await talk.says(ChangeAppointment())
    assert talk.dialogue.question is Question.DAY
    await talk.says(ChooseWhen(when=on(SATURDAY, at=time(10, 30))))
    assert live_starts(talk) == ["19 10:30"]


async def test_the_hour_that_is_held_is_not_held_twice() -> None:
    talk = await at_home()
    await talk.says(Book(services=("CORTAR",)), ChooseWhen(when=on(FRIDAY)))
    await talk.says(ChooseSlot(position=1))
    assert "Claro, aquí lo tienes" in await talk.says(ChooseSlot(position=1))
    assert len(talk.bookings) == 1


async def test_what_is_held_is_given_up_by_its_day() -> None:
    talk = await held()
    reply = await talk.says(CancelAppointment(which=on(FRIDAY)))
    assert "ya no te guardo la hora" in reply
    assert live_starts(talk) == []


async def test_an_appointment_that_is_named_moves_and_the_held_hour_stays() -> None:
    talk = await with_appointment()
    await talk.says(*wants("BARRO"))
    await talk.says(ChangeAppointment(which=on(MONDAY)), ChooseWhen(when=on(MONDAY, at=time(17))))
    assert talk.salon.seed.salon.local(talk.bookings[0].appointments[0].start).hour == 17
    assert live_starts(talk) == ["18 12:30"]


async def test_whoever_joins_is_held_for_at_the_same_hour_with_one_link() -> None:
    talk = await held()
    await talk.says(Book(services=("PEINADO",), for_whom="mi hermana"))
    assert talk.dialogue.question is Question.THIRD_NAME
    reply = await talk.says(GiveName(first_name="Sara", last_name="Soler"))
    assert "Sara Soler, peinado" in reply
    assert live_starts(talk) == ["18 12:30", "18 12:30"]


async def test_two_appointments_change_places_though_both_stand_at_one_hour_meanwhile() -> None:
    talk = await with_appointment("CORTAR", when=on(MONDAY, at=time(12)))
    await talk.says(*wants("CEJAS", when=on(MONDAY, at=time(17))))
    await talk.salon.pay()
    talk.person.reads()
    await talk.says(
        ChangeAppointment(which=on(MONDAY, at=time(12))),
        ChooseWhen(when=on(MONDAY, at=time(17))),
        ChangeAppointment(which=on(MONDAY, at=time(17))),
        ChooseWhen(when=on(MONDAY, at=time(12))),
    )
    starts = {
        booking.appointments[0].service_names[0]: talk.salon.seed.salon.local(
            booking.appointments[0].start
        ).hour
        for booking in talk.bookings
    }
    assert starts == {"CORTAR": 17, "CEJAS": 12}


async def test_something_new_is_booked_once_the_other_is_cancelled() -> None:
    talk = await with_appointment()
    done = await talk.says(
        CancelAppointment(explicit=True),
        Book(services=("BARRO",)),
        ChooseWhen(when=on(FRIDAY, at=time(12, 30))),
    )
    assert "queda cancelada" in done
    assert status(talk) is AppointmentStatus.CANCELLED
    assert live_starts(talk) == ["18 12:30"]


@pytest.mark.parametrize("command", [ChangeAppointment(), CancelAppointment()])
async def test_what_has_begun_is_for_a_person(command: Any) -> None:
    talk = await with_appointment(when=on(TODAY, at=time(12, 30)))
    talk.salon.clock.set(madrid(2026, 12, 16, 12, 35))
    await talk.says(command, ChooseWhen(when=When(at=time(17))))
    assert talk.conversation.human_since is not None
    assert status(talk) is AppointmentStatus.CONFIRMED


async def test_another_stylist_is_wanted_at_the_hour_that_is_held() -> None:
    talk = await at_home()
    await talk.says(*wants(when=on(FRIDAY, part=PartOfDay.AFTERNOON)))
    await talk.says(ChooseSlot(position=1))
    [before] = live_starts(talk)
    await talk.says(ChooseStylist(stylist="Víctor"))
    assert live_starts(talk) == [before]
    stylists = [each.stylist_id for each in talk.bookings[-1].appointments]
    assert [talk.salon.seed.catalogue.stylist(each).name for each in stylists] == ["Víctor"]


async def test_whoever_joins_comes_at_the_hour_that_was_chosen_of_several() -> None:
    talk = await at_home()
    await talk.says(*wants(when=on(FRIDAY, part=PartOfDay.AFTERNOON)))
    await talk.says(ChooseSlot(position=1))
    [before] = live_starts(talk)
    await talk.says(Book(services=("PEINADO",), for_whom="mi hermana", for_name="Sara Soler"))
    assert live_starts(talk) == [before, before]


async def test_whether_it_must_be_paid_is_answered_with_the_hour_of_the_deadline() -> None:
    talk = await held()
    said = await talk.says(AskDeposit())
    assert "hace falta el anticipo (el 20 %)" in said
    deadline = talk.salon.seed.salon.local(talk.bookings[-1].hold.deadline)
    assert f"antes de las {deadline:%H:%M}, suelto la hora y no se te cobra nada" in said
    assert len(talk.salon.gateway.checkouts) == 1


async def test_before_there_is_a_link_she_answers_and_goes_on_booking() -> None:
    talk = await at_home()
    await talk.says(Book(services=("CORTAR",)), ChooseWhen(when=on(FRIDAY)))
    said = await talk.says(AskDeposit())
    assert "Te guardo la hora 30 minutos; si no lo pagas, la suelto" in said
    assert talk.dialogue.question is Question.SLOT


async def test_another_way_of_paying_is_answered_when_nothing_is_held() -> None:
    talk = await at_home()
    await talk.says(Book(services=("CORTAR",)), ChooseWhen(when=on(FRIDAY)))
    assert "solo se puede pagar con el enlace" in await talk.says(PayOtherwise())
    assert talk.dialogue.question is Question.SLOT


async def test_who_pays_later_is_told_until_when_it_is_held() -> None:
    talk = await held()
    assert "Tu hora está guardada hasta las" in await talk.says(TakeTime())


async def test_another_service_without_its_pack_is_what_is_then_paid_for() -> None:
    talk = await at_home()
    await talk.says(*wants("CORTAR", when=on(MONDAY, at=time(12))))
    await talk.says(DropServices(services=("CORTAR",)), AddServices(services=("MECHAS",)))
    assert talk.dialogue.question is Question.PACK
    await talk.says(Refuse())
    await talk.salon.pay()
    [paid] = [each for each in talk.bookings if each.hold.status is HoldStatus.CONFIRMED]
    assert paid.appointments[0].service_names == ("MECHAS",)
