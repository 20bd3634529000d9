"""Expressions of time: what each should mean, and whether the rules understand it so."""

import asyncio
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, TypeAdapter, ValidationError

from atrevete_adapters.memory import MemoryStorage
from atrevete_adapters.reglas import Reglas, agrees, as_shape
from atrevete_adapters.seeds import reference_salon
from atrevete_core.domain.opening import OpeningHours

#: As far as a date can be meant; bookings end at 400 days.
_HORIZON = timedelta(days=800)


class BadDates(ValueError):
    """The file is no list of expressions; the text says what is wrong with it."""


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


@dataclass(frozen=True, slots=True)
class Meant:
    """An expression, what was understood (in the shape of `expect`), and whether they agree."""

    expression: Expression
    understood: dict[str, Any]
    ok: bool

    def as_json(self) -> dict[str, Any]:
        return {"id": self.expression.id, "ok": self.ok, "understood": self.understood}

    def why(self) -> str:
        """«d1: «el 31 de febrero»: {…}, not {…}»."""
        got = json.dumps(self.understood, ensure_ascii=False)
        wanted = json.dumps(self.expression.expect, ensure_ascii=False)
        return f"{self.expression.id}: «{self.expression.text}»: {got}, not {wanted}"


_LIST = TypeAdapter(list[Expression])


def read_expressions(path: Path) -> list[Expression]:
    """The expressions of a file. Raises BadDates."""
    try:
        return _LIST.validate_json(path.read_bytes())
    except OSError as error:
        raise BadDates(f"{path} cannot be read: {error.strerror}") from error
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        where = ".".join(map(str, first["loc"]))
        raise BadDates(f"{path} is no list of expressions: {where}: {first['msg']}") from error


def is_expressions(path: Path) -> bool:
    """Whether a file holds expressions rather than conversations. Raises nothing."""
    try:
        written = json.loads(path.read_bytes())
    except (OSError, ValueError):
        return False
    return isinstance(written, list) and bool(written) and "reference" in written[0]


def meant(expressions: Sequence[Expression]) -> Iterator[Meant]:
    """Each expression as the rules understand it in the reference salon."""
    rules = Reglas()
    for each in expressions:
        at = salon_time(each.reference)
        hours = hours_from(at)
        when, _, _ = rules.when(each.text, at, hours)
        shape = as_shape(when)
        meanings = (each.expect, *each.accept_also)
        ok = any(agrees(shape, wanted, today=at.date(), hours=hours) for wanted in meanings)
        yield Meant(each, shape, ok)


def salon_time(moment: datetime) -> datetime:
    """Hours without a zone are the salon's."""
    zone = reference_salon().salon.zone
    return moment.astimezone(zone) if moment.tzinfo else moment.replace(tzinfo=zone)


def hours_from(at: datetime) -> OpeningHours:
    """The reference salon's hours, as far ahead as anybody asks."""

    async def read() -> OpeningHours:
        salon = reference_salon()
        async with MemoryStorage(salon).transaction() as records:
            first = at.date()
            return await records.salons.hours(salon.salon.id, first, first + _HORIZON)

    return asyncio.run(read())
