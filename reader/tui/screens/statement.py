"""The same words in several articles: a list of the variants, with the words that differ."""

from __future__ import annotations

from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.screen import Screen

from index.models.statements import Statement
from reader.tui.statement_rows import statement_rows
from reader.tui.widgets.list_pane import ListPane


class StatementScreen(Screen[int | None]):
    """The variants of one statement; the result is the index of the one to go to, or None."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,v,H,ctrl+c,ctrl+o", "leave", show=False, priority=True),
        Binding("enter,o", "take", show=False, priority=True),
    ]

    def __init__(self, statement: Statement, quote_id: int, item: int | None = None) -> None:
        """The cursor is on ``item``, else on the quote that the statement was asked for."""
        super().__init__()
        self._statement = statement
        self._quote_id = quote_id
        self._item: int | None = self._own if item is None else item

    def compose(self) -> ComposeResult:
        """The list."""
        articles = len({each.found.article.id for each in self._statement.variants})
        count = f"{articles:,} {'article' if articles == 1 else 'articles'}"
        if self._statement.has_most:
            count = f"{articles:,} articles or more"
        yield ListPane(f"SAME WORDS in {count} · Enter goes there, q closes", id="choices")

    def on_mount(self) -> None:
        """Take the keys."""
        self.query_one(ListPane).focus()

    def on_resize(self, event: events.Resize) -> None:
        """Fill the list for the width."""
        rows = statement_rows(self._statement, self._quote_id, event.size.width - 2)
        self.query_one(ListPane).show_rows(rows, cursor=self._item, keep_top=self._item is None)
        self._item = None

    def action_take(self) -> None:
        """Close with the variant under the cursor."""
        self.dismiss(self.query_one(ListPane).cursor)

    @on(ListPane.Opened)
    def _opened(self, event: ListPane.Opened) -> None:
        self.dismiss(event.item)

    def action_leave(self) -> None:
        """Close without a choice."""
        self.dismiss(None)

    @property
    def _own(self) -> int:
        """The variant that is the quote itself."""
        for item, each in enumerate(self._statement.variants):
            if each.found.quote.id == self._quote_id:
                return item
        return 0
