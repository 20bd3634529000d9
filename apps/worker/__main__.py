"""`python -m atrevete_apps.worker`: Maite at work, until SIGTERM or SIGINT."""

import argparse
import asyncio
import sys
from datetime import timedelta
from pathlib import Path
from typing import NoReturn

from atrevete_adapters.logs import configure_logging
from atrevete_adapters.settings import BadSettings, Settings, load_settings

_CANNOT_START = 2


def main() -> None:
    arguments = _arguments()
    try:
        settings = load_settings()
    except BadSettings as error:
        _refuse(error)
    configure_logging(settings.log_format)
    _work(settings, arguments)


def _work(settings: Settings, arguments: argparse.Namespace) -> None:
    # Maite takes seconds to load: wrong settings are told before.
    from atrevete_adapters.assembly.parts import SalonNotPrepared  # noqa: PLC0415

    from .telling import MayNotTell  # noqa: PLC0415
    from .work import Habits, work  # noqa: PLC0415

    habits = Habits(
        concurrency=arguments.concurrency,
        sweep_every=timedelta(seconds=arguments.sweep_seconds),
        calendars_every=timedelta(seconds=arguments.calendar_seconds),
        catch_up_every=timedelta(seconds=arguments.catch_up_seconds),
        ready_file=arguments.ready_file,
        patience=timedelta(seconds=arguments.patience_seconds),
        metrics_port=arguments.metrics_port,
        metrics_host=arguments.metrics_host,
        tell=arguments.tell,
    )
    try:
        asyncio.run(work(settings, habits))
    except (BadSettings, MayNotTell, SalonNotPrepared) as error:
        _refuse(error)


def _refuse(error: Exception) -> NoReturn:
    print(error, file=sys.stderr)  # noqa: T201 - to whoever starts it
    sys.exit(_CANNOT_START)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="atrevete_apps.worker", description=__doc__)
    parser.add_argument("--concurrency", type=int, default=10, help="tasks at once")
    parser.add_argument("--sweep-seconds", type=float, default=2.0, help="between sweeps")
    parser.add_argument(
        "--calendar-seconds", type=float, default=60.0, help="between looks at the calendars"
    )
    parser.add_argument(
        "--catch-up-seconds",
        type=float,
        default=30.0,
        help="between questions to Chatwoot and Stripe for events that never came",
    )
    parser.add_argument(
        "--ready-file", type=Path, help="there while the worker can work, gone when it is not"
    )
    parser.add_argument(
        "--patience-seconds", type=float, default=0.0, help="wait so long for tables and salon"
    )
    parser.add_argument("--metrics-port", type=int, help="serve Prometheus metrics here")
    parser.add_argument("--metrics-host", default="127.0.0.1")
    parser.add_argument(
        "--tell", default="", metavar="URL", help="tell a simulator here what each job did"
    )
    return parser.parse_args()


if __name__ == "__main__":
    main()
