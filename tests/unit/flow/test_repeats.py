"""A talk that goes round in circles goes to a person (R33), and nothing is booked twice unasked."""

from datetime import time

import pytest

from atrevete_core.domain.commands import (
    Accept,
    Ask,
    Book,
    ChooseWhen,
    Command,
    GiveName,
    Greet,
    NotUnderstood,
    UnclearService,
)
from atrevete_core.domain.conversation import EscalationReason
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
