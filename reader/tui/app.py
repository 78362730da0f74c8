"""The Textual application: opens the archive after its first frame and shows the reading screen."""

from __future__ import annotations

import asyncio
import gc
import signal
from contextlib import suppress
from typing import ClassVar

from rich.console import RenderableType
from textual import events, on
from textual._compositor import CompositorUpdate
from textual.app import App
from textual.binding import Binding, BindingType
from textual.dom import DOMNode
from textual.driver import Driver
from textual.screen import Screen
from textual.theme import BUILTIN_THEMES
from textual.worker import WorkerFailed

from index.errors import ArchiveError
from reader.settings import THEME, Settings
from reader.tui.commands import rebind
from reader.tui.opening import OpenSession
from reader.tui.screens.reading import ReadingScreen
from reader.tui.screens.telling import Telling
from reader.tui.searching import TYPING_PAUSE
from reader.tui.session import Session
from reader.tui.sparing import Shown

SETTLE_LIMIT = 0.5
"""Seconds that a key may hold up the next one."""

ANSI = "ansi"
"""How the names of the themes begin that leave the colours to the terminal."""


class NewsreaderApp(App[None]):
    """The reader on one archive.

    ``open_session`` opens the archive; an ArchiveError from it ends the reader with its message as
    ``failure``. ``query`` is searched first. ``pause`` is how long typing rests before a search, in
    seconds. ``notice`` is shown until the archive is open.
    """

    CSS_PATH = "newsreader.tcss"
    ENABLE_COMMAND_PALETTE = False
    BINDINGS: ClassVar[list[BindingType]] = [Binding("ctrl+l", "redraw", show=False, id="redraw")]

    def __init__(
        self,
        open_session: OpenSession,
        *,
        query: str = "",
        pause: float = TYPING_PAUSE,
        settings: Settings | None = None,
        notice: str = "",
    ) -> None:
        settings = settings or Settings()
        super().__init__(ansi_color=settings.theme not in BUILTIN_THEMES or settings.theme.startswith(ANSI))
        self.animation_level = "none"
        commands, problems = rebind(settings.keys)
        self.problems = [*settings.problems, *problems, *self._take_theme(settings.theme)]
        self.set_keymap({command.name: ",".join(command.keys) for command in commands})
        self.failure: BaseException | None = None
        self._open_session = open_session
        self._reading = ReadingScreen(query, pause=pause, commands=commands)
        self._reading.article.show_notice(notice)
        self._session: Session | None = None
        self._shown = Shown()

    def _take_theme(self, name: str) -> list[str]:
        """Use a theme; what is wrong with its name."""
        known = name in self.available_themes
        self.theme = name if known else THEME
        return [] if known else [f"there is no theme “{name}”; try {THEME} or ansi-light"]

    def get_default_screen(self) -> Screen[None]:
        """The reading screen, in place of an empty one under it."""
        return self._reading

    async def on_event(self, event: events.Event) -> None:
        """Bring each key to its end before the next one.

        Textual hands a key to the widget that has the focus when it arrives, so that of keys that
        come in one packet, as they do over a slow line, those after a change of focus go astray.
        """
        if isinstance(event, events.Key) and not event.is_forwarded:
            await self._take_key(event)
        else:
            await super().on_event(event)

    async def _take_key(self, event: events.Key) -> None:
        """Type the key if what has the focus takes it, else run what it is bound to."""
        focused = self.focused
        if focused is not None and focused.check_consume_key(event.key, event.character):
            focused._forward_event(event)
            return
        await self._settle()
        if isinstance(self.screen, Telling):
            self.screen.forget_message()
        if not await self._check_bindings(event.key, priority=True):
            await self._check_bindings(event.key)
        await self._settle()

    async def _settle(self) -> None:
        """Wait until the messages that a key has led to are handled, on their way up to the screen."""
        node: DOMNode | None = self.focused or self.screen
        while node is not None and node is not self:
            for _ in ("the key", "what it has posted"):
                done = asyncio.Event()
                if not node.call_later(done.set):
                    return
                with suppress(TimeoutError):
                    await asyncio.wait_for(done.wait(), SETTLE_LIMIT)
            node = node.parent

    def _display(self, screen: Screen[object], renderable: RenderableType | None) -> None:
        """Send what has changed of the screen since it was last sent."""
        sends = self._running and not (self._closed or self.is_headless or self._batch_count)
        if sends and isinstance(renderable, CompositorUpdate):
            renderable = self._shown.update_to(screen._compositor.render_strips())
        super()._display(screen, renderable)

    @on(Driver.SignalResume)
    def action_redraw(self) -> None:
        """Draw the whole screen, after something else has written on it, as a shell does meanwhile."""
        self._shown.forget()
        self.screen.refresh()

    def on_resize(self, event: events.Resize) -> None:
        """Draw everything at a new size, or at one come back to: terminals do not keep what they show."""
        self._shown.forget()
        if self.screen_stack and event.size == self.screen._compositor.size:
            self.screen.refresh()

    def on_ready(self) -> None:
        """Open the archive once the first frame is drawn."""
        gc.enable()
        gc.freeze()
        loop = asyncio.get_running_loop()
        for ending in (signal.SIGTERM, signal.SIGHUP):
            with suppress(ValueError, RuntimeError):
                loop.add_signal_handler(ending, self.exit)
        self.run_worker(self._begin())

    async def _begin(self) -> None:
        try:
            self._session = await self._open_session(self._reading.report)
        except ArchiveError as error:
            self.failure = error
            self.exit(return_code=1)
            return
        self._reading.begin(self._session)
        if self.problems:
            self._reading.tell(self.problems[0], error=True)

    async def on_unmount(self) -> None:
        """Release the archive."""
        self._reading.leave()
        if self._session is not None:
            await self._session.close()

    def _fatal_error(self) -> None:
        """Close without a traceback on the screen; the error is told after the terminal is restored."""
        error = self._exception
        self.failure = error.error if isinstance(error, WorkerFailed) else error
        self._close_messages_no_wait()
