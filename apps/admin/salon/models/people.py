"""Who writes, who comes, what was said, and what waits for a person."""

from django.db import models
from django.db.models.functions import Lower

from atrevete_core.domain.conversation import EscalationReason, Speaker

from .rows import SalonRow, belongs_to, own_id, plain_text

REASONS = {
    EscalationReason.MEDICAL: "Consulta de salud",
    EscalationReason.PAYMENT_FAILURE: "No consigue pagar",
    EscalationReason.AMBIGUITY: "Maite no la entiende",
    EscalationReason.DELAY: "Llega tarde",
    EscalationReason.LATE_CANCELLATION: "Cancela con poca antelación",
    EscalationReason.MANUAL_REQUEST: "Pide una persona",
    EscalationReason.SAME_DAY: "Cita para hoy",
    EscalationReason.AGENDA_CONFLICT: "Choque en la agenda",
    EscalationReason.MONEY: "Revisar un pago",
    EscalationReason.DELIVERY: "Mensaje sin entregar",
    EscalationReason.WISH: "Quiere que le avisen",
}
SPEAKERS = ((Speaker.CUSTOMER, "Clienta"), (Speaker.MAITE, "Maite"), (Speaker.PERSON, "Equipo"))


class Customer(SalonRow):
    id = own_id()
    first_name = plain_text("nombre", optional=False)
    last_name = plain_text("apellidos")
    phone = models.TextField("teléfono", null=True, blank=True)  # noqa: DJ001 - as in the table
    linked_to = belongs_to("salon.Customer", "linked_to", "reserva por ella", optional=True)
    relation = plain_text("relación")
    preferred_stylist = belongs_to(
        "salon.Stylist", "preferred_stylist_id", "estilista preferida", optional=True
    )
    wants_reminders = models.BooleanField("quiere recordatorios", default=True)
    search_name = models.GeneratedField(
        expression=Lower("first_name"), output_field=models.TextField(), db_persist=True
    )

    class Meta(SalonRow.Meta):
        db_table = "customers"
        verbose_name, verbose_name_plural = "clienta o cliente", "clientas y clientes"
        ordering = ("search_name",)

    def __str__(self) -> str:
        return f"{self.first_name} {self.last_name}".strip()


class Contact(SalonRow):
    id = own_id()
    channel_id = plain_text("identidad de WhatsApp", optional=False)
    desk_id = plain_text("número en la mensajería")
    phone = models.TextField("teléfono", null=True, blank=True)  # noqa: DJ001 - as in the table
    profile_name = plain_text("nombre de perfil")
    customer = belongs_to("salon.Customer", "customer_id", "clienta", optional=True)

    class Meta(SalonRow.Meta):
        db_table = "contacts"
        verbose_name, verbose_name_plural = "contacto", "contactos"

    def __str__(self) -> str:
        return str(self.customer) if self.customer else self.profile_name or "Sin nombre"


class Conversation(SalonRow):
    id = own_id()
    contact = belongs_to("salon.Contact", "contact_id", "con")
    thread_id = plain_text("hilo de la mensajería")
    turn = models.IntegerField("turno", default=0)
    human_since = models.DateTimeField("la lleva una persona desde", null=True)
    given_back_at = models.DateTimeField("devuelta a Maite", null=True)
    last_heard_at = models.DateTimeField("último mensaje", null=True)

    class Meta(SalonRow.Meta):
        db_table = "conversations"
        verbose_name, verbose_name_plural = "conversación", "conversaciones"
        ordering = (models.F("last_heard_at").desc(nulls_last=True),)

    def __str__(self) -> str:
        return str(self.contact)


class Utterance(SalonRow):
    id = models.BigAutoField(primary_key=True)
    conversation = belongs_to("salon.Conversation", "conversation_id", related="lines")
    speaker = models.TextField("quién", choices=SPEAKERS)
    text = plain_text("texto", optional=False)
    at = models.DateTimeField("cuándo")

    class Meta(SalonRow.Meta):
        db_table = "conversation_history"
        ordering = ("id",)

    def __str__(self) -> str:
        return self.text


class Escalation(SalonRow):
    id = own_id()
    reason = models.TextField(
        "motivo", choices=[(key.value, said) for key, said in REASONS.items()]
    )
    silences = models.BooleanField("Maite calla")
    summary = plain_text("resumen")
    raised_at = models.DateTimeField("avisado")
    conversation = belongs_to(
        "salon.Conversation", "conversation_id", "conversación", optional=True, related="tasks"
    )
    customer = belongs_to("salon.Customer", "customer_id", "clienta", optional=True)
    taken_at = models.DateTimeField("atendido", null=True)
    closed_at = models.DateTimeField("resuelto", null=True)

    class Meta(SalonRow.Meta):
        db_table = "escalations"
        verbose_name, verbose_name_plural = "aviso", "avisos"
        ordering = ("-raised_at",)

    def __str__(self) -> str:
        return self.get_reason_display()
