"""A widget that paints rows of cells and sends the terminal only those that changed.

Over SSH every byte is waited for: a widget that refreshes whole sends a whole pane, a canvas that
moves its cursor sends two cells.
"""

from __future__ import annotations

import re
from typing import Self

from rich.cells import split_graphemes
from rich.style import Style
from textual import events
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget

Cell = tuple[str, Style | None]

SETTLED = re.compile(
    "[\x00-\u02ff\u0370-\u0482\u048a-\u0590\u1e00-\u200a\u2010-\u20cf\u2100-\u22ff\u2500-\u25ff"
    "\u3000-\u3029\u3030-\u3096\u309b-\u9fff\uac00-\ud7a3\uff00-\uffef]*"
)
"""Characters that take as many cells on every terminal: no emoji, no mark that joins the one before it."""


class Canvas(Widget):
    """A widget whose rows are made by :meth:`paint`."""

    ALLOW_SELECT = False

    _rows: list[Strip] | None = None

    def paint(self, y: int, width: int) -> Strip:
        """Row ``y`` of the widget, exactly ``width`` cells wide."""
        raise NotImplementedError

    def repaint(self) -> None:
        """Paint all rows and refresh the cells that differ from what is shown."""
        if self._rows is None or not self._fits(self._rows):
            super().refresh()
            return
        old, self._rows = self._rows, self._paint_all()
        dirty = [
            Region(change[0], y, change[1] - change[0], 1)
            for y, (before, after) in enumerate(zip(old, self._rows, strict=True))
            if (change := changed_cells(before, after))
        ]
        if dirty:
            super().refresh(*dirty)

    def refresh(
        self, *regions: Region, repaint: bool = True, layout: bool = False, recompose: bool = False
    ) -> Self:
        """Refresh as widgets do, but for a whole repaint send only what changed."""
        if regions or layout or recompose or not repaint or self._rows is None:
            return super().refresh(*regions, repaint=repaint, layout=layout, recompose=recompose)
        self.repaint()
        return self

    def render_line(self, y: int) -> Strip:
        """Row ``y`` as the compositor asks for it."""
        if self._rows is None or not self._fits(self._rows):
            self._rows = self._paint_all()
        return self._rows[y] if y < len(self._rows) else Strip.blank(self.size.width)

    def on_resize(self, event: events.Resize) -> None:
        """Lay out for the new size."""
        self.resized(event.size.width, event.size.height)
        self.repaint()

    def resized(self, width: int, height: int) -> None:
        """Lay out for ``width`` x ``height`` cells."""

    def _fits(self, rows: list[Strip]) -> bool:
        width, height = self.size
        return len(rows) == height and (not rows or rows[0].cell_length == width)

    def _paint_all(self) -> list[Strip]:
        width, height = self.size
        return [self.paint(y, width) for y in range(height)]


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
