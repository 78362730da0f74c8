"""Tells two versions of a text apart word by word."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from index.models.statements import Change, Piece
from index.query.terms import stands_alone, term_texts
from index.statements.alignment import align
from index.statements.wording import MOST_WORDS

_LONGEST = 20 * MOST_WORDS
_LONGEST_WORD = 200
_WORD = re.compile(r"\S+")

Range = tuple[int, int]


@dataclass(frozen=True, slots=True)
class _Text:
    """A text on one line: the words that are read, the terms of all, the word of each term, and the rest."""

    text: str
    words: tuple[Range, ...]
    terms: tuple[str, ...]
    of_term: tuple[int, ...]
    rest: str

    def slice(self, first: int, stop: int) -> str:
        """Some words as they are written."""
        return self.text[self.words[first][0] : self.words[stop - 1][1]]


def whole(text: str) -> tuple[Piece, ...]:
    """A text as one piece that is kept; nothing for an empty one."""
    line = " ".join(text.split())
    return (Piece(Change.KEPT, line),) if line else ()


def differences(first: str, other: str) -> tuple[Piece, ...]:
    """The pieces of ``other``, and between them those of ``first`` that it leaves out, in reading order.

    Words are the same when they differ in case, accents and marks alone; they are kept then, as
    ``other`` writes them. A mark that stands alone belongs to the word before it. What follows the first
    2,000 words is one piece.
    """
    (told,) = each_apart(first, [other])
    return told


def each_apart(first: str, others: Iterable[str]) -> Iterator[tuple[Piece, ...]]:
    """The differences of each of some texts from the same first one, which is read once."""
    one = _text_of(first)
    for other in others:
        same = one.text == " ".join(other.split())
        yield whole(other) if same else _apart(one, _text_of(other))


def _apart(one: _Text, two: _Text) -> tuple[Piece, ...]:
    """The pieces of two texts that are not the same."""
    pieces = [*_pieces(one, two)]
    if one.rest == two.rest:
        pieces += whole(one.rest)
    else:
        pieces += [Piece(Change.LEFT_OUT, piece.text) for piece in whole(one.rest)]
        pieces += [Piece(Change.ADDED, piece.text) for piece in whole(two.rest)]
    return tuple(_joined(pieces))


def _text_of(text: str) -> _Text:
    """A text cut at white space, and around each character of a script without spaces."""
    line = " ".join(text.split())
    words: list[Range] = []
    terms: list[str] = []
    of_term: list[int] = []
    waiting: int | None = None
    end = min(len(line), _LONGEST)
    for start, stop in _tokens(line[:end]):
        if len(terms) >= MOST_WORDS:
            end = start
            break
        found = _terms(line[start:stop])
        if found:
            begin, waiting = (start if waiting is None else waiting), None
            terms += found
            of_term += [len(words)] * len(found)
            words.append((begin, stop))
        elif words:
            words[-1] = (words[-1][0], stop)
        elif waiting is None:
            waiting = start
    if not words and end:
        words.append((0, end))
    return _Text(line, tuple(words), tuple(terms), tuple(of_term), line[end:])


def _terms(word: str) -> list[str]:
    """The terms of a word; one that is no word of any language is a term itself."""
    return term_texts(word) if len(word) <= _LONGEST_WORD else [word]


def _tokens(line: str) -> Iterator[Range]:
    """The ranges between white space, and single characters where there is none between words."""
    for match in _WORD.finditer(line):
        start = match.start()
        if not match.group().isascii():
            for at in range(match.start(), match.end()):
                if stands_alone(line[at]):
                    if start < at:
                        yield start, at
                    yield at, at + 1
                    start = at + 1
        if start < match.end():
            yield start, match.end()


def _pieces(first: _Text, other: _Text) -> Iterator[Piece]:
    """The pieces of two texts."""
    mine, theirs = 0, 0
    for one, two, size, their_size in _kept_words(first, other):
        yield from _changed(first, mine, one, Change.LEFT_OUT)
        yield from _changed(other, theirs, two, Change.ADDED)
        yield Piece(Change.KEPT, other.slice(two, two + their_size))
        mine, theirs = one + size, two + their_size
    yield from _changed(first, mine, len(first.words), Change.LEFT_OUT)
    yield from _changed(other, theirs, len(other.words), Change.ADDED)


def _changed(text: _Text, first: int, stop: int, change: Change) -> Iterator[Piece]:
    """The piece between two that are kept."""
    if first < stop:
        yield Piece(change, text.slice(first, stop))


def _kept_words(first: _Text, other: _Text) -> Iterator[tuple[int, int, int, int]]:
    """The runs of words that both have: the first word in each, and how many in each, in order.

    A word is kept if all its terms are, and so are those of the words that it is kept as.
    """
    partner = _kept_terms(first, other)
    terms = sorted(partner)
    at = 0
    while at < len(terms):
        stop = at + 1
        while stop < len(terms) and _goes_on(first, other, partner, terms[stop - 1], terms[stop]):
            stop += 1
        one, last = first.of_term[terms[at]], first.of_term[terms[stop - 1]]
        two, their_last = other.of_term[partner[terms[at]]], other.of_term[partner[terms[stop - 1]]]
        yield one, two, last - one + 1, their_last - two + 1
        at = stop


def _goes_on(first: _Text, other: _Text, partner: dict[int, int], term: int, following: int) -> bool:
    """Whether nothing stands between two terms that are kept, in either text."""
    return following == term + 1 and partner[following] == partner[term] + 1


def _kept_terms(first: _Text, other: _Text) -> dict[int, int]:
    """For each term of one text that is kept, the term of the other text that it is kept as."""
    partner = {
        run.first + step: run.other + step
        for run in align(first.terms, other.terms)
        for step in range(run.size)
    }
    back = {theirs: mine for mine, theirs in partner.items()}
    loose = [
        *((False, word) for word in _torn(first.of_term, partner)),
        *((True, word) for word in _torn(other.of_term, back)),
    ]
    places = (_places(first.of_term), _places(other.of_term))
    while loose:
        theirs, word = loose.pop()
        here, there = (back, partner) if theirs else (partner, back)
        for term in places[theirs][word]:
            match = here.pop(term, None)
            if match is not None:
                del there[match]
                loose.append((not theirs, (first if theirs else other).of_term[match]))
    return partner


def _torn(of_term: Sequence[int], partner: dict[int, int]) -> Iterator[int]:
    """The words of which a term is not kept, or that are kept as terms with others between."""
    for at, word in enumerate(of_term):
        goes_on = at > 0 and of_term[at - 1] == word
        if at not in partner or (goes_on and partner.get(at - 1) != partner[at] - 1):
            yield word


def _places(of_term: Sequence[int]) -> dict[int, list[int]]:
    """The terms of each word."""
    found: dict[int, list[int]] = {}
    for term, word in enumerate(of_term):
        found.setdefault(word, []).append(term)
    return found


def _joined(pieces: Sequence[Piece]) -> Iterator[Piece]:
    """Pieces without two that share a fate side by side."""
    waiting: Piece | None = None
    for piece in pieces:
        if waiting is not None and waiting.change is piece.change:
            waiting = Piece(piece.change, f"{waiting.text} {piece.text}")
            continue
        if waiting is not None:
            yield waiting
        waiting = piece
    if waiting is not None:
        yield waiting
