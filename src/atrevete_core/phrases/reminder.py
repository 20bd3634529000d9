"""The reminder and the short answer to its answer (R24)."""

from datetime import datetime

from atrevete_core.domain.conversation import Reply, Template
from atrevete_core.domain.interval import after

from .facts import BookingFacts, Visit
from .services import spoken_list
from .spanish import WEEKDAYS, at_hour, day, duration, listed, money


def reminder(facts: BookingFacts) -> Reply:
    """Service, stylist, day, time, duration, deposit and until when it can be cancelled free."""
    name = f", {facts.first_name}" if facts.first_name else ""
    visit = facts.visits[0]
    what = listed(_what(each) for each in facts.visits)
    waits = "esperan" if len({each.stylist for each in facts.visits}) > 1 else "espera"
    who = listed(dict.fromkeys(each.stylist for each in facts.visits))
    text = (
        f"¡Hola{name}! 🌸 El {day(visit.start.date())} {at_hour(visit.start)} te {waits} {who}: "
        f"{what}. {_deposit(facts)}¿Nos vemos?"
    )
    return Reply(
        text=text,
        template=Template(
            name="recordatorio_48h",
            parameters=(
                facts.first_name or "hola",
                f"{day(visit.start.date())} {at_hour(visit.start)}",
                who,
                what,
                money(facts.deposit),
            ),
        ),
    )


def _what(visit: Visit) -> str:
    who = f"{visit.who}, " if visit.who else ""
    return f"{who}{spoken_list(visit.services)} ({duration(visit.minutes)})"


def _deposit(facts: BookingFacts) -> str:
    limit = after(facts.start, hours=-facts.free_hours)
    notice = (
        f"Si no puedes, avísame con más de {facts.free_hours} horas "
        f"(antes del {WEEKDAYS[limit.weekday()]} {at_hour(limit)})"
    )
    if not facts.deposit:
        return f"{notice}. "
    return f"Anticipo pagado: {money(facts.deposit)}. {notice} y te lo devolvemos. "


def attendance_confirmed(start: datetime, *, first_name: str = "") -> str:
    name = f", {first_name}" if first_name else ""
    return f"¡Genial{name}, hasta el {WEEKDAYS[start.weekday()]}! 😊"
