"""Public holidays of Spain, its regions and municipalities (SCENARIOS, holidays)."""

from collections.abc import Mapping
from datetime import date
from functools import cache
from types import MappingProxyType

import holidays as calendar

from .text import plain

#: Local feasts that the regional calendars leave out: (municipality) -> {(month, day): name}.
_MUNICIPAL: dict[str, dict[tuple[int, int], str]] = {
    "madrid": {(5, 15): "San Isidro", (11, 9): "la Almudena"},
    "barcelona": {(9, 24): "la Mercè"},
}


@cache
def public_holidays(country: str, region: str, municipality: str, year: int) -> Mapping[date, str]:
    """Holiday names in Spanish by date."""
    found = dict(
        calendar.country_holidays(country, subdiv=region or None, years=year, language="es")
    )
    for (month, day), name in _MUNICIPAL.get(plain(municipality), {}).items():
        found.setdefault(date(year, month, day), name)
    return MappingProxyType(found)
