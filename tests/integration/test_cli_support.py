"""Support's commands on a real database, as somebody types them."""

import asyncio
import json
import os
from collections.abc import Awaitable, Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import redis
import typer
from atrevete_apps.cli import beside
from atrevete_apps.cli.main import app
from atrevete_apps.cli.support.menus import MENUS
from sqlalchemy import text
from typer.testing import CliRunner, Result

from atrevete_adapters.postgres.engine import open_engine
from atrevete_adapters.postgres.seeding import seed
from atrevete_adapters.postgres.simulated_clock import set_now
from atrevete_adapters.postgres.storage import PostgresStorage
from atrevete_adapters.postgres.tables import metadata
from atrevete_core.domain.booking import Booking, HoldStatus
from atrevete_core.domain.deposit import DepositStatus
from atrevete_core.domain.effects import MirrorAppointment, calendar_lane
from atrevete_core.ports.storage import Records
from tests.builders import (
    CARMEN,
    LAURA,
    NOW,
    REFERENCE,
    a_booking,
    a_deposit,
    a_line,
    a_planned_effect,
    a_stored_event,
    an_escalation,
    madrid,
)
from tests.integration.shell_stage import environment, rows, shell_settings

PAID = a_booking(at=madrid(2026, 12, 23, 12), status=HoldStatus.CONFIRMED, intent="paid")
HELD = a_booking(at=madrid(2026, 12, 18, 17), guest=CARMEN, intent="held")
VISIT = PAID.appointments[0]
SHORT, HELD_SHORT = str(VISIT.id)[:8], str(HELD.hold.id)[:8]
_PEOPLE = (
    "TRUNCATE inbox, outbox, audit_log, escalations, deposits, holds, conversations, contacts,"
    " customers CASCADE"
)


async def _populate(records: Records) -> None:
    """Laura has paid for a cut next Wednesday, and Carmen is paying for one on Friday."""
    for guest in (LAURA, CARMEN):
        await guest.arrives(records)
        await records.conversations.remember(guest.conversation_id, [a_line("hola")])
    for booking, status in ((PAID, DepositStatus.PAID), (HELD, DepositStatus.OPEN)):
        await records.bookings.add(booking)
        name = booking.hold.intent
        await records.ledger.save(
            a_deposit(booking, status=status, checkout_id=f"cs_{name}", payment_id=f"pi_{name}")
        )


def _part(menu: str) -> typer.Typer:
    """The command with this menu alone: putting all of it together takes longer than running it."""
    part = typer.Typer()
    part.add_typer(MENUS[menu], name=menu)
    return part


class Support:
    """The commands, and the rows behind them."""

    def __init__(self, database_url: str) -> None:
        self._url = database_url
        nowhere = "redis://127.0.0.1:9/0"
        self.settings = environment(shell_settings(database_url, nowhere))

    def __call__(self, *arguments: str, typed: str = "", **more: str) -> Result:
        environment = self.settings | more
        return CliRunner().invoke(_part(arguments[0]), arguments, input=typed, env=environment)

    def does(self, work: Callable[[Records], Awaitable[Any]]) -> Any:
        async def run() -> Any:
            engine = open_engine(self._url)
            try:
                async with PostgresStorage(engine).transaction() as records:
                    return await work(records)
            finally:
                await engine.dispose()

        return asyncio.run(run())

    def booking(self, booking: Booking = PAID) -> Booking:
        found: Booking = self.does(lambda records: records.bookings.get(booking.hold.id))
        return found

    def audited(self) -> list[tuple[str, str]]:
        found = asyncio.run(rows(self._url, "SELECT actor, action FROM audit_log ORDER BY at"))
        return [(each.actor, each.action) for each in found]


@pytest.fixture(autouse=True)
def _no_settings_of_the_developer(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [each for each in os.environ if each.startswith("ATREVETE_")]:
        monkeypatch.delenv(name)


@pytest.fixture
def support(module_database_url: str, as_app: Callable[[str], str]) -> Support:
    async def prepare() -> None:
        engine = open_engine(module_database_url)
        await seed(engine, REFERENCE)
        async with engine.begin() as connection:
            await connection.execute(text(_PEOPLE))
        await set_now(engine, NOW)
        async with PostgresStorage(engine).transaction() as records:
            await _populate(records)
        await engine.dispose()

    asyncio.run(prepare())
    return Support(as_app(module_database_url))


# --- looking up -----------------------------------------------------------------------------


@pytest.mark.parametrize("who", ["600 11 12 22", "0034600111222", "GARCÍA"])
def test_somebody_is_found_by_a_phone_in_any_spelling_and_by_name(
    support: Support, who: str
) -> None:
    said = support("customers", "find", who)
    assert said.exit_code == 0
    assert "+34600111222" in said.output
    assert "Carmen" not in said.output


def test_somebody_is_found_by_a_short_id(support: Support) -> None:
    said = support("customers", "show", str(LAURA.customer.id)[:8])
    assert SHORT in said.output


def test_whoever_never_gave_a_name_is_found_by_their_phone(support: Support) -> None:
    support.does(lambda records: records.people.save(CARMEN.customer))
    said = support("customers", "find", "600333444", "--json")
    assert [each["name"] for each in json.loads(said.output)] == ["Carmen Ruiz"]


@pytest.mark.parametrize(
    ("command", "code"),
    [
        (("customers", "show", "Nadie"), 3),
        (("customers", "show", "a"), 3),
        (("bookings", "show", "deadbeef"), 3),
        (("outbox", "retry", "4711"), 3),
        (("bookings", "move", SHORT, "tomorrow"), 2),
        (("bookings", "move", SHORT, "2026-12-23T13:00", "--stylist", "Nadie", "--yes"), 3),
        (("deposits", "list", "--status", "lost"), 2),
        (("bookings", "cancle", SHORT), 2),
    ],
)
def test_what_cannot_be_found_or_understood_is_said_in_a_sentence(
    support: Support, command: tuple[str, ...], code: int
) -> None:
    said = support(*command)
    assert said.exit_code == code
    assert said.output.strip()
    assert "Traceback" not in said.output


def test_several_are_listed_with_their_ids(support: Support) -> None:
    said = support("customers", "show", "r")
    assert str(LAURA.customer.id)[:8] in said.output
    assert str(CARMEN.customer.id)[:8] in said.output


# --- bookings -------------------------------------------------------------------------------


def test_bookings_to_come_are_listed_in_order_of_time(support: Support) -> None:
    lines = support("bookings", "list").output.splitlines()
    assert [line.split()[0] for line in lines[1:]] == [
        str(HELD.appointments[0].id)[:8],
        SHORT,
    ]
    found = json.loads(support("bookings", "list", "laura", "--json").output)
    assert [each["id"] for each in found] == [str(VISIT.id)]
    assert "No appointments." in support("bookings", "list", "--day", "2026-12-24").output


def test_a_story_tells_money_calendar_messages_and_what_to_do(support: Support) -> None:
    mirror = MirrorAppointment(appointment_id=VISIT.id, stylist_id=VISIT.stylist_id, revision=1)
    lane = calendar_lane(VISIT.stylist_id)

    async def dies(records: Records) -> None:
        await records.outbox.plan(a_planned_effect(mirror, key=f"mirror:{VISIT.id}", lane=lane))
        delivery = await records.outbox.claim(lane, at=NOW, lease="x", real_now=NOW, seconds=1)
        assert delivery is not None
        await records.outbox.dead(delivery.id, lease="x", error="CalendarRefused: not shared")

    support.does(dies)
    said = support("bookings", "show", "600111222").output
    for expected in ("Laura García", "pi_paid", "CalendarRefused: not shared", "calendar: dead"):
        assert expected in said
    [number] = [each["id"] for each in json.loads(support("outbox", "list", "--json").output)]
    assert f"`atrevete outbox retry {number}`" in said

    assert support("outbox", "retry", str(number), "--yes", "--by", "ana").exit_code == 0
    assert [each["status"] for each in json.loads(support("outbox", "list", "--json").output)] == [
        "pending"
    ]
    assert support.audited() == [("cli:ana", "delivery.retried")]


def test_a_hold_says_until_when_it_waits_and_what_frees_it(support: Support) -> None:
    said = support("bookings", "show", HELD_SHORT).output
    assert f"`atrevete holds release {HELD_SHORT}`" in said
    document = json.loads(support("bookings", "show", "carmen", "--json").output)
    assert [each["trouble"] for each in document["hindrances"]] == ["waits_for_deposit"]


def test_a_cancellation_says_first_what_it_means_and_does_nothing_unless_confirmed(
    support: Support,
) -> None:
    said = support("bookings", "cancel", SHORT, typed="n\n")
    assert said.exit_code == 5
    assert "Its deposit, 5.24 €, goes back to the customer." in said.output
    assert "Nothing was changed" in said.output
    assert support.booking() == PAID

    assert support("bookings", "cancel", SHORT).exit_code == 5
    said = support("bookings", "cancel", SHORT, "--by", "ana", "--reason", "phoned", typed="y\n")
    assert (said.exit_code, "Going back: 5.24 €" in said.output) == (0, True)
    assert [each.status for each in support.booking().appointments] == ["cancelled"]
    assert support.audited() == [("cli:ana", "appointment.cancelled")]

    again = support("bookings", "cancel", SHORT, "--yes")
    assert (again.exit_code, "it is cancelled" in again.output) == (4, True)


def test_a_booking_is_moved_to_another_hour_and_stylist(support: Support) -> None:
    said = support("bookings", "move", "laura", "2026-12-24T10:00", "--stylist", "Pilar", "-y")
    assert said.exit_code == 0, said.output
    [moved] = support.booking().appointments
    assert moved.start == madrid(2026, 12, 24, 10)


@pytest.mark.parametrize("to", ["2026-12-18T17:00", "2026-12-25T10:00", "2026-12-20T10:00"])
def test_a_booking_is_not_moved_where_nothing_is_free(support: Support, to: str) -> None:
    said = support("bookings", "move", SHORT, to, "--yes")
    assert said.exit_code == 4, said.output
    assert support.booking() == PAID


def test_a_hold_is_released_on_request_and_then_is_none(support: Support) -> None:
    assert HELD_SHORT in support("holds", "list").output
    assert support("holds", "release", HELD_SHORT, typed="y\n").exit_code == 0
    assert "No hold waits" in support("holds", "list").output
    assert support("bookings", "release", HELD_SHORT, "--yes").exit_code == 4


def test_a_paid_booking_is_no_hold(support: Support) -> None:
    said = support("holds", "release", str(PAID.hold.id)[:8], "--yes")
    assert (said.exit_code, "it is confirmed" in said.output) == (4, True)


# --- conversations, deposits ----------------------------------------------------------------


def test_the_word_goes_to_a_person_and_back(support: Support) -> None:
    support.does(lambda records: records.escalations.add(an_escalation()))
    assert support("conversations", "hand-over", "laura", "--yes", "--by", "ana").exit_code == 0
    listed = json.loads(support("conversations", "list", "--waiting", "--json").output)
    assert [each["who"] for each in listed] == ["Laura García"]
    shown = support("conversations", "show", "laura").output
    assert "customer: hola" in shown
    assert "Open task" in shown
    assert "conversations resume" in support("bookings", "show", SHORT).output

    assert support("conversations", "resume", "laura", "-y", "--by", "ana").exit_code == 0
    assert "No conversations." in support("conversations", "list", "--waiting").output
    assert support.audited() == [
        ("cli:ana", "conversation.taken"),
        ("cli:ana", "conversation.given_back"),
    ]
    assert "already" in support("conversations", "resume", "laura").output


def test_the_ledger_is_listed_by_person_and_status(support: Support) -> None:
    paid = json.loads(support("deposits", "list", "laura", "--json").output)
    assert [(each["payment_id"], each["amount_cents"]) for each in paid] == [("pi_paid", 524)]
    assert "cs_held" not in support("deposits", "list", "--status", "paid").output
    assert "No movements." in support("deposits", "list", "--day", "2026-12-01").output


# --- privacy --------------------------------------------------------------------------------


def test_an_export_is_written_for_one_reader(support: Support, tmp_path: Path) -> None:
    file = tmp_path / "laura.json"
    assert support("customers", "export", "laura", "--to", str(file)).exit_code == 0
    assert file.stat().st_mode & 0o777 == 0o600
    document = json.loads(file.read_text())
    assert [each["first_name"] for each in document["customers"]] == ["Laura"]
    assert "Carmen" not in file.read_text()


def test_nobody_is_erased_before_what_is_to_come_has_ended(support: Support) -> None:
    said = support("customers", "erase", "laura", "--yes")
    assert said.exit_code == 4
    assert f"`atrevete bookings cancel {SHORT}`" in said.output


def test_whoever_is_erased_is_nowhere_any_more(
    support: Support, redis_url: str, module_database_url: str
) -> None:
    async def a_month_later() -> None:
        engine = open_engine(module_database_url)
        await set_now(engine, NOW + timedelta(days=30))
        await engine.dispose()

    asyncio.run(a_month_later())
    with redis.Redis.from_url(redis_url) as client:
        client.hset(f"atrevete:checkpoints:{LAURA.conversation_id}", "c", "hola")
    event = a_stored_event(LAURA.says("soy Laura"), body=b'{"name": "Laura"}')
    support.does(lambda records: records.inbox.add(event))
    asked = support("customers", "erase", "laura", typed="n\n", ATREVETE_REDIS_URL=redis_url)
    assert (asked.exit_code, "Kept under a pseudonym" in asked.output) == (5, True)
    said = support("customers", "erase", "laura", "--yes", ATREVETE_REDIS_URL=redis_url)
    assert said.exit_code == 0, said.output
    assert f"Receipt: {LAURA.customer.id}" in said.output
    assert f"delete contact {LAURA.contact.desk_id} in Chatwoot" in said.output
    found = support("customers", "find", "laura")
    assert (found.exit_code, found.output) == (3, "Nobody answers to laura.\n")
    assert support("customers", "find", "600111222").exit_code == 3
    traces = ("600111222", "Laura", "García", str(LAURA.contact.id), str(LAURA.conversation_id))
    assert asyncio.run(_tables_with(module_database_url, traces)) == []
    with redis.Redis.from_url(redis_url) as client:
        assert client.keys("atrevete:checkpoints:*") == []


async def _tables_with(url: str, words: tuple[str, ...]) -> list[str]:
    """Where in the whole database one of these words still stands."""
    found = []
    for table in metadata.sorted_tables:
        columns = "t::text || encode(t.body, 'escape')" if table.name == "inbox" else "t::text"
        query = f"SELECT 1 FROM {table.name} t WHERE {columns} ~ '{'|'.join(words)}' LIMIT 1"  # noqa: S608 - ours
        if await rows(url, query):
            found.append(table.name)
    return found


def test_redis_that_is_away_is_said_and_keeps_nobody_from_being_forgotten(
    support: Support,
) -> None:
    support("holds", "release", HELD_SHORT, "--yes")
    said = support("customers", "erase", "carmen", "--yes")
    assert (said.exit_code, "Redis does not answer" in said.output) == (0, True)


# --- trouble --------------------------------------------------------------------------------


def test_without_settings_the_missing_variables_are_named() -> None:
    said = CliRunner().invoke(app, ["bookings", "list"])
    assert said.exit_code == 2
    assert "ATREVETE_DATABASE_URL is missing" in said.output


def test_beside_a_running_demo_nothing_needs_to_be_set(
    support: Support, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    folder = tmp_path / ".demo"
    folder.mkdir()
    beside.write(folder, support.settings | {"PATH": "elsewhere"})
    assert (folder / "settings.json").stat().st_mode & 0o077 == 0
    said = CliRunner().invoke(app, ["bookings", "list"])
    assert (said.exit_code, SHORT in said.output) == (0, True)
    beside.remove(folder)
    assert CliRunner().invoke(app, ["bookings", "list"]).exit_code == 2


def test_a_database_that_is_away_is_said_in_a_sentence(support: Support) -> None:
    url = "postgresql://nobody:hush@127.0.0.1:9/none"
    said = support("bookings", "list", ATREVETE_DATABASE_URL=url)
    assert said.exit_code == 1
    assert "The database does not answer" in said.output
    assert "hush" not in said.output
