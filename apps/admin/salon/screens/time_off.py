"""Absences and closures: entered through the core, which shows the bookings in the way before."""

import uuid
from abc import abstractmethod
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Any, Final

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.timezone import get_current_timezone
from unfold.contrib.filters.admin import RelatedDropdownFilter
from unfold.decorators import display
from unfold.widgets import (
    UnfoldAdminSelectWidget,
    UnfoldAdminTextInputWidget,
)

from atrevete_adapters.assembly.office import BackOffice
from atrevete_core.domain import booking as core
from atrevete_core.domain.closing import Absence as CoreAbsence
from atrevete_core.domain.closing import Closure as CoreClosure
from atrevete_core.domain.ids import SalonId, StylistId
from atrevete_core.domain.interval import Interval
from atrevete_core.ports.storage import NotFound
from atrevete_core.usecases.close_time import (
    close_day,
    enter_absence,
    in_the_way,
    in_the_way_on,
    reopen_day,
    withdraw_absence,
)

from ..acting import act, ask, bridge, member, today
from ..models import Absence, Closure, Stylist, salon_id
from ..widgets import DayInput, HourInput
from ..wording import clock, long_day, moment
from .asking import Asking, Decision
from .base import Screen

_LONGEST: Final = timedelta(days=400)


def _counted(count: int) -> str:
    if count == 0:
        return "No había ninguna cita en medio"
    return "Hay 1 cita en medio" if count == 1 else f"Hay {count} citas en medio"


class AbsenceForm(forms.Form):
    stylist = forms.ModelChoiceField(
        Stylist.objects.none(), label="Estilista", widget=UnfoldAdminSelectWidget()
    )
    first_day = forms.DateField(label="Desde el día", widget=DayInput())
    first_hour = forms.TimeField(
        label="a las", widget=HourInput(), required=False, help_text="Sin hora: todo el día."
    )
    last_day = forms.DateField(
        label="Hasta el día",
        widget=DayInput(),
        required=False,
        help_text="Sin fecha: el mismo día.",
    )
    last_hour = forms.TimeField(label="a las", widget=HourInput(), required=False)
    reason = forms.CharField(
        label="Motivo",
        required=False,
        max_length=120,
        widget=UnfoldAdminTextInputWidget(),
        help_text="Solo lo lee el equipo; no hace falta decir más de lo necesario.",
    )

    def __init__(self, *args: Any, **given: Any) -> None:
        super().__init__(*args, **given)
        self.fields["stylist"].queryset = Stylist.objects.all()

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if "first_day" in given:
            start, end = _span(given)
            if start >= end:
                raise ValidationError("La ausencia tiene que acabar después de empezar.")
            if end - start > _LONGEST:
                raise ValidationError("Una ausencia dura como mucho 400 días.")
            given |= {"during": Interval(start, end)}
        return given

    def absence(self) -> CoreAbsence:
        return CoreAbsence(
            id=uuid.uuid4(),
            salon_id=SalonId(salon_id()),
            stylist_id=StylistId(self.cleaned_data["stylist"].pk),
            during=self.cleaned_data["during"],
            reason=self.cleaned_data["reason"],
        )


def _span(given: dict[str, Any]) -> tuple[datetime, datetime]:
    """Wall-clock days and hours of the salon as instants; without hours the whole day."""
    zone = get_current_timezone()
    first: date = given["first_day"]
    last: date = given.get("last_day") or first
    start = datetime.combine(first, given.get("first_hour") or time(), zone)
    if given.get("last_hour"):
        return start, datetime.combine(last, given["last_hour"], zone)
    return start, datetime.combine(last + timedelta(days=1), time(), zone)


class ClosureForm(forms.Form):
    day = forms.DateField(label="Fecha", widget=DayInput())
    reason = forms.CharField(
        label="Motivo",
        max_length=80,
        widget=UnfoldAdminTextInputWidget(),
        help_text="Maite lo dice cuando preguntan por ese día: «cerramos por …». Por ejemplo, "
        "«inventario» o «la comida del equipo».",
    )

    def clean_day(self) -> date:
        day: date = self.cleaned_data["day"]
        if day < today():
            raise ValidationError("Ese día ya ha pasado.")
        return day

    def closure(self) -> CoreClosure:
        return CoreClosure(
            id=uuid.uuid4(),
            salon_id=SalonId(salon_id()),
            day=self.cleaned_data["day"],
            reason=self.cleaned_data["reason"],
        )


class TimeOff(Screen):
    """Entered and removed as a whole, never changed."""

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        del request, obj
        return False

    def add_view(
        self,
        request: HttpRequest,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        del form_url, extra_context
        if not self.has_add_permission(request):
            raise PermissionDenied
        return self.asking(request).answer(request)

    @abstractmethod
    def asking(self, request: HttpRequest) -> Asking:
        """The page that asks for it."""

    def back(self) -> str:
        return reverse(f"admin:salon_{self.model._meta.model_name}_changelist")


class AbsenceScreen(TimeOff):
    list_display = ("stylist", "since", "until", "reason")
    list_filter = (("stylist", RelatedDropdownFilter),)
    search_fields = ("stylist__name", "reason")
    date_hierarchy = "starts_at"
    list_select_related = ("stylist",)

    @display(description="Desde", ordering="starts_at")
    def since(self, absence: Absence) -> str:
        return moment(absence.starts_at)

    @display(description="Hasta", ordering="ends_at")
    def until(self, absence: Absence) -> str:
        return moment(absence.ends_at)

    def asking(self, request: HttpRequest) -> Asking:
        form = AbsenceForm(request.POST or None, initial=request.GET.dict())

        def hits() -> Sequence[core.Appointment]:
            given = form.absence()
            return ask(lambda records, _: in_the_way(records, given.stylist_id, given.during))

        def store() -> Sequence[core.Appointment]:
            given, actor = form.absence(), member(request).actor

            async def enter(salon: BackOffice) -> Sequence[core.Appointment]:
                at = await salon.clock.now()
                return await enter_absence(salon.storage, given, at=at, actor=actor)

            return bridge().call(enter)

        def done() -> str:
            given = form.cleaned_data
            return f"Ausencia de {given['stylist']} guardada: {_told(given['during'])}."

        return Asking(
            screen=self,
            title="Apuntar una ausencia",
            explained="Maite deja de ofrecer esas horas en cuanto la guardes. Las citas que ya "
            "haya no se mueven: las verás antes de guardar.",
            form=form,
            decision=Decision(hits=hits, store=store, done=done, counted=_counted),
            back=self.back(),
        )

    def delete_model(self, request: HttpRequest, obj: Absence) -> None:
        _undo(request, lambda records, act_: withdraw_absence(
            records, SalonId(salon_id()), obj.pk, act_))  # fmt: skip


class ClosureScreen(TimeOff):
    list_display = ("date", "reason")
    search_fields = ("reason",)
    date_hierarchy = "day"

    @display(description="Fecha", ordering="day")
    def date(self, closure: Closure) -> str:
        return long_day(closure.day)

    def asking(self, request: HttpRequest) -> Asking:
        form = ClosureForm(request.POST or None, initial=request.GET.dict())

        def hits() -> Sequence[core.Appointment]:
            given = form.closure()
            return ask(lambda records, _: in_the_way_on(records, given.salon_id, given.day))

        def store() -> Sequence[core.Appointment]:
            given, actor = form.closure(), member(request).actor

            async def close(salon: BackOffice) -> Sequence[core.Appointment]:
                at = await salon.clock.now()
                return await close_day(salon.storage, given, at=at, actor=actor)

            return bridge().call(close)

        def done() -> str:
            given = form.cleaned_data
            return f"{long_day(given['day'])}: cerrado por {given['reason']}."

        return Asking(
            screen=self,
            title="Cerrar un día",
            explained="El salón cierra ese día entero y Maite lo dice desde ahora mismo. Las citas "
            "que ya haya no se cancelan: las verás antes de guardar.",
            form=form,
            decision=Decision(hits=hits, store=store, done=done, counted=_counted),
            back=self.back(),
        )

    def delete_model(self, request: HttpRequest, obj: Closure) -> None:
        _undo(request, lambda records, act_: reopen_day(
            records, SalonId(salon_id()), obj.day, act_))  # fmt: skip


def _undo(request: HttpRequest, decision: Any) -> None:
    """Somebody else may have been quicker: then there is nothing left to undo."""
    try:
        act(request, decision)
    except NotFound:
        messages.info(request, "Ya estaba quitado.")


def _told(during: Interval) -> str:
    same_day = during.start.date() == during.end.date()
    ends = clock(during.end) if same_day else moment(during.end)
    return f"{moment(during.start)} – {ends}"
