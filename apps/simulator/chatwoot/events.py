"""Chatwoot's webhooks: to the inbox's agent bot, and to an account webhook where there is one.

Sources: `agent_bot_listener.rb`, `webhook_job.rb`, `lib/webhooks/trigger.rb`.
"""

import hmac
import json
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any

from ..faults import Vendor
from ..posting import Postbox, Webhook
from ..settings import SimulatorSettings
from ..targets import Targets
from .bodies import Bodies, Json
from .store import Contact, Conversation, Kind, Message

BOT_RETRIED_STATUSES = frozenset({429, 500})
BOT_RETRIES = 2  # three attempts in all
BOT_EVENTS = frozenset(
    {
        "message_created",
        "message_updated",
        "conversation_opened",
        "conversation_resolved",
        "conversation_status_changed",
        "conversation_updated",
    }
)
ACCOUNT_EVENTS = frozenset(
    {
        "contact_created",
        "contact_updated",
        "conversation_created",
        "conversation_status_changed",
        "conversation_updated",
        "message_created",
        "message_updated",
    }
)

BotFailed = Callable[[int], Awaitable[None]]


def signed_headers(secret: str) -> Callable[[bytes, str], dict[str, str]]:
    """Chatwoot's three headers; the time is real, and fresh at each attempt."""

    def headers(body: bytes, delivery: str) -> dict[str, str]:
        stamp = str(int(time.time()))
        digest = hmac.new(secret.encode(), stamp.encode() + b"." + body, sha256).hexdigest()
        return {
            "X-Chatwoot-Delivery": delivery,
            "X-Chatwoot-Timestamp": stamp,
            "X-Chatwoot-Signature": f"sha256={digest}",
        }

    return headers


@dataclass
class Announcer:
    """Tells the salon what happened; `bot_failed` learns which conversation lost its bot."""

    settings: SimulatorSettings
    targets: Targets
    postbox: Postbox
    bodies: Bodies
    bot_failed: BotFailed | None = None

    def message(
        self, event: str, message: Message, conversation: Conversation, at: datetime
    ) -> None:
        if message.kind is Kind.ACTIVITY:
            return
        self._to_both(
            event, self.bodies.message_event(event, message, conversation, at), conversation.id
        )

    def conversation(
        self,
        event: str,
        conversation: Conversation,
        at: datetime,
        changes: list[Json] | None = None,
    ) -> None:
        self._to_both(event, self.bodies.conversation_event(event, conversation, at, changes))

    def contact(self, event: str, contact: Contact, changes: list[Json] | None = None) -> None:
        self._to_both(event, self.bodies.contact_event(event, contact, changes))

    def status_change(self, conversation: Conversation, before: str, at: datetime) -> None:
        """One change of status is two events, three for a bot."""
        if conversation.status in {"open", "resolved"}:
            word = "opened" if conversation.status == "open" else "resolved"
            self.conversation(f"conversation_{word}", conversation, at)
        self.conversation("conversation_status_changed", conversation, at)
        self.changed(conversation, at, status=(before, conversation.status))

    def changed(self, conversation: Conversation, at: datetime, **values: tuple[Any, Any]) -> None:
        changes: list[Json] = [
            {name: {"previous_value": before, "current_value": now}}
            for name, (before, now) in values.items()
        ]
        self.conversation("conversation_updated", conversation, at, changes)

    def _to_both(self, event: str, body: Json, fallible: int | None = None) -> None:
        content = json.dumps(body, ensure_ascii=False).encode()
        if event in BOT_EVENTS:
            self._to_bot(event, content, fallible)
        if event in ACCOUNT_EVENTS:
            self._to_account(event, content)

    def _to_bot(self, event: str, content: bytes, conversation_id: int | None) -> None:
        async def on_end(accepted: bool) -> None:  # noqa: FBT001 - the postbox's signature
            if not accepted and conversation_id is not None and self.bot_failed is not None:
                await self.bot_failed(conversation_id)

        self.postbox.post(
            Webhook(
                vendor=Vendor.CHATWOOT,
                event=event,
                url=self.targets.chatwoot,
                body=content,
                headers=signed_headers(self.settings.chatwoot_webhook_secret),
                retry_on=lambda status: status in BOT_RETRIED_STATUSES,
                pauses=(self.settings.chatwoot_retry_seconds,) * BOT_RETRIES,
                timeout=self.settings.chatwoot_webhook_timeout,
                on_end=on_end,
            )
        )

    def _to_account(self, event: str, content: bytes) -> None:
        self.postbox.post(
            Webhook(
                vendor=Vendor.CHATWOOT,
                event=event,
                url=self.targets.chatwoot_account,
                body=content,
                headers=signed_headers(self.settings.chatwoot_account_webhook_secret),
                retry_on=lambda _: False,
                pauses=(),
                timeout=self.settings.chatwoot_webhook_timeout,
            )
        )
