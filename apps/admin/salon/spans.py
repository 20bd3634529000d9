"""Forms of hours: the spans of a date or of each day of a week, as a table of their own."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time
from itertools import pairwise
from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError

from atrevete_core.domain.opening import TimeSpan, WeeklyHours

from .acting import today
from .models.time import WEEKDAYS
from .widgets import DayInput, TypedHourInput

#: Morning and afternoon; what a day has more is shown too.
_USUAL: Final = 2
#: As people type an hour.
_TYPED: Final = ("%H:%M", "%H.%M", "%H,%M", "%H %M", "%H", "%Hh", "%H:%M:%S")
_HALF = "Pon las dos horas, o ninguna."
_BACKWARDS = "«Hasta» tiene que ser después de «desde»."
_OVERLAP = "Hay dos tramos que se solapan."

Hours = Mapping[int, Sequence[TimeSpan]]


@dataclass(frozen=True)
class Row:
    """A day of the table."""

    name: str
    pairs: list[tuple[forms.BoundField, forms.BoundField]]
    error: str


class SpansForm(forms.Form):
    """Hours by day; a day without any is closed. `spans` holds them once it is valid."""

    def __init__(
        self, *args: Any, days: Iterable[tuple[int, str]], now: Hours, **given: Any
    ) -> None:
        super().__init__(*args, **given)
        self._days = list(days)
        self._columns = max([_USUAL, *map(len, now.values())])
        self._errors_of: dict[int, str] = {}
        self.spans: dict[int, tuple[TimeSpan, ...]] = {}
        for day, name in self._days:
            self._add(day, name, now.get(day, ()))

    def _add(self, day: int, name: str, now: Sequence[TimeSpan]) -> None:
        for column in range(self._columns):
            span = now[column] if column < len(now) else None
            for key, label, initial in (
                ("opens", "desde", span and span.opens),
                ("closes", "hasta", span and span.closes),
            ):
                said = f"{name}, {label}" + (f" ({column + 1}.º tramo)" if column else "")
                self.fields[f"{key}_{day}_{column}"] = forms.TimeField(
                    label=said.capitalize(),
                    required=False,
                    initial=initial,
                    input_formats=_TYPED,
                    widget=TypedHourInput(attrs={"aria-label": said.capitalize()}),
                )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        for day, _ in self._days:
            try:
                self.spans[day] = self._spans(day, given)
            except ValidationError as error:
                self._errors_of[day] = str(error.message)
        if self._errors_of:
            raise ValidationError("Revisa las horas marcadas: no se ha guardado nada.")
        return given

    def _spans(self, day: int, given: Mapping[str, time | None]) -> tuple[TimeSpan, ...]:
        names = [(f"opens_{day}_{at}", f"closes_{day}_{at}") for at in range(self._columns)]
        if any(name in self.errors for pair in names for name in pair):
            raise ValidationError("Escribe las horas como 9:30.")
        found = [span for opens, closes in names if (span := _span(given[opens], given[closes]))]
        if any(one.closes > other.opens for one, other in pairwise(sorted(found))):
            raise ValidationError(_OVERLAP)
        return tuple(sorted(found))

    def rows(self) -> list[Row]:
        return [
            Row(
                name.capitalize(),
                [
                    (self[f"opens_{day}_{column}"], self[f"closes_{day}_{column}"])
                    for column in range(self._columns)
                ],
                self._errors_of.get(day, ""),
            )
            for day, name in self._days
        ]

    def only_read(self) -> None:
        for each in self.fields.values():
            each.disabled = True


def _span(opens: time | None, closes: time | None) -> TimeSpan | None:
    if opens is None and closes is None:
        return None
    if opens is None or closes is None:
        raise ValidationError(_HALF)
    if opens >= closes:
        raise ValidationError(_BACKWARDS)
    return TimeSpan(opens, closes)


class WeekForm(SpansForm):
    """Each day of the week."""

    def __init__(self, *args: Any, now: WeeklyHours, **given: Any) -> None:
        super().__init__(*args, days=WEEKDAYS, now=now.spans, **given)

    @property
    def weekly(self) -> WeeklyHours:
        return WeeklyHours({day: spans for day, spans in self.spans.items() if spans})


class DateForm(SpansForm):
    """One date with hours of its own."""

    day = forms.DateField(label="Fecha", widget=DayInput())

    def __init__(
        self, *args: Any, now: Sequence[TimeSpan], taken: Sequence[date], **given: Any
    ) -> None:
        super().__init__(*args, days=[(0, "horario")], now={0: now}, **given)
        self._taken = taken

    def clean_day(self) -> date:
        day: date = self.cleaned_data["day"]
        if day < today():
            raise ValidationError("Ese día ya ha pasado.")
        if day in self._taken:
            raise ValidationError("Ese día ya tiene horario propio: cámbialo en la lista.")
        return day
