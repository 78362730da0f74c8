"""Runs the upkeep process beside a reader, and tells how far it is."""

from __future__ import annotations

import asyncio
import contextlib
import json
import sys
from asyncio.subprocess import DEVNULL, PIPE, Process
from collections.abc import Callable
from pathlib import Path
from typing import Any

from index.models import Progress
from index.worker.channel import DAMAGED

STOP_LIMIT = 3.0
"""Seconds in which the process must end by itself, which it does at once but for a transaction."""

Report = Callable[[Progress], None]


class Upkeep:
    """One upkeep process: it repairs the index, annotates again what is outdated, and ends.

    Use it from one event loop. Searching and reading go on meanwhile; what it has done when it is
    stopped stays done, and the next one goes on there. Where a search finds the index damaged,
    :meth:`mend` starts another process, which sees to that first.
    """

    def __init__(
        self, path: Path, *, report: Report | None = None, tell: Callable[[str], None] | None = None
    ) -> None:
        """``path`` is the archive's directory.

        ``report`` is told how far the work is, with ``done`` equal to ``total`` at the end of each
        stage, and ``tell`` in a sentence what has gone wrong.
        """
        self._path = path
        self._report = report
        self._tell = tell
        self._process: Process | None = None
        self._listener: asyncio.Task[None] | None = None
        self._searchable = asyncio.Event()
        self._stopped = False

    async def start(self) -> None:
        """Start the process; what it says is passed on until :meth:`stop`."""
        if self._process is None and not self._stopped:
            await self._start()

    async def mend(self) -> None:
        """Have an index that is damaged or missing built again; comes back when that is over.

        What the process that runs is doing for the index is waited for, and then all files are looked at.
        """
        if self._process is not None:
            await self._searchable.wait()
        await self._end()
        if not self._stopped:
            await self._start(DAMAGED)
            await self._searchable.wait()

    async def _start(self, *arguments: str) -> None:
        """Start a process, with further arguments; what it says is passed on."""
        self._searchable.clear()
        try:
            self._process = await asyncio.create_subprocess_exec(
                sys.executable,
                "-P",  # a directory named "index" where the user happens to be is not ours
                "-m",
                "index.worker.background",
                str(self._path),
                *arguments,
                stdin=PIPE,
                stdout=PIPE,
                stderr=DEVNULL,
                start_new_session=True,  # Ctrl+C at the terminal is not for it
            )
        except OSError as error:
            self._searchable.set()
            self._say(f"The index is not looked after in the background ({error.strerror})")
            return
        self._listener = asyncio.create_task(self._listen(self._process))
        if self._stopped:
            await self._end()

    async def wait(self) -> None:
        """Wait until there is nothing left to do."""
        if self._listener is not None:
            await asyncio.shield(self._listener)

    async def stop(self) -> None:
        """End the process."""
        self._stopped = True
        await self._end()

    async def _end(self) -> None:
        process, listener = self._process, self._listener
        if process is None:
            return
        assert process.stdin is not None  # noqa: S101
        process.stdin.close()
        try:
            await asyncio.wait_for(process.wait(), STOP_LIMIT)
        except TimeoutError:
            with contextlib.suppress(ProcessLookupError):
                process.kill()
            await process.wait()
        if listener is not None:
            await listener
        if self._process is process:  # what is cancelled before is done by the next call
            self._process = self._listener = None

    async def _listen(self, process: Process) -> None:
        """Pass on what the process says until it ends."""
        assert process.stdout is not None  # noqa: S101
        try:
            with contextlib.suppress(ValueError):
                while line := await process.stdout.readline():
                    self._receive(json.loads(line))
        finally:
            self._searchable.set()

    def _receive(self, message: dict[str, Any]) -> None:
        """Take one message of the process."""
        if self._stopped:
            return
        if "progress" in message and self._report:
            self._report(Progress(**message["progress"]))
        elif "searchable" in message:
            self._searchable.set()
        elif "problem" in message:
            self._say(message["problem"])

    def _say(self, problem: str) -> None:
        """Tell what has gone wrong."""
        if self._tell:
            self._tell(problem)
