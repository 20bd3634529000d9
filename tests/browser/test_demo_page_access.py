"""The page for everybody: with a keyboard, a screen reader, in the dark, on a telephone."""

from typing import Any

import pytest
from atrevete_apps.cli.house import House
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

SERIOUS = {"serious", "critical"}


def findings(page: Page, part: str | None = None) -> list[str]:
    """What axe-core finds on the page, or in a part of it, that keeps somebody out."""
    found: Any = Axe().run(page, context=part).response["violations"]
    return [
        f"{each['id']}: {node['html'][:120]}"
        for each in found
        if each["impact"] in SERIOUS
        for node in each["nodes"]
    ]


@pytest.mark.parametrize(
    ("colours", "tabs", "windows"),
    [
        ("light", ["Equipo", "Peticiones"], ["Nueva", "Añadir algo en el calendario de Pilar"]),
        ("dark", ["Pagos"], ["Averías"]),
    ],
)
def test_axe_finds_nothing_serious_in_any_tab_or_window(
    house: House, browser: Browser, colours: Any, tabs: list[str], windows: list[str]
) -> None:
    context = browser.new_context(
        viewport={"width": 1440, "height": 900}, color_scheme=colours, reduced_motion="reduce"
    )
    page = context.new_page()
    page.goto(house.simulator_url)
    expect(page.get_by_text("Maite atiende")).to_be_visible()
    found = findings(page)
    for tab in tabs:
        page.get_by_role("tab", name=tab).click()
        found += findings(page)
    # A window leaves the page behind it as it was.
    for window in windows:
        page.get_by_role("button", name=window).click()
        found += findings(page, "[popover]:popover-open")
        page.keyboard.press("Escape")
    context.close()
    assert found == []


def test_a_telephone_shows_one_screen_at_a_time_and_axe_finds_nothing_serious(
    house: House, browser: Browser
) -> None:
    context = browser.new_context(
        viewport={"width": 390, "height": 844}, is_mobile=True, has_touch=True
    )
    page = context.new_page()
    page.goto(house.simulator_url)
    found = findings(page)
    expect(page.locator("#agenda")).to_be_hidden()
    page.get_by_role("button", name="Agenda", exact=True).tap()
    expect(page.locator("#agenda")).to_be_visible()
    expect(page.get_by_role("log")).to_be_hidden()
    found += findings(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    context.close()
    assert found == []


def test_the_whole_way_to_an_answer_works_with_the_keyboard_alone(house: House, page: Page) -> None:
    page.goto(f"{house.simulator_url}/?chat=%2B34600499001&name=Tecla")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.keyboard.type("¿abrís los sábados?")
    page.keyboard.press("Enter")
    expect(page.locator(".theirs:not(.typing)").first).to_be_visible()
    expect(page.get_by_role("textbox", name="Mensaje")).to_be_focused()
    page.get_by_role("tab", name="Maite").focus()
    page.keyboard.press("ArrowRight")
    expect(page.get_by_role("tab", name="Equipo")).to_have_attribute("aria-selected", "true")
