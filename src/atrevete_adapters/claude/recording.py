"""Exchanges with the Messages API, kept in a file and played again without the network.

Telephone numbers, e-mail addresses, card numbers and links are masked on the way into the file;
names stay, so record conversations of invented people only. Keys are in headers, which are not
kept. One exchange a line, as JSON.
"""

import hashlib
import json
import re
from collections import defaultdict, deque
from pathlib import Path
from typing import Any, Final

import httpx2

from atrevete_core.domain.privacy import mask_card_numbers

from .schemas import Json

_PRIVATE: Final = re.compile(
    r"(?P<keep>\b\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d)?)?"
    r"|\b[0-9a-fA-F]{8}-(?:[0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}\b)"
    r"|(?P<link>https?://\S+)"
    r"|(?P<mail>[^\s@<>\"']+@[\w-]+(?:\.[\w-]+)+)"
    r"|(?P<phone>\+?\d(?:[ .()-]?\d){8,})"
)
_MASKS: Final = {"link": "https://•••", "mail": "•••@•••", "phone": "•••••••••"}
#: What the API itself made; masking it would break it.
_AS_THEY_ARE: Final = frozenset({"id", "tool_use_id", "signature", "data", "type", "model"})
_KEPT_HEADERS: Final = ("content-type", "request-id", "retry-after")
#: Differs from run to run and changes nothing.
_NOT_COMPARED: Final = ("metadata",)


def masked(found: Any, key: str = "") -> Any:  # noqa: ANN401 - JSON in, JSON out
    """The same without what would tell a person."""
    if isinstance(found, dict):
        return {name: masked(value, name) for name, value in found.items()}
    if isinstance(found, list):
        return [masked(each, key) for each in found]
    if isinstance(found, str) and key not in _AS_THEY_ARE:
        return mask_card_numbers(_PRIVATE.sub(_mask, found))
    return found


def _mask(match: re.Match[str]) -> str:
    kind = match.lastgroup or "keep"
    return match.group() if kind == "keep" else _MASKS[kind]


class Recorder(httpx2.AsyncBaseTransport):
    """Sends what it is given, and writes down what was said."""

    def __init__(self, file: Path, inner: httpx2.AsyncBaseTransport | None = None) -> None:
        self._file = file
        self._inner = inner or httpx2.AsyncHTTPTransport()

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        asked = await request.aread()
        response = await self._inner.handle_async_request(request)
        answered = await response.aread()
        headers = {
            name: response.headers[name] for name in _KEPT_HEADERS if name in response.headers
        }
        exchange = {
            "method": request.method,
            "path": request.url.path.rpartition("/v1/")[2],
            "request": masked(_json(asked)),
            "status": response.status_code,
            "headers": headers,
            "response": masked(_json(answered)),
        }
        with self._file.open("a", encoding="utf-8") as out:
            out.write(json.dumps(exchange, ensure_ascii=False) + "\n")
        return httpx2.Response(response.status_code, headers=headers, content=answered)

    async def aclose(self) -> None:
        await self._inner.aclose()


class Replay(httpx2.AsyncBaseTransport):
    """Answers from a file; of exchanges with the same request, the first is played first.

    What was never asked is answered with 404, and counted in `misses`.
    """

    def __init__(self, file: Path) -> None:
        self.misses = 0
        self._answers: dict[str, deque[Json]] = defaultdict(deque)
        for line in file.read_text(encoding="utf-8").splitlines():
            exchange = json.loads(line)
            self._answers[_mark(exchange["path"], exchange["request"])].append(exchange)

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        path = request.url.path.rpartition("/v1/")[2]
        found = self._answers.get(_mark(path, masked(_json(await request.aread()))))
        if not found:
            self.misses += 1
            error = {"type": "not_found_error", "message": "this was not recorded"}
            return httpx2.Response(404, json={"type": "error", "error": error})
        exchange = found.popleft() if len(found) > 1 else found[0]
        return httpx2.Response(
            exchange["status"], headers=exchange["headers"], json=exchange["response"]
        )


def _mark(path: str, asked: Any) -> str:  # noqa: ANN401 - JSON
    if isinstance(asked, dict):
        asked = {name: value for name, value in asked.items() if name not in _NOT_COMPARED}
    written = json.dumps([path, asked], sort_keys=True)
    return hashlib.sha256(written.encode()).hexdigest()


def _json(body: bytes) -> Any:  # noqa: ANN401 - JSON, or the text that is none
    try:
        return json.loads(body) if body else None
    except ValueError:
        return body.decode(errors="replace")
