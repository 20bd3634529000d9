"""«Lo de siempre» in words (R25, S16)."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, time

import pytest

from atrevete_core.domain.booking import AppointmentStatus, HoldStatus
from atrevete_core.domain.commands import (
    AddServices,
    Book,
    BookUsual,
    ChooseSlot,
    ChooseStylist,
    ChooseWhen,
    DropServices,
    UnclearService,
)
from atrevete_core.ports.language_model import Question
from tests.builders import CARMEN, SALON, Guest, a_booking, madrid, pack, stylist
from tests.unit.flow.talking import Talk, on
from tests.unit.flow.test_booking_talk import at_home

THURSDAY = date(2026, 12, 17)


async def regular(*had: tuple[Sequence[str], str]) -> Talk:
    """Laura, who has had these (latest first)."""
    talk = await at_home()
    (customer,) = talk.salon.storage.tables.customers
    (contact,) = talk.salon.storage.tables.contacts
    guest = Guest(contact=contact, conversation=talk.conversation, customer=customer)
    async with talk.salon.storage.transaction() as records:
        for days, (services, name) in enumerate(had):
            at = madrid(2026, 11, 20 - days, 12)
            booking = a_booking(
                *services, stylist=name, at=at, guest=guest, status=HoldStatus.CONFIRMED
            )
            done = tuple(
                replace(each, status=AppointmentStatus.COMPLETED) for each in booking.appointments
            )
            await records.bookings.add(replace(booking, appointments=done))
    return talk


async def fill(talk: Talk, name: str, day: date) -> None:
    async with talk.salon.storage.transaction() as records:
        await CARMEN.arrives(records)
        at = madrid(day.year, day.month, day.day, 10)
        while at < madrid(day.year, day.month, day.day, 19, 30):
            busy = a_booking("CORTAR", guest=CARMEN, stylist=name, at=at)
            await records.bookings.add(busy)
            at = busy.appointments[0].during.end


async def test_last_services_preferred_stylist_and_hours_to_choose_from() -> None:
    talk = await regular((["BARRO"], "Pilar"), (["CORTAR"], "Marta"), (["CORTAR"], "Marta"))
    reply = await talk.says(BookUsual(), ChooseWhen(when=on(THURSDAY)))
    assert "Lo de siempre: barro con Marta." in reply
    assert talk.dialogue.question is Question.SLOT
    assert {each.stylist for each in talk.dialogue.offered} == {"Marta"}
    assert len(talk.dialogue.offered) >= 2
    await talk.says(ChooseSlot(position=1))
    (appointment,) = talk.bookings[-1].appointments
    assert appointment.service_names == ("BARRO",)
    assert appointment.stylist_id == stylist("Marta").id


async def test_on_a_tie_the_latest_stylist_is_preferred() -> None:
    talk = await regular((["CORTAR"], "Víctor"), (["CORTAR"], "Marta"))
    assert "con Víctor" in await talk.says(BookUsual())
    assert talk.dialogue.question is Question.DAY


async def test_when_she_has_no_room_somebody_else_is_offered() -> None:
    talk = await regular((["CORTAR"], "Marta"))
    await fill(talk, "Marta", THURSDAY)
    reply = await talk.says(BookUsual(), ChooseWhen(when=on(THURSDAY)))
    assert "Marta lo tiene completo" in reply
    assert len({each.stylist for each in talk.dialogue.offered}) >= 2


async def test_a_stylist_who_is_named_wins_over_the_usual_one() -> None:
    talk = await regular((["CORTAR"], "Marta"))
    await talk.says(
        BookUsual(), ChooseStylist(stylist="Pilar"), ChooseWhen(when=on(THURSDAY, at=time(12)))
    )
    assert talk.bookings[-1].appointments[0].stylist_id == stylist("Pilar").id


@pytest.mark.parametrize(
    "wish",
    [ChooseStylist(another=True), ChooseStylist(not_with="Marta"), ChooseStylist(gender="m")],
)
async def test_the_usual_with_somebody_else_is_not_with_her(wish: ChooseStylist) -> None:
    talk = await regular((["CORTAR"], "Marta"))
    reply = await talk.says(BookUsual(), wish, ChooseWhen(when=on(THURSDAY)))
    assert "Lo de siempre: corte." in reply
    assert "no hace" not in reply
    assert "Marta" not in {each.stylist for each in talk.dialogue.offered}


async def test_the_usual_pack_is_not_asked_about_again() -> None:
    talk = await regular((["MECHAS", "CORTAR"], "Marta"))
    await talk.says(BookUsual(), ChooseWhen(when=on(THURSDAY, at=time(12))))
    (appointment,) = talk.bookings[-1].appointments
    assert appointment.pack_id == pack().id
    assert appointment.total == pack().price


async def test_the_usual_and_something_more() -> None:
    talk = await regular((["CORTAR"], "Marta"))
    await talk.says(BookUsual())
    await talk.says(AddServices(services=("BARRO",)))
    assert talk.dialogue.draft is not None
    assert talk.dialogue.draft.services == ["CORTAR", "BARRO"]


async def test_without_a_history_she_says_so_kindly_and_asks() -> None:
    talk = await at_home()
    reply = await talk.says(BookUsual(), ChooseWhen(when=on(THURSDAY)))
    assert reply.startswith("Todavía no tengo apuntado qué te haces siempre.")
    assert reply.endswith("?")
    await talk.says(Book(services=("CORTAR",)))
    assert talk.dialogue.question is Question.SLOT


async def leaves(talk: Talk, *, service: str = "", stylist: str = "") -> None:
    """The salon no longer has that service, or that stylist."""
    async with talk.salon.storage.transaction() as records:
        catalogue = await records.salons.catalogue(SALON.id)
        without = replace(
            catalogue,
            services=tuple(each for each in catalogue.services if each.name != service),
            packs=(),
            stylists=tuple(each for each in catalogue.stylists if each.name != stylist),
        )
        records.tables.catalogues.put(SALON.id, without)


async def test_what_the_salon_no_longer_sells_is_asked_for_anew() -> None:
    talk = await regular((["CORTAR"], "Marta"))
    await leaves(talk, service="CORTAR")
    assert "Todavía no tengo apuntado" in await talk.says(BookUsual())


async def test_when_the_stylist_has_left_the_services_are_still_usual() -> None:
    talk = await regular((["CORTAR"], "Marta"))
    await leaves(talk, stylist="Marta")
    reply = await talk.says(BookUsual(), ChooseWhen(when=on(THURSDAY)))
    assert "Lo de siempre: corte. " in reply.replace("\n", " ")
    assert talk.dialogue.question is Question.SLOT


async def test_at_an_hour_at_which_several_are_free_it_is_whom_the_customer_prefers() -> None:
    talk = await regular((["CORTAR"], "Harol"))

    await talk.says(Book(services=("CORTAR",)), ChooseWhen(when=on(THURSDAY, at=time(12))))

    assert "con Harol" in talk.person.replies[-1].text


async def test_for_somebody_else_ones_own_stylist_does_not_count() -> None:
    talk = await regular((["CORTAR"], "Harol"))

    mother = Book(services=("CORTAR",), for_whom="mi madre", for_name="Ana Pou Gil")
    await talk.says(mother, ChooseWhen(when=on(THURSDAY, at=time(12))))

    assert "con Marta" in talk.person.replies[-1].text


async def test_what_is_left_out_of_the_usual_may_be_called_by_its_plain_name() -> None:
    talk = await regular((["CULTURA DE COLOR", "PEINADO LARGO"], "Marta"))
    await talk.says(BookUsual(), DropServices(services=("PEINADO",)))
    assert talk.dialogue.draft is not None
    assert talk.dialogue.draft.services == ["CULTURA DE COLOR"]


async def test_whoever_takes_the_cut_out_of_the_pack_is_offered_that_pack_no_more() -> None:
    talk = await regular((["MECHAS", "CORTAR"], "Pilar"))
    await talk.says(BookUsual(), ChooseWhen(when=on(THURSDAY)))
    reply = await talk.says(DropServices(services=("CORTAR",)))
    assert "pack" not in reply
    assert talk.dialogue.question is Question.SLOT


async def test_something_unclear_beside_the_usual_is_asked_about_and_the_usual_stays() -> None:
    talk = await regular((["CORTAR"], "Marta"))
    forms = UnclearService(words="un barro", candidates=("BARRO", "BARRO GOLD"))
    reply = await talk.says(BookUsual(), Book(unclear=(forms,)))
    assert "¿Cuál sería" in reply
    await talk.says(Book(services=("BARRO",)))
    assert talk.dialogue.draft
    assert talk.dialogue.draft.services == ["CORTAR", "BARRO"]
