"""From a wish to a slot: service, pack, day, hours on offer (R8, R9, R11, R21, R22, R40)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from atrevete_core.domain.catalogue import Catalogue, Pack, Service, Work
from atrevete_core.domain.conversation import Reply
from atrevete_core.domain.policy import SalonPolicy

from .services import is_plural, spoken, spoken_list
from .spanish import at_hour, button, day, duration, listed, money, short_day
from .variants import variant


@dataclass(frozen=True, kw_only=True, slots=True)
class Offer:
    """A slot as it is offered: local start and who."""

    start: datetime
    stylist: str


def service_question(seed: str = "") -> str:
    return variant(seed, "¿Qué te quieres hacer?", "¿Qué te apetece hacerte?")


def which_service(candidates: Sequence[Service]) -> Reply:
    """Two or three readings with their prices: never the dearer one unasked (R40, R41)."""
    readings = [
        f"{spoken(each.name)} ({money(each.price)}, {duration(each.minutes)})"
        for each in candidates
    ]
    return Reply(
        text=f"¿Cuál sería: {listed(readings, last='o')}?",
        buttons=tuple(_title(each) for each in candidates)
        if len(candidates) <= 3 and all(len(_title(each)) <= 20 for each in candidates)
        else (),
    )


def _title(service: Service) -> str:
    said = spoken(service.name)
    return said[:1].upper() + said[1:]


def pack_question(
    pack: Pack, asked: Work, catalogue: Catalogue, *, price_told: bool = False
) -> Reply:
    """Both prices, once (R9). `price_told`: the price of what was asked for was just said."""
    names = asked.services
    plural = len(names) > 1 or is_plural(names[0].name)
    article = _article(names[0].name) if len(names) == 1 else ""
    subject = f"{article}{spoken_list(each.name for each in names)}"
    separate = catalogue.separate_price(pack)
    both = "las dos cosas" if len(pack.services) == 2 else "todo"
    alone = f"{subject[:1].upper()}{subject[1:]} {'son' if plural else 'es'} {money(asked.price)}. "
    return Reply(
        text=f"{'' if price_told else alone}"
        f"En el pack {pack.name} tienes {both} por {money(pack.price)} en vez de {money(separate)}, "
        f"en {duration(pack.minutes)}. ¿Te apetece el pack o solo {subject}?",
        buttons=("El pack", _only(subject)),
    )


def _only(subject: str) -> str:
    titled = f"Solo {subject}"
    return titled if len(titled) <= 20 else "Solo lo que pedí"


_FEMININE = {"mechas", "barba", "perilla", "cejas", "cera", "manicura", "pedicura", "cultura",
             "bioterapia", "higiene", "ingles", "permanente", "consulta", "agua"}  # fmt: skip


def _article(name: str) -> str:
    first = spoken(name).split()[0].lower()
    feminine = first in _FEMININE or first.endswith("as")
    plural = is_plural(name)
    if first == "agua":
        return "el "
    if first.endswith(("ar", "er", "ir")):
        return ""  # «por limar y pintar manos»
    return {
        (True, True): "las ",
        (True, False): "la ",
        (False, True): "los ",
        (False, False): "el ",
    }[(feminine, plural)]


def with_article(name: str) -> str:
    """«las mechas», "el corte"."""
    return f"{_article(name)}{spoken(name)}"


def with_articles(names: Iterable[str]) -> str:
    """«las mechas y el corte»."""
    return listed(with_article(name) for name in names)


def day_question(services: Sequence[str], *, seed: str = "") -> str:
    what = with_articles(dict.fromkeys(services))  # «el corte», of two who both have one
    return variant(
        seed,
        f"¿Qué día te vendría bien para {what}?",
        f"¿Para qué día te miro {what}?",
    )


def services_changed(added: Sequence[str], dropped: Sequence[str]) -> str:
    """«Vale, te añado las cejas.», «Vale, el peinado largo en vez del peinado.» (R37); nothing
    when all is as it was.
    """
    if added and dropped:
        instead = f"{with_articles(added)} en vez de {with_articles(dropped)}"
        return f"Vale, {instead.replace(' de el ', ' del ')}."
    said = f"te añado {with_articles(added)}" if added else f"te quito {with_articles(dropped)}"
    return f"Vale, {said}." if added or dropped else ""


def no_such_day() -> str:
    return "Esa fecha no me cuadra con el calendario. ¿Qué día sería exactamente?"


def too_far(policy: SalonPolicy) -> str:
    return f"Solo puedo dar citas para los próximos {policy.max_days_ahead} días. ¿Qué otra fecha te va bien?"


def slots(offers: Sequence[Offer], *, today: date, note: str = "", seed: str = "") -> Reply:
    """Two or three hours, by day; the day is named in full once (SCENARIOS, slots offered)."""
    one_day = len({offer.start.date() for offer in offers}) == 1
    if one_day:
        said = listed((at_hour(offer.start) + _with(offer, offers) for offer in offers), last="o")
        text = f"El {day(offers[0].start.date(), today=today)} puedo{_with_all(offers)} {said}."
    else:
        text = f"Puedo{_with_all(offers)} {listed(_by_day(offers, today), last='o')}."
    question = (
        variant(seed, "¿Cuál te viene mejor?", "¿Cuál prefieres?")
        if len(offers) > 1
        else "¿Te viene bien?"
    )
    titles = tuple(button(offer.start, offer.stylist) for offer in offers)
    return Reply(
        text=" ".join(part for part in (note, text, question) if part),
        buttons=titles if len(set(titles)) == len(titles) and len(titles) > 1 else (),
    )


def _by_day(offers: Sequence[Offer], today: date) -> list[str]:
    return [
        f"el {day(offer.start.date(), today=today)} {at_hour(offer.start)}{_with(offer, offers)}"
        for offer in offers
    ]


def _is_one_stylist(offers: Sequence[Offer]) -> bool:
    return len(offers) > 1 and len({offer.stylist for offer in offers}) == 1


def _with(offer: Offer, offers: Sequence[Offer]) -> str:
    """Whose hour it is, unless that was said of all of them."""
    return "" if _is_one_stylist(offers) else f" con {offer.stylist}"


def _with_all(offers: Sequence[Offer]) -> str:
    return f" con {offers[0].stylist}" if _is_one_stylist(offers) else ""


def hour_not_free(asked: datetime | None, *, stylist: str = "") -> str:
    """Why the hour that was asked for is not among the offers."""
    with_whom = f" con {stylist}" if stylist else ""
    if asked is None:
        return f"A esa hora no me queda nada{with_whom}."
    return f"{at_hour(asked).capitalize()} no me queda nada{with_whom}."


def stylist_full(stylist: str, date_: date, *, today: date) -> str:
    return f"El {day(date_, today=today)} {stylist} lo tiene completo."


def day_full(date_: date, *, today: date, same_day: bool = False) -> str:
    if same_day:
        return "Para hoy ya no me queda hueco."
    return f"El {day(date_, today=today)} está completo."


def hours_full(date_: date, *, today: date, same_day: bool = False) -> str:
    """«hoy antes de las cuatro», «el jueves a partir de las siete»: no word of other hours."""
    if same_day:
        return "Para hoy a esas horas ya no me queda hueco."
    return f"El {day(date_, today=today)} a esas horas no me queda hueco."


def part_full(what: str, date_: date, *, today: date) -> str:
    """«El viernes 18 de diciembre por la tarde está completo.»."""
    return f"El {day(date_, today=today)} {what} está completo."


def nothing_free() -> str:
    return "En esas fechas está todo completo. ¿Qué otro día te vendría bien?"


def slot_just_taken(start: datetime) -> str:
    return f"Vaya, las {start.hour}:{start.minute:02d} del {short_day(start.date())} se acaban de ocupar."


def mixed_categories(first: Sequence[str], then: Sequence[str]) -> str:
    return (
        f"Peluquería y estética van en citas separadas: {spoken_list(first)} por un lado y "
        f"{spoken_list(then)} por otro. ¿Empezamos por {spoken_list(first)} y luego vemos lo demás?"
    )


def too_many_services(most: int) -> str:
    return f"En una misma cita caben como mucho {most} servicios. ¿Con cuáles te quedas?"


def already_booked(services: Sequence[str], start: datetime, stylist: str, *, today: date) -> str:
    """The very same was asked for again: nothing is booked twice unasked."""
    return (
        f"Esa cita ya la tienes: {spoken_list(services)} el {day(start.date(), today=today)} "
        f"{at_hour(start)} con {stylist} 😊 Si es otra para otra persona, dime para quién."
    )


def too_many_holds(most: int) -> str:
    return (
        f"Ya tienes {most} horas guardadas pendientes de pago. "
        "Cuando pagues o sueltes alguna, te guardo esta. ¿Cuál suelto?"
    )


def sold_by_person(service: Service) -> str:
    return (
        f"{spoken(service.name)[:1].upper()}{spoken(service.name)[1:]} son {money(service.price)} "
        "y te lo prepara el equipo en el salón. ¿Quieres que se lo pase?"
    )


def stylist_not_able(stylist: str, service: str, others: Sequence[str]) -> str:
    """The stylist that was asked for does other things."""
    return f"{stylist} no hace {spoken(service)}; eso lo hacen {listed(others)}."


def no_such_stylist(names: Sequence[str]) -> str:
    return f"En el equipo están {listed(names)}."


def shall_i_look(services: Sequence[str]) -> str:
    """After prices."""
    return "¿Te busco hora?" if services else "¿En qué más te ayudo?"


def one_after_the_other(services: Sequence[str]) -> str:
    """The second category, once the first is held."""
    return f"Cuando esta quede confirmada, buscamos hora para {spoken_list(services)}."


def one_day_after_the_other(*, same_day: bool) -> str:
    """Two who come on two days, or at two hours, are booked one after the other."""
    why = "no es a la misma hora" if same_day else "son días distintos"
    return f"Como {why}, son dos citas: primero una y después la otra."


def usual(services: Sequence[str], stylist: str) -> str:
    """What "lo de siempre" is (R25); without the stylist when she has left."""
    with_whom = f" con {stylist}" if stylist else ""
    return f"Lo de siempre: {spoken_list(services)}{with_whom}."


def no_usual() -> str:
    return "Todavía no tengo apuntado qué te haces siempre."


def companion_name(who: str, booker: str) -> str:
    """What somebody without a name is called on the appointment: "hija de Laura"."""
    relation = who.removeprefix("mi ").removeprefix("tu ").strip() or "acompañante"
    return f"{relation} de {booker}"


def shall_i_look_for(services: Sequence[str]) -> str:
    """Going back to what was spoken of before the name was asked."""
    return f"¿Te busco hora para {with_articles(services)}?"
