"""Identities. They are derived from what they stand for, so that a repeated step finds itself."""

from typing import NewType
from uuid import UUID, uuid5

SalonId = NewType("SalonId", UUID)
StylistId = NewType("StylistId", UUID)
ServiceId = NewType("ServiceId", UUID)
PackId = NewType("PackId", UUID)
CustomerId = NewType("CustomerId", UUID)
ContactId = NewType("ContactId", UUID)
ConversationId = NewType("ConversationId", UUID)
InboxId = NewType("InboxId", UUID)
OutboxId = NewType("OutboxId", UUID)
HoldId = NewType("HoldId", UUID)
AppointmentId = NewType("AppointmentId", UUID)
DepositId = NewType("DepositId", UUID)
EscalationId = NewType("EscalationId", UUID)

_NAMESPACE = UUID("5b1d1f0a-6f0e-5c55-9a3e-a7e7e7e00001")


def derived_id(kind: str, *parts: object) -> UUID:
    """The id of the `kind` that these parts name: the same parts give the same id, always."""
    return uuid5(_NAMESPACE, "\x1f".join((kind, *map(str, parts))))
