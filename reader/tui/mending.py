"""What a search has to wait for: a process that is started again, an index that is built again."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import TypeVar

from index.errors import DamagedError, LockedError

T = TypeVar("T")

AGAIN_AFTER = 60.0
"""Seconds after which an index that is damaged once more is built once more: the disk may be failing."""

BUILDING = "building the index again …"
RESTARTING = "starting the search again …"


class Mending:
    """Has an index built again that a search finds damaged or missing, once for all who find it so."""

    def __init__(self, mend: Callable[[], Awaitable[None]] | None = None) -> None:
        """``mend`` sees to the index and comes back when that is over; without it nothing can be done."""
        self._mend = mend
        self._task: asyncio.Task[None] | None = None
        self._ended: float | None = None
        self._building = self._restarting = False
        self._tell: Callable[[str], None] = lambda text: None

    def watch(self, tell: Callable[[str], None]) -> None:
        """Call ``tell`` with what is waited for, in a few words, and with none when that is over."""
        self._tell = tell

    def restarting(self, away: bool) -> None:
        """Take note that a search process is being replaced, or that all are there."""
        self._restarting = away
        self._say()

    async def answer(self, ask: Callable[[], Awaitable[T]]) -> T:
        """The answer to a question, which is asked again when the index has been built again.

        Raises what ``ask`` raises if the index was built just before, or cannot be.
        """
        try:
            return await ask()
        except (DamagedError, LockedError):
            if not self._begin():
                raise
        assert self._task is not None  # noqa: S101
        await asyncio.shield(self._task)
        return await ask()

    def _begin(self) -> bool:
        """Have the index looked at, unless somebody does or has just done it; whether to wait for that."""
        if self._task is not None and not self._task.done():
            return True
        just = self._ended is not None and asyncio.get_running_loop().time() - self._ended < AGAIN_AFTER
        if self._mend is None or just:
            return False
        self._task = asyncio.create_task(self._run(self._mend))
        return True

    async def _run(self, mend: Callable[[], Awaitable[None]]) -> None:
        """Have the index built again, and say so meanwhile."""
        self._building = True
        self._say()
        try:
            await mend()
        finally:
            self._ended = asyncio.get_running_loop().time()
            self._building = False
            self._say()

    def _say(self) -> None:
        """Tell what is waited for."""
        self._tell(BUILDING if self._building else RESTARTING if self._restarting else "")

    async def close(self) -> None:
        """Wait for nothing any more."""
        self._tell = lambda text: None
        if self._task is not None:
            self._task.cancel()
            await asyncio.wait([self._task])
