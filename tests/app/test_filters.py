"""Filters in a query, and queries without anything else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.errors import QueryError
from index.query import OneEntity, parse
from index.query.nodes import leaves
from reader.tui.filters import entity_ids, laid, lay, lift, only_filters

PIECES = ["entity:12", "entity:7", "-entity:3", 'person:"Ada Stone"', "bridge", "OR", "(", ")", '"entity:5"']


@pytest.mark.parametrize(
    "query",
    [
        "",
        "entity:12",
        'person:"Ada Stone" org:x',
        "-by:reed (date:2024 OR date:2023..2024) NOT has:quotes",
        "person:a-b",
        'place:"Kyi',
    ],
)
def test_filters_alone_are_no_words(query: str) -> None:
    assert only_filters(query)


@pytest.mark.parametrize(
    "query", ["bridge", "entity:12 bridge", '"person:a"', "title:war", "ORxyz", "person: x"]
)
def test_words_are_more_than_filters(query: str) -> None:
    assert not only_filters(query)


def test_a_query_of_many_pieces_that_are_no_filter_is_soon_told() -> None:
    assert not only_filters("person:a-" * 110 + " bridge")


@given(st.lists(st.sampled_from(PIECES), max_size=6).map(" ".join))
def test_the_numbers_of_a_query_are_those_that_it_is_understood_to_have(query: str) -> None:
    try:
        understood = leaves(parse(query, typing=True).node)
    except QueryError:
        return
    asked = {leaf.entity_id for leaf in understood if isinstance(leaf, OneEntity)}
    assert asked <= set(entity_ids(query)) <= {12, 7, 3}


@given(st.sampled_from(["", "bridge", "bridge OR tunnel", "(a OR b) (c OR d)", '"x" OR y']))
def test_a_filter_that_is_laid_is_lifted(query: str) -> None:
    both = lay("entity:7", lay('person:"Ada"', query))
    assert laid(both) == ["entity:7", 'person:"Ada"']
    once = lift(both)
    assert once is not None
    assert lift(once) == query
