"""Queries that make search engines hang: each is a query of bounded size or a message, after little work."""

from __future__ import annotations

import pytest

from index.errors import QueryError
from index.query import DEEPEST, LONGEST_QUERY, MOST_TERMS, Fuzzy, Prefix, Query, parse
from index.query.nodes import leaves
from tests.unit.tracing import lines_run

ATTACKS = {
    "star": "*",
    "star in front": "*a*",
    "short beginning": "a*",
    "short beginnings": "a* AND b* AND c* AND d*",
    "range of words": "[a TO zzz]",
    "regular expression": 'r".*"',
    "slow regular expression": 'r"(.*.*)*=.*"',
    "two slips": "goverment~2",
    "two slips of a short word": "ab~2",
    "nine slips": "~9",
    "ten fuzzy words": " ".join(f"goverment{letter}~3" for letter in "abcdefghij"),
    "two fuzzy words": "goverment~ OR ministry~",
    "long word": "a" * 1_000_000,
    "many words": "word " * 200_000,
    "words within the length": "ab " * (LONGEST_QUERY // 3),
    "parentheses": "(" * 5000,
    "parentheses within the length": "(" * LONGEST_QUERY,
    "pairs of parentheses": "(" * 499 + "a" + ")" * 499,
    "fields and parentheses": "by:(" * 250,
    "not": "NOT " * 3000,
    "not within the length": "NOT " * 249 + "a",
    "dashes": "-(" * 499 + "a",
    "quotation marks": '"' * 20001,
    "quotation marks within the length": '"' * 999,
    "long or": " OR ".join(f"w{number}" for number in range(5000)),
    "or within the length": " OR ".join("ab" for _ in range(160)),
    "hyphens": "a-" * 499 + "a",
    "compounds": "a-b " * 250,
    "phrase": '"' + "ab " * 300 + '"',
    "far phrase": '"a b"~99999999999999999999',
    "characters": "中" * 999,
    "control characters": "\x00\x07\x1b[31m\x9b2J\x1b]52;c;x\x07",
    "overrides": "\u202ecrane\u202c \u2066x\u2069",
    "surrogate": "crane \ud800",
    "combining marks": "a" + "\u0301" * 998,
    "colons": "a:b:c:d title:by:x ::::",
    "boost": "crane^1000000",
    "bad dates": "date:99999-99-99..0000-00-00",
    "dates": "date:" + "9" * 990,
    "relative dates": 'date:"last 9999 weeks"',
    "numbers": "entity:" + "9" * 990,
    "stars": "ab* " * 250,
    "equals": "=" * 999,
}


@pytest.mark.parametrize("typing", [False, True])
@pytest.mark.parametrize("text", ATTACKS.values(), ids=ATTACKS)
def test_an_attack_is_a_bounded_query_or_a_message(text: str, typing: bool) -> None:
    def attempt() -> Query | QueryError:
        try:
            return parse(text, typing)
        except QueryError as error:
            return error

    query = attempt()
    if isinstance(query, QueryError):
        assert 0 <= query.start <= query.end <= len(text)
        assert str(query).isprintable()
    else:
        parts = leaves(query.node)
        assert len(parts) <= 3 * MOST_TERMS
        assert sum(isinstance(part, Fuzzy) for part in parts) <= 1
        assert all(len(part.term) > 1 for part in parts if isinstance(part, Prefix))
        assert len(repr(query.node)) < 20_000
    assert lines_run(attempt) < 25_000


@pytest.mark.parametrize(
    "attack", ["star", "star in front", "short beginning", "two slips", "two fuzzy words", "long word", "not"]
)
def test_a_message_says_what_to_do(attack: str) -> None:
    with pytest.raises(QueryError, match=r"needs|stands only|takes no|Only one|shorten|simplify"):
        parse(ATTACKS[attack])


def test_what_is_just_within_the_limits_is_a_query() -> None:
    assert parse("(" * DEEPEST + "a" + ")" * DEEPEST).node
    assert parse("NOT " * DEEPEST + "a").node
    assert len(leaves(parse(" ".join(["ab"] * MOST_TERMS)).node)) == MOST_TERMS
    assert parse("x" * LONGEST_QUERY).node
    assert parse("a-b " * (MOST_TERMS // 3)).node
    with pytest.raises(QueryError, match="leave some out"):
        parse("a-b " * (MOST_TERMS // 3 + 1))
