from __future__ import annotations

import asyncio
import contextlib
import json
import os
import signal
import subprocess
import sys
from collections.abc import AsyncIterator, Callable
from dataclasses import replace
from pathlib import Path

import pytest

from index.errors import ArchiveError, QueryError, TooLongError
from index.local import LocalArchive
from index.worker import child, process
from index.worker.client import MOST_TRIES, SearchWorker, SupersededError
from index.worker.limits import LARGEST_REQUEST, Limits
from tests.unit.archive_support import make_archive

PATIENT = Limits(soft=20.0, typing=20.0, page=20.0)
HASTY = replace(PATIENT, typing=0.01, page=0.01)

ACTOR = Path(__file__).with_name("worker_actor.py")
TROUBLE = Path(__file__).with_name("worker_trouble.py")


@pytest.fixture
async def worker(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[SearchWorker]:
    """Over processes that do what a query tells them to."""
    monkeypatch.setattr(child, "COMMAND", (sys.executable, "-P", str(ACTOR)))
    worker = SearchWorker(tmp_path, limits=PATIENT)
    yield worker
    await worker.close()


@pytest.fixture
async def troubled(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[SearchWorker]:
    """Over the real process, with searches that go wrong."""
    make_archive(tmp_path / "a").close()
    monkeypatch.setattr(child, "COMMAND", (sys.executable, "-P", str(TROUBLE)))
    worker = SearchWorker(tmp_path / "a", limits=PATIENT)
    yield worker
    await worker.close()


def asked(path: Path) -> list[str]:
    """What the processes have been asked, in order."""
    with contextlib.suppress(FileNotFoundError):
        return (path / "asked").read_text().splitlines()
    return []


async def until(condition: Callable[[], bool]) -> None:
    async with asyncio.timeout(60):
        while not condition():
            await asyncio.sleep(0.002)


async def both(worker: SearchWorker) -> tuple[int, ...]:
    """The processes, when there are two."""
    await worker.start()
    await until(lambda: len(worker.pids) == 2)
    return worker.pids


async def occupy(worker: SearchWorker, path: Path) -> tuple[asyncio.Task[object], asyncio.Task[object]]:
    """A search and a page that are being answered until there is a file ``go``."""
    await both(worker)
    search: asyncio.Task[object] = asyncio.create_task(worker.search("wait go"))
    page: asyncio.Task[object] = asyncio.create_task(worker.speakers("wait go"))
    await until(lambda: len(asked(path)) == 2)
    return search, page


async def test_only_the_latest_search_is_ever_sent(worker: SearchWorker, tmp_path: Path) -> None:
    first, page = await occupy(worker, tmp_path)
    searches = [asyncio.create_task(worker.search(query)) for query in ("a", "b", "c")]
    await asyncio.wait([first, *searches[:2]])
    assert all(isinstance(task.exception(), SupersededError) for task in (first, *searches[:2]))
    (tmp_path / "go").touch()
    await searches[2]
    await page
    assert asked(tmp_path)[2:] == ["c"]


async def test_a_search_that_is_superseded_is_over_at_once_and_its_answer_dropped(
    worker: SearchWorker, tmp_path: Path
) -> None:
    first, second = await both(worker)
    early = asyncio.create_task(worker.search("wait go"))
    await until(lambda: asked(tmp_path) == ["wait go"])
    assert (await worker.search("b")).total == second
    with pytest.raises(SupersededError):
        await early
    (tmp_path / "go").touch()
    await until(lambda: worker._seats[0].free is not None)
    assert (await worker.search("c")).total == first


async def test_a_page_that_is_given_up_is_not_sent(worker: SearchWorker, tmp_path: Path) -> None:
    _, page = await occupy(worker, tmp_path)
    given_up = asyncio.create_task(worker.speakers("given up"))
    wanted = asyncio.create_task(worker.speakers("wanted"))
    await asyncio.sleep(0)
    given_up.cancel()
    (tmp_path / "go").touch()
    assert await wanted == await page == ()
    assert asked(tmp_path)[2:] == ["wanted"]


async def test_the_answer_of_a_page_that_is_given_up_is_dropped(worker: SearchWorker, tmp_path: Path) -> None:
    _, page = await occupy(worker, tmp_path)
    page.cancel()
    with pytest.raises(asyncio.CancelledError):
        await page
    next_page = asyncio.create_task(worker.speakers("next"))
    (tmp_path / "go").touch()
    assert await next_page == ()


async def test_pages_do_not_take_each_others_place(worker: SearchWorker, tmp_path: Path) -> None:
    await asyncio.gather(worker.speakers("a"), worker.speakers("b"))
    assert asked(tmp_path) == ["a", "b"]


async def test_no_search_waits_behind_pages(worker: SearchWorker, tmp_path: Path) -> None:
    first, _ = await both(worker)
    pages = [asyncio.create_task(worker.speakers("wait go")) for _ in range(3)]
    await until(lambda: len(asked(tmp_path)) == 1)
    assert [(await worker.search(query)).total for query in ("a", "b")] == [first, first]
    assert not any(page.done() for page in pages)
    (tmp_path / "go").touch()
    await asyncio.gather(*pages)


@pytest.mark.parametrize("lane", ["search", "page"])
async def test_a_process_that_overruns_is_replaced_without_being_asked(
    worker: SearchWorker, tmp_path: Path, lane: str
) -> None:
    before = await both(worker)
    worker.limits = HASTY
    with pytest.raises(TooLongError, match=r"more than 0\.01 seconds"):
        await (worker.search("wait never") if lane == "search" else worker.speakers("wait never"))
    worker.limits = PATIENT
    assert (await worker.search("next")).total in before
    gone = before[0 if lane == "search" else 1]
    await until(lambda: len(worker.pids) == 2 and gone not in worker.pids)
    assert asked(tmp_path) == ["wait never", "next"]


async def test_what_overruns_is_not_asked_again(worker: SearchWorker, tmp_path: Path) -> None:
    await both(worker)
    worker.limits = HASTY
    with pytest.raises(TooLongError):
        await worker.search("wait never")
    worker.limits = PATIENT
    await worker.speakers("page")
    assert asked(tmp_path) == ["wait never", "page"]


async def test_what_a_process_dies_over_is_asked_again(worker: SearchWorker, tmp_path: Path) -> None:
    before = await both(worker)
    assert (await worker.search("once file")).total == before[1]
    assert asked(tmp_path) == ["once file"] * 2


async def test_what_kills_every_process_is_told_and_the_next_works(
    worker: SearchWorker, tmp_path: Path
) -> None:
    with pytest.raises(ArchiveError, match="ended unexpectedly"):
        await worker.search("die")
    assert asked(tmp_path) == ["die"] * MOST_TRIES
    assert (await worker.search("next")).total in worker.pids


async def test_processes_that_die_are_replaced_without_being_asked(worker: SearchWorker) -> None:
    before = await both(worker)
    for pid in before:
        os.kill(pid, signal.SIGKILL)
    assert (await worker.search("next")).total not in before
    await worker.search("first")
    first = worker.pids[0]
    os.kill(first, signal.SIGKILL)
    await until(lambda: len(worker.pids) == 2 and first not in worker.pids)


async def test_a_process_that_always_ends_is_not_started_for_ever(
    worker: SearchWorker, tmp_path: Path
) -> None:
    (tmp_path / "leave").touch()
    with pytest.raises(ArchiveError):
        await worker.search("a")
    await until(lambda: not worker.pids)
    await asyncio.sleep(0.3)
    starts = len((tmp_path / "started").read_text().splitlines())
    await asyncio.sleep(0.5)
    assert len((tmp_path / "started").read_text().splitlines()) == starts
    (tmp_path / "leave").unlink()
    assert (await worker.search("b")).total in worker.pids


@pytest.mark.parametrize("babble", ["binary", "list", "text", "endless"])
async def test_a_process_that_babbles_is_replaced(worker: SearchWorker, babble: str) -> None:
    before = await both(worker)
    with pytest.raises(ArchiveError, match="ended unexpectedly"):
        await worker.search(f"babble {babble}")
    assert (await worker.search("next")).total not in before


async def test_an_answer_that_makes_no_sense_is_told(worker: SearchWorker) -> None:
    await both(worker)
    with pytest.raises(ArchiveError, match="no sensible answer"):
        await worker.search("misanswer later")
    with pytest.raises(ArchiveError, match="ended unexpectedly"):
        await worker.search("misanswer now")
    assert (await worker.search("next")).total in await both(worker)


async def test_an_answer_to_something_else_is_dropped(worker: SearchWorker) -> None:
    first, _ = await both(worker)
    assert (await worker.search("number")).total == first


async def test_closing_while_busy_tells_all_who_wait(worker: SearchWorker, tmp_path: Path) -> None:
    tasks = [*await occupy(worker, tmp_path), asyncio.create_task(worker.speakers("waits"))]
    await asyncio.sleep(0)
    pids = worker.pids
    await worker.close()
    await asyncio.wait(tasks)
    for task in tasks:
        assert isinstance(task.exception(), ArchiveError)
        assert "closed" in str(task.exception())
    for pid in pids:
        with pytest.raises(ProcessLookupError):
            os.kill(pid, 0)


async def test_closing_while_processes_start(worker: SearchWorker) -> None:
    started = asyncio.create_task(worker.start())
    await asyncio.sleep(0)
    await worker.close()
    with pytest.raises(ArchiveError, match="closed"):
        await started


async def test_texts_that_no_request_can_hold_are_refused(worker: SearchWorker) -> None:
    first, _ = await both(worker)
    with pytest.raises(QueryError) as caught:
        await worker.search("x" * 1_000_000)
    assert (caught.value.start, caught.value.end) == (0, 1_000_000)
    with pytest.raises(QueryError):
        await worker.quotes(match="x" * 1_000_000)
    assert (await worker.search("\U0001f600" * 60_000)).total == first


async def test_the_soft_limit_spares_the_process(troubled: SearchWorker) -> None:
    before = await both(troubled)
    troubled.limits = replace(PATIENT, soft=0.05)
    with pytest.raises(TooLongError, match=r"more than 0\.05 seconds"):
        await troubled.search("slow")
    troubled.limits = PATIENT
    assert (await troubled.search("crane")).total == 2
    assert troubled.pids == before


async def test_a_process_without_memory_says_so_and_is_replaced(troubled: SearchWorker) -> None:
    first, _ = await both(troubled)
    with pytest.raises(TooLongError, match="too much memory"):
        await troubled.search("greedy")
    assert (await troubled.search("crane")).total == 2
    await until(lambda: len(troubled.pids) == 2 and first not in troubled.pids)


async def test_what_a_library_prints_is_not_taken_for_an_answer(troubled: SearchWorker) -> None:
    before = await both(troubled)
    with pytest.raises(ArchiveError, match="ZeroDivisionError: surprise"):
        await troubled.search("chatty")
    assert (await troubled.search("crane")).total == 2
    assert troubled.pids == before


def serve(script: Path, path: Path, sent: bytes, *, close: bool = True) -> tuple[int, list[bytes]]:
    """The exit code of a process that is sent something, and what it says."""
    command = [sys.executable, "-P", str(script), str(path), str(PATIENT.memory)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as running:
        assert running.stdin is not None
        assert running.stdout is not None
        with contextlib.suppress(BrokenPipeError):
            running.stdin.write(sent)
            running.stdin.flush()
            if close:
                running.stdin.close()
        said = running.stdout.readlines()
        return running.wait(60), said


def request(query: str) -> bytes:
    params = {"query": query, "sort": "relevance"}
    line = {"id": 1, "method": "search", "params": params, "soft": 60, "hard": 0.05}
    return json.dumps(line).encode() + b"\n"


def test_a_process_that_nobody_kills_ends_itself(tmp_path: Path) -> None:
    make_archive(tmp_path / "a").close()
    code, said = serve(TROUBLE, tmp_path / "a", request("stuck"), close=False)
    assert (code, len(said)) == (-signal.SIGALRM, 1)


def test_a_process_that_is_sent_garbage_ends(tmp_path: Path) -> None:
    make_archive(tmp_path / "a").close()
    strange = {"id": 1, "method": "close", "params": {}, "soft": 1, "hard": 1}
    lines = (b"\xff\n", b"[]\n", b"{}\n", json.dumps(strange).encode() + b"\n", b" " * LARGEST_REQUEST)
    for line in lines:
        code, said = serve(TROUBLE, tmp_path / "a", line + request("crane"))
        assert (code, said) == (0, [b'{"ready": true}\n'])


def test_an_answer_that_is_too_large_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make_archive(tmp_path / "a").close()
    monkeypatch.setattr(process, "LARGEST_ANSWER", 300)
    line, spent = process._answer(LocalArchive(tmp_path / "a"), json.loads(request("crane")))
    assert "too large" in json.loads(line)["error"]["message"]
    assert not spent


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere the limit does not bind")
def test_memory_is_limited() -> None:
    code = (
        "from index.worker.process import _limit_memory\n"
        "_limit_memory(128 << 20)\n"
        "try:\n    bytearray(512 << 20)\nexcept MemoryError:\n    print('refused')"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "refused\n"


async def test_who_watches_is_told_while_processes_are_replaced(worker: SearchWorker) -> None:
    said: list[bool] = []
    worker.watch(said.append)
    pids = await both(worker)
    await worker.search("a")
    assert said == []
    os.kill(pids[0], signal.SIGKILL)
    await until(lambda: said == [True, False])
    assert pids[0] not in worker.pids
    assert len(worker.pids) == 2


async def test_who_watches_is_told_of_a_process_that_overruns(worker: SearchWorker) -> None:
    await both(worker)
    said: list[bool] = []
    worker.watch(said.append)
    worker.limits = HASTY
    with pytest.raises(TooLongError):
        await worker.search("wait for ever")
    await until(lambda: said == [True, False])


async def test_a_process_that_is_being_killed_is_gone_though_the_worker_is_closed(
    worker: SearchWorker, monkeypatch: pytest.MonkeyPatch
) -> None:
    started: list[child.Child] = []
    kill = child.Child._kill

    async def noticed(each: child.Child) -> None:
        started.append(each)
        await kill(each)

    monkeypatch.setattr(child.Child, "_kill", noticed)
    await both(worker)
    with pytest.raises(ArchiveError, match="ended unexpectedly"):
        await worker.search("babble text")
    await until(lambda: len(started) == MOST_TRIES)
    assert started[-1]._process.returncode is None
    await worker.close()
    assert [each._process.returncode is None for each in started] == [False] * len(started)
