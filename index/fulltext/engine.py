"""The full-text index of an archive: what it holds, searching it, adding to it, building it anew.

It is derived from the store and never the truth. Locks are the caller's: only the holder of the
archive's writer lock calls :meth:`FullText.add` and :meth:`FullText.rebuilt`.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Collection, Hashable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from time import monotonic, time_ns

from index.fulltext.catalogue import Catalogue, latest_generation, read, sync, write
from index.fulltext.document import Document
from index.fulltext.errors import DamagedIndexError, readable, unreadable
from index.fulltext.lru import SizedCache
from index.fulltext.search.facets import Facet
from index.fulltext.search.outside import Nobody, Outside
from index.fulltext.search.searching import Page, Search
from index.fulltext.search.snapshot import Snapshot
from index.fulltext.search.words import Words
from index.models import Sort
from index.query.nodes import Node
from index.trust import make_private_directory

_CACHED_SEARCHES = 32 << 20  # bytes
_LONG_SAME = 5_000_000_000  # nanoseconds
_LOOK_AGAIN = 0.2  # seconds after which it is looked whether files have been written to


class Health(Enum):
    """Whether an index can be used."""

    MISSING = "missing"
    DAMAGED = "damaged"
    READABLE = "readable"


@dataclass(frozen=True, slots=True)
class Status:
    """The health of an index, how many articles it holds, and the highest of their ids.

    ``revision`` is that of the archive up to which changes of its articles are indexed.
    """

    health: Health
    count: int = 0
    last_id: int = 0
    reason: str = ""
    revision: int = 0


class FullText:
    """A full-text index in a directory of its own.

    Whatever reads it raises :class:`index.fulltext.errors.DamagedIndexError` if it is not as it was written,
    and :class:`index.fulltext.errors.UnreadableIndexError` if the system does not let it be read.
    """

    def __init__(
        self,
        directory: Path,
        archive: str,
        outside: Outside | None = None,
        revision: Callable[[], int] = lambda: 0,
    ) -> None:
        """``archive`` identifies the archive that the index belongs to. Nothing is opened yet.

        ``outside`` knows names and marks; ``revision`` is another number whenever it may answer otherwise
        than before.
        """
        self.directory = directory
        self._archive = archive
        self._outside = outside or Nobody()
        self._revision = revision
        self._searched_at = -1
        self._snapshot: Snapshot | None = None
        self._stamp = (0, -1)
        self._whole: Snapshot | None = None
        self._listed = (0, 0)
        self._last = -1
        self._looked_at = 0.0
        self._searches: SizedCache[Node | None, Search] = SizedCache(_CACHED_SEARCHES)

    def status(self) -> Status:
        """What the index holds, as its files say it."""
        try:
            if not self.directory.exists() or self._latest() < 0:
                return Status(Health.MISSING, reason="the full-text index is missing")
            snapshot = self._open()
        except DamagedIndexError as error:
            self._close()
            return Status(Health.DAMAGED, reason=f"the full-text index is damaged ({error})")
        if snapshot.catalogue.archive != self._archive:
            return Status(Health.MISSING, reason="the full-text index belongs to another archive")
        if snapshot.has_doubles:
            return Status(Health.DAMAGED, reason="the full-text index holds an article twice")
        revision = snapshot.catalogue.revision
        return Status(Health.READABLE, snapshot.count, snapshot.last_article, revision=revision)

    def damage(self) -> list[str]:
        """What of the files is not as it was written. Reads all of them."""
        try:
            return self._open().damage()
        except DamagedIndexError as error:
            return [str(error)]

    @contextmanager
    def reading(self) -> Iterator[None]:
        """Take errors of reading for damage where :meth:`damage` finds some; others stay what they are.

        All files are read when it first happens to a commit; what is whole then is not looked at again.
        """
        with readable(self._damage_once):
            yield

    def _damage_once(self) -> list[str]:
        """What :meth:`damage` finds; nothing in a commit that has been found whole."""
        if self._snapshot is not None and self._snapshot is self._whole:
            return []
        found = self.damage()
        if not found:
            self._whole = self._snapshot
        return found

    def article_ids(self) -> list[int]:
        """The articles that are indexed."""
        with self.reading():
            return list(self._open().article_ids())

    def state(self) -> Hashable:
        """Another value whenever a query may be answered otherwise than before."""
        self._open()
        return self._stamp, self._revision()

    def page(self, node: Node, sort: Sort, limit: int, offset: int = 0) -> Page:
        """Some of the articles that match a query, in order."""
        with self.reading():
            return self._search(node).page(sort, limit, offset)

    def matching(self, node: Node) -> set[int]:
        """The articles that match a query."""
        with self.reading():
            return self._search(node).articles()

    def count_by(self, node: Node | None, facet: Facet, most: int) -> list[tuple[str, int]]:
        """By what the articles that match (None: all) are told apart, the most frequent first, with counts.

        Values are names of sources, months (``2024-04``, ``2024``, or empty for no date), or the numbers of
        entities. An entity that is in one document of the whole index is not counted.
        """
        with self.reading():
            return self._search(node).count_by(facet, most)

    def signatures(self, articles: Collection[int]) -> dict[int, int]:
        """The signatures of some articles, by which near-duplicates are told, see :mod:`index.similarity`."""
        with self.reading():
            return self._open().signatures(articles)

    def words(self) -> Words:
        """What the index knows of words, for suggestions and completions; ask it within :meth:`reading`."""
        return Words(self._open())

    def _search(self, node: Node | None) -> Search:
        """The search for a query, which may have been made before."""
        snapshot = self._open()
        revision = self._revision()
        if revision != self._searched_at:
            self._searches = SizedCache(_CACHED_SEARCHES)
            self._searched_at = revision
        search = self._searches.get(node)
        if search is None:
            search = Search(node, snapshot, self._outside)
            self._searches.put(node, search, search.size)
        return search

    def _open(self) -> Snapshot:
        """The last commit, opened unless it is open."""
        stamp = self._last_commit()
        if self._snapshot is None or self._stamp != stamp:
            same = self._snapshot if self._stamp[0] == stamp[0] else None
            self._close()
            self._snapshot = Snapshot(self.directory, same)
            self._stamp = (stamp[0], self._snapshot.generation)
        elif monotonic() - self._looked_at > _LOOK_AGAIN:
            if any(segment.has_changed() for segment in self._snapshot.segments):
                if found := self._snapshot.damage():
                    raise DamagedIndexError(found[0])
                self._close()
                self._snapshot = Snapshot(self.directory)
            self._looked_at = monotonic()
        return self._snapshot

    def _last_commit(self) -> tuple[int, int]:
        """What tells the directory from another of this name, and the number of its last generation.

        An index that was built anew may have the number of the one it replaced. A directory that has long
        been the same is not listed again.
        """
        try:
            found = self.directory.stat()
        except OSError as error:
            raise unreadable(self.directory, error) from error
        seen = (found.st_ino, found.st_mtime_ns)
        if seen != self._listed:
            last = self._latest()
            # what changes at about the time that a file system counts in may not be seen by it
            self._listed = seen if time_ns() - found.st_mtime_ns > _LONG_SAME else (0, 0)
            self._last = last
        return found.st_ino, self._last

    def _latest(self) -> int:
        """The number of the last generation, -1 without one."""
        try:
            return latest_generation(self.directory)
        except OSError as error:
            raise unreadable(self.directory, error) from error

    def add(
        self,
        documents: Iterable[Document],
        *,
        replaced: Collection[int] = (),
        revision: int | None = None,
        merge_all: bool = False,
    ) -> None:
        """Add documents in one commit, which takes those of the articles ``replaced`` out.

        It is on disk when this returns. ``revision`` is that of the archive up to which changes of its
        articles are indexed then; None leaves it as it is. With ``merge_all`` small segments become large
        ones, which takes time.
        """
        from index.fulltext.whoosh_index import append

        if revision is None:
            revision = read(self.directory).revision
        append(
            self.directory,
            documents,
            replaced,
            archive=self._archive,
            revision=revision,
            merge_all=merge_all,
        )

    def adopt(self, revision: int) -> None:
        """Take note that all changes up to a revision of the archive are indexed."""
        found = read(self.directory)
        if (found.archive, found.revision) != (self._archive, revision):
            from index.fulltext.whoosh_index import adopt

            adopt(self.directory, archive=self._archive, revision=revision)

    @contextmanager
    def rebuilt(self) -> Iterator[FullText]:
        """An empty index to fill, which takes this one's place when the block ends without error."""
        fresh = self.directory.with_name(self.directory.name + ".new")
        old = self.directory.with_name(self.directory.name + ".old")
        for path in (fresh, old):
            _remove(path)
        try:
            make_private_directory(fresh)
            write(fresh, Catalogue(0, (), self._archive))
            yield FullText(fresh, self._archive)
            self._close()
            _replace(self.directory, fresh, old)
        except BaseException:
            with suppress(OSError):
                _remove(fresh)
            raise
        sync(self.directory.parent)
        _remove(old)

    def _close(self) -> None:
        """Forget the open commit and what was found in it."""
        self._snapshot = self._whole = None
        self._searches = SizedCache(_CACHED_SEARCHES)

    def close(self) -> None:
        """Release the files."""
        self._close()


def _replace(path: Path, fresh: Path, old: Path) -> None:
    """Rename what is at ``path``, if anything, to ``old``, and ``fresh`` to ``path``; all or nothing."""
    existed = os.path.lexists(path)
    if existed:
        path.rename(old)
    try:
        fresh.rename(path)
    except BaseException:
        if existed:
            with suppress(OSError):
                old.rename(path)
        raise


def _remove(path: Path) -> None:
    """Take a directory away, or whatever else has its name; what a link leads to stays."""
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path, ignore_errors=True)
    else:
        path.unlink(missing_ok=True)
