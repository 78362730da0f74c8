"""How long until the reader draws its first frame, as a ratio to a bare Textual app in the same run.

Run: python -m tests.bench.first_frame [ROUNDS]
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from tests.terminal.terminal import Terminal

SEEDS = Path(__file__).parents[2] / "seeds"

BARE = """
from textual.app import App
from textual.widgets import Static

class Bare(App):
    def compose(self):
        yield Static("RESULTS")

Bare().run(mouse=False)
"""


def first_frame(argv: Sequence[str], home: str) -> float:
    """Seconds from starting a command until ``RESULTS`` is on its screen, its working directory apart."""
    env = {"HOME": home, "COLORTERM": ""}
    with Terminal(argv, env=env) as terminal:
        terminal.wait_for("RESULTS", limit=30)
        return time.monotonic() - terminal.started


def main(rounds: int) -> None:
    """Print the medians of so many rounds and their ratio."""
    with tempfile.TemporaryDirectory() as home:
        reader = [sys.executable, "-m", "reader"]
        env = {**os.environ, "HOME": home}
        subprocess.run([*reader, "add", str(SEEDS)], env=env, check=True, capture_output=True)
        bare: list[float] = []
        ours: list[float] = []
        for _ in range(rounds):
            bare.append(first_frame([sys.executable, "-c", BARE], home))
            ours.append(first_frame(reader, home))
    one, other = statistics.median(bare), statistics.median(ours)
    print(f"first frame: bare Textual app {one * 1000:.0f} ms, newsreader {other * 1000:.0f} ms")
    print(f"ratio {other / one:.2f} (median of {rounds} rounds each; at most 1.5 wanted)")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 9)
