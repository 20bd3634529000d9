"""The flow as a graph: bounded look-ups, hand-overs that wait, turns that go on after a crash."""

import json

import pytest
from langgraph.checkpoint.memory import InMemorySaver

from atrevete_core.domain.commands import (
    Book,
    CallPerson,
    GiveName,
    Greet,
    NotUnderstood,
    Offend,
)
from atrevete_core.domain.conversation import (
    Disposition,
    EscalationReason,
    MessageKind,
)
from atrevete_core.domain.interval import after
from atrevete_core.flow.graph import MaiteFlow
from atrevete_core.flow.nodes.understand import MOST_ROUNDS
from atrevete_core.ports.checkpoints import CheckpointsUnavailable
from atrevete_core.ports.events import Source, ThreadChanged
from atrevete_core.ports.language_model import ModelUnavailable, Request, Tool, Understood
from tests.builders import NOW
from tests.unit.flow.talking import Talk, looks_up, wants

PERSON = CallPerson(reason=EscalationReason.MANUAL_REQUEST)
NAME = GiveName(first_name="Laura", last_name="García")


def given_back(talk: Talk) -> ThreadChanged:
    return ThreadChanged(
        external_id=f"resolved {talk.conversation.turn}",
        channel_id="34600111222",
        desk_id="contact-+34600111222",
        thread_id=talk.person.thread,
        resolved=True,
        with_person=False,
    )


async def test_an_interpreter_that_never_stops_looking_up_is_stopped() -> None:
    talk = Talk()
    talk.model.add(*[looks_up(Tool.PACKS)] * 20)
    reply = "\n".join(await talk.person.writes("¿…?"))
    assert len(talk.model.requests) == MOST_ROUNDS
    assert "no te he entendido" in reply
    assert len(talk.model.requests[-1].findings) == MOST_ROUNDS - 1


async def test_look_ups_come_back_as_findings() -> None:
    talk = Talk()
    asked: list[Request] = []

    def answers(request: Request) -> Understood:
        asked.append(request)
        return Understood(commands=(Greet(),))

    talk.model.add(looks_up(Tool.FAQ), answers)
    await talk.person.writes("¿tenéis parking?")
    (finding,) = asked[0].findings
    assert "aparcamiento" in finding.result["parking"]


async def test_an_interpreter_that_says_nothing_has_not_understood() -> None:
    talk = Talk()
    talk.model.add(Understood())
    assert "no te he entendido" in "\n".join(await talk.person.writes("asdf"))


@pytest.mark.parametrize("checkpoints", [True, False])
async def test_a_hand_over_is_said_once_and_then_she_is_silent(*, checkpoints: bool) -> None:
    talk = Talk(checkpoints=InMemorySaver() if checkpoints else None)
    reply = await talk.says(PERSON, text="quiero hablar con alguien")
    assert "se lo paso al equipo" in reply
    assert "Abrimos hasta las 20:00" in reply
    assert talk.conversation.human_since is not None
    assert await talk.person.writes("¿hola?") == []
    assert [each.disposition for each in talk.salon.storage.tables.inbox] == [
        Disposition.ESCALATED,
        Disposition.LEFT_TO_PERSON,
    ]
    (task,) = talk.escalations
    assert "quiero hablar con alguien" in task.summary


@pytest.mark.parametrize("checkpoints", [True, False])
async def test_when_the_team_gives_back_she_introduces_herself_and_goes_on(
    *, checkpoints: bool
) -> None:
    talk = Talk(checkpoints=InMemorySaver() if checkpoints else None)
    await talk.says(PERSON)
    await talk.salon.advance(minutes=10)
    await talk.salon.apply(given_back(talk), Source.DESK)
    reply = await talk.says(NAME, *wants(), text="corte el viernes a las 12:30")
    assert "Soy una IA" in reply or "la IA del salón" in reply
    assert len(talk.bookings) == 1
    again = await talk.says(Greet())
    assert "IA" not in again


async def test_a_turn_cut_off_in_a_node_goes_on_from_its_checkpoint() -> None:
    talk = Talk(checkpoints=InMemorySaver())
    await talk.says(Greet())
    talk.model.add(looks_up(Tool.PACKS), ModelUnavailable("cut off"))
    with pytest.raises(ModelUnavailable):
        await talk.person.writes("soy Laura García, corte el viernes a las 12:30")
    talk.model.add(Understood(commands=(NAME, *wants())))
    await talk.salon.settle()
    assert len(talk.bookings) == 1
    assert len(talk.salon.gateway.checkouts) == 1
    last = talk.model.requests[-1]
    assert len(last.findings) == 1
    assert sum("Paga aquí" in text for text in talk.person.reads()) == 1


async def test_another_message_after_the_crash_begins_the_turn_anew() -> None:
    talk = Talk(checkpoints=InMemorySaver())
    talk.model.add(looks_up(Tool.PACKS), ModelUnavailable("cut off"))
    with pytest.raises(ModelUnavailable):
        await talk.person.writes("hola")
    reply = await talk.says(Greet(), text="¿hay alguien?")
    assert talk.model.requests[-1].findings == []
    assert [each.text for each in talk.model.requests[-1].messages] == ["hola", "¿hay alguien?"]
    assert reply.count("Soy Maite") == 1


class LostCheckpoints(InMemorySaver):
    """A store that is down."""

    async def aget_tuple(self, config: object) -> None:
        raise CheckpointsUnavailable

    async def aprune(self, thread_ids: object, *, strategy: str = "") -> None:
        raise CheckpointsUnavailable


async def test_without_checkpoints_she_answers_all_the_same() -> None:
    talk = Talk(checkpoints=LostCheckpoints())
    assert "Soy Maite" in await talk.says(Greet())


class CountingCheckpoints(InMemorySaver):
    pruned: tuple[str, ...] = ()

    async def aprune(self, thread_ids: list[str], *, strategy: str = "") -> None:  # type: ignore[override]
        self.pruned = (*self.pruned, *thread_ids, strategy)


async def test_after_a_turn_only_the_last_checkpoint_is_kept() -> None:
    saver = CountingCheckpoints()
    talk = Talk(checkpoints=saver)
    await talk.says(Greet())
    assert saver.pruned == (str(talk.conversation.id), "keep_latest")


def test_the_graph_can_be_looked_at() -> None:
    drawn = MaiteFlow().mermaid()
    for node in ("receive", "understand", "look_up", "book", "hand_over", "wait_for_person"):
        assert node in drawn


async def test_the_stored_dialogue_is_small() -> None:
    talk = Talk()
    await talk.says(Greet())
    await talk.says(Book(services=("MECHAS",)))
    assert len(json.dumps(talk.conversation.dialogue)) < 2048


async def test_the_first_voice_note_is_asked_for_in_words_the_second_goes_to_a_person() -> None:
    talk = Talk()
    first = await talk.sends(MessageKind.AUDIO)
    assert "no puedo escuchar audios" in first
    assert talk.model.requests == []
    second = await talk.sends(MessageKind.AUDIO)
    assert "se lo paso al equipo" in second
    assert talk.conversation.human_since is not None


async def test_a_voice_note_in_another_conversation_is_the_first_again() -> None:
    talk = Talk()
    await talk.sends(MessageKind.AUDIO)
    await talk.salon.advance(hours=25)
    assert "no puedo escuchar audios" in await talk.sends(MessageKind.AUDIO)
    assert talk.conversation.human_since is None


async def test_a_picture_and_a_sticker_get_a_friendly_word() -> None:
    talk = Talk()
    assert "Gracias por la foto" in await talk.sends(MessageKind.IMAGE)
    assert "😊" in await talk.sends(MessageKind.STICKER)
    assert talk.model.requests == []


async def test_the_third_misunderstanding_goes_to_a_person() -> None:
    talk = Talk()
    await talk.says(Greet())
    said = [await talk.says(NotUnderstood()) for _ in range(3)]
    assert "no te he entendido" in said[0]
    assert "A ver si acierto" in said[1]
    assert "No te mareo más" in said[2]
    assert [each.reason for each in talk.escalations] == [EscalationReason.AMBIGUITY]


async def test_the_second_insult_ends_the_talk() -> None:
    talk = Talk()
    assert "Aquí solo hablo de citas" in await talk.says(Offend())
    assert "Lo dejo aquí" in await talk.says(Offend())
    assert talk.conversation.human_since is not None


@pytest.mark.parametrize(
    ("about", "part"),
    [("medical", "yo no debo aconsejarte"), ("emergency", "112"), ("self_harm", "024")],
)
async def test_health_goes_to_a_person_without_the_words(about: str, part: str) -> None:
    talk = Talk()
    call = CallPerson.model_validate({"reason": "medical_consultation", "about": about})
    assert part in await talk.says(call, text="estoy embarazada")
    (task,) = talk.escalations
    assert "embarazada" not in task.summary


async def test_out_of_hours_a_hand_over_says_when_the_salon_opens() -> None:
    saturday_night = after(NOW, hours=24 * 3 + 11)
    talk = Talk(now=saturday_night)
    assert "el lunes 21 de diciembre a las 10:00" in await talk.says(PERSON)
    early = Talk(now=after(NOW, hours=-2))
    assert "Abrimos hoy a las 10:00" in await early.says(PERSON)
    night = Talk(now=after(NOW, hours=11))
    assert "Abrimos mañana, jueves 17 de diciembre, a las 10:00" in await night.says(PERSON)
