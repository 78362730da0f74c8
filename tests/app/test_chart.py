"""The chart of mentions over time."""

from __future__ import annotations

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from index.models import PartialDate
from index.models.profiles import MonthCount
from reader.tui.chart import bar_lines, heading, periods

MONTHS = st.lists(
    st.tuples(st.integers(1, 9999), st.integers(1, 12), st.integers(1, 10**6)),
    unique_by=lambda each: each[:2],
).map(sorted)


def months(*counts: tuple[int, int, int]) -> list[MonthCount]:
    """Counts by year and month."""
    return [MonthCount(PartialDate(year, month), count) for year, month, count in counts]


def test_months_in_between_are_shown_empty() -> None:
    counts = months((2023, 11, 4), (2024, 2, 2))
    assert periods(counts, 6) == (("2023-11", 4), ("2023-12", 0), ("2024-01", 0), ("2024-02", 2))
    assert bar_lines(periods(counts, 6), 20) == [
        "2023-11 ██████████ 4",
        "2023-12",
        "2024-01",
        "2024-02 █████      2",
    ]


def test_many_months_become_quarters_then_years_then_the_latest_years() -> None:
    assert periods(months((2020, 1, 1), (2024, 12, 3)), 6) == (("2020-01", 1), ("2024-12", 3))
    year = months(*((2023, month, month) for month in range(1, 13)))
    assert periods(year, 6) == (("2023 Q1", 6), ("2023 Q2", 15), ("2023 Q3", 24), ("2023 Q4", 33))
    years = months(*((1990 + number, month, 1) for number in range(9) for month in (1, 5, 9)))
    assert periods(years, 9) == tuple((str(1990 + number), 3) for number in range(9))
    assert [heading(periods(months((2020, 1, 1)), 6)), heading(periods(year, 6))] == [
        "BY MONTH",
        "BY QUARTER",
    ]
    assert heading(periods(years, 3)) == heading(periods(years, 9)) == "BY YEAR"
    assert periods(years, 3) == (("to 1996", 21), ("1997", 3), ("1998", 3))


@given(MONTHS, st.integers(2, 14), st.integers(24, 100))
def test_a_chart_counts_everything_and_fits(
    counts: list[tuple[int, int, int]], limit: int, width: int
) -> None:
    bars = periods(months(*counts), limit)
    assert len(bars) <= limit
    assert sum(count for _, count in bars) == sum(count for _, _, count in counts)
    lines = bar_lines(bars, width)
    assert all(cell_len(line) <= width for line in lines)
    assert all("█" in line for line, (_, count) in zip(lines, bars, strict=True) if count)


def test_bars_are_plain_where_the_terminal_knows_no_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.__stderr__", io.TextIOWrapper(io.BytesIO(), encoding="latin-1"))
    assert bar_lines([("2024-01", 2)], 14) == ["2024-01 #### 2"]
