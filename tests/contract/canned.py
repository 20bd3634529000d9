"""A server on this machine that answers whatever a test has written down for it."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Canned:
    """An answer; without a status the connection is kept open and silent."""

    status: int | None
    body: bytes = b""
    headers: tuple[str, ...] = ()
    content_type: str = "application/json"

    @classmethod
    def of(cls, status: int, body: object) -> "Canned":
        return cls(status, json.dumps(body).encode())


@dataclass
class CannedServer:
    """The answers still to give, and the first line of each request so far."""

    url: str = ""
    answers: list[Canned] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(ConnectionError, asyncio.IncompleteReadError):
            head = (await reader.readuntil(b"\r\n\r\n")).decode()
            lengths = [line for line in head.lower().splitlines() if "content-length" in line]
            await reader.readexactly(sum(int(line.split(":")[1]) for line in lengths))
            self.asked.append(head.splitlines()[0])
            answer = self.answers.pop(0)
            if answer.status is None:
                await reader.read()
            else:
                writer.write(_written(answer))
                await writer.drain()
        writer.close()


def _written(answer: Canned) -> bytes:
    lines = [
        f"HTTP/1.1 {answer.status} Canned",
        f"Content-Type: {answer.content_type}",
        f"Content-Length: {len(answer.body)}",
        "Connection: close",
        *answer.headers,
    ]
    return "\r\n".join([*lines, "", ""]).encode() + answer.body


@asynccontextmanager
async def canned_server(*answers: Canned) -> AsyncIterator[CannedServer]:
    canned = CannedServer(answers=list(answers))
    server = await asyncio.start_server(canned.serve, "127.0.0.1", 0)
    canned.url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    try:
        yield canned
    finally:
        server.close()
