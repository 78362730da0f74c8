"""Searching an archive: which index is asked, and what is done when it is not whole."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from index.errors import ArchiveError, LockedError, ReadOnlyError
from index.models import Progress, Sort
from index.storage.store import Store

if TYPE_CHECKING:
    from index.fulltext.engine import FullText, Ranking
    from index.fulltext.reader import Names
    from index.query.nodes import Node

INDEX_NAME = "whoosh"

Report = Callable[[Progress], None]


class Searcher:
    """Asks the archive's full-text index, or this user's own copy of it.

    Whoever may write to the archive repairs its index. Who may not, and finds it missing or damaged,
    builds one in the user's cache directory; an index that merely lacks the newest articles is used
    as it is. Whoosh is loaded with the first search.
    """

    def __init__(self, directory: Path, store: Store, names: Names) -> None:
        """``names`` tells the articles that a name in a query means."""
        self._directory = directory
        self._store = store
        self._names = names
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

        return FullText(path, self._store.uuid, self._names, lambda: self._store.shown_revision)

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
            own = self._open(private_index(self._store.uuid) / INDEX_NAME)
            if own.status().health is Health.READABLE:
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

    def rank(self, node: Node, sort: Sort) -> Ranking:
        """The articles that match, in order; an index that turns out damaged is repaired once."""
        from index.fulltext.reader import DamagedIndexError

        if not self._ready and self._repairs:
            self.prepare()
        elif not self._ready:
            self._need_readable()
        try:
            return self.fulltext().rank(node, sort)
        except DamagedIndexError:
            self._ready = False
            if self._repairs:
                self._repair()
        try:
            return self.fulltext().rank(node, sort)
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
    from index.trust import distrust, make_private_directory

    private = private_index(archive)
    make_private_directory(private)
    if problem := distrust(private):
        raise ArchiveError(f"Cannot build an index of your own: {problem}")
    return private
