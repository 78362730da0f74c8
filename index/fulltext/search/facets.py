"""How many of the documents that match have each source, month, person, organisation, place or speaker.

Of entities, of which there are many, those that are in most documents are counted first, and counting ends
when no other can come among the first (the threshold algorithm of Fagin, Lotem and Naor 2003). Those that are
in one document of the whole index, which are many, are not counted.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from heapq import nlargest

from index.deadline import current
from index.fulltext.search.sets import DocumentSet
from index.fulltext.search.snapshot import Snapshot
from index.fulltext.segment.bitmaps import marks
from index.fulltext.segment.columns import DATE, OUTLET
from index.fulltext.segment.fields import ORGS, PERSONS, PLACES, SPEAKERS
from index.fulltext.segment.postings import Postings
from index.fulltext.segment.reader import Segment
from index.models import Facet as Facet

FIELDS = {
    Facet.SPEAKER: SPEAKERS.name,
    Facet.PERSON: PERSONS.name,
    Facet.ORG: ORGS.name,
    Facet.PLACE: PLACES.name,
}
"""The fields of the facets that count entities."""

_STEP = 500  # entities after which the deadline is looked at


def count_sources(snapshot: Snapshot, documents: Sequence[DocumentSet]) -> Counter[str]:
    """In how many documents each source stands; the empty one is none."""
    counts: Counter[str] = Counter()
    for segment, found in zip(snapshot.segments, documents, strict=True):
        numbers = _values(segment.columns[OUTLET.name], found)
        for number, count in numbers.items():
            counts[segment.outlets[number]] += count
    return counts


def count_months(snapshot: Snapshot, documents: Sequence[DocumentSet]) -> Counter[int]:
    """In how many documents each month stands, as YYYYMM; YYYY00 is a year alone, 0 no date."""
    counts: Counter[int] = Counter()
    for segment, found in zip(snapshot.segments, documents, strict=True):
        for date, count in _values(segment.columns[DATE.name], found).items():
            counts[date // 100] += count
    return counts


def _values(column: Sequence[int], documents: DocumentSet) -> Counter[int]:
    """How often each value of a column stands in documents."""
    if len(documents) == documents.size:
        return Counter(column)
    return Counter(map(column.__getitem__, documents.documents))


class EntityCounter:
    """Counts entities in the documents that match one query."""

    def __init__(self, snapshot: Snapshot, documents: Sequence[DocumentSet]) -> None:
        self._snapshot = snapshot
        self._documents = documents
        self._marks = [
            marks(found.documents, segment.size)
            for segment, found in zip(snapshot.segments, documents, strict=True)
        ]

    def top(self, field: str, most: int) -> list[tuple[int, int]]:
        """The entities of a field that are in most documents, at most ``most``, with counts.

        Only those are left out that are in one document of the whole index.
        """
        found: list[tuple[int, int]] = []
        least = 0
        for at, (entity, limit) in enumerate(self._snapshot.entity_totals(field)):
            if len(found) >= most and limit < least:
                break
            if at % _STEP == 0:
                current().check()
            count = self.count(field, entity)
            if count:
                found.append((entity, count))
                if len(found) >= most and len(found) % most == 0:
                    least = nlargest(most, (each for _, each in found))[-1]
        return nlargest(most, found, key=lambda each: (each[1], -each[0]))

    def count(self, field: str, entity: int) -> int:
        """In how many of the documents an entity is."""
        term = str(entity).encode()
        return sum(
            self._count_in(at, segment, postings)
            for at, segment in enumerate(self._snapshot.segments)
            if self._documents[at] and (postings := self._snapshot.postings(segment, field, term)) is not None
        )

    def _count_in(self, at: int, segment: Segment, postings: Postings) -> int:
        """In how many of the documents of a segment a term is."""
        if postings.is_dense and not self._documents[at].is_sparse:
            return (self._documents[at].bitmap & postings.bitmap).bit_count()
        marked = self._marks[at]
        return sum([marked[document] for document in postings.documents])
