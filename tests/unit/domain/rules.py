"""What the tests of rules share: how many examples, and strategies in the salon's words."""

from datetime import UTC, datetime, timedelta

from hypothesis import settings
from hypothesis import strategies as st

from atrevete_core.domain.interval import Interval
from atrevete_core.domain.money import Money
from tests.builders import CATALOGUE, MADRID

#: Enough to find the edges, few enough that the whole suite stays fast.
EXAMPLES = settings(max_examples=60)

SPRING = datetime(2027, 3, 28, tzinfo=MADRID)
AUTUMN = datetime(2027, 10, 31, tzinfo=MADRID)
LAST_AUTUMN = datetime(2026, 10, 25, tzinfo=MADRID)

#: Instants around a normal day and around each change of the clock, in Madrid's time or in UTC.
instants = st.builds(
    lambda day, minutes, zone: (day.astimezone(UTC) + timedelta(minutes=minutes)).astimezone(zone),
    st.sampled_from([datetime(2026, 12, 18, tzinfo=MADRID), SPRING, AUTUMN, LAST_AUTUMN]),
    st.integers(-600, 2000),
    st.sampled_from([MADRID, UTC]),
)


@st.composite
def day_intervals(draw: st.DrawFn) -> list[Interval]:
    """Several stretches of time around one midnight, in one zone: they often overlap or touch."""
    day = draw(st.sampled_from([SPRING, AUTUMN, LAST_AUTUMN]))
    zone = draw(st.sampled_from([MADRID, UTC]))
    starts = draw(st.lists(st.integers(-10, 40), max_size=8))
    return [
        Interval.lasting(
            (day.astimezone(UTC) + timedelta(minutes=15 * start)).astimezone(zone),
            15 * draw(st.integers(1, 12)),
        )
        for start in starts
    ]


def minutes_in(intervals: list[Interval] | tuple[Interval, ...]) -> set[int]:
    """The quarters of an hour that they cover, as numbers: what a union must keep."""
    return {
        quarter
        for each in intervals
        for quarter in range(
            round(each.start.timestamp()) // 900, round(each.end.timestamp()) // 900
        )
    }


amounts = st.integers(0, 200_000).map(Money)
prices = st.integers(1, 50_000).map(Money)
bookable = st.sampled_from([each.name for each in CATALOGUE.services if each.bookable])
