"""Answers to questions: the salon's own texts, prices and minutes, totals (R7, R29, R42, R43)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from atrevete_core.domain.catalogue import Catalogue, Service, Work
from atrevete_core.domain.faq import Faq
from atrevete_core.domain.money import Money

from .booking import with_article
from .services import crafts, is_plural, spoken, spoken_list
from .spanish import at_hour, day, duration, listed, money, sentence


def faqs(found: Sequence[Faq]) -> str:
    """The texts as they are, one after the other."""
    return " ".join(faq.text for faq in found)


def free_until(hours: int, *, told: str) -> str:
    """Until when a cancellation costs nothing, unless the salon's own text says the figure."""
    return "" if str(hours) in told else f"Es gratis hasta {hours} horas antes de la cita."


def price_of(services: Sequence[Service]) -> str:
    """«Las cejas son 7,00 € (15 min) y el labio, 6,00 € (10 min).»."""
    first, *others = services
    verb = "son" if is_plural(first.name) else "es"
    told = with_article(first.name)
    said = f"{told[:1].upper()}{told[1:]} {verb} {_terms(first)}"
    if others:
        rest = listed(f"{with_article(each.name)}, {_terms(each)}" for each in others)
        said = f"{said}; {rest}"
    return f"{said}."


def _terms(service: Service) -> str:
    if not service.price:
        return f"sin coste ({duration(service.minutes)})"
    return f"{money(service.price)} ({duration(service.minutes)})"


def together(work: Work) -> str:
    """«Todo junto son 60,00 € y 1 h 45 min.»."""
    if work.pack:
        return f"El pack {work.pack.name} son {money(work.price)} y {duration(work.minutes)}."
    return f"Todo junto son {money(work.price)} y {duration(work.minutes)}."


def described(service: Service) -> str:
    """Name, terms and what it is, for somebody who compares (R10)."""
    named = with_article(service.name)
    return (
        f"{named[:1].upper()}{named[1:]} ({_terms_plain(service)}): {_lowered(service.description)}"
    )


def _lowered(text: str) -> str:
    """As it is written after a colon; names in capitals keep theirs."""
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]


def _terms_plain(service: Service) -> str:
    price = money(service.price) if service.price else "sin coste"
    return f"{price}, {duration(service.minutes)}"


def total_of(work: Work, deposit: Money) -> str:
    """Total, deposit now, rest in the salon (R42)."""
    if not deposit:
        return f"{sentence(spoken_list(each.name for each in work.services))}: no tiene coste."
    return (
        f"En total son {money(work.price)} ({duration(work.minutes)}): {money(deposit)} de anticipo ahora y "
        f"{money(work.price - deposit)} en el salón."
    )


def which_prices(candidates: Sequence[Service]) -> str:
    """When the words fit several services: each with its terms."""
    each_of_them = [f"{spoken(each.name)} ({_terms_plain(each)})" for each in candidates]
    return f"Tenemos {listed(each_of_them)}."


def what_is_done(services: Sequence[Service]) -> str:
    """«¿Qué hacéis?», «¿qué precios tenéis?», of no service in particular."""
    return f"Hacemos {crafts(services)}: dime qué te interesa y te digo precio y duración."


def which_one() -> str:
    """After several prices: the choice stays open."""
    return "¿Cuál te interesa?"


def pack_price(catalogue: Catalogue, name: str) -> str:
    pack = catalogue.pack_named(name)
    if pack is None:
        return ""
    return f"El pack {pack.name} son {money(pack.price)} ({duration(pack.minutes)})."


@dataclass(frozen=True, kw_only=True, slots=True)
class AppointmentLine:
    """One of the customer's own appointments. `start` is local."""

    start: datetime
    stylist: str
    services: tuple[str, ...]
    confirmed: bool
    deposit: Money


def appointments(lines: Sequence[AppointmentLine]) -> str:
    """R43."""
    told = [
        f"{spoken_list(line.services)} con {line.stylist} el {day(line.start.date())} "
        f"{at_hour(line.start)} ({_state(line)})"
        for line in lines
    ]
    return f"Tienes {listed(told)}."


def _state(line: AppointmentLine) -> str:
    if not line.confirmed:
        return "guardada, pendiente del anticipo"
    if not line.deposit:
        return "confirmada"
    return f"confirmada, anticipo de {money(line.deposit)} pagado"


def no_appointments() -> str:
    return "No tienes ninguna cita pendiente."


def consultation(service: Service) -> str:
    return (
        f"Si dudas, te lo miran en una {spoken(service.name)} de {duration(service.minutes)}, "
        "sin anticipo. ¿Te busco hora?"
    )


def rest_of(total: Money, deposit: Money) -> str:
    """Of a confirmed appointment: what was paid and what is left."""
    return (
        f"De los {money(total)} has pagado {money(deposit)}; en el salón te quedan "
        f"{money(total - deposit)}."
    )


def prices_are_fixed() -> str:
    """To whoever haggles: no figure of theirs is repeated (R55)."""
    return "Los precios son los del salón y yo no puedo cambiarlos 😊"


def not_known() -> str:
    """An open question that the salon's own texts do not answer."""
    return "Eso no lo sé seguro y prefiero no inventarlo 😊 Si quieres, se lo pregunto al equipo."
