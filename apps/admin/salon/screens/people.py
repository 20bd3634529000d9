"""Customers, the money's ledger and the audit log: read and searched."""

import json
from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from unfold.contrib.filters.admin import ChoicesDropdownFilter, RangeDateFilter
from unfold.decorators import display
from unfold.widgets import UnfoldAdminTextInputWidget

from atrevete_core.domain.customer import NotAPhoneNumber, PhoneNumber
from atrevete_core.domain.text import plain

from ..models import AuditEntry, Customer, Deposit, Stylist
from ..wording import euros, moment, phone, services_of
from .audit_words import action_said, actor_said, details_said
from .base import LookOnly, Screen


def found(rows: QuerySet[Any], term: str, *, through: str = "") -> QuerySet[Any]:
    """Customers by phone in any spelling, or by name without case and accents."""
    words = [word for word in plain(term).split() if word]
    by_name = Q()
    for word in words:
        by_name &= Q(**{f"{through}search_name__contains": word})
    try:
        number = PhoneNumber.parse(term).e164
    except NotAPhoneNumber:
        digits = "".join(each for each in term if each.isdigit())
        by_phone = Q(**{f"{through}phone__contains": digits}) if len(digits) > 2 else Q(pk=None)  # noqa: PLR2004 - fewer are in every number
        return rows.filter(by_name | by_phone)
    return rows.filter(Q(**{f"{through}phone": number}) | by_name)


class CustomerScreen(Screen):
    is_personal = True
    list_display = ("__str__", "telephone", "favourite", "wants_reminders")
    search_fields = ("search_name",)
    search_help_text = "Nombre o teléfono, como quieras escribirlo"
    list_select_related = ("preferred_stylist", "linked_to")
    fields = (
        ("first_name", "last_name"),
        "telephone",
        "linked_to",
        "preferred_stylist",
        "wants_reminders",
        "history",
    )
    readonly_fields = ("telephone", "linked_to", "history")

    def has_add_permission(self, request: HttpRequest) -> bool:
        del request
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        del request, obj
        return False

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **given: Any) -> Any:
        if db_field.name in {"first_name", "last_name"}:
            given["widget"] = UnfoldAdminTextInputWidget()
        if db_field.name == "preferred_stylist":
            given["queryset"] = Stylist.objects.all()
        return super().formfield_for_dbfield(db_field, request, **given)

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        del request
        return (found(queryset, search_term) if search_term.strip() else queryset), False

    @display(description="Teléfono")
    def telephone(self, customer: Customer) -> str:
        if customer.phone is None and customer.linked_to is not None:
            return f"El de {customer.linked_to}"
        return phone(customer.phone)

    @display(description="Suele venir con")
    def favourite(self, customer: Customer) -> str:
        return str(customer.preferred_stylist or "—")

    @display(description="Citas")
    def history(self, customer: Customer) -> SafeString:
        rows = customer.appointments.select_related("stylist").prefetch_related("services")
        lines = [
            (
                reverse("admin:salon_appointment_change", args=(each.pk,)),
                moment(each.starts_at),
                services_of([line.name for line in each.services.all()]),
                each.stylist,
                each.get_status_display(),
            )
            for each in rows.order_by("-starts_at")[:20]
        ]
        if not lines:
            return SafeString("Todavía ninguna")
        return format_html(
            '<ul class="atv-list">{}</ul>',
            format_html_join("", '<li><a href="{}">{}</a> · {} con {} · {}</li>', lines),
        )


class DepositScreen(LookOnly):
    list_display = ("when", "who", "kind", "amount", "state", "payment_id")
    list_filter = (
        ("movement", ChoicesDropdownFilter),
        ("status", ChoicesDropdownFilter),
        ("created_at", RangeDateFilter),
    )
    list_filter_submit = True
    search_fields = ("payment_id", "refund_id", "checkout_id")
    search_help_text = "Nombre de la clienta, o identificador de Stripe"
    list_select_related = ("hold__customer",)
    fields = (
        "when", "who", "booking", "kind", "state", "amount", "reason_said", "settled",
        "payment_id", "refund_id", "checkout_id",
    )  # fmt: skip
    readonly_fields = fields

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        del request, obj
        return False

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        if not search_term.strip():
            return queryset, False
        by_id, _ = super().get_search_results(request, queryset, search_term)
        return by_id | found(queryset, search_term, through="hold__customer__"), False

    @display(description="Cuándo", ordering="created")
    def when(self, deposit: Deposit) -> str:
        return moment(deposit.created_at)

    @display(description="Cerrado")
    def settled(self, deposit: Deposit) -> str:
        return moment(deposit.settled_at)

    @display(description="De quién")
    def who(self, deposit: Deposit) -> str:
        return str(deposit.hold.customer)

    @display(description="Cita")
    def booking(self, deposit: Deposit) -> SafeString:
        lines = [
            (reverse("admin:salon_appointment_change", args=(each.pk,)), moment(each.starts_at))
            for each in deposit.hold.appointments.order_by("starts_at")
        ]
        return format_html_join(" · ", '<a class="atv-link" href="{}">{}</a>', lines)

    @display(description="Movimiento", label={"Pago": "success", "Devolución": "warning"})
    def kind(self, deposit: Deposit) -> str:
        return str(deposit.get_movement_display())

    @display(description="Importe", ordering="amount_cents")
    def amount(self, deposit: Deposit) -> str:
        return euros(deposit.amount_cents)

    @display(description="Estado")
    def state(self, deposit: Deposit) -> str:
        return str(deposit.get_status_display())

    @display(description="Motivo")
    def reason_said(self, deposit: Deposit) -> str:
        return _REASONS.get(deposit.reason, deposit.reason) or "—"


_REASONS = {
    "cancelled_in_time": "Cancelada a tiempo",
    "paid_too_late": "Se pagó tarde",
    "paid_twice": "Se pagó dos veces",
    "salon": "Cancela el salón",
    "short_notice": "Cancelada con poca antelación",
    "by_hand": "Hecha a mano en Stripe",
}


class AuditScreen(LookOnly):
    list_display = ("when", "who", "what", "told")
    list_filter = (("at", RangeDateFilter),)
    list_filter_submit = True
    search_fields = ("actor", "action", "subject")
    search_help_text = "Persona, acción o identificador"
    fields = ("when", "who", "what", "subject", "all_of_it")
    readonly_fields = fields

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        del request, obj
        return False

    @display(description="Cuándo", ordering="at")
    def when(self, entry: AuditEntry) -> str:
        return moment(entry.at)

    @display(description="Quién", ordering="actor")
    def who(self, entry: AuditEntry) -> str:
        return actor_said(entry.actor)

    @display(description="Qué", ordering="action")
    def what(self, entry: AuditEntry) -> str:
        return action_said(entry.action)

    @display(description="Detalle")
    def told(self, entry: AuditEntry) -> str:
        return details_said(entry.details)

    @display(description="Todo")
    def all_of_it(self, entry: AuditEntry) -> SafeString:
        text = json.dumps(entry.details, ensure_ascii=False, indent=2)
        return format_html('<pre class="atv-pre">{}</pre>', text)
