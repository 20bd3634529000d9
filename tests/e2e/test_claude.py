"""The house listens with Claude's understudy; when he is gone in mid-sentence nobody notices."""

import pytest

from tests.e2e.stage import Stage

#: The first test of a run also waits for every program to start.
pytestmark = pytest.mark.timeout(150)


async def test_what_customers_write_goes_to_claude_and_back(stage: Stage) -> None:
    inma = stage.person("Inma")
    await inma.writes("hola, ¿cuánto cuesta un corte?")
    page = await stage.simulation.ledger("anthropic", "POST /v1/messages")
    assert page.requests[-1].status == 200
    assert "¿cuánto cuesta un corte?" in page.requests[-1].body


async def test_claude_is_cut_off_in_the_middle_and_the_booking_goes_on(stage: Stage) -> None:
    rocio = stage.person("Rocío")
    said = await rocio.writes("hola, soy Rocío Gómez Ruiz, quiero un corte el viernes")
    assert ":" in said[-1]
    await stage.simulation.fail("anthropic", "POST /v1/messages", "refused", times=None)
    said = await rocio.writes("la primera")
    link = next(word for word in "\n".join(said).split() if "checkout" in word)
    told = await rocio.pays(link)
    assert "Cita confirmada" in "\n".join(told)
    assert (await rocio.booking()).status == "confirmed"
    page = await stage.simulation.ledger("anthropic", "POST /v1/messages")
    assert page.requests[-1].answered is None
