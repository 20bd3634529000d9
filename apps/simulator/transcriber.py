"""A service that writes voice notes down, as OpenAI's `POST /v1/audio/transcriptions` does.

It understands what was recorded with the control's `words`, and nothing else.
"""

from typing import Any

from litestar import Request, Router, post
from litestar.connection import ASGIConnection
from litestar.datastructures import UploadFile
from litestar.handlers.base import BaseRouteHandler
from litestar.response import Response

from .gateway import Answer, Asked, Outcome
from .media import words_in

Json = dict[str, Any]
Asking = Request[Any, Any, Any]

# The service tells the format by the file's name alone.
FORMATS = frozenset({
    "flac", "m4a", "mp3", "mp4", "mpeg", "mpga", "oga", "ogg", "wav", "webm",
})  # fmt: skip


class TranscriberRefusal(Exception):
    """An error answer with OpenAI's nested body."""

    def __init__(self, status: int, message: str, *, param: str | None = None) -> None:
        super().__init__(message)
        self.status = status
        self.body = error_body(message, param=param)


def error_body(
    message: str, *, kind: str = "invalid_request_error", param: str | None = None
) -> Json:
    return {"error": {"message": message, "type": kind, "param": param, "code": None}}


class TranscriberRules:
    """The service keeps nothing between requests."""

    def before(self, asked: Asked) -> Answer | None:
        del asked
        return None

    def after(self, asked: Asked, outcome: Outcome) -> None:
        """Nothing to remember."""

    def failure(self, status: int) -> object:
        if status == 429:  # noqa: PLR2004 - the HTTP status
            return error_body("Rate limit reached for requests", kind="requests")
        return error_body("The server had an error", kind="server_error")


def answer_refusal(_: Asking, refusal: TranscriberRefusal) -> Response[Any]:
    return Response(refusal.body, status_code=refusal.status)


@post("/audio/transcriptions", status_code=200)
async def transcribe(request: Asking) -> Json:
    form = await request.form()
    sound = form.get("file")
    if not isinstance(sound, UploadFile):
        raise TranscriberRefusal(400, "you must provide a file", param="file")
    if not form.get("model"):
        raise TranscriberRefusal(400, "you must provide a model parameter", param="model")
    if sound.filename.rpartition(".")[2] not in FORMATS:
        raise TranscriberRefusal(400, "Unrecognized file format.", param="file")
    return {"text": words_in(await sound.read())}


def transcriber_router(key: str) -> Router:
    """The service's API below `/transcriber/v1`."""

    def guard(connection: ASGIConnection[Any, Any, Any, Any], _: BaseRouteHandler) -> None:
        if connection.headers.get("authorization") != f"Bearer {key}":
            raise TranscriberRefusal(401, "Incorrect API key provided.")

    return Router(
        "/transcriber/v1",
        route_handlers=[transcribe],
        guards=[guard],
        exception_handlers={TranscriberRefusal: answer_refusal},
    )
