"""A request of the port as Messages: the stable first, so that the longest prefix is cached.

Tools, persona and the salon's names are the same for everyone; the conversation only grows; the
moment (date, open question, what is on offer) comes last, with the customer's words.
"""

import json
import re
from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from atrevete_core.domain.catalogue import Catalogue
from atrevete_core.domain.conversation import Speaker, Utterance
from atrevete_core.domain.opening import OpeningHours
from atrevete_core.phrases.spanish import WEEKDAYS
from atrevete_core.ports.language_model import Finding, Request, Situation

from .schemas import Json
from .texts import prompt

_DAYS_SHOWN = 22
_CACHED: Json = {"type": "ephemeral"}
_NAME = re.compile(r"[a-zA-Z0-9_-]{1,128}\Z")
_BEFORE = "(La conversación empezó antes.)"


def system(situation: Situation) -> list[Json]:
    """Persona and rules, then this salon's names; no price, no minute, no hour."""
    return [
        {"type": "text", "text": prompt("maite")},
        {
            "type": "text",
            "text": f"<salon>\n{_compact(_names(situation.catalogue))}\n</salon>",
            "cache_control": _CACHED,
        },
    ]


def _names(catalogue: Catalogue) -> Json:
    """By craft; what a person sells stands apart."""
    return {
        "services": {
            category.value: [
                each.name
                for each in catalogue.services
                if each.category is category and each.bookable
            ]
            for category in sorted({each.category for each in catalogue.services})
        },
        "sold_by_a_person": {
            each.name: each.category.value for each in catalogue.services if not each.bookable
        },
        "packs": {
            pack.name: [catalogue.service(each).name for each in pack.services]
            for pack in catalogue.packs
        },
        "stylists": [
            {
                "name": each.name,
                "gender": each.gender.value,
                "does": sorted(category.value for category in each.categories),
            }
            for each in catalogue.stylists
        ],
    }


def conversation(history: Sequence[Utterance], summary: str) -> list[Json]:
    """What was said before this turn. Its last line ends the prefix that the next turn reads."""
    messages: list[Json] = []
    if summary:
        _add(messages, "user", f"<resumen>\n{quoted(summary)}\n</resumen>")
    elif history and history[0].speaker is not Speaker.CUSTOMER:
        _add(messages, "user", _BEFORE)
    for line in history:
        if line.speaker is Speaker.CUSTOMER:
            _add(messages, "user", f"<clienta>\n{quoted(line.text)}\n</clienta>")
        else:
            _add(messages, "assistant", _salons_line(line))
    if messages:
        messages[-1]["content"][-1] = messages[-1]["content"][-1] | {"cache_control": _CACHED}
    return messages


def _salons_line(line: Utterance) -> str:
    text = line.text.strip() or "…"
    return text if line.speaker is Speaker.MAITE else f"(Una compañera:) {text}"


def this_turn(request: Request) -> list[Json]:
    """The moment, and the customer's last words."""
    moment = _compact(_moment(request.situation))
    blocks = [_text(f"<situacion>\n{moment}\n</situacion>")]
    said = (quoted(each.text) for each in request.messages if each.text.strip())
    blocks += [_text(f"<clienta>\n{each}\n</clienta>") for each in said]
    return blocks


def _moment(situation: Situation) -> Json:
    now = situation.now
    return {
        "now": f"{WEEKDAYS[now.weekday()]} {now:%Y-%m-%d %H:%M}",
        "calendar": _calendar(situation),
        "question": situation.question.value if situation.question else "",
        "offered": [
            {"start": f"{each.start:%Y-%m-%d %H:%M}", "stylist": each.stylist}
            for each in situation.offered
        ],
        "choices": list(situation.choices),
        "services": list(situation.services),
        "companions": list(situation.companions),
        "group": [[each.whom, each.name, *each.services] for each in situation.group],
        "first_name": situation.first_name,
        "has_upcoming": situation.has_upcoming,
        "upcoming": [
            {
                "start": f"{each.start:%Y-%m-%d %H:%M}",
                "services": list(each.services),
                "stylist": each.stylist,
                "spoken_of": each.spoken_of,
            }
            for each in situation.upcoming
        ],
        "had": list(situation.had),
        "waits_for_payment": situation.waits_for_payment,
        "topics": sorted(situation.topics),
    }


def _calendar(situation: Situation) -> list[str]:
    """Which date each weekday is: models count days badly."""
    today, hours = situation.now.date(), situation.hours
    days = (today + timedelta(days=ahead) for ahead in range(_DAYS_SHOWN))
    return [f"{WEEKDAYS[day.weekday()]} {day:%Y-%m-%d}{_closed(hours, day)}" for day in days]


def _closed(hours: OpeningHours, day: date) -> str:
    return "" if hours.is_open(day) else " cerrado"


def results(found: Iterable[Finding], noted: Iterable[str], wrong: dict[str, str]) -> list[Json]:
    """The answer to every call of one message: they all go back in one."""
    blocks = [_result(each.look_up.id, _compact(each.result)) for each in found]
    blocks += [_result(call, "apuntado") for call in noted]
    blocks += [_result(call, why) | {"is_error": True} for call, why in wrong.items()]
    return blocks


def echo(content: Sequence[Json]) -> list[Json]:
    """Claude's own message as it goes back; nothing when the API would not take it from us."""
    kept = [each for each in content if each.get("type") != "text" or _has_words(each)]
    calls = [each for each in kept if each.get("type") == "tool_use"]
    if any(not isinstance(each.get("input"), dict) for each in calls):
        return []
    return kept if all(_NAME.match(str(each.get("name"))) for each in calls) else []


def _has_words(block: Json) -> bool:
    return bool(str(block.get("text") or "").strip())


def remembered(found: Sequence[Finding]) -> list[Json]:
    """Look-ups whose own messages are gone (another worker made them): said again, without
    thinking.
    """
    calls = [
        {
            "type": "tool_use",
            "id": each.look_up.id,
            "name": each.look_up.tool.value,
            "input": dict(each.look_up.arguments),
        }
        for each in found
    ]
    return [
        {"role": "assistant", "content": calls},
        {"role": "user", "content": results(found, [], {})},
    ]


def quoted(text: str) -> str:
    """Words of others cannot open or close our marks."""
    return text.replace("<", "‹").replace(">", "›")


def _result(call: str, content: str) -> Json:
    return {"type": "tool_result", "tool_use_id": call, "content": quoted(content)}


def _text(text: str) -> Json:
    return {"type": "text", "text": text}


def _add(messages: list[Json], role: str, text: str) -> None:
    if messages and messages[-1]["role"] == role:
        messages[-1]["content"].append(_text(text))
    else:
        messages.append({"role": role, "content": [_text(text)]})


def _compact(found: object) -> str:
    return json.dumps(found, ensure_ascii=False, separators=(",", ":"), default=str)
