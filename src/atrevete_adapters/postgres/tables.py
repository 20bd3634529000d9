"""The whole schema. Migrations make it; a test proves that they and this agree."""

from .booking_tables import appointment_services, appointments, deposits, holds, occupied
from .columns import metadata
from .flow_tables import audit_log, catch_ups, inbox, outbox, simulated_clock
from .people_tables import contacts, conversation_history, conversations, customers, escalations
from .salon_tables import (
    absences,
    busy_times,
    calendar_syncs,
    closures,
    faqs,
    opening_hours,
    pack_services,
    packs,
    policies,
    salons,
    services,
    special_days,
    stylists,
    working_hours,
)

__all__ = [
    "absences",
    "appointment_services",
    "appointments",
    "audit_log",
    "busy_times",
    "calendar_syncs",
    "catch_ups",
    "closures",
    "contacts",
    "conversation_history",
    "conversations",
    "customers",
    "deposits",
    "escalations",
    "faqs",
    "holds",
    "inbox",
    "metadata",
    "occupied",
    "opening_hours",
    "outbox",
    "pack_services",
    "packs",
    "policies",
    "salons",
    "services",
    "simulated_clock",
    "special_days",
    "stylists",
    "working_hours",
]
