"""The panel's words in templates. Every template may use them."""

from django import template

from .. import wording

register = template.Library()

register.filter("euros", wording.euros)
register.filter("clock", wording.clock)
register.filter("short_day", wording.short_day)
register.filter("long_day", wording.long_day)
register.filter("moment", wording.moment)
register.filter("duration", wording.minutes)
register.filter("phone", wording.phone)

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
