"""Saying where the demonstration's page is as soon as it answers; opening it where one looks."""

import os
import sys
import threading
import time
import webbrowser
from typing import Final

import httpx
from rich.console import Console

_WAIT_SECONDS: Final = 60.0
_LOOK_SECONDS: Final = 0.1


def announce(out: Console, url: str) -> None:
    """In the background: the page is there before the rest of the house."""
    threading.Thread(target=_announce, args=(out, url), daemon=True).start()


def _announce(out: Console, url: str) -> None:
    began = time.monotonic()
    while time.monotonic() - began < _WAIT_SECONDS:
        if _answers(url):
            took = time.monotonic() - began
            out.print(f"La página: {url} ({took:.1f} s)", style="bold", markup=False)
            if _somebody_looks():
                webbrowser.open(url)
            return
        time.sleep(_LOOK_SECONDS)


def _answers(url: str) -> bool:
    try:
        return httpx.get(url, timeout=2, trust_env=False).is_success
    except httpx.TransportError:
        return False


def _somebody_looks() -> bool:
    """At a terminal with a screen; a browser that lives in the terminal would take it over."""
    screen = sys.platform == "darwin" or os.environ.get(
        "DISPLAY", os.environ.get("WAYLAND_DISPLAY")
    )
    return bool(screen) and sys.stdout.isatty() and "CI" not in os.environ
