"""What Prometheus is told of a salon at work."""

from datetime import datetime

import pytest
from prometheus_client import REGISTRY

from atrevete_adapters.memory.salon import MemorySalon
from atrevete_adapters.watching import WatchedStorage, node_seconds, show_backlog, watched
from atrevete_core.flow.graph import MaiteFlow
from atrevete_core.flow.receptionist import Receptionist
from atrevete_core.ports.storage import Backlog
from atrevete_core.ports.stylist_calendar import CalendarUnreachable
from atrevete_core.usecases.cancel import cancel_appointment
from tests.builders import LAURA, NOW, a_storage, an_escalation, madrid

Values = dict[tuple[str, frozenset[tuple[str, str]]], float]


class Told:
    """How far the metrics have moved since this was made."""

    def __init__(self) -> None:
        self._before = _values()

    def __call__(self, name: str, **labels: str) -> float:
        key = (name, frozenset(labels.items()))
        return _values().get(key, 0) - self._before.get(key, 0)


def _values() -> Values:
    return {
        (sample.name, frozenset(sample.labels.items())): sample.value
        for metric in REGISTRY.collect()
        for sample in metric.samples
    }


@pytest.fixture
def told() -> Told:
    return Told()


def _watched_salon(now: datetime = NOW) -> MemorySalon:
    """The salon as a worker opens it."""
    salon = MemorySalon(now=now)
    salon.receptionist = Receptionist(
        watched(salon.ports),
        MaiteFlow(watch=node_seconds),
        real_now=lambda: madrid(2020, 1, 1),
        new_lease=lambda: "the-one-worker",
    )
    return salon


async def _books(salon: MemorySalon) -> None:
    laura = salon.person("+34600111222", "Laura")
    await laura.writes("hola, soy Laura Gómez Ruiz, un corte el viernes a las 10:00 con Pilar")


async def test_a_booking_is_counted_step_by_step_with_its_money(told: Told) -> None:
    salon = _watched_salon()
    await _books(salon)
    assert told("atrevete_bookings_total", step="placed") == 1
    assert told("atrevete_bookings_total", step="confirmed") == 0
    await salon.pay()
    assert told("atrevete_bookings_total", step="confirmed") == 1
    paid = {"movement": "payment", "status": "paid"}
    assert told("atrevete_deposits_total", **paid) == 1
    assert told("atrevete_deposit_cents_total", **paid) == 524
    assert told("atrevete_messages_settled_total", disposition="answered") == 1
    assert told("atrevete_messages_settled_total", disposition="applied") == 1


async def test_a_hold_that_lapses_is_counted_once(told: Told) -> None:
    salon = _watched_salon()
    await _books(salon)
    await salon.advance(hours=1)
    await salon.advance(hours=1)
    assert told("atrevete_bookings_total", step="lapsed") == 1


async def test_every_step_of_a_turn_and_every_vendor_is_measured(told: Told) -> None:
    salon = _watched_salon()
    salon.calendar.trouble.fail(CalendarUnreachable("away"))
    await _books(salon)
    for node in ("receive", "understand", "book", "say"):
        assert told("atrevete_node_seconds_count", node=node) >= 1
    calls = "atrevete_vendor_seconds_count"
    assert told(calls, vendor="chatwoot", operation="send", outcome="ok") >= 1
    assert told(calls, vendor="stripe", operation="open_checkout", outcome="ok") == 1
    google = {"vendor": "google", "operation": "put"}
    assert told(calls, **google, outcome="CalendarUnreachable") == 1


async def test_an_escalation_is_counted_by_its_reason_when_it_is_new(told: Told) -> None:
    storage, escalation = WatchedStorage(a_storage()), an_escalation()
    for _ in range(2):
        async with storage.transaction() as records:
            await LAURA.arrives(records)
            await records.escalations.add(escalation)
    labels = {"reason": "manual_request", "kind": "hand_over"}
    assert told("atrevete_escalations_total", **labels) == 1


async def test_what_was_undone_is_not_counted(told: Told) -> None:
    storage = WatchedStorage(a_storage())

    async def change_their_mind() -> None:
        async with storage.transaction() as records:
            await records.escalations.add(an_escalation())
            raise RuntimeError("undone")

    with pytest.raises(RuntimeError, match="undone"):
        await change_their_mind()
    assert told("atrevete_escalations_total", reason="manual_request", kind="hand_over") == 0


async def test_a_cancellation_and_its_refund_are_counted(told: Told) -> None:
    salon = _watched_salon()
    await _books(salon)
    await salon.pay()
    [visit] = salon.storage.tables.appointments
    async with WatchedStorage(salon.storage).transaction() as records:
        await cancel_appointment(records, visit.id, conversation_id=None, at=NOW)
    assert told("atrevete_appointments_total", step="cancelled") == 1
    assert told("atrevete_deposits_total", movement="refund", status="requested") == 1


def test_what_waits_is_shown_with_its_age() -> None:
    show_backlog(Backlog(pending=3, dead=1, oldest_due=NOW), waits_seconds=42)
    assert REGISTRY.get_sample_value("atrevete_outbox_age_seconds") == 42
    assert REGISTRY.get_sample_value("atrevete_outbox", {"status": "dead"}) == 1


async def test_no_label_says_who_somebody_is() -> None:
    salon = _watched_salon()
    await _books(salon)
    told = str([labels for name, labels in _values() if name.startswith("atrevete")])
    assert [each for each in ("600111222", "Laura", "Gómez") if each in told] == []
