"""What has come of a play, and in what it differs from what was expected."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy.ext.asyncio import AsyncEngine

from atrevete_adapters.simulation import Letter, Simulation
from atrevete_core.domain.text import plain

from .display import ZONE
from .script import ExpectedAppointment, Play
from .standing import Booked, appointments_of, escalations_of

_FLAGS = re.IGNORECASE | re.DOTALL
_COLOURS = {"5": "provisional", "10": "confirmed"}


@dataclass(frozen=True, slots=True)
class Seen:
    """An appointment with what the calendar shows of it and what its stylist was written."""

    booked: Booked
    calendar: str
    title: str
    letters: tuple[Letter, ...]


@dataclass(frozen=True, slots=True)
class Outcome:
    """All that a play left behind."""

    appointments: tuple[Seen, ...]
    escalations: tuple[str, ...]
    said: tuple[str, ...]


async def outcome_of(
    play: Play, said: Sequence[str], *, simulation: Simulation, engine: AsyncEngine
) -> Outcome:
    booked = await appointments_of(engine, play.customer.phone)
    events = await simulation.calendars()
    letters = await simulation.mail()
    return Outcome(
        appointments=tuple(_seen(each, events, letters) for each in booked),
        escalations=tuple(await escalations_of(engine, play.customer.phone)),
        said=tuple(said),
    )


def _seen(booked: Booked, events: dict[str, list[dict[str, Any]]], letters: list[Letter]) -> Seen:
    own = {event["id"]: event for event in events.get(booked.calendar_id, [])}
    event = own.get(booked.event_id, {"status": "cancelled"})
    shown = event["status"] != "cancelled"
    return Seen(
        booked=booked,
        calendar=_COLOURS.get(event.get("colorId", ""), "other") if shown else "absent",
        title=str(event.get("summary", "")) if shown else "",
        letters=tuple(each for each in letters if booked.stylist_email in each.recipients),
    )


def differences(play: Play, outcome: Outcome) -> list[str]:
    """One sentence for everything that is not as expected; none when the play has passed."""
    return [
        *_appointment_differences(play, outcome),
        *_escalation_differences(play, outcome),
        *_word_differences(play, outcome),
    ]


def _appointment_differences(play: Play, outcome: Outcome) -> Iterator[str]:
    left = list(outcome.appointments)
    for expected in play.expect.appointments:
        same = [each for each in left if each.booked.status == expected.status]
        if not same:
            yield f"no hay ninguna cita {expected.status} de {', '.join(expected.services)}"
            continue
        best = min(same, key=lambda seen: len(list(_wrong(expected, seen))))
        left.remove(best)
        yield from _wrong(expected, best)
    for each in left:
        if each.booked.status == "confirmed":
            yield f"sobra una cita confirmada de {', '.join(each.booked.services)}"


def _wrong(expected: ExpectedAppointment, seen: Seen) -> Iterator[str]:
    booked = seen.booked
    compared: list[tuple[str, object, object]] = [
        ("servicios", sorted(expected.services), sorted(booked.services)),
        ("pack", expected.pack, booked.pack),
        ("minutos", expected.minutes, booked.minutes),
        ("día", expected.day, booked.start.astimezone(ZONE).date()),
        ("total", _cents(expected.total_eur), booked.total),
        ("anticipo pagado", _cents(expected.deposit_eur), booked.paid - booked.refunded),
        ("calendario", expected.calendar, seen.calendar),
        ("correo al estilista", expected.stylist_told, bool(seen.letters)),
    ]
    for what, wanted, found in compared:
        if wanted is not None and wanted != found:
            yield f"{what}: se esperaba {wanted}, y es {found}"
    if expected.stylist and booked.stylist not in expected.stylist:
        yield f"estilista: se esperaba {' o '.join(expected.stylist)}, y es {booked.stylist}"
    named = set(plain(booked.customer).split())
    if not set(plain(expected.customer_name or "").split()) <= named:
        yield f"nombre: se esperaba {expected.customer_name}, y es {booked.customer}"


def _cents(euros: float | None) -> int | None:
    return None if euros is None else round(euros * 100)


def _escalation_differences(play: Play, outcome: Outcome) -> Iterator[str]:
    wanted = play.expect.escalation
    if wanted == "none" and outcome.escalations:
        yield f"se ha avisado a una persona: {', '.join(outcome.escalations)}"
    if wanted not in {None, "none"} and wanted not in outcome.escalations:
        yield f"no se ha avisado a una persona por {wanted}"


def _word_differences(play: Play, outcome: Outcome) -> Iterator[str]:
    most = play.expect.max_bot_messages
    if most is not None and len(outcome.said) > most:
        yield f"Maite ha escrito {len(outcome.said)} mensajes; como mucho, {most}"
    said = "\n".join(outcome.said).replace("*", "")
    for pattern in play.expect.replies_must_match:
        if not re.search(pattern, said, _FLAGS):
            yield f"Maite no ha dicho nada como «{pattern}»"
    for pattern in play.expect.replies_must_not_match:
        if found := re.search(pattern, said, _FLAGS):
            yield f"Maite ha dicho «{found.group()}»"
