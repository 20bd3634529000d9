"""Bursts of messages, and the channel's 24-hour window."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from atrevete_core.domain.conversation import (
    Due,
    NothingToAnswer,
    Wait,
    turn_is_due,
    window_is_open,
)
from atrevete_core.domain.interval import after
from tests.builders import LAURA, NOW
from tests.unit.domain.rules import EXAMPLES

SETTLE, PATIENCE = timedelta(seconds=2), timedelta(seconds=6)


def due(received: list[datetime], at: datetime) -> Due | Wait | NothingToAnswer:
    return turn_is_due(received, at=at, settle=SETTLE, patience=PATIENCE)


def seconds(*offsets: float) -> list[datetime]:
    return [after(NOW, seconds=each) for each in offsets]


def test_nothing_written_is_nothing_to_answer() -> None:
    assert due([], NOW) == NothingToAnswer()


@pytest.mark.parametrize(
    ("received", "at", "answer_at"),
    [
        ([0], 1, 2),
        ([0], 2, None),
        ([0, 1.5], 2, 3.5),
        ([0, 1.5, 3, 4.5], 5, 6),
        ([0, 1.5, 3, 4.5], 6, None),
        ([4.5, 0], 6, None),
    ],
)
def test_maite_answers_after_a_pause_but_does_not_wait_for_ever(
    received: list[float], at: float, answer_at: float | None
) -> None:
    expected = Due() if answer_at is None else Wait(seconds(answer_at)[0])
    assert due(seconds(*received), seconds(at)[0]) == expected


@EXAMPLES
@given(st.lists(st.floats(0, 30), min_size=1, max_size=6), st.floats(0, 60))
def test_whoever_waits_is_answered_when_the_wait_is_over(received: list[float], at: float) -> None:
    answer = due(seconds(*received), seconds(at)[0])
    if isinstance(answer, Wait):
        assert answer.until > seconds(at)[0]
        assert answer.until <= seconds(min(received) + 6)[0]
        assert due(seconds(*received), answer.until) == Due()


def test_free_text_reaches_a_customer_for_a_day() -> None:
    heard = replace(LAURA.conversation, last_heard_at=NOW)
    assert window_is_open(heard, after(NOW, hours=23, minutes=59))
    assert not window_is_open(heard, after(NOW, hours=24))
    assert not window_is_open(LAURA.conversation, NOW)
