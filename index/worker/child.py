"""One search process, from the outside: started, asked one thing at a time, killed."""

from __future__ import annotations

import asyncio
import contextlib
import json
import sys
from asyncio.subprocess import DEVNULL, PIPE, Process
from pathlib import Path
from typing import Any

from index import errors
from index.errors import ArchiveError, QueryError
from index.worker.limits import LARGEST_ANSWER, START_LIMIT
from index.worker.wire import Json

COMMAND = (sys.executable, "-P", "-m", "index.worker.process")
"""How a process is started; ``-P``: a directory named "index" where the user happens to be is not ours."""

GRACE = 0.05
"""Seconds over a limit in which an answer is read that lies in the pipe while the screen is busy."""

EXIT_LIMIT = 0.2
"""Seconds that a process which has closed its output may take to be gone."""


class OverrunError(Exception):
    """There is no answer within the limit."""


class EndedError(Exception):
    """The process has ended, or talks nonsense, and will not answer."""


class Child:
    """A process that has an archive open. Whoever asks it waits for the answer before asking again."""

    def __init__(self, process: Process) -> None:
        loop = asyncio.get_running_loop()
        self._process = process
        self._ready: asyncio.Future[None] = loop.create_future()
        self._number = 0
        self._answer: asyncio.Future[Json] | None = None
        self.ended: asyncio.Task[None] = asyncio.create_task(self._listen())

    @classmethod
    async def start(cls, path: Path, memory: int) -> Child:
        """A process with the archive in ``path`` open, which may hold ``memory`` bytes of data.

        Raises ArchiveError when it cannot be opened, or when the process does not start.
        """
        trouble = "The search process does not start; try again, or use newsreader search"
        try:
            process = await asyncio.create_subprocess_exec(
                *COMMAND,
                str(path),
                str(memory),
                stdin=PIPE,
                stdout=PIPE,
                stderr=DEVNULL,
                start_new_session=True,  # Ctrl+C at the terminal is not for it
                limit=LARGEST_ANSWER,
            )
        except OSError as error:
            raise ArchiveError(f"{trouble} ({error.strerror})") from error
        child = cls(process)
        try:
            await asyncio.wait_for(asyncio.shield(child._ready), START_LIMIT)
        except (TimeoutError, EndedError) as error:
            await child.kill()
            raise ArchiveError(trouble) from error
        except BaseException:
            await child.kill()
            raise
        return child

    @property
    def pid(self) -> int:
        """The number of the process."""
        return self._process.pid

    @property
    def asked(self) -> bool:
        """Whether it has been asked anything."""
        return self._number > 0

    async def ask(self, request: Json, seconds: float) -> Json:
        """The answer to a request; raises OverrunError after ``seconds`` without one, and EndedError."""
        self._number += 1
        answer: asyncio.Future[Json] = asyncio.get_running_loop().create_future()
        self._answer = answer
        assert self._process.stdin is not None  # noqa: S101
        self._process.stdin.write(json.dumps({"id": self._number, **request}).encode() + b"\n")
        either: set[asyncio.Future[Any]] = {answer, self.ended}
        try:
            await asyncio.wait(either, timeout=seconds, return_when=asyncio.FIRST_COMPLETED)
            if not answer.done():
                await asyncio.wait(either, timeout=GRACE, return_when=asyncio.FIRST_COMPLETED)
        finally:
            self._answer = None
        if answer.done():
            return answer.result()
        raise EndedError if self.ended.done() else OverrunError

    async def kill(self) -> None:
        """End the process, whatever it is doing; it is gone even if this is cancelled."""
        killing = asyncio.create_task(self._kill())
        try:
            await asyncio.shield(killing)
        except asyncio.CancelledError:
            await killing
            raise

    async def _kill(self) -> None:
        """End the process, and wait until it is gone."""
        if self.ended.done():  # it is about to be reaped, and killing it would do that a second time
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._process.wait(), EXIT_LIMIT)
        if self._process.returncode is None:
            with contextlib.suppress(ProcessLookupError):
                self._process.kill()
        await self._process.wait()
        await self.ended

    async def _listen(self) -> None:
        """Take what the process says, until it ends or is not to be understood."""
        assert self._process.stdout is not None  # noqa: S101
        with contextlib.suppress(ValueError, TypeError, RecursionError, OSError):
            while line := await self._process.stdout.readline():
                self._receive(json.loads(line))
        if not self._ready.done():
            self._ready.set_exception(EndedError())
            self._ready.exception()

    def _receive(self, message: object) -> None:
        """Take one message; raises ValueError for what no search process says."""
        if not isinstance(message, dict):
            raise ValueError(message)
        if not self._ready.done():
            ready = message.get("ready")
            if ready is True:
                self._ready.set_result(None)
            else:
                self._ready.set_exception(error_from_json(ready))
                self._ready.exception()
        elif self._answer is not None and message.get("id") == self._number:
            if not (isinstance(message.get("result"), dict) or isinstance(message.get("error"), dict)):
                raise ValueError(message)
            if not self._answer.done():
                self._answer.set_result(message)


def error_from_json(data: object) -> ArchiveError:
    """The error that a process has sent; raises ValueError for what is none."""
    if not isinstance(data, dict) or not isinstance(message := data.get("message"), str):
        raise ValueError(data)
    if data.get("type") == QueryError.__name__:
        return QueryError(message, int(data.get("start", 0)), int(data.get("end", 0)))
    kind = getattr(errors, str(data.get("type")), ArchiveError)
    if not (isinstance(kind, type) and issubclass(kind, ArchiveError)):
        kind = ArchiveError
    error: ArchiveError = kind(message)
    return error
