"""The list of commands: type a part of a name, run it with Enter."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.screen import Screen

from reader.tui.commands import Command, Scope, keys_of
from reader.tui.styles import BOLD, DIM, PLAIN
from reader.tui.widgets.list_pane import ListPane, Row
from reader.tui.widgets.query_line import QueryLine


class CommandListScreen(Screen[str | None]):
    """Commands by name; the result is the chosen command's name, or None."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up,ctrl+k", "move(-1)", show=False, priority=True),
        Binding("down,ctrl+j", "move(1)", show=False, priority=True),
        Binding("escape,ctrl+c", "leave", show=False, priority=True),
        Binding("enter", "run", show=False, priority=True),
    ]

    def __init__(self, commands: Sequence[Command]) -> None:
        super().__init__()
        self._commands = commands
        self._found: list[Command] = []

    def compose(self) -> ComposeResult:
        """A line to type in, and the commands."""
        yield QueryLine(prompt=":", id="words")
        yield ListPane("COMMANDS · Enter runs, Esc closes", id="commands")

    def on_mount(self) -> None:
        """Show all commands."""
        self._show("")
        self.query_one(QueryLine).focus()

    @on(QueryLine.Changed)
    def _typed(self, event: QueryLine.Changed) -> None:
        self._show(event.text)

    @on(ListPane.Opened)
    def _clicked(self) -> None:
        self.action_run()

    def action_move(self, step: int) -> None:
        """Move the cursor."""
        pane = self.query_one(ListPane)
        pane.move_to(pane.cursor + step)

    def action_run(self) -> None:
        """Close with the command under the cursor."""
        pane = self.query_one(ListPane)
        self.dismiss(self._found[pane.cursor].name if self._found else None)

    def action_leave(self) -> None:
        """Close without a command."""
        self.dismiss(None)

    def _show(self, text: str) -> None:
        """Show the commands that hold every word typed."""
        self._found = matching(text, self._commands)
        width = max(len(command.name) for command in self._commands)
        rows = [
            Row(((f"{c.name:<{width}}  ", BOLD), (c.title, PLAIN), (f"  {keys_of(c)}", DIM)), item)
            for item, c in enumerate(self._found)
        ]
        self.query_one(ListPane).show_rows(rows or [Row((("No command has these words.", PLAIN),))], cursor=0)


def matching(text: str, commands: Sequence[Command]) -> list[Command]:
    """The commands whose name or title holds every word of ``text``, in the table's order."""
    words = text.casefold().split()
    return [
        command
        for command in commands
        if command.scope is not Scope.QUERY
        and all(word in f"{command.name} {command.title}".casefold() for word in words)
    ]
