"""The pictures of docs/staff.md, taken of a real salon at work: part of `make screenshots`.

Needs Chromium (`apt-get install chromium fonts-noto-color-emoji`).
"""

import shutil
import sys
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

import httpx
from atrevete_apps.cli.display import ZONE
from atrevete_apps.cli.house import House, Plan, open_house
from playwright.sync_api import Browser, expect, sync_playwright

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tests.browser.panel_bench import Customer, PanelBench

IMAGES: Final = Path(__file__).resolve().parents[1] / "docs" / "images"
ARGUMENTS: Final = ("--no-sandbox", "--disable-gpu", "--disable-quic", "--lang=es-ES")
NOW: Final = datetime(2026, 12, 16, 11, 15, tzinfo=ZONE)
FRIDAY: Final = NOW + timedelta(days=2)
DESK: Final = {"width": 1280, "height": 800}


def main() -> int:
    chromium = shutil.which("chromium")
    if chromium is None:
        print("There is no Chromium: apt-get install chromium fonts-noto-color-emoji")
        return 1
    IMAGES.mkdir(parents=True, exist_ok=True)
    plan = Plan(now=NOW, settle_seconds=0.3, sweep_seconds=0.5, admin=True)
    with open_house(plan, say=print) as house, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=list(ARGUMENTS))
        take_all(browser, house)
        browser.close()
    return 0


def take_all(browser: Browser, house: House) -> None:
    expect.set_options(timeout=30_000)
    context = browser.new_context(viewport=DESK, locale="es-ES", color_scheme="light")
    bench = PanelBench(context.new_page(), house, NOW)
    customers = a_day_at_the_salon(bench)
    bench.sign_in()
    take(bench, "hoy")
    take_steps(bench, customers)
    bench.open("semana/")
    take(bench, "semana")
    bench.open("salon/policy/")
    take(bench, "condiciones")
    bench.open("salon/service/?q=barro")
    take(bench, "servicios")
    context.close()
    take_on_telephone(browser, house)


def a_day_at_the_salon(bench: PanelBench) -> dict[str, Customer]:
    """Some people have booked, one has not paid, one wants a person."""
    wishes = (
        ("Laura", "un corte", "hoy a las 13:00 con Pilar", True),
        ("Berta", "un corte", "hoy a las 16:00 con Harol", True),
        ("Nuria", "un corte", "el viernes a las 12:00 con Harol", True),
        ("Elena", "un corte", "el viernes a las 10:00 con Pilar", True),
        ("Carmen", "un corte", "hoy a las 18:30 con Víctor", False),
    )
    found = {}
    for name, what, when, pays in wishes:
        customer = found[name] = bench.customer(name)
        said = customer.books(when, what)
        if pays:
            customer.pays(said)
    diana = found["Diana"] = bench.customer("Diana")
    diana.writes("hola, cuánto cuesta un corte?", until="€")
    diana.writes("prefiero hablar con una persona, es por una boda", until="equipo")
    httpx.post(
        f"{bench.house.simulator_url}/control/clock", json={"advance_seconds": 120}, timeout=30,
        trust_env=False,
    ).raise_for_status()  # fmt: skip
    return found


def take_steps(bench: PanelBench, customers: dict[str, Customer]) -> None:
    page = bench.page
    bench.find(customers["Elena"])
    take(bench, "cita")
    page.get_by_role("link", name="Cancelar", exact=True).click()
    take(bench, "cancelar")
    bench.open("salon/absence/add/")
    page.get_by_label("Estilista").select_option("Harol")
    page.get_by_label("Desde el día").fill(FRIDAY.date().isoformat())
    page.get_by_label("Motivo").fill("curso")
    bench.button("Guardar")
    expect(page.get_by_role("alert")).to_be_visible()
    take(bench, "ausencia")
    bench.open("salon/openinghours/")
    page.get_by_label("Viernes, hasta", exact=True).fill("12:00")
    bench.button("Guardar")
    expect(page.get_by_role("alert")).to_be_visible()
    take(bench, "horario")
    bench.open("salon/closure/add/")
    page.get_by_label("Fecha").fill((NOW + timedelta(days=12)).date().isoformat())
    page.get_by_label("Motivo").fill("inventario")
    take(bench, "cierre")
    bench.open(f"salon/conversation/?q={customers['Diana'].number.removeprefix('+')}")
    page.locator("#result_list tbody a").first.click()
    take(bench, "conversacion")
    bench.open("salon/escalation/")
    take(bench, "avisos")


def take_on_telephone(browser: Browser, house: House) -> None:
    context = browser.new_context(
        viewport={"width": 390, "height": 780}, device_scale_factor=2, locale="es-ES"
    )
    bench = PanelBench(context.new_page(), house, NOW)
    bench.sign_in()
    take(bench, "movil")
    context.close()


def take(bench: PanelBench, name: str) -> None:
    bench.page.mouse.move(0, 0)
    bench.page.screenshot(path=IMAGES / f"panel-{name}.png", animations="disabled")


if __name__ == "__main__":
    sys.exit(main())
