"""Who writes, who comes, and what was said."""

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    Computed,
    Index,
    Table,
    Text,
    UniqueConstraint,
    text,
    true,
)

from atrevete_core.domain.conversation import EscalationReason, Speaker

from .columns import (
    Document,
    belongs_to,
    count,
    identified_in_salon,
    instant,
    metadata,
    not_negative,
    of_salon,
    one_of,
    own_id,
    reference,
    running_id,
    words,
)

_ACCENTED, _BARE = (
    "áàâäãéèêëíìîïóòôöõúùûüçÁÀÂÄÃÉÈÊËÍÌÎÏÓÒÔÖÕÚÙÛÜÇÑ",
    "aaaaaeeeeiiiiooooouuuucAAAAAEEEEIIIIOOOOOUUUUCñ",
)

customers = Table(
    "customers",
    metadata,
    own_id(),
    *of_salon(),
    words("first_name", default=None),
    words("last_name"),
    Column("phone", Text),
    reference("linked_to", optional=True),
    words("relation"),
    reference("preferred_stylist_id", optional=True),
    Column("wants_reminders", Boolean, nullable=False, server_default=true()),
    # For looking people up without case or accents; also when the row was written by other hands.
    Column(
        "search_name",
        Text,
        Computed(
            f"lower(translate(first_name || ' ' || last_name, '{_ACCENTED}', '{_BARE}'))",
            persisted=True,
        ),
    ),
    identified_in_salon(),
    belongs_to("customers", "linked_to"),
    belongs_to("stylists", "preferred_stylist_id"),
    CheckConstraint("phone LIKE '+%'", name="phone_e164"),
    CheckConstraint("linked_to <> id", name="linked_to_somebody_else"),
    Index("ix_customers_phone", "salon_id", "phone"),
    Index("ix_customers_linked_to", "linked_to"),
)

contacts = Table(
    "contacts",
    metadata,
    own_id(),
    *of_salon(),
    words("channel_id", default=None),
    words("desk_id"),
    Column("phone", Text),
    words("profile_name"),
    reference("customer_id", optional=True),
    identified_in_salon(),
    belongs_to("customers", "customer_id"),
    UniqueConstraint("salon_id", "channel_id"),
    CheckConstraint("phone LIKE '+%'", name="phone_e164"),
    Index("ix_contacts_customer", "customer_id"),
)

conversations = Table(
    "conversations",
    metadata,
    own_id(),
    *of_salon(),
    reference("contact_id"),
    words("thread_id"),
    count("turn", default=0),
    Column("dialogue", Document, nullable=False, server_default=text("'{}'")),
    instant("human_since", optional=True),
    instant("given_back_at", optional=True),
    instant("last_heard_at", optional=True),
    identified_in_salon(),
    belongs_to("contacts", "contact_id"),
    UniqueConstraint("contact_id"),
    *not_negative("turn"),
    Index("ix_conversations_thread", "salon_id", "thread_id"),
)

conversation_history = Table(
    "conversation_history",
    metadata,
    running_id(),
    *of_salon(),
    reference("conversation_id"),
    Column("speaker", Text, nullable=False),
    words("text", default=None),
    instant("at"),
    belongs_to("conversations", "conversation_id"),
    one_of("speaker", Speaker),
    Index("ix_conversation_history_order", "conversation_id", "id"),
)

escalations = Table(
    "escalations",
    metadata,
    own_id(),
    *of_salon(),
    Column("reason", Text, nullable=False),
    Column("silences", Boolean, nullable=False),
    words("summary"),
    instant("raised_at"),
    reference("conversation_id", optional=True),
    reference("customer_id", optional=True),
    instant("taken_at", optional=True),
    instant("closed_at", optional=True),
    belongs_to("conversations", "conversation_id"),
    belongs_to("customers", "customer_id"),
    one_of("reason", EscalationReason),
    Index(
        "ix_escalations_open",
        "salon_id",
        "conversation_id",
        "raised_at",
        postgresql_where=text("closed_at IS NULL"),
    ),
)
