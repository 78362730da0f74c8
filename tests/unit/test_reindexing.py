"""Replacing documents of the full-text index."""

from __future__ import annotations

import random
from dataclasses import replace
from pathlib import Path

import pytest

from index.fulltext.document import Document
from index.fulltext.engine import FullText, Health
from index.fulltext.search.snapshot import Snapshot
from index.models import Sort
from index.query.parser import parse
from tests.unit.test_fulltext import document, filled, ids

WORDS = ("crane", "harbour", "storm", "tunnel", "island", "old")
QUERIES = (*WORDS, "NOT crane", '"crane harbour"', "title:storm", "cra*", "storm OR tunnel", "cranes NOT old")


def some(random_: random.Random, number: int) -> Document:
    """A document of a few words, many of which other documents have too."""
    words = " ".join(random_.choices(WORDS, k=random_.randint(1, 12)))
    return document(number, words, title=random_.choice(WORDS), date=20240000 + number)


def scores(index: FullText, query: str) -> dict[int, float]:
    """The articles of a query with their scores."""
    node = parse(query).node
    assert node is not None
    return dict(index.page(node, Sort.RELEVANCE, 1000).hits)


def found(index: FullText) -> dict[str, set[int]]:
    """The articles of each query. Their order may differ: what is deleted counts until it is merged away."""
    return {query: set(ids(index, query)) for query in QUERIES}


@pytest.mark.parametrize("seed", range(6))
def test_an_index_with_replaced_documents_answers_like_one_built_anew(tmp_path: Path, seed: int) -> None:
    random_ = random.Random(seed)  # noqa: S311
    documents = {number: some(random_, number) for number in range(1, 60)}
    numbers = list(documents)
    index = filled(tmp_path / "w", *([documents[n] for n in numbers[at : at + 7]] for at in range(0, 59, 7)))
    for _ in range(12):
        chosen = random_.sample(numbers, random_.choice([1, 3, 20]))
        documents.update({number: some(random_, number) for number in chosen})
        index.add([documents[number] for number in chosen], replaced=set(chosen))
        fresh = filled(tmp_path / f"fresh{_}", [documents[n] for n in numbers])
        assert found(index) == found(fresh)
        fresh.close()
    index.add([], merge_all=True)
    fresh = filled(tmp_path / "fresh", [documents[n] for n in numbers])
    for query in QUERIES:  # the lengths of what is merged away are known by their bytes, about
        assert scores(index, query) == pytest.approx(scores(fresh, query), rel=0.02)
    status = index.status()
    assert (status.health, status.count, status.last_id) == (Health.READABLE, 59, 59)
    index.close()
    again = FullText(tmp_path / "w", "archive")
    assert again.damage() == []
    assert sorted(ids(again, "NOT nosuchword")) == numbers


def test_what_is_replaced_does_not_pile_up(tmp_path: Path) -> None:
    index = filled(tmp_path / "w", [document(n, "crane") for n in range(1, 101)])
    for round_ in range(1, 30):
        numbers = range(1, 101, 4)
        index.add([document(n, f"crane round{round_}") for n in numbers], replaced=set(numbers))
        assert len(ids(index, f"round{round_}")) == 25
        assert ids(index, f"round{round_ - 1}") == []
    assert len(list((tmp_path / "w").glob("*.trm"))) < 8
    assert len(ids(index, "crane")) == 100


def test_a_large_segment_of_which_most_is_replaced_is_written_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    index = filled(tmp_path / "w", [document(n, "crane") for n in range(1, 101)])
    for numbers, kept in ((range(1, 31), 130), (range(31, 61), 100)):
        index.add([document(n, "storm") for n in numbers], replaced=set(numbers))
        assert sum(segment.size for segment in Snapshot(tmp_path / "w").segments) == kept
    assert (len(ids(index, "crane")), len(ids(index, "storm"))) == (40, 60)


def test_documents_are_replaced_all_or_none(tmp_path: Path) -> None:
    index = filled(tmp_path / "w", [document(1, "crane"), document(2, "storm")])

    def failing() -> object:
        yield document(1, "tunnel")
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        index.add(failing(), replaced={1}, revision=7)  # type: ignore[arg-type]
    assert (ids(index, "crane"), ids(index, "tunnel"), index.status().revision) == ([1], [], 0)
    index.add([document(1, "tunnel")], replaced={1}, revision=7)
    assert (ids(index, "crane"), ids(index, "tunnel"), index.status().revision) == ([], [1], 7)


def test_a_revision_is_kept_until_another_is_reached(tmp_path: Path) -> None:
    index = filled(tmp_path / "w", [document(1, "crane")])
    index.adopt(5)
    index.add([document(2, "storm")])
    assert FullText(tmp_path / "w", "archive").status().revision == 5


def test_counts_of_quotes_follow_the_document(tmp_path: Path) -> None:
    spoken = replace(document(1, "crane"), quotes=["crane"])
    index = filled(tmp_path / "w", [document(1, "crane"), document(2, "crane")])
    assert ids(index, "has:quotes") == []
    index.add([spoken], replaced={1})
    assert ids(index, "has:quotes") == [1]
