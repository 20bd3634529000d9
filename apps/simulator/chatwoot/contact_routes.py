"""Contacts: search, filter, create, show, update, and their conversations."""

from datetime import datetime
from typing import Any

from litestar import get, post, put
from litestar.di import NamedDependency as Given
from litestar.params import FromPath, FromQuery, JSONBody

from .access import ChatwootRefusal
from .desk import ChatwootDesk
from .store import Contact
from .wording import phone_of, source_id_of

Desk = Given[ChatwootDesk]
Now = Given[datetime]

Json = dict[str, Any]
Body = JSONBody[Json]
PAGE = 15
LATEST_CONVERSATIONS = 20
FILTERABLE = frozenset({"phone_number", "identifier", "email", "name"})


@get("/contacts/search")
async def search_contacts(desk: Desk, q: FromQuery[str], page: FromQuery[int] = 1) -> Json:
    needle = q.casefold()
    found = [
        contact
        for contact in desk.store.contacts.values()
        if any(needle in (text or "").casefold() for text in _searchable(contact))
    ]
    return _listing(desk, found, page)


@post("/contacts/filter", status_code=200)
async def filter_contacts(desk: Desk, data: Body, page: FromQuery[int] = 1) -> Json:
    found = list(desk.store.contacts.values())
    for condition in data.get("payload") or []:
        found = [contact for contact in found if _meets(contact, condition)]
    return _listing(desk, found, page)


@post("/contacts", status_code=200)
async def create_contact(desk: Desk, data: Body, now: Now) -> Json:
    phone, identifier = data.get("phone_number"), data.get("identifier")
    source_id = data.get("source_id") or (source_id_of(phone) if phone else None)
    _refuse_taken(desk, phone, identifier)
    contact = desk.add_contact(
        name=data.get("name") or phone or "",
        phone=phone or (phone_of(source_id) if source_id else None),
        source_id=source_id or "",
        at=now,
    )
    contact.identifier = identifier
    contact.email = data.get("email")
    contact.custom_attributes |= data.get("custom_attributes") or {}
    contact.additional_attributes |= data.get("additional_attributes") or {}
    inbox = desk.bodies.contact_inbox(contact)
    return {
        "payload": {
            "contact": desk.bodies.contact(contact, with_inboxes=True),
            "contact_inbox": inbox,
        }
    }


@get("/contacts/{contact_id:int}")
async def show_contact(desk: Desk, contact_id: FromPath[int]) -> Json:
    contact = desk.contact(contact_id)
    return {"payload": desk.bodies.contact(contact, with_inboxes=True)}


@put("/contacts/{contact_id:int}")
async def update_contact(desk: Desk, contact_id: FromPath[int], data: Body) -> Json:
    contact = desk.contact(contact_id)
    for name in ("email", "identifier", "blocked"):
        if name in data:
            setattr(contact, name, data[name])
    contact.custom_attributes |= data.get("custom_attributes") or {}
    contact.additional_attributes |= data.get("additional_attributes") or {}
    if data.get("name"):
        desk.rename_contact(contact, data["name"])
    return {"payload": desk.bodies.contact(contact, with_inboxes=True)}


@get("/contacts/{contact_id:int}/conversations")
async def conversations_of_contact(desk: Desk, contact_id: FromPath[int], now: Now) -> Json:
    own = desk.store.conversations_of(desk.contact(contact_id))[:LATEST_CONVERSATIONS]
    return {"payload": [desk.bodies.conversation(one, now) for one in own]}


def _searchable(contact: Contact) -> tuple[str | None, ...]:
    return (contact.name, contact.phone_number, contact.email, contact.identifier)


def _meets(contact: Contact, condition: Json) -> bool:
    key, values = condition.get("attribute_key"), condition.get("values") or []
    if key not in FILTERABLE or condition.get("filter_operator") != "equal_to":
        raise ChatwootRefusal(422, f"Invalid filter on {key}")
    wanted = {str(value) for value in values}
    if key == "phone_number":
        wanted = {f"+{value.removeprefix('+')}" for value in wanted}
    return getattr(contact, key) in wanted


def _refuse_taken(desk: ChatwootDesk, phone: str | None, identifier: str | None) -> None:
    for contact in desk.store.contacts.values():
        if phone and contact.phone_number == phone:
            _refuse("phone_number", "Phone number")
        if identifier and contact.identifier == identifier:
            _refuse("identifier", "Identifier")


def _refuse(attribute: str, words: str) -> None:
    message = f"{words} has already been taken"
    raise ChatwootRefusal(422, {"message": message, "attributes": [attribute]})


def _listing(
    desk: ChatwootDesk,
    found: list[Contact],
    page: int,
) -> Json:
    shown = found[(page - 1) * PAGE : page * PAGE]
    return {
        "meta": {
            "count": len(found),
            "current_page": page,
            "has_more": page * PAGE < len(found),
        },
        "payload": [desk.bodies.contact(contact, with_inboxes=True) for contact in shown],
    }
