"""The staff's panel in a browser, and customers who write to the same salon meanwhile."""

import os
import re
import subprocess
import sys
import time
from dataclasses import dataclass, field
from datetime import datetime
from itertools import count
from pathlib import Path
from typing import Any

import httpx
from atrevete_apps.cli.house import House
from playwright.sync_api import Locator, Page, expect

PATIENCE_SECONDS = 20.0
PHONES = count(600_500_001)


@dataclass(frozen=True)
class PanelBench:
    """One browser inside the panel, on a Wednesday at 11:15."""

    page: Page
    house: House
    now: datetime

    def open(self, path: str = "") -> None:
        self.page.goto(f"{self.house.wiring.admin_url}{path}")

    def sign_in(self) -> None:
        self.open()
        self.page.get_by_label("Usuario").fill(self.house.wiring.owner)
        self.page.locator("input[type=password]").fill(self.house.wiring.owner_password)
        self.page.get_by_role("button", name="Iniciar sesión").click()
        expect(self.page.get_by_role("heading", name="Agenda de hoy")).to_be_visible()

    def menu(self, name: str) -> None:
        """As people get there: by the menu."""
        self.page.get_by_role("link", name=name).first.click()

    def button(self, name: str) -> None:
        self.page.get_by_role("button", name=name).first.click()

    def says(self, words: str | re.Pattern[str]) -> None:
        """The panel's word on what was done."""
        expect(self.page.get_by_text(words).first).to_be_visible()

    def card(self, title: str) -> Locator:
        heading = self.page.get_by_role("heading", name=title)
        return self.page.locator("section").filter(has=heading)

    def find(self, customer: "Customer") -> None:
        """Their appointment, by the search of the list."""
        self.open(f"salon/appointment/?q={customer.number.removeprefix('+')}")
        self.page.locator("#result_list tbody a").first.click()

    def atrevete(self, *arguments: str) -> str:
        """What support types beside it: a process, as this thread belongs to the browser."""
        command = [str(Path(sys.executable).parent / "atrevete"), *arguments]
        own = {**os.environ, **self.house.environment}
        return subprocess.run(command, env=own, capture_output=True, text=True, check=True).stdout

    def customer(self, name: str) -> "Customer":
        return Customer(self, name)


@dataclass
class Customer:
    """Somebody on WhatsApp, by the simulator's backstage."""

    bench: PanelBench
    name: str
    number: str = field(default_factory=lambda: f"+34{next(PHONES)}")
    _last: int = 0

    def writes(self, text: str, *, until: str) -> str:
        """Write, and wait for the answer with these words in it."""
        self.sends(text)
        return self.reads(until)

    def sends(self, text: str) -> None:
        self._order("POST", f"customers/{self.number}/messages", text=text, name=self.name)

    def reads(self, words: str) -> str:
        """Wait for a message with these words."""
        deadline = time.monotonic() + PATIENCE_SECONDS
        seen: list[str] = []
        while time.monotonic() < deadline:
            seen += self.heard()
            if any(words in each for each in seen):
                return "\n".join(seen)
            self.bench.page.wait_for_timeout(40)
        raise AssertionError(f"«{words}» never came; there was {seen}")

    def heard(self) -> list[str]:
        """What has come since the last time."""
        path = f"customers/{self.number}/messages?after={self._last}"
        found = self._order("GET", path)
        self._last = max([self._last, *(each["id"] for each in found)])
        return [each["text"] for each in found if each["direction"] == "to_customer"]

    def books(self, when: str, what: str = "un corte") -> str:
        """Get the payment link for that."""
        wish = f"hola, soy {self.name} Gómez Ruiz, quiero {what} {when}"
        return self.writes(wish, until="Paga aquí")

    def pays(self, said: str) -> None:
        found = re.search(r"/checkout/(\w+)", said)
        assert found, said
        self._order("POST", f"payments/{found[1]}/pay")
        self.reads("Cita confirmada")

    def _order(self, method: str, path: str, **body: Any) -> Any:
        url = f"{self.bench.house.simulator_url}/control/{path.replace('+', '%2B')}"
        answer = httpx.request(method, url, json=body or None, timeout=30, trust_env=False)
        return answer.raise_for_status().json() if answer.content else None
