"""The port Transcriber over an OpenAI-compatible service: `POST /v1/audio/transcriptions`.

This is the only module that follows an address out of a customer's message. It goes to the
messaging desk's own host and to those that the salon names, at every redirect anew, and nowhere
else (FAULTS section 3). The sound is held in memory while it is written down, and nowhere kept.
"""

import asyncio
from collections.abc import AsyncIterator, Iterable
from contextlib import aclosing, asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from http import HTTPStatus
from typing import Final

import httpx
import structlog
from prometheus_client import Counter
from pydantic import BaseModel, ValidationError

from atrevete_core.ports.transcriber import VoiceNoteUnheard

#: WhatsApp's voice notes take some 4 KB a second at most: this is about twenty minutes.
MOST_BYTES: Final = 5 * 1024 * 1024
_MOST_ANSWER_BYTES: Final = 256 * 1024
_MOST_REDIRECTS: Final = 3
_TIMEOUT_SECONDS: Final = 10.0
#: The one name that OpenAI and those who imitate it all know.
_MODEL: Final = "whisper-1"
_LANGUAGE: Final = "es"
_REFUSED: Final = frozenset({HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN})
# Services tell the format by the file's name. These are what WhatsApp sends.
_ENDINGS: Final = {
    "audio/aac": "aac",
    "audio/amr": "amr",
    "audio/mp4": "m4a",
    "audio/mpeg": "mp3",
    "audio/ogg": "ogg",
    "audio/opus": "ogg",
    "audio/wav": "wav",
    "audio/webm": "webm",
    "audio/x-m4a": "m4a",
    "audio/x-wav": "wav",
}
# Object stores that were not told what they keep say so; then it is what WhatsApp records itself.
_UNNAMED: Final = frozenset({"application/octet-stream", "application/ogg", "binary/octet-stream"})

VOICE_NOTES = Counter(
    "atrevete_voice_notes", "Voice notes that were listened to, by whether words came of it.",
    ["outcome"],
)  # fmt: skip

log = structlog.get_logger(__name__)


class Places:
    """From where files may be fetched: "host" on the web's own ports, or "host:port"."""

    def __init__(self, desk_url: str, hosts: Iterable[str] = ()) -> None:
        addresses = (desk_url, *(host if "://" in host else f"//{host}" for host in hosts))
        self._allowed = {(url.host, url.port) for url in map(httpx.URL, addresses)}

    def require(self, url: httpx.URL) -> None:
        """Raises VoiceNoteUnheard for an address that leads anywhere else.

        Names are compared, not what they resolve to: whoever rules an allowed host's name rules
        the host. A port of None is the scheme's own.
        """
        is_web = url.scheme in {"http", "https"} and not url.userinfo
        if not is_web or (url.host, url.port) not in self._allowed:
            raise VoiceNoteUnheard(
                "its address is neither Chatwoot's nor among ATREVETE_ATTACHMENT_HOSTS"
            )


@dataclass(frozen=True, slots=True)
class _Sound:
    content: bytes
    media_type: str

    @property
    def file_name(self) -> str:
        return f"nota.{_ENDINGS.get(self.media_type, 'ogg')}"


class _Answer(BaseModel):
    text: str


@asynccontextmanager
async def open_transcriber(
    url: str, *, key: str, desk_url: str, hosts: Iterable[str] = (), most_bytes: int = MOST_BYTES
) -> AsyncIterator["HttpTranscriber"]:
    """The transcriber on connections of its own. `url` may end in /v1, as OpenAI writes it."""
    async with httpx.AsyncClient(timeout=_TIMEOUT_SECONDS, follow_redirects=False) as http:
        places = Places(desk_url, hosts)
        yield HttpTranscriber(http, url=url, key=key, places=places, most_bytes=most_bytes)


class HttpTranscriber:
    """Fetches a voice note and has it written down; a failure is logged with its reason."""

    def __init__(
        self,
        http: httpx.AsyncClient,
        *,
        url: str,
        key: str,
        places: Places,
        most_bytes: int = MOST_BYTES,
    ) -> None:
        self._http = http
        self._endpoint = f"{url.rstrip('/').removesuffix('/v1')}/v1/audio/transcriptions"
        self._key = key
        self._places = places
        self._most_bytes = most_bytes

    async def words_of(self, address: str, *, within: timedelta) -> str:
        try:
            words = await self._listen(address, within)
        except VoiceNoteUnheard as unheard:
            VOICE_NOTES.labels("unheard").inc()
            log.warning("voice_note.unheard", reason=str(unheard))
            raise
        VOICE_NOTES.labels("heard").inc()
        return words

    async def _listen(self, address: str, within: timedelta) -> str:
        try:
            async with asyncio.timeout(within.total_seconds()):
                return await self._write_down(await self._fetch(address))
        except TimeoutError as error:
            raise VoiceNoteUnheard("it took too long") from error
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            raise VoiceNoteUnheard(f"no answer: {type(error).__name__}") from error

    async def _fetch(self, address: str) -> _Sound:
        """Follow the address step by step: Chatwoot's own is a redirect (CONTRACTS A1)."""
        # Whoever compresses all the same is not unpacked: a small file could become a huge one.
        plain = {"Accept-Encoding": "identity"}
        request = self._http.build_request("GET", address, headers=plain)
        for _ in range(_MOST_REDIRECTS + 1):
            self._places.require(request.url)
            async with aclosing(await self._http.send(request, stream=True)) as response:
                if response.next_request is None:
                    return await self._sound_in(response)
                request = response.next_request
        raise VoiceNoteUnheard("it is behind too many redirects")

    async def _sound_in(self, response: httpx.Response) -> _Sound:
        if not response.is_success:
            raise VoiceNoteUnheard(f"fetching it was answered {response.status_code}")
        media_type = response.headers.get("content-type", "").partition(";")[0].strip().lower()
        if not media_type.startswith(("audio/", "video/")) and media_type not in _UNNAMED:
            raise VoiceNoteUnheard("what is there is no sound")
        return _Sound(await _content(response, self._most_bytes), media_type)

    async def _write_down(self, sound: _Sound) -> str:
        request = self._http.build_request(
            "POST",
            self._endpoint,
            data={"model": _MODEL, "language": _LANGUAGE, "response_format": "json"},
            files={"file": (sound.file_name, sound.content, sound.media_type)},
            headers={"Authorization": f"Bearer {self._key}"} if self._key else {},
        )
        async with aclosing(await self._http.send(request, stream=True)) as response:
            _require_success(response)
            return _words_in(await _content(response, _MOST_ANSWER_BYTES))


def _require_success(response: httpx.Response) -> None:
    if response.status_code in _REFUSED:
        raise VoiceNoteUnheard(
            "the service does not accept the key in ATREVETE_TRANSCRIBER_KEY "
            f"({response.status_code})"
        )
    if not response.is_success:
        raise VoiceNoteUnheard(f"the service answered {response.status_code}")


async def _content(response: httpx.Response, most_bytes: int) -> bytes:
    """The body as it came over the wire. Raises VoiceNoteUnheard when there is more of it."""
    content = bytearray()
    async for piece in response.aiter_raw():
        content += piece
        if len(content) > most_bytes:
            raise VoiceNoteUnheard(f"it is larger than {most_bytes} bytes")
    return bytes(content)


def _words_in(content: bytes) -> str:
    try:
        words = _Answer.model_validate_json(content).text.strip()
    except ValidationError:
        # Not its cause: pydantic quotes what it was given.
        raise VoiceNoteUnheard("the service answered what cannot be read") from None
    if not words:
        raise VoiceNoteUnheard("nobody speaks in it")
    return words
