"""The only values that a checkpoint may hold, and their form at rest."""

import zlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

import ormsgpack
from langgraph.checkpoint.serde.jsonplus import JsonPlusSerializer
from langgraph.types import Interrupt, Send

_PACKING = (
    ormsgpack.OPT_NON_STR_KEYS
    | ormsgpack.OPT_PASSTHROUGH_DATACLASS
    | ormsgpack.OPT_PASSTHROUGH_DATETIME
    | ormsgpack.OPT_PASSTHROUGH_ENUM
    | ormsgpack.OPT_PASSTHROUGH_UUID
    # Customers' phones send half emoji: a lone surrogate becomes "?", never an error.
    | ormsgpack.OPT_REPLACE_SURROGATES
)


_RAW, _SQUEEZED = b"\x00", b"\x01"
_LARGEST_BYTES = 4 * 1024 * 1024


class ForeignValue(ValueError):
    """Stored bytes are damaged, or name a kind that checkpoints do not hold."""


@dataclass(frozen=True, slots=True)
class _Kind:
    code: int
    type: type
    to_plain: Callable[[Any], Any]
    from_plain: Callable[[Any], Any]


def _interrupt_to_plain(interrupt: Interrupt[Any]) -> list[Any]:
    schema = interrupt.response_schema
    return [interrupt.value, interrupt.id, schema if isinstance(schema, dict) else None]


def _interrupt_from_plain(plain: list[Any]) -> Interrupt[Any]:
    value, interrupt_id, schema = plain
    return Interrupt(value, interrupt_id, response_schema=schema)


# Codes are part of what is at rest in Redis: add new ones, never reuse one.
_KINDS = (
    _Kind(1, datetime, datetime.isoformat, datetime.fromisoformat),
    _Kind(2, date, date.isoformat, date.fromisoformat),
    _Kind(3, time, time.isoformat, time.fromisoformat),
    _Kind(
        4, timedelta, lambda gap: [gap.days, gap.seconds, gap.microseconds], lambda p: timedelta(*p)
    ),
    _Kind(5, UUID, lambda uuid: uuid.bytes, lambda plain: UUID(bytes=plain)),
    _Kind(6, Decimal, str, Decimal),
    _Kind(7, set, list, set),
    _Kind(8, frozenset, list, frozenset),
    _Kind(9, Interrupt, _interrupt_to_plain, _interrupt_from_plain),
    _Kind(10, Send, lambda send: [send.node, send.arg], lambda plain: Send(*plain)),
)
_BY_TYPE = {kind.type: kind for kind in _KINDS}
_BY_CODE = {kind.code: kind for kind in _KINDS}


class PlainSerializer(JsonPlusSerializer):
    """JSON values, dates, UUIDs, decimals, sets and LangGraph's interrupts: nothing else.

    LangGraph's own serialiser imports the class that stored bytes name (langchain's messages
    and `re.compile` even in strict mode). Here bytes carry a number from a closed table, so
    that whoever can write to Redis can construct nothing of theirs. Tuples come back as lists.
    It stays a JsonPlusSerializer because LangGraph warns about any other kind.
    """

    def __init__(self) -> None:
        super().__init__(allowed_msgpack_modules=None, __unpack_ext_hook__=_revived)

    def dumps_typed(self, obj: object) -> tuple[str, bytes]:
        """Raises TypeError for a value that is not plain: better now than at the resume."""
        return "msgpack", _packed(obj)

    def loads_typed(self, data: tuple[str, bytes]) -> object:
        """Raises ForeignValue for bytes that this class would not have written."""
        form, blob = data
        if form != "msgpack":
            raise ForeignValue(form)
        try:
            return _unpacked(blob)
        except ValueError as error:  # ormsgpack wraps what the hook below raises
            raise ForeignValue("msgpack") from error


def _packed(value: object) -> bytes:
    return ormsgpack.packb(value, default=_plain, option=_PACKING)


def _plain(value: object) -> ormsgpack.Ext | str:
    if isinstance(value, BaseException):
        # Its text may quote a customer or a row; the class is enough for a failed step.
        return type(value).__qualname__
    kind = _BY_TYPE.get(type(value))
    if kind is None:
        raise TypeError(f"{type(value).__qualname__} is not plain: keep it out of the flow's state")
    return ormsgpack.Ext(kind.code, _packed(kind.to_plain(value)))


def _unpacked(blob: bytes) -> object:
    return ormsgpack.unpackb(blob, ext_hook=_revived, option=ormsgpack.OPT_NON_STR_KEYS)


def _revived(code: int, blob: bytes) -> object:
    kind = _BY_CODE.get(code)
    if kind is None:
        raise ForeignValue(f"extension {code}")
    try:
        return kind.from_plain(_unpacked(blob))
    except (TypeError, ArithmeticError) as error:
        raise ForeignValue(kind.type.__name__) from error


def squeeze(blob: bytes) -> bytes:
    """The form at rest: compressed where that is smaller (a dialogue shrinks by about half)."""
    squeezed = zlib.compress(blob)
    return _SQUEEZED + squeezed if len(squeezed) < len(blob) else _RAW + blob


def unsqueeze(stored: bytes) -> bytes:
    """Raises ForeignValue for bytes that `squeeze` did not write, or that would grow too large."""
    mark, blob = stored[:1], stored[1:]
    if mark == _RAW:
        return blob
    if mark != _SQUEEZED:
        raise ForeignValue("mark")
    stream = zlib.decompressobj()
    try:
        whole = stream.decompress(blob, _LARGEST_BYTES)
    except zlib.error as error:
        raise ForeignValue("squeezed") from error
    if not stream.eof:
        raise ForeignValue("size")
    return whole
