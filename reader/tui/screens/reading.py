"""The reading screen: search, open, jump, come back."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace

from textual import on, work
from textual.timer import Timer

from index.errors import ArchiveError
from index.models import Article, Progress, Quote, Results, Sort
from index.userstate import Position
from index.worker.client import SupersededError
from reader.tui.commands import COMMANDS, Command, Scope, bindings
from reader.tui.layout import PaneName
from reader.tui.notices import SAMPLE, WELCOME, article_meta, evidence_line, legend, nothing_found
from reader.tui.panes.article import Found
from reader.tui.panes.quotes import QuoteItem
from reader.tui.panes.results import ResultsPane
from reader.tui.screens.command_list import CommandListScreen
from reader.tui.screens.help import HelpScreen
from reader.tui.screens.panes import PanesScreen
from reader.tui.session import OpenArticle, Session
from reader.tui.styles import ENTITY_WORDS
from reader.tui.trail import Place, Trail
from reader.tui.widgets.list_pane import ListPane
from reader.tui.widgets.query_line import QueryLine

TYPING_PAUSE = 0.12
"""Seconds without a key before a half-typed query is searched."""

MORE = "more"
"""The group of workers that load further pages."""

LOOK_EVERY = 5.0
"""Seconds between looks whether articles have been added."""

SORT_WORDS = {Sort.RELEVANCE: "best first", Sort.NEWEST: "newest first", Sort.OLDEST: "oldest first"}


class ReadingScreen(PanesScreen):
    """One archive: its articles, who speaks in them, and what else they say."""

    BINDINGS = bindings(Scope.SCREEN)

    def __init__(
        self, query: str = "", *, pause: float = TYPING_PAUSE, commands: Sequence[Command] = COMMANDS
    ) -> None:
        super().__init__(commands)
        self._session: Session | None = None
        self._query = query
        self._pause = pause
        self._sort: Sort | None = None
        self._trail = Trail()
        self._timer: Timer | None = None
        self._before_typing = PaneName.RESULTS
        self._awaited = False
        self._open_first = False
        self._known = 0
        self._quote: Quote | None = None
        self._resumed = False
        self._failed = False
        self._shown = ("", Sort.NEWEST)

    @property
    def session(self) -> Session:
        """The archive that is read; LookupError before there is one."""
        if self._session is None:
            raise LookupError("no archive is open yet")
        return self._session

    @property
    def sort(self) -> Sort:
        """The order of the results: as chosen, else best first for a query and newest first for all."""
        if self._query.strip():
            return self._sort or Sort.RELEVANCE
        return Sort.OLDEST if self._sort is Sort.OLDEST else Sort.NEWEST

    def begin(self, session: Session) -> None:
        """Read an archive: all its articles, or those that the first query finds."""
        self._session = session
        self.article.show_notice(SAMPLE + WELCOME if session.archive.is_sample else WELCOME)
        if self._query.strip():
            session.state.add_query(self._query)
        else:
            self._resume(session.state.position)
        self.query_line.remember(session.state.queries())
        self.query_line.set_text(self._query)
        self._show_marks()
        if self._query.strip():
            self._start_search()
        else:
            self._show_results(session.newest())
        if session.state.problem:
            self.tell(session.state.problem.reason, error=True)
        self.set_interval(LOOK_EVERY, self.look_for_more)

    def look_for_more(self) -> None:
        """Say when articles have been added."""
        with suppress(ArchiveError):
            count = self.session.archive.count()
            if count > self._known:
                self.query_line.set_note(f"{count - self._known:,} more in the archive: R shows them")

    def leave(self) -> None:
        """Note where the reader is, for the next time."""
        article = self.article.article
        if self._session is not None and article is not None:
            self._session.state.position = Position(article.id, self.article.offset_in_view, self._query)

    def report(self, progress: Progress) -> None:
        """Say how far long work is."""
        total = f" of {progress.total:,}" if progress.total else ""
        done = progress.total is not None and progress.done >= progress.total
        self.tell("" if done else f"{progress.stage}: {progress.done:,}{total}")

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Before there is an archive, only leaving works."""
        if self._session is None and action not in ("quit", "close", "step_out"):
            return False
        return super().check_action(action, parameters)

    @on(QueryLine.Changed)
    def _query_changed(self, event: QueryLine.Changed) -> None:
        self._query = event.text
        self._open_first = False
        if self._timer is not None:
            self._timer.stop()
        self._timer = self.set_timer(self._pause, self._start_search)

    @on(QueryLine.Submitted)
    def _query_submitted(self, event: QueryLine.Submitted) -> None:
        if event.text.strip():
            self.session.state.add_query(event.text)
            self.query_line.remember(self.session.state.queries())
        self.go_to(PaneName.RESULTS)
        if self._timer is not None or self._failed:
            self._start_search()

    @on(QueryLine.Left)
    def _query_left(self) -> None:
        self.go_to(self._before_typing)

    @on(ResultsPane.Wanted)
    def _more_wanted(self, event: ResultsPane.Wanted) -> None:
        self._load_more(event.offset)

    @on(ListPane.Opened, "#results")
    def _result_opened(self, event: ListPane.Opened) -> None:
        if self._awaited:
            self._open_first = True
        else:
            self._open_result(event.item)

    @on(ListPane.Opened, "#quotes")
    def _quote_opened(self, event: ListPane.Opened) -> None:
        self._follow(self.quotes.item(event.item))

    def action_search(self) -> None:
        """Type a query, with the results in view."""
        self._open_first = False
        self._before_typing = self.active
        self.unzoom()
        self.go_to(PaneName.RESULTS)
        self.focus_on(self.query_line)

    def action_sort(self) -> None:
        """Take the next order of results."""
        orders = list(Sort) if self._query.strip() else [Sort.NEWEST, Sort.OLDEST]
        self._sort = orders[(orders.index(self.sort) + 1) % len(orders)]
        self._start_search()

    def action_refresh(self) -> None:
        """Search again."""
        self._start_search()

    def action_next_match(self) -> None:
        """Jump to the next match."""
        self._jump_to_match(1)

    def action_previous_match(self) -> None:
        """Jump to the previous match."""
        self._jump_to_match(-1)

    def action_next_entity(self) -> None:
        """Jump to the next entity."""
        self._jump_to_mention(1)

    def action_previous_entity(self) -> None:
        """Jump to the previous entity."""
        self._jump_to_mention(-1)

    def action_speaker(self) -> None:
        """Go to the quote nearest to what is read."""
        if self.article.article is None:
            self.tell("Open an article first: Enter in the results.")
            return
        self.go_to(PaneName.QUOTES)
        self.quotes.select_from(self.article.offset_in_view)

    def action_next_speaker(self) -> None:
        """Go to the next speaker."""
        self.go_to(PaneName.QUOTES)
        self.quotes.next_voice(1)

    def action_previous_speaker(self) -> None:
        """Go to the previous speaker."""
        self.go_to(PaneName.QUOTES)
        self.quotes.next_voice(-1)

    def action_open_quote(self) -> None:
        """Go to the quote that is selected."""
        item = self.quotes.selected
        if item is None:
            self.tell("There is no quote to go to.")
        elif item.is_name and item.voice.here:
            self._follow(replace(item, here=item.voice.here[0]))
        else:
            self._follow(item)

    def action_evidence(self) -> None:
        """Show the words that the selected quote's attribution rests on."""
        item = self.quotes.selected
        quote = item.quote if item else None
        if item is None or quote is None:
            self.tell("Select a quote first: s, then j.")
            return
        if item.elsewhere is not None:
            self._follow(item)
        else:
            self._leave_place()
            self._mark(quote)
        self.tell(evidence_line(quote))

    def action_back(self) -> None:
        """Back to the place before the last jump."""
        self._return_to(self._trail.back(self._place()), "There is nothing to go back to.")

    def action_forward(self) -> None:
        """Forward again."""
        self._return_to(self._trail.forward(self._place()), "There is nothing to go forward to.")

    def action_next_article(self) -> None:
        """Open the next result."""
        self._open_neighbour(1)

    def action_previous_article(self) -> None:
        """Open the previous result."""
        self._open_neighbour(-1)

    def action_star(self) -> None:
        """Star the article, or take the star away."""
        article_id = self._article_at_hand()
        if article_id is not None:
            starred = self.session.state.toggle_star(article_id)
            self._tell_mark("Starred." if starred else "The star is taken away.")

    def action_unread(self) -> None:
        """Mark the article as unread, or as read."""
        article_id = self._article_at_hand()
        if article_id is not None:
            state = self.session.state
            if article_id in state.read_ids():
                state.mark_unread(article_id)
                self._tell_mark("Marked as unread.")
            else:
                state.mark_read(article_id)
                self._tell_mark("Marked as read.")

    def _tell_mark(self, message: str) -> None:
        """Show the marks and say what was done, or why it will not last."""
        problem = self.session.state.problem
        self._show_marks()
        self.tell(problem.reason if problem else message, error=problem is not None)

    def action_legend(self) -> None:
        """Show how entities are marked."""
        self.tell(legend())

    def action_help(self) -> None:
        """Show all keys."""
        self.app.push_screen(HelpScreen(self.commands))

    def action_commands(self) -> None:
        """Find a command by name."""
        self.app.push_screen(CommandListScreen(self.commands), self._run_command)

    async def action_step_out(self) -> None:
        """One step out."""
        if not self._step_out():
            self.tell("q or ctrl+q leaves the reader.")

    async def action_close(self) -> None:
        """One step out, and at last out of the reader."""
        if not self._step_out():
            self.app.exit()

    async def action_quit(self) -> None:
        """Leave the reader."""
        self.app.exit()

    async def _run_command(self, name: str | None) -> None:
        """Run a command that was chosen by name, in the pane that has the keys."""
        if name is None:
            return
        action = name.replace("-", "_")
        pane = self.focused
        if pane is not None and hasattr(pane, f"action_{action}"):
            await self.app.run_action(action, default_namespace=pane)
        else:
            await self.app.run_action(action, default_namespace=self)

    def _step_out(self) -> bool:
        """From the quotes to the article, to the results, to all articles; False when there already."""
        if self.unzoom():
            return True
        if self.active is PaneName.QUOTES:
            self.go_to(PaneName.ARTICLE)
        elif self.active is PaneName.ARTICLE:
            self.go_to(PaneName.RESULTS)
        elif self._query:
            self._query = ""
            self.query_line.set_text("")
            self._start_search()
        else:
            return False
        return True

    def _start_search(self) -> None:
        if self._timer is not None:
            self._timer.stop()
            self._timer = None
        self.workers.cancel_group(self, MORE)
        self._awaited = True
        self._search(self._query, self.sort)

    @work(group="search", exclusive=True)
    async def _search(self, query: str, sort: Sort) -> None:
        """Search and show the first page."""
        results = await self._ask(query, sort, 0)
        self._awaited = False
        self._failed = results is None
        if results is None:
            self.query_line.set_note("not searched")
        else:
            self._shown = (query, sort)
            self._show_results(results)
            if self._open_first and results.hits:
                self._open_result(0)
        self._open_first = False

    @work(group=MORE, exclusive=True)
    async def _load_more(self, offset: int) -> None:
        """Add the next page of what is shown, unless something else is searched for meanwhile."""
        shown = self._shown
        if self._awaited:
            return
        results = await self._ask(*shown, offset)
        if results is None:
            self.results.ask_again()
        elif shown == self._shown and offset == len(self.results.hits):
            self.results.extend(results.hits)

    async def _ask(self, query: str, sort: Sort, offset: int) -> Results | None:
        """One page of results, or None with a message.

        A query is always answered as far as it is typed, so that Enter shows what typing has shown.
        """
        try:
            return await self.session.search(query, sort=sort, offset=offset, typing=True)
        except SupersededError:
            return None
        except ArchiveError as error:
            self.tell(str(error), error=True)
            return None

    def _show_results(self, results: Results) -> None:
        """Show the first page, and the query's matches in the article."""
        self._known = self.session.archive.count()
        self.results.show(results.hits, results.total, nothing_found(self._query))
        self.query_line.set_note(f"{results.total:,} of {self._known:,} · {SORT_WORDS[self.sort]}")
        if results.problem or self.typing:
            self.tell(results.problem or "")
        article = self.article.article
        if article is not None:
            if self._resumed:
                self.results.move_to(self.results.index_of(article.id) or 0)
            self._resumed = False
            self.article.set_matches(self.session.matches(self._query, article))
            self._locate_matches()

    def _open(self, article_id: int) -> bool:
        """Show an article from its beginning, or say why it cannot be read."""
        try:
            opened = self.session.open(article_id)
        except ArchiveError as error:
            self.tell(str(error), error=True)
            return False
        self._show_article(opened)
        self.leave()
        return True

    def _show_article(self, opened: OpenArticle) -> None:
        """Show an article from its beginning, with its speakers."""
        article = opened.article
        self._quote = None
        self.article.show(
            article, opened.mentions, self._meta(article), self.session.matches(self._query, article)
        )
        self.quotes.show(opened.voices)
        self._show_marks()
        self._locate_matches()

    def _locate_matches(self) -> None:
        """Say how many matches there are in the article."""
        count = len(self.article.matches)
        self._locate(f"{count} {'match' if count == 1 else 'matches'}" if count else "")

    def _open_result(self, item: int) -> None:
        """Open a result and go to it."""
        self._leave_place()
        if self._open(self.results.hits[item].article.id):
            self.go_to(PaneName.ARTICLE)

    def _open_neighbour(self, step: int) -> None:
        """Open the result after or before the one that is open."""
        item = self.results.cursor + step
        if not 0 <= item < self.results.items:
            self.tell("There is no further result.")
            return
        self._leave_place()
        self.results.move_to(item)
        self._open(self.results.hits[item].article.id)

    def _follow(self, item: QuoteItem) -> None:
        """Go where an item of the quotes pane leads: a speaker's search, a quote here or elsewhere."""
        if item.elsewhere is not None:
            self._leave_place()
            if self._open(item.elsewhere.article.id):
                self.go_to(PaneName.ARTICLE)
                self.quotes.select_quote(item.elsewhere.quote)
                self._mark(item.elsewhere.quote)
        elif item.here is not None:
            self._leave_place()
            self.go_to(PaneName.ARTICLE)
            self._mark(item.here)
        elif item.voice.speaker_id is not None:
            self._search_speaker(item.voice.name)
        else:
            self.tell("Nobody is named as the speaker of these words.")

    def _search_speaker(self, name: str) -> None:
        """Search for all articles in which somebody is quoted."""
        self._leave_place()
        self._query = f'by:"{name}"'
        self.query_line.set_text(self._query)
        self.go_to(PaneName.RESULTS)
        self._start_search()

    def _mark(self, quote: Quote) -> None:
        """Bring a quote into view, marked with what its attribution rests on."""
        self._quote = quote
        evidence = []
        if quote.speaker_start is not None and quote.speaker_end is not None:
            evidence.append((quote.speaker_start, quote.speaker_end))
        if quote.cue_start is not None and quote.cue_end is not None:
            evidence.append((quote.cue_start, quote.cue_end))
        self.article.mark_quote([(quote.start, quote.end)], evidence)
        speaker = quote.speaker_name or quote.speaker or "speaker not known"
        self._locate(speaker if quote.sure else f"{speaker} ?")

    def _jump_to_match(self, step: int) -> None:
        found = self.article.next_match(step)
        if found is None:
            self.tell(
                "Nothing in this article matches the query." if self._query else "Search first: press /"
            )
        else:
            self._locate(self._count("match", found))

    def _jump_to_mention(self, step: int) -> None:
        jump = self.article.next_mention(step)
        if jump is None:
            self.tell("There is no name in this article.")
            return
        found, mention = jump
        self._locate(self._count(f"{mention.name}, {ENTITY_WORDS[mention.label]}", found))

    @staticmethod
    def _count(what: str, found: Found) -> str:
        return f"{what} {found.index} of {found.total}" + (", round again" if found.round else "")

    def _locate(self, detail: str = "") -> None:
        """Say on the status line which article is open, and where in it one is."""
        article = self.article.article
        if article is not None:
            self.status.locate(f"article {article.id}" + (f" · {detail}" if detail else ""))

    def _place(self) -> Place | None:
        """Where the reader is, if an article is open."""
        article = self.article.article
        if article is None:
            return None
        offset = self.article.offset_in_view
        return Place(article.id, offset, self.active, self.quotes.cursor, self._quote, self._query)

    def _leave_place(self) -> None:
        """Note where the reader is before a jump."""
        place = self._place()
        if place is not None:
            self._trail.leave(place)

    def _return_to(self, place: Place | None, otherwise: str) -> None:
        """Go back to a place as it was left."""
        if place is None:
            self.tell(otherwise)
            return
        if place.query != self._query:
            self._query = place.query
            self.query_line.set_text(place.query)
            self._start_search()
        if self._open(place.article_id):
            if place.quote is not None:
                self._mark(place.quote)
            self.article.go_to_offset(place.offset)
            self.quotes.move_to(place.quote_item)
            item = self.results.index_of(place.article_id)
            if item is not None:
                self.results.move_to(item)
            self.go_to(place.pane)

    def _resume(self, position: Position) -> None:
        """Take up the query of the last time, and the article where it was left."""
        self._query = position.query
        with suppress(ArchiveError):
            if position.article_id is not None:
                self._show_article(self.session.open(position.article_id))
                self.article.go_to_offset(position.offset)
                self._resumed = True

    def _article_at_hand(self) -> int | None:
        """The article that a mark is meant for: the selected result, else the open article."""
        if self.active is PaneName.RESULTS and self.results.items:
            return self.results.hits[self.results.cursor].article.id
        article = self.article.article
        if article is None:
            self.tell("Open an article first: Enter in the results.")
            return None
        return article.id

    def _meta(self, article: Article) -> str:
        return article_meta(article, starred=article.id in self.session.state.starred())

    def _show_marks(self) -> None:
        """Show which articles are read and starred."""
        state = self.session.state
        self.results.set_marks(state.read_ids(), state.starred())
        article = self.article.article
        if article is not None:
            self.article.set_meta(self._meta(article))
