"""The reference salon: what a new database, the tests and notebooks start with."""

from .reference import REFERENCE_SALON, SalonSeed, reference_salon

__all__ = ["REFERENCE_SALON", "SalonSeed", "reference_salon"]
