"""Makes articles searchable while they are added."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Self

from index.fulltext.searching import Searcher
from index.models import Problem, Progress

if TYPE_CHECKING:
    from multiprocessing.context import SpawnProcess

MOST = 3000
"""Articles that a process is given while others annotate, for the memory that they take together."""

Report = Callable[[Progress], None]


class Indexer:
    """Indexes while articles are added; what goes wrong is told, and nothing stored is lost.

    What is added in large numbers is indexed by a process of its own meanwhile, a chunk at a time; the
    rest by :meth:`finish`. Used as a context, it leaves no process behind.
    """

    def __init__(self, searcher: Searcher, report: Report | None) -> None:
        """Index with ``searcher``; whoever adds holds the writer's lock until the context ends."""
        self._searcher = searcher
        self._report = report
        self._begun = 0
        self._process: SpawnProcess | None = None

    def __enter__(self) -> Self:
        """Nothing is done before articles are stored."""
        return self

    def __exit__(self, *error: object) -> None:
        """End the process; the index is whole as of its last chunk."""
        if self._process is not None:
            self._process.terminate()
            self._process.join()
            self._process.close()
            self._process = None

    def stored(self, added: int) -> None:
        """Take note of how many articles have been added; have a chunk of them indexed."""
        from index.fulltext.indexing import CHUNK

        if added - self._begun >= min(CHUNK, MOST) and not self._is_busy():
            self._begun = added
            self._start()

    def finish(self) -> tuple[Problem, ...]:
        """Index the rest."""
        if self._process is not None:
            self._process.join()
        try:
            self._searcher.update(self._report)
        except Exception as error:
            problem = Problem(
                str(self._searcher.fulltext().directory),
                f"the articles are stored, but could not be made searchable ({error}); "
                "newsreader check --repair tries again",
            )
            return (problem,)
        return ()

    def _is_busy(self) -> bool:
        """Whether the process is at work; what it could not do is left to the end."""
        if self._process is None:
            return False
        return self._process.is_alive() or bool(self._process.exitcode)

    def _start(self) -> None:
        """Start a process that indexes what is stored."""
        from multiprocessing import get_context

        if self._process is not None:
            self._process.close()
        archive = self._searcher.fulltext().directory.parent
        self._process = get_context("spawn").Process(
            target=_index, args=(str(archive), os.getpid()), daemon=True
        )
        self._process.start()


def _index(directory: str, parent: int) -> None:
    """Index what is stored in a directory, in a process of its own, whose exit code says if that went well.

    The process that has started it holds the writer's lock, and finds out what is wrong when it indexes
    the rest.
    """
    from index.adding.pool import follow
    from index.storage.store import Store

    follow(parent)
    archive = Path(directory)
    try:
        searcher = Searcher(archive, Store(archive))
        searcher.update()
        searcher.close()
    except Exception:
        sys.exit(1)
