"""Makes one segment of several, term by term: arrays are put behind each other, nothing is computed anew.

Deleted documents are left out. Memory stays at the postings of one term and the columns of all documents.
"""

from __future__ import annotations

import heapq
from array import array
from collections.abc import Callable, Iterator, Sequence
from itertools import accumulate, compress
from pathlib import Path

from index.fulltext.segment.bitmaps import to_documents
from index.fulltext.segment.columns import COLUMNS, OUTLET
from index.fulltext.segment.fields import FAR, FIELDS, FieldSpec
from index.fulltext.segment.lengths import LENGTHS
from index.fulltext.segment.postings import Packed
from index.fulltext.segment.reader import Segment
from index.fulltext.segment.writer import Lengths, PerDocument, SegmentWriter

_STEP = 4096


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

    def terms(self, field: str, order: int) -> Iterator[tuple[bytes, int, int]]:
        """The terms of a field with ``order`` and their indexes."""
        lexicon = self.segment.lexicon(field)
        for start in range(0, len(lexicon), _STEP):
            some = lexicon.terms(range(start, min(start + _STEP, len(lexicon))))
            for index, term in enumerate(some, start):
                yield term, order, index

    def packed(self, field: str, index: int) -> Packed:
        """The postings of a term, documents counted in the segment that is made."""
        postings = self.segment.postings(field, index)
        data = self.segment.place_bytes(field, index)
        size = 2 * sum(postings.counts) if data else 0
        places, far = data[:size], data[size:]
        base, documents = self.base, postings.documents
        if self.kept is None:
            moved = array("H", [base + each for each in documents]) if base else documents
            return Packed(moved, postings.frequencies, postings.extra, postings.overflow, places, far)
        alive = [self._alive[each] for each in documents]
        if all(alive):
            moved = array("H", map(self._place_of.__getitem__, documents))
            return Packed(moved, postings.frequencies, postings.extra, postings.overflow, places, far)
        counts = postings.counts
        if places:
            places, far = _kept_places(places, far, postings.starts(), alive)
        return Packed(
            array("H", map(self._place_of.__getitem__, compress(documents, alive))),
            bytes(compress(postings.frequencies, alive)),
            bytes(compress(postings.extra, alive)),
            array("I", [count for count in compress(counts, alive) if count >= 255]),
            places,
            far,
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


def _kept_places(
    places: bytes, far: bytes, starts: Sequence[int], alive: Sequence[int]
) -> tuple[bytes, bytes]:
    """The places of those documents that are kept, and those of them that are far."""
    near, beyond = [], []
    at = 0
    for document, kept in enumerate(alive):
        part = places[2 * starts[document] : 2 * starts[document + 1]]
        count = array("H", part).count(FAR) if far else 0
        if kept:
            near.append(part)
            beyond.append(far[4 * at : 4 * (at + count)])
        at += count
    return b"".join(near), b"".join(beyond)


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


def _merge_field(
    sources: Sequence[_Source], spec: FieldSpec, writer: SegmentWriter, step: Callable[[], None]
) -> None:
    """Write one field, its terms in order."""
    writer.begin_field(spec)
    parts: list[Packed] = []
    last = b""
    for count, (term, order, index) in enumerate(
        heapq.merge(*(source.terms(spec.name, order) for order, source in enumerate(sources)))
    ):
        if parts and term != last:
            _add(writer, last, parts)
            parts = []
        last = term
        packed = sources[order].packed(spec.name, index)
        if packed.documents:
            parts.append(packed)
        if count % 1000 == 0:
            step()
    if parts:
        _add(writer, last, parts)
    writer.end_field()


def _add(writer: SegmentWriter, term: bytes, parts: Sequence[Packed]) -> None:
    """Write a term with the postings of all segments."""
    if len(parts) == 1:
        writer.add_term(term, parts[0])
        return
    documents, overflow = array("H"), array("I")
    for part in parts:
        documents.extend(part.documents)
        overflow.extend(part.overflow)
    writer.add_term(
        term,
        Packed(
            documents,
            b"".join([part.frequencies for part in parts]),
            b"".join([part.extra for part in parts]),
            overflow,
            b"".join([part.places for part in parts]),
            b"".join([part.far for part in parts]),
        ),
    )


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
