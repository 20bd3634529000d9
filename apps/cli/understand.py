"""`atrevete understand`: what the built-in Spanish rules make of a sentence, or of a list."""

import asyncio
import json
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

from pydantic import BaseModel, ConfigDict, TypeAdapter, ValidationError
from rich.console import Console

from atrevete_adapters.memory import MemoryStorage
from atrevete_adapters.reglas import Reglas, agrees, as_shape
from atrevete_adapters.seeds import reference_salon
from atrevete_core.domain.conversation import CustomerMessage, MessageKind
from atrevete_core.domain.ids import ConversationId, InboxId
from atrevete_core.domain.opening import OpeningHours
from atrevete_core.ports.language_model import Request, Situation

from .codes import FAILED, FINE, WRONG
from .display import ZONE, console, facts

#: As far as a date can be meant; bookings end at 400 days.
_HORIZON = timedelta(days=800)
_NOBODY = UUID(int=0)


class Expression(BaseModel):
    """One line of a list: words, when they were said, and what they should mean."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str
    text: str
    reference: datetime
    expect: dict[str, Any]
    accept_also: list[dict[str, Any]] = []
    source: str = ""
    source_ref: str = ""
    note: str = ""


_LIST = TypeAdapter(list[Expression])


def run(
    *, text: str | None, now: datetime | None, explain: bool, as_json: bool, file: str | None
) -> int:
    """Returns the exit code."""
    out = console()
    if (text is None) == (file is None):
        out.print("Give either a text or --file, not both.")
        return WRONG
    if file is not None:
        return _read_list(out, Path(file), as_json=as_json)
    at = _local(datetime.now(UTC) if now is None else now)
    return _read_text(out, text or "", at, explain=explain, as_json=as_json)


def _local(moment: datetime) -> datetime:
    return moment.astimezone(ZONE) if moment.tzinfo else moment.replace(tzinfo=ZONE)


# --- one text -------------------------------------------------------------------------------


def _read_text(out: Console, text: str, at: datetime, *, explain: bool, as_json: bool) -> int:
    rules = Reglas()
    request = _request(text, at)
    explanation = rules.explain(request)
    when, _, _ = rules.when(text, at, request.situation.hours)
    shape = as_shape(when)
    commands = [each.model_dump(mode="json") for each in explanation.commands]
    steps = [{"words": each.words, "rule": each.rule} for each in explanation.steps]
    if as_json:
        found: dict[str, Any] = {"understood": shape, "commands": commands}
        why = {"normal": explanation.normal, "steps": steps} if explain else {}
        out.print(json.dumps(found | why, ensure_ascii=False, indent=2), markup=False)
        return FINE
    if explain:
        facts(out, [("normal", explanation.normal)])
        facts(out, [(each["words"], each["rule"]) for each in steps])
        out.print()
    facts(out, [(each["do"], _said(each)) for each in commands])
    if shape:
        facts(out, [("when", json.dumps(shape, ensure_ascii=False))])
    return FINE


def _said(command: dict[str, Any]) -> str:
    """What a command says beside its name: only what is not empty."""
    kept = _kept({key: value for key, value in command.items() if key != "do"})
    return json.dumps(kept, ensure_ascii=False) if kept else ""


def _kept(value: Any) -> Any:  # noqa: ANN401 - JSON
    if isinstance(value, dict):
        within = {key: _kept(each) for key, each in value.items()}
        return {key: each for key, each in within.items() if each not in (None, "", [], {}, False)}
    return value


def _request(text: str, at: datetime) -> Request:
    message = CustomerMessage(
        id=InboxId(_NOBODY),
        conversation_id=ConversationId(_NOBODY),
        number=1,
        kind=MessageKind.TEXT,
        text=text,
        received_at=at,
        thread_id="",
    )
    return Request(messages=[message], situation=_situation(at))


def _situation(at: datetime) -> Situation:
    """Nothing was asked yet, in the reference salon."""
    salon = reference_salon()
    return Situation(
        now=at,
        catalogue=salon.catalogue,
        hours=_hours(at),
        topics={faq.topic: faq.words for faq in salon.faqs},
    )


def _hours(at: datetime) -> OpeningHours:
    async def read() -> OpeningHours:
        salon = reference_salon()
        async with MemoryStorage(salon).transaction() as records:
            first = at.date()
            return await records.salons.hours(salon.salon.id, first, first + _HORIZON)

    return asyncio.run(read())


# --- a list ---------------------------------------------------------------------------------


def _read_list(out: Console, path: Path, *, as_json: bool) -> int:
    try:
        expressions = _LIST.validate_json(path.read_bytes())
    except OSError as error:
        out.print(f"{path} cannot be read: {error.strerror}.", markup=False)
        return WRONG
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        where = ".".join(map(str, first["loc"]))
        out.print(f"{path} is no list of expressions: {where}: {first['msg']}.", markup=False)
        return FAILED
    judged = list(_judge(expressions))
    if as_json:
        lines = ",\n".join(json.dumps(each, ensure_ascii=False) for each in judged)
        out.print(f"[\n{lines}\n]", markup=False)
        return FINE
    for expression, each in zip(expressions, judged, strict=True):
        if not each["ok"]:
            got = json.dumps(each["understood"], ensure_ascii=False)
            wanted = json.dumps(expression.expect, ensure_ascii=False)
            out.print(f"{each['id']}: «{expression.text}»: {got}, not {wanted}", markup=False)
    agreed = sum(each["ok"] for each in judged)
    out.print(f"{agreed} of {len(judged)} agree", markup=False)
    return FINE


def _judge(expressions: Sequence[Expression]) -> Iterator[dict[str, Any]]:
    rules = Reglas()
    for each in expressions:
        at = _local(each.reference)
        hours = _hours(at)
        when, _, _ = rules.when(each.text, at, hours)
        shape = as_shape(when)
        meanings = (each.expect, *each.accept_also)
        ok = any(agrees(shape, meant, today=at.date(), hours=hours) for meant in meanings)
        yield {"id": each.id, "ok": ok, "understood": shape}
