"""What stylists and the team read (R18, R23, R34)."""

from collections.abc import Sequence
from datetime import date, datetime

from atrevete_core.domain.conversation import EscalationReason, Reply, Template
from atrevete_core.domain.interval import after
from atrevete_core.domain.money import Money

from .facts import Visit
from .services import spoken_list
from .spanish import at_hour, day, duration, hour, money

_REASONS = {
    EscalationReason.MEDICAL: "consulta médica o de salud",
    EscalationReason.PAYMENT_FAILURE: "no consigue pagar",
    EscalationReason.AMBIGUITY: "no la entiendo",
    EscalationReason.DELAY: "llega tarde",
    EscalationReason.LATE_CANCELLATION: "cancela con poca antelación",
    EscalationReason.MANUAL_REQUEST: "pide hablar con una persona",
    EscalationReason.SAME_DAY: "cita para hoy",
    EscalationReason.AGENDA_CONFLICT: "choque en la agenda",
    EscalationReason.MONEY: "revisar un pago",
    EscalationReason.DELIVERY: "mensaje sin entregar",
    EscalationReason.WISH: "quiere que le avisen si se libera algo",
}


def stylist_subject(change: str, visit: Visit) -> str:
    """`change`: "confirmada", "cambiada", "cancelada", "anulada"."""
    return f"Cita {change}: {day(visit.start.date())} {at_hour(visit.start)}"


def stylist_text(change: str, visit: Visit, *, customer: str) -> str:
    return (
        f"Hola, {visit.stylist}:\n\n"
        f"Cita {change}: {customer}, {spoken_list(visit.services)} ({duration(visit.minutes)}), "
        f"el {day(visit.start.date())} {at_hour(visit.start)}.\n\n"
        "Maite"
    )


def calendar_title(visit: Visit, *, first_name: str, provisional: bool) -> str:
    """First name and services, no phone (R18)."""
    prefix = "(pendiente de anticipo) " if provisional else ""
    return f"{prefix}{first_name}: {spoken_list(visit.services)}"


def calendar_description(visit: Visit, *, deposit: Money, provisional: bool) -> str:
    state = "Bloqueo provisional" if provisional else "Cita confirmada"
    paid = "pendiente" if provisional else "pagado"
    return (
        f"{state}. {duration(visit.minutes)}. Total {money(visit.total)}; "
        f"anticipo {money(deposit)} ({paid})."
    )


def team_notice(reason: EscalationReason, summary: str) -> Reply:
    """To the team's WhatsApp conversation: why, who and what (R34)."""
    text = f"Aviso del salón ({_REASONS[reason]}): {summary}"
    return Reply(
        text=text,
        template=Template(name="aviso_equipo", parameters=(_REASONS[reason], summary)),
    )


def same_day(visit: Visit, *, customer: str) -> str:
    return (
        f"{customer}, {spoken_list(visit.services)} con {visit.stylist} hoy {at_hour(visit.start)} "
        f"({duration(visit.minutes)})."
    )


def person_has_the_word(text: str) -> str:
    """Left as a note instead of a message while a person is talking (I6)."""
    return f"Maite no ha enviado este mensaje porque la conversación la lleva una persona: «{text}»"


def absence_conflict(visit: Visit, customer: str, *, reason: str) -> str:
    why = f" ({reason})" if reason else ""
    return (
        f"Hay una ausencia o cierre{why} sobre la cita de {customer} con {visit.stylist} el "
        f"{day(visit.start.date())} {at_hour(visit.start)}: {spoken_list(visit.services)}. "
        "La cita sigue en pie; hay que hablar con quien reservó."
    )


def outside_hours(visit: Visit, customer: str) -> str:
    return (
        f"Con el horario nuevo queda fuera la cita de {customer} con {visit.stylist} el "
        f"{day(visit.start.date())} {at_hour(visit.start)}: {spoken_list(visit.services)}. "
        "La cita sigue en pie; hay que hablar con quien reservó."
    )


_UNDELIVERED = {
    "say": "Un mensaje a un cliente no se ha podido entregar",
    "note": "Una nota interna no se ha podido dejar",
    "pass_to_team": "Una conversación no se ha podido pasar al equipo",
    "tell_stylist": "Un correo a un estilista no se ha podido enviar",
    "expire_checkout": "Una página de pago no se ha podido cerrar",
    "refund_deposit": "Una devolución no se ha podido pedir",
    "mirror_appointment": "Una cita no se ha podido escribir en el calendario",
}


def undelivered(kind: str, error: str) -> str:
    """A dead letter, for a person to look after."""
    return f"{_UNDELIVERED.get(kind, 'Algo no se ha podido entregar')} ({error})."


def no_payment_page(customer: str) -> str:
    return f"No se puede crear la página de pago de {customer}. Su hora está guardada."


_LONGEST_QUOTE = 160


def hand_over_summary(
    who: str, *, services: tuple[str, ...], words: str, confided: bool = False
) -> str:
    """Who it is, what was being booked and the last words, shortened; what was `confided` is for
    whoever opens the conversation.
    """
    booking = f" Estaba reservando {spoken_list(services)}." if services else ""
    quote = words if len(words) <= _LONGEST_QUOTE else f"{words[:_LONGEST_QUOTE]}…"
    if confided:
        return f"{who}.{booking} Lo que cuenta está en su conversación."
    return f"{who}.{booking}{f' Ha escrito: «{quote}»' if quote.strip() else ''}"


def unanswerable() -> str:
    return "Maite no ha podido leer un mensaje de esta conversación: hay que mirarlo a mano."


def forgotten_talk() -> str:
    return (
        "Se ha restaurado una copia de seguridad y Maite no recuerda lo último que se habló en esta "
        "conversación: hay que leerla y revisar si falta alguna cita."
    )


def unreached(error: str) -> str:
    """The channel says that a message of ours did not arrive."""
    return f"WhatsApp no ha entregado un mensaje de Maite a un cliente ({error}): hay que avisarle."


def entry_deleted(visit: Visit, *, customer: str) -> str:
    return (
        f"Alguien ha borrado del calendario de {visit.stylist} la cita de {customer} del "
        f"{day(visit.start.date())} {at_hour(visit.start)}. La cita sigue en pie y se ha vuelto a "
        "escribir; si hay que cancelarla, se cancela en la agenda de Maite."
    )


def entry_moved(visit: Visit, *, customer: str, to: datetime) -> str:
    return (
        f"Alguien ha movido en el calendario de {visit.stylist} la cita de {customer} del "
        f"{day(visit.start.date())} {at_hour(visit.start)} al {day(to.date())} {at_hour(to)}. Para "
        "Maite sigue en su hora: hay que hablar con quien reservó y cambiarla en la agenda."
    )


def entry_unknown(stylist: str) -> str:
    return (
        f"En el calendario de {stylist} hay una cita de Maite que no está en la agenda: hay que "
        "mirar de quién es."
    )


def refund_late(amount: Money, name: str) -> str:
    """`name` is the gateway's for the refund or its payment."""
    return (
        f"Una devolución de {money(amount)} sigue sin llegar después de diez minutos ({name}): "
        "hay que mirarla en la pasarela."
    )


_SOURCES = {"desk": "la mensajería", "gateway": "la pasarela de pago", "calendar": "el calendario"}


def unreadable_event(source: str) -> str:
    return f"Un aviso de {_SOURCES.get(source, source)} no se ha podido aplicar: hay que mirarlo."


def late_cancellation(visit: Visit, *, customer: str, kept: Money) -> str:
    return (
        f"{customer} cancela con poca antelación: {spoken_list(visit.services)} con {visit.stylist} "
        f"el {day(visit.start.date())} {at_hour(visit.start)}. Anticipo que se queda: {money(kept)}."
    )


def delay(visit: Visit, *, customer: str, minutes: int, next_start: datetime | None) -> str:
    """Both times: when they come, and when the next person does (R32, S11)."""
    arrives = after(visit.start, minutes=minutes)
    following = (
        f" La siguiente cita de {visit.stylist} es a las {hour(next_start)}." if next_start else ""
    )
    return (
        f"{customer} llega tarde a su cita de las {hour(visit.start)} con {visit.stylist} "
        f"({spoken_list(visit.services)}): llegaría sobre las {hour(arrives)}, {minutes} min de retraso."
        f"{following}"
    )


def delay_subject(visit: Visit, *, customer: str) -> str:
    return f"{customer} llega tarde a las {hour(visit.start)}"


def wants_to_be_told(
    who: str, *, services: tuple[str, ...], first: date | None, stylist: str | None
) -> str:
    """A wish for a place that may become free (R57)."""
    what = spoken_list(services) or "una cita"
    when = f" para el {day(first)}" if first else ""
    with_whom = f" con {stylist}" if stylist else ""
    return f"{who or 'Alguien'} pide que le avisemos si se libera hueco de {what}{with_whom}{when}."


_STATES = {"provisional": "pendiente del anticipo", "confirmed": "confirmada"}


def appointments_note(visits: Sequence[tuple[Visit, str]]) -> str:
    """The answer to `/cita`: the customer's appointments, for the team."""
    if not visits:
        return "No tiene ninguna cita pendiente."
    return "\n".join(
        f"{day(visit.start.date())} {at_hour(visit.start)}, {spoken_list(visit.services)} con "
        f"{visit.stylist}, {money(visit.total)} ({_STATES.get(state, state)})"
        for visit, state in visits
    )


def note_commands() -> str:
    """The answer to `/ayuda`."""
    return (
        "Notas privadas que entiende Maite: /bot le devuelve la conversación, /cita muestra las "
        "citas de esta persona y /ayuda, esta lista."
    )


def forgotten() -> str:
    """Stands in the books for somebody whose data were erased."""
    return "Cliente (datos borrados)"


def given_back() -> str:
    return "Maite vuelve a llevar esta conversación."


def still_waiting(summary: str) -> str:
    """A hand-over that nobody took (R59)."""
    return f"sigue sin atender. {summary}"
