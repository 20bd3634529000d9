"""Who may do what in the panel: three roles, one table. No I/O."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final


class Role(StrEnum):
    OWNER = "owner"
    RECEPTION = "reception"
    STYLIST = "stylist"


#: What reception sees and does besides; the owner may do everything.
_RECEPTION: Final[Mapping[str, str]] = {
    "appointment": "view change",
    "hold": "view",
    "deposit": "view",
    "customer": "view change",
    "conversation": "view change",
    "escalation": "view change",
    "absence": "view add delete",
    "closure": "view add delete",
    "specialday": "view add change delete",
    "service": "view",
    "pack": "view",
    "stylist": "view",
    "openinghours": "view",
    "faq": "view add change",
}
#: A stylist sees their own agenda, and nothing else.
_STYLIST: Final[Mapping[str, str]] = {"appointment": "view"}


def allows(role: Role, permission: str) -> bool:
    """Whether the role includes Django's "salon.change_service"."""
    if role is Role.OWNER:
        return True
    action, _, model = permission.rpartition(".")[2].partition("_")
    table = _RECEPTION if role is Role.RECEPTION else _STYLIST
    return action in table.get(model, "").split()


def sees_application(role: Role, label: str) -> bool:
    """Whether anything of that application is shown to the role."""
    return role is Role.OWNER or label == "salon"
