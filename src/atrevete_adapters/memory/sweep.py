"""What was forgotten."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from atrevete_core.domain.booking import Appointment, AppointmentStatus, Hold, HoldStatus
from atrevete_core.domain.deposit import DepositStatus, Movement
from atrevete_core.domain.effects import alert_key
from atrevete_core.domain.ids import (
    AppointmentId,
    ConversationId,
    DepositId,
    EscalationId,
    HoldId,
    InboxId,
    SalonId,
)
from atrevete_core.domain.interval import after
from atrevete_core.ports.events import Source
from atrevete_core.ports.storage import REFUND_PATIENCE, UNTAKEN_FOR, Forgotten

from .inbox import is_message
from .outbox import MemoryOutbox
from .tables import Tables

_MOST = 200


class MemorySweep:
    def __init__(self, tables: Tables) -> None:
        self._tables = tables

    async def try_lock(self) -> bool:
        return True

    async def find(self, *, at: datetime, real_now: datetime) -> Forgotten:
        return Forgotten(
            conversations=tuple(dict.fromkeys(self._conversations()))[:_MOST],
            events=tuple(self._events())[:_MOST],
            lanes=tuple(await MemoryOutbox(self._tables).due_lanes(at=at, real_now=real_now)),
            holds=tuple(self._holds(at))[:_MOST],
            reminders=tuple(self._reminders(at))[:_MOST],
            untaken=tuple(self._untaken(at))[:_MOST],
            late_refunds=tuple(self._late_refunds(at))[:_MOST],
        )

    async def begin_look(
        self,
        salon_id: SalonId,
        source: Source,
        *,
        real_now: datetime,
        every: timedelta,
        otherwise: datetime,
    ) -> datetime | None:
        begun, until = self._tables.looks.get((salon_id, source)) or (None, None)
        if begun is not None and real_now - begun < every:
            return None
        self._tables.looks.put((salon_id, source), (real_now, until))
        return until or otherwise

    async def looked(self, salon_id: SalonId, source: Source, *, until: datetime) -> None:
        begun, _ = self._tables.looks[salon_id, source]
        self._tables.looks.put((salon_id, source), (begun, until))

    async def swept(self, at: datetime) -> None:
        self._tables.swept.put("swept", at)

    def _conversations(self) -> Iterator[ConversationId]:
        for event in self._tables.inbox:
            if event.disposition is None and is_message(event) and event.conversation_id:
                yield event.conversation_id

    def _events(self) -> Iterator[InboxId]:
        for event in self._tables.inbox:
            if event.disposition is None and not is_message(event):
                yield event.id

    def _holds(self, at: datetime) -> Iterator[HoldId]:
        held = (each for each in self._tables.holds if each.status is HoldStatus.HELD)
        for hold in sorted(held, key=lambda each: each.deadline):
            if hold.lapsed(at) or self._warning_is_due(hold, at):
                yield hold.id

    def _warning_is_due(self, hold: Hold, at: datetime) -> bool:
        policy = self._tables.policies[hold.salon_id, hold.policy_version]
        return hold.warned_at is None and not hold.with_person and at >= hold.warning_due(policy)

    def _untaken(self, at: datetime) -> Iterator[EscalationId]:
        told = {delivery.key for delivery in self._tables.outbox}
        for each in self._tables.escalations:
            is_open = each.silences and each.taken_at is None and each.closed_at is None
            recent = at - UNTAKEN_FOR < each.raised_at <= at
            if is_open and recent and alert_key(each.id) not in told:
                yield each.id

    def _late_refunds(self, at: datetime) -> Iterator[DepositId]:
        for each in self._tables.deposits:
            waits = each.status in (DepositStatus.REQUESTED, DepositStatus.PENDING)
            late = at - UNTAKEN_FOR < each.created_at <= at - REFUND_PATIENCE
            if each.movement is Movement.REFUND and waits and late:
                yield each.id

    def _reminders(self, at: datetime) -> Iterator[AppointmentId]:
        ahead = sorted(self._tables.appointments, key=lambda each: each.start)
        for each in ahead:
            if each.start > at and self._reminder_is_due(each, at):
                yield each.id

    def _reminder_is_due(self, appointment: Appointment, at: datetime) -> bool:
        """Booked inside the reminder's hours there is none (SCENARIOS, reminder)."""
        if appointment.status is not AppointmentStatus.CONFIRMED or appointment.reminded_at:
            return False
        policy = self._tables.policies[appointment.salon_id, appointment.policy_version]
        due = after(appointment.start, hours=-policy.reminder_hours)
        placed = self._tables.holds[appointment.hold_id].placed_at
        wanted = self._tables.customers[appointment.booked_by].wants_reminders
        return placed <= due <= at and wanted
