"""The start page and the week of a stylist: what is now, and what comes."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Final
from uuid import UUID

from django.contrib.admin import AdminSite
from django.db.models import Prefetch, QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.timezone import localtime

from atrevete_core.domain.availability import Agenda
from atrevete_core.domain.ids import SalonId, StylistId
from atrevete_core.domain.interval import Interval
from atrevete_core.domain.opening import Closed, OpeningHours, Salon
from atrevete_core.ports.storage import Records

from ..acting import ask, member, now
from ..models import (
    Absence,
    Appointment,
    AppointmentService,
    Conversation,
    Escalation,
    Hold,
    Stylist,
    salon_id,
)
from ..wording import clock

_ACTIVE: Final = ("provisional", "confirmed", "completed", "no_show")
_DAYS: Final = 7
_WAITING: Final = 12


def booked(start: datetime, end: datetime) -> QuerySet[Appointment]:
    """What stands in the agenda between two instants, in order of time."""
    sold = AppointmentService.objects.order_by("position")
    return (
        Appointment.objects.filter(starts_at__lt=end, ends_at__gt=start, status__in=_ACTIVE)
        .select_related("customer", "stylist", "pack")
        .prefetch_related(Prefetch("services", queryset=sold))
        .order_by("starts_at")
    )


def own(request: HttpRequest) -> UUID | None:
    """The only agenda that this person may see; None: all."""
    who = member(request)
    return who.stylist_id if who.is_stylist else None


async def _salon_and_hours(records: Records, first: date, last: date) -> tuple[Salon, OpeningHours]:
    which = SalonId(salon_id())
    return await records.salons.get(which), await records.salons.hours(which, first, last)


def start(site: AdminSite, request: HttpRequest) -> HttpResponse:
    """Today's agenda, what waits for a payment, who waits for a person."""
    at, only = now(), own(request)
    salon, hours = ask(lambda records, _: _salon_and_hours(records, at.date(), at.date()))
    today = salon.day(at.date())
    visits = booked(today.start, today.end)
    stylists = Stylist.objects.filter(pk=only) if only else Stylist.objects.all()
    columns = [(each, [v for v in visits if v.stylist_id == each.pk]) for each in stylists]
    context: dict[str, Any] = {
        **site.each_context(request),
        "title": "Hoy",
        "at": at,
        "closed": hours.on(at.date()) if isinstance(hours.on(at.date()), Closed) else None,
        "columns": columns,
        "count": sum(len(mine) for _, mine in columns),
        "next": next((v for _, mine in columns for v in mine if v.starts_at > at), None),
        "absent": {a.stylist_id for a in _absent(today.start, today.end)},
        "is_stylist": only is not None,
    }
    if only is None:
        context |= _waiting()
    return TemplateResponse(request, "panel/start.html", context)


def _waiting() -> dict[str, Any]:
    holds = Hold.objects.filter(status="held").select_related("customer").order_by("deadline")
    talks = (
        Conversation.objects.exclude(human_since=None)
        .select_related("contact__customer")
        .prefetch_related(
            Prefetch("tasks", Escalation.objects.filter(closed_at=None), to_attr="open_tasks")
        )
        .order_by("human_since")
    )
    notices = Escalation.objects.filter(closed_at=None, silences=False)
    firsts = booked_of(holds[:_WAITING])
    return {
        "holds": [(hold, firsts.get(hold.pk)) for hold in holds[:_WAITING]],
        "holds_count": holds.count(),
        "talks": talks[:_WAITING],
        "talks_count": talks.count(),
        "notices": notices[:_WAITING],
        "notices_count": notices.count(),
    }


def booked_of(holds: Iterable[Hold]) -> dict[UUID, Appointment]:
    """The first appointment of each hold."""
    rows = Appointment.objects.filter(hold__in=[hold.pk for hold in holds])
    rows = rows.select_related("stylist").prefetch_related("services").order_by("-starts_at")
    return {each.hold_id: each for each in rows}


def _absent(start_: datetime, end: datetime) -> QuerySet[Absence]:
    return Absence.objects.filter(starts_at__lt=end, ends_at__gt=start_)


@dataclass(frozen=True)
class Block:
    """Something in a column of the week: where it begins and how long it is, in minutes."""

    top: int
    height: int
    kind: str
    title: str
    lines: tuple[str, ...] = ()
    appointment: Appointment | None = None


@dataclass(frozen=True)
class Column:
    day: date
    is_today: bool
    closed: str | None
    open_spans: tuple[tuple[int, int], ...]
    blocks: tuple[Block, ...]


def week(site: AdminSite, request: HttpRequest) -> HttpResponse:
    """Seven days of one stylist, to look at."""
    at, only = now(), own(request)
    stylists = list(Stylist.objects.filter(pk=only) if only else Stylist.objects.all())
    chosen = _chosen(stylists, request.GET.get("estilista", ""))
    monday = _monday(request.GET.get("semana", ""), at.date())
    days = [monday + timedelta(days=ahead) for ahead in range(_DAYS)]
    agenda = ask(lambda records, _: _agenda(records, chosen, days[0], days[-1]))
    whole = Interval(agenda.salon.day(days[0]).start, agenda.salon.day(days[-1]).end)
    visits = booked(whole.start, whole.end).filter(stylist=chosen)
    first, last = _frame(agenda.hours, days, visits)
    columns = [_column(agenda, chosen, day, at, first, visits) for day in days] if chosen else []
    return TemplateResponse(
        request,
        "panel/week.html",
        {
            **site.each_context(request),
            "title": "Semana",
            "stylists": stylists,
            "chosen": chosen,
            "columns": columns,
            "hours": list(range(first, last)),
            "height": (last - first) * 60,
            "monday": monday,
            "sunday": days[-1],
            "before": monday - timedelta(days=_DAYS),
            "after": monday + timedelta(days=_DAYS),
            "now_top": (at.hour - first) * 60 + at.minute if first <= at.hour < last else None,
        },
    )


async def _agenda(records: Records, stylist: Stylist | None, first: date, last: date) -> Agenda:
    which = SalonId(salon_id())
    whose = [StylistId(stylist.pk)] if stylist else []
    policy = await records.salons.policy(which)
    return await records.bookings.agenda(which, first, last, stylists=whose, policy=policy)


def _chosen(stylists: Sequence[Stylist], wanted: str) -> Stylist | None:
    first = stylists[0] if stylists else None
    return next((each for each in stylists if str(each.pk) == wanted), first)


def _monday(wanted: str, today: date) -> date:
    try:
        day = date.fromisoformat(wanted)
    except ValueError:
        day = today
    return day - timedelta(days=day.weekday())


_EARLY, _LATE = 9, 21


def _frame(
    hours: OpeningHours, days: Iterable[date], visits: Iterable[Appointment]
) -> tuple[int, int]:
    """The hours that the week is drawn between: also those of what stands outside them."""
    spans = [(span.opens, span.closes) for day in days for span in hours.spans(day)]
    spans += [(localtime(each.starts_at).time(), localtime(each.ends_at).time()) for each in visits]
    first = min((opens.hour for opens, _ in spans), default=_EARLY)
    last = max((closes.hour + bool(closes.minute) for _, closes in spans), default=_LATE)
    return min(first, _EARLY + 1), max(last, _EARLY + 1)


def _column(
    agenda: Agenda,
    stylist: Stylist,
    day: date,
    at: datetime,
    first: int,
    visits: Iterable[Appointment],
) -> Column:
    whole, opened = agenda.salon.day(day), agenda.hours.on(day)
    works = agenda.in_hours(StylistId(stylist.pk), day)
    closed = opened.reason or "Cerrado" if isinstance(opened, Closed) else None
    away = _absent(whole.start, whole.end).filter(stylist=stylist)
    return Column(
        day=day,
        is_today=day == at.date(),
        closed=closed or (None if works else "No trabaja"),
        open_spans=tuple((_minute(each.start) - first * 60, each.minutes) for each in works),
        blocks=(
            *(_absence_block(each, whole, first) for each in away),
            *(_visit_block(each, first) for each in visits if _begins_on(each, day)),
        ),
    )


def _begins_on(visit: Appointment, day: date) -> bool:
    return localtime(visit.starts_at).date() == day


def _minute(wall: Any) -> int:
    return int(wall.hour) * 60 + int(wall.minute)


def _absence_block(absence: Absence, day: Interval, first: int) -> Block:
    begins = max(absence.starts_at, day.start)
    ends = min(absence.ends_at, day.end)
    top = max(_minute(localtime(begins)) - first * 60, 0)
    until = 24 * 60 if ends >= day.end else _minute(localtime(ends))
    return Block(
        top=top,
        height=max(until - first * 60 - top, 0),
        kind="absence",
        title="Ausente",
        lines=(absence.reason,) if absence.reason else (),
    )


def _visit_block(visit: Appointment, first: int) -> Block:
    from .appointments import sold  # noqa: PLC0415 - that page shows the week's link

    return Block(
        top=_minute(localtime(visit.starts_at)) - first * 60,
        height=visit.minutes,
        kind=visit.status,
        title=f"{clock(visit.starts_at)} {visit.customer}",
        lines=(sold(visit),),
        appointment=visit,
    )
