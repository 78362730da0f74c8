"""Who speaks here: the quotes of the open article by speaker, and theirs in other articles."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from index.models import Quote, QuoteInArticle, Summary
from reader.tui.cells import Part, cut, wrap
from reader.tui.styles import BOLD, DIM, PLAIN, UNSURE
from reader.tui.voices import Voice
from reader.tui.widgets.list_pane import ListPane, Row, text_rows

HEADING_TEXT = "WHO SPEAKS HERE"
QUOTE_ROWS = 2
NO_ARTICLE = "Open an article to see who speaks in it."
NO_QUOTES = "Nobody is quoted in this article."


@dataclass(frozen=True, slots=True)
class QuoteItem:
    """What an item of the pane stands for: a voice, one of its quotes here or elsewhere, or all the rest."""

    voice: Voice
    here: Quote | None = None
    elsewhere: QuoteInArticle | None = None
    rest: bool = False

    @property
    def is_name(self) -> bool:
        """Whether the item shows the speaker's name."""
        return self.quote is None and not self.rest

    @property
    def quote(self) -> Quote | None:
        """The quote that the item shows, if it shows one."""
        return self.here or (self.elsewhere.quote if self.elsewhere else None)


def dateline(article: Summary) -> str:
    """Date, source and title of an article on one line, what is shortest first."""
    parts = (str(article.published) or "undated", article.source, article.title or "untitled")
    return " · ".join(part for part in parts if part)


class QuotesPane(ListPane):
    """The voices of one article."""

    def __init__(self, *, id: str) -> None:  # noqa: A002
        super().__init__(HEADING_TEXT, id=id)
        self._voices: Sequence[Voice] = ()
        self._items: list[QuoteItem] = []
        self._empty = NO_ARTICLE

    def show(self, voices: Sequence[Voice], *, cursor: int = 0) -> None:
        """Show the voices of an article, with the cursor on an item."""
        self._voices = voices
        self._empty = NO_QUOTES
        self._rebuild(cursor=cursor)

    @property
    def selected(self) -> QuoteItem | None:
        """The item under the cursor."""
        return self._items[self.cursor] if self._items else None

    def item(self, index: int) -> QuoteItem:
        """One item."""
        return self._items[index]

    def select_from(self, offset: int) -> None:
        """Select the first quote of this article that ends after ``offset`` of its text."""
        later = [
            (each.here.start, index)
            for index, each in enumerate(self._items)
            if each.here is not None and each.here.end > offset
        ]
        if later:
            self.move_to(min(later)[1])

    def resized(self, width: int, height: int) -> None:
        """Wrap the rows anew."""
        self._top = 0
        self._rebuild()

    def select_quote(self, quote: Quote) -> None:
        """Select a quote of this article."""
        for index, each in enumerate(self._items):
            if each.here is not None and (each.here.start, each.here.end) == (quote.start, quote.end):
                self.move_to(index)

    def next_voice(self, step: int) -> None:
        """Select the next speaker, or the previous one."""
        heads = [index for index, each in enumerate(self._items) if each.is_name]
        later = [index for index in heads if (index - self.cursor) * step > 0]
        if later:
            self.move_to(min(later) if step > 0 else max(later))

    def _reveal(self) -> None:
        """Scroll, and let the heading name the speaker whose name is scrolled away."""
        super()._reveal()
        self.heading = HEADING_TEXT
        if self._items and self.cursor < len(self._items):
            voice = self._items[self.cursor].voice
            head = next(index for index, each in enumerate(self._items) if each.voice is voice)
            if head < self.items and self._first_rows[head] < self._top:
                self.heading = f"{voice.name} …"

    def _rebuild(self, cursor: int | None = None) -> None:
        width = max(8, self.size.width - 2)
        self._items = []
        rows: list[Row] = []
        for voice in self._voices:
            rows += self._voice_rows(voice, width)
        if not rows:
            rows = text_rows(self._empty, width)
        self.show_rows(rows, cursor=cursor, keep_top=cursor is None)

    def _voice_rows(self, voice: Voice, width: int) -> list[Row]:
        """A speaker's name and count, the quotes here, the quotes elsewhere."""
        count = str(len(voice.here))
        style = BOLD if voice.speaker_id is not None else PLAIN
        name = cut(voice.name, width - len(count) - 1)
        gap = " " * max(1, width - len(name) - len(count))
        rows = [Row(((name, style), (gap, PLAIN), (count, DIM)), self._add(QuoteItem(voice)))]
        for quote in voice.here:
            rows += self._quote_rows(quote, self._add(QuoteItem(voice, here=quote)), width)
        if voice.elsewhere:
            count = f"{len(voice.elsewhere)}{'+' if voice.more else ''}"
            rows.append(Row(((f" elsewhere  {count}", DIM),)))
        for other in voice.elsewhere:
            item = self._add(QuoteItem(voice, elsewhere=other))
            line = dateline(other.article)
            rows.append(Row((("  " + cut(line, width - 2), DIM),), item))
            rows += self._quote_rows(other.quote, item, width)
        if voice.more:
            rest = self._add(QuoteItem(voice, rest=True))
            rows.append(Row((("  … all articles that quote them", DIM),), rest))
        rows.append(Row(()))
        return rows

    def _add(self, item: QuoteItem) -> int:
        self._items.append(item)
        return len(self._items) - 1

    def _quote_rows(self, quote: Quote, item: int, width: int) -> list[Row]:
        """A quote's first words in its marks, with a question mark if its speaker is not sure."""
        text = f"“{' '.join(quote.text.split())}”"
        unsure = quote.speaker_name is not None and not quote.sure
        lead: Part = ("?", UNSURE) if unsure else (" ", PLAIN)
        ranges = wrap(text, 0, len(text), width - 3)
        pieces = [text[start:end] for start, end in ranges[:QUOTE_ROWS]]
        if len(ranges) > QUOTE_ROWS:
            pieces[-1] = cut(pieces[-1] + " " * width, width - 3)
        leads = [lead] + [(" ", PLAIN)] * (len(pieces) - 1)
        return [
            Row(((" ", PLAIN), mark, (piece, PLAIN)), item) for mark, piece in zip(leads, pieces, strict=True)
        ]
