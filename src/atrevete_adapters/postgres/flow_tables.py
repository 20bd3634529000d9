"""What came in, what goes out, who changed what, and the simulated clock."""

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Index,
    Integer,
    Interval,
    LargeBinary,
    SmallInteger,
    Table,
    Text,
    UniqueConstraint,
    false,
    text,
)

from atrevete_core.domain.conversation import Disposition
from atrevete_core.domain.effects import DeliveryStatus
from atrevete_core.ports.events import Source

from .columns import (
    Document,
    belongs_to,
    count,
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

#: The shape of what is written now; a worker leaves rows of a later shape to newer code, which may
#: run beside it during a deploy.
SHAPE = 1


def _shape() -> Column[int]:
    return Column("schema_number", SmallInteger, nullable=False, server_default=str(SHAPE))


inbox = Table(
    "inbox",
    metadata,
    own_id(),
    *of_salon(),
    Column("source", Text, nullable=False),
    words("external_id", default=None),
    Column("kind", Text, nullable=False),
    # Bytes as they came: what a vendor sends need not be text.
    Column("body", LargeBinary, nullable=False),
    Column("payload", Document, nullable=False),
    instant("received_at"),
    reference("conversation_id", optional=True),
    # The channel's running number of a customer's message: what orders messages (fault 18).
    Column("message_number", BigInteger),
    Column("disposition", Text),
    Column("turn", Integer),
    count("tries", default=0),
    words("note"),
    _shape(),
    belongs_to("conversations", "conversation_id"),
    UniqueConstraint("salon_id", "source", "external_id"),
    one_of("source", Source),
    one_of("disposition", Disposition),
    *not_negative("tries"),
    Index(
        "ix_inbox_waiting",
        "conversation_id",
        "received_at",
        postgresql_where=text("disposition IS NULL"),
    ),
    Index("ix_inbox_messages", "conversation_id", "message_number"),
)

outbox = Table(
    "outbox",
    metadata,
    running_id(),
    *of_salon(),
    Column("key", Text, nullable=False),
    Column("lane", Text, nullable=False),
    Column("effect", Document, nullable=False),
    instant("planned_at"),
    instant("due_at"),
    Column("status", Text, nullable=False, server_default=DeliveryStatus.PENDING.value),
    count("attempts", default=0),
    # Leases count in real time, due times in the salon's.
    instant("leased_until", optional=True),
    Column("lease", Text, nullable=False, server_default=""),
    words("last_error"),
    instant("sent_at", optional=True),
    words("receipt"),
    _shape(),
    UniqueConstraint("salon_id", "key"),
    one_of("status", DeliveryStatus),
    *not_negative("attempts"),
    Index("ix_outbox_lanes", "lane", "id", postgresql_where=text("status = 'pending'")),
    Index("ix_outbox_dead", "salon_id", postgresql_where=text("status = 'dead'")),
)

#: When a vendor was asked last what we were not told, and until when everything is known.
catch_ups = Table(
    "catch_ups",
    metadata,
    running_id(),
    *of_salon(),
    Column("source", Text, nullable=False),
    # Real time, as the leases; the salon's time is in the other.
    instant("begun_at"),
    instant("caught_up_to", optional=True),
    UniqueConstraint("salon_id", "source"),
    one_of("source", Source),
)

audit_log = Table(
    "audit_log",
    metadata,
    own_id(),
    *of_salon(),
    words("actor", default=None),
    words("action", default=None),
    words("subject", default=None),
    instant("at"),
    Column("details", Document, nullable=False, server_default=text("'{}'")),
    Index("ix_audit_log_subject", "salon_id", "subject", "at"),
    Index("ix_audit_log_when", "salon_id", "at"),
)

#: One row. The offset is what the salon's time is ahead of real time; 0 where nothing is simulated.
simulated_clock = Table(
    "simulated_clock",
    metadata,
    Column("id", SmallInteger, primary_key=True, autoincrement=False),
    Column("offset", Interval, nullable=False, server_default=text("'0'")),
    Column("seeded", Boolean, nullable=False, server_default=false()),
    instant("swept_at", optional=True),
    CheckConstraint("id = 1", name="single_row"),
)
