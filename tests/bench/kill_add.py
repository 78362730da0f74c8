"""Kills an add at random moments and looks whether anything that it had reported is lost.

    python -m tests.bench.kill_add FILE... [--kills 20] [--archive DIRECTORY] [--jobs 2]

FILE is whatever ``newsreader add`` takes. After each kill the archive is opened, its index repaired
and everything checked; then the add goes on where it was. Prints a line a kill and ends with 1 when
anything was lost or not whole.
"""

from __future__ import annotations

import argparse
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from contextlib import closing
from pathlib import Path

from index.archive import open_archive
from index.formats import read_paths

_ADD = """
import sys
from index.archive import open_archive
from index.formats import read_paths
if __name__ == "__main__":
    archive = open_archive(sys.argv[1], create=True)
    said = lambda p: print(p.stage, p.done, archive.count(), flush=True)
    archive.add(read_paths(sys.argv[3:]), jobs=int(sys.argv[2]), report=said)
"""


def main() -> int:
    """Run the kills that the command line asks for."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("files", nargs="+")
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--longest", type=float, default=15.0, help="seconds before a kill, at most")
    parser.add_argument("--archive", type=Path)
    arguments = parser.parse_args()
    archive = arguments.archive or Path(tempfile.mkdtemp()) / "archive"
    lost = 0
    for number in range(arguments.kills):
        wait = random.uniform(0.1, arguments.longest)  # noqa: S311
        lost += _kill_once(number, archive, arguments.files, arguments.jobs, wait)
    with closing(open_archive(archive)) as opened:
        opened.add(read_paths(arguments.files), jobs=arguments.jobs)
        problems = opened.check()
        print(f"in the end {opened.count()} articles, {len(problems)} problems, {lost} losses")
    return 1 if lost or problems else 0


def _kill_once(number: int, archive: Path, files: list[str], jobs: int, wait: float) -> int:
    """Add, kill, open, check; 1 when something reported is lost or cannot be found."""
    command = [sys.executable, "-c", _ADD, str(archive), str(jobs), *files]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, start_new_session=True)
    assert process.stdout is not None
    first = process.stdout.readline()
    time.sleep(wait)
    os.killpg(process.pid, signal.SIGKILL)
    lines = [first, *process.communicate()[0].splitlines()]
    reported = max((int(line.split()[2]) for line in lines if line.startswith("adding")), default=0)
    stage = lines[-1].split()[0] if lines[-1] else "starting"
    start = time.perf_counter()
    with closing(open_archive(archive)) as opened:
        count = opened.count()
        opened.prepare_search()
        seconds = time.perf_counter() - start
        found = opened.search("NOT nosuchwordanywhere").total
        problems = opened.check()
    bad = count < reported or found != count
    print(
        f"kill {number + 1}: after {wait:.1f} s while {stage}; reported {reported}, stored {count}, "
        f"searchable {found} after {seconds:.1f} s of repair, {len(problems)} problems"
        + (" LOST" if bad else ""),
        flush=True,
    )
    return int(bad)


if __name__ == "__main__":
    sys.exit(main())
