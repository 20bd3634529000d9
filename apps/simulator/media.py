"""The files that customers send, and where Chatwoot says they are."""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from typing import Any, NamedTuple

from litestar import Router, get
from litestar.exceptions import NotFoundException
from litestar.params import FromPath, FromQuery
from litestar.response import Redirect, Response

SAMPLE_BYTES = b"simulated file"
# What a simulated voice note begins with; the words that are said in it follow.
VOICE = b"OggS simulated voice note\0"


class Sample(NamedTuple):
    file_type: str
    extension: str
    content_type: str


SAMPLES = {
    "audio": Sample("audio", "ogg", "audio/ogg"),
    "image": Sample("image", "jpg", "image/jpeg"),
    # Chatwoot cannot tell a sticker from a picture.
    "sticker": Sample("image", "webp", "image/webp"),
    "video": Sample("video", "mp4", "video/mp4"),
    "file": Sample("file", "pdf", "application/pdf"),
}


def attachment_body(
    base_url: str,
    kind: str,
    *,
    url: str | None,
    transcript: str,
    words: str,
    coordinates: tuple[float, float],
) -> dict[str, Any]:
    """An attachment as `attachment.rb` describes it, without its numbers.

    `words` are what is said in a voice note; `transcript` is what Chatwoot itself makes of it.
    """
    if kind == "location":
        latitude, longitude = coordinates
        return {
            "file_type": "location",
            "coordinates_lat": latitude,
            "coordinates_long": longitude,
            "fallback_title": "",
            "data_url": "",
        }
    if kind == "contact":
        meta = {"firstName": "Contacto", "lastName": "Prueba"}
        return {"file_type": "contact", "fallback_title": "+34600000999", "meta": meta}
    sample = SAMPLES[kind]
    blob = f"{base_url}/media/blobs/{kind}{_said(words)}"
    body: dict[str, Any] = {
        "file_type": sample.file_type,
        "extension": sample.extension,
        "content_type": sample.content_type,
        "data_url": url or blob,
        "thumb_url": "",
        "file_size": len(_content(words)),
        "width": None,
        "height": None,
    }
    return body | {"transcribed_text": transcript} if kind == "audio" else body


def words_in(sound: bytes) -> str:
    """What is said in it; nothing in what is no simulated voice note."""
    _, found, words = sound.partition(VOICE)
    return words.decode(errors="replace") if found else ""


def _content(words: str) -> bytes:
    return VOICE + words.encode() if words else SAMPLE_BYTES


def _said(words: str) -> str:
    """The words as part of an address, as opaque as Chatwoot's signed blob ids."""
    return f"?said={urlsafe_b64encode(words.encode()).decode()}" if words else ""


@get("/blobs/{kind:str}")
async def redirect_to_file(kind: FromPath[str], said: FromQuery[str] = "") -> Redirect:
    """Chatwoot's signed blob address: follow it without a token."""
    passed_on = f"?said={said}" if said else ""
    return Redirect(f"/media/files/{kind}{passed_on}", status_code=302)


@get("/files/{kind:str}")
async def file(kind: FromPath[str], said: FromQuery[str] = "") -> Response[bytes]:
    sample = SAMPLES.get(kind)
    if sample is None:
        raise NotFoundException
    words = urlsafe_b64decode(said).decode()
    return Response(_content(words), media_type=sample.content_type)


media_router = Router("/media", route_handlers=[redirect_to_file, file])
