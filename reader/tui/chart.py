"""A bar chart of mentions over time, drawn in text."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from itertools import groupby

from index.models.profiles import MonthCount

Bar = tuple[str, int]
"""What a bar stands for, and how much."""

BLOCK, PLAIN_BLOCK = "█", "#"


COLUMN_GAP = 3
"""Cells between the columns of a chart."""


def block() -> str:
    """What bars are made of: a full block, or "#" where the terminal's encoding has none."""
    try:
        BLOCK.encode(getattr(sys.__stderr__, "encoding", None) or "ascii")
    except (UnicodeEncodeError, LookupError):
        return PLAIN_BLOCK
    return BLOCK


def periods(months: Sequence[MonthCount], limit: int) -> tuple[Bar, ...]:
    """The counts by month in at most ``limit`` bars, oldest first.

    Months without mentions are shown between the others where there is room. Where there are too
    many months the bars are quarters, else years, else the latest years and all before them.
    """
    dated = [(each.month.year or 0, each.month.month or 1, each.mentions) for each in months]
    if not dated:
        return ()
    filled = _filled(dated, limit)
    if len(filled) <= limit:
        return tuple((f"{year:04}-{month:02}", count) for year, month, count in filled)
    quarters = _summed(dated, lambda year, month: f"{year:04} Q{(month + 2) // 3}")
    if len(quarters) <= limit:
        return quarters
    years = _summed(dated, lambda year, _: f"{year:04}")
    if len(years) <= limit:
        return years
    earlier = years[: len(years) - limit + 1]
    return ((f"to {earlier[-1][0]}", sum(count for _, count in earlier)), *years[len(earlier) :])


def heading(bars: Sequence[Bar]) -> str:
    """How long the periods of a chart are."""
    label = bars[-1][0] if bars else ""
    return "BY QUARTER" if "Q" in label else "BY MONTH" if "-" in label else "BY YEAR"


def bar_lines(bars: Sequence[Bar], width: int) -> list[str]:
    """A line of at most ``width`` cells for each bar: what it stands for, the bar, the count."""
    if not bars:
        return []
    most = max(count for _, count in bars)
    label_width = max(len(label) for label, _ in bars)
    count_width = max(len(f"{count:,}") for _, count in bars)
    room = max(1, width - label_width - count_width - 2)
    sign = block()
    lines = []
    for label, count in bars:
        length = max(1, round(room * count / most)) if count else 0
        number = f"{count:,}" if count else ""
        lines.append(f"{label:<{label_width}} {sign * length:<{room}} {number:>{count_width}}".rstrip())
    return lines


def bar_columns(bars: Sequence[Bar], width: int, columns: int) -> list[str]:
    """A chart in columns that are read one after the other; lines of at most ``width`` cells."""
    lines = bar_lines(bars, (width - COLUMN_GAP * (columns - 1)) // columns)
    height = -(-len(lines) // columns)
    rows = (lines[row::height] for row in range(height))
    room = (width + COLUMN_GAP) // columns
    return ["".join(line.ljust(room) for line in row).rstrip() for row in rows]


def _filled(dated: Sequence[tuple[int, int, int]], limit: int) -> Sequence[tuple[int, int, int]]:
    """The months from the first to the last with those that have no mention, if they are few enough."""
    counts = {year * 12 + month - 1: count for year, month, count in dated}
    first, last = min(counts), max(counts)
    if last - first >= limit:
        return dated
    return [(at // 12, at % 12 + 1, counts.get(at, 0)) for at in range(first, last + 1)]


def _summed(dated: Sequence[tuple[int, int, int]], name: Callable[[int, int], str]) -> tuple[Bar, ...]:
    """The counts of longer periods."""
    grouped = groupby(dated, key=lambda each: name(each[0], each[1]))
    return tuple((label, sum(count for _, _, count in group)) for label, group in grouped)
