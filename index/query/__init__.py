"""The query language.

    words  =word          all of them, in any of their forms; exactly as written
    "words side by side"  exactly as written; with ~3 after it, with at most three words in between
    a OR b, NOT a, -a, (a b)
    minist*  goverment~   a beginning; a word with one slip of the pen
    title: quote: by: about: person: org: place: source:   followed by a word, a "phrase" or a (group)
    date:2024-04  date:2023..2024  date:>2024-04-15  date:2024-q1  date:"last week"
    is:unread  is:read  is:starred  has:quotes  entity:12

:func:`parse` reads a query, :func:`find_matches` finds in a text what a query matches.
:mod:`index.query.suggesting` corrects a query that found nothing, :mod:`index.query.completing` offers
what may be typed next; both ask a :class:`index.query.vocabulary.Vocabulary`.
"""

from __future__ import annotations

from index.query.matches import find_matches, matches_text
from index.query.nodes import (
    And,
    DateRange,
    Field,
    Fuzzy,
    HasQuotes,
    Leaf,
    Mark,
    Marked,
    Node,
    Not,
    OneEntity,
    Or,
    Phrase,
    Prefix,
    Query,
    Word,
    positive_leaves,
)
from index.query.parser import (
    DEEPEST,
    LONGEST_QUERY,
    MOST_SLOP,
    MOST_TERMS,
    SHORTEST_FUZZY,
    SHORTEST_PREFIX,
    parse,
)

__all__ = [
    "DEEPEST",
    "LONGEST_QUERY",
    "MOST_SLOP",
    "MOST_TERMS",
    "SHORTEST_FUZZY",
    "SHORTEST_PREFIX",
    "And",
    "DateRange",
    "Field",
    "Fuzzy",
    "HasQuotes",
    "Leaf",
    "Mark",
    "Marked",
    "Node",
    "Not",
    "OneEntity",
    "Or",
    "Phrase",
    "Prefix",
    "Query",
    "Word",
    "find_matches",
    "matches_text",
    "parse",
    "positive_leaves",
]
