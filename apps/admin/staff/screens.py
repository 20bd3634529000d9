"""Who may enter the panel: the owner's page."""

from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.forms import ModelForm
from django.http import HttpRequest
from unfold.decorators import display
from unfold.widgets import UnfoldAdminPasswordWidget, UnfoldAdminSelectWidget

from ..roles import Role
from ..salon.models import Stylist
from ..salon.screens.base import Screen
from ..salon.wording import moment
from .models import StaffMember


class StaffForm(ModelForm):  # type: ignore[type-arg] # of StaffMember
    """With a new password when one is wanted; nobody ever sees one."""

    new_password = forms.CharField(
        label="Contraseña nueva",
        required=False,
        strip=False,
        widget=UnfoldAdminPasswordWidget(attrs={"autocomplete": "new-password"}),
        help_text="Diez caracteres como mínimo. Déjala vacía para no cambiarla.",
    )
    stylist_id = forms.TypedChoiceField(
        label="Agenda propia",
        required=False,
        empty_value=None,
        widget=UnfoldAdminSelectWidget(),
        help_text="Para estilistas: es la única agenda que verá.",
    )

    class Meta:
        model = StaffMember
        fields = ("username", "name", "role", "stylist_id", "is_active")

    def __init__(self, *args: Any, **given: Any) -> None:
        super().__init__(*args, **given)
        named = [(str(each.pk), each.name) for each in Stylist.objects.all()]
        field = self.fields["stylist_id"]
        field.choices = [("", "—"), *named]
        if not self.instance.pk:
            self.fields["new_password"].required = True
            self.fields["new_password"].help_text = "Diez caracteres como mínimo."

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("role") == Role.STYLIST.value and not given.get("stylist_id"):
            self.add_error("stylist_id", "Una estilista necesita su agenda.")
        password = given.get("new_password")
        if password:
            try:
                validate_password(password, self.instance)
            except ValidationError as error:
                self.add_error("new_password", error)
        return given


class StaffScreen(Screen):
    form = StaffForm
    list_display = ("name", "username", "role_said", "agenda", "is_active", "seen")
    fields = (
        ("name", "username"),
        ("role", "stylist_id"),
        "new_password",
        "is_active",
    )

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: Any) -> None:
        password = form.cleaned_data.get("new_password")
        if password:
            obj.set_password(password)
            form.changed_data.remove("new_password")
        super().save_model(request, obj, form, change)
        if password and change:
            self.note(request, obj, "password_changed")

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Whoever leaves may no longer enter; their name stays in the audit log."""
        del request, obj
        return False

    @display(description="Papel", label={"Propietaria": "primary", "Recepción": "info"})
    def role_said(self, member: StaffMember) -> str:
        return str(member.get_role_display())

    @display(description="Agenda")
    def agenda(self, member: StaffMember) -> str:
        stylist = Stylist.objects.filter(pk=member.stylist_id).first()
        return str(stylist or "Todas")

    @display(description="Última entrada", ordering="last_login")
    def seen(self, member: StaffMember) -> str:
        return moment(member.last_login)
