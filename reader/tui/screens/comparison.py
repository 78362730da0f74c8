"""Two speakers side by side on one query: what each says of it, and when."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from textual import events, on
from textual.app import ComposeResult

from index.errors import ArchiveError
from index.models import QuoteInArticle
from index.models.profiles import SpeakerProfile
from reader.tui.aligning import aligned, complete
from reader.tui.asking import finder, finished
from reader.tui.entity_rows import Rows
from reader.tui.named import ComparisonView, Named, SpeakerView
from reader.tui.panes.speaker import SpeakerPane
from reader.tui.screens.page import QUOTES, Desk, PageScreen
from reader.tui.session import PAGE
from reader.tui.speaker_rows import Item, add_quotes
from reader.tui.widgets.list_pane import ListPane

MORE = "more-quotes"
"""The group of workers that load further quotes."""

BESIDE = 80
"""Cells from which on two columns stand beside each other."""

HINTS = (
    ("open", "open"),
    ("search", "search"),
    ("next-pane", "other column"),
    ("speaker", "page"),
    ("compare", "with another"),
    ("back", "back"),
    ("help", "help"),
)


class Column(SpeakerPane):
    """The quotes of one of the speakers; the column that leads scrolls the other one with it."""

    def __init__(self, heading: str, *, id: str) -> None:  # noqa: A002
        super().__init__(heading, id=id)
        self.follower: Column | None = None

    def repaint(self) -> None:
        """Paint all rows, in the column beside it too if it has to scroll along."""
        super().repaint()
        if self.follower is not None and self.follower._top != self._top:
            self.follower._top = self._top
            self.follower.refresh()

    @property
    def row(self) -> int:
        """The first row of the item under the cursor, counted from the beginning of the list."""
        return self._first_rows[self.cursor] if self.items else 0

    def select_near(self, row: int) -> None:
        """Put the cursor on the item that begins nearest to a row."""
        if self.items:
            self.move_to(min(range(self.items), key=lambda item: abs(self._first_rows[item] - row)))


@dataclass
class Side:
    """One of the speakers: quotes as far as they are loaded, and how many match."""

    speaker_id: int
    name: str
    column: Column
    quotes: list[QuoteInArticle] = field(default_factory=list)
    matching: int = 0
    total: int = 0

    @property
    def more(self) -> bool:
        """Whether there are more quotes than are loaded."""
        return len(self.quotes) < self.matching

    def take(self, profile: SpeakerProfile) -> None:
        """Take what is told of the speaker in place of what was told before."""
        self.quotes, self.matching = list(profile.quotes), profile.matching
        self.name, self.total = profile.speaker.name, profile.speaker.quotes


class ComparisonScreen(PageScreen):
    """Two columns, below each other where the screen is narrow."""

    def __init__(self, desk: Desk, view: ComparisonView) -> None:
        super().__init__(desk, view.query, HINTS)
        self._view = view
        self._shown_query = view.query
        self._loaded = False
        self._loading = False
        self._untouched: tuple[tuple[int, int], int] | None = None
        self._leading = view.column
        (one, one_name), (two, two_name) = view.speakers
        self._sides = (
            Side(one, one_name, Column(one_name, id="first")),
            Side(two, two_name, Column(two_name, id="second")),
        )

    def compose(self) -> ComposeResult:
        """The query line, the columns, the status line."""
        yield self.query_line
        with self.columns:
            for side in self._sides:
                yield side.column
        yield self.status

    @property
    def view(self) -> ComparisonView:
        """What is shown, to come back to."""
        one, two = (side.column.cursor for side in self._sides)
        items = (one, two) if self._loaded else self._view.items
        top = self.active.top if self._loaded else self._view.top
        return replace(self._view, query=self._query, column=self._leading, items=items, top=top)

    @property
    def active(self) -> SpeakerPane:
        """The column that has, or last had, the keys."""
        return self._sides[self._leading].column

    @property
    def _abreast(self) -> bool:
        """Whether the columns stand beside each other."""
        return self.app.size.width >= BESIDE

    def on_resize(self, event: events.Resize) -> None:
        """Put the columns beside or below each other."""
        self.set_class(not self._abreast, "-stacked")

    @on(SpeakerPane.Resized)
    def _resized(self) -> None:
        """Lay out anew, with the cursors where they are."""
        self._show(*(self._untouched or (self.view.items, None)))

    @on(SpeakerPane.Moved)
    def _moved(self, event: SpeakerPane.Moved) -> None:
        """Say which quote is selected, and ask for more when the end comes near."""
        self._untouched = None
        self._locate()
        if event.pane.near_end and any(side.more for side in self._sides) and not self._loading:
            self._loading = True
            self.run_worker(self._load_more(self._shown_query), group=MORE, exclusive=True)

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """The column that has the keys scrolls the other one."""
        for number, side in enumerate(self._sides):
            if event.widget is side.column:
                self._leading = number
        self._lead()
        self._locate()

    @on(ListPane.Opened)
    def _opened(self, event: ListPane.Opened) -> None:
        """Go to a quote in its article."""
        column = next(side.column for side in self._sides if side.column is event.pane)
        chosen = column.item(event.item)
        if isinstance(chosen, QuoteInArticle):
            self._desk.follow(chosen)

    def ask(self) -> None:
        """Ask for the quotes of both that the query finds."""
        self.workers.cancel_group(self, MORE)
        self._loading = True
        items = self._view.items if not self._loaded else None
        self.run_worker(self._load(self._query, items), group=QUOTES, exclusive=True)

    def action_next_pane(self) -> None:
        """Go to the other column, to the quote that stands beside the selected one."""
        here, there = self._sides[self._leading].column, self._sides[1 - self._leading].column
        if self._abreast:
            there.follower = here.follower = None
            there.select_near(here.row)
        self.set_focus(there, scroll_visible=False)

    def action_speaker(self) -> None:
        """Go to the page of the speaker of this column."""
        side = self._sides[self._leading]
        self._desk.visit(SpeakerView(side.speaker_id, side.name, self._query))

    def action_entity_page(self) -> None:
        """Go to the page of the name of the speaker of this column."""
        side = self._sides[self._leading]
        self._desk.open_name(Named(side.speaker_id, side.name, None, (side.name,)))

    def action_compare(self) -> None:
        """Ask for another speaker beside the one of this column."""
        kept, other = self._sides[self._leading], self._sides[1 - self._leading]
        self._desk.compare((kept.speaker_id, kept.name), self._query, (other.speaker_id,))

    async def _load(self, query: str, items: tuple[int, int] | None) -> None:
        """Ask for the quotes of both and show them."""
        session = self._desk.session
        typing = self._typing
        match = finished(query, typing=typing)
        profiles = []
        try:
            for number, side in enumerate(self._sides):
                limit = PAGE + (items[number] if items else 0)
                profiles.append(await session.speaker(side.speaker_id, match=match, limit=limit, offset=0))
        except ArchiveError as error:
            self._loading = False
            self.tell(str(error), error=True)
            return
        for side, profile in zip(self._sides, profiles, strict=True):
            side.take(profile)
        self._shown_query, self._shown_typing = query, typing
        self._loaded, self._loading = True, False
        self._untouched = (items or (0, 0), self._view.top if items else 0)
        self._show(*self._untouched)

    async def _load_more(self, query: str) -> None:
        """Add the next page of the quotes of whoever has more."""
        match = finished(query, typing=self._shown_typing)
        try:
            for side in self._sides:
                if side.more:
                    profile = await self._desk.session.speaker(
                        side.speaker_id, match=match, limit=PAGE, offset=len(side.quotes)
                    )
                    if query != self._shown_query:
                        return
                    side.quotes += profile.quotes
                    side.matching = side.matching if profile.quotes else len(side.quotes)
        except ArchiveError as error:
            self.tell(str(error), error=True)
        self._loading = False
        self._show(None)

    def _show(self, items: tuple[int, int] | None, top: int | None = None) -> None:
        """Make the rows for the present width; the cursors go to some items, or stay.

        ``top`` is the row at the top of the column that leads, if it is to be another one.
        """
        pages = self._pages() if self._loaded else None
        for number in (1 - self._leading, self._leading):  # the one that leads comes last
            side = self._sides[number]
            side.column.follower = None
            side.column.heading = self._heading(side) if pages else side.name
            if pages:
                leads = number == self._leading
                side.column.fill(pages[number], items[number] if items else None, top if leads else None)
        self._lead()
        self._locate()

    def _pages(self) -> tuple[Rows[Item], ...]:
        """The rows of both columns."""
        find = finder(self._shown_query, typing=self._shown_typing)
        one, two = self._sides
        widths = (one.column.room, two.column.room)
        if self._abreast:
            first, second = complete([(side.quotes, side.more) for side in self._sides])
            pages = aligned((first, second), widths, find)
        else:
            pages = (Rows[Item](widths[0]), Rows[Item](widths[1]))
            for rows, side in zip(pages, self._sides, strict=True):
                add_quotes(rows, side.quotes, find)
        for rows, side in zip(pages, self._sides, strict=True):
            if not side.matching:
                note = Rows[Item](rows.width)
                note.text("No quote has these words." if side.total else "Nobody quotes them.")
                rows.rows[: len(note.rows)] = note.rows
        return pages

    def _heading(self, side: Side) -> str:
        """A speaker's name, and how many of the quotes match."""
        return f"{side.name} · {side.matching:,} of {side.total:,}"

    def _lead(self) -> None:
        """Let the column that has the keys scroll the other one, where they stand beside each other."""
        here, there = self._sides[self._leading].column, self._sides[1 - self._leading].column
        there.follower = None
        here.follower = there if self._abreast else None
        here.repaint()

    def _locate(self) -> None:
        """Say on the status line which quote is selected."""
        side = self._sides[self._leading]
        chosen = isinstance(side.column.selected, QuoteInArticle)
        number = f"quote {side.column.cursor + 1:,} of {side.matching:,}" if chosen else ""
        self.status.locate(number)
