"""The panel as an ASGI application. Django must have been configured."""

import warnings

from django.core.handlers.asgi import ASGIHandler


def application() -> ASGIHandler:
    """Django; its files are served by WhiteNoise within."""
    # WhiteNoise reads files as files: small ones, which browsers keep.
    warnings.filterwarnings("ignore", message="StreamingHttpResponse must consume synchronous")
    return ASGIHandler()
