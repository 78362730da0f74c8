"""Filters in a query: those that the screen lays on it, and whether there is anything else in it."""

from __future__ import annotations

import re

FILTER = re.compile(r'\s*(?:(?:person|org|place|about):"[^"]*"|entity:\d+)(?!\S|\s*(?:OR|AND)\b)\s*')
"""What :meth:`index.archive.Archive.filter_for` gives, at the beginning of a query."""

OR = re.compile(r"\bOR\b")
QUOTED = re.compile(r'"[^"]*"')
ENTITY_ID = re.compile(r"(?<![^\s(-])entity:(\d{1,18})(?![^\s)])")

MARK = re.compile(r"""(?<![^\s(-])is:["“]?(unread|read|starred)\b""", re.IGNORECASE)

NO_WORDS = re.compile(
    r"(?:[\s()-]|(?:AND|OR|NOT)\b|"
    r'(?:by|about|person|org|place|source|date|has|is|entity):(?:"[^"]*"?|[^\s"()]++))*'
)
"""A query without words of a text, by which alone articles are ranked."""


def lay(wanted: str, query: str) -> str:
    """A query with one more filter."""
    grouped = f"({query})" if OR.search(query) else query
    return f"{wanted} {grouped}".strip()


def lift(query: str) -> str | None:
    """A query without the filter that was laid on it last; None when there is none."""
    found = FILTER.match(query)
    return _ungrouped(query[found.end() :].strip()) if found else None


def laid(query: str) -> list[str]:
    """The filters that are laid on a query, the last one first."""
    filters = []
    while found := FILTER.match(query):
        filters.append(found.group().strip())
        query = _ungrouped(query[found.end() :].strip())
    return filters


def only_filters(query: str) -> bool:
    """Whether a query only leaves articles out, so that none of the others is better than another."""
    return NO_WORDS.fullmatch(query) is not None


def marks_in(query: str) -> frozenset[str]:
    """The marks of the reader that a query asks for: "read", which also tells what is unread, "starred"."""
    return frozenset(mark.lower().removeprefix("un") for mark in MARK.findall(query))


def entity_ids(query: str) -> list[int]:
    """The entities that a query names by their ids, each once."""
    return list(dict.fromkeys(int(number) for number in ENTITY_ID.findall(QUOTED.sub('""', query))))


def _ungrouped(query: str) -> str:
    """A query without the brackets around all of it, where it is alternatives that a filter has grouped."""
    inner = query[1:-1]
    if not (query.startswith("(") and query.endswith(")")) or not OR.search(inner):
        return query
    depth = 0
    for each in QUOTED.sub("", inner):
        depth += {"(": 1, ")": -1}.get(each, 0)
        if depth < 0:
            return query
    return inner
