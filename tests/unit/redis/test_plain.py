"""What a checkpoint may hold, and what it refuses."""

import dataclasses
import pickle
import zlib
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta, timezone
from decimal import Decimal
from enum import Enum
from pathlib import Path
from uuid import UUID

import ormsgpack
import pytest
from hypothesis import given
from hypothesis import strategies as st
from langchain_core.messages import HumanMessage
from langgraph.checkpoint.serde.jsonplus import JsonPlusSerializer
from langgraph.types import Interrupt, Send

from atrevete_adapters.redis.plain import ForeignValue, PlainSerializer, squeeze, unsqueeze

PLAIN = PlainSerializer()

json_values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**63), 2**63)
    | st.floats(allow_nan=False)
    | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=20,
)


def _there_and_back(value: object) -> object:
    return PLAIN.loads_typed(PLAIN.dumps_typed(value))


@given(json_values)
def test_a_dialogue_comes_back_as_it_was(value: object) -> None:
    assert _there_and_back(value) == value


@pytest.mark.parametrize(
    "value",
    [
        datetime(2027, 3, 28, 1, 59, 59, 999_999, tzinfo=UTC),
        datetime(2027, 10, 31, 2, 30, tzinfo=timezone(timedelta(hours=2))),
        date(2027, 3, 11),
        time(10, 30),
        timedelta(days=-1, microseconds=3),
        UUID("3f0a7c1e-77d9-4d0b-9f5e-0f2d1a3f4b5c"),
        Decimal("16.00"),
        {"mechas"},
        frozenset({1, 2}),
        {"holds": [{"until": datetime(2027, 3, 11, 10, tzinfo=UTC)}]},
        Interrupt("wait_for_person", "some-id", response_schema={"type": "string"}),
        [Interrupt({"since": datetime(2027, 3, 11, tzinfo=UTC)}, "id")],
    ],
    ids=repr,
)
def test_dates_ids_sets_and_interrupts_come_back_as_they_were(value: object) -> None:
    assert _there_and_back(value) == value


def test_a_branch_sent_to_a_node_comes_back() -> None:
    assert _there_and_back(Send("book", {"slot": 1})) == Send("book", {"slot": 1})


def test_half_an_emoji_is_stored_as_a_question_mark() -> None:
    assert _there_and_back({"text": "hola \ud83d"}) == {"text": "hola ?"}


def test_a_failed_step_is_remembered_by_its_class_alone() -> None:
    assert _there_and_back(ValueError("Lucía, 612 345 678")) == "ValueError"


@dataclasses.dataclass
class Draft:
    day: str


class Colour(Enum):
    GREEN = "green"


@pytest.mark.parametrize(
    "value",
    [
        Draft("jueves"),
        Colour.GREEN,
        Path("/tmp/x"),  # noqa: S108 - never opened
        HumanMessage("hola"),
        object(),
        lambda: None,
    ],
    ids=lambda value: type(value).__name__,
)
def test_what_is_not_plain_is_refused_when_it_is_written(value: object) -> None:
    with pytest.raises(TypeError):
        PLAIN.dumps_typed({"state": [value]})


def _constructor(code: int, *call: object) -> bytes:
    return ormsgpack.packb(ormsgpack.Ext(code, ormsgpack.packb(call)))


def _by_langgraph(value: object) -> bytes:
    return JsonPlusSerializer().dumps_typed(value)[1]


@pytest.mark.parametrize(
    "blob",
    [
        pytest.param(_constructor(0, "os", "system", "touch {canary}"), id="os.system"),
        pytest.param(_constructor(1, "subprocess", "run", [["touch"]]), id="subprocess.run"),
        pytest.param(_constructor(2, "builtins", "open", {"file": "{canary}"}), id="open"),
        pytest.param(_constructor(3, "builtins", "str", "x", "encode"), id="a method"),
        pytest.param(_constructor(5, "pydantic", "BaseModel", {}), id="pydantic"),
        pytest.param(_by_langgraph(HumanMessage("hola")), id="a langchain message"),
        pytest.param(_by_langgraph(Draft("jueves")), id="a dataclass"),
        pytest.param(_by_langgraph(Path("/etc")), id="a path"),
        pytest.param(ormsgpack.packb(ormsgpack.Ext(77, b"")), id="an unknown kind"),
        pytest.param(_constructor(9, "too few"), id="half an interrupt"),
        pytest.param(ormsgpack.packb(ormsgpack.Ext(6, ormsgpack.packb("x"))), id="no decimal"),
        pytest.param(ormsgpack.packb(ormsgpack.Ext(1, ormsgpack.packb(7))), id="no date"),
        pytest.param(ormsgpack.packb(ormsgpack.Ext(7, ormsgpack.packb([[]]))), id="no set"),
        pytest.param(b"\xc1", id="not msgpack"),
        pytest.param(b"\x91" * 5000 + b"\xc0", id="too deep"),
        pytest.param(b"", id="nothing"),
    ],
)
def test_crafted_bytes_are_refused_and_construct_nothing(blob: bytes) -> None:
    with pytest.raises(ForeignValue):
        PLAIN.loads_typed(("msgpack", blob))


def test_a_foreign_value_hidden_in_an_allowed_one_is_refused() -> None:
    inside = ormsgpack.Ext(0, ormsgpack.packb(["os", "system", "true"]))
    blob = ormsgpack.packb(ormsgpack.Ext(9, ormsgpack.packb([inside, "id", None])))
    with pytest.raises(ForeignValue):
        PLAIN.loads_typed(("msgpack", blob))


@pytest.mark.parametrize("form", ["json", "pickle", "bytes", "null", "bytearray"])
def test_other_forms_of_storage_are_refused(form: str) -> None:
    with pytest.raises(ForeignValue):
        PLAIN.loads_typed((form, pickle.dumps("x")))


def test_langgraph_cannot_widen_what_is_allowed() -> None:
    wider = PLAIN.with_msgpack_allowlist([("os", "system")])
    with pytest.raises(ForeignValue):
        wider.loads_typed(("msgpack", _constructor(0, "os", "system", "true")))


@given(st.binary())
def test_squeezing_loses_nothing_and_costs_one_byte_at_most(blob: bytes) -> None:
    assert unsqueeze(squeeze(blob)) == blob
    assert len(squeeze(blob)) <= len(blob) + 1


@pytest.mark.parametrize(
    "stored",
    [
        pytest.param(b"", id="nothing"),
        pytest.param(b"\x07abc", id="an unknown mark"),
        pytest.param(b"\x01abc", id="not squeezed"),
        pytest.param(squeeze(b"a" * 1000)[:-4], id="cut short"),
        pytest.param(b"\x01" + zlib.compress(b"\0" * 50_000_000), id="a bomb"),
    ],
)
def test_bytes_that_were_not_squeezed_here_are_refused(stored: bytes) -> None:
    with pytest.raises(ForeignValue):
        unsqueeze(stored)


@pytest.mark.parametrize("load", [PLAIN.loads_typed])
@given(blob=st.binary(max_size=60))
def test_no_bytes_whatever_raise_anything_but_the_refusal(
    load: Callable[[tuple[str, bytes]], object], blob: bytes
) -> None:
    try:
        load(("msgpack", blob))
    except ForeignValue:
        return
