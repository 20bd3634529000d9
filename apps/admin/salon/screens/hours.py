"""Hours: the salon's week, a stylist's week, and dates with hours of their own.

Changed through the core, which shows the bookings that would be left outside before.
"""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db.models import Min, QuerySet
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from unfold.decorators import display

from atrevete_core.domain import new_hours as core
from atrevete_core.domain.ids import SalonId, StylistId
from atrevete_core.domain.opening import TimeSpan, WeeklyHours
from atrevete_core.usecases.change_hours import change_hours, outside_by

from ..acting import act, ask, today
from ..models import OpeningHours, SpecialDay, Stylist, WorkingHours, salon_id
from ..models.time import WeeklySpan
from ..spans import DateForm, WeekForm
from ..wording import long_day
from .asking import Asking, Decision
from .base import LookOnly, Screen


def _decides(
    request: HttpRequest, new: Callable[[], core.NewHours], done: Callable[[], str]
) -> Decision:
    salon = SalonId(salon_id())
    return Decision(
        hits=lambda: ask(lambda records, at: outside_by(records, salon, new(), at=at)),
        store=lambda: act(request, lambda records, who: change_hours(records, salon, new(), who)),
        done=done,
        counted=_counted,
    )


def _counted(count: int) -> str:
    if count == 0:
        return "Ninguna cita queda fuera"
    return "1 cita queda fuera" if count == 1 else f"{count} citas quedan fuera"


def weekly_of(rows: "QuerySet[Any]") -> WeeklyHours:
    """What the rows of a week say."""
    spans: dict[int, tuple[TimeSpan, ...]] = {}
    for row in rows.order_by("weekday", "opens"):
        spans[row.weekday] = (*spans.get(row.weekday, ()), TimeSpan(row.opens, row.closes))
    return WeeklyHours(spans)


def week_said(rows: "Sequence[WeeklySpan]") -> list[str]:
    """«Lunes: 10:00–14:00 y 16:00–20:00», day by day."""
    said: dict[str, list[str]] = {}
    for row in rows:
        day = row.get_weekday_display().capitalize()
        said.setdefault(day, []).append(f"{row.opens:%H:%M}–{row.closes:%H:%M}")
    return [f"{day}: {' y '.join(spans)}" for day, spans in said.items()]


class OpeningHoursScreen(LookOnly):
    """One form of the whole week in the place of a list."""

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        del extra_context
        if not self.has_view_permission(request):
            raise PermissionDenied
        form = WeekForm(request.POST or None, now=weekly_of(OpeningHours.objects.all()))
        return Asking(
            screen=self,
            title="Horario del salón",
            explained="Un día sin horas está cerrado. Maite ofrece el horario nuevo en cuanto lo "
            "guardes. Las citas que queden fuera no se mueven: las verás antes de guardar.",
            form=form,
            decision=_decides(
                request, lambda: core.SalonWeek(form.weekly), lambda: "Horario del salón guardado."
            ),
            back=reverse("admin:salon_openinghours_changelist"),
            may=self.has_change_permission(request),
        ).answer(request)

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        del object_id, form_url
        return self.changelist_view(request, extra_context)


def stylist_week(screen: Screen, request: HttpRequest, pk: UUID) -> HttpResponse:
    """When a stylist works."""
    stylist = get_object_or_404(Stylist, pk=pk)
    if not screen.has_view_permission(request, stylist):
        raise PermissionDenied
    rows = WorkingHours.objects.filter(stylist=stylist)
    form = WeekForm(request.POST or None, now=weekly_of(rows))
    return Asking(
        screen=screen,
        title=f"Horario de {stylist}",
        explained="Los días que trabaja, dentro del horario del salón; sin horas, ese día libra. "
        "Para unos días sueltos, apunta mejor una ausencia. Las citas que queden fuera no se "
        "mueven: las verás antes de guardar.",
        form=form,
        decision=_decides(
            request,
            lambda: core.StylistWeek(StylistId(stylist.pk), form.weekly),
            lambda: f"Horario de {stylist} guardado.",
        ),
        back=reverse("admin:salon_stylist_change", args=[stylist.pk]),
        may=screen.has_change_permission(request, stylist),
    ).answer(request)


class SpecialDayScreen(Screen):
    """One line for each date, however many spans it has."""

    list_display = ("long_date", "hours")
    date_hierarchy = "day"
    #: Each date is deleted on its own page, which shows who would be left outside.
    actions = None

    def get_queryset(self, request: HttpRequest) -> "QuerySet[Any]":
        firsts = SpecialDay.objects.order_by().values("day").annotate(first=Min("id"))
        return super().get_queryset(request).filter(pk__in=firsts.values("first"))

    @display(description="Fecha", ordering="day")
    def long_date(self, special: SpecialDay) -> str:
        return long_day(special.day)

    @display(description="Horario")
    def hours(self, special: SpecialDay) -> str:
        said = [f"de {each.opens:%H:%M} a {each.closes:%H:%M}" for each in _spans_of(special.day)]
        return " y ".join(said).capitalize() or "Cerrado"

    def add_view(
        self,
        request: HttpRequest,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        del form_url, extra_context
        if not self.has_add_permission(request):
            raise PermissionDenied
        return self._asks(request, None)

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        del form_url, extra_context
        special = self.get_object(request, object_id)
        if special is None or not self.has_view_permission(request, special):
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        return self._asks(request, special.day, object_id)

    def _asks(self, request: HttpRequest, day: date | None, object_id: str = "") -> HttpResponse:
        others = SpecialDay.objects.filter(day__gte=today()).exclude(day=day).values_list("day")
        form = DateForm(
            request.POST or None,
            now=_spans_of(day) if day else (),
            taken=[each for (each,) in others],
            initial={"day": day},
        )
        if day:
            form.fields["day"].disabled = True
        return Asking(
            screen=self,
            title=long_day(day) if day else "Un día con horario propio",
            explained="Manda sobre todo lo demás: la semana, los festivos y los cierres. Sin "
            "horas, el salón cierra ese día. Las citas que queden fuera no se mueven: las verás "
            "antes de guardar.",
            form=form,
            decision=_decides(
                request,
                lambda: core.SpecialDay(form.cleaned_data["day"], form.spans[0]),
                lambda: f"{long_day(form.cleaned_data['day'])}: horario guardado.",
            ),
            back=self._list(),
            may=self.has_change_permission(request),
            remove=reverse("admin:salon_specialday_delete", args=[object_id]) if object_id else "",
        ).answer(request)

    def delete_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        del extra_context
        special = self.get_object(request, object_id)
        if special is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        day = special.day
        return Asking(
            screen=self,
            title=f"{long_day(day)}: quitar el horario propio",
            explained="Ese día vuelve al horario de la semana, o a su festivo o cierre.",
            form=Form(request.POST if request.method == "POST" else None),
            decision=_decides(
                request,
                lambda: core.SpecialDay(day, None),
                lambda: f"{long_day(day)} vuelve al horario de siempre.",
            ),
            back=self._list(),
            may=self.has_delete_permission(request, special),
            button="Quitarlo",
        ).answer(request)

    def _list(self) -> str:
        return reverse("admin:salon_specialday_changelist")


def _spans_of(day: date) -> list[TimeSpan]:
    rows = SpecialDay.objects.filter(day=day, opens__isnull=False).order_by("opens")
    return [TimeSpan(row.opens, row.closes) for row in rows if row.opens and row.closes]
