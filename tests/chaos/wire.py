"""A wire to PostgreSQL that is cut at the worst moment."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from urllib.parse import urlsplit, urlunsplit

_AT_ONCE = 65_536


@asynccontextmanager
async def cutting_at_commit(database_url: str) -> AsyncIterator[str]:
    """The same database's address; whoever says COMMIT there is heard, and never answered."""
    address = urlsplit(database_url)
    running: set[asyncio.Task[None]] = set()

    async def serve(asking: asyncio.StreamReader, asked: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        if task is not None:
            running.add(task)
        answering, answered = await asyncio.open_connection(address.hostname, address.port)
        back = asyncio.create_task(_carry(answering, asked))
        try:
            await _carry_until_commit(asking, answered)
            back.cancel()
            # The database has heard it, and says so to nobody.
            await asyncio.wait_for(answering.read(_AT_ONCE), 2)
        except (OSError, TimeoutError, asyncio.CancelledError):
            pass
        finally:
            back.cancel()
            await asyncio.gather(back, return_exceptions=True)
            answered.transport.abort()
            asked.transport.abort()

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    place = f"{address.username}:{address.password}@127.0.0.1:{port}"
    try:
        yield urlunsplit(address._replace(netloc=place))
    finally:
        server.close()
        for task in running:
            task.cancel()
        await asyncio.gather(*running, return_exceptions=True)


async def _carry_until_commit(source: asyncio.StreamReader, to: asyncio.StreamWriter) -> None:
    while part := await source.read(_AT_ONCE):
        to.write(part)
        await to.drain()
        if b"COMMIT" in part:
            return


async def _carry(source: asyncio.StreamReader, to: asyncio.StreamWriter) -> None:
    with suppress(OSError):
        while part := await source.read(_AT_ONCE):
            to.write(part)
            await to.drain()
