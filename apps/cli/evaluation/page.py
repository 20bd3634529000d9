"""The report as one page that needs nothing else: tables, simple charts, what failed and why."""

from collections.abc import Sequence
from html import escape
from itertools import chain

from atrevete_core.domain.text import storable

from .rehearsal import Verdict
from .report import HEADINGS, Chapter, chapters, row, whole

_STYLE = """
body{font:16px/1.5 system-ui,sans-serif;max-width:62rem;margin:2rem auto;padding:0 1rem;color:#222}
table{border-collapse:collapse;font-variant-numeric:tabular-nums}
th,td{padding:.25rem .8rem;text-align:right;border-bottom:1px solid #ddd}
th:first-child,td:first-child{text-align:left}
tr:last-child{font-weight:600}
details{margin:.4rem 0}
.said{margin:.15rem 0;white-space:pre-wrap;max-width:44rem}
.maite{color:#8a2b52}
.why{color:#a32020}
svg text{font:12px system-ui,sans-serif;fill:#333}
"""
_GOOD, _MIDDLING, _BAR, _BACK = "#4c8f5f", "#c9853a", "#8a6fb0", "#e8e4ec"
_WIDTH, _LINE, _LEFT = 560, 20, 150
_ENOUGH = 0.95
_BUCKETS = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000)


def page(verdicts: Sequence[Verdict], *, title: str) -> str:
    """The whole page."""
    found = chapters(verdicts)
    parts = (
        f"<h1>{escape(title)}</h1>",
        _table([*found, whole(verdicts)]),
        "<h2>Passed</h2>",
        _shares([(each.name, each.passed / max(1, each.cases)) for each in found]),
        "<h2>Automated</h2>",
        _shares([(each.name, each.automated) for each in found]),
        "<h2>Latency of a turn</h2>",
        _histogram(list(chain.from_iterable(each.latencies for each in verdicts))),
        "<h2>What failed</h2>",
        *(_failure(each) for each in verdicts if not each.passed),
    )
    return (
        '<!doctype html>\n<html lang="en"><meta charset="utf-8">'
        f"<title>{escape(title)}</title><style>{_STYLE}</style>\n"
        + "\n".join(parts)
        + "\n</html>\n"
    )


def _table(found: Sequence[Chapter]) -> str:
    head = "".join(f"<th>{escape(each)}</th>" for each in HEADINGS)
    rows = "".join(
        "<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row(each)) + "</tr>"
        for each in found
    )
    return f"<table><tr>{head}</tr>{rows}</table>"


def _shares(bars: Sequence[tuple[str, float]]) -> str:
    """Horizontal bars from 0 to 100 %."""
    colours = [_GOOD if share >= _ENOUGH else _MIDDLING for _, share in bars]
    drawn = [
        _bar(number, name, share, f"{share:.0%}", colour)
        for number, ((name, share), colour) in enumerate(zip(bars, colours, strict=True))
    ]
    return _drawing(drawn)


def _histogram(seconds: Sequence[float]) -> str:
    """How many turns took up to so many milliseconds."""
    counts = [0] * (len(_BUCKETS) + 1)
    for each in seconds:
        counts[sum(each * 1000 > limit for limit in _BUCKETS)] += 1
    names = [*(f"up to {limit} ms" for limit in _BUCKETS), f"above {_BUCKETS[-1]} ms"]
    most = max(counts) or 1
    drawn = [
        _bar(number, name, count / most, str(count), _BAR)
        for number, (name, count) in enumerate(zip(names, counts, strict=True))
    ]
    return _drawing(drawn)


def _bar(number: int, name: str, share: float, label: str, colour: str) -> str:
    top = number * _LINE
    width = _WIDTH - _LEFT - 50
    return (
        f'<text x="0" y="{top + 14}">{escape(name)}</text>'
        f'<rect x="{_LEFT}" y="{top + 3}" width="{width}" height="{_LINE - 6}" fill="{_BACK}"/>'
        f'<rect x="{_LEFT}" y="{top + 3}" width="{width * share:.1f}" height="{_LINE - 6}"'
        f' fill="{colour}"/>'
        f'<text x="{_LEFT + width + 6}" y="{top + 14}">{escape(label)}</text>'
    )


def _drawing(bars: Sequence[str]) -> str:
    height = len(bars) * _LINE
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{_WIDTH}" height="{height}"'
        f' viewBox="0 0 {_WIDTH} {height}" role="img">{"".join(bars)}</svg>'
    )


def _failure(verdict: Verdict) -> str:
    why = "".join(f'<p class="why">✗ {_text(each)}</p>' for each in verdict.differences)
    said = "".join(
        f'<p class="said{" maite" if line.by_salon else ""}">'
        f"{line.at:%H:%M} {'Maite' if line.by_salon else 'Cliente'}: {_text(line.text)}</p>"
        for line in verdict.lines
    )
    return f"<details><summary>{_text(verdict.id)}</summary>{why}{said}</details>"


def _text(given: str) -> str:
    return escape(storable(given[:_LONGEST]))


_LONGEST = 4000
