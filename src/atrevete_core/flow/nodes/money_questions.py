"""What is asked about the deposit: whether it is needed, until when, whether it comes back."""

from datetime import datetime

from atrevete_core.domain.booking import HoldStatus
from atrevete_core.flow.dialogue import Dialogue
from atrevete_core.flow.situation import Books
from atrevete_core.phrases import moving, payment
from atrevete_core.ports.storage import Records
from atrevete_core.usecases.refunds import asked_back


def waits(dialogue: Dialogue, books: Books) -> bool:
    """Whether a link is waiting: what nobody understands is most often about paying."""
    draft, hold = dialogue.draft, books.latest_hold
    held = hold is not None and hold.status is HoldStatus.HELD
    return held and draft is not None and draft.hold_id is not None


def deadline(dialogue: Dialogue, books: Books) -> datetime | None:
    """Until when the hour is held, local."""
    hold = books.latest_hold
    return books.salon.local(hold.deadline) if hold and waits(dialogue, books) else None


def deposit_terms(dialogue: Dialogue, books: Books) -> str:
    """Whether it must be paid, and what comes of not paying it."""
    policy, when = books.policy, dialogue.draft.when if dialogue.draft else None
    today = when is not None and when.days is not None and when.days.first == books.now.date()
    minutes = policy.same_day_hold_minutes if today else policy.hold_minutes
    until = deadline(dialogue, books)
    return payment.deposit_needed(policy.deposit_percent, minutes, until=until)


async def refund_asked_for(records: Records, dialogue: Dialogue, books: Books) -> str:
    """«¿Y me devolvéis el dinero?», after something was cancelled: it is asked for already."""
    if books.customer is None or dialogue.draft is not None:
        return ""
    amount = await asked_back(records, books.customer.id, at=books.now)
    return moving.asked_back(amount) if amount else ""
