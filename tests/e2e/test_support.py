"""Support's commands beside a running salon: what they decide happens to the customer."""

import asyncio

import pytest
from atrevete_apps.cli.main import app
from typer.testing import CliRunner

from tests.e2e.stage import Stage

#: The first test of a run also waits for every program to start.
pytestmark = pytest.mark.timeout(150)


async def atrevete(stage: Stage, *arguments: str) -> str:
    """In this process: another one would take a second to start."""
    said = await asyncio.to_thread(CliRunner().invoke, app, arguments, env=stage.house.environment)
    assert said.exit_code == 0, said.output
    return said.output


async def test_a_conversation_that_was_handed_over_comes_back_from_the_command_line(
    stage: Stage,
) -> None:
    eva = stage.person("Eva")
    await eva.writes("hola, quiero hablar con una persona")
    assert await eva.writes("hola? a qué hora abrís?") == []
    shown = await atrevete(stage, "conversations", "show", eva.number)
    assert "a qué hora abrís" in shown
    await atrevete(stage, "conversations", "resume", eva.number, "--yes")
    assert "abrimos" in "".join(await eva.writes("a qué hora abrís el jueves?")).lower()


async def test_a_booking_made_by_chat_is_told_cancelled_and_forgotten(stage: Stage) -> None:
    eva = stage.person("Eva")
    await eva.pays(await eva.holds())
    booked = await eva.booking()
    story = await atrevete(stage, "bookings", "show", eva.number)
    for expected in ("confirmed", booked.event_id, "CheckoutNews from gateway: applied"):
        assert expected in story
    assert "Nothing hinders it." in story

    await atrevete(stage, "bookings", "cancel", eva.number, "--yes", "--reason", "llamó")
    await stage.rest()
    assert any("cancelad" in each.lower() for each in await eva.reads())
    assert (await eva.booking()).refunded == booked.paid

    erased = await atrevete(stage, "customers", "erase", eva.number, "--yes")
    assert "Forgotten." in erased
    await stage.rest()
    left = "SELECT count(*) FROM contacts WHERE phone = :phone OR channel_id = :channel"
    assert not await stage.value(left, phone=eva.number, channel=eva.number.lstrip("+"))
    assert not await stage.value(
        "SELECT count(*) FROM inbox WHERE payload::text LIKE '%' || :digits || '%'",
        digits=eva.number.lstrip("+"),
    )
