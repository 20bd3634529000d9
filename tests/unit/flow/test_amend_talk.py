"""Other services on an appointment that stands: when it fits and when it does not (R44)."""

from datetime import date

from atrevete_core.domain.booking import HoldStatus
from atrevete_core.domain.commands import (
    AddServices,
    Book,
    ChangeAppointment,
    ChooseSlot,
    ChooseStylist,
    ChooseWhen,
    DayRange,
    DropServices,
    When,
)
from atrevete_core.domain.money import Money
from atrevete_core.ports.language_model import Question
from tests.builders import CARMEN, a_booking, madrid
from tests.unit.flow.talking import Talk
from tests.unit.flow.test_appointments_talk import local_start, with_appointment
from tests.unit.flow.test_booking_talk import at_home


def sold(talk: Talk) -> tuple[str, ...]:
    return talk.bookings[0].appointments[0].service_names


async def nobody_is_free_after(talk: Talk) -> None:
    """Somebody comes to her stylist right when the cut ends."""
    (appointment,) = talk.bookings[0].appointments
    name = talk.salon.seed.catalogue.stylist(appointment.stylist_id).name
    async with talk.salon.storage.transaction() as records:
        await CARMEN.arrives(records)
        busy = a_booking(
            guest=CARMEN, stylist=name, at=appointment.during.end, status=HoldStatus.CONFIRMED
        )
        await records.bookings.add(busy)


async def test_one_more_that_fits_keeps_stylist_hour_and_deposit() -> None:
    talk = await with_appointment()
    before = talk.bookings[0].appointments[0]
    reply = await talk.says(AddServices(services=("BARRO",)))
    after = talk.bookings[0].appointments[0]
    assert (after.stylist_id, after.start, after.deposit) == (
        before.stylist_id,
        before.start,
        before.deposit,
    )
    assert after.total == Money(6270)
    assert "62,70 € en total" in reply
    assert "El anticipo de 5,24 € se queda como está" in reply
    assert len(talk.salon.gateway.checkouts) == 1


async def test_one_more_that_does_not_fit_is_offered_at_other_hours() -> None:
    talk = await with_appointment()
    await nobody_is_free_after(talk)
    reply = await talk.says(AddServices(services=("BARRO",)))
    assert talk.dialogue.question is Question.SLOT
    assert reply.endswith("?")
    assert sold(talk) == ("CORTAR",)
    await talk.says(ChooseSlot(position=-1))
    assert sold(talk) == ("CORTAR", "BARRO")
    assert len(talk.bookings[0].appointments) == 1
    assert len(talk.salon.gateway.checkouts) == 1


async def test_one_less_makes_room_and_a_smaller_total() -> None:
    talk = await with_appointment("CORTAR", "BARRO")
    reply = await talk.says(DropServices(services=("BARRO",)))
    assert sold(talk) == ("CORTAR",)
    assert "26,20 € en total" in reply
    assert local_start(talk) == madrid(2026, 12, 21, 12)


async def test_the_stylist_hears_of_the_new_services() -> None:
    talk = await with_appointment()
    await talk.says(AddServices(services=("BARRO",)))
    mail = talk.salon.notifier.emails[-1]
    assert mail.subject.startswith("Cita cambiada")
    assert "corte y barro" in mail.text


async def test_what_was_there_already_changes_nothing() -> None:
    talk = await with_appointment()
    mails = len(talk.salon.notifier.emails)
    await talk.says(AddServices(services=("CORTAR",)))
    assert sold(talk) == ("CORTAR",)
    assert len(talk.salon.notifier.emails) == mails


async def test_the_last_service_cannot_be_dropped_away() -> None:
    talk = await with_appointment()
    await talk.says(DropServices(services=("CORTAR",)))
    assert sold(talk) == ("CORTAR",)


async def test_another_craft_is_not_added_to_it() -> None:
    talk = await with_appointment()
    reply = await talk.says(AddServices(services=("CEJAS",)))
    assert sold(talk) == ("CORTAR",)
    assert "citas separadas" in reply
    assert talk.dialogue.question is Question.SLOT
    await talk.says(ChooseSlot(position=1))
    assert "CEJAS" in {
        name for each in talk.bookings for a in each.appointments for name in a.service_names
    }


async def test_while_booking_one_more_is_for_the_new_booking() -> None:
    talk = await at_home()
    await talk.says(Book(services=("CORTAR",)))
    await talk.says(AddServices(services=("BARRO",)))
    assert talk.dialogue.draft is not None
    assert talk.dialogue.draft.services == ["CORTAR", "BARRO"]


async def test_somebody_else_takes_it_at_the_same_hour() -> None:
    talk = await with_appointment()
    before = talk.bookings[0].appointments[0]
    reply = await talk.says(ChangeAppointment(), ChooseStylist(stylist="Harol"))
    after = talk.bookings[0].appointments[0]
    assert after.start == before.start
    assert "Harol" in reply


async def test_what_is_added_while_it_moves_is_there_when_it_has_moved() -> None:
    talk = await with_appointment()
    tuesday = DayRange(first=date(2026, 12, 22), last=date(2026, 12, 22))
    await talk.says(ChangeAppointment(), ChooseWhen(when=When(days=tuesday)))
    reply = await talk.says(AddServices(services=("BARRO",)))
    assert "te añado el barro" in reply
    await talk.says(ChooseSlot(position=1))
    assert sold(talk) == ("CORTAR", "BARRO")
    assert local_start(talk).date() == tuesday.first
