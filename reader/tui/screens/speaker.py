"""A speaker's page: what is known of the speaker, and all quotes, with a query over them."""

from __future__ import annotations

from dataclasses import replace

from textual import events, on
from textual.app import ComposeResult

from index.errors import ArchiveError
from index.models import EntityCount, QuoteInArticle
from index.models.profiles import SpeakerProfile
from reader.tui.asking import finder, finished
from reader.tui.entity_rows import AllPersons, Rows
from reader.tui.layout import MEASURE, WIDE
from reader.tui.named import Named, SpeakerView, label_of
from reader.tui.panes.speaker import SpeakerPane
from reader.tui.screens.page import QUOTES, Desk, PageScreen
from reader.tui.session import ABOUT, PAGE
from reader.tui.speaker_rows import Item, Others, add_quotes, fact_rows, quotes_head
from reader.tui.widgets.list_pane import ListPane

MORE = "more-quotes"
"""The group of workers that load further quotes."""

CHART_ROWS = 6
"""Rows of a chart above the quotes; beside them it may have a bar for each month of two years."""

TALL = 30
TALL_CHART_ROWS = 24

HINTS = (
    ("open", "open"),
    ("search", "search"),
    ("next-pane", "part"),
    ("compare", "compare"),
    ("step-out", "close"),
    ("help", "help"),
)
WAITING = "…"


class SpeakerScreen(PageScreen):
    """The page: one list, or on a wide screen the quotes on the left and what is known on the right."""

    def __init__(self, desk: Desk, view: SpeakerView) -> None:
        super().__init__(desk, view.query, HINTS)
        self._view = view
        self._profile: SpeakerProfile | None = None
        self._quotes: list[QuoteInArticle] = []
        self._matching = 0
        self._asked = 0
        self._newest_alone = False
        self._shown_query = view.query
        self._facts = 0
        self._in_facts = view.known
        self._above = False
        self._item = 0
        self._untouched: tuple[int | None, int] | None = None
        self._notice = WAITING
        self._list = SpeakerPane(view.name, id="said")
        self._side = SpeakerPane("PROFILE", id="known")

    def compose(self) -> ComposeResult:
        """The query line, the lists, the status line."""
        yield self.query_line
        with self.columns:
            yield self._list
            yield self._side
        yield self.status

    @property
    def view(self) -> SpeakerView:
        """What is shown, to come back to."""
        if self._profile is None:
            return replace(self._view, query=self._query)
        known, top = self._item < self._facts, self.active.top
        return replace(self._view, query=self._query, item=self._item, known=known, top=top)

    @property
    def active(self) -> SpeakerPane:
        """The list that has, or last had, the keys."""
        return self._side if self._wide and self._in_facts else self._list

    @property
    def _wide(self) -> bool:
        """Whether there is room for two lists, and something to put into both."""
        return self.app.size.width >= WIDE and not self._view.about

    def on_resize(self, event: events.Resize) -> None:
        """Show the lists that there is room for; the keys go where the selected item is."""
        if self._side.display == self._wide:
            return
        self._in_facts = self._wide and self._item < self._facts and not self._quotes_alone
        self._side.display = self._wide
        if self.focused is not self.query_line:
            self.set_focus(self.active, scroll_visible=False)

    @on(SpeakerPane.Resized)
    def _resized(self) -> None:
        """Lay out anew, with the cursor on the same item."""
        if self._untouched is not None:
            self._show(*self._untouched)
        else:
            self._show(self._item if self._profile else None)

    @on(SpeakerPane.Moved)
    def _moved(self, event: SpeakerPane.Moved) -> None:
        """Say which quote is selected, and ask for more when the end comes near."""
        self._untouched = None
        self._locate()
        loaded = len(self._quotes)
        if event.pane is self._list and self._asked == loaded < self._matching and self._list.near_end:
            self._asked += 1
            self.run_worker(self._load_more(loaded), group=MORE, exclusive=True)

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """Note which list has the keys."""
        if isinstance(event.widget, SpeakerPane):
            self._in_facts = event.widget is self._side
            if self._above is self._would_be_above:
                self._locate()

    @on(ListPane.Opened)
    def _opened(self, event: ListPane.Opened) -> None:
        """Go where an item leads."""
        pane = self._side if event.pane is self._side else self._list
        chosen = pane.item(event.item)
        if isinstance(chosen, EntityCount):
            self._desk.visit(SpeakerView(chosen.entity_id, chosen.name))
        elif isinstance(chosen, AllPersons):
            self._view = replace(self._view, unfolded=True)
            self._show(None)
        elif isinstance(chosen, Others):
            self._desk.visit(SpeakerView(self._view.speaker_id, self._view.name, about=True))
        elif isinstance(chosen, QuoteInArticle):
            self._desk.follow(chosen)

    def ask(self) -> None:
        """Ask for the quotes that the query finds."""
        self.workers.cancel_group(self, MORE)
        first = self._profile is None and self._query == self._shown_query
        self.run_worker(
            self._load(self._query, self._view.item if first else None), group=QUOTES, exclusive=True
        )

    def action_next_pane(self) -> None:
        """Go from what is known to the quotes, and back."""
        if self._side.display:
            self.set_focus(self._list if self.active is self._side else self._side, scroll_visible=False)
        elif self._above:
            item = self._facts if self._list.cursor < self._facts else 0
            self._list.move_to(item)
            self._list.scroll_to_top(item)

    def action_entity_page(self) -> None:
        """Go to the page of the speaker's name."""
        label = label_of(self._profile.speaker) if self._profile else None
        names = self._profile.speaker.names if self._profile else (self._view.name,)
        self._desk.open_name(Named(self._view.speaker_id, self._view.name, label, names))

    def action_compare(self) -> None:
        """Ask for a second speaker, and show both side by side."""
        self._desk.compare((self._view.speaker_id, self._view.name), self._query)

    async def _load(self, query: str, item: int | None) -> None:
        """Ask for the page and show it."""
        limit = max(PAGE, (item or 0) + PAGE)
        typing, spoken_of = self._typing, None
        try:
            profile = await self._ask_profile(finished(query, typing=typing), limit, 0)
            if self._view.about:
                spoken_of = await self._spoken_of(profile, finished(query, typing=typing))
        except ArchiveError as error:
            self._asked = len(self._quotes)
            self._fail(str(error))
            return
        self._profile = profile
        self._shown_query, self._shown_typing, self._notice = query, typing, ""
        if spoken_of is not None:
            self._quotes, self._newest_alone = spoken_of
            self._matching = len(self._quotes)
        else:
            self._quotes, self._matching = list(profile.quotes), profile.matching
        self._asked = len(self._quotes)
        if self._view.name != profile.speaker.name:
            self._view = replace(self._view, name=profile.speaker.name)
        self._untouched = (item, 0 if item is None else self._view.top)
        self._show(*self._untouched)

    async def _ask_profile(self, match: str, limit: int, offset: int) -> SpeakerProfile:
        """The profile with a page of the quotes that match."""
        number = self._view.speaker_id
        match = "" if self._view.about else match
        return await self._desk.session.speaker(number, match=match, limit=limit, offset=offset)

    async def _spoken_of(self, profile: SpeakerProfile, match: str) -> tuple[list[QuoteInArticle], bool]:
        """The quotes of others that name the speaker and match, and whether there may be older ones."""
        most = profile.about + profile.speaker.quotes
        found = await self._desk.session.quotes_about(profile.speaker.name, match, limit=most)
        others = [each for each in found if each.quote.speaker_id != self._view.speaker_id]
        return others, most > len(found) >= ABOUT

    async def _load_more(self, offset: int) -> None:
        """Add the next page of quotes."""
        query = self._shown_query
        match = finished(query, typing=self._shown_typing)
        try:
            profile = await self._ask_profile(match, PAGE, offset)
        except ArchiveError as error:
            self._asked = len(self._quotes)
            self.tell(str(error), error=True)
            return
        if query == self._shown_query and offset == len(self._quotes):
            self._quotes += profile.quotes
            self._asked = len(self._quotes) if profile.quotes else self._matching
            self._show(None)

    def _fail(self, problem: str) -> None:
        """Say why there is nothing else to show; what is shown stays."""
        if self._profile is None:
            self._notice = problem
            self._show(None)
        else:
            self.tell(problem, error=True)

    def _show(self, item: int | None, top: int | None = None) -> None:
        """Make the rows for the present width.

        The cursor goes to an item, to the first one where only the row at the ``top`` is given, or stays.
        """
        profile = self._profile
        if profile is None:
            notice = Rows[Item](self._list.room)
            notice.text(self._notice)
            self._list.fill(notice, 0)
            self._side.fill(Rows[Item](0), 0)
            return
        name = profile.speaker.name
        tall = self._wide and self._side.size.height >= TALL
        width = min(MEASURE + 1, self._list.room)
        facts = fact_rows(
            profile,
            self._side.room if self._wide else width,
            height=TALL_CHART_ROWS if tall else CHART_ROWS,
            unfolded=self._view.unfolded,
        )
        self._facts = len(facts.items)
        self._above = self._would_be_above
        rows = facts if self._above else Rows[Item](width)
        self._add_quotes(rows, profile)
        self._list.heading = f"What others say of {name}" if self._view.about else name
        self._put(rows, facts, item, top)

    def _add_quotes(self, rows: Rows[Item], profile: SpeakerProfile) -> None:
        """Add the quotes under their heading."""
        total = profile.about if self._view.about else profile.speaker.quotes
        searched = bool(self._shown_query.strip())
        if self._newest_alone:
            head = f"THE NEWEST {self._matching:,} {'THAT MATCH, ' if searched else ''}OF {total:,} QUOTES"
        else:
            head = quotes_head(self._matching, total)
        rows.head(head, "newest first")
        rows.begin_items()
        find = finder(self._shown_query, typing=self._shown_typing)
        add_quotes(rows, self._quotes, find, named=self._view.about)
        if not self._quotes:
            rows.text("No quote has these words." if searched else "No quote is known.")

    def _put(self, rows: Rows[Item], facts: Rows[Item], item: int | None, top: int | None) -> None:
        """Fill the lists, with the cursor on an item counted from the first of what is known."""
        if item is None:
            cursors: tuple[int | None, int | None] = (None, None) if top is None else (0, 0)
        elif self._wide and item < self._facts and self._in_facts:
            cursors = (None, item)
        else:
            cursors = (max(0, item - (0 if self._above else self._facts)), None)
        for pane, page, cursor in zip((self._list, self._side), (rows, facts), cursors, strict=True):
            chosen = item is not None and cursor is not None
            pane.fill(page, cursor, top if chosen else None)
            if top is not None and not chosen:
                pane.scroll_to_top()
        self._locate()

    @property
    def _would_be_above(self) -> bool:
        """Whether what is known stands above the quotes where the screen is as wide as now."""
        return not self._wide and not self._quotes_alone

    @property
    def _quotes_alone(self) -> bool:
        """Whether a narrow screen shows no more than quotes: those that are searched for, or of others."""
        return bool(self._shown_query.strip()) or self._view.about

    def _locate(self) -> None:
        """Note which item is selected, and say which quote that is."""
        above = 0 if self._above or self.active is self._side else self._facts
        self._item = self.active.cursor + above
        chosen = self.active.selected
        where = ""
        if isinstance(chosen, QuoteInArticle):
            where = f"quote {self._item - self._facts + 1:,} of {self._matching:,}"
        self.status.locate(where)
