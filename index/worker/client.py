"""Search processes and their client, so that no search holds up the screen.

Searching in the event loop stalls it for up to seconds, in a thread for tens of milliseconds, in
another process for a few. The processes live as long as the client and speak JSON, a message a line.

There are two, each with the archive open. One is for what is typed, so that a search never waits behind
a page; the other is for pages, and takes over what is typed while the first is busy or being replaced.
A process that overruns its limit is killed, and one that is gone is replaced at once.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

from index.errors import ArchiveError, QueryError, TooLongError
from index.models import (
    Completion,
    EntityCount,
    Facet,
    FacetCount,
    Label,
    QuoteInArticle,
    Results,
    Sort,
    Speaker,
)
from index.models.profiles import EntityProfile, SpeakerProfile
from index.worker import methods
from index.worker.child import Child, EndedError, OverrunError, error_from_json
from index.worker.limits import LARGEST_REQUEST, LIMITS, Limits
from index.worker.methods import Lane, Method
from index.worker.waiting import Job, Seat, SupersededError, Waiting

__all__ = ["SearchWorker", "SupersededError"]

T = TypeVar("T")

LONGEST_TEXT = LARGEST_REQUEST // 16
"""Code points of a text that is sent; a longer one is no query, and each may take twelve bytes."""

MOST_TRIES = 3
"""How often a request is asked that processes die over: both may be gone before it is asked at all."""


class SearchWorker:
    """The client of the search processes. Use it from one event loop; close it at the end.

    Every method raises ArchiveError when the answer takes longer than the limits, and then the next
    request is answered all the same. Whoever cancels a request gives it up: it is not sent any more, or
    its answer is dropped.
    """

    def __init__(self, path: Path, *, limits: Limits = LIMITS) -> None:
        """``path`` is the archive's directory. Its index is taken as :mod:`index.worker.upkeep` leaves it."""
        self.limits = limits
        self._path = path
        self._seats = (Seat((Lane.TYPING,)), Seat((Lane.TYPING, Lane.PAGE)))
        self._waiting = Waiting(self._seats)
        self._tasks: list[asyncio.Task[None]] = []
        self._children: dict[Seat, Child] = {}
        self._missing: set[Seat] = set()
        self._closed = False
        self._watch: Callable[[bool], None] = lambda away: None

    def watch(self, tell: Callable[[bool], None]) -> None:
        """Call ``tell`` with True when a process that is gone is replaced, with False when all are there."""
        self._watch = tell

    @property
    def pids(self) -> tuple[int, ...]:
        """The numbers of the processes that have the archive open, that for what is typed first."""
        return tuple(self._children[seat].pid for seat in self._seats if seat in self._children)

    async def start(self) -> None:
        """Start the processes ahead of the first request, and wait until one has opened the archive."""
        await self._call(methods.PING, {})

    async def search(
        self,
        query: str,
        *,
        sort: Sort = Sort.RELEVANCE,
        limit: int = 20,
        offset: int = 0,
        typing: bool = False,
        fold: bool = False,
        advise: bool = True,
    ) -> Results:
        """What :meth:`index.archive.Archive.search` gives.

        Raises SupersededError when a later search is asked for before the answer is there.
        """
        page = {"sort": sort.value, "limit": limit, "offset": offset}
        how = {"typing": typing, "fold": fold, "advise": advise}
        return await self._call(methods.SEARCH, {"query": query, **page, **how})

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
        return await self._call(methods.QUOTES, params)

    async def speakers(self, prefix: str = "", *, limit: int = 1000) -> tuple[Speaker, ...]:
        """What :meth:`index.archive.Archive.speakers` gives."""
        return await self._call(methods.SPEAKERS, {"prefix": prefix, "limit": limit})

    async def speaker(
        self, speaker_id: int, *, match: str = "", limit: int = 50, offset: int = 0
    ) -> SpeakerProfile:
        """What :meth:`index.archive.Archive.speaker` gives."""
        params = {"speaker_id": speaker_id, "match": match, "limit": limit, "offset": offset}
        return await self._call(methods.SPEAKER, params)

    async def entity(
        self, entity_id: int, *, query: str = "", limit: int = 50, offset: int = 0, typing: bool = False
    ) -> EntityProfile:
        """What :meth:`index.archive.Archive.entity` gives."""
        page = {"query": query, "limit": limit, "offset": offset, "typing": typing}
        return await self._call(methods.ENTITY, {"entity_id": entity_id, **page})

    async def entities(
        self, label: Label | None = None, *, query: str = "", limit: int = 1000, typing: bool = False
    ) -> tuple[EntityCount, ...]:
        """What :meth:`index.archive.Archive.entities` gives."""
        params = {"label": label, "query": query, "limit": limit, "typing": typing}
        return await self._call(methods.ENTITIES, params)

    async def facets(
        self, query: str, facet: Facet, *, limit: int = 10, typing: bool = False
    ) -> tuple[FacetCount, ...]:
        """What :meth:`index.archive.Archive.facets` gives."""
        params = {"query": query, "facet": facet.value, "limit": limit, "typing": typing}
        return await self._call(methods.FACETS, params)

    async def complete(self, text: str, cursor: int, limit: int = 8) -> tuple[Completion, ...]:
        """What :meth:`index.archive.Archive.complete` gives.

        Raises SupersededError when a later completion is asked for before the answer is there.
        """
        return await self._call(methods.COMPLETE, {"text": text, "cursor": cursor, "limit": limit})

    async def _call(self, method: Method[T], params: dict[str, Any]) -> T:
        """The answer to one request."""
        if self._closed:
            raise _closed()
        for text in params.values():
            if isinstance(text, str) and len(text) > LONGEST_TEXT:
                raise QueryError("The query is too long; shorten it", 0, len(text))
        job = Job(method, params, self.limits, asyncio.get_running_loop().create_future())
        self._run()
        self._waiting.put(job)
        message = await job.answer
        try:
            if "error" not in message:
                return method.decode(message["result"])
            error = error_from_json(message["error"])
        except (ValueError, TypeError, LookupError) as problem:
            raise ArchiveError("The search process gave no sensible answer; search again") from problem
        raise error

    def _run(self) -> None:
        """See to it that there are processes; the second is started when the first has opened the archive."""
        if not self._tasks:
            opened = asyncio.Event()
            self._tasks = [asyncio.create_task(self._occupy(seat, opened)) for seat in self._seats]

    async def _occupy(self, seat: Seat, opened: asyncio.Event) -> None:
        """Have a process in a seat, one after another; ``opened`` is set when the first is there or fails.

        A process that does not start, or ends before it is asked anything, is not replaced before there
        is something to ask: it might go on so for ever.
        """
        if seat is not self._seats[0]:
            await opened.wait()
        while True:
            try:
                child = await Child.start(self._path, self.limits.memory)
                opened.set()
                self._miss(seat, missing=False)
                await self._serve(seat, child)
                worked = child.asked
            except ArchiveError as error:
                opened.set()
                self._miss(seat, missing=False)
                self._waiting.fail(seat.lanes, error)
                worked = False
            if not worked:
                await self._waiting.wanted(seat)
            self._miss(seat, missing=True)

    def _miss(self, seat: Seat, *, missing: bool) -> None:
        """Take note that the process of a seat is being replaced, or is there or given up."""
        before = bool(self._missing)
        if missing:
            self._missing.add(seat)
        else:
            self._missing.discard(seat)
        if bool(self._missing) is not before:
            self._watch(missing)

    async def _serve(self, seat: Seat, child: Child) -> None:
        """Ask a process one thing after another until it has ended, or is to be replaced."""
        self._children[seat] = child
        try:
            while (job := await self._waiting.take(seat, child.ended)) is not None:
                if not await self._ask(child, job):
                    break
        finally:
            del self._children[seat]
            await child.kill()

    async def _ask(self, child: Child, job: Job) -> bool:
        """Have a process answer a request; whether it is of use any longer."""
        try:
            message = await child.ask(job.request, job.seconds)
        except OverrunError:
            job.fail(_too_long(job.seconds))
            return False
        except EndedError:
            self._repeat(job)
            return False
        if not job.answer.done():
            job.answer.set_result(message)
        return True

    def _repeat(self, job: Job) -> None:
        """Ask again what a process has died over."""
        job.tries += 1
        if job.tries < MOST_TRIES:
            self._waiting.put_back(job)
        else:
            job.fail(ArchiveError("The search process ended unexpectedly; search again"))

    async def close(self) -> None:
        """End the processes; what is still waiting for an answer gets an error."""
        self._closed = True
        self._waiting.fail_all(_closed())
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)


def _closed() -> ArchiveError:
    return ArchiveError("The search process has been closed")


def _too_long(seconds: float) -> TooLongError:
    return TooLongError(
        f"The search took too long (more than {seconds:g} seconds) and was stopped; "
        "narrow it, for example with another word"
    )
