"""`atrevete` beside a running salon: doctor, and a customer's phone in the terminal."""

import asyncio
import os
import subprocess
import sys

import pytest
from atrevete_apps.cli.house import House

from tests.e2e.stage import Stage

#: The first test of a run also waits for every program to start.
pytestmark = pytest.mark.timeout(150)

COMMAND = [sys.executable, "-c", "from atrevete_apps.cli.main import app; app()"]


async def atrevete(
    *arguments: str, environment: dict[str, str] | None = None, typed: str = ""
) -> subprocess.CompletedProcess[str]:
    return await asyncio.to_thread(
        subprocess.run,
        [*COMMAND, *arguments],
        env=environment or dict(os.environ),
        input=typed,
        capture_output=True,
        text=True,
        check=False,
    )


async def test_a_doctor_finds_a_whole_salon_well_and_says_no_secret(house: House) -> None:
    examined = await atrevete("doctor", environment=house.environment)
    assert examined.returncode == 0, examined.stdout
    assert "Everything works." in examined.stdout
    for vendor in ("chatwoot", "stripe", "mail", "cal. Pilar"):
        assert f"ok    {vendor}" in examined.stdout
    for secret in (house.wiring.bot_token, house.wiring.stripe_key, house.redis_url):
        assert secret not in examined.stdout + examined.stderr


async def test_a_doctor_names_the_setting_that_a_vendor_refuses(house: House) -> None:
    wrong = {
        "ATREVETE_CHATWOOT_BOT_TOKEN": "wrong-token",
        "ATREVETE_STRIPE_API_KEY": "sk_wrong_key",
        "ATREVETE_SMTP_URL": "smtp://127.0.0.1:1",
        "ATREVETE_REDIS_URL": "redis://:hunter2@127.0.0.1:1/0",
    }
    examined = await atrevete("doctor", environment=house.environment | wrong)
    assert examined.returncode == 1
    assert "4 to look at" in examined.stdout
    for setting in ("CHATWOOT_BOT_TOKEN", "STRIPE_API_KEY", "REDIS_URL"):
        assert setting in examined.stdout
    for secret in ("wrong-token", "sk_wrong_key", "hunter2"):
        assert secret not in examined.stdout + examined.stderr


async def test_a_customer_can_write_to_a_running_demo_from_the_terminal(stage: Stage) -> None:
    written = await atrevete(
        "chat", "--demo", stage.house.simulator_url, "--name", "Eva", "--phone", "+34600299001",
        typed="hola\n",
    )  # fmt: skip
    assert written.returncode == 0
    assert "Eva: hola" in written.stdout
    assert "Maite: ¡Hola!" in written.stdout
    await stage.rest()
