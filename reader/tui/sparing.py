"""Sends the terminal only the cells that differ from what it shows.

Textual paints a whole screen anew, two or three times over, whenever a screen is opened or closed or
a pane comes into view. Over SSH that is seconds; most of the cells are what they were.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from rich.cells import split_graphemes
from rich.console import Console
from rich.control import Control
from rich.segment import Segment
from rich.style import Style
from textual._compositor import CompositorUpdate
from textual.strip import Strip

Piece = tuple[int, int, Strip]
"""A part of a row, to be drawn from a column and a row on, both counted from 0."""


Cell = tuple[str, Style | None]

SETTLED = re.compile(
    "[\x00-\u02ff\u0370-\u0482\u048a-\u0590\u1e00-\u200a\u2010-\u20cf\u2100-\u22ff\u2500-\u25ff"
    "\u3000-\u3029\u3030-\u3096\u309b-\u9fff\uac00-\ud7a3\uff00-\uffef]*"
)
"""Characters that take as many cells on every terminal: no emoji, no mark that joins the one before it."""


class CellsUpdate(CompositorUpdate):
    """Pieces to be drawn in their order."""

    def __init__(self, pieces: Sequence[Piece]) -> None:
        self._pieces = pieces

    def render_segments(self, console: Console) -> str:
        """What is sent for the pieces."""
        sent = []
        for x, y, strip in self._pieces:
            sent += [Control.move_to(x, y).segment.text, strip.render(console)]
        return "".join(sent)


class Shown:
    """What a terminal shows, as far as that is known."""

    def __init__(self) -> None:
        self._rows: Sequence[Strip] = ()

    def forget(self) -> None:
        """Know nothing of what the terminal shows: the next update draws everything."""
        self._rows = ()

    def update_to(self, rows: Sequence[Strip]) -> CellsUpdate | None:
        """What turns the screen into ``rows``; None when it shows them already."""
        before, self._rows = self._rows, rows
        if len(before) != len(rows) or any(
            old.cell_length != new.cell_length for old, new in zip(before, rows, strict=True)
        ):
            return CellsUpdate([piece for y, row in enumerate(rows) for piece in _pieces(y, row)])
        pieces: list[Piece] = []
        for y, (old, new) in enumerate(zip(before, rows, strict=True)):
            span = changed_cells(old, new)
            if span is not None:
                pieces += _pieces(y, new, *span)
        return CellsUpdate(pieces) if pieces else None


def _pieces(y: int, row: Strip, start: int = 0, end: int | None = None) -> Iterator[Piece]:
    """The cells from ``start`` to ``end`` of a row, or all; a row with characters of unsure width in runs.

    Each run begins at a column of its own, so that a terminal that takes such characters for wider
    or narrower shows all others where they belong. The cells of such a run are emptied first.
    """
    if SETTLED.fullmatch(row.text):
        yield start, y, row.crop(start, end).simplify()
        return
    x = 0
    for settled, run in groupby(_characters(row), key=lambda each: bool(SETTLED.fullmatch(each.text))):
        strip = Strip(run).simplify()
        if not settled:
            yield x, y, Strip.blank(strip.cell_length)
        yield x, y, strip
        x += strip.cell_length


def _characters(row: Strip) -> Iterator[Segment]:
    """A row's characters, each with the marks on it."""
    for text, style, _control in row:
        for start, end, _size in split_graphemes(text)[0]:
            yield Segment(text[start:end], style)


def changed_cells(before: Strip, after: Strip) -> tuple[int, int] | None:
    """The range of cells in which two rows differ, or None.

    It is the whole row if one of them has characters on whose width terminals disagree: what stands
    behind them may stand elsewhere than it should.
    """
    if before is after or before == after:
        return None
    if not (SETTLED.fullmatch(before.text) and SETTLED.fullmatch(after.text)):
        return 0, max(before.cell_length, after.cell_length)
    old, new = _cells(before), _cells(after)
    if len(old) != len(new):
        return 0, max(len(old), len(new))
    differ = [index for index, (one, other) in enumerate(zip(old, new, strict=True)) if one != other]
    if not differ:
        return None
    start, end = differ[0], differ[-1] + 1
    while start and not (new[start][0] and old[start][0]):
        start -= 1
    while end < len(new) and not (new[end][0] and old[end][0]):
        end += 1
    return start, end


def _cells(strip: Strip) -> list[Cell]:
    """A row as one entry a cell; the second cell of a wide character is an empty string."""
    cells: list[Cell] = []
    for text, style, _control in strip:
        if text.isascii():
            cells.extend((character, style) for character in text)
            continue
        for start, end, size in split_graphemes(text)[0]:
            cells.append((text[start:end], style))
            cells.extend([("", style)] * (size - 1))
    return cells
