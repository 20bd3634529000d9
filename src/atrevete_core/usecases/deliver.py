"""Carrying effects out: one lane of the outbox, in order, under a lease, as often as it takes."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from datetime import datetime, timedelta

from atrevete_core.domain.conversation import EscalationReason
from atrevete_core.domain.effects import (
    Delivery,
    ExpireCheckout,
    LeaveNote,
    MirrorAppointment,
    OpenCheckout,
    PassToTeam,
    RefundDeposit,
    SayToCustomer,
    TellStylist,
    TellTeam,
)
from atrevete_core.domain.interval import after
from atrevete_core.phrases import staff
from atrevete_core.ports.deposit_gateway import GatewayRefused, GatewayUnreachable
from atrevete_core.ports.messenger import MessengerRefused, MessengerUnreachable
from atrevete_core.ports.salon import OpenSalon
from atrevete_core.ports.staff_notifier import NotifierRefused, NotifierUnreachable
from atrevete_core.ports.storage import (
    LeaseLost,
    Records,
    Storage,
    StorageBusy,
    StorageUnavailable,
)
from atrevete_core.ports.stylist_calendar import CalendarRefused, CalendarUnreachable

from . import deliveries
from .escalate import give_notice
from .retrying import decide
from .speaking import tell_team

UNREACHABLE = (GatewayUnreachable, MessengerUnreachable, NotifierUnreachable, CalendarUnreachable)
REFUSED = (GatewayRefused, MessengerRefused, NotifierRefused, CalendarRefused)

#: How long a lease outlives its worker; a living one renews it (`keep_lease`).
LEASE_SECONDS = 5.0
_RENEW_SECONDS = 1.2
#: About an hour for words, two for payments, most of a day for the mirror.
_MOST_ATTEMPTS = {"mirror_appointment": 80}
_USUAL_ATTEMPTS = 14
_LONGEST_PAUSE = timedelta(minutes=10)
#: A request that was cut off may still be at work at the desk (FAULTS, fact 8).
_DOUBT = timedelta(seconds=15)


@dataclass(frozen=True, slots=True)
class Failure:
    """A delivery that did not work; `final` when repeating it is of no use."""

    error: str
    final: bool
    pause: timedelta


async def deliver(
    salon: OpenSalon, lane: str, *, at: datetime, real_now: datetime, lease: str
) -> datetime | None:
    """Send what is due in the lane, oldest first, until one has to wait.

    `lease` is unique to this call. Returns when the lane wants to be looked at again; None when
    it is empty.
    """
    while True:
        async with salon.storage.transaction() as records:
            delivery = await records.outbox.claim(
                lane, at=at, lease=lease, real_now=real_now, seconds=LEASE_SECONDS
            )
            if delivery is None:
                return await records.outbox.next_due(lane)
        try:
            await _send(salon, delivery, lease=lease, at=at)
        except LeaseLost:
            return at


@asynccontextmanager
async def keep_lease(
    storage: Storage, lease: str, *, real_now: Callable[[], datetime]
) -> AsyncIterator[None]:
    """As long as this lasts whatever is leased under this name stays leased, however slow the
    vendor. A worker that dies or stands still loses it within `LEASE_SECONDS`.
    """
    renewing = asyncio.create_task(_renew(storage, lease, real_now))
    try:
        yield
    finally:
        renewing.cancel()
        await asyncio.gather(renewing, return_exceptions=True)


async def _renew(storage: Storage, lease: str, real_now: Callable[[], datetime]) -> None:
    while True:
        await asyncio.sleep(_RENEW_SECONDS)
        # While the database is away nobody else can claim the lane either.
        with suppress(StorageUnavailable, StorageBusy):
            async with storage.transaction() as records:
                await records.outbox.renew(lease, real_now=real_now(), seconds=LEASE_SECONDS)


async def _send(salon: OpenSalon, delivery: Delivery, *, lease: str, at: datetime) -> None:
    try:
        receipt = await carry_out(salon, delivery, at=at)
    except (*UNREACHABLE, *REFUSED) as error:
        failure = judge(delivery, error)
        await decide(salon.storage, lambda r: _failed(r, delivery, failure, lease=lease, at=at))
        return
    async with salon.storage.transaction() as records:
        await records.outbox.sent(delivery.id, lease=lease, receipt=receipt, at=at)


def judge(delivery: Delivery, error: Exception) -> Failure:
    """Whether and when to try again: 1 s, 2 s, 4 s … up to ten minutes apart."""
    most = _MOST_ATTEMPTS.get(delivery.effect.kind, _USUAL_ATTEMPTS)
    final = isinstance(error, REFUSED) or delivery.attempts >= most
    pause = min(timedelta(seconds=2 ** min(delivery.attempts - 1, 10)), _LONGEST_PAUSE)
    if isinstance(error, MessengerUnreachable) and error.may_still_arrive:
        pause = max(pause, _DOUBT)
    return Failure(f"{type(error).__name__}: {error}", final=final, pause=pause)


async def _failed(
    records: Records, delivery: Delivery, failure: Failure, *, lease: str, at: datetime
) -> None:
    if not failure.final:
        retry_at = after(at, seconds=failure.pause.total_seconds())
        await records.outbox.failed(
            delivery.id, lease=lease, error=failure.error, retry_at=retry_at
        )
        return
    await records.outbox.dead(delivery.id, lease=lease, error=failure.error)
    await _call_for_help(records, delivery, failure, at=at)


async def _call_for_help(
    records: Records, delivery: Delivery, failure: Failure, *, at: datetime
) -> None:
    """A dead letter becomes a task. The team's own message that died is not told to the team."""
    match delivery.effect:
        case TellStylist(team_instead=reply) if reply is not None:
            key = f"instead:{delivery.key}"
            await tell_team(records, delivery.salon_id, reply, key=key, at=at)
        case OpenCheckout(deposit_id=deposit_id):
            await deliveries.checkout_impossible(records, deposit_id, at=at)
        case TellTeam():
            return
        case effect:
            await give_notice(
                records,
                delivery.salon_id,
                EscalationReason.DELIVERY,
                staff.undelivered(effect.kind, failure.error),
                intent=f"dead:{delivery.key}",
                conversation_id=getattr(effect, "conversation_id", None),
                at=at,
            )


async def carry_out(salon: OpenSalon, delivery: Delivery, *, at: datetime) -> str:
    """Do it. Returns the vendor's name for what was made. Raises the ports' errors."""
    again = delivery.attempts > 1
    marker = delivery.key
    match delivery.effect:
        case SayToCustomer():
            return await deliveries.say(salon, delivery, delivery.effect, at=at)
        case LeaveNote():
            return await deliveries.note(salon, delivery.effect, marker=marker, again=again)
        case PassToTeam(conversation_id=conversation_id):
            return await deliveries.pass_to_team(salon, conversation_id)
        case TellTeam(reply=reply):
            return await deliveries.tell_team(salon, reply, marker=marker, again=again)
        case TellStylist():
            return await deliveries.email(salon, delivery.effect, key=marker)
        case OpenCheckout(deposit_id=deposit_id):
            return await deliveries.open_checkout(salon, deposit_id, at=at)
        case ExpireCheckout(deposit_id=deposit_id):
            return await deliveries.expire_checkout(salon, deposit_id, at=at)
        case RefundDeposit(deposit_id=deposit_id):
            return await deliveries.refund(salon, deposit_id, at=at)
        case MirrorAppointment():
            return await deliveries.mirror(salon, delivery.effect)
