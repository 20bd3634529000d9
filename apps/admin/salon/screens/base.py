"""What all tables' pages share: the salon's rows only, and every change in the audit log."""

import uuid
from collections.abc import Iterable, Mapping
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.forms import ModelForm
from django.http import HttpRequest, HttpResponse
from unfold.admin import ModelAdmin

from ..acting import member, now
from ..models import AuditEntry, salon_id
from ..widgets import NATIVE

Changes = Mapping[str, object]


class Screen(ModelAdmin):
    """A table in the panel. `unique_in_salon` are fields of which the salon has each value once;
    of somebody's own facts (`is_personal`) the audit log says which changed, and not what they are.
    """

    unique_in_salon: ClassVar[tuple[str, ...]] = ()
    is_personal = False
    formfield_overrides = NATIVE
    list_fullwidth = True
    compressed_fields = True
    warn_unsaved_form = True
    list_per_page = 50
    show_full_result_count = False

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        title = str(self.opts.verbose_name_plural).capitalize()
        return super().changelist_view(request, {"title": title, **(extra_context or {})})

    def get_form(
        self, request: HttpRequest, obj: Any = None, change: bool = False, **given: Any
    ) -> "type[ModelForm[Any]]":
        form = super().get_form(request, obj, change=change, **given)
        form.unique_in_salon = self.unique_in_salon
        return type(form.__name__, (OnceInSalon, form), {})

    def save_model(
        self, request: HttpRequest, obj: Any, form: "ModelForm[Any]", change: Any
    ) -> None:
        before = _before(form) if change else {}
        super().save_model(request, obj, form, change)
        after = {name: plain(getattr(obj, _column(obj, name))) for name in form.changed_data}
        if form.changed_data or not change:
            action = "changed" if change else "added"
            self.note(request, obj, action, before=before, after=after)

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: Any) -> None:
        super().save_formset(request, form, formset, change)
        lines = (
            [f"+ {each}" for each in formset.new_objects]
            + [f"~ {each}" for each, _ in formset.changed_objects]
            + [f"- {each}" for each in formset.deleted_objects]
        )
        if lines:
            part = formset.model._meta.model_name
            self.note(request, form.instance, f"{part}_changed", lines=lines)

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        self.note(request, obj, "deleted", before={"name": str(obj)})
        super().delete_model(request, obj)

    def delete_queryset(self, request: HttpRequest, queryset: Iterable[Any]) -> None:
        for obj in queryset:
            self.delete_model(request, obj)

    def note(self, request: HttpRequest, obj: Any, action: str, **details: Any) -> None:
        """One entry of the audit log, in the transaction of the change itself."""
        kind = self.model._meta.model_name
        told = {"fields": sorted(details.get("after") or {})} if self.is_personal else details
        named = {} if self.is_personal else {"named": str(obj)}
        AuditEntry.objects.create(
            id=uuid.uuid4(),
            salon_id=salon_id(),
            actor=member(request).actor,
            action=f"{kind}.{action}",
            subject=f"{kind}:{obj.pk}",
            at=now(),
            details=named | {k: v for k, v in told.items() if v},
        )


class LookOnly(Screen):
    """A table that is read here; what changes it stands on its pages as an action."""

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        del request, obj
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        del request, obj
        return False


class OnceInSalon:
    """Says that a name is taken before the database does."""

    unique_in_salon: tuple[str, ...]
    instance: models.Model
    cleaned_data: dict[str, Any]

    def clean(self) -> Any:
        cleaned = super().clean()  # type: ignore[misc] # it is mixed into a form
        for name in self.unique_in_salon:
            value = self.cleaned_data.get(name)
            rows = type(self.instance)._default_manager.exclude(pk=self.instance.pk)
            if value is not None and rows.filter(**{name: value}).exists():
                taken = ValidationError("Ya hay otro con este mismo valor.", code="unique")
                self.add_error(name, taken)
        return cleaned


def plain(value: object) -> object:
    """As JSON can hold it."""
    if value is None or isinstance(value, bool | int | str):
        return value
    return [plain(each) for each in value] if isinstance(value, list | tuple) else str(value)


def _before(form: "ModelForm[Any]") -> Changes:
    return {name: plain(form.initial.get(name)) for name in form.changed_data}


def _column(obj: models.Model, name: str) -> str:
    field = obj._meta.get_field(name)
    return getattr(field, "attname", name)
