"""The hold, its link, its end, and the confirmation (R14, R15, R16, R17)."""

from collections.abc import Sequence
from datetime import datetime

from atrevete_core.domain.conversation import Reply, Template
from atrevete_core.domain.money import Money

from .booking import with_articles
from .facts import BookingFacts, Visit
from .services import spoken_list
from .spanish import at_hour, day, duration, hour, money, short_day


def _bold_when(start: datetime) -> str:
    return f"*{short_day(start.date())} {at_hour(start)}*"


def _full_when(facts: BookingFacts, start: datetime) -> str:
    return f"*{day(start.date(), today=facts.today)} {at_hour(start)}*"


def _visit_short(visit: Visit) -> str:
    return f"{visit.who or 'tú'}, {spoken_list(visit.services)} con {visit.stylist}"


def _visit_long(visit: Visit) -> str:
    return f"{_visit_short(visit)} ({duration(visit.minutes)})"


def _same_start(facts: BookingFacts) -> bool:
    return len({visit.start for visit in facts.visits}) == 1


def _kept(facts: BookingFacts) -> str:
    """«Te guardo el *viernes 18 a las 12:30* con Marta hasta las 11:45 (30 min).»."""
    until = f"hasta las {hour(facts.deadline)} ({facts.hold_minutes} min)"
    if len(facts.visits) == 1:
        visit = facts.visits[0]
        for_whom = f" para {visit.who}" if visit.who else ""
        return f"Te guardo el {_bold_when(visit.start)} con {visit.stylist}{for_whom} {until}."
    if _same_start(facts):
        each = "; ".join(_visit_short(visit) for visit in facts.visits)
        return f"Os guardo el {_bold_when(facts.start)} {until}: {each}."
    each = "; ".join(f"{_bold_when(visit.start)}, {_visit_short(visit)}" for visit in facts.visits)
    return f"Os guardo {until}: {each}."


def link(facts: BookingFacts, *, notices: Sequence[str] = ()) -> Reply:
    """Day, hour, stylist, total, deposit, rest, until when, the cancellation rule, the link (R14);
    what is paid for is named before it is paid, and what a pack saves (R9).
    """
    same_day = facts.start.date() == facts.today
    rule = (
        "Como es para hoy, el anticipo no se devuelve si cancelas, pero puedes cambiar la cita."
        if same_day
        else f"Si cancelas con más de {facts.free_hours} horas, te devolvemos el anticipo."
    )
    what = _paid_for(facts.visits[0]) if len(facts.visits) == 1 else ""
    text = (
        f"{_kept(facts)} "
        f"Son {money(facts.total)}{what}: {money(facts.deposit)} de anticipo y {money(facts.rest)} en el salón. "
        f"{rule} Paga aquí: {facts.url}"
    )
    return Reply(text="\n".join((text, *(notice for notice in notices if notice))))


def _paid_for(visit: Visit) -> str:
    """« por las mechas y el corte, en vez de 88,70 €»."""
    saved = f", en vez de {money(visit.separately)}" if visit.separately else ""
    return f" por {with_articles(visit.services)}{saved}"


def new_link(facts: BookingFacts) -> Reply:
    """After the first failure (R16)."""
    return Reply(
        text="Vaya, qué rabia. Prueba con este enlace nuevo; sigo guardándote la hora hasta las "
        f"{hour(facts.deadline)}: {facts.url}"
    )


def same_link(facts: BookingFacts) -> Reply:
    """Asked for the link again while it still works."""
    return Reply(
        text=f"Claro, aquí lo tienes; te guardo la hora hasta las {hour(facts.deadline)}: {facts.url}"
    )


def waiting_for_payment(facts: BookingFacts) -> Reply:
    """The customer says it is paid, but nothing has arrived (R17)."""
    return Reply(
        text="Todavía no me ha llegado el aviso del pago; en cuanto llegue te lo confirmo por aquí. "
        f"Tu hora sigue guardada hasta las {hour(facts.deadline)}."
    )


def is_it_the_payment() -> str:
    """What was written while a link waits was not understood."""
    return "Perdona, no te he entendido bien. ¿Te está fallando el pago?"


def second_failure(facts: BookingFacts) -> str:
    name = f", {facts.first_name}" if facts.first_name else ""
    return (
        f"Lo siento{name}. Se lo paso a una compañera para que lo resolváis; "
        f"tu hora sigue guardada hasta las {hour(facts.deadline)}."
    )


def link_trouble() -> str:
    """The payment page cannot be made at all: a person takes over."""
    return (
        "Ahora mismo no consigo preparar el enlace de pago. "
        "Se lo paso a una compañera para que lo resolváis por aquí."
    )


def warning(facts: BookingFacts, *, minutes: int) -> Reply:
    name = f"{facts.first_name}, solo" if facts.first_name else "Solo"
    left = "1 minuto" if minutes == 1 else f"{minutes} minutos"
    return Reply(
        text=f"{name} puedo guardarte {left} más {_kept_when(facts)}. "
        "Si el enlace te da guerra, dímelo 😊"
    )


def _kept_when(facts: BookingFacts) -> str:
    return f"el {_bold_when(facts.start)}"


def lapsed(facts: BookingFacts) -> Reply:
    start = facts.start
    said = (
        f"Se ha pasado el tiempo y he tenido que soltar las {hour(start)} del {short_day(start.date())}. "
        "No se te ha cobrado nada. ¿Miro si sigue libre?"
    )
    return Reply(
        text=said,
        template=Template(
            name="hueco_liberado",
            parameters=(facts.first_name or "hola", f"{short_day(start.date())} {at_hour(start)}"),
        ),
    )


def _what_is_confirmed(facts: BookingFacts) -> str:
    """«Cita confirmada: *viernes 18 de diciembre a las 12:30* con Marta, corte (40 min)»."""
    if len(facts.visits) == 1:
        visit = facts.visits[0]
        for_whom = f" para {visit.who}" if visit.who else ""
        return (
            f"Cita confirmada{for_whom}: {_full_when(facts, visit.start)} con {visit.stylist}, "
            f"{spoken_list(visit.services)} ({duration(visit.minutes)})"
        )
    if _same_start(facts):
        each = "; ".join(_visit_long(visit) for visit in facts.visits)
        return f"Citas confirmadas el {_full_when(facts, facts.start)}: {each}"
    each = "; ".join(
        f"{_full_when(facts, visit.start)}, {_visit_long(visit)}" for visit in facts.visits
    )
    return f"Citas confirmadas: {each}"


def confirmed(facts: BookingFacts, *, notices: Sequence[str] = ()) -> Reply:
    """The same facts again, and only now "confirmada" (R14, R17)."""
    name = f", {facts.first_name}" if facts.first_name else ""
    others = any(visit.who for visit in facts.visits)
    opening = f"¡Anticipo recibido{name}! 🎉 " if facts.deposit else f"¡Hecho{name}! 🎉 "
    money_said = (
        f"De los {money(facts.total)} has pagado {money(facts.deposit)}; "
        f"en el salón te quedan {money(facts.rest)}."
        if facts.deposit
        else "No tienes que pagar nada por adelantado."
    )
    text = (
        f"{opening}{_what_is_confirmed(facts)}. {money_said} "
        f"{_change_rule(facts)} ¡{'Os' if others else 'Te'} esperamos! 💇‍♀️"
    )
    return Reply(
        text="\n".join((text, *(notice for notice in notices if notice))),
        template=Template(
            name="cita_cambiada",
            parameters=(
                facts.first_name or "hola",
                f"{day(facts.start.date())} {at_hour(facts.start)}",
            ),
        ),
    )


def _change_rule(facts: BookingFacts) -> str:
    if not facts.deposit:
        return "Si no puedes venir, avísame y la cambiamos."
    if facts.start.date() == facts.today:
        return "Si te surge algo, avísame y la cambiamos de día."
    them = "cambiarlas o cancelarlas" if len(facts.visits) > 1 else "cambiarla o cancelarla"
    return f"Puedes {them} gratis con más de {facts.free_hours} horas."


def refunded_too_late(facts: BookingFacts, amount: Money) -> Reply:
    """The payment landed after the slot had gone to somebody else."""
    start = facts.start
    text = (
        f"Tu pago ha llegado cuando las {hour(start)} del {short_day(start.date())} ya no "
        f"estaban disponibles. He pedido que te devuelvan los {money(amount)} (suele tardar de 5 a 10 días). "
        "Lo siento. ¿Te busco otra hora?"
    )
    return Reply(text=text, template=_refund_template(facts, amount))


def refunded_twice(facts: BookingFacts, amount: Money) -> Reply:
    text = (
        f"Me han llegado dos pagos del mismo anticipo. He pedido que te devuelvan los {money(amount)} "
        "del segundo (suele tardar de 5 a 10 días); tu cita sigue igual."
    )
    return Reply(text=text, template=_refund_template(facts, amount))


def _refund_template(facts: BookingFacts, amount: Money) -> Template:
    return Template(
        name="anticipo_devuelto", parameters=(facts.first_name or "hola", money(amount))
    )


def only_by_link(facts: BookingFacts | None) -> str:
    """R45."""
    again = f" Lo tienes aquí: {facts.url}" if facts and facts.url else ""
    return (
        "El anticipo solo se puede pagar con el enlace, con tarjeta o Bizum."
        f"{again} Si no puedes pagar así, dímelo y te atiende una compañera."
    )


def checkout_description(facts: BookingFacts) -> str:
    """What stands on the payment page."""
    start = facts.start
    services = spoken_list(name for visit in facts.visits for name in visit.services)
    return f"Anticipo: {services}, {day(start.date())} {at_hour(start)}"


def all_confirmed() -> str:
    """«Ya he pagado», after it came in."""
    return "Todo en orden: tu cita ya está confirmada 😊"


def nothing_awaited() -> str:
    """«Ya he pagado», and nothing is held: only the link's payment is one (R17)."""
    return (
        "No veo ninguna reserva tuya esperando un pago: el anticipo solo se paga con el enlace que "
        "te mando al guardarte la hora. ¿Qué te quieres hacer y qué día?"
    )


def deposit_needed(percent: int, minutes: int, *, until: datetime | None = None) -> str:
    """Whether it must be paid, and what comes of not paying it (R14, R15)."""
    if not percent:
        return "No tienes que pagar nada por adelantado."
    needed = (
        f"Para confirmar la cita hace falta el anticipo (el {percent} %), que se paga con el "
        "enlace; el resto, en el salón."
    )
    if until is not None:
        return f"{needed} Si no lo pagas antes de las {hour(until)}, suelto la hora y no se te cobra nada."
    return (
        f"{needed} Te guardo la hora {minutes} minutos; si no lo pagas, la suelto y no se te cobra "
        "nada."
    )


def still_held(until: datetime | None = None) -> str:
    """A yes or a name while the deposit is awaited."""
    kept = f" hasta las {hour(until)}" if until else ""
    return f"Tu hora está guardada{kept}; en cuanto pagues el anticipo te la confirmo 😊"
