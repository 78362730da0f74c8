"""What ``newsreader check`` says of articles that another version has read."""

from __future__ import annotations

from pathlib import Path

import pytest

from index.local import LocalArchive
from tests.unit.archive_support import make_archive
from tests.unit.cli_support import Run, runner


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    return runner(capsys)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """The directory of an archive that another version has annotated."""
    archive = make_archive(tmp_path / "a")
    with archive._store.database.transaction():
        archive._store.database.execute("UPDATE articles SET annotator = 'before'")
    archive.close()
    return tmp_path / "a"


def test_it_is_a_note_and_the_archive_is_whole(path: Path, run: Run) -> None:
    ran = run("check", "--archive", str(path))
    assert (ran.code, ran.out) == (0, "the archive is whole: 4 articles\n")
    assert len(ran.err.splitlines()) == 1
    assert "4 articles; newsreader check --repair reads them again" in ran.err
    ran = run("check", "--archive", str(path), "--json")
    (note,) = ran.objects
    assert (ran.code, ran.err) == (0, "")
    assert (note["origin"], note["outdated"]) == (str(path), 4)
    assert "4 articles; newsreader check --repair reads them again" in note["reason"]


def test_an_archive_without_articles_is_whole(run: Run, tmp_path: Path) -> None:
    folder, path = tmp_path / "empty", tmp_path / "a"
    folder.mkdir()
    assert run("add", "--archive", str(path), "--jobs", "1", str(folder)).code == 0
    for words in ((), ("--repair",)):
        ran = run("check", "--archive", str(path), *words)
        assert (ran.code, ran.out) == (0, "the archive is whole: 0 articles\n")
    assert run("search", "--archive", str(path), "fog").code == 0


def test_a_repair_says_how_many_it_has_read_again(path: Path, run: Run) -> None:
    ran = run("check", "--archive", str(path), "--repair", "--jobs", "1")
    assert (ran.code, ran.out) == (0, "the archive is whole: 4 articles\n")
    assert "read the names and quotes of 4 articles again" in ran.err
    assert LocalArchive(path).outdated() == 0
    assert run("check", "--archive", str(path)).err == ""


def test_what_could_not_be_read_again_is_told(path: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("index.annotate.annotate", None)
    ran = run("check", "--archive", str(path), "--repair")
    assert ran.code == 0
    assert "4 articles; they could not be read again" in ran.err
