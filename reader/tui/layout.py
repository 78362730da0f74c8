"""Where things go: the rows of an article, and which panes a width has room for."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from enum import StrEnum

from index.models import Article
from reader.tui.cells import wrap

MEASURE = 76
WIDE = 100
NARROW = 60


class PaneName(StrEnum):
    """The panes, from left to right; the values are the widgets' ids."""

    RESULTS = "results"
    ARTICLE = "article"
    QUOTES = "quotes"
    ENTITY = "entity"


RIGHT = (PaneName.QUOTES, PaneName.ENTITY)
"""The panes that share the place on the right of the article."""


@dataclass(frozen=True, slots=True)
class Sides:
    """Which pane was last used beside the article, and which of those on its right."""

    side: PaneName = PaneName.RESULTS
    right: PaneName = PaneName.QUOTES

    def with_pane(self, name: PaneName) -> Sides:
        """The sides once a pane is used."""
        if name is PaneName.ARTICLE:
            return self
        return Sides(name, name if name in RIGHT else self.right)


def visible_panes(width: int, focus: PaneName, sides: Sides, *, zoomed: bool) -> tuple[PaneName, ...]:
    """The panes that a screen of ``width`` cells shows.

    A wide screen shows the results, the article and what was last used on its right; a narrow one
    the article and the side pane used last; a slim or zoomed one the focused pane alone.
    """
    if zoomed or width < NARROW:
        return (focus,)
    if width >= WIDE:
        return (PaneName.RESULTS, PaneName.ARTICLE, sides.right)
    return tuple(name for name in PaneName if name in (PaneName.ARTICLE, sides.side))


class RowKind(StrEnum):
    """What a row of an article shows."""

    TITLE = "title"
    META = "meta"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class TextRow:
    """One row of an article: the range of its text, empty for a blank or a meta row."""

    kind: RowKind
    start: int
    end: int


class ArticleLayout:
    """An article's rows at one width."""

    def __init__(self, article: Article, width: int) -> None:
        width = max(8, min(width, MEASURE))
        title_end = len(article.title)
        title = wrap(article.text, 0, title_end, width) if article.title else []
        rows = [TextRow(RowKind.TITLE, start, end) for start, end in title]
        rows.append(TextRow(RowKind.META, title_end, title_end))
        rows.append(TextRow(RowKind.TEXT, title_end, title_end))
        body = wrap(article.text, article.body_start, len(article.text), width)
        rows += [TextRow(RowKind.TEXT, start, end) for start, end in body]
        self.rows = rows
        self._starts = [row.start for row in rows]

    def row_of(self, offset: int) -> int:
        """The index of the row that shows ``offset`` of the article's text."""
        index = bisect_right(self._starts, offset) - 1
        return max(0, min(index, len(self.rows) - 1))
