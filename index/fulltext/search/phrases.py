"""Where words stand beside each other."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import compress
from operator import add, itemgetter

from index.fulltext.search.sets import DocumentSet, documents_of
from index.fulltext.segment.bitmaps import marks
from index.fulltext.segment.fields import WORDS
from index.fulltext.segment.postings import Postings
from index.fulltext.segment.reader import Segment
from index.fulltext.segment.vocabulary import bucket

_PER_LOOKUP = 4  # postings that are passed over in the time of one bisection


class PlacedTerm:
    """A term of a phrase in one segment: its postings, and its places when they are asked for."""

    def __init__(self, segment: Segment, field: str, term: bytes, postings: Postings) -> None:
        self.term = term
        self.postings = postings
        self._segment = segment
        self._field = field
        self._places: Sequence[int] | None = None
        self._starts: list[int] | None = None

    def before(self, following: bytes | None) -> Sequence[int]:
        """The documents of the term in which ``following`` may come next; all for a field without bytes."""
        postings = self.postings
        if following is None or not postings.extra or self._field != WORDS.name:
            return postings.documents
        wanted = bucket(following.decode("utf-8", "replace"))
        passing = bytes(value & wanted for value in range(256))
        return list(compress(postings.documents, postings.extra.translate(passing)))

    def occurrences(self) -> int:
        """How often the term is in the segment."""
        return len(self._load())

    def spans(self, documents: Sequence[int]) -> Iterator[tuple[int, int]]:
        """Where the places of some documents, which all have the term, begin and end in :attr:`places`."""
        postings, indexes = self.postings, self._indexes(documents)
        begins = postings.begins(indexes)
        return zip(begins, map(add, begins, _chosen(postings.counts, indexes)), strict=True)

    @property
    def places(self) -> Sequence[int]:
        """The places of the term, document after document."""
        return self._load()

    def in_document(self, document: int) -> Sequence[int]:
        """The places in one document that has the term."""
        if self._starts is None:
            self._starts = self.postings.starts()
        index = bisect_left(self.postings.documents, document)
        return self._load()[self._starts[index] : self._starts[index + 1]]

    def _load(self) -> Sequence[int]:
        """The places of the term."""
        if self._places is None:
            index = self._segment.find(self._field, self.term)
            self._places = self._segment.places(self._field, index, self.postings)
        return self._places

    def _indexes(self, documents: Sequence[int]) -> Sequence[int]:
        """Where some documents, which all have the term, stand among its postings."""
        own = self.postings.documents
        if len(documents) == len(own):
            return range(len(own))
        if len(documents) * _PER_LOOKUP < len(own):
            return [bisect_left(own, document) for document in documents]
        wanted = marks(documents, self._segment.size)
        return list(compress(range(len(own)), _chosen(wanted, own)))


def _chosen(values: Sequence[int], indexes: Sequence[int]) -> Sequence[int]:
    """The values at some indexes."""
    if len(indexes) > 1:
        chosen: tuple[int, ...] = itemgetter(*indexes)(values)
        return chosen
    return [values[index] for index in indexes]


def candidates(terms: Sequence[PlacedTerm], *, adjacent: bool) -> list[int]:
    """The documents that have all terms; with ``adjacent`` those in which each may follow the one before."""
    sets = []
    for at, each in enumerate(terms):
        if adjacent and at + 1 < len(terms):
            documents = each.before(terms[at + 1].term)
            sets.append(DocumentSet(each.postings.size, documents=documents))
        else:
            sets.append(documents_of(each.postings))
    sets.sort(key=len)
    found = sets[0]
    for other in sets[1:]:
        if found:
            found = found & other
    return list(found.documents)


def adjacent(terms: Sequence[PlacedTerm], documents: Sequence[int]) -> dict[int, list[int]]:
    """Where the terms begin to stand side by side, in those of some documents with all of them that have it.

    The term that occurs least is looked at first; the others are looked for where they should stand then.
    """
    order = sorted(range(len(terms)), key=lambda at: terms[at].occurrences())
    first, *others = order
    found: dict[int, list[int]] = {}
    places = terms[first].places
    for document, (begin, end) in zip(documents, terms[first].spans(documents), strict=True):
        found[document] = [place - first for place in places[begin:end]]
    for at in others:
        places, documents = terms[at].places, list(found)
        starts = found
        found = {}
        for document, (begin, end) in zip(documents, terms[at].spans(documents), strict=True):
            there = places[begin:end]
            left = [start for start in starts[document] if start + at in there]
            if left:
                found[document] = left
        if not found:
            break
    return found


def within(terms: Sequence[PlacedTerm], document: int, slop: int, end: int) -> bool:
    """Whether the terms stand in order before place ``end``, with at most ``slop`` others between them."""
    reach = len(terms) - 1 + slop
    lists = [each.in_document(document) for each in terms]
    for first in lists[0]:
        place = first
        for places in lists[1:]:
            at = bisect_left(places, place + 1)
            if at == len(places):
                return False
            place = places[at]
        if place - first <= reach and place < end:
            return True
    return False
