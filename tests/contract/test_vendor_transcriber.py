"""The port Transcriber: in memory, and over HTTP against the simulated service and desk."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from typing import Any, Protocol
from urllib.parse import urlsplit

import pytest
import pytest_asyncio
from structlog.testing import capture_logs

from atrevete_adapters.memory import MemoryTranscriber
from atrevete_adapters.transcriber import HttpTranscriber, open_transcriber
from atrevete_core.ports.transcriber import Transcriber, VoiceNoteUnheard
from tests.contract.canned import Canned, CannedServer, canned_server
from tests.contract.simulator_stage import Stage, raised_stage, until
from tests.contract.vendor_stage import emptied

pytestmark = pytest.mark.asyncio(loop_scope="module")

ANA = "+34600000141"
WORDS = "Hola, quería cortarme el pelo mañana ✂️"
PATIENCE = timedelta(seconds=5)
KEY = "simulated-transcriber-key"
METADATA = "http://169.254.169.254/latest/meta-data/"


class Ear(Protocol):
    """A transcriber, and customers who send voice notes."""

    transcriber: Transcriber

    async def recorded(self, words: str) -> str:
        """The address of a voice note in which this is said."""
        ...


class MemoryEar:
    def __init__(self) -> None:
        self._memory = MemoryTranscriber()
        self.transcriber: Transcriber = self._memory

    async def recorded(self, words: str) -> str:
        return self._memory.record(words)


class SimulatedEar:
    def __init__(self, stage: Stage, transcriber: Transcriber) -> None:
        self.stage = stage
        self.transcriber = transcriber

    async def recorded(self, words: str) -> str:
        self.stage.salon.hooks.clear()
        await self.stage.control.write_as(ANA, attachment={"type": "audio", "words": words})
        (hook,) = await until(lambda: self.stage.salon.heard("message_created"))
        return str(hook.body["attachments"][0]["data_url"])


@asynccontextmanager
async def listening(
    url: str, *, desk: str | None = None, key: str = KEY, **settings: Any
) -> AsyncIterator[HttpTranscriber]:
    """Both at one address: the desk's files, and below /transcriber the service."""
    service = f"{url}/transcriber"
    async with open_transcriber(service, key=key, desk_url=desk or url, **settings) as transcriber:
        yield transcriber


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def stage() -> AsyncIterator[Stage]:
    async with raised_stage() as raised:
        yield raised


@pytest_asyncio.fixture(loop_scope="module")
async def simulated(stage: Stage) -> AsyncIterator[SimulatedEar]:
    await emptied(stage)
    async with listening(stage.url, desk=f"{stage.url}/chatwoot") as transcriber:
        yield SimulatedEar(stage, transcriber)


@pytest.fixture(params=["memory", "simulated"])
def ear(request: pytest.FixtureRequest) -> Ear:
    if request.param == "memory":
        return MemoryEar()
    found: Ear = request.getfixturevalue("simulated")
    return found


async def unheard(transcriber: Transcriber, address: str, seconds: float = 5) -> str:
    """Why there are no words."""
    with pytest.raises(VoiceNoteUnheard) as refusal:
        await transcriber.words_of(address, within=timedelta(seconds=seconds))
    return str(refusal.value)


async def test_a_voice_note_becomes_its_words(ear: Ear) -> None:
    address = await ear.recorded(WORDS)
    assert await ear.transcriber.words_of(address, within=PATIENCE) == WORDS
    assert await ear.transcriber.words_of(address, within=PATIENCE) == WORDS


async def test_a_voice_note_in_which_nobody_speaks_has_no_words(ear: Ear) -> None:
    assert await unheard(ear.transcriber, await ear.recorded("")) == "nobody speaks in it"


async def test_a_message_without_an_address_cannot_be_listened_to(ear: Ear) -> None:
    await unheard(ear.transcriber, "")


async def test_openais_own_way_to_write_the_address_is_understood(simulated: SimulatedEar) -> None:
    address = await simulated.recorded(WORDS)
    url = simulated.stage.url
    async with open_transcriber(f"{url}/transcriber/v1/", key=KEY, desk_url=url) as transcriber:
        assert await transcriber.words_of(address, within=PATIENCE) == WORDS


async def test_a_wrong_key_is_named_by_its_setting(simulated: SimulatedEar) -> None:
    address = await simulated.recorded(WORDS)
    for key in ("wrong", ""):
        async with listening(simulated.stage.url, key=key) as transcriber:
            reason = await unheard(transcriber, address)
            assert "ATREVETE_TRANSCRIBER_KEY" in reason


@pytest.mark.parametrize("mode", ["429", "500", "503", "garbage", "refused", "drop_before"])
async def test_a_service_that_fails_leaves_no_words(simulated: SimulatedEar, mode: Any) -> None:
    address = await simulated.recorded(WORDS)
    await simulated.stage.control.fail("transcriber", "POST *", mode)
    await unheard(simulated.transcriber, address)
    assert await simulated.transcriber.words_of(address, within=PATIENCE) == WORDS


async def test_a_slow_service_is_not_waited_for(simulated: SimulatedEar) -> None:
    address = await simulated.recorded(WORDS)
    await simulated.stage.control.fail("transcriber", "POST *", "slow", seconds=3)
    began = asyncio.get_running_loop().time()
    assert await unheard(simulated.transcriber, address, seconds=0.2) == "it took too long"
    assert asyncio.get_running_loop().time() - began < 1


async def test_only_chatwoots_host_and_those_named_are_asked_for_files(
    simulated: SimulatedEar,
) -> None:
    address = await simulated.recorded(WORDS)
    elsewhere = urlsplit(address).netloc
    async with listening(simulated.stage.url, desk="https://chat.salon.example") as transcriber:
        assert "ATREVETE_ATTACHMENT_HOSTS" in await unheard(transcriber, address)
    named = ["files.example", elsewhere]
    async with listening(
        simulated.stage.url, desk="https://chat.salon.example", hosts=named
    ) as transcriber:
        assert await transcriber.words_of(address, within=PATIENCE) == WORDS


@pytest.mark.parametrize(
    "address",
    [
        METADATA,
        "http://[::ffff:169.254.169.254]/",
        "http://localhost/",
        "http://localhost:{port}/media/files/audio",
        "http://127.0.0.1/",
        "http://127.0.0.1:6379/",
        "http://127.1:{port}/",
        "http://2130706433:{port}/",
        "http://0x7f000001:{port}/",
        "http://127.0.0.1.:{port}/",
        "http://127.0.0.1.example.com:{port}/",
        "http://someone@127.0.0.1:{port}/",
        "http://127.0.0.1:{port}@169.254.169.254/",
        "http://127.0.0.1:{port}\\@169.254.169.254/",
        "https://chat.salon.example:8443/",
        "https://evil.chat.salon.example/",
        "ftp://chat.salon.example/",
        "file:///etc/passwd",
        "//127.0.0.1:{port}/",
        "/media/files/audio",
        "http://",
        "http://[",
        "http://a b/",
        "http://\ud800/",
        "http://x\x00/",
        "javascript:alert(1)",
    ],
)
async def test_an_address_out_of_a_message_leads_nowhere_else(address: str) -> None:
    async with (
        canned_server() as server,
        listening(server.url, hosts=["chat.salon.example"]) as transcriber,
    ):
        await unheard(transcriber, address.format(port=urlsplit(server.url).port))
        assert server.asked == []


def redirect(to: str) -> Canned:
    return Canned(302, headers=(f"Location: {to}",))


def sound(content: bytes = b"OggS", content_type: str = "audio/ogg; codecs=opus") -> Canned:
    return Canned(200, content, content_type=content_type)


HEARD = Canned.of(200, {"text": f" {WORDS}\n"})


async def heard_from(server: CannedServer, **settings: Any) -> str:
    async with listening(server.url, **settings) as transcriber:
        return await transcriber.words_of(f"{server.url}/blob", within=PATIENCE)


async def reason_from(server: CannedServer, seconds: float = 5, **settings: Any) -> str:
    async with listening(server.url, **settings) as transcriber:
        return await unheard(transcriber, f"{server.url}/blob", seconds)


async def test_redirects_are_followed_to_the_file() -> None:
    async with canned_server(redirect("/one"), redirect("two"), sound(), HEARD) as server:
        assert await heard_from(server) == WORDS
        paths = [line.split()[1] for line in server.asked]
    assert paths == ["/blob", "/one", "/two", "/transcriber/v1/audio/transcriptions"]


@pytest.mark.parametrize(
    "to",
    [
        METADATA,
        "//169.254.169.254/",
        "http://localhost:6379/",
        "http://127.0.0.1:1/",
        "https://files.example/",
        "file:///etc/passwd",
        "http://[",
    ],
)
async def test_a_redirect_to_anywhere_else_is_not_followed(to: str) -> None:
    async with canned_server(redirect("/here"), redirect(to), sound()) as server:
        await reason_from(server)
        assert len(server.asked) == 2


async def test_a_redirect_is_followed_to_another_host_that_was_named() -> None:
    async with canned_server(sound(), HEARD) as store, canned_server() as desk:
        desk.answers.append(redirect(f"{store.url}/file"))
        async with listening(
            store.url, desk=desk.url, hosts=[urlsplit(store.url).netloc]
        ) as transcriber:
            said = await transcriber.words_of(f"{desk.url}/blob", within=PATIENCE)
    assert said == WORDS


async def test_redirects_in_a_circle_end() -> None:
    async with canned_server(*[redirect("/again")] * 9) as server:
        assert "redirects" in await reason_from(server)
        assert len(server.asked) == 4


@pytest.mark.parametrize(
    "answer",
    [
        Canned(404),
        Canned(401),
        Canned(500),
        Canned(302),
        sound(b"<html>", content_type="text/html"),
        sound(b"{}", content_type="application/json"),
        sound(b"", content_type=""),
    ],
)
async def test_what_is_no_sound_is_not_passed_on(answer: Canned) -> None:
    async with canned_server(answer) as server:
        await reason_from(server)
        assert len(server.asked) == 1


@pytest.mark.parametrize("content_type", ["application/octet-stream", "AUDIO/MPEG", "video/mp4"])
async def test_a_sound_may_be_named_in_several_ways(content_type: str) -> None:
    async with canned_server(sound(content_type=content_type), HEARD) as server:
        assert await heard_from(server) == WORDS


async def test_a_file_that_is_too_large_is_not_passed_on() -> None:
    async with canned_server(sound(b"x" * 101)) as server:
        assert "larger than 100 bytes" in await reason_from(server, most_bytes=100)
        assert len(server.asked) == 1
    async with canned_server(sound(b"x" * 100), HEARD) as server:
        assert await heard_from(server, most_bytes=100) == WORDS


async def test_a_file_without_end_is_left_in_the_middle() -> None:
    async with endless_server(b"x" * 65536, pause=0) as url, listening(url) as transcriber:
        assert "larger than" in await unheard(transcriber, f"{url}/blob")


async def test_a_file_that_trickles_in_is_not_waited_for() -> None:
    async with endless_server(b"x", pause=0.05) as url, listening(url) as transcriber:
        assert await unheard(transcriber, f"{url}/blob", 0.3) == "it took too long"


async def test_a_silent_desk_is_not_waited_for() -> None:
    async with canned_server(Canned(None)) as server:
        assert await reason_from(server, seconds=0.2) == "it took too long"


@pytest.mark.parametrize(
    "answer",
    [
        Canned(200, b"<html>"),
        Canned(200, b""),
        Canned(200, b"[]"),
        Canned(200, b'{"text": null}'),
        Canned(200, b'{"text": "\\ud800"}'),
        Canned(200, b'{"words": "hola"}'),
        Canned(200, b'{"text": "\xff\xfe"}'),
        Canned(200, b'{"text": "' + b"x" * 300_000 + b'"}'),
        Canned.of(200, {"text": " \n"}),
        Canned.of(302, {"text": "hola"}),
        Canned(403),
        Canned(404),
    ],
)
async def test_an_answer_that_holds_no_words_is_none(answer: Canned) -> None:
    async with canned_server(sound(), answer) as server:
        await reason_from(server)


async def test_the_services_redirect_is_not_followed_with_the_key() -> None:
    async with canned_server(sound(), redirect("/elsewhere"), HEARD) as server:
        assert "302" in await reason_from(server)
        assert len(server.asked) == 2


async def test_the_log_says_why_and_neither_where_nor_what() -> None:
    answers = sound(), Canned(200, b'{"words": "mi secreto"}')
    async with canned_server(*answers) as server, listening(server.url) as transcriber:
        with capture_logs() as logs:
            await unheard(transcriber, f"{server.url}/blob/secret-of-somebody")
    (line,) = logs
    assert line["event"] == "voice_note.unheard"
    assert line["reason"] == "the service answered what cannot be read"
    assert "secret" not in str(line)


@asynccontextmanager
async def endless_server(piece: bytes, *, pause: float) -> AsyncIterator[str]:
    """Sends a sound that never ends, and does not say how long it is."""

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Type: audio/ogg\r\nConnection: close\r\n\r\n")
        try:
            while not writer.is_closing():
                writer.write(piece)
                await writer.drain()
                await asyncio.sleep(pause)
        except ConnectionError:
            writer.close()

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    try:
        yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    finally:
        server.close()
