"""Holds, appointments, the time they occupy, and the money."""

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    ForeignKeyConstraint,
    Identity,
    Index,
    Table,
    Text,
    UniqueConstraint,
    Uuid,
    false,
    text,
)
from sqlalchemy.dialects.postgresql import TSTZRANGE, ExcludeConstraint

from atrevete_core.domain.booking import AppointmentStatus, HoldStatus
from atrevete_core.domain.deposit import DepositStatus, Movement

from .columns import (
    belongs_to,
    cents,
    count,
    identified_in_salon,
    instant,
    metadata,
    not_negative,
    of_salon,
    one_of,
    own_id,
    positive,
    reference,
    running_id,
    runs_forward,
    words,
)


def _under_policy() -> ForeignKeyConstraint:
    """A booking keeps the version of the terms that it was made under."""
    return ForeignKeyConstraint(
        ["salon_id", "policy_version"], ["policies.salon_id", "policies.version"]
    )


def _in_order_of_creation() -> Column[int]:
    """Breaks ties between rows of the same instant."""
    return Column("created", BigInteger, Identity(), nullable=False)


holds = Table(
    "holds",
    metadata,
    own_id(),
    *of_salon(),
    reference("customer_id"),
    reference("contact_id"),
    reference("conversation_id"),
    Column("intent", Text, nullable=False),
    instant("placed_at"),
    instant("deadline"),
    count("minutes"),
    Column("same_day", Boolean, nullable=False),
    cents("total_cents"),
    cents("deposit_cents"),
    Column("status", Text, nullable=False),
    instant("warned_at", optional=True),
    count("failed_payments", default=0),
    Column("with_person", Boolean, nullable=False, server_default=false()),
    count("policy_version"),
    _in_order_of_creation(),
    identified_in_salon(),
    belongs_to("customers", "customer_id"),
    belongs_to("contacts", "contact_id"),
    belongs_to("conversations", "conversation_id"),
    _under_policy(),
    UniqueConstraint("salon_id", "intent"),
    one_of("status", HoldStatus),
    *not_negative("minutes", "total_cents", "deposit_cents", "failed_payments"),
    CheckConstraint("deposit_cents <= total_cents", name="deposit_within_total"),
    Index("ix_holds_waiting", "deadline", postgresql_where=text("status = 'held'")),
    Index("ix_holds_customer", "customer_id", postgresql_where=text("status = 'held'")),
    Index("ix_holds_conversation", "conversation_id", "placed_at"),
)

appointments = Table(
    "appointments",
    metadata,
    own_id(),
    *of_salon(),
    reference("hold_id"),
    count("position"),
    reference("customer_id"),
    reference("booked_by"),
    reference("stylist_id"),
    instant("starts_at"),
    instant("ends_at"),
    cents("total_cents"),
    cents("deposit_cents"),
    Column("status", Text, nullable=False),
    reference("pack_id", optional=True),
    count("policy_version"),
    count("revision", default=1),
    instant("reminded_at", optional=True),
    instant("attendance_confirmed_at", optional=True),
    identified_in_salon(),
    belongs_to("holds", "hold_id"),
    belongs_to("customers", "customer_id"),
    belongs_to("customers", "booked_by"),
    belongs_to("stylists", "stylist_id"),
    belongs_to("packs", "pack_id"),
    _under_policy(),
    UniqueConstraint("hold_id", "position"),
    one_of("status", AppointmentStatus),
    runs_forward("starts_at", "ends_at"),
    *not_negative("total_cents", "deposit_cents"),
    *positive("revision"),
    Index("ix_appointments_customer", "customer_id", "starts_at"),
    Index("ix_appointments_booked_by", "booked_by", "starts_at"),
    Index("ix_appointments_stylist", "stylist_id", "starts_at"),
    Index(
        "ix_appointments_to_remind",
        "starts_at",
        postgresql_where=text("status = 'confirmed' AND reminded_at IS NULL"),
    ),
)

#: Price and minutes as sold.
appointment_services = Table(
    "appointment_services",
    metadata,
    running_id(),
    *of_salon(),
    reference("appointment_id"),
    count("position"),
    reference("service_id"),
    words("name", default=None),
    count("minutes"),
    cents("price_cents"),
    belongs_to("appointments", "appointment_id"),
    belongs_to("services", "service_id"),
    UniqueConstraint("appointment_id", "position"),
    *positive("minutes"),
    *not_negative("price_cents"),
)

#: Only what is ours: a row for each active appointment. Two of one stylist cannot overlap (I1).
occupied = Table(
    "occupied",
    metadata,
    Column("appointment_id", Uuid, primary_key=True),
    *of_salon(),
    reference("stylist_id"),
    reference("hold_id"),
    Column("during", TSTZRANGE, nullable=False),
    belongs_to("appointments", "appointment_id"),
    belongs_to("stylists", "stylist_id"),
    belongs_to("holds", "hold_id"),
    CheckConstraint(
        "NOT isempty(during) AND lower_inc(during) AND NOT upper_inc(during)"
        " AND NOT lower_inf(during) AND NOT upper_inf(during)",
        name="during_half_open",
    ),
    ExcludeConstraint(
        ("salon_id", "="),
        ("stylist_id", "="),
        ("during", "&&"),
        using="gist",
        name="no_double_booking",
    ),
    Index("ix_occupied_hold", "hold_id"),
)

deposits = Table(
    "deposits",
    metadata,
    own_id(),
    *of_salon(),
    reference("hold_id"),
    Column("movement", Text, nullable=False),
    Column("status", Text, nullable=False),
    cents("amount_cents"),
    count("number"),
    Column("key", Text, nullable=False),
    instant("created_at"),
    instant("settled_at", optional=True),
    words("checkout_id"),
    words("checkout_url"),
    words("payment_id"),
    words("refund_id"),
    words("reason"),
    _in_order_of_creation(),
    belongs_to("holds", "hold_id"),
    UniqueConstraint("salon_id", "key"),
    UniqueConstraint("hold_id", "movement", "number"),
    one_of("movement", Movement),
    one_of("status", DepositStatus),
    *not_negative("amount_cents"),
    *positive("number"),
    Index(
        "ix_deposits_checkout",
        "checkout_id",
        unique=True,
        postgresql_where=text("checkout_id <> '' AND movement = 'payment'"),
    ),
    Index(
        "ix_deposits_payment",
        "payment_id",
        unique=True,
        postgresql_where=text("payment_id <> '' AND movement = 'payment'"),
    ),
    Index(
        "ix_deposits_refund",
        "refund_id",
        unique=True,
        postgresql_where=text("refund_id <> ''"),
    ),
)
