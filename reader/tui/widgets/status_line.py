"""The last line: keys, a message or the progress of work on the left, where one is on the right.

What does not fit into a line takes more, over what is shown there.
"""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len
from rich.style import Style
from textual.strip import Strip

from reader.tui.cells import Part, cut, printable, strip_of, wrap
from reader.tui.styles import DIM, PLAIN
from reader.tui.widgets.canvas import Canvas

MOST_ROWS = 4
"""Rows of a message that are shown."""


class StatusLine(Canvas):
    """A line of text that is updated in place."""

    def __init__(self, hints: str, *, id: str) -> None:  # noqa: A002
        super().__init__(id=id)
        self._hints = hints
        self._message: list[Part] = []
        self._report: list[Part] = []
        self._passing = False
        self._where = ""
        self._rows: list[tuple[int, int]] = []

    @property
    def message(self) -> str:
        """The message shown, empty when the keys are."""
        return "".join(text for text, _ in self._message)

    def show(self, message: str, style: Style = PLAIN) -> None:
        """Show a message in place of the keys and reports; an empty one brings them back."""
        self.show_parts([(message, style)] if message else [])

    def show_parts(self, parts: Sequence[Part]) -> None:
        """Show a message in several styles."""
        self._message = [(printable(text), style) for text, style in parts]
        self.repaint()

    def report(self, text: str, style: Style = PLAIN, *, passing: bool = False) -> None:
        """Show how far work in the background is, in place of the keys, where there is no message.

        An empty text says that there is none. A ``passing`` report is forgotten once it has been seen.
        """
        self._report, self._passing = [(printable(text), style)] if text else [], passing
        self.repaint()

    def forget(self) -> None:
        """Take away the message, or the passing report that was shown."""
        if self._message:
            self.show("")
        elif self._report and self._passing:
            self.report("")

    def locate(self, where: str) -> None:
        """Say where one is."""
        self._where = printable(where)
        self.repaint()

    def repaint(self) -> None:
        """Take as many rows as what is told needs."""
        text, width = "".join(text for text, _ in self._told), self.size.width
        self._rows = []
        if width and cell_len(text) > width - 2:
            self._rows = wrap(text, 0, len(text), width - 2)[:MOST_ROWS]
            if self._rows[-1][1] < len(text.rstrip()):
                self._rows[-1] = (self._rows[-1][0], len(text))
        if self.styles.height is None or self.styles.height.value != max(1, len(self._rows)):
            self.styles.height = max(1, len(self._rows))
        super().repaint()

    @property
    def _told(self) -> list[Part]:
        """What is said in place of the keys."""
        return self._message or self._report

    def paint(self, y: int, width: int) -> Strip:
        """The line, or a row of what does not fit into one."""
        told = self._told
        if self._rows:
            start, end = self._rows[min(y, len(self._rows) - 1)]
            return strip_of(
                [(" ", PLAIN), *_between(told, start, end, width - 2), (" " * width, PLAIN)], width
            )
        where = cut(self._where, max(0, width // 2))
        if sum(cell_len(text) for text, _ in told) > width - cell_len(where) - 3:
            where = ""
        room = width - cell_len(where) - 3
        parts: list[Part] = [(" ", PLAIN)]
        for text, style in told or [(self._hints, DIM)]:
            shown = cut(text, max(room, 0) + (not where))
            room -= cell_len(shown)
            parts.append((shown, style))
        return strip_of([*parts, (" " * (room + 1), PLAIN), (where, PLAIN)], width)


def _between(parts: Sequence[Part], start: int, end: int, width: int) -> list[Part]:
    """The characters ``start:end`` of styled parts, cut to ``width`` cells."""
    found: list[Part] = []
    at = 0
    for text, style in parts:
        piece = cut(text[max(0, start - at) : max(0, end - at)], width)
        width -= cell_len(piece)
        found.append((piece, style))
        at += len(text)
    return found
