"""Annotates an archive again in the background, when the annotator is newer than what it has read."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

from index.adding.pool import Batch, Found, annotate_batch, annotator_version
from index.adding.renewing import renew
from index.fulltext.indexing import CHUNK
from index.fulltext.searching import Searcher
from index.lock import patient_lock, renewal_lock, wait_for_writer
from index.models import Progress
from index.storage.renewing import claim, is_superseded, outdated
from index.storage.store import Store

INDEXED_AFTER = 20
"""Batches after which what has changed is indexed, a few seconds of work."""

Report = Callable[[Progress], None]


def renew_quietly(
    directory: Path,
    store: Store,
    searcher: Searcher,
    guard: AbstractContextManager[object],
    report: Report | None = None,
) -> None:
    """Annotate again, batch by batch, what an older annotator has read, and index what that changes.

    Nothing is done by a user who may not write, while another process does the same, and in an
    archive that a newer annotator has been through. The writer's lock is held for a batch at a time;
    while somebody else has it, this waits. ``guard`` is entered around each transaction. Ending the
    process at any other moment loses the batch in work; the next call goes on there.
    """
    version = annotator_version()
    if not store.writable or is_superseded(store.database, version):
        return

    @contextmanager
    def hold() -> Iterator[None]:
        with patient_lock(directory), guard:
            yield

    def annotate(batches: Iterable[Batch]) -> Iterator[Found]:
        for batch in batches:
            wait_for_writer(directory)
            yield annotate_batch(batch)

    indexer = _Indexer(directory, searcher)
    with renewal_lock(directory) as ours:
        numbers = outdated(store.database, version) if ours else []
        if numbers:
            with hold():
                claim(store.database, version)
            renew(store, numbers, hold, annotate=annotate, report=report, stored=indexer.stored)
            indexer.finish()


class _Indexer:
    """Brings the index up to date now and then."""

    def __init__(self, directory: Path, searcher: Searcher) -> None:
        self._directory = directory
        self._searcher = searcher
        self._batches = 0

    def stored(self) -> None:
        """Take note of a batch."""
        self._batches += 1
        if self._batches >= INDEXED_AFTER:
            self.finish()

    def finish(self) -> None:
        """Index what has changed since the last time; the lock is called brief only where it is."""
        self._batches = 0
        with patient_lock(self._directory):
            done = self._searcher.update(most=CHUNK)
        if not done:
            with patient_lock(self._directory, brief=False):
                self._searcher.update()
