"""Searching an archive: which index is asked, and what is done when it is not whole."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Collection, Hashable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from index.errors import ArchiveError, DamagedError, LockedError, ReadOnlyError
from index.models import Progress, Sort
from index.storage.store import Store

if TYPE_CHECKING:
    from index.fulltext.engine import FullText
    from index.fulltext.errors import DamagedIndexError
    from index.fulltext.search.facets import Facet
    from index.fulltext.search.outside import Outside
    from index.fulltext.search.searching import Page
    from index.fulltext.search.words import Words
    from index.query.nodes import Node

INDEX_NAME = "whoosh"

RETRY_AFTER = 10.0
"""Seconds after which an index that could not be brought up to date is tried again."""

_SEGMENT = re.compile(r"MAIN_[0-9a-z]+")

T = TypeVar("T")

Report = Callable[[Progress], None]


class Searcher:
    """Asks the archive's full-text index, or this user's own copy of it.

    Whoever may write to the archive repairs its index. Who may not, and finds it missing or damaged,
    builds one in the user's cache directory; an index that merely lacks the newest articles is used
    as it is. What searching needs is loaded with the first search.

    Only damage is repaired, and the same damage once. What the system does not let be read is told, and
    where it does not let the index be brought up to date, as on a full disk, what is there is searched;
    a search after RETRY_AFTER seconds tries again.
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
        self._repaired: set[str] = set()
        self._tried = 0.0
        self.trouble = ""
        """Why searches do not find the newest articles, if the index could not be brought up to date."""

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
        """Have an index that can be searched, complete if this user may see to it.

        Raises UnbuiltIndexError when it cannot be written, as on a full disk.
        """
        from index.fulltext.indexing import is_current
        from index.lock import writer_lock

        if is_current(self._store, self.fulltext()):
            self._complete()
            return
        if self._store.writable:
            try:
                with _building(self._directory), writer_lock(self._directory):
                    self.update(report)
            except (LockedError, ReadOnlyError):
                self._need_readable()
        else:
            self._prepare_readonly(report)
            self._complete()

    def _complete(self) -> None:
        """Search the index as it is: nothing is missing from it that this user can see to."""
        self._ready = True
        self.trouble = ""

    def update(self, report: Report | None = None, *, most: int | None = None) -> bool:
        """Index what is missing; the caller holds the writer lock.

        If more than ``most`` articles are to be indexed, nothing is done; whether it was is returned.
        """
        from index.fulltext.indexing import bring_up_to_date

        before, self._ready = self._ready, False
        done = bring_up_to_date(self._store, self.fulltext(), report, most=most)
        self._ready = before or done
        if done:
            self._complete()
        return done

    def rebuild(self, report: Report | None = None) -> None:
        """Build the index anew; the caller holds the writer lock."""
        from index.fulltext.indexing import rebuild

        rebuild(self._store, self.fulltext(), report)
        self._complete()

    def _need_readable(self) -> None:
        """Search what is there while somebody else writes."""
        from index.fulltext.engine import Health
        from index.fulltext.indexing import agrees

        status = self.fulltext().status()
        self._ready = status.health is Health.READABLE and (
            self._store.writable or agrees(self._store, status)
        )
        if not self._ready and not self._store.writable:
            self._take_private()
        if self._ready or status.health is Health.READABLE:
            return
        raise self._missing()

    def _missing(self) -> LockedError:
        """What to tell while there is no index: it is being built, or somebody has to see to it."""
        from index.lock import writer_of

        if any(map(writer_of, (self._directory, private_index(self._store.uuid)))):
            return LockedError(
                f"The index of {self._directory} is being built; articles can be read meanwhile, "
                "searching works when it is there"
            )
        return LockedError(
            f"The index of {self._directory} cannot be searched, and is not being built; see to the free "
            "space and the permissions, then newsreader check --repair builds it. Articles can be read"
        )

    def _take_private(self) -> None:
        """Search this user's own index, if there is one."""
        from index.fulltext.engine import Health

        private = private_index(self._store.uuid)
        own = self._open(private / INDEX_NAME)
        if not _problem(private) and own.status().health is Health.READABLE:
            self._fulltext = own
            self._ready = True

    def mend(self, report: Report | None = None) -> None:
        """Have an index that can be searched, built anew if any of its files is not as it was written.

        Reads all of them, and waits while somebody else writes. Who may not write gets an index of
        their own.
        """
        from index.fulltext.indexing import agrees
        from index.lock import patient_lock

        directory = self._directory
        if not self._store.writable:
            shared = self._open(directory / INDEX_NAME)
            if agrees(self._store, shared.status()) and not shared.damage():
                return
            directory = private_index(self._store.uuid)
        with _building(directory):
            if directory != self._directory:
                _make_private(directory)
            with patient_lock(directory, brief=False):
                self._fulltext = self._open(directory / INDEX_NAME)
                if self._fulltext.damage():
                    self.rebuild(report)
                else:
                    self.update(report)

    def _prepare_readonly(self, report: Report | None) -> None:
        """Use the archive's index if it is whole, else this user's own."""
        from index.fulltext.engine import Health
        from index.fulltext.indexing import agrees, bring_up_to_date

        status = self.fulltext().status()
        if status.health is Health.READABLE and agrees(self._store, status):
            return
        with self._private():
            bring_up_to_date(self._store, self.fulltext(), report)

    @contextmanager
    def _private(self) -> Iterator[None]:
        """Write to this user's own index, which is asked from then on."""
        from index.lock import writer_lock

        private = private_index(self._store.uuid)
        with _building(private):
            _make_private(private)
            with writer_lock(private):
                self.fulltext().close()
                self._fulltext = self._open(private / INDEX_NAME)
                yield

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
        """The answer to a question; an index that turns out damaged is repaired."""
        from index.fulltext.errors import DamagedIndexError

        self._make_ready()
        try:
            return self._answer(question)
        except DamagedIndexError as error:
            self._repair(error)
        try:
            return self._answer(question)
        except DamagedIndexError as error:
            raise self._unreadable(error) from error

    def _answer(self, question: Callable[[FullText], T]) -> T:
        """The answer of the index as it is."""
        fulltext = self.fulltext()
        with fulltext.reading():
            return question(fulltext)

    def _make_ready(self) -> None:
        """Have an index that can be searched, the one that is there where it cannot be brought up to date."""
        from index.fulltext.engine import Health
        from index.fulltext.errors import UnbuiltIndexError

        if self._ready and not self._is_to_be_tried():
            return
        if not self._repairs:
            self._need_readable()
            return
        try:
            self.prepare()
        except UnbuiltIndexError as error:
            if self.fulltext().status().health is not Health.READABLE:
                raise
            self._ready = True
            self.trouble = f"Not all articles are searched. {error}"
        finally:
            self._tried = time.monotonic()

    def _is_to_be_tried(self) -> bool:
        """Whether bringing the index up to date has failed, and not just before."""
        return bool(self.trouble) and time.monotonic() - self._tried >= RETRY_AFTER

    def _repair(self, error: DamagedIndexError) -> None:
        """Build again an index that says it is whole and is not, unless that has not helped before."""
        from index.lock import writer_lock

        if not self._repairs:
            self._ready = False
            if not self._store.writable:
                self._take_private()
            return
        cause = _SEGMENT.sub("", str(error))
        if cause in self._repaired:
            raise self._unreadable(error) from error
        if self._store.writable:
            with _building(self._directory), writer_lock(self._directory):
                self.rebuild()
        else:
            with self._private():
                self.rebuild()
        self._repaired.add(cause)

    def _unreadable(self, error: DamagedIndexError) -> DamagedError:
        """What to tell when an index is not repaired, or that does not help."""
        return DamagedError(
            f"The full-text index of {self._directory} cannot be read ({error}); "
            "newsreader check --repair builds it again"
        )

    def close(self) -> None:
        """Release the files."""
        if self._fulltext is not None:
            self._fulltext.close()


def private_index(archive: str) -> Path:
    """The directory of this user's own index of an archive, which its uuid names."""
    from platformdirs import user_cache_path

    return user_cache_path("newsreader") / "index" / archive


def _make_private(private: Path) -> None:
    """Make the directory of a user's own index, and look that nobody else can write to it."""
    from index.trust import make_private_directory

    make_private_directory(private)
    if problem := _problem(private):
        raise ArchiveError(f"Cannot build an index of your own: {problem}")


@contextmanager
def _building(directory: Path) -> Iterator[None]:
    """Raise UnbuiltIndexError where the system does not let the index in a directory be written."""
    try:
        yield
    except OSError as error:
        from index.fulltext.errors import UnbuiltIndexError

        raise UnbuiltIndexError(
            f"The full-text index in {directory} cannot be built ({error.strerror or error}); see to the "
            "free space and the permissions there, then search again. The articles are stored and can be read"
        ) from error


def _problem(private: Path) -> str | None:
    """Why the directory of a user's own index could hold what somebody else wrote, or None."""
    from index.trust import distrust

    return distrust(private) or distrust(private / INDEX_NAME)
