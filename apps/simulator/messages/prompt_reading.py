"""What Claude would read in Maite's prompt: the salon's names, the moment, who said what."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import uuid5
from zoneinfo import ZoneInfo

from atrevete_adapters.seeds import reference_salon
from atrevete_core.domain.catalogue import Catalogue, Category, Gender, Pack, Service, Stylist
from atrevete_core.domain.conversation import CustomerMessage, MessageKind, Speaker, Utterance
from atrevete_core.domain.ids import (
    ConversationId,
    InboxId,
    PackId,
    ServiceId,
    StylistId,
    derived_id,
)
from atrevete_core.domain.money import Money
from atrevete_core.domain.opening import OpeningHours
from atrevete_core.ports.language_model import OfferedSlot, Question, Request, Situation, Upcoming

from .shape import MessagesRequest, TextBlock

_ZONE = ZoneInfo("Europe/Madrid")
_NOBODY = ConversationId(derived_id("conversation", "simulated"))
_CALENDAR = re.compile(r"(\d{4}-\d\d-\d\d)( cerrado)?$")
_STAMP = "%Y-%m-%d %H:%M"
_SOME_MINUTES = 30


class UnknownPrompt(ValueError):
    """The prompt is none of Maite's."""


@dataclass(frozen=True, slots=True)
class Line:
    role: str
    text: str


def request_in(asked: MessagesRequest) -> Request:
    """The port's request, as far as the prompt tells it. Raises UnknownPrompt."""
    lines = list(_lines(asked))
    moments = [number for number, line in enumerate(lines) if _inside("situacion", line.text)]
    if not moments:
        raise UnknownPrompt("there is no situation in it")
    moment = json.loads(_inside("situacion", lines[moments[-1]].text) or "{}")
    now = datetime.strptime(moment["now"].split(" ", 1)[1], _STAMP).replace(tzinfo=_ZONE)
    said = [_inside("clienta", line.text) for line in lines[moments[-1] + 1 :]]
    return Request(
        messages=[
            _message(number, text, now) for number, text in enumerate(said) if text is not None
        ],
        situation=_situation(asked, moment, now),
        history=[_utterance(line, now) for line in lines[: moments[-1]]],
    )


def findings_in(asked: MessagesRequest) -> dict[str, Any]:
    """What the tools have answered in the last message, by the tool's name."""
    last = asked.messages[-1]
    names = {
        block.id: block.name
        for message in asked.messages
        for block in message.blocks
        if block.type == "tool_use"
    }
    return {
        names.get(block.tool_use_id, ""): _json(str(block.content))
        for block in last.blocks
        if block.type == "tool_result" and not block.is_error
    }


def _json(text: str) -> Any:  # noqa: ANN401 - whatever a tool answers
    try:
        return json.loads(text)
    except ValueError:
        return text


def _lines(asked: MessagesRequest) -> Iterator[Line]:
    for message in asked.messages:
        for block in message.blocks:
            if isinstance(block, TextBlock):
                yield Line(message.role, block.text)


def _inside(mark: str, text: str) -> str | None:
    found = re.search(rf"<{mark}>\n(.*)\n</{mark}>", text, re.DOTALL)
    return found[1].replace("‹", "<").replace("›", ">") if found else None


def _message(number: int, text: str, now: datetime) -> CustomerMessage:
    return CustomerMessage(
        id=InboxId(uuid5(_NOBODY, str(number))),
        conversation_id=_NOBODY,
        number=number,
        kind=MessageKind.TEXT,
        text=text,
        received_at=now,
        thread_id="",
    )


def _utterance(line: Line, now: datetime) -> Utterance:
    text = _inside("clienta", line.text)
    speaker = Speaker.CUSTOMER if line.role == "user" else Speaker.MAITE
    return Utterance(speaker=speaker, text=line.text if text is None else text, at=now)


def _situation(asked: MessagesRequest, moment: Mapping[str, Any], now: datetime) -> Situation:
    question = moment["question"]
    words = {faq.topic: faq.words for faq in reference_salon().faqs}
    return Situation(
        now=now,
        catalogue=_catalogue(asked),
        hours=_hours(moment),
        question=Question(question) if question else None,
        offered=tuple(
            OfferedSlot(start=_local(each["start"]), stylist=each["stylist"])
            for each in moment["offered"]
        ),
        choices=tuple(moment["choices"]),
        services=tuple(moment["services"]),
        companions=tuple(moment["companions"]),
        first_name=moment["first_name"],
        topics={topic: words.get(topic, ()) for topic in moment["topics"]},
        has_upcoming=moment["has_upcoming"],
        upcoming=tuple(
            Upcoming(
                start=_local(each["start"]),
                services=tuple(each["services"]),
                stylist=each["stylist"],
                spoken_of=each["spoken_of"],
            )
            for each in moment["upcoming"]
        ),
        had=tuple(moment["had"]),
        waits_for_payment=moment["waits_for_payment"],
    )


def _local(text: str) -> datetime:
    return datetime.strptime(text, _STAMP).replace(tzinfo=_ZONE)


def _hours(moment: Mapping[str, Any]) -> OpeningHours:
    """The reference salon's week; of the next days the prompt says which are closed."""
    weekly = reference_salon().weekly
    days = (found for line in moment["calendar"] if (found := _CALENDAR.search(line)))
    closed = {datetime.fromisoformat(day[1]).date() for day in days if day[2]}
    return OpeningHours(weekly=weekly, closures=dict.fromkeys(closed, ""))


def _catalogue(asked: MessagesRequest) -> Catalogue:
    system = asked.system if isinstance(asked.system, list) else []
    texts = (_inside("salon", block.text) for block in system)
    names = json.loads(next((text for text in texts if text), "{}"))
    if not names:
        raise UnknownPrompt("there is no salon in it")
    sold = [(name, category, True) for category, all_ in names["services"].items() for name in all_]
    sold += [(name, category, False) for name, category in names["sold_by_a_person"].items()]
    services = tuple(_service(*each) for each in sold)
    ids = {each.name: each.id for each in services}
    return Catalogue(
        services=services,
        packs=tuple(_pack(name, ids, parts) for name, parts in names["packs"].items()),
        stylists=tuple(_stylist(each) for each in names["stylists"]),
    )


def _service(name: str, category: str, bookable: bool) -> Service:  # noqa: FBT001 - one fact of three
    """As the reference salon sells it, if it does."""
    known = reference_salon().catalogue.named(name)
    if known is not None:
        return known
    return Service(
        id=ServiceId(derived_id("service", "simulated", name)),
        name=name,
        category=Category(category),
        minutes=_SOME_MINUTES,
        price=Money(100),
        bookable=bookable,
    )


def _pack(name: str, ids: Mapping[str, ServiceId], parts: list[str]) -> Pack:
    return Pack(
        id=PackId(derived_id("pack", "simulated", name)),
        name=name,
        services=tuple(ids[each] for each in parts),
        minutes=_SOME_MINUTES,
        price=Money(100),
    )


def _stylist(written: Mapping[str, Any]) -> Stylist:
    return Stylist(
        id=StylistId(derived_id("stylist", "simulated", written["name"])),
        salon_id=reference_salon().salon.id,
        name=written["name"],
        categories=frozenset(map(Category, written["does"])),
        gender=Gender(written["gender"]),
    )
