from dataclasses import replace
from uuid import uuid4

import pytest

from atrevete_core.domain.conversation import Conversation, Disposition, MessageKind
from atrevete_core.domain.ids import ConversationId, InboxId, derived_id
from atrevete_core.ports.events import NoNews, Source
from atrevete_core.ports.storage import NotFound, Storage
from tests.builders import CARMEN, LAURA, a_stored_event, an_arrival


@pytest.fixture(autouse=True)
async def conversation(storage: Storage) -> Conversation:
    async with storage.transaction() as records:
        await CARMEN.arrives(records)
        return await LAURA.arrives(records)


async def test_an_event_is_stored_once(storage: Storage) -> None:
    event = a_stored_event(an_arrival("Hola", external_id="17"))
    again = replace(event, id=InboxId(uuid4()), body=b"another delivery")
    async with storage.transaction() as records:
        assert await records.inbox.add(event)
    async with storage.transaction() as records:
        assert not await records.inbox.add(event)
        assert not await records.inbox.add(again)
        assert await records.inbox.get(event.id) == event
        with pytest.raises(NotFound):
            await records.inbox.get(again.id)


async def test_two_sources_may_use_the_same_name(storage: Storage) -> None:
    of_desk = a_stored_event(NoNews(external_id="17", reason="echo"))
    of_gateway = a_stored_event(NoNews(external_id="17", reason="ping"), source=Source.GATEWAY)
    async with storage.transaction() as records:
        assert await records.inbox.add(of_desk)
        assert await records.inbox.add(of_gateway)


@pytest.mark.parametrize("body", [b"\x00\xff\xfe not text", b"", b'{"a": "\\ud800"}'])
async def test_bodies_are_kept_as_they_came(storage: Storage, body: bytes) -> None:
    event = a_stored_event(an_arrival("\x00 \ud800 💇"), body=body)
    async with storage.transaction() as records:
        await records.inbox.add(event)
    async with storage.transaction() as records:
        known = await records.inbox.get(event.id)
    assert known.body == body
    assert known.payload == event.payload


async def test_unanswered_messages_come_in_the_channels_order(
    storage: Storage, conversation: Conversation
) -> None:
    second, first = an_arrival("dos", number=12), an_arrival("uno", number=11)
    note = an_arrival("", number=13, kind=MessageKind.AUDIO, attachment_url="https://x.example/a")
    of_carmen = an_arrival("¿Y yo?", guest=CARMEN)
    async with storage.transaction() as records:
        for each in (second, first, note, of_carmen):
            await records.inbox.add(a_stored_event(each))
        await records.inbox.add(
            a_stored_event(NoNews(external_id="x", reason="-"), conversation_id=conversation.id)
        )
        waiting = await records.inbox.unanswered(conversation.id)
        assert await records.inbox.latest_number(conversation.id) == 13
    assert [(each.number, each.text) for each in waiting] == [(11, "uno"), (12, "dos"), (13, "")]
    assert (waiting[2].kind, waiting[2].attachment_url) == (note.kind, note.attachment_url)
    assert waiting[0].thread_id == LAURA.conversation.thread_id


async def test_words_that_nobody_can_send_on_are_made_readable(
    storage: Storage, conversation: Conversation
) -> None:
    async with storage.transaction() as records:
        await records.inbox.add(a_stored_event(an_arrival("co\x00rtar \udfff 💇‍♀️")))
        [waiting] = await records.inbox.unanswered(conversation.id)
    assert waiting.text == "co�rtar � 💇‍♀️"


async def test_a_message_gets_exactly_one_disposition(
    storage: Storage, conversation: Conversation
) -> None:
    event = a_stored_event()
    async with storage.transaction() as records:
        await records.inbox.add(event)
        await records.inbox.settle([event.id], Disposition.ANSWERED, turn=3)
        await records.inbox.settle([event.id], Disposition.PARKED, note="too late")
        known = await records.inbox.get(event.id)
        assert list(await records.inbox.unanswered(conversation.id)) == []
    assert (known.disposition, known.note) == (Disposition.ANSWERED, "")


async def test_tries_are_counted_and_the_highest_is_told(storage: Storage) -> None:
    old, new = a_stored_event(), a_stored_event()
    async with storage.transaction() as records:
        await records.inbox.add(old)
        await records.inbox.add(new)
        assert await records.inbox.count_try([old.id]) == 1
        assert await records.inbox.count_try([new.id, old.id]) == 2
        assert await records.inbox.count_try([]) == 0
        assert (await records.inbox.get(new.id)).tries == 1


async def test_a_parked_event_keeps_its_state_and_note(storage: Storage) -> None:
    parked = replace(
        a_stored_event(NoNews(external_id="odd", reason="")),
        kind="unreadable",
        payload={},
        disposition=Disposition.PARKED,
        note="no shape",
        tries=2,
    )
    async with storage.transaction() as records:
        await records.inbox.add(parked)
    async with storage.transaction() as records:
        assert await records.inbox.get(parked.id) == parked


async def test_nobody_has_written_yet(storage: Storage) -> None:
    nobody = ConversationId(derived_id("conversation", "nobody"))
    async with storage.transaction() as records:
        assert await records.inbox.latest_number(nobody) == 0
        assert list(await records.inbox.unanswered(nobody)) == []
