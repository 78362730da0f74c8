"""Search speed, sizes and memory of newsreader beside other engines: python -m tests.bench.search --help"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path

from tests.bench.search import engines, table
from tests.bench.search.run import Plan, run
from tests.bench.search.store import default_directory

SIZES = (1000, 10_000)
_SLOW = 5000  # documents; beyond, stock Whoosh is left out unless it is asked for: it indexes 160 a second


def main(words: Sequence[str] = ()) -> int:
    """Measure, print a table a size; 1 when an engine has failed."""
    options = _parser().parse_args(words)
    failed = False
    figures = []
    root: Path = options.keep or default_directory()
    for count in options.documents:
        plan = Plan(
            count,
            chosen(count, options.engines),
            options.segments,
            root.resolve(),
            options.rebuild,
            options.budget,
        )
        results = run(plan)
        failed = failed or len(results) < len(plan.engines)
        if results:
            print(table.page(count, options.segments, results, cpu=options.cpu), flush=True)
        figures.append(table.as_json(count, options.segments, results))
    if options.json:
        options.json.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")
    return 1 if failed else 0


def chosen(count: int, asked: Sequence[str] | None) -> tuple[str, ...]:
    """The engines to run on so many documents."""
    if asked:
        return tuple(asked)
    return tuple(name for name in engines.available() if name != "stock" or count <= _SLOW)


def _names(text: str) -> list[str]:
    """Names of engines, with commas between them."""
    names = text.split(",")
    for name in names:
        if name not in engines.ORDER:
            raise argparse.ArgumentTypeError(f"{name} is none of {', '.join(engines.ORDER)}")
    return names


def _positive(text: str) -> int:
    """A number from 1."""
    if not text.isdigit() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text} is no number from 1")
    return int(text)


def _parser() -> argparse.ArgumentParser:
    """The command line."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.search", description=__doc__)
    add = parser.add_argument
    add(
        "--documents",
        type=_positive,
        nargs="+",
        default=list(SIZES),
        metavar="N",
        help="archives of N articles",
    )
    add("--engines", type=_names, metavar="A,B", help=f"of {', '.join(engines.ORDER)}; all that can run")
    add("--segments", type=_positive, default=1, metavar="N", help="how many segments an index is built in")
    add("--keep", type=Path, metavar="DIR", help="where documents and indexes are kept for another run")
    add("--rebuild", action="store_true", help="build the indexes anew")
    add("--budget", type=float, default=5.0, metavar="S", help="seconds for a class of queries at most")
    add("--cpu", action="store_true", help="CPU milliseconds in the table instead of wall milliseconds")
    add("--json", type=Path, metavar="FILE", help="write all figures there")
    return parser


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
