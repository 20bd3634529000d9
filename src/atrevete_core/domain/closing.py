"""Absences and closures: time that staff take away. They may overlap bookings (decision 2)."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from .ids import SalonId, StylistId
from .interval import Interval


@dataclass(frozen=True, kw_only=True, slots=True)
class Absence:
    id: UUID
    salon_id: SalonId
    stylist_id: StylistId
    during: Interval
    reason: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Closure:
    """The whole salon closes on that local date. The reason is said to customers."""

    id: UUID
    salon_id: SalonId
    day: date
    reason: str
