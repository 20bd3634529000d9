"""A customer who floods is answered later, all at once; nobody else waits for it."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from atrevete_core.domain.commands import Greet
from atrevete_core.domain.conversation import Disposition, breath
from atrevete_core.domain.interval import after
from atrevete_core.ports.language_model import Understood
from tests.builders import NOW
from tests.unit.domain.rules import EXAMPLES
from tests.unit.flow.talking import Talk

MOST = 10


@pytest.mark.parametrize(
    ("recent", "later"),
    [
        ([], None),
        ([(0.5, 9)], None),
        ([(0.5, 10)], 30),
        ([(0.75, 5), (0.25, 5)], 15),
        ([(1, 10)], None),
        ([(1.5, 10), (0.5, 9)], None),
        ([(0.9, 1), (0.5, 20)], 6),
    ],
)
def test_ten_a_minute_and_the_rest_when_the_minute_is_over(
    recent: list[tuple[float, int]], later: float | None
) -> None:
    turns = [(NOW - timedelta(minutes=minutes), count) for minutes, count in recent]
    expected = None if later is None else after(NOW, seconds=later)
    assert breath(turns, at=NOW, most=MOST) == expected


@EXAMPLES
@given(st.lists(st.tuples(st.floats(0, 120), st.integers(1, 20)), max_size=10))
def test_nobody_waits_more_than_a_minute(recent: list[tuple[float, int]]) -> None:
    turns = [(NOW - timedelta(seconds=seconds), count) for seconds, count in recent]
    later = breath(turns, at=NOW, most=MOST)
    assert later is None or NOW < later <= after(NOW, seconds=60)


async def flooded(messages: int = MOST) -> Talk:
    """She has answered that many messages within this minute."""
    talk = Talk()
    talk.model.add(Understood(commands=(Greet(),)))
    await talk.person.writes(*(f"mensaje {number}" for number in range(messages)))
    return talk


def unanswered(talk: Talk) -> list[Disposition | None]:
    return [each.disposition for each in talk.salon.storage.tables.inbox if not each.disposition]


async def test_the_eleventh_in_a_minute_waits_and_is_answered_with_those_after_it() -> None:
    talk = await flooded()
    assert await talk.person.writes("¿hola?", "¿HOLA?") == []
    assert len(unanswered(talk)) == 2
    heard = len(talk.model.requests)
    talk.model.add(Understood(commands=(Greet(),)))
    await talk.salon.advance(seconds=61)
    (answer,) = talk.person.reads()
    assert answer
    assert unanswered(talk) == []
    assert len(talk.model.requests) == heard + 1
    assert [each.text for each in talk.model.requests[-1].messages] == ["¿hola?", "¿HOLA?"]


async def test_nine_in_a_minute_are_no_flood() -> None:
    talk = await flooded(MOST - 1)
    talk.model.add(Understood(commands=(Greet(),)))
    assert len(await talk.person.writes("¿hola?")) == 1


async def test_somebody_else_is_answered_meanwhile() -> None:
    talk = await flooded()
    await talk.person.writes("¿hola?")
    talk.model.add(Understood(commands=(Greet(),)))
    other = talk.salon.person("+34600999888", "Pedro")
    assert len(await other.writes("hola")) == 1


async def test_a_flood_is_never_a_reason_to_be_silent_for_ever() -> None:
    talk = await flooded(25)
    await talk.person.writes("¿hola?")
    talk.model.add(Understood(commands=(Greet(),)))
    await talk.salon.advance(seconds=120)
    assert len(talk.person.reads()) == 1
