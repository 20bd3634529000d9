"""The salon's terms as one form with units and limits; saving makes a new version."""

from dataclasses import replace
from typing import Any, Final

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from unfold.widgets import UnfoldAdminTextareaWidget, UnfoldBooleanSwitchWidget

from atrevete_core.domain.ids import SalonId
from atrevete_core.domain.money import Money
from atrevete_core.domain.policy import SalonPolicy
from atrevete_core.usecases.change_terms import change_terms

from ..acting import act, ask
from ..fields import EurosField, UnitsField
from ..models import salon_id
from .base import LookOnly

#: Field → label, unit, least, most: what the salon may choose without breaking anything.
_NUMBERS: Final = {
    "deposit_percent": ("Anticipo", "% del total", 0, 100),
    "hold_minutes": ("Tiempo para pagar", "minutos", 5, 240),
    "same_day_hold_minutes": ("Tiempo para pagar, si es para hoy", "minutos", 5, 120),
    "warn_minutes": ("Aviso antes de soltar la hora", "minutos", 0, 60),
    "lapse_grace_minutes": ("Margen antes de dársela a otra", "minutos", 0, 30),
    "retry_minutes": ("Tiempo extra tras un pago fallido", "minutos", 0, 120),
    "person_minutes": ("Tiempo extra cuando lo lleva una persona", "minutos", 0, 480),
    "lead_minutes": ("Antelación mínima", "minutos", 0, 1440),
    "slot_step_minutes": ("Las citas empiezan cada", "minutos", 5, 120),
    "max_days_ahead": ("Se reserva con hasta", "días de antelación", 1, 730),
    "free_cancellation_hours": ("Cancelación gratis con más de", "horas", 0, 168),
    "reminder_hours": ("Recordatorio", "horas antes", 1, 168),
    "max_offers": ("Huecos que ofrece Maite a la vez", "huecos", 1, 3),
    "max_holds": ("Reservas sin pagar por clienta", "reservas", 1, 10),
    "max_services": ("Servicios en una cita", "servicios", 1, 10),
    "max_group": ("Personas en un grupo", "personas", 1, 10),
    "max_no_shows": ("Faltas antes de que reserve una persona", "faltas", 0, 20),
    "adult_age": ("Edad para reservar sola", "años", 0, 18),
    "max_messages_per_minute": ("Mensajes por minuto", "mensajes", 1, 60),
    "alert_minutes": ("Volver a avisar al equipo a los", "minutos de apertura", 5, 480),
}
GROUPS: Final = (
    ("Anticipo", ("deposit_percent", "min_deposit", "waive_deposit_below_minimum")),
    (
        "Reserva mientras se paga",
        (
            "hold_minutes", "same_day_hold_minutes", "warn_minutes", "retry_minutes",
            "person_minutes", "lapse_grace_minutes",
        ),
    ),
    (
        "Citas",
        (
            "lead_minutes", "slot_step_minutes", "max_days_ahead", "free_cancellation_hours",
            "reminder_hours",
        ),
    ),
    (
        "Límites de Maite",
        (
            "max_offers", "max_holds", "max_services", "max_group", "max_no_shows", "adult_age",
            "max_messages_per_minute", "alert_minutes",
        ),
    ),
    ("Textos", ("privacy_notice", "allergy_notice")),
)  # fmt: skip


class TermsForm(forms.Form):
    """The fields of `SalonPolicy`, in the salon's units."""

    min_deposit = EurosField(
        label="Anticipo mínimo", help_text="Stripe cobra desde 0,50 €. Por debajo, se sube a esto."
    )
    waive_deposit_below_minimum = forms.BooleanField(
        label="Por debajo del mínimo, sin anticipo",
        required=False,
        widget=UnfoldBooleanSwitchWidget(),
    )
    privacy_notice = forms.CharField(
        label="Aviso de privacidad",
        required=False,
        max_length=600,
        widget=UnfoldAdminTextareaWidget(attrs={"rows": 3}),
        help_text="Se dice una vez, con el primer enlace de pago.",
    )
    allergy_notice = forms.CharField(
        label="Aviso de alergias",
        required=False,
        max_length=600,
        widget=UnfoldAdminTextareaWidget(attrs={"rows": 3}),
        help_text="Se dice al confirmar el primer color o las primeras mechas.",
    )

    def __init__(self, *args: Any, **given: Any) -> None:
        super().__init__(*args, **given)
        for name, (label, unit, least, most) in _NUMBERS.items():
            self.fields[name] = UnitsField(label=label, unit=unit, least=least, most=most)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        minimum = given.get("min_deposit")
        if minimum is not None and minimum < _STRIPE_TAKES:
            self.add_error("min_deposit", "El mínimo que acepta Stripe son 0,50 €.")
        if given.get("warn_minutes", 0) >= given.get("same_day_hold_minutes", _FAR):
            self.add_error("warn_minutes", "El aviso tiene que llegar antes de soltar la hora.")
        return given

    def policy(self, before: SalonPolicy) -> SalonPolicy:
        given = dict(self.cleaned_data)
        return replace(before, **given | {"min_deposit": Money(given["min_deposit"])})

    def grouped(self) -> list[tuple[str, list[forms.BoundField]]]:
        return [(title, [self[name] for name in names]) for title, names in GROUPS]


_STRIPE_TAKES: Final = 50
_FAR: Final = 10_000


class TermsScreen(LookOnly):
    """One form in the place of a list."""

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        del extra_context
        if not self.has_view_permission(request):
            raise PermissionDenied
        before = ask(lambda records, _: records.salons.policy(SalonId(salon_id())))
        form = TermsForm(request.POST or None, initial=_initial(before))
        if request.method == "POST" and form.is_valid():
            self._store(request, form, before)
            return redirect("admin:salon_policy_changelist")
        return TemplateResponse(
            request,
            "panel/terms.html",
            {
                **self.admin_site.each_context(request),
                "title": "Condiciones",
                "form": form,
                "opts": self.model._meta,
                "version": before.version,
            },
        )

    def _store(self, request: HttpRequest, form: TermsForm, before: SalonPolicy) -> None:
        wanted = form.policy(before)
        stored = act(request, lambda r, who: change_terms(r, SalonId(salon_id()), wanted, who))
        if stored.version == before.version:
            messages.info(request, "No has cambiado nada.")
            return
        messages.success(
            request,
            "Condiciones guardadas. Valen para las reservas nuevas; las que ya hay siguen con las "
            "suyas.",
        )


def _initial(policy: SalonPolicy) -> dict[str, object]:
    names = (*_NUMBERS, "waive_deposit_below_minimum", "privacy_notice", "allergy_notice")
    return {name: getattr(policy, name) for name in names} | {
        "min_deposit": policy.min_deposit.cents
    }
