"""The pictures of docs/images, taken of a real salon: `make screenshots`.

Needs Chromium (`apt-get install chromium fonts-noto-color-emoji`).
"""

import re
import shutil
import sys
from datetime import datetime
from pathlib import Path
from typing import Final

from atrevete_apps.cli.display import ZONE
from atrevete_apps.cli.front_page import habits_for_page
from atrevete_apps.cli.house import Plan, open_house
from atrevete_apps.cli.housekeeping import Housekeeper
from atrevete_apps.cli.wiring import Wiring
from playwright.sync_api import Browser, Page, expect, sync_playwright

IMAGES: Final = Path(__file__).resolve().parents[1] / "docs" / "images"
ARGUMENTS: Final = ("--no-sandbox", "--disable-gpu", "--disable-quic", "--lang=es-ES")
NOW: Final = datetime(2026, 12, 16, 11, 15, tzinfo=ZONE)
PATIENCE: Final = 30_000
LAURA: Final = "%2B34600111222"
ROCIO: Final = "%2B34600111307&name=Roc%C3%ADo"


def main() -> int:
    chromium = shutil.which("chromium")
    if chromium is None:
        print("There is no Chromium: apt-get install chromium fonts-noto-color-emoji")
        return 1
    IMAGES.mkdir(parents=True, exist_ok=True)
    expect.set_options(timeout=PATIENCE)
    # A port that reads well in a picture.
    wiring = Wiring(simulator_port=8090)
    plan = Plan(now=NOW, settle_seconds=0.4, wiring=wiring, habits=habits_for_page(wiring))
    with open_house(plan, say=print) as house:
        Housekeeper(house).look()
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=chromium, args=list(ARGUMENTS))
            take_all(browser, house.simulator_url)
            browser.close()
    return 0


def take_all(browser: Browser, url: str) -> None:
    page = opened(browser, url, "light")
    page.goto(f"{url}/?chat={LAURA}&name=Laura")
    hold(page, "hola! tenéis hueco el viernes para unas mechas?", "sí", "el pack")
    page.get_by_role("log").get_by_role("link").last.click()
    till = page.frame_locator("#pay-frame")
    expect(till.get_by_role("button", name=re.compile("^Pagar \\d"))).to_be_visible()
    take(page, "payment")
    till.get_by_role("button", name=re.compile("^Pagar \\d")).click()
    till.get_by_role("link", name="Volver a WhatsApp").click()
    expect(page.locator(".block-confirmed").filter(has_text="Laura")).to_be_visible()
    page.goto(f"{url}/?chat={ROCIO}")
    say(page, "hola, soy Rocío Sanz Mora, quiero un corte el viernes a las 13:00 con Harol")
    expect(page.locator(".block-held").filter(has_text="Rocío")).to_be_visible()
    page.goto(f"{url}/?chat={LAURA}")
    take(page, "light")
    page.context.close()
    page = opened(browser, url, "dark")
    page.goto(f"{url}/?chat={LAURA}")
    take(page, "dark")
    page.context.close()
    page = opened(browser, url, "light", width=390, height=844, scale=2)
    page.goto(f"{url}/?chat={LAURA}")
    take(page, "phone")
    page.context.close()


def opened(
    browser: Browser,
    url: str,
    colours: str,
    *,
    width: int = 1440,
    height: int = 900,
    scale: int = 1,
) -> Page:
    context = browser.new_context(
        base_url=url,
        viewport={"width": width, "height": height},
        device_scale_factor=scale,
        color_scheme="dark" if colours == "dark" else "light",
        locale="es-ES",
        reduced_motion="reduce",
    )
    context.set_default_timeout(PATIENCE)
    return context.new_page()


def hold(page: Page, *texts: str) -> None:
    """Talk until the payment link stands there."""
    for text in texts:
        say(page, text)
    before = answers(page)
    page.get_by_role("log").get_by_role("button").first.click()
    expect(page.locator(".theirs:not(.typing)").nth(before)).to_be_visible()
    say(page, "Gómez Ruiz")
    expect(page.locator(".block-held [data-left]")).to_have_text(re.compile(r"\d:\d\d"))


def say(page: Page, text: str) -> None:
    before = answers(page)
    page.get_by_role("textbox", name="Mensaje").fill(text)
    page.keyboard.press("Enter")
    expect(page.locator(".theirs:not(.typing)").nth(before)).to_be_visible()


def answers(page: Page) -> int:
    return page.locator(".theirs:not(.typing)").count()


def take(page: Page, name: str) -> None:
    """Once everything has come to rest."""
    expect(page.get_by_text("Maite atiende")).to_be_attached()
    expect(page.locator(".typing")).to_have_count(0)
    page.wait_for_timeout(1500)
    path = IMAGES / f"demo-{name}.png"
    page.screenshot(path=path)
    print(f"{path.relative_to(IMAGES.parents[1])}: {path.stat().st_size // 1024} KB")


if __name__ == "__main__":
    sys.exit(main())
