from dataclasses import replace
from uuid import uuid4

import pytest

from atrevete_core.domain.conversation import Conversation, Speaker
from atrevete_core.domain.ids import ConversationId
from atrevete_core.domain.interval import after
from atrevete_core.ports.storage import NotFound, Storage, TurnLost
from tests.builders import CARMEN, LAURA, NOW, SALON, a_guest, a_line, an_arrival


@pytest.fixture
async def conversation(storage: Storage) -> Conversation:
    async with storage.transaction() as records:
        return await LAURA.arrives(records)


async def test_a_first_message_makes_contact_and_conversation(storage: Storage) -> None:
    message = an_arrival("Hola", guest=LAURA, sent_at=NOW)
    async with storage.transaction() as records:
        conversation = await records.conversations.receive(SALON.id, message)
        contact = await records.people.contact(conversation.contact_id)
    assert conversation == replace(LAURA.conversation, last_heard_at=NOW)
    assert contact == replace(LAURA.contact, customer_id=None)


async def test_the_same_person_has_one_conversation(storage: Storage) -> None:
    for _ in range(2):
        async with storage.transaction() as records:
            conversation = await LAURA.arrives(records)
            other = await CARMEN.arrives(records)
            assert await records.conversations.of_channel(SALON.id, "34600111222") == conversation
            assert await records.conversations.of_contact(CARMEN.contact.id) == other
            assert await records.conversations.of_channel(SALON.id, "nobody") is None
    assert conversation.id == LAURA.conversation_id != other.id


async def test_a_new_message_brings_the_new_thread_and_keeps_turn_and_dialogue(
    storage: Storage, conversation: Conversation
) -> None:
    later = an_arrival(guest=LAURA, thread_id="thread-2", sent_at=after(NOW, hours=30))
    async with storage.transaction() as records:
        turn = await records.conversations.begin_turn(conversation.id)
        await records.conversations.close_turn(conversation.id, turn=turn, dialogue={"open": "day"})
        known = await records.conversations.receive(SALON.id, later)
    assert (known.thread_id, known.last_heard_at) == ("thread-2", later.sent_at)
    assert (known.turn, known.dialogue) == (turn, {"open": "day"})


async def test_a_late_delivery_does_not_bring_an_old_thread_back(
    storage: Storage, conversation: Conversation
) -> None:
    late = an_arrival(guest=LAURA, thread_id="thread-0", sent_at=after(NOW, hours=-2))
    async with storage.transaction() as records:
        known = await records.conversations.receive(SALON.id, late)
    assert known == conversation


async def test_what_a_message_does_not_say_stays_known(
    storage: Storage, conversation: Conversation
) -> None:
    terse = replace(an_arrival(guest=LAURA), phone="not a number", profile_name="", desk_id="")
    renamed = replace(an_arrival(guest=LAURA), profile_name="Lau ✨", desk_id="desk-2")
    async with storage.transaction() as records:
        await records.conversations.receive(SALON.id, terse)
        assert await records.people.contact(conversation.contact_id) == LAURA.contact
        await records.conversations.receive(SALON.id, renamed)
        known = await records.people.contact(conversation.contact_id)
    assert (known.profile_name, known.desk_id) == ("Lau ✨", "desk-2")
    assert known.customer_id == LAURA.customer.id


async def test_a_profile_name_that_no_database_holds_is_kept_readable(storage: Storage) -> None:
    odd = a_guest(channel_id="34600999888", profile_name="La\x00ura \udc00✨")
    async with storage.transaction() as records:
        conversation = await records.conversations.receive(SALON.id, odd.says("\ud800"))
        contact = await records.people.contact(conversation.contact_id)
    assert contact.profile_name == "La�ura �✨"


async def test_each_turn_has_the_next_number(storage: Storage, conversation: Conversation) -> None:
    for number in (1, 2):
        async with storage.transaction() as records:
            assert await records.conversations.begin_turn(conversation.id) == number


async def test_only_the_newest_turn_may_close(storage: Storage, conversation: Conversation) -> None:
    async with storage.transaction() as records:
        zombie = await records.conversations.begin_turn(conversation.id)
    async with storage.transaction() as records:
        newest = await records.conversations.begin_turn(conversation.id)
    with pytest.raises(TurnLost):
        await _close(storage, conversation, turn=zombie, said="de un zombi")
    await _close(storage, conversation, turn=newest, said="del último")
    async with storage.transaction() as records:
        assert (await records.conversations.get(conversation.id)).dialogue == {"said": "del último"}
        [line] = await records.conversations.transcript(conversation.id, last=9)
    assert line.text == "del último"


async def _close(storage: Storage, conversation: Conversation, *, turn: int, said: str) -> None:
    async with storage.transaction() as records:
        await records.conversations.remember(conversation.id, [a_line(said)])
        await records.conversations.close_turn(conversation.id, turn=turn, dialogue={"said": said})


async def test_a_dialogue_comes_back_as_plain_json_to_the_letter(
    storage: Storage, conversation: Conversation
) -> None:
    dialogue = {"words": "\x00 \ud800 ñ 💇", "slots": [1, 2.5, None, True], "deep": {"a": []}}
    async with storage.transaction() as records:
        turn = await records.conversations.begin_turn(conversation.id)
        await records.conversations.close_turn(conversation.id, turn=turn, dialogue=dialogue)
        dialogue["slots"] = "changed afterwards"
    async with storage.transaction() as records:
        known = (await records.conversations.lock(conversation.id)).dialogue
    assert known == {
        "words": "\x00 \ud800 ñ 💇",
        "slots": [1, 2.5, None, True],
        "deep": {"a": []},
    }


async def test_a_person_takes_and_gives_back_the_word(
    storage: Storage, conversation: Conversation
) -> None:
    later = after(NOW, minutes=5)
    async with storage.transaction() as records:
        await records.conversations.set_human(conversation.id, NOW)
        await records.conversations.set_human(conversation.id, later)
        assert (await records.conversations.get(conversation.id)).human_since == NOW
        await records.conversations.give_back(conversation.id, at=later)
        known = await records.conversations.get(conversation.id)
    assert (known.human_since, known.given_back_at) == (None, later)


async def test_the_transcript_gives_the_last_lines_oldest_first(
    storage: Storage, conversation: Conversation
) -> None:
    lines = [a_line("uno"), a_line("dos", by=Speaker.MAITE), a_line("tres", by=Speaker.PERSON)]
    async with storage.transaction() as records:
        await records.conversations.remember(conversation.id, lines[:1])
        await records.conversations.remember(conversation.id, lines[1:])
        await records.conversations.remember(conversation.id, [])
        assert list(await records.conversations.transcript(conversation.id, last=2)) == lines[1:]
        assert list(await records.conversations.transcript(conversation.id, last=0)) == []
        assert list(await records.conversations.transcript(conversation.id, last=9)) == lines


async def test_lines_that_no_database_holds_are_kept_readable(
    storage: Storage, conversation: Conversation
) -> None:
    async with storage.transaction() as records:
        await records.conversations.remember(conversation.id, [a_line("a\x00b\ud800c")])
        [line] = await records.conversations.transcript(conversation.id, last=1)
    assert line.text == "a�b�c"


async def test_an_unknown_conversation_is_not_found(storage: Storage) -> None:
    nobody = ConversationId(uuid4())
    async with storage.transaction() as records:
        conversations = records.conversations
        with pytest.raises(NotFound):
            await conversations.get(nobody)
        with pytest.raises(NotFound):
            await conversations.lock(nobody)
        with pytest.raises(NotFound):
            await conversations.begin_turn(nobody)
        with pytest.raises(NotFound):
            await conversations.set_human(nobody, NOW)
        with pytest.raises(NotFound):
            await conversations.give_back(nobody, at=NOW)
        with pytest.raises(NotFound):
            await conversations.remember(nobody, [a_line()])
        with pytest.raises(TurnLost):
            await conversations.close_turn(nobody, turn=1, dialogue={})
