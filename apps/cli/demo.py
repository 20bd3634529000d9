"""`atrevete demo`: the whole salon on this machine; with `--play`, a scenario's customer in it."""

import asyncio
import time
from collections.abc import Iterator
from datetime import datetime

from rich.console import Console
from sqlalchemy.exc import SQLAlchemyError

from atrevete_adapters.embedded import EmbeddedServerUnavailable
from atrevete_adapters.simulation import PhoneMessage, Simulation, SimulationRefused
from atrevete_core.domain.money import Money
from atrevete_core.phrases.services import spoken_list
from atrevete_core.phrases.spanish import at_hour, day, duration, money

from .checking import Outcome, Seen, differences
from .children import ChildEnded
from .codes import DIFFERS, FAILED, FINE, WRONG
from .display import SALON, ZONE, Transcript, console, facts
from .house import House, HouseNotReady, Plan, open_house
from .playing import NoAnswer, Pace, Played
from .script import NoSuchPlay, Play, load_play
from .staging import play_in
from .wiring import Wiring

_PLAY_SETTLE_SECONDS = 0.2
_PLAY_SWEEP_SECONDS = 0.5
_COLOURS = {"confirmed": "verde", "provisional": "amarillo", "absent": "sin entrada"}


def run(
    *,
    scenario: str | None,
    port: int,
    now: datetime | None,
    keep: bool,
    model: str = "reglas",
    watch: bool = False,
) -> int:
    """Returns the exit code."""
    out = console()
    try:
        if scenario is not None and not watch:
            return _play_once(out, load_play(scenario), model=model)
        # The page and those whom its salon knows take a whole salon along; a play does not.
        from .stay import Staying, stay_open  # noqa: PLC0415

        staying = Staying(port=port, now=now, keep=keep, model=model)
        return stay_open(out, staying, load_play(scenario) if scenario else None)
    except NoSuchPlay as error:
        out.print(str(error), markup=False)
        return WRONG
    except (EmbeddedServerUnavailable, HouseNotReady, ChildEnded, SQLAlchemyError) as error:
        out.print(f"La demo no ha podido arrancar.\n{error}", markup=False)
        return FAILED


# --- one scenario ---------------------------------------------------------------------------


def _play_once(out: Console, script: Play, *, model: str) -> int:
    started = time.monotonic()
    out.print(f"{script.title}\n", style="bold", markup=False)
    out.print("Arrancando el salón…\n", style="dim", markup=False)
    now = script.now.replace(tzinfo=ZONE)
    plan = Plan(
        now=now,
        settle_seconds=_PLAY_SETTLE_SECONDS,
        sweep_seconds=_PLAY_SWEEP_SECONDS,
        wiring=Wiring(language_model=model),
    )
    with open_house(plan) as house:
        opened = time.monotonic()
        try:
            played, outcome = asyncio.run(perform(out, house, script))
        except (NoAnswer, SimulationRefused) as error:
            out.print(f"{error}; registros:\n{last_lines(house)}", markup=False)
            return FAILED
    wrong = tell_outcome(out, script, played, outcome)
    took = f"{time.monotonic() - opened:.1f} s, y {opened - started:.1f} s para arrancar"
    verdict = "FAIL" if wrong else "PASS"
    out.print(f"\n{verdict} ({took})", style="bold red" if wrong else "bold green", markup=False)
    return DIFFERS if wrong else FINE


def tell_outcome(out: Console, script: Play, played: Played, outcome: Outcome) -> list[str]:
    """What the play left behind; returns in what it differs from what was expected."""
    _tell(out, outcome)
    wrong = differences(script, outcome)
    wrong += [played.broken_off] if played.broken_off else []
    for each in wrong:
        out.print(f"  DISTINTO  {each}", style="red", markup=False)
    return wrong


async def perform(
    out: Console, house: House, script: Play, *, pace: Pace | None = None
) -> tuple[Played, Outcome]:
    """Play it in this house, and show it in the terminal. Raises NoAnswer, SimulationRefused."""
    transcript = Transcript(out)
    caller = script.customer

    def show(message: PhoneMessage) -> None:
        ours = message.direction == "to_customer"
        transcript.bubble(
            SALON if ours else caller.whatsapp_name or caller.phone,
            message.text,
            at=message.at,
            ours=ours,
            buttons=message.buttons,
        )

    async with Simulation(house.simulator_url) as simulation:
        return await play_in(house, script, simulation, show=show, note=transcript.note, pace=pace)


def _tell(out: Console, outcome: Outcome) -> None:
    out.print()
    # What was over before the play is no news.
    told = [each for each in outcome.appointments if each.booked.status != "completed"]
    for each in told:
        facts(out, _told(each))
    if not told:
        out.print("  Sin citas.")
    if outcome.escalations:
        out.print(f"  Avisada una persona: {', '.join(outcome.escalations)}", markup=False)


def _told(seen: Seen) -> Iterator[tuple[str, str]]:
    booked = seen.booked
    start = booked.start.astimezone(ZONE)
    pack = f", pack {booked.pack}" if booked.pack else ""
    paid = money(Money(booked.paid))
    given_back = f", devueltos {money(Money(booked.refunded))}" if booked.refunded else ""
    yield "Cita", f"{booked.status}: {day(start.date())} {at_hour(start)} con {booked.stylist}"
    yield "A nombre de", booked.customer
    yield "Servicios", f"{spoken_list(booked.services)}{pack} ({duration(booked.minutes)})"
    yield "Total", money(Money(booked.total))
    yield "Anticipo", f"{money(Money(booked.deposit))}; pagado: {paid}{given_back}"
    yield "Calendario", f"{_COLOURS.get(seen.calendar, seen.calendar)} {seen.title}".rstrip()
    for letter in seen.letters:
        yield "Correo", f"a {', '.join(letter.recipients)}: {letter.subject}"


def last_lines(house: House) -> str:
    return "\n".join(f"[{each.name}]\n{each.last_lines()}" for each in house.children)
