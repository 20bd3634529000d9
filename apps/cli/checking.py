"""What has come of a play, and in what it differs from what was expected."""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncEngine

from atrevete_adapters.postgres.storage import PostgresStorage
from atrevete_adapters.seeds import REFERENCE_SALON
from atrevete_adapters.simulation import Letter, Simulation
from atrevete_core.domain.booking import Booking
from atrevete_core.domain.ids import HoldId
from atrevete_core.domain.text import plain

from .display import ZONE
from .script import ExpectedAppointment, Play
from .standing import Booked, appointments_of, escalations_of

_FLAGS = re.IGNORECASE | re.DOTALL
_LINK = re.compile(r"https?://\S*checkout\S*")
#: The team's own WhatsApp at the simulator.
TEAM_PHONE = "+34600000001"
_COLOURS = {"5": "provisional", "10": "confirmed"}


@dataclass(frozen=True, slots=True)
class Before:
    """What was there already when the play began: not all of it is the play's own."""

    appointments: Collection[UUID] = ()
    letters: int = 0
    team_message: int = 0


@dataclass(frozen=True, slots=True)
class Seen:
    """An appointment with what the calendar shows of it and what its stylist was written."""

    booked: Booked
    calendar: str
    title: str
    letters: tuple[Letter, ...]
    #: When the calendar says that it begins.
    shown_at: datetime | None = None
    #: It was there before the play.
    kept: bool = False
    attending: bool = False
    for_other: bool = False
    hold_minutes: int = 0


@dataclass(frozen=True, slots=True)
class Outcome:
    """All that a play left behind. `team` is what the team was told meanwhile."""

    appointments: tuple[Seen, ...]
    escalations: tuple[str, ...]
    said: tuple[str, ...]
    silent: bool = False
    team: tuple[str, ...] = ()


async def outcome_of(
    play: Play,
    said: Sequence[str],
    *,
    simulation: Simulation,
    engine: AsyncEngine,
    before: Before | None = None,
) -> Outcome:
    number, earlier = play.customer.phone, before or Before()
    letters = (await simulation.mail())[earlier.letters :]
    team = await simulation.messages_of(TEAM_PHONE, after=earlier.team_message)
    look = _Look(engine, await simulation.calendars(), letters, earlier.appointments)
    return Outcome(
        appointments=tuple([await look.at(each) for each in await appointments_of(engine, number)]),
        escalations=tuple(await escalations_of(engine, number)),
        said=tuple(said),
        silent=await _is_silent(engine, number),
        team=tuple(each.text for each in team),
    )


async def before_play(play: Play, *, simulation: Simulation, engine: AsyncEngine) -> Before:
    """To be asked when everything is prepared and nobody has written yet."""
    booked = await appointments_of(engine, play.customer.phone)
    team = await simulation.messages_of(TEAM_PHONE)
    return Before(
        appointments=frozenset(each.id for each in booked),
        letters=len(await simulation.mail()),
        team_message=max((each.id for each in team), default=0),
    )


async def _is_silent(engine: AsyncEngine, number: str) -> bool:
    async with PostgresStorage(engine).transaction() as records:
        found = await records.conversations.of_channel(REFERENCE_SALON, number.removeprefix("+"))
    return found is not None and found.human_since is not None


@dataclass(frozen=True)
class _Look:
    """An appointment as books, calendars and letters show it."""

    engine: AsyncEngine
    events: dict[str, list[dict[str, Any]]]
    letters: Sequence[Letter]
    kept: Collection[UUID]

    async def at(self, booked: Booked) -> Seen:
        own = {event["id"]: event for event in self.events.get(booked.calendar_id, [])}
        event = own.get(booked.event_id, {"status": "cancelled"})
        shown = event["status"] != "cancelled"
        booking = await self._booking(booked)
        [appointment] = [each for each in booking.appointments if each.id == booked.id]
        return Seen(
            booked=booked,
            calendar=_COLOURS.get(event.get("colorId", ""), "other") if shown else "absent",
            title=str(event.get("summary", "")) if shown else "",
            letters=tuple(each for each in self.letters if booked.stylist_email in each.recipients),
            shown_at=datetime.fromisoformat(event["start"]["dateTime"]) if shown else None,
            kept=booked.id in self.kept,
            attending=appointment.attendance_confirmed_at is not None,
            for_other=appointment.customer_id != appointment.booked_by,
            hold_minutes=booking.hold.minutes,
        )

    async def _booking(self, booked: Booked) -> Booking:
        async with PostgresStorage(self.engine).transaction() as records:
            return await records.bookings.get(HoldId(booked.hold_id))


def differences(play: Play, outcome: Outcome) -> list[str]:
    """One sentence for everything that is not as expected; none when the play has passed."""
    return [
        *_appointment_differences(play, outcome),
        *_together_differences(play, outcome),
        *_escalation_differences(play, outcome),
        *_money_differences(play, outcome),
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
        ("hora", _local(expected.start), booked.start.astimezone(ZONE)),
        ("minutos guardada", expected.hold_minutes, seen.hold_minutes),
        ("la misma de antes", expected.kept, seen.kept),
        ("asistencia confirmada", expected.attending, seen.attending),
        ("para otra persona", expected.for_other, seen.for_other),
        ("hora en el calendario", seen.shown_at, booked.start),
        ("calendario", expected.calendar, seen.calendar),
        ("correo al estilista", expected.stylist_told, bool(seen.letters)),
    ]
    for what, wanted, found in compared:
        if wanted is not None and wanted != found:
            yield f"{what}: se esperaba {wanted}, y es {found}"
    if expected.stylist and booked.stylist not in expected.stylist:
        yield f"estilista: se esperaba {' o '.join(expected.stylist)}, y es {booked.stylist}"
    letters = [f"{each.subject}\n{each.text}" for each in seen.letters]
    yield from _unsaid(expected.mail, letters, "no se ha escrito al estilista")
    named = set(plain(booked.customer).split())
    if not set(plain(expected.customer_name or "").split()) <= named:
        yield f"nombre: se esperaba {expected.customer_name}, y es {booked.customer}"


def _local(start: datetime | None) -> datetime | None:
    return start and start.replace(tzinfo=ZONE)


def _cents(euros: float | None) -> int | None:
    return None if euros is None else round(euros * 100)


def _together_differences(play: Play, outcome: Outcome) -> Iterator[str]:
    if not play.expect.together:
        return
    booked = [each.booked for each in outcome.appointments if each.booked.status == "confirmed"]
    if len({(each.hold_id, each.start) for each in booked}) != 1:
        yield "las citas no son una sola reserva a la misma hora"
    if len({each.stylist for each in booked}) != len(booked):
        yield "dos citas a la vez con la misma persona"


def _escalation_differences(play: Play, outcome: Outcome) -> Iterator[str]:
    wanted = play.expect.escalation
    if wanted == "none" and outcome.escalations:
        yield f"se ha avisado a una persona: {', '.join(outcome.escalations)}"
    if wanted not in {None, "none"} and wanted not in outcome.escalations:
        yield f"no se ha avisado a una persona por {wanted}"
    if play.expect.silent not in {None, outcome.silent}:
        yield "Maite calla" if outcome.silent else "Maite no calla"
    yield from _unsaid(play.expect.team, outcome.team, "no se ha dicho al equipo")


def _money_differences(play: Play, outcome: Outcome) -> Iterator[str]:
    links = {link for text in outcome.said for link in _LINK.findall(text)}
    if play.expect.links not in {None, len(links)}:
        yield f"enlaces de pago: se esperaban {play.expect.links}, y hay {len(links)}"
    by_hold = {each.booked.hold_id: each.booked.refunded for each in outcome.appointments}
    wanted, refunded = _cents(play.expect.refunded_eur), sum(by_hold.values())
    if wanted not in {None, refunded}:
        yield f"devuelto: se esperaba {wanted}, y es {refunded}"


def _unsaid(patterns: Iterable[str], texts: Iterable[str], what: str) -> Iterator[str]:
    text = "\n".join(texts).replace("*", "")
    for pattern in patterns:
        if not re.search(pattern, text, _FLAGS):
            yield f"{what} nada como «{pattern}»"


def _word_differences(play: Play, outcome: Outcome) -> Iterator[str]:
    most = play.expect.max_bot_messages
    if most is not None and len(outcome.said) > most:
        yield f"Maite ha escrito {len(outcome.said)} mensajes; como mucho, {most}"
    said = "\n".join(outcome.said).replace("*", "")
    yield from _unsaid(play.expect.replies_must_match, outcome.said, "Maite no ha dicho")
    for pattern in play.expect.replies_must_not_match:
        if found := re.search(pattern, said, _FLAGS):
            yield f"Maite ha dicho «{found.group()}»"
