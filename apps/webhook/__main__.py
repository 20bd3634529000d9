"""`python -m atrevete_apps.webhook --port N`: the webhooks; behind a proxy, so on loopback."""

import argparse
import sys

import structlog
import uvicorn

from atrevete_adapters.logs import configure_logging
from atrevete_adapters.settings import BadSettings, load_settings

_BAD_SETTINGS = 2
_LEAVE_SECONDS = 10

# Run as a script this module is called `__main__`, which is none of our loggers.
log = structlog.get_logger("atrevete_apps.webhook")


def main() -> None:
    arguments = _arguments()
    try:
        settings = load_settings()
    except BadSettings as error:
        print(error, file=sys.stderr)  # noqa: T201 - to whoever starts it; there is no log yet
        sys.exit(_BAD_SETTINGS)
    configure_logging(settings.log_format)
    # The rest takes seconds to load: wrong settings are told before.
    from .app import create_app  # noqa: PLC0415

    log.info("webhook.starting", port=arguments.port)
    # No access log: addresses may hold the word that was agreed with an old Chatwoot.
    uvicorn.run(
        create_app(settings),
        host=arguments.host,
        port=arguments.port,
        log_config=None,
        access_log=False,
        server_header=False,
        lifespan="on",
        timeout_graceful_shutdown=_LEAVE_SECONDS,
    )


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="atrevete_apps.webhook", description=__doc__)
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on")
    parser.add_argument("--port", type=int, default=8080, help="HTTP port")
    return parser.parse_args()


if __name__ == "__main__":
    main()
