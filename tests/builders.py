"""Samples in the salon's words. Every builder has defaults; name only what the test is about.

The salon is the reference salon, its present is Wednesday 16 December 2026, 11:00 in Madrid, and
the customer who writes is Laura. `await LAURA.arrives(records)` stores her as the webhook would;
that is enough for her to have bookings, in memory and in PostgreSQL.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import UTC, date, datetime
from itertools import count
from uuid import uuid4
from zoneinfo import ZoneInfo

from atrevete_adapters.memory import MemoryStorage
from atrevete_adapters.seeds import REFERENCE_SALON, reference_salon
from atrevete_core.domain.availability import Agenda, Occupied
from atrevete_core.domain.booking import (
    Appointment,
    AppointmentStatus,
    Booking,
    Hold,
    HoldStatus,
    as_sold,
    hold_minutes,
)
from atrevete_core.domain.catalogue import Pack, Service, Stylist, Work
from atrevete_core.domain.conversation import (
    Conversation,
    CustomerMessage,
    Escalation,
    EscalationReason,
    MessageKind,
    Reply,
    Speaker,
    Utterance,
)
from atrevete_core.domain.customer import Contact, Customer, PhoneNumber
from atrevete_core.domain.deposit import Deposit, DepositStatus, Movement, deposit_for
from atrevete_core.domain.effects import Effect, Planned, SayToCustomer, conversation_lane
from atrevete_core.domain.ids import (
    AppointmentId,
    ContactId,
    ConversationId,
    CustomerId,
    DepositId,
    EscalationId,
    HoldId,
    InboxId,
    SalonId,
    StylistId,
    derived_id,
)
from atrevete_core.domain.interval import Interval, after
from atrevete_core.domain.money import Money, shares
from atrevete_core.domain.money import total as sum_of
from atrevete_core.domain.opening import OpeningHours, WeeklyHours
from atrevete_core.domain.policy import SalonPolicy
from atrevete_core.ports.events import Incoming, MessageArrived, Source
from atrevete_core.ports.storage import Records, StoredEvent

MADRID = ZoneInfo("Europe/Madrid")
REFERENCE = reference_salon()
SALON = REFERENCE.salon
POLICY = REFERENCE.policy
CATALOGUE = REFERENCE.catalogue

_numbers = count(1)


def madrid(year: int, month: int, day: int, hour: int = 0, minute: int = 0) -> datetime:
    """That wall-clock time in Madrid; the first of two in the night of the autumn change."""
    return datetime(year, month, day, hour, minute, tzinfo=MADRID)


#: A Wednesday morning; the Friday of S1 is the 18th.
NOW = madrid(2026, 12, 16, 11)
FRIDAY = date(2026, 12, 18)


def stylist(name: str) -> Stylist:
    """Pilar, Harol, Víctor, Marta or Rosa."""
    found = CATALOGUE.stylist_named(name)
    assert found, name
    return found


def service(name: str) -> Service:
    """A service by its catalogue name."""
    found = CATALOGUE.named(name)
    assert found, name
    return found


def pack(name: str = "Mechas + Corte") -> Pack:
    found = CATALOGUE.pack_named(name)
    assert found, name
    return found


def a_work(*names: str, policy: SalonPolicy = POLICY) -> Work:
    """These services as one appointment; the pack when they are one."""
    return CATALOGUE.work([service(name).id for name in names or ("CORTAR",)], policy=policy)


def opening_hours(
    *, closures: Mapping[date, str] | None = None, holidays: Mapping[date, str] | None = None
) -> OpeningHours:
    """The reference salon's week."""
    return OpeningHours(weekly=REFERENCE.weekly, closures=closures or {}, holidays=holidays or {})


def an_agenda(
    *,
    stylists: Iterable[str] = ("Pilar", "Harol", "Víctor", "Marta", "Rosa"),
    hours: OpeningHours | None = None,
    working: Mapping[StylistId, WeeklyHours] | None = None,
    blocked: Mapping[str, Sequence[Interval]] | None = None,
    occupied: Iterable[Occupied] = (),
) -> Agenda:
    """A salon where everybody works all opening hours. `blocked` goes by stylists' names."""
    everybody = [stylist(name).id for name in stylists]
    return Agenda(
        salon=SALON,
        hours=hours or opening_hours(),
        working=working or {each: REFERENCE.working[each] for each in everybody},
        blocked={stylist(name).id: tuple(when) for name, when in (blocked or {}).items()},
        occupied=tuple(occupied),
    )


def taken(name: str, start: datetime, minutes: int, *, until: datetime | None = None) -> Occupied:
    """Time of that stylist that is ours."""
    return Occupied(
        stylist_id=stylist(name).id,
        during=Interval.lasting(start, minutes),
        hold_id=HoldId(uuid4()),
        until=until,
    )


@dataclass(frozen=True, kw_only=True)
class Guest:
    """Somebody with a WhatsApp account of their own: contact, conversation and customer."""

    contact: Contact
    conversation: Conversation
    customer: Customer

    @property
    def conversation_id(self) -> ConversationId:
        return self.conversation.id

    def says(self, text: str = "Hola", *, sent_at: datetime = NOW) -> MessageArrived:
        """A message of theirs, as the desk brings it."""
        return an_arrival(text, guest=self, sent_at=sent_at)

    async def arrives(self, records: Records, *, at: datetime = NOW) -> Conversation:
        """Store contact, conversation and customer, as a first message and a name would."""
        conversation = await records.conversations.receive(
            self.customer.salon_id, self.says(sent_at=at)
        )
        await records.people.save(self.customer)
        await records.people.name_contact(self.contact.id, self.customer.id)
        return conversation


def a_guest(
    first_name: str = "Laura",
    last_name: str = "García",
    *,
    channel_id: str = "34600111222",
    salon_id: SalonId = REFERENCE_SALON,
    phone: str | None = "+34600111222",
    profile_name: str | None = None,
) -> Guest:
    """A customer who writes. Ids follow from the names, as those of storage do."""
    contact_id = ContactId(derived_id("contact", salon_id, channel_id))
    number = PhoneNumber.parse(phone) if phone else None
    customer = a_customer(first_name, last_name, phone=phone, salon_id=salon_id)
    return Guest(
        contact=Contact(
            id=contact_id,
            salon_id=salon_id,
            channel_id=channel_id,
            desk_id=f"desk-{channel_id}",
            phone=number,
            profile_name=first_name if profile_name is None else profile_name,
            customer_id=customer.id,
        ),
        conversation=Conversation(
            id=ConversationId(derived_id("conversation", salon_id, contact_id)),
            salon_id=salon_id,
            contact_id=contact_id,
            thread_id=f"thread-{channel_id}",
        ),
        customer=customer,
    )


def a_customer(
    first_name: str = "Laura",
    last_name: str = "García",
    *,
    phone: str | None = "+34600111222",
    salon_id: SalonId = REFERENCE_SALON,
    linked_to: CustomerId | None = None,
    relation: str = "",
) -> Customer:
    return Customer(
        id=CustomerId(derived_id("customer", salon_id, first_name, last_name, phone)),
        salon_id=salon_id,
        first_name=first_name,
        last_name=last_name,
        phone=PhoneNumber.parse(phone) if phone else None,
        linked_to=linked_to,
        relation=relation,
    )


def a_booking(
    *services: str,
    at: datetime | None = None,
    stylist: str = "Marta",
    guest: Guest | None = None,
    for_customer: Customer | None = None,
    placed_at: datetime = NOW,
    deadline: datetime | None = None,
    status: HoldStatus = HoldStatus.HELD,
    intent: str | None = None,
    policy: SalonPolicy = POLICY,
) -> Booking:
    """One appointment, by default a cut on Friday 18 December at 12:30 with Marta, held now."""
    start = at or madrid(2026, 12, 18, 12, 30)
    return a_group_booking(
        [(services or ("CORTAR",), stylist, for_customer)],
        at=start,
        guest=guest,
        placed_at=placed_at,
        deadline=deadline,
        status=status,
        intent=intent,
        policy=policy,
    )


#: Services, stylist's name, and the customer when it is not the guest.
Place = tuple[Sequence[str], str, Customer | None]


def a_group_booking(
    places: Sequence[Place],
    *,
    at: datetime,
    guest: Guest | None = None,
    placed_at: datetime = NOW,
    deadline: datetime | None = None,
    status: HoldStatus = HoldStatus.HELD,
    intent: str | None = None,
    policy: SalonPolicy = POLICY,
) -> Booking:
    """Several people at the same start, one hold, one deposit."""
    who = guest or LAURA
    named = intent or f"intent-{next(_numbers)}"
    works = [a_work(*names, policy=policy) for names, _, _ in places]
    whole = sum_of(work.price for work in works)
    minutes = hold_minutes(start=at, at=placed_at, salon=SALON, policy=policy)
    hold = Hold(
        id=HoldId(derived_id("hold", named)),
        salon_id=who.customer.salon_id,
        customer_id=who.customer.id,
        contact_id=who.contact.id,
        conversation_id=who.conversation_id,
        intent=named,
        placed_at=placed_at,
        deadline=deadline or after(placed_at, minutes=minutes),
        minutes=minutes,
        same_day=SALON.today(at) == SALON.today(placed_at),
        total=whole,
        deposit=deposit_for(whole, policy),
        status=status,
        policy_version=policy.version,
    )
    parts = shares(hold.deposit, [work.price for work in works])
    return Booking(
        hold=hold,
        appointments=tuple(
            _appointment(hold, position, work, place, start=at, deposit=part)
            for position, (work, place, part) in enumerate(zip(works, places, parts, strict=True))
        ),
    )


def _appointment(
    hold: Hold, position: int, work: Work, place: Place, *, start: datetime, deposit: Money
) -> Appointment:
    _, name, customer = place
    return Appointment(
        id=AppointmentId(derived_id("appointment", hold.id, position)),
        salon_id=hold.salon_id,
        hold_id=hold.id,
        customer_id=customer.id if customer else hold.customer_id,
        booked_by=hold.customer_id,
        stylist_id=stylist(name).id,
        during=Interval.lasting(start, work.minutes),
        services=as_sold(work),
        total=work.price,
        deposit=deposit,
        status=_STATUS[hold.status],
        pack_id=work.pack.id if work.pack else None,
        policy_version=hold.policy_version,
    )


_STATUS = {
    HoldStatus.HELD: AppointmentStatus.PROVISIONAL,
    HoldStatus.CONFIRMED: AppointmentStatus.CONFIRMED,
    HoldStatus.LAPSED: AppointmentStatus.EXPIRED,
    HoldStatus.RELEASED: AppointmentStatus.CANCELLED,
}


def with_status(booking: Booking, status: AppointmentStatus) -> Booking:
    """The booking with all its appointments in that state, however they came there."""
    return replace(
        booking,
        appointments=tuple(replace(each, status=status) for each in booking.appointments),
    )


def moved(booking: Booking, to: datetime, *, stylist_id: StylistId | None = None) -> Booking:
    """The booking with all its appointments at another time."""
    return replace(
        booking,
        appointments=tuple(
            replace(
                each,
                during=Interval.lasting(to, each.during.minutes),
                stylist_id=stylist_id or each.stylist_id,
            )
            for each in booking.appointments
        ),
    )


def a_deposit(
    booking: Booking,
    *,
    movement: Movement = Movement.PAYMENT,
    status: DepositStatus = DepositStatus.REQUESTED,
    number: int = 1,
    amount: Money | None = None,
    created_at: datetime = NOW,
    checkout_id: str = "",
    payment_id: str = "",
    refund_id: str = "",
) -> Deposit:
    """A row of the booking's ledger, by default its first payment attempt."""
    key = f"{movement}:{booking.hold.id}:{number}"
    return Deposit(
        id=DepositId(derived_id("deposit", key)),
        salon_id=booking.hold.salon_id,
        hold_id=booking.hold.id,
        movement=movement,
        status=status,
        amount=booking.hold.deposit if amount is None else amount,
        number=number,
        key=key,
        created_at=created_at,
        checkout_id=checkout_id,
        checkout_url=f"https://pay.example/checkout/{checkout_id}" if checkout_id else "",
        payment_id=payment_id,
        refund_id=refund_id,
    )


def an_arrival(
    text: str = "Hola",
    *,
    guest: Guest | None = None,
    number: int | None = None,
    external_id: str | None = None,
    sent_at: datetime = NOW,
    kind: MessageKind = MessageKind.TEXT,
    thread_id: str | None = None,
    attachment_url: str = "",
) -> MessageArrived:
    """A customer's message, as the desk brings it; numbers rise by themselves."""
    who, running = guest or LAURA, next(_numbers) if number is None else number
    return MessageArrived(
        external_id=external_id or str(running),
        number=running,
        channel_id=who.contact.channel_id,
        desk_id=who.contact.desk_id,
        phone=str(who.contact.phone) if who.contact.phone else None,
        profile_name=who.contact.profile_name,
        thread_id=who.conversation.thread_id if thread_id is None else thread_id,
        kind=kind,
        text=text,
        sent_at=sent_at,
        attachment_url=attachment_url,
    )


def a_stored_event(
    event: Incoming | None = None,
    *,
    conversation_id: ConversationId | None = None,
    salon_id: SalonId = REFERENCE_SALON,
    source: Source = Source.DESK,
    received_at: datetime = NOW,
    body: bytes = b"{}",
) -> StoredEvent:
    """A row of the inbox, by default a message of Laura's."""
    of = event or an_arrival()
    if conversation_id is None and isinstance(of, MessageArrived):
        contact_id = derived_id("contact", salon_id, of.channel_id)
        conversation_id = ConversationId(derived_id("conversation", salon_id, contact_id))
    return StoredEvent(
        id=InboxId(derived_id("inbox", salon_id, source, of.external_id)),
        salon_id=salon_id,
        source=source,
        external_id=of.external_id,
        kind=type(of).__name__,
        body=body,
        payload={key: _plain(value) for key, value in asdict(of).items()},
        received_at=received_at,
        conversation_id=conversation_id,
    )


def _plain(value: object) -> object:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if isinstance(value, dict):
        return {key: _plain(each) for key, each in value.items()}
    return value


def a_message(
    text: str = "Hola",
    *,
    guest: Guest | None = None,
    number: int | None = None,
    received_at: datetime = NOW,
    kind: MessageKind = MessageKind.TEXT,
) -> CustomerMessage:
    """A stored message, as a turn reads it."""
    who, running = guest or LAURA, next(_numbers) if number is None else number
    return CustomerMessage(
        id=InboxId(derived_id("inbox", who.customer.salon_id, Source.DESK, running)),
        conversation_id=who.conversation_id,
        number=running,
        kind=kind,
        text=text,
        received_at=received_at,
        thread_id=who.conversation.thread_id,
    )


def a_planned_effect(
    effect: Effect | None = None,
    *,
    key: str | None = None,
    lane: str | None = None,
    due_at: datetime = NOW,
    salon_id: SalonId = REFERENCE_SALON,
) -> Planned:
    """By default «Hola» to Laura, due now."""
    say = SayToCustomer(conversation_id=LAURA.conversation_id, reply=Reply(text="Hola"))
    return Planned(
        key=key or f"effect-{next(_numbers)}",
        lane=lane or conversation_lane(LAURA.conversation_id),
        effect=effect or say,
        due_at=due_at,
        salon_id=salon_id,
    )


def an_escalation(
    reason: EscalationReason = EscalationReason.MANUAL_REQUEST,
    *,
    guest: Guest | None = None,
    silences: bool = True,
    summary: str = "Quiere hablar con una persona.",
    raised_at: datetime = NOW,
) -> Escalation:
    who = guest or LAURA
    return Escalation(
        id=EscalationId(uuid4()),
        salon_id=who.customer.salon_id,
        reason=reason,
        silences=silences,
        summary=summary,
        raised_at=raised_at,
        conversation_id=who.conversation_id,
        customer_id=who.customer.id,
    )


def a_line(text: str = "Hola", *, by: Speaker = Speaker.CUSTOMER, at: datetime = NOW) -> Utterance:
    return Utterance(speaker=by, text=text, at=at)


def a_storage() -> MemoryStorage:
    """The reference salon in memory, without any customer."""
    return MemoryStorage(REFERENCE)


async def store_booking(
    records: Records, booking: Booking, *, guest: Guest | None = None
) -> Booking:
    """The guest (Laura) arrives and has this booking."""
    await (guest or LAURA).arrives(records)
    await records.bookings.add(booking)
    return booking


LAURA = a_guest()
CARMEN = a_guest(
    "Carmen", "Ruiz", channel_id="34600333444", phone="+34600333444", profile_name="Carmen R."
)
