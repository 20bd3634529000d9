"""One browser and one open house for all browser tests; they are a pytest run of their own.

Playwright's plain API keeps an event loop in this thread, which asynchronous tests would trip
over: `scripts/test` starts them apart.
"""

import shutil
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from atrevete_apps.cli.display import ZONE
from atrevete_apps.cli.front_page import habits_for_page
from atrevete_apps.cli.house import House, Plan, open_house
from atrevete_apps.cli.wiring import Wiring
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

CHROMIUM = shutil.which("chromium") or "/usr/bin/chromium"
QUIET = (
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
)
#: A Wednesday; each test has a week of its own, of which no day is a holiday.
FIRST = datetime(2027, 1, 13, 11, 15, tzinfo=ZONE)
PATIENCE_MILLISECONDS = 20_000


@pytest.fixture(scope="session")
def house() -> Iterator[House]:
    """Opened before the browser and closed after it: it runs event loops of its own."""
    if not Path(CHROMIUM).exists():
        pytest.skip("there is no Chromium: apt-get install chromium fonts-noto-color-emoji")
    wiring = Wiring()
    plan = Plan(
        now=FIRST,
        settle_seconds=0.2,
        sweep_seconds=0.3,
        wiring=wiring,
        habits=habits_for_page(wiring),
        admin=True,
    )
    with open_house(plan) as opened:
        yield opened


@pytest.fixture(scope="session")
def browser(house: House) -> Iterator[Browser]:
    expect.set_options(timeout=PATIENCE_MILLISECONDS)
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=list(QUIET))
        yield opened
        opened.close()


@pytest.fixture(scope="session")
def weeks() -> Iterator[datetime]:
    return (FIRST + timedelta(weeks=number) for number in range(8))


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A browser of one person's own."""
    opened = browser.new_context(
        viewport={"width": 1440, "height": 900}, locale="es-ES", reduced_motion="reduce"
    )
    opened.set_default_timeout(PATIENCE_MILLISECONDS)
    yield opened
    opened.close()


@pytest.fixture
def page(context: BrowserContext) -> Page:
    return context.new_page()
