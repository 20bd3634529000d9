"""`atrevete understand`: what the built-in Spanish rules make of a sentence, or of a list."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from rich.console import Console

from atrevete_adapters.reglas import Reglas, as_shape
from atrevete_adapters.seeds import reference_salon
from atrevete_core.domain.conversation import CustomerMessage, MessageKind
from atrevete_core.domain.ids import ConversationId, InboxId
from atrevete_core.ports.language_model import Request, Situation

from .codes import FINE, WRONG
from .display import console, facts
from .evaluation.dates import BadDates, hours_from, meant, read_expressions, salon_time

_NOBODY = UUID(int=0)


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
    at = salon_time(datetime.now(UTC) if now is None else now)
    return _read_text(out, text or "", at, explain=explain, as_json=as_json)


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
        hours=hours_from(at),
        topics={faq.topic: faq.words for faq in salon.faqs},
    )


# --- a list ---------------------------------------------------------------------------------


def _read_list(out: Console, path: Path, *, as_json: bool) -> int:
    try:
        expressions = read_expressions(path)
    except BadDates as error:
        out.print(f"{error}.", markup=False)
        return WRONG
    found = list(meant(expressions))
    if as_json:
        lines = ",\n".join(json.dumps(each.as_json(), ensure_ascii=False) for each in found)
        out.print(f"[\n{lines}\n]", markup=False)
        return FINE
    for each in found:
        if not each.ok:
            out.print(each.why(), markup=False)
    agreed = sum(each.ok for each in found)
    out.print(f"{agreed} of {len(found)} agree", markup=False)
    return FINE
