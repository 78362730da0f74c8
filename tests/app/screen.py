"""Helpers for pilot tests: an app over an archive in memory, and its screen as text."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

from textual.pilot import Pilot

from index.archive import Archive, Report
from reader.settings import Settings
from reader.tui.app import NewsreaderApp
from reader.tui.mending import Mending
from reader.tui.session import Searcher, Session
from tests.app.memory import DirectSearcher, MemoryState


@dataclass(frozen=True)
class Reader:
    """A running reader."""

    app: NewsreaderApp
    pilot: Pilot[None]
    state: MemoryState

    @property
    def lines(self) -> list[str]:
        """The screen's rows without the spaces at their ends."""
        strips = self.app.screen._compositor.render_strips()
        return [strip.text.rstrip() for strip in strips]

    @property
    def text(self) -> str:
        """The screen as text."""
        return "\n".join(self.lines)

    def styled(self, attribute: str) -> str:
        """The text that is shown with an attribute such as ``reverse`` or ``bold``, pieces divided by |."""
        strips = self.app.screen._compositor.render_strips()
        pieces = [
            segment.text.strip()
            for strip in strips
            for segment in strip
            if segment.style is not None and getattr(segment.style, attribute)
        ]
        return "|".join(piece for piece in pieces if piece)

    async def press(self, *keys: str) -> None:
        """Press keys and wait until the screen is quiet."""
        await self.pilot.press(*keys)
        await self.settle()

    async def type(self, text: str) -> None:
        """Type text into whatever has the keys."""
        names = {" ": "space", ":": "colon", '"': "quotation_mark", "/": "slash", "*": "asterisk"}
        await self.press(*(names.get(letter, letter) for letter in text))

    async def settle(self) -> None:
        """Wait until nothing is under way."""
        await self.pilot.pause(0.02)
        await self.app.workers.wait_for_complete()
        await self.pilot.pause()

    async def resize_without_waiting(self, columns: int, rows: int) -> None:
        """Give the terminal another size while something may be under way."""
        await self.pilot.resize_terminal(columns, rows)
        await self.pilot.pause(0.02)

    async def resize(self, columns: int, rows: int) -> None:
        """Give the terminal another size."""
        await self.pilot.resize_terminal(columns, rows)
        await self.settle()


@asynccontextmanager
async def reading(
    archive: Archive,
    *,
    size: tuple[int, int] = (80, 24),
    query: str = "",
    state: MemoryState | None = None,
    settings: Settings | None = None,
    searcher: Searcher | None = None,
    mending: Mending | None = None,
) -> AsyncIterator[Reader]:
    """A reader on ``archive`` in a terminal of ``size`` cells."""
    state = state or MemoryState()

    async def open_session(report: Report) -> Session:
        return Session(archive, searcher or DirectSearcher(archive), state, mending)

    app = NewsreaderApp(open_session, query=query, pause=0.001, settings=settings)
    async with app.run_test(size=size) as pilot:
        reader = Reader(app, pilot, state)
        await reader.settle()
        yield reader
