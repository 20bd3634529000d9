"""The audit log in the salon's words."""

from collections.abc import Mapping
from typing import Final

from ..models.time import WEEKDAYS
from ..wording import euros

_ACTIONS: Final = {
    "appointment.cancelled": "Cancela una cita",
    "appointment.moved": "Cambia una cita",
    "appointment.completed": "Apunta que vino",
    "appointment.no_show": "Apunta que no vino",
    "appointment.confirmed_without_deposit": "Confirma sin anticipo",
    "appointment.released": "Suelta una hora sin pagar",
    "absence.entered": "Apunta una ausencia",
    "absence.withdrawn": "Quita una ausencia",
    "day.closed": "Cierra un día",
    "day.reopened": "Abre un día cerrado",
    "conversation.taken": "Se encarga de una conversación",
    "conversation.given_back": "Devuelve una conversación a Maite",
    "task.taken": "Se encarga de un aviso",
    "task.closed": "Resuelve un aviso",
    "openinghours.changed": "Cambia el horario del salón",
    "workinghours.changed": "Cambia el horario de una estilista",
    "specialday.changed": "Cambia el horario de un día",
    "terms.changed": "Cambia las condiciones",
    "staffmember.added": "Da entrada a una persona",
    "staffmember.changed": "Cambia a una persona del equipo",
    "staffmember.password_changed": "Pone una contraseña nueva",
}
_KINDS: Final = {
    "service": "un servicio",
    "pack": "un pack",
    "stylist": "una ficha de estilista",
    "faq": "una pregunta frecuente",
    "customer": "una ficha de clienta",
    "staffmember": "a una persona del equipo",
}
_WEEKDAYS: Final = dict(WEEKDAYS)
_VERBS: Final = {"added": "Añade", "changed": "Cambia", "deleted": "Borra"}
_FIELDS: Final = {
    "price_cents": "precio",
    "minutes": "minutos",
    "name": "nombre",
    "first_name": "nombre",
    "last_name": "apellidos",
    "preferred_stylist": "estilista preferida",
    "wants_reminders": "recordatorios",
    "category": "categoría",
    "topic": "tema",
    "text": "respuesta",
    "words": "palabras",
    "role": "papel",
    "is_active": "puede entrar",
    "bookable": "por WhatsApp",
    "description": "descripción",
    "refund_cents": "se devuelven",
    "kept_cents": "se quedan",
    "waived_cents": "perdonados",
    "in_the_way": "citas en medio",
    "reason": "motivo",
}


def actor_said(actor: str) -> str:
    """«lola» for "admin:lola"; other doors keep their name."""
    door, _, name = actor.partition(":")
    return name if door == "admin" else actor


def action_said(action: str) -> str:
    if action in _ACTIONS:
        return _ACTIONS[action]
    kind, _, verb = action.partition(".")
    said = _VERBS.get(verb, "Cambia")
    return f"{said} {_KINDS.get(kind, kind)}"


def details_said(details: Mapping[str, object]) -> str:
    """The few things that say it all, in a line."""
    parts = [str(details["named"])] if details.get("named") else []
    before, after = details.get("before"), details.get("after")
    if isinstance(before, Mapping) and isinstance(after, Mapping):
        parts += [
            f"{_field(key)}: {_value(key, before.get(key))} → {_value(key, after.get(key))}"
            for key in {**before, **after}
            if isinstance(key, str)
        ]
    fields = details.get("fields")
    parts += (
        [", ".join(_FIELDS.get(str(key), str(key)) for key in fields)]
        if isinstance(fields, list)
        else []
    )
    parts += [
        f"{said}: {_value(key, details[key])}"
        for key, said in _FIELDS.items()
        if details.get(key) not in (None, "", 0)
    ]
    return " · ".join(parts)


def _field(key: str) -> str:
    """Hours are kept under their weekday or their date."""
    if key.isdigit():
        return _WEEKDAYS.get(int(key), key)
    return f"{key[8:]}/{key[5:7]}/{key[:4]}" if key[:4].isdigit() else _FIELDS.get(key, key)


def _value(key: str, value: object) -> str:
    if key[:1].isdigit():
        return _hours(value)
    if key.endswith("_cents") and isinstance(value, int):
        return euros(value)
    if isinstance(value, bool):
        return "sí" if value else "no"
    return str(value)


def _hours(spans: object) -> str:
    if not isinstance(spans, list):
        return "el horario de siempre"
    return " y ".join(map(str, spans)) or "cerrado"
