"""Several people at once (R27, S7)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from atrevete_core.domain.conversation import Reply
from atrevete_core.domain.money import Money

from .services import spoken_list
from .spanish import at_hour, button, day, listed, money, short_day


@dataclass(frozen=True, kw_only=True, slots=True)
class Seat:
    """One person of a group at one moment: "" is the writer. `start` is local."""

    who: str
    services: tuple[str, ...]
    stylist: str
    start: datetime


def moments(
    found: Sequence[Sequence[Seat]],
    *,
    at_once: bool,
    total: Money,
    deposit: Money,
    today: date,
    note: str = "",
) -> Reply:
    """Who with whom, the total and the one deposit."""
    told = [
        _first(moment, at_once=at_once, today=today)
        if index == 0
        else _other(moment, at_once=at_once)
        for index, moment in enumerate(found)
    ]
    one = f" y un solo anticipo de {money(deposit)}" if deposit else ""
    question = "¿Os lo guardo?" if len(found) == 1 else "¿Cuál os viene mejor?"
    text = f"{' '.join(told)} Son {money(total)}{one}. {question}"
    titles = tuple(button(moment[0].start, "") for moment in found)
    return Reply(
        text=f"{note} {text}".strip(),
        buttons=titles if len(found) > 1 else ("Sí, guárdalo", "Otra hora"),
    )


def _first(moment: Sequence[Seat], *, at_once: bool, today: date) -> str:
    start = moment[0].start
    if at_once:
        when = f"El {day(start.date(), today=today)} {at_hour(start)}"
        return f"{when} puedo atenderos a la vez: {_seats(moment)}."
    return (
        f"A la vez no me queda hueco, pero el {day(start.date(), today=today)} puedo así: "
        f"{_timed(moment)}."
    )


def _other(moment: Sequence[Seat], *, at_once: bool) -> str:
    start = moment[0].start
    if at_once:
        return f"También el {short_day(start.date())} {at_hour(start)}: {_seats(moment)}."
    return f"O bien {_timed(moment)}."


def _seats(moment: Sequence[Seat]) -> str:
    return "; ".join(
        f"{seat.who or 'tú'}, {spoken_list(seat.services)} con {seat.stylist}" for seat in moment
    )


def _timed(moment: Sequence[Seat]) -> str:
    return listed(
        f"{seat.who or 'tú'}, {spoken_list(seat.services)} con {seat.stylist} {at_hour(seat.start)}"
        for seat in moment
    )
