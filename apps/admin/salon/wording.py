"""Money, days and hours as the panel writes them: the salon's own, to the minute and the cent."""

from datetime import date, datetime

from django.utils.timezone import localtime

from atrevete_core.domain.money import Money
from atrevete_core.phrases import spanish

_SHORT_DAYS = ("lun", "mar", "mié", "jue", "vie", "sáb", "dom")
_SHORT_MONTHS = (
    "ene", "feb", "mar", "abr", "may", "jun", "jul", "ago", "sep", "oct", "nov", "dic",
)  # fmt: skip


def euros(cents: int | None) -> str:
    return "" if cents is None else spanish.money(Money(cents))


def clock(instant: datetime) -> str:
    """«9:05»."""
    return spanish.hour(localtime(instant))


def short_day(day: date) -> str:
    """«vie 18 dic»."""
    return f"{_SHORT_DAYS[day.weekday()]} {day.day} {_SHORT_MONTHS[day.month - 1]}"


def long_day(day: date) -> str:
    """«Viernes 18 de diciembre de 2026»."""
    return f"{spanish.sentence(spanish.day(day))} de {day.year}"


def moment(instant: datetime | None) -> str:
    """«vie 18 dic 2026, 12:30»."""
    if instant is None:
        return "—"
    local = localtime(instant)
    return f"{short_day(local)} {local.year}, {spanish.hour(local)}"


def minutes(count: int) -> str:
    return spanish.duration(count)


def phone(number: str | None) -> str:
    """«+34 600 11 12 22»; other countries' as they are."""
    if not number:
        return "Sin teléfono"
    local = number.removeprefix("+34")
    if len(number) != len(local) + 3 or len(local) != len("600111222"):
        return number
    return f"+34 {local[:3]} {local[3:5]} {local[5:7]} {local[7:]}"


def services_of(names: list[str]) -> str:
    return spanish.sentence(spanish.listed(name.lower() for name in names))
