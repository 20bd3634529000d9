"""The read-only tools: facts of this salon and of this conversation's customer, nothing else."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any

from atrevete_core.domain.catalogue import MixedCategories, NotSoldByChat, TooManyServices
from atrevete_core.domain.commands import DayRange, When
from atrevete_core.domain.opening import Closed
from atrevete_core.flow.situation import Books, read_books
from atrevete_core.flow.state import TurnState, TurnUpdate
from atrevete_core.ports.language_model import Tool
from atrevete_core.ports.salon import OpenSalon
from atrevete_core.ports.storage import Records
from atrevete_core.usecases.find_slots import Choice, Fits, SlotWish, find_slots

from .understand import look_up_of


class BadArguments(ValueError):
    """The interpreter asked for something that the tool does not know."""


_BAD_QUESTIONS = (BadArguments, ValueError, TypeError, KeyError)
_NO_SUCH_WORK = (MixedCategories, TooManyServices, NotSoldByChat)


async def look_up(state: TurnState, salon: OpenSalon) -> TurnUpdate:
    """Run what was asked for. A bad question gets an answer that says so, not an exception."""
    findings = list(state["findings"])
    async with salon.storage.transaction() as records:
        books = await read_books(records, salon, state)
        for plain in state["look_ups"]:
            asked = look_up_of(plain)
            try:
                result = await _run(records, books, asked.tool, asked.arguments)
            except (*_BAD_QUESTIONS, *_NO_SUCH_WORK) as error:
                result = {"error": str(error)}
            findings.append({"look_up": plain, "result": result})
    return {"findings": findings, "look_ups": []}


async def _run(
    records: Records, books: Books, tool: Tool, arguments: Mapping[str, Any]
) -> list[dict[str, Any]] | dict[str, str]:
    match tool:
        case Tool.SERVICES:
            return _services(books, arguments.get("names"))
        case Tool.PACKS:
            return [_pack(books, pack.name) for pack in books.catalogue.packs]
        case Tool.HOURS:
            return _hours(books, arguments)
        case Tool.FAQ:
            return {faq.topic: faq.text for faq in books.faqs}
        case Tool.MY_APPOINTMENTS:
            return await _my_appointments(records, books)
        case Tool.AVAILABILITY:
            return await _availability(records, books, arguments)


def _services(books: Books, names: Iterable[object] | None) -> list[dict[str, Any]]:
    wanted = (
        [service for name in names if (service := books.catalogue.named(str(name)))]
        if names
        else list(books.catalogue.services)
    )
    return [
        {
            "name": each.name,
            "category": each.category.value,
            "minutes": each.minutes,
            "price_cents": each.price.cents,
            "bookable": each.bookable,
            "description": each.description,
        }
        for each in wanted
    ]


def _pack(books: Books, name: str) -> dict[str, Any]:
    pack = books.catalogue.pack_named(name)
    if pack is None:
        raise BadArguments(name)
    return {
        "name": pack.name,
        "services": [books.catalogue.service(each).name for each in pack.services],
        "minutes": pack.minutes,
        "price_cents": pack.price.cents,
        "separate_price_cents": books.catalogue.separate_price(pack).cents,
    }


def _hours(books: Books, arguments: Mapping[str, Any]) -> list[dict[str, Any]]:
    first = date.fromisoformat(str(arguments.get("first") or books.now.date()))
    last = date.fromisoformat(str(arguments.get("last") or first))
    days = (first + timedelta(days=ahead) for ahead in range(min((last - first).days, 31) + 1))
    return [_day(books, day) for day in days]


def _day(books: Books, day: date) -> dict[str, Any]:
    hours = books.hours.on(day)
    if isinstance(hours, Closed):
        return {"date": day.isoformat(), "open": [], "closed_because": hours.reason}
    return {"date": day.isoformat(), "open": [f"{s.opens:%H:%M}-{s.closes:%H:%M}" for s in hours]}


async def _my_appointments(records: Records, books: Books) -> list[dict[str, Any]]:
    if books.customer is None:
        return []
    found = await records.bookings.appointments_of(books.customer.id, since=books.now)
    return [
        {
            "start": books.salon.local(each.start).isoformat(),
            "stylist": books.catalogue.stylist(each.stylist_id).name,
            "services": list(each.service_names),
            "minutes": each.during.minutes,
            "status": each.status.value,
            "total_cents": each.total.cents,
            "deposit_cents": each.deposit.cents,
        }
        for each in found
    ]


async def _availability(
    records: Records, books: Books, arguments: Mapping[str, Any]
) -> list[dict[str, Any]]:
    names = arguments.get("services") or ()
    services = [service for name in names if (service := books.catalogue.named(str(name)))]
    work = books.catalogue.work([each.id for each in services], policy=books.policy)
    able = tuple(each.id for each in books.catalogue.stylists_of(work.category))
    days = DayRange(
        first=date.fromisoformat(str(arguments["first"])),
        last=date.fromisoformat(str(arguments.get("last") or arguments["first"])),
    )
    wish = SlotWish(work=work, when=When(days=days), preferred=able, able=able)
    found = await find_slots(records, books.salon.id, wish, policy=books.policy, at=books.now)
    slots = (
        (found.slot,)
        if isinstance(found, Fits)
        else found.slots
        if isinstance(found, Choice)
        else ()
    )
    return [
        {
            "start": books.salon.local(slot.start).isoformat(),
            "stylist": books.catalogue.stylist(slot.stylist_id).name,
        }
        for slot in slots
    ]
