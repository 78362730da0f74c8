"""Looking after an archive in the background."""

from __future__ import annotations

import asyncio
import os
import resource
import shutil
import signal
import sys
from asyncio.subprocess import Process
from collections.abc import AsyncIterator, Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from index.adding.renewing import STAGE
from index.archive import open_archive
from index.errors import DamagedError, LockedError
from index.fulltext.engine import Health
from index.local import LocalArchive
from index.lock import renewal_lock, writer_lock
from index.models import Draft, Progress
from index.storage.renewing import claim
from index.worker.channel import DAMAGED
from index.worker.client import SearchWorker
from index.worker.limits import Limits
from index.worker.upkeep import Upkeep
from tests.unit.archive_support import HARBOUR, hits, make_archive
from tests.unit.test_renewing import age, find_nothing

HEADER = 100
"""Bytes at the beginning of a file of the index that are looked at whenever it is opened, or more."""

PATIENT = Limits(soft=20.0, typing=20.0, page=20.0)


def many(path: Path, count: int) -> Path:
    """An archive of articles with quotes that an older version has not found."""
    drafts = [
        Draft(f"Case {n}", f"Ruth Ellison spoke.\n\n“Crane {n} is safe,” Ellison said.", origin=str(n))
        for n in range(count)
    ]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("index.annotate.annotate", find_nothing)
        patch.setattr("index.annotate.VERSION", "before", raising=False)
        make_archive(path, drafts).close()
    return path


async def until(test: Callable[[], bool]) -> None:
    """Wait for something that happens soon."""
    for _ in range(3000):
        if test():
            return
        await asyncio.sleep(0.02)
    pytest.fail("it has not happened")


def look(path: Path, what: Callable[[LocalArchive], int]) -> int:
    """Ask an archive something."""
    archive = open_archive(path)
    try:
        return what(archive)
    finally:
        archive.close()


async def test_what_an_older_version_has_read_is_read_again(tmp_path: Path) -> None:
    path = many(tmp_path / "a", 60)
    steps: list[Progress] = []
    upkeep = Upkeep(path, report=steps.append)
    await upkeep.start()
    await upkeep.wait()
    await upkeep.stop()
    assert [step for step in steps if step.stage == STAGE][-1] == Progress(STAGE, 60, 60)
    archive = open_archive(path)
    assert (archive.outdated(), archive.check()) == (0, ())
    assert archive.search("has:quotes").total == 60


async def test_it_ends_when_it_is_stopped_and_goes_on_at_the_next_start(tmp_path: Path) -> None:
    path = many(tmp_path / "a", 400)
    steps: list[Progress] = []
    upkeep = Upkeep(path, report=steps.append)
    await upkeep.start()
    assert upkeep._running is not None
    pid = upkeep._running.process.pid
    await until(lambda: bool(steps))
    await upkeep.stop()
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)
    assert not (path / "archive.db-journal").exists()
    left = look(path, LocalArchive.outdated)
    assert 0 < left < 400
    upkeep = Upkeep(path, report=steps.append)
    steps.clear()
    await upkeep.start()
    await until(lambda: bool(steps))
    assert all(step.total == left for step in steps if step.stage == STAGE)
    await upkeep.stop()


async def test_it_waits_while_somebody_writes(tmp_path: Path) -> None:
    path = many(tmp_path / "a", 5)
    steps: list[Progress] = []
    upkeep = Upkeep(path, report=steps.append)
    with writer_lock(path):
        await upkeep.start()
        await asyncio.sleep(1.5)
        assert look(path, LocalArchive.outdated) == 5
    await upkeep.wait()
    await upkeep.stop()
    assert look(path, LocalArchive.outdated) == 0


async def test_an_add_need_not_wait_for_its_end(tmp_path: Path) -> None:
    path = many(tmp_path / "a", 400)
    steps: list[Progress] = []
    upkeep = Upkeep(path, report=steps.append)
    await upkeep.start()
    await until(lambda: bool(steps))
    archive = open_archive(path)
    assert (await asyncio.to_thread(archive.add, [HARBOUR])).added == 1
    assert archive.outdated() > 0
    assert hits(archive, "harbour") == [401]
    await upkeep.stop()


async def test_one_process_annotates_and_an_older_version_leaves_it_to_newer_ones(tmp_path: Path) -> None:
    path = many(tmp_path / "a", 5)
    with renewal_lock(path) as ours:
        assert ours
        await run(path)
    assert look(path, LocalArchive.outdated) == 5
    archive = open_archive(path)
    await run(path)
    assert archive.outdated() == 0
    age(archive)
    claim(archive._store.database, "a later one")
    await run(path)
    assert archive.outdated() == 5


async def run(path: Path) -> None:
    """Run the upkeep of an archive to its end."""
    upkeep = Upkeep(path)
    await upkeep.start()
    await upkeep.wait()
    await upkeep.stop()


async def test_an_index_is_repaired_with_word_of_it(tmp_path: Path) -> None:
    make_archive(tmp_path / "a").close()
    shutil.rmtree(tmp_path / "a" / "whoosh")
    steps: list[Progress] = []
    upkeep = Upkeep(tmp_path / "a", report=steps.append)
    await upkeep.start()
    await upkeep.wait()
    await upkeep.stop()
    assert steps[-1] == Progress("indexing", 4, 4)
    archive = LocalArchive(tmp_path / "a")
    archive.leave_repairs()
    assert hits(archive, "crane") == [1, 3]


async def test_what_goes_wrong_is_told(tmp_path: Path) -> None:
    make_archive(tmp_path / "a").close()
    told: list[str] = []
    (tmp_path / "a").chmod(0o777)
    upkeep = Upkeep(tmp_path / "a", tell=told.append)
    await upkeep.start()
    await upkeep.wait()
    await upkeep.stop()
    assert len(told) == 1
    assert str(tmp_path / "a") in told[0]


async def test_own_decisions_that_cannot_be_understood_are_told_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    archive = make_archive(tmp_path / "a")
    (tmp_path / "state" / "newsreader").mkdir(parents=True)
    (tmp_path / "state" / "newsreader" / f"{archive.uuid}.names.json").write_text("{")
    archive.close()
    told: list[str] = []
    for _ in range(2):
        upkeep = Upkeep(tmp_path / "a", tell=told.append)
        await upkeep.start()
        await upkeep.wait()
        await upkeep.stop()
    assert len(told) == 1
    assert "your own corrections could not be understood" in told[0]


async def test_an_error_of_the_system_is_told(tmp_path: Path) -> None:
    make_archive(tmp_path / "a").close()
    shutil.rmtree(tmp_path / "a" / "whoosh")
    told: list[str] = []
    upkeep = Upkeep(tmp_path / "a", tell=told.append)
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (10, limits[1]))
    try:
        await upkeep.start()
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    await upkeep.wait()
    await upkeep.stop()
    assert "File too large" in told[0]


async def test_what_stands_in_the_way_of_the_index_is_taken_away(tmp_path: Path) -> None:
    make_archive(tmp_path / "a").close()
    shutil.rmtree(tmp_path / "a" / "whoosh")
    (tmp_path / "a" / "whoosh").write_text("in the way")
    (tmp_path / "a" / "whoosh.new").write_text("in the way")
    told: list[str] = []
    upkeep = Upkeep(tmp_path / "a", tell=told.append)
    await upkeep.start()
    await upkeep.wait()
    await upkeep.stop()
    assert told == []
    assert hits(LocalArchive(tmp_path / "a"), "cranes")


async def test_it_dies_in_peace(tmp_path: Path) -> None:
    path = many(tmp_path / "a", 400)
    steps: list[Progress] = []
    upkeep = Upkeep(path, report=steps.append)
    await upkeep.start()
    await until(lambda: bool(steps))
    assert upkeep._running is not None
    os.kill(upkeep._running.process.pid, signal.SIGKILL)
    await upkeep.wait()
    await upkeep.stop()
    await upkeep.start()
    assert upkeep._running is None
    assert look(path, lambda archive: len(archive.check(repair=True))) == 0


def spoil(path: Path) -> None:
    """Flip what is read when a word is searched, and not before, in files that others have open."""
    for file in (path / "whoosh").glob("*.pst"):
        data = file.read_bytes()
        with file.open("r+b") as there:
            there.seek(HEADER)
            there.write(bytes(byte ^ 0xFF for byte in data[HEADER : len(data) // 2]))


async def test_an_index_that_a_search_finds_damaged_is_built_again(tmp_path: Path) -> None:
    path = tmp_path / "a"
    make_archive(path).close()
    worker, upkeep = SearchWorker(path, limits=PATIENT), Upkeep(path)
    try:
        await upkeep.start()
        await upkeep.wait()
        assert (await worker.search("harbour")).total == 2
        spoil(path)
        assert look(path, lambda archive: archive._searcher.fulltext().status().health is Health.READABLE)
        with pytest.raises(DamagedError):
            await worker.search("cranes")
        await upkeep.mend()
        assert (await worker.search("cranes")).total == 2
        assert look(path, lambda archive: len(archive.check())) == 0
    finally:
        await worker.close()
        await upkeep.stop()


async def test_an_index_that_is_taken_away_is_built_again(tmp_path: Path) -> None:
    path = tmp_path / "a"
    make_archive(path).close()
    worker, upkeep = SearchWorker(path, limits=PATIENT), Upkeep(path)
    try:
        assert (await worker.search("harbour")).total == 2
        shutil.rmtree(path / "whoosh")
        with pytest.raises((LockedError, DamagedError)):
            await worker.search("cranes")
        await upkeep.mend()
        assert (await worker.search("cranes")).total == 2
    finally:
        await worker.close()
        await upkeep.stop()


async def test_mending_waits_for_a_writer_and_leaves_a_whole_index_alone(tmp_path: Path) -> None:
    path = tmp_path / "a"
    make_archive(path).close()
    files = sorted(each.name for each in (path / "whoosh").iterdir())
    upkeep = Upkeep(path)
    with writer_lock(path):
        mending = asyncio.create_task(upkeep.mend())
        await asyncio.sleep(1.5)
        assert not mending.done()
    await mending
    await upkeep.stop()
    assert sorted(each.name for each in (path / "whoosh").iterdir()) == files


async def test_mending_ends_when_it_is_stopped(tmp_path: Path) -> None:
    path = tmp_path / "a"
    make_archive(path).close()
    upkeep = Upkeep(path)
    with writer_lock(path):
        mending = asyncio.create_task(upkeep.mend())
        await asyncio.sleep(0.1)
        await upkeep.stop()
        await mending
    await upkeep.mend()


SAY = "print('{\"searchable\": true}', flush=True); sys.stdin.read()"
WORK = f"import sys; {SAY}"
MEND = f"import pathlib, sys, time; time.sleep(0.3); pathlib.Path(sys.argv[1]).touch(); {SAY}"


class Processes:
    """Processes that stand in for those of an upkeep: to mend an index they take a while, and make a file."""

    def __init__(self, mended: Path) -> None:
        self.mended = mended
        self.made: list[Process] = []
        self.starting = 0
        self.asked = asyncio.Event()
        self.most = 0
        self._really = asyncio.create_subprocess_exec

    async def start(self, *arguments: str, **options: Any) -> Process:
        self.starting += 1
        self.asked.set()
        self.most = max(self.most, self.starting + self.running)
        try:
            code = MEND if DAMAGED in arguments else WORK
            process = await self._really(sys.executable, "-c", code, str(self.mended), **options)
            self.made.append(process)
            return process
        finally:
            self.starting -= 1

    @property
    def running(self) -> int:
        """How many run."""
        return sum(each.returncode is None for each in self.made)


@pytest.fixture
async def processes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Processes]:
    found = Processes(tmp_path / "mended")
    monkeypatch.setattr(asyncio, "create_subprocess_exec", found.start)
    yield found
    for each in found.made:
        assert each.stdin is not None
        each.stdin.close()
        with suppress(ProcessLookupError):
            each.kill()
        await each.wait()


@pytest.mark.parametrize("calls", ["start mend", "mend start", "mend mend", "start start mend"])
async def test_one_process_runs_at_a_time_and_mending_waits_for_its_own(
    tmp_path: Path, processes: Processes, calls: str
) -> None:
    upkeep = Upkeep(tmp_path)

    async def call(name: str) -> None:
        await getattr(upkeep, name)()
        assert name == "start" or processes.mended.exists()

    await asyncio.gather(*map(call, calls.split()))
    assert (processes.most, processes.running) == (1, 1)
    await upkeep.stop()
    assert processes.running == 0


@pytest.mark.parametrize("name", ["start", "mend"])
async def test_what_is_being_started_is_ended_with_the_rest(
    tmp_path: Path, processes: Processes, name: str
) -> None:
    upkeep = Upkeep(tmp_path)
    call = asyncio.create_task(getattr(upkeep, name)())
    await processes.asked.wait()
    assert processes.starting
    await upkeep.stop()
    assert (processes.starting, processes.running) == (0, 0)
    await call
    await upkeep.mend()
    await upkeep.start()
    assert len(processes.made) == 1


async def test_a_stop_that_is_not_waited_for_ends_what_is_being_started(
    tmp_path: Path, processes: Processes
) -> None:
    upkeep = Upkeep(tmp_path)
    call = asyncio.create_task(upkeep.start())
    await processes.asked.wait()
    assert processes.starting
    stop = asyncio.create_task(upkeep.stop())
    await asyncio.sleep(0)
    stop.cancel()
    await call
    assert (len(processes.made), processes.running) == (1, 0)


@pytest.mark.parametrize("turns", [0, 2, 4, 8])
@pytest.mark.parametrize("name", ["start", "mend"])
async def test_a_start_that_is_cancelled_leaves_no_process_and_nothing_locked(
    tmp_path: Path, processes: Processes, name: str, turns: int
) -> None:
    upkeep = Upkeep(tmp_path)
    call = asyncio.create_task(getattr(upkeep, name)())
    await processes.asked.wait()
    for _ in range(turns):
        await asyncio.sleep(0)
    call.cancel()
    await asyncio.wait([call])
    await upkeep.mend()
    assert processes.running == 1
    await upkeep.stop()
    assert (processes.most, processes.running) == (1, 0)


@pytest.mark.parametrize("turns", range(4))
async def test_an_end_that_is_cancelled_is_gone_on_with(
    tmp_path: Path, processes: Processes, turns: int
) -> None:
    upkeep = Upkeep(tmp_path)
    await upkeep.start()
    stop = asyncio.create_task(upkeep.stop())
    for _ in range(turns):
        await asyncio.sleep(0)
    stop.cancel()
    await asyncio.wait([stop])
    await upkeep.stop()
    assert processes.running == 0
