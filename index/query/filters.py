"""The parts of a query whose value is no words to search for: ``date:``, ``has:``, ``is:``, ``entity:``."""

from __future__ import annotations

from datetime import date

from index.errors import QueryError
from index.query.dates import parse_date_range
from index.query.nodes import Filter, HasQuotes, Mark, Marked, OneEntity
from index.query.scan import KEYWORDS, Kind, Piece
from index.text import clean_line

HAS_VALUES = ("quotes",)
"""What stands after ``has:``."""

EXAMPLES = {
    "date": "date:2024-04",
    "has": "has:quotes",
    "is": "is:unread",
    "entity": "entity:12",
    "by": "by:lincoln",
    **{name: f"{name}:word" for name in KEYWORDS if name != "by"},
}
"""What a field with its value looks like."""


def parse_filter(keyword: str, piece: Piece, today: date | None) -> Filter:
    """The node of a filter with its value; ``today`` is what dates are counted from. Raises QueryError."""
    if piece.kind is Kind.OPEN:
        message = f"“{keyword}:” takes one value, like {EXAMPLES[keyword]}"
        raise QueryError(message, piece.start, piece.end)
    value = piece.text.strip()
    try:
        if keyword == "date":
            return parse_date_range(value, today)
        if keyword == "entity":
            return _one_entity(value)
        return _marked(value.lower()) if keyword == "is" else _has(value.lower())
    except ValueError as error:
        raise QueryError(str(error), piece.start, piece.end) from None


def _has(value: str) -> HasQuotes:
    """The node of ``has:``."""
    if value not in (*HAS_VALUES, "quote"):
        raise ValueError("“has:” knows only has:quotes")
    return HasQuotes()


def _marked(value: str) -> Marked:
    """The node of ``is:``."""
    if value not in tuple(Mark):
        raise ValueError("“is:” knows is:unread, is:read and is:starred")
    return Marked(Mark(value))


def _one_entity(number: str) -> OneEntity:
    """The node of ``entity:``."""
    if number.isascii() and number.isdigit():
        return OneEntity(int(number))
    raise ValueError(
        f"“{clean_line(number, 40)}” is not the number of an entity, like {EXAMPLES['entity']}; "
        "a name stands after person:, org:, place: or about:"
    )
