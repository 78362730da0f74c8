"""A search process and its client, so that no search holds up the screen.

Searching in the event loop stalls it for up to seconds, in a thread for tens of milliseconds, in
another process for a few. The process is started once and speaks JSON, a message a line.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import sys
from pathlib import Path
from typing import Any

from index import errors
from index.errors import ArchiveError, QueryError
from index.models import (
    EntityCount,
    EntityProfile,
    Label,
    QuoteInArticle,
    Results,
    Sort,
    Speaker,
    SpeakerProfile,
)
from index.worker.wire import (
    entities_from_json,
    profile_from_json,
    quotes_from_json,
    results_from_json,
    speaker_from_json,
    speakers_from_json,
)

TIME_LIMIT = 2.0
"""Seconds that an answer may take before the process is ended and the user told."""

START_LIMIT = 30.0
"""Seconds until the process must have opened the archive."""

_LINE_LIMIT = 1 << 26


class SupersededError(ArchiveError):
    """A later search was asked for before this one was answered."""


class SearchWorker:
    """The client of one search process. Use it from one event loop; close it at the end."""

    def __init__(self, path: Path, *, time_limit: float = TIME_LIMIT) -> None:
        """``path`` is the archive's directory. Its index is taken as :mod:`index.worker.upkeep` leaves it."""
        self._path = path
        self._time_limit = time_limit
        self._process: asyncio.subprocess.Process | None = None
        self._listener: asyncio.Task[None] | None = None
        self._ready: asyncio.Future[None] | None = None
        self._answer: tuple[int, asyncio.Future[dict[str, Any]]] | None = None
        self._turn = asyncio.Lock()
        self._number = 0
        self._latest = 0
        self._exchanges: set[asyncio.Task[dict[str, Any]]] = set()
        self._closed = False

    async def start(self) -> None:
        """Start the process ahead of the first search, and wait until it has opened the archive."""
        async with self._turn:
            await self._ensure()

    async def search(
        self,
        query: str,
        *,
        sort: Sort = Sort.RELEVANCE,
        limit: int = 20,
        offset: int = 0,
        typing: bool = False,
    ) -> Results:
        """What :meth:`index.archive.Archive.search` gives.

        Raises SupersededError when a later search is asked for before the answer is there, and
        ArchiveError when the answer takes longer than the limit.
        """
        self._latest += 1
        ticket = self._latest
        params = {"query": query, "sort": sort.value, "limit": limit, "offset": offset, "typing": typing}
        data = await self._call("search", params, ticket)
        if ticket != self._latest:
            raise SupersededError("A later search has taken this one's place")
        return results_from_json(data)

    async def quotes(
        self,
        *,
        by: str | None = None,
        speaker_id: int | None = None,
        about: str | None = None,
        match: str | None = None,
        limit: int = 100,
    ) -> tuple[QuoteInArticle, ...]:
        """What :meth:`index.archive.Archive.quotes` gives."""
        params = {"by": by, "speaker_id": speaker_id, "about": about, "match": match, "limit": limit}
        return quotes_from_json(await self._call("quotes", params))

    async def speakers(self, prefix: str = "", *, limit: int = 1000) -> tuple[Speaker, ...]:
        """What :meth:`index.archive.Archive.speakers` gives."""
        return speakers_from_json(await self._call("speakers", {"prefix": prefix, "limit": limit}))

    async def speaker(
        self, speaker_id: int, *, match: str = "", limit: int = 50, offset: int = 0
    ) -> SpeakerProfile:
        """What :meth:`index.archive.Archive.speaker` gives."""
        params = {"speaker_id": speaker_id, "match": match, "limit": limit, "offset": offset}
        return speaker_from_json(await self._call("speaker", params))

    async def entity(
        self, entity_id: int, *, query: str = "", limit: int = 50, offset: int = 0, typing: bool = False
    ) -> EntityProfile:
        """What :meth:`index.archive.Archive.entity` gives."""
        page = {"query": query, "limit": limit, "offset": offset, "typing": typing}
        return profile_from_json(await self._call("entity", {"entity_id": entity_id, **page}))

    async def entities(
        self, label: Label | None = None, *, query: str = "", limit: int = 1000, typing: bool = False
    ) -> tuple[EntityCount, ...]:
        """What :meth:`index.archive.Archive.entities` gives."""
        params = {"label": label, "query": query, "limit": limit, "typing": typing}
        return entities_from_json(await self._call("entities", params))

    async def _call(self, method: str, params: dict[str, Any], ticket: int | None = None) -> dict[str, Any]:
        """The answer to one request; a caller that gives up does not leave the process out of step."""
        if self._closed:
            raise ArchiveError("The search process has been closed")
        task = asyncio.ensure_future(self._exchange(method, params, ticket))
        self._exchanges.add(task)
        task.add_done_callback(self._finished)
        return await asyncio.shield(task)

    def _finished(self, task: asyncio.Task[dict[str, Any]]) -> None:
        """Forget an exchange, and see to it that nobody's error is reported as lost."""
        self._exchanges.discard(task)
        if not task.cancelled():
            task.exception()

    async def _exchange(self, method: str, params: dict[str, Any], ticket: int | None) -> dict[str, Any]:
        """Send a request when it is its turn, and wait for the answer."""
        async with self._turn:
            if ticket is not None and ticket != self._latest:
                raise SupersededError("A later search has taken this one's place")
            process = await self._ensure()
            self._number += 1
            answer: asyncio.Future[dict[str, Any]] = asyncio.get_running_loop().create_future()
            self._answer = (self._number, answer)
            request = {"id": self._number, "method": method, "params": params}
            assert process.stdin is not None  # noqa: S101
            try:
                process.stdin.write(json.dumps(request).encode() + b"\n")
                await process.stdin.drain()
                message = await asyncio.wait_for(answer, self._time_limit)
            except TimeoutError:
                await self._stop()
                raise ArchiveError(
                    f"The search took too long (more than {self._time_limit:g} seconds) and was stopped; "
                    "narrow it, for example with another word"
                ) from None
            except (ConnectionError, EOFError) as error:
                await self._stop()
                raise ArchiveError("The search process ended unexpectedly; search again") from error
            finally:
                self._answer = None
        if "error" in message:
            raise _error(message["error"])
        result: dict[str, Any] = message["result"]
        return result

    async def _ensure(self) -> asyncio.subprocess.Process:
        """The running process, started if need be."""
        if self._process is None or self._process.returncode is not None:
            await self._stop()
            self._ready = asyncio.get_running_loop().create_future()
            self._process = await asyncio.create_subprocess_exec(
                sys.executable,
                "-P",  # a directory named "index" where the user happens to be is not ours
                "-m",
                "index.worker.process",
                str(self._path),
                stdin=asyncio.subprocess.PIPE,
                stdout=asyncio.subprocess.PIPE,
                stderr=asyncio.subprocess.DEVNULL,
                start_new_session=True,  # Ctrl+C at the terminal is not for it
                limit=_LINE_LIMIT,
            )
            self._listener = asyncio.create_task(self._listen(self._process))
        process, ready = self._process, self._ready
        assert ready is not None  # noqa: S101
        try:
            await asyncio.wait_for(asyncio.shield(ready), START_LIMIT)
        except (TimeoutError, ConnectionError, EOFError) as error:
            await self._stop()
            raise ArchiveError(
                "The search process does not start; try again, or use newsreader search"
            ) from error
        except ArchiveError:
            await self._stop()
            raise
        return process

    async def _listen(self, process: asyncio.subprocess.Process) -> None:
        """Pass on what the process says until it ends."""
        assert process.stdout is not None  # noqa: S101
        try:
            while line := await process.stdout.readline():
                self._receive(json.loads(line))
        except ValueError:
            pass
        for waiting in (self._ready, self._answer[1] if self._answer else None):
            if waiting is not None and not waiting.done():
                waiting.set_exception(EOFError("the search process has ended"))

    def _receive(self, message: dict[str, Any]) -> None:
        """Take one message of the process."""
        if "ready" in message:
            if self._ready is not None and not self._ready.done():
                if message["ready"] is True:
                    self._ready.set_result(None)
                else:
                    self._ready.set_exception(_error(message["ready"]))
        elif self._answer is not None:
            number, answer = self._answer
            if message.get("id") == number and not answer.done():
                answer.set_result(message)

    async def _stop(self) -> None:
        """End the process."""
        process, self._process = self._process, None
        listener, self._listener = self._listener, None
        if process is not None and process.returncode is None:
            with contextlib.suppress(ProcessLookupError):
                process.kill()
        if process is not None:
            await process.wait()
        if listener is not None:
            await listener
        if self._ready is not None and self._ready.done() and not self._ready.cancelled():
            self._ready.exception()

    async def close(self) -> None:
        """End the process; what is still waiting for an answer gets an error."""
        self._closed = True
        if self._process is not None and self._process.stdin is not None:
            self._process.stdin.close()
        for task in list(self._exchanges):
            task.cancel()
        await asyncio.gather(*self._exchanges, return_exceptions=True)
        await self._stop()


def _error(data: dict[str, Any]) -> ArchiveError:
    """The error that the process has sent."""
    if data["type"] == QueryError.__name__:
        return QueryError(data["message"], data["start"], data["end"])
    kind = getattr(errors, data["type"], ArchiveError)
    if not (isinstance(kind, type) and issubclass(kind, ArchiveError)):
        kind = ArchiveError
    error: ArchiveError = kind(data["message"])
    return error
