"""Templates with everything escaped, and the headers under which a page is shown."""

from collections.abc import Mapping
from functools import cache
from typing import Any, Final

from jinja2 import Environment, PackageLoader, StrictUndefined
from litestar.response import Response

#: Nothing from outside, nothing inline; the payment page may stand in a frame of our own.
SECURITY_HEADERS: Final = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
        "connect-src 'self'; form-action 'self'; frame-src 'self'; frame-ancestors 'self'; "
        "base-uri 'none'"
    ),
    "Cache-Control": "no-store",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
}

#: The parts of the page that change by themselves, by the id of their element.
PARTS: Final = (
    *("clock", "chats", "phone", "agenda", "story", "team", "payments", "mail", "requests"),
    *("tools", "notice"),
)


@cache
def _templates() -> Environment:
    return Environment(
        loader=PackageLoader(__package__),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def html(name: str, context: Mapping[str, Any]) -> str:
    return _templates().get_template(f"{name}.html").render(context)


def shown(name: str, context: Mapping[str, Any], *, status: int = 200) -> Response[str]:
    """A whole page."""
    return Response(
        html(name, context),
        status_code=status,
        headers=SECURITY_HEADERS,
        media_type="text/html; charset=utf-8",
    )


def parts(context: Mapping[str, Any]) -> dict[str, str]:
    """Each part of the page as it is now."""
    return {name: html(f"parts/{name}", context) for name in PARTS}
