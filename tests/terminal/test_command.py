"""The real command on a pseudo-terminal: what a terminal is sent, and how it is left."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest

from tests.app.hostile import ALL
from tests.terminal.terminal import Terminal

NEWSREADER = (sys.executable, "-m", "reader")
SEEDS = Path(__file__).parents[2] / "seeds"

# What Textual's own output is made of: moves, colours and attributes, modes, its queries.
OWN = re.compile(
    rb"\x1b\[\d*;?\d*H|\x1b\[[\d;:]*m|\x1b\[\?[\d;]+[hl]|\x1b\[\?\d+\$p|\x1b\[[<>=]\d*u"
    rb"|\x1b\]22;[a-z]*\x07|\x1b\[\d*[ABCDGJKX]|\x1b\[\?u|\x1b\[c"
)

JOINERS = {"\u200c", "\u200d"}
"""What emoji and some scripts need between letters; no terminal acts on it."""


def environment(home: Path, **more: str) -> dict[str, str]:
    """An environment in which nothing of the user's own is read or written; each has marks of its own."""
    state = str(home / "state" / uuid4().hex)
    return {"HOME": str(home), "XDG_STATE_HOME": state, "PYTHONDONTWRITEBYTECODE": "1", **more}


def add(home: Path, *paths: Path) -> None:
    """Make the user's archive from files."""
    subprocess.run(
        [*NEWSREADER, "add", *map(str, paths)],
        env={**os.environ, **environment(home)},
        check=True,
        capture_output=True,
    )


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home whose archive holds the five seeds."""
    home = tmp_path_factory.mktemp("home")
    add(home, SEEDS)
    return home


@pytest.fixture
def terminal(home: Path) -> Iterator[Terminal]:
    """The reader on the seeds at 80x24, at rest."""
    with Terminal(NEWSREADER, env=environment(home)) as terminal:
        terminal.wait_for("5 of 5")
        terminal.read(quiet=1.0)
        yield terminal


def test_start_search_open_jump_and_quit_restores_the_terminal(home: Path) -> None:
    with Terminal(NEWSREADER, columns=120, rows=40, env=environment(home)) as terminal:
        terminal.wait_for("5 of 5")
        terminal.send("/blinken\r\r")
        terminal.wait_for("best first")
        terminal.wait_for(" matches")
        terminal.press("n")
        terminal.wait_for("match 1 of")
        terminal.press("s")
        assert "▌" in terminal.text
        terminal.press("\x11")
        assert terminal.wait() == 0
        ending = bytes(terminal.received[-200:])
        for restored in (b"\x1b[?1049l", b"\x1b[?25h", b"\x1b[<u", b"\x1b[?2004l"):
            assert restored in ending


def test_a_names_page_filter_and_correction_on_the_real_archive(tmp_path: Path) -> None:
    add(tmp_path, SEEDS)
    with Terminal(NEWSREADER, columns=120, rows=40, env=environment(tmp_path)) as terminal:
        terminal.wait_for("5 of 5")
        terminal.send("/sullivan\r\r")
        terminal.wait_for(" match")
        terminal.read(quiet=1.0)
        sent = terminal.press("e")
        assert 0 < len(sent) <= 512
        terminal.wait_for(" here · ")
        terminal.press("p")
        terminal.wait_for("in these results · t: in all")
        terminal.wait_for("ARTICLES ")
        assert 0 < len(terminal.press("}j")) <= 1024
        terminal.press("f")
        terminal.wait_for(" of 5 · best first")
        terminal.press("4x")
        terminal.wait_for("WRONG?")
        terminal.press("n\r")
        terminal.wait_for("is no entity. U takes it back.")
        terminal.press("U")
        terminal.wait_for("Taken back:")
        terminal.wait_for("ARTICLES ")
        terminal.press("\x11")
        assert terminal.wait() == 0


def test_a_query_on_the_command_line_is_searched(home: Path) -> None:
    with Terminal([*NEWSREADER, "machine", "tools"], env=environment(home)) as terminal:
        terminal.wait_for("/ machine tools")
        terminal.wait_for("best first")


def test_moving_down_in_the_results_sends_two_cells(terminal: Terminal) -> None:
    assert 0 < len(terminal.press("j")) <= 64


def test_a_page_of_an_article_sends_no_more_than_its_text(terminal: Terminal) -> None:
    terminal.press("\r")
    assert 0 < len(terminal.press(" ")) <= 2560


def test_a_key_in_the_query_line_sends_little_beside_the_results(terminal: Terminal) -> None:
    terminal.press("/")
    terminal.press("blinken")
    before = terminal.lines[1:]
    sent = terminal.press(" ", quiet=1.0)
    assert terminal.lines[1:] == before
    assert 0 < len(sent) <= 1024


def test_starting_sends_few_repaints(home: Path) -> None:
    with Terminal(NEWSREADER, env=environment(home)) as terminal:
        terminal.wait_for("5 of 5")
        terminal.read(quiet=1.0)
        assert len(terminal.received) <= 6 * 1024


def test_a_menu_sends_its_words_once_and_closing_it_what_it_hid(terminal: Terminal) -> None:
    terminal.press("\r")
    terminal.press("e", quiet=1.0)
    before = terminal.text
    assert 0 < len(terminal.press("x", quiet=1.0)) <= 3 * 1024
    assert 0 < len(terminal.press("q", quiet=1.0)) <= 4 * 1024
    assert terminal.lines[:-1] == before.splitlines()[:-1]


def test_a_screen_that_something_else_has_written_on_is_drawn_anew(terminal: Terminal) -> None:
    for menu in ("", "?"):
        terminal.press(menu)
        before = terminal.text
        terminal._stream.feed(b"\x1b[5;1HBroadcast message from root")
        assert terminal.text != before
        assert len(terminal.press("\x0c")) > 1024
        assert terminal.text == before


def test_a_reader_that_is_stopped_and_continued_draws_its_screen(terminal: Terminal) -> None:
    before = terminal.text
    os.kill(terminal.pid, signal.SIGTSTP)
    terminal.read()
    terminal._screen.reset()
    os.kill(terminal.pid, signal.SIGCONT)
    terminal.read(quiet=1.0)
    assert terminal.text == before


def test_nothing_is_sent_when_idle(terminal: Terminal) -> None:
    assert terminal.read(quiet=2.0, limit=2.0) == b""


def test_a_live_resize_draws_anew(terminal: Terminal) -> None:
    terminal.press("\r")
    terminal.resize(120, 40)
    assert "WHO SPEAKS HERE" in terminal.text
    terminal.resize(40, 12)
    assert "WHO SPEAKS HERE" not in terminal.text
    assert all(len(line) <= 40 for line in terminal.lines)


@pytest.mark.parametrize("ending", [signal.SIGTERM, signal.SIGHUP])
def test_a_signal_to_end_restores_the_terminal(terminal: Terminal, ending: signal.Signals) -> None:
    os.kill(terminal.pid, ending)
    assert terminal.wait() == 0
    assert b"\x1b[?1049l" in terminal.received[-200:]


def test_no_colour_means_no_colour(home: Path) -> None:
    with Terminal(NEWSREADER, env=environment(home, NO_COLOR="1")) as terminal:
        terminal.wait_for("5 of 5")
        terminal.press("\r")
        colours = re.findall(rb"\x1b\[[\d;]*m", bytes(terminal.received))
        codes = {code for each in colours for code in each[2:-1].split(b";")}
        assert not {code for code in codes if re.fullmatch(rb"(3|4|9|10)[0-8]", code)}


@pytest.mark.parametrize("term", ["linux", "xterm", "screen-256color", "tmux-256color", "vt100"])
def test_other_terminals_get_only_the_sixteen_colours(home: Path, term: str) -> None:
    with Terminal(NEWSREADER, env=environment(home, TERM=term)) as terminal:
        terminal.wait_for("5 of 5")
        terminal.press("\r")
        assert not re.search(rb"\x1b\[[\d;]*[34]8;[25];", bytes(terminal.received))


def test_a_terminal_that_cannot_show_it_is_told_so(home: Path) -> None:
    with Terminal(NEWSREADER, env=environment(home, TERM="dumb")) as terminal:
        assert terminal.wait() == 2
        assert "cannot show the reader" in terminal.text


def test_without_a_terminal_it_says_what_to_use() -> None:
    done = subprocess.run(NEWSREADER, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "newsreader search" in done.stderr
    assert done.stdout == ""


def test_no_sequence_of_an_article_reaches_the_terminal(tmp_path: Path) -> None:
    lines = [
        {"title": f"{text} title", "text": f"{text}\n\n“Words {text}” said Ada {text} Stone.", "source": text}
        for text in ALL
    ]
    hostile = tmp_path / "file \x1b]0;owned\x07 [b]name[b] \u202e.jsonl"
    hostile.write_text("\n".join(json.dumps(line) for line in lines), encoding="utf-8")
    (tmp_path / "broken \x1b[31m.txt").write_bytes(b"\x00\x01\x02\xff")
    with Terminal([*NEWSREADER, "add", str(tmp_path)], env=environment(tmp_path)) as terminal:
        terminal.wait(limit=60)
        _only_own(bytes(terminal.received))
    with Terminal([*NEWSREADER], columns=120, rows=40, env=environment(tmp_path)) as terminal:
        terminal.wait_for("newest first")
        for _ in ALL:
            for key in ("\r", "e", "p", "x", "s", "\x1b", "s", "\r", "1", "j"):
                terminal.press(key, quiet=0.1)
        terminal.press("/title")
        terminal.press("\x11")
        terminal.wait()
        _only_own(bytes(terminal.received))


def _only_own(sent: bytes) -> None:
    """Nothing but Textual's own sequences, no control character, no direction override."""
    rest = OWN.sub(b"", sent).decode("utf-8", errors="surrogateescape")
    strange = sorted({character for character in rest if not character.isprintable()} - set("\r\n") - JOINERS)
    assert strange == [], ascii("".join(strange))
    assert "owned" not in rest
    assert "ZXZpbA" not in rest
