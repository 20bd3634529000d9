"""What the programs' role may do: read and write rows, and nothing to the schema.

Whoever owns the database runs the migrations; webhook, worker, panel and commands come in as
`atrevete_app`, so that a weakness in one of them can drop or alter nothing. Where that role does
not exist (`make demo`, tests), the owner does everything.
"""

from typing import Final

from sqlalchemy import Connection, text

APP_ROLE: Final = "atrevete_app"

_PANEL: Final = "admin"
#: Who migrated what is the owner's to say; ledger and audit log are never deleted from.
_READ_ONLY: Final = ("public.alembic_version", f"{_PANEL}.django_migrations")
_KEPT_FOR_EVER: Final = ("public.deposits", "public.audit_log")


def grant(connection: Connection) -> bool:
    """Give the role its rights to every table that is there now. Whether there is such a role."""
    known = connection.scalar(
        text("SELECT true FROM pg_roles WHERE rolname = :name"), {"name": APP_ROLE}
    )
    if not known:
        return False
    connection.execute(text("REVOKE CREATE ON SCHEMA public FROM PUBLIC"))
    for schema in ("public", _PANEL):
        if _is_there(connection, "to_regnamespace", schema):
            _let_write_rows(connection, schema)
    for table in _READ_ONLY:
        _revoke(connection, "INSERT, UPDATE, DELETE", table)
    for table in _KEPT_FOR_EVER:
        _revoke(connection, "DELETE", table)
    return True


def _let_write_rows(connection: Connection, schema: str) -> None:
    for rights in (
        f"USAGE ON SCHEMA {schema}",
        f"SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA {schema}",
        f"USAGE ON ALL SEQUENCES IN SCHEMA {schema}",
    ):
        connection.execute(text(f"GRANT {rights} TO {APP_ROLE}"))


def _revoke(connection: Connection, rights: str, table: str) -> None:
    if _is_there(connection, "to_regclass", table):
        connection.execute(text(f"REVOKE {rights} ON {table} FROM {APP_ROLE}"))


def _is_there(connection: Connection, question: str, name: str) -> bool:
    asked = text(f"SELECT {question}(:name) IS NOT NULL")
    return bool(connection.scalar(asked, {"name": name}))
