"""What must hold after every fault, by SQL and by what the vendors' ledgers say.

Each check gives one line for each thing that is wrong, beginning with the invariant's number. What
only a clock walk or a story of its own can show (I11, I14, I16 and the hours of I10) is checked
there.
"""

import json
import re
from collections import Counter, defaultdict
from collections.abc import AsyncIterator, Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Any

from atrevete_apps.cli.house import House
from sqlalchemy import Row, text
from sqlalchemy.ext.asyncio import AsyncEngine

from atrevete_adapters.simulation import CheckoutSession, Exchange, Simulation

MARKER = "atrevete_marker"
_SOON = timedelta(minutes=30)
Json = dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class Facts:
    """The salon's rows and the vendors' ledgers, at one quiet moment."""

    rows: Mapping[str, Sequence[Row[Any]]]
    payments: Sequence[CheckoutSession]
    refunds: Sequence[Json]
    calendars: Mapping[str, Sequence[Json]]
    markers: Sequence[str]
    talks: Mapping[str, Json]
    heard: Sequence[tuple[str, int]]
    logs: str
    secrets: Sequence[str]
    at: datetime


Check = Callable[[Facts], Iterable[str]]


async def broken(engine: AsyncEngine, simulation: Simulation, house: House) -> list[str]:
    """Everything that does not hold; nothing when all is well."""
    return broken_in(await gather(engine, simulation, house))


def broken_in(facts: Facts) -> list[str]:
    return [line for check in CHECKS for line in check(facts)]


async def gather(engine: AsyncEngine, simulation: Simulation, house: House) -> Facts:
    phones = [each["phone"] for each in await simulation.customers()]
    return Facts(
        rows=await all_rows(engine),
        payments=await simulation.payments(),
        refunds=await simulation.refunds(),
        calendars=await simulation.calendars(),
        markers=[
            marker for each in (await simulation.ledger()).effects if (marker := marker_of(each))
        ],
        talks={phone: await simulation.conversation_of(phone) for phone in phones},
        heard=[each async for each in _heard(simulation, phones)],
        logs="".join(path.read_text(errors="replace") for path in _logs(house)),
        secrets=_secrets(house, phones),
        at=await simulation.now(),
    )


def _logs(house: House) -> Iterable[Any]:
    return (path for path in house.logs.glob("*.log") if not path.name.startswith("simulator"))


def _secrets(house: House, phones: Sequence[str]) -> list[str]:
    wiring = house.wiring
    keys = [
        *(wiring.bot_token, wiring.user_token, wiring.chatwoot_secret),
        *(wiring.stripe_key, wiring.stripe_secret, wiring.google_token),
    ]
    return keys + [phone.removeprefix("+34") for phone in phones if phone]


async def _heard(simulation: Simulation, phones: Iterable[str]) -> AsyncIterator[tuple[str, int]]:
    for phone in phones:
        for message in await simulation.messages_of(phone, everything=True):
            if message.direction == "from_customer":
                yield phone, message.id


QUERIES = {
    "overlaps": """
        SELECT a.id, b.id AS other FROM appointments a JOIN appointments b
        ON a.stylist_id = b.stylist_id AND a.id < b.id
        AND a.starts_at < b.ends_at AND b.starts_at < a.ends_at
        WHERE a.status IN ('provisional', 'confirmed') AND b.status IN ('provisional', 'confirmed')
        """,
    "occupied": """
        SELECT a.id, a.status, o.appointment_id FROM appointments a
        FULL JOIN occupied o ON o.appointment_id = a.id
        WHERE (a.status IN ('provisional', 'confirmed')) <> (o.appointment_id IS NOT NULL)
        OR lower(o.during) <> a.starts_at OR upper(o.during) <> a.ends_at
        """,
    "unpaid": """
        SELECT h.id FROM holds h WHERE h.status = 'confirmed' AND h.deposit_cents > 0
        AND NOT EXISTS (SELECT 1 FROM deposits d WHERE d.hold_id = h.id
            AND d.movement = 'payment' AND d.status = 'paid')
        """,
    "ledger": """
        SELECT d.*, h.status AS hold_status FROM deposits d JOIN holds h ON h.id = d.hold_id
        """,
    "money_tasks": """
        SELECT id, summary FROM escalations WHERE reason = 'money' AND closed_at IS NULL
        """,
    "inbox": """
        SELECT i.id, i.kind, i.external_id, i.disposition, i.tries, i.turn, i.conversation_id,
            c.channel_id
        FROM inbox i LEFT JOIN conversations v ON v.id = i.conversation_id
        LEFT JOIN contacts c ON c.id = v.contact_id
        """,
    "outbox": "SELECT * FROM outbox ORDER BY id",
    "talks": """
        SELECT v.*, c.channel_id FROM conversations v JOIN contacts c ON c.id = v.contact_id
        """,
    "appointments": """
        SELECT a.*, s.calendar_id, h.placed_at, p.reminder_hours, b.wants_reminders
        FROM appointments a JOIN stylists s ON s.id = a.stylist_id
        JOIN holds h ON h.id = a.hold_id JOIN customers b ON b.id = a.booked_by
        JOIN policies p ON p.salon_id = a.salon_id AND p.version = a.policy_version
        """,
    "links": """
        SELECT d.checkout_url, h.conversation_id FROM deposits d JOIN holds h ON h.id = d.hold_id
        WHERE d.checkout_url <> ''
        """,
    "escalations": "SELECT * FROM escalations",
}


async def all_rows(engine: AsyncEngine) -> dict[str, Sequence[Row[Any]]]:
    async with engine.connect() as connection:
        return {
            name: (await connection.execute(text(query))).all() for name, query in QUERIES.items()
        }


# --- one check for each invariant ------------------------------------------------------------


def no_double_booking(facts: Facts) -> Iterable[str]:
    for row in facts.rows["overlaps"]:
        yield f"I1: appointments {row.id} and {row.other} overlap"
    for row in facts.rows["occupied"]:
        yield f"I1: appointment {row.id} ({row.status}) and its occupied time differ"


def nothing_confirmed_unpaid(facts: Facts) -> Iterable[str]:
    for row in facts.rows["unpaid"]:
        yield f"I2: booking {row.id} is confirmed and nobody has paid"


def every_payment_has_an_end(facts: Facts) -> Iterable[str]:
    """Confirmed, given back, kept, or with a person who knows the payment."""
    ledger = facts.rows["ledger"]
    told = " ".join(row.summary for row in facts.rows["money_tasks"])
    for session in facts.payments:
        if session.payment_status != "paid":
            continue
        paid = [row for row in ledger if row.checkout_id == session.id and row.status == "paid"]
        if not paid:
            if session.id not in told and str(session.payment_id) not in told:
                yield f"I3: {session.id} is paid at Stripe and unknown to the salon"
            continue
        back = sum(
            row.amount_cents
            for row in ledger
            if row.movement == "refund"
            and row.payment_id == paid[0].payment_id
            and row.status == "succeeded"
        )
        with_person = paid[0].payment_id in told or any(
            row.refund_id and row.refund_id in told
            for row in ledger
            if row.payment_id == paid[0].payment_id
        )
        if paid[0].hold_status != "confirmed" and back < session.amount and not with_person:
            yield f"I3: {session.id} is paid, and neither an appointment, a refund nor a task"


def ledgers_agree(facts: Facts) -> Iterable[str]:
    ledger = facts.rows["ledger"]
    by_session = {row.checkout_id: row for row in ledger if row.checkout_id}
    for session in facts.payments:
        row = by_session.get(session.id)
        if row is None:
            continue
        back = sum(
            each.amount_cents
            for each in ledger
            if each.movement == "refund"
            and each.payment_id == row.payment_id
            and each.status in {"succeeded", "pending"}
        )
        if row.status == "paid" and row.amount_cents != session.amount:
            yield f"I4: {session.id}: {row.amount_cents} in the ledger, {session.amount} at Stripe"
        if row.status == "paid" and back != session.refunded:
            yield f"I4: {session.id}: {back} given back here, {session.refunded} at Stripe"
        if session.refunded > session.amount:
            yield f"I4: {session.id}: more was given back than paid"


def every_message_has_one_end(facts: Facts) -> Iterable[str]:
    stored = Counter(
        (row.channel_id, row.external_id)
        for row in facts.rows["inbox"]
        if row.kind == "MessageArrived"
    )
    for phone, number in facts.heard:
        found = stored[phone.removeprefix("+"), f"message:{number}"]
        if found != 1:
            yield f"I5: message {number} was stored {found} times"
    for row in facts.rows["inbox"]:
        if row.disposition is None:
            yield f"I5: {row.kind} {row.external_id} has no end"


def silent_beside_a_person(facts: Facts) -> Iterable[str]:
    given_back = {row.channel_id: row.given_back_at for row in facts.rows["talks"]}
    for phone, talk in facts.talks.items():
        since: datetime | None = None
        back = given_back.get(phone.removeprefix("+"))
        for said in talk["messages"]:
            at = datetime.fromisoformat(said["at"])
            if said["private"] or said["activity"] or said["direction"] == "from_customer":
                continue
            if said["sender"] in {"person", None} and said["status"] != "failed":
                since = at
            elif said["sender"] == "bot" and since is not None and not (back and since <= back):
                yield f"I6: {said['id']} was said after a person had taken the word"


def one_turn_at_a_time(facts: Facts) -> Iterable[str]:
    """Whatever a turn said answered messages: a turn that was overtaken says nothing."""
    answered = {(str(row.conversation_id), row.turn) for row in facts.rows["inbox"] if row.turn}
    for row in facts.rows["outbox"]:
        kind, _, rest = row.key.partition(":")
        conversation, _, turn = rest.partition(":")
        if kind == "turn" and (conversation, int(turn.partition(":")[0])) not in answered:
            yield f"I7: {row.key} was said by a turn that answered nothing"


def said_in_order(facts: Facts) -> Iterable[str]:
    lanes: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for row in facts.rows["outbox"]:
        is_word = row.effect["kind"] in {"say", "note"} and row.receipt.isdecimal()
        if row.status == "sent" and is_word:
            lanes[row.lane].append((row.id, int(row.receipt)))
    for lane, said in lanes.items():
        for (_, before), (number, after) in pairwise(sorted(said)):
            if after < before:
                yield f"I7: {lane}: row {number} was said before the one before it"


def nothing_happens_twice(facts: Facts) -> Iterable[str]:
    said = Counter(facts.markers)
    for marker, times in said.items():
        if times > 1:
            yield f"I8: {marker} was said {times} times"
    pages = Counter(each.metadata.get("key", "") for each in facts.payments)
    for key, times in pages.items():
        if times > 1:
            yield f"I8: {key} has {times} payment pages"
    refunds = Counter((each.get("metadata") or {}).get("key", "") for each in facts.refunds)
    for key, times in refunds.items():
        if key and times > 1:
            yield f"I8: {key} was given back {times} times"


def marker_of(exchange: Exchange) -> str:
    if not re.fullmatch(r"POST .*/conversations/\d+/messages", exchange.operation):
        return ""
    attributes = json.loads(exchange.body).get("content_attributes") or {}
    return str(attributes.get(MARKER, ""))


def calendars_agree(facts: Facts) -> Iterable[str]:
    shown = {
        (calendar, event["id"]): event
        for calendar, events in facts.calendars.items()
        for event in events
        if is_ours(event) and event["status"] != "cancelled"
    }
    told = " ".join(row.summary for row in facts.rows["escalations"])
    for row in facts.rows["appointments"]:
        if row.status not in {"provisional", "confirmed"} or not row.calendar_id:
            continue
        event = shown.pop((row.calendar_id, f"{row.id.hex}r{row.revision}"), None)
        if row.ends_at < facts.at:
            continue
        if event is None:
            yield f"I9: {row.status} appointment {row.id} is in no calendar"
        elif not _same_time(row, event) and "calendario" not in told:
            yield f"I9, I11: {row.id} is shown at another time"
    for row in facts.rows["appointments"]:
        # What is over stays in the calendar as it was.
        for revision in range(1, row.revision + 1):
            if row.status in {"completed", "no_show"}:
                shown.pop((row.calendar_id, f"{row.id.hex}r{revision}"), None)
    for calendar, event in shown:
        yield f"I9: {event} stands in {calendar} for nothing"


def is_ours(event: Json) -> bool:
    private = (event.get("extendedProperties") or {}).get("private") or {}
    return bool(private.get("atrevete") == event["id"])


def _same_time(row: Row[Any], event: Json) -> bool:
    starts = datetime.fromisoformat(event["start"]["dateTime"])
    ends = datetime.fromisoformat(event["end"]["dateTime"])
    return bool(starts == row.starts_at and ends == row.ends_at)


def reminded_once(facts: Facts) -> Iterable[str]:
    for row in facts.rows["appointments"]:
        if row.reminded_at is not None and row.reminded_at >= row.starts_at:
            yield f"I10: {row.id} was reminded of when it had begun"
        waited = facts.at - row.starts_at + timedelta(hours=row.reminder_hours)
        due = row.placed_at <= row.starts_at - timedelta(hours=row.reminder_hours)
        forgotten = row.reminded_at is None and due and row.wants_reminders
        if row.status == "confirmed" and forgotten and facts.at < row.starts_at and waited > _SOON:
            yield f"I10: {row.id} was not reminded of"


def nobody_reads_anothers(facts: Facts) -> Iterable[str]:
    owners = {row.checkout_url: row.conversation_id for row in facts.rows["links"]}
    for row in facts.rows["outbox"]:
        if row.effect["kind"] != "say":
            continue
        for link in re.findall(r"https?://\S*checkout\S*", row.effect["reply"]["text"]):
            if str(owners.get(link)) != row.effect["conversation_id"]:
                yield f"I12: row {row.id} tells somebody else's payment page"


def no_secrets_in_logs(facts: Facts) -> Iterable[str]:
    errors = " ".join(row.last_error for row in facts.rows["outbox"])
    for number, secret in enumerate(facts.secrets):
        if secret and (secret in facts.logs or secret in errors):
            yield f"I13: secret or number {number} stands in a log or an error"


def everything_is_bounded(facts: Facts) -> Iterable[str]:
    for row in facts.rows["inbox"]:
        if row.tries > 6:
            yield f"I15: {row.kind} {row.external_id} was tried {row.tries} times"
    heads: dict[str, Row[Any]] = {}
    for row in facts.rows["outbox"]:
        if row.status == "pending":
            heads.setdefault(row.lane, row)
    for row in heads.values():
        # What stands behind a row that waits for a retry waits with it.
        if row.due_at <= facts.at:
            yield f"I15: {row.key} is due and still waits"
    for row in facts.rows["outbox"]:
        if row.attempts > 80:
            yield f"I15: {row.key} was tried {row.attempts} times"
    raised = {row.id for row in facts.rows["escalations"]}
    dead = [row for row in facts.rows["outbox"] if row.status == "dead"]
    if dead and not raised:
        yield f"I15: {dead[0].key} died and nobody was told"


CHECKS: tuple[Check, ...] = (
    no_double_booking,
    nothing_confirmed_unpaid,
    every_payment_has_an_end,
    ledgers_agree,
    every_message_has_one_end,
    silent_beside_a_person,
    one_turn_at_a_time,
    said_in_order,
    nothing_happens_twice,
    calendars_agree,
    reminded_once,
    nobody_reads_anothers,
    no_secrets_in_logs,
    everything_is_bounded,
)
