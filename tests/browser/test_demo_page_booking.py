"""A stranger at the page: books, pays, lets a hold lapse, is handed over, meets staff's plans."""

import asyncio
import io
import re
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from urllib.parse import quote

import pytest
from atrevete_apps.cli.demo import perform
from atrevete_apps.cli.house import House
from atrevete_apps.cli.script import load_play
from playwright.sync_api import Browser, BrowserContext, Page, expect
from rich.console import Console

from tests.browser.bench import Bench, findings


@pytest.fixture
def bench(house: House, weeks: Iterator[datetime], page: Page) -> Bench:
    house.check()
    at_work = Bench(page, house.simulator_url, next(weeks))
    at_work.order("POST", "/clock", now=at_work.now.isoformat(), wait=True)
    return at_work


def test_a_stranger_books_pays_and_sees_the_confirmation_and_the_green_block(bench: Bench) -> None:
    laura = bench.open("Laura")
    laura.write("hola! tenéis hueco el viernes para unas mechas?")
    laura.write("sí")
    laura.write("ay sí, el pack")
    laura.tap(re.compile("Vie"))
    laura.write("Gómez Ruiz")
    expect(bench.block("guardada", "Laura: mechas y corte")).to_contain_text(re.compile(r"\d:\d\d"))
    laura.pay()
    laura.reads("Cita confirmada")
    expect(bench.block("confirmada", "Laura: mechas y corte")).to_be_visible()
    story = bench.page.get_by_role("tabpanel", name="Maite")
    expect(story.get_by_text("Llega un pago").first).to_be_visible()
    expect(story.get_by_text("quiere el pack").first).to_be_visible()
    expect(bench.tab("Correo").get_by_text("Laura").first).to_be_visible()
    expect(bench.tab("Pagos").get_by_text("16,00 €").first).to_be_visible()


def test_a_hold_lapses_when_the_clock_jumps_past_it(bench: Bench) -> None:
    rocio = bench.open("Rocío")
    rocio.hold("el viernes a las 13:00 con Harol")
    expect(bench.block("guardada", "Rocío: corte")).to_be_visible()
    assert findings(rocio.payment_page()) == []
    bench.jump("Al aviso")
    rocio.reads("5 minutos más")
    bench.jump("A la caducidad")
    rocio.reads("he tenido que soltar")
    expect(bench.block("guardada", "Rocío: corte")).to_be_hidden()


def test_a_person_takes_the_word_and_gives_it_back(bench: Bench) -> None:
    ana = bench.open("Ana")
    ana.write("hola, quiero hablar con una persona")
    expect(bench.page.get_by_text("contesta una persona")).to_be_visible()
    team = bench.tab("Equipo")
    expect(team.get_by_text("Maite calla")).to_be_visible()
    team.get_by_label("Contestar como Pilar").fill("Hola, Ana, soy **Pilar**: dime.")
    team.get_by_role("button", name="Enviar").click()
    ana.reads("Hola, Ana, soy Pilar: dime.")
    team.get_by_role("button", name="Devolvérsela a Maite").click()
    expect(team.get_by_text("la atiende Maite")).to_be_visible()
    ana.write("¿abrís los sábados?")
    ana.reads("IA")


def test_what_staff_enter_in_their_calendar_is_no_longer_offered(bench: Bench) -> None:
    bench.page.goto(f"{bench.url}/?day={bench.friday.date()}")
    expect(bench.page.get_by_role("heading", name="viernes")).to_be_visible()
    bench.page.get_by_role("button", name="Añadir algo en el calendario de Víctor").click()
    window = bench.page.locator("[popover]:popover-open")
    window.get_by_label("Qué").fill("Dentista")
    window.get_by_label("Desde").fill("10:00")
    window.get_by_label("Hasta").fill("14:00")
    window.get_by_role("button", name="Añadir").click()
    expect(bench.block("ocupado", "Dentista")).to_be_visible()
    bench.until_calendars_are_read("victor@calendario.example")
    marcos = bench.open("Marcos")
    marcos.write("hola, soy Marcos, un corte el viernes a las 12:00 con Víctor")
    expect(marcos.link).to_be_hidden()
    expect(marcos.answers.last).to_contain_text(re.compile(r"\d{1,2}:\d\d"))


def test_two_browsers_show_two_conversations_at_once(bench: Bench, browser: Browser) -> None:
    other: BrowserContext = browser.new_context(locale="es-ES", reduced_motion="reduce")
    nuria = bench.open("Nuria")
    sara = bench.open("Sara", page=other.new_page())
    nuria.hold("el viernes a las 16:00 con Pilar")
    sara.hold("el viernes a las 16:00 con Marta")
    for page in (nuria.page, sara.page):
        held = page.locator(".block-held")
        expect(held.filter(has_text="Nuria: corte")).to_be_visible()
        expect(held.filter(has_text="Sara: corte")).to_be_visible()
    expect(nuria.screen.get_by_text("Sara")).to_be_hidden()
    other.close()


def test_a_scenario_plays_on_the_page_while_somebody_watches(house: House, page: Page) -> None:
    script = load_play("S6")
    waited: list[str] = []

    async def pace(_: Sequence[str], writing: str) -> None:
        waited.append(writing)

    terminal = Console(file=io.StringIO())
    # Playwright's own loop runs in this thread.
    with ThreadPoolExecutor(max_workers=1) as elsewhere:
        playing = elsewhere.submit(lambda: asyncio.run(perform(terminal, house, script, pace=pace)))
        page.goto(f"{house.simulator_url}/?chat={quote(script.customer.phone)}")
        expect(page.locator(".mine").filter(has_text="parking").first).to_be_visible()
        expect(page.locator(".theirs:not(.typing)").filter(has_text="aparcamiento")).to_be_visible()
        played, _ = playing.result(timeout=60)
    assert played.broken_off == ""
    assert waited[: len(script.opening)] == list(script.opening)
