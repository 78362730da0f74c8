"""The query and its results: one search at a time, the latest wins."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass

from textual.timer import Timer

from index.errors import ArchiveError
from index.models import Results, Sort
from index.worker.client import SupersededError
from reader.tui.filters import entity_ids, only_filters
from reader.tui.notices import nothing_found
from reader.tui.screens.panes import PanesScreen

TYPING_PAUSE = 0.12
"""Seconds without a key before a half-typed query is searched."""

SEARCH, MORE = "search", "more"
"""The groups of workers that search, and that load further pages."""

SORT_WORDS = {Sort.RELEVANCE: "best first", Sort.NEWEST: "newest first", Sort.OLDEST: "oldest first"}


@dataclass(frozen=True, slots=True)
class Handlers:
    """Whom to tell: that other results are ``shown``, and which result to ``open``, by its item."""

    shown: Callable[[], None]
    open: Callable[[int], None]


class Searching:
    """What is searched on a screen, in which order, and how far its results are loaded."""

    def __init__(self, frame: PanesScreen, handlers: Handlers, *, query: str, pause: float) -> None:
        self._frame = frame
        self._handlers = handlers
        self._query = query
        self._pause = pause
        self._sort: Sort | None = None
        self._timer: Timer | None = None
        self._awaited = False
        self._open_first = False
        self._kept: int | None = None
        self._failed = False
        self._known = 0
        self._shown = ("", Sort.NEWEST)
        self._names: dict[int, str] = {}

    @property
    def query(self) -> str:
        """The query as far as it is typed."""
        return self._query

    @property
    def sort(self) -> Sort:
        """The order of the results: as chosen, else best first for words and newest first without any."""
        if not only_filters(self._query):
            return self._sort or Sort.RELEVANCE
        return Sort.OLDEST if self._sort is Sort.OLDEST else Sort.NEWEST

    def begin(self, query: str, remembered: bool) -> None:
        """Show the results of a first query, or all articles; ``remembered`` ones are not noted again."""
        session = self._frame.session
        self._query = query
        if query.strip() and not remembered:
            session.state.add_query(query)
        self._frame.query_line.remember(session.state.queries())
        self._frame.query_line.set_text(query)
        if query.strip():
            self.start()
        else:
            self._show(session.newest())

    def typed(self, query: str) -> None:
        """Search for what is typed once the keys rest."""
        self._query = query
        self._open_first = False
        if self._timer is not None:
            self._timer.stop()
        self._timer = self._frame.set_timer(self._pause, self.start)

    def submit(self) -> None:
        """Remember the query, and search at once if that is still to come."""
        if self._query.strip():
            state = self._frame.session.state
            state.add_query(self._query)
            self._frame.query_line.remember(state.queries())
        if self._timer is not None or self._failed:
            self.start()

    def take(self, query: str) -> None:
        """Search for another query."""
        self._query = query
        self._frame.query_line.set_text(query)
        self.start()

    def next_order(self) -> None:
        """Take the next order of results."""
        orders = [Sort.NEWEST, Sort.OLDEST] if only_filters(self._query) else list(Sort)
        self._sort = orders[(orders.index(self.sort) + 1) % len(orders)]
        self.start()

    def start(self) -> None:
        """Search for the query."""
        if self._timer is not None:
            self._timer.stop()
            self._timer = None
        self._frame.workers.cancel_group(self._frame, MORE)
        self._awaited = True
        self._frame.run_worker(self._search(self._query, self.sort), group=SEARCH, exclusive=True)

    def again(self) -> None:
        """Search again with the cursor on the same article; the list of all articles stays as it is."""
        self._names.clear()
        if not self._query.strip():
            return
        results = self._frame.results
        self._kept = results.hits[results.cursor].article.id if results.items else None
        self.start()

    def open(self, item: int) -> None:
        """Open a result; the first one as soon as it is there while results are awaited."""
        if self._awaited:
            self._open_first = True
        else:
            self._handlers.open(item)

    def forget_opening(self) -> None:
        """Open nothing of the results that are awaited."""
        self._open_first = False

    def load_more(self, offset: int) -> None:
        """Add the results from ``offset`` on to those that are shown."""
        self._frame.run_worker(self._load_more(offset), group=MORE, exclusive=True)

    def look_for_more(self) -> None:
        """Say when articles have been added."""
        with suppress(ArchiveError):
            count = self._frame.session.archive.count()
            if count > self._known:
                self._frame.query_line.set_note(f"{count - self._known:,} more in the archive: R shows them")

    async def _search(self, query: str, sort: Sort) -> None:
        """Search and show the first page."""
        results = await self._ask(query, sort, 0)
        self._awaited = False
        self._failed = results is None
        if results is None:
            self._frame.query_line.set_note("not searched")
        else:
            self._shown = (query, sort)
            self._show(results)
            if self._open_first and results.hits:
                self._handlers.open(0)
        self._open_first = False
        await self._explain(query)

    async def _explain(self, query: str) -> None:
        """Say beside the query whom the ids in it stand for."""
        session, numbers = self._frame.session, entity_ids(query)
        for number in numbers:
            with suppress(ArchiveError):
                if number not in self._names:
                    profile = await session.profile(number, "", limit=0)
                    self._names[number] = profile.entity.name
        known = [f"entity:{number} = {self._names[number]}" for number in numbers if number in self._names]
        self._frame.query_line.set_gloss(", ".join(known))

    async def _load_more(self, offset: int) -> None:
        """Add the next page of what is shown, unless something else is searched for meanwhile."""
        shown = self._shown
        if self._awaited:
            return
        pane = self._frame.results
        results = await self._ask(*shown, offset)
        if results is None:
            pane.ask_again()
        elif shown == self._shown and offset == len(pane.hits):
            pane.extend(results.hits)

    async def _ask(self, query: str, sort: Sort, offset: int) -> Results | None:
        """One page of results, or None with a message.

        A query is always answered as far as it is typed, so that Enter shows what typing has shown.
        """
        try:
            return await self._frame.session.search(query, sort=sort, offset=offset, typing=True)
        except SupersededError:
            return None
        except ArchiveError as error:
            self._frame.tell(str(error), error=True)
            return None

    def _show(self, results: Results) -> None:
        """Show the first page of results, and how many there are."""
        frame = self._frame
        self._known = frame.session.archive.count()
        frame.results.show(results.hits, results.total, nothing_found(self._query))
        if self._kept is not None:
            frame.results.move_to(frame.results.index_of(self._kept) or 0)
        self._kept = None
        frame.query_line.set_note(f"{results.total:,} of {self._known:,} · {SORT_WORDS[self.sort]}")
        if results.problem or frame.typing:
            frame.tell(results.problem or "")
        self._handlers.shown()
