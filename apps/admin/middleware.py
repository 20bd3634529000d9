"""What every answer of the panel carries, and what is said when the salon cannot be reached."""

from collections.abc import Callable

import structlog
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from atrevete_adapters.assembly.parts import SalonNotPrepared
from atrevete_core.ports.storage import StorageUnavailable

log = structlog.get_logger(__name__)

#: The theme's scripts are evaluated by Alpine, and it writes its colours into the page.
_POLICY = (
    "default-src 'self'; "
    "script-src 'self' 'unsafe-inline' 'unsafe-eval'; "
    "style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data:; "
    "frame-ancestors 'none'; "
    "form-action 'self'; "
    "base-uri 'self'; "
    "object-src 'none'"
)


class CalmDown:
    """A database that is away is said in one sentence; customers' pages are kept by nobody."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self._get_response(request)
        response.headers.setdefault("Content-Security-Policy", _POLICY)
        response.headers.setdefault("Cache-Control", "no-store")
        return response

    def process_exception(  # Django calls it so
        self, request: HttpRequest, error: Exception
    ) -> HttpResponse | None:
        if not isinstance(error, OperationalError | StorageUnavailable | SalonNotPrepared):
            return None
        log.warning("admin.database_away", error=type(error).__name__)
        return render(request, "panel/away.html", status=503)
