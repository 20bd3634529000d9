"""Words about a payment: trouble, claims, other ways (R16, R17, R45)."""

from uuid import UUID

from atrevete_core.domain.booking import HoldStatus
from atrevete_core.domain.commands import ClaimPaid, PayOtherwise
from atrevete_core.domain.conversation import Reply
from atrevete_core.domain.deposit import open_url
from atrevete_core.domain.ids import ConversationId
from atrevete_core.flow.dialogue import open_dialogue, stored
from atrevete_core.flow.state import (
    TurnState,
    TurnUpdate,
    at_of,
    commands_of,
    composed,
    intent_of,
    with_part,
)
from atrevete_core.phrases import payment
from atrevete_core.phrases.facts import BookingFacts
from atrevete_core.ports.deposit_gateway import GatewayUnreachable
from atrevete_core.ports.language_model import Question
from atrevete_core.ports.salon import OpenSalon
from atrevete_core.ports.storage import Records
from atrevete_core.usecases.check_hold import ask_gateway
from atrevete_core.usecases.payment_trouble import WithPerson, report_payment_trouble
from atrevete_core.usecases.retrying import decide
from atrevete_core.usecases.telling import facts_of


async def payment_trouble(state: TurnState, salon: OpenSalon) -> TurnUpdate:
    """A new link, a person, or a look whether the money is there."""
    dialogue = open_dialogue(state["dialogue"])
    if dialogue.question is Question.PAYMENT_TROUBLE:
        dialogue.ask(None)
    return {"dialogue": stored(dialogue), **await _deal_with(state, salon)}


async def _deal_with(state: TurnState, salon: OpenSalon) -> TurnUpdate:
    commands = commands_of(state)
    facts = await _facts_of_hold(salon, state)
    if facts is None:
        return {"parts": with_part(state, await _when_nothing_is_held(state, salon))}
    if any(isinstance(each, PayOtherwise) for each in commands):
        return {"parts": with_part(state, payment.only_by_link(facts))}
    if any(isinstance(each, ClaimPaid) for each in commands):
        return await _look_for_payment(state, salon, facts)
    return await _report(state, salon)


async def _when_nothing_is_held(state: TurnState, salon: OpenSalon) -> str:
    """«Ya he pagado», «no me llega el enlace»: it has come in, or nothing was waiting for it."""
    if any(isinstance(each, PayOtherwise) for each in commands_of(state)):
        return payment.only_by_link(None)
    async with salon.storage.transaction() as records:
        hold = await records.bookings.latest_hold(_conversation_id(state))
    confirmed = hold is not None and hold.status is HoldStatus.CONFIRMED
    return payment.all_confirmed() if confirmed else payment.nothing_awaited()


async def _facts_of_hold(salon: OpenSalon, state: TurnState) -> BookingFacts | None:
    async with salon.storage.transaction() as records:
        hold = await records.bookings.latest_hold(_conversation_id(state))
        if hold is None or hold.status is not HoldStatus.HELD:
            return None
        booking = await records.bookings.get(hold.id)
        ledger = await records.ledger.of_hold(hold.id)
        return await facts_of(records, booking, at=at_of(state), url=open_url(ledger))


async def _look_for_payment(state: TurnState, salon: OpenSalon, facts: BookingFacts) -> TurnUpdate:
    """Ask the gateway; what it knows confirms the booking, the customer's word does not (R17)."""
    async with salon.storage.transaction() as records:
        hold = await records.bookings.latest_hold(_conversation_id(state))
        booking = await records.bookings.get(hold.id) if hold else None
    try:
        found = booking is not None and await ask_gateway(
            salon.storage, salon.gateway, booking, at=at_of(state)
        )
    except GatewayUnreachable:
        found = False
    if found:
        return {}
    return {"parts": with_part(state, payment.waiting_for_payment(facts))}


async def _report(state: TurnState, salon: OpenSalon) -> TurnUpdate:
    async def step(records: Records) -> bool:
        before: Reply | None = composed(state.get("parts", []))
        outcome = await report_payment_trouble(
            records,
            _conversation_id(state),
            intent=intent_of(state, "payment_trouble"),
            saying_first=before.text if before else "",
            at=at_of(state),
        )
        return isinstance(outcome, WithPerson)

    with_person = await decide(salon.storage, step)
    return {"parts": [], "handed_over": True} if with_person else {}


def _conversation_id(state: TurnState) -> ConversationId:
    return ConversationId(UUID(state["conversation_id"]))
