"""The port Messenger: in memory, and as Chatwoot's adapter against the simulated Chatwoot."""

from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Protocol

import pytest
import pytest_asyncio

from atrevete_adapters.chatwoot import ChatwootMessenger, open_chatwoot, parse
from atrevete_adapters.chatwoot.formatting import to_commonmark
from atrevete_adapters.memory.messenger import MemoryMessenger
from atrevete_core.domain.conversation import MessageKind, Reply, Template
from atrevete_core.ports.events import Incoming, MessageArrived
from atrevete_core.ports.messenger import Messenger, MessengerRefused, MessengerUnreachable
from tests.contract.simulator_stage import START, Stage, contract, raised_stage, until
from tests.contract.vendor_requests import wrong_in_chatwoot
from tests.contract.vendor_stage import emptied

pytestmark = pytest.mark.asyncio(loop_scope="module")

ANA = "+34600000141"


class Desk(Protocol):
    """A messaging desk with one customer who may write to it."""

    messenger: Messenger

    async def customer_writes(self, text: str) -> str:
        """Returns the thread."""
        ...

    async def desk_id(self) -> str: ...
    async def person_writes(self, text: str) -> None: ...
    async def resolve(self) -> None: ...
    async def on_the_phone(self) -> list[str]: ...


class MemoryDesk:
    def __init__(self) -> None:
        self._memory = MemoryMessenger(_Still())
        self.messenger: Messenger = self._memory

    async def customer_writes(self, text: str) -> str:
        thread = await self._memory.thread_of("41")
        await self._memory.hear(thread, text)
        return thread

    async def desk_id(self) -> str:
        return "41"

    async def person_writes(self, text: str) -> None:
        await self._memory.hear(await self._memory.thread_of("41"), text, by_person=True)

    async def resolve(self) -> None:
        self._memory.resolve("41")

    async def on_the_phone(self) -> list[str]:
        return [each.reply.text for each in self._memory.said if not each.private]


class _Still:
    async def now(self) -> datetime:
        return START


class SimulatedDesk:
    def __init__(self, stage: Stage, messenger: ChatwootMessenger) -> None:
        self.stage = stage
        self.messenger: Messenger = messenger

    async def customer_writes(self, text: str) -> str:
        written = await self.stage.control.write_as(ANA, text, name="Ana Ficticia")
        return str(written.conversation_id)

    async def desk_id(self) -> str:
        hook = await until(lambda: self.stage.salon.heard("message_created"))
        return str(hook[0].body["conversation"]["contact_inbox"]["contact_id"])

    async def person_writes(self, text: str) -> None:
        await self.stage.control.team("reply", ANA, text)

    async def resolve(self) -> None:
        await self.stage.control.team("resolve", ANA)

    async def on_the_phone(self) -> list[str]:
        await until(self._all_settled)
        said = await self.stage.control.messages_of(ANA)
        return [each.text for each in said if each.sender == "bot"]

    async def _all_settled(self) -> bool:
        return await self.stage.control.pending() == 0


def chatwoot_at(
    url: str, *, bot_token: str, user_token: str
) -> AbstractAsyncContextManager[ChatwootMessenger]:
    return open_chatwoot(url, account_id=1, inbox_id=3, bot_token=bot_token, user_token=user_token)


@pytest_asyncio.fixture(loop_scope="module", scope="module")
async def whole() -> AsyncIterator[SimulatedDesk]:
    """One simulator for the module: it is emptied for each test."""
    async with raised_stage() as stage:
        settings = stage.settings
        async with chatwoot_at(
            f"{stage.url}/chatwoot", bot_token=settings.bot_token, user_token=settings.user_token
        ) as messenger:
            yield SimulatedDesk(stage, messenger)


@pytest_asyncio.fixture(loop_scope="module")
async def simulated(whole: SimulatedDesk) -> SimulatedDesk:
    await emptied(whole.stage)
    return whole


@pytest.fixture(params=["memory", "chatwoot"])
def desk(request: pytest.FixtureRequest) -> Desk:
    if request.param == "memory":
        return MemoryDesk()
    found: Desk = request.getfixturevalue("simulated")
    return found


async def test_what_is_said_arrives(desk: Desk) -> None:
    thread = await desk.customer_writes("Hola")
    sent = await desk.messenger.send(thread, Reply(text="Son *16,00 €*"), marker="say:1")
    assert sent.marker == "say:1"
    assert await desk.on_the_phone() == ["Son *16,00 €*"]


async def test_what_was_said_is_found_by_its_marker(desk: Desk) -> None:
    thread = await desk.customer_writes("Hola")
    assert await desk.messenger.find(thread, marker="say:1") is None
    sent = await desk.messenger.send(thread, Reply(text="Hola"), marker="say:1")
    await desk.messenger.send(thread, Reply(text="Otra cosa"), marker="say:2")
    assert await desk.messenger.find(thread, marker="say:1") == sent


async def test_saying_it_twice_says_it_twice(desk: Desk) -> None:
    thread = await desk.customer_writes("Hola")
    for _ in range(2):
        await desk.messenger.send(thread, Reply(text="Hola"), marker="say:1")
    assert await desk.on_the_phone() == ["Hola", "Hola"]


async def test_a_note_is_for_the_team_alone(desk: Desk) -> None:
    thread = await desk.customer_writes("Hola")
    note = await desk.messenger.note(thread, "Ojo: alergia", marker="note:1")
    assert await desk.messenger.find(thread, marker="note:1") == note
    assert await desk.on_the_phone() == []


async def test_buttons_go_with_their_text(desk: Desk) -> None:
    thread = await desk.customer_writes("Hola")
    reply = Reply(text="¿Cuál te va mejor?", buttons=("Vie 18 12:30 Marta", "Sáb 19 10:00 Lola"))
    await desk.messenger.send(thread, reply, marker="say:1")
    assert await desk.on_the_phone() == ["¿Cuál te va mejor?"]


async def test_a_contact_has_one_open_thread_until_it_is_resolved(desk: Desk) -> None:
    thread = await desk.customer_writes("Hola")
    contact = await desk.desk_id()
    assert await desk.messenger.thread_of(contact) == thread
    await desk.resolve()
    other = await desk.messenger.thread_of(contact)
    assert other != thread
    assert await desk.messenger.thread_of(contact) == other


async def test_what_was_said_can_be_read_back_in_order(desk: Desk) -> None:
    thread = await desk.customer_writes("Hola *tú*")
    await desk.messenger.send(thread, Reply(text="Dime"), marker="say:1")
    await desk.person_writes("Soy Pilar")
    everything = await desk.messenger.messages(thread)
    assert [each.text for each in everything] == ["Hola *tú*", "Dime", "Soy Pilar"]
    assert [each.incoming for each in everything] == [True, False, False]
    assert [each.by_person for each in everything] == [False, False, True]
    assert [each.marker for each in everything] == ["", "say:1", ""]
    assert everything[0].at == START
    later = await desk.messenger.messages(thread, after=everything[1].id)
    assert [each.text for each in later] == ["Soy Pilar"]


async def test_handing_over_and_giving_back_may_be_repeated(desk: Desk) -> None:
    thread = await desk.customer_writes("Hola")
    for _ in range(2):
        await desk.messenger.pass_to_team(thread)
    for _ in range(2):
        await desk.messenger.give_back(thread)
    await desk.messenger.typing(thread, on=True)
    await desk.messenger.typing(thread, on=False)


async def test_every_word_arrives_as_it_was_written(simulated: SimulatedDesk) -> None:
    thread = await simulated.customer_writes("Hola")
    text = "_uno_ {{contact.name}} [x](https://y.example) 1) *dos*\n- tres & <b> #4"
    await simulated.messenger.send(thread, Reply(text=text), marker="say:1")
    assert await simulated.on_the_phone() == [text]


async def test_three_slots_are_buttons_on_the_phone(simulated: SimulatedDesk) -> None:
    thread = await simulated.customer_writes("Hola")
    titles = ("Vie 18 12:30 Marta", "Sáb 19 10:00 Lola", "Lun 21 9:00 Marta")
    await simulated.messenger.send(thread, Reply(text="¿Cuál?", buttons=titles), marker="say:1")
    await simulated.on_the_phone()
    (shown,) = [m for m in await simulated.stage.control.messages_of(ANA) if m.sender == "bot"]
    assert shown.buttons == titles


async def test_titles_too_long_for_buttons_leave_the_text(simulated: SimulatedDesk) -> None:
    thread = await simulated.customer_writes("Hola")
    reply = Reply(text="¿Cuál?", buttons=("Viernes 18 a las 12:30 con Marta",))
    await simulated.messenger.send(thread, reply, marker="say:1")
    assert await simulated.on_the_phone() == ["¿Cuál?"]


async def test_a_template_arrives_after_the_window_has_closed(simulated: SimulatedDesk) -> None:
    thread = await simulated.customer_writes("Hola")
    await simulated.stage.control.advance_clock(25 * 3600, wait=False)
    template = Template(name="recordatorio_48h", parameters=("Ana", "viernes 27 a las 12:30"))
    reply = Reply(text="Hola, Ana: te esperamos el viernes 27", template=template)
    await simulated.messenger.send(thread, reply, marker="reminder:1")
    await simulated.messenger.send(thread, Reply(text="sin plantilla"), marker="say:2")
    assert len(await simulated.on_the_phone()) == 1


async def test_the_hand_over_leaves_the_thread_open_and_nobodys(simulated: SimulatedDesk) -> None:
    thread = await simulated.customer_writes("Hola")
    await simulated.messenger.pass_to_team(thread)
    seen = await simulated.stage.control.conversation_of(ANA)
    assert (seen["status"], seen["assignee"]) == ("open", None)
    await simulated.messenger.give_back(thread)
    assert (await simulated.stage.control.conversation_of(ANA))["status"] == "pending"


async def test_a_contact_without_a_phone_gets_a_thread_too(simulated: SimulatedDesk) -> None:
    stage = simulated.stage
    written = await stage.control.write_as("ES.AbC123456789", "Hola", name="✨")
    await stage.control.team("resolve", "ES.AbC123456789")
    contact = await simulated.desk_id()
    assert await simulated.messenger.thread_of(contact) != str(written.conversation_id)


async def test_what_kind_of_message_it_was_can_be_read_back(simulated: SimulatedDesk) -> None:
    thread = await simulated.customer_writes("Hola")
    await simulated.stage.control.write_as(ANA, attachment={"type": "audio"})
    await simulated.stage.control.write_as(ANA, attachment={"type": "sticker"})
    kinds = [each.kind for each in await simulated.messenger.messages(thread)]
    assert kinds == [MessageKind.TEXT, MessageKind.AUDIO, MessageKind.STICKER]


async def test_a_long_conversation_is_read_page_by_page(simulated: SimulatedDesk) -> None:
    thread = await simulated.customer_writes("0")
    for number in range(1, 130):
        await simulated.stage.control.write_as(ANA, str(number))
    said = await simulated.messenger.messages(thread)
    assert [each.text for each in said] == [str(number) for number in range(130)]


async def test_an_old_message_is_still_found(simulated: SimulatedDesk) -> None:
    thread = await simulated.customer_writes("0")
    sent = await simulated.messenger.send(thread, Reply(text="Hola"), marker="say:1")
    for number in range(45):
        await simulated.stage.control.write_as(ANA, str(number))
    assert await simulated.messenger.find(thread, marker="say:1") == sent


async def test_after_a_lost_answer_the_message_is_found(simulated: SimulatedDesk) -> None:
    thread = await simulated.customer_writes("Hola")
    await simulated.stage.control.fail("chatwoot", "POST */messages", "drop_after_commit")
    with pytest.raises(MessengerUnreachable) as trouble:
        await simulated.messenger.send(thread, Reply(text="Hola"), marker="say:1")
    assert trouble.value.may_still_arrive
    assert await simulated.messenger.find(thread, marker="say:1") is not None


@pytest.mark.parametrize("mode", ["429", "429_without_retry_after", "500", "503", "garbage"])
async def test_no_trustworthy_answer_is_unreachable(simulated: SimulatedDesk, mode: str) -> None:
    thread = await simulated.customer_writes("Hola")
    await simulated.stage.control.fail("chatwoot", "*", mode, times=2)  # type: ignore[arg-type]
    with pytest.raises(MessengerUnreachable):
        await simulated.messenger.send(thread, Reply(text="Hola"), marker="say:1")
    with pytest.raises(MessengerUnreachable):
        await simulated.messenger.messages(thread)


async def test_a_thread_that_does_not_exist_is_refused(simulated: SimulatedDesk) -> None:
    for thread in ("999999", "../contacts/1", "", "ñ"):
        with pytest.raises(MessengerRefused):
            await simulated.messenger.send(thread, Reply(text="Hola"), marker="say:1")


async def test_a_wrong_token_is_refused_by_the_name_of_its_setting(
    simulated: SimulatedDesk,
) -> None:
    async with chatwoot_at(
        f"{simulated.stage.url}/chatwoot", bot_token="wrong", user_token="wrong"
    ) as messenger:
        with pytest.raises(MessengerRefused, match="ATREVETE_CHATWOOT_BOT_TOKEN") as refusal:
            await messenger.send("1", Reply(text="Hola"), marker="say:1")
        assert "wrong" not in str(refusal.value)
        with pytest.raises(MessengerRefused, match="ATREVETE_CHATWOOT_USER_TOKEN"):
            await messenger.messages("1")


async def test_a_server_that_is_not_there_is_unreachable_and_nothing_may_arrive() -> None:
    async with chatwoot_at("http://127.0.0.1:1", bot_token="bot", user_token="user") as messenger:
        with pytest.raises(MessengerUnreachable) as trouble:
            await messenger.send("1", Reply(text="Hola"), marker="say:1")
    assert not trouble.value.may_still_arrive


async def test_every_request_is_one_that_chatwoot_describes(simulated: SimulatedDesk) -> None:
    description = contract("chatwoot.json")
    thread = await simulated.customer_writes("Hola")
    messenger = simulated.messenger
    reply = Reply(text="*a*", buttons=("b",))
    await messenger.send(thread, reply, marker="say:1")
    template = Template(name="cita_cambiada", parameters=("a", "b"))
    await messenger.send(thread, Reply(text="t", template=template), marker="say:2")
    await messenger.note(thread, "nota", marker="note:1")
    await messenger.find(thread, marker="none")
    await messenger.messages(thread)
    await messenger.typing(thread, on=True)
    await messenger.pass_to_team(thread)
    await messenger.give_back(thread)
    await simulated.resolve()
    await messenger.thread_of(await simulated.desk_id())
    asked = (await simulated.stage.control.ledger("chatwoot")).requests
    assert len(asked) >= 11
    assert [wrong for each in asked for wrong in wrong_in_chatwoot(description, each)] == []


async def test_a_message_never_carries_a_source_id(simulated: SimulatedDesk) -> None:
    thread = await simulated.customer_writes("Hola")
    await simulated.messenger.send(thread, Reply(text="a"), marker="say:1")
    (sent,) = (await simulated.stage.control.ledger("chatwoot", "POST */messages")).requests
    assert "source_id" not in sent.body
    assert to_commonmark("a") in sent.body


async def test_what_was_lately_said_is_told_as_events_would_have(simulated: SimulatedDesk) -> None:
    thread = await simulated.customer_writes("hola")
    await simulated.messenger.send(thread, Reply(text="¡Hola!"), marker="turn:1")
    await simulated.person_writes("te atiendo yo")
    [heard] = await simulated.messenger.lately(since=START - timedelta(minutes=1))
    assert heard.thread_id == thread
    assert [type(each).__name__ for each in heard.events] == ["MessageArrived", "PersonSpoke"]
    assert [marker for _, marker in heard.own] == ["turn:1"]
    arrived = heard.events[0]
    hook = await until(lambda: simulated.stage.salon.heard("message_created"))
    told = read_event(hook[0].raw)
    assert isinstance(arrived, MessageArrived)
    assert isinstance(told, MessageArrived)
    # The list tells whole seconds, the event its milliseconds.
    assert abs(arrived.sent_at - told.sent_at) < timedelta(seconds=1)
    assert replace(arrived, sent_at=told.sent_at) == told


async def test_nothing_was_lately_said_where_it_is_quiet(simulated: SimulatedDesk) -> None:
    await simulated.customer_writes("hola")
    assert await simulated.messenger.lately(since=START + timedelta(days=1)) == []


def read_event(body: bytes) -> Incoming:
    return parse(body, delivery="", account_id=1, inbox_id=3)
