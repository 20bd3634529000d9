"""Changing and cancelling appointments (R19, R20)."""

from collections.abc import Sequence

from atrevete_core.domain.conversation import Reply, Template
from atrevete_core.domain.money import Money

from .facts import Visit
from .services import spoken_list
from .spanish import at_hour, day, duration, listed, money, short_day

_TWO = 2


def _what(visit: Visit) -> str:
    """«mechas»; «mechas de Rocío», whom the writer booked for."""
    return " de ".join(filter(None, (spoken_list(visit.services), visit.who)))


def _whose(visit: Visit) -> str:
    return "la" if visit.who else "tu"


def _appointment(visit: Visit) -> str:
    return f"{_what(visit)} con {visit.stylist} el {short_day(visit.start.date())} {at_hour(visit.start)}"


def nothing_to_change() -> str:
    return "No encuentro ninguna cita tuya pendiente. ¿Quieres que te busque una?"


def which(visits: Sequence[Visit]) -> str:
    return f"Tienes {listed(_appointment(visit) for visit in visits)}. ¿De cuál hablamos?"


def new_day_question(visit: Visit) -> str:
    return f"Tienes {_appointment(visit)}. ¿Para cuándo te la cambio?"


def in_an_appointment_of_its_own(services: Sequence[str]) -> str:
    """Another craft was wished beside what is booked (R11); `services`: what is clear of it."""
    wished = spoken_list(services) if services else "eso"
    return f"Peluquería y estética van en citas separadas: para {wished} te busco otra."


def moved(visit: Visit, *, first_name: str, deposit: Money, before: Visit | None = None) -> Reply:
    """What is new, the hour or the stylist, and that the deposit goes on counting."""
    name = f", {first_name}" if first_name else ""
    keeps = f" Tu anticipo de {money(deposit)} sigue valiendo 😊" if deposit else " 😊"
    return Reply(
        text=f"¡Hecho{name}! {_what_moved(visit, before or visit)}.{keeps}",
        template=Template(
            name="cita_cambiada",
            parameters=(first_name or "hola", f"{day(visit.start.date())} {at_hour(visit.start)}"),
        ),
    )


def _what_moved(visit: Visit, before: Visit) -> str:
    when = f"*{day(visit.start.date())} {at_hour(visit.start)}*"
    if visit.stylist == before.stylist:
        return f"He cambiado {_whose(visit)} cita de {_what(visit)} con {visit.stylist} al {when}"
    if visit.start == before.start:
        mine = _whose(visit).capitalize()
        return f"{mine} cita de {_what(visit)} del {when} es ahora con {visit.stylist}"
    return (
        f"He cambiado {_whose(visit)} cita de {_what(visit)} al {when}, ahora con {visit.stylist}"
    )


def stands(visit: Visit) -> str:
    """It is where it was to go already."""
    return f"{_whose(visit).capitalize()} cita de {_appointment(visit)} ya está así 😊"


def still(visit: Visit) -> str:
    """It was to go back to where it was, and somebody else is there now."""
    when = f"*{short_day(visit.start.date())} {at_hour(visit.start)}*"
    return f"Esa hora ya no está libre, así que {_whose(visit)} cita sigue el {when}."


def cancel_question(visit: Visit, *, first_name: str, refund: Money, free_hours: int) -> Reply:
    """Names the appointment and the money, and asks once (R19)."""
    name = f", {first_name}" if first_name else ""
    back = (
        f" Como faltan más de {free_hours} horas, te devolvemos los {money(refund)} a la misma "
        "tarjeta (suele tardar de 5 a 10 días)."
        if refund
        else ""
    )
    return Reply(
        text=f"Sin problema{name}.{back} ¿Cancelo {_appointment(visit)}?",
        buttons=("Sí, cancélala", "No, la dejo"),
    )


def cancelled(visit: Visit, *, refund: Money, kept: Money) -> str:
    """What was done, and where the money is. Never "devuelto" before the bank says so."""
    said = f"Hecho, {_whose(visit)} cita de {_appointment(visit)} queda cancelada."
    if refund:
        return f"{said} He pedido la devolución de los {money(refund)} a la misma tarjeta (suele tardar de 5 a 10 días)."
    if kept:
        return f"{said} El anticipo de {money(kept)} no se devuelve."
    return said


def cancel_all_question(
    visits: Sequence[Visit], *, first_name: str, refund: Money, free_hours: int
) -> Reply:
    """The same about several, in one question."""
    asked = cancel_question(visits[0], first_name=first_name, refund=refund, free_hours=free_hours)
    which = f"¿Cancelo {listed(map(_appointment, visits))}?"
    buttons = ("Sí, cancélalas", "No, las dejo")
    return Reply(text=f"{asked.text.partition('¿')[0]}{which}", buttons=buttons)


def cancelled_all(visits: Sequence[Visit], *, refund: Money) -> str:
    """All of them at once, with all the money."""
    number = "las dos quedan canceladas" if len(visits) == _TWO else "todas quedan canceladas"
    said = f"Hecho, {number}: {listed(map(_appointment, visits))}."
    back = (
        f" He pedido la devolución de los {money(refund)} a la misma tarjeta (suele tardar de 5 a "
        "10 días)."
    )
    return f"{said}{back if refund else ''}"


def all_left_as_they_are() -> str:
    return "Perfecto, las dejo como están 😊"


def asked_back(amount: Money) -> str:
    """«¿Y me devolvéis el dinero?», after it was cancelled."""
    return (
        f"Ya he pedido la devolución de los {money(amount)} a la misma tarjeta; suele tardar de 5 a "
        "10 días."
    )


def all_cancelled(number: int) -> str:
    """At the end of several in a row."""
    if number <= 1:
        return ""
    return " Las dos quedan canceladas." if number == _TWO else " Todas quedan canceladas."


def short_notice(*, first_name: str, kept: Money, free_hours: int) -> str:
    """The policy first, and moving it instead (R20)."""
    name = f", {first_name}" if first_name else ""
    money_said = (
        f"Faltan menos de {free_hours} horas y los {money(kept)} ya no se pueden devolver, pero si "
        "la cambiamos de día te los guardo."
        if kept
        else f"Faltan menos de {free_hours} horas; si quieres, la cambiamos de día."
    )
    return f"Vaya, lo siento{name}. {money_said} ¿Qué día te vendría bien?"


def cancel_without_refund_question(*, kept: Money) -> Reply:
    terms = ", sin devolución" if kept else ""
    return Reply(text=f"¿La cancelo entonces{terms}?", buttons=("Sí, cancélala", "No, la dejo"))


def left_as_it_is(visit: Visit) -> str:
    return f"Perfecto, la dejo como está: {_appointment(visit)} 😊"


def hold_released() -> str:
    return "Sin problema, ya no te guardo la hora. No se te ha cobrado nada."


def draft_dropped() -> str:
    return "Sin problema, lo dejamos. Cuando quieras, aquí estoy 😊"


def amended(visit: Visit, *, first_name: str, deposit: Money) -> Reply:
    """The new services, their total, and that the deposit stays as it is (R44)."""
    name = f", {first_name}" if first_name else ""
    paid = f" El anticipo de {money(deposit)} se queda como está." if deposit else ""
    return Reply(
        text=f"¡Hecho{name}! El {short_day(visit.start.date())} {at_hour(visit.start)} con {visit.stylist} "
        f"tienes {_what(visit)}: {money(visit.total)} en total, {duration(visit.minutes)}.{paid}"
    )


def new_day() -> str:
    return "¿Para cuándo te la cambio?"
