"""Several people in one breath: one hold, one deposit, all or nothing (R27, R28, R56, S7, S12)."""

from datetime import date, time

from atrevete_core.domain.booking import AppointmentStatus, Booking, HoldStatus
from atrevete_core.domain.commands import (
    Accept,
    Book,
    CancelAppointment,
    ChooseSlot,
    ChooseWhen,
    Command,
    GiveName,
    Refuse,
    UnclearService,
)
from atrevete_core.domain.customer import Customer
from atrevete_core.domain.deposit import Movement, deposit_for
from atrevete_core.domain.money import total
from atrevete_core.ports.language_model import Question
from tests.builders import CARMEN, FRIDAY, POLICY, a_booking, madrid
from tests.unit.flow.talking import Talk, on
from tests.unit.flow.test_booking_talk import at_home

MINE = Book(services=("CORTAR",))
DAUGHTERS = Book(services=("PEINADO LARGO",), for_whom="mi hija", for_name="Lucía")
AT_FIVE = ChooseWhen(when=on(FRIDAY, at=time(17)))
ON_FRIDAY = ChooseWhen(when=on(FRIDAY))


async def held(*commands: Command) -> Talk:
    """Laura has said it all, and there is a link."""
    talk = await at_home()
    await talk.says(*(commands or (MINE, DAUGHTERS, AT_FIVE)))
    if talk.dialogue.question is Question.SLOT:
        await talk.says(ChooseSlot(position=1))
    assert talk.bookings, talk.person.replies[-1].text
    return talk


def only_booking(talk: Talk) -> Booking:
    (booking,) = hers(talk)
    return booking


def hers(talk: Talk) -> list[Booking]:
    return [each for each in talk.bookings if each.hold.customer_id != CARMEN.customer.id]


def people(talk: Talk) -> dict[str, Customer]:
    return {each.first_name: each for each in talk.salon.storage.tables.customers}


async def occupy(talk: Talk, *names: str) -> None:
    """These stylists have no room on Friday."""
    async with talk.salon.storage.transaction() as records:
        await CARMEN.arrives(records)
        for name in names:
            at = madrid(2026, 12, 18, 10)
            while at < madrid(2026, 12, 18, 19, 30):
                busy = a_booking("CORTAR", guest=CARMEN, stylist=name, at=at)
                await records.bookings.add(busy)
                at = busy.appointments[0].during.end


async def test_the_very_hour_that_was_named_is_held_for_both() -> None:
    talk = await held()
    mother, daughter = only_booking(talk).appointments
    assert mother.start == daughter.start == madrid(2026, 12, 18, 17)
    assert mother.stylist_id != daughter.stylist_id
    assert mother.service_names == ("CORTAR",)
    assert daughter.service_names == ("PEINADO LARGO",)


async def test_one_deposit_for_all_whose_shares_add_up() -> None:
    talk = await held()
    booking = only_booking(talk)
    price = total(each.total for each in booking.appointments)
    assert booking.hold.total == price
    assert booking.hold.deposit == deposit_for(price, POLICY)
    assert total(each.deposit for each in booking.appointments) == booking.hold.deposit
    (page,) = talk.salon.gateway.open_pages
    assert page.amount == booking.hold.deposit
    payments = [e for e in talk.salon.storage.tables.deposits if e.movement is Movement.PAYMENT]
    assert len(payments) == 1


async def test_paying_once_confirms_both_and_both_stylists_are_told() -> None:
    talk = await held()
    await talk.salon.pay()
    booking = only_booking(talk)
    assert {each.status for each in booking.appointments} == {AppointmentStatus.CONFIRMED}
    (told,) = [text for text in talk.person.reads() if "Citas confirmadas" in text]
    assert "Lucía" in told
    assert len({mail.address for mail in talk.salon.notifier.emails}) == 2


async def test_whoever_comes_along_has_a_profile_linked_to_who_pays() -> None:
    talk = await held()
    mother, daughter = only_booking(talk).appointments
    lucia = people(talk)["Lucía"]
    assert lucia.linked_to == people(talk)["Laura"].id == mother.customer_id
    assert (daughter.customer_id, daughter.booked_by) == (lucia.id, mother.customer_id)
    assert people(talk)["Laura"].first_name == "Laura"


async def test_a_companion_without_a_name_is_asked_for_once() -> None:
    talk = await at_home()
    nameless = Book(services=("PEINADO LARGO",), for_whom="mi hija")
    asked = await talk.says(MINE, nameless, AT_FIVE)
    assert asked.endswith("¿Y cómo se llama tu hija?")
    assert talk.bookings == []
    await talk.says(GiveName(first_name="Lucía"))
    assert "Lucía" in people(talk)
    assert len(only_booking(talk).appointments) == 2


async def test_who_does_not_say_the_name_is_booked_all_the_same() -> None:
    talk = await at_home()
    nameless = Book(services=("PEINADO LARGO",), for_whom="mi hija")
    await talk.says(MINE, nameless, AT_FIVE)
    await talk.says(Refuse())
    if talk.dialogue.question is Question.SLOT:
        await talk.says(ChooseSlot(position=1))
    assert len(only_booking(talk).appointments) == 2


async def test_two_moments_are_offered_when_only_the_day_was_said() -> None:
    talk = await at_home()
    reply = await talk.says(MINE, DAUGHTERS, ON_FRIDAY)
    assert "puedo atenderos a la vez" in reply
    assert "un solo anticipo de" in reply
    assert len(talk.person.replies[-1].buttons) == 2
    await talk.says(ChooseSlot(position=2))
    first, second = only_booking(talk).appointments
    assert first.start == second.start


async def test_without_a_common_hour_they_come_one_after_the_other() -> None:
    talk = await at_home()
    await occupy(talk, "Harol", "Víctor", "Marta")
    reply = await talk.says(MINE, DAUGHTERS, ON_FRIDAY)
    assert "A la vez no me queda hueco" in reply
    await talk.says(ChooseSlot(position=1))
    first, second = only_booking(talk).appointments
    assert first.stylist_id == second.stylist_id
    assert not first.during.overlaps(second.during)


async def test_all_or_nothing_when_somebody_is_faster() -> None:
    talk = await at_home()
    await talk.says(MINE, DAUGHTERS, ON_FRIDAY)
    offered = talk.dialogue.offered[0]
    async with talk.salon.storage.transaction() as records:
        await CARMEN.arrives(records)
        taken = a_booking(guest=CARMEN, stylist=offered.others[0].stylist, at=offered.start)
        await records.bookings.add(taken)
    reply = await talk.says(ChooseSlot(position=1))
    assert "se acaban de ocupar" in reply
    assert hers(talk) == []
    assert talk.dialogue.question is Question.SLOT


async def test_another_day_when_the_wished_one_is_full_is_said_so() -> None:
    talk = await at_home()
    await occupy(talk, "Pilar", "Harol", "Víctor", "Marta")
    reply = await talk.says(MINE, DAUGHTERS, ON_FRIDAY)
    assert "El viernes 18 de diciembre está completo." in reply
    assert "sábado 19" in reply


async def test_more_people_than_the_salon_takes_go_to_a_person_and_nothing_is_held() -> None:
    talk = await at_home()
    friends = [Book(services=("CORTAR",), for_whom=f"mi amiga {name}") for name in "ABCD"]
    reply = await talk.says(MINE, *friends, ON_FRIDAY)
    assert "se lo paso al equipo" in reply
    assert talk.conversation.human_since is not None
    assert talk.bookings == []


async def test_more_people_than_stylists_of_the_craft_go_to_a_person() -> None:
    talk = await at_home()
    nails = [
        Book(services=("CEJAS",), for_whom=who, for_name=name)
        for who, name in (("mi hija", "Lucía"), ("mi madre", "María"))
    ]
    await talk.says(Book(services=("CEJAS",)), *nails, ON_FRIDAY)
    assert talk.conversation.human_since is not None
    assert talk.bookings == []


async def test_somebody_who_joins_later_makes_it_a_group() -> None:
    talk = await at_home()
    await talk.says(MINE)
    await talk.says(DAUGHTERS, AT_FIVE)
    if talk.dialogue.question is Question.SLOT:
        await talk.says(ChooseSlot(position=1))
    assert len(only_booking(talk).appointments) == 2


async def test_what_one_of_them_wants_is_cleared_up_first() -> None:
    talk = await at_home()
    unclear = UnclearService(words="barro", candidates=("BARRO", "BARRO GOLD"))
    mothers = Book(for_whom="mi madre", for_name="María", unclear=(unclear,))
    reply = await talk.says(MINE, mothers, AT_FIVE)
    assert "¿Cuál sería: barro" in reply
    await talk.says(Book(services=("BARRO GOLD",)))
    if talk.dialogue.question is Question.SLOT:
        await talk.says(ChooseSlot(position=1))
    assert [each.service_names for each in only_booking(talk).appointments] == [
        ("CORTAR",),
        ("BARRO GOLD",),
    ]


async def test_no_pack_is_made_of_what_two_people_want() -> None:
    talk = await held(
        Book(services=("MECHAS",)),
        Book(services=("CORTAR",), for_whom="mi hija", for_name="Lucía"),
        AT_FIVE,
    )
    assert [each.pack_id for each in only_booking(talk).appointments] == [None, None]


async def test_the_surname_is_asked_once_before_the_link() -> None:
    talk = Talk()
    await talk.says(Accept())
    await talk.says(Accept(), MINE, DAUGHTERS, AT_FIVE)
    asked = 0
    while not talk.bookings and asked < 3:
        if talk.dialogue.question is Question.SURNAME:
            await talk.says(GiveName(last_name="García"))
        else:
            await talk.says(Accept())
        asked += 1
    assert people(talk)["Laura"].last_name == "García"
    assert len(only_booking(talk).appointments) == 2


async def test_a_group_given_up_frees_every_slot() -> None:
    talk = await held()
    await talk.says(CancelAppointment())
    booking = only_booking(talk)
    assert booking.hold.status is HoldStatus.RELEASED
    assert list(talk.salon.storage.tables.occupied) == []


async def test_a_closed_day_is_explained_to_a_group_too() -> None:
    talk = await at_home()
    reply = await talk.says(MINE, DAUGHTERS, ChooseWhen(when=on(date(2026, 12, 25))))
    assert "cerramos por Navidad" in reply
    assert talk.dialogue.question is Question.DAY


async def test_a_facial_for_his_mother_is_hers_and_he_pays() -> None:
    talk = await at_home("Roberto")
    asked = await talk.says(Book(services=("BIOTERAPIA FACIAL",), for_whom="mi madre"), AT_FIVE)
    assert "¿Cómo se llama tu madre, con apellidos?" in asked
    await talk.says(GiveName(first_name="María", last_name="González"))
    (appointment,) = only_booking(talk).appointments
    assert people(talk)["María"].full_name == "María González"
    assert appointment.customer_id == people(talk)["María"].id
    assert people(talk)["María"].linked_to == appointment.booked_by
    await talk.salon.pay()
    (told,) = [text for text in talk.person.reads() if "confirmada" in text]
    assert "María González" in told


async def test_what_is_asked_of_one_person_is_given_to_that_person() -> None:
    talk = await at_home()
    tint = UnclearService(words="tinte", candidates=("CULTURA DE COLOR", "CULTURA DE COLOR EXTRA"))
    await talk.says(
        Book(services=("PEINADO",), for_whom="mi madre"),
        Book(services=("CORTAR",), unclear=(tint,), for_whom="mi suegra"),
        ON_FRIDAY,
    )
    await talk.says(Book(services=("CULTURA DE COLOR",)))
    draft = talk.dialogue.draft
    assert draft is not None
    assert [each.services for each in draft.members] == [
        ["PEINADO"],
        ["CORTAR", "CULTURA DE COLOR"],
    ]
