"""The results: articles with title, source, date and, for a query, where it matches."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from textual.message import Message

from index.models import Hit, Snippet
from reader.tui.cells import Part, cut, printable, wrap
from reader.tui.notices import MEANT
from reader.tui.styles import BOLD, DIM, MATCH, PLAIN
from reader.tui.widgets.list_pane import ListPane, Row, text_rows

AHEAD = 10


def byline(source: str | None, date: str) -> str:
    """Source and date on one line; what is unknown is said to be."""
    return f"{source or 'no source'} · {date or 'undated'}"


class ResultsPane(ListPane):
    """The hits that have been loaded so far; more are asked for on the way down."""

    @dataclass
    class Wanted(Message):
        """More hits are wanted, from ``offset`` on."""

        offset: int

    @dataclass
    class Taken(Message):
        """The user takes the query that is offered where there are no hits."""

    def __init__(self, *, id: str) -> None:  # noqa: A002
        super().__init__("RESULTS", id=id)
        self._hits: list[Hit] = []
        self._total = 0
        self._read: Collection[int] = ()
        self._starred: Collection[int] = ()
        self._empty = ""
        self._meant: tuple[str, str] | None = None
        self._asked = 0

    @property
    def hits(self) -> Sequence[Hit]:
        """The hits loaded so far."""
        return self._hits

    def show(self, hits: Sequence[Hit], total: int, empty: str, meant: tuple[str, str] | None = None) -> None:
        """Show other hits from the top; ``empty`` is what to say when there are none.

        ``meant`` is a query to offer then, and how it is taken.
        """
        self._hits = list(hits)
        self._total = total
        self._asked = len(hits)
        self._empty = empty
        self._meant = None if hits else meant
        self._rebuild(cursor=0)

    def action_open(self) -> None:
        """Open the item under the cursor, or take the query that is offered."""
        if self._meant:
            self.post_message(self.Taken())
        else:
            super().action_open()

    def extend(self, hits: Sequence[Hit], *, more: bool) -> None:
        """Add the next hits at the end; ``more``: there are others after these."""
        self._hits.extend(hits)
        self._total = len(self._hits) + int(more)
        self._asked = len(self._hits)
        self._rebuild()

    def set_marks(self, read: Collection[int], starred: Collection[int]) -> None:
        """Say which articles are read and which are starred, by id."""
        self._read, self._starred = read, starred
        self._rebuild()

    def ask_again(self) -> None:
        """Let more hits be asked for after they did not come."""
        self._asked = len(self._hits)

    def index_of(self, article_id: int) -> int | None:
        """The item that shows an article."""
        return next((i for i, hit in enumerate(self._hits) if hit.article.id == article_id), None)

    def move_to(self, item: int) -> None:
        """Move, and ask for more hits when the end comes near."""
        super().move_to(item)
        if self._asked == len(self._hits) < self._total and self.cursor + AHEAD >= len(self._hits):
            self._asked += 1
            self.post_message(self.Wanted(len(self._hits)))

    def resized(self, width: int, height: int) -> None:
        """Cut the rows anew."""
        self._top = 0
        self._rebuild()

    def _rebuild(self, cursor: int | None = None) -> None:
        width = max(8, self.size.width - 2)
        rows: list[Row] = []
        for item, hit in enumerate(self._hits):
            rows += self._hit_rows(item, hit, width)
        if not rows and self._meant:
            rows = _offer(*self._meant, width)
        elif not rows and self._empty:
            rows = text_rows(self._empty, width)
        self.show_rows(rows, cursor=cursor, keep_top=cursor is None)

    def _hit_rows(self, item: int, hit: Hit, width: int) -> list[Row]:
        """Title, source and date, and the snippet if something matches in it."""
        article = hit.article
        star = "* " if article.id in self._starred else ""
        title = cut(star + (article.title or "untitled"), width)
        meta = cut(byline(article.source, str(article.published)), width - 1)
        rows = [
            Row(((title, PLAIN if article.id in self._read else BOLD),), item),
            Row(((" " + " " + meta, DIM),), item),
        ]
        if hit.snippet.matches:
            rows.append(Row((("  ", PLAIN), *snippet_parts(hit.snippet, width - 1)), item))
        return rows


def _offer(query: str, how: str, width: int) -> list[Row]:
    """A query that finds something in place of one that does not, and how it is taken."""
    words = printable(query)
    lines = (words[start:end] for start, end in wrap(words, 0, len(words), width - 3))
    return [
        *text_rows(MEANT, width),
        *(Row((("   " + line, BOLD),)) for line in lines),
        *text_rows(how, width),
    ]


def snippet_parts(snippet: Snippet, width: int) -> list[Part]:
    """The part of a snippet around its first match that fits into ``width`` cells, matches marked."""
    text, matches = snippet.text, snippet.matches
    first = matches[0]
    start = max(0, first[0] - max(0, (width - (first[1] - first[0])) // 3))
    if start:
        space = text.find(" ", start, first[0])
        start = space + 1 if space >= 0 else start
    parts: list[Part] = [("… ", DIM)] if start else []
    room = width - 2 * bool(start)
    shown = cut(text[start:], room)
    at = 0
    for begin, end in ((max(0, b - start), max(0, e - start)) for b, e in matches):
        if begin >= len(shown):
            break
        parts.append((shown[at:begin], DIM))
        parts.append((shown[begin:end], MATCH))
        at = end
    parts.append((shown[at:], DIM))
    return parts
