"""The quotes of two speakers side by side, so that those of one month stand beside each other."""

from __future__ import annotations

from collections.abc import Sequence

from index.models import PartialDate, QuoteInArticle
from reader.tui.entity_rows import Rows
from reader.tui.speaker_rows import Find, Item, add_quotes, month_name
from reader.tui.widgets.list_pane import Row

Quotes = Sequence[QuoteInArticle]
Pair = tuple[Rows[Item], Rows[Item]]


def aligned(quotes: tuple[Quotes, Quotes], widths: tuple[int, int], find: Find) -> Pair:
    """Two columns of as many rows: the same month begins on the same row of both, the newest first.

    Quotes whose year is not known come last.
    """
    pair = (Rows[Item](widths[0]), Rows[Item](widths[1]))
    by_month = tuple(_by_month(each) for each in quotes)
    for month in sorted({*by_month[0], *by_month[1]}, key=lambda each: -each.ordinal):
        for rows, months in zip(pair, by_month, strict=True):
            rows.head(month_name(month) or "year not known")
            if month in months:
                rows.begin_items()
                add_quotes(rows, months[month], find)
        _level(pair)
    return pair


def complete(sides: Sequence[tuple[Quotes, bool]]) -> tuple[Quotes, ...]:
    """The quotes as far as they are loaded for all: a side that has more would seem silent before its last.

    Each side is its quotes, newest first, and whether more of them are to come.
    """
    oldest = max(
        (quotes[-1].article.published.ordinal for quotes, more in sides if more and quotes), default=0
    )
    return tuple([each for each in quotes if each.article.published.ordinal >= oldest] for quotes, _ in sides)


def _by_month(quotes: Quotes) -> dict[PartialDate, list[QuoteInArticle]]:
    """Quotes by the month of their article; an empty date for those without a year."""
    months: dict[PartialDate, list[QuoteInArticle]] = {}
    for each in quotes:
        date = each.article.published
        month = PartialDate(date.year, date.month) if date.year is not None else PartialDate()
        months.setdefault(month, []).append(each)
    return months


def _level(pair: Pair) -> None:
    """Fill the shorter column with empty rows."""
    most = max(len(rows.rows) for rows in pair)
    for rows in pair:
        rows.rows += [Row(())] * (most - len(rows.rows))
