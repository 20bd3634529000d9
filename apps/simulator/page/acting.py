"""What people do on the page: each is a plain form, and ends where it began."""

import secrets
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any, Final, Literal
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from litestar import Request, post
from litestar.di import NamedDependency as Given
from litestar.exceptions import ClientException
from litestar.params import SkipValidation, URLEncodedBody
from litestar.response import Redirect

from ..chatwoot.store import Conversation
from ..chatwoot.team import TEAM
from ..chatwoot.wording import Draft, Incoming
from ..media import attachment_body
from .troubles import fault_of
from .view import Stage, jumps

Asked = Request[Any, Any, Any]
Here = Given[SkipValidation[Stage]]
_GIVE_BACK: Final = "/bot"
_PICTURE: Final = "image"
_MOST_LETTERS: Final = 4096


@dataclass(frozen=True, kw_only=True)
class Words:
    """What somebody writes at a telephone; a voice note is what is said in it."""

    chat: str
    name: str = ""
    text: str = ""
    kind: Literal["text", "voice", "picture"] = "text"


@dataclass(frozen=True, kw_only=True)
class TeamDoes:
    chat: str
    action: Literal["take", "reply", "note", "return", "resolve"]
    text: str = ""


@dataclass(frozen=True, kw_only=True)
class Entered:
    """An event as staff enter or move it; hours are the salon's."""

    calendar: str
    day: date
    start: str
    end: str
    title: str = ""
    event: str = ""


@dataclass(frozen=True, kw_only=True)
class Removed:
    calendar: str
    event: str


@dataclass(frozen=True, kw_only=True)
class Chosen:
    key: str


@post("/write")
async def write(stage: Here, data: URLEncodedBody[Words], request: Asked) -> Redirect:
    """A customer sends a message. Real telephones wait for nobody: this one waits for Maite."""
    text = data.text.strip()[:_MOST_LETTERS]
    if not text and data.kind != "picture":
        raise ClientException("Escribe algo primero.")
    await stage.reception.wait()
    spoken = data.kind == "voice"
    incoming = Incoming(
        text=None if spoken else text or None,
        attachments=_attachments(stage, data.kind, text),
        message_id=f"wamid.{secrets.token_hex(16).upper()}",
    )
    at = await stage.world.time.now()
    stage.world.chatwoot.receive(data.chat, data.name or None, incoming, at)
    return _back(request)


def _attachments(stage: Stage, kind: str, text: str) -> list[dict[str, Any]]:
    if kind == "text":
        return []
    return [
        attachment_body(
            stage.world.settings.base_url,
            "audio" if kind == "voice" else _PICTURE,
            url=None,
            transcript="",
            words=text if kind == "voice" else "",
            coordinates=(0.0, 0.0),
        )
    ]


@post("/team")
async def act_as_team(stage: Here, data: URLEncodedBody[TeamDoes], request: Asked) -> Redirect:
    """Somebody of the salon takes the word, answers, or gives it back."""
    desk, at = stage.world.chatwoot, await stage.world.time.now()
    conversation = desk.latest_conversation_on(data.chat)
    person = TEAM[0]
    if data.action == "take":
        desk.assign(conversation, person, at)
    elif data.action == "return":
        # What gives the word back is the team's note; the desk's own state only follows.
        desk.send(conversation, Draft(content=_GIVE_BACK, private=True), person, at)
        desk.set_status(conversation, "pending", at)
    elif data.action == "resolve":
        desk.set_status(conversation, "resolved", at)
    else:
        _say_as_team(stage, conversation, data, at)
    return _back(request)


def _say_as_team(stage: Stage, conversation: Conversation, data: TeamDoes, at: datetime) -> None:
    text = data.text.strip()
    if not text:
        raise ClientException("Escribe algo primero.")
    draft = Draft(content=text, private=data.action == "note")
    stage.world.chatwoot.send(conversation, draft, TEAM[0], at)


@post("/clock")
async def jump(stage: Here, data: URLEncodedBody[Chosen], request: Asked) -> Redirect:
    """To one of the moments of the control bar."""
    at = await stage.world.time.now()
    day = await stage.books.read(at.date(), at)
    found = next((each for each in jumps(day, at) if each.key == data.key), None)
    if found is None or found.target is None:
        raise ClientException(found.told if found else "Ese momento no existe.")
    await stage.world.jump(found.target)
    return _back(request)


@post("/trouble")
async def make_trouble(stage: Here, data: URLEncodedBody[Chosen], request: Asked) -> Redirect:
    fault = fault_of(data.key)
    if fault is None:
        raise ClientException("Esa avería no existe.")
    stage.world.faults.add(fault)
    return _back(request)


@post("/trouble/clear")
async def clear_trouble(stage: Here, request: Asked) -> Redirect:
    stage.world.faults.clear()
    return _back(request)


@post("/agenda/add")
async def add_event(stage: Here, data: URLEncodedBody[Entered], request: Asked) -> Redirect:
    """A stylist enters something in her own calendar."""
    body = _times(stage, data) | {"summary": data.title.strip() or "Ocupado"}
    stage.world.google.calendar(data.calendar).insert(body, await stage.world.time.now())
    return _back(request)


@post("/agenda/move")
async def move_event(stage: Here, data: URLEncodedBody[Entered], request: Asked) -> Redirect:
    calendar = stage.world.google.calendar(data.calendar)
    calendar.patch(data.event, _times(stage, data), await stage.world.time.now(), if_match=None)
    return _back(request)


@post("/agenda/delete")
async def delete_event(stage: Here, data: URLEncodedBody[Removed], request: Asked) -> Redirect:
    calendar = stage.world.google.calendar(data.calendar)
    calendar.delete(data.event, await stage.world.time.now(), if_match=None)
    return _back(request)


def _times(stage: Stage, data: Entered) -> dict[str, Any]:
    zone = ZoneInfo(stage.world.settings.google_time_zone)
    try:
        start, end = time.fromisoformat(data.start), time.fromisoformat(data.end)
    except ValueError as error:
        raise ClientException("Las horas van como 10:30.") from error
    if end <= start:
        raise ClientException("El final va después del principio.")
    return {
        edge: {"dateTime": datetime.combine(data.day, at, zone).isoformat(), "timeZone": str(zone)}
        for edge, at in (("start", start), ("end", end))
    }


@post("/reset")
async def begin_anew(stage: Here) -> Redirect:
    """Forget everybody. Whoever keeps the house forgets the salon's rows as well."""
    renewals = stage.world.renewals
    if renewals.kept:
        renewals.wished += 1
    else:
        stage.world.reset()
    return Redirect("/", status_code=303)


def _back(request: Asked) -> Redirect:
    """To the page as it was looked at, wherever on this server that is."""
    came_from = urlsplit(request.headers.get("referer", "/"))
    query = f"?{came_from.query}" if came_from.query else ""
    return Redirect(f"/{query}", status_code=303)


ACTS: Final[list[Any]] = [
    *(write, act_as_team, jump, make_trouble, clear_trouble),
    *(add_event, move_event, delete_event, begin_anew),
]
