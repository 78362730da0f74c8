"""The Textual application: opens the archive after its first frame and shows the reading screen."""

from __future__ import annotations

from typing import ClassVar

from textual.app import App
from textual.screen import Screen

from index.errors import ArchiveError
from reader.tui.opening import OpenSession
from reader.tui.screens.reading import TYPING_PAUSE, ReadingScreen
from reader.tui.session import Session

DARK, LIGHT = "ansi-dark", "ansi-light"


class NewsreaderApp(App[None]):
    """The reader on one archive.

    ``open_session`` opens the archive; an ArchiveError from it ends the reader with its message as
    ``failure``. ``query`` is searched first. ``pause`` is how long typing rests before a search, in
    seconds. ``theme`` is one of Textual's.
    """

    CSS_PATH = "newsreader.tcss"
    ENABLE_COMMAND_PALETTE = False
    INHERIT_BINDINGS: ClassVar[bool] = False

    def __init__(
        self, open_session: OpenSession, *, query: str = "", pause: float = TYPING_PAUSE, theme: str = DARK
    ) -> None:
        super().__init__(ansi_color=theme in (DARK, LIGHT))
        self.animation_level = "none"
        self.theme = theme
        self.failure: Exception | None = None
        self._open_session = open_session
        self._reading = ReadingScreen(query, pause=pause)
        self._session: Session | None = None

    def get_default_screen(self) -> Screen[None]:
        """The reading screen, in place of an empty one under it."""
        return self._reading

    def on_ready(self) -> None:
        """Open the archive once the first frame is drawn."""
        self.run_worker(self._begin(), exit_on_error=False)

    async def _begin(self) -> None:
        try:
            self._session = await self._open_session(self._reading.report)
        except ArchiveError as error:
            self.failure = error
            self.exit(return_code=1)
            return
        self._reading.begin(self._session)

    async def on_unmount(self) -> None:
        """Release the archive."""
        self._reading.leave()
        if self._session is not None:
            await self._session.close()

    def _fatal_error(self) -> None:
        """Close without a traceback on the screen; the error is told after the terminal is restored."""
        self.failure = self._exception
        self._close_messages_no_wait()
