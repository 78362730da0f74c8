"""Runs the upkeep process beside a reader, and tells how far it is."""

from __future__ import annotations

import asyncio
import contextlib
import json
import sys
from asyncio.subprocess import DEVNULL, PIPE, Process
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from index.models import Progress
from index.worker.channel import DAMAGED

STOP_LIMIT = 3.0
"""Seconds in which the process must end by itself, which it does at once but for a transaction."""

Report = Callable[[Progress], None]


@dataclass(frozen=True, slots=True)
class _Running:
    """A process, who listens to it, and whether it has done for the index what it can."""

    process: Process
    listener: asyncio.Task[None]
    searchable: asyncio.Event


class Upkeep:
    """One upkeep process at a time: it repairs the index, annotates again what is outdated, and ends.

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
        self._running: _Running | None = None
        self._changing = asyncio.Lock()  # held while a process is started or ended, not while it works
        self._stopped = False

    async def start(self) -> None:
        """Start the process; what it says is passed on until :meth:`stop`."""
        async with self._changing:
            if self._running is None:
                await self._start()

    async def mend(self) -> None:
        """Have an index that is damaged or missing built again; comes back when that is over.

        What the process that runs is doing for the index is waited for, and then all files are looked at.
        """
        while True:
            async with self._changing:
                busy = self._running
                if busy is None or busy.searchable.is_set():
                    await self._end()
                    await self._start(DAMAGED)
                    mending = self._running
                    break
            await busy.searchable.wait()
        if mending is not None:
            await mending.searchable.wait()

    async def _start(self, *arguments: str) -> None:
        """Start a process, with further arguments, unless all is over; what it says is passed on."""
        if self._stopped:
            return
        try:
            process = await asyncio.create_subprocess_exec(
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
            self._say(f"The index is not looked after in the background ({error.strerror})")
            return
        searchable = asyncio.Event()
        listener = asyncio.create_task(self._listen(process, searchable))
        self._running = _Running(process, listener, searchable)
        if self._stopped:  # by a stop() that has not waited for the start
            await self._end()

    async def wait(self) -> None:
        """Wait until there is nothing left to do."""
        if self._running is not None:
            await asyncio.shield(self._running.listener)

    async def stop(self) -> None:
        """End the process, whatever it does, and one that is being started; none is started again."""
        self._stopped = True
        async with self._changing:
            await self._end()

    async def _end(self) -> None:
        """End the process; where this is cancelled, the next call goes on with it."""
        if self._running is None:
            return
        process = self._running.process
        assert process.stdin is not None  # noqa: S101
        process.stdin.close()
        try:
            await asyncio.wait_for(process.wait(), STOP_LIMIT)
        except TimeoutError:
            with contextlib.suppress(ProcessLookupError):
                process.kill()
            await process.wait()
        await asyncio.shield(self._running.listener)
        self._running = None

    async def _listen(self, process: Process, searchable: asyncio.Event) -> None:
        """Pass on what the process says until it ends; ``searchable`` is set when the index is, or then."""
        assert process.stdout is not None  # noqa: S101
        try:
            with contextlib.suppress(ValueError):
                while line := await process.stdout.readline():
                    self._receive(json.loads(line), searchable)
        finally:
            searchable.set()

    def _receive(self, message: dict[str, Any], searchable: asyncio.Event) -> None:
        """Take one message of a process."""
        if self._stopped:
            return
        if "progress" in message and self._report:
            self._report(Progress(**message["progress"]))
        elif "searchable" in message:
            searchable.set()
        elif "problem" in message:
            self._say(message["problem"])

    def _say(self, problem: str) -> None:
        """Tell what has gone wrong."""
        if self._tell:
            self._tell(problem)
