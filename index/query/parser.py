"""Reads a query into its tree.

Words side by side must all match; AND binds closer than OR; NOT and a leading dash exclude what
follows. ``field:`` holds for the word, the phrase or the group after it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from index.errors import QueryError
from index.query.fields import unknown_field
from index.query.filters import EXAMPLES, parse_filter
from index.query.nodes import And, Field, Fuzzy, Node, Not, Or, Phrase, Prefix, Query, Word
from index.query.scan import FILTERS, KEYWORDS, Kind, Piece, scan
from index.query.terms import compound, stands_alone, term_texts
from index.text import without_invisible

LONGEST_QUERY = 1000
"""Code points of a query."""

MOST_TERMS = 32
"""Words of a query; each costs a look at the index."""

DEEPEST = 16
"""Parentheses and NOTs within each other."""

SHORTEST_PREFIX = 2
"""Letters before a ``*``; fewer would match too much of the vocabulary."""

SHORTEST_FUZZY = 4
"""Letters before a ``~``."""

MOST_SLOP = 20
"""Words between those of a phrase that its ``~`` can allow."""


_NUMBERED = re.compile(r"\w~\d+$", re.ASCII)


def parse(text: str, typing: bool = False, today: date | None = None) -> Query:
    """The tree of a query.

    With ``typing`` the query may be unfinished: what cannot be used yet is set aside, and
    ``Query.problem`` says so; the last word also matches as a beginning. ``today`` is the day that
    "yesterday" is counted from, by default the day that it is. Characters that nobody sees, such as soft
    hyphens, are left out, as they are of texts; ``Query.text`` is without them. Raises
    :class:`index.errors.QueryError`, and nothing else, for what cannot be understood.
    """
    if len(text) > LONGEST_QUERY:
        raise QueryError(
            f"The query has {len(text)} characters, and {LONGEST_QUERY} is the most; shorten it",
            LONGEST_QUERY,
            len(text),
        )
    shown, places = without_invisible(text)
    if places is not None:
        try:
            return parse(shown, typing, today)
        except QueryError as error:
            raise QueryError(str(error), places[error.start], places[error.end]) from None
    if not text.strip():
        return Query(text, None)
    parser = _Parser(text, list(scan(text)), typing, today)
    node = parser.parse()
    if node is None and parser.problem is None:
        message = "There is no word in this query; type a word or a name"
        if not typing:
            raise QueryError(message, 0, len(text))
        parser.problem = message
    return Query(text, node, parser.problem)


@dataclass(slots=True)
class _Parser:
    """One pass over the pieces of a query by recursive descent."""

    text: str
    pieces: list[Piece]
    typing: bool
    today: date | None = None
    at: int = 0
    depth: int = 0
    terms: int = 0
    excluding: int = 0
    fuzzy: bool = False
    problem: str | None = None
    fields: list[Field] = field(default_factory=lambda: [Field.TEXT])

    def parse(self) -> Node | None:
        parts = []
        while True:
            parts.append(self._either())
            piece = self._peek()
            if piece is None:
                return _join(And, parts)
            self._set_aside("This “)” closes nothing; take it out", piece)
            self.at += 1

    def _either(self) -> Node | None:
        """Parts divided by OR."""
        parts = [self._all()]
        while (piece := self._peek()) and piece.kind is Kind.OR:
            self.at += 1
            self._need_operand(piece)
            parts.append(self._all())
        return _join(Or, parts)

    def _all(self) -> Node | None:
        """Parts side by side or divided by AND."""
        parts: list[Node | None] = []
        seen = False
        while (piece := self._peek()) and piece.kind is not Kind.CLOSE:
            if piece.kind is Kind.OR and seen:
                break
            if piece.kind in (Kind.AND, Kind.OR):
                if not seen:
                    self._set_aside(f"{piece.text} needs a word before it", piece)
                self.at += 1
                if piece.kind is Kind.AND:
                    self._need_operand(piece)
                continue
            parts.append(self._one())
            seen = True
        return _join(And, parts)

    def _one(self) -> Node | None:
        """One part: a word, a phrase, a group, a field with its value, or one of these excluded."""
        piece = self.pieces[self.at]
        self.at += 1
        if piece.kind is Kind.NOT:
            return self._excluded(piece)
        if piece.kind is Kind.OPEN:
            return self._group(piece)
        if piece.kind is Kind.FIELD:
            return self._with_field(piece)
        return self._guarded(piece)

    def _excluded(self, piece: Piece) -> Node | None:
        if not self._need_operand(piece):
            return None
        self._deeper(piece)
        self.excluding += 1
        part = self._one()
        self.excluding -= 1
        self.depth -= 1
        return None if part is None else Not(part)

    def _group(self, piece: Piece) -> Node | None:
        self._deeper(piece)
        node = self._either()
        self.depth -= 1
        if self._peek() is None:
            self._set_aside("This “(” is not closed; add a “)”", piece)
        else:
            self.at += 1
            if node is None and self.pieces[self.at - 2] is piece:
                self._set_aside("There is nothing between these parentheses", piece)
        return node

    def _with_field(self, piece: Piece) -> Node | None:
        """What follows ``field:``."""
        value = self._peek()
        if value is None or value.kind not in (Kind.WORD, Kind.PHRASE, Kind.OPEN):
            self._set_aside(f"“{piece.text}:” needs a value after it, like {EXAMPLES[piece.text]}", piece)
            return None
        self.at += 1
        if piece.text in FILTERS:
            return self._guarded(value, piece.text)
        self.fields.append(KEYWORDS[piece.text])
        node = self._group(value) if value.kind is Kind.OPEN else self._guarded(value)
        self.fields.pop()
        return node

    def _guarded(self, piece: Piece, keyword: str = "") -> Node | None:
        """A leaf; while typing, one at the end that is not whole yet is set aside."""
        if self.problem is None and piece.kind is Kind.WORD:
            self.problem = unknown_field(self.text, piece)
        try:
            self._count(piece)
            if keyword:
                self._need_end(piece)
                return parse_filter(keyword, piece, self.today)
            return self._phrase(piece) if piece.kind is Kind.PHRASE else self._word(piece)
        except QueryError as error:
            if self.typing and piece.end == len(self.text) and self.terms <= MOST_TERMS:
                self.problem = self.problem or str(error)
                return None
            raise

    def _phrase(self, piece: Piece) -> Node | None:
        terms = tuple(term_texts(piece.text))
        self._need_end(piece)
        if not terms:
            return None
        self._count(piece, _weight(terms) - 1)
        unfinished = not (piece.whole or piece.text[-1:].isspace() or stands_alone(terms[-1]))
        unfinished = unfinished and len(terms[-1]) >= SHORTEST_PREFIX
        slop = self._slop(piece)
        slop = slop if len(terms) > 1 else 0
        return Phrase(self.fields[-1], terms, prefix=unfinished, slop=slop, begun=unfinished)

    def _need_end(self, piece: Piece) -> None:
        """A phrase must be closed."""
        if not piece.whole:
            self._set_aside("This quotation mark is not closed; add another", piece)

    def _slop(self, piece: Piece) -> int:
        """How many words may stand between those of a phrase."""
        if piece.slop is None:
            return 0
        spot = replace(piece, start=piece.end - len(piece.slop) - 1)
        if not (piece.slop.isascii() and piece.slop.isdigit()):
            message = "“~” after a phrase needs the number of words that may stand in between, like ~3"
            self._set_aside(message, spot)
            return 0
        slop = int(piece.slop)
        if slop > MOST_SLOP:
            message = (
                f"At most {MOST_SLOP} words may stand between those of a phrase; write ~{MOST_SLOP} or less"
            )
            self._set_aside(message, spot)
        return min(slop, MOST_SLOP)

    def _word(self, piece: Piece) -> Node | None:
        body, exact, mark = _unmark(piece)
        terms = tuple(term_texts(body))
        if not terms:
            if mark == "*" or piece.text == "~":
                message = f"“{mark}” needs letters before it, like minist{mark}"
                raise QueryError(message, piece.start, piece.end)
            return None
        self._count(piece, _weight(terms) - 1)
        if mark == "~":
            return self._fuzzy(piece, terms)
        if mark == "*" and stands_alone(terms[-1]):
            mark = ""
        if mark == "*" and len(terms[-1]) < SHORTEST_PREFIX:
            message = f"“*” needs at least {SHORTEST_PREFIX} letters before it"
            raise QueryError(message, piece.start, piece.end)
        joined = None
        if len(terms) > 1 and not exact and self.fields[-1].stemmed:
            joined = compound(body, terms)
        return self._plain(piece, terms, prefix=mark == "*", exact=exact, joined=joined)

    def _plain(
        self,
        piece: Piece,
        terms: tuple[str, ...],
        *,
        prefix: bool,
        exact: bool,
        joined: str | None,
    ) -> Node | None:
        """A word, or words that a hyphen joins, whole or as a beginning."""
        where = self.fields[-1]
        last = self.typing and piece.end == len(self.text) and not prefix and not self.excluding
        last = last and not stands_alone(terms[-1]) and not exact
        if last and len(terms[-1]) < SHORTEST_PREFIX:
            return self._short(piece, terms)
        found: list[Node] = []
        if len(terms) > 1:
            found.append(Phrase(where, terms, prefix=prefix or last, begun=last))
        single = terms[0] if len(terms) == 1 else joined
        if single and found:
            self._count(piece)
        if single and not prefix:
            found.append(Word(where, single, exact))
        if single and (prefix or last):
            found.append(Prefix(where, single, begun=last))
        return _join(Or, found)

    def _short(self, piece: Piece, terms: tuple[str, ...]) -> Node | None:
        """A last word of one letter while typing: more is to come, so it does not narrow the results yet."""
        self._set_aside(f"“{terms[-1]}” waits for its second letter", piece)
        terms = terms[:-1]
        if not terms:
            return None
        return Phrase(self.fields[-1], terms) if len(terms) > 1 else Word(self.fields[-1], terms[0])

    def _fuzzy(self, piece: Piece, terms: tuple[str, ...]) -> Node:
        if len(terms) > 1 or len(terms[0]) < SHORTEST_FUZZY:
            message = f"“~” goes with one word of at least {SHORTEST_FUZZY} letters, like goverment~"
            raise QueryError(message, piece.start, piece.end)
        if self.fuzzy:
            message = "Only one word of a query can have a “~”; take this one out"
            raise QueryError(message, piece.start, piece.end)
        self.fuzzy = True
        return Fuzzy(self.fields[-1], terms[0])

    def _peek(self) -> Piece | None:
        return self.pieces[self.at] if self.at < len(self.pieces) else None

    def _need_operand(self, piece: Piece) -> bool:
        """Whether something follows an operator that it can apply to."""
        after = self._peek()
        if after and after.kind not in (Kind.AND, Kind.OR, Kind.CLOSE):
            return True
        name = "NOT" if piece.kind is Kind.NOT else piece.text
        self._set_aside(f"{name} needs a word after it", piece)
        return False

    def _set_aside(self, message: str, piece: Piece) -> None:
        """An error, or a remark while the query is being typed."""
        if not self.typing:
            raise QueryError(message, piece.start, piece.end)
        self.problem = self.problem or message

    def _deeper(self, piece: Piece) -> None:
        self.depth += 1
        if self.depth > DEEPEST:
            message = f"More than {DEEPEST} parentheses or NOTs stand within each other; simplify the query"
            raise QueryError(message, piece.start, piece.end)

    def _count(self, piece: Piece, more: int = 1) -> None:
        self.terms += more
        if self.terms > MOST_TERMS:
            message = f"The query has more than {MOST_TERMS} words; leave some out"
            raise QueryError(message, piece.start, piece.end)


def _unmark(piece: Piece) -> tuple[str, bool, str]:
    """A word without its marks, whether a ``=`` stands before it, and the ``*`` or ``~`` after it."""
    body, mark = piece.text, ""
    exact = body[0] == "=" and len(body) > 1
    body = body[1:] if exact else body
    if body[-1] in "*~":
        body, mark = body[:-1], body[-1]
    if _NUMBERED.search(body):
        message = "“~” after a word takes no number; it finds words that differ by one slip, like goverment~"
        raise QueryError(message, piece.start, piece.end)
    if "*" in body:
        raise QueryError("“*” stands only at the end of a word, like minist*", piece.start, piece.end)
    if exact and mark and body:
        message = f"“=” asks for a word as it is written; take “=” or “{mark}” out"
        raise QueryError(message, piece.start, piece.end)
    return body, exact, mark


def _weight(terms: tuple[str, ...]) -> int:
    """How many words some terms count for; of a script without spaces, four characters are one."""
    characters = sum(map(stands_alone, terms))
    return len(terms) - characters + (characters + 3) // 4


def _join(kind: type[And] | type[Or], parts: Sequence[Node | None]) -> Node | None:
    """The parts that are there, as one node; parts of the same kind are taken in."""
    flat: list[Node] = []
    for part in parts:
        if isinstance(part, And | Or) and isinstance(part, kind):
            flat.extend(part.parts)
        elif part is not None:
            flat.append(part)
    if len(flat) > 1:
        return kind(tuple(flat))
    return flat[0] if flat else None
