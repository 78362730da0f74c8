"""Writing generations: what a commit leaves, whatever happens to it, and which segments are put together."""

from __future__ import annotations

import errno
import multiprocessing
import os
import pickle
import signal
from collections.abc import Iterator
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.errors import LockedError
from index.fulltext import catalogue, tiers, whoosh_index
from index.fulltext.document import Document
from index.fulltext.engine import FullText
from index.fulltext.errors import DamagedIndexError
from index.fulltext.segment.fields import MOST_DOCUMENTS
from index.fulltext.whoosh_index import ArrayIndex, append, create, current_files, latest_generation
from tests.unit.invented import documents
from tests.unit.whole_whoosh import whoosh


def document(number: int, text: str = "crane") -> Document:
    return Document(number, 0, "", text)


def articles(directory: Path) -> list[int]:
    """The articles of the last generation, in order."""
    with ArrayIndex(directory).reader() as reader:
        return sorted(fields["article"] for fields in reader.all_stored_fields())


def sizes(directory: Path) -> list[int]:
    """How many documents the segments of the last generation have, deleted ones included."""
    return [entry.size for entry in catalogue.read(directory).segments]


@pytest.fixture
def directory(tmp_path: Path) -> Path:
    create(tmp_path)
    return tmp_path


def test_an_empty_index_is_read(directory: Path) -> None:
    assert latest_generation(directory) == 0
    assert articles(directory) == []
    assert current_files(directory) == ["_MAIN_0.toc"]
    index = ArrayIndex(directory)
    assert index.is_empty()
    with index.searcher() as searcher:
        assert len(searcher.search(whoosh.query.Term("words", "crane"))) == 0


def test_a_commit_adds_and_replaces(directory: Path) -> None:
    append(directory, [document(1), document(2)], archive="a", revision=3)
    append(directory, [document(2, "tunnel"), document(3)], replaced={2, 9})
    assert articles(directory) == [1, 2, 3]
    found = catalogue.read(directory)
    assert (found.generation, found.archive, found.revision) == (2, "a", 3)
    with ArrayIndex(directory).searcher() as searcher:
        assert searcher.document(article=2) == {"article": 2}
        assert [hit["article"] for hit in searcher.search(whoosh.query.Term("words", "tunnel"))] == [2]
    append(directory, (), replaced={1, 2, 3})
    assert articles(directory) == []
    assert current_files(directory) == ["_MAIN_3.toc"], "segments with nothing left go"


def test_only_the_files_of_the_generation_stay(directory: Path) -> None:
    (directory / "MAIN_0123456789abcdef.trm").write_bytes(b"left by an interrupted writer")
    (directory / "_MAIN_7.toc.new").write_bytes(b"{")
    for number in range(3):
        append(directory, [document(number)])
        there = {path.name for path in directory.iterdir()} - {"MAIN_WRITELOCK"}
        assert there == set(current_files(directory))


def test_deleting_counts_when_it_is_committed(directory: Path) -> None:
    append(directory, [document(1), document(2)])
    writer = ArrayIndex(directory).writer()
    assert writer.delete_article(1) == 1
    assert writer.delete_article(1) == 0
    assert writer.is_deleted(0)
    assert articles(directory) == [1, 2]
    writer.cancel()
    assert articles(directory) == [1, 2]
    with ArrayIndex(directory).writer() as writer:
        assert writer.delete_by_term("words", "crane") == 2
        writer.delete_document(1, delete=False)
    assert articles(directory) == [2]


def test_updating_the_way_whoosh_has_it(directory: Path) -> None:
    append(directory, [document(1), document(2)])
    with ArrayIndex(directory).writer() as writer:
        writer.update_document(article=2, words="tunnel")
    assert articles(directory) == [1, 2]
    with ArrayIndex(directory).searcher() as searcher:
        assert [hit["article"] for hit in searcher.search(whoosh.query.Term("words", "tunnel"))] == [2]


def test_both_ways_of_adding_go_together(directory: Path) -> None:
    with ArrayIndex(directory).writer() as writer:
        writer.add_document(document(1))
        writer.add_document(article=2, words="crane")
        writer.add_document(document(3))
    assert articles(directory) == [1, 2, 3]


def test_memory_is_bounded_by_documents_and_by_text(directory: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(whoosh_index, "MOST_PENDING", 10)
    append(directory, [document(number) for number in range(25)])
    assert sizes(directory) == [10, 10, 5]
    monkeypatch.setattr(whoosh_index, "MOST_TEXT", 100)
    append(directory, [document(number, "crane " * 10) for number in range(25, 31)])
    assert sizes(directory) == [10, 10, 5, 2, 2, 2]
    with ArrayIndex(directory).writer() as writer:
        for number in range(31, 43):
            writer.add_document(article=number)
        writer.merge = False
    assert sizes(directory) == [10, 10, 5, 2, 2, 2, 10, 2]
    append(directory, (), merge_all=True)
    assert sizes(directory) == [43]
    assert articles(directory) == list(range(43))


def _broken() -> Iterator[Document]:
    yield document(5)
    raise RuntimeError("the store is gone")


def test_an_add_that_fails_leaves_the_old_generation_and_frees_the_lock(
    directory: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    append(directory, [document(1)])
    before = sorted(path.name for path in directory.iterdir())
    monkeypatch.setattr(whoosh_index, "MOST_PENDING", 1)
    with pytest.raises(RuntimeError, match="the store"):
        append(directory, _broken())
    monkeypatch.setattr(catalogue, "sync", _no_space)
    with pytest.raises(OSError, match="No space"):
        append(directory, [document(number) for number in range(6, 30)], replaced={1})
    monkeypatch.undo()
    assert sorted(path.name for path in directory.iterdir()) == before
    append(directory, [document(2)])
    assert articles(directory) == [1, 2]


def _no_space(_: Path) -> None:
    raise OSError(errno.ENOSPC, "No space left on device")


def test_a_commit_that_fails_after_it_is_named_stays(
    directory: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    writer = ArrayIndex(directory).writer()
    writer.add_document(document(1))
    cleaning = iter([_no_space])
    clean = catalogue.clean
    monkeypatch.setattr(
        catalogue, "clean", lambda path, which: next(cleaning, lambda _: clean(path, which))(path)
    )
    with pytest.raises(OSError, match="No space"):
        writer.commit()
    assert writer.is_closed
    assert articles(directory) == [1]
    append(directory, [document(2)])
    assert articles(directory) == [1, 2]


def test_a_note_waits_for_a_writer_and_takes_nothing_from_it(
    directory: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(whoosh_index, "_PATIENCE", 0.0)
    append(directory, [document(1)], archive="a", revision=3)
    writer = ArrayIndex(directory).writer()
    writer.add_document(document(2))
    writer._flush()
    with pytest.raises(LockedError, match="Another process"):
        FullText(directory, "a").adopt(4)
    writer.commit()
    FullText(directory, "a").adopt(4)
    found = catalogue.read(directory)
    assert (found.generation, found.archive, found.revision) == (3, "a", 4)
    assert articles(directory) == [1, 2]
    assert {path.name for path in directory.iterdir()} - {"MAIN_WRITELOCK"} == set(current_files(directory))


def test_a_note_puts_no_segments_together(directory: Path) -> None:
    for number in range(tiers.FANOUT - 1):
        append(directory, [document(number)])
    before = catalogue.read(directory).segments
    writer = ArrayIndex(directory).writer()
    writer.add_document(document(9))
    writer.commit(merge=False)
    FullText(directory, "a").adopt(4)
    assert catalogue.read(directory).segments[: len(before)] == before
    assert len(catalogue.read(directory).segments) == tiers.FANOUT


def _hold(directory: Path, pipe: Connection) -> None:
    """Begin to write, say so, and wait to be killed."""
    writer = ArrayIndex(directory).writer()
    writer.add_document(document(7))
    writer._flush()
    pipe.send("writing")
    pipe.recv()


def test_a_second_writer_is_refused_until_the_first_is_gone(
    directory: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    append(directory, [document(1)])
    monkeypatch.setattr(whoosh_index, "_PATIENCE", 0.0)
    ours, theirs = multiprocessing.Pipe()
    other = multiprocessing.get_context("spawn").Process(target=_hold, args=(directory, theirs))
    other.start()
    assert ours.recv() == "writing"
    with pytest.raises(LockedError, match="Another process"):
        append(directory, [document(2)])
    with pytest.raises(whoosh.index.LockError):
        ArrayIndex(directory).writer()
    assert other.pid is not None
    os.kill(other.pid, signal.SIGKILL)
    other.join()
    other.close()
    append(directory, [document(2)])
    assert articles(directory) == [1, 2]
    assert not list(directory.glob("*.new"))
    assert len(list(directory.glob("*.trm"))) == 2


def test_what_cannot_be_read_is_damage(tmp_path: Path) -> None:
    for missing in (tmp_path / "none", tmp_path):
        with pytest.raises(DamagedIndexError):
            append(missing, [document(1)])
        with pytest.raises(DamagedIndexError):
            current_files(missing)
    create(tmp_path)
    append(tmp_path, [document(1)])
    (path,) = tmp_path.glob("*.doc")
    path.write_bytes(path.read_bytes()[:-9])
    with pytest.raises(DamagedIndexError):
        ArrayIndex(tmp_path).reader()
    with pytest.raises(DamagedIndexError):
        append(tmp_path, [document(2)], replaced={1})
    append(tmp_path, [document(2)])
    with pytest.raises(DamagedIndexError):
        append(tmp_path, (), merge_all=True)
    create(tmp_path)
    append(tmp_path, [document(3)])
    assert articles(tmp_path) == [3]


def test_a_pickle_in_place_of_the_catalogue_is_not_read(directory: Path, tmp_path: Path) -> None:
    mark = tmp_path / "run"
    (directory / "_MAIN_9.toc").write_bytes(pickle.dumps(_Planted(mark)))
    with pytest.raises(DamagedIndexError):
        ArrayIndex(directory)
    assert not mark.exists()


class _Planted:
    """Makes a file when it is unpickled."""

    def __init__(self, mark: Path) -> None:
        self.mark = mark

    def __reduce__(self) -> tuple[Any, tuple[Path]]:
        return Path.touch, (self.mark,)


def test_a_reader_keeps_its_generation_and_sees_the_next_when_asked(directory: Path) -> None:
    append(directory, documents(20))
    index = ArrayIndex(directory)
    searcher = index.searcher()
    append(directory, [document(21)], replaced={1, 2}, merge_all=True)
    assert not searcher.up_to_date()
    assert searcher.doc_count() == 20
    assert len(list(searcher.reader().all_terms())) > 100, "files that are gone can be read on"
    searcher = searcher.refresh()
    assert searcher.doc_count() == 19
    searcher.close()


def test_a_reader_opens_the_next_generation_when_files_vanish(
    directory: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    append(directory, [document(1)])
    index = ArrayIndex(directory)
    old = index._read_toc()
    append(directory, [document(2)], replaced={1})
    contents = iter([old, index._read_toc()])
    generations = iter([1, 2, 2])
    monkeypatch.setattr(index, "_read_toc", lambda: next(contents))
    monkeypatch.setattr(index, "latest_generation", lambda: next(generations))
    with index.reader() as reader:
        assert [fields["article"] for fields in reader.all_stored_fields()] == [2]


# which segments are put together


def segment(alive: int, deleted: int = 0, size: int = 1000) -> tiers.Candidate:
    return tiers.Candidate(alive + deleted, alive, size)


def test_many_small_commits_leave_few_segments(directory: Path) -> None:
    most = 0
    for number in range(80):
        append(directory, [document(number)])
        most = max(most, len(sizes(directory)))
    assert most <= tiers.MOST_SMALL + 1
    assert articles(directory) == list(range(80))


def test_small_segments_are_put_together_and_large_ones_wait() -> None:
    few, enough = tiers.FANOUT - 1, tiers.FANOUT
    assert tiers.plan([segment(100)] * few, 100) == []
    assert tiers.plan([segment(100)] * enough, 100) == [list(range(enough))]
    assert tiers.plan([segment(8000)] * 13 + [segment(100)], 100) == []
    assert tiers.plan([segment(2500)] * enough, 100) == []
    assert tiers.plan([segment(2500)] * enough, 2500) == [list(range(enough))]
    assert tiers.plan([segment(8000)] * 13, 104_000) == [list(range(8)), list(range(8, 13))]


@pytest.mark.parametrize("step", [1, 10, 100, 300, 1900])
def test_a_small_commit_puts_no_more_together_than_is_cheap(step: int) -> None:
    alive: list[int] = []
    for _ in range(300):
        alive.append(step)
        groups = tiers.plan([segment(each) for each in alive], step)
        made = [sum(alive[index] for index in group) for group in groups]
        assert sum(made) <= 3 * tiers.SMALL
        gone = {index for group in groups for index in group}
        alive = [each for at, each in enumerate(alive) if at not in gone] + made
        assert sum(each < tiers.SMALL for each in alive) <= tiers.MOST_SMALL


def test_what_is_mostly_deleted_is_written_again_if_that_is_cheap() -> None:
    worn = [segment(90, 110), segment(100, 90), segment(0, 50), segment(9000, 30_000)]
    assert tiers.plan(worn, 10) == [[0]]
    assert tiers.plan(worn, 10_000) == [[0], [3]]


def test_everything_becomes_as_few_as_fit() -> None:
    segments = [segment(30_000)] * 3 + [segment(5), segment(60_000, 1), segment(65_535)]
    assert tiers.plan(segments, 0, everything=True) == [[0, 1], [2, 3], [4]]
    large = [segment(10, size=1 << 30)] * 4
    assert tiers.plan(large, 0, everything=True) == [[0, 1, 2]]


@given(
    st.lists(st.tuples(st.integers(0, 65_535), st.integers(0, 9), st.integers(0, 2 << 30)), max_size=30),
    st.integers(0, 100_000),
    st.booleans(),
)
def test_a_plan_is_possible(made: list[tuple[int, int, int]], added: int, everything: bool) -> None:
    segments = [segment(min(alive, 65_535 - gone), gone, size) for alive, gone, size in made]
    groups = tiers.plan(segments, added, everything=everything)
    chosen = [index for group in groups for index in group]
    assert len(chosen) == len(set(chosen))
    for group in groups:
        assert all(segments[index].alive for index in group)
        assert sum(segments[index].alive for index in group) <= MOST_DOCUMENTS
        assert len(group) == 1 or sum(segments[index].size for index in group) <= tiers.MOST_BYTES
        assert len(group) > 1 or segments[group[0]].is_thinned
