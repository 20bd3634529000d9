"""Appointments: found, read, and the page from which each step is taken."""

from typing import Any

from django.db.models import Prefetch, QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from unfold.contrib.filters.admin import (
    ChoicesDropdownFilter,
    RangeDateFilter,
    RelatedDropdownFilter,
)
from unfold.decorators import display

from atrevete_core.domain.booking import AppointmentStatus
from atrevete_core.domain.deposit import Movement

from ..acting import member, now
from ..models import Appointment, AppointmentService, Deposit
from ..wording import euros, moment, services_of
from . import steps
from .base import LookOnly
from .people import found

_WAITING, _CONFIRMED = AppointmentStatus.PROVISIONAL.value, AppointmentStatus.CONFIRMED.value


class AppointmentScreen(LookOnly):
    list_display = ("when", "customer", "what", "stylist", "total", "state")
    list_display_links = ("when", "customer")
    list_filter = (
        ("starts_at", RangeDateFilter),
        ("status", ChoicesDropdownFilter),
        ("stylist", RelatedDropdownFilter),
    )
    list_filter_submit = True
    search_fields = ("customer__search_name",)
    search_help_text = "Nombre o teléfono de la clienta"
    list_select_related = ("customer", "stylist", "pack")
    date_hierarchy = "starts_at"

    def get_queryset(self, request: HttpRequest) -> QuerySet[Appointment]:
        """A stylist sees the own agenda only."""
        rows: QuerySet[Appointment] = super().get_queryset(request)
        who = member(request)
        own = rows.filter(stylist_id=who.stylist_id) if who.is_stylist else rows
        sold = AppointmentService.objects.order_by("position")
        return own.prefetch_related(Prefetch("services", queryset=sold))

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        del request
        if not search_term.strip():
            return queryset, False
        return found(queryset, search_term, through="customer__"), False

    def get_urls(self) -> list[URLPattern]:
        def step(view: Any) -> Any:
            return self.admin_site.admin_view(lambda *given, **named: view(self, *given, **named))

        own = [
            path(f"<uuid:pk>/{slug}/", step(view), name=f"salon_appointment_{name}")
            for slug, name, view in (
                ("cancelar", "cancel", steps.cancel),
                ("cambiar", "move", steps.move),
                ("como-fue", "record", steps.record),
                ("sin-anticipo", "waive", steps.waive),
                ("soltar", "release", steps.release),
            )
        ]
        return own + super().get_urls()

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        del form_url, extra_context
        appointment = self.get_object(request, object_id)
        if appointment is None or not self.has_view_permission(request, appointment):
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        return TemplateResponse(
            request,
            "panel/appointment.html",
            {
                **self.admin_site.each_context(request),
                "title": f"Cita de {appointment.customer}",
                "opts": self.opts,
                **facts(appointment),
                "steps": self._steps(request, appointment),
            },
        )

    def _steps(self, request: HttpRequest, appointment: Appointment) -> dict[str, bool]:
        """Which steps can be taken from here, by this person, at this hour."""
        may = self.has_change_permission(request, appointment)
        has_begun = now() >= appointment.starts_at
        status = appointment.status
        over = {AppointmentStatus.COMPLETED.value, AppointmentStatus.NO_SHOW.value}
        return {
            "move": may and status == _CONFIRMED,
            "cancel": may and status == _CONFIRMED and not has_begun,
            "came": may and has_begun and status in {_CONFIRMED, AppointmentStatus.NO_SHOW.value},
            "missed": may and has_begun and status in {_CONFIRMED, *over} - {"no_show"},
            "waive": may and status == _WAITING,
            "release": may and status == _WAITING,
        }

    @display(description="Cuándo", ordering="starts_at")
    def when(self, appointment: Appointment) -> str:
        return moment(appointment.starts_at)

    @display(description="Servicios")
    def what(self, appointment: Appointment) -> str:
        return sold(appointment)

    @display(description="Total", ordering="total_cents")
    def total(self, appointment: Appointment) -> str:
        return euros(appointment.total_cents)

    @display(
        description="Estado",
        ordering="status",
        label={
            "Pendiente de anticipo": "warning",
            "Confirmada": "success",
            "Hecha": "info",
            "No vino": "danger",
        },
    )
    def state(self, appointment: Appointment) -> str:
        return str(appointment.get_status_display())


def sold(appointment: Appointment) -> str:
    """«Mechas y corte», with the pack's name when it is one."""
    names = services_of([each.name for each in appointment.services.all()])
    return f"{names} (pack {appointment.pack})" if appointment.pack else names


def facts(appointment: Appointment) -> dict[str, Any]:
    """What the page of an appointment tells."""
    ledger = list(Deposit.objects.filter(hold_id=appointment.hold_id).order_by("created"))
    paid = _moved(ledger, Movement.PAYMENT, "paid")
    given_back = _moved(ledger, Movement.REFUND, "requested", "pending", "succeeded")
    others = Appointment.objects.filter(hold_id=appointment.hold_id).exclude(pk=appointment.pk)
    attached = min(appointment.deposit_cents, max(paid - given_back, 0))
    return {
        "appointment": appointment,
        "sold": sold(appointment),
        "services": list(appointment.services.all()),
        "ledger": ledger,
        "attached": attached,
        "rest": appointment.total_cents - attached,
        "others": list(others.select_related("customer", "stylist").order_by("starts_at")),
        "booked_by": appointment.hold.customer,
        "conversation": appointment.hold.conversation_id,
    }


def _moved(ledger: list[Deposit], movement: Movement, *statuses: str) -> int:
    return sum(
        each.amount_cents
        for each in ledger
        if each.movement == movement.value and each.status in statuses
    )
