"""Support's commands as they are typed. Each imports what it needs only when it is asked for."""

from collections.abc import Mapping
from datetime import date, datetime
from importlib import import_module
from pathlib import Path
from typing import Annotated, Final

import typer


def _menu(about: str) -> typer.Typer:
    return typer.Typer(help=about, no_args_is_help=True)


bookings = _menu("What was booked: look it up, tell its whole story, move, cancel, release it.")
holds = _menu("Times that are kept for a customer until the deposit is paid.")
conversations = _menu("Who has the word: Maite or a person.")
customers = _menu("People: find them, hand their data out, forget them.")
outbox = _menu("What is on its way to customers, team, calendars and Stripe.")
deposits = _menu("The money: every payment, refund and what was kept.")

MENUS: Final[Mapping[str, typer.Typer]] = {
    "bookings": bookings,
    "holds": holds,
    "conversations": conversations,
    "customers": customers,
    "outbox": outbox,
    "deposits": deposits,
}


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise typer.BadParameter("write it like 2026-12-18") from error


def _instant(text: str) -> datetime:
    try:
        return datetime.fromisoformat(text)
    except ValueError as error:
        raise typer.BadParameter("write it like 2026-12-18T10:00") from error


Json = Annotated[bool, typer.Option("--json", help="For programs.")]
Yes = Annotated[bool, typer.Option("--yes", "-y", help="Do not ask.")]
By = Annotated[
    str | None, typer.Option("--by", metavar="NAME", help="Who does it, for the audit log.")
]
Reason = Annotated[str, typer.Option(help="Why, for the audit log.")]
Who = Annotated[
    str | None,
    typer.Argument(metavar="WHO", help="A phone in any spelling, a name, or a short id."),
]
Whom = Annotated[
    str, typer.Argument(metavar="WHO", help="A phone in any spelling, a name, or a short id.")
]
Booking = Annotated[
    str,
    typer.Argument(metavar="BOOKING", help="A short id, or whoever has exactly one booking."),
]
HoldRef = Annotated[
    str, typer.Argument(metavar="HOLD", help="A short id, or whoever has exactly one hold.")
]


def _run(module: str, step: str, **given: object) -> None:
    code = getattr(import_module(f".{module}", __package__), step)(**given)
    raise typer.Exit(code)


@bookings.command("list")
def list_bookings(
    who: Who = None,
    *,
    day: Annotated[
        date | None, typer.Option(parser=_day, metavar="DAY", help="Only that day's.")
    ] = None,
    every: Annotated[
        bool, typer.Option("--all", help="Past, cancelled and lapsed ones too.")
    ] = False,
    as_json: Json = False,
) -> None:
    """Appointments, in order of time: those to come, or all of somebody's.

    Examples: [b]atrevete bookings list[/b] · [b]atrevete bookings list "600 11 12 22" --all[/b] ·
    [b]atrevete bookings list --day 2026-12-18 --json[/b]
    """
    _run("bookings", "list_them", who=who, day=day, every=every, as_json=as_json)


@bookings.command("show")
def show_booking(booking: Booking, *, as_json: Json = False) -> None:
    """The whole story of a booking, and the command that unblocks it.

    Appointment, money, calendar, what was sent and what waits, events, audit.

    Examples: [b]atrevete bookings show 3f2a9c1e[/b] · [b]atrevete bookings show +34600111222[/b]
    """
    _run("story", "show", booking=booking, as_json=as_json)


@bookings.command("cancel")
def cancel_booking(
    booking: Booking,
    *,
    by_salon: Annotated[
        bool, typer.Option("--by-salon", help="The salon cannot: the whole deposit goes back.")
    ] = False,
    reason: Reason = "",
    by: By = None,
    yes: Yes = False,
) -> None:
    """Cancel an appointment; says first what becomes of the deposit. The customer is told.

    Example: [b]atrevete bookings cancel 3f2a9c1e --reason "phoned us"[/b]
    """
    _run("bookings", "cancel", booking=booking, by_salon=by_salon, reason=reason, by=by, yes=yes)


@bookings.command("move")
def move_booking(
    booking: Booking,
    to: Annotated[
        datetime,
        typer.Argument(
            parser=_instant, metavar="INSTANT", help="The new start, like 2026-12-18T10:00."
        ),
    ],
    *,
    stylist: Annotated[
        str | None, typer.Option(metavar="NAME", help="Another stylist than now.")
    ] = None,
    reason: Reason = "",
    by: By = None,
    yes: Yes = False,
) -> None:
    """Move an appointment; the deposit goes with it. The customer is told.

    Example: [b]atrevete bookings move 3f2a9c1e 2026-12-19T12:30 --stylist Pilar[/b]
    """
    _run("bookings", "move", booking=booking, to=to, stylist=stylist, reason=reason, by=by, yes=yes)


@bookings.command("release")
def release_booking(
    booking: HoldRef, *, reason: Reason = "", by: By = None, yes: Yes = False
) -> None:
    """Give the time of an unpaid booking free again. The customer is told."""
    _run("holds", "release", hold=booking, reason=reason, by=by, yes=yes)


@holds.command("list")
def list_holds(*, as_json: Json = False) -> None:
    """Holds that wait for their deposit, the next deadline first."""
    _run("holds", "list_them", as_json=as_json)


@holds.command("release")
def release_hold(hold: HoldRef, *, reason: Reason = "", by: By = None, yes: Yes = False) -> None:
    """Give the time of an unpaid hold free again. The customer is told.

    Example: [b]atrevete holds release 3f2a9c1e[/b]
    """
    _run("holds", "release", hold=hold, reason=reason, by=by, yes=yes)


@conversations.command("list")
def list_conversations(
    *,
    waiting: Annotated[
        bool, typer.Option("--waiting", help="Only those in which a person has the word.")
    ] = False,
    as_json: Json = False,
) -> None:
    """Conversations, the latest first."""
    _run("conversations", "list_them", waiting=waiting, as_json=as_json)


@conversations.command("show")
def show_conversation(
    who: Whom,
    *,
    last: Annotated[int, typer.Option(min=1, help="How many lines.")] = 30,
    as_json: Json = False,
) -> None:
    """What was said, who has the word, and the open tasks."""
    _run("conversations", "show", who=who, last=last, as_json=as_json)


@conversations.command("resume")
def resume_conversation(who: Whom, *, reason: Reason = "", by: By = None, yes: Yes = False) -> None:
    """Give the word back to Maite; open hand-overs are closed."""
    _run("conversations", "resume", who=who, reason=reason, by=by, yes=yes)


@conversations.command("hand-over")
def hand_over_conversation(
    who: Whom, *, reason: Reason = "", by: By = None, yes: Yes = False
) -> None:
    """Give the word to people: Maite is silent, and Chatwoot shows the conversation to them."""
    _run("conversations", "hand_over", who=who, reason=reason, by=by, yes=yes)


@customers.command("find")
def find_customers(who: Whom, *, as_json: Json = False) -> None:
    """Everybody who answers to it, with or without a name."""
    _run("customers", "find", who=who, as_json=as_json)


@customers.command("show")
def show_customer(who: Whom, *, as_json: Json = False) -> None:
    """One person: who they are, whom they book for, what they have booked."""
    _run("customers", "show", who=who, as_json=as_json)


@customers.command("export")
def export_customer(
    who: Whom,
    *,
    to: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Write it there, readable by you alone.")
    ] = None,
    by: By = None,
) -> None:
    """Everything that is kept about a person, as JSON (GDPR art. 15 and 20).

    Example: [b]atrevete customers export 600111222 --to laura.json[/b]
    """
    _run("customers", "export", who=who, to=to, by=by)


@customers.command("erase")
def erase_customer(whom: Whom, *, by: By = None, yes: Yes = False) -> None:
    """Forget a person and those they book for; the books keep a pseudonym (GDPR art. 17).

    Refused while an appointment, a hold or a refund of theirs is to come. After an older copy of
    the database was restored: [b]atrevete customers erase-again[/b].
    """
    _run("customers", "erase", who=whom, by=by, yes=yes)


@customers.command("erase-again")
def erase_again(*, by: By = None, yes: Yes = False) -> None:
    """Forget again whom a restored copy of the database has brought back.

    By the list in ATREVETE_ERASED_FOLDER, which [b]customers erase[/b] writes.
    """
    _run("customers", "again", by=by, yes=yes)


@outbox.command("list")
def list_outbox(
    *,
    dead: Annotated[bool, typer.Option("--dead", help="Only what was given up.")] = False,
    as_json: Json = False,
) -> None:
    """What has not gone out, oldest first: `pending`, or `dead` when it was given up."""
    _run("outbox", "list_them", dead=dead, as_json=as_json)


@outbox.command("retry")
def retry_outbox(
    numbers: Annotated[list[int], typer.Argument(metavar="NUMBER...", help="From the list.")],
    *,
    reason: Reason = "",
    by: By = None,
    yes: Yes = False,
) -> None:
    """Try again now, once what kept it from going out is mended.

    Example: [b]atrevete outbox retry 4711 4712[/b]
    """
    _run("outbox", "retry", numbers=numbers, reason=reason, by=by, yes=yes)


@deposits.command("reconcile")
def reconcile_deposits(
    *,
    since: Annotated[
        date | None,
        typer.Option(parser=_day, metavar="DAY", help="From that day on; else the last 30 days."),
    ] = None,
    as_json: Json = False,
) -> None:
    """Compare our ledger with Stripe, payment by payment, and say where each cent is.

    Paid = kept + refunded + open, always. Exit code 1 when the two disagree.

    Example: [b]atrevete deposits reconcile --since 2026-12-01[/b]
    """
    _run("reconcile", "compare", since=since, as_json=as_json)


@deposits.command("list")
def list_deposits(
    who: Who = None,
    *,
    day: Annotated[
        date | None, typer.Option(parser=_day, metavar="DAY", help="Only that day's.")
    ] = None,
    status: Annotated[
        str | None, typer.Option(help="Only those: open, paid, pending, failed…")
    ] = None,
    as_json: Json = False,
) -> None:
    """Payments, refunds and what was kept or carried over, the latest first."""
    _run("deposits", "list_them", who=who, day=day, status=status, as_json=as_json)
