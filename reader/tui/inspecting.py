"""Entities: the one under the cursor, its page, the list of all, and the results that name one."""

from __future__ import annotations

from textual.timer import Timer

from index.errors import ArchiveError
from index.models import EntityCount, Mention
from index.models.profiles import Appearance
from reader.tui.commands import key_of
from reader.tui.entity_rows import AllPersons
from reader.tui.filters import laid, lay, lift
from reader.tui.layout import PaneName
from reader.tui.named import Named, View
from reader.tui.notices import mention_line, where_line
from reader.tui.panes.article import Found
from reader.tui.screens.panes import PanesScreen
from reader.tui.searching import Searching
from reader.tui.session import PAGE as PAGE_SIZE
from reader.tui.visiting import NO_ARTICLE, Visiting, counted

COUNTS, PAGE, MORE_ARTICLES = "counts", "page", "more-articles"
"""The groups of workers that count a mention's entity, load a page, and load further articles of it."""

GONE = "This is no entity any more."
NO_NAME = "Select a name first: e goes to the next one."


class Inspecting:
    """What the screen shows of entities beside their marks in the text."""

    def __init__(self, frame: PanesScreen, searching: Searching, visiting: Visiting, *, pause: float) -> None:
        self._frame = frame
        self._searching = searching
        self._visiting = visiting
        self._pause = pause
        self._count_timer: Timer | None = None
        self._load_timer: Timer | None = None
        self._stale = False
        self._told = ""

    def at_hand(self) -> Named | None:
        """The entity that a command is about; says how to select one when there is none."""
        frame = self._frame
        found: Named | None = None
        if frame.active is PaneName.ENTITY:
            found = frame.entity.at_hand
        elif frame.active is PaneName.QUOTES and frame.quotes.selected:
            voice = frame.quotes.selected.voice
            if voice.speaker_id is not None:
                found = self._speaker(voice.speaker_id, voice.name)
        found = found or self._under_cursor()
        if found is None:
            frame.tell(NO_NAME if frame.article.article else NO_ARTICLE)
        return found

    def jump(self, step: int) -> None:
        """Go to the next name in the article, or the previous one."""
        jump = self._frame.article.next_mention(step)
        if jump is None:
            self._frame.tell(
                "There is no name in this article." if self._frame.article.article else NO_ARTICLE
            )
        else:
            self._tell_mention(*jump)

    def open_page(self) -> None:
        """Show the page of the entity at hand."""
        named = self.at_hand()
        if named is not None:
            self._visiting.leave()
            self.show_page(named)

    def show_page(self, named: Named) -> None:
        """Show the page of an entity."""
        self._show(View(named.entity_id), named.name)

    def open_names(self) -> None:
        """Show the names of the results."""
        self._visiting.leave()
        self._show(View(None))

    def open_item(self, item: int) -> None:
        """Go where an item of the pane leads: another entity's page, an article, all persons."""
        chosen = self._frame.entity.item(item)
        view = self._frame.entity.view
        if isinstance(chosen, EntityCount) and view is not None:
            self._visiting.leave()
            self._show(View(chosen.entity_id, view.whole), chosen.name)
        elif isinstance(chosen, Appearance):
            self._open_appearance(chosen)
        elif isinstance(chosen, AllPersons):
            self._frame.entity.unfold()

    def switch_scope(self) -> None:
        """Count in the whole archive, or in the results again."""
        view = self._frame.entity.view
        if view is None:
            self._frame.tell(NO_NAME)
        elif not self._searching.query.strip():
            self._frame.tell("All articles are shown: the whole archive is counted.")
        else:
            self._show(View(view.entity_id, not view.whole), self._frame.entity.heading)

    def filter(self) -> None:
        """Leave only results that name the entity at hand."""
        named = self.at_hand()
        if named is None:
            return
        try:
            wanted = self._frame.session.archive.filter_for(named.entity_id)
        except ArchiveError as error:
            self._frame.tell(str(error), error=True)
            return
        query = self._searching.query.strip()
        if wanted in laid(query):
            self._frame.tell(
                f"The results name {named.name} already; {self._key('unfilter')} shows others too."
            )
            return
        self._visiting.leave()
        self._frame.go_to(PaneName.RESULTS)
        self._searching.take(lay(wanted, query))

    def unfilter(self) -> None:
        """Take the filter away that was laid last."""
        lifted = lift(self._searching.query)
        if lifted is None:
            self._frame.tell(f"No name filters the results; {self._key('filter')} does it.")
            return
        self._visiting.leave()
        self._searching.take(lifted)

    def load_more(self, offset: int) -> None:
        """Add the articles from ``offset`` on to the page."""
        self._frame.run_worker(self._load_more(offset), group=MORE_ARTICLES, exclusive=True)

    def results_shown(self) -> None:
        """Count anew in other results: at once where it is in view, else when it comes into view."""
        view = self._frame.entity.view
        if view is None or view.whole:
            return
        self._stale = True
        if self._frame.entity.display:
            self.refresh_soon()

    def refresh_soon(self) -> None:
        """Load the pane anew when nothing is asked for meanwhile."""
        _stop(self._load_timer)
        self._load_timer = self._frame.set_timer(self._pause, self.refresh)

    def come_into_view(self) -> None:
        """Load the pane anew if its counts are not those of the results."""
        if self._stale:
            self.refresh()

    def refresh(self) -> None:
        """Load what the pane shows anew, with the cursor where it is."""
        view = self._frame.entity.view
        if view is not None:
            self._load(view, None)

    def entities_changed(self, named: Named | None) -> None:
        """Load what is shown anew after a correction.

        A page whose entity is gone becomes the page of whoever has the name of ``named``, if given.
        """
        pane = self._frame.entity
        view = pane.view
        if view is None:
            return
        if view.entity_id is not None and not self._exists(view.entity_id):
            successor = self._successor(named)
            if successor is None:
                pane.fail(view, GONE)
                return
            view = View(successor, view.whole)
        self._load(view, pane.cursor)

    def show(self, view: View, item: int) -> None:
        """Show a page again as it was left."""
        if view != self._frame.entity.view or self._stale:
            self._load(view, item)
        else:
            self._frame.entity.move_to(item)

    def _show(self, view: View, name: str = "") -> None:
        """Go to a page and load it."""
        self._frame.entity.expect(view, name)
        self._stale = False
        self._frame.go_to(PaneName.ENTITY)
        self._load(view, 0)

    def _load(self, view: View, item: int | None) -> None:
        """Load a view in the background; the cursor goes to an item, or stays."""
        _stop(self._load_timer)
        self._stale = False
        self._frame.workers.cancel_group(self._frame, MORE_ARTICLES)
        self._frame.run_worker(self._load_view(view, item), group=PAGE, exclusive=True)

    async def _load_view(self, view: View, item: int | None) -> None:
        """Ask for what a view shows, and show it."""
        frame = self._frame
        query = "" if view.whole else self._searching.query
        limit = max(PAGE_SIZE, len(frame.entity.appearances) if item is None else item + PAGE_SIZE)
        where = where_line(self._searching.query, whole=view.whole, key=self._key("whole-archive"))
        try:
            if view.entity_id is None:
                names = await frame.session.names(query)
                frame.entity.show_names(view, names, where, item)
            else:
                profile = await frame.session.profile(view.entity_id, query, limit=limit)
                frame.entity.show_profile(view, profile, where, item)
        except ArchiveError as error:
            frame.entity.fail(view, str(error))

    async def _load_more(self, offset: int) -> None:
        """Add the next articles of the page that is shown."""
        pane = self._frame.entity
        view = pane.view
        if view is None or view.entity_id is None:
            return
        try:
            query = "" if view.whole else self._searching.query
            profile = await self._frame.session.profile(view.entity_id, query, offset=offset)
        except ArchiveError as error:
            pane.ask_again()
            self._frame.tell(str(error), error=True)
            return
        if view == pane.view and offset == len(pane.appearances):
            pane.extend(profile.appearances)

    def _exists(self, entity_id: int) -> bool:
        """Whether the archive knows an entity."""
        try:
            self._frame.session.archive.filter_for(entity_id)
        except ArchiveError:
            return False
        return True

    def _successor(self, named: Named | None) -> int | None:
        """The entity that has the name of one that may be gone; None when nobody has."""
        if named is None:
            return None
        found = self._frame.session.archive.entities_named(named.name)
        return found[0].entity_id if found else None

    def _open_appearance(self, appearance: Appearance) -> None:
        """Open an article at the first mention of the entity that the page is about."""
        view = self._frame.entity.view
        self._visiting.leave()
        if not self._visiting.open(appearance.article.id):
            return
        self._frame.go_to(PaneName.ARTICLE)
        if view is not None and view.entity_id is not None:
            jump = self._frame.article.go_to_entity(view.entity_id)
            if jump is not None:
                self._tell_mention(*jump)

    def _speaker(self, entity_id: int, name: str) -> Named:
        """A speaker of the article, as the text around the first mention of them tells."""
        mentions = self._frame.article.mentions
        first = next((each for each in mentions if each.entity_id == entity_id), None)
        if first is None:
            return Named(entity_id, name, None, (name,))
        return Named.of_mention(first, mentions, self._frame.article.line_around(first))

    def _under_cursor(self) -> Named | None:
        """The entity of the mention under the cursor."""
        pane = self._frame.article
        mention = pane.mention
        if mention is None:
            return None
        return Named.of_mention(mention, pane.mentions, pane.line_around(mention))

    def _tell_mention(self, found: Found, mention: Mention) -> None:
        """Say whom a mention names; how often elsewhere follows once the cursor rests."""
        self._visiting.locate(counted("name", found))
        self._tell_counts(mention, None)
        _stop(self._count_timer)
        self._count_timer = self._frame.set_timer(self._pause, lambda: self._count(mention))

    def _count(self, mention: Mention) -> None:
        """Ask in the background how often the entity under the cursor is named."""
        self._frame.run_worker(self._ask_counts(mention), group=COUNTS, exclusive=True)

    async def _ask_counts(self, mention: Mention) -> None:
        """Say how often the entity under the cursor is named in the results."""
        try:
            profile = await self._frame.session.profile(mention.entity_id, self._searching.query, limit=0)
        except ArchiveError:
            return
        if self._frame.article.mention == mention and self._frame.status.message == self._told:
            self._tell_counts(mention, profile.entity)

    def _tell_counts(self, mention: Mention, found: EntityCount | None) -> None:
        """Say whom a mention names, and how often as far as that is known."""
        here = sum(each.entity_id == mention.entity_id for each in self._frame.article.mentions)
        filtered = bool(self._searching.query.strip())
        self._frame.tell(mention_line(mention, here, found, filtered=filtered))
        self._told = self._frame.status.message

    def _key(self, name: str) -> str:
        """The key of a command."""
        return key_of(name, self._frame.commands)


def _stop(timer: Timer | None) -> None:
    """Stop a timer if there is one."""
    if timer is not None:
        timer.stop()
