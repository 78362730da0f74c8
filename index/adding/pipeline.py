"""Adds articles to a store: cleans them, annotates them, on several processors if asked, and stores them."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence, Sized
from dataclasses import dataclass, field

from index.adding.pool import Annotator, Batch, Found, annotator_version, in_process
from index.adding.prepare import Prepared, prepare
from index.models import AddReport, Draft, Problem, Progress
from index.storage.rows import Ready, Rows
from index.storage.store import Store

BATCH = 25
"""Articles that are annotated together."""

ROOM = 100
"""Articles in one transaction, at most those of a batch more: enough that each touches few pages alone."""

SECONDS = 1.0
"""After so long what is annotated is stored, however little it is, so that little work is lost."""

BATCH_SIZE = 1_000_000
"""Code points after which a batch takes no further article."""

Report = Callable[[Progress], None]


@dataclass(slots=True)
class _Tally:
    """What an add has done so far."""

    seen: int = 0
    added: int = 0
    known: int = 0
    problems: list[Problem] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Batch:
    """Articles to annotate together; ``seen`` counts the items they came from."""

    articles: tuple[Prepared, ...]
    origins: tuple[str, ...]
    seen: int


_Annotated = tuple[_Batch, Found]


def add_items(
    store: Store,
    items: Iterable[Draft | Problem],
    *,
    source: str | None = None,
    annotate: Annotator = in_process,
    sample: bool = False,
    report: Report | None = None,
    stored: Callable[[int], None] | None = None,
) -> AddReport:
    """Add what a format yields and say what was done.

    Batches are annotated, then stored, a few in one transaction; then they count and are reported.
    ``annotate`` takes batches of texts and gives what is found in them in the same order. ``stored`` is
    called after each transaction with the number of articles added so far.
    """
    tally = _Tally()
    total = len(items) if isinstance(items, Sized) else None
    batches: deque[_Batch] = deque()

    def texts() -> Iterator[Batch]:
        for batch in _batches(store, items, source, tally):
            batches.append(batch)
            yield [(each.article.text, each.article.published) for each in batch.articles]

    found = ((batches.popleft(), each) for each in annotate(texts()))
    for some in _transactions(found):
        _store(store, some, sample, tally)
        if report:
            report(Progress("adding", tally.seen, total))
        if stored:
            stored(tally.added)
    return AddReport(tally.added, tally.known, tuple(tally.problems))


def _transactions(found: Iterable[_Annotated]) -> Iterator[list[_Annotated]]:
    """Annotated batches, as many as are stored together."""
    waiting: list[_Annotated] = []
    since = time.monotonic()
    for each in found:
        waiting.append(each)
        size = sum(len(article.article.text) for batch, _ in waiting for article in batch.articles)
        many = sum(len(batch.articles) for batch, _ in waiting) >= ROOM or size >= BATCH_SIZE
        if many or time.monotonic() - since >= SECONDS:
            yield waiting
            waiting = []
            since = time.monotonic()
    if waiting:
        yield waiting


def _store(store: Store, annotated: Sequence[_Annotated], sample: bool, tally: _Tally) -> None:
    """Store batches; an article that the annotator fails on is stored without annotations."""
    ready: list[Ready] = []
    for batch, found in annotated:
        for prepared, rows, origin in zip(batch.articles, found, batch.origins, strict=True):
            if rows is None:
                tally.problems.append(Problem(origin, "added, but its names and quotes could not be read"))
            version = "" if rows is None else annotator_version()
            ready.append(Ready(prepared.digest, prepared.article, version, rows or Rows()))
    added = store.add_ready(ready, sample=sample) if ready else 0
    tally.added += added
    tally.known += len(ready) - added
    tally.seen += sum(batch.seen for batch, _ in annotated)


def _batches(
    store: Store, items: Iterable[Draft | Problem], source: str | None, tally: _Tally
) -> Iterator[_Batch]:
    """The articles that are not stored yet, cleaned, in batches."""
    pending: list[tuple[Prepared, str]] = []
    seen = size = 0
    for item in items:
        seen += 1
        if isinstance(item, Problem):
            tally.problems.append(item)
        elif prepared := _prepare(item, source, tally):
            pending.append((prepared, item.origin))
            size += len(prepared.article.text)
        if len(pending) >= BATCH or size >= BATCH_SIZE or seen >= 4 * BATCH:
            yield _drop_known(store, pending, seen, tally)
            pending, seen, size = [], 0, 0
    if seen:
        yield _drop_known(store, pending, seen, tally)


def _prepare(draft: Draft, source: str | None, tally: _Tally) -> Prepared | None:
    """A cleaned article, or None and a problem."""
    prepared = prepare(draft, source)
    if prepared is None:
        tally.problems.append(Problem(draft.origin, "there is no text in it"))
    return prepared


def _drop_known(store: Store, pending: Sequence[tuple[Prepared, str]], seen: int, tally: _Tally) -> _Batch:
    """A batch of those articles that are neither stored nor twice in the batch."""
    known = store.known([prepared.digest for prepared, _ in pending])
    fresh: dict[bytes, tuple[Prepared, str]] = {}
    for prepared, origin in pending:
        if prepared.digest in known or prepared.digest in fresh:
            tally.known += 1
        else:
            fresh[prepared.digest] = (prepared, origin)
    return _Batch(tuple(p for p, _ in fresh.values()), tuple(o for _, o in fresh.values()), seen)
