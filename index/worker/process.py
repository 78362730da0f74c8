"""The search process: reads requests from standard input, writes answers to standard output."""

from __future__ import annotations

import json
import os
import signal
import sys
import threading
from pathlib import Path
from typing import Any, TextIO

from index.archive import open_archive
from index.errors import ArchiveError, LockedError, QueryError, ReadOnlyError
from index.local import LocalArchive
from index.models import Progress, Sort
from index.worker.wire import quotes_to_json, results_to_json


def main(path: Path) -> None:
    """Serve one archive until standard input ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    channel = _Channel(sys.stdout)
    try:
        archive = open_archive(path)
        archive.leave_repairs()
    except ArchiveError as error:
        channel.send({"ready": _describe(error)})
        return
    channel.send({"ready": True})
    threading.Thread(target=_repair, args=(path, channel), daemon=True).start()
    for line in sys.stdin:
        request = json.loads(line)
        channel.send({"id": request["id"], **_answer(archive, request)})
    os._exit(0)  # a repair under way is done again by whoever comes next


class _Channel:
    """Standard output, a message a line, for several threads."""

    def __init__(self, file: TextIO) -> None:
        self._file = file
        self._lock = threading.Lock()

    def send(self, message: dict[str, Any]) -> None:
        """Write one message; a reader that has gone is not waited for."""
        line = json.dumps(message) + "\n"
        with self._lock:
            try:
                self._file.write(line)
                self._file.flush()
            except OSError:
                os._exit(1)


def _repair(path: Path, channel: _Channel) -> None:
    """Bring the index up to date while searches already use what is there."""
    try:
        archive = open_archive(path)
        archive.prepare_search(lambda progress: channel.send({"progress": _progress(progress)}))
        archive.close()
    except (LockedError, ReadOnlyError):
        return
    except ArchiveError as error:
        channel.send({"progress": _progress(Progress(f"not indexing ({error})", 0))})


def _progress(progress: Progress) -> dict[str, Any]:
    """Progress as an object of JSON."""
    return {"stage": progress.stage, "done": progress.done, "total": progress.total}


def _answer(archive: LocalArchive, request: dict[str, Any]) -> dict[str, Any]:
    """The result of a request, or what went wrong."""
    params = request["params"]
    try:
        if request["method"] == "search":
            sort = Sort(params.pop("sort"))
            return {"result": results_to_json(archive.search(params.pop("query"), sort=sort, **params))}
        return {"result": quotes_to_json(archive.quotes(**params))}
    except ArchiveError as error:
        return {"error": _describe(error)}
    except Exception as error:
        return {
            "error": {
                "type": "ArchiveError",
                "message": f"The search failed: {type(error).__name__}: {error}",
            }
        }


def _describe(error: ArchiveError) -> dict[str, Any]:
    """An error as an object of JSON."""
    data: dict[str, Any] = {"type": type(error).__name__, "message": str(error)}
    if isinstance(error, QueryError):
        data.update(start=error.start, end=error.end)
    return data


if __name__ == "__main__":
    main(Path(sys.argv[1]))
