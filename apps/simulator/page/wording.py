"""How the page says days, hours and money, and WhatsApp's own marks as HTML."""

import re
from datetime import date, datetime
from typing import Final

from markupsafe import Markup, escape

_DAYS: Final = ("lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo")
_MONTHS: Final = (
    *("enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto"),
    *("septiembre", "octubre", "noviembre", "diciembre"),
)
#: WhatsApp's own marks, at the edges of words.
_MARKS: Final = (
    (re.compile(r"(?<![\w*])\*(\S(?:[^*\n]*\S)?)\*(?![\w*])"), r"<strong>\1</strong>"),
    (re.compile(r"(?<![\w_])_(\S(?:[^_\n]*\S)?)_(?![\w_])"), r"<em>\1</em>"),
    (re.compile(r"(?<![\w~])~(\S(?:[^~\n]*\S)?)~(?![\w~])"), r"<s>\1</s>"),
)
_LINK: Final = re.compile(r"https?://[^\s<]*[^\s<.,;:!?)]")
_LONGEST_LINK: Final = 34
_CHECKOUT: Final = re.compile(r"^https?://[^/]+(/checkout/\w+)$")


def long_day(day: date) -> str:
    """«viernes 18 de diciembre»."""
    return f"{_DAYS[day.weekday()]} {day.day} de {_MONTHS[day.month - 1]}"


def short_day(day: date) -> str:
    """«vie 18 dic»."""
    return f"{_DAYS[day.weekday()][:3]} {day.day} {_MONTHS[day.month - 1][:3]}"


def euros(cents: int) -> str:
    return f"{cents // 100},{cents % 100:02d} €"


def hour(moment: datetime) -> str:
    return f"{moment:%H:%M}"


def whatsapp_html(text: str) -> Markup:
    """A message as a phone shows it: bold, lines, links; everything else is escaped."""
    parts: list[Markup] = []
    end = 0
    for found in _LINK.finditer(text):
        parts += [_marked(text[end : found.start()]), _link(found.group())]
        end = found.end()
    return Markup().join([*parts, _marked(text[end:])])


def _marked(text: str) -> Markup:
    shown = str(escape(text)).replace(" €", "&nbsp;€").replace("\n", "<br>")
    for mark, tag in _MARKS:
        shown = mark.sub(tag, shown)
    return Markup(shown)  # noqa: S704 - escaped before anything was added # nosec B704


def _link(url: str) -> Markup:
    """A payment link opens beside the chat: it is this server's own page."""
    own = _CHECKOUT.match(url)
    if own is None:
        return Markup('<a href="{0}" rel="noreferrer" target="_blank">{0}</a>').format(url)
    shown = url.partition("://")[2]
    short = shown if len(shown) <= _LONGEST_LINK else f"{shown[:_LONGEST_LINK]}…"
    return Markup('<a href="{}" data-pay target="_blank">{}</a>').format(own.group(1), short)
