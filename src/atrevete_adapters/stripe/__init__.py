"""Stripe: the salon's deposits."""

from .events import parse, parse_event
from .gateway import StripeGateway, open_stripe
from .signature import verify

__all__ = ["StripeGateway", "open_stripe", "parse", "parse_event", "verify"]
