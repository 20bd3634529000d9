"""What is said, to whom, and whose turn it is."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Executable, Row, case, func, insert, or_, select, update
from sqlalchemy.dialects.postgresql import insert as upsert

from atrevete_core.domain.conversation import Conversation, Speaker, Utterance
from atrevete_core.domain.ids import ContactId, ConversationId, SalonId, derived_id
from atrevete_core.ports.events import MessageArrived
from atrevete_core.ports.storage import NotFound, TurnLost

from .people import phone_of
from .repository import Repository
from .tables import contacts, conversation_history, conversations


def _receive_contact() -> Executable:
    """What the message does not say stays as it is known."""
    added = upsert(contacts)
    new, known = added.excluded, contacts.c
    return added.on_conflict_do_update(
        index_elements=["salon_id", "channel_id"],
        set_={
            "desk_id": func.coalesce(func.nullif(new.desk_id, ""), known.desk_id),
            "phone": func.coalesce(new.phone, known.phone),
            "profile_name": func.coalesce(func.nullif(new.profile_name, ""), known.profile_name),
        },
    ).returning(contacts.c.id)


def _receive_conversation() -> Executable:
    """A late delivery (fault 19) does not bring an old thread back."""
    added = upsert(conversations)
    new, known = added.excluded, conversations.c
    newer = or_(known.last_heard_at.is_(None), known.last_heard_at <= new.last_heard_at)
    return added.on_conflict_do_update(
        index_elements=["contact_id"],
        set_={
            "thread_id": case((newer, new.thread_id), else_=known.thread_id),
            "last_heard_at": func.greatest(known.last_heard_at, new.last_heard_at),
        },
    ).returning(conversations)


# Made once: making such a statement takes longer than running it.
_RECEIVE_CONTACT = _receive_contact()
_RECEIVE_CONVERSATION = _receive_conversation()


class PostgresConversations(Repository):
    async def receive(self, salon_id: SalonId, message: MessageArrived) -> Conversation:
        phone = phone_of(message.phone)
        contact = await self._row(
            _RECEIVE_CONTACT,
            {
                "id": derived_id("contact", salon_id, message.channel_id),
                "salon_id": salon_id,
                "channel_id": message.channel_id,
                "desk_id": message.desk_id,
                "phone": phone.e164 if phone else None,
                "profile_name": message.profile_name,
            },
        )
        contact_id = _there(contact, message.channel_id).id
        row = await self._row(
            _RECEIVE_CONVERSATION,
            {
                "id": derived_id("conversation", salon_id, contact_id),
                "salon_id": salon_id,
                "contact_id": contact_id,
                "thread_id": message.thread_id,
                "last_heard_at": message.sent_at,
            },
        )
        return _conversation(_there(row, contact_id))

    async def get(self, conversation_id: ConversationId) -> Conversation:
        row = await self._row(_select(conversations.c.id == conversation_id))
        return _conversation(_there(row, conversation_id))

    async def lock(self, conversation_id: ConversationId) -> Conversation:
        query = _select(conversations.c.id == conversation_id).with_for_update(key_share=True)
        return _conversation(_there(await self._row(query), conversation_id))

    async def of_channel(self, salon_id: SalonId, channel_id: str) -> Conversation | None:
        contact = (
            select(contacts.c.id)
            .where(contacts.c.salon_id == salon_id, contacts.c.channel_id == channel_id)
            .scalar_subquery()
        )
        row = await self._row(_select(conversations.c.contact_id == contact))
        return _conversation(row) if row else None

    async def of_contact(self, contact_id: ContactId) -> Conversation | None:
        row = await self._row(_select(conversations.c.contact_id == contact_id))
        return _conversation(row) if row else None

    async def begin_turn(self, conversation_id: ConversationId) -> int:
        begun = (
            update(conversations)
            .where(conversations.c.id == conversation_id)
            .values(turn=conversations.c.turn + 1)
            .returning(conversations.c.turn)
        )
        turn: int | None = await self._value(begun)
        if turn is None:
            raise NotFound(conversation_id)
        return turn

    async def close_turn(
        self, conversation_id: ConversationId, *, turn: int, dialogue: dict[str, Any]
    ) -> None:
        mine = (conversations.c.id == conversation_id, conversations.c.turn == turn)
        if not await self._run(update(conversations).where(*mine).values(dialogue=dialogue)):
            raise TurnLost

    async def set_human(self, conversation_id: ConversationId, since: datetime) -> None:
        # Who has the word already has had it since then.
        since_first = func.coalesce(conversations.c.human_since, since)
        await self._change(conversation_id, human_since=since_first)

    async def give_back(self, conversation_id: ConversationId, *, at: datetime) -> None:
        await self._change(conversation_id, human_since=None, given_back_at=at)

    async def _change(self, conversation_id: ConversationId, **values: object) -> None:
        changed = update(conversations).where(conversations.c.id == conversation_id)
        if not await self._run(changed.values(**values)):
            raise NotFound(conversation_id)

    async def remember(self, conversation_id: ConversationId, lines: Sequence[Utterance]) -> None:
        salon_id = await self._value(
            select(conversations.c.salon_id).where(conversations.c.id == conversation_id)
        )
        if salon_id is None:
            raise NotFound(conversation_id)
        rows = [
            {
                "salon_id": salon_id,
                "conversation_id": conversation_id,
                "speaker": line.speaker.value,
                "text": line.text,
                "at": line.at,
            }
            for line in lines
        ]
        if rows:
            await self._connection.execute(insert(conversation_history), rows)

    async def transcript(
        self, conversation_id: ConversationId, *, last: int
    ) -> Sequence[Utterance]:
        table = conversation_history
        query = select(table.c.speaker, table.c.text, table.c.at).where(
            table.c.conversation_id == conversation_id
        )
        rows = await self._rows(query.order_by(table.c.id.desc()).limit(last))
        return tuple(
            Utterance(speaker=Speaker(row.speaker), text=row.text, at=row.at)
            for row in reversed(rows)
        )


def _select(wanted: ColumnElement[bool]) -> Any:  # noqa: ANN401 - a select of many types
    return select(conversations).where(wanted)


def _there(row: Row[Any] | None, wanted: object) -> Row[Any]:
    if row is None:
        raise NotFound(wanted)
    return row


def _conversation(row: Row[Any]) -> Conversation:
    return Conversation(
        id=row.id,
        salon_id=row.salon_id,
        contact_id=row.contact_id,
        thread_id=row.thread_id,
        turn=row.turn,
        dialogue=row.dialogue,
        human_since=row.human_since,
        given_back_at=row.given_back_at,
        last_heard_at=row.last_heard_at,
    )
