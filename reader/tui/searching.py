"""The query and its results: one search at a time, the latest wins."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from functools import partial

from textual.timer import Timer

from index.errors import ArchiveError
from index.models import Hit, Results, Sort
from index.worker.client import SupersededError
from reader.tui.commands import key_of
from reader.tui.filters import entity_ids, marks_in, only_filters
from reader.tui.marked import Marked
from reader.tui.notices import SHORTENED, nothing_found, take_meant
from reader.tui.screens.panes import PanesScreen

TYPING_PAUSE = 0.12
"""Seconds without a key before a half-typed query is searched."""

ADVICE_AFTER = 5
"""How often that must pass before another query is looked for in place of one that finds nothing."""

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
        self._advice_timer: Timer | None = None
        self._awaited = False
        self._open_first = False
        self._kept: tuple[int, int] | None = None
        self._failed = False
        self._known = 0
        self._shown = ("", Sort.NEWEST)
        self._names: dict[int, str] = {}
        self._advised = True
        self._shortened = False
        self._meant = ""
        self._problem = ""
        self._count = ""
        self._marked: Marked | None = None

    @property
    def meant(self) -> str:
        """A query that finds something, where the one that is shown finds nothing and is misspelt."""
        return self._meant

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
        self._open_first = self._shortened = False
        self._stop_timers()
        self._timer = self._frame.set_timer(self._pause, partial(self.start, advise=False))

    def shortened(self) -> None:
        """Have it said beside what else is told of the query that not all of what was pasted is in it."""
        self._shortened = True

    def submit(self) -> None:
        """Remember the query, and search at once if that is still to come."""
        if self._query.strip():
            state = self._frame.session.state
            state.add_query(self._query)
            self._frame.query_line.remember(state.queries())
        if self._timer is not None or self._failed or not self._advised:
            self.start()
        elif self._problem:
            self._frame.tell(self._with_remark(self._problem))

    def take(self, query: str, *, remembered: bool = True) -> None:
        """Search for another query, and remember it unless it is ``remembered`` or need not be."""
        self._query = query
        self._shortened = False
        if not remembered:
            state = self._frame.session.state
            state.add_query(query)
            self._frame.query_line.remember(state.queries())
        self._frame.query_line.set_text(query)
        self.start()

    def next_order(self) -> None:
        """Take the next order of results."""
        orders = [Sort.NEWEST, Sort.OLDEST] if only_filters(self._query) else list(Sort)
        self._sort = orders[(orders.index(self.sort) + 1) % len(orders)]
        self.start()

    def start(self, *, advise: bool = True) -> None:
        """Search for the query; with ``advise`` for another one too where it finds nothing."""
        self._stop_timers()
        self._frame.workers.cancel_group(self._frame, MORE)
        self._awaited = True
        self._frame.run_worker(self._search(self._query, self.sort, advise), group=SEARCH, exclusive=True)

    def _stop_timers(self) -> None:
        """Search for nothing later on."""
        for timer in (self._timer, self._advice_timer):
            if timer is not None:
                timer.stop()
        self._timer = self._advice_timer = None

    def refresh(self) -> None:
        """Search again, from the top; in a list of what has marks the cursor stays about where it is."""
        if marks_in(self._query):
            self._keep_cursor()
        self.start()

    def _keep_cursor(self) -> None:
        """Have the cursor on the same article when other results are shown, or where that was."""
        results = self._frame.results
        here = results.cursor
        self._kept = (results.hits[here].article.id, here) if results.items else None

    def again(self) -> None:
        """Search again with the cursor on the same article; the list of all articles stays as it is."""
        self._names.clear()
        if self._query.strip():
            self._keep_cursor()
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
        if self._failed or self._awaited:
            return
        with suppress(ArchiveError):
            count = self._frame.session.archive.count()
            if count > self._known:
                more = f"{count - self._known:,} more in the archive"
                self._frame.query_line.set_note(f"{more}: {self._refresh_key} shows them")

    def marks_changed(self) -> None:
        """Say how many marks that the query asks for are others since; the list stays as it is."""
        changed = len(self._marked.changed()) if self._marked else 0
        order = f"{changed:,} changed: {self._refresh_key}" if changed else SORT_WORDS[self.sort]
        if self._count:
            self._frame.query_line.set_note(f"{self._count} · {order}")

    @property
    def _refresh_key(self) -> str:
        """The key that searches again."""
        return key_of("refresh", self._frame.commands)

    async def _search(self, query: str, sort: Sort, advise: bool) -> None:
        """Search and show the first page."""
        results = await self._ask(query, sort, 0, advise=advise)
        self._awaited = False
        self._failed = results is None
        if results is None:
            self._count = ""
            self._frame.query_line.set_note("not searched")
        else:
            self._shown = (query, sort)
            self._advised = advise or results.total > 0
            self._show(results)
            if not self._advised:
                self._advice_timer = self._frame.set_timer(ADVICE_AFTER * self._pause, self.start)
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
        loaded = {hit.article.id for hit in pane.hits}
        at = offset - len(loaded & self._marked.changed()) if self._marked else offset
        fresh: list[Hit] = []
        more = True
        while more and not fresh:
            results = await self._ask(*shown, at)
            if results is None:
                pane.ask_again()
                return
            at += len(results.hits)
            fresh = [hit for hit in results.hits if hit.article.id not in loaded]
            more = bool(results.hits) and at < results.total
        if shown == self._shown and offset == len(pane.hits):
            pane.extend(fresh, more=more)

    async def _ask(self, query: str, sort: Sort, offset: int, *, advise: bool = False) -> Results | None:
        """One page of results, or None with a message.

        A query is always answered as far as it is typed, so that Enter shows what typing has shown.
        """
        try:
            return await self._frame.session.search(
                query, sort=sort, offset=offset, typing=True, advise=advise
            )
        except SupersededError:
            return None
        except ArchiveError as error:
            self._frame.tell(self._with_remark(str(error)), error=True)
            return None

    def _with_remark(self, message: str) -> str:
        """What is to be told of a query, after which comes that it is not all of what was pasted."""
        return " · ".join(filter(None, (message, SHORTENED if self._shortened else "")))

    def _show(self, results: Results) -> None:
        """Show the first page of results, and how many there are."""
        frame = self._frame
        self._known = frame.session.archive.count()
        self._meant = results.suggestion.text if results.suggestion else ""
        meant = (self._meant, self._how_to_take) if self._meant else None
        frame.results.show(results.hits, results.total, nothing_found(self._query), meant)
        if self._kept is not None:
            article, item = self._kept
            found = frame.results.index_of(article)
            frame.results.move_to(item if found is None else found)
        self._kept = None
        self._problem = results.problem or ""
        self._count = f"{results.total:,} of {self._known:,}"
        self._marked = Marked(self._query, frame.session.state)
        self.marks_changed()
        if results.problem or frame.typing:
            frame.tell(self._with_remark(results.problem or ""))
        self._handlers.shown()

    @property
    def _how_to_take(self) -> str:
        """How the query that is offered is taken."""
        commands = self._frame.commands
        return take_meant(key_of("open", commands), key_of("suggestion", commands))
