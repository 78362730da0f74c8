"""The real search process over an archive in which some searches go wrong; run as a script, not a test."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from index.deadline import current
from index.local import LocalArchive
from index.models import Results
from index.worker import process

search = LocalArchive.search


def troubled(self: LocalArchive, query: str, **options: Any) -> Results:
    if query == "greedy":
        raise MemoryError
    if query == "slow":
        while True:
            current().check()
    if query == "stuck":
        while True:
            pass
    if query == "chatty":
        print("a library says something", flush=True)  # noqa: T201
        raise ZeroDivisionError("surprise")
    return search(self, query, **options)


if __name__ == "__main__":
    LocalArchive.search = troubled  # type: ignore[method-assign]
    process.ORPHAN_LIMIT = 0.05
    process.main(Path(sys.argv[1]), int(sys.argv[2]))
