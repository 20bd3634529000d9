"""Talking of moving: the same appointment, found by its day, at another time (R20, S2, S14)."""

from datetime import date, time
from typing import Any

import pytest

from atrevete_core.domain.booking import AppointmentStatus, HoldStatus
from atrevete_core.domain.commands import (
    Accept,
    Book,
    CancelAppointment,
    ChangeAppointment,
    ChooseSlot,
    ChooseStylist,
    ChooseWhen,
    ConfirmAttendance,
    PartOfDay,
    Refuse,
    When,
)
from atrevete_core.domain.deposit import Movement
from atrevete_core.domain.ids import StylistId
from atrevete_core.ports.language_model import Question
from tests.builders import CARMEN, a_booking, madrid, stylist
from tests.unit.flow.talking import Talk, on
from tests.unit.flow.test_appointments_talk import (
    MONDAY,
    TODAY,
    TOMORROW,
    local_start,
    with_appointment,
)
from tests.unit.flow.test_booking_talk import at_home
from tests.unit.flow.test_cancel_talk import with_two

TUESDAY = date(2026, 12, 22)


def with_whom(talk: Talk) -> StylistId:
    return talk.bookings[0].appointments[0].stylist_id


async def occupy(talk: Talk, *names: str, day: date = TUESDAY, hour: int = 12) -> None:
    async with talk.salon.storage.transaction() as records:
        await CARMEN.arrives(records)
        for name in names:
            at = madrid(day.year, day.month, day.day, hour)
            busy = a_booking(guest=CARMEN, stylist=name, at=at, status=HoldStatus.CONFIRMED)
            await records.bookings.add(busy)


async def test_from_morning_to_afternoon_with_the_same_stylist() -> None:
    talk = await with_appointment()
    before = with_whom(talk)
    reply = await talk.says(ChangeAppointment(), ChooseWhen(when=When(part=PartOfDay.AFTERNOON)))
    assert "lunes 21" in reply
    await talk.says(ChooseSlot(position=1))
    assert local_start(talk).date() == MONDAY
    assert local_start(talk).time() >= time(14)
    assert with_whom(talk) == before
    assert len(talk.salon.gateway.checkouts) == 1


async def test_the_old_time_is_kept_while_she_looks() -> None:
    talk = await with_appointment()
    await talk.says(ChangeAppointment(), ChooseWhen(when=on(TUESDAY)))
    assert talk.dialogue.question is Question.SLOT
    assert local_start(talk) == madrid(2026, 12, 21, 12)
    assert len(talk.bookings) == 1


async def test_who_says_never_mind_keeps_it() -> None:
    talk = await with_appointment()
    await talk.says(ChangeAppointment())
    await talk.says(Refuse())
    assert local_start(talk) == madrid(2026, 12, 21, 12)


async def test_a_slot_lost_meanwhile_leaves_everything_and_offers_others() -> None:
    talk = await with_appointment()
    await talk.says(ChangeAppointment(), ChooseWhen(when=on(TUESDAY)))
    offer = talk.dialogue.offered[0]
    start = offer.start
    await occupy(talk, offer.stylist, hour=start.hour)
    reply = await talk.says(ChooseSlot(position=1))
    assert "se acaban de ocupar" in reply
    assert local_start(talk) == madrid(2026, 12, 21, 12)
    assert talk.dialogue.question is Question.SLOT
    await talk.says(ChooseSlot(position=-1))
    assert local_start(talk).date() == TUESDAY


async def test_the_named_one_of_two_moves() -> None:
    talk = await with_two()
    await talk.says(ChangeAppointment(which=on(TUESDAY)))
    await talk.says(ChooseWhen(when=on(date(2026, 12, 23), at=time(17))))
    starts = {
        each.service_names: talk.salon.seed.salon.local(each.start)
        for each in talk.salon.storage.tables.appointments
    }
    assert starts == {
        ("CORTAR",): madrid(2026, 12, 21, 12),
        ("BARRO",): madrid(2026, 12, 23, 17),
    }


@pytest.mark.parametrize("answer", [Refuse()])
async def test_asked_which_to_move_a_no_ends_it(answer: Any) -> None:
    talk = await with_two()
    await talk.says(ChangeAppointment())
    assert "lo dejamos" in await talk.says(answer)
    assert talk.dialogue.question is not Question.WHICH_APPOINTMENT


async def test_with_another_stylist_when_one_is_named() -> None:
    talk = await with_appointment()
    await talk.says(
        ChangeAppointment(),
        ChooseStylist(stylist="Víctor"),
        ChooseWhen(when=on(TUESDAY, at=time(12))),
    )
    assert with_whom(talk) == stylist("Víctor").id
    assert local_start(talk) == madrid(2026, 12, 22, 12)


async def test_short_notice_carries_the_deposit_over_and_the_second_time_is_for_a_person() -> None:
    talk = await with_appointment(when=on(TOMORROW, at=time(10)))
    await talk.says(CancelAppointment())
    reply = await talk.says(ChooseWhen(when=on(TOMORROW, at=time(10, 30))))
    assert "Tu anticipo de 5,24 € sigue valiendo" in reply
    ledger = talk.salon.storage.tables.deposits
    assert [each.movement for each in ledger].count(Movement.CARRIED_OVER) == 1
    second = await talk.says(ChangeAppointment())
    assert "se lo paso al equipo" in second
    assert talk.conversation.human_since is not None
    assert local_start(talk) == madrid(2026, 12, 17, 10, 30)


async def test_once_it_has_begun_a_person_helps() -> None:
    talk = await with_appointment(when=on(TODAY, at=time(18)))
    talk.salon.clock.set(madrid(2026, 12, 16, 18, 5))
    reply = await talk.says(ChangeAppointment())
    assert "No encuentro" in reply or talk.conversation.human_since is not None
    assert local_start(talk) == madrid(2026, 12, 16, 18)


async def test_a_closed_day_is_explained_and_another_is_asked_for() -> None:
    talk = await with_appointment()
    reply = await talk.says(ChangeAppointment(), ChooseWhen(when=on(date(2026, 12, 25))))
    assert "cerramos por" in reply
    await talk.says(ChooseWhen(when=on(date(2026, 12, 28), at=time(12))))
    assert local_start(talk) == madrid(2026, 12, 28, 12)


async def test_after_moving_the_reminder_tells_the_new_hour() -> None:
    talk = await with_appointment()
    await talk.says(ChangeAppointment(), ChooseWhen(when=on(date(2026, 12, 29), at=time(17))))
    talk.salon.clock.set(madrid(2026, 12, 27, 17))
    await talk.salon.settle()
    (reminder,) = talk.person.reads()
    assert "martes 29 de diciembre a las 17:00" in reminder


async def test_after_a_cancellation_there_is_nothing_to_move() -> None:
    talk = await with_appointment()
    await talk.says(CancelAppointment(explicit=True))
    assert "No encuentro ninguna cita" in await talk.says(ChangeAppointment())
    assert talk.bookings[0].appointments[0].status is AppointmentStatus.CANCELLED


async def test_yes_to_an_offer_of_one_hour_moves_it() -> None:
    talk = await with_appointment()
    await occupy(talk, "Harol", "Víctor", "Marta", "Pilar")
    reply = await talk.says(ChangeAppointment(), ChooseWhen(when=on(TUESDAY, at=time(12))))
    assert "no me queda nada" in reply
    await talk.says(ChooseSlot(any=True))
    assert local_start(talk).date() == TUESDAY
    assert await talk.says(Accept()) != ""


async def test_when_only_the_stylist_changes_she_says_who_it_is_with_now() -> None:
    talk = await with_appointment()
    before = talk.salon.seed.catalogue.stylist(with_whom(talk)).name
    other = next(each for each in ("Pilar", "Marta") if each != before)
    said = await talk.says(ChangeAppointment(), ChooseStylist(stylist=other))
    assert f"del *lunes 21 de diciembre a las 12:00* es ahora con {other}" in said


@pytest.mark.parametrize("command", [ChangeAppointment(), CancelAppointment()])
async def test_a_yes_to_looking_for_one_begins_a_booking(
    command: ChangeAppointment | CancelAppointment,
) -> None:
    talk = await at_home()
    await talk.says(command)
    await talk.says(Accept())
    asked = talk.dialogue.question
    assert asked is Question.SERVICE
    await talk.says(Book(services=("CORTAR",)))
    assert talk.dialogue.question is Question.DAY


async def test_a_yes_to_looking_for_one_is_not_forgotten_while_her_name_is_asked() -> None:
    talk = Talk()
    await talk.says(ChangeAppointment())
    await talk.says(Accept())
    asked = talk.dialogue.question
    assert asked is Question.NAME_CHECK
    await talk.says(Accept())
    assert talk.dialogue.question is Question.SERVICE


async def test_what_was_moved_knows_where_it_was() -> None:
    talk = await with_appointment()
    await talk.says(ChangeAppointment(), ChooseWhen(when=on(TUESDAY, at=time(12))))
    before = talk.dialogue.before
    assert before is not None
    assert (before.start.date(), before.start.time()) == (MONDAY, time(12))
    await talk.says(text="no, como estaba")
    (own,) = talk.model.requests[-1].situation.upcoming
    assert own.before is not None
    assert own.before.start.date() == MONDAY


async def test_where_it_was_is_taken_so_she_says_that_it_stands_and_offers() -> None:
    talk = await with_appointment()
    await talk.says(ChangeAppointment(), ChooseWhen(when=on(TUESDAY, at=time(12))))
    await occupy(talk, "Marta", "Pilar", "Harol", "Víctor", day=MONDAY)
    said = await talk.says(ChangeAppointment(), ChooseWhen(when=on(MONDAY, at=time(12))))
    assert "Esa hora ya no está libre, así que tu cita sigue el *martes 22 a las 12:00*" in said
    assert local_start(talk) == madrid(2026, 12, 22, 12)
    assert talk.dialogue.offered


async def test_what_was_about_to_move_and_stays_is_said_to_stay() -> None:
    talk = await with_appointment()
    await talk.says(ChangeAppointment())
    assert "la dejo como está: corte con" in await talk.says(ConfirmAttendance())
    assert talk.dialogue.draft is None
