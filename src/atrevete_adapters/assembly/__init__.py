"""The composition root: the only package that names adapters and hands them their settings.

    async with open_salon(load_settings()) as salon: …          # every port: for the admin, a shell
    async with open_receptionist(load_settings()) as maite: …   # Maite at work: for the worker
    async with open_front_door(load_settings()) as door: …      # what the webhooks need

Each closes what it opened. Shells know vendors only through what is opened here.
"""

from .door import (
    DeskMail,
    FrontDoor,
    GatewayMail,
    Readiness,
    calendar_token,
    open_front_door,
    open_readiness,
)
from .parts import SalonNotPrepared, SimulatedClock, open_storage, salon_id_of
from .salon import PAID_PATH, UNPAID_PATH, open_receptionist, open_salon

__all__ = [
    "PAID_PATH",
    "UNPAID_PATH",
    "DeskMail",
    "FrontDoor",
    "GatewayMail",
    "Readiness",
    "SalonNotPrepared",
    "SimulatedClock",
    "calendar_token",
    "open_front_door",
    "open_readiness",
    "open_receptionist",
    "open_salon",
    "open_storage",
    "salon_id_of",
]
