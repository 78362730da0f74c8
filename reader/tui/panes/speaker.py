"""A list of a speaker's quotes, with what is known of the speaker above them or in a list of its own."""

from __future__ import annotations

from dataclasses import dataclass

from textual.message import Message

from reader.tui.entity_rows import Rows
from reader.tui.speaker_rows import Item
from reader.tui.widgets.list_pane import ListPane

AHEAD = 10
"""Items before the end of a list at which more are asked for."""


class SpeakerPane(ListPane):
    """Items of a speaker's page; says when another one is selected."""

    @dataclass
    class Moved(Message):
        """The cursor is on another item."""

        pane: SpeakerPane

    @dataclass
    class Resized(Message):
        """The pane has another size, or is shown for the first time."""

    def __init__(self, heading: str, *, id: str) -> None:  # noqa: A002
        super().__init__(heading, id=id)
        self._page = Rows[Item](0)

    @property
    def selected(self) -> Item | None:
        """What the item under the cursor stands for."""
        return self._page.items[self.cursor] if self.items else None

    @property
    def near_end(self) -> bool:
        """Whether the cursor comes near to the end."""
        return self.cursor + AHEAD >= self.items

    @property
    def room(self) -> int:
        """Cells of a row beside the gutter."""
        return max(8, self.size.width - 2)

    @property
    def top(self) -> int:
        """The row at the top, counted from the beginning of the list."""
        return self._top

    def fill(self, page: Rows[Item], cursor: int | None, top: int | None = None) -> None:
        """Show other rows; the cursor goes to an item, or stays where it is with the rows around it.

        With ``top`` that row is the first one if the cursor is in view then.
        """
        self._page = page
        if top is not None:
            self._top = min(top, max(0, len(page.rows) - 1))
        self.show_rows(page.rows, cursor=cursor, keep_top=cursor is None or top is not None)

    def item(self, index: int) -> Item | None:
        """What an item stands for; None when it has gone meanwhile."""
        return self._page.items[index] if index < len(self._page.items) else None

    def scroll_to_top(self, item: int | None = None) -> None:
        """Show the list from the heading of an item on, or from its first row, wherever the cursor is."""
        self._top = self._first_rows[item] - 1 if item and item < self.items else 0
        self.repaint()

    def next_part(self, step: int) -> None:
        """Go to the first item of the next part of the page, or of the one before."""
        later = [item for item in self._page.parts if (item - self.cursor) * step > 0]
        if later:
            self.move_to(min(later) if step > 0 else max(later))

    def move_to(self, item: int) -> None:
        """Move, and say so."""
        before = self.cursor
        super().move_to(item)
        if self.cursor != before:
            self.post_message(self.Moved(self))

    def resized(self, width: int, height: int) -> None:
        """Ask for rows of the present width."""
        self.post_message(self.Resized())
