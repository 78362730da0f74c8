"""From drafts to stored articles: batches, processes, the sentences around quotes."""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections.abc import Iterable, Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.adding.pipeline import add_items
from index.adding.pool import Batch, Found, annotate_batch, in_processes
from index.adding.prepare import _around
from index.models import UNKNOWN_DATE, Draft, Quote, QuoteKind
from index.storage.store import Store


def test_a_batch_is_bounded_by_the_length_of_its_articles(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("index.adding.pipeline.BATCH_SIZE", 1000)
    sizes: list[list[int]] = []

    def annotate(batches: Iterable[Batch]) -> Iterator[Found]:
        for batch in batches:
            sizes.append([len(text) for text, _ in batch])
            yield annotate_batch(batch)

    lengths = [10, 2000, 10, 10, 990, 10, 3000]
    drafts = [Draft("", f"{n} " + "x" * length, origin=str(n)) for n, length in enumerate(lengths)]
    report = add_items(Store(tmp_path, create=True), drafts, annotate=annotate)
    assert report.added == len(drafts)
    assert [len(batch) for batch in sizes] == [2, 3, 2]


def test_articles_are_annotated_though_a_process_is_killed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("index.adding.pool.WORTHWHILE", 1)
    texts = [[("So " * (n % 7) + "Ruth Ellison counted cranes.", UNKNOWN_DATE)] for n in range(300)]
    found: list[Found] = []
    for each in in_processes(2)(texts):
        found.append(each)
        if len(found) == 3:
            children = multiprocessing.active_children()
            assert children
            for process in children:
                os.kill(process.pid or 0, signal.SIGKILL)
    assert found == [annotate_batch(batch) for batch in texts]
    assert len({annotations for (annotations,) in found}) > 1


def quote(start: int, end: int) -> Quote:
    return Quote(start, end, "", QuoteKind.DIRECT, None, None, None, None, None, None, None, None, 1.0)


@given(
    cuts=st.lists(st.integers(0, 60), min_size=2, unique=True).map(sorted),
    places=st.tuples(st.integers(0, 60), st.integers(0, 60)),
    gap=st.integers(0, 2),
)
def test_the_sentences_that_a_quote_touches(cuts: list[int], places: tuple[int, int], gap: int) -> None:
    pieces = [(a, b - gap) for a, b in pairwise(cuts) if b - gap > a]
    start, end = min(places), max(places)
    touched = [piece for piece in pieces if piece[0] < end and piece[1] > start]
    hull = (min(start, touched[0][0]), max(end, touched[-1][1])) if touched else (start, end)
    assert _around(quote(start, end), pieces) == hull
