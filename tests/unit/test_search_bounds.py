"""What a search that goes on for long keeps in memory, and what many words or hits must not change."""

from __future__ import annotations

import sys
import tracemalloc
from collections.abc import Collection
from pathlib import Path

import pytest

from index.deadline import within
from index.errors import TooLongError
from index.fulltext.document import Document
from index.fulltext.engine import FullText
from index.fulltext.search.facets import Facet
from index.fulltext.search.outside import Named, Nobody
from index.fulltext.segment.fields import PERSONS
from index.models import Sort
from index.query import parse
from index.query.nodes import Mark, Naming
from index.userstate import UserState
from tests.unit.index_support import ARCHIVE, begin, node

MANY = 150


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Articles with the words "storm" and "the", and each with another word that begins with "re"."""
    path = tmp_path_factory.mktemp("many") / "whoosh"
    words = [f"re{chr(97 + number // 26)}{chr(97 + number % 26)}" for number in range(MANY)]
    begin(path).add(
        Document(number, 20240000 + number, "", f"the {word} storm", entities={PERSONS.name: [number]})
        for number, word in enumerate(words, 1)
    )
    return path


class Johns(Nobody):
    """Knows 70 persons for every name."""

    def named(self, leaf: Naming) -> Named:
        return Named({PERSONS.name: range(1, 71)})


@pytest.mark.parametrize("query", ["storm OR about:zanzibar", "storm OR person:john", "storm OR quote:x"])
@pytest.mark.parametrize("outside", [Nobody(), Johns()])
def test_words_and_names_of_which_one_is_enough(many: Path, query: str, outside: Nobody) -> None:
    page = FullText(many, ARCHIVE, outside).page(node(query), Sort.RELEVANCE, 20)
    assert (page.total, len(page.hits)) == (MANY, 20)


@pytest.mark.parametrize(
    ("query", "typing"),
    [("the/re*", False), ('"the re', True), ("re*", False), ("re", True), ("the-re", True)],
)
def test_many_words_that_begin_so_all_count(many: Path, query: str, typing: bool) -> None:
    wanted = parse(query, typing=typing).node
    assert wanted is not None
    assert len(FullText(many, ARCHIVE).matching(wanted)) == MANY


def test_of_very_many_words_that_begin_so_the_most_frequent_count_while_it_is_typed(
    many: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("index.fulltext.search.expansion.MOST_TYPED", 100)
    typed, written = parse('"the re', typing=True).node, node("the/re*")
    assert typed is not None
    assert 0 < len(FullText(many, ARCHIVE).matching(typed)) < MANY
    assert len(FullText(many, ARCHIVE).matching(written)) == MANY


@pytest.mark.parametrize("query", ["title:re*", "quote:re*", "the/re*"])
def test_many_words_that_begin_so_end_with_the_time(
    many: Path, query: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("index.fulltext.search.matching._STEP", 1)
    index = FullText(many, ARCHIVE)
    index.matching(node("storm"))
    with within(0.0), pytest.raises(TooLongError):
        index.matching(node(query))


def test_compounds_of_a_title_are_found_in_it(tmp_path: Path) -> None:
    index = begin(tmp_path / "whoosh")
    index.add(
        [Document(1, 0, "A well-known man", "A well-known man\n\nHe left."), Document(2, 0, "", "well-known")]
    )
    assert index.matching(node("title:wellknown")) == {1}
    assert index.matching(node("title:well-known")) == {1}
    assert index.matching(node("wellknown")) == {1, 2}


class Read(Nobody):
    """Somebody who has read very much, and whose marks are given as another object each time."""

    def marked(self, mark: Mark) -> Collection[int]:
        return frozenset(range(20_000))


def test_what_is_read_is_not_kept_with_each_search(many: Path) -> None:
    outside = Read()
    index = FullText(many, ARCHIVE, outside)
    tracemalloc.start()
    try:
        for number in range(20):
            assert index.matching(node(f"storm is:unread -absent{number}")) == set()
        kept, _ = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert kept < 20 * sys.getsizeof(outside.marked(Mark.UNREAD)) / 4


def test_marks_are_the_same_object_until_they_change(tmp_path: Path) -> None:
    state = UserState(tmp_path / "a", "u", directory=tmp_path)
    state.mark_read(3)
    state.toggle_star(4)
    assert state.read_ids() is state.read_ids()
    assert state.starred() is state.starred()
    before = state.read_ids()
    state.mark_read(5)
    assert (sorted(before), sorted(state.read_ids())) == ([3], [3, 5])


def test_searches_are_counted_with_all_that_is_asked_of_them_later(many: Path) -> None:
    index = FullText(many, ARCHIVE)
    wanted = node("storm OR the")
    index.page(wanted, Sort.RELEVANCE, 20)
    search = index._searches.get(wanted)
    assert search is not None
    per_hit = 36 + 2 * 16  # bytes in a list of numbers, and in two orders
    rest = sum(matcher.memory for matcher in search._matchers)
    assert search.size - rest >= per_hit * search.total + index._open().total
    before = search.size
    index.page(wanted, Sort.RELEVANCE, 20, 100)
    index.count_by(wanted, Facet.PERSON, 10)
    assert search.size <= before + 40 * search.total
