"""Whom the demonstration's salon knows already: customers with a past, and stylists with plans."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from atrevete_adapters.seeds import reference_salon
from atrevete_adapters.simulation import Simulation
from atrevete_core.domain.opening import OpeningHours

from .display import ZONE
from .evaluation.case import KnownCustomer, PastVisit, UpcomingVisit
from .script import Caller, Expectation, Play

#: From this day on everything is settled: a reminder of it is still to come.
_LATER = 4
_LONG_DAY = time(18)


def acquainted(now: datetime, hours: OpeningHours) -> Play:
    """Four customers, as a play without a customer of its own. `now` is the salon's time."""
    local = now.astimezone(ZONE)
    next_day, _, *later = long_days(local.date(), hours)
    far = next(day for day in later if day >= local.date() + timedelta(days=_LATER))
    return Play(
        title="La demostración",
        now=local.replace(tzinfo=None),
        customer=Caller(phone="+34600111222", whatsapp_name="Laura"),
        others=(
            KnownCustomer(
                phone="+34600222001",
                whatsapp_name="Bea 🌻",
                first_name="Beatriz",
                last_name="Llorente Pons",
                history=_visits("Víctor", "CORTAR", 41, 83, 127),
                upcoming=(_ahead("Víctor", "CORTAR", later[0], 10),),
            ),
            KnownCustomer(
                phone="+34600222002",
                whatsapp_name="Carmen",
                first_name="Carmen",
                last_name="Navarro Gil",
                history=_visits("Rosa", "MANICURA PERMANENTE+BIOTERAPIA", 30, 62),
                upcoming=(_ahead("Rosa", "MANICURA PERMANENTE+BIOTERAPIA", far, 16),),
            ),
            KnownCustomer(
                phone="+34600222003",
                whatsapp_name="Inma Castro",
                first_name="Inma",
                last_name="Castro Rey",
                history=_visits("Pilar", "PEINADO", 20),
                upcoming=(_ahead("Pilar", "PEINADO", next_day, 11),),
            ),
            KnownCustomer(
                phone="+34600222004",
                whatsapp_name="Andrés",
                first_name="Andrés",
                last_name="Gil Soto",
                history=_visits("Harol", "CORTE CABALLERO", 28, 57, 86),
            ),
        ),
        opening=("hola",),
        expect=Expectation(),
    )


async def enter_plans(simulation: Simulation, now: datetime, hours: OpeningHours) -> None:
    """What the stylists have in their own calendars."""
    day, after = long_days(now.astimezone(ZONE).date(), hours)[:2]
    calendars = {each.name: each.calendar_id for each in reference_salon().catalogue.stylists}
    for name, title, when, first, last in (
        ("Harol", "Dentista", day, 12, 14),
        ("Pilar", "Curso de color", day, 16, 18),
        ("Marta", "Recoger a los niños", after, 17, 18),
    ):
        await simulation.add_event(calendars[name], _event(title, when, first, last))


def long_days(today: date, hours: OpeningHours) -> Sequence[date]:
    """The next days, after today, on which the salon opens into the evening."""
    ahead = hours.next_open_days(today, count=20)
    return [day for day in ahead if hours.spans(day)[-1].closes >= _LONG_DAY]


def _visits(stylist: str, service: str, *days_ago: int) -> tuple[PastVisit, ...]:
    return tuple(PastVisit(services=(service,), stylist=stylist, days_ago=ago) for ago in days_ago)


def _ahead(stylist: str, service: str, day: date, hour: int) -> UpcomingVisit:
    start = datetime.combine(day, time(hour))
    return UpcomingVisit(services=(service,), stylist=stylist, start=start)


def _event(title: str, day: date, first: int, last: int) -> dict[str, Any]:
    moments = {
        edge: {"dateTime": datetime.combine(day, time(hour), ZONE).isoformat()}
        for edge, hour in (("start", first), ("end", last))
    }
    return {"summary": title, **moments}
