"""What is no damage of an index: mistakes of the program, and what the system refuses."""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NoReturn

import pytest

from index.errors import ArchiveError, LockedError
from index.fulltext import indexing, searching
from index.fulltext.engine import FullText, Health
from index.fulltext.errors import DamagedIndexError, UnbuiltIndexError, UnreadableIndexError
from index.fulltext.search.searching import Search
from index.fulltext.search.snapshot import Snapshot
from index.fulltext.searching import private_index
from index.fulltext.segment.layout import SectionWriter
from index.local import LocalArchive
from index.lock import writer_lock
from index.models import Sort
from index.query.nodes import Field, Word
from reader.cli import main
from tests.unit.archive_support import ALL, STORM, TUNNEL, UNDATED, hits, make_archive
from tests.unit.index_support import ARCHIVE, copy, files, fill, flipped, node

MISTAKES = [IndexError("list index out of range"), ValueError("no such thing"), OverflowError("too large")]
REFUSALS = [errno.EMFILE, errno.ENFILE, errno.EACCES, errno.EPERM, errno.EIO, errno.ENOMEM]


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("kept") / "archive"
    make_archive(path).close()
    return path


@pytest.fixture
def archive(kept: Path, tmp_path: Path) -> Iterator[LocalArchive]:
    opened = LocalArchive(copy(kept, tmp_path / "archive"))
    yield opened
    opened.close()


@pytest.fixture
def rebuilds(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """The directories of indexes that are built anew."""
    found: list[Path] = []
    really = indexing.rebuild

    def record(store: Any, fulltext: FullText, *rest: Any) -> None:
        found.append(fulltext.directory)
        really(store, fulltext, *rest)

    monkeypatch.setattr(indexing, "rebuild", record)
    return found


def failing(error: Exception) -> Callable[..., NoReturn]:
    """What raises an error, whatever it is asked."""

    def fail(*_: object, **__: object) -> NoReturn:
        raise error

    return fail


def damage(directory: Path, ending: str = ".pst") -> None:
    """Turn some bits over in the middle of the files with an ending."""
    for path in files(directory):
        if path.suffix == ending:
            data = path.read_bytes()
            path.write_bytes(flipped(data, len(data) // 3, 0xFF))


@pytest.mark.parametrize("error", MISTAKES)
def test_a_mistake_of_the_program_is_no_damage(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    index = fill(tmp_path / "whoosh")
    checks: list[Snapshot] = []
    really = Snapshot.damage

    def damage(snapshot: Snapshot) -> list[str]:
        checks.append(snapshot)
        return really(snapshot)

    monkeypatch.setattr(Snapshot, "damage", damage)
    monkeypatch.setattr(Search, "page", failing(error))
    for _ in range(3):
        with pytest.raises(type(error), match=str(error)):
            index.page(node("cranes"), Sort.RELEVANCE, 10)
    assert len(checks) == 1, "a commit that is whole is read once"
    index.adopt(99)
    with pytest.raises(type(error)):
        index.page(node("cranes"), Sort.RELEVANCE, 10)
    assert len(checks) == 2


@pytest.mark.parametrize("error", MISTAKES)
def test_numbers_that_lead_nowhere_are_damage_where_a_checksum_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    index = fill(tmp_path / "whoosh")
    monkeypatch.setattr(Search, "page", failing(error))
    damage(tmp_path / "whoosh")
    with pytest.raises(DamagedIndexError, match=r"\.pst is damaged"):
        index.page(node("cranes"), Sort.RELEVANCE, 10)


@pytest.mark.parametrize("error", MISTAKES)
def test_a_mistake_builds_nothing_and_is_told(
    archive: LocalArchive,
    rebuilds: list[Path],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    error: Exception,
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(Search, "page", failing(error))
        for _ in range(2):
            with pytest.raises(type(error), match=str(error)):
                archive.search("cranes")
        assert main(["--archive", str(archive.path), "search", "cranes"]) == 1
    told = capsys.readouterr().err
    assert f"unexpected error: {type(error).__name__}: {error}" in told
    assert "Traceback" not in told
    monkeypatch.setattr("index.query.completing.complete", failing(error))
    with pytest.raises(type(error)):
        archive.complete("cra", 3)
    assert rebuilds == []
    assert hits(archive, "cranes") == [1, 3]


def test_a_mistake_in_adding_to_the_index_builds_nothing_anew(
    tmp_path: Path, rebuilds: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    archive = make_archive(tmp_path / "archive", ALL[:1])
    rebuilds.clear()
    with monkeypatch.context() as patch:
        patch.setattr("index.fulltext.whoosh_index.ArrayWriter.delete_articles", failing(IndexError("far")))
        report = archive.add([TUNNEL])
    assert report.added == 1
    assert "far" in str(report.problems)
    assert rebuilds == []
    assert hits(archive, "tunnel") == [2]
    archive.close()


def test_a_repair_that_is_asked_for_builds_an_index_whose_numbers_lead_nowhere(
    archive: LocalArchive, rebuilds: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(indexing, "bring_up_to_date", failing(IndexError("far")))
        assert archive.check(repair=True) == ()
    assert rebuilds == [archive.path / "whoosh"]


def test_the_same_damage_is_repaired_once(
    archive: LocalArchive, rebuilds: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    segments = iter(range(100))

    def damaged(*_: object) -> NoReturn:
        raise DamagedIndexError(f"postings of words in the segment MAIN_{next(segments):08} are damaged")

    monkeypatch.setattr(Search, "page", damaged)
    for _ in range(3):
        with pytest.raises(ArchiveError, match=r"cannot be read .*check --repair builds it again"):
            archive.search("cranes")
    assert len(rebuilds) == 1
    monkeypatch.setattr(Search, "page", failing(DamagedIndexError("another thing is damaged")))
    with pytest.raises(ArchiveError, match="another thing"):
        archive.search("cranes")
    assert len(rebuilds) == 2


def inode(archive: LocalArchive) -> int:
    return (archive.path / "whoosh").stat().st_ino


@contextmanager
def refusing(monkeypatch: pytest.MonkeyPatch, number: int, ending: str) -> Iterator[None]:
    """A system that does not open files with an ending; with none, that does not list directories."""
    really, really_list = os.open, os.listdir

    def refuse(path: Any, *rest: Any, **options: Any) -> int:
        if ending and Path(os.fspath(path)).suffix == ending:
            raise OSError(number, os.strerror(number), str(path))
        return really(path, *rest, **options)

    def refuse_list(path: Any) -> list[str]:
        if not ending:
            raise OSError(number, os.strerror(number), str(path))
        return really_list(path)

    with monkeypatch.context() as patch:
        patch.setattr(os, "open", refuse)
        patch.setattr(os, "listdir", refuse_list)
        yield


@pytest.mark.parametrize("ending", [".doc", ".trm", ".pst", ".pos", ".toc", ""])
@pytest.mark.parametrize("number", REFUSALS)
def test_what_the_system_refuses_is_told_and_builds_nothing(
    archive: LocalArchive,
    rebuilds: list[Path],
    monkeypatch: pytest.MonkeyPatch,
    number: int,
    ending: str,
) -> None:
    before = inode(archive), files(archive.path / "whoosh")
    with refusing(monkeypatch, number, ending):
        with pytest.raises(UnreadableIndexError) as raised:
            archive.search("cranes")
        assert os.strerror(number) in str(raised.value)
        assert str(archive.path / "whoosh") in str(raised.value)
        assert f"{ending} cannot be read" in str(raised.value)
        with pytest.raises(UnreadableIndexError):
            archive.prepare_search()
        (problem,) = archive.check()
        assert os.strerror(number) in problem.reason
        with pytest.raises(UnreadableIndexError):
            archive.check(repair=True)
    assert (inode(archive), files(archive.path / "whoosh")) == before
    assert rebuilds == []
    assert hits(archive, "cranes") == [1, 3]


@pytest.mark.parametrize("number", REFUSALS)
def test_what_the_system_refuses_a_reader_builds_no_index_of_their_own(
    archive: LocalArchive, rebuilds: list[Path], monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    monkeypatch.setattr("index.storage.store.Store.writable", property(lambda _: False))
    with refusing(monkeypatch, number, ".trm"), pytest.raises(UnreadableIndexError):
        archive.search("cranes")
    assert rebuilds == []
    assert not private_index(archive.uuid).exists()


def test_a_file_that_stops_being_read_is_told(
    archive: LocalArchive, rebuilds: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert hits(archive, "cranes") == [1, 3]
    with monkeypatch.context() as patch:
        patch.setattr(os, "pread", failing(OSError(errno.EIO, os.strerror(errno.EIO))))
        with pytest.raises(
            UnreadableIndexError, match=r"\.p.. cannot be read \(Input/output error\): the disk"
        ):
            archive.search("tunnel")
        assert "Input/output error" in str(archive.check())
    assert rebuilds == []
    assert hits(archive, "tunnel") == [2]


def test_a_process_with_too_many_files_open_does_not_build_the_index(tmp_path: Path) -> None:
    import resource

    fill(tmp_path / "whoosh").close()
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    used = len(os.listdir("/proc/self/fd"))  # noqa: PTH208
    for more in range(8):
        index = FullText(tmp_path / "whoosh", ARCHIVE)
        resource.setrlimit(resource.RLIMIT_NOFILE, (used + more, hard))
        try:
            assert index.status().health is Health.READABLE
        except UnreadableIndexError as error:
            assert "Too many open files" in str(error)  # noqa: PT017
        finally:
            resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
            index.close()


@contextmanager
def full(monkeypatch: pytest.MonkeyPatch, place: str) -> Iterator[None]:
    """A disk that is full when something is to be written."""
    error = OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
    really = Path.rename

    def rename(path: Path, target: Path) -> Path:
        if path.name.endswith(".new"):
            raise error
        return really(path, target)

    with monkeypatch.context() as patch:
        if place == "rename":
            patch.setattr(Path, "rename", rename)
        elif place == "mkdir":
            patch.setattr("index.fulltext.engine.make_private_directory", failing(error))
        elif place == "lock":
            patch.setattr(os, "pwrite", failing(error))
        elif place == "fsync":
            patch.setattr(os, "fsync", failing(error))
        else:
            patch.setattr(SectionWriter, place, failing(error))
        yield


PLACES = ["write", "close", "fsync", "rename", "mkdir", "lock"]


def beside(directory: Path) -> list[str]:
    """What stands in a directory for the index."""
    return sorted(each.name for each in directory.iterdir() if each.name.startswith("whoosh"))


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("state", ["damaged", "missing"])
def test_a_full_disk_is_told_and_leaves_nothing_half_built(
    archive: LocalArchive, monkeypatch: pytest.MonkeyPatch, place: str, state: str
) -> None:
    whoosh = archive.path / "whoosh"
    if state == "damaged":
        damage(whoosh, ".trm")
    else:
        shutil.rmtree(whoosh)
    before = beside(archive.path)
    contents = {path.name: path.read_bytes() for path in files(whoosh)} if before else {}
    with full(monkeypatch, place):
        for _ in range(2):
            with pytest.raises(UnbuiltIndexError, match=r"cannot be built \(No space left.*free space"):
                archive.search("cranes")
    assert beside(archive.path) == before
    assert ({path.name: path.read_bytes() for path in files(whoosh)} if before else {}) == contents
    assert archive.count() == len(ALL)
    assert hits(archive, "cranes") == [1, 3]
    assert archive.check() == ()


@pytest.mark.parametrize("place", ["write", "close", "fsync", "lock"])
def test_on_a_full_disk_what_is_there_is_searched(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, place: str
) -> None:
    archive = make_archive(tmp_path / "archive", [STORM])
    with full(monkeypatch, "write"):
        archive.add([TUNNEL, UNDATED])
    archive.close()
    archive = LocalArchive(tmp_path / "archive")
    with full(monkeypatch, place):
        found = archive.search("cranes")
        assert [hit.article.id for hit in found.hits] == [1]
        assert found.problem is not None
        assert "Not all articles are searched. The full-text index in " in found.problem
        assert "No space left on device" in found.problem
        assert archive.search("tunnel").problem == found.problem
    assert beside(archive.path) == ["whoosh"]
    archive.close()
    archive = LocalArchive(tmp_path / "archive")
    assert hits(archive, "tunnel") == [2]
    assert archive.search("tunnel").problem is None
    archive.close()


@pytest.fixture
def behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[LocalArchive]:
    """An archive of two articles whose index holds the first."""
    archive = make_archive(tmp_path / "archive", [STORM])
    with full(monkeypatch, "write"):
        archive.add([TUNNEL])
    archive.close()
    archive = LocalArchive(tmp_path / "archive")
    yield archive
    archive.close()


@pytest.mark.parametrize(
    "see_to",
    [
        lambda archive: archive.prepare_search(),
        lambda archive: archive.mend_search(),
        lambda archive: archive.check(repair=True),
        lambda archive: archive.add([UNDATED]),
    ],
    ids=["prepare", "mend", "repair", "add"],
)
def test_articles_that_can_be_found_again_are_not_called_missing(
    behind: LocalArchive, monkeypatch: pytest.MonkeyPatch, see_to: Callable[[LocalArchive], object]
) -> None:
    monkeypatch.setattr(searching, "RETRY_AFTER", float("inf"))
    with full(monkeypatch, "write"):
        assert "Not all articles" in str(behind.search("tunnel").problem)
    assert "Not all articles" in str(behind.search("tunnel").problem)
    see_to(behind)
    found = behind.search("tunnel")
    assert ([hit.article.id for hit in found.hits], found.problem) == ([2], None)


def test_a_search_after_a_while_brings_the_index_up_to_date(
    behind: LocalArchive, monkeypatch: pytest.MonkeyPatch
) -> None:
    tried: list[None] = []
    really = indexing.bring_up_to_date

    def count(*arguments: Any, **options: Any) -> bool:
        tried.append(None)
        return really(*arguments, **options)

    monkeypatch.setattr(indexing, "bring_up_to_date", count)
    monkeypatch.setattr(searching, "RETRY_AFTER", float("inf"))
    with full(monkeypatch, "write"):
        for _ in range(3):
            assert "Not all articles" in str(behind.search("cranes").problem)
        assert len(tried) == 1, "a search need not wait for what has just failed"
        monkeypatch.setattr(searching, "RETRY_AFTER", 0.0)
        assert hits(behind, "cranes") == [1]
        assert "Not all articles" in str(behind.search("cranes").problem)
    found = behind.search("tunnel")
    assert ([hit.article.id for hit in found.hits], found.problem) == ([2], None)
    count_before = len(tried)
    assert hits(behind, "cranes") == [1]
    assert len(tried) == count_before


def test_mending_tells_a_reader_of_a_full_disk(
    archive: LocalArchive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setattr("index.storage.store.Store.writable", property(lambda _: False))
    shutil.rmtree(archive.path / "whoosh")
    with monkeypatch.context() as patch:
        error = OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        patch.setattr("index.trust.make_private_directory", failing(error))
        with pytest.raises(UnbuiltIndexError, match=f"{private_index(archive.uuid)} .*No space left"):
            archive.mend_search()
    archive.mend_search()
    assert hits(archive, "cranes") == [1, 3]


def test_an_index_that_nobody_builds_is_not_said_to_be_built(
    archive: LocalArchive, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.rmtree(archive.path / "whoosh")
    asked = LocalArchive(archive.path)
    asked.leave_repairs()
    with writer_lock(archive.path), pytest.raises(LockedError, match="is being built"):
        asked.search("cranes")
    with full(monkeypatch, "write"), pytest.raises(UnbuiltIndexError):
        archive.mend_search()
    with pytest.raises(LockedError, match=r"is not being built; see to the free space .* --repair"):
        asked.search("cranes")
    assert archive.check(repair=True) == ()
    assert hits(asked, "cranes") == [1, 3]
    asked.close()


def test_a_reader_is_told_of_a_full_disk(archive: LocalArchive, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("index.storage.store.Store.writable", property(lambda _: False))
    shutil.rmtree(archive.path / "whoosh")
    private = private_index(archive.uuid)
    for place in PLACES:
        with full(monkeypatch, place), pytest.raises(UnbuiltIndexError, match=f"{private} .*No space left"):
            archive.search("cranes")
        assert beside(private) == []
    assert archive._searcher.page(Word(Field.TEXT, "cranes"), Sort.OLDEST, 5).total == 2
