"""The page of one entity, or the list of all names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from textual.message import Message

from index.models import EntityCount
from index.models.profiles import Appearance, EntityProfile
from reader.tui.entity_rows import Item, Rows, names_rows, profile_rows
from reader.tui.named import Named, View
from reader.tui.session import Names
from reader.tui.widgets.list_pane import ListPane

AHEAD = 10
NAMES = "NAMES"
WAITING = "…"
TALL = 30
"""Rows from which on the chart may have a bar for each month of a year."""


class EntityPane(ListPane):
    """What the archive tells of an entity; articles are asked for on the way down."""

    @dataclass
    class Wanted(Message):
        """More articles are wanted, from ``offset`` on."""

        offset: int

    def __init__(self, *, id: str) -> None:  # noqa: A002
        super().__init__(NAMES, id=id)
        self._view: View | None = None
        self._where = ""
        self._notice = ""
        self._profile: EntityProfile | None = None
        self._appearances: list[Appearance] = []
        self._names = Names(())
        self._unfolded: set[int] = set()
        self._asked = 0
        self._page = Rows[Item](0)

    @property
    def view(self) -> View | None:
        """What is shown; None before anything is."""
        return self._view

    @property
    def profile(self) -> EntityProfile | None:
        """The entity that the page is about."""
        return self._profile

    @property
    def appearances(self) -> Sequence[Appearance]:
        """The articles that are loaded."""
        return self._appearances

    @property
    def at_hand(self) -> Named | None:
        """The entity that the page is about; in a list of names the one under the cursor."""
        profile = self._profile
        if profile is None:
            item = self.selected
            return Named.of_count(item) if isinstance(item, EntityCount) else None
        entity = profile.entity
        surfaces = tuple(each.name for each in profile.names)
        return Named(entity.entity_id, entity.name, entity.label, surfaces)

    @property
    def selected(self) -> Item | None:
        """What the item under the cursor stands for."""
        return self._page.items[self.cursor] if self._page.items and self.items else None

    def item(self, index: int) -> Item | None:
        """What an item stands for; None when it has gone meanwhile."""
        return self._page.items[index] if index < len(self._page.items) else None

    def expect(self, view: View, name: str) -> None:
        """Say whose page comes."""
        self._view = view
        self._profile = None
        self._appearances = []
        self._names = Names(())
        self.heading = name or NAMES
        self._notice = WAITING
        self._rebuild(0)

    def show_profile(self, view: View, profile: EntityProfile, where: str, cursor: int | None = 0) -> None:
        """Show an entity's page; the cursor goes to an item, or stays where it is."""
        self._view, self._profile, self._where, self._notice = view, profile, where, ""
        self._appearances = list(profile.appearances)
        self._asked = len(self._appearances)
        self._names = Names(())
        self.heading = profile.entity.name
        self._rebuild(cursor)

    def show_names(self, view: View, names: Names, where: str, cursor: int | None = 0) -> None:
        """Show a list of names."""
        self._view, self._profile, self._where, self._notice = view, None, where, ""
        self._names = names
        self.heading = NAMES
        self._rebuild(cursor)

    def fail(self, view: View, problem: str) -> None:
        """Say why there is nothing to show."""
        self._view, self._profile, self._names, self._appearances = view, None, Names(()), []
        self._notice = problem
        self._rebuild(0)

    def extend(self, appearances: Sequence[Appearance]) -> None:
        """Add the next articles at the end."""
        self._appearances.extend(appearances)
        self._asked = len(self._appearances)
        self._rebuild(None)

    def ask_again(self) -> None:
        """Let more articles be asked for after they did not come."""
        self._asked = len(self._appearances)

    def unfold(self) -> None:
        """List all persons, also when the page is come back to."""
        if self._profile is not None:
            self._unfolded.add(self._profile.entity.entity_id)
        self._rebuild(None)

    def next_part(self, step: int) -> None:
        """Go to the first item of the next part of the page, or of the one before."""
        later = [item for item in self._page.parts if (item - self.cursor) * step > 0]
        if later:
            self.move_to(min(later) if step > 0 else max(later))

    def move_to(self, item: int) -> None:
        """Move, and ask for more articles when the end comes near."""
        super().move_to(item)
        loaded = len(self._appearances)
        total = self._profile.entity.articles if self._profile else 0
        if self._asked == loaded < total and self.cursor + AHEAD >= self.items:
            self._asked += 1
            self.post_message(self.Wanted(loaded))

    def resized(self, width: int, height: int) -> None:
        """Lay out anew."""
        self._top = 0
        if self._view is not None:
            self._rebuild(None)

    def _rebuild(self, cursor: int | None) -> None:
        """Make the rows for the present width."""
        width = max(8, self.size.width - 2)
        if self._notice:
            self._page = Rows[Item](width)
            self._page.text(self._notice)
        elif self._profile:
            self._page = profile_rows(
                self._profile,
                self._appearances,
                width,
                where=self._where,
                bars=12 if self.size.height >= TALL else 6,
                all_persons=self._profile.entity.entity_id in self._unfolded,
            )
        else:
            self._page = names_rows(self._names, width, where=self._where)
        self.show_rows(self._page.rows, cursor=cursor, keep_top=cursor is None)
