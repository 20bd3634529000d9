"""Saying where the demonstration's page is as soon as it answers; opening it where one looks."""

import os
import sys
import threading
import time
import webbrowser
from typing import Final
from urllib.parse import quote

import httpx
from rich.console import Console

from .children import answers
from .wiring import Wiring

#: Whoever enters something in a calendar wants to see Maite take note of it.
_CALENDAR_SECONDS: Final = 2
_WAIT_SECONDS: Final = 60.0
_WATCHER_SECONDS: Final = 30.0
_LOOK_SECONDS: Final = 0.1


def habits_for_page(wiring: Wiring) -> tuple[str, ...]:
    """How a worker works beside whom the page is looked at."""
    told = ("--tell", f"{wiring.simulator_url}/control/work")
    return (*told, "--calendar-seconds", str(_CALENDAR_SECONDS))


def announce(out: Console, url: str, *, show: str = "") -> None:
    """In the background: the page is there before the rest of the house. `show` is a telephone."""
    page = f"{url}/?chat={quote(show)}" if show else url
    threading.Thread(target=_announce, args=(out, page), daemon=True).start()


def until_watched(url: str) -> None:
    """Until a browser shows the page, for a while at most."""
    deadline = time.monotonic() + _WATCHER_SECONDS
    while time.monotonic() < deadline:
        if httpx.get(f"{url}/control/watchers", timeout=5, trust_env=False).json()["watching"]:
            return
        time.sleep(_LOOK_SECONDS)


def _announce(out: Console, url: str) -> None:
    began = time.monotonic()
    while time.monotonic() - began < _WAIT_SECONDS:
        if answers(url):
            took = time.monotonic() - began
            out.print(f"La página: {url} ({took:.1f} s)", style="bold", markup=False)
            if _somebody_looks():
                webbrowser.open(url)
            return
        time.sleep(_LOOK_SECONDS)


def _somebody_looks() -> bool:
    """At a terminal with a screen; a browser that lives in the terminal would take it over."""
    screen = sys.platform == "darwin" or os.environ.get(
        "DISPLAY", os.environ.get("WAYLAND_DISPLAY")
    )
    return bool(screen) and sys.stdout.isatty() and "CI" not in os.environ
