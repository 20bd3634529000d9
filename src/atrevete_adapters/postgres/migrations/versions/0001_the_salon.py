"""The whole schema of the first release (DESIGN section 4)."""
# ruff: noqa: E501 - Alembic wrote the constraints out in whole

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    # Equality of ids inside the GiST index that forbids double bookings.
    op.execute("CREATE EXTENSION IF NOT EXISTS btree_gist")
    _the_salon()
    _people()
    _bookings()
    _what_comes_and_goes()


def _the_salon() -> None:
    op.create_table(
        "salons",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("zone", sa.Text(), nullable=False),
        sa.Column("country", sa.Text(), nullable=False),
        sa.Column("region", sa.Text(), server_default="", nullable=False),
        sa.Column("municipality", sa.Text(), server_default="", nullable=False),
        sa.Column("address", sa.Text(), server_default="", nullable=False),
        sa.Column("phone", sa.Text(), server_default="", nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_salons")),
    )
    op.create_table(
        "policies",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("salon_id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("deposit_percent", sa.Integer(), nullable=False),
        sa.Column("min_deposit_cents", sa.Integer(), nullable=False),
        sa.Column("waive_deposit_below_minimum", sa.Boolean(), nullable=False),
        sa.Column("hold_minutes", sa.Integer(), nullable=False),
        sa.Column("same_day_hold_minutes", sa.Integer(), nullable=False),
        sa.Column("warn_minutes", sa.Integer(), nullable=False),
        sa.Column("lapse_grace_minutes", sa.Integer(), nullable=False),
        sa.Column("retry_minutes", sa.Integer(), nullable=False),
        sa.Column("person_minutes", sa.Integer(), nullable=False),
        sa.Column("lead_minutes", sa.Integer(), nullable=False),
        sa.Column("free_cancellation_hours", sa.Integer(), nullable=False),
        sa.Column("reminder_hours", sa.Integer(), nullable=False),
        sa.Column("slot_step_minutes", sa.Integer(), nullable=False),
        sa.Column("max_offers", sa.Integer(), nullable=False),
        sa.Column("max_holds", sa.Integer(), nullable=False),
        sa.Column("max_services", sa.Integer(), nullable=False),
        sa.Column("max_group", sa.Integer(), nullable=False),
        sa.Column("max_days_ahead", sa.Integer(), nullable=False),
        sa.Column("adult_age", sa.Integer(), nullable=False),
        sa.Column("max_messages_per_minute", sa.Integer(), nullable=False),
        sa.Column("max_no_shows", sa.Integer(), nullable=False),
        sa.Column("alert_minutes", sa.Integer(), nullable=False),
        sa.Column("privacy_notice", sa.Text(), server_default="", nullable=False),
        sa.Column("allergy_notice", sa.Text(), server_default="", nullable=False),
        sa.CheckConstraint("adult_age >= 0", name=op.f("ck_policies_adult_age_not_negative")),
        sa.CheckConstraint("max_no_shows >= 0", name=op.f("ck_policies_max_no_shows_not_negative")),
        sa.CheckConstraint(
            "alert_minutes >= 0", name=op.f("ck_policies_alert_minutes_not_negative")
        ),
        sa.CheckConstraint(
            "deposit_percent BETWEEN 0 AND 100", name=op.f("ck_policies_deposit_percent_known")
        ),
        sa.CheckConstraint(
            "free_cancellation_hours >= 0",
            name=op.f("ck_policies_free_cancellation_hours_not_negative"),
        ),
        sa.CheckConstraint("hold_minutes > 0", name=op.f("ck_policies_hold_minutes_positive")),
        sa.CheckConstraint(
            "lapse_grace_minutes >= 0", name=op.f("ck_policies_lapse_grace_minutes_not_negative")
        ),
        sa.CheckConstraint("lead_minutes >= 0", name=op.f("ck_policies_lead_minutes_not_negative")),
        sa.CheckConstraint(
            "max_days_ahead >= 0", name=op.f("ck_policies_max_days_ahead_not_negative")
        ),
        sa.CheckConstraint("max_group > 0", name=op.f("ck_policies_max_group_positive")),
        sa.CheckConstraint("max_holds > 0", name=op.f("ck_policies_max_holds_positive")),
        sa.CheckConstraint(
            "max_messages_per_minute > 0", name=op.f("ck_policies_max_messages_per_minute_positive")
        ),
        sa.CheckConstraint("max_offers > 0", name=op.f("ck_policies_max_offers_positive")),
        sa.CheckConstraint("max_services > 0", name=op.f("ck_policies_max_services_positive")),
        sa.CheckConstraint(
            "min_deposit_cents >= 0", name=op.f("ck_policies_min_deposit_cents_not_negative")
        ),
        sa.CheckConstraint(
            "person_minutes >= 0", name=op.f("ck_policies_person_minutes_not_negative")
        ),
        sa.CheckConstraint(
            "reminder_hours >= 0", name=op.f("ck_policies_reminder_hours_not_negative")
        ),
        sa.CheckConstraint(
            "retry_minutes >= 0", name=op.f("ck_policies_retry_minutes_not_negative")
        ),
        sa.CheckConstraint(
            "same_day_hold_minutes > 0", name=op.f("ck_policies_same_day_hold_minutes_positive")
        ),
        sa.CheckConstraint(
            "slot_step_minutes > 0", name=op.f("ck_policies_slot_step_minutes_positive")
        ),
        sa.CheckConstraint("version > 0", name=op.f("ck_policies_version_positive")),
        sa.CheckConstraint("warn_minutes >= 0", name=op.f("ck_policies_warn_minutes_not_negative")),
        sa.ForeignKeyConstraint(["salon_id"], ["salons.id"], name=op.f("fk_policies_salon_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_policies")),
        sa.UniqueConstraint("salon_id", "version", name=op.f("uq_policies_salon_id_version")),
    )
    op.create_table(
        "services",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("salon_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("category", sa.Text(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("price_cents", sa.Integer(), nullable=False),
        sa.Column("bookable", sa.Boolean(), server_default=sa.text("true"), nullable=False),
        sa.Column("description", sa.Text(), server_default="", nullable=False),
        sa.Column("position", sa.Integer(), server_default="0", nullable=False),
        sa.CheckConstraint(
            "category IN ('peluqueria', 'estetica')", name=op.f("ck_services_category_known")
        ),
        sa.CheckConstraint("minutes > 0", name=op.f("ck_services_minutes_positive")),
        sa.CheckConstraint("price_cents >= 0", name=op.f("ck_services_price_cents_not_negative")),
        sa.ForeignKeyConstraint(["salon_id"], ["salons.id"], name=op.f("fk_services_salon_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_services")),
        sa.UniqueConstraint("salon_id", "id", name=op.f("uq_services_salon_id_id")),
        sa.UniqueConstraint("salon_id", "name", name=op.f("uq_services_salon_id_name")),
    )
    op.create_table(
        "packs",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("salon_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("price_cents", sa.Integer(), nullable=False),
        sa.Column("description", sa.Text(), server_default="", nullable=False),
        sa.Column("position", sa.Integer(), server_default="0", nullable=False),
        sa.CheckConstraint("minutes > 0", name=op.f("ck_packs_minutes_positive")),
        sa.CheckConstraint("price_cents >= 0", name=op.f("ck_packs_price_cents_not_negative")),
        sa.ForeignKeyConstraint(["salon_id"], ["salons.id"], name=op.f("fk_packs_salon_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_packs")),
        sa.UniqueConstraint("salon_id", "id", name=op.f("uq_packs_salon_id_id")),
        sa.UniqueConstraint("salon_id", "name", name=op.f("uq_packs_salon_id_name")),
    )
    op.create_table(
        "pack_services",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("salon_id", sa.Uuid(), nullable=False),
        sa.Column("pack_id", sa.Uuid(), nullable=False),
        sa.Column("service_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), server_default="0", nullable=False),
        sa.ForeignKeyConstraint(
            ["salon_id", "pack_id"],
            ["packs.salon_id", "packs.id"],
            name=op.f("fk_pack_services_salon_id_pack_id"),
        ),
        sa.ForeignKeyConstraint(
            ["salon_id", "service_id"],
            ["services.salon_id", "services.id"],
            name=op.f("fk_pack_services_salon_id_service_id"),
        ),
        sa.ForeignKeyConstraint(
            ["salon_id"], ["salons.id"], name=op.f("fk_pack_services_salon_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pack_services")),
        sa.UniqueConstraint("pack_id", "position", name=op.f("uq_pack_services_pack_id_position")),
    )
    op.create_table(
        "stylists",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("salon_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("gender", sa.Text(), nullable=False),
        sa.Column("categories", sa.ARRAY(sa.Text()), nullable=False),
        sa.Column("email", sa.Text(), server_default="", nullable=False),
        sa.Column("calendar_id", sa.Text(), server_default="", nullable=False),
        sa.Column("position", sa.Integer(), server_default="0", nullable=False),
        sa.CheckConstraint(
            "categories <@ ARRAY['peluqueria', 'estetica'] AND cardinality(categories) > 0",
            name=op.f("ck_stylists_categories_known"),
        ),
        sa.CheckConstraint("gender IN ('f', 'm')", name=op.f("ck_stylists_gender_known")),
        sa.ForeignKeyConstraint(["salon_id"], ["salons.id"], name=op.f("fk_stylists_salon_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stylists")),
        sa.UniqueConstraint("salon_id", "id", name=op.f("uq_stylists_salon_id_id")),
        sa.UniqueConstraint("salon_id", "name", name=op.f("uq_stylists_salon_id_name")),
    )
    op.create_index(
        "ix_stylists_one_calendar_each",
        "stylists",
        ["salon_id", "calendar_id"],
        unique=True,
        postgresql_where=sa.text("calendar_id <> ''"),
    )
    op.create_table(
        "opening_hours",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("salon_id", sa.Uuid(), nullable=False),
        sa.Column("weekday", sa.Integer(), nullable=False),
        sa.Column("opens", sa.Time(), nullable=False),
        sa.Column("closes", sa.Time(), nullable=False),
        sa.CheckConstraint("opens < closes", name=op.f("ck_opening_hours_opens_before_closes")),
        sa.CheckConstraint("weekday BETWEEN 0 AND 6", name=op.f("ck_opening_hours_weekday_known")),
        sa.ForeignKeyConstraint(
            ["salon_id"], ["salons.id"], name=op.f("fk_opening_hours_salon_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_opening_hours")),
        sa.UniqueConstraint(
            "salon_id", "weekday", "opens", name=op.f("uq_opening_hours_salon_id_weekday_opens")
        ),
    )
    op.create_table(
        "working_hours",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("salon_id", sa.Uuid(), nullable=False),
        sa.Column("stylist_id", sa.Uuid(), nullable=False),
        sa.Column("weekday", sa.Integer(), nullable=False),
        sa.Column("opens", sa.Time(), nullable=False),
        sa.Column("closes", sa.Time(), nullable=False),
        sa.CheckConstraint("opens < closes", name=op.f("ck_working_hours_opens_before_closes")),
        sa.CheckConstraint("weekday BETWEEN 0 AND 6", name=op.f("ck_working_hours_weekday_known")),
        sa.ForeignKeyConstraint(
            ["salon_id", "stylist_id"],
            ["stylists.salon_id", "stylists.id"],
            name=op.f("fk_working_hours_salon_id_stylist_id"),
        ),
        sa.ForeignKeyConstraint(
            ["salon_id"], ["salons.id"], name=op.f("fk_working_hours_salon_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_working_hours")),
        sa.UniqueConstraint(
            "stylist_id", "weekday", "opens", name=op.f("uq_working_hours_stylist_id_weekday_opens")
        ),
    )
    op.create_table(
        "special_days",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("salon_id", sa.Uuid(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("opens", sa.Time(), nullable=True),
        sa.Column("closes", sa.Time(), nullable=True),
        sa.CheckConstraint(
            "(opens IS NULL) = (closes IS NULL)", name=op.f("ck_special_days_hours_whole")
        ),
        sa.CheckConstraint("opens < closes", name=op.f("ck_special_days_opens_before_closes")),
        sa.ForeignKeyConstraint(["salon_id"], ["salons.id"], name=op.f("fk_special_days_salon_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_special_days")),
        sa.UniqueConstraint(
            "salon_id",
            "day",
            "opens",
            name=op.f("uq_special_days_salon_id_day_opens"),
            postgresql_nulls_not_distinct=True,
        ),
    )
    op.create_table(
        "closures",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("salon_id", sa.Uuid(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("reason", sa.Text(), server_default="", nullable=False),
        sa.ForeignKeyConstraint(["salon_id"], ["salons.id"], name=op.f("fk_closures_salon_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_closures")),
        sa.UniqueConstraint("salon_id", "day", name=op.f("uq_closures_salon_id_day")),
    )
    op.create_table(
        "absences",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("salon_id", sa.Uuid(), nullable=False),
        sa.Column("stylist_id", sa.Uuid(), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reason", sa.Text(), server_default="", nullable=False),
        sa.CheckConstraint(
            "starts_at < ends_at", name=op.f("ck_absences_starts_at_before_ends_at")
        ),
        sa.ForeignKeyConstraint(
            ["salon_id", "stylist_id"],
            ["stylists.salon_id", "stylists.id"],
            name=op.f("fk_absences_salon_id_stylist_id"),
        ),
        sa.ForeignKeyConstraint(["salon_id"], ["salons.id"], name=op.f("fk_absences_salon_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_absences")),
    )
    op.create_index("ix_absences_when", "absences", ["stylist_id", "ends_at"], unique=False)
    op.create_table(
        "busy_times",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("salon_id", sa.Uuid(), nullable=False),
        sa.Column("stylist_id", sa.Uuid(), nullable=False),
        sa.Column("event_id", sa.Text(), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "starts_at < ends_at", name=op.f("ck_busy_times_starts_at_before_ends_at")
        ),
        sa.ForeignKeyConstraint(
            ["salon_id", "stylist_id"],
            ["stylists.salon_id", "stylists.id"],
            name=op.f("fk_busy_times_salon_id_stylist_id"),
        ),
        sa.ForeignKeyConstraint(["salon_id"], ["salons.id"], name=op.f("fk_busy_times_salon_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_busy_times")),
        sa.UniqueConstraint(
            "stylist_id",
            "event_id",
            "starts_at",
            name=op.f("uq_busy_times_stylist_id_event_id_starts_at"),
        ),
    )
    op.create_index("ix_busy_times_when", "busy_times", ["stylist_id", "ends_at"], unique=False)
    op.create_table(
        "calendar_syncs",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("salon_id", sa.Uuid(), nullable=False),
        sa.Column("stylist_id", sa.Uuid(), nullable=False),
        sa.Column("sync_token", sa.Text(), server_default="", nullable=False),
        sa.Column("channel_id", sa.Text(), server_default="", nullable=False),
        sa.Column("resource_id", sa.Text(), server_default="", nullable=False),
        sa.Column("channel_ends_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("synced_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("last_error", sa.Text(), server_default="", nullable=False),
        sa.ForeignKeyConstraint(
            ["salon_id", "stylist_id"],
            ["stylists.salon_id", "stylists.id"],
            name=op.f("fk_calendar_syncs_salon_id_stylist_id"),
        ),
        sa.ForeignKeyConstraint(
            ["salon_id"], ["salons.id"], name=op.f("fk_calendar_syncs_salon_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_calendar_syncs")),
        sa.UniqueConstraint("stylist_id", name=op.f("uq_calendar_syncs_stylist_id")),
    )
    op.create_table(
        "faqs",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("salon_id", sa.Uuid(), nullable=False),
        sa.Column("topic", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("words", sa.ARRAY(sa.Text()), server_default=sa.text("'{}'"), nullable=False),
        sa.Column("position", sa.Integer(), server_default="0", nullable=False),
        sa.ForeignKeyConstraint(["salon_id"], ["salons.id"], name=op.f("fk_faqs_salon_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_faqs")),
        sa.UniqueConstraint("salon_id", "topic", name=op.f("uq_faqs_salon_id_topic")),
    )


def _people() -> None:
    op.create_table(
        "customers",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("salon_id", sa.Uuid(), nullable=False),
        sa.Column("first_name", sa.Text(), nullable=False),
        sa.Column("last_name", sa.Text(), server_default="", nullable=False),
        sa.Column("phone", sa.Text(), nullable=True),
        sa.Column("linked_to", sa.Uuid(), nullable=True),
        sa.Column("relation", sa.Text(), server_default="", nullable=False),
        sa.Column("preferred_stylist_id", sa.Uuid(), nullable=True),
        sa.Column("wants_reminders", sa.Boolean(), server_default=sa.text("true"), nullable=False),
        sa.Column(
            "search_name",
            sa.Text(),
            sa.Computed(
                "lower(translate(first_name || ' ' || last_name, 'áàâäãéèêëíìîïóòôöõúùûüçÁÀÂÄÃÉÈÊËÍÌÎÏÓÒÔÖÕÚÙÛÜÇÑ', 'aaaaaeeeeiiiiooooouuuucAAAAAEEEEIIIIOOOOOUUUUCñ'))",
                persisted=True,
            ),
            nullable=True,
        ),
        sa.CheckConstraint("phone LIKE '+%'", name=op.f("ck_customers_phone_e164")),
        sa.CheckConstraint("linked_to <> id", name=op.f("ck_customers_linked_to_somebody_else")),
        sa.ForeignKeyConstraint(
            ["salon_id", "linked_to"],
            ["customers.salon_id", "customers.id"],
            name=op.f("fk_customers_salon_id_linked_to"),
        ),
        sa.ForeignKeyConstraint(
            ["salon_id", "preferred_stylist_id"],
            ["stylists.salon_id", "stylists.id"],
            name=op.f("fk_customers_salon_id_preferred_stylist_id"),
        ),
        sa.ForeignKeyConstraint(["salon_id"], ["salons.id"], name=op.f("fk_customers_salon_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_customers")),
        sa.UniqueConstraint("salon_id", "id", name=op.f("uq_customers_salon_id_id")),
    )
    op.create_index("ix_customers_linked_to", "customers", ["linked_to"], unique=False)
    op.create_index("ix_customers_phone", "customers", ["salon_id", "phone"], unique=False)
    op.create_table(
        "contacts",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("salon_id", sa.Uuid(), nullable=False),
        sa.Column("channel_id", sa.Text(), nullable=False),
        sa.Column("desk_id", sa.Text(), server_default="", nullable=False),
        sa.Column("phone", sa.Text(), nullable=True),
        sa.Column("profile_name", sa.Text(), server_default="", nullable=False),
        sa.Column("customer_id", sa.Uuid(), nullable=True),
        sa.CheckConstraint("phone LIKE '+%'", name=op.f("ck_contacts_phone_e164")),
        sa.ForeignKeyConstraint(
            ["salon_id", "customer_id"],
            ["customers.salon_id", "customers.id"],
            name=op.f("fk_contacts_salon_id_customer_id"),
        ),
        sa.ForeignKeyConstraint(["salon_id"], ["salons.id"], name=op.f("fk_contacts_salon_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contacts")),
        sa.UniqueConstraint("salon_id", "channel_id", name=op.f("uq_contacts_salon_id_channel_id")),
        sa.UniqueConstraint("salon_id", "id", name=op.f("uq_contacts_salon_id_id")),
    )
    op.create_index("ix_contacts_customer", "contacts", ["customer_id"], unique=False)
    op.create_table(
        "conversations",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("salon_id", sa.Uuid(), nullable=False),
        sa.Column("contact_id", sa.Uuid(), nullable=False),
        sa.Column("thread_id", sa.Text(), server_default="", nullable=False),
        sa.Column("turn", sa.Integer(), server_default="0", nullable=False),
        sa.Column("dialogue", sa.JSON(), server_default=sa.text("'{}'"), nullable=False),
        sa.Column("human_since", sa.DateTime(timezone=True), nullable=True),
        sa.Column("given_back_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("last_heard_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("turn >= 0", name=op.f("ck_conversations_turn_not_negative")),
        sa.ForeignKeyConstraint(
            ["salon_id", "contact_id"],
            ["contacts.salon_id", "contacts.id"],
            name=op.f("fk_conversations_salon_id_contact_id"),
        ),
        sa.ForeignKeyConstraint(
            ["salon_id"], ["salons.id"], name=op.f("fk_conversations_salon_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_conversations")),
        sa.UniqueConstraint("contact_id", name=op.f("uq_conversations_contact_id")),
        sa.UniqueConstraint("salon_id", "id", name=op.f("uq_conversations_salon_id_id")),
    )
    op.create_index(
        "ix_conversations_thread", "conversations", ["salon_id", "thread_id"], unique=False
    )
    op.create_table(
        "conversation_history",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("salon_id", sa.Uuid(), nullable=False),
        sa.Column("conversation_id", sa.Uuid(), nullable=False),
        sa.Column("speaker", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "speaker IN ('customer', 'maite', 'person')",
            name=op.f("ck_conversation_history_speaker_known"),
        ),
        sa.ForeignKeyConstraint(
            ["salon_id", "conversation_id"],
            ["conversations.salon_id", "conversations.id"],
            name=op.f("fk_conversation_history_salon_id_conversation_id"),
        ),
        sa.ForeignKeyConstraint(
            ["salon_id"], ["salons.id"], name=op.f("fk_conversation_history_salon_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_conversation_history")),
    )
    op.create_index(
        "ix_conversation_history_order",
        "conversation_history",
        ["conversation_id", "id"],
        unique=False,
    )
    op.create_table(
        "escalations",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("salon_id", sa.Uuid(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("silences", sa.Boolean(), nullable=False),
        sa.Column("summary", sa.Text(), server_default="", nullable=False),
        sa.Column("raised_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("conversation_id", sa.Uuid(), nullable=True),
        sa.Column("customer_id", sa.Uuid(), nullable=True),
        sa.Column("taken_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "reason IN ('medical_consultation', 'payment_failure', 'ambiguity', 'delay_notice', 'late_cancellation', 'manual_request', 'same_day_booking', 'agenda_conflict', 'money', 'delivery', 'wish')",
            name=op.f("ck_escalations_reason_known"),
        ),
        sa.ForeignKeyConstraint(
            ["salon_id", "conversation_id"],
            ["conversations.salon_id", "conversations.id"],
            name=op.f("fk_escalations_salon_id_conversation_id"),
        ),
        sa.ForeignKeyConstraint(
            ["salon_id", "customer_id"],
            ["customers.salon_id", "customers.id"],
            name=op.f("fk_escalations_salon_id_customer_id"),
        ),
        sa.ForeignKeyConstraint(["salon_id"], ["salons.id"], name=op.f("fk_escalations_salon_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_escalations")),
    )
    op.create_index(
        "ix_escalations_open",
        "escalations",
        ["salon_id", "conversation_id", "raised_at"],
        unique=False,
        postgresql_where=sa.text("closed_at IS NULL"),
    )


def _bookings() -> None:
    op.create_table(
        "holds",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("salon_id", sa.Uuid(), nullable=False),
        sa.Column("customer_id", sa.Uuid(), nullable=False),
        sa.Column("contact_id", sa.Uuid(), nullable=False),
        sa.Column("conversation_id", sa.Uuid(), nullable=False),
        sa.Column("intent", sa.Text(), nullable=False),
        sa.Column("placed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("deadline", sa.DateTime(timezone=True), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("same_day", sa.Boolean(), nullable=False),
        sa.Column("total_cents", sa.Integer(), nullable=False),
        sa.Column("deposit_cents", sa.Integer(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("warned_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("failed_payments", sa.Integer(), server_default="0", nullable=False),
        sa.Column("with_person", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("policy_version", sa.Integer(), nullable=False),
        sa.Column("created", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.CheckConstraint(
            "status IN ('held', 'confirmed', 'lapsed', 'released')",
            name=op.f("ck_holds_status_known"),
        ),
        sa.CheckConstraint(
            "deposit_cents <= total_cents", name=op.f("ck_holds_deposit_within_total")
        ),
        sa.CheckConstraint("deposit_cents >= 0", name=op.f("ck_holds_deposit_cents_not_negative")),
        sa.CheckConstraint(
            "failed_payments >= 0", name=op.f("ck_holds_failed_payments_not_negative")
        ),
        sa.CheckConstraint("minutes >= 0", name=op.f("ck_holds_minutes_not_negative")),
        sa.CheckConstraint("total_cents >= 0", name=op.f("ck_holds_total_cents_not_negative")),
        sa.ForeignKeyConstraint(
            ["salon_id", "contact_id"],
            ["contacts.salon_id", "contacts.id"],
            name=op.f("fk_holds_salon_id_contact_id"),
        ),
        sa.ForeignKeyConstraint(
            ["salon_id", "conversation_id"],
            ["conversations.salon_id", "conversations.id"],
            name=op.f("fk_holds_salon_id_conversation_id"),
        ),
        sa.ForeignKeyConstraint(
            ["salon_id", "customer_id"],
            ["customers.salon_id", "customers.id"],
            name=op.f("fk_holds_salon_id_customer_id"),
        ),
        sa.ForeignKeyConstraint(
            ["salon_id", "policy_version"],
            ["policies.salon_id", "policies.version"],
            name=op.f("fk_holds_salon_id_policy_version"),
        ),
        sa.ForeignKeyConstraint(["salon_id"], ["salons.id"], name=op.f("fk_holds_salon_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_holds")),
        sa.UniqueConstraint("salon_id", "id", name=op.f("uq_holds_salon_id_id")),
        sa.UniqueConstraint("salon_id", "intent", name=op.f("uq_holds_salon_id_intent")),
    )
    op.create_index(
        "ix_holds_conversation", "holds", ["conversation_id", "placed_at"], unique=False
    )
    op.create_index(
        "ix_holds_customer",
        "holds",
        ["customer_id"],
        unique=False,
        postgresql_where=sa.text("status = 'held'"),
    )
    op.create_index(
        "ix_holds_waiting",
        "holds",
        ["deadline"],
        unique=False,
        postgresql_where=sa.text("status = 'held'"),
    )
    op.create_table(
        "appointments",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("salon_id", sa.Uuid(), nullable=False),
        sa.Column("hold_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("customer_id", sa.Uuid(), nullable=False),
        sa.Column("booked_by", sa.Uuid(), nullable=False),
        sa.Column("stylist_id", sa.Uuid(), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("total_cents", sa.Integer(), nullable=False),
        sa.Column("deposit_cents", sa.Integer(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("pack_id", sa.Uuid(), nullable=True),
        sa.Column("policy_version", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), server_default="1", nullable=False),
        sa.Column("reminded_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("attendance_confirmed_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "status IN ('provisional', 'confirmed', 'completed', 'no_show', 'cancelled', 'expired')",
            name=op.f("ck_appointments_status_known"),
        ),
        sa.CheckConstraint(
            "deposit_cents >= 0", name=op.f("ck_appointments_deposit_cents_not_negative")
        ),
        sa.CheckConstraint("revision > 0", name=op.f("ck_appointments_revision_positive")),
        sa.CheckConstraint(
            "starts_at < ends_at", name=op.f("ck_appointments_starts_at_before_ends_at")
        ),
        sa.CheckConstraint(
            "total_cents >= 0", name=op.f("ck_appointments_total_cents_not_negative")
        ),
        sa.ForeignKeyConstraint(
            ["salon_id", "booked_by"],
            ["customers.salon_id", "customers.id"],
            name=op.f("fk_appointments_salon_id_booked_by"),
        ),
        sa.ForeignKeyConstraint(
            ["salon_id", "customer_id"],
            ["customers.salon_id", "customers.id"],
            name=op.f("fk_appointments_salon_id_customer_id"),
        ),
        sa.ForeignKeyConstraint(
            ["salon_id", "hold_id"],
            ["holds.salon_id", "holds.id"],
            name=op.f("fk_appointments_salon_id_hold_id"),
        ),
        sa.ForeignKeyConstraint(
            ["salon_id", "pack_id"],
            ["packs.salon_id", "packs.id"],
            name=op.f("fk_appointments_salon_id_pack_id"),
        ),
        sa.ForeignKeyConstraint(
            ["salon_id", "policy_version"],
            ["policies.salon_id", "policies.version"],
            name=op.f("fk_appointments_salon_id_policy_version"),
        ),
        sa.ForeignKeyConstraint(
            ["salon_id", "stylist_id"],
            ["stylists.salon_id", "stylists.id"],
            name=op.f("fk_appointments_salon_id_stylist_id"),
        ),
        sa.ForeignKeyConstraint(["salon_id"], ["salons.id"], name=op.f("fk_appointments_salon_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_appointments")),
        sa.UniqueConstraint("hold_id", "position", name=op.f("uq_appointments_hold_id_position")),
        sa.UniqueConstraint("salon_id", "id", name=op.f("uq_appointments_salon_id_id")),
    )
    op.create_index(
        "ix_appointments_booked_by", "appointments", ["booked_by", "starts_at"], unique=False
    )
    op.create_index(
        "ix_appointments_customer", "appointments", ["customer_id", "starts_at"], unique=False
    )
    op.create_index(
        "ix_appointments_stylist", "appointments", ["stylist_id", "starts_at"], unique=False
    )
    op.create_index(
        "ix_appointments_to_remind",
        "appointments",
        ["starts_at"],
        unique=False,
        postgresql_where=sa.text("status = 'confirmed' AND reminded_at IS NULL"),
    )
    op.create_table(
        "appointment_services",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("salon_id", sa.Uuid(), nullable=False),
        sa.Column("appointment_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("service_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("price_cents", sa.Integer(), nullable=False),
        sa.CheckConstraint("minutes > 0", name=op.f("ck_appointment_services_minutes_positive")),
        sa.CheckConstraint(
            "price_cents >= 0", name=op.f("ck_appointment_services_price_cents_not_negative")
        ),
        sa.ForeignKeyConstraint(
            ["salon_id", "appointment_id"],
            ["appointments.salon_id", "appointments.id"],
            name=op.f("fk_appointment_services_salon_id_appointment_id"),
        ),
        sa.ForeignKeyConstraint(
            ["salon_id", "service_id"],
            ["services.salon_id", "services.id"],
            name=op.f("fk_appointment_services_salon_id_service_id"),
        ),
        sa.ForeignKeyConstraint(
            ["salon_id"], ["salons.id"], name=op.f("fk_appointment_services_salon_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_appointment_services")),
        sa.UniqueConstraint(
            "appointment_id",
            "position",
            name=op.f("uq_appointment_services_appointment_id_position"),
        ),
    )
    op.create_table(
        "occupied",
        sa.Column("appointment_id", sa.Uuid(), nullable=False),
        sa.Column("salon_id", sa.Uuid(), nullable=False),
        sa.Column("stylist_id", sa.Uuid(), nullable=False),
        sa.Column("hold_id", sa.Uuid(), nullable=False),
        sa.Column("during", postgresql.TSTZRANGE(), nullable=False),
        postgresql.ExcludeConstraint(
            (sa.column("salon_id"), "="),
            (sa.column("stylist_id"), "="),
            (sa.column("during"), "&&"),
            using="gist",
            name="no_double_booking",
        ),
        sa.CheckConstraint(
            "NOT isempty(during) AND lower_inc(during) AND NOT upper_inc(during) AND NOT lower_inf(during) AND NOT upper_inf(during)",
            name=op.f("ck_occupied_during_half_open"),
        ),
        sa.ForeignKeyConstraint(
            ["salon_id", "appointment_id"],
            ["appointments.salon_id", "appointments.id"],
            name=op.f("fk_occupied_salon_id_appointment_id"),
        ),
        sa.ForeignKeyConstraint(
            ["salon_id", "hold_id"],
            ["holds.salon_id", "holds.id"],
            name=op.f("fk_occupied_salon_id_hold_id"),
        ),
        sa.ForeignKeyConstraint(
            ["salon_id", "stylist_id"],
            ["stylists.salon_id", "stylists.id"],
            name=op.f("fk_occupied_salon_id_stylist_id"),
        ),
        sa.ForeignKeyConstraint(["salon_id"], ["salons.id"], name=op.f("fk_occupied_salon_id")),
        sa.PrimaryKeyConstraint("appointment_id", name=op.f("pk_occupied")),
    )
    op.create_index("ix_occupied_hold", "occupied", ["hold_id"], unique=False)
    op.create_table(
        "deposits",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("salon_id", sa.Uuid(), nullable=False),
        sa.Column("hold_id", sa.Uuid(), nullable=False),
        sa.Column("movement", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("amount_cents", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("checkout_id", sa.Text(), server_default="", nullable=False),
        sa.Column("checkout_url", sa.Text(), server_default="", nullable=False),
        sa.Column("payment_id", sa.Text(), server_default="", nullable=False),
        sa.Column("refund_id", sa.Text(), server_default="", nullable=False),
        sa.Column("reason", sa.Text(), server_default="", nullable=False),
        sa.Column("created", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.CheckConstraint(
            "movement IN ('payment', 'refund', 'kept', 'carried_over')",
            name=op.f("ck_deposits_movement_known"),
        ),
        sa.CheckConstraint(
            "status IN ('requested', 'open', 'paid', 'failed', 'expired', 'pending', 'succeeded', 'settled')",
            name=op.f("ck_deposits_status_known"),
        ),
        sa.CheckConstraint("amount_cents >= 0", name=op.f("ck_deposits_amount_cents_not_negative")),
        sa.CheckConstraint("number > 0", name=op.f("ck_deposits_number_positive")),
        sa.ForeignKeyConstraint(
            ["salon_id", "hold_id"],
            ["holds.salon_id", "holds.id"],
            name=op.f("fk_deposits_salon_id_hold_id"),
        ),
        sa.ForeignKeyConstraint(["salon_id"], ["salons.id"], name=op.f("fk_deposits_salon_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_deposits")),
        sa.UniqueConstraint(
            "hold_id", "movement", "number", name=op.f("uq_deposits_hold_id_movement_number")
        ),
        sa.UniqueConstraint("salon_id", "key", name=op.f("uq_deposits_salon_id_key")),
    )
    op.create_index(
        "ix_deposits_checkout",
        "deposits",
        ["checkout_id"],
        unique=True,
        postgresql_where=sa.text("checkout_id <> '' AND movement = 'payment'"),
    )
    op.create_index(
        "ix_deposits_payment",
        "deposits",
        ["payment_id"],
        unique=True,
        postgresql_where=sa.text("payment_id <> '' AND movement = 'payment'"),
    )
    op.create_index(
        "ix_deposits_refund",
        "deposits",
        ["refund_id"],
        unique=True,
        postgresql_where=sa.text("refund_id <> ''"),
    )


def _what_comes_and_goes() -> None:
    op.create_table(
        "inbox",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("salon_id", sa.Uuid(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("external_id", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.Column("payload", sa.JSON(), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("conversation_id", sa.Uuid(), nullable=True),
        sa.Column("message_number", sa.BigInteger(), nullable=True),
        sa.Column("disposition", sa.Text(), nullable=True),
        sa.Column("turn", sa.Integer(), nullable=True),
        sa.Column("tries", sa.Integer(), server_default="0", nullable=False),
        sa.Column("note", sa.Text(), server_default="", nullable=False),
        sa.Column("schema_number", sa.SmallInteger(), server_default="1", nullable=False),
        sa.CheckConstraint(
            "disposition IN ('answered', 'escalated', 'left_to_person', 'stale', 'ignored', 'applied', 'parked')",
            name=op.f("ck_inbox_disposition_known"),
        ),
        sa.CheckConstraint(
            "source IN ('desk', 'gateway', 'calendar')", name=op.f("ck_inbox_source_known")
        ),
        sa.CheckConstraint("tries >= 0", name=op.f("ck_inbox_tries_not_negative")),
        sa.ForeignKeyConstraint(
            ["salon_id", "conversation_id"],
            ["conversations.salon_id", "conversations.id"],
            name=op.f("fk_inbox_salon_id_conversation_id"),
        ),
        sa.ForeignKeyConstraint(["salon_id"], ["salons.id"], name=op.f("fk_inbox_salon_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_inbox")),
        sa.UniqueConstraint(
            "salon_id", "source", "external_id", name=op.f("uq_inbox_salon_id_source_external_id")
        ),
    )
    op.create_index(
        "ix_inbox_messages", "inbox", ["conversation_id", "message_number"], unique=False
    )
    op.create_index(
        "ix_inbox_waiting",
        "inbox",
        ["conversation_id", "received_at"],
        unique=False,
        postgresql_where=sa.text("disposition IS NULL"),
    )
    op.create_table(
        "outbox",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("salon_id", sa.Uuid(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("lane", sa.Text(), nullable=False),
        sa.Column("effect", sa.JSON(), nullable=False),
        sa.Column("planned_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("status", sa.Text(), server_default="pending", nullable=False),
        sa.Column("attempts", sa.Integer(), server_default="0", nullable=False),
        sa.Column("leased_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("lease", sa.Text(), server_default="", nullable=False),
        sa.Column("last_error", sa.Text(), server_default="", nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("receipt", sa.Text(), server_default="", nullable=False),
        sa.Column("schema_number", sa.SmallInteger(), server_default="1", nullable=False),
        sa.CheckConstraint(
            "status IN ('pending', 'sent', 'dead')", name=op.f("ck_outbox_status_known")
        ),
        sa.CheckConstraint("attempts >= 0", name=op.f("ck_outbox_attempts_not_negative")),
        sa.ForeignKeyConstraint(["salon_id"], ["salons.id"], name=op.f("fk_outbox_salon_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outbox")),
        sa.UniqueConstraint("salon_id", "key", name=op.f("uq_outbox_salon_id_key")),
    )
    op.create_index(
        "ix_outbox_lanes",
        "outbox",
        ["lane", "id"],
        unique=False,
        postgresql_where=sa.text("status = 'pending'"),
    )
    op.create_index(
        "ix_outbox_dead",
        "outbox",
        ["salon_id"],
        unique=False,
        postgresql_where=sa.text("status = 'dead'"),
    )
    op.create_table(
        "catch_ups",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("salon_id", sa.Uuid(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("begun_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("caught_up_to", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "source IN ('desk', 'gateway', 'calendar')", name=op.f("ck_catch_ups_source_known")
        ),
        sa.ForeignKeyConstraint(["salon_id"], ["salons.id"], name=op.f("fk_catch_ups_salon_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_catch_ups")),
        sa.UniqueConstraint("salon_id", "source", name=op.f("uq_catch_ups_salon_id_source")),
    )
    op.create_table(
        "audit_log",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("salon_id", sa.Uuid(), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("action", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("details", sa.JSON(), server_default=sa.text("'{}'"), nullable=False),
        sa.ForeignKeyConstraint(["salon_id"], ["salons.id"], name=op.f("fk_audit_log_salon_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_log")),
    )
    op.create_index(
        "ix_audit_log_subject", "audit_log", ["salon_id", "subject", "at"], unique=False
    )
    op.create_index("ix_audit_log_when", "audit_log", ["salon_id", "at"], unique=False)
    op.create_table(
        "simulated_clock",
        sa.Column("id", sa.SmallInteger(), autoincrement=False, nullable=False),
        sa.Column("offset", sa.Interval(), server_default=sa.text("'0'"), nullable=False),
        sa.Column("seeded", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("swept_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("id = 1", name=op.f("ck_simulated_clock_single_row")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_simulated_clock")),
    )
