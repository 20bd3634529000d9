"""Everything that one browser shows at one instant."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any, Final
from zoneinfo import ZoneInfo

from ..world import World
from .agenda import agenda_of, newest_booking
from .books import Books, Day
from .chat import Chat, chats_of, first_word, new_chat, screen_of
from .reception import Presence, Reception
from .requests import VENDORS, letters_of, lines_of, payments_of
from .story import cards
from .troubles import TROUBLES, told
from .wording import hour, long_day

#: Who writes when nobody has written yet.
FIRST_PHONE: Final = "+34600111222"
FIRST_NAME: Final = "Laura"
#: A booking that is younger than this moves the agenda to its day.
_NEWS: Final = timedelta(hours=3)
#: What one may say first; the wish of a new customer is the story of the first page.
OPENINGS: Final = (
    "hola! tenéis hueco el viernes para unas mechas?",
    "¿abrís los sábados? ¿y hay parking?",
    "quería cortarme yo y que a mi hija le hagáis un peinado, a la vez",
    "¿cuánto cuesta la manicura permanente?",
)
KNOWN_OPENINGS: Final = (
    "hola! lo de siempre para el jueves",
    "¿cuándo tengo cita?",
    "necesito cambiar mi cita a la tarde",
    "al final no puedo ir, quiero cancelar",
    "voy tarde, llego en 20 min",
)


@dataclass(frozen=True, kw_only=True)
class Looking:
    """What one browser looks at. Without a `day` the agenda follows what happens."""

    chat: str = ""
    name: str = ""
    day: date | None = None


@dataclass(frozen=True, kw_only=True)
class Jump:
    """A moment to which the clock can go, or why it cannot."""

    key: str
    label: str
    #: Moves on with the clock; what is said of it does not.
    target: datetime | None = field(compare=False)
    told: str


class Stage:
    """What the page is made of."""

    def __init__(self, world: World, books: Books, reception: Reception) -> None:
        self.world = world
        self.books = books
        self.reception = reception

    async def view(self, looking: Looking) -> dict[str, Any]:
        """The context of every template."""
        world, at = self.world, await self.world.time.now()
        day = await self.books.read(looking.day or await self._followed(at), at)
        today = at.astimezone(day.zone).date()
        presence = await self.reception.presence()
        chats = chats_of(world.chatwoot, day, today)
        chat = _chosen(chats, looking)
        answering = presence is not Presence.AWAY
        return {
            "looking": looking,
            "follows": looking.day is None,
            "presence": presence,
            "renewing": world.renewals.under_way,
            "chats": chats if chat in chats else [chat, *chats],
            "screen": screen_of(world.chatwoot, chat, day.zone, at=at, answering=answering),
            "openings": KNOWN_OPENINGS if chat.known else OPENINGS,
            "agenda": agenda_of(day, world.google, at),
            "cards": cards(world.work.reports, world.chatwoot, day.zone),
            "lines": lines_of(world.ledger, day.zone),
            "vendors": VENDORS,
            "payments": payments_of(world.stripe, day.zone),
            "letters": letters_of(world.mail.letters, day.zone),
            "troubles": TROUBLES,
            "faults": [told(each) for each in world.faults.listed() if not each.spent],
            "jumps": jumps(day, at),
            "panel_url": world.settings.panel_url,
            **_clock(at, day),
        }

    async def _followed(self, at: datetime) -> date:
        """The day of the newest booking, once somebody has begun to talk."""
        newest, talk = newest_booking(self.world.google), first_word(self.world.chatwoot)
        first = await self.books.first_open_day(at)
        if newest is None or talk is None or newest[0] < talk or at - newest[0] > _NEWS:
            return first
        zone = ZoneInfo(self.world.settings.google_time_zone)
        return max(newest[1].astimezone(zone).date(), first)


def jumps(day: Day, at: datetime) -> Sequence[Jump]:
    """Where the control bar's clock can go."""
    moments, zone = day.moments, day.zone
    tomorrow = (at.astimezone(zone) + timedelta(days=1)).replace(
        hour=9, minute=0, second=0, microsecond=0
    )
    # A second later: what is due at an instant is due once it has come.
    late = timedelta(seconds=1)
    found = [
        ("warning", "Al aviso", moments.warning, "ningún bloqueo espera su aviso"),
        ("lapse", "A la caducidad", moments.lapse, "ningún bloqueo espera el pago"),
        ("reminder", "Al recordatorio", moments.reminder, "ninguna cita espera recordatorio"),
    ]
    known = [
        Jump(
            key=key,
            label=label,
            target=moment + late if moment else None,
            told=_told(moment, day) if moment else why,
        )
        for key, label, moment, why in found
    ]
    half = at + timedelta(minutes=30)
    return [
        *known,
        Jump(key="half", label="+30 min", target=half, told=""),
        Jump(key="tomorrow", label="Mañana 9:00", target=tomorrow, told=""),
    ]


def _told(moment: datetime, day: Day) -> str:
    local = moment.astimezone(day.zone)
    return f"{long_day(local.date())}, {hour(local)}"


def _chosen(chats: Sequence[Chat], looking: Looking) -> Chat:
    """The chat that is asked for; a phone that nobody has used yet is somebody new."""
    asked = next((each for each in chats if each.phone == looking.chat), None)
    if asked is not None:
        return asked
    if looking.chat:
        return new_chat(looking.chat, looking.name)
    written = next((each for each in chats if not each.is_team and each.at), None)
    return written or new_chat(FIRST_PHONE, FIRST_NAME)


def _clock(at: datetime, day: Day) -> Mapping[str, Any]:
    """The offset in whole seconds: with it the browser's own clock shows the salon's."""
    offset = round((at - datetime.now(at.tzinfo)).total_seconds())
    local = at.astimezone(day.zone)
    return {
        "offset": offset,
        "zone": day.zone.key,
        "today": long_day(local.date()),
        "now": hour(local),
    }
