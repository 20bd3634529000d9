"""Reading the books for a node: who writes, what is sold, when the salon is open."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from atrevete_core.domain.booking import Hold
from atrevete_core.domain.catalogue import Catalogue
from atrevete_core.domain.customer import Contact, Customer
from atrevete_core.domain.faq import Faq
from atrevete_core.domain.ids import ContactId, ConversationId
from atrevete_core.domain.opening import OpeningHours, Salon
from atrevete_core.domain.policy import SalonPolicy
from atrevete_core.phrases.people import TeamHours
from atrevete_core.ports.salon import OpenSalon
from atrevete_core.ports.storage import Records
from atrevete_core.usecases.know_customer import owner_of

from .state import TurnState, at_of


@dataclass(frozen=True, kw_only=True, slots=True)
class Books:
    """The salon's books at one moment, for one contact."""

    salon: Salon
    policy: SalonPolicy
    catalogue: Catalogue
    hours: OpeningHours
    faqs: tuple[Faq, ...]
    contact: Contact
    customer: Customer | None
    latest_hold: Hold | None
    #: The salon's local time.
    now: datetime


async def read_books(records: Records, salon: OpenSalon, state: TurnState) -> Books:
    """Everything that the nodes look at. Reads only."""
    from_id = ContactId(UUID(state["contact_id"]))
    home = await records.salons.get(salon.id)
    policy = await records.salons.policy(salon.id)
    contact = await records.people.contact(from_id)
    now = home.local(at_of(state))
    until = now.date() + timedelta(days=policy.max_days_ahead)
    conversation_id = ConversationId(UUID(state["conversation_id"]))
    return Books(
        salon=home,
        policy=policy,
        catalogue=await records.salons.catalogue(salon.id),
        hours=await records.salons.hours(salon.id, now.date(), until),
        faqs=tuple(await records.salons.faqs(salon.id)),
        contact=contact,
        customer=await owner_of(records, contact),
        latest_hold=await records.bookings.latest_hold(conversation_id),
        now=now,
    )


async def books_of(salon: OpenSalon, state: TurnState) -> Books:
    async with salon.storage.transaction() as records:
        return await read_books(records, salon, state)


def team_hours(books: Books) -> TeamHours:
    """Until when somebody is there, or from when (R58)."""
    today = books.now.date()
    spans = [span.on(today, books.salon.zone) for span in books.hours.spans(today)]
    for span in spans:
        if span.start <= books.now < span.end:
            return TeamHours(closes=span.end, today=today)
    later = [span.start for span in spans if span.start > books.now]
    if later:
        return TeamHours(opens=later[0], today=today)
    next_days = books.hours.next_open_days(today, count=1)
    opens = (
        books.hours.spans(next_days[0])[0].on(next_days[0], books.salon.zone).start
        if next_days
        else None
    )
    return TeamHours(opens=opens, today=today)
