"""Voice notes: listened to they are words like any other; what nobody hears is asked for."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

import pytest
from langgraph.checkpoint.memory import InMemorySaver

from atrevete_adapters.memory import MemoryTranscriber, ScriptedModel
from atrevete_adapters.memory.salon import MemorySalon
from atrevete_core.domain.commands import Book, CallPerson, Greet
from atrevete_core.domain.conversation import Conversation, EscalationReason, MessageKind
from atrevete_core.flow.dialogue import open_dialogue
from atrevete_core.flow.graph import MaiteFlow
from atrevete_core.flow.nodes.receive import has_words, receive
from atrevete_core.flow.state import TurnState
from atrevete_core.flow.turn import take_turn
from atrevete_core.ports.language_model import LanguageModel, ModelUnavailable, Understood
from atrevete_core.ports.salon import OpenSalon
from atrevete_core.ports.transcriber import VoiceNoteUnheard
from atrevete_core.usecases.receive import receive_message
from tests.builders import LAURA, NOW, SALON, an_arrival

THREAD = LAURA.conversation.thread_id
MASKED = "•" * 16


@dataclass
class Listening:
    """Laura and a salon that can listen. `says` sends voice notes, `writes` words."""

    model: LanguageModel = field(default_factory=ScriptedModel)
    transcriber: MemoryTranscriber | None = field(default_factory=MemoryTranscriber)
    checkpoints: InMemorySaver | None = None
    salon: MemorySalon = field(init=False)
    at: datetime = NOW
    _told: int = 0

    def __post_init__(self) -> None:
        flow = MaiteFlow(self.checkpoints)
        self.salon = MemorySalon(now=NOW, model=self.model, flow=flow)

    @property
    def ear(self) -> MemoryTranscriber:
        assert self.transcriber is not None
        return self.transcriber

    @property
    def ports(self) -> OpenSalon:
        return replace(self.salon.ports, transcriber=self.transcriber)

    async def arrives(
        self, text: str = "", kind: MessageKind = MessageKind.TEXT, url: str = ""
    ) -> None:
        message = an_arrival(text, kind=kind, attachment_url=url, sent_at=self.at)
        await receive_message(self.salon.storage, SALON.id, message, body=b"", at=self.at)

    async def spoken(self, *notes: str) -> None:
        for words in notes:
            url = self.transcriber.record(words) if self.transcriber else "https://desk.example/1"
            await self.arrives(kind=MessageKind.AUDIO, url=url)

    async def answered(self) -> str:
        """What she says to what has arrived."""
        self.at = self.salon.clock.advance(seconds=2)
        await take_turn(self.ports, self.salon.flow, LAURA.conversation_id, at=self.at)
        await self.salon.settle()
        told = self.salon.messenger.told(THREAD)
        new, self._told = told[self._told :], len(told)
        return "\n".join(new)

    async def says(self, *notes: str) -> str:
        await self.spoken(*notes)
        return await self.answered()

    async def writes(self, text: str) -> str:
        await self.arrives(text)
        return await self.answered()

    @property
    def conversation(self) -> Conversation:
        return next(iter(self.salon.storage.tables.conversations))

    def is_with_person(self) -> bool:
        return self.conversation.human_since is not None

    async def transcript(self) -> Sequence[str]:
        async with self.salon.storage.transaction() as records:
            lines = await records.conversations.transcript(LAURA.conversation_id, last=50)
        return [line.text for line in lines]


GREETED = Understood(commands=(Greet(),))


def scripted(*answers: Understood | Exception) -> ScriptedModel:
    return ScriptedModel(answers)


async def test_a_spoken_wish_is_a_wish() -> None:
    talk = Listening(model=MemorySalon(now=NOW).ports.model)
    reply = await talk.says("hola, quería cortarme el pelo el viernes")
    assert "Soy Maite" in reply
    assert "audio" not in reply
    draft = open_dialogue(talk.conversation.dialogue).draft
    assert draft is not None
    assert draft.services == ["CORTAR"]


async def test_the_interpreter_gets_the_words_and_the_transcript_says_that_they_were_spoken() -> (
    None
):
    talk = Listening(model=(model := scripted(GREETED)))
    await talk.says("hola, soy Laura")
    (heard,) = model.requests[0].messages
    assert (heard.text, heard.kind) == ("hola, soy Laura", MessageKind.AUDIO)
    assert "[audio] hola, soy Laura" in await talk.transcript()


async def test_spoken_and_written_words_of_one_burst_are_understood_together() -> None:
    talk = Listening(model=(model := scripted(GREETED)))
    await talk.arrives("hola")
    await talk.spoken("quiero mechas", "el viernes")
    await talk.arrives("porfa")
    await talk.answered()
    heard = [each.text for each in model.requests[0].messages]
    assert heard == ["hola", "quiero mechas", "el viernes", "porfa"]
    assert list(await talk.transcript())[:4] == [
        "hola", "[audio] quiero mechas", "[audio] el viernes", "porfa",
    ]  # fmt: skip


async def test_what_the_desk_has_written_down_itself_is_not_listened_to_again() -> None:
    talk = Listening(model=(model := scripted(GREETED)))
    await talk.arrives("hola", kind=MessageKind.AUDIO, url="https://desk.example/1")
    await talk.answered()
    assert talk.ear.asked == []
    assert [each.text for each in model.requests[0].messages] == ["hola"]
    assert "[audio] hola" in await talk.transcript()


async def test_pictures_are_not_listened_to() -> None:
    talk = Listening()
    await talk.arrives(kind=MessageKind.IMAGE, url="https://desk.example/1")
    assert "Gracias por la foto" in await talk.answered()
    assert talk.ear.asked == []


@pytest.mark.parametrize("why", ["unreachable", "silence", "slow", "nobody listens"])
async def test_a_voice_note_that_stays_unheard_is_asked_for_in_words_the_next_goes_to_a_person(
    why: str,
) -> None:
    talk = Listening(transcriber=None if why == "nobody listens" else MemoryTranscriber())
    if why == "unreachable":
        talk.ear.trouble.fail(VoiceNoteUnheard("no answer"), times=2)
    if why == "slow":
        talk.ear.takes = timedelta(seconds=6.1)
    words = "" if why == "silence" else "quiero mechas"
    assert "no puedo escuchar audios" in await talk.says(words)
    assert not talk.is_with_person()
    assert "se lo paso al equipo" in await talk.says(words)
    assert talk.is_with_person()
    assert "[audio]" in await talk.transcript()


async def test_six_seconds_are_waited_for() -> None:
    talk = Listening(model=scripted(GREETED))
    talk.ear.takes = timedelta(seconds=6)
    assert "escuchar" not in await talk.says("hola")


async def test_a_voice_note_that_is_heard_does_not_count_against_the_customer() -> None:
    talk = Listening(model=scripted(GREETED, GREETED, GREETED))
    for _ in range(3):
        await talk.says("hola")
    talk.ear.trouble.fail(VoiceNoteUnheard("no answer"))
    assert "no puedo escuchar audios" in await talk.says("hola otra vez")
    assert not talk.is_with_person()


async def test_of_two_voice_notes_the_one_that_is_heard_is_answered_and_the_other_asked_for() -> (
    None
):
    talk = Listening(model=(model := scripted(GREETED)))
    talk.ear.trouble.fail(VoiceNoteUnheard("no answer"))
    reply = await talk.says("quiero mechas", "el viernes")
    assert "no puedo escuchar audios" in reply
    heard = sorted(each.text for each in model.requests[0].messages)
    assert heard == ["", "el viernes"]


async def test_a_person_takes_over_at_the_second_unheard_one_whatever_else_is_written() -> None:
    highlights = Understood(commands=(Book(services=("MECHAS",)),))
    talk = Listening(model=scripted(highlights), transcriber=None)
    await talk.says("…")
    await talk.spoken("…")
    await talk.arrives("y ponme también mechas")
    assert "se lo paso al equipo" in await talk.answered()
    assert talk.is_with_person()
    (task,) = talk.salon.storage.tables.escalations
    assert "mechas" in task.summary


async def test_an_emergency_in_words_comes_before_an_unheard_voice_note() -> None:
    emergency = CallPerson(reason=EscalationReason.MEDICAL, about="emergency")
    talk = Listening(model=scripted(Understood(commands=(emergency,))), transcriber=None)
    await talk.says("…")
    await talk.spoken("…")
    await talk.arrives("se me hincha la cara con el tinte")
    assert "112" in await talk.answered()


async def test_a_flood_of_voice_notes_is_not_all_listened_to() -> None:
    talk = Listening(model=scripted(GREETED))
    reply = await talk.says(*[f"nota {number}" for number in range(8)])
    assert len(talk.ear.asked) == 5
    assert "no puedo escuchar audios" in reply


async def test_a_card_number_that_is_dictated_is_masked_before_anybody_sees_it() -> None:
    talk = Listening(model=(model := scripted(GREETED)))
    await talk.says("mi tarjeta es 4242 4242 4242 4242\x00")
    (heard,) = model.requests[0].messages
    assert heard.text == f"mi tarjeta es {MASKED}\ufffd"
    assert "4242" not in str(await talk.transcript())


async def test_a_turn_that_goes_on_from_its_checkpoint_does_not_listen_again() -> None:
    saver = InMemorySaver()
    talk = Listening(
        model=(model := scripted(ModelUnavailable("cut off"), GREETED)), checkpoints=saver
    )
    await talk.spoken("quiero mechas")
    with pytest.raises(ModelUnavailable):
        await talk.answered()
    await talk.answered()
    assert len(talk.ear.asked) == 1
    assert [each.text for each in model.requests[-1].messages] == ["quiero mechas"]
    assert list(await talk.transcript()).count("[audio] quiero mechas") == 1


async def test_a_turn_that_is_run_again_without_checkpoints_listens_again_and_counts_once() -> None:
    talk = Listening(model=scripted(ModelUnavailable("cut off"), GREETED))
    talk.ear.trouble.fail(VoiceNoteUnheard("no answer"), times=2)
    await talk.spoken("hola")
    await talk.arrives("¿hay alguien?")
    with pytest.raises(ModelUnavailable):
        await talk.answered()
    assert "no puedo escuchar audios" in await talk.answered()
    assert not talk.is_with_person()
    assert open_dialogue(talk.conversation.dialogue).voice_notes == 1


def state_with(*heard: dict[str, object]) -> TurnState:
    return {
        "dialogue": {},
        "thread_id": THREAD,
        "at": NOW.isoformat(),
        "heard": [{"number": 1, "received_at": NOW.isoformat(), **each} for each in heard],
    }


async def test_no_address_stays_in_a_checkpoint() -> None:
    talk = Listening()
    url = talk.ear.record("hola")
    state = state_with({"id": "a", "kind": "audio", "text": "", "attachment_url": url})
    assert "https" not in str(await receive(state, talk.ports))


async def test_a_turn_begun_before_addresses_were_kept_is_answered() -> None:
    state = state_with({"id": "a", "kind": "audio", "text": ""})
    update = await receive(state, Listening().ports)
    assert "no puedo escuchar audios" in update["parts"][0]["text"]
    assert not has_words({**state, **update})
