"""The same customer, the same service, the same time: never booked twice unasked."""

from datetime import datetime

from atrevete_core.domain.ids import CustomerId
from atrevete_core.flow.dialogue import Dialogue, Draft
from atrevete_core.flow.own_appointments import confirmed_ahead, twin
from atrevete_core.flow.situation import Books
from atrevete_core.phrases import booking as phrases
from atrevete_core.ports.salon import OpenSalon
from atrevete_core.usecases.know_customer import relative_id


async def booked_already(salon: OpenSalon, dialogue: Dialogue, books: Books) -> str | None:
    """Say so when what is being booked stands in the book already; the draft is then over."""
    draft = dialogue.draft or Draft()
    start, visitor = _start_of(draft, books), _visitor_of(draft, books)
    if start is None or visitor is None or draft.moves or draft.members or draft.hold_id:
        return None
    async with salon.storage.transaction() as records:
        ahead = await confirmed_ahead(records, books)
    known = twin(ahead, visitor, start, draft.services)
    if known is None:
        return None
    dialogue.draft = None
    dialogue.ask(None)
    return phrases.already_booked(
        known.service_names,
        books.salon.local(known.start),
        books.catalogue.stylist(known.stylist_id).name,
        today=books.now.date(),
    )


def _visitor_of(draft: Draft, books: Books) -> CustomerId | None:
    if books.customer is None:
        return None
    if draft.for_whom and draft.for_first_name:
        return relative_id(books.customer, draft.for_first_name, draft.for_whom)
    return None if draft.for_whom else books.customer.id


def _start_of(draft: Draft, books: Books) -> datetime | None:
    """The start that was chosen, or said exactly."""
    if draft.chosen is not None:
        return draft.chosen.start
    when = draft.when
    if when is None or when.at is None or when.days is None or when.days.first is None:
        return None
    if when.days.first != when.days.last:
        return None
    return datetime.combine(when.days.first, when.at, tzinfo=books.salon.zone)
