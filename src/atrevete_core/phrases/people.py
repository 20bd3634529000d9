"""Handing over to a person, and the sentences in which nothing is sold (R30, R33, R38, R49–R52)."""

from dataclasses import dataclass
from datetime import date, datetime

from .spanish import day, hour


@dataclass(frozen=True, kw_only=True, slots=True)
class TeamHours:
    """When somebody can answer: open now until `closes`, or again at `opens`. Local times."""

    closes: datetime | None = None
    opens: datetime | None = None
    today: date


def when_answered(hours: TeamHours) -> str:
    """«Abrimos hasta las 20:00.» / "Abrimos mañana, jueves 10 de diciembre, a las 10:00." (R58)."""
    if hours.closes is not None:
        return f"Abrimos hasta las {hour(hours.closes)}."
    if hours.opens is None:
        return ""
    ahead = (hours.opens.date() - hours.today).days
    named = {0: "hoy", 1: f"mañana, {day(hours.opens.date())},"}.get(
        ahead, f"el {day(hours.opens.date())}"
    )
    return f"Abrimos {named} a las {hour(hours.opens)}."


def handing_over(about: str, hours: TeamHours, *, first_name: str = "") -> str:
    """What the customer is told when a person takes over."""
    name = f", {first_name}" if first_name else ""
    answered = when_answered(hours)
    sentences = {
        "medical": f"Gracias por contármelo{name}. Eso tiene que verlo contigo una profesional y yo "
        "no debo aconsejarte: se lo paso ahora mismo a una compañera.",
        "emergency": "Si la reacción está pasando ahora, llama al 112 o a Toxicología (91 562 04 20) "
        "antes que nada. Aviso ya mismo a una compañera para que te atienda por aquí.",
        "self_harm": f"Siento mucho que estés pasando por esto{name}. Por favor, llama ahora al 024 o al "
        "112: hay personas preparadas para ayudarte. Aviso también a una compañera.",
        "complaint": f"Lo siento mucho{name}, y gracias por decírnoslo. Se lo paso a una compañera para "
        "que lo vea contigo.",
        "threat": "Paso esta conversación al equipo.",
        "not_understood": "No te mareo más: le paso tu mensaje a una compañera.",
        "minor": "Para reservar tiene que escribirnos y pagar una persona adulta. Se lo paso al equipo "
        "por si necesitas algo más.",
        "harassment": "Lo dejo aquí; si necesitas algo del salón, te atenderá el equipo.",
    }
    said = sentences.get(about, f"Claro{name}, se lo paso al equipo y te contestan por aquí.")
    silent = about in {"threat", "harassment", "emergency", "self_harm"}
    return said if silent or not answered else f"{said} {answered}"


def limit() -> str:
    """R52, the first time."""
    return "Aquí solo hablo de citas y servicios del salón."


def not_understood(time: int) -> str:
    """The first and the second time; the third goes to a person (R33)."""
    if time <= 1:
        return "Perdona, creo que no te he entendido. ¿Quieres pedir cita, cambiarla o preguntarme algo?"
    return (
        "A ver si acierto: dime qué te quieres hacer y qué día; por ejemplo, "
        "«corte el viernes por la tarde»."
    )


def say_again(time: int) -> str:
    """Before a question that is asked again; the third time it goes to a person (R33)."""
    if time <= 1:
        return "Perdona, no te he entendido bien."
    return "Perdona, sigo sin verlo claro; si prefieres a una persona, dímelo."


def out_of_scope(near: str | None = None, *, elsewhere: bool = False) -> str:
    """What the salon does not offer; the near thing only if it is one (R67). `elsewhere`: other
    salons do.
    """
    if near:
        return f"Eso no lo hacemos; {near}, sí. ¿Te cuento?"
    if elsewhere:
        return "Eso aquí no lo hacemos, lo siento. Si te apetece otra cosa, dime y te cuento 😊"
    return "De eso no entiendo 😊 Si quieres una cita o saber precios, aquí me tienes."


def other_not_done(near: str | None = None) -> str:
    """The same, beside something that the salon does do."""
    instead = f"; {near}, sí" if near else ""
    return f"Lo otro que me dices no lo hacemos aquí, lo siento{instead}."


def please_write() -> str:
    """A voice note, and no transcriber (R36)."""
    return "Ahora mismo no puedo escuchar audios. ¿Me lo escribes, por favor? 😊"


def picture() -> str:
    """R65."""
    return "¡Gracias por la foto! Yo no puedo valorarla, pero tu estilista la verá en el chat. Si dudas, te lo miran en una consulta gratuita, sin anticipo."


def sticker() -> str:
    return "😊"


def no_more_reminders() -> str:
    """R66."""
    return "Hecho: no te mandaré más recordatorios. Tus citas siguen igual."


def nothing_private() -> str:
    """R53."""
    return "De otras personas no puedo contarte nada, como tampoco contaría nada de ti 😊"


def receipt() -> str:
    """R46."""
    return "El recibo del anticipo te llega por correo al pagar. Si necesitas factura, dímelo y se lo paso al equipo."


def wish_noted() -> str:
    """R57: noted, and no promise."""
    return "Se lo dejo apuntado al equipo, aunque no te puedo prometer que se libere."


def identity() -> str:
    """«¿Eres un robot?»."""
    return "Soy Maite, una IA: llevo las citas del salón. Si prefieres hablar con una persona, dímelo y te atiende el equipo."


#: With these no flower, not even in her introduction (VOICE).
GRAVE = frozenset(
    {"medical", "emergency", "self_harm", "complaint", "threat", "harassment", "minor"}
)


def calm(text: str) -> str:
    """The flower ends a sentence: where it goes, a full stop stays."""
    return text.replace("! 🌸", "!").replace(" 🌸", ".")
