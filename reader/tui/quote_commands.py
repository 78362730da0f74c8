"""What can be asked of the selected quote: its evidence, its variants, a copy of it."""

from __future__ import annotations

import os
from contextlib import suppress
from typing import TYPE_CHECKING

from rich.cells import cell_len

from index.errors import ArchiveError
from index.models import QuoteInArticle, opening
from reader.tui.cells import cut
from reader.tui.commands import key_of
from reader.tui.panes.quotes import NO_QUOTES
from reader.tui.quote_lines import citation, evidence_parts
from reader.tui.quoting import Quoting
from reader.tui.screens.panes import PanesScreen
from reader.tui.screens.statement import StatementScreen
from reader.tui.styles import DIM
from reader.tui.trail import Compared
from reader.tui.visiting import NO_ARTICLE, Visiting

if TYPE_CHECKING:
    from reader.tui.screens.page import PageScreen

NO_CLIPBOARD = ("linux", "vt100", "vt102", "vt220")
"""The kinds of terminals, as TERM names them, that have no clipboard."""

MOST_COPIED = 50_000
"""Characters that terminals take at once, a cautious figure: some drop longer ones without a word."""


class QuoteCommands:
    """Answers about the quote under the cursor of the quotes pane, which is the one marked in the article."""

    def __init__(self, frame: PanesScreen, visiting: Visiting, quoting: Quoting) -> None:
        self._frame = frame
        self._visiting = visiting
        self._quoting = quoting

    def at_hand(self) -> QuoteInArticle | None:
        """The selected quote with its article, the first one of a selected speaker.

        Says how to select one when there is none.
        """
        frame = self._frame
        article = frame.article.article
        item = frame.quotes.selected
        if item is not None and item.elsewhere is not None:
            return item.elsewhere
        here = item.first_here if item is not None else None
        if here is not None and article is not None:
            return QuoteInArticle(here, article.summary)
        if article is None:
            frame.tell(NO_ARTICLE)
        else:
            frame.tell(f"Select a quote first: {self._key('quotes-pane')}, then j." if item else NO_QUOTES)
        return None

    def show_evidence(self) -> None:
        """Show what the selected quote's attribution rests on; when asked again, the next piece of it."""
        found = self.at_hand()
        if found is None:
            return
        frame = self._frame
        item = frame.quotes.selected
        if item is not None and item.elsewhere is not None:
            if not self._visiting.open_quote(found):
                return
        elif self._quoting.marked != found.quote or not self._quoting.shows_evidence:
            self._visiting.leave()
            frame.quotes.select_quote(found.quote)
        self._quoting.tour(found.quote)
        self._visiting.locate()
        article = frame.article.article
        if article is not None:
            parts = evidence_parts(found.quote, article.text, frame.size.width - 4)
            if self._quoting.hides_evidence:
                parts.append((f" · {self._key('evidence')}: more", DIM))
            frame.status.show_parts(parts)

    def compare(self, compared: Compared | None = None, page: PageScreen | None = None) -> None:
        """Show which articles report the words of the selected quote, or of one that was compared before.

        ``page`` is what lies over the panes, if anything does.
        """
        telling = page or self._frame
        if compared is None:
            found = self.at_hand()
            if found is None or found.quote.id is None:
                return
            compared = Compared(found.quote.id)
        number = compared.quote_id
        try:
            statement = self._frame.session.archive.statement(number)
        except ArchiveError as error:
            telling.tell(str(error), error=True)
            return
        if len(statement.variants) == 1:
            telling.tell("No other article of the archive reports these words.")
            return

        def chosen(item: int | None) -> None:
            if item is not None:
                self._follow(statement.variants[item].found, Compared(number, item), page)

        self._frame.app.push_screen(StatementScreen(statement, number, compared.item), chosen)

    def _follow(self, found: QuoteInArticle, compared: Compared, page: PageScreen | None) -> None:
        """Go to one of the variants, away from a page over the panes."""
        if self._visiting.open_quote(found, compared=compared):
            if page is not None:
                page.desk.close()
        elif page is not None:
            page.tell(self._frame.status.message, error=True)

    def copy(self, found: QuoteInArticle | None = None, page: PageScreen | None = None) -> None:
        """Put a quote, or the selected one, with its source on the clipboard of the terminal."""
        telling = page or self._frame
        found = found or self.at_hand()
        if found is None:
            return
        text = citation(found, self._address(found.article.id))
        if os.environ.get("TERM") in NO_CLIPBOARD:
            telling.tell("This terminal has no clipboard.", error=True)
        elif len(text) > MOST_COPIED:
            telling.tell("The quote is too long for the clipboard.", error=True)
        else:
            self._frame.app.copy_to_clipboard(text)
            tmux = " (in tmux: set -s set-clipboard on)" if os.environ.get("TMUX") else ""
            room = self._frame.size.width - cell_len(tmux) - 3
            telling.tell(cut(f"Sent to the clipboard: {opening(text)}", room) + tmux)

    def _address(self, article_id: int) -> str | None:
        """Where an article is from, if it says so."""
        with suppress(ArchiveError):
            return self._frame.session.archive.article(article_id).address
        return None

    def _key(self, name: str) -> str:
        """The key of a command."""
        return key_of(name, self._frame.commands)
