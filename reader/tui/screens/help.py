"""The help screen: every key, made from the table of commands."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from rich.cells import cell_len
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.screen import Screen

from reader.tui.cells import Part
from reader.tui.commands import Command, Scope, in_scope, keys_of
from reader.tui.styles import BOLD, DIM, PLAIN
from reader.tui.widgets.list_pane import ListPane, Row

QUERIES = (
    ("putin xi", "articles with both words"),
    ('"machine tools"', "the words side by side"),
    ("putin OR xi  -trade", "either word, without a third"),
    ("sanct*  sulivan~", "words that begin so, or are spelled nearly so"),
    ("by:blinken", "articles that quote somebody"),
    ("about:nato  person:xi  org:tass  place:kyiv", "articles that name somebody or something"),
    ("title:war  source:upi", "words of the title, the source"),
    ("date:2024  date:2023-04..2023-06  date:>2024-04-15", "by date"),
)


class HelpScreen(Screen[None]):
    """A list of keys and query forms to read through."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,question_mark,f1", "leave", "Close", show=False)
    ]

    def __init__(self, commands: Sequence[Command]) -> None:
        super().__init__()
        self._commands = commands

    def compose(self) -> ComposeResult:
        """The list."""
        yield ListPane("HELP · q closes", id="help")

    def on_mount(self) -> None:
        """Fill the list."""
        pane = self.query_one(ListPane)
        pane.show_rows(_rows(self._commands))
        pane.focus()

    def action_leave(self) -> None:
        """Close the help."""
        self.dismiss()


def _rows(commands: Sequence[Command]) -> list[Row]:
    """Keys by scope, then what a query may be made of."""
    width = max(cell_len(keys_of(command)) for command in commands)
    table: list[tuple[str, str] | str] = []
    for scope in Scope:
        table.append(f"Keys {scope}")
        table += [
            (keys_of(command), f"{command.title}  ({command.name})") for command in in_scope(scope, commands)
        ]
    table.append("Queries")
    table += QUERIES
    rows: list[Row] = []
    for item, entry in enumerate(table):
        parts: tuple[Part, ...] = ((entry, BOLD),) if isinstance(entry, str) else _entry(*entry, width)
        rows.append(Row(parts, item))
    return rows


def _entry(left: str, right: str, width: int) -> tuple[Part, ...]:
    if cell_len(left) > width:
        return ((f" {left}  ", PLAIN), (right, DIM))
    return ((f" {left:<{width}}  ", PLAIN), (right, DIM))
