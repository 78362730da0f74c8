"""From drafts to stored articles: batches, processes, the sentences around quotes."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
import time
from collections.abc import Iterable, Iterator
from itertools import pairwise
from multiprocessing.connection import wait
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.adding.pipeline import add_items
from index.adding.pool import Batch, Found, annotate_batch, in_processes
from index.adding.prepare import _around
from index.archive import open_archive
from index.formats import read_paths
from index.models import UNKNOWN_DATE, Draft, Progress, Quote, QuoteKind
from index.sample import sample_files
from index.storage.store import Store
from tests.unit.archive_support import ALL, hits

LONG = 60  # seconds; what is waited for comes at once, unless it never comes


def test_a_batch_is_bounded_by_the_length_of_its_articles(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("index.adding.pipeline.BATCH_SIZE", 1000)
    sizes: list[list[int]] = []

    def annotate(batches: Iterable[Batch]) -> Iterator[Found]:
        for batch in batches:
            sizes.append([len(text) for text, _ in batch])
            yield annotate_batch(batch)

    lengths = [10, 2000, 10, 10, 990, 10, 3000]
    drafts = [Draft("", f"{n} " + "x" * length, origin=str(n)) for n, length in enumerate(lengths)]
    report = add_items(Store(tmp_path, create=True), drafts, annotate=annotate)
    assert report.added == len(drafts)
    assert [len(batch) for batch in sizes] == [2, 3, 2]


def test_articles_are_annotated_though_a_process_is_killed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("index.adding.pool.WORTHWHILE", 1)
    texts = [[("So " * (n % 7) + "Ruth Ellison counted cranes.", UNKNOWN_DATE)] for n in range(300)]
    found: list[Found] = []
    for each in in_processes(2)(texts):
        found.append(each)
        if len(found) == 3:
            children = multiprocessing.active_children()
            assert children
            for process in children:
                os.kill(process.pid or 0, signal.SIGKILL)
    assert found == [annotate_batch(batch) for batch in texts]
    assert len({rows for (rows,) in found}) > 1


def test_batches_are_read_ahead_and_no_more_than_that(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("index.adding.pool.WORTHWHILE", 2)
    read: list[int] = []

    def batches() -> Iterator[Batch]:
        for number in range(100):
            read.append(number)
            yield [(f"Ruth Ellison counted {number} cranes.", UNKNOWN_DATE)]

    found = in_processes(2)(batches())
    for number in range(20):
        next(found)
        ahead = len(read) - number - 1
        assert 4 <= ahead <= 10
    children = multiprocessing.active_children()
    assert children
    found.close()  # type: ignore[attr-defined]
    for process in children:
        # the pool's thread reaps them, and until it has said so they count as alive
        assert wait([process.sentinel], LONG)


@pytest.mark.parametrize("late", [0.0, 0.001, 0.002, 0.003, 0.004, 0.005])
def test_a_pool_that_is_stopped_does_not_wait_for_results_cut_short(
    monkeypatch: pytest.MonkeyPatch, late: float
) -> None:
    monkeypatch.setattr("index.adding.pool.WORTHWHILE", 2)
    monkeypatch.setattr("index.adding.pool.annotate_batch", list)  # a result is as long as its batch
    before = set(threading.enumerate())
    found = in_processes(2)([("x" * 3_000_000, UNKNOWN_DATE)] for _ in range(40))
    for _ in range(3):
        next(found)
    time.sleep(late)
    found.close()  # type: ignore[attr-defined]
    for thread in set(threading.enumerate()) - before:
        thread.join(LONG)
        assert not thread.is_alive()


def test_few_articles_start_no_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("index.adding.pool.WORTHWHILE", 4)
    texts = [[(f"Ruth Ellison counted {n} cranes.", UNKNOWN_DATE)] for n in range(3)]
    for _ in in_processes(2)(texts):
        assert not multiprocessing.active_children()


def many(count: int) -> list[Draft]:
    return [Draft(f"Crane {n}", f"Ruth Ellison counted {n} cranes.", origin=str(n)) for n in range(count)]


def test_batches_that_come_soon_share_a_transaction(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("index.adding.pipeline.BATCH", 2)
    monkeypatch.setattr("index.adding.pipeline.ROOM", 4)
    monkeypatch.setattr("index.adding.pipeline.SECONDS", 3600)
    steps: list[int] = []
    store = Store(tmp_path, create=True)
    add_items(store, many(9), stored=steps.append, report=lambda progress: steps.append(-progress.done))
    assert steps == [-4, 4, -8, 8, -9, 9]
    assert store.revision == 3


def test_what_comes_late_is_stored_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("index.adding.pipeline.BATCH", 2)
    monkeypatch.setattr("index.adding.pipeline.SECONDS", 0.0)
    steps: list[int] = []
    add_items(Store(tmp_path, create=True), many(5), stored=steps.append)
    assert steps == [2, 4, 5]


def test_who_is_who_does_not_depend_on_how_articles_are_stored_together(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("index.adding.pipeline.SECONDS", 3600)
    tables = ("articles", "entities", "entity_names", "name_words", "mentions", "quotes", "evidence", "who")
    contents = []
    for size in (1, 3, 100):
        monkeypatch.setattr("index.adding.pipeline.BATCH", size)
        monkeypatch.setattr("index.adding.pipeline.ROOM", size)
        (tmp_path / str(size)).mkdir()
        store = Store(tmp_path / str(size), create=True)
        add_items(store, [*read_paths(sample_files()), *ALL, *many(3)])
        contents.append([store.database.stored(f"SELECT * FROM main.{table}") for table in tables])  # noqa: S608
    assert contents[0] == contents[1] == contents[2]


@pytest.fixture
def chunks(monkeypatch: pytest.MonkeyPatch) -> None:
    """A process indexes as soon as anything is stored."""
    monkeypatch.setattr("index.fulltext.indexing.CHUNK", 1)
    monkeypatch.setattr("index.adding.pipeline.BATCH", 1)
    monkeypatch.setattr("index.adding.pipeline.SECONDS", 0.0)


@pytest.mark.usefixtures("chunks")
def test_many_articles_are_indexed_by_a_process_meanwhile(tmp_path: Path) -> None:
    archive = open_archive(tmp_path / "a", create=True)
    indexed: list[int] = []

    def wait(progress: Progress) -> None:
        for process in multiprocessing.active_children():
            process.join()
            indexed.append(archive._searcher.fulltext().status().count)

    assert archive.add(many(4), report=wait).added == 4
    assert len(indexed) == 3
    assert all(count >= stored for stored, count in enumerate(indexed, 1))
    assert not multiprocessing.active_children()
    assert len(hits(archive, "cranes")) == 4
    assert archive.check() == ()
    archive.close()


@pytest.mark.usefixtures("chunks")
def test_an_add_that_is_interrupted_leaves_no_process_that_indexes(tmp_path: Path) -> None:
    archive = open_archive(tmp_path / "a", create=True)

    def interrupt(progress: Progress) -> None:
        if multiprocessing.active_children():
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        archive.add(many(4), report=interrupt)
    assert not multiprocessing.active_children()
    assert archive.add(many(4)).known == 2
    assert len(hits(archive, "cranes")) == 4
    assert archive.check() == ()
    archive.close()


@pytest.mark.usefixtures("chunks")
def test_articles_are_indexed_though_the_process_that_does_is_killed(tmp_path: Path) -> None:
    archive = open_archive(tmp_path / "a", create=True)

    def kill(progress: Progress) -> None:
        for process in multiprocessing.active_children():
            os.kill(process.pid or 0, signal.SIGKILL)
            process.join()

    assert archive.add(many(4), report=kill).problems == ()
    assert len(hits(archive, "cranes")) == 4
    assert archive.check() == ()
    archive.close()


def quote(start: int, end: int) -> Quote:
    return Quote(start, end, "", QuoteKind.DIRECT, None, None, None, None, None, None, None, None, 1.0)


@given(
    cuts=st.lists(st.integers(0, 60), min_size=2, unique=True).map(sorted),
    places=st.tuples(st.integers(0, 60), st.integers(0, 60)),
    gap=st.integers(0, 2),
)
def test_the_sentences_that_a_quote_touches(cuts: list[int], places: tuple[int, int], gap: int) -> None:
    pieces = [(a, b - gap) for a, b in pairwise(cuts) if b - gap > a]
    start, end = min(places), max(places)
    touched = [piece for piece in pieces if piece[0] < end and piece[1] > start]
    hull = (min(start, touched[0][0]), max(end, touched[-1][1])) if touched else (start, end)
    assert _around(quote(start, end), pieces) == hull
