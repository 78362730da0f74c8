"""Start-up stays cheap: what a command does not need, it does not load."""

from __future__ import annotations

import subprocess
import sys

import pytest

HEAVY = (
    "textual",
    "rich",
    "whoosh",
    "sqlite3",
    "dateutil",
    "charset_normalizer",
    "rapidfuzz",
    "multiprocessing",
    "asyncio",
)

PROBE = """
import sys
from reader.cli import main
code = main(sys.argv[1].split())
loaded = {name.partition(".")[0] for name in sys.modules}
print(*sorted(loaded), file=sys.stderr)
sys.exit(code)
"""


def loaded_by(line: str, stdin: bytes = b"") -> tuple[int, set[str]]:
    """The exit code of a command line in a process of its own, and the packages it has loaded."""
    ran = subprocess.run([sys.executable, "-c", PROBE, line], input=stdin, capture_output=True, check=False)
    return ran.returncode, set(ran.stderr.decode().splitlines()[-1].split())


@pytest.mark.parametrize("line", ["--help", "--version", "search --help", "add --help", "--completion bash"])
def test_help_loads_nothing_heavy(line: str) -> None:
    code, loaded = loaded_by(line)
    assert code == 0
    assert not loaded & set(HEAVY)


def test_annotate_loads_no_archive_and_no_screen() -> None:
    code, loaded = loaded_by("annotate", b'{"id": 1, "text": "Ada Brook said no."}\n')
    assert code == 0
    assert not loaded & {"textual", "rich", "whoosh", "sqlite3"}


@pytest.mark.parametrize("line", ["search harbour --json", "speakers", "show 1"])
def test_no_command_but_the_reader_loads_the_screen(line: str) -> None:
    code, loaded = loaded_by(line)
    assert code == 0
    assert "textual" not in loaded
