from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.query import LONGEST_QUERY
from index.query.completing import Completion, complete
from tests.unit.query_support import FakeVocabulary

TODAY = date(2024, 4, 17)


def offered(typed: str, limit: int = 8) -> tuple[str, tuple[Completion, ...]]:
    """The query without the bar that stands for the cursor, and what is offered there."""
    query = typed.replace("|", "")
    return query, complete(query, typed.index("|"), FakeVocabulary(), limit, TODAY)


@pytest.mark.parametrize(
    ("typed", "becomes"),
    [
        ("b|", ["by:"]),
        ("crane -per|", ["crane -person:"]),
        ("pe|rson:x", []),
        ("s|", ["source:"]),
        ("tex|", ["text:"]),
        ("min|", ["minister", "ministers", "ministry"]),
        ("min|i crane", ["minister crane", "ministers crane", "ministry crane"]),
        ("MINIS|", ["minister", "ministers", "ministry"]),
        ("Zür|", ["zurich"]),
        ('"old min|', ['"old minister', '"old ministers', '"old ministry']),
        (
            "title:(crane OR minist|)",
            [f"title:(crane OR {x})" for x in ("minister", "ministers", "ministry")],
        ),
        ("=gover|", ["=government", "=governor"]),
        ("co-op|", ["co-operation"]),
        ("by:el|", ['by:"Ruth Ellison"', "by:Elli"]),
        ("-by:el|", ['-by:"Ruth Ellison"', "-by:Elli"]),
        ('by:"ruth e|', ['by:"Ruth Ellison"']),
        ('by:"ruth e| cranes', ['by:"Ruth Ellison" cranes']),
        ('person:"bank|" x', ['person:"Bank of Hallam" x']),
        ("by:(putin OR ell|)", ['by:(putin OR "Ruth Ellison")', "by:(putin OR Elli)"]),
        ("about:brie|", []),
        ("about:o'b|", ['about:"O\'Brien"']),
        ("source:|", ["source:Reuters", 'source:"Hallam Post"']),
        ("source:re| x", ["source:Reuters x"]),
        ("is:|", ["is:unread", "is:read", "is:starred"]),
        ("crane is:|unr", ["crane is:unread", "crane is:read", "crane is:starred"]),
        ("has:|", ["has:quotes"]),
        ("date:l|", [f'date:"last {x}"' for x in ("week", "month", "year", "7 days", "30 days")]),
        ('date:"last m|', ['date:"last month"']),
        ("date:2|", ["date:2024", "date:2023", "date:2022", "date:2021"]),
        ("date:2019-q|", [f"date:2019-q{x}" for x in (1, 2, 3, 4)]),
        ("date:2019-1|", ["date:2019-10", "date:2019-11", "date:2019-12"]),
        ("date:>y|", ["date:>yesterday"]),
        ("date:>l|", []),
        ("date:2021..2|", ["date:2021..2024", "date:2021..2023", "date:2021..2022", "date:2021..2021"]),
        ("date:202|..2023", ["date:2024..2023", "date:2023..2023", "date:2022..2023", "date:2021..2023"]),
        ("|", []),
        ("min |", []),
        ("minist*|", []),
        ("by: |", []),
        ('by:"bank"|', []),
        ("entity:1|", []),
        ("m|", []),
        ("crane|", ["cranes"]),
    ],
)
def test_what_is_offered_takes_the_place_of_what_is_typed(typed: str, becomes: list[str]) -> None:
    query, found = offered(typed)
    assert [query[: each.start] + each.insert + query[each.end :] for each in found] == becomes


def test_a_completion_tells_what_it_is_and_how_much_there_is() -> None:
    assert offered("by:el|")[1][0] == Completion("Ruth Ellison", 3, 5, '"Ruth Ellison"', "name", 9)
    assert offered("x s|")[1][0] == Completion("source:", 2, 3, "source:", "field", 0)
    assert offered("source:h|")[1][0] == Completion("Hallam Post", 7, 8, '"Hallam Post"', "source", 7)
    assert offered("date:tod|")[1][0] == Completion("today", 5, 8, "today", "date", 0)
    assert offered("is:s|")[1][0] == Completion("starred", 3, 4, "starred", "is", 0)
    assert offered("mach|")[1][0] == Completion("machine", 0, 4, "machine", "word", 45)


def test_no_more_is_offered_than_asked_for() -> None:
    assert [each.text for each in offered("t|", 1)[1]] == ["title:"]
    assert len(offered("date:|", 3)[1]) == 3
    assert offered("date:|", 0)[1] == ()


@given(
    st.lists(
        st.sampled_from(
            ["by:", "date:", "is:", "title:", '"', "(", ")", "-", "=", "min", "el", "..", "*", " ", ">"]
        )
        | st.text(max_size=3),
        max_size=12,
    ).map("".join),
    st.integers(-2, 60),
)
def test_whatever_is_typed_the_offers_replace_what_is_there(text: str, cursor: int) -> None:
    for each in complete(text, cursor, FakeVocabulary(), today=TODAY):
        assert 0 <= each.start <= each.end <= len(text)
        assert each.insert
        assert each.start <= min(cursor, len(text)) <= each.end


def test_a_query_that_is_too_long_is_not_looked_at() -> None:
    assert complete("by:el" + " " * LONGEST_QUERY, 5, FakeVocabulary()) == ()
