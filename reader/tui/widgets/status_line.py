"""The last line: keys or a message on the left, where one is on the right."""

from __future__ import annotations

from rich.cells import cell_len
from rich.style import Style
from textual.strip import Strip

from reader.tui.cells import cut, printable, strip_of
from reader.tui.styles import DIM, PLAIN
from reader.tui.widgets.canvas import Canvas


class StatusLine(Canvas):
    """A line of text that is updated in place."""

    def __init__(self, hints: str, *, id: str) -> None:  # noqa: A002
        super().__init__(id=id)
        self._hints = hints
        self._message = ""
        self._style: Style = PLAIN
        self._where = ""

    @property
    def message(self) -> str:
        """The message shown, empty when the keys are."""
        return self._message

    def show(self, message: str, style: Style = PLAIN) -> None:
        """Show a message in place of the keys; an empty one brings the keys back."""
        self._message = printable(message)
        self._style = style
        self.repaint()

    def locate(self, where: str) -> None:
        """Say where one is."""
        self._where = printable(where)
        self.repaint()

    def paint(self, y: int, width: int) -> Strip:
        """The line."""
        where = cut(self._where, max(0, width // 2))
        if cell_len(self._message) > width - cell_len(where) - 3:
            where = ""
        room = width - cell_len(where) - 3
        left, style = (self._message, self._style) if self._message else (self._hints, DIM)
        left = cut(left, room)
        gap = " " * (width - cell_len(left) - cell_len(where) - 2)
        return strip_of([(" ", PLAIN), (left, style), (gap, PLAIN), (where, PLAIN)], width)
