"""How many bytes the reader sends to a terminal of 80x24 cells for what its users do most.

Run: python -m tests.bench.bytes_sent
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.terminal.terminal import Terminal

SEEDS = Path(__file__).parents[2] / "seeds"
READER = (sys.executable, "-m", "reader")

ACTIONS = (
    ("down in the results", "j", 64),
    ("open an article", "\r", None),
    ("a page of the article", " ", 2560),
    ("a line of the article", "j", 2560),
    ("next name", "e", 512),
    ("the page of a name (two panes take turns)", "p", None),
    ("a line down on the page", "j", 1024),
    ("what is wrong with it: the menu", "x", 3072),
    ("back from the menu", "q", 4096),
    ("to the quotes (two panes take turns)", "3", None),
    ("to the first of them", "g", None),
    ("a quote down", "j", 512),
    ("a quote down to one that is marked in view", "j", 1536),
    ("the page of a speaker", "s", 4096),
    ("whom to compare with: the choice", "c", 4096),
    ("back from the choice", "\x1b", 4096),
    ("back from the page", "\x0f", None),
    ("back to the results", "1", None),
    ("to the query line", "/", 1024),
    ("a first letter, with its results", "c", None),
    ("a letter that changes no result", " ", 1024),
)


def main() -> None:
    """Print a table of actions, bytes and budgets."""
    with tempfile.TemporaryDirectory() as home:
        env = {"HOME": home}
        subprocess.run(
            [*READER, "add", str(SEEDS)], env={**os.environ, **env}, check=True, capture_output=True
        )
        with Terminal(READER, env=env) as terminal:
            terminal.wait_for("5 of 5")
            terminal.read(quiet=1.0)
            rows: list[tuple[str, int, int | None]] = [("start", len(terminal.received), 6 * 1024)]
            for name, key, budget in ACTIONS:
                rows.append((name, len(terminal.press(key, quiet=0.8)), budget))
            rows.append(("idle, 3 seconds", len(terminal.read(quiet=3.0, limit=3.0)), 0))
    print(f"{'bytes sent at 80x24':44}{'bytes':>8}{'budget':>8}")
    for name, sent, budget in rows:
        print(f"{name:44}{sent:>8}{'-' if budget is None else budget:>8}")


if __name__ == "__main__":
    main()
