"""Makes articles searchable while they are added."""

from __future__ import annotations

from collections.abc import Callable

from index.fulltext.searching import Searcher
from index.models import Problem, Progress

Report = Callable[[Progress], None]


class Indexer:
    """Indexes while articles are added; what goes wrong is told, and nothing stored is lost."""

    def __init__(self, searcher: Searcher, report: Report | None) -> None:
        """Index with ``searcher``; whoever adds holds the writer's lock."""
        self._searcher = searcher
        self._report = report
        self._indexed = 0
        self._problem: Problem | None = None

    def stored(self, added: int) -> None:
        """Take note of how many articles have been added; index when there is a chunk of them."""
        from index.fulltext.indexing import CHUNK

        if added - self._indexed >= CHUNK:
            self._update()
            self._indexed = added

    def finish(self) -> tuple[Problem, ...]:
        """Index the rest."""
        self._update()
        return (self._problem,) if self._problem else ()

    def _update(self) -> None:
        """Bring the index up to date once more unless that has failed."""
        if self._problem:
            return
        try:
            self._searcher.update(self._report)
        except Exception as error:
            self._problem = Problem(
                str(self._searcher.fulltext().directory),
                f"the articles are stored, but could not be made searchable ({error}); "
                "newsreader check --repair tries again",
            )
