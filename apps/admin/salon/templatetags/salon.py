"""The panel's words in templates. Every template may use them."""

import re

from django import template
from django.utils.html import escape
from django.utils.safestring import SafeString

from .. import wording

register = template.Library()

register.filter("euros", wording.euros)
register.filter("clock", wording.clock)
register.filter("short_day", wording.short_day)
register.filter("long_day", wording.long_day)
register.filter("moment", wording.moment)
register.filter("duration", wording.minutes)
register.filter("phone", wording.phone)

#: WhatsApp's *bold*, as its own pages show it.
_BOLD = re.compile(r"(?<!\S)\*(\S(?:[^*\n]*\S)?)\*(?!\w)")


@register.filter
def bubble(text: str) -> SafeString:
    """A message as the phone shows it: everything escaped, then bold and line breaks."""
    bold = _BOLD.sub(r"<strong>\1</strong>", escape(text))
    return SafeString(bold.replace("\n", "<br>"))  # nosec B703 - escaped above


_TONES = {
    "provisional": "warning",
    "confirmed": "success",
    "completed": "info",
    "no_show": "danger",
    "cancelled": "muted",
    "expired": "muted",
    "held": "warning",
    "paid": "success",
    "succeeded": "success",
    "settled": "info",
    "failed": "danger",
    "pending": "warning",
    "open": "warning",
    "requested": "warning",
}


@register.filter
def tone(status: str) -> str:
    """The colour of a state."""
    return _TONES.get(status, "muted")
