"""Searching an archive: which index is asked, and what is done when it is not whole."""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from index.errors import ArchiveError, LockedError, ReadOnlyError
from index.models import Progress, Sort
from index.storage.store import Store

if TYPE_CHECKING:
    from index.fulltext.engine import FullText
    from index.fulltext.search.facets import Facet
    from index.fulltext.search.outside import Outside
    from index.fulltext.search.searching import Page
    from index.fulltext.search.words import Words
    from index.query.nodes import Node

INDEX_NAME = "whoosh"

T = TypeVar("T")

Report = Callable[[Progress], None]


class Searcher:
    """Asks the archive's full-text index, or this user's own copy of it.

    Whoever may write to the archive repairs its index. Who may not, and finds it missing or damaged,
    builds one in the user's cache directory; an index that merely lacks the newest articles is used
    as it is. What searching needs is loaded with the first search.
    """

    def __init__(
        self,
        directory: Path,
        store: Store,
        outside: Outside | None = None,
        revision: Callable[[], int] | None = None,
    ) -> None:
        """``outside`` knows names and marks; ``revision`` changes whenever it may answer otherwise."""
        self._directory = directory
        self._store = store
        self._outside = outside
        self._revision = revision or (lambda: store.shown_revision)
        self._fulltext: FullText | None = None
        self._ready = False
        self._repairs = True

    def fulltext(self) -> FullText:
        """The index that is asked."""
        if self._fulltext is None:
            self._fulltext = self._open(self._directory / INDEX_NAME)
        return self._fulltext

    def _open(self, path: Path) -> FullText:
        """The index in a directory, unless others could have written it."""
        from index.fulltext.engine import FullText

        return FullText(path, self._store.uuid, self._outside, self._revision)

    def leave_repairs(self) -> None:
        """Search what is there from now on, and leave repairs, which take time, to somebody else."""
        self._repairs = False

    def prepare(self, report: Report | None = None) -> None:
        """Have an index that can be searched, complete if this user may see to it."""
        from index.fulltext.indexing import is_current
        from index.lock import writer_lock

        if is_current(self._store, self.fulltext()):
            self._ready = True
            return
        if self._store.writable:
            try:
                with writer_lock(self._directory):
                    self.update(report)
            except (LockedError, ReadOnlyError):
                self._need_readable()
        else:
            self._prepare_readonly(report)
            self._ready = True

    def update(self, report: Report | None = None, *, most: int | None = None) -> bool:
        """Index what is missing; the caller holds the writer lock.

        If more than ``most`` articles are to be indexed, nothing is done; whether it was is returned.
        """
        from index.fulltext.indexing import bring_up_to_date

        done = bring_up_to_date(self._store, self.fulltext(), report, most=most)
        self._ready = self._ready or done
        return done

    def rebuild(self, report: Report | None = None) -> None:
        """Build the index anew; the caller holds the writer lock."""
        from index.fulltext.indexing import rebuild

        rebuild(self._store, self.fulltext(), report)
        self._ready = True

    def _need_readable(self) -> None:
        """Search what is there while somebody else writes."""
        from index.fulltext.engine import Health
        from index.fulltext.indexing import agrees

        status = self.fulltext().status()
        self._ready = status.health is Health.READABLE and (
            self._store.writable or agrees(self._store, status)
        )
        if not self._ready and not self._store.writable:
            private = private_index(self._store.uuid)
            own = self._open(private / INDEX_NAME)
            if not _problem(private) and own.status().health is Health.READABLE:
                self._fulltext = own
                self._ready = True
        if self._ready or status.health is Health.READABLE:
            return
        raise LockedError(
            f"The index of {self._directory} is being built; articles can be read meanwhile, "
            "searching works when it is there"
        )

    def _prepare_readonly(self, report: Report | None) -> None:
        """Use the archive's index if it is whole, else this user's own."""
        from index.fulltext.engine import Health
        from index.fulltext.indexing import agrees, bring_up_to_date
        from index.lock import writer_lock

        status = self.fulltext().status()
        if status.health is Health.READABLE and agrees(self._store, status):
            return
        private = _make_private(self._store.uuid)
        with writer_lock(private):
            self._fulltext = self._open(private / INDEX_NAME)
            bring_up_to_date(self._store, self._fulltext, report)

    def state(self) -> Hashable:
        """Another value whenever a query may be answered otherwise than before."""
        return self._asked(lambda fulltext: fulltext.state())

    def page(self, node: Node, sort: Sort, limit: int, offset: int = 0) -> Page:
        """Some of the articles that match, in order."""
        return self._asked(lambda fulltext: fulltext.page(node, sort, limit, offset))

    def matching(self, node: Node) -> set[int]:
        """The articles that match."""
        return self._asked(lambda fulltext: fulltext.matching(node))

    def count_by(self, node: Node | None, facet: Facet, most: int) -> list[tuple[str, int]]:
        """By what the articles are told apart, see :meth:`index.fulltext.engine.FullText.count_by`."""
        return self._asked(lambda fulltext: fulltext.count_by(node, facet, most))

    def signatures(self, articles: Collection[int]) -> dict[int, int]:
        """The signatures of some articles."""
        return self._asked(lambda fulltext: fulltext.signatures(articles))

    def words(self) -> Words:
        """What the index knows of words."""
        return self._asked(lambda fulltext: fulltext.words())

    def repairing(self, work: Callable[[], T]) -> T:
        """What some work with :meth:`words` comes to; it is begun again once the index has been repaired."""
        return self._asked(lambda _: work())

    def _asked(self, question: Callable[[FullText], T]) -> T:
        """The answer to a question; an index that turns out damaged is repaired once."""
        from index.fulltext.errors import DamagedIndexError

        if not self._ready and self._repairs:
            self.prepare()
        elif not self._ready:
            self._need_readable()
        try:
            return question(self.fulltext())
        except DamagedIndexError:
            self._ready = False
            if self._repairs:
                self._repair()
        try:
            return question(self.fulltext())
        except DamagedIndexError as error:
            raise ArchiveError(
                f"The full-text index of {self._directory} cannot be read ({error}); "
                "newsreader check --repair builds it again"
            ) from error

    def _repair(self) -> None:
        """Build again an index that says it is whole and is not."""
        from index.fulltext.indexing import rebuild
        from index.lock import writer_lock

        if self._store.writable:
            with writer_lock(self._directory):
                self.rebuild()
            return
        self.fulltext().close()
        private = _make_private(self._store.uuid)
        with writer_lock(private):
            self._fulltext = self._open(private / INDEX_NAME)
            rebuild(self._store, self._fulltext)

    def close(self) -> None:
        """Release the files."""
        if self._fulltext is not None:
            self._fulltext.close()


def private_index(archive: str) -> Path:
    """The directory of this user's own index of an archive, which its uuid names."""
    from platformdirs import user_cache_path

    return user_cache_path("newsreader") / "index" / archive


def _make_private(archive: str) -> Path:
    """Make the directory of a user's own index, and look that nobody else can write to it."""
    from index.trust import make_private_directory

    private = private_index(archive)
    make_private_directory(private)
    if problem := _problem(private):
        raise ArchiveError(f"Cannot build an index of your own: {problem}")
    return private


def _problem(private: Path) -> str | None:
    """Why the directory of a user's own index could hold what somebody else wrote, or None."""
    from index.trust import distrust

    return distrust(private) or distrust(private / INDEX_NAME)
