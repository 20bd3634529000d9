"""Requests of the port, as small as a test wants them."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from atrevete_apps.simulator.messages.desk import Canned

from atrevete_adapters.seeds import reference_salon
from atrevete_core.domain.conversation import CustomerMessage, MessageKind, Speaker, Utterance
from atrevete_core.domain.ids import ConversationId, InboxId
from atrevete_core.domain.opening import OpeningHours
from atrevete_core.ports.language_model import Finding, Request, Situation
from tests.builders import MADRID

NOW = datetime(2026, 12, 16, 11, 15, tzinfo=MADRID)
CONVERSATION = ConversationId(UUID(int=7))


def situation(**other: Any) -> Situation:
    seed = reference_salon()
    given: dict[str, Any] = {
        "now": NOW,
        "catalogue": seed.catalogue,
        "hours": OpeningHours(weekly=seed.weekly),
        "topics": {faq.topic: faq.words for faq in seed.faqs},
        "first_name": "Laura",
    }
    return Situation(**given | other)


def message(text: str, number: int = 1) -> CustomerMessage:
    return CustomerMessage(
        id=InboxId(UUID(int=number)),
        conversation_id=CONVERSATION,
        number=number,
        kind=MessageKind.TEXT,
        text=text,
        received_at=NOW,
        thread_id="t",
    )


def request(
    *texts: str,
    history: Sequence[Utterance] = (),
    findings: Sequence[Finding] = (),
    **other: Any,
) -> Request:
    return Request(
        messages=[message(text, number) for number, text in enumerate(texts, start=1)],
        situation=situation(**other),
        history=history,
        findings=findings,
    )


def lines(count: int) -> list[Utterance]:
    """A long talk: customer and Maite by turns, a minute apart."""
    return [
        Utterance(
            speaker=Speaker.MAITE if number % 2 else Speaker.CUSTOMER,
            text=f"línea {number}",
            at=NOW - timedelta(minutes=count - number),
        )
        for number in range(count)
    ]


def use(name: str, given: Any, id_: str = "") -> dict[str, Any]:
    call = {"type": "tool_use", "name": name, "input": given}
    return call | {"id": id_} if id_ else call


def says(*blocks: dict[str, Any] | str, stop: str = "") -> Canned:
    content = [{"type": "text", "text": each} if isinstance(each, str) else each for each in blocks]
    return Canned(content=content, stop_reason=stop)


def note(*names: str, address: str = "") -> dict[str, Any]:
    return use("note", {"do": list(names), "address": address})
