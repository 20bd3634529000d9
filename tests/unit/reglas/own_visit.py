"""Somebody who has an appointment already."""

from datetime import datetime
from typing import Any

from atrevete_core.ports.language_model import Upcoming


def booked(
    start: datetime, *services: str, stylist: str = "Pilar", spoken_of: bool = False
) -> dict[str, Any]:
    """The situation of whoever has one appointment, of a cut if nothing is said."""
    own = Upcoming(
        start=start, services=services or ("CORTAR",), stylist=stylist, spoken_of=spoken_of
    )
    return {"has_upcoming": True, "upcoming": (own,)}
