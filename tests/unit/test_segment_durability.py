from __future__ import annotations

import errno
import json
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from index.fulltext import catalogue
from index.fulltext.engine import FullText, Health
from index.fulltext.segment.layout import SectionWriter
from index.fulltext.segment.writer import KINDS
from index.local import LocalArchive
from tests.unit.archive_support import ALL, TUNNEL, hits, make_archive
from tests.unit.index_support import ARCHIVE, REVISION, answers, copy, files
from tests.unit.invented import documents


@pytest.fixture
def said(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, str]]:
    """What is asked of the disk, in order: fsync, replace, rename and unlink, with names of files."""
    found: list[tuple[str, str]] = []
    fsync, replace, rename, unlink = os.fsync, os.replace, os.rename, os.unlink

    def record_fsync(handle: int) -> None:
        found.append(("fsync", Path(f"/proc/self/fd/{handle}").readlink().name))
        fsync(handle)

    def record_move(name: str, really: Callable[..., None]) -> Callable[..., None]:
        def move(source: Path, target: Path, **options: Any) -> None:
            found.append((name, Path(target).name))
            really(source, target, **options)

        return move

    def record_unlink(path: Path, **options: Any) -> None:
        found.append(("unlink", Path(path).name))
        unlink(path, **options)

    monkeypatch.setattr(os, "fsync", record_fsync)
    monkeypatch.setattr(os, "replace", record_move("replace", replace))
    monkeypatch.setattr(os, "rename", record_move("rename", rename))
    monkeypatch.setattr(os, "unlink", record_unlink)
    return found


@pytest.mark.parametrize("merge_all", [False, True])
def test_everything_is_on_disk_before_a_generation_is_named(
    directory: Path, said: list[tuple[str, str]], merge_all: bool
) -> None:
    before = set(catalogue.files(catalogue.read(directory)))
    FullText(directory, ARCHIVE).add(documents(30)[24:], merge_all=merge_all)
    after = set(catalogue.files(catalogue.read(directory)))
    assert len([name for name in after - before if name.endswith(tuple(KINDS))]) == 4
    named = said.index(("replace", "_MAIN_3.toc"))
    synced = [name for what, name in said[:named] if what == "fsync"]
    assert after - before - {"_MAIN_3.toc"} <= set(synced)
    assert synced[-2].startswith("_MAIN_3.toc.")
    assert synced[-1] == directory.name
    assert said[named + 1] == ("fsync", directory.name)
    gone = [at for at, (what, name) in enumerate(said) if what == "unlink" and name in before]
    assert gone
    assert min(gone) > named + 1


def test_an_index_that_is_built_anew_is_named_when_it_is_on_disk(
    directory: Path, said: list[tuple[str, str]]
) -> None:
    with FullText(directory, ARCHIVE).rebuilt() as fresh:
        fresh.add(documents(5), revision=1)
        assert ("rename", "whoosh") not in said
    named = said.index(("rename", "whoosh"))
    assert [name for what, name in said[:named] if what == "fsync"].count("whoosh.new") >= 4
    assert said[named + 1] == ("fsync", directory.parent.name)


@contextmanager
def failing(monkeypatch: pytest.MonkeyPatch, place: str, call: int) -> Iterator[list[int]]:
    """A disk on which the call number ``call`` at some place fails, and all later ones; counts the calls."""
    calls = [0]
    holder: Any
    holder, name = {
        "write": (SectionWriter, "write"),
        "close": (SectionWriter, "close"),
        "catalogue": (json, "dump"),
        "fsync": (os, "fsync"),
        "replace": (os, "replace"),
    }[place]
    really = getattr(holder, name)

    def fail(*arguments: Any, **options: Any) -> Any:
        calls[0] += 1
        if calls[0] > call:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        return really(*arguments, **options)

    with monkeypatch.context() as patch:
        patch.setattr(holder, name, fail)
        yield calls


@pytest.mark.parametrize("merge_all", [False, True])
@pytest.mark.parametrize("place", ["write", "close", "catalogue", "fsync", "replace"])
def test_a_full_disk_leaves_the_generation_that_was_there(
    directory: Path, whole: Path, monkeypatch: pytest.MonkeyPatch, place: str, merge_all: bool
) -> None:
    right, before = answers(FullText(whole, ARCHIVE)), files(directory)
    call, tries, failures = 0, 0, 0
    while True:
        tries += 1
        index = FullText(directory, ARCHIVE)
        try:
            with failing(monkeypatch, place, call):
                index.add(documents(30)[24:], replaced={4, 5}, revision=9, merge_all=merge_all)
            break
        except OSError as error:
            failures += error.errno == errno.ENOSPC
        if index.status().revision == 9:
            break  # the disk failed when everything was there
        assert files(directory) == before, call
        assert answers(FullText(directory, ARCHIVE)) == right
        call += 1 if place != "write" else 37
    assert tries > 1
    assert failures >= tries - 1
    index = FullText(directory, ARCHIVE)
    index.add([], revision=10)
    assert index.status().health is Health.READABLE
    assert index.damage() == []
    assert {path.name for path in files(directory)} == set(catalogue.files(catalogue.read(directory)))
    assert index.status().count == 30 - 2


def test_a_note_on_a_full_disk_leaves_the_one_that_was_there(
    directory: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    index = FullText(directory, ARCHIVE)
    for place in ("catalogue", "fsync", "replace"):
        with failing(monkeypatch, place, 0), pytest.raises(OSError, match="No space"):
            index.adopt(9)
        assert index.status().revision == REVISION
        assert not [path for path in files(directory) if path.suffix == ".new"]
    index.adopt(9)
    assert index.status().revision == 9


def test_articles_are_kept_when_the_disk_of_the_index_is_full(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    archive = make_archive(tmp_path / "archive", ALL[:1])
    with failing(monkeypatch, "write", 5):
        report = archive.add([TUNNEL])
    assert report.added == 1
    assert "No space left" in str(report.problems)
    assert archive.count() == 2
    archive.close()
    archive = LocalArchive(tmp_path / "archive")
    assert hits(archive, "tunnel") == [2]
    assert hits(archive, "cranes") == [1]
    assert archive.check() == ()
    archive.close()


def test_a_kill_between_two_names_leaves_an_index_to_build(tmp_path: Path) -> None:
    make_archive(tmp_path / "archive").close()
    whoosh = tmp_path / "archive" / "whoosh"
    copy(whoosh, whoosh.with_name("whoosh.new"))
    whoosh.rename(whoosh.with_name("whoosh.old"))
    archive = LocalArchive(tmp_path / "archive")
    assert hits(archive, "cranes") == [1, 3]
    assert archive.check() == ()
    archive.close()
    assert [path.name for path in whoosh.parent.glob("whoosh*")] == ["whoosh"]
