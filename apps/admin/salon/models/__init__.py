"""The salon's tables, field by field as Alembic made them (a test compares them)."""

from .bookings import Appointment, AppointmentService, AuditEntry, Deposit, Hold
from .catalogue import Faq, Pack, PackService, Service, Stylist
from .people import Contact, Conversation, Customer, Escalation, Utterance
from .rows import salon_id
from .terms import Policy
from .time import Absence, Closure, OpeningHours, SpecialDay, WorkingHours

__all__ = [
    "Absence",
    "Appointment",
    "AppointmentService",
    "AuditEntry",
    "Closure",
    "Contact",
    "Conversation",
    "Customer",
    "Deposit",
    "Escalation",
    "Faq",
    "Hold",
    "OpeningHours",
    "Pack",
    "PackService",
    "Policy",
    "Service",
    "SpecialDay",
    "Stylist",
    "Utterance",
    "WorkingHours",
    "salon_id",
]
