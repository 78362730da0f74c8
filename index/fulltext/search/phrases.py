"""Where words stand beside each other."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from itertools import compress
from operator import itemgetter

from index.fulltext.search.sets import DocumentSet, documents_of
from index.fulltext.segment.bitmaps import marks
from index.fulltext.segment.fields import WORDS
from index.fulltext.segment.postings import Postings
from index.fulltext.segment.reader import Segment
from index.fulltext.segment.vocabulary import bucket

_SHIFT = 40  # bits, more than a place takes
_MARGIN = 64  # more than the terms of a phrase
_PER_LOOKUP = 4  # postings that are passed over in the time of one bisection


class PlacedTerm:
    """A term of a phrase in one segment: its postings, and its places when they are asked for."""

    def __init__(self, segment: Segment, field: str, term: bytes, postings: Postings) -> None:
        self.term = term
        self.postings = postings
        self._segment = segment
        self._field = field
        self._places: Sequence[int] | None = None

    def before(self, following: bytes | None) -> Sequence[int]:
        """The documents of the term in which ``following`` may come next; all for a field without bytes."""
        postings = self.postings
        if following is None or not postings.extra or self._field != WORDS.name:
            return postings.documents
        wanted = bucket(following.decode("utf-8", "replace"))
        passing = bytes(value & wanted for value in range(256))
        return list(compress(postings.documents, postings.extra.translate(passing)))

    def keys(self, documents: Sequence[int], shift: int) -> list[int]:
        """The places in some documents that all have the term, as one number each: document, then place.

        ``shift`` is taken from each place, so that the terms of a phrase share the keys of its beginning.
        """
        places = self._load()
        found: list[int] = []
        for document, (begin, end) in zip(documents, self._spans(documents), strict=True):
            base = (document << _SHIFT) + _MARGIN - shift
            if end - begin == 1:
                found.append(base + places[begin])
            else:
                found.extend([base + place for place in places[begin:end]])
        return found

    def in_document(self, document: int) -> Sequence[int]:
        """The places in one document that has the term."""
        places = self._load()
        ((begin, end),) = self._spans((document,))
        return places[begin:end]

    def _load(self) -> Sequence[int]:
        """The places of the term."""
        if self._places is None:
            index = self._segment.find(self._field, self.term)
            self._places = self._segment.places(self._field, index, self.postings)
        return self._places

    def _spans(self, documents: Sequence[int]) -> Sequence[tuple[int, int]]:
        """Where the places of some documents, which all have the term, begin and end."""
        own = self.postings.documents
        if len(documents) == len(own):
            return self.postings.spans(range(len(own)))
        if len(documents) * _PER_LOOKUP < len(own):
            return self.postings.spans([bisect_left(own, document) for document in documents])
        wanted = marks(documents, self._segment.size)
        chosen = itemgetter(*own)(wanted) if len(own) > 1 else (wanted[own[0]],)
        return self.postings.spans(list(compress(range(len(own)), chosen)))


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


def adjacent(terms: Sequence[PlacedTerm], documents: Sequence[int]) -> set[int]:
    """The keys at which the terms begin to stand side by side, of documents that have all of them."""
    found: set[int] | None = None
    for at, each in sorted(enumerate(terms), key=lambda pair: pair[1].postings.count):
        keys = each.keys(documents, at)
        found = set(keys) if found is None else found.intersection(keys)
        if not found:
            return set()
        documents = sorted({key >> _SHIFT for key in found})
    return found or set()


def documents_at(keys: set[int]) -> set[int]:
    """The documents of keys."""
    return {key >> _SHIFT for key in keys}


def first_places(keys: set[int]) -> dict[int, int]:
    """The first place of each document of keys."""
    found: dict[int, int] = {}
    mask = (1 << _SHIFT) - 1
    for key in sorted(keys, reverse=True):
        found[key >> _SHIFT] = (key & mask) - _MARGIN
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
