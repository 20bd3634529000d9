r"""From plain text with WhatsApp's *bold* to what Chatwoot must be given.

Chatwoot treats outgoing text twice: Liquid expands `{{contact.name}}`, then CommonMark is turned
into WhatsApp's marks, where `*x*` would become italic (CONTRACTS A3). So bold is written `**x**`
and all that either step would understand gets a backslash, which CommonMark takes away again.
"""

import re
from collections.abc import Sequence
from typing import Any

from atrevete_core.domain.conversation import Template

#: WhatsApp's limits for reply buttons; Chatwoot checks none of them and Meta fails the message.
MAX_BUTTONS = 3
MAX_BUTTON_TITLE = 20
MAX_TEXT_WITH_BUTTONS = 1024
#: Chatwoot cuts a template's parameter here.
MAX_PARAMETER = 1000

# As WhatsApp reads it: no space inside at either end, no word outside at either end.
_BOLD = re.compile(r"(?<![\w*])\*(?=[^\s*])([^*\n]*[^\s*])\*(?![\w*])")
# An underscore inside a word never means anything: links stay readable for the team.
_INLINE = re.compile(r"[\\`*\[\]<{}~|&]|(?<![^\W_])_+|_+(?![^\W_])")
_LINE_START = re.compile(r"(?m)^(?:[-+=#>]|\d{1,9}(?=[.)]))")
_INDENT = re.compile(r"(?m)^[ \t]+")
_LIQUID = re.compile(r"\{(?=[{%])")
_UNSENDABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")


def to_commonmark(text: str) -> str:
    """The text so that WhatsApp shows it as it is, with its *bold* as bold."""
    parts: list[str] = []
    end = 0
    clean = _INDENT.sub(_unbreakable, sendable(text))
    for bold in _BOLD.finditer(clean):
        parts += [_literal(clean[end : bold.start()]), f"**{_literal(bold[1])}**"]
        end = bold.end()
    parts.append(_literal(clean[end:]))
    return _LINE_START.sub(_escaped_start, "".join(parts))


def sendable(text: str) -> str:
    """Without what JSON or WhatsApp cannot carry: half emoji and control characters."""
    return _UNSENDABLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def _literal(text: str) -> str:
    return _INLINE.sub(lambda found: "".join(f"\\{each}" for each in found[0]), text)


def _escaped_start(found: re.Match[str]) -> str:
    # Of a number its dot or bracket is escaped, which follows it.
    return f"{found[0]}\\" if found[0].isdigit() else f"\\{found[0]}"


def _unbreakable(indent: re.Match[str]) -> str:
    # Four plain spaces would begin a block of code.
    return "\N{NO-BREAK SPACE}" * len(indent[0].expandtabs(4))


def fits_buttons(text: str, titles: Sequence[str]) -> bool:
    """Whether WhatsApp shows these as reply buttons; else the text alone is sent."""
    return (
        0 < len(titles) <= MAX_BUTTONS
        and len(set(titles)) == len(titles)
        and all(0 < len(title) <= MAX_BUTTON_TITLE for title in titles)
        and len(text) <= MAX_TEXT_WITH_BUTTONS
    )


def template_params(template: Template) -> dict[str, Any]:
    """An approved template as Chatwoot wants it. Its body's parameters are numbered from 1."""
    body = {str(number): _parameter(each) for number, each in enumerate(template.parameters, 1)}
    return {
        "name": template.name,
        "category": "UTILITY",
        "language": "es",
        "processed_params": {"body": body},
    }


def _parameter(text: str) -> str:
    """Meta refuses line breaks in it; Liquid runs over it too, and here no backslash helps."""
    one_line = " ".join(sendable(text).split())
    return _LIQUID.sub("{\N{ZERO WIDTH SPACE}", one_line)[:MAX_PARAMETER]
