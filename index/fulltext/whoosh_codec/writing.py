"""Takes documents the way that Whoosh's own writer gives them, posting by posting, and writes a segment."""

from __future__ import annotations

from array import array
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from index.fulltext.internals import whoosh
from index.fulltext.segment.columns import COLUMNS, OUTLET
from index.fulltext.segment.fields import BY_NAME, FAR, FIELDS, MOST_FREQUENT, FieldSpec
from index.fulltext.segment.impacts import impact_table
from index.fulltext.segment.lengths import length_byte
from index.fulltext.segment.postings import Packed, places_as_bytes
from index.fulltext.segment.writer import Lengths, PerDocument, SegmentWriter

Posting = tuple[str, bytes, int, float, bytes]
"""A field, a term, a document, how often the term is in it, and what the field keeps besides."""


class MemoryPool:
    """Sorts postings in memory, where Whoosh's own pool has files for what is too much."""

    def __init__(self) -> None:
        self._postings: list[Posting] = []
        self.add = self._postings.append

    def iter_postings(self) -> Iterator[Posting]:
        """The postings in order of field, term and document."""
        self._postings.sort()
        return iter(self._postings)

    def cleanup(self) -> None:
        """Forget them."""
        self._postings.clear()


class ArrayPerDocumentWriter(whoosh.codec.base.PerDocumentWriter):  # type: ignore[misc]
    """Collects columns and lengths."""

    def __init__(self) -> None:
        self._columns = {column.name: array(column.code) for column in COLUMNS}
        self._lengths = {spec.name: bytearray() for spec in FIELDS}
        self._totals = dict.fromkeys(self._lengths, 0)
        self._outlets = {"": 0}
        self.size = 0
        self.is_closed = False

    def start_doc(self, docnum: int) -> None:
        """Begin a document; they come in order."""
        if docnum != self.size:
            raise ValueError(f"the document {docnum} comes where {self.size} was due")
        self.size += 1
        for column in self._columns.values():
            column.append(0)
        for lengths in self._lengths.values():
            lengths.append(0)

    def add_field(self, fieldname: str, fieldobj: Any, value: Any, length: int) -> None:
        """Note the length of a field; nothing is stored but columns."""
        if fieldname in self._lengths:
            self._lengths[fieldname][-1] = length_byte(length)
            self._totals[fieldname] += length

    def add_column_value(self, fieldname: str, columnobj: Any, value: Any) -> None:
        """Note the value of a column. Raises OverflowError for a number that is too large for it."""
        if fieldname == OUTLET.name:
            value = self._outlets.setdefault(value, len(self._outlets))
        self._columns[fieldname][-1] = value

    def add_vector_items(self, fieldname: str, fieldobj: Any, items: Any) -> None:
        """There are no vectors. Raises NotImplementedError."""
        raise NotImplementedError("term vectors are not kept")

    def close(self) -> None:
        """Nothing is to be closed."""
        self.is_closed = True

    def lengths(self, field: str) -> bytearray:
        """The bytes of the lengths of a field."""
        return self._lengths[field]

    def documents(self) -> PerDocument:
        """What has been collected."""
        lengths = {name: Lengths(bytes(found), self._totals[name]) for name, found in self._lengths.items()}
        return PerDocument(self._columns, list(self._outlets), lengths)


class ArrayFieldWriter(whoosh.codec.base.FieldWriter):  # type: ignore[misc]
    """Collects postings, and writes the segment when it is closed."""

    def __init__(self, stem: Path, documents: ArrayPerDocumentWriter) -> None:
        self._stem = stem
        self._per_document = documents
        self._fields: dict[str, list[tuple[bytes, Packed]]] = {spec.name: [] for spec in FIELDS}
        self._spec: FieldSpec | None = None
        self._term = b""
        self._documents: array[int] = array("H")
        self._counts: list[int] = []
        self._values: list[bytes] = []
        self.is_closed = False

    def start_field(self, fieldname: str, fieldobj: Any) -> None:
        """Begin a field; what is made from a column has no postings of its own and is left out."""
        self._spec = BY_NAME.get(fieldname)

    def start_term(self, text: bytes) -> None:
        """Begin a term."""
        self._term = text
        self._documents, self._counts, self._values = array("H"), [], []

    def add(self, docnum: int, weight: float, vbytes: bytes, length: int) -> None:
        """Add a posting. A weight that boosts have made a fraction is rounded, to 1 at least."""
        self._documents.append(docnum)
        self._counts.append(max(1, round(weight)))
        self._values.append(vbytes)

    def finish_term(self) -> None:
        """End the term."""
        spec = self._spec
        if spec is None:
            return
        ends = [4 * (len(value) // (4 + spec.following)) for value in self._values]
        pairs = list(zip(self._values, ends, strict=True))
        places = array("I", b"".join([value[:end] for value, end in pairs]))
        near = array("H", [min(place, FAR) for place in places]).tobytes()
        far = array("I", [place for place in places if place >= FAR]).tobytes()
        following = b"".join([value[end:] for value, end in pairs])
        frequencies = bytes([min(count, MOST_FREQUENT) for count in self._counts])
        overflow = array("I", [count for count in self._counts if count >= MOST_FREQUENT])
        packed = Packed(
            self._documents,
            frequencies,
            self._extra(spec, frequencies),
            overflow,
            places_as_bytes(near, following, far),
        )
        self._fields[spec.name].append((self._term, packed))

    def _extra(self, spec: FieldSpec, frequencies: bytes) -> bytes:
        """The impacts of a term."""
        if not spec.impacts:
            return b""
        table, lengths = impact_table(), self._per_document.lengths(spec.name)
        pairs = zip(self._documents, frequencies, strict=True)
        return bytes([table[frequency][lengths[document]] for document, frequency in pairs])

    def close(self) -> None:
        """Write the segment, if it has documents. Its files are on disk when this returns."""
        self.is_closed = True
        if not self._per_document.size:
            return
        writer = SegmentWriter(self._stem, self._per_document.size)
        try:
            for spec in FIELDS:
                writer.begin_field(spec)
                for term, packed in self._fields[spec.name]:
                    writer.add_term(term, packed)
                writer.end_field()
            writer.finish(self._per_document.documents())
        except BaseException:
            writer.abandon()
            raise
