"""How the salon's values lie in columns: the kinds of column that all tables are made of."""

from collections.abc import Iterable
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    CheckConstraint,
    Column,
    DateTime,
    Dialect,
    ForeignKeyConstraint,
    Identity,
    Integer,
    MetaData,
    Text,
    UniqueConstraint,
    Uuid,
)
from sqlalchemy.types import TypeDecorator

from atrevete_core.domain.text import storable

#: Constraints and indexes have names that follow from their columns, the same in every database.
metadata = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    }
)


class Instant(TypeDecorator[datetime]):
    """An aware datetime; UTC in the database and when it comes back."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        del dialect
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("an instant needs a time zone")
        return value.astimezone(UTC)


class Words(TypeDecorator[str]):
    """Text by people and vendors: what PostgreSQL cannot hold is replaced, never refused."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        del dialect
        return None if value is None else storable(value)


class Document(TypeDecorator[dict[str, Any]]):
    """A JSON document, kept to the letter.

    `json` and not `jsonb`: it holds what escapes can say, NUL and lone surrogates too (fault 60).
    """

    impl = JSON(none_as_null=True)
    cache_ok = True


def own_id() -> Column[Any]:
    """An id that follows from what the row stands for (`derived_id`), or by chance."""
    return Column("id", Uuid, primary_key=True)


def running_id() -> Column[Any]:
    return Column("id", BigInteger, Identity(), primary_key=True)


def reference(name: str, *, optional: bool = False) -> Column[Any]:
    """The id of a row elsewhere; `belongs_to` says where."""
    return Column(name, Uuid, nullable=optional)


def words(name: str, *, default: str | None = "") -> Column[Any]:
    return Column(name, Words, nullable=False, server_default=default)


def count(name: str, *, default: int | None = None) -> Column[Any]:
    server_default = None if default is None else str(default)
    return Column(name, Integer, nullable=False, server_default=server_default)


def cents(name: str) -> Column[Any]:
    """Money: whole euro cents."""
    return Column(name, Integer, nullable=False)


def instant(name: str, *, optional: bool = False) -> Column[Any]:
    return Column(name, Instant, nullable=optional)


def of_salon() -> tuple[Column[Any], ForeignKeyConstraint]:
    """The partition key of every business row."""
    return Column("salon_id", Uuid, nullable=False), ForeignKeyConstraint(
        ["salon_id"], ["salons.id"]
    )


def identified_in_salon() -> UniqueConstraint:
    """What `belongs_to` of other tables refers to."""
    return UniqueConstraint("salon_id", "id")


def belongs_to(table: str, column: str) -> ForeignKeyConstraint:
    """The row that `column` names, in the same salon: rows of two salons cannot mix (I12)."""
    return ForeignKeyConstraint(["salon_id", column], [f"{table}.salon_id", f"{table}.id"])


def not_negative(*columns: str) -> Iterable[CheckConstraint]:
    return [CheckConstraint(f"{each} >= 0", name=f"{each}_not_negative") for each in columns]


def positive(*columns: str) -> Iterable[CheckConstraint]:
    return [CheckConstraint(f"{each} > 0", name=f"{each}_positive") for each in columns]


def one_of(column: str, values: type[StrEnum]) -> CheckConstraint:
    listed = ", ".join(f"'{each}'" for each in values)
    return CheckConstraint(f"{column} IN ({listed})", name=f"{column}_known")


def runs_forward(start: str, end: str) -> CheckConstraint:
    return CheckConstraint(f"{start} < {end}", name=f"{start}_before_{end}")


def weekday() -> tuple[Column[Any], CheckConstraint]:
    """Monday 0 … Sunday 6."""
    return (
        Column("weekday", Integer, nullable=False),
        CheckConstraint("weekday BETWEEN 0 AND 6", name="weekday_known"),
    )
