from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from index.fulltext import catalogue
from index.fulltext.catalogue import Catalogue
from index.fulltext.engine import FullText, Health
from index.fulltext.errors import DamagedIndexError, UnreadableIndexError
from index.fulltext.segment import layout
from index.fulltext.segment.layout import SectionFile
from index.local import LocalArchive
from index.models import Sort
from tests.unit.archive_support import make_archive
from tests.unit.index_support import (
    ARCHIVE,
    REVISION,
    Outcome,
    answers,
    copy,
    files,
    fill,
    flipped,
    node,
    outcome,
    padding,
)
from tests.unit.invented import documents

FLIPS = 24
"""Bytes of each file that are flipped, one at a time; tests/bench/damage_index.py flips all."""

Answers = Mapping[str, object]


@pytest.fixture(scope="module")
def right(whole: Path) -> Answers:
    return answers(FullText(whole, ARCHIVE))


def test_an_index_that_is_whole_answers(directory: Path, right: Answers) -> None:
    assert len(files(directory)) == 9
    assert catalogue.read(directory).segments[0].deleted
    assert outcome(directory, right) == Outcome((), noticed=False)
    assert FullText(directory, ARCHIVE).damage() == []


def test_flipped_bytes_give_right_answers_or_a_word_of_damage(directory: Path, right: Answers) -> None:
    for path in files(directory):
        data, idle = path.read_bytes(), padding(path)
        for step, at in enumerate(range(0, len(data), max(1, len(data) // FLIPS))):
            path.write_bytes(flipped(data, at, (0x01, 0x80, 0xFF)[step % 3]))
            found = outcome(directory, right)
            assert not found.wrong, (path.name, at)
            if not found.noticed:
                assert bool(FullText(directory, ARCHIVE).damage()) != (at in idle), (path.name, at)
        path.write_bytes(data)


def test_cut_files_are_noticed(directory: Path, right: Answers) -> None:
    for path in files(directory):
        data = path.read_bytes()
        for end in {0, 1, 15, 16, 24, 40, *range(0, len(data), max(1, len(data) // 8)), len(data) - 1}:
            path.write_bytes(data[:end])
            assert outcome(directory, right) == Outcome(), (path.name, end)
        path.write_bytes(data + bytes(8))
        if path.suffix != ".toc":
            assert outcome(directory, right) == Outcome()
        path.write_bytes(data)


def _remove(path: Path) -> None:
    path.unlink()


def _empty(path: Path) -> None:
    path.write_bytes(b"")


def _zero(path: Path) -> None:
    path.write_bytes(bytes(path.stat().st_size))


def _make_directory(path: Path) -> None:
    path.unlink()
    path.mkdir()


def _dangle(path: Path) -> None:
    path.unlink()
    path.symlink_to("nowhere")


def _make_pipe(path: Path) -> None:
    path.unlink()
    os.mkfifo(path)


def _text(path: Path) -> None:
    path.write_text("not an index\n" * 40)


DAMAGES = [_remove, _empty, _zero, _make_directory, _dangle, _make_pipe, _text]


@pytest.mark.parametrize("damage", DAMAGES)
def test_files_that_are_none_are_noticed(
    directory: Path, right: Answers, damage: Callable[[Path], None]
) -> None:
    for path in files(directory):
        data = path.read_bytes()
        damage(path)
        assert outcome(directory, right) == Outcome(), path.name
        if path.is_dir():
            path.rmdir()
        else:
            path.unlink(missing_ok=True)
        path.write_bytes(data)


def test_a_file_that_may_not_be_read_is_told(
    directory: Path, right: Answers, monkeypatch: pytest.MonkeyPatch
) -> None:
    really = os.open
    forbidden: list[str] = []

    def refuse(path: Path, *rest: int) -> int:
        if Path(path).suffix in forbidden:
            raise PermissionError(13, "Permission denied", str(path))
        return really(path, *rest)

    monkeypatch.setattr(os, "open", refuse)
    for ending in (".doc", ".trm", ".pst", ".pos", ".toc"):
        forbidden[:] = [ending]
        for ask in (FullText.status, FullText.damage, FullText.article_ids):
            with pytest.raises(UnreadableIndexError, match=f"{ending} cannot be read .Permission denied"):
                ask(FullText(directory, ARCHIVE))
    forbidden.clear()
    assert outcome(directory, right) == Outcome((), noticed=False)


def _stems(directory: Path) -> list[str]:
    return sorted({path.stem for path in files(directory) if path.suffix == ".doc"})


def test_files_of_another_segment_are_noticed(directory: Path, right: Answers, whole: Path) -> None:
    first, second = _stems(directory)
    for ending in (".doc", ".trm", ".pst", ".pos"):
        shutil.copy(whole / (second + ending), directory / (first + ending))
        assert outcome(directory, right) == Outcome(), ending
        shutil.copy(whole / (first + ending), directory / (second + ending))
        assert outcome(directory, right) == Outcome(), ending
        copy(whole, directory)


def test_a_whole_segment_of_another_index_is_noticed(
    directory: Path, right: Answers, whole: Path, tmp_path: Path
) -> None:
    fill(tmp_path / "other").close()  # the same articles: the same sizes and checksums
    sizes = {each.size: each.name for each in catalogue.read(tmp_path / "other").segments}
    for entry in catalogue.read(directory).segments:
        for endings in ([".doc"], [".trm"], [".pst"], [".pos"], [".doc", ".trm", ".pst", ".pos"]):
            for ending in endings:
                shutil.copy(
                    tmp_path / "other" / (sizes[entry.size] + ending), directory / (entry.name + ending)
                )
            assert outcome(directory, right) == Outcome()
            copy(whole, directory)


def test_an_older_catalogue_is_noticed(tmp_path: Path, right: Answers) -> None:
    directory = tmp_path / "whoosh"
    index = fill(directory)
    before = (directory / "_MAIN_2.toc").read_bytes()
    index.adopt(REVISION + 1)
    after = directory / "_MAIN_3.toc"
    assert after.exists()
    after.write_bytes(before)
    assert outcome(directory, right) == Outcome()
    after.rename(directory / "_MAIN_2.toc")
    assert outcome(directory, right) == Outcome((), noticed=False)


def test_an_index_of_another_archive_is_none_of_this(directory: Path) -> None:
    status = FullText(directory, "another").status()
    assert status.health is Health.MISSING
    assert "another archive" in status.reason


@pytest.mark.parametrize(
    ("module", "problem"), [(layout, "format of another version"), (catalogue, "of another version")]
)
def test_another_version_is_built_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, module: object, problem: str
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(module, "VERSION", 99)
        fill(tmp_path / "whoosh")
    status = FullText(tmp_path / "whoosh", ARCHIVE).status()
    assert status.health is Health.DAMAGED
    assert problem in status.reason


def test_deletions_that_do_not_fit_are_noticed(directory: Path, right: Answers) -> None:
    known = catalogue.read(directory)
    first, second = known.segments
    for entries in (
        (catalogue.Entry(first.name, first.size + 1, first.deleted), second),
        (catalogue.Entry(first.name, first.size - 1, 0), second),
        (catalogue.Entry(second.name, first.size, 0), catalogue.Entry(first.name, second.size, 0)),
        (catalogue.Entry(first.name, first.size, 0), second),  # replaced articles come back
    ):
        catalogue.write(directory, Catalogue(known.generation, entries, ARCHIVE, REVISION))
        assert outcome(directory, right) == Outcome()


def test_adding_to_a_damaged_index_says_so(directory: Path) -> None:
    for ending in (".doc", ".trm", ".pst"):
        saved = {path: path.read_bytes() for path in files(directory)}
        for path in saved:
            if path.suffix == ending:
                path.write_bytes(flipped(saved[path], len(saved[path]) // 2, 0xFF))
        with pytest.raises(DamagedIndexError):
            FullText(directory, ARCHIVE).add(documents(30)[26:], merge_all=True, replaced={1})
        assert sorted(saved) == files(directory)
        for path, data in saved.items():
            path.write_bytes(data)


QUERIES = (
    "cranes",
    "harbour",
    "old cranes",
    '"old cranes"',
    "title:storm",
    "date:2024",
    "NOT harbour",
    "zur*",
)


def found(archive: LocalArchive) -> dict[str, list[int]]:
    return {query: [hit.article.id for hit in archive.search(query).hits] for query in QUERIES}


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, list[int]]]:
    path = tmp_path_factory.mktemp("kept") / "archive"
    archive = make_archive(path)
    hits = found(archive)
    archive.close()
    return path, hits


@pytest.mark.parametrize("ending", [".doc", ".trm", ".pst", ".pos", ".toc"])
@pytest.mark.parametrize("damage", [*DAMAGES, "flip"])
def test_a_search_repairs_the_index_and_finds_the_same(
    kept: tuple[Path, dict[str, list[int]]],
    tmp_path: Path,
    ending: str,
    damage: Callable[[Path], None] | str,
) -> None:
    source, hits = kept
    archive_directory = copy(source, tmp_path / "archive")
    for path in files(archive_directory / "whoosh"):
        if path.suffix == ending and callable(damage):
            damage(path)
        elif path.suffix == ending:
            data = path.read_bytes()
            path.write_bytes(flipped(data, len(data) // 3, 0x40))
    archive = LocalArchive(archive_directory)
    assert found(archive) == hits
    archive.check(repair=True)
    assert archive.check() == ()
    archive.close()


@pytest.mark.parametrize("kind", ["file", "nothing", "empty directory"])
def test_a_search_repairs_an_index_that_is_no_directory(
    kept: tuple[Path, dict[str, list[int]]], tmp_path: Path, kind: str
) -> None:
    source, hits = kept
    path = copy(source, tmp_path / "archive") / "whoosh"
    for _ in range(2):
        shutil.rmtree(path)
        if kind == "file":
            path.write_text("no directory")
        elif kind == "empty directory":
            path.mkdir()
        archive = LocalArchive(tmp_path / "archive")
        assert found(archive) == hits
        archive.close()


def test_completions_and_suggestions_repair_the_index_too(
    kept: tuple[Path, dict[str, list[int]]], tmp_path: Path
) -> None:
    source, _ = kept
    for at in range(2):
        path = next((copy(source, tmp_path / f"archive{at}") / "whoosh").glob("*.trm"))
        start, _ = SectionFile(path, b"term").place("words.keys")
        path.write_bytes(flipped(path.read_bytes(), start + 3, 0xFF))
        archive = LocalArchive(tmp_path / f"archive{at}")
        if at:
            assert archive.complete("cra", 3)
        else:
            assert archive.search("title:nosuchword").total == 0
        assert archive.check() == ()
        archive.close()


@pytest.mark.parametrize("ending", [".trm", ".doc", ".pst", ".pos"])
def test_files_that_change_while_they_are_open_are_noticed(
    directory: Path, ending: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("index.fulltext.engine._LOOK_AGAIN", -1.0)
    index = FullText(directory, ARCHIVE)
    assert index.page(node("crane"), Sort.RELEVANCE, 5) == index.page(node("crane"), Sort.RELEVANCE, 5)
    for file in directory.glob(f"*{ending}"):
        file.touch()
    index.page(node("harbour"), Sort.RELEVANCE, 5)
    for file in directory.glob(f"*{ending}"):
        size = file.stat().st_size
        with file.open("r+b") as there:
            there.seek(size // 4)
            there.write(bytes(byte ^ 0xFF for byte in file.read_bytes()[size // 4 : size // 2]))
    monkeypatch.setattr("index.fulltext.engine._LOOK_AGAIN", 3600.0)
    index._looked_at = -7200.0
    for _ in range(2):
        with pytest.raises(DamagedIndexError):
            index.page(node("quay"), Sort.RELEVANCE, 5)
    index.close()
