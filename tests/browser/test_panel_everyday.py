"""The staff's everyday tasks in a browser, with Maite at work on the same books."""

import re
from collections.abc import Iterator
from datetime import timedelta

import httpx
import pytest
from atrevete_apps.cli.house import House
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, expect

from tests.browser.conftest import FIRST, PATIENCE_MILLISECONDS
from tests.browser.panel_bench import PanelBench

#: The first test of a run also waits for every program to start.
pytestmark = pytest.mark.timeout(150)
#: A Wednesday after everything that other browser tests book, in summer time.
NOW = FIRST + timedelta(weeks=12)
FRIDAY, THURSDAY = NOW + timedelta(days=2), NOW + timedelta(days=8)


@pytest.fixture(scope="module")
def bench(house: House, browser: Browser) -> Iterator[PanelBench]:
    """The owner, signed in; one page for all of these tests, as on the salon's own computer."""
    house.check()
    clock = f"{house.simulator_url}/control/clock"
    httpx.post(
        clock, json={"now": NOW.isoformat(), "wait": True}, timeout=30, trust_env=False
    ).raise_for_status()
    context = browser.new_context(viewport={"width": 1440, "height": 900}, locale="es-ES")
    context.set_default_timeout(PATIENCE_MILLISECONDS)
    opened = PanelBench(context.new_page(), house, NOW)
    opened.sign_in()
    yield opened
    context.close()


def test_what_maite_books_is_on_the_start_page_at_once(bench: PanelBench) -> None:
    laura = bench.customer("Laura")
    said = laura.books("hoy a las 17:00 con Pilar")
    bench.open()
    agenda = bench.card("Agenda de hoy")
    expect(agenda.locator(".atv-column", has_text="Pilar")).to_contain_text(
        re.compile(r"17:00 – 17:40\s*Laura Gómez Ruiz\s*Cortar\s*Pendiente de anticipo")
    )
    expect(bench.card("Esperan el anticipo")).to_contain_text("Laura Gómez Ruiz")
    laura.pays(said)
    bench.page.reload()
    expect(agenda).not_to_contain_text("Pendiente de anticipo")
    expect(bench.card("Esperan el anticipo")).not_to_contain_text("Laura Gómez Ruiz")


def test_an_absence_shows_the_bookings_in_the_way_and_maite_offers_others(
    bench: PanelBench,
) -> None:
    berta = bench.customer("Berta")
    berta.pays(berta.books("el viernes a las 12:00 con Harol"))
    bench.open()
    bench.menu("Apuntar una ausencia")
    page = bench.page
    page.get_by_label("Estilista").select_option("Harol")
    page.get_by_label("Desde el día").fill(FRIDAY.date().isoformat())
    page.get_by_label("Motivo").fill("curso")
    bench.button("Guardar")
    warning = page.get_by_role("alert")
    expect(warning).to_contain_text("Hay 1 cita en medio")
    expect(warning).to_contain_text("Berta Gómez Ruiz")
    bench.button("Guardar de todas formas")
    bench.says("sigue en pie, y es ahora un aviso")
    bench.menu("Avisos")
    expect(bench.card("Por resolver")).to_contain_text("la cita de Berta Gómez Ruiz con Harol")
    ana = bench.customer("Ana")
    wish = "hola, soy Ana Gómez Ruiz, quiero un corte el viernes a las 17:00 con Harol"
    assert "Paga aquí" not in ana.writes(wish, until="Harol")
    bench.open("semana/")
    page.get_by_role("link", name="Harol", exact=True).click()
    expect(page.locator(".atv-block.is-away")).to_contain_text("curso")


def test_a_day_that_is_closed_in_the_panel_is_closed_in_maites_next_answer(
    bench: PanelBench,
) -> None:
    rosa = bench.customer("Rosa")
    day = f"el jueves {THURSDAY.day} de abril"
    assert "cerramos" not in rosa.writes(f"hola, abrís {day}?", until="20:00")
    bench.open()
    bench.menu("Cerrar un día")
    bench.page.get_by_label("Fecha").fill(THURSDAY.date().isoformat())
    bench.page.get_by_label("Motivo").fill("inventario")
    bench.button("Guardar")
    bench.says("cerrado por inventario")
    assert "cerramos" in rosa.writes(f"y {day} abrís?", until="inventario")


def test_new_hours_show_who_is_left_outside_and_maite_offers_within_them(
    bench: PanelBench,
) -> None:
    nuria = bench.customer("Nuria")
    nuria.pays(nuria.books("el viernes a las 19:00 con Pilar"))
    bench.open()
    bench.menu("Estilistas")
    page = bench.page
    page.get_by_role("link", name="Pilar", exact=True).click()
    page.get_by_role("link", name="Ver o cambiar el horario").click()
    page.get_by_label("Viernes, hasta", exact=True).fill("18")
    bench.button("Guardar")
    warning = page.get_by_role("alert")
    expect(warning).to_contain_text("1 cita queda fuera")
    expect(warning).to_contain_text("Nuria Gómez Ruiz")
    bench.button("Guardar de todas formas")
    bench.says("Horario de Pilar guardado. 1 cita queda fuera: sigue en pie")
    bench.says("Viernes: 10:00–18:00")
    bench.menu("Avisos")
    expect(bench.card("Por resolver")).to_contain_text("la cita de Nuria Gómez Ruiz con Pilar")
    eva = bench.customer("Eva")
    wish = "hola, soy Eva Gómez Ruiz, quiero un corte el viernes a las 18:30 con Pilar"
    assert "Paga aquí" not in eva.writes(wish, until="Pilar")


def test_cancelling_shows_the_refund_first_and_the_customer_reads_it(bench: PanelBench) -> None:
    elena = bench.customer("Elena")
    elena.pays(elena.books("el viernes a las 10:00 con Pilar"))
    bench.find(elena)
    bench.page.get_by_role("link", name="Cancelar", exact=True).click()
    expect(
        bench.page.get_by_text("El salón no puede atenderla: se devuelven 5,24 €")
    ).to_be_visible()
    bench.page.get_by_label("La clienta no puede venir: se devuelven 5,24 €").check()
    bench.button("Cancelar la cita")
    bench.says("Se ha pedido la devolución de 5,24 €.")
    expect(bench.page.locator(".atv-title")).to_contain_text("Cancelada")
    assert "Hemos cancelado tu cita de corte con Pilar" in elena.reads("5,24 €")
    expect(bench.card("El dinero")).to_contain_text("Devolución de 5,24 €")


def test_a_conversation_is_taken_maite_is_silent_and_gets_it_back(bench: PanelBench) -> None:
    diana = bench.customer("Diana")
    diana.writes("hola, cuánto cuesta cortar?", until="€")
    bench.open(f"salon/conversation/?q={diana.number.removeprefix('+')}")
    bench.page.locator("#result_list tbody a").first.click()
    chat = bench.page.get_by_label("Lo que se ha dicho")
    expect(chat.locator(".is-customer")).to_contain_text("cuánto cuesta cortar")
    bench.button("Me encargo yo")
    bench.says("Maite calla hasta que se la devuelvas.")
    diana.sends("estás ahí?")
    _until_shown(bench, "estás ahí?")
    expect(chat.locator(".atv-bubble").last).to_contain_text("estás ahí?")
    assert diana.heard() == []
    bench.button("Devolver a Maite")
    bench.says("Maite vuelve a llevar la conversación.")
    diana.writes("cuánto cuestan las mechas?", until="62,50 €")


def test_what_was_taken_in_the_panel_is_given_back_from_the_command_line(
    bench: PanelBench,
) -> None:
    clara = bench.customer("Clara")
    clara.writes("hola, cuánto cuesta cortar?", until="€")
    bench.open(f"salon/conversation/?q={clara.number.removeprefix('+')}")
    bench.page.locator("#result_list tbody a").first.click()
    bench.button("Me encargo yo")
    bench.says("Maite calla hasta que se la devuelvas.")
    assert "A person has the word" in bench.atrevete("conversations", "show", clara.number)
    back = bench.atrevete("conversations", "resume", clara.number, "--yes", "--by", "ana")
    assert "Maite has the word." in back
    bench.page.reload()
    expect(bench.page.locator(".atv-title")).to_contain_text("La lleva Maite")
    clara.writes("cuánto cuestan las mechas?", until="62,50 €")
    again = bench.atrevete("conversations", "resume", clara.number, "--yes")
    assert "Maite has the word already; nothing was changed." in again
    bench.menu("Registro de cambios")
    expect(bench.page.locator("#result_list tbody tr").first).to_contain_text("ana")


def _until_shown(bench: PanelBench, words: str) -> None:
    """Reload until the page has it: whoever looks does the same."""
    for _ in range(100):
        if bench.page.get_by_label("Lo que se ha dicho").get_by_text(words).count():
            return
        bench.page.wait_for_timeout(50)
        bench.page.reload()
    raise AssertionError(f"«{words}» is not in the conversation")


def test_a_new_price_is_the_next_one_that_maite_says(bench: PanelBench) -> None:
    bench.menu("Servicios")
    bench.page.locator("#searchbar").fill("barro gold")
    bench.page.keyboard.press("Enter")
    bench.page.get_by_role("link", name="Barro gold", exact=True).click()
    bench.page.get_by_label("Precio").fill("51,50")
    bench.page.get_by_role("button", name="Guardar", exact=True).click()
    bench.says("Guardado: «Barro gold».")
    marga = bench.customer("Marga")
    marga.writes("hola, cuánto cuesta el barro gold?", until="51,50 €")
    bench.menu("Registro de cambios")
    expect(bench.page.get_by_text("precio: 48,00 € → 51,50 €")).to_be_visible()


@pytest.mark.parametrize(
    "path", ["", "semana/", "salon/escalation/", "salon/absence/add/", "salon/openinghours/"]
)
def test_the_panels_own_pages_can_be_used_without_seeing_them(bench: PanelBench, path: str) -> None:
    bench.open(path)
    found = Axe().run(bench.page, context=".atv-page").response["violations"]
    grave = [
        (each["id"], node["html"], node["any"][0]["message"])
        for each in found
        if each["impact"] in {"critical", "serious"}
        for node in each["nodes"]
    ]
    assert grave == []


def test_the_start_page_fits_a_telephone(bench: PanelBench) -> None:
    bench.page.set_viewport_size({"width": 390, "height": 844})
    bench.open()
    width = bench.page.evaluate("document.documentElement.scrollWidth")
    bench.page.set_viewport_size({"width": 1440, "height": 900})
    assert width <= 390
