"""The people who work with the panel. This table is Django's own, in its schema."""

from collections.abc import Iterable
from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.core.validators import RegexValidator
from django.db import models

from ..roles import Role, allows, sees_application

_PLAIN_NAME = RegexValidator(
    r"^[a-z0-9._-]+$", "Usa letras minúsculas sin tildes, números, puntos o guiones."
)


class StaffMember(AbstractBaseUser):
    """Somebody of the salon. A stylist is bound to their own agenda."""

    username = models.CharField("usuario", max_length=40, unique=True, validators=[_PLAIN_NAME])
    name = models.CharField("nombre", max_length=80)
    role = models.CharField(
        "papel",
        max_length=12,
        choices=[
            (Role.OWNER.value, "Propietaria"),
            (Role.RECEPTION.value, "Recepción"),
            (Role.STYLIST.value, "Estilista"),
        ],
        default=Role.RECEPTION.value,
    )
    stylist_id = models.UUIDField("agenda propia", null=True, blank=True)
    is_active = models.BooleanField("puede entrar", default=True)

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]
    is_staff = True
    is_superuser = False

    objects = BaseUserManager["StaffMember"]()

    class Meta:
        verbose_name = "persona del equipo"
        verbose_name_plural = "personas del equipo"
        ordering = ("username",)
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=~models.Q(role=Role.STYLIST.value) | models.Q(stylist_id__isnull=False),
                name="stylists_have_an_agenda",
            )
        ]

    def __str__(self) -> str:
        return self.name or self.username

    @property
    def role_in_salon(self) -> Role:
        return Role(self.role)

    @property
    def is_stylist(self) -> bool:
        return self.role_in_salon is Role.STYLIST

    @property
    def is_owner(self) -> bool:
        return self.role_in_salon is Role.OWNER

    @property
    def actor(self) -> str:
        """How the audit log names them."""
        return f"admin:{self.username}"

    def get_full_name(self) -> str:
        return str(self)

    def get_short_name(self) -> str:
        return self.name.partition(" ")[0] or self.username

    def has_perm(self, permission: str, obj: object = None) -> bool:
        del obj
        return self.is_active and allows(self.role_in_salon, permission)

    def has_perms(self, permissions: Iterable[str], obj: object = None) -> bool:
        return all(self.has_perm(each, obj) for each in permissions)

    def has_module_perms(self, label: str) -> bool:
        return self.is_active and sees_application(self.role_in_salon, label)
