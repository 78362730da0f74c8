"""Single parts of a search: names that the store corrects, ranges of dates, the words of a text."""

from __future__ import annotations

import math
from collections.abc import Collection
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from index.fulltext.document import Document
from index.fulltext.engine import FullText
from index.fulltext.search.outside import Named
from index.fulltext.segment.fields import PERSONS, SPEAKERS
from index.fulltext.segment.impacts import K1
from index.fulltext.segment.vocabulary import Vocabulary
from index.models import Sort
from index.query.nodes import And, DateRange, Mark, Naming, Node, Not
from index.query.terms import compounds, term_texts
from tests.unit.index_support import ARCHIVE, begin, node


@dataclass(frozen=True)
class Said:
    """What the store says of every name, and of no mark."""

    answer: Named

    def named(self, leaf: Naming) -> Named:
        return self.answer

    def marked(self, mark: Mark) -> Collection[int]:
        return ()


def document(number: int, *speakers: int) -> Document:
    entities = {PERSONS.name: [7], SPEAKERS.name: speakers}
    return Document(number, 0, "", f"crane {number}", entities={k: v for k, v in entities.items() if v})


@pytest.fixture(scope="module")
def spoken(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two segments in which 5 speaks in the articles 1, 2, 4 and 6, and 8 in 2 and 3."""
    path = tmp_path_factory.mktemp("spoken") / "whoosh"
    index = begin(path)
    index.add([document(1, 5), document(2, 5, 5, 8), document(3, 8)])
    index.add([document(4, 5), document(5), document(6, 5)])
    return path


BY = node("by:ellison")
FIVE = Named({SPEAKERS.name: [5]})


@pytest.mark.parametrize(
    ("answer", "found"),
    [
        (FIVE, {1, 2, 4, 6}),
        (replace(FIVE, without={2, 6}), {1, 4}),
        (replace(FIVE, without={2, 6}, articles={2}), {1, 2, 4}),
        (replace(FIVE, articles={3, 5}), {1, 2, 3, 4, 5, 6}),
        (replace(FIVE, without={1, 2, 4, 6}), set()),
        (replace(FIVE, without={3, 5, 99}, articles={98}), {1, 2, 4, 6}),
        (Named({SPEAKERS.name: [5, 8]}, {2}), {1, 3, 4, 6}),
        (Named({}, {1}, {1, 5}), {1, 5}),
        (Named({SPEAKERS.name: [9]}, {1}), set()),
    ],
)
def test_articles_in_which_the_index_is_not_trusted_are_those_of_the_store(
    spoken: Path, answer: Named, found: set[int]
) -> None:
    def matching(wanted: Node) -> set[int]:
        index = FullText(spoken, ARCHIVE, Said(answer))
        page = index.page(wanted, Sort.RELEVANCE, 10)
        assert page.total == len(page.hits)
        assert index.matching(wanted) == {number for number, _ in page.hits}
        return index.matching(wanted)

    everything = {1, 2, 3, 4, 5, 6}
    assert matching(BY) == found
    assert matching(Not(BY)) == everything - found
    assert matching(And((BY, node("crane")))) == found
    assert matching(And((node("crane"), Not(BY)))) == everything - found


def test_who_is_named_counts_by_how_often_and_not_by_the_length(spoken: Path) -> None:
    weight = (math.log(6 / (4 + 1)) + 1) * (K1 + 1)
    found = dict(FullText(spoken, ARCHIVE, Said(FIVE)).page(BY, Sort.RELEVANCE, 10).hits)
    once, twice = weight / (1 + K1), weight * 2 / (2 + K1)
    assert found == pytest.approx({1: once, 2: twice, 4: once, 6: once})


DATES = sorted(
    {0, *range(20220000, 20250000, 10000)}
    | {year + month for year in (20230000, 20240000) for month in (100, 200, 300, 400, 1200)}
    | {20230131, 20230201, 20231231, 20240101, 20240229, 20240301, 20240331, 20240401, 20240415, 20240430}
)


@pytest.fixture(scope="module")
def dated(tmp_path_factory: pytest.TempPathFactory) -> FullText:
    """An article for each of the dates, in another order; their numbers are the places of the dates."""
    index = begin(tmp_path_factory.mktemp("dated") / "whoosh")
    documents = [Document(at + 1, date, "", "crane") for at, date in enumerate(DATES)]
    index.add([*documents[1::2], *documents[::2]])
    return index


def between(index: FullText, span: DateRange) -> list[int]:
    return [DATES[article - 1] for article in sorted(index.matching(span))]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("date:2024-03-01..2024-04-15", [20240301, 20240331, 20240401, 20240415]),
        ("date:2024-03..2024-04-15", [20240300, 20240301, 20240331, 20240401, 20240415]),
        ("date:2024-03..2024-04", [20240300, 20240301, 20240331, 20240400, 20240401, 20240415, 20240430]),
        ("date:2024-04..2024-04-29", [20240401, 20240415]),
        ("date:2024-02-29", [20240229]),
        ("date:2023-12..2024-01-31", [20231200, 20231231, 20240101]),
        ("date:2023-12-31..2024", [date for date in DATES if date >= 20231231]),
    ],
)
def test_a_month_that_a_range_ends_within_is_left_out(dated: FullText, query: str, found: list[int]) -> None:
    span = node(query)
    assert isinstance(span, DateRange)
    assert between(dated, span) == found


NEAR = st.sampled_from(DATES).flatmap(lambda date: st.integers(max(date - 2, 1), date + 101))
ENDS = st.one_of(NEAR, st.sampled_from([1, 20240099, 20239999, 99999999]), st.integers(1, 99999999))


@given(ENDS, ENDS)
@example(20240301, 20240415)
@example(20240000, 20240499)
@example(20240400, 20240400)
def test_a_range_has_the_dates_that_lie_within(dated: FullText, first: int, last: int) -> None:
    span = DateRange(first, last)
    assert between(dated, span) == [date for date in DATES if span.contains(date)]


PIECES = st.sampled_from(
    [
        *(
            "crane",
            "Crane",
            "Ellison's",
            "Ellison\u2019s",
            "'tis",
            "rock'n'roll",
            "U.S.",
            "U.S",
            "a.m.,",
            "x.y",
        ),
        *(
            "e-mail",
            "E-Mail,",
            "co-op-er-ate",
            "t-shirt-s",
            "well\u2010known",
            "non\u2011stop",
            "-lead",
            "trail-",
        ),
        *(
            "1,200",
            "1,200.50",
            "3-D",
            "9-11",
            "covid-19.",
            "\u4e2d\u56fd",
            "a\u4e2d-b",
            "caf\u00e9",
            "cafe\u0301s",
        ),
        *(
            "\u00f8re",
            "\u0130stanbul",
            "\u00df",
            "\ufb01ne",
            "x" * 70,
            "y" * 40 + "-" + "z" * 40,
            "_a_b",
            "\u0301",
        ),
        *(
            "\u201cold\u201d",
            "(old)",
            "old;new",
            "old\u2014new",
            "a-\u0301b",
            "'",
            "-",
            ".",
            ",",
            "\ud800",
            "\x1c",
        ),
    ]
)
BETWEEN = st.sampled_from(
    ["", " ", "\n", ". ", ", ", ",\n", ".\n", "-", "\u00a0", "\u2003", "\u2026", "\x1f", "!", "/"]
)
TEXTS = st.one_of(
    st.lists(st.tuples(PIECES, BETWEEN)).map(
        lambda parts: "".join(chain for part in parts for chain in part)
    ),
    st.text(),
    st.text("aB1.,-'\u2019\u2010 \u0301\u4e2d\u00e9\n", max_size=40),
)


@given(st.lists(TEXTS, min_size=1, max_size=4))
@example(["e-mail e-mail", "e-mail"])
@example(["U.S.-led talks", "the U.S., a.m."])
@example(["e-mail/t-shirt", "a/e-mail/b t-shirt"])
@example(["x" * 70 + " " + "x" * 64, "X" * 65])
def test_a_vocabulary_reads_the_terms_and_compounds_of_texts(texts: list[str]) -> None:
    known = Vocabulary()
    for text in texts:
        numbers, joined = known.read(text)
        written = known.words.texts
        assert [written[number] for number in numbers] == term_texts(text)
        assert [(place, written[number]) for place, number in joined] == compounds(text)
