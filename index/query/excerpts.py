"""The parts of a text that a query can match, so that only these need to be cut into terms.

What is analysed instead of a text are the runs without white space that have a beginning of a wanted word,
or letters that are not English ones; no term and no compound reaches over white space. Between runs that
are not neighbours stands a word that nothing matches, so that phrases stay what they are.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from functools import lru_cache

from index.query.nodes import Fuzzy, Leaf, Phrase, Prefix, Word
from index.query.terms import stem

SPARSEST = 24
"""Code points of a text for each place of a wanted word from which on an excerpt is worth its making."""

_SHORTEST = 2  # letters of a beginning that is looked for
_TELLING = 3  # letters of one of which few others have the letters in their midst
_APART = " 0q0q0 "
_SPACE = re.compile(r"\s")
_FOREIGN = re.compile("[^\\W\x00-\x7f]|[\u0300-\u036f]")
_DROPPED = "'\u2019\u2018`\uff07-\u2010\u2011.,"  # what may stand within a word and not in its term
_PLAIN = "\u201c\u201d\u2013\u2014\u2026\u00a0"  # what stands in most texts and in no word


class Excerpt:
    """Parts of a text as one string, and where they stand in it."""

    def __init__(self, text: str, pieces: Iterable[tuple[int, int]]) -> None:
        """``pieces`` are ranges of ``text`` in order that white space divides."""
        parts: list[str] = []
        self._starts: list[int] = []
        self._shifts: list[int] = []
        size = before = 0
        for start, end in pieces:
            gap = _APART if any(map(str.isalnum, text[before:start])) else " "
            parts += [gap, text[start:end]]
            size += len(gap)
            self._starts.append(size)
            self._shifts.append(start - size)
            size += end - start
            before = end
        self.text = "".join(parts)

    def place(self, offset: int) -> int:
        """Where in the text an offset in the excerpt, at or after the beginning of a piece, stands."""
        return offset + self._shifts[bisect_right(self._starts, offset) - 1]


def excerpt(leaves: Sequence[Leaf], text: str) -> Excerpt | None:
    """What of a text parts of a query can match; None where it is not known or as well the whole text."""
    needles = _needles(tuple(leaves))
    low = text.lower()
    if needles is None or len(low) != len(text):
        return None
    bare = low
    for mark in _DROPPED:
        bare = bare.replace(mark, "")
    places: list[int] = []
    for needle in needles:
        places += [at for at in _places(needle, low, bare) if not at or not low[at - 1].isalnum()]
    places += _foreign(low, bare)
    if SPARSEST * len(places) > len(text):
        return None
    return Excerpt(text, _pieces(text, sorted(places)))


@lru_cache(maxsize=64)
def _needles(leaves: tuple[Leaf, ...]) -> tuple[str, ...] | None:
    """Beginnings of all words that some parts of a query match, None where that is not enough."""
    found: list[str] = []
    for leaf in leaves:
        if isinstance(leaf, Phrase) and not leaf.slop:
            found += leaf.terms
        elif isinstance(leaf, Word) and leaf.field.stemmed and not leaf.exact:
            found.append(_root(leaf.term))
        elif isinstance(leaf, Word | Prefix):
            found.append(leaf.term)
        elif isinstance(leaf, Fuzzy):
            found.append(leaf.term[:_SHORTEST])
        else:
            return None
    fit = all(len(needle) >= _SHORTEST and needle.isascii() and needle.isalpha() for needle in found)
    return tuple(dict.fromkeys(found)) if fit else None


def _root(term: str) -> str:
    """What all words with the stem of a term begin with.

    Stemming only takes endings away, but for a last "y" that becomes "i", an "e" that is added, "bili"
    that becomes "bl", and words like "dying". Empty where it is not known.
    """
    root = stem(term)
    if not root.endswith(("i", "e", "y", "bl")):
        return root
    return "" if len(root) <= _TELLING and root.endswith("ie") else root[:-1]


def _places(needle: str, low: str, bare: str) -> list[int]:
    """Where a beginning stands in a text, if need be with marks between its letters.

    ``bare`` is the text without them; if the beginning is not there more often, it has none.
    """
    if len(needle) >= _TELLING:
        found = _find_all(needle, low)
        if len(found) == len(_find_all(needle, bare)):
            return found
    found, pattern = [], _with_marks(needle)
    match = pattern.search(low)
    while match:
        found.append(match.start())
        match = pattern.search(low, match.start() + 1)
    return found


def _find_all(needle: str, text: str) -> list[int]:
    """Where a string stands in a text."""
    found = []
    at = text.find(needle)
    while at >= 0:
        found.append(at)
        at = text.find(needle, at + 1)
    return found


@lru_cache(maxsize=256)
def _with_marks(needle: str) -> re.Pattern[str]:
    """The letters of a beginning with marks between them."""
    return re.compile(f"[{re.escape(_DROPPED)}]*+".join(needle))


def _foreign(low: str, bare: str) -> list[int]:
    """Where a text has letters that are not English ones; ``bare`` is the text without some marks."""
    if bare.isascii():
        return []
    for mark in _PLAIN:
        bare = bare.replace(mark, "")
    return [] if bare.isascii() else [match.start() for match in _FOREIGN.finditer(low)]


def _pieces(text: str, places: Iterable[int]) -> list[tuple[int, int]]:
    """The runs without blanks or line ends around some places, in order."""
    pieces: list[tuple[int, int]] = []
    end = 0
    for at in places:
        if at < end:
            continue
        start = max(end, text.rfind(" ", end, at) + 1, text.rfind("\n", end, at) + 1)
        space = _SPACE.search(text, at)
        end = space.start() if space else len(text)
        pieces.append((start, end))
    return pieces
