"""Asking the vendors what we were not told: events that never came (faults 1, 20, 22, 64).

Whatever they tell is stored as if its event had come; what came before is stored already. The mark
until when everything is known lies in the database: a restored copy asks from its own past.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta

from atrevete_core.domain.conversation import Disposition, EscalationReason
from atrevete_core.domain.ids import InboxId, derived_id
from atrevete_core.domain.interval import after
from atrevete_core.phrases import staff
from atrevete_core.ports.events import MessageArrived, PersonSpoke, Source
from atrevete_core.ports.messenger import Overheard
from atrevete_core.ports.salon import OpenSalon
from atrevete_core.ports.storage import Records

from .escalate import give_notice
from .receive import receive_event, receive_message
from .retrying import decide

#: Clocks differ a little, and a message may be stored at the vendor later than it is dated.
_OVERLAP = timedelta(minutes=2)
#: How far back the very first look goes.
_FIRST_LOOK_HOURS = 24


async def catch_up_desk(
    salon: OpenSalon, *, at: datetime, real_now: datetime, every: timedelta
) -> int:
    """Ask the messaging desk, unless a worker has less than `every` ago. Returns how many events
    were new. Raises MessengerUnreachable and MessengerRefused; then the next look asks again.
    """
    since = await _since(salon, Source.DESK, at=at, real_now=real_now, every=every)
    if since is None:
        return 0
    found = 0
    for heard in await salon.messenger.lately(since=since):
        found += await _take_in(salon, heard, at=at)
    await decide(salon.storage, lambda r: r.sweep.looked(salon.id, Source.DESK, until=at))
    return found


async def catch_up_payments(
    salon: OpenSalon, *, at: datetime, real_now: datetime, every: timedelta
) -> int:
    """Ask the gateway likewise. Raises GatewayUnreachable and GatewayRefused."""
    since = await _since(salon, Source.GATEWAY, at=at, real_now=real_now, every=every)
    if since is None:
        return 0
    news = await salon.gateway.news(since=since)
    unknown = await _unknown(salon, Source.GATEWAY, (each.external_id for each in news))
    for each in news:
        if each.external_id in unknown:
            stored = await receive_event(
                salon.storage, salon.id, Source.GATEWAY, each, body=b"", at=at
            )
            if stored is not None:
                await salon.tasks.read_event(stored)
    await decide(salon.storage, lambda r: r.sweep.looked(salon.id, Source.GATEWAY, until=at))
    return len(unknown)


async def _since(
    salon: OpenSalon, source: Source, *, at: datetime, real_now: datetime, every: timedelta
) -> datetime | None:
    async def begin(records: Records) -> datetime | None:
        return await records.sweep.begin_look(
            salon.id,
            source,
            real_now=real_now,
            every=every,
            otherwise=after(at, hours=-_FIRST_LOOK_HOURS),
        )

    since = await decide(salon.storage, begin)
    return None if since is None else min(since, at) - _OVERLAP


async def _unknown(salon: OpenSalon, source: Source, ids: Iterable[str]) -> frozenset[str]:
    asked = tuple(ids)
    return await decide(salon.storage, lambda r: r.inbox.unknown(salon.id, source, asked))


async def _take_in(salon: OpenSalon, heard: Overheard, *, at: datetime) -> int:
    unknown = await _unknown(salon, Source.DESK, (each.external_id for each in heard.events))
    new = [each for each in heard.events if each.external_id in unknown]
    if not new:
        return 0
    answered = await decide(salon.storage, lambda r: _answered_before(r, salon, heard))
    for each in new:
        if isinstance(each, PersonSpoke):
            stored = await receive_event(
                salon.storage, salon.id, Source.DESK, each, body=b"", at=at
            )
            if stored is not None:
                await salon.tasks.read_event(stored)
        else:
            await _message(salon, each, answered=answered, at=at)
    return len(new)


async def _answered_before(records: Records, salon: OpenSalon, heard: Overheard) -> int:
    """The number of the last thing that we said in this thread and do not know of: the database
    was restored from before it, and whatever came earlier has had its answer.
    """
    forgotten = 0
    for number, marker in heard.own:
        if await records.outbox.by_key(salon.id, marker) is None:
            forgotten = max(forgotten, number)
    return forgotten


async def _message(
    salon: OpenSalon, message: MessageArrived, *, answered: int, at: datetime
) -> None:
    conversation_id = await receive_message(salon.storage, salon.id, message, body=b"", at=at)
    if conversation_id is None:
        return
    if message.number > answered:
        await salon.tasks.wake(conversation_id, at=at)
        return

    async def note(records: Records) -> None:
        inbox_id = InboxId(derived_id("inbox", salon.id, Source.DESK, message.external_id))
        await records.inbox.settle([inbox_id], Disposition.STALE, note="answered_before_a_restore")
        await give_notice(
            records,
            salon.id,
            EscalationReason.DELIVERY,
            staff.forgotten_talk(),
            intent=f"forgotten:{message.thread_id}:{answered}",
            conversation_id=conversation_id,
            at=at,
        )

    await decide(salon.storage, note)
