"""``python -m index.annotate.recogniser.training DATA``: makes the weights and the card beside them."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from index.annotate.recogniser.training.build import build, measure


def main() -> None:
    """Read the command line, train, and write the weights."""
    parser = argparse.ArgumentParser(
        prog="python -m index.annotate.recogniser.training",
        description="Train the recogniser of persons, organisations and places. "
        "The same data gives the same file.",
    )
    parser.add_argument("data", type=Path, help="the directory of the labelled files (*.jsonl)")
    parser.add_argument(
        "--card", action="store_true", help="only measure the weights and write the card anew"
    )
    arguments = parser.parse_args()
    weights = Path(__file__).parents[1] / "weights"
    if not arguments.card:
        build(arguments.data, weights, _tell)
    measure(arguments.data, weights, _tell)


def _tell(line: str) -> None:
    """Report a line of progress."""
    sys.stderr.write(f"{line}\n")


if __name__ == "__main__":
    main()
