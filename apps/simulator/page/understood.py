"""Commands, nodes and tables in the salon's Spanish: what Maite understood, in words."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, time
from typing import Any, Final

from .wording import short_day

Json = Mapping[str, Any]

_PARTS: Final = {
    "morning": "por la mañana",
    "afternoon": "por la tarde",
    "evening": "a última hora",
}
_WEEKDAYS: Final = ("lunes", "martes", "miércoles", "jueves", "viernes", "sábados", "domingos")
_PLAIN: Final = {
    "greet": "saluda",
    "refuse_slots": "no le va ninguna de las horas",
    "accept": "dice que sí",
    "refuse": "dice que no",
    "ask_identity": "pregunta quién es Maite",
    "ask_total": "pregunta cuánto es en total",
    "ask_my_appointments": "pregunta por sus citas",
    "book_usual": "quiere lo de siempre",
    "report_payment_trouble": "no puede pagar",
    "claim_paid": "dice que ha pagado",
    "pay_otherwise": "quiere pagar de otra forma",
    "confirm_attendance": "confirma que viene",
    "stop_reminders": "no quiere más mensajes",
    "offend": "falta al respeto",
    "ask_discount": "pide un precio más bajo",
    "ask_other": "pregunta otra cosa del salón",
    "ask_private": "pregunta algo privado",
    "ask_receipt": "pide un recibo",
    "ask_deposit": "pregunta si hay que pagar el anticipo",
    "thank": "da las gracias",
    "take_time": "necesita un momento",
    "not_understood": "no se entiende",
}
_REASONS: Final = {
    "asked": "pide una persona",
    "medical": "tiene una duda de salud",
    "emergency": "es una urgencia",
    "complaint": "tiene una queja",
    "invoice": "necesita una factura",
}
NODES: Final = {
    "receive": "recibe",
    "identify": "reconoce",
    "understand": "entiende",
    "look_up": "consulta",
    "take_note": "anota",
    "hand_over": "pasa a una persona",
    "payment_trouble": "problema de pago",
    "running_late": "llega tarde",
    "cancel": "cancela",
    "change": "cambia",
    "reminder_reply": "recordatorio",
    "answer": "contesta",
    "book": "reserva",
    "go_on": "sigue con lo demás",
    "say": "dice",
    "wait_for_person": "espera a una persona",
}
TABLES: Final = {
    "appointments": "citas",
    "appointment_services": "servicios de la cita",
    "audit_log": "registro de cambios",
    "busy_times": "tiempo ocupado",
    "contacts": "contactos",
    "conversation_history": "lo que se ha dicho",
    "conversations": "conversación",
    "customers": "clientas",
    "deposits": "anticipos",
    "escalations": "avisos a personas",
    "holds": "bloqueo provisional",
    "inbox": "mensajes recibidos",
    "occupied": "huecos ocupados",
    "outbox": "por enviar",
}
TOOLS: Final = {
    "services": "servicios y precios",
    "packs": "packs",
    "availability": "huecos libres",
    "hours": "horario",
    "faq": "preguntas frecuentes",
    "my_appointments": "sus citas",
}


def in_words(command: Json) -> str:
    """One command as a short Spanish sentence about the customer."""
    kind = str(command.get("do", ""))
    plain = _PLAIN.get(kind)
    if plain is not None:
        return plain
    tell = _TOLD.get(kind)
    return tell(command) if tell else kind


def _listed(words: Iterable[object]) -> str:
    return ", ".join(str(each).lower() for each in words)


def _book(command: Json) -> str:
    unclear = [f"«{each['words']}»" for each in command.get("unclear") or ()]
    wanted = _listed([*(command.get("services") or ()), *unclear])
    whom = command.get("for_name") or command.get("for_whom")
    return f"quiere cita{f': {wanted}' if wanted else ''}{f', para {whom}' if whom else ''}"


def _choose_stylist(command: Json) -> str:
    if command.get("anyone"):
        return "con quien sea"
    if command.get("another"):
        return "con otra persona"
    if command.get("not_with"):
        return f"con cualquiera menos {command['not_with']}"
    gender = {"f": "una mujer", "m": "un hombre"}.get(str(command.get("gender")))
    return f"con {command.get('stylist') or gender or 'alguien'}"


def _choose_slot(command: Json) -> str:
    if command.get("any"):
        return "le da igual la hora"
    position = command.get("position")
    chosen = [
        "la última" if position == -1 else f"la {position}.ª" if position else "",
        _day(command.get("day")),
        _clock("a las", command.get("at")),
        f"con {command['stylist']}" if command.get("stylist") else "",
    ]
    return f"elige {' '.join(each for each in chosen if each)}"


def _give_name(command: Json) -> str:
    names = (command.get("first_name"), command.get("last_name"))
    return f"se llama {' '.join(str(each) for each in names if each)}"


def _run_late(command: Json) -> str:
    if command.get("minutes") is not None:
        return f"llega {command['minutes']} min tarde"
    if command.get("arrives_in") is not None:
        return f"llega en {command['arrives_in']} min"
    return f"llega tarde {_clock('a las', command.get('arrives'))}".rstrip()


def _about(verb: str) -> Callable[[Json], str]:
    def tell(command: Json) -> str:
        return f"{verb} {when_in_words(command.get('which'))}".rstrip()

    return tell


_TOLD: Final[Mapping[str, Callable[[Json], str]]] = {
    "book": _book,
    "add_services": lambda c: f"añade {_listed(c.get('services') or ())}".rstrip(),
    "leave_out": lambda c: (
        f"no viene {_listed(c['people'])}" if c.get("people") else "viene sin nadie más"
    ),
    "drop_services": lambda c: f"quita {_listed(c['services'])}",
    "choose_pack": lambda c: f"quiere el pack {c.get('pack') or ''}".rstrip(),
    "choose_when": lambda c: when_in_words(c["when"]) or "cuando sea",
    "choose_stylist": _choose_stylist,
    "choose_slot": _choose_slot,
    "give_name": _give_name,
    "ask": lambda c: f"pregunta por {_listed(c['topics'])}",
    "ask_about_services": lambda c: f"pregunta por {_listed(c['services'])}".rstrip(),
    "ask_opening": lambda c: f"pregunta si abrís {when_in_words(c['when'])}".rstrip(),
    "ask_availability": lambda c: (
        "quiere que la aviséis si hay hueco" if c.get("waiting_list") else "pregunta si hay hueco"
    ),
    "ask_consultation": lambda c: f"duda entre {_listed(c.get('between') or ())}".rstrip(),
    "change_appointment": _about("quiere cambiar su cita"),
    "cancel_appointment": _about("quiere cancelar"),
    "run_late": _run_late,
    "call_person": lambda c: _REASONS.get(str(c.get("about")), "necesita a una persona"),
    "out_of_scope": lambda c: f"pide algo que no hacéis: {c.get('words', '')}".rstrip(": "),
}


def when_in_words(when: Json | None) -> str:
    """A wish for day and hour."""
    if not when:
        return ""
    if when.get("no_such_day"):
        return f"un día que no existe («{when.get('words', '')}»)"
    weekdays = [_WEEKDAYS[each] for each in when.get("weekdays") or ()]
    return " ".join(
        each
        for each in (
            _days(when.get("days")),
            f"({', '.join(weekdays)})" if weekdays else "",
            _refused(when.get("not_on") or ()),
            _clock("a las", when.get("at")),
            _clock("desde las", when.get("earliest")),
            _clock("hasta las", when.get("latest")),
            _PARTS.get(str(when.get("part")), ""),
            "cuanto antes" if when.get("soonest") else "",
        )
        if each
    )


def _days(days: Json | None) -> str:
    if not days:
        return ""
    first, last = _day(days.get("first")), _day(days.get("last"))
    if first == last:
        return first
    return " ".join(
        f"{word} {day}" for word, day in (("desde el", first), ("hasta el", last)) if day
    )


def _refused(days: Sequence[str]) -> str:
    return f"menos {', '.join(_day(each) for each in days)}" if days else ""


def _day(text: object) -> str:
    return short_day(date.fromisoformat(str(text))) if text else ""


def _clock(word: str, text: object) -> str:
    return f"{word} {time.fromisoformat(str(text)):%H:%M}" if text else ""
