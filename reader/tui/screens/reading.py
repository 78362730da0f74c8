"""The reading screen: search, open, jump, come back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from textual import on

from index.models import Progress
from reader.tui.attributing import Attributing
from reader.tui.commands import COMMANDS, Command, Scope, bindings
from reader.tui.correcting import Correcting
from reader.tui.inspecting import Inspecting
from reader.tui.layout import RIGHT, PaneName
from reader.tui.named import Page
from reader.tui.notices import SAMPLE, WELCOME, legend
from reader.tui.panes.article import ArticlePane
from reader.tui.panes.entity import EntityPane
from reader.tui.panes.quotes import QuotesPane
from reader.tui.panes.results import ResultsPane
from reader.tui.quote_commands import QuoteCommands
from reader.tui.quoting import Quoting
from reader.tui.screens.command_list import CommandListScreen
from reader.tui.screens.help import HelpScreen
from reader.tui.screens.panes import PanesScreen
from reader.tui.searching import TYPING_PAUSE, Handlers, Searching
from reader.tui.session import Session
from reader.tui.speaking import Speaking
from reader.tui.styles import ERROR
from reader.tui.trail import Place
from reader.tui.visiting import Visiting
from reader.tui.widgets.list_pane import ListPane
from reader.tui.widgets.query_line import QueryLine

LOOK_EVERY = 5.0
"""Seconds between looks whether articles have been added."""


class ReadingScreen(PanesScreen):
    """One archive: its articles, who speaks in them, and what else they say."""

    BINDINGS = bindings(Scope.SCREEN)

    def __init__(
        self, query: str = "", *, pause: float = TYPING_PAUSE, commands: Sequence[Command] = COMMANDS
    ) -> None:
        super().__init__(commands)
        handlers = Handlers(shown=self._results_shown, open=self._open_result)
        self._searching = Searching(self, handlers, query=query, pause=pause)
        self._quoting = Quoting(self)
        self._visiting = Visiting(self, self._searching, self._quoting)
        self._quote_commands = QuoteCommands(self, self._visiting, self._quoting)
        self._inspecting = Inspecting(self, self._searching, self._visiting, pause=pause)
        self._correcting = Correcting(self, self._searching, self._visiting, self._inspecting, pause=pause)
        self._attributing = Attributing(self, self._quote_commands, self._correcting, pause=pause)
        self._speaking = Speaking(
            self, self._visiting, self._inspecting, self._quoting, self._quote_commands, pause=pause
        )
        self._before_typing = PaneName.RESULTS

    def begin(self, session: Session) -> None:
        """Read an archive: all its articles, or those that the first query finds."""
        self._session = session
        self.article.show_notice(SAMPLE + WELCOME if session.archive.is_sample else WELCOME)
        position = session.state.position
        first = self._searching.query
        resumed = not first.strip()
        if resumed:
            self._visiting.resume(position)
        self._visiting.show_marks()
        self._searching.begin(position.query if resumed else first, remembered=resumed)
        if session.state.problem:
            self.tell(session.state.problem.reason, error=True)
        session.mending.watch(self.query_line.set_busy)
        self.set_interval(LOOK_EVERY, self.look_for_more)

    def look_for_more(self) -> None:
        """Say when articles have been added."""
        self._searching.look_for_more()

    def leave(self) -> None:
        """Note where the reader is, for the next time."""
        if self._session is not None:
            self._visiting.note_position()

    def report(self, progress: Progress) -> None:
        """Say how far long work is, or in a sentence as its stage what has become of it."""
        if progress.total is None and not progress.done:
            self.status.report(progress.stage, ERROR, passing=True)
            return
        total = f" of {progress.total:,}" if progress.total else ""
        done = progress.total is not None and progress.done >= progress.total
        self.status.report("" if done else f"{progress.stage}: {progress.done:,}{total}")

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Before there is an archive, only leaving works."""
        if self._session is None and action not in ("quit", "close", "step_out"):
            return False
        return super().check_action(action, parameters)

    def _results_shown(self) -> None:
        """Take note of other results."""
        self._visiting.results_shown()
        self._inspecting.results_shown()

    def _open_result(self, item: int) -> None:
        """Open a result and go to it."""
        self._visiting.open_result(item)

    @on(QueryLine.Changed)
    def _query_changed(self, event: QueryLine.Changed) -> None:
        self._searching.typed(event.text)

    @on(QueryLine.Submitted)
    def _query_submitted(self) -> None:
        self.go_to(PaneName.RESULTS)
        self._searching.submit()

    @on(QueryLine.Left)
    def _query_left(self) -> None:
        self.go_to(self._before_typing)

    def on_query_line_shortened(self) -> None:
        """Have what is told of the query not hide that some of it is left out, which ``Telling`` says."""
        self._searching.shortened()

    @on(ResultsPane.Taken)
    def _suggestion_taken(self) -> None:
        self.action_suggestion()

    @on(ResultsPane.Wanted)
    def _more_wanted(self, event: ResultsPane.Wanted) -> None:
        self._searching.load_more(event.offset)

    @on(ListPane.Opened, "#results")
    def _result_opened(self, event: ListPane.Opened) -> None:
        self._searching.open(event.item)

    @on(ListPane.Opened, "#quotes")
    def _quote_opened(self, event: ListPane.Opened) -> None:
        self._visiting.follow(self.quotes.item(event.item))

    @on(ListPane.Opened, "#entity")
    def _entity_opened(self, event: ListPane.Opened) -> None:
        self._inspecting.open_item(event.item)

    @on(EntityPane.Wanted)
    def _more_articles_wanted(self, event: EntityPane.Wanted) -> None:
        self._inspecting.load_more(event.offset)

    @on(ArticlePane.Scrolled)
    def _article_scrolled(self, event: ArticlePane.Scrolled) -> None:
        self._quoting.scrolled(read=event.read)
        self._visiting.relocate()

    @on(QuotesPane.Selected)
    def _quote_selected(self) -> None:
        self._quoting.choose()
        self._visiting.relocate()

    @on(ArticlePane.NameOpened)
    def _name_opened(self) -> None:
        self._inspecting.open_page()

    @property
    def page(self) -> Page | None:
        """The page about a speaker that is shown, if one is."""
        return self._speaking.page

    def show_pages_of(self, place: Place) -> None:
        """Show the pages that were open in a place."""
        self._show_page_of(place)

    def entity_shown(self) -> None:
        """Bring the page of a name up to date."""
        self._inspecting.come_into_view()

    def action_search(self) -> None:
        """Type a query, with the results in view."""
        self._searching.forget_opening()
        self._before_typing = self.active
        self.unzoom()
        self.go_to(PaneName.RESULTS)
        self.query_line.offer()

    def action_suggestion(self) -> None:
        """Search for what may have been meant."""
        meant = self._searching.meant
        if not meant:
            self.tell("No other query is offered; one is where nothing is found and a word is misspelt.")
            return
        self._visiting.leave()
        self.go_to(PaneName.RESULTS)
        self._searching.take(meant, remembered=False)

    def action_sort(self) -> None:
        """Take the next order of results."""
        self._searching.next_order()

    def action_refresh(self) -> None:
        """Search again."""
        self._searching.refresh()

    def action_next_match(self) -> None:
        """Jump to the next match."""
        self._visiting.jump_to_match(1)

    def action_previous_match(self) -> None:
        """Jump to the previous match."""
        self._visiting.jump_to_match(-1)

    def action_next_entity(self) -> None:
        """Jump to the next entity."""
        self._inspecting.jump(1)

    def action_previous_entity(self) -> None:
        """Jump to the previous entity."""
        self._inspecting.jump(-1)

    def action_entity_page(self) -> None:
        """Show the page of the name under the cursor."""
        self._inspecting.open_page()

    def action_names(self) -> None:
        """Show all names of the results."""
        self._inspecting.open_names()

    def action_whole_archive(self) -> None:
        """Count names in the whole archive, or in the results again."""
        self._inspecting.switch_scope()

    def action_filter(self) -> None:
        """Leave only results that name what is under the cursor."""
        self._inspecting.filter()

    def action_unfilter(self) -> None:
        """Take the last such filter away."""
        self._inspecting.unfilter()

    def action_correct(self) -> None:
        """Ask what is wrong with the quote that is meant, else with the name under the cursor."""
        if not self._attributing.ask():
            self._correcting.ask()

    def action_undo(self) -> None:
        """Take the last correction back."""
        self._correcting.undo()

    def action_speaker(self) -> None:
        """Show the page of the speaker of what is read, or of the name that is selected."""
        self._speaking.open()

    def action_compare(self) -> None:
        """Ask whom to compare the speaker of what is read with."""
        self._speaking.open_to_compare()

    def action_next_speaker(self) -> None:
        """Go to the next speaker."""
        self._next_part(1)

    def action_previous_speaker(self) -> None:
        """Go to the previous speaker."""
        self._next_part(-1)

    def action_open_quote(self) -> None:
        """Go to the quote that is selected."""
        item = self.quotes.selected
        if item is None:
            self.tell("There is no quote to go to.")
        elif item.is_name and item.first_here is not None:
            self._visiting.follow(replace(item, here=item.first_here))
        else:
            self._visiting.follow(item)

    def action_evidence(self) -> None:
        """Show the words that the selected quote's attribution rests on."""
        self._quote_commands.show_evidence()

    def action_variants(self) -> None:
        """Show which articles report the words of the selected quote."""
        self._quote_commands.compare()

    def action_indirect(self) -> None:
        """Show what is reported without quotation marks too, or hide it again."""
        self._visiting.toggle_indirect()

    def action_copy(self) -> None:
        """Copy the selected quote."""
        self._quote_commands.copy()

    def action_back(self) -> None:
        """Back to the place before the last jump."""
        self._show_page_of(self._visiting.back())

    def action_forward(self) -> None:
        """Forward again."""
        self._show_page_of(self._visiting.forward())

    def action_next_article(self) -> None:
        """Open the next result."""
        self._visiting.open_neighbour(1)

    def action_previous_article(self) -> None:
        """Open the previous result."""
        self._visiting.open_neighbour(-1)

    def action_star(self) -> None:
        """Star the article, or take the star away."""
        self._visiting.toggle_star()

    def action_unread(self) -> None:
        """Mark the article as unread, or as read."""
        self._visiting.toggle_read()

    def action_legend(self) -> None:
        """Show how entities are marked."""
        self.status.show_parts(legend())

    async def action_redraw(self) -> None:
        """Draw the whole screen anew."""
        await self.app.run_action("redraw")

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
        """From right to left, pane by pane, then to all articles; False when there already."""
        if self.unzoom():
            return True
        if self.active in RIGHT:
            self.go_to(PaneName.ARTICLE if self.article.article else PaneName.RESULTS)
        elif self.active is PaneName.ARTICLE:
            self.go_to(PaneName.RESULTS)
        elif self._searching.query:
            self._searching.take("")
        else:
            return False
        return True

    def _next_part(self, step: int) -> None:
        """Go to the next speaker, or to the next part of a name's page where that has the keys."""
        if self.active is PaneName.ENTITY:
            self.entity.next_part(step)
        else:
            self.go_to(PaneName.QUOTES)
            self.quotes.next_voice(step)

    def _show_page_of(self, place: Place | None) -> None:
        """Show the page of a name that was open in a place."""
        if place is not None:
            self._speaking.show_page_of(place)
        if place is not None and place.view is not None:
            self._inspecting.show(place.view, place.view_item)
        if place is not None and place.compared is not None:
            self._speaking.compare_variants(place.compared)
