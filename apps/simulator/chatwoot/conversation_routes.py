"""Conversations and their messages, labels, assignments, attributes and status."""

from datetime import datetime
from typing import Any

from litestar import get, post
from litestar.di import NamedDependency as Given
from litestar.params import FromPath, FromQuery, JSONBody, SkipValidation

from .access import ChatwootRefusal
from .desk import ChatwootDesk
from .store import Bot, ConversationStatus, Person
from .team import person_of_team
from .wording import Draft

Desk = Given[ChatwootDesk]
Now = Given[datetime]

Json = dict[str, Any]
Body = JSONBody[Json]
PAGE = 25
FORWARD, BACKWARD = 100, 20
STATUSES: tuple[ConversationStatus, ...] = ("open", "resolved", "pending", "snoozed")
CONTENT_TYPES = frozenset({"text", "input_email", "cards", "input_select", "form", "article"})
MAX_CONTENT = 150_000

Caller = Given[SkipValidation[Person | Bot]]


@get("/conversations")
async def list_conversations(
    desk: Desk, now: Now, status: FromQuery[str] = "open", page: FromQuery[int] = 1
) -> Json:
    """Most recent activity first; `status=all` for every conversation."""
    every = sorted(
        (c for c in desk.store.conversations.values() if status in {"all", c.status}),
        key=lambda conversation: (conversation.last_activity_at, conversation.id),
        reverse=True,
    )
    shown = every[(page - 1) * PAGE : page * PAGE]
    assigned = sum(isinstance(c.assignee, Person) for c in every)
    meta = {
        "mine_count": 0,
        "unassigned_count": len(every) - assigned,
        "assigned_count": assigned,
        "all_count": len(every),
    }
    payload = [desk.bodies.conversation(c, now) for c in shown]
    return {"data": {"meta": meta, "payload": payload}}


@post("/conversations", status_code=200, bots=True)
async def create_conversation(desk: Desk, caller: Caller, data: Body, now: Now) -> Json:
    source_id = data.get("source_id")
    contact = desk.store.contact_of(source_id) if source_id else None
    if contact is None:
        contact = desk.contact(int(data.get("contact_id") or 0))
    conversation = desk.open_conversation(contact, status=_status(data, "open"), at=now)
    conversation.custom_attributes |= data.get("custom_attributes") or {}
    if data.get("team_id"):
        desk.assign_team(conversation, int(data["team_id"]), now)
    if data.get("assignee_id"):
        desk.assign(conversation, person_of_team(int(data["assignee_id"])), now)
    if data.get("message"):
        desk.send(conversation, _draft(data["message"]), caller, now)
    return desk.bodies.conversation(conversation, now)


@get("/conversations/{conversation_id:int}", bots=True)
async def show_conversation(desk: Desk, conversation_id: FromPath[int], now: Now) -> Json:
    return desk.bodies.conversation(desk.conversation(conversation_id), now)


@get("/conversations/{conversation_id:int}/messages")
async def list_messages(
    desk: Desk,
    conversation_id: FromPath[int],
    after: FromQuery[int | None] = None,
    before: FromQuery[int | None] = None,
) -> Json:
    """Ascending: the 100 after a message, the 20 before one, or the latest 20."""
    conversation = desk.conversation(conversation_id)
    messages = conversation.messages
    if after is not None:
        shown = [m for m in messages if m.id > after][:FORWARD]
    else:
        shown = [m for m in messages if before is None or m.id < before][-BACKWARD:]
    meta = {
        "labels": conversation.labels,
        "additional_attributes": conversation.additional_attributes,
        "contact": desk.bodies.contact(conversation.contact),
        "agent_last_seen_at": None,
        "assignee_last_seen_at": None,
    }
    return {"meta": meta, "payload": [desk.bodies.message(m) for m in shown]}


@post("/conversations/{conversation_id:int}/messages", status_code=200, bots=True)
async def create_message(
    desk: Desk,
    caller: Caller,
    conversation_id: FromPath[int],
    data: Body,
    now: Now,
) -> Json:
    conversation = desk.conversation(conversation_id)
    message = desk.send(conversation, _draft(data), caller, now)
    return desk.bodies.message(message)


@post("/conversations/{conversation_id:int}/toggle_status", status_code=200, bots=True)
async def toggle_status(desk: Desk, conversation_id: FromPath[int], data: Body, now: Now) -> Json:
    conversation = desk.conversation(conversation_id)
    toggled: ConversationStatus = "open" if conversation.status != "open" else "resolved"
    status = _status(data, toggled)
    conversation.snoozed_until = data.get("snoozed_until") if status == "snoozed" else None
    desk.set_status(conversation, status, now)
    return {
        "meta": {},
        "payload": {
            "success": True,
            "conversation_id": conversation.id,
            "current_status": conversation.status,
            "snoozed_until": conversation.snoozed_until,
        },
    }


@post("/conversations/{conversation_id:int}/assignments", status_code=200, bots=True)
async def assign_conversation(
    desk: Desk, conversation_id: FromPath[int], data: Body, now: Now
) -> Json | None:
    """A person when there is one in the request; else the team."""
    conversation = desk.conversation(conversation_id)
    if "assignee_id" in data:
        if data.get("assignee_type") == "AgentBot":
            desk.assign(conversation, desk.bot, now)
        else:
            desk.assign(conversation, person_of_team(int(data["assignee_id"] or 0)), now)
        assignee: Json | None = desk.bodies.conversation_view(conversation, now)["meta"]["assignee"]
        return assignee
    desk.assign_team(conversation, data.get("team_id"), now)
    return desk.bodies.team(conversation.team_id)


@get("/conversations/{conversation_id:int}/labels", bots=True)
async def list_labels(desk: Desk, conversation_id: FromPath[int]) -> Json:
    return {"payload": desk.conversation(conversation_id).labels}


@post("/conversations/{conversation_id:int}/labels", status_code=200, bots=True)
async def replace_labels(desk: Desk, conversation_id: FromPath[int], data: Body, now: Now) -> Json:
    conversation = desk.conversation(conversation_id)
    desk.label(conversation, [str(label) for label in data.get("labels") or []], now)
    return {"payload": conversation.labels}


@post("/conversations/{conversation_id:int}/custom_attributes", status_code=200, bots=True)
async def set_custom_attributes(
    desk: Desk, conversation_id: FromPath[int], data: Body, now: Now
) -> Json:
    conversation = desk.conversation(conversation_id)
    kept = conversation.custom_attributes if data.get("merge") else {}
    desk.set_attributes(conversation, kept | (data.get("custom_attributes") or {}), now)
    return {"custom_attributes": conversation.custom_attributes}


@post("/conversations/{conversation_id:int}/toggle_typing_status", status_code=200, bots=True)
async def toggle_typing_status(desk: Desk, conversation_id: FromPath[int], data: Body) -> None:
    """Seen in Chatwoot only: WhatsApp shows the customer nothing."""
    desk.conversation(conversation_id)
    if data.get("typing_status") not in {"on", "off"}:
        raise ChatwootRefusal(422, "Invalid typing status")


def _status(data: Json, otherwise: ConversationStatus) -> ConversationStatus:
    asked = data.get("status")
    if asked is None:
        return otherwise
    for status in STATUSES:
        if status == asked:
            return status
    raise ChatwootRefusal(422, f"'{asked}' is not a valid status")


def _draft(data: Json) -> Draft:
    content_type = data.get("content_type") or "text"
    attributes = data.get("content_attributes") or {}
    template = data.get("template_params")
    if content_type not in CONTENT_TYPES:
        raise ChatwootRefusal(422, f"'{content_type}' is not a valid content_type")
    if len(data.get("content") or "") > MAX_CONTENT:
        raise ChatwootRefusal(422, "Validation failed: Content is too long")
    if content_type == "input_select":
        _check_items(attributes.get("items"))
    if template is not None and not template.get("name"):
        raise ChatwootRefusal(422, "Template name is required")
    return Draft(
        content=data.get("content"),
        private=bool(data.get("private")),
        content_type=content_type,
        content_attributes=attributes,
        template_params=template,
        source_id=data.get("source_id"),
    )


def _check_items(items: object) -> None:
    if not isinstance(items, list) or not items:
        raise ChatwootRefusal(422, "Validation failed: Content attributes items are missing")
    if any(set(item) != {"title", "value"} for item in items):
        raise ChatwootRefusal(
            422, "Validation failed: Content attributes contains invalid keys for items"
        )
