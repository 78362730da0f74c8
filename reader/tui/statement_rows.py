"""The rows of a statement's variants: who reports the same words, and which words differ."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.style import Style

from index.models import QuoteKind
from index.models.statements import Change, Piece, Statement, Variant
from reader.tui.cells import Part, cut, printable, wrap
from reader.tui.highlight import Highlight, Painted
from reader.tui.panes.quotes import dateline
from reader.tui.quote_lines import named_as
from reader.tui.styles import ADDED, BOLD, DIM, LEFT_OUT, PLAIN
from reader.tui.widgets.list_pane import Row

LOOKS: dict[Change, tuple[str, str, Style]] = {
    Change.KEPT: ("", "", PLAIN),
    Change.LEFT_OUT: ("[-", "-]", LEFT_OUT),
    Change.ADDED: ("{+", "+}", ADDED),
}
"""The signs around words and their style, as in the output of the command wdiff."""

MOST_WORDS = 20_000
"""Code points of a variant that are shown."""


def statement_rows(statement: Statement, quote_id: int | None, width: int) -> list[Row]:
    """The variants in rows of ``width`` cells, an item each, and which of them is ``quote_id``."""
    rows = [Row(()), Row(tuple(_legend())), Row(())]
    for item, variant in enumerate(statement.variants):
        own = variant.found.quote.id == quote_id
        rows += _variant_rows(item, variant, width, first=item == 0, own=own)
    return rows


def change_line(pieces: Sequence[Piece]) -> str:
    """How many words are left out and added, in words."""
    counts = {
        change: sum(len(each.text.split()) for each in pieces if each.change is change) for change in Change
    }
    told = [f"{counts[each]:,} {each}" for each in (Change.LEFT_OUT, Change.ADDED) if counts[each]]
    return "words: " + ", ".join(told) if told else "word for word"


def marked_words(pieces: Sequence[Piece]) -> tuple[str, list[Highlight]]:
    """The words of a variant with signs around those that differ, and their styles."""
    text = ""
    looks = []
    for piece in pieces:
        before, after, style = LOOKS[piece.change]
        start = len(text) + bool(text)
        text += f"{' ' if text else ''}{before}{printable(piece.text)}{after}"
        looks.append(Highlight(start, len(text), style))
    return text, [each for each in looks if each.style]


def _legend() -> Iterator[Part]:
    """What the signs around words mean."""
    for change in (Change.LEFT_OUT, Change.ADDED):
        before, after, style = LOOKS[change]
        yield " ", PLAIN
        yield f"{before}{change}{after}", style
    yield " against the first", PLAIN


def _variant_rows(item: int, variant: Variant, width: int, *, first: bool, own: bool) -> list[Row]:
    """Date, source and title; the speaker as named there; the words."""
    found = variant.found
    notes = ["first" if first else change_line(variant.pieces)]
    if own:
        notes.append("this one")
    rows = [
        Row(((" ", PLAIN), (cut(printable(dateline(found.article)), width - 1), BOLD)), item),
        Row(((" ", PLAIN), (cut(f"{named_as(found.quote)} · {' · '.join(notes)}", width - 1), DIM)), item),
    ]
    text, looks = marked_words(variant.pieces)
    text = text[:MOST_WORDS]
    if found.quote.kind is not QuoteKind.INDIRECT:
        text = f"“{text}”"
        looks = [Highlight(each.start + 1, each.end + 1, each.style) for each in looks]
    painted = Painted(looks)
    for start, end in wrap(text, 0, len(text), width - 3):
        rows.append(Row((("   ", PLAIN), *painted.parts(text, start, end)), item))
    return [*rows, Row(())]
