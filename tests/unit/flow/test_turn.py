"""One turn of words: a burst is one turn, a lost turn leaves nothing, poison is parked."""

from dataclasses import replace
from datetime import timedelta

import pytest

from atrevete_adapters.memory import ScriptedModel
from atrevete_core.domain.commands import GiveName, Greet
from atrevete_core.domain.conversation import Disposition, EscalationReason, Speaker
from atrevete_core.domain.interval import after
from atrevete_core.flow.state import TurnState
from atrevete_core.flow.turn import take_turn
from atrevete_core.ports.language_model import Understood
from atrevete_core.ports.salon import OpenSalon
from atrevete_core.usecases.receive import receive_message
from tests.builders import LAURA, NOW, SALON, an_arrival
from tests.unit.flow.talking import Talk, wants


class Echo:
    """A flow that answers what it heard, and can be interrupted on the way."""

    def __init__(self, salon: OpenSalon, *, overtaken: bool = False, broken: bool = False) -> None:
        self.heard: list[list[str]] = []
        self.forgotten = 0
        self._salon, self._overtaken, self._broken = salon, overtaken, broken

    async def run(self, state: TurnState, salon: OpenSalon) -> TurnState:
        texts = [str(each["text"]) for each in state["heard"]]
        self.heard.append(texts)
        if self._broken:
            raise RuntimeError("poison")
        if self._overtaken:
            async with self._salon.storage.transaction() as records:
                await records.conversations.begin_turn(LAURA.conversation_id)
        return {
            "dialogue": {"last": texts[-1]},
            "reply": {"text": " ".join(texts), "buttons": []},
            "handed_over": False,
        }

    async def forget(self, conversation_id: object) -> None:
        self.forgotten += 1


async def hears(talk: Talk, *texts: str, apart: float = 0) -> None:
    for number, text in enumerate(texts):
        at = after(NOW, seconds=number * apart)
        message = an_arrival(text, sent_at=at)
        await receive_message(talk.salon.storage, SALON.id, message, body=b"", at=at)


def dispositions(talk: Talk) -> list[Disposition | None]:
    return [each.disposition for each in talk.salon.storage.tables.inbox]


def planned(talk: Talk) -> int:
    return len(list(talk.salon.storage.tables.outbox))


async def test_a_burst_is_one_turn() -> None:
    talk = Talk()
    await hears(talk, "hola", "quería", "una cita", apart=1)
    echo = Echo(talk.salon.ports)
    early = after(NOW, seconds=3)
    wait = await take_turn(talk.salon.ports, echo, LAURA.conversation_id, at=early)
    assert wait == after(NOW, seconds=4)
    assert echo.heard == []
    due = after(NOW, seconds=4)
    assert await take_turn(talk.salon.ports, echo, LAURA.conversation_id, at=due) == due
    assert echo.heard == [["hola", "quería", "una cita"]]
    assert dispositions(talk) == [Disposition.ANSWERED] * 3
    assert planned(talk) == 1
    assert talk.conversation.dialogue["last"] == "una cita"
    assert echo.forgotten == 1


async def test_what_was_said_is_in_the_transcript_once() -> None:
    talk = Talk()
    await hears(talk, "hola")
    at = after(NOW, seconds=2)
    await take_turn(talk.salon.ports, Echo(talk.salon.ports), LAURA.conversation_id, at=at)
    async with talk.salon.storage.transaction() as records:
        lines = await records.conversations.transcript(LAURA.conversation_id, last=9)
    assert [(each.speaker, each.text) for each in lines] == [
        (Speaker.CUSTOMER, "hola"),
        (Speaker.MAITE, "hola"),
    ]


async def test_a_turn_that_was_overtaken_leaves_nothing() -> None:
    talk = Talk()
    await hears(talk, "hola")
    at = after(NOW, seconds=2)
    zombie = Echo(talk.salon.ports, overtaken=True)
    assert await take_turn(talk.salon.ports, zombie, LAURA.conversation_id, at=at) == at
    assert dispositions(talk) == [None]
    assert planned(talk) == 0
    assert talk.conversation.dialogue == {}


async def test_when_all_is_answered_there_is_no_turn() -> None:
    talk = Talk()
    await hears(talk, "hola")
    at = after(NOW, seconds=2)
    echo = Echo(talk.salon.ports)
    await take_turn(talk.salon.ports, echo, LAURA.conversation_id, at=at)
    assert await take_turn(talk.salon.ports, echo, LAURA.conversation_id, at=at) is None
    assert len(echo.heard) == 1


async def test_while_a_person_has_the_word_maite_is_silent() -> None:
    talk = Talk()
    await hears(talk, "¿sigues ahí?")
    async with talk.salon.storage.transaction() as records:
        await records.conversations.set_human(LAURA.conversation_id, NOW)
    echo = Echo(talk.salon.ports)
    assert await take_turn(talk.salon.ports, echo, LAURA.conversation_id, at=NOW) is None
    assert echo.heard == []
    assert dispositions(talk) == [Disposition.LEFT_TO_PERSON]
    async with talk.salon.storage.transaction() as records:
        (line,) = await records.conversations.transcript(LAURA.conversation_id, last=9)
    assert line.text == "¿sigues ahí?"


async def test_a_person_who_takes_over_during_the_turn_reads_the_reply_as_a_note() -> None:
    talk = Talk()
    await hears(talk, "hola")

    class PersonSteps(Echo):
        async def run(self, state: TurnState, salon: OpenSalon) -> TurnState:
            async with salon.storage.transaction() as records:
                await records.conversations.set_human(LAURA.conversation_id, NOW)
            return await super().run(state, salon)

    at = after(NOW, seconds=2)
    await take_turn(talk.salon.ports, PersonSteps(talk.salon.ports), LAURA.conversation_id, at=at)
    await talk.salon.advance(seconds=2)
    assert talk.salon.messenger.told(LAURA.conversation.thread_id) == []
    assert len(talk.salon.messenger.notes(LAURA.conversation.thread_id)) == 1


async def test_messages_that_break_every_attempt_are_parked_and_a_person_told() -> None:
    talk = Talk()
    await hears(talk, "💥")
    broken = Echo(talk.salon.ports, broken=True)
    at = after(NOW, seconds=2)
    for _ in range(5):
        with pytest.raises(RuntimeError):
            await take_turn(talk.salon.ports, broken, LAURA.conversation_id, at=at)
    assert await take_turn(talk.salon.ports, broken, LAURA.conversation_id, at=at) is None
    assert dispositions(talk) == [Disposition.PARKED]
    (task,) = talk.escalations
    assert (task.reason, task.silences) == (EscalationReason.DELIVERY, False)
    await hears(talk, "hola otra vez")
    echo = Echo(talk.salon.ports)
    await take_turn(talk.salon.ports, echo, LAURA.conversation_id, at=after(NOW, seconds=9))
    assert echo.heard == [["hola otra vez"]]


async def test_a_turn_that_is_run_again_gets_the_same_hold() -> None:
    talk = Talk("")
    await talk.says(Greet())
    await talk.says(*wants())
    flow = talk.salon.flow

    class DiesAtTheEnd:
        """The worker is killed after the graph, before the closing transaction."""

        async def run(self, state: TurnState, salon: OpenSalon) -> TurnState:
            await flow.run(state, salon)
            raise RuntimeError("killed")

        async def forget(self, conversation_id: object) -> None: ...

    full_name = Understood(commands=(GiveName(first_name="Laura", last_name="García"),))
    talk.model.add(full_name, full_name)
    await talk.person.sends("Laura García")
    at = talk.salon.clock.advance(seconds=2)
    with pytest.raises(RuntimeError):
        await take_turn(talk.salon.ports, DiesAtTheEnd(), talk.conversation.id, at=at)
    assert len(talk.bookings) == 1
    await talk.salon.settle()
    assert len(talk.bookings) == 1
    assert len(talk.salon.gateway.checkouts) == 1
    assert sum("Paga aquí" in text for text in talk.person.reads()) == 1


async def test_a_slower_salon_waits_longer() -> None:
    talk = Talk()
    await hears(talk, "hola")
    pace = replace(talk.salon.ports.pace, settle=timedelta(seconds=5), patience=timedelta(15))
    slow = replace(talk.salon.ports, pace=pace, model=ScriptedModel())
    echo = Echo(slow)
    at = after(NOW, seconds=4)
    assert await take_turn(slow, echo, LAURA.conversation_id, at=at) == after(NOW, seconds=5)
