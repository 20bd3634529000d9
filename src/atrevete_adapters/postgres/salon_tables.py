"""The salon, what it offers, and when: what staff change."""

from sqlalchemy import (
    ARRAY,
    Boolean,
    CheckConstraint,
    Column,
    Date,
    Index,
    Table,
    Text,
    Time,
    UniqueConstraint,
    text,
    true,
)

from atrevete_core.domain.catalogue import Category, Gender

from .columns import (
    Words,
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
    weekday,
    words,
)

_POSITION = "position"
_CATEGORIES = ", ".join(f"'{each}'" for each in Category)

salons = Table(
    "salons",
    metadata,
    own_id(),
    words("name", default=None),
    Column("zone", Text, nullable=False),
    Column("country", Text, nullable=False),
    words("region"),
    words("municipality"),
    words("address"),
    words("phone"),
)

policies = Table(
    "policies",
    metadata,
    running_id(),
    *of_salon(),
    count("version"),
    count("deposit_percent"),
    cents("min_deposit_cents"),
    Column("waive_deposit_below_minimum", Boolean, nullable=False),
    count("hold_minutes"),
    count("same_day_hold_minutes"),
    count("warn_minutes"),
    count("lapse_grace_minutes"),
    count("retry_minutes"),
    count("person_minutes"),
    count("lead_minutes"),
    count("free_cancellation_hours"),
    count("reminder_hours"),
    count("slot_step_minutes"),
    count("max_offers"),
    count("max_holds"),
    count("max_services"),
    count("max_group"),
    count("max_days_ahead"),
    count("adult_age"),
    count("max_messages_per_minute"),
    count("max_no_shows"),
    count("alert_minutes"),
    words("privacy_notice"),
    words("allergy_notice"),
    UniqueConstraint("salon_id", "version"),
    CheckConstraint("deposit_percent BETWEEN 0 AND 100", name="deposit_percent_known"),
    *positive(
        "version",
        "hold_minutes",
        "same_day_hold_minutes",
        "slot_step_minutes",
        "max_offers",
        "max_holds",
        "max_services",
        "max_group",
        "max_messages_per_minute",
    ),
    *not_negative(
        "min_deposit_cents",
        "warn_minutes",
        "lapse_grace_minutes",
        "retry_minutes",
        "person_minutes",
        "lead_minutes",
        "free_cancellation_hours",
        "reminder_hours",
        "max_days_ahead",
        "adult_age",
        "max_no_shows",
        "alert_minutes",
    ),
)

services = Table(
    "services",
    metadata,
    own_id(),
    *of_salon(),
    words("name", default=None),
    Column("category", Text, nullable=False),
    count("minutes"),
    cents("price_cents"),
    Column("bookable", Boolean, nullable=False, server_default=true()),
    words("description"),
    count(_POSITION, default=0),
    identified_in_salon(),
    UniqueConstraint("salon_id", "name"),
    one_of("category", Category),
    *positive("minutes"),
    *not_negative("price_cents"),
)

packs = Table(
    "packs",
    metadata,
    own_id(),
    *of_salon(),
    words("name", default=None),
    count("minutes"),
    cents("price_cents"),
    words("description"),
    count(_POSITION, default=0),
    identified_in_salon(),
    UniqueConstraint("salon_id", "name"),
    *positive("minutes"),
    *not_negative("price_cents"),
)

pack_services = Table(
    "pack_services",
    metadata,
    running_id(),
    *of_salon(),
    reference("pack_id"),
    reference("service_id"),
    count(_POSITION, default=0),
    belongs_to("packs", "pack_id"),
    belongs_to("services", "service_id"),
    UniqueConstraint("pack_id", "position"),
)

stylists = Table(
    "stylists",
    metadata,
    own_id(),
    *of_salon(),
    words("name", default=None),
    Column("gender", Text, nullable=False),
    Column("categories", ARRAY(Text), nullable=False),
    words("email"),
    words("calendar_id"),
    count(_POSITION, default=0),
    identified_in_salon(),
    UniqueConstraint("salon_id", "name"),
    one_of("gender", Gender),
    CheckConstraint(
        f"categories <@ ARRAY[{_CATEGORIES}] AND cardinality(categories) > 0",
        name="categories_known",
    ),
    # Two stylists in one calendar could not be told apart when it is read back.
    Index(
        "ix_stylists_one_calendar_each",
        "salon_id",
        "calendar_id",
        unique=True,
        postgresql_where=text("calendar_id <> ''"),
    ),
)

opening_hours = Table(
    "opening_hours",
    metadata,
    running_id(),
    *of_salon(),
    *weekday(),
    Column("opens", Time, nullable=False),
    Column("closes", Time, nullable=False),
    UniqueConstraint("salon_id", "weekday", "opens"),
    runs_forward("opens", "closes"),
)

working_hours = Table(
    "working_hours",
    metadata,
    running_id(),
    *of_salon(),
    reference("stylist_id"),
    *weekday(),
    Column("opens", Time, nullable=False),
    Column("closes", Time, nullable=False),
    belongs_to("stylists", "stylist_id"),
    UniqueConstraint("stylist_id", "weekday", "opens"),
    runs_forward("opens", "closes"),
)

#: A date's own hours. One row without hours says that the salon is closed on that date.
special_days = Table(
    "special_days",
    metadata,
    running_id(),
    *of_salon(),
    Column("day", Date, nullable=False),
    Column("opens", Time),
    Column("closes", Time),
    UniqueConstraint("salon_id", "day", "opens", postgresql_nulls_not_distinct=True),
    CheckConstraint("(opens IS NULL) = (closes IS NULL)", name="hours_whole"),
    runs_forward("opens", "closes"),
)

closures = Table(
    "closures",
    metadata,
    own_id(),
    *of_salon(),
    Column("day", Date, nullable=False),
    words("reason"),
    UniqueConstraint("salon_id", "day"),
)

absences = Table(
    "absences",
    metadata,
    own_id(),
    *of_salon(),
    reference("stylist_id"),
    instant("starts_at"),
    instant("ends_at"),
    words("reason"),
    belongs_to("stylists", "stylist_id"),
    runs_forward("starts_at", "ends_at"),
    Index("ix_absences_when", "stylist_id", "ends_at"),
)

busy_times = Table(
    "busy_times",
    metadata,
    running_id(),
    *of_salon(),
    reference("stylist_id"),
    words("event_id", default=None),
    instant("starts_at"),
    instant("ends_at"),
    belongs_to("stylists", "stylist_id"),
    UniqueConstraint("stylist_id", "event_id", "starts_at"),
    runs_forward("starts_at", "ends_at"),
    Index("ix_busy_times_when", "stylist_id", "ends_at"),
)

calendar_syncs = Table(
    "calendar_syncs",
    metadata,
    running_id(),
    *of_salon(),
    reference("stylist_id"),
    words("sync_token"),
    words("channel_id"),
    words("resource_id"),
    instant("channel_ends_at", optional=True),
    instant("synced_at", optional=True),
    words("last_error"),
    belongs_to("stylists", "stylist_id"),
    UniqueConstraint("stylist_id"),
)

faqs = Table(
    "faqs",
    metadata,
    running_id(),
    *of_salon(),
    words("topic", default=None),
    words("text", default=None),
    Column("words", ARRAY(Words), nullable=False, server_default=text("'{}'")),
    count(_POSITION, default=0),
    UniqueConstraint("salon_id", "topic"),
)
