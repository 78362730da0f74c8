"""From a directory to a session: the archive, its search process, the user's marks."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from pathlib import Path

from index.archive import Report, open_archive
from index.errors import ArchiveError
from index.models import Progress
from index.userstate import UserState
from index.worker.client import SearchWorker
from index.worker.upkeep import Upkeep
from reader.tui.mending import Mending
from reader.tui.session import Session

OpenSession = Callable[[Report], Awaitable[Session]]


def opening(path: Path, *, sample: bool) -> OpenSession:
    """How to open the archive in ``path``; with ``sample`` it is made from the sample articles first."""

    async def open_session(report: Report) -> Session:
        if sample:
            await asyncio.to_thread(_make_sample, path)
        archive = open_archive(path)
        searcher = SearchWorker(archive.path)
        upkeep = Upkeep(archive.path, report=_sparingly(report), tell=lambda said: report(Progress(said, 0)))
        mending = Mending(upkeep.mend)
        searcher.watch(mending.restarting)
        session = Session(archive, searcher, UserState(archive.path, archive.uuid), mending)
        session.keep(asyncio.create_task(_run(searcher, upkeep)))
        return session

    return open_session


def _make_sample(path: Path) -> None:
    from index.sample import make_sample

    archive = open_archive(path, create=True)
    try:
        make_sample(archive)
    finally:
        archive.close()


async def _run(searcher: SearchWorker, upkeep: Upkeep) -> None:
    """Start the search process ahead of the first query, then have the archive looked after to the end."""
    with suppress(ArchiveError):  # the first query tells if it cannot be started
        await searcher.start()
    try:
        await upkeep.start()
        await asyncio.get_running_loop().create_future()
    finally:
        await upkeep.stop()


def _sparingly(report: Report) -> Report:
    """Passes on how far each stage of long work is, a tenth of it at a time."""
    last: tuple[str, int] | None = None

    def pass_on(progress: Progress) -> None:
        nonlocal last
        step = (progress.stage, 10 * progress.done // max(progress.total or 1, 1))
        if step != last:
            last = step
            report(progress)

    return pass_on
