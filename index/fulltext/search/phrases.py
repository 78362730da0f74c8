"""Where words stand beside each other."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate, chain, count, repeat
from operator import add

from index.deadline import current
from index.fulltext.search.sets import documents_of
from index.fulltext.segment.fields import BY_NAME
from index.fulltext.segment.postings import Postings
from index.fulltext.segment.reader import Segment
from index.fulltext.segment.vocabulary import compound_class, word_class

_PER_DOCUMENT = 10  # places that are passed over in the time in which those of one document are looked up
_FOLLOWED = 64  # occurrences of a word of which about one is followed by another that is looked for
DOCUMENT = 32
"""Bits of a spot before the number of its document."""
_PLACE = (1 << DOCUMENT) - 1

Spots = set[int]
"""Where something begins: each the number of the document, shifted by ``DOCUMENT`` bits, and the place."""


def documents_at(spots: Spots) -> set[int]:
    """The documents of some spots."""
    return {spot >> DOCUMENT for spot in spots}


def place_of(spot: int) -> int:
    """The place of a spot."""
    return spot & _PLACE


class PlacedTerm:
    """A term of a phrase in one segment: its postings, and its places when they are asked for."""

    def __init__(self, segment: Segment, field: str, term: bytes, postings: Postings) -> None:
        self.term = term
        self.postings = postings
        self._segment = segment
        self._field = field
        self._index = segment.find(field, term)
        self._places: Sequence[int] | None = None
        self._classes: bytes | None = None

    @property
    def has_classes(self) -> bool:
        """Whether it is known of what class the word after each place is."""
        return BY_NAME[self._field].following

    def spots(self, at: int, following: bytes | None = None) -> Spots:
        """Where a phrase may begin in which this term is the one with number ``at``.

        If the term after it is given, only where it may be ``following``.
        """
        if following is None:
            return set(self._all_spots(at))
        postings = self.postings
        if self._classes is None:
            self._classes = self._segment.following(self._field, self._index, postings)
        numbers = _followed(self._classes, following.decode("utf-8", "replace"))
        pairs = zip(postings.located(numbers), self._numbered(numbers), strict=True)
        return {(document << DOCUMENT) + place - at for document, place in pairs}

    def _numbered(self, numbers: Sequence[int]) -> Iterable[int]:
        """Some of the places, by their numbers among all."""
        if self._segment.reads_few(len(numbers), self.postings):
            return chain.from_iterable(self._pieces([(number, number + 1) for number in numbers]))
        return map(self._all().__getitem__, numbers)

    def among(self, spots: Spots, at: int) -> Spots:
        """Of the spots where a phrase may begin those where this term is the one with number ``at``."""
        if self.postings.occurrences < len(spots) * _PER_DOCUMENT:
            return spots.intersection(self._all_spots(at))
        in_order = sorted(spots)
        indexes = self.postings.indexes_of([spot >> DOCUMENT for spot in in_order])
        held = [(spot, index) for spot, index in zip(in_order, indexes, strict=True) if index >= 0]
        starts = self.postings.starts()
        spans = [(starts[index], starts[index + 1]) for _, index in held]
        if self._segment.reads_few(len(held), self.postings):
            pairs = zip(held, self._pieces(spans), strict=True)
            return {spot for (spot, _), places in pairs if place_of(spot) + at in places}
        places = self._all()
        kept: Spots = set()
        for (spot, _), (start, end) in zip(held, spans, strict=True):
            place = place_of(spot) + at
            number = bisect_left(places, place, start, end)
            if number < end and places[number] == place:
                kept.add(spot)
        return kept

    def _all_spots(self, at: int) -> Iterator[int]:
        """Where phrases begin in which the term is the one with number ``at``."""
        postings = self.postings
        firsts = [(document << DOCUMENT) - at for document in postings.documents]
        places = self._all()
        return map(add, chain.from_iterable(map(repeat, firsts, postings.counts)), places)

    def _pieces(self, spans: Sequence[tuple[int, int]]) -> Iterator[Sequence[int]]:
        """Some of the places, by where they begin and end among all."""
        return self._segment.few_places(self._field, self._index, self.postings, spans)

    def _all(self) -> Sequence[int]:
        """All places, document after document."""
        if self._places is None:
            self._places = self._segment.places(self._field, self._index, self.postings)
        return self._places

    def in_document(self, document: int) -> Sequence[int]:
        """The places in one document that has the term."""
        index, starts = bisect_left(self.postings.documents, document), self.postings.starts()
        return self._all()[starts[index] : starts[index + 1]]


def _followed(classes: bytes, term: str) -> list[int]:
    """Which of some places are followed by one where a term may stand, as a word or as a compound."""
    found = [*_found(classes, word_class(term)), *_found(classes, compound_class(term))]
    found.sort()
    return found


def _found(values: bytes, wanted: int) -> Iterable[int]:
    """Where a byte stands: behind each part but the last of those that it divides the values into."""
    *parts, _ = values.split(bytes((wanted,)))
    return map(add, accumulate(map(len, parts)), count())


def adjacent(terms: Sequence[PlacedTerm]) -> Spots:
    """Where terms begin to stand side by side.

    The search begins with the term that leaves the fewest spots to look at, by what follows it or by how
    often it is; the others are looked for where they should stand then.
    """
    last = len(terms) - 1
    follows = [each.has_classes and at < last for at, each in enumerate(terms)]
    costs = [each.postings.occurrences / (_FOLLOWED if follows[at] else 1) for at, each in enumerate(terms)]
    lead = costs.index(min(costs))
    found = terms[lead].spots(lead, terms[lead + 1].term if follows[lead] else None)
    others = [at for at in range(len(terms)) if at != lead]
    for at in sorted(others, key=lambda at: terms[at].postings.occurrences):
        if not found:
            break
        current().check()
        found = terms[at].among(found, at)
    return found


def candidates(terms: Sequence[PlacedTerm]) -> list[int]:
    """The documents that have all terms."""
    first, *others = sorted((documents_of(each.postings) for each in terms), key=len)
    for other in others:
        if first:
            first = first & other
    return list(first.documents)


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
