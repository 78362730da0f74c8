"""Exit codes, and what the command says when something is wrong."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest

import index.archive
from index.archive import Archive
from index.errors import LockedError, NotFoundError, UntrustedError
from index.models import AddReport, Draft, Problem, Progress
from reader.cli import command_of
from reader.diagnostics import pointed
from tests.unit.cli_support import UNSAFE, FakeArchive, Run, hostile, install, runner


@pytest.fixture
def archive(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> FakeArchive:
    fake = FakeArchive()
    install(monkeypatch, fake, path=tmp_path)
    return fake


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    return runner(capsys)


@pytest.mark.parametrize(
    ("line", "command", "rest"),
    [
        ("", "read", ""),
        ("putin sanctions", "read", "putin sanctions"),
        ("search putin", "search", "putin"),
        ("--archive search show 1", "show", "--archive search 1"),
        ("--archive=a --json show 1", "show", "--archive=a --json 1"),
        ("-- search warrants", "read", "-- search warrants"),
        ("putin search", "read", "putin search"),
    ],
)
def test_the_first_word_that_is_no_option_names_the_command(line: str, command: str, rest: str) -> None:
    assert command_of(line.split()) == (command, rest.split())


@pytest.mark.parametrize(
    "line",
    [
        "search",
        "show",
        "show one",
        "show 0",
        "show ²",
        "show " + "9" * 5000,
        "search x --limit 0",
        "search x --limit -3",
        "search x --sort size",
        "search x --lim 3",
        "search x --limit",
        "search --archive= x",
        "entities --label VERB",
        "quotes --csv --markdown",
        "quotes --csv --json",
        "quotes --json --markdown",
        "quotes --since yesterday",
        "quotes --since 2024-13",
        "quotes --since 2024 --until 2023",
        "quotes --until >2024",
        "quotes --until=",
        "speakers ada --of brook",
        "speakers --match harbour",
        "speakers --limit 0",
        "show -- -5",
        "quotes --by=",
        "quotes --by ada --by=",
        "quotes --about=",
        "speakers --of=",
        "check now",
        "--completion tcsh",
        "putin --json",
    ],
)
def test_wrong_usage(archive: FakeArchive, run: Run, line: str) -> None:
    ran = run(*line.split())
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith("newsreader: ")
    assert ran.err.count("\n") == 1


@pytest.mark.parametrize("line", ["--help", "-h", "search -h", "show --help", "--version", "show --version"])
def test_help_and_version_are_data(run: Run, line: str) -> None:
    ran = run(*line.split())
    assert (ran.code, ran.err) == (0, "")
    assert "newsreader" in ran.out


@pytest.mark.parametrize(
    "command", ["add", "search", "show", "quotes", "speakers", "entities", "annotate", "check"]
)
def test_every_command_has_examples_and_the_common_options(run: Run, command: str) -> None:
    out = run(command, "--help").out
    assert all(
        part in out for part in ("examples:", f"newsreader {command}", "--archive", "--json", "--version")
    )
    assert command in run("--help").out


def test_words_that_begin_with_a_dash_belong_to_the_query(archive: FakeArchive, run: Run) -> None:
    run("search", "putin", "-china", "--limit", "2", "--", "--x", "-h")
    assert archive.asked[0][1]["query"] == "putin -china --x -h"


def test_numbers_may_follow_the_end_of_options(archive: FakeArchive, run: Run) -> None:
    assert run("show", "--", "7").out == run("show", "7").out != ""
    assert run("show", "--json", "--", "7").objects[0]["id"] == 7
    assert "'x'" in run("show", "--", "x").err


def test_a_query_that_cannot_be_understood_is_pointed_at(archive: FakeArchive, run: Run) -> None:
    ran = run("search", '日本 "')
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.splitlines() == ["newsreader: this mark opens nothing; close it", '  日本 "', "       ^"]
    assert run("quotes", "--match", "(").err.splitlines()[1:] == ["  (", "  ^"]


def test_a_long_query_is_shown_around_its_fault() -> None:
    query = "a" * 500 + "(" + "b" * 500
    shown, carets = pointed(query, 500, 501).splitlines()
    assert len(shown) < 130
    assert shown[carets.index("^")] == "("


@pytest.mark.parametrize("columns", [40, 80, 200])
def test_a_long_query_and_its_fault_fit_the_terminal(columns: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    query = "a" * 500 + "(" * 300 + "b" * 500
    for start, end in ((500, 501), (500, 800), (0, 1), (1299, 1300)):
        shown, carets = pointed(query, start, end).splitlines()
        assert max(len(shown), len(carets)) <= columns
        assert shown[carets.index("^")] == query[start]


def test_a_fault_at_the_end_of_a_query_has_a_caret() -> None:
    assert pointed("by:", 3, 3) == "  by:\n     ^\n"


def test_no_such_article(archive: FakeArchive, run: Run) -> None:
    ran = run("show", "8")
    assert (ran.code, ran.out) == (3, "")
    assert "article 8" in ran.err
    assert archive.closed


def test_no_hits_are_no_failure(archive: FakeArchive, run: Run) -> None:
    archive.total = 0
    ran = run("search", "x")
    assert (ran.code, ran.out) == (0, "")
    assert "no article matches" in ran.err
    assert run("search", "x", "--json").err == ""


def test_hits_that_are_not_shown_are_counted(archive: FakeArchive, run: Run) -> None:
    archive.total, archive.problem = 40, "“the” is set aside"
    err = run("search", "x").err
    assert "1 of 40" in err
    assert "“the” is set aside" in err


@pytest.mark.parametrize(
    ("failure", "code", "told"),
    [
        (LockedError("another process adds; wait"), 1, "another process adds; wait"),
        (UntrustedError("not yours; take it over"), 1, "not yours; take it over"),
        (NotFoundError("no such speaker; look"), 3, "no such speaker; look"),
        (PermissionError(13, "Permission denied", "/srv/a"), 1, "/srv/a: Permission denied"),
        (KeyError("k"), 1, "unexpected error: KeyError: 'k'; run with NEWSREADER_DEBUG=1"),
        (AssertionError(), 1, "unexpected error: AssertionError; run with"),
        (BrokenPipeError(32, "Broken pipe"), 1, "Broken pipe"),
        (KeyboardInterrupt(), 130, "interrupted"),
    ],
)
def test_errors_are_told_on_one_line(
    archive: FakeArchive, run: Run, failure: BaseException, code: int, told: str
) -> None:
    archive.failure = failure
    ran = run("search", "x")
    assert (ran.code, ran.out) == (code, "")
    assert told in ran.err
    assert ran.err.count("\n") == 1
    assert archive.closed


def test_debug_shows_where(archive: FakeArchive, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NEWSREADER_DEBUG", "1")
    archive.failure = KeyError("k")
    assert "Traceback" in run("search", "x").err


def test_hostile_words_reach_no_terminal(archive: FakeArchive, run: Run) -> None:
    archive.failure = LockedError(hostile("archive"))
    errors = run("search", "x").err + run("show", hostile()).err + run("search", "--" + hostile()).err
    errors += run("search", hostile() + '"').err
    assert not UNSAFE & set(errors)


@pytest.fixture
def paths(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each path is one article, but those that begin with "no"."""

    def read_paths(paths: list[str], stdin: object) -> Iterator[Draft | Problem]:
        for path in paths:
            yield Problem(path, "no such file; check the name") if path.startswith("no") else Draft("t", path)

    monkeypatch.setattr("index.formats.read_paths", read_paths, raising=False)


@pytest.mark.usefixtures("paths")
def test_add_says_what_it_did(archive: FakeArchive, run: Run) -> None:
    ran = run("add", "a", "b")
    assert (ran.code, ran.out) == (0, "")
    assert ran.err == "newsreader: added 2 articles, 2 known already, 0 not read\n"
    ran = run("add", "a", "no\x1b[2J.txt")
    assert ran.code == 1
    assert ran.err.splitlines() == [
        "newsreader: no.txt: no such file; check the name",
        "newsreader: added 1 article, 2 known already, 1 not read",
    ]


@pytest.mark.usefixtures("paths")
def test_an_interrupted_add_says_what_stays(archive: FakeArchive, run: Run) -> None:
    archive.failure = KeyboardInterrupt()
    ran = run("add", "a", "b")
    assert ran.code == 130
    assert "interrupted; 2 articles" in ran.err
    assert archive.closed


class Disk:
    """Directories with archives, as the command opens them."""

    def __init__(self, patch: pytest.MonkeyPatch, own: Path, sample: Path) -> None:
        self.archives: dict[Path, FakeArchive] = {}
        self.made: list[Path] = []
        self.locked = 0
        patch.setattr(index.archive, "open_archive", self._open, raising=False)
        patch.setattr(index.archive, "default_path", lambda: own, raising=False)
        patch.setattr(index.archive, "sample_path", lambda: sample, raising=False)
        patch.setattr("index.sample.make_sample", self._make_sample)

    def _open(self, path: Path, create: bool = False) -> Archive:
        if path not in self.archives:
            if not create:
                raise NotFoundError("there is no archive")
            self.archives[path] = FakeArchive(path=path, articles_count=0)
        return self.archives[path]

    def _make_sample(self, archive: FakeArchive, report: object) -> AddReport:
        if self.locked:
            self.locked -= 1
            raise LockedError("another process adds; wait")
        self.made.append(archive.path)
        archive.articles_count = 5
        return AddReport(5)


@pytest.fixture
def disk(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Disk:
    return Disk(monkeypatch, tmp_path / "own", tmp_path / "sample")


def test_whoever_has_no_archive_reads_the_sample(disk: Disk, run: Run, tmp_path: Path) -> None:
    ran = run("search", "x", "--json")
    assert (ran.code, disk.made) == (0, [tmp_path / "sample"])
    assert "newsreader: no archive yet; this is the sample archive" in ran.err
    assert len(ran.objects) == 1
    run("speakers")
    assert disk.made == [tmp_path / "sample"]


def test_the_sample_that_another_process_is_making_is_waited_for(
    disk: Disk, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    naps: list[float] = []
    monkeypatch.setattr("time.sleep", naps.append)
    disk.locked = 2
    assert run("speakers").code == 0
    assert (len(naps), len(disk.made)) == (2, 1)


def test_an_empty_archive_of_ones_own_counts_as_none(disk: Disk, run: Run, tmp_path: Path) -> None:
    disk.archives[tmp_path / "own"] = FakeArchive(articles_count=0)
    assert "sample archive" in run("speakers").err
    disk.archives[tmp_path / "own"].articles_count = 1
    assert "sample archive" not in run("speakers").err


@pytest.mark.parametrize("by_variable", [False, True])
def test_a_named_archive_must_exist_to_be_read(
    disk: Disk, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, by_variable: bool
) -> None:
    if by_variable:
        monkeypatch.setenv("NEWSREADER_ARCHIVE", str(tmp_path / "a b"))
    ran = run("speakers", *([] if by_variable else ["--archive", str(tmp_path / "a b")]))
    assert (ran.code, disk.made) == (3, [])
    assert f"newsreader add --archive '{tmp_path}/a b' FOLDER" in ran.err


def test_the_option_goes_before_the_variable(
    disk: Disk, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NEWSREADER_ARCHIVE", str(tmp_path / "variable"))
    disk.archives[tmp_path / "option"] = FakeArchive()
    assert run("--archive", str(tmp_path / "option"), "speakers").code == 0


@pytest.mark.usefixtures("paths")
def test_add_makes_the_archive(disk: Disk, run: Run, tmp_path: Path) -> None:
    assert run("add", "a").code == 0
    assert set(disk.archives) == {tmp_path / "own"}
    assert run("add", "a", "--archive", str(tmp_path / "b")).code == 0
    assert set(disk.archives) == {tmp_path / "own", tmp_path / "b"}


def test_progress_on_no_terminal_is_silent(capsys: pytest.CaptureFixture[str]) -> None:

    from reader.diagnostics import Diagnostics
    from reader.progress import progress

    with progress(Diagnostics(sys.stderr)) as report:
        report(Progress("adding", 1, 2))
    assert capsys.readouterr() == ("", "")


Opened = list[tuple[Path, str | None, bool]]


@pytest.fixture
def screen(monkeypatch: pytest.MonkeyPatch) -> Opened:
    """What the screen is opened on: archive, query, whether the sample is made."""
    opened: Opened = []

    def open_screen(path: Path, query: str | None, *, sample: bool) -> int:
        opened.append((path, query, sample))
        return 0

    monkeypatch.setitem(sys.modules, "reader.tui", SimpleNamespace(run=open_screen))
    monkeypatch.setattr("reader.commands.read._require_terminal", lambda: None)
    return opened


def test_the_reader_opens_on_the_query(disk: Disk, run: Run, tmp_path: Path, screen: Opened) -> None:
    disk.archives[tmp_path / "own"] = FakeArchive(path=tmp_path / "own")
    assert run().code == run("putin", "-china").code == run("--", "search", "warrants").code == 0
    queries = (None, "putin -china", "search warrants")
    assert screen == [(tmp_path / "own", query, False) for query in queries]
    assert disk.archives[tmp_path / "own"].closed


def test_the_reader_makes_the_sample_where_there_is_no_archive(
    disk: Disk, run: Run, tmp_path: Path, screen: Opened
) -> None:
    assert "sample archive" in run().err
    disk.archives[tmp_path / "sample"] = FakeArchive(articles_count=5)
    assert "sample archive" in run().err
    assert run("--archive", str(tmp_path / "new")).err == ""
    disk.archives[tmp_path / "new"] = FakeArchive(articles_count=0)
    assert run("--archive", str(tmp_path / "new")).code == 0
    assert [(path.name, sample) for path, _, sample in screen] == [
        ("sample", True),
        ("sample", False),
        ("new", True),
        ("new", False),
    ]


def test_the_screens_exit_code_is_the_commands(
    disk: Disk, run: Run, monkeypatch: pytest.MonkeyPatch, screen: Opened
) -> None:
    for code, expected in ((1, 1), (130, 130), (77, 1)):
        fake = SimpleNamespace(run=lambda *_, code=code, **__: code)
        monkeypatch.setitem(sys.modules, "reader.tui", fake)
        assert run().code == expected


def test_a_directory_that_holds_something_else_is_no_place_for_the_sample(
    disk: Disk, run: Run, tmp_path: Path, screen: Opened
) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "letter.txt").write_text("Dear")
    ran = run("--archive", str(tmp_path / "mine"))
    assert ran.code == 3
    assert "no archive in" in ran.err
    assert screen == []
