"""The codec: what Whoosh calls to write and to read a segment."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from index.fulltext.catalogue import Entry
from index.fulltext.internals import whoosh
from index.fulltext.segment.bitmaps import to_documents
from index.fulltext.segment.reader import Segment
from index.fulltext.whoosh_codec.reading import ArrayPerDocumentReader, ArrayTermsReader
from index.fulltext.whoosh_codec.writing import ArrayFieldWriter, ArrayPerDocumentWriter

INDEX_NAME = "MAIN"


class ArraySegment(whoosh.codec.base.Segment):  # type: ignore[misc]
    """A segment as Whoosh names it, for an entry of the catalogue."""

    def __init__(self, directory: Path, entry: Entry | None = None) -> None:
        """Without an entry it is one that is to be written, under a name that no other has."""
        super().__init__(INDEX_NAME)
        self._directory = directory
        self._size = 0
        self._deleted = 0
        self._open: Segment | None = None
        if entry is not None:
            self.segid = entry.name.removeprefix(f"{INDEX_NAME}_")
            self._size, self._deleted = entry.size, entry.deleted

    @property
    def entry(self) -> Entry:
        """The segment as the catalogue names it."""
        return Entry(self.segment_id(), self._size, self._deleted)

    @property
    def stem(self) -> Path:
        """The path of its files without their endings."""
        return self._directory / str(self.segment_id())

    def open(self) -> Segment:
        """The segment itself, with what is deleted by now. Raises DamagedIndexError."""
        if self._open is None:
            self._open = Segment(self.stem, self._deleted)
        elif self._open.deleted != self._deleted:
            self._open = self._open.with_deleted(self._deleted)
        return self._open

    def codec(self) -> ArrayCodec:
        """The codec that reads it."""
        return ArrayCodec()

    def should_assemble(self) -> bool:
        """Its files stay apart."""
        return False

    def set_doc_count(self, count: int) -> None:
        """Say how many documents have been written."""
        self._size = count

    def doc_count_all(self) -> int:
        """How many documents there are."""
        return self._size

    def deleted_count(self) -> int:
        """How many documents are deleted."""
        return self._deleted.bit_count()

    def deleted_docs(self) -> list[int]:
        """The documents that are deleted."""
        return to_documents(self._deleted)

    def delete_document(self, docnum: int, delete: bool = True) -> None:
        """Delete a document, or take it back. It counts when a catalogue has been written."""
        if not 0 <= docnum < self._size:
            raise ValueError(f"the segment has no document {docnum}")
        bit = 1 << docnum
        self._deleted = self._deleted | bit if delete else self._deleted & ~bit

    def delete_documents(self, bitmap: int) -> None:
        """Delete a set of documents."""
        self._deleted |= bitmap

    def is_deleted(self, docnum: int) -> bool:
        """Whether a document is deleted."""
        return bool(self._deleted >> docnum & 1)


class ArrayCodec(whoosh.codec.base.Codec):  # type: ignore[misc]
    """Reads and writes segments of :mod:`index.fulltext.segment`; it works on directories only."""

    length_stats = False

    def per_document_writer(self, storage: Any, segment: ArraySegment) -> ArrayPerDocumentWriter:
        """What collects columns and lengths."""
        return ArrayPerDocumentWriter()

    def field_writer(
        self, storage: Any, segment: ArraySegment, documents: ArrayPerDocumentWriter | None = None
    ) -> ArrayFieldWriter:
        """What collects postings, and writes them with what has been collected of the ``documents``."""
        return ArrayFieldWriter(segment.stem, documents or ArrayPerDocumentWriter())

    def terms_reader(self, storage: Any, segment: ArraySegment) -> ArrayTermsReader:
        """The terms of a segment. Raises DamagedIndexError."""
        return ArrayTermsReader(segment.open())

    def per_document_reader(self, storage: Any, segment: ArraySegment) -> ArrayPerDocumentReader:
        """The columns and lengths of a segment. Raises DamagedIndexError."""
        return ArrayPerDocumentReader(segment.open(), segment)

    def new_segment(self, storage: Any, indexname: str) -> ArraySegment:
        """A segment to write."""
        return ArraySegment(Path(storage.folder))
