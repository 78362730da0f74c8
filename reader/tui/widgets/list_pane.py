"""A list of items of one or more rows under a heading; only a marker in the gutter moves."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from textual import events
from textual.message import Message
from textual.strip import Strip

from reader.tui.cells import Part, cut, strip_of, wrap
from reader.tui.commands import Scope, bindings
from reader.tui.styles import ACTIVE_HEADING, BOLD, DIM, HEADING, PLAIN
from reader.tui.widgets.canvas import Canvas

MARKER = "▌"


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a list; ``item`` is the index of the item that it belongs to, None for a caption."""

    parts: tuple[Part, ...]
    item: int | None = None


def text_rows(text: str, width: int) -> list[Row]:
    """``text`` as captions, wrapped to ``width`` cells."""
    return [Row(((" " + text[start:end], PLAIN),)) for start, end in wrap(text, 0, len(text), width - 1)]


class ListPane(Canvas, can_focus=True):
    """A heading over a list that a cursor moves in."""

    BINDINGS = bindings(Scope.PANE)

    @dataclass
    class Opened(Message):
        """The user opens an item of ``pane``."""

        pane: ListPane
        item: int

        @property
        def control(self) -> ListPane:
            """The pane, for ``@on`` selectors."""
            return self.pane

    def __init__(self, heading: str, *, id: str) -> None:  # noqa: A002
        super().__init__(id=id)
        self.heading = heading
        self.cursor = 0
        self._top = 0
        self._list: Sequence[Row] = ()
        self._first_rows: list[int] = []

    @property
    def items(self) -> int:
        """How many items there are."""
        return len(self._first_rows)

    @property
    def body_height(self) -> int:
        """Rows below the heading."""
        return max(1, self.size.height - 1)

    def show_rows(self, rows: Sequence[Row], *, cursor: int | None = None, keep_top: bool = False) -> None:
        """Show other rows; the cursor goes to item ``cursor`` if given, else stays as near as it can."""
        self._list = rows
        self._first_rows = []
        for index, row in enumerate(rows):
            if row.item is not None and row.item == len(self._first_rows):
                self._first_rows.append(index)
        if cursor is not None:
            self.cursor = cursor
        self.cursor = max(0, min(self.cursor, self.items - 1))
        if not keep_top:
            self._top = 0
        self._reveal()
        self.repaint()

    def move_to(self, item: int) -> None:
        """Put the cursor on ``item``, as near as there is one."""
        item = max(0, min(item, self.items - 1))
        if item == self.cursor:
            return
        self.cursor = item
        self._reveal()
        self.repaint()

    def paint(self, y: int, width: int) -> Strip:
        """The heading, then the rows from the top one on."""
        if y == 0:
            style = ACTIVE_HEADING if self.has_focus else HEADING
            return strip_of([(" ", PLAIN), (cut(self.heading, width - 2), style)], width)
        index = self._top + y - 1
        if index >= len(self._list):
            return strip_of([], width)
        row = self._list[index]
        marked = row.item is not None and row.item == self.cursor and index == self._first_rows[self.cursor]
        gutter = (MARKER, BOLD if self.has_focus else DIM) if marked else (" ", PLAIN)
        return strip_of([gutter, *row.parts], width)

    def resized(self, width: int, height: int) -> None:
        """Bring the cursor into view, from the top: what was hidden had no height to scroll in."""
        self._top = 0
        self._reveal()

    def action_down(self) -> None:
        """One item down."""
        self.move_to(self.cursor + 1)

    def action_up(self) -> None:
        """One item up."""
        if self.cursor == 0 and self._top:
            self._top = 0
            self.repaint()
        self.move_to(self.cursor - 1)

    def action_page_down(self) -> None:
        """One page down."""
        self._move_rows(self.body_height)

    def action_page_up(self) -> None:
        """One page up."""
        self._move_rows(-self.body_height)

    def action_top(self) -> None:
        """To the first item."""
        self._top = 0
        self.move_to(0)
        self.repaint()

    def action_bottom(self) -> None:
        """To the last item."""
        self.move_to(self.items - 1)

    def action_open(self) -> None:
        """Open the item under the cursor."""
        if self.items:
            self.post_message(self.Opened(self, self.cursor))

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Move with the wheel."""
        self.action_down()

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Move with the wheel."""
        self.action_up()

    def on_click(self, event: events.Click) -> None:
        """Put the cursor where the mouse clicks; open on the second click."""
        index = self._top + event.y - 1
        item = self._list[index].item if event.y and index < len(self._list) else None
        if item is None:
            return
        if item == self.cursor or event.chain > 1:
            self.action_open()
        self.move_to(item)

    def _move_rows(self, rows: int) -> None:
        """Move the cursor by about so many rows."""
        if not self.items:
            return
        target = self._first_rows[self.cursor] + rows
        item = self.cursor
        step = 1 if rows > 0 else -1
        while 0 <= item + step < self.items and step * (self._first_rows[item + step] - target) <= 0:
            item += step
        self.move_to(item if item != self.cursor else self.cursor + step)

    def _reveal(self) -> None:
        """Scroll half a page when the cursor's item is not wholly in view: few repaints on the way."""
        if not self.items:
            self._top = 0
            return
        first = self._first_rows[self.cursor]
        last = self._first_rows[self.cursor + 1] - 1 if self.cursor + 1 < self.items else len(self._list) - 1
        while last > first and self._list[last].item is None:
            last -= 1
        height = self.body_height
        if first < self._top:
            self._top = max(0, min(first, last - height // 2))
        elif last >= self._top + height:
            self._top = min(first, max(first - height // 2, last - height + 1))
        caption = first - 1
        if caption >= 0 and caption < self._top and self._list[caption].item is None:
            self._top = max(0, caption)
