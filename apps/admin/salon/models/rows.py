"""What every row of the salon has: its salon, and nothing of another one."""

import uuid
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import models


def salon_id() -> UUID:
    """The salon of this installation."""
    found: UUID = settings.SALON_ID
    return found


class OwnRows(models.Manager[Any]):
    """Only the rows of this installation's salon, whatever else the database holds."""

    def get_queryset(self) -> models.QuerySet[Any]:
        return super().get_queryset().filter(salon_id=salon_id())


class SalonRow(models.Model):
    """A row that Alembic's tables hold. `managed = False` goes with each of them."""

    salon_id = models.UUIDField(default=salon_id, editable=False)

    objects = OwnRows()

    class Meta:
        abstract = True
        managed = False
        base_manager_name = "objects"


def own_id() -> "models.UUIDField[Any, Any]":
    return models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)


def belongs_to(
    to: str,
    column: str,
    name: str = "",
    *,
    optional: bool = False,
    related: str = "+",
    cascade: bool = False,
) -> "models.ForeignKey[Any, Any]":
    """A row elsewhere in the same salon; the database's own keys guard it."""
    return models.ForeignKey(
        to,
        on_delete=models.CASCADE if cascade else models.PROTECT,
        db_column=column,
        db_constraint=False,
        related_name=related,
        verbose_name=name or None,
        null=optional,
        blank=optional,
    )


def plain_text(
    name: str, *, optional: bool = True, help_text: str = ""
) -> "models.TextField[Any, Any]":
    """A text; an empty one where there is none."""
    return models.TextField(name, blank=optional, default="", help_text=help_text)
