"""Who speaks here: the quotes of the open article by speaker, and theirs in other articles."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rich.cells import cell_len
from textual.message import Message
from textual.strip import Strip

from index.models import Quote, QuoteInArticle, QuoteKind, Summary
from reader.tui.cells import ELLIPSIS, cut, printable, strip_of, wrap
from reader.tui.styles import BOLD, DIM, PLAIN, UNSURE
from reader.tui.voices import Voice
from reader.tui.widgets.list_pane import ListPane, Row, text_rows

HEADING_TEXT = "WHO SPEAKS HERE"
QUOTE_ROWS = 2
NO_ARTICLE = "Open an article to see who speaks in it."
NO_QUOTES = "Nobody is quoted in this article."
OR_MORE = "or more"
IN_VIEW = "│"
"""The sign in the gutter of the quotes that are in view in the article."""

UNSURE_SIGN, INDIRECT_SIGN, CORRECTED_SIGN = "?", "~", "="
"""The signs in front of a quote: its speaker is not sure, it has no marks, the user has decided."""

REPEATED_SIGN = "×"
"""The sign behind a quote, before the number of articles that have exactly these words."""


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

    @property
    def first_here(self) -> Quote | None:
        """The quote of this article that the item shows, the first one of a speaker."""
        if self.is_name:
            return next(iter((*self.voice.here, *self.voice.reported)), None)
        return self.here


def dateline(article: Summary) -> str:
    """Date, source and title of an article on one line, what is shortest first."""
    parts = (str(article.published) or "undated", article.source, article.title or "untitled")
    return " · ".join(part for part in parts if part)


def tally(quotes: Sequence[Quote]) -> str:
    """How many quotes are sure, are not, and have no marks, as far as there are such: ``4 2? 1~``."""
    marked = [each for each in quotes if each.kind is not QuoteKind.INDIRECT]
    unsure = sum(each.doubtful for each in marked)
    counts = (len(marked) - unsure, ""), (unsure, UNSURE_SIGN), (len(quotes) - len(marked), INDIRECT_SIGN)
    return " ".join(f"{count}{sign}" for count, sign in counts if count) or "0"


def tally_elsewhere(voice: Voice) -> str:
    """How many quotes a speaker has in other articles; where not all are listed, ``20 of 37``."""
    quotes = [each.quote for each in voice.elsewhere]
    marked = [each for each in quotes if each.kind is not QuoteKind.INDIRECT]
    counts = [tally(marked)] if marked else []
    if voice.more:
        counts = [f"{len(marked)} {OR_MORE if voice.total is None else f'of {voice.total:,}'}"]
    unmarked = len(quotes) - len(marked)
    if unmarked:
        counts.append(f"{unmarked}{INDIRECT_SIGN}{f' {OR_MORE}' if voice.more_reported else ''}")
    return (", " if voice.more or voice.more_reported else " ").join(counts)


class QuotesPane(ListPane):
    """The voices of one article."""

    @dataclass
    class Selected(Message):
        """The reader has put the cursor on another item."""

    def __init__(self, *, id: str) -> None:  # noqa: A002
        super().__init__(HEADING_TEXT, id=id)
        self._voices: Sequence[Voice] = ()
        self._items: list[QuoteItem] = []
        self._in_view: frozenset[int] = frozenset()
        self._empty = NO_ARTICLE

    def show(self, voices: Sequence[Voice], *, cursor: int = 0) -> None:
        """Show the voices of an article, with the cursor on an item."""
        self._voices = voices
        self._empty = NO_QUOTES
        self._in_view = frozenset()
        self._rebuild(cursor=cursor)

    @property
    def selected(self) -> QuoteItem | None:
        """The item under the cursor."""
        return self._items[self.cursor] if self._items else None

    @property
    def reported(self) -> list[Quote]:
        """What the article reports without quotation marks, as far as that is shown."""
        return [quote for voice in self._voices for quote in voice.reported]

    def item(self, index: int) -> QuoteItem:
        """One item."""
        return self._items[index]

    def item_of(self, quote: Quote) -> int | None:
        """The item that shows a quote of this article."""
        return self.item_at((quote.start, quote.end))

    def item_at(self, span: tuple[int, int]) -> int | None:
        """The item that shows the quote of this article from ``span[0]`` to ``span[1]``."""
        for index, each in enumerate(self._items):
            if each.here is not None and (each.here.start, each.here.end) == span:
                return index
        return None

    def show_in_view(self, start: int, end: int) -> None:
        """Mark the quotes in the range of the text that is in view."""
        seen = frozenset(
            index
            for index, each in enumerate(self._items)
            if each.here is not None and each.here.start < end and start < each.here.end
        )
        if seen != self._in_view:
            self._in_view = seen
            self.repaint()

    def follow(self) -> None:
        """Put the cursor on the first quote of the text that is in view, if there is one."""
        seen = [(each.here.start, index) for index in self._in_view if (each := self._items[index]).here]
        if seen:
            super().move_to(min(seen)[1])

    def move_to(self, item: int) -> None:
        """Put the cursor on ``item``, as near as there is one."""
        before = self.cursor
        super().move_to(item)
        if self.cursor != before:
            self.post_message(self.Selected())

    def resized(self, width: int, height: int) -> None:
        """Wrap the rows anew."""
        self._top = 0
        self._rebuild()

    def select_quote(self, quote: Quote) -> None:
        """Select a quote of this article."""
        item = self.item_of(quote)
        if item is not None:
            self.move_to(item)

    def next_voice(self, step: int) -> None:
        """Select the next speaker, or the previous one."""
        heads = [index for index, each in enumerate(self._items) if each.is_name]
        later = [index for index in heads if (index - self.cursor) * step > 0]
        if later:
            self.move_to(min(later) if step > 0 else max(later))

    def paint(self, y: int, width: int) -> Strip:
        """A row, with a sign in the gutter of the quotes that are in view in the article."""
        index = self._top + y - 1
        item = self._list[index].item if y and index < len(self._list) else None
        if item is None or item not in self._in_view or index == self._first_rows[self.cursor]:
            return super().paint(y, width)
        return strip_of([(IN_VIEW, DIM), *self._list[index].parts], width)

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
        count = tally([*voice.here, *voice.reported])
        style = BOLD if voice.speaker_id is not None else PLAIN
        name = cut(printable(voice.name), width - len(count) - 1)
        gap = " " * max(1, width - cell_len(name) - len(count))
        rows = [Row(((name, style), (gap, PLAIN), (count, DIM)), self._add(QuoteItem(voice)))]
        for quote in voice.here:
            rows += _quote_rows(quote, self._add(QuoteItem(voice, here=quote)), width)
        if voice.reported:
            rows.append(Row(((" reported speech", DIM),)))
        for quote in voice.reported:
            rows += _quote_rows(quote, self._add(QuoteItem(voice, here=quote)), width)
        if voice.elsewhere:
            rows.append(Row(((f" elsewhere  {tally_elsewhere(voice)}", DIM),)))
        for other in voice.elsewhere:
            item = self._add(QuoteItem(voice, elsewhere=other))
            line = dateline(other.article)
            rows.append(Row((("  " + cut(line, width - 2), DIM),), item))
            rows += _quote_rows(other.quote, item, width)
        if voice.more or voice.more_reported:
            rest = self._add(QuoteItem(voice, rest=True))
            rows.append(Row((("  … all articles that quote them", DIM),), rest))
        rows.append(Row(()))
        return rows

    def _add(self, item: QuoteItem) -> int:
        self._items.append(item)
        return len(self._items) - 1


def _quote_rows(quote: Quote, item: int, width: int) -> list[Row]:
    """A quote's first words in its marks, after the signs that it has, before how many articles have it."""
    most = QUOTE_ROWS * width
    text = " ".join(quote.text[: 4 * most].split())
    if quote.kind is not QuoteKind.INDIRECT:
        text = f"“{text}”"
    signs = _signs(quote)
    indent = max(2, 1 + len(signs))
    room = width - indent - 1
    ranges = wrap(text, 0, len(text), room)
    pieces = [text[start:end] for start, end in ranges[:QUOTE_ROWS]]
    tail = f" {REPEATED_SIGN}{quote.elsewhere + 1}" if quote.elsewhere else ""
    if len(ranges) > QUOTE_ROWS:
        start, end = ranges[QUOTE_ROWS - 1]
        pieces[-1] = cut(text[start:end], room - 1 - len(tail)).removesuffix(ELLIPSIS) + ELLIPSIS
    elif tail and cell_len(pieces[-1]) + len(tail) > room:
        if len(pieces) < QUOTE_ROWS:
            pieces.append("")
        else:
            pieces[-1] = cut(pieces[-1], room - len(tail))
    style = UNSURE if quote.doubtful else BOLD
    gap = " " * (indent - 1 - len(signs))
    leads = [((" ", PLAIN), (signs, style), (gap, PLAIN)), *[((" " * indent, PLAIN),)] * (len(pieces) - 1)]
    tails = [""] * (len(pieces) - 1) + [tail if pieces[-1] else tail.strip()]
    return [
        Row((*lead, (piece, PLAIN), (end, DIM)), item)
        for lead, piece, end in zip(leads, pieces, tails, strict=True)
    ]


def _signs(quote: Quote) -> str:
    """What is to be known of a quote, a sign each."""
    signs = INDIRECT_SIGN if quote.kind is QuoteKind.INDIRECT else ""
    if quote.corrected:
        return signs + CORRECTED_SIGN
    return signs + (UNSURE_SIGN if quote.doubtful else "")
