"""The command as a process: pipes, full disks, closed streams, locales, signals."""

from __future__ import annotations

import json
import os
import pty
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

COMMAND = [sys.executable, "-m", "reader"]
LINE = b'{"id": 1, "text": "\\u201cNo,\\u201d said Ada Brook."}\n'


def run(*words: str, **options: Any) -> subprocess.CompletedProcess[bytes]:
    """The command in a process of its own, with an empty standard input unless the options say otherwise."""
    if not {"input", "stdin"} & options.keys():
        options["stdin"] = subprocess.DEVNULL
    for stream in ("stdout", "stderr"):
        options.setdefault(stream, subprocess.PIPE)
    return subprocess.run([*COMMAND, *words], check=False, timeout=60, **options)


def shell(line: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """A line of bash in which ``newsreader`` is the command."""
    function = f'newsreader() {{ "{sys.executable}" -m reader "$@"; }}\n'
    return subprocess.run(
        ["bash", "-c", function + line],
        env={**os.environ, **environment},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


@pytest.mark.parametrize(
    "line", ["--help", "search the --json", "show 1", "quotes --csv", "--completion fish"]
)
def test_a_reader_that_stops_early_is_no_error(line: str) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    try:
        ran = run(*line.split(), stdout=writing)
    finally:
        os.close(writing)
    assert ran.returncode == 0
    assert b"rror" not in ran.stderr.replace(b"no archive yet", b"")


def test_head_gets_its_line() -> None:
    ran = shell("newsreader search the --json | head -n 1; exit ${PIPESTATUS[0]}")
    assert ran.returncode == 0
    assert json.loads(ran.stdout)["id"]
    assert "Error" not in ran.stderr


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full")
def test_a_full_disk_is_told() -> None:
    with Path("/dev/full").open("wb") as full:
        ran = run("--help", stdout=full)
    assert ran.returncode == 1
    assert ran.stderr.count(b"\n") == 1
    assert b"No space left" in ran.stderr


def test_closed_streams() -> None:
    ran = shell("newsreader --version >&-")
    assert (ran.returncode, ran.stderr.count("\n")) == (1, 1)
    assert "standard output is closed" in ran.stderr
    assert shell("newsreader show x 2>&-").returncode == 2
    assert shell("newsreader annotate <&-").returncode == 2


def test_other_locales_lose_no_output() -> None:
    environment = {"PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0", "LC_ALL": "C", "PYTHONCOERCECLOCALE": "0"}
    ran = run("annotate", input=LINE, env={**os.environ, **environment})
    assert (ran.returncode, ran.stderr) == (0, b"")
    assert json.loads(ran.stdout)["id"] == 1
    ran = run("show", "1", env={**os.environ, **environment})
    assert ran.returncode == 0
    assert ran.stdout.isascii()


def test_an_answer_comes_while_the_input_is_still_open() -> None:
    with subprocess.Popen([*COMMAND, "annotate"], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdin
        assert process.stdout
        process.stdin.write(LINE)
        process.stdin.flush()
        assert json.loads(process.stdout.readline())["id"] == 1
        process.send_signal(signal.SIGINT)
        assert process.wait(30) == 130


def test_the_reader_needs_a_terminal() -> None:
    ran = run("putin")
    assert (ran.returncode, ran.stdout) == (2, b"")
    assert b"newsreader search" in ran.stderr


@pytest.mark.parametrize("term", ["dumb", ""])
def test_the_reader_needs_a_terminal_that_can_draw(term: str) -> None:
    ours, theirs = pty.openpty()
    try:
        ran = run(env={**os.environ, "TERM": term}, stdin=theirs, stdout=theirs, stderr=theirs)
        told = os.read(ours, 4096).decode()
    finally:
        os.close(ours)
        os.close(theirs)
    assert ran.returncode == 2
    assert "newsreader search" in told
    assert "\x1b" not in told
