"""`atrevete doctor`: everything that an installation needs, looked at with cheap read-only calls.

What a vendor says may quote an address or a customer: only our own sentences are printed, and
those name settings, never their values.
"""

import asyncio
import logging
import time
from collections.abc import AsyncIterator, Awaitable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import Protocol, runtime_checkable

from atrevete_adapters.assembly.door import open_front_door
from atrevete_adapters.assembly.parts import SalonNotPrepared
from atrevete_adapters.assembly.salon import open_salon
from atrevete_adapters.settings import BadSettings, Settings, is_simulated, load_settings
from atrevete_core.domain.interval import Interval
from atrevete_core.ports.deposit_gateway import GatewayRefused, GatewayUnreachable
from atrevete_core.ports.language_model import ModelUnavailable
from atrevete_core.ports.messenger import MessengerRefused, MessengerUnreachable
from atrevete_core.ports.salon import OpenSalon
from atrevete_core.ports.staff_notifier import NotifierRefused, NotifierUnreachable
from atrevete_core.ports.storage import StorageUnavailable
from atrevete_core.ports.stylist_calendar import CalendarRefused, CalendarUnreachable

from .codes import DIFFERS, FINE
from .display import console

_PATIENCE_SECONDS = 15.0
_LOOK_AHEAD = timedelta(hours=1)
_REFUSALS = (GatewayRefused, MessengerRefused, NotifierRefused, CalendarRefused)
_SILENCES = (
    GatewayUnreachable,
    MessengerUnreachable,
    NotifierUnreachable,
    CalendarUnreachable,
    ModelUnavailable,
)

_DATABASE_ADVICE = (
    "ATREVETE_DATABASE_URL names a server that does not answer: see that PostgreSQL runs there,"
    " lets this user in, and that no firewall stands between."
)
_REDIS_ADVICE = (
    "ATREVETE_REDIS_URL names a server that does not answer: see that Redis runs there and takes"
    " this password. Until then messages are answered by the sweep, some seconds later."
)


@runtime_checkable
class Checkable(Protocol):
    """An adapter that can look at its vendor without changing anything there."""

    async def check(self) -> None:
        """Raises the port's errors."""


class Mark(StrEnum):
    FINE = "ok"
    WRONG = "FAIL"
    #: It could not be looked at.
    UNKNOWN = "?"


_STYLES = {Mark.FINE: "green", Mark.WRONG: "bold red", Mark.UNKNOWN: "yellow"}


@dataclass(frozen=True, slots=True)
class Finding:
    """One line."""

    what: str
    mark: Mark
    said: str


def run() -> int:
    """Returns the exit code."""
    out = console()
    # What libraries log of a server that is away would stand between our lines.
    logging.disable(logging.CRITICAL)
    findings = asyncio.run(_examine())
    for finding in findings:
        out.print(f"{finding.mark:<4}", end="  ", style=_STYLES[finding.mark], markup=False)
        out.print(f"{finding.what:<13} {finding.said}", markup=False)
    wrong = sum(finding.mark is not Mark.FINE for finding in findings)
    out.print("\nEverything works." if not wrong else f"\n{wrong} to look at.")
    return DIFFERS if wrong else FINE


async def _examine() -> Sequence[Finding]:
    try:
        settings = load_settings()
    except BadSettings as error:
        return [Finding("settings", Mark.WRONG, sentence) for sentence in error.sentences]
    who = "all vendors are simulators" if settings.all_simulated else "complete"
    return [
        Finding("settings", Mark.FINE, who),
        *[each async for each in _servers(settings)],
        *[each async for each in _vendors(settings)],
    ]


async def _servers(settings: Settings) -> AsyncIterator[Finding]:
    async with open_front_door(settings) as door:
        report = await door.readiness.report()
    advice = {"database": _DATABASE_ADVICE, "redis": _REDIS_ADVICE}
    for part, said in report.items():
        told = advice[part] if said == "unreachable" else said
        yield Finding(part, Mark.FINE if said == "ready" else Mark.WRONG, told)


async def _vendors(settings: Settings) -> AsyncIterator[Finding]:
    try:
        async with open_salon(settings) as salon:
            yield await _vendor("chatwoot", salon.messenger, settings.chatwoot_url)
            yield await _vendor("stripe", salon.gateway, settings.stripe_api_url)
            smtp_url = settings.smtp_url.get_secret_value()
            yield await _vendor("mail", salon.notifier, smtp_url)
            if settings.uses_claude:
                yield await _vendor("claude", salon.model, settings.anthropic_url)
            async for each in _calendars(salon):
                yield each
    except (SalonNotPrepared, StorageUnavailable):
        yield Finding("vendors", Mark.UNKNOWN, "not looked at: the database comes first")
    except BadSettings as error:
        for sentence in error.sentences:
            yield Finding("settings", Mark.WRONG, sentence)
    except CalendarRefused as error:
        yield Finding("calendars", Mark.WRONG, str(error))


async def _vendor(name: str, adapter: object, url: str) -> Finding:
    if not isinstance(adapter, Checkable):
        return Finding(name, Mark.UNKNOWN, "cannot be looked at")
    return await _asked(name, adapter.check(), " (simulated)" if is_simulated(url) else "")


async def _calendars(salon: OpenSalon) -> AsyncIterator[Finding]:
    async with salon.storage.transaction() as records:
        catalogue = await records.salons.catalogue(salon.id)
    at = await salon.clock.now()
    window = Interval(at, at + _LOOK_AHEAD)
    for stylist in catalogue.stylists:
        name = f"cal. {stylist.name}"
        if not stylist.calendar_id:
            yield Finding(name, Mark.UNKNOWN, "has no calendar: appointments are not shown to them")
            continue
        found = await _asked(name, salon.calendar.busy(stylist.calendar_id, window))
        yield (
            found if found.mark is Mark.FINE else Finding(name, Mark.WRONG, f"{found.said}{_SHARE}")
        )


_SHARE = "; share the calendar with the service account (make changes to events)"


async def _asked(name: str, question: Awaitable[object], beside: str = "") -> Finding:
    started = time.monotonic()
    try:
        async with asyncio.timeout(_PATIENCE_SECONDS):
            await question
    except _REFUSALS as error:
        return Finding(name, Mark.WRONG, f"says no: {error}")
    except _SILENCES as error:
        return Finding(name, Mark.WRONG, f"gives no answer ({error}): see its address")
    except TimeoutError:
        return Finding(name, Mark.WRONG, f"gives no answer in {_PATIENCE_SECONDS:.0f} s")
    return Finding(
        name, Mark.FINE, f"answers in {(time.monotonic() - started) * 1000:.0f} ms{beside}"
    )
