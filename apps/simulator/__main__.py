"""`python -m atrevete_apps.simulator --port N`: every vendor on one loopback port."""

import argparse
import asyncio

from atrevete_adapters.postgres.engine import open_engine

from .app import create_app
from .clock import StandaloneTime
from .database_clock import DatabaseTime
from .page.books import DatabaseBooks
from .serving import server
from .settings import SimulatorSettings


def main() -> None:
    arguments = _arguments()
    given = {name: value for name, value in vars(arguments).items() if value is not None}
    asyncio.run(_serve(SimulatorSettings.from_environment(**given)))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="atrevete_apps.simulator", description=__doc__)
    parser.add_argument("--port", type=int, help="HTTP port on 127.0.0.1")
    parser.add_argument("--smtp-port", type=int, help="SMTP port; -1 for no mail server")
    return parser.parse_args()


async def _serve(settings: SimulatorSettings) -> None:
    """Until it is told to stop; with a database the clock is the salon's own."""
    if not settings.database_url:
        await server(create_app(settings, StandaloneTime(settings.now)), settings).serve()
        return
    engine = open_engine(settings.database_url)
    try:
        app = create_app(settings, DatabaseTime(engine), DatabaseBooks(engine))
        await server(app, settings).serve()
    finally:
        await engine.dispose()


if __name__ == "__main__":
    main()
