"""The tokens of the words of a segment, each as one number, word by word.

A token is a number of 8 bytes: from the lowest, 2 bytes of its document, 4 of its place, 2 of the class of
the word that follows. So a word has one array while texts are added, and its bytes are taken apart later.
"""

from __future__ import annotations

import sys
from array import array
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import chain
from operator import or_
from typing import NamedTuple

from index.fulltext.segment.fields import FAR, MOST_FREQUENT
from index.fulltext.segment.vocabulary import Placed

_PLACE, _CLASS = 16, 48
_ONE = b"\1"
_NONE: array[int] = array("Q")


class Occurrences(NamedTuple):
    """Where a word is.

    ``documents`` in increasing order, how often it is in each (``counts``, see :func:`as_counts`), the
    classes of the words that follow it there (``following``), its ``places`` document after document, and
    those that say FAR (``far``).
    """

    documents: array[int]
    counts: Sequence[int]
    following: bytes
    places: bytes
    far: bytes


class Tokens:
    """Collects the tokens of texts, whose words are known by their numbers."""

    def __init__(self) -> None:
        self._of: list[array[int]] = []
        self._classes: list[int] = []
        self._longest = 0

    def add(
        self, document: int, words: Sequence[int], joined: Sequence[Placed], buckets: Sequence[int]
    ) -> None:
        """Add the text of the next document; ``joined`` are the compounds, ``buckets`` the classes."""
        of, classes = self._of, self._classes
        classes.extend([bucket << _CLASS for bucket in buckets[len(of) :]])
        of.extend([array("Q") for _ in range(len(classes) - len(of))])
        self._longest = max(self._longest, len(words))
        places = range(document, document + (len(words) << _PLACE), 1 << _PLACE)
        following = chain(map(classes.__getitem__, words[1:]), (0,))
        tokens: Iterable[int] = map(or_, places, following)
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
            return Occurrences(documents, _ONE * len(documents), following, low.tobytes(), far)
        counts = as_counts(by_document.values())
        following = _together(following, counts)
        return Occurrences(array("H", by_document), counts, following, low.tobytes(), far)


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


def _together(following: bytes, counts: Iterable[int]) -> bytes:
    """The classes that follow in each document, of the classes that follow each token."""
    found = bytearray()
    at = 0
    for count in counts:
        classes = following[at]
        if count > 1:
            for each in following[at + 1 : at + count]:
                classes |= each
        found.append(classes)
        at += count
    return bytes(found)
