"""The demonstration's page as people use it: telephones, agenda, what is behind them."""

import re
import time
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import count
from typing import Any
from urllib.parse import urljoin

import httpx
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page, expect

PATIENCE_SECONDS = 20.0
PHONES = count(600_400_001)
BLOCKS = {"guardada": "block-held", "confirmada": "block-confirmed", "ocupado": "block-busy"}
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


@dataclass
class Bench:
    """One browser on the page, at a Wednesday, 11:15, that no other test has."""

    page: Page
    url: str
    now: datetime

    @property
    def friday(self) -> datetime:
        return self.now + timedelta(days=2)

    def open(self, name: str, *, page: Page | None = None) -> "Telephone":
        """Somebody new takes their telephone."""
        shown = page or self.page
        shown.goto(self.url)
        shown.get_by_role("button", name="Nueva").click()
        shown.get_by_label("Nombre en WhatsApp").fill(name)
        shown.get_by_role("textbox", name="Teléfono").fill(f"+34{next(PHONES)}")
        shown.get_by_role("button", name="Abrir su teléfono").click()
        expect(shown.get_by_text(f"Teléfono de {name}")).to_be_visible()
        return Telephone(shown, name)

    def block(self, kind: str, words: str) -> Locator:
        """A block of the agenda, whatever day it shows."""
        blocks = self.page.locator(f".{BLOCKS[kind]}")
        return blocks.filter(has_text=words)

    def tab(self, name: str) -> Locator:
        """Show that tab; its panel."""
        self.page.get_by_role("tab", name=name).click()
        return self.page.get_by_role("tabpanel", name=name)

    def jump(self, name: str) -> None:
        self.page.get_by_role("button", name=name).click()

    def until_calendars_are_read(self, calendar: str) -> None:
        """Until Maite has looked into it and, going round once more, taken note."""
        asked = self._looks_into(calendar)
        deadline = time.monotonic() + PATIENCE_SECONDS
        while self._looks_into(calendar) < asked + 2:
            assert time.monotonic() < deadline, "nobody reads the calendars"
            self.page.wait_for_timeout(50)

    def _looks_into(self, calendar: str) -> int:
        ledger = self.order("GET", f"/ledger?vendor=google&operation=GET *{calendar}*")
        return len(ledger["requests"])

    def order(self, method: str, path: str, **body: Any) -> Any:
        """Behind the stage."""
        answer = httpx.request(
            method, f"{self.url}/control{path}", json=body or None, timeout=30, trust_env=False
        )
        return answer.raise_for_status().json() if answer.content else None


@dataclass
class Telephone:
    page: Page
    name: str

    @property
    def screen(self) -> Locator:
        return self.page.get_by_role("log", name="Mensajes")

    @property
    def answers(self) -> Locator:
        return self.screen.locator(".theirs:not(.typing)")

    def write(self, text: str) -> None:
        """Type and press Enter; Maite has answered when it returns."""
        before = self.answers.count()
        self.page.get_by_role("textbox", name="Mensaje").fill(text)
        self.page.keyboard.press("Enter")
        self.expect_answer(before)

    def tap(self, title: re.Pattern[str]) -> None:
        """One of the reply buttons."""
        before = self.answers.count()
        self.screen.get_by_role("button", name=title).first.click()
        self.expect_answer(before)

    def expect_answer(self, before: int) -> None:
        expect(self.answers.nth(before)).to_be_visible()

    def hold(self, when: str) -> None:
        """Ask for that haircut, all in one message, and get the payment link."""
        self.write(f"hola, soy {self.name} Gómez Ruiz, quiero un corte {when}")
        expect(self.link).to_be_visible()

    @property
    def link(self) -> Locator:
        return self.screen.get_by_role("link", name=re.compile("checkout")).last

    def payment_page(self) -> Page:
        """The page behind the link, in a tab of its own."""
        shown = self.page.context.new_page()
        shown.goto(urljoin(self.page.url, self.link.get_attribute("href")))
        return shown

    def pay(self) -> None:
        """Open the link, pay, and come back to the chat."""
        self.link.click()
        till = self.page.frame_locator("#pay-frame")
        till.get_by_role("button", name=re.compile("^Pagar \\d")).click()
        expect(till.get_by_text("Pago recibido.")).to_be_visible()
        till.get_by_role("link", name="Volver a WhatsApp").click()
        expect(self.page.locator("#pay")).to_be_hidden()

    def reads(self, words: str) -> None:
        expect(self.answers.filter(has_text=words).last).to_be_visible()
