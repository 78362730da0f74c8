"""An index that is found damaged is built again, and the search goes on by itself."""

from __future__ import annotations

import asyncio
import os
import signal
from dataclasses import dataclass
from pathlib import Path

import pytest

from index.errors import ArchiveError, DamagedError, LockedError
from index.models import Results, Sort
from index.worker.client import SearchWorker
from reader.tui.app import NewsreaderApp
from reader.tui.mending import BUILDING, RESTARTING, Mending
from reader.tui.opening import opening
from tests.app.memory import DirectSearcher, MemoryArchive, MemoryState
from tests.app.screen import Reader, reading
from tests.unit.archive_support import make_archive
from tests.unit.test_upkeep import spoil


@dataclass
class Index:
    """An index that is damaged until somebody is allowed to mend it."""

    error: type[ArchiveError] | None = None
    allowed: asyncio.Event | None = None
    mended: int = 0

    async def mend(self) -> None:
        self.mended += 1
        if self.allowed is not None:
            await self.allowed.wait()
            self.error = None

    async def ask(self) -> str:
        if self.error is not None:
            raise self.error("the index is damaged")
        return "found"


@dataclass
class Damaged(DirectSearcher):
    """Asks an index that may be damaged."""

    index: Index

    async def search(
        self, query: str, *, sort: Sort, limit: int, offset: int, typing: bool, advise: bool
    ) -> Results:
        await self.index.ask()
        how = {"typing": typing, "advise": advise}
        return await super().search(query, sort=sort, limit=limit, offset=offset, **how)


def town() -> MemoryArchive:
    archive = MemoryArchive()
    archive.put("Harbour bridge opens", "The bridge opened.")
    archive.put("Rain", "It rained.")
    return archive


@pytest.mark.parametrize("error", [DamagedError, LockedError])
async def test_the_results_come_by_themselves_when_the_index_is_built(error: type[ArchiveError]) -> None:
    index = Index()
    archive = town()
    async with reading(archive, searcher=Damaged(archive, index), mending=Mending(index.mend)) as reader:
        index.error, index.allowed = error, asyncio.Event()
        await reader.press("slash")
        await reader.pilot.press(*"bridge")
        await reader.pilot.pause(0.1)
        assert BUILDING in reader.lines[0]
        assert "1 of 2" not in reader.lines[0]
        index.allowed.set()
        await reader.settle()
        assert "1 of 2" in reader.lines[0]
        assert BUILDING not in reader.text
        assert index.mended == 1


async def test_an_index_that_cannot_be_built_is_told_and_the_archive_is_not_called_larger() -> None:
    index = Index(DamagedError, asyncio.Event())
    archive = town()
    async with reading(archive, searcher=Damaged(archive, index), query="bridge") as reader:
        assert "the index is damaged" in reader.lines[-1]
        reader.app._reading.look_for_more()
        await reader.settle()
        assert "not searched" in reader.lines[0]


async def test_it_is_mended_once_for_all_who_wait() -> None:
    index = Index(DamagedError, asyncio.Event())
    mending = Mending(index.mend)
    said: list[str] = []
    mending.watch(said.append)
    first, second = (asyncio.create_task(mending.answer(index.ask)) for _ in range(2))
    await asyncio.sleep(0.01)
    first.cancel()
    await asyncio.sleep(0.01)
    assert index.allowed is not None
    index.allowed.set()
    assert await second == "found"
    assert index.mended == 1
    assert said == [BUILDING, ""]


async def test_what_mending_does_not_help_is_told_and_not_tried_over_and_over() -> None:
    index = Index(DamagedError)
    mending = Mending(index.mend)
    for _ in range(3):
        with pytest.raises(DamagedError):
            await mending.answer(index.ask)
    assert index.mended == 1


async def test_other_errors_are_not_for_mending() -> None:
    index = Index(ArchiveError)
    with pytest.raises(ArchiveError):
        await Mending(index.mend).answer(index.ask)
    assert index.mended == 0


async def test_a_search_that_is_started_again_is_told_until_it_is_there() -> None:
    mending = Mending()
    async with reading(town(), mending=mending) as reader:
        mending.restarting(True)
        await reader.settle()
        assert RESTARTING in reader.lines[0]
        mending.restarting(False)
        await reader.settle()
        assert RESTARTING not in reader.text
        assert "2 of 2 · newest first" in reader.lines[0]


async def until_shown(reader: Reader, text: str) -> None:
    """Wait until something stands on the first line."""
    for _ in range(1500):
        await reader.pilot.pause(0.02)
        if text in reader.lines[0]:
            return
    pytest.fail(f"{text} is not on the screen:\n{reader.text}")


async def test_files_that_are_damaged_under_an_open_screen_are_built_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for each in ("XDG_STATE_HOME", "XDG_CACHE_HOME", "XDG_CONFIG_HOME"):
        monkeypatch.setenv(each, str(tmp_path))
    make_archive(tmp_path / "a").close()
    app = NewsreaderApp(opening(tmp_path / "a", sample=False), pause=0.001)
    async with app.run_test(size=(80, 24)) as pilot:
        reader = Reader(app, pilot, MemoryState())
        await until_shown(reader, "4 of 4")
        await pilot.press("slash", *"zurich")
        await until_shown(reader, "1 of 4")
        spoil(tmp_path / "a")
        await pilot.press("ctrl+u", *"harbour")
        await until_shown(reader, "2 of 4")
        assert "building" not in reader.text
        assert app._session is not None
        searcher = app._session._searcher
        assert isinstance(searcher, SearchWorker)
        said: list[str] = []
        app._session.mending.watch(said.append)
        os.kill(searcher.pids[0], signal.SIGKILL)
        async with asyncio.timeout(60):
            while said != [RESTARTING, ""]:
                await pilot.pause(0.02)
