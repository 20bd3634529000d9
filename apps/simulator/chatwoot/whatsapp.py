"""WhatsApp's own limits and the templates that Meta approved for the salon."""

import re
from datetime import datetime
from typing import Any

from .store import Conversation, Message

WINDOW_CLOSED = (
    "Message not sent because the WhatsApp 24-hour customer service window is closed and no "
    "template parameters were provided. Send an approved template message instead."
)
LANGUAGE = "es"
BUSINESS_SCOPED_ID = re.compile(r"[A-Z]{2}\.(?:ENT\.)?[A-Za-z0-9]{1,128}")
# Limits of WhatsApp Cloud; Chatwoot checks none of them.
MAX_TEXT, MAX_INTERACTIVE_TEXT = 4096, 1024
MAX_BUTTONS, MAX_BUTTON_TITLE = 3, 20
MAX_ROWS, MAX_ROW_TITLE = 10, 24

APPROVED_TEMPLATES = (
    "recordatorio_48h",
    "hueco_liberado",
    "anticipo_devuelto",
    "cita_cambiada",
    "aviso_equipo",
)


def why_meta_refuses(message: Message, conversation: Conversation, at: datetime) -> str | None:
    """The error that comes back after the message was accepted, or none when it arrives."""
    if message.template is not None:
        return _template_error(message.template)
    if not conversation.can_reply(at):
        return WINDOW_CLOSED
    limit = MAX_INTERACTIVE_TEXT if message.buttons else MAX_TEXT
    if len(message.rendered) > limit:
        return "100: Invalid parameter"
    return _interactive_error(message.buttons)


def _template_error(template: dict[str, Any]) -> str | None:
    if template.get("name") not in APPROVED_TEMPLATES or template.get("language") != LANGUAGE:
        return "132001: Template name does not exist in the translation"
    return None


def _interactive_error(titles: list[str]) -> str | None:
    as_list = len(titles) > MAX_BUTTONS
    longest = MAX_ROW_TITLE if as_list else MAX_BUTTON_TITLE
    wrong = len(titles) > MAX_ROWS or any(not 0 < len(title) <= longest for title in titles)
    repeated = len(set(titles)) < len(titles)
    return "131009: Parameter value is not valid" if wrong or repeated else None


def template_listing(name: str) -> dict[str, Any]:
    """A template as `GET inboxes/{id}/message_templates` shows it."""
    return {
        "id": name,
        "name": name,
        "status": "APPROVED",
        "category": "UTILITY",
        "language": LANGUAGE,
        "components": [{"type": "BODY", "text": "{{1}}"}],
        "parameter_format": "POSITIONAL",
    }
