"""What the code itself looked up and committed in a turn, told to the gate as look-ups would be.

Maite's own sentences are true, so whatever the gate refuses of them is a false alarm.
"""

from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from atrevete_core.domain.catalogue import MixedCategories, NotSoldByChat, TooManyServices, Work
from atrevete_core.domain.deposit import deposit_for
from atrevete_core.domain.interval import Interval
from atrevete_core.domain.opening import Closed
from atrevete_core.domain.text import plain
from atrevete_core.flow.claims import facts_of, unborne
from atrevete_core.flow.dialogue import Dialogue, open_dialogue
from atrevete_core.flow.graph import MaiteFlow
from atrevete_core.flow.own_appointments import confirmed_ahead
from atrevete_core.flow.situation import Books, read_books
from atrevete_core.flow.state import TurnState
from atrevete_core.phrases.claims import Claim
from atrevete_core.ports.salon import OpenSalon
from atrevete_core.ports.storage import Records

_NO_WORK = (MixedCategories, TooManyServices, NotSoldByChat, ValueError)
_DAYS = 30
Fact = dict[str, Any]
_BACK = timedelta(days=2)


@dataclass(frozen=True)
class Alarm:
    text: str
    claims: list[Claim]


@dataclass
class WatchedFlow:
    """The flow, with the gate listening to every reply."""

    flow: MaiteFlow = field(default_factory=MaiteFlow)
    replies: int = 0
    alarms: list[Alarm] = field(default_factory=list)

    async def run(self, state: TurnState, salon: OpenSalon) -> TurnState:
        ended = await self.flow.run(state, salon)
        reply = ended.get("reply")
        if reply:
            await self._listen(reply["text"], ended, salon)
        return ended

    async def forget(self, conversation_id: Any) -> None:
        await self.flow.forget(conversation_id)

    async def _listen(self, text: str, ended: TurnState, salon: OpenSalon) -> None:
        async with salon.storage.transaction() as records:
            books = await read_books(records, salon, ended)
            known = [each async for each in _known(records, books, ended)]
        people = [plain(each.name) for each in books.catalogue.stylists]
        facts = facts_of(books.now.date(), known, people=people)
        self.replies += 1
        refused = unborne(text, facts, people)
        if refused:
            self.alarms.append(Alarm(text, refused))


async def _known(records: Records, books: Books, ended: TurnState) -> AsyncIterator[Fact]:
    dialogue = open_dialogue(ended["dialogue"])
    for fact in (*_salon(books), *_talk(dialogue, books), *_days(books, ended)):
        yield fact
    if books.customer is not None:
        for each in await records.bookings.appointments_of(
            books.customer.id, since=books.now - _BACK
        ):
            yield {
                "start": books.salon.local(each.start).isoformat(),
                "ends": books.salon.local(each.during.end).isoformat(),
                "stylist": books.catalogue.stylist(each.stylist_id).name,
                "services": list(each.service_names),
                "minutes": each.during.minutes,
                "status": each.status.value,
                "total_cents": each.total.cents,
                "deposit_cents": each.deposit.cents,
                "rest_cents": (each.total - each.deposit).cents,
            }
    async for fact in _committed(records, books, ended):
        yield fact


async def _committed(records: Records, books: Books, ended: TurnState) -> AsyncIterator[Fact]:
    """What this turn changed or computed: moved, cancelled, held until, arriving at, in all."""
    policy, commands = books.policy, list(_plain_commands(ended))
    for hours in (policy.free_cancellation_hours, policy.reminder_hours):
        yield {"minutes": hours * 60}
    for minutes in (policy.hold_minutes, policy.same_day_hold_minutes):
        yield {"minutes": minutes}
    yield {"status": "moved"}
    yield {"status": "cancelled"}
    names = [name for command in commands for name in command.get("services", ())]
    work = _work(list(dict.fromkeys(names)), books)
    if work:
        yield {"minutes": work.minutes, "total_cents": work.price.cents}
    for command in commands:
        yield {"start": [f"{books.now.date()}T{each}" for each in _hours_said(command)]}
        late = command.get("minutes") or command.get("arrives_in")
        if command["do"] == "run_late" and late:
            yield {"minutes": late}
            starts = [books.now, *[each.start for each in await confirmed_ahead(records, books)]]
            for start in starts:
                arrives = books.salon.local(start) + timedelta(minutes=late)
                yield {"start": arrives.isoformat()}
    if books.latest_hold is not None:
        yield {"start": books.salon.local(books.latest_hold.deadline).isoformat()}
        for deposit in await records.ledger.of_hold(books.latest_hold.id):
            yield {"text": deposit.checkout_url}
    ids = [each.id for each in books.catalogue.stylists]
    window = Interval(books.now - _BACK, books.now + _BACK)
    for each in await records.bookings.appointments_in(ids, window):
        yield {"start": books.salon.local(each.start).isoformat()}


def _plain_commands(ended: TurnState) -> list[dict[str, Any]]:
    return ended.get("commands", [])


def _hours_said(found: Any) -> Iterator[str]:
    if isinstance(found, dict):
        for each in found.values():
            yield from _hours_said(each)
    elif isinstance(found, str) and len(found) == len("12:30:00") and found[2] == ":":
        yield found


def _salon(books: Books) -> Iterator[dict[str, Any]]:
    catalogue = books.catalogue
    yield {"name": books.salon.name, "text": books.salon.address}
    for service in catalogue.services:
        yield {
            "name": service.name,
            "minutes": service.minutes,
            "price_cents": service.price.cents,
            "text": service.description,
        }
    for pack in catalogue.packs:
        yield {
            "name": pack.name,
            "minutes": pack.minutes,
            "price_cents": pack.price.cents,
            "separate_cents": catalogue.separate_price(pack).cents,
        }
    for stylist in catalogue.stylists:
        yield {"name": stylist.name}
    for faq in books.faqs:
        yield {faq.topic: faq.text}


def _talk(dialogue: Dialogue, books: Books) -> Iterator[dict[str, Any]]:
    yield {"name": f"{dialogue.first_name} {dialogue.last_name} {dialogue.proposed_name}"}
    for slot in dialogue.offered:
        for each in (slot, *slot.others):
            yield {"start": each.start.isoformat(), "stylist": each.stylist}
    draft = dialogue.draft
    if draft is None:
        return
    yield {"name": f"{draft.for_first_name} {draft.for_last_name}"}
    yield {"name": " ".join(str(each.name) for each in draft.members)}
    work = _work(draft.services, books)
    if work:
        deposit = deposit_for(work.price, books.policy)
        yield {
            "minutes": work.minutes,
            "total_cents": work.price.cents,
            "deposit_cents": deposit.cents,
            "rest_cents": (work.price - deposit).cents,
        }


def _work(names: list[str], books: Books) -> Work | None:
    found = [service.id for name in names if (service := books.catalogue.named(name))]
    try:
        return books.catalogue.work(found, policy=books.policy)
    except _NO_WORK:
        return None


def _days(books: Books, ended: TurnState) -> Iterator[dict[str, Any]]:
    """The days that were spoken of, and the next ones."""
    today = books.now.date()
    spoken = [
        date.fromisoformat(each)
        for command in _plain_commands(ended)
        for each in _dates_in(command)
    ]
    for around in (today, *spoken):
        for ahead in range(_DAYS if around == today else 8):
            day = around + timedelta(days=ahead)
            hours = books.hours.on(day)
            if isinstance(hours, Closed):
                yield {"date": day.isoformat(), "closed_because": hours.reason}
            else:
                spans = [f"{each.opens:%H:%M}-{each.closes:%H:%M}" for each in hours]
                yield {"date": day.isoformat(), "open": spans}


def _dates_in(found: Any) -> Iterator[str]:
    if isinstance(found, dict):
        for each in found.values():
            yield from _dates_in(each)
    elif isinstance(found, list):
        for each in found:
            yield from _dates_in(each)
    elif isinstance(found, str) and len(found) == len("2026-12-18") and found[4:5] == "-":
        yield found
