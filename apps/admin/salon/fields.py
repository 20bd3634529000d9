"""Columns in the salon's units: euros for cents, minutes, and what JSON and lists need."""

from decimal import Decimal, InvalidOperation
from typing import Any, Final

from django import forms
from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.db import models
from unfold.widgets import (
    UnfoldAdminCheckboxSelectMultipleWidget,
    UnfoldAdminIntegerFieldWidget,
    UnfoldAdminTextareaWidget,
    UnfoldAdminTextInputWidget,
)

_MOST_CENTS: Final = 1_000_000


class EurosField(forms.Field):
    """«12,50» for 1250 cents; a point is read as a comma, and nothing is ever rounded."""

    default_error_messages = {
        "invalid": "Escribe un importe en euros, como 12,50.",
        "cents": "El importe llega hasta los céntimos: como mucho dos decimales.",
        "range": "El importe va de 0,00 € a 10.000,00 €.",
    }

    def __init__(self, **given: Any) -> None:
        given.setdefault(
            "widget", UnfoldAdminTextInputWidget(attrs={"inputmode": "decimal", "suffix": "€"})
        )
        super().__init__(**given)

    def prepare_value(self, value: object) -> object:
        if not isinstance(value, int):
            return value
        return f"{value // 100},{value % 100:02d}"

    def to_python(self, value: str | None) -> int | None:
        if value in self.empty_values or value is None:
            return None
        plain = value.strip().removesuffix("€").strip().replace(",", ".")
        try:
            cents = Decimal(plain) * 100
        except InvalidOperation as error:
            raise ValidationError(self.error_messages["invalid"], code="invalid") from error
        if not cents.is_finite():
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        if cents != cents.to_integral_value():
            raise ValidationError(self.error_messages["cents"], code="cents")
        if not 0 <= cents <= _MOST_CENTS:
            raise ValidationError(self.error_messages["range"], code="range")
        return int(cents)

    def has_changed(self, initial: Any, data: Any) -> bool:
        try:
            return self.to_python(data) != initial
        except ValidationError:
            return True


class CentsField(models.IntegerField):  # type: ignore[type-arg] # of whole numbers
    """Whole euro cents in the database; euros in a form."""

    def formfield(self, **given: Any) -> forms.Field | None:
        given.pop("widget", None)
        return EurosField(
            label=str(self.verbose_name).capitalize(),
            required=not self.blank,
            help_text=self.help_text,
        )


class UnitsField(forms.IntegerField):
    """A whole number with its unit beside it and its limits checked."""

    def __init__(self, *, unit: str, least: int, most: int, **given: Any) -> None:
        given.setdefault("help_text", f"De {least} a {most} {unit}.")
        given["widget"] = UnfoldAdminIntegerFieldWidget(attrs={"min": least, "max": most})
        super().__init__(min_value=least, max_value=most, **given)
        self.unit = unit


class MinutesField(models.IntegerField):  # type: ignore[type-arg] # as above
    """Minutes: one at least, a working day at most."""

    def formfield(self, **given: Any) -> forms.Field | None:
        label = given.get("label") or str(self.verbose_name).capitalize()
        return UnitsField(unit="minutos", least=5, most=600, label=label)


class ChoicesArrayField(ArrayField):  # type: ignore[type-arg] # of texts, as its base field says
    """Some of a few known words, as boxes to tick."""

    def formfield(self, **given: Any) -> forms.Field | None:
        del given
        return forms.MultipleChoiceField(
            choices=list(self.base_field.choices or ()),
            label=str(self.verbose_name).capitalize(),
            required=True,
            help_text=self.help_text,
            widget=UnfoldAdminCheckboxSelectMultipleWidget(),
        )


class WordsField(ArrayField):  # type: ignore[type-arg] # of texts
    """Words, one a line."""

    def formfield(self, **given: Any) -> forms.Field | None:
        del given
        return LinesField(
            label=str(self.verbose_name).capitalize(), required=False, help_text=self.help_text
        )


class LinesField(forms.CharField):
    def __init__(self, **given: Any) -> None:
        super().__init__(widget=UnfoldAdminTextareaWidget(attrs={"rows": 4}), **given)

    def prepare_value(self, value: object) -> object:
        return "\n".join(value) if isinstance(value, list | tuple) else value

    def clean(self, value: Any) -> list[str]:
        text = super().clean(value)
        return [line.strip() for line in text.splitlines() if line.strip()]

    def has_changed(self, initial: Any, data: Any) -> bool:
        return self.clean(data) != list(initial or ())


class PlainJsonField(models.JSONField):
    """A column of the type `json`, which psycopg has read already."""

    def db_type(self, connection: Any) -> str:
        del connection
        return "json"

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Any:
        del expression, connection
        return value
