"""The browser's own fields for a day and an hour: on a phone they open its pickers."""

from typing import Any

from django import forms
from django.db import models
from unfold.widgets import INPUT_CLASSES

_CLASS = {"class": " ".join(INPUT_CLASSES)}


class DayInput(forms.DateInput):
    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs={"type": "date", **_CLASS, **(attrs or {})}, format="%Y-%m-%d")


class HourInput(forms.TimeInput):
    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs={"type": "time", **_CLASS, **(attrs or {})}, format="%H:%M")


class TypedHourInput(forms.TimeInput):
    """For a table of hours: a whole week is typed faster than picked."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        own = {"inputmode": "numeric", "placeholder": "—", "autocomplete": "off", **_CLASS}
        super().__init__(attrs=own | (attrs or {}), format="%H:%M")


#: Days and hours in the forms that Django makes of tables.
NATIVE: "dict[type[models.Field[Any, Any]], dict[str, Any]]" = {
    models.DateField: {"widget": DayInput},
    models.TimeField: {"widget": HourInput},
}
