"""A talk that goes round in circles goes to a person (R33), and nothing is booked twice unasked."""

from datetime import date, time

import pytest

from atrevete_core.domain.commands import (
    Accept,
    Ask,
    AskAboutServices,
    AskAvailability,
    Book,
    ChooseSlot,
    ChooseWhen,
    Command,
    DayRange,
    GiveName,
    Greet,
    NotUnderstood,
    Refuse,
    UnclearService,
)
from atrevete_core.domain.conversation import EscalationReason, MessageKind
from atrevete_core.flow.dialogue import Dialogue
from atrevete_core.flow.timing import choose_slot
from atrevete_core.ports.language_model import Question
from tests.builders import FRIDAY
from tests.unit.flow.talking import Talk, on, wants

NAME = GiveName(first_name="Laura", last_name="García")
WAX = Book(
    unclear=(UnclearService(words="cera", candidates=("CERA ENTERAS", "CERA MEDIAS PIERNAS")),)
)


async def at_home() -> Talk:
    talk = Talk("Laura")
    await talk.says(Greet())
    await talk.says(NAME)
    return talk


async def test_a_question_asked_in_vain_three_times_goes_to_a_person() -> None:
    talk = await at_home()
    await talk.says(WAX, ChooseWhen(when=on(FRIDAY, at=time(12))))
    again = ChooseWhen(when=on(FRIDAY, at=time(12)))
    first, second, third = [await talk.says(again) for _ in range(3)]
    assert first.startswith("Perdona, no te he entendido bien. ¿Cuál sería")
    assert "si prefieres a una persona, dímelo" in second
    assert "No te mareo más" in third
    assert "¿Cuál sería" not in third
    assert [each.reason for each in talk.escalations] == [EscalationReason.AMBIGUITY]


async def test_what_is_asked_of_the_hours_on_offer_is_understood() -> None:
    talk = await at_home()
    await talk.says(Book(services=("CORTAR",)), ChooseWhen(when=on(FRIDAY)))
    reply = await talk.says(AskAvailability())  # «¿con quién es la primera?»
    assert "no te he entendido" not in reply
    assert "¿Cuál te viene mejor?" in reply


async def test_what_is_not_understood_in_the_middle_of_a_booking_is_asked_again() -> None:
    talk = await at_home()
    await talk.says(Book(services=("CORTAR",)))
    reply = await talk.says(NotUnderstood())
    assert "no te he entendido bien" in reply
    assert "día" in reply.splitlines()[-1]


@pytest.mark.parametrize("aside", [Ask(topics=("parking",)), Greet()])
async def test_a_question_in_between_is_no_misunderstanding(aside: Command) -> None:
    talk = await at_home()
    await talk.says(Book(services=("CORTAR",)))
    for _ in range(2):
        await talk.says(Accept())
        await talk.says(Ask(topics=("parking",)))
        await talk.says(aside)
    assert not talk.escalations


async def test_a_new_wish_begins_the_count_anew() -> None:
    talk = await at_home()
    await talk.says(Book(services=("CORTAR",)))
    await talk.says(Accept())
    await talk.says(Accept())
    await talk.says(Book(services=("BARRO",)))
    reply = await talk.says(Accept())
    assert "no te he entendido bien" in reply
    assert not talk.escalations


async def test_a_yes_when_everything_is_done_asks_for_nothing_more() -> None:
    talk = await at_home()
    await talk.says(*wants("CONSULTA GRATUITA"))
    said = [await talk.says(Accept()) for _ in range(4)]
    assert "?" not in said[0]
    assert "No te mareo más" in said[-1]


async def test_the_same_at_the_same_time_is_not_booked_twice() -> None:
    talk = await at_home()
    await talk.says(*wants("CONSULTA GRATUITA"))
    reply = await talk.says(*wants("CONSULTA GRATUITA"))
    assert "ya la tienes" in reply
    assert len(talk.bookings) == 1


async def test_another_hour_and_another_person_are_bookings_of_their_own() -> None:
    talk = await at_home()
    await talk.says(*wants("CONSULTA GRATUITA"))
    await talk.says(*wants("CONSULTA GRATUITA", when=on(FRIDAY, at=time(17))))
    assert len(talk.bookings) == 2
    await talk.says(
        Book(services=("CONSULTA GRATUITA",), for_whom="mi madre", for_name="Ana Ruiz"),
        ChooseWhen(when=on(FRIDAY, at=time(17))),
    )
    assert len(talk.bookings) == 3


async def test_several_prices_leave_the_choice_open() -> None:
    talk = await at_home()
    unclear = UnclearService(
        words="masaje", candidates=("MASAJE CORPORAL (30MIN)", "MASAJE CORPORAL (60MIN)")
    )
    reply = await talk.says(AskAboutServices(services=(), unclear=(unclear,)))
    assert reply.endswith("¿Cuál te interesa?")
    await talk.says(Book(services=("MASAJE CORPORAL (60MIN)",)))
    assert talk.dialogue.draft is not None
    assert talk.dialogue.draft.services == ["MASAJE CORPORAL (60MIN)"]


async def test_the_category_that_was_named_first_comes_first() -> None:
    talk = await at_home()
    reply = await talk.says(Book(services=("CEJAS", "LABIO", "CORTAR")))
    assert "¿Empezamos por cejas" in reply
    reply = await talk.says(Accept())
    assert "las cejas" in reply
    assert talk.dialogue.then_services == ["CORTAR"]


def test_the_first_of_the_days_proposed_instead_of_a_closed_one() -> None:
    dialogue = Dialogue(question=Question.DAY, choices=["2026-12-09", "2026-12-10"])
    choose_slot(dialogue, ChooseSlot(position=1))
    assert dialogue.draft is not None
    assert dialogue.draft.when is not None
    assert dialogue.draft.when.days == DayRange(first=date(2026, 12, 9), last=date(2026, 12, 9))


async def test_the_held_hour_named_for_ever_goes_to_a_person() -> None:
    talk = await at_home()
    again = wants(when=on(FRIDAY, at=time(12)))
    await talk.says(*again)
    replies = [await talk.says(again[1]) for _ in range(5)]
    assert any("No te mareo más" in each for each in replies)
    assert len(talk.escalations) == 1


async def test_a_picture_while_a_link_waits_is_taken_for_a_payment_that_has_not_come() -> None:
    talk = await at_home()
    await talk.says(*wants(when=on(FRIDAY, at=time(12))))
    reply = await talk.sends(MessageKind.IMAGE)
    assert "Todavía no me ha llegado el aviso del pago" in reply
    assert "foto" not in reply


async def test_of_two_forms_of_one_craft_only_one_is_booked() -> None:
    talk = await at_home()
    reply = await talk.says(AskAboutServices(services=("BARRO", "BARRO GOLD")))
    assert "Todo junto" not in reply
    assert reply.endswith("¿Cuál te interesa?")
    await talk.says(Book(services=("BARRO GOLD",)))
    assert talk.dialogue.draft is not None
    assert talk.dialogue.draft.services == ["BARRO GOLD"]


async def test_who_goes_on_to_the_hour_is_asked_again_which_of_the_two() -> None:
    talk = await at_home()
    await talk.says(AskAboutServices(services=("BARRO", "BARRO GOLD")))
    reply = await talk.says(ChooseWhen(when=on(FRIDAY, at=time(17))))
    assert "Barro Gold" in reply
    assert not talk.bookings


async def test_who_refused_the_pack_is_not_offered_it_again_when_the_held_hour_moves() -> None:
    talk = await at_home()
    await talk.says(*wants("MECHAS"))
    await talk.says(Refuse())
    reply = await talk.says(ChooseWhen(when=on(FRIDAY, at=time(17))), Book(services=("MECHAS",)))
    assert "pack" not in reply
    assert "pay.example" in reply


async def test_what_is_chosen_and_said_again_is_understood() -> None:
    """«nada más que el corte»."""
    talk = await at_home()
    await talk.says(Book(services=("CORTAR",)))
    said = await talk.says(Book(services=("CORTAR",)))
    assert said == "¿Qué día te vendría bien para el corte?"
