"""Requests that wait for a search process."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from index.errors import ArchiveError
from index.worker.limits import Limits
from index.worker.methods import Lane, Method
from index.worker.wire import Json


class SupersededError(ArchiveError):
    """A later request has taken the place of this one before it was answered."""


@dataclass(eq=False, slots=True)
class Job:
    """A request, and the future that its caller waits for. A caller who gives up cancels the future."""

    method: Method[Any]
    params: Json
    limits: Limits
    answer: asyncio.Future[Json]
    tries: int = 0
    """How often it was asked of a process that has died since."""

    @property
    def seconds(self) -> float:
        """The hard limit."""
        return self.limits.typing if self.method.lane is Lane.TYPING else self.limits.page

    @property
    def request(self) -> Json:
        """What is sent."""
        return {
            "method": self.method.name,
            "params": self.params,
            "soft": self.limits.soft,
            "hard": self.seconds,
        }

    def fail(self, error: ArchiveError) -> None:
        """Tell the caller what went wrong, unless that is over."""
        if not self.answer.done():
            self.answer.set_exception(error)


@dataclass(eq=False, slots=True)
class Seat:
    """A place for one process; it serves some lanes, those first that are named first."""

    lanes: tuple[Lane, ...]
    free: asyncio.Future[Job] | None = None


class Waiting:
    """Hands each request to the first free seat that serves its lane.

    Of a kind where the latest counts, an earlier one is over as soon as a later one comes, whether it
    waits or is being answered; one that has been given up is never handed out.
    """

    def __init__(self, seats: Iterable[Seat]) -> None:
        """``seats`` in the order in which they are taken."""
        self._seats = tuple(seats)
        self._jobs: list[Job] = []
        self._latest: dict[str, Job] = {}
        self._open: set[Job] = set()

    def put(self, job: Job) -> None:
        """Take a request, in the place of an earlier one of its kind if only the latest counts."""
        if job.method.latest:
            earlier = self._latest.get(job.method.name)
            self._latest[job.method.name] = job
            if earlier is not None:
                earlier.fail(SupersededError("A later request has taken this one's place"))
        self._open.add(job)
        job.answer.add_done_callback(lambda _: self._open.discard(job))
        self._jobs.append(job)
        self._hand_out()

    def put_back(self, job: Job) -> None:
        """Take a request that is to be the next."""
        self._jobs.insert(0, job)
        self._hand_out()

    async def take(self, seat: Seat, until: asyncio.Future[None]) -> Job | None:
        """The next request for a seat; None once ``until`` is done."""
        while True:
            free: asyncio.Future[Job] = asyncio.get_running_loop().create_future()
            seat.free = free
            self._hand_out()
            try:
                either: set[asyncio.Future[Any]] = {free, until}
                await asyncio.wait(either, return_when=asyncio.FIRST_COMPLETED)
            finally:
                seat.free = None
            if until.done():
                if free.done():
                    self.put_back(free.result())
                return None
            if not (job := free.result()).answer.done():
                return job

    async def wanted(self, seat: Seat) -> None:
        """Wait until there is a request for a seat, which stays the next."""
        job = await self.take(seat, asyncio.get_running_loop().create_future())
        if job is not None:
            self.put_back(job)

    def fail(self, lanes: Iterable[Lane], error: ArchiveError) -> None:
        """Tell all who wait for some lanes that they wait in vain."""
        for job in [each for each in self._jobs if each.method.lane in lanes]:
            job.fail(error)

    def fail_all(self, error: ArchiveError) -> None:
        """Tell everybody, also those whose answer is being made."""
        for job in list(self._open):
            job.fail(error)

    def _hand_out(self) -> None:
        """Give free seats what waits."""
        for seat in self._seats:
            if seat.free is not None and not seat.free.done():
                job = self._next(seat.lanes)
                if job is not None:
                    self._jobs.remove(job)
                    seat.free.set_result(job)

    def _next(self, lanes: Iterable[Lane]) -> Job | None:
        """The first that waits in the first of some lanes."""
        return next((each for lane in lanes for each in self._jobs if each.method.lane is lane), None)
