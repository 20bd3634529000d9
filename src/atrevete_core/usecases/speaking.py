"""The one place where effects are planned: to customers, the team, stylists and calendars."""

from dataclasses import replace
from datetime import datetime

from atrevete_core.domain.booking import Appointment, Booking
from atrevete_core.domain.conversation import Conversation, Reply, Speaker, Utterance
from atrevete_core.domain.effects import (
    Effect,
    LeaveNote,
    MirrorAppointment,
    Planned,
    SayToCustomer,
    TellStylist,
    TellTeam,
    calendar_lane,
    conversation_lane,
    stylist_lane,
    team_lane,
)
from atrevete_core.domain.ids import SalonId, derived_id
from atrevete_core.phrases import staff
from atrevete_core.phrases.usted import usted
from atrevete_core.ports.storage import Records


async def say(
    records: Records, conversation: Conversation, reply: Reply, *, key: str, at: datetime
) -> bool:
    """Plan a message to the customer, and put it into the transcript.

    While a person has the word the customer hears nothing from Maite (I6): the team gets the text
    as a note. Returns whether it was planned as a message. `conversation` must have been read (or
    locked) in this transaction.
    """
    if conversation.dialogue.get("formal"):
        reply = replace(reply, text=usted(reply.text))
    effect: Effect
    if conversation.human_since is not None:
        effect = LeaveNote(
            conversation_id=conversation.id, text=staff.person_has_the_word(reply.text)
        )
    else:
        effect = SayToCustomer(conversation_id=conversation.id, reply=reply)
    is_new = await records.outbox.plan(
        Planned(
            key=key,
            lane=conversation_lane(conversation.id),
            effect=effect,
            due_at=at,
            salon_id=conversation.salon_id,
        )
    )
    said = is_new and isinstance(effect, SayToCustomer)
    if said:
        line = Utterance(speaker=Speaker.MAITE, text=reply.text, at=at)
        await records.conversations.remember(conversation.id, [line])
    return said


async def leave_note(
    records: Records, conversation: Conversation, text: str, *, key: str, at: datetime
) -> None:
    """Plan a private note for the team."""
    await records.outbox.plan(
        Planned(
            key=key,
            lane=conversation_lane(conversation.id),
            effect=LeaveNote(conversation_id=conversation.id, text=text),
            due_at=at,
            salon_id=conversation.salon_id,
        )
    )


async def tell_team(
    records: Records, salon_id: SalonId, reply: Reply, *, key: str, at: datetime
) -> None:
    """Plan a message to the team's own conversation."""
    await records.outbox.plan(
        Planned(
            key=key,
            lane=team_lane(salon_id),
            effect=TellTeam(reply=reply),
            due_at=at,
            salon_id=salon_id,
        )
    )


async def tell_stylist(
    records: Records, salon_id: SalonId, notice: TellStylist, *, key: str, at: datetime
) -> None:
    """Plan an e-mail to a stylist."""
    lane = stylist_lane(notice.stylist_id)
    await records.outbox.plan(
        Planned(key=key, lane=lane, effect=notice, due_at=at, salon_id=salon_id)
    )


async def mirror(
    records: Records, appointment: Appointment, *, at: datetime, because: str = ""
) -> None:
    """Plan that the stylist's calendar shows the appointment as it has just become.

    The same look is planned once, unless it comes back `because` of another step.
    """
    effect = MirrorAppointment(
        appointment_id=appointment.id,
        stylist_id=appointment.stylist_id,
        revision=appointment.revision,
    )
    state = derived_id(
        "look",
        appointment.status,
        appointment.start.timestamp(),
        appointment.during.minutes,
        appointment.revision,
        *appointment.service_names,
        because,
    )
    await records.outbox.plan(
        Planned(
            key=f"mirror:{appointment.id}:{state}",
            lane=calendar_lane(appointment.stylist_id),
            effect=effect,
            due_at=at,
            salon_id=appointment.salon_id,
        )
    )


async def mirror_all(records: Records, booking: Booking, *, at: datetime) -> None:
    for appointment in booking.appointments:
        await mirror(records, appointment, at=at)
