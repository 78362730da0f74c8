"""Speakers: the one at hand, the page of one, two of them side by side, and the way back to these."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING

from index.errors import ArchiveError
from index.models import EntityCount, Label, QuoteInArticle
from reader.tui.commands import Command, key_of
from reader.tui.inspecting import NO_NAME, Inspecting
from reader.tui.layout import PaneName
from reader.tui.named import ComparisonView, Named, Page, SpeakerView
from reader.tui.quote_commands import QuoteCommands
from reader.tui.quote_lines import UNNAMED
from reader.tui.quoting import Quoting
from reader.tui.screens.panes import PanesScreen
from reader.tui.session import Session
from reader.tui.trail import Compared, Place
from reader.tui.visiting import NO_ARTICLE, Visiting

if TYPE_CHECKING:
    from reader.tui.screens.page import PageScreen
    from reader.tui.screens.pick import Picked

SPEAKERS = (Label.PERSON, Label.ORG, Label.MISC)
"""The kinds of names that may speak."""

Who = tuple[int, str]
"""The id and the name of a speaker who is compared with another."""

NOBODY_IN_VIEW = "No quote is in view here; {key} goes to those who speak in this article."


class Speaking:
    """The pages about speakers, over the panes; at most one is shown."""

    def __init__(
        self,
        frame: PanesScreen,
        visiting: Visiting,
        inspecting: Inspecting,
        quoting: Quoting,
        quote_commands: QuoteCommands,
        *,
        pause: float,
    ) -> None:
        """``pause`` is how long typing rests before a search, in seconds."""
        self._frame = frame
        self._visiting = visiting
        self._inspecting = inspecting
        self._quoting = quoting
        self._quote_commands = quote_commands
        self._screen: PageScreen | None = None
        self.pause = pause

    @property
    def session(self) -> Session:
        """The archive that is read."""
        return self._frame.session

    @property
    def commands(self) -> Sequence[Command]:
        """The commands with the user's keys."""
        return self._frame.commands

    @property
    def page(self) -> Page | None:
        """What is shown over the panes, if anything is."""
        return self._screen.view if self._screen else None

    def open(self) -> None:
        """Show the page of the speaker at hand, or say that nobody is known."""
        found = self._at_hand()
        if isinstance(found, str):
            self._frame.tell(found)
        else:
            self.visit(found)

    def open_to_compare(self) -> None:
        """Ask whom to compare the speaker at hand with."""
        found = self._at_hand()
        if isinstance(found, str):
            self._frame.tell(found)
        else:
            self.compare((found.speaker_id, found.name))

    def visit(self, page: Page) -> None:
        """Go to a page."""
        self._visiting.leave()
        self._show(page)

    def follow(self, found: QuoteInArticle) -> None:
        """Go to a quote in its article."""
        if self._visiting.open_quote(found):
            self.close()
        elif self._screen:
            self._screen.tell(self._frame.status.message, error=True)

    def copy(self, found: QuoteInArticle) -> None:
        """Put a quote with its source on the clipboard of the terminal."""
        self._quote_commands.copy(found, self._screen)

    def compare_variants(self, compared: Compared) -> None:
        """Show which articles report the words of a quote, over the page if one is shown."""
        self._quote_commands.compare(compared, self._screen)

    def open_name(self, named: Named) -> None:
        """Go to the page of a name."""
        self._visiting.leave()
        self.close()
        self._inspecting.show_page(named)

    def compare(self, first: Who, query: str = "", without: Collection[int] = ()) -> None:
        """Ask for a second speaker, none of ``without``, and show both on one query.

        Those who are quoted beside the first one are offered first.
        """
        from reader.tui.screens.pick import PickScreen

        session, known = self.session, {first[0], *without}

        async def find(text: str) -> Sequence[EntityCount]:
            try:
                beside = () if text.strip() else (await session.speaker(first[0], limit=0)).beside
                found = await session.speakers(text.strip())
            except ArchiveError:
                return ()
            offered = {each.entity_id: each for each in [*beside, *found] if each.entity_id not in known}
            return list(offered.values())

        def take(picked: Picked | None) -> None:
            if isinstance(picked, EntityCount):
                self.visit(ComparisonView((first, (picked.entity_id, picked.name)), query))

        self._frame.app.push_screen(PickScreen(f"{first[1]} beside …", find, pause=self.pause), take)

    def back(self) -> None:
        """Back to the place before the last jump."""
        self._return_to(self._visiting.back())

    def forward(self) -> None:
        """Forward again."""
        self._return_to(self._visiting.forward())

    def close(self) -> None:
        """Take the page away."""
        if self._screen is not None:
            self._screen = None
            self._frame.app.pop_screen()

    def show_page_of(self, place: Place) -> None:
        """Show the page that was open in a place, or take the one away that is."""
        if place.page is not None:
            self._show(place.page)
        else:
            self.close()

    def _return_to(self, place: Place | None) -> None:
        """Show what else was open in a place, or say that there is none."""
        if place is not None:
            self._frame.show_pages_of(place)
        elif self._screen is not None:
            self._screen.tell(self._frame.status.message)

    def _show(self, page: Page) -> None:
        """Show a page in place of the one that is shown."""
        screen: PageScreen
        if isinstance(page, ComparisonView):
            from reader.tui.screens.comparison import ComparisonScreen

            screen = ComparisonScreen(self, page)
        else:
            from reader.tui.screens.speaker import SpeakerScreen

            screen = SpeakerScreen(self, page)
        shown, self._screen = self._screen, screen
        if shown is None:
            self._frame.app.push_screen(screen)
        else:
            self._frame.app.switch_screen(screen)

    def _at_hand(self) -> SpeakerView | str:
        """The page of the speaker that a command is about, or why there is none."""
        frame = self._frame
        voice = frame.quotes.selected.voice if frame.quotes.selected else None
        named: Named | None = None
        if frame.active is PaneName.ENTITY:
            named = frame.entity.at_hand
            if named is None:
                return NO_NAME
        elif frame.active is PaneName.QUOTES and voice is not None:
            return _page(voice.speaker_id, voice.name)
        mention = frame.article.mention
        if named is None and mention is not None and mention.label in SPEAKERS:
            named = Named(mention.entity_id, mention.name)
        if named is not None:
            return SpeakerView(named.entity_id, named.name)
        if frame.article.article is None:
            return NO_ARTICLE
        quote = self._quoting.marked if self._quoting.speaker else None
        if quote is None:
            return NOBODY_IN_VIEW.format(key=key_of("quotes-pane", self.commands))
        return _page(quote.speaker_id, quote.speaker_name or "")


def _page(speaker_id: int | None, name: str) -> SpeakerView | str:
    """The page of whom a quote is attributed to, or that nobody is named."""
    return UNNAMED if speaker_id is None else SpeakerView(speaker_id, name)
