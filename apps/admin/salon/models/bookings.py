"""Holds, appointments, the money behind them, and who changed what."""

from collections.abc import Mapping
from typing import Any

from django.db import models

from atrevete_core.domain.booking import AppointmentStatus, HoldStatus
from atrevete_core.domain.deposit import DepositStatus, Movement

from ..fields import CentsField, PlainJsonField
from .rows import SalonRow, belongs_to, own_id, plain_text

STATES = {
    AppointmentStatus.PROVISIONAL: "Pendiente de anticipo",
    AppointmentStatus.CONFIRMED: "Confirmada",
    AppointmentStatus.COMPLETED: "Hecha",
    AppointmentStatus.NO_SHOW: "No vino",
    AppointmentStatus.CANCELLED: "Cancelada",
    AppointmentStatus.EXPIRED: "No se pagó",
}
HOLDS = {
    HoldStatus.HELD: "Esperando el anticipo",
    HoldStatus.CONFIRMED: "Confirmada",
    HoldStatus.LAPSED: "Caducada",
    HoldStatus.RELEASED: "Soltada",
}
MOVEMENTS = {
    Movement.PAYMENT: "Pago",
    Movement.REFUND: "Devolución",
    Movement.KEPT: "Se queda el salón",
    Movement.CARRIED_OVER: "Pasa a la nueva fecha",
}
DEPOSITS = {
    DepositStatus.REQUESTED: "Pedido",
    DepositStatus.OPEN: "Enlace abierto",
    DepositStatus.PAID: "Pagado",
    DepositStatus.FAILED: "Ha fallado",
    DepositStatus.EXPIRED: "Enlace cerrado",
    DepositStatus.PENDING: "En camino",
    DepositStatus.SUCCEEDED: "Hecho",
    DepositStatus.SETTLED: "Hecho",
}


def _choices(words: Mapping[Any, str]) -> list[tuple[str, str]]:
    return [(str(key), said) for key, said in words.items()]


class Hold(SalonRow):
    id = own_id()
    customer = belongs_to("salon.Customer", "customer_id", "clienta")
    contact = belongs_to("salon.Contact", "contact_id")
    conversation = belongs_to("salon.Conversation", "conversation_id", "conversación")
    intent = models.TextField()
    placed_at = models.DateTimeField("pedida")
    deadline = models.DateTimeField("hasta")
    minutes = models.IntegerField("minutos")
    same_day = models.BooleanField("para el mismo día")
    total_cents = CentsField("total")
    deposit_cents = CentsField("anticipo")
    status = models.TextField("estado", choices=_choices(HOLDS))
    warned_at = models.DateTimeField("avisada", null=True)
    failed_payments = models.IntegerField("pagos fallidos", default=0)
    with_person = models.BooleanField("la lleva una persona", default=False)
    policy_version = models.IntegerField("condiciones")
    created = models.BigIntegerField(editable=False)

    class Meta(SalonRow.Meta):
        db_table = "holds"
        verbose_name, verbose_name_plural = "reserva", "reservas"
        ordering = ("-placed_at",)

    def __str__(self) -> str:
        return f"Reserva de {self.customer}"


class Appointment(SalonRow):
    id = own_id()
    hold = belongs_to("salon.Hold", "hold_id", "reserva", related="appointments")
    position = models.IntegerField("orden")
    customer = belongs_to("salon.Customer", "customer_id", "clienta", related="appointments")
    booked_by = belongs_to("salon.Customer", "booked_by", "reservó")
    stylist = belongs_to("salon.Stylist", "stylist_id", "estilista", related="appointments")
    starts_at = models.DateTimeField("cuándo")
    ends_at = models.DateTimeField("hasta")
    total_cents = CentsField("total")
    deposit_cents = CentsField("anticipo")
    status = models.TextField("estado", choices=_choices(STATES))
    pack = belongs_to("salon.Pack", "pack_id", "pack", optional=True)
    policy_version = models.IntegerField("condiciones")
    revision = models.IntegerField(default=1)
    reminded_at = models.DateTimeField("recordada", null=True)
    attendance_confirmed_at = models.DateTimeField("dice que viene", null=True)

    class Meta(SalonRow.Meta):
        db_table = "appointments"
        verbose_name, verbose_name_plural = "cita", "citas"
        ordering = ("-starts_at",)

    def __str__(self) -> str:
        return f"Cita de {self.customer}"

    @property
    def minutes(self) -> int:
        return round((self.ends_at - self.starts_at).total_seconds() / 60)


class AppointmentService(SalonRow):
    id = models.BigAutoField(primary_key=True)
    appointment = belongs_to("salon.Appointment", "appointment_id", related="services")
    position = models.IntegerField("orden")
    service = belongs_to("salon.Service", "service_id")
    name = plain_text("servicio", optional=False)
    minutes = models.IntegerField("minutos")
    price_cents = CentsField("precio")

    class Meta(SalonRow.Meta):
        db_table = "appointment_services"
        ordering = ("position",)

    def __str__(self) -> str:
        return self.name.capitalize()


class Deposit(SalonRow):
    id = own_id()
    hold = belongs_to("salon.Hold", "hold_id", "reserva", related="ledger")
    movement = models.TextField("movimiento", choices=_choices(MOVEMENTS))
    status = models.TextField("estado", choices=_choices(DEPOSITS))
    amount_cents = CentsField("importe")
    number = models.IntegerField("número")
    key = models.TextField()
    created_at = models.DateTimeField("creado")
    settled_at = models.DateTimeField("cerrado", null=True)
    checkout_id = plain_text("página de pago")
    checkout_url = plain_text("enlace")
    payment_id = plain_text("pago en Stripe")
    refund_id = plain_text("devolución en Stripe")
    reason = plain_text("motivo")
    created = models.BigIntegerField(editable=False)

    class Meta(SalonRow.Meta):
        db_table = "deposits"
        verbose_name, verbose_name_plural = "anticipo", "anticipos"
        ordering = ("-created",)

    def __str__(self) -> str:
        return self.get_movement_display()


class AuditEntry(SalonRow):
    id = own_id()
    actor = plain_text("quién", optional=False)
    action = plain_text("qué", optional=False)
    subject = plain_text("sobre", optional=False)
    at = models.DateTimeField("cuándo")
    details = PlainJsonField("detalle", default=dict)

    class Meta(SalonRow.Meta):
        db_table = "audit_log"
        verbose_name, verbose_name_plural = "cambio", "registro de cambios"
        ordering = ("-at",)

    def __str__(self) -> str:
        return self.action
