"""Health, metrics, and the two pages to which Stripe sends customers back."""

from typing import Final

from litestar import MediaType, Response, get
from litestar.di import NamedDependency as Given
from litestar.status_codes import HTTP_200_OK, HTTP_503_SERVICE_UNAVAILABLE
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest

from atrevete_adapters.assembly.door import FrontDoor
from atrevete_adapters.assembly.parts import PAID_PATH, UNPAID_PATH

_PAGE: Final = """<!doctype html>
<html lang="es">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<style>body{{font:1.1rem/1.5 system-ui,sans-serif;margin:20vh auto 0;max-width:32rem;padding:1rem}}
</style>
<h1>{title}</h1>
<p>{text}</p>
</html>
"""


@get("/health/live", summary="Whether the process answers")
async def live() -> dict[str, str]:
    return {"status": "alive"}


@get("/health/ready", summary="Whether database and Redis are there: 503 says which one is not")
async def ready(door: Given[FrontDoor]) -> Response[dict[str, str]]:
    report = dict(await door.readiness.report())
    is_ready = all(each == "ready" for each in report.values())
    return Response(report, status_code=HTTP_200_OK if is_ready else HTTP_503_SERVICE_UNAVAILABLE)


@get("/metrics", media_type=MediaType.TEXT, sync_to_thread=False)
def metrics() -> Response[bytes]:
    """For Prometheus; the proxy in front keeps it private."""
    return Response(generate_latest(), headers={"content-type": CONTENT_TYPE_LATEST})


@get(PAID_PATH, media_type=MediaType.HTML, include_in_schema=False, sync_to_thread=False)
def paid() -> str:
    """The signed event confirms the appointment, not this page."""
    return _PAGE.format(
        title="¡Gracias!",
        text="Ya puedes cerrar esta página: te confirmo la cita por WhatsApp.",
    )


@get(UNPAID_PATH, media_type=MediaType.HTML, include_in_schema=False, sync_to_thread=False)
def unpaid() -> str:
    return _PAGE.format(
        title="El anticipo está sin pagar",
        text="Puedes volver a abrir el enlace desde WhatsApp mientras guardo tu hora.",
    )


ROUTES: Final = (live, ready, metrics, paid, unpaid)
