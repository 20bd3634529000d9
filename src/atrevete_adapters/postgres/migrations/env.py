"""Alembic's entry. It is only ever run by `schema.py`, which hands it an open connection."""

from alembic import context

from atrevete_adapters.postgres.tables import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    # All revisions or none: a database is never left between two of them.
    transaction_per_migration=False,
)
with context.begin_transaction():
    context.run_migrations()
