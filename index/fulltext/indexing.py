"""Keeps the full-text index in step with the store.

Whoever calls this holds the archive's writer lock.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import islice

from index.fulltext.documents import make_document
from index.fulltext.engine import FullText, Health, Status
from index.fulltext.reader import DamagedIndexError, Document
from index.models import Progress
from index.storage.store import Record, Store

CHUNK = 2000
"""Articles in one commit of the index: a quarter of a gigabyte of memory while it is sorted."""

_STEP = 100

Report = Callable[[Progress], None]


def bring_up_to_date(store: Store, fulltext: FullText, report: Report | None = None) -> None:
    """Index the articles that are missing; build the index anew when it cannot be added to.

    The last word to ``report`` comes when all of them can be found.
    """
    status = fulltext.status()
    try:
        if agrees(store, status):
            fulltext.adopt()
            total = _append(store, fulltext, status.last_id, report)
            _finish(total, report)
            return
    except DamagedIndexError:
        pass
    rebuild(store, fulltext, report)


def rebuild(store: Store, fulltext: FullText, report: Report | None = None) -> None:
    """Build the index anew from the store and put it in the old one's place."""
    with fulltext.rebuilt() as fresh:
        total = _append(store, fresh, 0, report)
    _finish(total, report)


def is_current(store: Store, fulltext: FullText) -> bool:
    """Whether nothing is to be done: every article is indexed and the state file says so."""
    status = fulltext.status()
    return agrees(store, status) and not store.count_after(status.last_id) and fulltext.is_recorded()


def _finish(total: int, report: Report | None) -> None:
    """Say that everything is indexed, if anything was to be."""
    if report and total:
        report(Progress("indexing", total, total))


def agrees(store: Store, status: Status) -> bool:
    """Whether the index holds the articles up to its last one, and no others."""
    if status.health is not Health.READABLE:
        return False
    return store.count() - store.count_after(status.last_id) == status.count


def _append(store: Store, fulltext: FullText, after: int, report: Report | None) -> int:
    """Index the articles with an id above ``after``, a chunk a commit, and count them."""
    total = store.count_after(after)
    records = store.iter_records(after, _STEP)
    done = 0
    while done < total:
        chunk = min(CHUNK, total - done)
        fulltext.add(_documents(islice(records, chunk), done, total, report))
        done += chunk
    return total


def _documents(records: Iterator[Record], done: int, total: int, report: Report | None) -> Iterator[Document]:
    """The documents of records, with word of how far it is."""
    for at, record in enumerate(records, done):
        if report and at % _STEP == 0:
            report(Progress("indexing", at, total))
        yield make_document(record.article, record.quotes)
