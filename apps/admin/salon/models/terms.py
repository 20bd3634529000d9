"""The salon's terms: each change is a new version (`usecases/change_terms`)."""

from django.db import models

from ..fields import CentsField
from .rows import SalonRow, plain_text

COUNTS = (
    "version", "deposit_percent", "hold_minutes", "same_day_hold_minutes", "warn_minutes",
    "lapse_grace_minutes", "retry_minutes", "person_minutes", "lead_minutes",
    "free_cancellation_hours", "reminder_hours", "slot_step_minutes", "max_offers", "max_holds",
    "max_services", "max_group", "max_days_ahead", "adult_age", "max_messages_per_minute",
    "max_no_shows", "alert_minutes",
)  # fmt: skip


class Policy(SalonRow):
    id = models.BigAutoField(primary_key=True)
    min_deposit_cents = CentsField("anticipo mínimo")
    waive_deposit_below_minimum = models.BooleanField("sin anticipo por debajo del mínimo")
    privacy_notice = plain_text("aviso de privacidad")
    allergy_notice = plain_text("aviso de alergias")

    class Meta(SalonRow.Meta):
        db_table = "policies"
        verbose_name, verbose_name_plural = "condiciones", "condiciones"

    def __str__(self) -> str:
        return f"Condiciones, versión {self.version}"


for _name in COUNTS:
    Policy.add_to_class(_name, models.IntegerField())
