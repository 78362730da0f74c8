"""What the documentation promises is what the parsers take."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from index.query import parse
from reader.commands import SUMMARIES
from reader.completion import completion, options

ROOT = Path(__file__).parents[2]
MANUAL = (ROOT / "docs" / "newsreader.1").read_text(encoding="utf-8")
README = (ROOT / "README.md").read_text(encoding="utf-8")
FILES = {"bash": "newsreader.bash", "zsh": "_newsreader", "fish": "newsreader.fish"}


@pytest.mark.parametrize("command", ["read", *SUMMARIES])
def test_the_manual_page_names_every_command_and_option(command: str) -> None:
    assert command == "read" or f"It Cm {command}" in MANUAL
    for option in options(command):
        assert f"Fl -{option.name.removeprefix('--')}" in MANUAL, option.name


def test_the_manual_page_names_no_option_that_is_none() -> None:
    known = {option.name for command in ("read", *SUMMARIES) for option in options(command)}
    assert {f"-{name}" for name in re.findall(r"Fl (-[a-z][a-z-]*)", MANUAL)} <= known


def test_the_readme_names_every_command() -> None:
    assert all(f"`newsreader {command}" in README for command in SUMMARIES)


@pytest.mark.parametrize("tool", [["mandoc", "-Tlint", "-Wwarning"], ["man", "--warnings", "-l"]])
def test_the_manual_page_is_well_formed(tool: list[str]) -> None:
    if not shutil.which(tool[0]):
        pytest.skip(f"{tool[0]} is not installed")
    ran = subprocess.run([*tool, ROOT / "docs" / "newsreader.1"], capture_output=True, text=True, check=False)
    assert ran.stderr == ""


def test_the_query_page_shows_queries_that_are_understood() -> None:
    page = (ROOT / "docs" / "query.md").read_text(encoding="utf-8").replace("putin AND`)", "`")
    rows = [line.split("|")[1] for line in page.splitlines() if line.startswith("| `")]
    examples = [
        example for row in rows for example in re.findall(r"`([^`]+)`", row) if not example.endswith(":")
    ]
    assert len(examples) > 8
    for example in examples:
        assert parse(example).node is not None, example


@pytest.mark.parametrize("shell", FILES)
def test_the_completions_that_are_installed_are_those_of_the_parsers(shell: str) -> None:
    assert (ROOT / "docs" / "completions" / FILES[shell]).read_text(encoding="utf-8") == completion(shell)


@pytest.mark.parametrize("shell", FILES)
def test_the_completions_are_well_formed(shell: str) -> None:
    if not shutil.which(shell):
        pytest.skip(f"{shell} is not installed")
    ran = subprocess.run([shell, "-n"], input=completion(shell), capture_output=True, text=True, check=False)
    assert (ran.returncode, ran.stderr) == (0, "")


@pytest.mark.parametrize(
    ("line", "offered"),
    [
        ("newsreader se", {"search"}),
        ("newsreader --archive /tmp search --so", {"--sort"}),
        ("newsreader search --sort ", {"relevance", "newest", "oldest"}),
        ("newsreader check --", {"--repair", "--jobs", "--archive", "--json", "--version", "--help"}),
        ("newsreader putin se", set()),
    ],
)
def test_bash_offers_what_fits(line: str, offered: set[str]) -> None:
    script = completion("bash") + (
        'COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _newsreader; printf "%s\\n" "${COMPREPLY[@]}"'
    )
    ran = subprocess.run(
        ["bash", "-c", script, "bash", *line.split(" ")], capture_output=True, text=True, check=True
    )
    assert set(ran.stdout.split()) == offered
