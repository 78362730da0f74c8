"""The article: its text with entities, matches and quotes marked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from textual import events
from textual.message import Message
from textual.strip import Strip

from index.models import Article, Label, Mention
from reader.tui.cells import Part, cut, strip_of, wrap
from reader.tui.commands import Scope, bindings
from reader.tui.highlight import Painted
from reader.tui.layout import ArticleLayout, RowKind
from reader.tui.marks import Marks, QuoteMarks, Span, highlights, sign_of
from reader.tui.styles import ACTIVE_HEADING, BOLD, DIM, HEADING, PLAIN
from reader.tui.widgets.canvas import Canvas

QUIET = frozenset({Label.DATE})
"""The kinds that are marked in the text and passed over from name to name."""

AROUND = 120
"""Characters that are shown on each side of a mention."""

MARGIN = 1


@dataclass(frozen=True, slots=True)
class Found:
    """A jump's target: number ``index`` of ``total``, counted from 1; ``round`` if past the last or first."""

    index: int
    total: int
    round: bool


class ArticlePane(Canvas, can_focus=True):
    """One article, or a notice when there is none."""

    BINDINGS = bindings(Scope.PANE)

    @dataclass
    class NameOpened(Message):
        """The user opens the name under the cursor."""

    @dataclass
    class Scrolled(Message):
        """Other rows are in view; ``read`` says that the reader has gone on in the article."""

        read: bool

    def __init__(self, notice: str, *, id: str) -> None:  # noqa: A002
        super().__init__(id=id)
        self._article: Article | None = None
        self._meta = ""
        self._notice = notice
        self._mentions: Sequence[Mention] = ()
        self._mention: Mention | None = None
        self._lost: Span | None = None
        self._marks = Marks()
        self._painted = Painted(())
        self._layout: ArticleLayout | None = None
        self._top = 0
        self._anchor = 0

    @property
    def article(self) -> Article | None:
        """The article that is shown."""
        return self._article

    @property
    def matches(self) -> tuple[Span, ...]:
        """The query's matches in the article."""
        return self._marks.matches

    @property
    def mentions(self) -> tuple[Mention, ...]:
        """The entities named in the article."""
        return tuple(self._mentions)

    @property
    def mention(self) -> Mention | None:
        """The mention under the cursor, while it is in view."""
        mention = self._mention
        if mention is None or self._marks.current != (mention.start, mention.end):
            return None
        return mention if self._in_view(mention.start) else None

    @property
    def body_height(self) -> int:
        """Rows below the heading."""
        return max(1, self.size.height - 1)

    @property
    def offset_in_view(self) -> int:
        """The offset of the text at the top of the view."""
        return self._rows_of_text.rows[self._top].start if self._article else 0

    @property
    def span_in_view(self) -> Span:
        """The range of the text that is in view, empty when there is no article."""
        if self._article is None:
            return 0, 0
        rows = self._rows_of_text.rows
        last = min(self._top + self.body_height, len(rows)) - 1
        return rows[self._top].start, rows[last].end

    def show(self, article: Article, mentions: Sequence[Mention], meta: str, matches: Sequence[Span]) -> None:
        """Show an article from its beginning."""
        self._article = article
        self._mentions, self._mention, self._lost = mentions, None, None
        self._meta = meta
        self._layout = None
        self._top = self._anchor = 0
        self._mark(Marks(matches=tuple(matches)))
        self.post_message(self.Scrolled(read=False))

    def show_notice(self, notice: str) -> None:
        """Show a text in place of an article."""
        self._article = None
        self._mentions, self._mention = (), None
        self._notice = notice
        self._top = 0
        self._mark(Marks())

    def set_meta(self, meta: str) -> None:
        """Change the line under the title."""
        self._meta = meta
        self.repaint()

    def set_mentions(self, mentions: Sequence[Mention]) -> None:
        """Mark other entities in the same article, with the cursor where it is.

        A name under the cursor that is none any more is where the next jump starts from; the cursor
        is back on it when it is one again.
        """
        self._mentions = mentions
        here, current = self._mention, self._marks.current
        span = (here.start, here.end) if here else self._lost
        self._mention = next((each for each in mentions if (each.start, each.end) == span), None)
        if self._mention is None and current == span:
            self._lost, current = span, None
        elif self._mention is not None and current is None and self._lost == span:
            current = span
        self._mark(replace(self._marks, current=current))

    def set_matches(self, matches: Sequence[Span]) -> None:
        """Mark other matches; a name under the cursor stays there."""
        here = self._mention
        current = self._marks.current
        kept = current if here and current == (here.start, here.end) else None
        self._mark(replace(self._marks, matches=tuple(matches), current=kept))

    def mark_quote(self, quote: QuoteMarks, *, jump: bool = False) -> None:
        """Mark a quote and what its attribution rests on, no other; a ``jump`` leaves the name at hand."""
        current = None if jump else self._marks.current
        if (quote, current) != (self._marks.quote, self._marks.current):
            self._mark(replace(self._marks, quote=quote, current=current))

    def mark_reported(self, spans: Sequence[Span]) -> None:
        """Mark speech without quotation marks."""
        if tuple(spans) != self._marks.reported:
            self._mark(replace(self._marks, reported=tuple(spans)))

    def reveal(self, spans: Sequence[Span]) -> None:
        """Bring the first range into view, and as many of those after it as there is room for beside it."""
        if self._article is None or not spans:
            return
        start, end = spans[0]
        row_of = self._rows_of_text.row_of
        for span in spans[1:]:
            both = min(start, span[0]), max(end, span[1])
            if row_of(both[1]) - row_of(both[0]) < self.body_height:
                start, end = both
        self._reveal(start, end)

    def in_view(self, span: Span) -> bool:
        """Whether a part of a range is in view."""
        start, end = self.span_in_view
        return span[0] < end and start < span[1]

    def go_to_offset(self, offset: int) -> None:
        """Put the row that shows ``offset`` at the top."""
        self._put_at_top(self._rows_of_text.row_of(offset) if offset else 0)

    def next_match(self, step: int) -> Found | None:
        """Jump to the next match, or the previous one for a ``step`` of -1."""
        return self._jump(self._marks.matches, step)

    def next_mention(self, step: int) -> tuple[Found, Mention] | None:
        """Jump to the next mention of a person, organisation or place, or the previous one."""
        mentions = [each for each in self._mentions if each.label not in QUIET]
        found = self._jump([(each.start, each.end) for each in mentions], step)
        if found is None:
            return None
        self._mention = mentions[found.index - 1]
        return found, self._mention

    def go_to_entity(self, entity_id: int) -> tuple[Found, Mention] | None:
        """Put the cursor on the first mention of an entity below the title, else in it."""
        mentions = [each for each in self._mentions if each.label not in QUIET]
        title_end = self._article.body_start if self._article else 0
        own = [each for each in mentions if each.entity_id == entity_id]
        if not own:
            return None
        self._mention = next((each for each in own if each.start >= title_end), own[0])
        span = (self._mention.start, self._mention.end)
        self._mark(replace(self._marks, current=span))
        self._reveal(*span, read=True)
        return Found(mentions.index(self._mention) + 1, len(mentions), round=False), self._mention

    def line_around(self, mention: Mention) -> str:
        """What stands around a mention, on one line."""
        if self._article is None:
            return ""
        text = self._article.text
        first, last = text.rfind("\n", 0, mention.start) + 1, text.find("\n", mention.end)
        last = len(text) if last < 0 else last
        start, end = max(first, mention.start - AROUND), min(last, mention.end + AROUND)
        before, after = text[start : mention.start], text[mention.end : end]
        if start > first:
            before = "… " + before.partition(" ")[2]
        if end < last:
            after = after.rpartition(" ")[0] + " …"
        return before + text[mention.start : mention.end] + after

    def paint(self, y: int, width: int) -> Strip:
        """The heading, then the rows from the top one on."""
        if y == 0:
            style = ACTIVE_HEADING if self.has_focus else HEADING
            return strip_of([(" ", PLAIN), (cut(self._heading, width - 2), style)], width)
        if self._article is None:
            return strip_of(self._notice_parts(y - 1, width), width)
        index = self._top + y - 1
        rows = self._rows_of_text.rows
        return strip_of(self._row_parts(index, width) if index < len(rows) else [], width)

    def resized(self, width: int, height: int) -> None:
        """Wrap anew, with the same words at the top."""
        if self._article is None:
            return
        self._layout = None
        self._top = self._clamp(self._rows_of_text.row_of(self._anchor)) if self._anchor else 0
        self.post_message(self.Scrolled(read=False))

    def action_down(self) -> None:
        """One row down."""
        self._read_from(self._top + 1)

    def action_up(self) -> None:
        """One row up."""
        self._read_from(self._top - 1)

    def action_page_down(self) -> None:
        """One page down, with one row of the page before."""
        self._read_from(self._top + max(1, self.body_height - 1))

    def action_page_up(self) -> None:
        """One page up."""
        self._read_from(self._top - max(1, self.body_height - 1))

    def action_top(self) -> None:
        """To the beginning."""
        self._read_from(0)

    def action_bottom(self) -> None:
        """To the end."""
        self._read_from(len(self._rows_of_text.rows))

    def action_open(self) -> None:
        """Open the name under the cursor; without one, one page down, as Enter does in a pager."""
        if self.mention is not None:
            self.post_message(self.NameOpened())
        else:
            self.action_page_down()

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Scroll with the wheel."""
        self._read_from(self._top + 3)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Scroll with the wheel."""
        self._read_from(self._top - 3)

    @property
    def _heading(self) -> str:
        """The title once it is scrolled away, else what the pane is."""
        if self._article and self._top and self._article.title:
            return self._article.title
        return "ARTICLE"

    @property
    def _rows_of_text(self) -> ArticleLayout:
        """The layout at the present width."""
        if self._layout is None:
            article = self._article
            if article is None:
                raise ValueError("no article is shown")
            self._layout = ArticleLayout(article, self.size.width - 2 * MARGIN - 1)
        return self._layout

    def _row_parts(self, index: int, width: int) -> list[Part]:
        """One row of the article."""
        row = self._rows_of_text.rows[index]
        article = self._article
        if article is None:
            return []
        if row.kind is RowKind.META:
            return [(" " * (MARGIN + 1), PLAIN), (cut(self._meta, width - MARGIN - 2), DIM)]
        sign = sign_of(self._marks, row.start, row.end) if row.start < row.end else " "
        parts: list[Part] = [(sign, BOLD if sign.strip() else PLAIN), (" " * MARGIN, PLAIN)]
        words = self._painted.parts(article.text, row.start, row.end)
        if row.kind is RowKind.TITLE:
            words = [(text, BOLD + style) for text, style in words]
        return parts + words

    def _notice_parts(self, index: int, width: int) -> list[Part]:
        """One row of the notice."""
        rows = wrap(self._notice, 0, len(self._notice), min(width - 2 * MARGIN - 1, 66))
        if index >= len(rows):
            return []
        start, end = rows[index]
        return [(" " * (MARGIN + 1), PLAIN), (self._notice[start:end], PLAIN)]

    def _mark(self, marks: Marks) -> None:
        """Lay marks over the entities."""
        self._marks = marks
        if marks.current:
            self._lost = None
        self._painted = Painted(highlights(self._mentions, marks))
        self.repaint()

    def _jump(self, spans: Sequence[Span], step: int) -> Found | None:
        """Go to the next of ``spans`` after the current place, or the previous one; round at the ends."""
        if not spans or self._article is None:
            return None
        start = self._jump_from(step)
        ahead = [index for index, span in enumerate(spans) if (span[0] - start) * step > 0]
        ordered = ahead or range(len(spans))
        index = min(ordered) if step > 0 else max(ordered)
        self._mark(replace(self._marks, current=spans[index]))
        self._reveal(*spans[index], read=True)
        return Found(index + 1, len(spans), round=not ahead)

    def _jump_from(self, step: int) -> int:
        """The offset that a jump starts from: the current place if it is in view, else the view's top."""
        current = self._marks.current or self._lost
        if current and self._in_view(current[0]):
            return current[0]
        return self.offset_in_view - (step > 0)

    def _in_view(self, offset: int) -> bool:
        row = self._rows_of_text.row_of(offset)
        return self._top <= row < self._top + self.body_height

    def _reveal(self, start: int, end: int, *, read: bool = False) -> None:
        """Scroll so that ``start:end`` is in view, its beginning in any case, with some rows around it."""
        first, last = self._rows_of_text.row_of(start), self._rows_of_text.row_of(end)
        if self._top <= first and last < self._top + self.body_height:
            return
        room = self.body_height - 1 - (last - first)
        self._put_at_top(first - max(0, min(self.body_height // 3, room)), read=read)

    def _read_from(self, row: int) -> None:
        """Put a row at the top, as the reader goes on."""
        self._put_at_top(row, read=True)

    def _put_at_top(self, row: int, *, read: bool = False) -> None:
        if self._article is None:
            return
        row = self._clamp(row)
        if row != self._top:
            self._top = row
            self.repaint()
            self.post_message(self.Scrolled(read))
        self._anchor = self.offset_in_view if row else 0

    def _clamp(self, row: int) -> int:
        """The nearest top row that leaves no more empty rows than need be."""
        return max(0, min(row, len(self._rows_of_text.rows) - self.body_height))
