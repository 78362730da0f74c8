"""The terms that a text is searched by: how words are cut, folded and stemmed.

Both sides use it: the index when it reads an article, and the reader when it marks the matches of a
query. It does not know the full-text engine.

A *term* is a word without case, accents, apostrophes and possessive "'s"; an acronym loses its dots
("U.S." is "us") and a number its thousands marks ("1,200" is "1200"). A hyphen divides: "machine-tool"
is two terms side by side. In scripts that put no space between words, as Chinese, Japanese and Thai,
each character is a term, so that a word is found as its characters side by side. A *stem* is the
Snowball English stem of a term ("ministries": "ministri"). A *compound* is a word of two or three parts
that hyphens join, written as one: that of "e-mail" is "email".
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple, Protocol

LONGEST_TERM = 64
"""Code points of a term that are kept; longer words differ by their beginnings only."""

_MARKS = "\u0300-\u036f"
_APOSTROPHES = "'\u2018\u2019\u02bc\uff07`"
# Scripts without spaces between words: Thai, Lao, Burmese, Khmer, Chinese characters, kana, bopomofo.
_UNSPACED = (
    "\u0e01-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u3007\u3040-\u30fa\u30fc-\u312f\u31a0-\u31bf\u31f0-\u31ff"
    "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff66-\uff9d\U00020000-\U0003ffff"
)
_LETTER = rf"[^\W\d_{_UNSPACED}]"
_CHAR = rf"[^\W_{_UNSPACED}]"
_WORD = re.compile(
    r"[A-Za-z]+(?=[ \n,;:!?\"\u201d)])"  # what most words are, for speed
    rf"|(?<!{_CHAR}){_LETTER}(?:\.{_LETTER})+(?!{_CHAR})\.?"  # U.S.
    rf"|[0-9]+(?:[.,][0-9]+)+(?!{_CHAR})"  # 1,200.50
    rf"|[{_UNSPACED}]"
    rf"|{_CHAR}+(?:[{_MARKS}]+{_CHAR}*)*(?:[{_APOSTROPHES}]{_CHAR}+(?:[{_MARKS}]+{_CHAR}*)*)*"
)
_HYPHENS = "\\-\u2010\u2011"
_PART = rf"{_CHAR}++(?:[{_APOSTROPHES}]{_CHAR}++)*+"
_HYPHEN = re.compile(rf"[{_HYPHENS}](?<=\w[{_HYPHENS}])(?=\w)")
_ASCII_HYPHEN = re.compile(r"-(?<=\w-)(?=\w)")  # many times as fast
_BETWEEN = re.compile(rf"[{_HYPHENS}]")
_Run = tuple[int, tuple[str, ...]]  # where a compound begins, and its parts
_STANDS_ALONE = re.compile(f"[{_UNSPACED}]")
_POSSESSIVE = re.compile(rf"[{_APOSTROPHES}]s$")
_DROPPED = re.compile(rf"[{_APOSTROPHES}{_MARKS}]")
_GROUPED = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?")
_LETTERS = str.maketrans(
    {"ø": "o", "đ": "d", "ð": "d", "ł": "l", "æ": "ae", "œ": "oe", "þ": "th", "ı": "i", "ħ": "h"}
)


class Term(NamedTuple):
    """A term and the code points ``start:end`` of the text that it stands for."""

    text: str
    start: int
    end: int


class _Stemmer(Protocol):
    def stemWord(self, word: str) -> str: ...  # noqa: N802


def iter_terms(text: str) -> Iterator[Term]:
    """The terms of a text in order. Linear in the length of the text."""
    for match in _WORD.finditer(text):
        term = fold(match.group())
        if term:
            yield Term(term, match.start(), match.end())


def term_texts(text: str) -> list[str]:
    """The terms of a text without their places."""
    folded = map(fold, _WORD.findall(text))
    return [term for term in folded if term]


def term_spans(text: str, count: int) -> list[tuple[int, int]]:
    """Where each of the ``count`` terms that :func:`term_texts` finds in a text stands."""
    spans = [match.span() for match in _WORD.finditer(text)]
    if len(spans) == count:
        return spans
    return [(start, end) for start, end in spans if fold(text[start:end])]


def compounds(text: str, terms: Sequence[str] | None = None) -> list[tuple[int, str]]:
    """The compounds of a text, each with the place of its first part, in order.

    The index holds them beside the terms, so that ``email`` finds "e-mail". A compound has two or three
    parts of letters and digits, the first of which begins with a letter. Places count the ``terms`` of the
    text, which are those of :func:`term_texts` and need not be given. Linear in the length of the text.
    """
    return [(first, compound) for first, _, compound in compound_runs(text, terms)]


def compound_runs(text: str, terms: Sequence[str] | None = None) -> list[tuple[int, int, str]]:
    """The compounds of a text: the places of the first and last part, and the term."""
    if "-" not in text and not _has_rare_hyphens(text):
        return []
    runs = [(at, parts) for at, run in _iter_compounds(text) if all(parts := _parts(run))]
    if not runs:
        return []
    places = None if terms is None else _places_among(terms, runs)
    if places is None:
        places = _places_of_all(text, runs)
    return [
        (first, first + len(parts) - 1, "".join(parts)[:LONGEST_TERM])
        for first, (_, parts) in zip(places, runs, strict=True)
    ]


@lru_cache(maxsize=1)
def _compound_patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What a compound looks like, and the part before a hyphen backwards; they take 10 ms to compile."""
    edge = rf"(?={_LETTER})(?![{_APOSTROPHES}])(?<!{_CHAR})(?<![{_MARKS}])"
    apart = rf"(?<!{_CHAR}[{_HYPHENS}{_APOSTROPHES}.])(?<![{_MARKS}][{_HYPHENS}{_APOSTROPHES}])"
    ended = rf"(?![{_MARKS}]|[{_HYPHENS}.,]{_CHAR})"
    whole = re.compile(rf"{edge}{apart}{_PART}(?:[{_HYPHENS}]{_PART}){{1,2}}+{ended}")
    return whole, re.compile(_PART)


def compound(word: str, terms: Sequence[str]) -> str | None:
    """The compound that a word with these terms is as a whole, if it is one: "e-mail" is "email"."""
    for first, last, joined in compound_runs(word, terms):
        if (first, last) == (0, len(terms) - 1):
            return joined
    return None


def _parts(run: str) -> tuple[str, ...]:
    """The terms of a word with hyphens."""
    return tuple(map(fold, _BETWEEN.split(run)))


def _has_rare_hyphens(text: str) -> bool:
    """Whether a text has hyphens that no keyboard has."""
    return not text.isascii() and ("\u2010" in text or "\u2011" in text)


def _iter_compounds(text: str) -> Iterator[tuple[int, str]]:
    """The words with hyphens that are compounds, with the code points where they begin."""
    whole, backwards = _compound_patterns()
    end = 0
    hyphens = _HYPHEN if _has_rare_hyphens(text) else _ASCII_HYPHEN
    for match in hyphens.finditer(text):
        hyphen = match.start()
        if hyphen < end:
            continue
        floor = max(end, hyphen - LONGEST_TERM)
        end = hyphen + 1
        part = backwards.match(text[floor:hyphen][::-1])
        found = whole.match(text, hyphen - part.end()) if part else None
        if found:
            end = found.end()
            yield found.start(), found.group()


def _places_among(terms: Sequence[str], runs: Sequence[_Run]) -> list[int] | None:
    """The places of compounds, found by their parts; None where the same parts also stand apart."""
    found: dict[tuple[str, ...], list[int]] = {parts: [] for _, parts in runs}
    firsts = {parts[0] for parts in found}
    for at in [at for at, term in enumerate(terms) if term in firsts]:
        for size in (2, 3):
            parts = tuple(terms[at : at + size])
            if parts in found:
                found[parts].append(at)
    if sum(map(len, found.values())) != len(runs):
        return None
    places = {parts: iter(at) for parts, at in found.items()}
    return [next(places[parts]) for _, parts in runs]


def _places_of_all(text: str, runs: Sequence[_Run]) -> list[int]:
    """The places of compounds, found by counting the terms before them."""
    place = {term.start: at for at, term in enumerate(iter_terms(text))}
    return [place[start] for start, _ in runs]


def stands_alone(term: str) -> bool:
    """Whether a term is a character of a script without spaces, which says as much as a word."""
    return _STANDS_ALONE.match(term) is not None


def fold(word: str) -> str:
    """The term of one word as it stands in a text; empty if nothing of it can be searched."""
    if len(word) > 4 * LONGEST_TERM:
        word = word[: 4 * LONGEST_TERM]
    return _fold(word)


@lru_cache(maxsize=65536)
def _fold(word: str) -> str:
    """The term of a word of bounded length."""
    if word.isascii() and word.isalpha():
        return word.lower()[:LONGEST_TERM]
    if _GROUPED.fullmatch(word):
        return word.replace(",", "")
    if not word[0].isdigit():
        word = word.replace(".", "")
    word = _POSSESSIVE.sub("", word.casefold())
    plain = unicodedata.normalize("NFKD", word).casefold().translate(_LETTERS)
    return _DROPPED.sub("", plain)[:LONGEST_TERM]


@lru_cache(maxsize=1)
def _stemmer() -> _Stemmer:
    """The stemmer, loaded when the first word is stemmed."""
    import Stemmer

    stemmer: _Stemmer = Stemmer.Stemmer("english")
    return stemmer


@lru_cache(maxsize=65536)
def stem(term: str) -> str:
    """The stem of a term."""
    return _stemmer().stemWord(term)


def is_near(term: str, other: str) -> bool:
    """Whether two terms share their first two letters and are at most one edit apart.

    An edit inserts, drops or changes one letter, or swaps two neighbours (Damerau 1964).
    """
    if term[:2] != other[:2] or abs(len(term) - len(other)) > 1:
        return False
    if len(term) > len(other):
        term, other = other, term
    at = next((i for i, (a, b) in enumerate(zip(term, other, strict=False)) if a != b), len(term))
    if len(term) < len(other):
        return term[at:] == other[at + 1 :]
    if term[at + 1 :] == other[at + 1 :]:
        return True
    return term[at : at + 2] == other[at : at + 2][::-1] and term[at + 2 :] == other[at + 2 :]
