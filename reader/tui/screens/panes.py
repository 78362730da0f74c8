"""The frame of the reading screen: which panes are shown, which one has the keys, what the status says."""

from __future__ import annotations

from collections.abc import Sequence

from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.screen import Screen

from reader.tui.commands import Command, hints
from reader.tui.layout import PaneName, Sides, visible_panes
from reader.tui.named import Page
from reader.tui.panes.article import ArticlePane
from reader.tui.panes.entity import EntityPane
from reader.tui.panes.quotes import QuotesPane
from reader.tui.panes.results import ResultsPane
from reader.tui.screens.telling import Telling
from reader.tui.session import Session
from reader.tui.trail import Place
from reader.tui.widgets.canvas import Canvas
from reader.tui.widgets.query_line import QueryLine
from reader.tui.widgets.status_line import StatusLine


class PanesScreen(Telling, Screen[None]):
    """A query line over the panes and a status line."""

    AUTO_FOCUS = ""

    def __init__(self, commands: Sequence[Command]) -> None:
        super().__init__()
        self._session: Session | None = None
        self.commands = commands
        self.query_line = QueryLine(placeholder="press / to search", id="query")
        self.results = ResultsPane(id=PaneName.RESULTS)
        self.article = ArticlePane("", id=PaneName.ARTICLE)
        self.quotes = QuotesPane(id=PaneName.QUOTES)
        self.entity = EntityPane(id=PaneName.ENTITY)
        self.status = StatusLine(hints(commands), id="status")
        self._panes: dict[PaneName, Canvas] = {
            PaneName.RESULTS: self.results,
            PaneName.ARTICLE: self.article,
            PaneName.QUOTES: self.quotes,
            PaneName.ENTITY: self.entity,
        }
        self._sides = Sides()
        self._active = PaneName.RESULTS
        self._zoomed = False

    @property
    def session(self) -> Session:
        """The archive that is read; LookupError before there is one."""
        if self._session is None:
            raise LookupError("no archive is open yet")
        return self._session

    def compose(self) -> ComposeResult:
        """The query line, the panes, the status line."""
        yield self.query_line
        with Horizontal(id="panes"):
            yield from self._panes.values()
        yield self.status

    def on_mount(self) -> None:
        """Begin with the results."""
        self.go_to(PaneName.RESULTS)

    def on_resize(self, event: events.Resize) -> None:
        """Show the panes that there is room for."""
        self._arrange()

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """A pane that the mouse has given the keys to is the active one."""
        for name, pane in self._panes.items():
            if event.widget is pane:
                self._active = name

    @property
    def active(self) -> PaneName:
        """The pane that has, or last had, the keys."""
        return self._active

    @property
    def typing(self) -> bool:
        """Whether the query line has the keys."""
        return self.focused is self.query_line

    @property
    def sides(self) -> Sides:
        """The panes that were last used beside the article."""
        return self._sides

    def go_to(self, name: PaneName, sides: Sides | None = None) -> None:
        """Give the keys to a pane, and show it; with ``sides`` as they are to be, if given."""
        self._active = name
        self._sides = (sides or self._sides).with_pane(name)
        self._arrange()
        self.set_focus(self._panes[name], scroll_visible=False)
        if name is PaneName.ENTITY:
            self.entity_shown()

    @property
    def page(self) -> Page | None:
        """The page about a speaker that is shown over the panes, if one is."""
        return None

    def show_pages_of(self, place: Place) -> None:
        """Show the pages that were open in a place."""

    def entity_shown(self) -> None:
        """Take note that the page of a name comes into view."""

    def action_results_pane(self) -> None:
        """Go to the results."""
        self.go_to(PaneName.RESULTS)

    def action_article_pane(self) -> None:
        """Go to the article."""
        self.go_to(PaneName.ARTICLE)

    def action_quotes_pane(self) -> None:
        """Go to the quotes."""
        self.go_to(PaneName.QUOTES)

    def action_entity_pane(self) -> None:
        """Go to the page of a name."""
        if self.entity.view is None:
            self.tell("Select a name first: e, then p. P lists all names of the results.")
        else:
            self.go_to(PaneName.ENTITY)

    def action_next_pane(self) -> None:
        """Go to the pane on the right."""
        self._step(1)

    def action_previous_pane(self) -> None:
        """Go to the pane on the left."""
        self._step(-1)

    def action_zoom(self) -> None:
        """Show one pane alone, or all again."""
        self._zoomed = not self._zoomed
        self._arrange()

    def unzoom(self) -> bool:
        """Show all panes again; whether one was alone."""
        was, self._zoomed = self._zoomed, False
        self._arrange()
        return was

    def _step(self, step: int) -> None:
        names = [name for name in PaneName if name is not PaneName.ENTITY or self.entity.view is not None]
        self.go_to(names[(names.index(self._active) + step) % len(names)])

    def _arrange(self) -> None:
        """Show the panes that this width has room for."""
        width = self.app.size.width
        shown = visible_panes(width, self._active, self._sides, zoomed=self._zoomed)
        self.set_class(len(shown) == 2, "-narrow")
        self.set_class(len(shown) == 1, "-single")
        for name, pane in self._panes.items():
            if pane.display != (name in shown):
                pane.display = name in shown
