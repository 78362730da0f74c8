"""The open article: how one comes to it, goes from place to place, and back."""

from __future__ import annotations

from contextlib import suppress

from index.errors import ArchiveError
from index.models import Article, Quote, QuoteInArticle
from index.userstate import Position
from reader.tui.layout import PaneName
from reader.tui.notices import article_meta
from reader.tui.panes.article import Found
from reader.tui.panes.quotes import QuoteItem
from reader.tui.quoting import Quoting
from reader.tui.screens.panes import PanesScreen
from reader.tui.searching import Searching
from reader.tui.session import OpenArticle
from reader.tui.trail import Compared, Place, Trail

NO_ARTICLE = "Open an article first: Enter in the results."


class Visiting:
    """Which article is open, and where the reader has been."""

    def __init__(self, frame: PanesScreen, searching: Searching, quoting: Quoting) -> None:
        self._frame = frame
        self._searching = searching
        self._quoting = quoting
        self._trail = Trail()
        self._detail = ""
        self._indirect = False
        self._resumed = False

    def resume(self, position: Position) -> None:
        """Open the article that was open the last time, where it was left."""
        with suppress(ArchiveError):
            if position.article_id is not None:
                self._show(self._frame.session.open(position.article_id, indirect=self._indirect))
                self._frame.article.go_to_offset(position.offset)
                self._resumed = True

    def note_position(self) -> None:
        """Note where the reader is, for the next time."""
        article = self._frame.article.article
        if article is not None:
            offset = self._frame.article.offset_in_view
            self._frame.session.state.position = Position(article.id, offset, self._searching.query)

    def results_shown(self) -> None:
        """Mark the matches of other results in the article, and find it among them when it was resumed."""
        frame = self._frame
        article = frame.article.article
        if article is None:
            return
        if self._resumed:
            frame.results.move_to(frame.results.index_of(article.id) or 0)
        self._resumed = False
        matches = frame.session.matches(self._searching.query, article, frame.article.mentions)
        frame.article.set_matches(matches)
        self._locate_matches()

    def open_result(self, item: int) -> None:
        """Open a result and go to it."""
        place = self._place()
        if self.open(self._frame.results.hits[item].article.id):
            self._note(place)
            self._frame.go_to(PaneName.ARTICLE)

    def open_neighbour(self, step: int) -> None:
        """Open the result after or before the one that is open."""
        results = self._frame.results
        item = results.cursor + step
        if not 0 <= item < results.items:
            self._frame.tell("There is no further result.")
            return
        self.leave()
        results.move_to(item)
        self.open(results.hits[item].article.id)

    def open(self, article_id: int) -> bool:
        """Show an article from its beginning, or say why it cannot be read."""
        try:
            opened = self._frame.session.open(article_id, indirect=self._indirect)
        except ArchiveError as error:
            self._frame.tell(str(error), error=True)
            return False
        self._show(opened)
        self.note_position()
        return True

    def refresh(self) -> None:
        """Show other entities and speakers in the open article, with all else as it is."""
        article = self._frame.article.article
        if article is None:
            return
        with suppress(ArchiveError):
            opened = self._frame.session.look_up(article.id, indirect=self._indirect)
            named = self._frame.article.mention is not None
            self._frame.article.set_mentions(opened.mentions)
            if named and self._frame.article.mention is None:
                self.locate()
            self._quoting.renew(opened.voices)
            self.relocate()

    def follow(self, item: QuoteItem) -> None:
        """Go where an item of the quotes pane leads: a speaker's search, a quote here or elsewhere."""
        if item.elsewhere is not None:
            self.open_quote(item.elsewhere)
        elif item.here is not None:
            self.leave()
            self._frame.go_to(PaneName.ARTICLE)
            self.mark(item.here)
        elif item.voice.speaker_id is not None:
            self.leave()
            self._frame.go_to(PaneName.RESULTS)
            self._searching.take(f"by:{_phrase(item.voice.name)}")
        else:
            self._frame.tell("Nobody is named as the speaker of these words.")

    def open_quote(self, found: QuoteInArticle, *, compared: Compared | None = None) -> bool:
        """Go to a quote of any article; whether it can be read.

        ``compared`` are the variants that are on the screen, to come back to.
        """
        place = self._place(compared)
        if not self.open(found.article.id):
            return False
        self._note(place)
        self._frame.go_to(PaneName.ARTICLE)
        self._frame.quotes.select_quote(found.quote)
        self.mark(found.quote)
        return True

    def mark(self, quote: Quote) -> None:
        """Bring a quote into view, marked with the mention of its speaker, who is named."""
        self._quoting.jump(quote)
        self.locate()

    def toggle_indirect(self) -> None:
        """Show what articles report without quotation marks, or hide it again."""
        frame = self._frame
        self._indirect = not self._indirect
        self.refresh()
        count = len(frame.quotes.reported)
        if not self._indirect:
            frame.tell("Only words in quotation marks are shown.")
        elif count:
            frame.tell(f"~ marks what is reported without quotation marks: {count:,} here.")
        else:
            frame.tell("Reported speech without quotation marks is shown; there is none here.")

    def jump_to_match(self, step: int) -> None:
        """Jump to the next match of the query, or the previous one."""
        found = self._frame.article.next_match(step)
        if found is not None:
            self.locate(counted("match", found))
        elif self._searching.query:
            self._frame.tell("Nothing in this article matches the query.")
        else:
            self._frame.tell("Search first: press /")

    def locate(self, detail: str = "") -> None:
        """Say on the status line which article is open, where in it one is, and who speaks there."""
        self._detail = detail
        self.relocate()

    def relocate(self) -> None:
        """Say where one is, after another quote has come into view."""
        article = self._frame.article.article
        if article is not None:
            parts = (f"article {article.id}", self._detail, self._quoting.speaker)
            self._frame.status.locate(" · ".join(part for part in parts if part))

    def leave(self, compared: Compared | None = None) -> None:
        """Note where the reader is before a jump, and the variants that are on the screen, if any."""
        self._note(self._place(compared))

    def back(self) -> Place | None:
        """Go back to the place before the last jump, all but the page of a name; the place."""
        return self._return_to(self._trail.back(self._place()), "There is nothing to go back to.")

    def forward(self) -> Place | None:
        """Go forward again, all but the page of a name; the place."""
        return self._return_to(self._trail.forward(self._place()), "There is nothing to go forward to.")

    def article_at_hand(self) -> int | None:
        """The article that a mark is meant for: the selected result, else the open article."""
        frame = self._frame
        if frame.active is PaneName.RESULTS and frame.results.items:
            return frame.results.hits[frame.results.cursor].article.id
        article = frame.article.article
        if article is None:
            frame.tell(NO_ARTICLE)
            return None
        return article.id

    def toggle_star(self) -> None:
        """Star the article at hand, or take the star away."""
        article_id = self.article_at_hand()
        if article_id is not None:
            starred = self._frame.session.state.toggle_star(article_id)
            self._tell_mark("Starred." if starred else "The star is taken away.")

    def toggle_read(self) -> None:
        """Mark the article at hand as unread, or as read."""
        article_id = self.article_at_hand()
        if article_id is not None:
            state = self._frame.session.state
            if article_id in state.read_ids():
                state.mark_unread(article_id)
                self._tell_mark("Marked as unread.")
            else:
                state.mark_read(article_id)
                self._tell_mark("Marked as read.")

    def _tell_mark(self, message: str) -> None:
        """Show the marks and say what was done, or why it will not last."""
        problem = self._frame.session.state.problem
        self.show_marks()
        self._frame.tell(problem.reason if problem else message, error=problem is not None)

    def show_marks(self) -> None:
        """Show which articles are read and starred."""
        state = self._frame.session.state
        self._frame.results.set_marks(state.read_ids(), state.starred())
        article = self._frame.article.article
        if article is not None:
            self._frame.article.set_meta(self._meta(article))
        self._searching.marks_changed()

    def _note(self, place: Place | None) -> None:
        """Note a place that a jump leaves, if there is one."""
        if place is not None:
            self._trail.leave(place)

    def _show(self, opened: OpenArticle) -> None:
        """Show an article from its beginning, with its speakers."""
        article = opened.article
        frame = self._frame
        matches = frame.session.matches(self._searching.query, article, opened.mentions)
        frame.article.show(article, opened.mentions, self._meta(article), matches)
        self._quoting.begin(opened.voices)
        self.show_marks()
        self._locate_matches()

    def _locate_matches(self) -> None:
        """Say how many matches there are in the article."""
        count = len(self._frame.article.matches)
        self.locate(f"{count} {'match' if count == 1 else 'matches'}" if count else "")

    def _place(self, compared: Compared | None = None) -> Place | None:
        """Where the reader is, if an article or a page about a speaker is open."""
        frame = self._frame
        article = frame.article.article
        if article is None and frame.page is None:
            return None
        offset, marked = frame.article.offset_in_view, self._quoting.marked
        return Place(
            article.id if article else None,
            offset,
            frame.active,
            frame.quotes.cursor,
            (marked.start, marked.end) if marked else None,
            self._searching.query,
            frame.sides,
            frame.entity.view,
            frame.entity.cursor,
            compared,
            frame.page,
        )

    def _return_to(self, place: Place | None, otherwise: str) -> Place | None:
        """Go back to a place as it was left; None when there is none."""
        frame = self._frame
        if place is None:
            frame.tell(otherwise)
            return None
        if place.query != self._searching.query:
            self._searching.take(place.query)
        if place.article_id is not None and not self._reopen(place, place.article_id):
            return None
        frame.go_to(place.pane, place.sides)
        return place

    def _reopen(self, place: Place, article_id: int) -> bool:
        """Open the article of a place as it was left; whether it can be read."""
        frame = self._frame
        if not self.open(article_id):
            return False
        self._quoting.restore(place.quote, place.quote_item)
        frame.article.go_to_offset(place.offset)
        self.relocate()
        item = frame.results.index_of(article_id)
        if item is not None:
            frame.results.move_to(item)
        return True

    def _meta(self, article: Article) -> str:
        """The line under an article's title."""
        return article_meta(article, starred=article.id in self._frame.session.state.starred())


def _phrase(words: str) -> str:
    """Words as a phrase of a query."""
    from index.query.scan import as_phrase

    return as_phrase(words)


def counted(what: str, found: Found) -> str:
    """Which of how many something is."""
    return f"{what} {found.index} of {found.total}" + (", round again" if found.round else "")
