"""Annotates stored articles again, in batches that other writers need not wait for."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass

from index.adding.pipeline import BATCH, BATCH_SIZE
from index.adding.pool import Annotator, Batch, Found, annotator_version, in_process
from index.models import Article, Progress
from index.storage.renewing import still_outdated
from index.storage.rows import Ready
from index.storage.store import Store

STAGE = "re-annotating"

Hold = Callable[[], AbstractContextManager[None]]
Report = Callable[[Progress], None]
Wanted = Callable[[Collection[int]], list[int]]


@dataclass(frozen=True, slots=True)
class _Batch:
    """Articles to annotate and store together; ``seen`` counts those that are done with it."""

    articles: tuple[Article, ...]
    seen: int


def renew(
    store: Store,
    numbers: Sequence[int],
    hold: Hold,
    *,
    current_too: bool = False,
    annotate: Annotator = in_process,
    report: Report | None = None,
    stored: Callable[[], None] | None = None,
) -> int:
    """Annotate stored articles again and count those that were.

    ``numbers`` are their ids; one that has got annotations of this version meanwhile is passed over,
    unless ``current_too``. Each batch is annotated, then stored in one transaction within ``hold()``,
    which is the writer's lock; then ``stored`` is called. An article that the annotator fails on keeps
    what it has. Whoever is interrupted goes on by calling again with what is still outdated.
    """
    version = annotator_version()

    def wanted(some: Collection[int]) -> list[int]:
        return list(some) if current_too else still_outdated(store.database, some, version)

    count = 0
    for batch, found in _annotated(_batches(store, numbers, wanted), annotate):
        count += _replace(store, _prepare(batch, found, version), wanted, hold)
        if report:
            report(Progress(STAGE, batch.seen, len(numbers)))
        if stored:
            stored()
    return count


def _annotated(batches: Iterator[_Batch], annotate: Annotator) -> Iterator[tuple[_Batch, Found]]:
    """Batches with what is found in them."""
    waiting: deque[_Batch] = deque()

    def texts() -> Iterator[Batch]:
        for batch in batches:
            waiting.append(batch)
            yield [(article.text, article.published) for article in batch.articles]

    for found in annotate(texts()):
        yield waiting.popleft(), found


def _replace(store: Store, ready: dict[int, Ready], wanted: Wanted, hold: Hold) -> int:
    """Store articles, by id, that are still to be annotated when the lock is held, and count them."""
    if not ready:
        return 0
    with hold():
        ready = {number: ready[number] for number in wanted(ready)}
        if ready:
            store.replace_ready(ready)
    return len(ready)


def _prepare(batch: _Batch, found: Found, version: str) -> dict[int, Ready]:
    """The articles of a batch that the annotator has not failed on, by id."""
    return {
        article.id: Ready(b"", article, version, rows)
        for article, rows in zip(batch.articles, found, strict=True)
        if rows is not None
    }


def _batches(store: Store, numbers: Sequence[int], wanted: Wanted) -> Iterator[_Batch]:
    """The articles that are still to be annotated, few or short enough to be stored together."""
    for start in range(0, len(numbers), BATCH):
        articles: list[Article] = []
        end = start + BATCH
        for number in wanted(numbers[start:end]):
            articles.append(store.article(number))
            if sum(len(article.text) for article in articles) >= BATCH_SIZE:
                yield _Batch(tuple(articles), min(start + len(articles), len(numbers)))
                articles = []
        yield _Batch(tuple(articles), min(end, len(numbers)))
