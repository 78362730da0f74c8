"""What a query line can offer while a word, a field or its value is being typed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import zip_longest

from index.models import Completion as Completion
from index.models import CompletionKind
from index.query.dates import RELATIVE_DATES
from index.query.fields import SHOWN_FIELDS
from index.query.filters import HAS_VALUES
from index.query.nodes import Field, Mark
from index.query.parser import LONGEST_QUERY, SHORTEST_PREFIX
from index.query.scan import FILTERS, KEYWORDS, Kind, as_phrase, scan
from index.query.terms import stands_alone, term_texts
from index.query.values import Value, iter_values
from index.query.vocabulary import Vocabulary

_VALUES = (Kind.WORD, Kind.PHRASE)
_BARE = re.compile(r"\w+")
_BARE_DATE = re.compile(r"\S+")
_REST = re.compile(r"[^\s()]*")
_DATE_SIGNS = re.compile(r"(?:[<>]=?|[^.]*\.\.)?")
_BEFORE_DOTS = re.compile(r"(?:[^.]|\.(?!\.))*")
_BEGUN_DATE = re.compile(r"(\d{4})(?:-.{0,2})?", re.ASCII)
_YEARS = 4


def complete(
    text: str, cursor: int, vocabulary: Vocabulary, limit: int = 8, today: date | None = None
) -> tuple[Completion, ...]:
    """What may stand at the cursor, best first, at most ``limit``; the word around it is replaced.

    ``cursor`` counts the code points before it. After a field come its names, sources, dates or values,
    elsewhere the fields and the words that begin so. Nothing between words. ``today`` is what dates are
    offered for, by default the day that it is. Never fails.
    """
    if len(text) > LONGEST_QUERY or limit < 1:
        return ()
    cursor = max(0, min(cursor, len(text)))
    spot = _spot(text, cursor)
    if spot is None:
        return ()
    found = (
        each for each in _offers(spot, vocabulary, limit, today) if each.insert != text[each.start : each.end]
    )
    return tuple(each for each, _ in zip(found, range(limit), strict=False))


@dataclass(frozen=True, slots=True)
class _Spot:
    """What is typed at the cursor: ``prefix`` stands before it, and ``start:end`` can be replaced.

    ``free`` says whether a field can stand here, ``whole`` whether a value can that has spaces.
    """

    prefix: str
    start: int
    end: int
    keyword: str
    whole: bool = True
    free: bool = False

    def offer(self, text: str, kind: CompletionKind, count: int = 0) -> Completion:
        """A value, in quotation marks if it needs them."""
        bare = _BARE_DATE if kind == "date" else _BARE
        return Completion(
            text, self.start, self.end, text if bare.fullmatch(text) else as_phrase(text), kind, count
        )


def _spot(text: str, cursor: int) -> _Spot | None:
    """What is typed at a place; None between words, and after a phrase."""
    for value in iter_values(text):
        if value.piece.start < cursor <= value.piece.end:
            if value.field is not None and value.field.stemmed:
                return _word_spot(text, cursor, value)
            return _value_spot(text, cursor, value)
    pieces = list(scan(text))
    for piece, after in zip_longest(pieces, pieces[1:]):
        if piece.kind is Kind.FIELD and piece.start < cursor < piece.end:
            return _Spot(text[piece.start : cursor], piece.start, piece.end, "", free=True)
        if piece.kind is Kind.FIELD and piece.end == cursor:
            end = after.end if after and after.start == cursor and after.kind in _VALUES else cursor
            return _Spot("", cursor, end, piece.text)
    return None


def _value_spot(text: str, cursor: int, value: Value) -> _Spot | None:
    """The value of a field that is replaced as a whole."""
    piece, begin = value.piece, value.text_start
    if not begin <= cursor <= begin + len(piece.text):
        return None
    if piece.kind is Kind.WORD and value.keyword == "date":
        begin += _length(_DATE_SIGNS, text[begin:cursor])
        end = cursor + _length(_BEFORE_DOTS, text[cursor : piece.end])
        return _Spot(text[begin:cursor], begin, end, value.keyword, (begin, end) == (piece.start, piece.end))
    end = piece.end if piece.whole else cursor + _length(_REST, text[cursor:])
    return _Spot(text[begin:cursor], piece.start, end, value.keyword)


def _length(pattern: re.Pattern[str], text: str) -> int:
    """How many code points a pattern matches at the beginning of a text."""
    match = pattern.match(text)
    return match.end() if match else 0


def _word_spot(text: str, cursor: int, value: Value) -> _Spot | None:
    """The word that a cursor is in or after, as a term."""
    for term in value.terms():
        if term.start < cursor <= term.end:
            plain = value.piece.kind is Kind.WORD and term.start == value.piece.start
            return _Spot(
                text[term.start : cursor],
                term.start,
                term.end,
                value.keyword,
                free=plain and not value.keyword,
            )
    return None


def _offers(spot: _Spot, vocabulary: Vocabulary, limit: int, today: date | None) -> Iterator[Completion]:
    """What can stand in a place, best first."""
    field = KEYWORDS.get(spot.keyword, Field.TEXT)
    if spot.keyword in FILTERS:
        yield from _filter_offers(spot, today)
    elif field is Field.SOURCE:
        for name, count in vocabulary.sources_starting(spot.prefix, limit):
            yield spot.offer(name, "source", count)
    elif field.is_name:
        for name, count in vocabulary.names_starting(field, spot.prefix, limit):
            yield spot.offer(name, "name", count)
    else:
        if spot.free:
            yield from _fields(spot)
        yield from _words(spot, vocabulary, limit)


def _filter_offers(spot: _Spot, today: date | None) -> Iterator[Completion]:
    """The values of ``date:``, ``is:`` and ``has:`` that begin so."""
    begun = spot.prefix.lower()
    if spot.keyword == "date":
        offers: Iterable[str] = _dates(begun, today or date.today())
    else:
        offers = {"is": tuple(map(str, Mark)), "has": HAS_VALUES}.get(spot.keyword, ())
    for text in offers:
        if text.startswith(begun) and (spot.whole or " " not in text):
            yield spot.offer(text, "date" if spot.keyword == "date" else "is")


def _dates(begun: str, today: date) -> Iterator[str]:
    """The dates to choose from: words and the latest years; of a year that is typed, quarters and months."""
    yield from RELATIVE_DATES
    match = _BEGUN_DATE.fullmatch(begun)
    years = (
        [match[1]] if match else [f"{today.year - back:04}" for back in range(_YEARS) if today.year > back]
    )
    yield from years
    if match:
        yield from (f"{match[1]}-q{number}" for number in range(1, 5))
        yield from (f"{match[1]}-{number:02}" for number in range(1, 13))


def _fields(spot: _Spot) -> Iterator[Completion]:
    """The fields whose names begin so."""
    for name in (*SHOWN_FIELDS, Field.TEXT.value):
        if name.startswith(spot.prefix.lower()):
            yield Completion(f"{name}:", spot.start, spot.end, f"{name}:", "field")


def _words(spot: _Spot, vocabulary: Vocabulary, limit: int) -> Iterator[Completion]:
    """The words that begin so, of those that are long enough to ask for."""
    terms = term_texts(spot.prefix)
    if len(terms) == 1 and (len(terms[0]) >= SHORTEST_PREFIX or stands_alone(terms[0])):
        for word, count in vocabulary.starting(terms[0], limit):
            yield Completion(word, spot.start, spot.end, word, "word", count)
