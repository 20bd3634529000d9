"""`python -m atrevete_apps.admin [--port N]`: the panel; behind a proxy, so on loopback.

`… migrate` brings its own tables up to date; `… create-owner` lets the first person in. Both need
ATREVETE_DATABASE_URL alone.
"""

import argparse
import sys

import structlog
import uvicorn

from atrevete_adapters.assembly.parts import SalonNotPrepared
from atrevete_adapters.logs import configure_logging
from atrevete_adapters.settings import (
    BadSettings,
    Settings,
    load_database_url,
    load_settings,
)
from atrevete_core.ports.storage import StorageUnavailable

from .configuration import Installation, configure

_WRONG = 2
_LEAVE_SECONDS = 10

# Run as a script this module is called `__main__`, which is none of our loggers.
log = structlog.get_logger("atrevete_apps.admin")


def main() -> None:
    arguments = _arguments()
    if arguments.command is None:
        _serve(arguments)
    else:
        sys.exit(_run(arguments))


def _serve(arguments: argparse.Namespace) -> None:
    try:
        settings = _settings()
    except BadSettings as error:
        print(error, file=sys.stderr)  # noqa: T201 - to whoever starts it; there is no log yet
        sys.exit(_WRONG)
    configure_logging(settings.log_format)
    log.info("admin.starting", port=arguments.port)
    installation = Installation.of(settings)
    configure(installation)
    _look_at_the_salon(installation)
    from .asgi import application  # noqa: PLC0415 - Django must be configured before

    uvicorn.run(
        application(),
        host=arguments.host,
        port=arguments.port,
        log_config=None,
        access_log=False,
        server_header=False,
        lifespan="off",
        # Whose address an attempt to sign in is counted for: loopback's proxy, or any that says so.
        forwarded_allow_ips="*" if arguments.trust_proxy else None,
        timeout_graceful_shutdown=_LEAVE_SECONDS,
    )


def _settings() -> Settings:
    """Raises BadSettings, also for the one variable that only the panel needs."""
    settings = load_settings()
    if settings.admin_secret_key is None:
        advice = Settings.model_fields["admin_secret_key"].description
        raise BadSettings([f"ATREVETE_ADMIN_SECRET_KEY is missing: set it to {advice}."])
    return settings


def _look_at_the_salon(installation: Installation) -> None:
    """Opened before the first person comes; a database that is away is waited for, page by page."""
    if installation.bridge is None:
        return
    try:
        installation.bridge.now()
    except (StorageUnavailable, SalonNotPrepared) as error:
        log.warning("admin.salon_away", error=type(error).__name__)


def _run(arguments: argparse.Namespace) -> int:
    configure_logging("console", stream=sys.stderr)
    try:
        configure(Installation(database_url=load_database_url()))
    except BadSettings as error:
        print(error, file=sys.stderr)  # noqa: T201 - a command speaks
        return _WRONG
    from . import commands  # noqa: PLC0415 - Django must be configured before

    return commands.run(arguments)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="atrevete_apps.admin", description=__doc__)
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on")
    parser.add_argument("--port", type=int, default=8082, help="HTTP port")
    parser.add_argument(
        "--trust-proxy",
        action="store_true",
        help="believe X-Forwarded-For: only where nothing but the proxy reaches this port",
    )
    parser.set_defaults(command=None)
    subparsers = parser.add_subparsers(dest="command")
    subparsers.add_parser("migrate", help="bring the panel's own tables up to date")
    owner = subparsers.add_parser("create-owner", help="let the owner in; asks for a password")
    owner.add_argument("--username", required=True, help="what she signs in with, like lola")
    owner.add_argument("--name", default="", help="how she is called in the panel")
    owner.add_argument("--password-stdin", action="store_true", help="read it from standard input")
    owner.add_argument("--replace", action="store_true", help="a new password for who is there")
    return parser.parse_args()


if __name__ == "__main__":
    main()
