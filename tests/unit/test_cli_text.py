"""What people read: wrapped on a terminal, plain elsewhere, and never able to steer the terminal."""

from __future__ import annotations

import io
import re
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from index.models import FacetCount, Label, Mention, PartialDate, Problem, Progress, QuoteKind
from reader.cli import main
from reader.commands.lines import print_table
from reader.diagnostics import Diagnostics
from reader.exits import OutputClosed, OutputError
from reader.layout import clip, columns, wrap
from reader.output import BOLD, Output
from reader.plain import escaped, plain
from reader.progress import progress
from tests.unit.cli_support import BODY, TITLE, UNSAFE, FakeArchive, Run, an_article, hostile, install, runner


@pytest.fixture
def archive(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> FakeArchive:
    fake = FakeArchive()
    install(monkeypatch, fake, path=tmp_path)
    return fake


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    return runner(capsys)


def test_search(archive: FakeArchive, run: Run) -> None:
    assert run("search", "x").out.splitlines() == [
        f"7  {TITLE}",
        "   The Wire · May 3 · 19 words",
        "   The harbour will open in June",
    ]


def test_a_hit_names_those_that_repeat_it(archive: FakeArchive, run: Run) -> None:
    archive.total, archive.similar = 8, (8, 9, 10, 11, 12, 13, 14)
    out = run("search", "x", "--fold").out.splitlines()
    assert out[1] == "   The Wire · May 3 · 19 words · repeated by 8, 9, 10, 11, 12 and 2 more"


def test_counts_are_a_table(archive: FakeArchive, run: Run) -> None:
    archive.counts = (FacetCount("The Wire", 12), FacetCount("", 1))
    assert run("search", "x", "--count-by", "source").out.splitlines() == [
        "SOURCE    ARTICLES",
        "The Wire        12",
        "(none)           1",
    ]


def test_show_has_the_text_and_who_speaks(archive: FakeArchive, run: Run) -> None:
    out = run("show", "7").out
    assert out.startswith(
        f"{TITLE}\nThe Wire · May 3 · 19 words · Cy Dale · article 7\nhttps://wire.example/1\n\n"
    )
    assert f"\n{BODY}\n" in out
    assert out[out.index("WHO SPEAKS HERE") :].splitlines() == [
        "WHO SPEAKS HERE",
        "",
        "(speaker not known)",
        "  “will open”",
        "",
        "Ada Brook",
        "  “The harbour will open in June,”",
        "",
        "a trader",
        "? “No,”",
    ]


def test_sure_and_unsure_quotes_of_one_speaker_stand_together(archive: FakeArchive, run: Run) -> None:
    sure = archive.quotes_[1]
    other = replace(sure, speaker_name="Cy Dale", speaker_id=34)
    archive.quotes_ = (sure, other, replace(sure, text="Yes", confidence=0.2))
    out = run("show", "7").out
    assert "\nAda Brook\n  “The harbour will open in June,”\n? “Yes”\n\nCy Dale\n" in out


def test_namesakes_stand_apart(archive: FakeArchive, run: Run) -> None:
    sure = archive.quotes_[1]
    archive.quotes_ = (sure, replace(sure, speaker_id=40))
    assert run("show", "7").out.count("\nAda Brook\n") == 2


def test_indirect_speech_stands_without_marks_and_only_on_request(archive: FakeArchive, run: Run) -> None:
    sure = archive.quotes_[1]
    archive.quotes_ = (sure, replace(sure, text="it would open", kind=QuoteKind.INDIRECT))
    assert "\n  (indirect) it would open\n" in run("show", "7", "--indirect").out
    assert "it would open" not in run("show", "7").out


def test_quotes_name_the_speaker_and_the_article(archive: FakeArchive, run: Run) -> None:
    out = run("quotes").out.splitlines()
    assert out[:2] == [TITLE, "The Wire · May 3 · 19 words · article 7"]
    assert out[3:] == ["  Ada Brook: “The harbour will open in June,”", "  a trader ?: “No,”"]


def test_tables_are_aligned(archive: FakeArchive, run: Run) -> None:
    assert run("speakers").out.splitlines() == [
        "SPEAKER    QUOTES  UNSURE  ARTICLES  PUBLISHED",
        "Ada Brook      12       2         3  2023-04-17 to 2024-05",
    ]
    assert run("entities").out.splitlines()[1].split() == ["Ada", "Brook", "PERSON", "14", "3"]


def test_long_names_are_cut_on_a_terminal_and_nowhere_else(
    archive: FakeArchive, run: Run, terminal: Terminal
) -> None:
    name = "Ministry of " + "Harbours and " * 9
    archive.speakers_ = (replace(archive.speakers_[0], name=name),)
    assert name in run("speakers").out
    print_table(("SPEAKER",), [(name,)], (), Output(terminal))
    assert name[:40] in terminal.getvalue()
    assert name not in terminal.getvalue()


def test_check(archive: FakeArchive, run: Run) -> None:
    assert run("check").out == "the archive is whole: 1 article\n"
    archive.problems = (Problem("whoosh", "is behind"),)
    ran = run("check")
    assert (ran.code, ran.out) == (1, "whoosh: is behind\n")
    assert "--repair" in ran.err


@pytest.mark.parametrize("form", [(), ("--json",)])
def test_hostile_text_reaches_no_terminal(archive: FakeArchive, run: Run, form: tuple[str, ...]) -> None:
    title, body = hostile("title"), hostile("body")
    archive.article_ = an_article(title, body, source=hostile("s"), author=hostile("a"), address=hostile("u"))
    archive.quotes_ = tuple(
        replace(quote, text=hostile(), speaker=hostile(), speaker_name=hostile()) for quote in archive.quotes_
    )
    archive.mentions_ = (Mention(0, 1, hostile(), Label.PERSON, hostile(), 1),)
    archive.problems, archive.problem = (Problem(hostile("file"), hostile()),), hostile()
    archive.speakers_ = (
        replace(archive.speakers_[0], name=hostile(), names=(hostile("a"), hostile("b")), kind=hostile()),
    )
    archive.quotes_ = (*archive.quotes_, replace(archive.quotes_[1], id=5))
    forms = ("quotes", "quotes --csv", "quotes --markdown", "quotes --by a --by b --markdown")
    variants = tuple(f"{line} --variants" for line in forms)
    lines = ("search x", "show 7", *forms, *variants, "speakers", "speakers --of entity:33", "check")
    for line in lines:
        as_json = form and "--csv" not in line and "--markdown" not in line
        ran = run(*line.split(), *(form if as_json else ()))
        assert not UNSAFE & set(ran.out + ran.err), line
        assert ran.out
        if as_json:
            assert ran.objects


def test_json_is_safe_on_a_terminal_and_readable() -> None:
    stream = io.StringIO()
    Output(stream).json({"a": "“é\x9b2J\x7f\u202e\u2028\U000e0041”"})
    assert stream.getvalue() == '{"a": "“é\\u009b2J\\u007f\\u202e\\u2028\\udb40\\udc41”"}\n'


def test_a_document_is_safe_line_by_line() -> None:
    stream = io.StringIO()
    Output(stream).document("a\x1b\n\tb\x9b")
    assert stream.getvalue() == "a\ufffd\n b\ufffd\n"


def test_json_keeps_what_a_terminal_must_not_see(archive: FakeArchive, run: Run) -> None:
    archive.article_ = an_article(hostile())
    assert run("search", "x", "--json").objects[0]["title"] == hostile()


def test_brackets_are_no_markup(archive: FakeArchive, run: Run) -> None:
    archive.article_ = an_article("[bold]loud[/bold] [link=x]")
    assert "[bold]loud[/bold] [link=x]" in run("search", "x").out


def test_without_title_source_and_date(archive: FakeArchive, run: Run) -> None:
    archive.article_ = an_article(
        "", source=None, author=None, address=None, published=PartialDate(), words=1
    )
    assert run("show", "7").out.startswith("(no title)\nundated · 1 word · article 7\n\n")


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> Terminal:
    monkeypatch.setenv("COLUMNS", "30")
    monkeypatch.setenv("TERM", "xterm")
    return Terminal()


def test_terminals_get_wrapped_lines_and_bold(terminal: Terminal) -> None:
    Output(terminal).paragraph("日本 words " * 5, [(3, 14, BOLD)], indent=4, lead="12")
    lines = re.sub(r"\x1b\[\d*m", "", terminal.getvalue()).splitlines()
    assert [line[:4] for line in lines] == ["12  ", *["    "] * (len(lines) - 1)]
    assert len(lines) > 1
    assert all(cell_len(line) <= 30 for line in lines)
    assert terminal.getvalue().startswith("12  日本 \x1b[1mwords 日本 ")
    assert terminal.getvalue().count("\x1b[1m") == terminal.getvalue().count("\x1b[0m")


@pytest.mark.parametrize(("name", "value"), [("NO_COLOR", "1"), ("TERM", "dumb"), ("TERM", "")])
def test_terminals_that_want_plain_text_get_it(
    terminal: Terminal, monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv(name, value)
    Output(terminal).line("loud", BOLD)
    assert terminal.getvalue() == "loud\n"


def test_other_streams_get_long_lines() -> None:
    stream = io.StringIO()
    Output(stream).paragraph("word " * 100, [(0, 4, BOLD)])
    assert stream.getvalue() == ("word " * 100).rstrip() + "\n"


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "utf-8"])
def test_what_an_encoding_lacks_is_written_as_an_escape(encoding: str) -> None:
    raw = io.BytesIO()
    stream = io.TextIOWrapper(raw, encoding, errors="strict")
    output = Output(stream)
    output.line("“é日”")
    output.json({"a": "“é日\ud800”"})
    text, line = raw.getvalue().decode(encoding).splitlines()
    assert text.encode("ascii", "backslashreplace") == "“é日”".encode("ascii", "backslashreplace")
    assert '"a"' in line
    assert escaped(line).encode("ascii", "backslashreplace").endswith(b'"}')


class Broken(io.StringIO):
    """A stream that cannot be written."""

    def __init__(self, error: OSError) -> None:
        super().__init__()
        self.error = error

    def write(self, text: str) -> int:
        raise self.error


def test_streams_that_cannot_be_written() -> None:
    with pytest.raises(OutputClosed):
        Output(Broken(BrokenPipeError())).line("x")
    with pytest.raises(OutputError, match="No space left"):
        Output(Broken(OSError(28, "No space left on device"))).line("x")
    with pytest.raises(OutputError, match="closed"):
        Output(None).line("x")


@given(st.text(), st.integers(1, 40))
def test_wrapped_lines_fit_and_lose_no_word(text: str, width: int) -> None:
    text = plain(text)
    lines = wrap(text, width)
    assert "".join("".join(text[start:end] for start, end in lines).split()) == "".join(text.split())
    for start, end in lines:
        assert cell_len(text[start:end]) <= width or end - start == 1


def test_a_word_wider_than_the_line_is_cut() -> None:
    assert wrap("ab " + "x" * 7, 3) == [(0, 2), (3, 6), (6, 9), (9, 10)]
    assert wrap("", 3) == [(0, 0)]
    assert wrap("日本語", 3) == [(0, 1), (1, 2), (2, 3)]


def test_a_million_characters_are_wrapped() -> None:
    assert len(wrap("x" * 1_000_000, 80)) == 12_500


def test_columns_align_by_cells() -> None:
    assert list(columns([("日本", "1"), ("abc", "22")], right=[1])) == ["日本   1", "abc   22"]
    assert clip("日本語", 5) == "日本…"
    assert clip("abc", 3) == "abc"


@given(st.text())
def test_plain_keeps_the_length_and_nothing_unsafe(text: str) -> None:
    safe = plain(text)
    assert len(safe) == len(text)
    assert not UNSAFE & set(safe)
    assert plain(safe) == safe


def test_progress_on_a_terminal_names_the_stage(terminal: Terminal) -> None:
    with progress(Diagnostics(terminal)) as report:
        report(Progress("adding\x9b2J[b]", 1, 2))
    shown = terminal.getvalue()
    assert "adding" in shown
    assert "[b]" in shown
    assert "\x9b" not in shown


@given(st.lists(st.text() | st.sampled_from(["search", "show", "--json", "--", "--limit", "-x", "--by"])))
def test_any_words_end_in_a_known_way(words: list[str]) -> None:
    out, err = io.StringIO(), io.StringIO()
    with pytest.MonkeyPatch.context() as patch, redirect_stdout(out), redirect_stderr(err):
        install(patch, FakeArchive(), path=Path("/nowhere"))
        patch.setattr("sys.stdin", io.StringIO())
        assert main(words) in {0, 2, 3}
    assert not UNSAFE & set(out.getvalue() + err.getvalue())
