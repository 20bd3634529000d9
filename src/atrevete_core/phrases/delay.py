"""Answers to somebody who is late: calm, with both times (R32, S11)."""

from datetime import date, datetime

from .facts import Visit
from .spanish import at_hour, hour, short_day


def how_late() -> str:
    return "Gracias por avisar. ¿A qué hora crees que llegas?"


def no_appointment_today() -> str:
    return "Gracias por avisar, pero no encuentro ninguna cita tuya para hoy. ¿Para qué día era?"


def delay(
    visit: Visit,
    *,
    arrives: datetime,
    next_start: datetime | None,
    told: bool,
    first_name: str,
    today: date | None = None,
) -> str:
    """When they would come, who comes next, and who has been told."""
    name = f", {first_name}" if first_name else ""
    if not told:
        on = "" if today in {None, arrives.date()} else f"el {short_day(arrives.date())} "
        return f"Gracias por avisar{name}: te espero {on}{at_hour(arrives)}. Ven con calma."
    following = (
        f" y {visit.stylist} tiene otra cita {at_hour(next_start)}: se lo digo ya, por si hay que acortar algo."
        if next_start
        else f": se lo digo ya a {visit.stylist}."
    )
    return f"Gracias por avisar{name}. Llegarías a las {hour(arrives)}{following} Ven con calma."
