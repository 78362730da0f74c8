"""The first step of reading a query: text in, pieces out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, auto

from index.query.nodes import Field

KEYWORDS = {
    **{field.value: field for field in Field},
    "names": Field.ABOUT,
    "quotes": Field.QUOTE,
}
"""The words before a colon that name a field; any other word before a colon is a word."""

FILTERS = ("date", "has", "is", "entity")
"""The words before a colon whose value is not searched for as words."""

_MARKS = '"“”„‟«»＂'
_EVERY_MARK = frozenset(_MARKS)
_CHUNK = re.compile(rf"[^\s(){_MARKS}]+")
_PREFIX = re.compile(r"([a-z]+):", re.IGNORECASE | re.ASCII)
_SLOP = re.compile(rf"~([^\s(){_MARKS}]*)")
_MINUS = "-−–"


class Kind(Enum):
    """What a piece of a query is."""

    WORD = auto()
    PHRASE = auto()
    FIELD = auto()
    AND = auto()
    OR = auto()
    NOT = auto()
    OPEN = auto()
    CLOSE = auto()


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a query at ``start:end``; ``text`` is without marks.

    Of a phrase, ``whole`` says whether its end was found, and ``slop`` is what stands between a ``~``
    after it and the next white space or bracket, None without a ``~``.
    """

    kind: Kind
    text: str
    start: int
    end: int
    whole: bool = True
    slop: str | None = None


_OPERATORS = {"AND": Kind.AND, "OR": Kind.OR, "NOT": Kind.NOT}


def as_phrase(words: str) -> str:
    """Words as a phrase of a query, without the quotation marks among them, which would end it."""
    return f'"{" ".join(words.translate(dict.fromkeys(map(ord, _MARKS), " ")).split())}"'


def scan(text: str) -> Iterator[Piece]:
    """The pieces of a query in order. Never fails; linear in the length of the text."""
    at = 0
    after_field = False
    while at < len(text):
        char = text[at]
        if char.isspace():
            at += 1
            continue
        piece = _next_piece(text, at, after_field)
        after_field = piece.kind is Kind.FIELD
        at = piece.end
        yield piece


def _next_piece(text: str, at: int, after_field: bool) -> Piece:
    """The piece that begins at a character that is no white space."""
    char = text[at]
    if char in "()":
        return Piece(Kind.OPEN if char == "(" else Kind.CLOSE, char, at, at + 1)
    if char in _MARKS:
        return _phrase(text, at, at)
    if char == "=" and text[at + 1 : at + 2] in _EVERY_MARK:
        return _phrase(text, at, at + 1)
    match = _CHUNK.match(text, at)
    assert match is not None  # noqa: S101  # neither white space, nor bracket, nor mark
    chunk = match.group()
    if not after_field:
        if char in _MINUS and _negates(text, at):
            return Piece(Kind.NOT, char, at, at + 1)
        prefix = _PREFIX.match(chunk)
        if prefix and prefix[1].lower() in (*KEYWORDS, *FILTERS):
            return Piece(Kind.FIELD, prefix[1].lower(), at, at + prefix.end())
        if chunk in _OPERATORS:
            return Piece(_OPERATORS[chunk], chunk, at, match.end())
    return Piece(Kind.WORD, chunk, at, match.end())


def _negates(text: str, at: int) -> bool:
    """Whether the dash at a place stands before something that it can exclude."""
    after = text[at + 1 : at + 2]
    return after.isalnum() or (bool(after) and after in "(=" + _MARKS)


def _phrase(text: str, at: int, opening: int) -> Piece:
    """The phrase at a place with its opening mark; without a closing mark it goes to the end."""
    close = next((i for i in range(opening + 1, len(text)) if text[i] in _MARKS), None)
    if close is None:
        return Piece(Kind.PHRASE, text[opening + 1 :], at, len(text), whole=False)
    words = text[opening + 1 : close]
    slop = _SLOP.match(text, close + 1)
    if slop:
        return Piece(Kind.PHRASE, words, at, slop.end(), slop=slop[1])
    return Piece(Kind.PHRASE, words, at, close + 1)
