"""The help screen: every key, made from the table of commands, and what signs and queries mean."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from rich.cells import cell_len
from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.screen import Screen

from reader.tui.cells import wrap
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
    ("has:quotes  entity:12", "articles that quote somebody, that name one entity by its number"),
    ("date:2024  date:2023-04..2023-06  date:>2024-04-15", "by date"),
)


SIGNS = (
    ("?", "it is not sure who speaks; w shows why"),
    ("~", "reported without quotation marks: the words of the article"),
    ("=", "you have said who speaks; U takes it back"),
    ("×3", "three articles have exactly these words; v shows them"),
    ("│", "in the list: in view in the article"),
    ("▌", "in the article: the selected quote"),
    ("›", "in the article, after w: a name that the attribution rests on"),
    ("[-one-] {+two+}", "left out and added against the article that came first"),
)


class HelpScreen(Screen[None]):
    """A list of keys and query forms to read through."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,question_mark,f1,ctrl+c", "leave", "Close", show=False, priority=True)
    ]

    def __init__(self, commands: Sequence[Command]) -> None:
        super().__init__()
        self._commands = commands

    def compose(self) -> ComposeResult:
        """The list."""
        yield ListPane("HELP · q closes", id="help")

    def on_mount(self) -> None:
        """Take the keys."""
        self.query_one(ListPane).focus()

    def on_resize(self, event: events.Resize) -> None:
        """Fill the list for the width."""
        rows = _rows(self._commands, event.size.width - 2)
        self.query_one(ListPane).show_rows(rows, keep_top=True)

    def action_leave(self) -> None:
        """Close the help."""
        self.dismiss()


def _rows(commands: Sequence[Command], width: int) -> list[Row]:
    """Keys by scope, then signs, then what a query may be made of, in rows of ``width`` cells."""
    table: list[tuple[str, str] | str] = []
    for scope in Scope:
        table.append(f"Keys {scope}")
        table += [(keys_of(each), f"{each.title}  ({each.name})") for each in in_scope(scope, commands)]
    table.append("Signs of quotes")
    table += SIGNS
    table.append("Queries")
    table += QUERIES
    indent = max(cell_len(keys_of(command)) for command in commands) + 3
    rows: list[Row] = []
    for item, entry in enumerate(table):
        if isinstance(entry, str):
            rows.append(Row(((entry, BOLD),), item))
        else:
            rows += _entry(item, *entry, indent, width)
    return rows


def _entry(item: int, left: str, right: str, indent: int, width: int) -> list[Row]:
    """What is typed and what it does, beside each other; a long left side takes a row of its own."""
    rows = []
    lead = f" {left}".ljust(indent)
    if cell_len(lead) > indent:
        rows.append(Row(((lead, PLAIN),), item))
        lead = " " * indent
    for start, end in wrap(right, 0, len(right), max(20, width - indent)):
        rows.append(Row(((lead, PLAIN), (right[start:end], DIM)), item))
        lead = " " * indent
    return rows
