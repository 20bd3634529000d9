"""Dates, hours, money, durations and lists as a Spaniard writes them."""

from collections.abc import Iterable
from datetime import date, datetime

from atrevete_core.domain.money import Money

WEEKDAYS = ("lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo")
MONTHS = (
    "enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto", "septiembre",
    "octubre", "noviembre", "diciembre",
)  # fmt: skip
_SHORT_WEEKDAYS = ("Lun", "Mar", "Mié", "Jue", "Vie", "Sáb", "Dom")


def day(date_: date, *, today: date | None = None) -> str:
    """«viernes 18 de diciembre»; with the year when it is not this one or the next months."""
    named = f"{WEEKDAYS[date_.weekday()]} {date_.day} de {MONTHS[date_.month - 1]}"
    far = today is not None and (date_ - today).days > 300
    return f"{named} de {date_.year}" if far else named


def short_day(date_: date) -> str:
    """«viernes 18»: after the day was named once."""
    return f"{WEEKDAYS[date_.weekday()]} {date_.day}"


def hour(instant: datetime) -> str:
    """«12:30»; the instant must be in the salon's zone."""
    return f"{instant.hour}:{instant.minute:02d}"


def at_hour(instant: datetime) -> str:
    """«a las 12:30», "a la 1:00"."""
    return f"{'a la' if instant.hour == 1 else 'a las'} {hour(instant)}"


def money(amount: Money) -> str:
    """«1.016,00 €»."""
    euros, cents = divmod(amount.cents, 100)
    return f"{euros:,}".replace(",", ".") + f",{cents:02d} €"


def duration(minutes: int) -> str:
    """«60 min», "95 min", "1 h 50 min" (hours from 100 minutes on), "2 h"."""
    if minutes < 100:
        return f"{minutes} min"
    hours, rest = divmod(minutes, 60)
    return f"{hours} h {rest} min" if rest else f"{hours} h"


def listed(words: Iterable[str], *, last: str = "y") -> str:
    """«a, b y c»; "y" becomes "e" before an i sound, "o" becomes "u" before an o sound."""
    items = list(words)
    if len(items) < 2:
        return "".join(items)
    sound = items[-1].lower().lstrip("*")
    if last == "y" and sound.startswith(("i", "hi", "í")) and not sound.startswith(("hie", "ia")):
        last = "e"
    if last == "o" and sound.startswith(("o", "ho", "ó")):
        last = "u"
    return f"{', '.join(items[:-1])} {last} {items[-1]}"


def sentence(words: str) -> str:
    """With a capital at its beginning; names within it keep theirs."""
    return words[:1].upper() + words[1:]


def button(instant: datetime, stylist: str) -> str:
    """A reply button of at most 20 characters: "Vie 18 12:30 Marta"."""
    return f"{_SHORT_WEEKDAYS[instant.weekday()]} {instant.day} {hour(instant)} {stylist}"[
        :20
    ].strip()
