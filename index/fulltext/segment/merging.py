"""Makes one segment of several, term by term: arrays are put behind each other, nothing is computed anew.

Deleted documents are left out. Memory stays at the postings of one term and the columns of all documents.
"""

from __future__ import annotations

import sys
from array import array
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from itertools import accumulate, compress, pairwise
from pathlib import Path
from zlib import crc32

from index.fulltext.errors import DamagedIndexError
from index.fulltext.segment.bitmaps import to_documents
from index.fulltext.segment.columns import COLUMNS, OUTLET
from index.fulltext.segment.fields import FIELDS, MOST_FREQUENT, FieldSpec
from index.fulltext.segment.lengths import LENGTHS
from index.fulltext.segment.lexicon import Lexicon
from index.fulltext.segment.postings import (
    Places,
    bitmap_size,
    count_far,
    fixed_size,
    places_as_bytes,
    places_of_bytes,
)
from index.fulltext.segment.reader import Segment
from index.fulltext.segment.writer import PLACES, POSTINGS, Lengths, PerDocument, SegmentWriter

_STEP = 1024  # terms of a segment that are in memory at a time

_Parts = tuple[bytes, bytes, bytes, bytes, bytes, bytes, bytes]
"""Documents, frequencies, extra bytes, overflow and the three parts of :class:`Places` of a term."""

_NO_PLACES = Places(b"", b"", b"")


class _Source:
    """One segment that is merged: where its documents come to stand."""

    def __init__(self, segment: Segment, base: int) -> None:
        """``base`` is the number of its first document in the segment that is made."""
        self.segment = segment
        self.base = base
        self.kept: list[int] | None = None
        self._place_of: list[int] = []
        if segment.deleted:
            self.kept = to_documents(segment.alive)
            alive = bytearray(segment.size)
            for document in self.kept:
                alive[document] = 1
            self._place_of = [base + before - 1 for before in accumulate(alive)]
            self._alive = bytes(alive)

    def parts(self, spec: FieldSpec, index: int) -> _Parts:
        """The postings of a term without deleted documents, counted in the segment that is made."""
        postings = self.segment.postings(spec.name, index)
        places = _NO_PLACES
        if spec.positions:
            data = self.segment.place_bytes(spec.name, index)
            places = places_of_bytes(data, sum(postings.counts), following=spec.following)
        documents = postings.documents
        alive = [self._alive[each] for each in documents]
        moved = array("H", map(self._place_of.__getitem__, compress(documents, alive))).tobytes()
        if all(alive):
            return moved, postings.frequencies, postings.extra, postings.overflow.tobytes(), *places
        if spec.positions:
            places = _kept_places(places, postings.starts(), alive)
        return (
            moved,
            bytes(compress(postings.frequencies, alive)),
            bytes(compress(postings.extra, alive)),
            array("I", [count for count in compress(postings.counts, alive) if count >= 255]).tobytes(),
            *places,
        )

    def column(self, values: Sequence[int]) -> list[int]:
        """Those of the values of a column that are kept."""
        return list(values) if self.kept is None else [values[document] for document in self.kept]

    def lengths(self, field: str) -> bytes:
        """Those of the lengths of a field that are kept."""
        found = self.segment.lengths(field)
        return found if self.kept is None else bytes([found[document] for document in self.kept])

    def total(self, field: str) -> int:
        """The lengths of a field in all that is kept; those of deleted documents are known by their bytes."""
        lengths = self.segment.lengths(field)
        gone = sum(LENGTHS[lengths[document]] for document in self.segment.deleted_documents)
        return max(0, self.segment.total_length(field) - gone)


def _kept_places(places: Places, starts: Sequence[int], alive: Sequence[int]) -> Places:
    """The places in those documents that are kept."""
    found = []
    at = 0
    for (start, end), kept in zip(pairwise(starts), alive, strict=True):
        near = places.near[2 * start : 2 * end]
        count = count_far(near) if places.far else 0
        if kept:
            found.append((near, places.following[start:end], places.far[4 * at : 4 * (at + count)]))
        at += count
    return Places(*map(b"".join, zip(*found, strict=True))) if found else _NO_PLACES


def merge(segments: Sequence[Segment], stem: Path, step: Callable[[], None] = lambda: None) -> int:
    """Write one segment of several, in their order, under a stem, and say how many documents it has.

    ``step`` is called now and then; what it raises ends the merge and takes its files away.
    """
    bases = accumulate((segment.count for segment in segments), initial=0)
    sources = [_Source(segment, base) for segment, base in zip(segments, bases, strict=False)]
    size = sum(segment.count for segment in segments)
    writer = SegmentWriter(stem, size)
    try:
        for spec in FIELDS:
            _merge_field(sources, spec, writer, step)
        writer.finish(_per_document(sources))
    except BaseException:
        writer.abandon()
        raise
    return size


class _Terms:
    """The terms of one field in one segment that is merged."""

    def __init__(self, source: _Source, spec: FieldSpec) -> None:
        """Raises DamagedIndexError."""
        self.lexicon = source.segment.lexicon(spec.name)
        self._source = source
        self._spec = spec
        self._size = source.segment.size
        self._has_extra = spec.impacts
        self._base = source.base.to_bytes(2, sys.byteorder)

    def stretch(self, indexes: range) -> Iterator[_Parts]:
        """The postings of terms that follow each other, documents counted in the segment that is made."""
        if self._source.kept is not None:
            return (self._source.parts(self._spec, index) for index in indexes)
        lexicon, name = self.lexicon, self._spec.name
        postings = self._pieces(POSTINGS, name, list(lexicon.at[indexes.start : indexes.stop + 1]))
        _compare(postings, lexicon.sums[indexes.start : indexes.stop])
        places = [b""] * len(indexes)
        if lexicon.places is not None and lexicon.place_sums is not None:
            starts = [2 * place for place in lexicon.places[indexes.start : indexes.stop + 1]]
            places = self._pieces(PLACES, "places", starts)
            _compare(places, lexicon.place_sums[indexes.start : indexes.stop])
        return map(self._parts, lexicon.counts[indexes.start : indexes.stop], postings, places)

    def _pieces(self, ending: str, name: str, starts: Sequence[int]) -> list[bytes]:
        """Pieces of a section that lie behind each other, read together; ``starts`` ends with their end."""
        data = self._source.segment.part(ending, name, starts[0], starts[-1])
        return [data[start - starts[0] : end - starts[0]] for start, end in pairwise(starts)]

    def _parts(self, count: int, data: bytes, places: bytes) -> _Parts:
        """The postings of a term in ``count`` documents, by their bytes."""
        fixed, end = fixed_size(count, self._has_extra), len(data) - bitmap_size(count, self._size)
        frequencies, overflow = data[2 * count : 3 * count], data[fixed:end]
        if end < fixed or len(overflow) != 4 * frequencies.count(MOST_FREQUENT):
            raise DamagedIndexError("postings have another length than their number says")
        standing = _NO_PLACES
        if self._spec.positions:
            occurrences = sum(frequencies)
            if overflow:
                occurrences += sum(array("I", overflow)) - MOST_FREQUENT * (len(overflow) // 4)
            standing = places_of_bytes(places, occurrences, following=self._spec.following)
        documents = self._moved(data[: 2 * count])
        return documents, frequencies, data[3 * count : fixed], overflow, *standing

    def _moved(self, documents: bytes) -> bytes:
        """Documents with the base added to each: as one long number, as no sum carries into the next."""
        if int.from_bytes(documents[-2:], sys.byteorder) >= self._size:
            raise DamagedIndexError("postings name documents that do not exist")
        if not self._source.base:
            return documents
        bases = int.from_bytes(self._base * (len(documents) // 2), sys.byteorder)
        moved = int.from_bytes(documents, sys.byteorder) + bases
        return moved.to_bytes(len(documents), sys.byteorder)


def _compare(pieces: Sequence[bytes], sums: Sequence[int]) -> None:
    """Raise DamagedIndexError if the checksums of pieces are others than those that were written."""
    if list(map(crc32, pieces)) != list(sums):
        raise DamagedIndexError("postings or places of the segment are damaged")


def _merge_field(
    sources: Sequence[_Source], spec: FieldSpec, writer: SegmentWriter, step: Callable[[], None]
) -> None:
    """Write one field, its terms in order."""
    writer.begin_field(spec)
    fields = [_Terms(source, spec) for source in sources]
    for stretch in _stretches([field.lexicon for field in fields]):
        step()
        found: defaultdict[bytes, list[_Parts]] = defaultdict(list)
        for field, indexes in zip(fields, stretch, strict=True):
            if indexes:
                terms = field.lexicon.terms(indexes)
                for term, parts in zip(terms, field.stretch(indexes), strict=True):
                    if parts[0]:
                        found[term].append(parts)
        for term in sorted(found):
            joined = map(b"".join, zip(*found[term], strict=True))
            documents, frequencies, extra, overflow, *places = joined
            writer.add_parts(term, documents, frequencies, extra, overflow, places_as_bytes(*places))
    writer.end_field()


def _stretches(lexicons: Sequence[Lexicon]) -> Iterator[list[range]]:
    """Ranges of the terms of each lexicon that lie between the same terms, some of the largest at a time."""
    largest = max(lexicons, key=len)
    starts = [0] * len(lexicons)
    for at in range(_STEP, len(largest) + _STEP, _STEP):
        if at < len(largest):
            ends = [lexicon.seek(largest.term(at)) for lexicon in lexicons]
        else:
            ends = list(map(len, lexicons))
        yield list(map(range, starts, ends))
        starts = ends


def _per_document(sources: Sequence[_Source]) -> PerDocument:
    """What is kept of the documents of all segments."""
    columns = {column.name: array(column.code) for column in COLUMNS}
    outlets = {"": 0}
    for source in sources:
        names = source.segment.outlets
        number_of = [outlets.setdefault(name, len(outlets)) for name in names]
        for column in COLUMNS:
            values = source.column(source.segment.columns[column.name])
            if column is OUTLET:
                values = [number_of[value] for value in values]
            columns[column.name].extend(values)
    lengths = {
        spec.name: Lengths(
            b"".join([source.lengths(spec.name) for source in sources]),
            sum(source.total(spec.name) for source in sources),
        )
        for spec in FIELDS
    }
    return PerDocument(columns, list(outlets), lengths)
