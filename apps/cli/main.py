"""The command `atrevete`, for support staff and developers.

Every command lives in a module of its own, imported only when it is asked for: most of them load
half of the salon, and `--help` should not wait for that.
"""

from datetime import datetime
from enum import StrEnum
from importlib import import_module
from importlib.metadata import version as installed_version
from pathlib import Path
from typing import Annotated

import typer

from .support.menus import MENUS

_EPILOG = (
    "Exit codes: 0 fine · 1 something differs or fails · 2 wrong usage or settings ·"
    " 3 nothing or more than one found · 4 the rules say no · 5 not confirmed."
)

app = typer.Typer(
    name="atrevete",
    help="Maite, the appointment receptionist of a hair and beauty salon on WhatsApp.",
    epilog=_EPILOG,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode="rich",
    context_settings={"help_option_names": ["-h", "--help"]},
)
db = typer.Typer(
    help="The database's schema and first rows ([b]ATREVETE_DATABASE_URL[/b]).",
    no_args_is_help=True,
)
app.add_typer(db, name="db")
panel = typer.Typer(help="The staff's panel.", no_args_is_help=True)
app.add_typer(panel, name="admin")
for _name, _menu in MENUS.items():
    app.add_typer(_menu, name=_name)


def _run(module: str, **given: object) -> None:
    code = import_module(f".{module}", __package__).run(**given)
    raise typer.Exit(code)


def _instant(text: str) -> datetime:
    try:
        return datetime.fromisoformat(text)
    except ValueError as error:
        raise typer.BadParameter("write it like 2026-12-16T11:15") from error


class Model(StrEnum):
    """Who understands what customers write."""

    RULES = "reglas"
    CLAUDE = "claude"
    #: Claude's adapter against the simulator's Messages API.
    SIMULATED = "simulated"


class StorageKind(StrEnum):
    """Where cases are played."""

    POSTGRES = "postgres"
    MEMORY = "memory"


Now = Annotated[
    datetime | None,
    typer.Option(
        parser=_instant,
        metavar="INSTANT",
        help="The salon's time at the start, like 2026-12-16T11:15 (its own hour, or an offset).",
    ),
]


def _show_version(wanted: bool) -> None:  # noqa: FBT001 - Typer calls it so
    if wanted:
        typer.echo(f"atrevete {installed_version('atrevete')}")
        raise typer.Exit


@app.callback()
def _common(
    *,
    version: Annotated[
        bool,
        typer.Option("--version", callback=_show_version, is_eager=True, help="Say which it is."),
    ] = False,
) -> None:
    """Maite, the appointment receptionist of a hair and beauty salon on WhatsApp."""


@app.command()
def demo(
    *,
    play: Annotated[
        str | None,
        typer.Option(metavar="SCENARIO", help="Play this scenario's customer, then end."),
    ] = None,
    watch: Annotated[
        bool, typer.Option("--watch", help="Play it on the page, at reading speed, and stay.")
    ] = False,
    port: Annotated[
        int, typer.Option(min=0, max=65535, help="The simulator's port; 0 takes any.")
    ] = 8090,
    now: Now = None,
    temporary: Annotated[
        bool, typer.Option("--temporary", help="Keep nothing (else the folder .demo keeps it).")
    ] = False,
    model: Annotated[
        Model, typer.Option(help="Who understands; claude is played by the simulator.")
    ] = Model.RULES,
) -> None:
    """Run the whole salon on this machine, against simulators of all its vendors.

    Nothing needs to be installed or configured. [b]ATREVETE_DATABASE_URL[/b] and
    [b]ATREVETE_REDIS_URL[/b] put servers of your own in the place of the embedded ones.

    Examples: [b]atrevete demo[/b] · [b]atrevete demo --play S1[/b] ·
    [b]atrevete demo --play S7 --watch[/b] · [b]atrevete demo --temporary --now 2026-12-16T11:15[/b]
    """
    understands = "reglas" if model is Model.RULES else "claude"
    _run(
        "demo",
        scenario=play,
        port=port,
        now=now,
        keep=not temporary,
        model=understands,
        watch=watch,
    )


@app.command()
def transcripts(
    page: Annotated[
        Path | None, typer.Argument(metavar="PAGE", help="The file to write; none prints it.")
    ] = None,
    *,
    check: Annotated[
        bool, typer.Option("--check", help="Write nothing: exit code 1 when the page is old.")
    ] = False,
) -> None:
    """Write every scenario's conversation as it really runs, as a page to read.

    They are played in memory with the scripts of [b]demo --play[/b] and a fixed clock, so the page
    is the same wherever it is written.

    Examples: [b]atrevete transcripts[/b] · [b]atrevete transcripts docs/conversations.md[/b]
    """
    _run("transcripts", page=page, check=check)


@app.command()
def chat(
    *,
    now: Now = None,
    name: Annotated[str, typer.Option(help="The customer's name on WhatsApp.")] = "Laura",
    phone: Annotated[str, typer.Option(help="The customer's phone.")] = "+34600111222",
    demo: Annotated[
        str | None,
        typer.Option(metavar="URL", help="Write to a running demo: its simulator's address."),
    ] = None,
) -> None:
    """Talk to Maite in the terminal: no server, nothing kept, the built-in Spanish rules.

    /pagar pays the open link, /reloj +30m lets time pass, /agenda shows the appointments, /salir
    ends.

    Examples: [b]atrevete chat --now 2026-12-16T11:15[/b] ·
    [b]atrevete chat < messages.txt[/b]
    """
    if demo:
        _run("demo_chat", url=demo, name=name, phone=phone)
    _run("chat", now=now, name=name, phone=phone)


@app.command()
def understand(
    text: Annotated[str | None, typer.Argument(help="What the customer wrote.")] = None,
    *,
    now: Now = None,
    explain: Annotated[
        bool, typer.Option("--explain", help="Show the steps, rule by rule.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="For programs.")] = False,
    file: Annotated[
        str | None,
        typer.Option(metavar="PATH", help="A list of expressions with what each should mean."),
    ] = None,
) -> None:
    """Show what the built-in Spanish rules understand: commands, and dates as days and hours.

    Examples: [b]atrevete understand "un corte el viernes por la tarde" --now 2026-12-09T11:20[/b]
    · [b]atrevete understand --file dates.json[/b]
    """
    _run("understand", text=text, now=now, explain=explain, as_json=as_json, file=file)


@app.command("eval")
def evaluate(  # noqa: PLR0913 - each is an option
    files: Annotated[
        list[Path], typer.Argument(exists=True, help="Files of cases, or folders of them.")
    ],
    *,
    model: Annotated[
        Model,
        typer.Option(help="Who understands; simulated is Claude, played by the simulator."),
    ] = Model.RULES,
    repeat: Annotated[
        int, typer.Option(min=1, metavar="K", help="Play each case K times: all must pass.")
    ] = 1,
    storage: Annotated[
        StorageKind, typer.Option(help="An embedded PostgreSQL, or memory: quicker, same result.")
    ] = StorageKind.POSTGRES,
    as_json: Annotated[bool, typer.Option("--json", help="For programs.")] = False,
    verbose: Annotated[bool, typer.Option("--verbose", help="Show every transcript.")] = False,
    html: Annotated[
        Path | None, typer.Option(metavar="REPORT", help="Write a page with charts.")
    ] = None,
    summary: Annotated[
        Path | None,
        typer.Option(metavar="PAGE", help="Write the summary between the marks of this page."),
    ] = None,
    record: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Keep what Claude was asked and answered, masked."),
    ] = None,
) -> None:
    """Play conversations through the real flow and judge the facts that they leave behind.

    Exit code 1 when a case fails.

    Examples: [b]atrevete eval evals[/b] · [b]atrevete eval S1.json --verbose --storage memory[/b]
    """
    _run(
        "evaluation.command",
        files=files,
        model=model.value,
        repeat=repeat,
        storage=storage.value,
        as_json=as_json,
        verbose=verbose,
        html=html,
        summary=summary,
        record=record,
    )


@app.command()
def doctor() -> None:
    """Check configuration, database, Redis and every vendor, and say how to fix what fails.

    Only reads; never prints a secret. Exit code 1 when something fails.
    """
    _run("doctor")


@panel.command("create-owner")
def create_owner(
    *,
    username: Annotated[str, typer.Option(help="What she signs in with, like lola.")],
    name: Annotated[str, typer.Option(help="How she is called in the panel.")] = "",
    password_stdin: Annotated[
        bool, typer.Option("--password-stdin", help="Read the password from standard input.")
    ] = False,
    replace: Annotated[
        bool, typer.Option("--replace", help="Give somebody who is there a new password.")
    ] = False,
) -> None:
    """Let the owner into the panel; asks for a password. She lets the others in herself.

    Example: [b]atrevete admin create-owner --username lola --name "Lola Vega"[/b]
    """
    _run("panel", username=username, name=name, password_stdin=password_stdin, replace=replace)


@db.command()
def upgrade() -> None:
    """Bring the schema to this release. Running it again changes nothing."""
    _run("db", step="upgrade")


@db.command()
def seed() -> None:
    """Add the reference salon, unless there is one: what staff changed is never touched."""
    _run("db", step="seed")


@db.command()
def status() -> None:
    """Show the schema's revision and how much is in the main tables (1: upgrade is due)."""
    _run("db", step="status")
