"""The files that customers send, and where Chatwoot says they are."""

from typing import Any, NamedTuple

from litestar import Router, get
from litestar.exceptions import NotFoundException
from litestar.params import FromPath
from litestar.response import Redirect, Response

SAMPLE_BYTES = b"simulated file"


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
    coordinates: tuple[float, float],
) -> dict[str, Any]:
    """An attachment as `attachment.rb` describes it, without its numbers."""
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
    body: dict[str, Any] = {
        "file_type": sample.file_type,
        "extension": sample.extension,
        "content_type": sample.content_type,
        "data_url": url or f"{base_url}/media/blobs/{kind}",
        "thumb_url": "",
        "file_size": len(SAMPLE_BYTES),
        "width": None,
        "height": None,
    }
    return body | {"transcribed_text": transcript} if kind == "audio" else body


@get("/blobs/{kind:str}")
async def redirect_to_file(kind: FromPath[str]) -> Redirect:
    """Chatwoot's signed blob address: follow it without a token."""
    return Redirect(f"/media/files/{kind}", status_code=302)


@get("/files/{kind:str}")
async def file(kind: FromPath[str]) -> Response[bytes]:
    sample = SAMPLES.get(kind)
    if sample is None:
        raise NotFoundException
    return Response(SAMPLE_BYTES, media_type=sample.content_type)


media_router = Router("/media", route_handlers=[redirect_to_file, file])
