"""The port Tasks on docket (Redis Streams): it carries names and ids, and only ever as a hint.

Pitfalls of docket 0.27 that shaped this module:
- `add` by name looks the name up in the adding process, so it is registered here with a stand-in.
- A fixed key swallows a wake-up that arrives while its task runs: keys are docket's own (uuid7).
- docket's sockets have no read timeout: only our time limit ends a call to a hung Redis.
- Arguments are pickled: whoever can write to this Redis can run code in the worker.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from typing import Final

import structlog
from docket import Docket
from prometheus_client import Counter
from redis.exceptions import ConnectionError as RedisConnectionError
from redis.exceptions import RedisError

from atrevete_core.domain.ids import AppointmentId, ConversationId, HoldId, InboxId
from atrevete_core.ports.clock import Clock

TAKE_TURN: Final = "take_turn"
DELIVER: Final = "deliver"
READ_EVENT: Final = "read_event"
CHECK_HOLD: Final = "check_hold"
REMIND: Final = "remind"

QUEUE_NAME: Final = "atrevete"
BUDGET: Final = timedelta(milliseconds=250)

FORGOTTEN = Counter(
    "atrevete_wakes_forgotten",
    "Wake-ups that Redis did not take in time; the sweep finds their work.",
    ["task"],
)

log = structlog.get_logger(__name__)


@asynccontextmanager
async def open_queue(redis_url: str, name: str = QUEUE_NAME) -> AsyncIterator[Docket]:
    """The queue on this Redis. It does not wait for Redis: a salon opens while Redis is down.

    `execution_ttl` 0: a task that ended leaves no result, no error text and no key behind.
    """
    async with Docket(name=name, url=redis_url, execution_ttl=timedelta(0)) as queue:
        yield queue


@asynccontextmanager
async def open_tasks(
    redis_url: str, *, clock: Clock, name: str = QUEUE_NAME, budget: timedelta = BUDGET
) -> AsyncIterator["DocketTasks"]:
    """The port Tasks on its own connections."""
    async with open_queue(redis_url, name) as queue:
        for task in (TAKE_TURN, DELIVER, READ_EVENT, CHECK_HOLD, REMIND):
            queue.register(_run_by_the_worker, names=[task])
        yield DocketTasks(queue, clock=clock, budget=budget)


class DocketTasks:
    """Tasks: at least once, in any order, perhaps never; never raises when Redis is down.

    Each call takes at most `budget`. What Redis did not take in time is logged and counted, and
    the sweep finds it in PostgreSQL.
    """

    def __init__(self, queue: Docket, *, clock: Clock, budget: timedelta = BUDGET) -> None:
        self._queue = queue
        self._clock = clock
        self._budget = budget

    async def wake(self, conversation_id: ConversationId, *, at: datetime) -> None:
        """Look at the conversation at `at`."""
        await self._add(TAKE_TURN, str(conversation_id), at=at)

    async def deliver(self, lane: str, *, at: datetime) -> None:
        """Send what is due in this lane of the outbox."""
        await self._add(DELIVER, lane, at=at)

    async def read_event(self, inbox_id: InboxId) -> None:
        """Apply this stored event, now."""
        await self._add(READ_EVENT, str(inbox_id))

    async def check_hold(self, hold_id: HoldId) -> None:
        """Look at the hold, now."""
        await self._add(CHECK_HOLD, str(hold_id))

    async def remind(self, appointment_id: AppointmentId) -> None:
        await self._add(REMIND, str(appointment_id))

    async def _add(self, task: str, subject: str, *, at: datetime | None = None) -> None:
        try:
            async with asyncio.timeout(self._budget.total_seconds()):
                when = await self._real_time(at) if at else None
                await self._put(task, subject, when)
        except (RedisError, TimeoutError) as error:
            FORGOTTEN.labels(task).inc()
            log.warning("wake.forgotten", task=task, error=type(error).__name__)

    async def _put(self, task: str, subject: str, when: datetime | None) -> None:
        try:
            await self._queue.add(task, when=when)(subject)
        except RedisConnectionError:
            # Perhaps only the pooled connection of a Redis that has been back for a while;
            # a wake-up that comes twice does no harm.
            await self._queue.add(task, when=when)(subject)

    async def _real_time(self, at: datetime) -> datetime | None:
        """The queue waits in real time, while `at` is the salon's, which a demo moves ahead."""
        wait = at - await self._clock.now()
        return datetime.now(UTC) + wait if wait > timedelta(0) else None


async def _run_by_the_worker(subject: str) -> None:
    """Stands for a task where it is only added. No worker runs on this docket."""
    raise NotImplementedError(subject)
