"""The first results are those of a full scoring, whatever is left out on the way to them."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from itertools import chain, pairwise
from pathlib import Path

import pytest

from index.fulltext.document import Document
from index.fulltext.search import best
from index.fulltext.search.outside import Nobody
from index.fulltext.search.searching import Search
from index.fulltext.search.snapshot import Snapshot
from index.fulltext.segment.columns import DATE
from index.models import Sort
from tests.unit.index_support import begin, node

KNOWN = {"barn": 0.9, "crel": 0.6, "dost": 0.5, "fumo": 0.25, "gurd": 0.1, "holp": 0.03, "jund": 0.01}
"""Words that stand in such a share of the articles."""

SEGMENTS = (260, 60, 12)
"""Articles of each commit; the sizes are so far apart that none is merged with another."""

INDEXES = 6
QUERIES = 100
FIRST = 20
LIMITS = ("_WORTH_CHOOSING", "_ALL_SCORED", "_ALL_OF_SEVERAL", "_SORTED")
"""Sizes from which quicker ways are taken; small indexes are below all of them."""


def article(rng: random.Random, number: int) -> Document:
    """An article of very few or of many words, some of them often, some in the title."""
    used = [word for word, share in KNOWN.items() if rng.random() < share]
    body = [*chain.from_iterable([word] * rng.choice([1, 1, 1, 2, 3, 9]) for word in used)]
    body += ["mill"] * rng.choice([1, 1, 4, 20, 90, 400])
    rng.shuffle(body)
    title = " ".join(rng.sample(used, min(len(used), rng.choice([0, 0, 1, 2]))))
    date = rng.choice([0, 20240000, *range(20240101, 20240120)])
    return Document(number, date, title, f"{title}\n\n{' '.join(body)}")


def alike(rng: random.Random, made: Sequence[Document], number: int) -> Document:
    """An article with the words of another, and so with its scores, of any date."""
    twin = rng.choice(made)
    return Document(number, rng.choice([twin.date, 20240110, 20240125]), twin.title, twin.text)


def build(path: Path, seed: int) -> Snapshot:
    """An index of several segments; of the first ones some articles are deleted or replaced in the last."""
    rng = random.Random(seed)  # noqa: S311
    index = begin(path)
    made: list[Document] = []
    for size in SEGMENTS:
        numbers = range(len(made) + 1, len(made) + size + 1)
        added: list[Document] = []
        for number in numbers:
            others = made + added
            again = others and rng.random() < 0.3
            added.append(alike(rng, others, number) if again else article(rng, number))
        gone = rng.sample(range(1, len(made) + 1), len(made) // 12)
        added += [article(rng, number) for number in gone[::4]]
        index.add(added, replaced=gone, revision=1)
        made += added[:size]
    snapshot = Snapshot(path)
    assert len(snapshot.segments) == len(SEGMENTS)
    assert any(segment.deleted for segment in snapshot.segments)
    return snapshot


def asked(rng: random.Random) -> str:
    """A query of a few words, each of another frequency."""
    first, second, third, fourth = rng.sample(list(KNOWN), 4)
    forms: list[Callable[[], str]] = [
        lambda: first,
        lambda: f"{first} {second}",
        lambda: f"{first} {second} {third}",
        lambda: f"{first} {second} -{third}",
        lambda: f"{first} OR {second}",
        lambda: f"{first} OR {second} OR {third} OR {fourth}",
        lambda: f"({first} OR {second} OR {third}) -{fourth}",
        lambda: f'"{first} {second}"',
        lambda: f'"{first} {second}" {third}',
        lambda: f'"{first} {second}" OR {third} OR {fourth}',
        lambda: f"({first} {second}) OR {third}",
        lambda: f"({first} {second}) OR ({third} {fourth})",
        lambda: f"{first} ({second} OR {third})",
        lambda: f"title:{first} OR {second} OR {third}",
        lambda: f"={first} {second} {third}",
    ]
    return rng.choice(forms)()


@pytest.fixture(scope="module")
def snapshots(tmp_path_factory: pytest.TempPathFactory) -> list[Snapshot]:
    """Small indexes."""
    path = tmp_path_factory.mktemp("exact")
    return [build(path / str(seed), seed) for seed in range(INDEXES)]


@pytest.mark.parametrize("kept", [None, *LIMITS, "all"])
def test_the_first_results_are_those_of_a_full_scoring(
    snapshots: Sequence[Snapshot], monkeypatch: pytest.MonkeyPatch, kept: str | None
) -> None:
    for limit in LIMITS:
        if kept not in (limit, "all"):
            monkeypatch.setattr(best, limit, 0)
    rng = random.Random(str(kept))  # noqa: S311
    full = 0
    for snapshot in snapshots:
        for query in (asked(rng) for _ in range(QUERIES)):
            wanted = sorted(Search(node(query), snapshot, Nobody())._score_all())
            count = rng.choice([1, 3, FIRST, FIRST])
            found = Search(node(query), snapshot, Nobody()).page(Sort.RELEVANCE, count)
            assert found.total == len(wanted), query
            assert [hit for hit, _ in found.hits] == [hit for _, _, hit in wanted[:count]], query
            scores = [-score for score, _, _ in wanted[:count]]
            assert [score for _, score in found.hits] == pytest.approx(scores, rel=0, abs=1e-9), query
            full += len(wanted) > 2 * FIRST
    assert full > INDEXES * QUERIES // 3, "queries that find more than is shown"


def test_articles_of_one_score_come_newest_first_then_by_number(snapshots: Sequence[Snapshot]) -> None:
    ties = 0
    for snapshot in snapshots:
        dates = {
            article: date
            for segment in snapshot.segments
            for article, date in zip(segment.articles, segment.columns[DATE.name], strict=True)
            if article in segment.documents_of([article])
        }
        hits = Search(node("barn OR crel"), snapshot, Nobody()).page(Sort.RELEVANCE, 1 << 30).hits
        for (before, high), (after, low) in pairwise(hits):
            assert high >= low
            if high == low:
                ties += 1
                assert (-dates[before], before) < (-dates[after], after)
    assert ties > FIRST
