"""The frame of a page over the panes: a query line over lists of quotes, and a status line."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Protocol

from textual import on
from textual.containers import Container
from textual.screen import Screen
from textual.timer import Timer

from index.models import QuoteInArticle
from reader.tui.asking import finished
from reader.tui.commands import Command, Scope, bindings_named, key_of
from reader.tui.named import Named, Page, SpeakerView
from reader.tui.panes.speaker import SpeakerPane
from reader.tui.screens.command_list import CommandListScreen
from reader.tui.screens.help import HelpScreen
from reader.tui.screens.telling import Telling
from reader.tui.session import Session
from reader.tui.trail import Compared
from reader.tui.widgets.query_line import QueryLine
from reader.tui.widgets.status_line import StatusLine

COMMANDS_HERE = (
    "help",
    "commands",
    "search",
    "speaker",
    "compare",
    "entity-page",
    "next-speaker",
    "previous-speaker",
    "open-quote",
    "evidence",
    "variants",
    "copy",
    "correct",
    "back",
    "forward",
    "next-pane",
    "previous-pane",
    "redraw",
    "step-out",
    "close",
    "quit",
)
"""The commands that a page knows; they have the keys that they have everywhere."""

QUOTES = "quotes"
"""The group of workers that ask for quotes."""


class Desk(Protocol):
    """What a page asks of the screen under it."""

    @property
    def session(self) -> Session:
        """The archive that is read."""

    @property
    def commands(self) -> Sequence[Command]:
        """The commands with the user's keys."""

    @property
    def pause(self) -> float:
        """How long typing rests before a search, in seconds."""

    def visit(self, page: Page) -> None:
        """Go to another page."""

    def follow(self, found: QuoteInArticle) -> None:
        """Go to a quote in its article."""

    def open_name(self, named: Named) -> None:
        """Go to the page of a name."""

    def compare(self, first: tuple[int, str], query: str = "", without: Collection[int] = ()) -> None:
        """Ask for a second speaker beside one with an id and a name, and show both on a query."""

    def copy(self, found: QuoteInArticle) -> None:
        """Put a quote with its source on the clipboard of the terminal."""

    def compare_variants(self, compared: Compared) -> None:
        """Show which articles report the words of a quote."""

    def back(self) -> None:
        """Back to the place before the last jump."""

    def forward(self) -> None:
        """Forward again."""

    def close(self) -> None:
        """Take the page away."""


class PageScreen(Telling, Screen[None]):
    """What the pages about speakers have in common: a query, and how one comes and goes."""

    AUTO_FOCUS = ""
    BINDINGS = bindings_named(COMMANDS_HERE)

    def __init__(self, desk: Desk, query: str, hints: Sequence[tuple[str, str]]) -> None:
        """``hints`` are commands that the status line names, each with a word for what it does."""
        super().__init__()
        self._desk = desk
        self._query = query
        self._typing = False
        self._shown_typing = False
        self._timer: Timer | None = None
        slash = key_of("search", desk.commands)
        self.query_line = QueryLine(placeholder=f"press {slash} to search in these quotes", id="subject")
        keys = "  ".join(f"{key_of(name, desk.commands)} {word}" for name, word in hints)
        self.status = StatusLine(keys, id="status")
        self.columns = Container(id="columns")

    @property
    def desk(self) -> Desk:
        """The screen under the page."""
        return self._desk

    @property
    def view(self) -> Page:
        """What is shown, to come back to."""
        raise NotImplementedError

    @property
    def active(self) -> SpeakerPane:
        """The list that has, or last had, the keys."""
        raise NotImplementedError

    def ask(self) -> None:
        """Ask for the quotes that the query finds, in the background."""
        raise NotImplementedError

    def on_mount(self) -> None:
        """Take the keys, and ask."""
        self.query_line.set_text(self._query)
        self.set_focus(self.active, scroll_visible=False)
        self.ask()

    @on(QueryLine.Changed)
    def _typed(self, event: QueryLine.Changed) -> None:
        self._query, self._typing = event.text, True
        self._stop_timer()
        self._timer = self.set_timer(self._desk.pause, self._ask_now)

    @on(QueryLine.Submitted)
    def _submitted(self) -> None:
        before, self._typing = self._typing, False
        left_out = before and finished(self._query) != finished(self._query, typing=True)
        if self._timer is not None or left_out:
            self._ask_now()
        self.set_focus(self.active, scroll_visible=False)

    @on(QueryLine.Left)
    def _left(self) -> None:
        self._submitted()

    def _ask_now(self) -> None:
        self._stop_timer()
        self.ask()

    def _stop_timer(self) -> None:
        if self._timer is not None:
            self._timer.stop()
            self._timer = None

    def take(self, query: str) -> None:
        """Ask another query."""
        self._query, self._typing = query, False
        self._stop_timer()
        self.query_line.set_text(query)
        self.ask()

    def action_search(self) -> None:
        """Type a query over the quotes."""
        self.query_line.offer()

    def action_next_speaker(self) -> None:
        """Go to the next part of the page."""
        self.active.next_part(1)

    def action_previous_speaker(self) -> None:
        """Go to the part before."""
        self.active.next_part(-1)

    def action_open_quote(self) -> None:
        """Go to the quote that is selected."""
        found = self._at_hand()
        if found is not None:
            self._desk.follow(found)

    def action_copy(self) -> None:
        """Copy the quote that is selected."""
        found = self._at_hand()
        if found is not None:
            self._desk.copy(found)

    def action_variants(self) -> None:
        """Show which articles report the words of the quote that is selected."""
        found = self._at_hand()
        if found is not None and found.quote.id is not None:
            self._desk.compare_variants(Compared(found.quote.id))

    def action_evidence(self) -> None:
        """Say where one sees what an attribution rests on."""
        self._tell_of_article("evidence")

    def action_correct(self) -> None:
        """Say where one corrects who speaks."""
        self._tell_of_article("correct")

    def _tell_of_article(self, command: str) -> None:
        """Say that a command works in the article of the selected quote."""
        if self._at_hand() is not None:
            opens, key = key_of("open", self._desk.commands), key_of(command, self._desk.commands)
            self.tell(f"{opens} opens the quote in its article; then {key}.")

    def _at_hand(self) -> QuoteInArticle | None:
        """The quote that is selected; says how to select one when there is none."""
        chosen = self.active.selected
        if isinstance(chosen, QuoteInArticle):
            return chosen
        self.tell("Select a quote first.")
        return None

    def action_speaker(self) -> None:
        """Go to the page of whoever says the selected quote."""
        found, here = self._at_hand(), self.view
        if found is None:
            return
        quote = found.quote
        if quote.speaker_id is None:
            self.tell("Nobody is named as the speaker of these words.")
        elif isinstance(here, SpeakerView) and here.speaker_id == quote.speaker_id and not here.about:
            self.tell(f"This is the page of {here.name}.")
        else:
            self._desk.visit(SpeakerView(quote.speaker_id, quote.speaker_name or ""))

    def action_next_pane(self) -> None:
        """Go to the other list, where there is one."""

    def action_previous_pane(self) -> None:
        """Go to the other list, where there is one."""
        self.action_next_pane()

    def action_back(self) -> None:
        """Back to the place before the last jump."""
        self._desk.back()

    def action_forward(self) -> None:
        """Forward again."""
        self._desk.forward()

    def action_step_out(self) -> None:
        """Take the query away, then the page."""
        if self._query.strip():
            self.take("")
        else:
            self._desk.close()

    def action_close(self) -> None:
        """Take the query away, then the page."""
        self.action_step_out()

    def action_quit(self) -> None:
        """Leave the reader."""
        self.app.exit()

    async def action_redraw(self) -> None:
        """Draw the whole screen anew."""
        await self.app.run_action("redraw")

    def action_help(self) -> None:
        """Show all keys."""
        self.app.push_screen(HelpScreen(self._desk.commands))

    def action_commands(self) -> None:
        """Find a command of this page by name."""
        here = [
            each for each in self._desk.commands if each.name in COMMANDS_HERE or each.scope is Scope.PANE
        ]
        self.app.push_screen(CommandListScreen(here), self._run_command)

    async def _run_command(self, name: str | None) -> None:
        """Run a command that was chosen by name, in the list that has the keys."""
        if name is None:
            return
        action = name.replace("-", "_")
        owner = self.active if hasattr(self.active, f"action_{action}") else self
        await self.app.run_action(action, default_namespace=owner)
