"""What people do at the messaging desk decides who has the word (DESIGN section 6)."""

from dataclasses import replace
from datetime import datetime

from atrevete_core.domain.conversation import Conversation, Speaker, Utterance
from atrevete_core.domain.ids import ConversationId, SalonId
from atrevete_core.phrases import staff
from atrevete_core.phrases.facts import Visit
from atrevete_core.ports.events import PersonSpoke, ThreadChanged
from atrevete_core.ports.storage import Records

from .speaking import leave_note
from .telling import visit_of


async def follow_person(
    records: Records, salon_id: SalonId, event: PersonSpoke, *, at: datetime
) -> None:
    """A person answered: Maite is silent from the moment they did. A private note changes nothing
    but for the words that give the conversation back.
    """
    conversation = await _conversation(records, salon_id, event.channel_id)
    if conversation is None:
        return
    if event.private:
        await _obey_note(records, conversation, event, at=at)
        return
    await records.conversations.set_human(conversation.id, at)
    for escalation in await records.escalations.open_for(conversation.id):
        if escalation.taken_at is None:
            await records.escalations.save(replace(escalation, taken_at=at))
    line = Utterance(speaker=Speaker.PERSON, text=event.text, at=event.sent_at)
    await records.conversations.remember(conversation.id, [line])


async def _obey_note(
    records: Records, conversation: Conversation, event: PersonSpoke, *, at: datetime
) -> None:
    """Private notes that are commands: `/bot`, `/cita`, `/ayuda`. Other notes are people's own."""
    answer = ""
    match event.text.strip().lower():
        case "/bot":
            await give_back(records, conversation.id, at=at)
            answer = staff.given_back()
        case "/cita" | "/citas":
            answer = staff.appointments_note(await _visits(records, conversation, at=at))
        case "/ayuda":
            answer = staff.note_commands()
    if answer:
        key = f"note:{event.external_id}"
        await leave_note(records, conversation, answer, key=key, at=at)


async def _visits(
    records: Records, conversation: Conversation, *, at: datetime
) -> list[tuple[Visit, str]]:
    """The customer's appointments from now on, with their state."""
    contact = await records.people.contact(conversation.contact_id)
    if contact.customer_id is None:
        return []
    salon = await records.salons.get(conversation.salon_id)
    catalogue = await records.salons.catalogue(conversation.salon_id)
    found = await records.bookings.appointments_of(contact.customer_id, since=at)
    return [
        (visit_of(each, salon=salon, catalogue=catalogue), each.status.value)
        for each in found
        if each.is_active
    ]


async def follow_thread(
    records: Records, salon_id: SalonId, event: ThreadChanged, *, at: datetime
) -> None:
    """Assigned to a person: theirs. Resolved: Maite's again. Anything else changes nothing."""
    conversation = await _conversation(records, salon_id, event.channel_id)
    if conversation is None or event.thread_id != conversation.thread_id:
        return
    if event.resolved:
        await give_back(records, conversation.id, at=at)
    elif event.with_person:
        await records.conversations.set_human(conversation.id, at)


async def give_back(records: Records, conversation_id: ConversationId, *, at: datetime) -> bool:
    """Maite has the word again; open hand-overs are closed. False: she had it already."""
    conversation = await records.conversations.lock(conversation_id)
    if conversation.human_since is None:
        return False
    await records.conversations.give_back(conversation_id, at=at)
    for escalation in await records.escalations.open_for(conversation_id):
        if escalation.silences:
            await records.escalations.save(replace(escalation, closed_at=at))
    return True


async def _conversation(
    records: Records, salon_id: SalonId, channel_id: str
) -> Conversation | None:
    found = await records.conversations.of_channel(salon_id, channel_id)
    return None if found is None else await records.conversations.lock(found.id)
