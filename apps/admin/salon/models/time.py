"""When the salon is open and a stylist works."""

from typing import ClassVar

from django.db import models

from ..wording import long_day
from .rows import SalonRow, belongs_to, own_id, plain_text

WEEKDAYS = (
    (0, "lunes"), (1, "martes"), (2, "miércoles"), (3, "jueves"), (4, "viernes"), (5, "sábado"),
    (6, "domingo"),
)  # fmt: skip


class WeeklySpan(SalonRow):
    """Hours of one weekday."""

    id = models.BigAutoField(primary_key=True)
    weekday = models.IntegerField("día", choices=WEEKDAYS)
    opens = models.TimeField("desde")
    closes = models.TimeField("hasta")

    class Meta(SalonRow.Meta):
        abstract = True
        ordering = ("weekday", "opens")

    def __str__(self) -> str:
        day = dict(WEEKDAYS)[self.weekday]
        return f"{day}, de {self.opens:%H:%M} a {self.closes:%H:%M}"


class OpeningHours(WeeklySpan):
    class Meta(WeeklySpan.Meta):
        abstract = False
        db_table = "opening_hours"
        verbose_name, verbose_name_plural = "tramo de apertura", "horario del salón"


class WorkingHours(WeeklySpan):
    stylist = belongs_to("salon.Stylist", "stylist_id", related="hours", cascade=True)

    class Meta(WeeklySpan.Meta):
        abstract = False
        db_table = "working_hours"
        verbose_name, verbose_name_plural = "tramo de trabajo", "horario de trabajo"


class SpecialDay(SalonRow):
    id = models.BigAutoField(primary_key=True)
    day = models.DateField("fecha")
    opens = models.TimeField("desde", null=True, blank=True)
    closes = models.TimeField("hasta", null=True, blank=True)

    class Meta(SalonRow.Meta):
        db_table = "special_days"
        verbose_name, verbose_name_plural = "día con horario propio", "días con horario propio"
        ordering = ("-day", "opens")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=("salon_id", "day", "opens"), name="span_once_a_day")
        ]

    def __str__(self) -> str:
        hours = f"{self.opens:%H:%M}–{self.closes:%H:%M}" if self.opens else "sin horario"
        return f"{long_day(self.day)}, {hours}"


class Closure(SalonRow):
    id = own_id()
    day = models.DateField("fecha")
    reason = plain_text("motivo")

    class Meta(SalonRow.Meta):
        db_table = "closures"
        verbose_name, verbose_name_plural = "cierre", "cierres"
        ordering = ("-day",)

    def __str__(self) -> str:
        return long_day(self.day)


class Absence(SalonRow):
    id = own_id()
    stylist = belongs_to("salon.Stylist", "stylist_id", "estilista")
    starts_at = models.DateTimeField("desde")
    ends_at = models.DateTimeField("hasta")
    reason = plain_text("motivo")

    class Meta(SalonRow.Meta):
        db_table = "absences"
        verbose_name, verbose_name_plural = "ausencia", "ausencias"
        ordering = ("-starts_at",)

    def __str__(self) -> str:
        return f"Ausencia de {self.stylist}"
