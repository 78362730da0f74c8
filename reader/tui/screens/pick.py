"""A line to type a name in, with the names that it may be."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from typing import ClassVar

from rich.cells import cell_len
from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.screen import Screen
from textual.timer import Timer

from index.models import EntityCount
from reader.tui.cells import cut, printable
from reader.tui.entity_rows import counted, hint_beside
from reader.tui.styles import BOLD, DIM, ENTITY, ENTITY_WORDS, PLAIN
from reader.tui.widgets.list_pane import ListPane, Row
from reader.tui.widgets.query_line import QueryLine

Picked = EntityCount | str
"""An entity, or a name as it is typed."""

Find = Callable[[str], Awaitable[Sequence[Picked]]]


class PickScreen(Screen[Picked | None]):
    """Entities or names to choose from, narrowed down by typing; the result is the chosen one, or None."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up,ctrl+p", "move(-1)", show=False, priority=True),
        Binding("down,ctrl+n", "move(1)", show=False, priority=True),
        Binding("pageup", "page(-1)", show=False, priority=True),
        Binding("pagedown", "page(1)", show=False, priority=True),
        Binding("escape,ctrl+c", "leave", show=False, priority=True),
        Binding("enter", "take", show=False, priority=True),
    ]

    def __init__(self, question: str, find: Find, *, pause: float) -> None:
        """``find`` gives what to choose from for what is typed; ``pause`` is how long typing rests before."""
        super().__init__()
        self._question = question
        self._find = find
        self._pause = pause
        self._found: Sequence[Picked] = ()
        self._shown_for: str | None = None
        self._timer: Timer | None = None

    def compose(self) -> ComposeResult:
        """A line to type in, and the names."""
        yield QueryLine(prompt=">", id="subject")
        yield ListPane(f"{printable(self._question)} · Enter chooses, Esc closes", id="names")

    def on_mount(self) -> None:
        """Show what is likely."""
        self.query_one(QueryLine).focus()
        self._look()

    def on_resize(self, event: events.Resize) -> None:
        """Cut the rows anew."""
        if self._shown_for is not None:
            self._show()

    @on(QueryLine.Changed)
    def _typed(self) -> None:
        if self._timer is not None:
            self._timer.stop()
        self._timer = self.set_timer(self._pause, self._look)

    @on(ListPane.Opened)
    async def _clicked(self) -> None:
        await self.action_take()

    def action_move(self, step: int) -> None:
        """Move the cursor."""
        pane = self.query_one(ListPane)
        pane.move_to(pane.cursor + step)

    def action_page(self, step: int) -> None:
        """Move the cursor by a page."""
        pane = self.query_one(ListPane)
        pane.move_to(pane.cursor + step * pane.body_height)

    async def action_take(self) -> None:
        """Close with what is under the cursor, as it is for what is typed."""
        if self._shown_for != self.query_one(QueryLine).text:
            await self._fill()
        pane = self.query_one(ListPane)
        if self._found:
            self.dismiss(self._found[pane.cursor])

    def action_leave(self) -> None:
        """Close without a choice."""
        self.dismiss(None)

    def _look(self) -> None:
        """Look for names in the background."""
        self.run_worker(self._fill(), group="names", exclusive=True)

    async def _fill(self) -> None:
        """Show the names for what is typed."""
        text = self.query_one(QueryLine).text
        found = await self._find(text)
        if text == self.query_one(QueryLine).text:
            self._found, self._shown_for = found, text
            self._show()

    def _show(self) -> None:
        """Fill the list."""
        pane = self.query_one(ListPane)
        rows = [_row(item, each, self.size.width - 2) for item, each in enumerate(self._found)]
        pane.show_rows(rows or [Row(((" No name begins so.", PLAIN),))], cursor=0)


def _row(item: int, picked: Picked, width: int) -> Row:
    """A name with its kind and counts, or as it is typed."""
    if isinstance(picked, str):
        return Row(((" ", PLAIN), (cut(printable(picked), width - 1), BOLD)), item)
    note = f"{ENTITY_WORDS[picked.label]} · {counted(picked)}"
    name = cut(printable(picked.name), max(8, width - len(note) - 3))
    room = min(width, 78) - 1 - len(note)
    hint = hint_beside(picked, room - cell_len(name) - 2)
    gap = " " * max(2, room - cell_len(name + hint))
    return Row(((" ", PLAIN), (name, ENTITY[picked.label]), (hint + gap, DIM), (note, DIM)), item)
