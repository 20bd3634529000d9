"""An understudy of Claude's: understands by the built-in rules, and speaks by tool calls.

Like Claude it looks things up before it answers a question, thinks between tools, and says several
things in one message.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Any

from pydantic import TypeAdapter

from atrevete_adapters.reglas import Reglas
from atrevete_core.domain.commands import (
    Ask,
    AskAboutServices,
    AskAvailability,
    AskConsultation,
    AskMyAppointments,
    AskOpening,
    Command,
    NotUnderstood,
    OutOfScope,
)
from atrevete_core.domain.money import Money
from atrevete_core.domain.text import plain
from atrevete_core.phrases.services import spoken
from atrevete_core.phrases.spanish import money
from atrevete_core.ports.language_model import Request, Understood

from .calls import Call, calls_for
from .prompt_reading import findings_in, request_in
from .shape import MessagesRequest

Json = dict[str, Any]
_COMMAND: TypeAdapter[Command] = TypeAdapter(Command)
_OPEN_QUESTION = re.compile(r"recomiend|que (lleva|tiene|es)\b|en que consiste|para que sirve")


@cache
def _rules() -> Reglas:
    return Reglas()


def learn() -> None:
    """Load the rules, which takes longer than any answer."""
    _rules()


def act(asked: MessagesRequest) -> list[Json]:
    """The content of the next answer, without the blocks' ids. Raises UnknownPrompt."""
    request = request_in(asked)
    understood = _rules().understood(request)
    found = findings_in(asked)
    if not found:
        look_ups = list(_look_ups(request, understood.commands))
        if look_ups:
            return [_use(name, given) for name, given in look_ups]
    return list(_said(asked, request, understood, found))


def _look_ups(request: Request, commands: Sequence[Command]) -> Iterator[Call]:
    """What Claude would rather look up before he answers."""
    open_about = _asked_openly(request, commands)
    if open_about:
        yield "services", {"names": [open_about]}
    for command in commands:
        match command:
            case AskAboutServices(services=names) | AskConsultation(between=names) if names:
                yield "services", {"names": list(names)}
            case Ask():
                yield "faq", {}
            case AskMyAppointments():
                yield "my_appointments", {}
            case AskOpening(when=when) if when.days and when.days.first:
                last = when.days.last or when.days.first
                yield "hours", {"first": str(when.days.first), "last": str(last)}
            case AskAvailability() if request.situation.services:
                today = str(request.situation.now.date())
                names_ = list(request.situation.services)
                yield "availability", {"services": names_, "first": today, "last": today}


def _said(
    asked: MessagesRequest, request: Request, understood: Understood, found: Mapping[str, Any]
) -> Iterator[Json]:
    about = _asked_openly(request, understood.commands)
    if about and isinstance(found.get("services"), list) and found["services"]:
        yield {"type": "text", "text": _description(found["services"][0])}
        yield _use("note", {"do": ["ask_other"], "address": ""})
        return
    plain_commands = [_COMMAND.dump_python(each, mode="json") for each in understood.commands]
    for name, given in calls_for(asked, plain_commands, formal=understood.formal):
        yield _use(name, given)


def _asked_openly(request: Request, commands: Sequence[Command]) -> str:
    """The service about which something was asked that the rules do not understand."""
    lost = all(isinstance(each, NotUnderstood | OutOfScope) for each in commands)
    text = plain(" ".join(each.text for each in request.messages))
    if not lost or not _OPEN_QUESTION.search(text):
        return ""
    named = [each.name for each in request.situation.catalogue.services if plain(each.name) in text]
    return max(named, key=len, default="")


def _description(service: Mapping[str, Any]) -> str:
    """«El barro…: hidrata el pelo. Son 26,20 € y 30 min.»."""
    told = f"{spoken(service['name']).capitalize()}: {service['description']}"
    return f"{told} Son {money(Money(service['price_cents']))} y {service['minutes']} min."


def _use(name: str, given: Json) -> Json:
    return {"type": "tool_use", "name": name, "input": given}
