"""What the customer reads when the team has changed something of theirs."""

from datetime import datetime

from atrevete_core.domain.conversation import Reply, Template
from atrevete_core.domain.money import Money

from .facts import Visit
from .services import spoken_list
from .spanish import at_hour, day, money, short_day


def _when(start: datetime) -> str:
    return f"{short_day(start.date())} {at_hour(start)}"


def _full_when(start: datetime) -> str:
    return f"{day(start.date())} {at_hour(start)}"


def _hello(first_name: str) -> str:
    return f"Hola, {first_name}." if first_name else "Hola."


def _changed(first_name: str, what: str) -> Template:
    return Template(name="cita_cambiada", parameters=(first_name or "hola", what))


def _money_said(refund: Money, kept: Money) -> str:
    """Never "devuelto" before the bank says so."""
    if refund:
        return (
            f" He pedido la devolución de los {money(refund)} a la misma tarjeta (suele tardar de "
            "5 a 10 días)."
        )
    return f" El anticipo de {money(kept)} no se devuelve." if kept else ""


def cancelled(
    visit: Visit, *, first_name: str, refund: Money, kept: Money, by_salon: bool
) -> Reply:
    """The team cancelled it: because the customer asked them to, or because the salon has to."""
    what = f"tu cita de {spoken_list(visit.services)} con {visit.stylist} el {_when(visit.start)}"
    said = (
        f"Lo sentimos, hemos tenido que cancelar {what}."
        if by_salon
        else f"Hemos cancelado {what}."
    )
    ending = " ¿Te busco otra hora?" if by_salon else ""
    return Reply(
        text=f"{_hello(first_name)} {said}{_money_said(refund, kept)}{ending}",
        template=_changed(first_name, f"cancelada la del {_full_when(visit.start)}"),
    )


def moved(visit: Visit, *, first_name: str, deposit: Money) -> Reply:
    keeps = f" Tu anticipo de {money(deposit)} sigue valiendo." if deposit else ""
    return Reply(
        text=f"{_hello(first_name)} Hemos cambiado tu cita de {spoken_list(visit.services)}: será el "
        f"*{_full_when(visit.start)}* con {visit.stylist}.{keeps} Si no te viene bien, dímelo 😊",
        template=_changed(first_name, _full_when(visit.start)),
    )


def hold_ended(visit: Visit, *, first_name: str) -> Reply:
    """The team gave the time of an unpaid hold free."""
    return Reply(
        text=f"{_hello(first_name)} Ya no te guardamos la hora del {_when(visit.start)} con "
        f"{visit.stylist}. No se te ha cobrado nada. ¿Te busco otra?",
        template=Template(
            name="hueco_liberado", parameters=(first_name or "hola", _when(visit.start))
        ),
    )
