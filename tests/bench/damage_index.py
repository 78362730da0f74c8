"""Flips every byte of a small full-text index, one at a time, and cuts every file at every length.

    python -m tests.bench.damage_index [--step 1] [--articles 12]

After each change the index is asked the questions of the tests: each answer must be the right one, or a
word of damage. A flip that no question meets must be found when everything is read, unless nothing ever reads
the byte. Prints a line a file and ends with 1 when an answer was wrong or anything else was raised.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import traceback
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path

from index.fulltext.engine import FullText
from tests.unit.index_support import ARCHIVE, answers, files, fill, flipped, outcome, padding

PATTERNS = (0x01, 0x80, 0xFF)
"""The bits that are turned over, by turns from byte to byte."""


def main() -> int:
    """Damage an index in all ways that the command line asks for."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--step", type=int, default=1, help="every so many bytes")
    parser.add_argument("--articles", type=int, default=12)
    arguments = parser.parse_args()
    directory = Path(tempfile.mkdtemp()) / "whoosh"
    right = answers(fill(directory, arguments.articles))
    bad = 0
    for path in files(directory):
        data = path.read_bytes()
        flips: Counter[str] = Counter()
        idle = padding(path)
        for at, changed in _flips(data, arguments.step):
            path.write_bytes(changed)
            flips[_judge(directory, right, whole=at in idle)] += 1
        cuts: Counter[str] = Counter()
        for end in range(0, len(data), arguments.step):
            path.write_bytes(data[:end])
            cuts[_judge(directory, right)] += 1
        path.write_bytes(data)
        bad += sum(each["WRONG"] + each["RAISED"] + each["MISSED"] for each in (flips, cuts))
        print(
            f"{path.suffix} {len(data)} bytes, {len(idle)} idle; flips {dict(flips)}, cuts {dict(cuts)}",
            flush=True,
        )
    return 1 if bad else 0


def _flips(data: bytes, step: int) -> Iterator[tuple[int, bytes]]:
    """The bytes with one of them changed, and which."""
    for at in range(0, len(data), step):
        yield at, flipped(data, at, PATTERNS[at % len(PATTERNS)])


def _judge(directory: Path, right: Mapping[str, object], *, whole: bool = False) -> str:
    """What has come of a change; ``whole`` says that it is none to speak of."""
    try:
        found = outcome(directory, right)
        if found.wrong:
            print(f"wrong: {found.wrong}", flush=True)
            return "WRONG"
        if found.noticed:
            return "noticed"
        if FullText(directory, ARCHIVE).damage():
            return "noticed by a check"
        return "idle" if whole else "MISSED"
    except Exception:
        traceback.print_exc(limit=-4)
        return "RAISED"


if __name__ == "__main__":
    sys.exit(main())
