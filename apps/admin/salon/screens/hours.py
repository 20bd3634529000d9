"""The salon's hours, week by week and on its own days."""

from datetime import time
from itertools import pairwise
from typing import Any

from django.core.exceptions import ValidationError
from django.forms import BaseInlineFormSet, ModelForm
from django.http import HttpRequest
from unfold.decorators import display

from ..models import OpeningHours, SpecialDay
from ..models.time import WEEKDAYS
from ..wording import long_day
from .base import Screen

_BACKWARDS = "«Hasta» tiene que ser después de «desde»."
_OVERLAP = "Este tramo se solapa con otro del mismo día."


def check_span(opens: time | None, closes: time | None) -> None:
    """Raises ValidationError for hours that end before they begin."""
    if opens and closes and opens >= closes:
        raise ValidationError({"closes": _BACKWARDS})


def check_apart(spans: list[tuple[int, time, time]]) -> None:
    """Raises ValidationError when two spans of one weekday share time."""
    for (day, _, ends), (next_day, begins, _) in pairwise(sorted(spans)):
        if day == next_day and begins < ends:
            raise ValidationError(f"El {dict(WEEKDAYS)[day]} tiene dos tramos que se solapan.")


class NoOverlap(BaseInlineFormSet):  # type: ignore[type-arg] # of whichever weekly hours
    """A stylist's weekly hours, each day's spans apart."""

    def clean(self) -> None:
        super().clean()
        spans = []
        for form in self.forms:
            given = getattr(form, "cleaned_data", {})
            if given.get("DELETE") or not all(given.get(k) is not None for k in _SPAN):
                continue
            check_span(given["opens"], given["closes"])
            spans.append((given["weekday"], given["opens"], given["closes"]))
        check_apart(spans)


_SPAN = ("weekday", "opens", "closes")


class OpeningHoursForm(ModelForm):  # type: ignore[type-arg] # of OpeningHours
    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        opens, closes = given.get("opens"), given.get("closes")
        check_span(opens, closes)
        if opens and closes and given.get("weekday") is not None:
            others = OpeningHours.objects.exclude(pk=self.instance.pk).filter(
                weekday=given["weekday"], opens__lt=closes, closes__gt=opens
            )
            if others.exists():
                raise ValidationError(_OVERLAP)
        return given


class OpeningHoursScreen(Screen):
    form = OpeningHoursForm
    list_display = ("day", "opens", "closes")
    fields = ("weekday", ("opens", "closes"))

    @display(description="Día", ordering="weekday")
    def day(self, span: OpeningHours) -> str:
        return span.get_weekday_display().capitalize()


class SpecialDayForm(ModelForm):  # type: ignore[type-arg] # of SpecialDay
    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        opens, closes = given.get("opens"), given.get("closes")
        if (opens is None) != (closes is None):
            raise ValidationError("Pon las dos horas, o ninguna para un día cerrado.")
        check_span(opens, closes)
        self._check_others(given, opens, closes)
        return given

    def _check_others(self, given: dict[str, Any], opens: time | None, closes: time | None) -> None:
        others = SpecialDay.objects.exclude(pk=self.instance.pk).filter(day=given.get("day"))
        if opens is None or closes is None:
            if others.exists():
                raise ValidationError("Ese día ya tiene horas: bórralas si vais a cerrar.")
            return
        if others.filter(opens=None).exists():
            raise ValidationError("Ese día está cerrado: borra el cierre si vais a abrir.")
        if others.filter(opens__lt=closes, closes__gt=opens).exists():
            raise ValidationError(_OVERLAP)


class SpecialDayScreen(Screen):
    form = SpecialDayForm
    list_display = ("date", "hours")
    fields = ("day", ("opens", "closes"))
    date_hierarchy = "day"

    @display(description="Fecha", ordering="day")
    def date(self, special: SpecialDay) -> str:
        return long_day(special.day)

    @display(description="Horario")
    def hours(self, special: SpecialDay) -> str:
        if special.opens is None or special.closes is None:
            return "Cerrado"
        return f"De {special.opens:%H:%M} a {special.closes:%H:%M}"

    def get_form(
        self, request: HttpRequest, obj: Any = None, change: bool = False, **given: Any
    ) -> "type[ModelForm[Any]]":
        form = super().get_form(request, obj, change=change, **given)
        form.base_fields["opens"].help_text = "Sin horas, el salón cierra ese día."
        return form
