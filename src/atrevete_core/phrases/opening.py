"""When the salon is open, and why not (R21, S17)."""

from collections.abc import Sequence
from datetime import date, timedelta

from atrevete_core.domain.opening import TimeSpan, WeeklyHours
from atrevete_core.domain.text import plain

from .spanish import WEEKDAYS, day, listed, short_day


def opens(date_: date, spans: Sequence[TimeSpan], *, today: date) -> str:
    return f"Sí, el {day(date_, today=today)} abrimos {spans_text(spans)}."


def opens_only(spans: Sequence[TimeSpan], date_: date | None = None, *, today: date) -> str:
    """«El sábado 19 de diciembre abrimos de 10:00 a 14:00.»: at another time than was asked;
    without the date where it is named next.
    """
    named = f"El {day(date_, today=today)}" if date_ else "Ese día"
    return f"{named} abrimos {spans_text(spans)}."


def opens_between(closed: Sequence[tuple[date, str]], weekly: WeeklyHours, *, today: date) -> str:
    """«El jueves 25 de marzo cerramos por Jueves Santo. Los demás días, como siempre: …»."""
    usual = weekly_hours(weekly)
    usual = f"como siempre: {usual[:1].lower()}{usual[1:]}"
    return (
        f"{closed_days(closed, today=today)} Los demás días, {usual}" if closed else f"Sí, {usual}"
    )


def closed_day(date_: date, reason: str, *, today: date) -> str:
    """«El martes 8 de diciembre cerramos por la Inmaculada.» (R21)."""
    why = f" por {spoken_holiday(reason)}" if reason else ""
    return f"El {day(date_, today=today)} cerramos{why}."


def closed_days(closed: Sequence[tuple[date, str]], *, today: date) -> str:
    """«Del lunes 9 al domingo 15 de agosto cerramos por vacaciones.»: dates with their reasons."""
    runs: list[list[tuple[date, str]]] = []
    for each in closed:
        if runs and runs[-1][-1] == (each[0] - timedelta(days=1), each[1]):
            runs[-1].append(each)
        else:
            runs.append([each])
    return " ".join(_closed_run(each, today) for each in runs)


def _closed_run(run: Sequence[tuple[date, str]], today: date) -> str:
    (first, reason), (last, _) = run[0], run[-1]
    if first == last:
        return closed_day(first, reason, today=today)
    why = f" por {spoken_holiday(reason)}" if reason else ""
    return f"Del {short_day(first)} al {day(last, today=today)} cerramos{why}."


#: What people call the holidays of the calendar.
_HOLIDAYS = {
    "natividad del señor": "Navidad",
    "epifania del señor": "Reyes",
    "año nuevo": "Año Nuevo",
    "inmaculada concepcion": "la Inmaculada",
    "asuncion de la virgen": "la Asunción",
    "fiesta nacional de españa": "la Fiesta Nacional",
    "fiesta del trabajo": "el Día del Trabajo",
    "dia de la constitucion española": "el Día de la Constitución",
    "fiesta de la comunidad de madrid": "la fiesta de la Comunidad de Madrid",
}


def spoken_holiday(name: str) -> str:
    """«por la Inmaculada»: a holiday as people say it; staff's own reasons stay as they are."""
    observed = plain(name).removeprefix("lunes siguiente a ").removesuffix(" (trasladado)")
    if observed in _HOLIDAYS:
        return _HOLIDAYS[observed]
    return name.removeprefix("Lunes siguiente a ")


def open_days(days: Sequence[tuple[date, Sequence[TimeSpan]]], *, today: date) -> str:
    """«El miércoles 9 y el jueves 10 abrimos de 10:00 a 20:00. ¿Cuál te va mejor?»."""
    if not days:
        return "¿Qué otro día te vendría bien?"
    same = len({tuple(spans) for _, spans in days}) == 1
    if same:
        named = listed(f"el {each}" for each in _days_of_one_month(days, today))
        said = f"{named[:1].upper()}{named[1:]} abrimos {spans_text(days[0][1])}."
    else:
        said = " ".join(
            f"El {day(each, today=today)} abrimos {spans_text(spans)}." for each, spans in days
        )
    return f"{said} {'¿Cuál te va mejor?' if len(days) > 1 else '¿Te va bien?'}"


def _days_of_one_month(days: Sequence[tuple[date, Sequence[TimeSpan]]], today: date) -> list[str]:
    """«miércoles 9», "jueves 10 de diciembre": the month is said once."""
    last = days[-1][0]
    return [
        short_day(each)
        if each != last and (each.year, each.month) == (last.year, last.month)
        else day(each, today=today)
        for each, _ in days
    ]


def weekday_hours(days: Sequence[int], weekly: WeeklyHours) -> str:
    """«Sí, los sábados abrimos de 10:00 a 14:00.» for days of the week, Monday 0."""
    return " ".join(_weekday(each, weekly) for each in days)


def _weekday(weekday: int, weekly: WeeklyHours) -> str:
    spans = weekly.spans.get(weekday, ())
    named = _plural_weekday(weekday)
    if not spans:
        return f"No, los {named} cerramos."
    return f"Sí, los {named} abrimos {spans_text(spans)}."


def _plural_weekday(weekday: int) -> str:
    name = WEEKDAYS[weekday]
    return name if name.endswith("s") else f"{name}s"


def weekly_hours(weekly: WeeklyHours) -> str:
    """«De lunes a viernes abrimos de 10:00 a 20:00; los sábados, de 10:00 a 14:00; los domingos
    cerramos.»: days with the same hours told together.
    """
    runs: list[tuple[int, int, tuple[TimeSpan, ...]]] = []
    for weekday in range(7):
        spans = weekly.spans.get(weekday, ())
        if runs and runs[-1][2] == spans:
            runs[-1] = (runs[-1][0], weekday, spans)
        else:
            runs.append((weekday, weekday, spans))
    said = "; ".join(_run(first, last, spans) for first, last, spans in runs)
    return f"{said[:1].upper()}{said[1:]}."


def _run(first: int, last: int, spans: tuple[TimeSpan, ...]) -> str:
    named = (
        f"los {_plural_weekday(first)}"
        if first == last
        else f"de {WEEKDAYS[first]} a {WEEKDAYS[last]}"
    )
    return f"{named} abrimos {spans_text(spans)}" if spans else f"{named} cerramos"


def spans_text(spans: Sequence[TimeSpan]) -> str:
    """«de 10:00 a 14:00 y de 16:00 a 20:00»."""
    return listed(
        f"de {span.opens.hour}:{span.opens.minute:02d} a {span.closes.hour}:{span.closes.minute:02d}"
        for span in spans
    )
