"""How the panel looks, and what stands in its menu for whom."""

from collections.abc import Callable
from typing import Any, Final

from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import reverse_lazy

_PLUM: Final = {
    "50": "oklch(97.7% .013 340)",
    "100": "oklch(94.8% .03 341)",
    "200": "oklch(89.9% .062 343)",
    "300": "oklch(82.3% .11 346)",
    "400": "oklch(71.8% .165 350)",
    "500": "oklch(61% .185 352)",
    "600": "oklch(51.5% .175 353)",
    "700": "oklch(45% .155 354)",
    "800": "oklch(39% .13 355)",
    "900": "oklch(34% .11 356)",
    "950": "oklch(24% .08 357)",
}


def _may(permission: str) -> Callable[[HttpRequest], bool]:
    def allowed(request: HttpRequest) -> bool:
        user: Any = request.user
        return bool(user.has_perm(permission))

    return allowed


def _item(title: str, icon: str, model: str, *, badge: str = "") -> dict[str, Any]:
    item: dict[str, Any] = {
        "title": title,
        "icon": icon,
        "link": reverse_lazy(f"admin:{model}_changelist"),
        "permission": _may(f"{model.replace('_', '.view_', 1)}"),
    }
    return item | ({"badge": badge, "badge_variant": "primary"} if badge else {})


def _navigation() -> list[dict[str, Any]]:
    today = [
        {"title": "Hoy", "icon": "today", "link": reverse_lazy("admin:index")},
        {"title": "Semana", "icon": "calendar_view_week", "link": reverse_lazy("admin:week")},
        _item("Citas", "event", "salon_appointment"),
        _item("Avisos", "notifications", "salon_escalation", badge=f"{__package__}.badges.tasks"),
        _item("Conversaciones", "forum", "salon_conversation"),
        _item("Clientas y clientes", "group", "salon_customer"),
        _item("Anticipos", "payments", "salon_deposit"),
    ]
    salon = [
        _item("Servicios", "content_cut", "salon_service"),
        _item("Packs", "redeem", "salon_pack"),
        _item("Estilistas", "face_4", "salon_stylist"),
        _item("Ausencias", "event_busy", "salon_absence"),
        _item("Cierres", "door_front", "salon_closure"),
        _item("Horario", "schedule", "salon_openinghours"),
        _item("Días especiales", "celebration", "salon_specialday"),
        _item("Preguntas frecuentes", "quiz", "salon_faq"),
        _item("Condiciones", "gavel", "salon_policy"),
    ]
    panel = [
        _item("Equipo", "badge", "staff_staffmember"),
        _item("Registro de cambios", "history", "salon_auditentry"),
    ]
    return [
        {"title": "El día a día", "items": today},
        {"title": "El salón", "separator": True, "items": salon},
        {"title": "El panel", "separator": True, "items": panel},
    ]


UNFOLD: Final[dict[str, Any]] = {
    "SITE_TITLE": "Atrévete",
    "SITE_HEADER": "Atrévete",
    "SITE_SUBHEADER": "Peluquería y estética",
    "SITE_SYMBOL": "local_florist",
    "SITE_URL": None,
    "SHOW_HISTORY": False,
    "SHOW_VIEW_ON_SITE": False,
    "SHOW_BACK_BUTTON": True,
    "BORDER_RADIUS": "8px",
    "COLORS": {"primary": _PLUM},
    "SITE_FAVICONS": [
        {"rel": "icon", "type": "image/svg+xml", "href": lambda _: static("panel/flower.svg")}
    ],
    "STYLES": [lambda _: static("panel/panel.css")],
    "SIDEBAR": {"show_search": False, "navigation": lambda _: _navigation()},
}
