"""The last line: keys or a message on the left, where one is on the right."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len
from rich.style import Style
from textual.strip import Strip

from reader.tui.cells import Part, cut, printable, strip_of
from reader.tui.styles import DIM, PLAIN
from reader.tui.widgets.canvas import Canvas


class StatusLine(Canvas):
    """A line of text that is updated in place."""

    def __init__(self, hints: str, *, id: str) -> None:  # noqa: A002
        super().__init__(id=id)
        self._hints = hints
        self._message: list[Part] = []
        self._where = ""

    @property
    def message(self) -> str:
        """The message shown, empty when the keys are."""
        return "".join(text for text, _ in self._message)

    def show(self, message: str, style: Style = PLAIN) -> None:
        """Show a message in place of the keys; an empty one brings the keys back."""
        self.show_parts([(message, style)] if message else [])

    def show_parts(self, parts: Sequence[Part]) -> None:
        """Show a message in several styles."""
        self._message = [(printable(text), style) for text, style in parts]
        self.repaint()

    def locate(self, where: str) -> None:
        """Say where one is."""
        self._where = printable(where)
        self.repaint()

    def paint(self, y: int, width: int) -> Strip:
        """The line."""
        where = cut(self._where, max(0, width // 2))
        if cell_len(self.message) > width - cell_len(where) - 3:
            where = ""
        room = width - cell_len(where) - 3
        parts: list[Part] = [(" ", PLAIN)]
        for text, style in self._message or [(self._hints, DIM)]:
            shown = cut(text, room)
            room -= cell_len(shown)
            parts.append((shown, style))
        return strip_of([*parts, (" " * (room + 1), PLAIN), (where, PLAIN)], width)
