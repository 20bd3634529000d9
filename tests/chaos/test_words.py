"""Interpreters that fail, promise or loop; messages that break their reader (46-51, 54, 60)."""

import pytest

from atrevete_adapters.claude import ClaudeFirst
from atrevete_adapters.reglas import Reglas
from atrevete_core.domain.commands import NotUnderstood
from atrevete_core.domain.conversation import MessageKind
from atrevete_core.ports.language_model import LookUp, Tool, Understood
from tests.chaos.faults import fault
from tests.chaos.rehearsal import Rehearsal
from tests.unit.claude.in_process import rig
from tests.unit.claude.requests import says
from tests.unit.claude.test_claude import BROKEN, BUSY_FOR_LONG, OVERLOADED, SLOW, SPEND_LIMIT

TROUBLE = {
    "429": BUSY_FOR_LONG,
    "spend limit": SPEND_LIMIT,
    "529": OVERLOADED,
    "500": BROKEN,
}


@fault(46, "Claude: 429 with and without retry-after, 529, 5xx", holds="I5 I15", quick=True)
@pytest.mark.parametrize("trouble", list(TROUBLE))
async def test_the_rules_answer_the_same_turn(rehearsal: Rehearsal, trouble: str) -> None:
    async with rig() as claude:
        rehearsal.model.then = ClaudeFirst(claude.claude, Reglas())
        claude.will_answer(*[TROUBLE[trouble]] * 8)
        ana = rehearsal.guest()
        assert len(await ana.writes("hola, quería cortarme el pelo")) == 1
        assert len(claude.bodies) <= 4
    assert await rehearsal.tasks() == []


@fault(47, "Claude takes 60 seconds", holds="I5 I7", quick=True)
async def test_a_slow_model_is_not_waited_for(rehearsal: Rehearsal) -> None:
    async with rig() as claude:
        rehearsal.model.then = ClaudeFirst(claude.claude, Reglas())
        claude.will_answer(*[SLOW] * 4)
        ana = rehearsal.guest()
        assert len(await ana.writes("hola, quería cortarme el pelo")) == 1


@fault(49, "Claude says nothing usable", holds="I5", quick=True)
async def test_empty_words_are_left_to_the_rules(rehearsal: Rehearsal) -> None:
    async with rig() as claude:
        rehearsal.model.then = ClaudeFirst(claude.claude, Reglas())
        claude.will_answer(*[says("")] * 4)
        ana = rehearsal.guest()
        assert len(await ana.writes("hola, quería cortarme el pelo")) == 1


@fault(50, "A model that looks up without end", holds="I15", quick=True)
async def test_look_ups_have_an_end(rehearsal: Rehearsal) -> None:
    rehearsal.obeys(Understood(look_ups=(LookUp(id="again", tool=Tool.HOURS),)))
    ana = rehearsal.guest()
    assert len(await ana.writes("hola")) == 1
    rehearsal.obeys(None)


@fault(51, "The model says «confirmada» and nothing was", holds="I2 I5", quick=True)
async def test_a_promise_of_the_model_is_not_said(rehearsal: Rehearsal) -> None:
    lie = "¡Cita confirmada para el viernes a las 10:00 por 1,00 €!"
    rehearsal.obeys(Understood(commands=(NotUnderstood(),), text=lie))
    ana = rehearsal.guest()
    said = "\n".join(await ana.writes("hola"))
    assert "confirmada" not in said
    assert "1,00" not in said
    rehearsal.obeys(None)


@fault(54, "A hand-over and an answer in one turn", holds="I5 I6", quick=True)
async def test_a_hand_over_is_the_last_word_of_its_turn(rehearsal: Rehearsal) -> None:
    ana = rehearsal.guest()
    said = await ana.writes("quiero un corte el viernes y hablar con una persona")
    assert len(said) == 1
    assert await ana.writes("hola?") == []


POISON = {
    "emoji bomb": "👩‍👩‍👧‍👦" * 4000,
    "lone surrogate": "hola \ud800 quiero un corte",
    "nul": "hola \x00 quiero un corte",
    "1 MB": "corte " * 175_000,
}


@fault(
    60, "Messages that are strange: NUL, half an emoji, far too long", holds="I5 I15", quick=True
)
@pytest.mark.parametrize("kind", list(POISON))
async def test_a_strange_message_is_answered_or_parked(rehearsal: Rehearsal, kind: str) -> None:
    ana = rehearsal.guest()
    await ana.person.writes(POISON[kind])
    assert await rehearsal.value("SELECT count(*) FROM inbox WHERE disposition IS NULL") == 0
    assert await rehearsal.guest("Berta").writes("hola, quería una cita")


@fault(60, "A message that kills whoever reads it", holds="I5 I15", quick=True)
async def test_a_message_that_breaks_every_worker_is_parked(rehearsal: Rehearsal) -> None:
    ana, berta = rehearsal.guest(), rehearsal.guest("Berta")
    rehearsal.orders.extend(["before:model.reason"] * 5)
    await ana.person.sends("hola")
    rehearsal.salon.clock.advance(seconds=10)
    await rehearsal.settle()
    assert await rehearsal.value("SELECT disposition FROM inbox WHERE kind = 'MessageArrived'") == (
        "parked"
    )
    assert len(await rehearsal.tasks()) == 1
    assert await berta.writes("hola, quería una cita")


@fault(60, "Audio, sticker, location", holds="I5 I15", quick=True)
async def test_what_is_no_text_has_an_answer(rehearsal: Rehearsal) -> None:
    ana = rehearsal.guest()
    for kind in (MessageKind.AUDIO, MessageKind.STICKER, MessageKind.LOCATION):
        assert await ana.person.writes("", kind=kind)
