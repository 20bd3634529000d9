"""Chatwoot: the salon's messaging desk, and through it WhatsApp."""

from .client import ChatwootMessenger, open_chatwoot
from .events import parse
from .signature import verify, verify_url_token

__all__ = ["ChatwootMessenger", "open_chatwoot", "parse", "verify", "verify_url_token"]
