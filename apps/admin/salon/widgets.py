"""The browser's own fields for a day and an hour: on a phone they open its pickers."""

from functools import partial
from typing import Any

from django import forms
from django.db import models
from unfold.widgets import INPUT_CLASSES

_CLASS = {"class": " ".join(INPUT_CLASSES)}

DAY = partial(forms.DateInput, attrs={"type": "date", **_CLASS}, format="%Y-%m-%d")
HOUR = partial(forms.TimeInput, attrs={"type": "time", **_CLASS}, format="%H:%M")

#: Days and hours in the forms that Django makes of tables.
NATIVE: dict[type[models.Field[Any, Any]], dict[str, Any]] = {
    models.DateField: {"widget": DAY},
    models.TimeField: {"widget": HOUR},
}
