"""Support's commands beside a running salon: what they decide happens to the customer."""

import asyncio
import json
from typing import Any

import pytest
from atrevete_apps.cli.main import app
from sqlalchemy import text
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


async def test_each_cent_is_where_the_command_says_and_a_difference_ends_it_otherwise(
    stage: Stage,
) -> None:
    ana, eva = stage.person("Ana"), stage.person("Eva")
    await ana.pays(await ana.holds("10:00", "Marta"))
    await eva.pays(await eva.holds("12:00", "Marta"))
    await atrevete(stage, "bookings", "cancel", eva.number, "--yes")
    await stage.rest()
    day = f"{stage.now:%Y-%m-%d}"
    _, found = await reconciled(stage, day)
    mine = {each["booking"]: each for each in found["payments"]}
    open_ = mine[str((await ana.booking()).hold_id)]
    assert (open_["paid"], open_["open"], open_["differences"]) == (524, 524, [])
    back = mine[str((await eva.booking()).hold_id)]
    assert (back["paid"], back["refunded"], back["open"]) == (524, 524, 0)

    async with stage.engine.begin() as connection:
        change = "UPDATE deposits SET amount_cents = :now WHERE payment_id = :payment"
        await connection.execute(text(change), {"now": 600, "payment": open_["payment"]})
    code, found = await reconciled(stage, day)
    async with stage.engine.begin() as connection:
        await connection.execute(text(change), {"now": 524, "payment": open_["payment"]})
    [differing] = [e for e in found["payments"] if e["payment"] == open_["payment"]]
    assert (code, found["agrees"]) == (1, False)
    assert differing["differences"] == ["another amount at the gateway"]


async def reconciled(stage: Stage, since: str) -> tuple[int, Any]:
    """How it ended, and what it told a program: the sums hold for each payment and for all."""
    asked = ("deposits", "reconcile", "--since", since, "--json")
    said = await asyncio.to_thread(CliRunner().invoke, app, asked, env=stage.house.environment)
    found = json.loads(said.output)
    for each in (found, *found["payments"]):
        assert each["paid"] == each["kept"] + each["refunded"] + each["open"]
    assert found["paid"] == sum(each["paid"] for each in found["payments"])
    return said.exit_code, found
