"""The search process: reads requests from standard input, writes answers to standard output."""

from __future__ import annotations

import gc
import json
import os
import signal
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import TextIO

from index.archive import open_archive
from index.deadline import within
from index.errors import ArchiveError, QueryError
from index.local import LocalArchive
from index.worker.channel import Channel
from index.worker.limits import LARGEST_ANSWER, LARGEST_REQUEST, LIMITS
from index.worker.methods import METHODS
from index.worker.wire import Json

ORPHAN_LIMIT = 2.0
"""Seconds over the hard limit after which the process ends itself: whoever should kill it is gone."""

WARM_UP = "newsreader"
"""What is searched for before the first request, so that all that searching needs is loaded."""


TOO_MUCH = "The search needs too much memory and was stopped; narrow it, for example with another word"


def main(path: Path, memory: int) -> None:
    """Serve one archive until standard input ends; ``memory`` are the bytes of data it may hold."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGALRM, signal.SIG_DFL)  # ends the process without Python's help
    channel = Channel(_own_output())
    _limit_memory(memory)
    try:
        archive = open_archive(path)
        archive.leave_repairs()
    except ArchiveError as error:
        channel.send({"ready": _describe(error)})
        return
    with suppress(Exception):  # the first query tells
        archive.search(WARM_UP, limit=1)
    gc.collect()
    gc.freeze()
    channel.send({"ready": True})
    for request in _requests():
        signal.setitimer(signal.ITIMER_REAL, request["hard"] + ORPHAN_LIMIT)
        line, spent = _answer(archive, request)
        channel.send_line(line)
        signal.setitimer(signal.ITIMER_REAL, 0)
        if spent:
            return


def _own_output() -> TextIO:
    """Standard output for the answers alone: what a library prints goes to standard error."""
    own = os.dup(sys.stdout.fileno())
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    return os.fdopen(own, "w", encoding="ascii", newline="\n")


def _limit_memory(memory: int) -> None:
    """Have the system refuse more memory, where it can: a mapped index does not count."""
    import resource

    with suppress(OSError, ValueError):
        _, most = resource.getrlimit(resource.RLIMIT_DATA)
        most = memory if most == resource.RLIM_INFINITY else min(memory, most)
        resource.setrlimit(resource.RLIMIT_DATA, (most, most))


def _requests() -> Iterator[Json]:
    """What is asked, one at a time; a line that is no request ends it, for then the other side is astray."""
    while line := sys.stdin.buffer.readline(LARGEST_REQUEST):
        try:
            request = json.loads(line)
            if not (request["method"] in METHODS and isinstance(request["params"], dict)):
                return
            request["id"] + request["soft"] + request["hard"]
        except (ValueError, TypeError, KeyError, RecursionError):
            return
        yield request


def _answer(archive: LocalArchive, request: Json) -> tuple[str, bool]:
    """The line that answers a request, and whether the process is of no more use."""
    try:
        line = _line(request, _result(archive, request))
        if len(line) <= LARGEST_ANSWER:
            return line, False
    except MemoryError:
        return _line(request, _failure("TooLongError", TOO_MUCH)), True
    return _line(request, _failure("ArchiveError", "The answer is too large; ask for fewer at a time")), False


def _line(request: Json, answer: Json) -> str:
    """An answer as a line, with the number of its request."""
    return json.dumps({"id": request["id"], **answer}) + "\n"


def _result(archive: LocalArchive, request: Json) -> Json:
    """The result of a request, or what went wrong; raises MemoryError."""
    method = METHODS[request["method"]]
    try:
        with within(request["soft"]):
            return {"result": method.encode(method.ask(archive, request["params"]))}
    except ArchiveError as error:
        return {"error": _describe(error)}
    except MemoryError:
        raise
    except Exception as error:
        return _failure("ArchiveError", f"The search failed: {type(error).__name__}: {error}")


def _failure(kind: str, message: str) -> Json:
    """An answer that says what went wrong; ``kind`` is a class of :mod:`index.errors`."""
    return {"error": {"type": kind, "message": message}}


def _describe(error: ArchiveError) -> Json:
    """An error as an object of JSON."""
    data: Json = {"type": type(error).__name__, "message": str(error)}
    if isinstance(error, QueryError):
        data.update(start=error.start, end=error.end)
    return data


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else LIMITS.memory)
