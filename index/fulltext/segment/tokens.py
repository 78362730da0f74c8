"""The tokens of the words of a segment, each as one number, word by word.

A token is a number of 8 bytes: from the lowest, 2 bytes of its document, 4 of its place, 2 of the class of
the word at the next place. So a word has one array while texts are added, and its bytes are taken apart
later.
"""

from __future__ import annotations

import sys
from array import array
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import chain
from operator import or_
from typing import NamedTuple

from index.fulltext.segment.fields import FAR, MOST_FREQUENT, TITLE_GAP
from index.fulltext.segment.vocabulary import NO_CLASS, Placed, Words, compound_class

_PLACE, _CLASS = 16, 48
_ONE = b"\1"
_NONE: array[int] = array("Q")


class Occurrences(NamedTuple):
    """Where a word is.

    ``documents`` in increasing order, how often it is in each (``counts``, see :func:`as_counts`), its
    ``places`` document after document, the class of the word after each (``following``), and the places
    that say FAR (``far``).
    """

    documents: array[int]
    counts: Sequence[int]
    places: bytes
    following: bytes
    far: bytes


class Tokens:
    """Collects the tokens of texts, whose words are known by their numbers among those that are known."""

    def __init__(self, known: Words) -> None:
        self._known = known
        self._of: list[array[int]] = []
        self._classes: list[int] = []
        self._longest = 0

    def add(
        self,
        document: int,
        words: Sequence[int],
        joined: Sequence[Placed],
        title_size: int,
    ) -> None:
        """Add the text of the next document, whose first ``title_size`` words are the title.

        ``joined`` are the compounds, with places that count words.
        """
        of, classes, known = self._of, self._classes, self._known
        classes.extend([each << _CLASS for each in known.classes[len(of) :]])
        of.extend([array("Q") for _ in range(len(classes) - len(of))])
        self._longest = max(self._longest, len(words) + TITLE_GAP)
        following = [*map(classes.__getitem__, words[1:]), NO_CLASS]
        for place, word in joined:
            if place:
                following[place - 1] = compound_class(known.texts[word]) << _CLASS
        if 0 < title_size < len(words):
            following[title_size - 1] = NO_CLASS
        tokens: Iterable[int] = map(or_, _places(document, len(words), title_size), following)
        if joined:
            words, tokens = _with_joined(words, joined, list(tokens))
        for word, token in zip(words, tokens, strict=False):
            of[word].append(token)

    def words(self) -> list[int]:
        """The numbers of the words that occur."""
        return [word for word, tokens in enumerate(self._of) if tokens]

    def forget(self, word: int) -> None:
        """Free the memory of a word that has been written; nothing may be added afterwards."""
        self._of[word] = _NONE

    def single(self, word: int) -> tuple[int, int, int] | None:
        """Document, class of the next word and place of a word that occurs once; None for another one."""
        tokens = self._of[word]
        if len(tokens) > 1 or self._longest > FAR:
            return None
        token = tokens[0]
        return token & 0xFFFF, token >> _CLASS, token >> _PLACE & 0xFFFF

    def occurrences(self, word: int) -> Occurrences:
        """Where a word is that occurs."""
        tokens = self._of[word]
        documents, low, high, classes = _halves(tokens)
        far = b""
        if self._longest > FAR and (any(high) or FAR in low):
            places = [token >> _PLACE & 0xFFFFFFFF for token in tokens]
            far = array("I", [place for place in places if place >= FAR]).tobytes()
            low = array("H", [min(place, FAR) for place in places])
        following = bytes(classes.tolist())  # not the bytes of the array
        by_document = Counter(documents)
        if len(by_document) == len(documents):
            return Occurrences(documents, _ONE * len(documents), low.tobytes(), following, far)
        counts = as_counts(by_document.values())
        return Occurrences(array("H", by_document), counts, low.tobytes(), following, far)


def _places(document: int, size: int, title_size: int) -> Iterable[int]:
    """The first six bytes of the tokens of a document; its body stands at some distance from its title."""
    step = 1 << _PLACE
    if not title_size:
        return range(document, document + size * step, step)
    body = range(document + (title_size + TITLE_GAP) * step, document + (size + TITLE_GAP) * step, step)
    return chain(range(document, document + title_size * step, step), body)


def _halves(tokens: array[int]) -> Iterator[array[int]]:
    """The four numbers of 2 bytes that tokens consist of, the lowest first."""
    halves = array("H", tokens.tobytes())
    order = range(4) if sys.byteorder == "little" else range(3, -1, -1)
    return (halves[at::4] for at in order)


def _with_joined(
    words: Sequence[int], joined: Sequence[Placed], tokens: list[int]
) -> tuple[Sequence[int], Sequence[int]]:
    """The words with the compounds before their first parts, whose tokens they share."""
    words = list(words)
    for place, word in reversed(joined):
        words.insert(place, word)
        tokens.insert(place, tokens[place])
    return words, tokens


def as_counts(counts: Collection[int]) -> Sequence[int]:
    """Counts as bytes where they all fit into one as a frequency."""
    return bytes(counts) if max(counts) < MOST_FREQUENT else list(counts)
