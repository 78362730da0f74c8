"""Numbers the words of texts, once for all segments that are written in one go."""

from __future__ import annotations

import zlib
from array import array
from collections.abc import Iterable

from index.query.terms import LONGEST_TERM, compounds, stem, term_texts
from index.similarity.signatures import vote

CLASSES, COMPOUND_CLASSES = 223, 32
"""Into how many classes words and compounds are put, so that a byte tells what may follow a word."""

NO_CLASS = 0
"""What stands for a class where nothing follows."""

MOST_WORDS = 300_000
"""Words after which a vocabulary is full; it takes about 60 MB then."""

_MOST_CHUNKS = 150_000
_SEVERAL = -1
_APART = ';:!?()[]"\u201c\u201d\u2026\u2013\u2014'  # no term has them; they divide as a space does
_AT_END = (". ", ".\n", ", ", ",\n")  # where no term goes on
_AROUND = '.,;:!?()[]"\u201c\u201d\u2026\u2013\u2014'

Placed = tuple[int, int]
"""A place and the number of the term that stands there."""


def word_class(term: str) -> int:
    """The class of a place with a term, from 1 to CLASSES."""
    return zlib.crc32(term.encode("utf-8", "replace")) % CLASSES + 1


def compound_class(term: str) -> int:
    """The class, beyond CLASSES, of a place with a compound and its first part: they begin alike."""
    return zlib.crc32(term[:1].encode("utf-8", "replace")) % COMPOUND_CLASSES + CLASSES + 1


class Terms(dict[str, int]):
    """Numbers terms in the order in which they are first asked for; ``texts`` has them by number."""

    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []

    def __missing__(self, term: str) -> int:
        number = self[term] = len(self.texts)
        self.texts.append(term)
        return number

    def ordered(self, numbers: Iterable[int]) -> list[tuple[bytes, int]]:
        """Terms that are known by their numbers as UTF-8, in the order of their bytes, with the numbers."""
        return sorted([(self.texts[number].encode("utf-8", "replace"), number) for number in numbers])


class Words(Terms):
    """The words, with the stem's number, the class and the votes (see ``index.similarity``) of each."""

    def __init__(self) -> None:
        super().__init__()
        self.stems = Terms()
        self.stem_of: array[int] = array("I")
        self.classes = bytearray()
        self.votes: list[bytes] = []

    def __missing__(self, term: str) -> int:
        self.stem_of.append(self.stems[stem(term)])
        self.classes.append(word_class(term))
        self.votes.append(vote(term))
        return super().__missing__(term)


class Vocabulary(dict[str, int]):
    """The numbers of the words in whatever texts have between white space, which no word spans.

    What is another thing than one word has the number ``_SEVERAL``.
    """

    def __init__(self) -> None:
        super().__init__()
        self.words = Words()
        self._several: dict[str, tuple[int, ...]] = {}

    @property
    def is_full(self) -> bool:
        """Whether another one is due, so that memory stays bounded."""
        return len(self.words) >= MOST_WORDS

    def __missing__(self, chunk: str) -> int:
        word = chunk.strip(_AROUND)
        if word.isascii() and word.isalnum():
            number = self.words[word.lower()[:LONGEST_TERM]]
        else:
            numbers = self._numbers(chunk)
            number = numbers[0] if len(numbers) == 1 else _SEVERAL
        if len(self) < _MOST_CHUNKS:
            self[chunk] = number
        return number

    def _numbers(self, chunk: str) -> tuple[int, ...]:
        """The words of a chunk; before the first part of a compound stands the complement of its number."""
        found = self._several.get(chunk)
        if found is not None:
            return found
        terms = term_texts(chunk)
        numbers = [self.words[term] for term in terms]
        if len(terms) > 1:
            for place, term in reversed(compounds(chunk, terms)):
                numbers.insert(place, ~self.words[term])
        if len(terms) != 1 and len(self._several) < _MOST_CHUNKS:
            self._several[chunk] = tuple(numbers)
        return tuple(numbers)

    def read(self, text: str) -> tuple[list[int], list[Placed]]:
        """The terms of a text in order by their numbers, and its compounds with their places."""
        chunks = _spaced(text).split()
        numbers = list(map(self.__getitem__, chunks))
        if _SEVERAL not in numbers:
            return numbers, []
        found: list[int] = []
        joined: list[Placed] = []
        at = 0
        for _ in range(numbers.count(_SEVERAL)):
            place = numbers.index(_SEVERAL, at)
            found += numbers[at:place]
            for number in self._numbers(chunks[place]):
                if number < 0:
                    joined.append((len(found), ~number))
                else:
                    found.append(number)
            at = place + 1
        found += numbers[at:]
        return found, joined


def _spaced(text: str) -> str:
    """A text without marks around its words, so that fewer different chunks are seen."""
    for mark in _APART:
        text = text.replace(mark, " ")
    for mark in _AT_END:
        text = text.replace(mark, " ")
    return text
