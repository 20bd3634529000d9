"""Chatwoot's webhook bodies as our own samples: the shape of 4.16, people who do not exist."""

import json
from typing import Any

ACCOUNT, INBOX = 1, 3
Json = dict[str, Any]


def contact(**changes: Any) -> Json:
    return {
        "id": 41,
        "name": "Ana Ficticia",
        "phone_number": "+34600000141",
        "email": None,
        "identifier": None,
        "additional_attributes": {},
        "custom_attributes": {},
        "blocked": False,
        **changes,
    }


def conversation(**changes: Any) -> Json:
    return {
        "id": 128,
        "inbox_id": INBOX,
        "status": "pending",
        "channel": "Channel::Whatsapp",
        "can_reply": True,
        "contact_inbox": {
            "id": 66,
            "contact_id": 41,
            "inbox_id": INBOX,
            "source_id": "34600000141",
        },
        "messages": [],
        "labels": [],
        "meta": {
            "sender": contact(type="contact"),
            "assignee": None,
            "assignee_type": None,
            "team": None,
            "hmac_verified": False,
        },
        "account": {"id": ACCOUNT, "name": "Salón"},
        **changes,
    }


def message(**changes: Any) -> Json:
    return {
        "event": "message_created",
        "id": 5019,
        "account": {"id": ACCOUNT, "name": "Salón"},
        "inbox": {"id": INBOX, "name": "WhatsApp"},
        "conversation": conversation(),
        "content": "Hola, quería cita",
        "content_type": "text",
        "content_attributes": {},
        "additional_attributes": {},
        "created_at": "2026-11-24T09:00:01.417Z",
        "message_type": "incoming",
        "private": False,
        "sender": contact(account={"id": ACCOUNT, "name": "Salón"}),
        "source_id": "wamid.OWN",
        **changes,
    }


def by_person(**changes: Any) -> Json:
    user = {"id": 7, "name": "Pilar", "email": "pilar@salon.example", "type": "user"}
    return message(**{"message_type": "outgoing", "sender": user, **changes})


def status_changed(**changes: Any) -> Json:
    return {"event": "conversation_status_changed", "changed_attributes": None} | conversation(
        **changes
    )


def attached(file_type: str, **changes: Any) -> list[Json]:
    url = "https://chat.salon.example/rails/blobs/redirect/x"
    one = {"id": 1, "message_id": 5019, "account_id": 1, "file_type": file_type, "data_url": url}
    return [one | changes]


def body(event: Json) -> bytes:
    return json.dumps(event).encode()
