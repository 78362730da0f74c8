"""Where the reader has been: back and forward over jumps."""

from __future__ import annotations

from dataclasses import dataclass

from reader.tui.layout import PaneName, Sides
from reader.tui.named import Page, View

LIMIT = 200


@dataclass(frozen=True, slots=True)
class Compared:
    """The variants of a quote's statement on the screen; the cursor is on ``item``, or on the quote's own."""

    quote_id: int
    item: int | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """A place to come back to.

    ``offset`` of the article's text is at the top; ``quote_item`` is selected in the quotes pane;
    ``quote``, from where to where, is marked in the text; the results are those of ``query``; ``view``
    is the page of a name that is open, and ``view_item`` is selected in it; ``compared`` are the
    variants shown over it all, and ``page`` is the page about a speaker that is.
    """

    article_id: int | None
    offset: int
    pane: PaneName
    quote_item: int
    quote: tuple[int, int] | None
    query: str
    sides: Sides
    view: View | None
    view_item: int
    compared: Compared | None = None
    page: Page | None = None


class Trail:
    """Places behind and ahead, as in a browser."""

    def __init__(self) -> None:
        self._behind: list[Place] = []
        self._ahead: list[Place] = []

    def leave(self, place: Place) -> None:
        """Note the place that a jump leaves."""
        self._behind.append(place)
        del self._behind[:-LIMIT]
        self._ahead.clear()

    def back(self, here: Place | None) -> Place | None:
        """The place before ``here``, or None at the start."""
        return self._step(self._behind, self._ahead, here)

    def forward(self, here: Place | None) -> Place | None:
        """The place after ``here``, or None at the end."""
        return self._step(self._ahead, self._behind, here)

    @staticmethod
    def _step(taken: list[Place], given: list[Place], here: Place | None) -> Place | None:
        if not taken:
            return None
        if here is not None:
            given.append(here)
        return taken.pop()
