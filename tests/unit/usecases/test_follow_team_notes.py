"""Private notes that Maite understands: /bot, /cita, /ayuda (R34, R43)."""

import pytest

from atrevete_adapters.memory.salon import MemorySalon
from atrevete_core.domain.booking import HoldStatus
from atrevete_core.ports.events import PersonSpoke, Source
from atrevete_core.usecases.cancel import cancel_appointment
from tests.builders import CARMEN, LAURA, NOW, an_arrival, madrid
from tests.unit.usecases.at_work import a_salon, conversation_of, holds, told
from tests.unit.usecases.booked import decides, has_paid, only


def note(text: str, *, number: int = 1, private: bool = True) -> PersonSpoke:
    return PersonSpoke(
        external_id=f"note {number}",
        channel_id=LAURA.contact.channel_id,
        desk_id=LAURA.contact.desk_id,
        thread_id=LAURA.conversation.thread_id,
        text=text,
        private=private,
        sent_at=NOW,
    )


async def with_laura() -> MemorySalon:
    salon = a_salon()
    async with salon.storage.transaction() as records:
        await LAURA.arrives(records)
    return salon


async def answer_to(salon: MemorySalon, text: str) -> str:
    before = len(salon.messenger.notes(LAURA.conversation.thread_id))
    await salon.apply(note(text), Source.DESK)
    return "\n".join(salon.messenger.notes(LAURA.conversation.thread_id)[before:])


@pytest.mark.parametrize("words", ["/ayuda", " /AYUDA\n"])
async def test_help_lists_what_notes_can_do(words: str) -> None:
    salon = await with_laura()
    answer = await answer_to(salon, words)
    assert all(command in answer for command in ("/bot", "/cita", "/ayuda"))
    assert (await conversation_of(salon)).human_since is None
    assert told(salon) == []


@pytest.mark.parametrize("words", ["/cita", "/citas"])
async def test_the_team_sees_the_customers_appointments_and_their_state(words: str) -> None:
    salon = a_salon()
    await has_paid(salon, intent="paid")
    await holds(salon, "BARRO", start=madrid(2026, 12, 29, 17), intent="waiting")
    answer = await answer_to(salon, words)
    first, second = answer.splitlines()
    assert first == ("miércoles 23 de diciembre a las 12:00, corte con Marta, 26,20 € (confirmada)")
    assert second.endswith("barro con Marta, 36,50 € (pendiente del anticipo)")


async def test_what_is_over_or_cancelled_is_not_shown_nor_what_others_have() -> None:
    salon = a_salon()
    booking = await has_paid(salon)
    other = await has_paid(salon, start=madrid(2026, 12, 29, 17), guest=CARMEN, intent="Carmen")
    assert other.hold.status is HoldStatus.CONFIRMED
    await decides(
        salon, lambda r: cancel_appointment(r, only(booking).id, conversation_id=None, at=NOW)
    )
    assert await answer_to(salon, "/cita") == "No tiene ninguna cita pendiente."


async def test_nobody_known_has_no_appointments() -> None:
    salon = a_salon()
    async with salon.storage.transaction() as records:
        await records.conversations.receive(LAURA.customer.salon_id, an_arrival())
    assert await answer_to(salon, "/cita") == "No tiene ninguna cita pendiente."


async def test_asking_does_not_give_the_word_back_but_bot_does_and_says_so() -> None:
    salon = await with_laura()
    await salon.apply(note("Hola, soy Pilar", number=9, private=False), Source.DESK)
    await answer_to(salon, "/cita")
    assert (await conversation_of(salon)).human_since is not None
    await salon.apply(note("/bot", number=2), Source.DESK)
    notes = salon.messenger.notes(LAURA.conversation.thread_id)
    assert notes[-1] == "Maite vuelve a llevar esta conversación."
    assert (await conversation_of(salon)).human_since is None


@pytest.mark.parametrize("words", ["le gusta el café", "bot", "/bottle", "mira /cita", ""])
async def test_other_notes_are_peoples_own(words: str) -> None:
    salon = await with_laura()
    assert await answer_to(salon, words) == ""


async def test_a_note_that_arrives_twice_is_answered_once() -> None:
    salon = await with_laura()
    for _ in range(2):
        await salon.apply(note("/ayuda"), Source.DESK)
    assert len(salon.messenger.notes(LAURA.conversation.thread_id)) == 1
