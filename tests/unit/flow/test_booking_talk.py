"""Making a booking in words: who, what, when, with whom, and every answer counted (R2–R17)."""

from dataclasses import replace
from datetime import date, time
from typing import Any

import pytest

from atrevete_core.domain.booking import HoldStatus
from atrevete_core.domain.commands import (
    Accept,
    Ask,
    AskAboutServices,
    AskConsultation,
    AskMyAppointments,
    AskOpening,
    AskTotal,
    Book,
    ChooseSlot,
    ChooseStylist,
    ChooseWhen,
    ClaimPaid,
    DayRange,
    GiveName,
    Greet,
    OutOfScope,
    PartOfDay,
    PayOtherwise,
    Refuse,
    ReportPaymentTrouble,
    StopReminders,
    TakeTime,
    Thank,
    UnclearService,
    When,
)
from atrevete_core.flow.dialogue import Dialogue
from atrevete_core.ports.deposit_gateway import GatewayUnreachable
from atrevete_core.ports.language_model import Question
from tests.builders import CARMEN, FRIDAY, NOW, SALON, a_booking, a_guest, madrid
from tests.unit.flow.talking import FRIDAY_AT_HALF_PAST_TWELVE, Talk, on, wants

NAME = GiveName(first_name="Laura", last_name="García")


async def at_home(name: str = "Laura", **known: Any) -> Talk:
    """Somebody who has been greeted and whose name is known."""
    talk = Talk(name, **known)
    await talk.says(Greet())
    await talk.says(NAME)
    return talk


async def with_a_link(*services: str) -> Talk:
    talk = await at_home()
    await talk.says(*wants(*services))
    assert talk.salon.gateway.open_pages
    return talk


async def test_a_new_customer_hears_who_she_is_and_is_asked_for_the_name() -> None:
    talk = Talk("Laura G.")
    reply = await talk.says(Greet())
    assert reply.startswith("¡Hola! Soy Maite, la asistente virtual de Atrévete Peluquería")
    assert "Soy una IA" in reply
    assert reply.endswith("¿Te llamas Laura?")
    assert "¿En qué te ayudo, Laura?" in await talk.says(Accept()) or talk.dialogue.first_name


@pytest.mark.parametrize("profile", ["✨✨", "Mamá de Leo", "600111222", ""])
async def test_an_unreliable_name_is_asked_for_openly(profile: str) -> None:
    talk = Talk(profile)
    await talk.says(Greet())
    assert talk.dialogue.question is Question.NAME
    assert "Te llamas" not in talk.person.replies[-1].text


async def test_the_answer_to_a_question_comes_first_then_the_name() -> None:
    talk = Talk("✨✨")
    reply = await talk.says(
        Ask(topics=("hours", "parking")), text="¿abrís los sábados? ¿y parking?"
    )
    assert "los sábados" in reply
    assert "aparcamiento público" in reply
    assert reply.rstrip().endswith(("😊", "?"))
    assert talk.dialogue.question is Question.NAME
    assert len(talk.person.replies) == 1


async def test_a_name_that_is_denied_is_asked_for() -> None:
    talk = Talk()
    await talk.says(Greet())
    await talk.says(Refuse(), text="no, ese es mi marido")
    assert talk.dialogue.question is Question.NAME
    await talk.says(GiveName(first_name="ana"))
    (customer,) = talk.salon.storage.tables.customers
    assert customer.first_name == "Ana"


async def test_whoever_comes_back_is_greeted_by_name_and_not_asked() -> None:
    talk = await at_home()
    await talk.salon.advance(hours=25)
    reply = await talk.says(Greet())
    assert reply.startswith("¡Hola otra vez, Laura! 🌸 Soy Maite, la IA del salón")
    assert "Te llamas" not in reply


async def test_within_the_day_she_does_not_introduce_herself_again() -> None:
    talk = await at_home()
    await talk.salon.advance(hours=23)
    assert "IA" not in await talk.says(Greet())


async def test_a_new_thread_at_the_desk_is_a_new_conversation() -> None:
    talk = await at_home()
    talk.person.thread = "another thread"
    talk.person._read = 0  # noqa: SLF001
    assert "la IA del salón" in await talk.says(Greet())


async def test_after_a_day_of_silence_old_questions_mean_nothing() -> None:
    talk = await at_home()
    await talk.says(Book(services=("CORTAR",)))
    assert talk.dialogue.question is Question.DAY
    await talk.salon.advance(hours=25)
    await talk.says(Greet())
    assert talk.dialogue.draft is None


async def test_everything_in_one_message_leads_to_the_link_with_one_question_for_the_surname() -> (
    None
):
    talk = Talk()
    await talk.says(Greet())
    reply = await talk.says(Accept(), *wants())
    assert reply == "¿Y tus apellidos, Laura?"
    link = await talk.says(GiveName(last_name="garcía"))
    assert "Te guardo el *viernes 18 a las 12:30*" in link
    (booking,) = talk.bookings
    assert booking.start == madrid(2026, 12, 18, 12, 30)


async def test_a_day_alone_is_answered_with_buttons() -> None:
    talk = await at_home()
    reply = await talk.says(*wants(when=on(FRIDAY)))
    assert reply.startswith("El viernes 18 de diciembre puedo a las")
    buttons = talk.person.replies[-1].buttons
    assert len(buttons) == 3
    await talk.says(ChooseSlot(position=2))
    assert talk.bookings[0].start == madrid(2026, 12, 18, 14, 30)


async def test_the_pack_is_offered_once() -> None:
    talk = await at_home()
    reply = await talk.says(Book(services=("MECHAS",)), ChooseWhen(when=on(FRIDAY, at=time(12))))
    assert "En el pack Mechas + Corte tienes las dos cosas por 80,00 € en vez de 88,70 €" in reply
    link = await talk.says(Refuse())
    assert "Son 62,50 €" in link
    assert talk.bookings[0].appointments[0].pack_id is None


async def test_a_question_in_the_middle_is_answered_and_she_goes_on() -> None:
    talk = await at_home()
    await talk.says(Book(services=("CORTAR",)))
    reply = await talk.says(Ask(topics=("parking",)))
    assert reply.startswith("Parking propio no tenemos")
    assert reply.endswith("?")
    assert talk.dialogue.question is Question.DAY


async def test_two_readings_are_asked_about_with_their_prices() -> None:
    talk = await at_home()
    unclear = UnclearService(words="barro", candidates=("BARRO", "BARRO GOLD"))
    reply = await talk.says(Book(unclear=(unclear,)))
    assert "barro (36,50 €, 40 min) o Barro Gold (48,00 €, 40 min)" in reply
    assert talk.person.replies[-1].buttons == ("Barro", "Barro Gold")
    await talk.says(Book(services=("BARRO",)), ChooseWhen(when=FRIDAY_AT_HALF_PAST_TWELVE))
    assert talk.bookings[0].appointments[0].service_names == ("BARRO",)


async def test_hair_and_beauty_become_two_bookings() -> None:
    talk = await at_home()
    reply = await talk.says(*wants("CORTAR", "CEJAS"))
    assert "citas separadas" in reply
    first = await talk.says(Accept())
    assert "Cuando esta quede confirmada, buscamos hora para cejas" in first
    assert talk.bookings[0].appointments[0].service_names == ("CORTAR",)
    await talk.says(Accept())  # «vale», to the link
    assert [each.hold.status for each in talk.bookings] == [HoldStatus.HELD]


async def test_too_many_services_and_what_a_person_sells() -> None:
    talk = await at_home()
    six = ("CORTAR", "BARRO", "BARBA", "AGUA LLUVIA", "AGUA TIERRA", "PEINADO LARGO")
    assert "como mucho 5 servicios" in await talk.says(Book(services=six))
    fresh = await at_home()
    sold = next(e for e in fresh.salon.seed.catalogue.services if not e.bookable)
    assert "te lo prepara el equipo" in await fresh.says(Book(services=(sold.name,)))
    assert fresh.dialogue.draft is None


async def test_a_day_that_does_not_exist_is_asked_about() -> None:
    talk = await at_home()
    reply = await talk.says(*wants(when=When(no_such_day=True)))
    assert "no me cuadra con el calendario" in reply


@pytest.mark.parametrize(
    ("day", "part"),
    [
        (date(2026, 12, 20), "El domingo 20 de diciembre cerramos."),
        (date(2026, 12, 25), "cerramos por"),
        (date(2029, 1, 8), "próximos 400 días"),
    ],
)
async def test_days_without_hours_are_explained(day: date, part: str) -> None:
    talk = await at_home()
    reply = await talk.says(*wants(when=on(day)))
    assert part in reply
    assert reply.endswith("?")
    assert talk.dialogue.question is Question.DAY


async def test_somebody_was_faster() -> None:
    talk = Talk()
    await talk.says(Greet())
    await talk.says(
        Accept(), *wants(when=FRIDAY_AT_HALF_PAST_TWELVE), ChooseStylist(stylist="Marta")
    )
    assert talk.dialogue.offered == []
    async with talk.salon.storage.transaction() as records:
        await CARMEN.arrives(records)
        await records.bookings.add(a_booking(guest=CARMEN))
    reply = await talk.says(GiveName(last_name="García"))
    assert reply.startswith("Vaya, las 12:30 del viernes 18 se acaban de ocupar.")
    assert reply.endswith("?")
    assert talk.dialogue.question is Question.SLOT


async def test_a_slot_that_is_too_near_by_now_is_asked_for_anew() -> None:
    talk = Talk()
    await talk.says(Greet())
    await talk.says(Accept(), *wants(when=on(date(2026, 12, 16), at=time(12, 30))))
    await talk.salon.advance(minutes=40)
    reply = await talk.says(GiveName(last_name="García"))
    assert talk.bookings == []
    assert talk.dialogue.question is Question.DAY
    assert "corte" in reply


async def test_a_fourth_unpaid_hold_is_refused() -> None:
    talk = await at_home()
    (customer,) = talk.salon.storage.tables.customers
    async with talk.salon.storage.transaction() as records:
        await records.conversations.receive(SALON.id, CARMEN.says())
        for number in range(3):
            booking = a_booking(at=madrid(2026, 12, 21, 10 + number), guest=CARMEN)
            hold = replace(booking.hold, customer_id=customer.id, deadline=madrid(2026, 12, 17))
            await records.bookings.add(replace(booking, hold=hold))
    assert "Ya tienes 3 horas guardadas" in await talk.says(*wants())


async def test_a_change_of_mind_after_the_link_replaces_the_hold() -> None:
    talk = await with_a_link()
    await talk.says(ChooseWhen(when=on(FRIDAY, at=time(17))))
    first, second = talk.bookings
    assert (first.hold.status, second.hold.status) == (HoldStatus.RELEASED, HoldStatus.HELD)
    assert second.start == madrid(2026, 12, 18, 17)
    assert len(talk.salon.gateway.open_pages) == 1


async def test_after_a_lapse_yes_looks_again() -> None:
    talk = await with_a_link()
    await talk.salon.advance(minutes=31)
    assert "¿Miro si sigue libre?" in talk.person.reads()[-1]
    link = await talk.says(Accept(), text="sí")
    assert "Te guardo el *viernes 18 a las 12:30*" in link
    assert [each.hold.status for each in talk.bookings] == [HoldStatus.LAPSED, HoldStatus.HELD]


async def test_what_is_free_of_charge_is_confirmed_in_the_same_breath() -> None:
    talk = Talk()
    await talk.says(Greet())
    reply = await talk.says(Accept(), *wants("CONSULTA GRATUITA"))
    assert "Cita confirmada" in reply
    assert talk.dialogue.draft is None


async def test_a_booking_for_somebody_else_has_their_own_profile() -> None:
    talk = await at_home()
    reply = await talk.says(
        Book(services=("CORTAR",), for_whom="tu madre"),
        ChooseWhen(when=FRIDAY_AT_HALF_PAST_TWELVE),
    )
    assert "¿Cómo se llama tu madre" in reply
    link = await talk.says(GiveName(first_name="maría", last_name="lópez"))
    assert "para María López" in link
    (appointment,) = talk.bookings[0].appointments
    assert appointment.customer_id != appointment.booked_by


@pytest.mark.parametrize(
    ("stylist", "part"),
    [("Rosa", "Rosa no hace corte"), ("Gertrudis", "En el equipo están Pilar")],
)
async def test_a_stylist_who_does_other_things_or_does_not_exist(stylist: str, part: str) -> None:
    talk = await at_home()
    reply = await talk.says(*wants(when=on(FRIDAY)), ChooseStylist(stylist=stylist))
    assert part in reply
    assert "El viernes 18" in reply


async def test_a_man_is_found_when_a_man_is_wanted() -> None:
    talk = await at_home()
    await talk.says(*wants(), ChooseStylist(gender="m"))
    catalogue = talk.salon.seed.catalogue
    name = catalogue.stylist(talk.bookings[0].appointments[0].stylist_id).name
    assert name in {"Harol", "Víctor"}


async def test_an_hour_that_the_named_stylist_does_not_have_is_said_so() -> None:
    talk = await at_home()
    async with talk.salon.storage.transaction() as records:
        await CARMEN.arrives(records)
        await records.bookings.add(a_booking(guest=CARMEN, stylist="Pilar"))
    reply = await talk.says(*wants(), ChooseStylist(stylist="Pilar"))
    assert reply.startswith("A las 12:30 no me queda nada con Pilar.")


async def test_a_first_payment_trouble_brings_a_new_link_the_second_a_person() -> None:
    talk = await with_a_link()
    assert "Prueba con este enlace nuevo" in await talk.says(ReportPaymentTrouble())
    assert "Se lo paso a una compañera" in await talk.says(ReportPaymentTrouble())
    assert await talk.person.writes("¿hola?") == []


async def test_saying_that_it_is_paid_confirms_nothing() -> None:
    talk = await with_a_link()
    assert "Todavía no me ha llegado" in await talk.says(ClaimPaid())
    talk.salon.gateway.trouble.fail(GatewayUnreachable("away"))
    assert "Todavía no me ha llegado" in await talk.says(ClaimPaid())
    assert talk.bookings[0].hold.status is HoldStatus.HELD


async def test_but_makes_her_ask_the_gateway() -> None:
    talk = await with_a_link()
    talk.salon.gateway.pay(talk.salon.gateway.open_pages[0].id)
    assert "Cita confirmada" in await talk.says(ClaimPaid())


async def test_the_deposit_is_paid_by_the_link_alone() -> None:
    talk = await with_a_link()
    reply = await talk.says(PayOtherwise())
    assert "solo se puede pagar con el enlace" in reply
    assert talk.salon.gateway.open_pages[0].url in reply


async def test_without_a_hold_there_is_no_payment_to_talk_about() -> None:
    talk = await at_home()
    reply = await talk.says(ReportPaymentTrouble())
    assert reply.endswith("?")


async def test_prices_are_told_and_then_booked_together() -> None:
    talk = await at_home()
    both = ("CEJAS", "MANICURA PERMANENTE+BIOTERAPIA")
    reply = await talk.says(AskAboutServices(services=both))
    assert "Todo junto son 47,70 € y 1 h 45 min." in reply
    assert reply.endswith("¿Te busco hora?")
    await talk.says(Book(), ChooseWhen(when=FRIDAY_AT_HALF_PAST_TWELVE))
    (booking,) = talk.bookings
    assert booking.appointments[0].during.minutes == 105
    assert booking.hold.deposit.cents == 954


async def test_prices_of_packs_and_of_unclear_words_are_told() -> None:
    talk = await at_home()
    unclear = UnclearService(words="barro", candidates=("BARRO", "BARRO GOLD"))
    reply = await talk.says(AskAboutServices(services=("Mechas + Corte",), unclear=(unclear,)))
    assert "El pack Mechas + Corte son 80,00 € (60 min)." in reply
    assert "Tenemos barro (36,50 €, 40 min) y Barro Gold (48,00 €, 40 min)." in reply
    mixed = await talk.says(AskAboutServices(services=("CORTAR", "CEJAS")))
    assert "Todo junto" not in mixed


async def test_of_what_was_priced_for_want_of_a_clear_word_one_is_booked_never_all() -> None:
    talk = await at_home()
    unclear = UnclearService(words="cera", candidates=("LABIO", "CERA ENTERAS", "BRAZOS MEDIOS"))
    await talk.says(AskAboutServices(services=(), unclear=(unclear,)))
    reply = await talk.says(ChooseWhen(when=FRIDAY_AT_HALF_PAST_TWELVE))
    assert reply.startswith("¿Cuál sería: cera de labio (6,00 €, 10 min)")
    assert talk.bookings == []


async def test_the_larger_form_takes_the_place_of_the_service_that_was_chosen() -> None:
    talk = await at_home()
    await talk.says(Book(services=("BIOTERAPIA FACIAL",)))
    both = ("BIOTERAPIA FACIAL+RADIOF. (15MIN)", "BIOTERAPIA FACIAL+RADIOF. (30MIN)")
    await talk.says(Book(unclear=(UnclearService(words="radiofrecuencia", candidates=both),)))
    await talk.says(Book(services=both[:1]))
    reply = await talk.says(AskTotal())
    assert "En total son 66,00 € (75 min)" in reply


async def test_the_total_is_told_with_deposit_and_rest() -> None:
    talk = await at_home()
    assert "€" not in await talk.says(AskTotal())
    await talk.says(Book(services=("CORTAR",)))
    reply = await talk.says(AskTotal())
    assert "En total son 26,20 € (40 min): 5,24 € de anticipo ahora y 20,96 € en el salón." in reply
    free = await at_home()
    await free.says(Book(services=("CONSULTA GRATUITA",)))
    assert "no tiene coste" in await free.says(AskTotal())


async def test_who_cannot_decide_is_offered_the_free_consultation() -> None:
    talk = await at_home()
    reply = await talk.says(AskConsultation(between=("OLEO PIGMENTO", "BARRO GOLD")))
    assert "consulta gratuita de 15 min, sin anticipo" in reply
    await talk.says(Accept(), ChooseWhen(when=FRIDAY_AT_HALF_PAST_TWELVE))
    assert talk.bookings[0].hold.status is HoldStatus.CONFIRMED


async def test_whether_the_salon_opens() -> None:
    talk = await at_home()
    assert "abrimos de 10:00 a 20:00" in await talk.says(AskOpening(when=on(FRIDAY)))
    closed = await talk.says(AskOpening(when=on(date(2026, 12, 25))))
    assert "cerramos por" in closed
    assert "El sábado 26" in closed
    assert "e lunes a viernes" in await talk.says(AskOpening(when=When()))
    assert "e lunes a viernes" in await talk.says(AskOpening(when=When(days=DayRange())))


async def test_whether_the_salon_opens_in_some_days_tells_those_that_are_closed() -> None:
    talk = await at_home()
    week = DayRange(first=date(2026, 12, 21), last=date(2026, 12, 27))
    said = await talk.says(AskOpening(when=When(days=week)))
    assert "El viernes 25 de diciembre cerramos por Navidad." in said
    assert "Los demás días, como siempre: de lunes a viernes" in said
    usual = DayRange(first=date(2027, 1, 18), last=date(2027, 1, 24))
    assert "Sí, como siempre: de lunes" in await talk.says(AskOpening(when=When(days=usual)))
    easter = DayRange(first=date(2027, 3, 25), last=date(2027, 3, 26))
    closed = await talk.says(AskOpening(when=When(days=easter)))
    assert "Jueves Santo" in closed
    assert "Viernes Santo" in closed
    assert "El sábado 27" in closed


async def test_her_own_appointments() -> None:
    stranger = Talk("✨")
    assert "No tienes ninguna cita pendiente" in await stranger.says(AskMyAppointments())
    talk = await with_a_link()
    waiting = await talk.says(AskMyAppointments())
    assert "guardada, pendiente del anticipo" in waiting
    await talk.salon.pay()
    talk.person.reads()
    assert "confirmada, anticipo de 5,24 € pagado" in await talk.says(AskMyAppointments())
    other = await at_home()
    assert "No tienes ninguna cita" in await other.says(AskMyAppointments())
    free = Talk()
    await free.says(Accept(), *wants("CONSULTA GRATUITA"))
    await free.says(Accept())
    assert "(confirmada)" in await free.says(AskMyAppointments())


@pytest.mark.parametrize(
    ("command", "part"),
    [
        (Thank(), "!"),
        (OutOfScope(), "De eso no entiendo"),
        (StopReminders(), "no te mandaré más recordatorios"),
    ],
)
async def test_small_talk_is_short(command: Any, part: str) -> None:
    talk = await at_home()
    reply = await talk.says(command)
    assert part in reply
    assert len(reply) < 120


def test_a_dialogue_without_offers_has_no_days() -> None:
    assert Dialogue().offered_days() == []
    assert a_guest().contact.channel_id == "34600111222"
    assert NOW.tzinfo is not None


async def test_who_needs_a_while_is_not_asked_again_and_chooses_then() -> None:
    talk = await at_home()
    await talk.says(Book(services=("CORTAR",)), ChooseWhen(when=on(FRIDAY)))

    waited = await talk.says(TakeTime())

    assert talk.dialogue.question is Question.SLOT
    assert "?" not in waited
    assert "pay.example" in await talk.says(ChooseSlot(position=1))


async def test_who_says_to_have_paid_after_it_came_in_hears_that_all_is_well() -> None:
    talk = await at_home()
    await talk.says(*wants())
    await talk.salon.pay()

    assert "confirmada" in await talk.says(ClaimPaid())


async def test_who_says_to_have_paid_while_nothing_is_held_hears_how_one_pays() -> None:
    talk = await at_home()

    assert "enlace" in await talk.says(ClaimPaid())


async def test_a_part_of_the_day_said_again_does_not_widen_the_hours_that_were_told() -> None:
    talk = await at_home()
    await talk.says(ChooseWhen(when=on(FRIDAY, earliest=time(16))))
    await talk.says(
        Book(services=("CORTAR",)),
        ChooseWhen(when=on(FRIDAY, part=PartOfDay.AFTERNOON)),
    )
    assert talk.dialogue.offered
    assert all(each.start.time() >= time(16) for each in talk.dialogue.offered)
