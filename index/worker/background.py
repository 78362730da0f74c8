"""The upkeep process: repairs an archive's index, then annotates again what an older annotator has read."""

from __future__ import annotations

import os
import signal
import sys
import threading
from contextlib import suppress
from pathlib import Path

from index.archive import open_archive, own_problem
from index.errors import ArchiveError, LockedError, ReadOnlyError
from index.local import LocalArchive
from index.worker.channel import DAMAGED, Channel

NICENESS = 15
"""How far annotating stands back behind other processes, as ``nice`` counts."""


def main(path: Path, *, damaged: bool = False) -> None:
    """Do what is to be done, and end with it or with standard input, whichever comes first.

    ``damaged`` says that a search has found the index so.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    channel = Channel(sys.stdout)
    guard = threading.Lock()
    threading.Thread(target=_end_with_input, args=(guard,), daemon=True).start()
    try:
        archive = open_archive(path)
        if problem := own_problem(archive):
            channel.send({"problem": f"{problem.origin}: {problem.reason}"})
        if damaged:
            archive.mend_search(channel.report)
        else:
            _repair_index(archive, channel)
        channel.send({"searchable": True})
        with suppress(OSError):
            os.nice(NICENESS)
        archive.renew(guard, channel.report)
    except ArchiveError as error:
        channel.send({"problem": str(error)})
    except Exception as error:
        channel.send({"problem": f"{type(error).__name__}: {error}"})
    with guard:
        os._exit(0)


def _repair_index(archive: LocalArchive, channel: Channel) -> None:
    """Bring the index up to date; somebody else who is at it or may do it is left to it."""
    with suppress(LockedError, ReadOnlyError):
        archive.prepare_search(channel.report)


def _end_with_input(guard: threading.Lock) -> None:
    """End this process when its input ends, but not within a transaction, which others would have to undo."""
    with suppress(OSError, ValueError):
        while sys.stdin.buffer.read(1 << 16):
            pass
    with guard:
        os._exit(0)


if __name__ == "__main__":
    main(Path(sys.argv[1]), damaged=DAMAGED in sys.argv[2:])
