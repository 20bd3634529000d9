"""`atrevete bookings show`: the whole story of a booking, and what unblocks it."""

from collections.abc import Iterable, Iterator
from dataclasses import asdict
from textwrap import shorten
from typing import Final

from atrevete_core.domain.booking import Appointment
from atrevete_core.domain.catalogue import Catalogue
from atrevete_core.domain.deposit import Deposit, attached
from atrevete_core.domain.effects import Delivery, DeliveryStatus, MirrorAppointment, SayToCustomer
from atrevete_core.ports.events import NoNews
from atrevete_core.ports.storage import AuditEntry, Records, StoredEvent
from atrevete_core.usecases.tell_story import Hindrance, Story, Trouble, hindrances, story_of

from ..codes import FINE
from . import looking
from .desk import Desk, at_desk, euros, short

_LONGEST = 70


def show(*, booking: str, as_json: bool) -> int:
    async def work(desk: Desk) -> int:
        visit = await looking.booking(desk, booking)

        async def look(records: Records) -> tuple[Story, Catalogue]:
            found = await records.bookings.of_appointment(visit)
            catalogue = await records.salons.catalogue(desk.salon.id)
            return await story_of(records, found.hold.id), catalogue

        story, catalogue = await desk.reads(look)
        found = hindrances(story, at=desk.at)
        if as_json:
            return desk.tells(_document(story, found))
        for line in _lines(desk, story, catalogue):
            desk.says(line)
        desk.says("", *[_advice(desk, each) for each in found] or [_nothing_to_do(story)])
        return FINE

    return at_desk(work)


def _document(story: Story, found: tuple[Hindrance, ...]) -> dict[str, object]:
    """The bodies of events are what the vendors said; their payloads say the same."""
    told = asdict(story) | {"hindrances": [asdict(each) for each in found]}
    for event in told["mentions"]["events"]:
        del event["body"]
    return told


def _lines(desk: Desk, story: Story, catalogue: Catalogue) -> Iterator[str]:
    hold = story.booking.hold
    who = f"{story.booker.full_name} {story.booker.phone or ''}".rstrip()
    until = desk.when(hold.deadline)
    yield f"Booking {short(hold.id)} of {who}"
    yield f"  placed {desk.when(hold.placed_at)}, hold {hold.status}, until {until}"
    for visit in story.booking.appointments:
        yield from _visit(desk, story, visit, catalogue)
    yield "Money"
    for row in story.ledger:
        yield f"  {_movement(desk, row)}"
    yield f"  deposit {euros(hold.deposit.cents)}, attached {euros(attached(story.ledger).cents)}"
    deliveries = (_delivery(desk, each) for each in story.mentions.deliveries)
    yield from _section("Sent, and on its way", deliveries)
    # Our own messages come back from the desk: no news.
    news = (each for each in story.mentions.events if each.kind != NoNews.__name__)
    yield from _section("Heard", (_event(desk, each) for each in news))
    yield from _section("Done by people", (_entry(desk, each) for each in story.mentions.audit))
    for task in story.tasks:
        yield f"Open task since {desk.when(task.raised_at)} ({task.reason}): {task.summary}"


def _section(heading: str, lines: Iterable[str]) -> Iterator[str]:
    """Nothing for nothing."""
    for number, line in enumerate(lines):
        if not number:
            yield heading
        yield f"  {line}"


def _event(desk: Desk, event: StoredEvent) -> str:
    became = event.disposition or "not applied yet"
    return f"{desk.when(event.received_at)}  {event.kind} from {event.source}: {became}"


def _entry(desk: Desk, entry: AuditEntry) -> str:
    why = f" ({entry.details['reason']})" if entry.details.get("reason") else ""
    return f"{desk.when(entry.at)}  {entry.actor}: {entry.action}{why}"


def _visit(desk: Desk, story: Story, visit: Appointment, catalogue: Catalogue) -> Iterator[str]:
    stylist = catalogue.stylist(visit.stylist_id)
    services = ", ".join(visit.service_names)
    yield f"Appointment {short(visit.id)}: {visit.status}"
    yield f"  {desk.when(visit.start)}, {visit.during.minutes} min, {services} with {stylist.name}"
    yield f"  {euros(visit.total.cents)}, {euros(visit.deposit.cents)} of it in advance"
    yield f"  calendar: {_shown(desk, story, visit, bool(stylist.calendar_id))}"


def _shown(desk: Desk, story: Story, visit: Appointment, has_calendar: bool) -> str:  # noqa: FBT001
    if not has_calendar:
        return "the stylist has none"
    mirrored = [
        each
        for each in story.mentions.deliveries
        if isinstance(each.effect, MirrorAppointment) and each.effect.appointment_id == visit.id
    ]
    if not mirrored:
        return "nothing was ever sent"
    last = mirrored[-1]
    if last.status is DeliveryStatus.SENT:
        entry = f"{visit.id.hex}r{visit.revision}"
        look = "shown" if visit.is_active else "removed"
        return f"{look} since {desk.when(last.sent_at)}, event {entry}"
    return f"{last.status} ({last.last_error or 'not tried yet'})"


def _movement(desk: Desk, row: Deposit) -> str:
    at_stripe = row.refund_id or row.payment_id or row.checkout_id or "not at Stripe yet"
    return (
        f"{desk.when(row.created_at)}  {row.movement} {row.number} {row.status}"
        f" {euros(row.amount.cents)}  {at_stripe}"
    )


def _delivery(desk: Desk, delivery: Delivery) -> str:
    sent = delivery.status is DeliveryStatus.SENT
    when = desk.when(delivery.sent_at if sent else delivery.due_at)
    said = f": {delivery.effect.reply.text}" if isinstance(delivery.effect, SayToCustomer) else ""
    wrong = f"  ({delivery.last_error})" if delivery.last_error and not sent else ""
    text = shorten(said, _LONGEST, placeholder="…")
    return f"{when}  {delivery.id} {delivery.effect.kind} {delivery.status}{wrong}{text}"


_ADVICE: Final = {
    Trouble.DEAD_LETTER: "{subject} was given up: mend what it says, then `atrevete outbox retry"
    " {subject}`.",
    Trouble.DELIVERY_FAILS: "{subject} fails and is tried again by itself at {until}; at once with"
    " `atrevete outbox retry {subject}`.",
    Trouble.NOBODY_AT_WORK: "{subject} is overdue: no worker seems to be at work; see"
    " `atrevete doctor` and the worker's log.",
    Trouble.WAITS_FOR_DEPOSIT: "It waits for the deposit until {until}; `atrevete holds release"
    " {short}` gives its time free.",
    Trouble.WAITS_FOR_PERSON: "A person looks after the payment until {until}; `atrevete holds"
    " release {short}` gives its time free.",
    Trouble.MAITE_IS_SILENT: "Maite is silent in this conversation: `atrevete conversations resume"
    " {short}` gives her the word.",
    Trouble.REFUND_FAILED: "The refund of {subject} failed: make it by hand in Stripe's dashboard;"
    " the ledger follows Stripe's event.",
    Trouble.PAID_WITHOUT_APPOINTMENT: "{subject} is paid and has no appointment: book it anew or"
    " refund it in Stripe's dashboard.",
}


def _advice(desk: Desk, found: Hindrance) -> str:
    return "-> " + _ADVICE[found.trouble].format(
        subject=found.subject, short=short(found.subject), until=desk.when(found.until)
    )


def _nothing_to_do(story: Story) -> str:
    active = [each for each in story.booking.appointments if each.is_active]
    if not active:
        return "Nothing hinders it: it has ended."
    one = short(active[0].id)
    return (
        f"Nothing hinders it. `atrevete bookings move {one} INSTANT` and"
        f" `atrevete bookings cancel {one}` change it."
    )
