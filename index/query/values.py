"""The words and phrases of a query with the field that each stands in, in order, however unfinished it is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from index.query.nodes import Field
from index.query.scan import KEYWORDS, Kind, Piece, scan
from index.query.terms import Term, iter_terms


@dataclass(frozen=True, slots=True)
class Value:
    """A word or a phrase of a query.

    ``keyword`` is the field or the filter that it stands in, in small letters, empty for none.
    ``direct`` says whether that stands right before it, and not before a group around it.
    """

    piece: Piece
    keyword: str
    direct: bool
    excluded: bool

    @property
    def field(self) -> Field | None:
        """The field that the words are compared with; None in a filter, like ``date:``."""
        return KEYWORDS.get(self.keyword) if self.keyword else Field.TEXT

    @property
    def text_start(self) -> int:
        """Where in the query ``piece.text`` begins, in code points."""
        if self.piece.kind is not Kind.PHRASE:
            return self.piece.start
        length = len(self.piece.text) + (len(self.piece.slop) + 1 if self.piece.slop is not None else 0)
        return self.piece.end - length - int(self.piece.whole)

    def terms(self) -> Iterator[Term]:
        """The terms, at their code points of the query."""
        start = self.text_start
        for term in iter_terms(self.piece.text):
            yield Term(term.text, start + term.start, start + term.end)


def iter_values(text: str) -> Iterator[Value]:
    """The words and phrases of a query in order. Never fails; linear in the length of the text."""
    around: list[tuple[str, bool]] = []
    keyword, excluded = "", False
    direct, denied = "", False
    for piece in scan(text):
        if piece.kind is Kind.FIELD:
            direct = piece.text
            continue
        if piece.kind is Kind.NOT:
            denied = True
            continue
        if piece.kind is Kind.OPEN:
            around.append((keyword, excluded))
            keyword, excluded = direct or keyword, excluded or denied
        elif piece.kind is Kind.CLOSE and around:
            keyword, excluded = around.pop()
        elif piece.kind in (Kind.WORD, Kind.PHRASE):
            yield Value(piece, direct or keyword, bool(direct), excluded or denied)
        direct, denied = "", False
