"""The Messages API below `/anthropic`, and what the control does to it."""

import asyncio
import json
from collections.abc import Iterator
from dataclasses import asdict
from datetime import UTC, datetime
from typing import Any

from litestar import Request, Router, get, post
from litestar.connection import ASGIConnection
from litestar.exceptions import NotFoundException
from litestar.handlers.base import BaseRouteHandler
from litestar.params import FromPath, JSONBody
from litestar.response import Response

from ..gateway import Answer, Asked, Outcome
from . import clever
from .desk import MODELS, Canned, Json, Manner, MessagesDesk, Refusal

Asking = Request[Any, Any, Any]
_VERSIONS = frozenset({"2026-10-21", "2023-06-01"})
_TYPES = {
    401: "authentication_error", 429: "rate_limit_error", 500: "api_error", 503: "api_error",
    529: "overloaded_error",
}  # fmt: skip


class MessagesRules:
    """Every failure speaks as the API does."""

    def before(self, asked: Asked) -> Answer | None:
        del asked
        return None

    def after(self, asked: Asked, outcome: Outcome) -> None:
        """Nothing to remember."""

    def failure(self, status: int) -> object:
        return error_body(_TYPES.get(status, "api_error"), "simulated")


def error_body(kind: str, message: str, code: str = "") -> Json:
    details = {"details": {"error_code": code}} if code else {}
    told = {"type": kind, "message": message, **details}
    return {"type": "error", "error": told, "request_id": "req_simulated"}


def messages_router(desk: MessagesDesk, key: str) -> Router:
    """`/anthropic/v1/messages` and `/anthropic/v1/models/{id}`, for whoever has the key."""

    def guard(connection: ASGIConnection[Any, Any, Any, Any], _: BaseRouteHandler) -> None:
        given = connection.headers.get("authorization", "").removeprefix("Bearer ")
        if key not in {given, connection.headers.get("x-api-key", "")}:
            raise Refusal(Canned(status=401, error_type="authentication_error"))
        if connection.headers.get("anthropic-version") not in _VERSIONS:
            raise Refusal(Canned(status=400, error_type="invalid_request_error",
                                 message="anthropic-version: invalid"))  # fmt: skip

    @post("/messages", status_code=200)
    async def create(request: Asking) -> Response[Any]:
        body = await request.body()
        asked = desk.read(body)
        canned = desk.next_canned()
        if canned is not None:
            await asyncio.sleep(canned.seconds)
            if canned.text:
                return Response(canned.text, media_type="text/html", headers=_REQUEST_ID)
        message = desk.answer(asked, canned)
        if asked.stream:
            events = "".join(_events(message, canned))
            return Response(events, media_type="text/event-stream", headers=_REQUEST_ID)
        return Response(message, headers=_REQUEST_ID)

    @get("/models/{model:str}")
    async def retrieve(model: FromPath[str]) -> Json:
        if model not in MODELS:
            raise Refusal(Canned(status=404, error_type="not_found_error", message=model))
        # Whoever asks for the model is about to use it.
        await asyncio.to_thread(clever.learn)
        created = datetime(2026, 1, 1, tzinfo=UTC).isoformat()
        return {
            "type": "model", "id": model, "display_name": model, "created_at": created,
            "lifecycle": MODELS[model], "deprecated_at": None, "retires_at": None,
            "capabilities": None, "line": None, "max_input_tokens": None, "max_tokens": None,
        }  # fmt: skip

    return Router(
        "/anthropic/v1",
        route_handlers=[create, retrieve],
        guards=[guard],
        exception_handlers={Refusal: _answer_refusal},
    )


_REQUEST_ID = {"request-id": "req_simulated"}


def _answer_refusal(_: Asking, refusal: Refusal) -> Response[Any]:
    canned = refusal.canned
    body = error_body(canned.error_type, canned.message, canned.error_code)
    headers = {**_REQUEST_ID, **canned.headers}
    return Response(body, status_code=canned.status, headers=headers)


def _events(message: Json, canned: Canned | None) -> Iterator[str]:
    """The message as server-sent events; an error may end them in the middle."""
    start = message | {"content": [], "stop_reason": None}
    yield _event("message_start", {"message": start})
    for number, block in enumerate(message["content"]):
        yield from _block_events(number, block)
        if canned is not None and canned.breaks_after:
            yield _event("error", error_body(canned.breaks_after, canned.message))
            return
    delta = {"stop_reason": message["stop_reason"], "stop_sequence": None}
    yield _event("message_delta", {"delta": delta, "usage": message["usage"]})
    yield _event("message_stop", {})


def _block_events(number: int, block: Json) -> Iterator[str]:
    emptied: Json = {"text": ""} if block["type"] == "text" else {"input": {}}
    begun = block | emptied
    yield _event("content_block_start", {"index": number, "content_block": begun})
    delta = (
        {"type": "text_delta", "text": block["text"]}
        if block["type"] == "text"
        else {"type": "input_json_delta", "partial_json": json.dumps(block.get("input", {}))}
    )
    yield _event("content_block_delta", {"index": number, "delta": delta})
    yield _event("content_block_stop", {"index": number})


def _event(kind: str, body: Json) -> str:
    return f"event: {kind}\ndata: {json.dumps({'type': kind} | body)}\n\n"


def messages_control(desk: MessagesDesk) -> Router:
    """Below `/control/claude`: how it answers, what it was asked, what that took."""

    @get("/claude")
    async def read_claude() -> Json:
        return {"manner": desk.manner, "waiting": len(desk.script), "usages": list(desk.usages)}

    @get("/claude/requests")
    async def read_requests() -> list[Json]:
        return list(desk.requests)

    @post("/claude/manner", status_code=200)
    async def set_manner(data: JSONBody[Json]) -> Json:
        if data.get("manner") not in {each.value for each in Manner}:
            raise NotFoundException(f"The manners are {', '.join(Manner)}.")
        desk.manner = Manner(data["manner"])
        return {"manner": desk.manner}

    @post("/claude/script", status_code=200)
    async def add_to_script(data: JSONBody[list[Canned]]) -> Json:
        desk.script.extend(data)
        return {"waiting": [asdict(each) for each in desk.script]}

    @post("/claude/cache/forget", status_code=204)
    async def forget_cache() -> None:
        desk.cache.forget()

    handlers = [read_claude, read_requests, set_manner, add_to_script, forget_cache]
    return Router("/control", route_handlers=handlers)
