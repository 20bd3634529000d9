"""Half-open stretches of time, [start, end), between aware instants."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass(frozen=True, slots=True)
class Interval:
    """[start, end). Both ends are aware; arithmetic is on instants, so clock changes are harmless.

    Raises ValueError when an end is naive or the interval does not run forward.
    """

    # Python compares two datetimes of one zone by their wall clock: in the hour that autumn repeats
    # that is wrong, so everything here compares timestamps.

    start: datetime
    end: datetime

    def __post_init__(self) -> None:
        if self.start.tzinfo is None or self.end.tzinfo is None:
            msg = "an interval needs aware instants"
            raise ValueError(msg)
        if not self.start.timestamp() < self.end.timestamp():
            msg = f"an interval runs forward: {self.start} → {self.end}"
            raise ValueError(msg)

    @classmethod
    def lasting(cls, start: datetime, minutes: int) -> "Interval":
        """From `start`, for that many elapsed minutes."""
        return cls(start, after(start, minutes=minutes))

    @property
    def minutes(self) -> int:
        return round((self.end.timestamp() - self.start.timestamp()) / 60)

    @property
    def timestamps(self) -> tuple[float, float]:
        """Both ends, so that they compare rightly."""
        return self.start.timestamp(), self.end.timestamp()

    def __lt__(self, other: "Interval") -> bool:
        return self.timestamps < other.timestamps

    def overlaps(self, other: "Interval") -> bool:
        (start, end), (other_start, other_end) = self.timestamps, other.timestamps
        return start < other_end and other_start < end

    def contains(self, other: "Interval") -> bool:
        (start, end), (other_start, other_end) = self.timestamps, other.timestamps
        return start <= other_start and other_end <= end


def after(instant: datetime, *, minutes: int = 0, hours: int = 0, seconds: float = 0) -> datetime:
    """The instant that much elapsed time later, in the same zone (also across a clock change)."""
    from_utc = (
        instant.timestamp()
        + timedelta(minutes=minutes, hours=hours, seconds=seconds).total_seconds()
    )
    return datetime.fromtimestamp(from_utc, tz=instant.tzinfo)


def has_come(instant: datetime, *, at: datetime) -> bool:
    """Whether it is that instant, or later (also in the hour that autumn repeats)."""
    return at.timestamp() >= instant.timestamp()


def union(intervals: Iterable[Interval]) -> tuple[Interval, ...]:
    """The same time without overlaps, in order; neighbours that touch become one."""
    joined: list[Interval] = []
    for each in sorted(intervals):
        if joined and each.start.timestamp() <= joined[-1].end.timestamp():
            last = joined.pop()
            joined.append(Interval(last.start, max(last.end, each.end, key=datetime.timestamp)))
        else:
            joined.append(each)
    return tuple(joined)


def without(intervals: Iterable[Interval], taken: Iterable[Interval]) -> tuple[Interval, ...]:
    """What is left of `intervals` when the `taken` time is cut out."""
    cuts = union(taken)
    left: list[Interval] = []
    for whole in union(intervals):
        start = whole.start
        for cut in cuts:
            if not cut.overlaps(whole):
                continue
            if start.timestamp() < cut.start.timestamp():
                left.append(Interval(start, cut.start))
            start = max(start, cut.end, key=datetime.timestamp)
        if start.timestamp() < whole.end.timestamp():
            left.append(Interval(start, whole.end))
    return tuple(left)


def common(first: Iterable[Interval], second: Iterable[Interval]) -> tuple[Interval, ...]:
    """The time that lies in both."""
    others = union(second)
    return tuple(
        Interval(
            max(one.start, other.start, key=datetime.timestamp),
            min(one.end, other.end, key=datetime.timestamp),
        )
        for one in union(first)
        for other in others
        if one.overlaps(other)
    )
