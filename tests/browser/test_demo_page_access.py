"""The page for everybody: with a keyboard, a screen reader, in the dark, on a telephone."""

from typing import Any

import pytest
from atrevete_apps.cli.house import House
from playwright.sync_api import Browser, Page, expect

from tests.browser.bench import findings


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


def test_without_javascript_a_message_is_sent_and_its_answer_read(
    house: House, browser: Browser
) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{house.simulator_url}/?chat=%2B34600499002&name=Llana")
    page.get_by_role("textbox", name="Mensaje").fill("¿abrís los sábados?")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    answer = page.locator(".theirs:not(.typing)")
    for _ in range(40):
        page.reload()
        if answer.count():
            break
        page.wait_for_timeout(250)
    expect(answer.first).to_be_visible()
    context.close()
