"""The port StaffNotifier: in memory, and over SMTP to the simulated mail server."""

from collections.abc import AsyncIterator
from typing import Protocol

import pytest
import pytest_asyncio

from atrevete_adapters.memory.notifier import MemoryNotifier
from atrevete_adapters.smtp import SmtpNotifier
from atrevete_core.ports.staff_notifier import (
    NotifierRefused,
    NotifierUnreachable,
    StaffNotifier,
)
from tests.contract.simulator_stage import Stage, free_port, raised_stage
from tests.contract.vendor_stage import emptied

pytestmark = pytest.mark.asyncio(loop_scope="module")

MARTA = "marta@salon.example"


class Postbox(Protocol):
    """A way to send mail, and the stylist who reads it."""

    notifier: StaffNotifier

    async def arrived(self) -> list[tuple[str, str, str]]:
        """Address, subject and text of each mail."""
        ...


class MemoryPostbox:
    def __init__(self) -> None:
        self._memory = MemoryNotifier()
        self.notifier: StaffNotifier = self._memory

    async def arrived(self) -> list[tuple[str, str, str]]:
        return [(each.address, each.subject, each.text) for each in self._memory.emails]


class SimulatedPostbox:
    def __init__(self, stage: Stage) -> None:
        self.stage = stage
        self.notifier: StaffNotifier = SmtpNotifier(
            f"smtp://127.0.0.1:{stage.settings.smtp_port}", sender="maite@salon.example"
        )

    async def arrived(self) -> list[tuple[str, str, str]]:
        letters = await self.stage.control.mail()
        return [
            (each.recipients[0], each.subject, each.text.replace("\r\n", "\n").rstrip("\n"))
            for each in letters
        ]


@pytest_asyncio.fixture(loop_scope="module", scope="module")
async def whole() -> AsyncIterator[SimulatedPostbox]:
    async with raised_stage(smtp_port=free_port()) as stage:
        yield SimulatedPostbox(stage)


@pytest_asyncio.fixture(loop_scope="module")
async def simulated(whole: SimulatedPostbox) -> SimulatedPostbox:
    await emptied(whole.stage)
    return whole


@pytest.fixture(params=["memory", "smtp"])
def postbox(request: pytest.FixtureRequest) -> Postbox:
    if request.param == "memory":
        return MemoryPostbox()
    found: Postbox = request.getfixturevalue("simulated")
    return found


async def test_a_mail_arrives_as_it_was_written(postbox: Postbox) -> None:
    text = "Ana llega 10 min tarde.\n¿Puedes? ✨\n\n.un punto"
    await postbox.notifier.email(MARTA, subject="Cita · mañana 12:30 ñ", text=text, key="k")
    assert await postbox.arrived() == [(MARTA, "Cita · mañana 12:30 ñ", text)]


async def test_a_server_that_is_busy_is_unreachable_for_now(simulated: SimulatedPostbox) -> None:
    await simulated.stage.control.fail("smtp", "DATA", "503")
    with pytest.raises(NotifierUnreachable):
        await simulated.notifier.email(MARTA, subject="s", text="t", key="k")
    await simulated.notifier.email(MARTA, subject="s", text="t", key="k")
    assert len(await simulated.arrived()) == 1


async def test_a_server_that_is_not_there_is_unreachable() -> None:
    nowhere = SmtpNotifier("smtp://127.0.0.1:1", sender="maite@salon.example")
    with pytest.raises(NotifierUnreachable):
        await nowhere.email(MARTA, subject="s", text="t", key="k")


@pytest.mark.parametrize("address", ["", "nobody", "a@b, c@d", "a@b\r\nBcc: c@d", "@x", "a@"])
async def test_what_is_no_address_is_refused(simulated: SimulatedPostbox, address: str) -> None:
    with pytest.raises(NotifierRefused):
        await simulated.notifier.email(address, subject="s", text="t", key="k")
    assert await simulated.arrived() == []
