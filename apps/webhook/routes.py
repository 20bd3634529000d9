"""The vendors' webhooks (CONTRACTS A2, B2): a clear answer in well under a second."""

import asyncio
import hmac
from typing import Any, Final

import structlog
from litestar import Request, post
from litestar.datastructures import State
from litestar.di import NamedDependency as Given
from litestar.exceptions import HTTPException, NotAuthorizedException, NotFoundException
from litestar.openapi.datastructures import ResponseSpec
from litestar.params import FromPath
from litestar.status_codes import (
    HTTP_200_OK,
    HTTP_401_UNAUTHORIZED,
    HTTP_404_NOT_FOUND,
    HTTP_408_REQUEST_TIMEOUT,
    HTTP_413_REQUEST_ENTITY_TOO_LARGE,
    HTTP_500_INTERNAL_SERVER_ERROR,
    HTTP_503_SERVICE_UNAVAILABLE,
)

from atrevete_adapters.assembly.door import FrontDoor
from atrevete_core.ports.events import BadSignature, Source
from atrevete_core.ports.storage import StorageUnavailable

from .intake import WEBHOOKS, take_in

Door = Given[FrontDoor]
AnyRequest = Request[Any, Any, State]

LARGEST_BODY: Final = 256 * 1024
#: Whoever sends more slowly than this sends nothing of ours.
_BODY_SECONDS: Final = 10.0
#: Chatwoot's bots repeat only 429 and 500; Stripe repeats everything that is not 2xx.
_NOT_STORED: Final = {
    Source.DESK: HTTP_500_INTERNAL_SERVER_ERROR,
    Source.GATEWAY: HTTP_503_SERVICE_UNAVAILABLE,
}

log = structlog.get_logger(__name__)


def _answers(*, unstored: int, others: tuple[int, ...] = ()) -> dict[int, ResponseSpec]:
    told = {
        HTTP_401_UNAUTHORIZED: "Not signed by a secret of ours, or too old; nothing is stored.",
        HTTP_404_NOT_FOUND: "No word for the address was agreed.",
        HTTP_408_REQUEST_TIMEOUT: "The body came too slowly.",
        HTTP_413_REQUEST_ENTITY_TOO_LARGE: "More than 256 KiB.",
        unstored: "It could not be stored: send it again.",
    }
    shown = {401, 408, 413, unstored, *others}
    return {
        status: ResponseSpec(data_container=None, description=told[status], generate_examples=False)
        for status in sorted(shown)
    }


@post(
    "/webhooks/chatwoot",
    status_code=HTTP_200_OK,
    summary="Events of the agent bot or of an account webhook, signed by Chatwoot 4.12 or later",
    responses=_answers(unstored=HTTP_500_INTERNAL_SERVER_ERROR),
)
async def chatwoot_webhook(request: AnyRequest, door: Door) -> None:
    body = await _body(request)
    real_now = await door.real_clock.now()
    with _Refusing(Source.DESK):
        door.desk.verify(request.headers, body, real_now=real_now)
    await _take(request, door, Source.DESK, body)


@post(
    "/webhooks/chatwoot/{token:str}",
    status_code=HTTP_200_OK,
    summary="The same from a Chatwoot that signs nothing: a word in the address is agreed",
    responses=_answers(unstored=HTTP_500_INTERNAL_SERVER_ERROR, others=(HTTP_404_NOT_FOUND,)),
)
async def chatwoot_webhook_by_address(
    request: AnyRequest, door: Door, token: FromPath[str]
) -> None:
    if not door.desk.takes_unsigned:
        raise NotFoundException
    with _Refusing(Source.DESK):
        door.desk.verify_address(token)
    await _take(request, door, Source.DESK, await _body(request))


@post(
    "/webhooks/stripe",
    status_code=HTTP_200_OK,
    summary="Events of Stripe's webhook endpoint",
    responses=_answers(unstored=HTTP_503_SERVICE_UNAVAILABLE),
)
async def stripe_webhook(request: AnyRequest, door: Door) -> None:
    body = await _body(request)
    real_now = await door.real_clock.now()
    with _Refusing(Source.GATEWAY):
        door.gateway.verify(request.headers, body, real_now=real_now)
    await _take(request, door, Source.GATEWAY, body)


@post(
    "/webhooks/google",
    status_code=HTTP_200_OK,
    summary="Google Calendar says that a calendar has changed; the minutely pull reads what",
    responses={
        HTTP_401_UNAUTHORIZED: ResponseSpec(
            data_container=None,
            description="Not the token that the channel was opened with.",
            generate_examples=False,
        )
    },
)
async def google_webhook(request: AnyRequest, door: Door) -> None:
    token = request.headers.get("x-goog-channel-token", "")
    expected = door.calendar_token
    if expected is None or not hmac.compare_digest(expected.encode(), token.encode()):
        WEBHOOKS.labels(Source.CALENDAR, "refused").inc()
        raise NotAuthorizedException
    WEBHOOKS.labels(Source.CALENDAR, "noted").inc()


class _Refusing:
    """A sender that is not known is told so, and nothing of what they sent is kept."""

    def __init__(self, source: Source) -> None:
        self._source = source

    def __enter__(self) -> None:
        return None

    def __exit__(self, _: object, error: BaseException | None, __: object) -> None:
        if isinstance(error, BadSignature):
            WEBHOOKS.labels(self._source, "refused").inc()
            log.warning("webhook.refused", source=self._source, reason=str(error))
            raise NotAuthorizedException from error


async def _take(request: AnyRequest, door: FrontDoor, source: Source, body: bytes) -> None:
    mail = door.desk if source is Source.DESK else door.gateway
    try:
        await take_in(door, mail, source, request.headers, body)
    except StorageUnavailable as error:
        WEBHOOKS.labels(source, "not_stored").inc()
        log.error("webhook.not_stored", source=source, reason=str(error))  # noqa: TRY400 - told
        raise HTTPException(
            status_code=_NOT_STORED[source], detail="not stored: send it again"
        ) from error


async def _body(request: AnyRequest) -> bytes:
    """The raw body. Litestar stops reading at LARGEST_BODY and answers 413."""
    try:
        async with asyncio.timeout(_BODY_SECONDS):
            return await request.body()
    except TimeoutError as error:
        raise HTTPException(status_code=HTTP_408_REQUEST_TIMEOUT) from error


ROUTES: Final = (
    chatwoot_webhook,
    chatwoot_webhook_by_address,
    stripe_webhook,
    google_webhook,
)
