"""Keeps the full-text index in step with the store.

Whoever calls this holds the archive's writer lock.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import islice

from index.fulltext.document import Document
from index.fulltext.documents import make_document
from index.fulltext.engine import FullText, Health, Status
from index.fulltext.errors import DamagedIndexError
from index.models import Article, Progress
from index.storage.indexed import named_in, speaking_in
from index.storage.renewing import quoted, rewritten_since
from index.storage.store import Store

CHUNK = 8000
"""Articles in one commit of the index, which takes some 120 MB of memory."""

FEW = 2000
"""Articles that are indexed at once where somebody waits for it."""

_STEP = 100
_REPLACED_AT_MOST = 0.5  # of the articles; beyond that building anew is cheaper

Report = Callable[[Progress], None]


def bring_up_to_date(
    store: Store, fulltext: FullText, report: Report | None = None, *, most: int | None = None
) -> bool:
    """Index the articles that are missing or have changed; build anew when that is cheaper or necessary.

    The last word to ``report`` comes when all of them can be found. If that takes more than ``most``
    articles, nothing is done; whether it was is returned.
    """
    status = fulltext.status()
    revision = store.revision
    try:
        if agrees(store, status):
            changed = _changed(store, status)
            if len(changed) <= max(FEW, status.count * _REPLACED_AT_MOST):
                steps = _Steps(len(changed) + store.count_after(status.last_id), report)
                if most is not None and steps.total > most:
                    return False
                fulltext.adopt(status.revision if changed else revision)
                _replace(store, fulltext, changed, revision, steps)
                _append(store, fulltext, status.last_id, steps)
                _finish(steps.total, report)
                return True
    except DamagedIndexError:
        pass
    if most is not None and store.count() > most:
        return False
    rebuild(store, fulltext, report)
    return True


def rebuild(store: Store, fulltext: FullText, report: Report | None = None) -> None:
    """Build the index anew from the store and put it in the old one's place."""
    revision = store.revision
    with fulltext.rebuilt() as fresh:
        total = store.count()
        _append(store, fresh, 0, _Steps(total, report))
        fresh.adopt(revision)
    _finish(total, report)


def is_current(store: Store, fulltext: FullText) -> bool:
    """Whether nothing is to be done: every article is indexed as it is."""
    status = fulltext.status()
    return agrees(store, status) and not store.count_after(status.last_id) and not _changed(store, status)


def _finish(total: int, report: Report | None) -> None:
    """Say that everything is indexed, if anything was to be."""
    if report and total:
        report(Progress("indexing", total, total))


def agrees(store: Store, status: Status) -> bool:
    """Whether the index holds the articles up to its last one, and no others, of this state of the store.

    An index that has seen a later revision belongs to an archive that was put back from a copy.
    """
    if status.health is not Health.READABLE or status.revision > store.revision:
        return False
    return store.count() - store.count_after(status.last_id) == status.count


def count_changed(store: Store, status: Status) -> int:
    """How many of the articles that are indexed have changed since."""
    return len(_changed(store, status))


def _changed(store: Store, status: Status) -> list[tuple[int, int]]:
    """The articles that have changed since they were indexed, with the revision, in order of it."""
    found = rewritten_since(store.database, status.revision)
    return [(number, revision) for number, revision in found if number <= status.last_id]


class _Steps:
    """Counts articles while they are indexed, with word of how far it is."""

    def __init__(self, total: int, report: Report | None) -> None:
        self.total = total
        self._report = report
        self._done = 0

    def over(self, articles: Iterable[Article]) -> Iterator[Article]:
        """The articles, counted."""
        for article in articles:
            if self._report and self._done % _STEP == 0:
                self._report(Progress("indexing", self._done, self.total))
            self._done += 1
            yield article


def _replace(
    store: Store, fulltext: FullText, changed: list[tuple[int, int]], revision: int, steps: _Steps
) -> None:
    """Index articles that have changed up to a revision again, a chunk a commit."""
    for at in range(0, len(changed), CHUNK):
        numbers = [number for number, _ in changed[at : at + CHUNK]]
        later = changed[at + CHUNK : at + CHUNK + 1]
        reached = later[0][1] - 1 if later else revision
        documents = _documents(store, steps.over(_articles(store, numbers)))
        fulltext.add(documents, replaced=set(numbers), revision=reached)


def _articles(store: Store, numbers: list[int]) -> Iterator[Article]:
    """Some articles, read in steps."""
    for at in range(0, len(numbers), _STEP):
        yield from store.articles(numbers[at : at + _STEP]).values()


def _append(store: Store, fulltext: FullText, after: int, steps: _Steps) -> None:
    """Index the articles with an id above ``after``, a chunk a commit."""
    remaining = store.count_after(after)
    articles = steps.over(store.iter_articles(after, _STEP))
    while remaining > 0:
        chunk = min(CHUNK, remaining)
        fulltext.add(_documents(store, islice(articles, chunk)))
        remaining -= chunk


def _documents(store: Store, articles: Iterator[Article]) -> Iterator[Document]:
    """The documents of articles."""
    while some := list(islice(articles, _STEP)):
        numbers = [article.id for article in some]
        quotes = quoted(store.database, numbers)
        named, speaking = named_in(store.database, numbers), speaking_in(store.database, numbers)
        for article in some:
            at = article.id
            yield make_document(article, quotes.get(at, ()), named.get(at), speaking.get(at, ()))
