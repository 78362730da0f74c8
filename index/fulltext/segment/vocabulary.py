"""Numbers the words of texts, once for all segments that are written in one go."""

from __future__ import annotations

import zlib
from array import array
from itertools import chain

from index.query.terms import LONGEST_TERM, compounds, stem, term_texts

BUCKETS = 8
"""Into how many classes the words that follow another are put."""

MOST_WORDS = 300_000
"""Words after which a vocabulary is full; it takes about 60 MB then."""

_MOST_CHUNKS = 100_000
_AROUND = '.,;:!?()[]"\u201c\u201d\u2026\u2013\u2014'

Placed = tuple[int, int]
"""A place and the number of the term that stands there."""


def bucket(term: str) -> int:
    """The bit of the class of a term, for the byte of the words that follow another."""
    return 1 << (zlib.crc32(term.encode("utf-8", "replace")) % BUCKETS)


class Terms(dict[str, int]):
    """Numbers terms in the order in which they are first asked for; ``texts`` has them by number."""

    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []

    def __missing__(self, term: str) -> int:
        number = self[term] = len(self.texts)
        self.texts.append(term)
        return number


class Words(Terms):
    """The words, with the number of the stem and the class of each."""

    def __init__(self) -> None:
        super().__init__()
        self.stems = Terms()
        self.stem_of: array[int] = array("I")
        self.buckets = bytearray()

    def __missing__(self, term: str) -> int:
        self.stem_of.append(self.stems[stem(term)])
        self.buckets.append(bucket(term))
        return super().__missing__(term)


class Vocabulary(dict[str, tuple[int, ...]]):
    """The numbers of the words in whatever texts have between white space, which no word spans.

    A compound among them is told before its first part, as the complement of its number.
    """

    def __init__(self) -> None:
        super().__init__()
        self.words = Words()

    @property
    def is_full(self) -> bool:
        """Whether another one is due, so that memory stays bounded."""
        return len(self.words) >= MOST_WORDS

    def __missing__(self, chunk: str) -> tuple[int, ...]:
        word = chunk.strip(_AROUND)
        if word.isascii() and word.isalpha():
            numbers: tuple[int, ...] = (self.words[word.lower()[:LONGEST_TERM]],)
        else:
            numbers = self._several(chunk)
        if len(self) < _MOST_CHUNKS:
            self[chunk] = numbers
        return numbers

    def _several(self, chunk: str) -> tuple[int, ...]:
        """The numbers of what is not just a word with marks around it."""
        terms = term_texts(chunk)
        found = [self.words[term] for term in terms]
        if len(terms) > 1:
            for place, term in reversed(compounds(chunk, terms)):
                found.insert(place, ~self.words[term])
        return tuple(found)

    def read(self, text: str) -> tuple[list[int], list[Placed]]:
        """The terms of a text in order by their numbers, and its compounds with their places."""
        numbers = list(chain.from_iterable(map(self.__getitem__, text.split())))
        if not numbers or min(numbers) >= 0:
            return numbers, []
        at = [place for place, number in enumerate(numbers) if number < 0]
        joined = [(place - before, ~numbers[place]) for before, place in enumerate(at)]
        for place in reversed(at):
            del numbers[place]
        return numbers, joined
