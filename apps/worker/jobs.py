"""The receptionist's four tasks as the queue's jobs, and what the loops do."""

import time
from collections.abc import Awaitable, Callable, Mapping
from datetime import timedelta
from typing import Final
from uuid import UUID

import structlog
from prometheus_client import Counter, Histogram

from atrevete_adapters.redis.docket import CHECK_HOLD, DELIVER, READ_EVENT, REMIND, TAKE_TURN
from atrevete_adapters.redis.worker import Job
from atrevete_adapters.watching import show_backlog
from atrevete_core.domain.ids import AppointmentId, ConversationId, HoldId, InboxId
from atrevete_core.flow.receptionist import Receptionist
from atrevete_core.ports.deposit_gateway import GatewayRefused, GatewayUnreachable
from atrevete_core.ports.messenger import MessengerRefused, MessengerUnreachable
from atrevete_core.ports.stylist_calendar import CalendarRefused, CalendarUnreachable
from atrevete_core.usecases.import_busy import import_busy, stylists_with_calendars

#: One turn asks a model for at most 8 seconds; one lane may have several slow deliveries.
_TURN_LIMIT: Final = timedelta(seconds=30)
_LANE_LIMIT: Final = timedelta(seconds=120)
_LOOK_LIMIT: Final = timedelta(seconds=60)

TASK_SECONDS: Final = Histogram("atrevete_task_seconds", "How long a task took.", ["task"])
CALENDARS_UNREAD: Final = Counter("atrevete_calendars_unread", "Calendars that could not be read.")
CAUGHT_UP: Final = Counter(
    "atrevete_caught_up", "Events that were asked for because they never came.", ["source"]
)
NOT_ASKED: Final = Counter(
    "atrevete_catch_ups_failed", "Times that a vendor could not be asked what never came.",
    ["source"],
)  # fmt: skip
TASKS: Final = Counter("atrevete_tasks", "Tasks by how they ended.", ["task", "outcome"])

log = structlog.get_logger(__name__)


def jobs_of(maite: Receptionist) -> Mapping[str, Job]:
    """What to do with the id that each kind of task carries."""

    async def take_turn(conversation: str) -> None:
        await maite.take_turn(ConversationId(UUID(conversation)))

    async def read_event(event: str) -> None:
        await maite.read_event(InboxId(UUID(event)))

    async def check_hold(hold: str) -> None:
        await maite.check_hold(HoldId(UUID(hold)))

    async def remind(appointment: str) -> None:
        await maite.remind(AppointmentId(UUID(appointment)))

    return {
        TAKE_TURN: Job(_counted(TAKE_TURN, take_turn), limit=_TURN_LIMIT, one_at_a_time=True),
        DELIVER: Job(_counted(DELIVER, maite.deliver), limit=_LANE_LIMIT, one_at_a_time=True),
        READ_EVENT: Job(_counted(READ_EVENT, read_event), limit=_LOOK_LIMIT),
        REMIND: Job(_counted(REMIND, remind), limit=_LOOK_LIMIT, one_at_a_time=True),
        CHECK_HOLD: Job(_counted(CHECK_HOLD, check_hold), limit=_LOOK_LIMIT, one_at_a_time=True),
    }


def _counted(task: str, run: Callable[[str], Awaitable[None]]) -> Callable[[str], Awaitable[None]]:
    async def counted(subject: str) -> None:
        began, outcome = time.monotonic(), "failed"
        try:
            await run(subject)
            outcome = "done"
        finally:
            TASKS.labels(task, outcome).inc()
            TASK_SECONDS.labels(task).observe(time.monotonic() - began)

    return counted


async def sweep(maite: Receptionist) -> None:
    """One sweep; what it found is worth a line only when there was something."""
    found = await maite.sweep()
    if found:
        log.info(
            "sweep.found",
            conversations=len(found.conversations),
            events=len(found.events),
            holds=len(found.holds),
            waiting=len(found.lanes),
        )


async def catch_up(maite: Receptionist, every: timedelta) -> None:
    """What the desk and the gateway did not manage to tell; each by itself."""
    asked = {"desk": maite.catch_up_desk, "gateway": maite.catch_up_payments}
    for source, ask in asked.items():
        try:
            found = await ask(every=every)
        except (
            MessengerRefused,
            MessengerUnreachable,
            GatewayRefused,
            GatewayUnreachable,
        ) as error:
            NOT_ASKED.labels(source).inc()
            log.warning("catch_up.failed", source=source, reason=str(error))
        else:
            CAUGHT_UP.labels(source).inc(found)
            if found:
                log.info("catch_up.found", source=source, count=found)


async def show_what_waits(maite: Receptionist) -> None:
    """How much has not gone out, for the metrics."""
    salon = maite.salon
    at = await salon.clock.now()
    async with salon.storage.transaction() as records:
        backlog = await records.outbox.backlog(salon.id)
    since = backlog.oldest_due or at
    show_backlog(backlog, waits_seconds=max(0.0, (at - since).total_seconds()))


async def read_calendars(maite: Receptionist) -> None:
    """Every stylist's own busy time; a calendar that cannot be read leaves what was known."""
    salon = maite.salon
    for stylist in await stylists_with_calendars(salon):
        at = await salon.clock.now()
        try:
            await import_busy(salon, stylist, at=at)
        except (CalendarRefused, CalendarUnreachable) as error:
            CALENDARS_UNREAD.inc()
            log.warning("calendar.unread", stylist=str(stylist.id), reason=str(error))
