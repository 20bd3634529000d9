"""Holds and appointments as rows, and rows as holds and appointments."""

from datetime import UTC
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, Row, Select, func, select
from sqlalchemy.dialects.postgresql import Range, aggregate_order_by

from atrevete_core.domain.booking import (
    Appointment,
    AppointmentStatus,
    Hold,
    HoldStatus,
    ServiceAsSold,
)
from atrevete_core.domain.ids import ServiceId
from atrevete_core.domain.interval import Interval
from atrevete_core.domain.money import Money

from .tables import appointment_services, appointments


def hold_values(hold: Hold) -> dict[str, Any]:
    return {
        "id": hold.id,
        "salon_id": hold.salon_id,
        "customer_id": hold.customer_id,
        "contact_id": hold.contact_id,
        "conversation_id": hold.conversation_id,
        "intent": hold.intent,
        "placed_at": hold.placed_at,
        "deadline": hold.deadline,
        "minutes": hold.minutes,
        "same_day": hold.same_day,
        "total_cents": hold.total.cents,
        "deposit_cents": hold.deposit.cents,
        "status": hold.status.value,
        "warned_at": hold.warned_at,
        "failed_payments": hold.failed_payments,
        "with_person": hold.with_person,
        "policy_version": hold.policy_version,
    }


def hold_of(row: Row[Any]) -> Hold:
    return Hold(
        id=row.id,
        salon_id=row.salon_id,
        customer_id=row.customer_id,
        contact_id=row.contact_id,
        conversation_id=row.conversation_id,
        intent=row.intent,
        placed_at=row.placed_at,
        deadline=row.deadline,
        minutes=row.minutes,
        same_day=row.same_day,
        total=Money(row.total_cents),
        deposit=Money(row.deposit_cents),
        status=HoldStatus(row.status),
        warned_at=row.warned_at,
        failed_payments=row.failed_payments,
        with_person=row.with_person,
        policy_version=row.policy_version,
    )


def appointment_values(appointment: Appointment, position: int) -> dict[str, Any]:
    return {
        "id": appointment.id,
        "salon_id": appointment.salon_id,
        "hold_id": appointment.hold_id,
        "position": position,
        "customer_id": appointment.customer_id,
        "booked_by": appointment.booked_by,
        "stylist_id": appointment.stylist_id,
        "starts_at": appointment.during.start,
        "ends_at": appointment.during.end,
        "total_cents": appointment.total.cents,
        "deposit_cents": appointment.deposit.cents,
        "status": appointment.status.value,
        "pack_id": appointment.pack_id,
        "policy_version": appointment.policy_version,
        "revision": appointment.revision,
        "reminded_at": appointment.reminded_at,
        "attendance_confirmed_at": appointment.attendance_confirmed_at,
    }


def service_values(appointment: Appointment) -> list[dict[str, Any]]:
    return [
        {
            "salon_id": appointment.salon_id,
            "appointment_id": appointment.id,
            "position": position,
            "service_id": service.service_id,
            "name": service.name,
            "minutes": service.minutes,
            "price_cents": service.price.cents,
        }
        for position, service in enumerate(appointment.services)
    ]


def occupied_values(appointment: Appointment) -> dict[str, Any]:
    return {
        "appointment_id": appointment.id,
        "salon_id": appointment.salon_id,
        "stylist_id": appointment.stylist_id,
        "hold_id": appointment.hold_id,
        "during": Range(appointment.start.astimezone(UTC), appointment.during.end.astimezone(UTC)),
    }


def appointments_query() -> Select[Any]:
    """Appointments, each with its services as sold in one JSON column."""
    table = appointment_services.c
    line = func.json_build_array(table.service_id, table.name, table.minutes, table.price_cents)
    sold = (
        select(func.json_agg(aggregate_order_by(line, table.position), type_=JSON))
        .where(table.appointment_id == appointments.c.id)
        .scalar_subquery()
    )
    return select(appointments, sold.label("sold"))


def appointment_of(row: Row[Any]) -> Appointment:
    return Appointment(
        id=row.id,
        salon_id=row.salon_id,
        hold_id=row.hold_id,
        customer_id=row.customer_id,
        booked_by=row.booked_by,
        stylist_id=row.stylist_id,
        during=Interval(row.starts_at, row.ends_at),
        services=tuple(_as_sold(*line) for line in row.sold or ()),
        total=Money(row.total_cents),
        deposit=Money(row.deposit_cents),
        status=AppointmentStatus(row.status),
        pack_id=row.pack_id,
        policy_version=row.policy_version,
        revision=row.revision,
        reminded_at=row.reminded_at,
        attendance_confirmed_at=row.attendance_confirmed_at,
    )


def _as_sold(service_id: str, name: str, minutes: int, price_cents: int) -> ServiceAsSold:
    return ServiceAsSold(
        service_id=ServiceId(UUID(service_id)),
        name=name,
        minutes=minutes,
        price=Money(price_cents),
    )
