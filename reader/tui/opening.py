"""From a directory to a session: the archive, its search process, the user's marks."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from pathlib import Path

from index.archive import Report, open_archive
from index.errors import ArchiveError
from index.userstate import UserState
from index.worker.client import SearchWorker
from reader.tui.session import Session

OpenSession = Callable[[Report], Awaitable[Session]]


def opening(path: Path, *, sample: bool) -> OpenSession:
    """How to open the archive in ``path``; with ``sample`` it is made from the sample articles first."""

    async def open_session(report: Report) -> Session:
        if sample:
            await asyncio.to_thread(_make_sample, path)
        archive = open_archive(path)
        searcher = SearchWorker(archive.path, report=report)
        session = Session(archive, searcher, UserState(archive.path, archive.uuid))
        session.keep(asyncio.create_task(_start(searcher)))
        return session

    return open_session


def _make_sample(path: Path) -> None:
    from index.sample import make_sample

    archive = open_archive(path, create=True)
    try:
        make_sample(archive)
    finally:
        archive.close()


async def _start(searcher: SearchWorker) -> None:
    """Start the search process ahead of the first query, which tells if it cannot be started."""
    with suppress(ArchiveError):
        await searcher.start()
