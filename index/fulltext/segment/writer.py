"""Writes a segment: its postings field by field and term by term, then what it keeps of each document."""

from __future__ import annotations

import json
import zlib
from array import array
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from index.fulltext.segment.columns import ARTICLE, BY_DATE, COLUMNS, DATE
from index.fulltext.segment.fields import FieldSpec
from index.fulltext.segment.layout import SectionWriter
from index.fulltext.segment.lexicon import LexiconWriter
from index.fulltext.segment.postings import Packed, to_bytes

DOCUMENTS, TERMS, POSTINGS, PLACES = ".doc", ".trm", ".pst", ".pos"
"""The endings of the files of a segment."""

KINDS = {DOCUMENTS: b"docs", TERMS: b"term", POSTINGS: b"post", PLACES: b"plac"}

OUTLETS = "outlets"
"""The section with the names of sources: a list, as JSON."""


@dataclass(frozen=True, slots=True)
class Lengths:
    """The lengths of a field: a byte for each document (see ``lengths``), and the sum of all, in terms."""

    by_document: bytes
    total: int


@dataclass(frozen=True, slots=True)
class PerDocument:
    """What a segment keeps of its documents: columns by name, the names of sources, lengths by field."""

    columns: Mapping[str, array[int]]
    outlets: Sequence[str]
    lengths: Mapping[str, Lengths]


class SegmentWriter:
    """Writes the files of one segment of ``size`` documents, beside each other under one stem."""

    def __init__(self, stem: Path, size: int) -> None:
        self._size = size
        # each file says to which segment it belongs, so that none is taken for that of another
        self._told = {"segment": stem.name, "size": size}
        self._files: dict[str, SectionWriter] = {}
        try:
            for ending, kind in KINDS.items():
                self._files[ending] = SectionWriter(stem.with_name(stem.name + ending), kind)
        except BaseException:
            self.abandon()
            raise
        self._lexicon: LexiconWriter | None = None
        self._spec: FieldSpec | None = None
        self._places = 0
        self._files[PLACES].begin()

    def begin_field(self, spec: FieldSpec) -> None:
        """Begin a field; its terms follow."""
        self._spec = spec
        self._lexicon = LexiconWriter(spec)
        self._files[POSTINGS].begin()

    def add_term(self, term: bytes, packed: Packed) -> None:
        """Add the next term of the field; terms come in the order of their bytes."""
        assert self._lexicon is not None  # noqa: S101
        postings = self._files[POSTINGS]
        data = to_bytes(packed, self._size)
        at, place = postings.offset, self._places
        postings.write(data)
        crc = 0
        if packed.places:
            places = packed.places + packed.far
            self._files[PLACES].write(places)
            self._places += len(places) // 2
            crc = zlib.crc32(places)
        self._lexicon.add(term, len(packed.documents), at, zlib.crc32(data), place, crc)

    def end_field(self) -> None:
        """End the field."""
        assert self._lexicon is not None and self._spec is not None  # noqa: S101, PT018
        postings = self._files[POSTINGS]
        self._lexicon.write(self._files[TERMS], postings.offset, self._places)
        postings.end(self._spec.name)
        self._lexicon = None

    def finish(self, documents: PerDocument) -> None:
        """Write what is kept of each document; all files are on disk when this returns."""
        file = self._files[DOCUMENTS]
        for column in COLUMNS:
            file.add(column.name, documents.columns[column.name].tobytes())
        file.add(BY_DATE.name, by_date(documents.columns).tobytes())
        for name, lengths in documents.lengths.items():
            file.add(f"lengths.{name}", lengths.by_document)
        file.add(OUTLETS, json.dumps(list(documents.outlets)).encode())
        totals = {name: lengths.total for name, lengths in documents.lengths.items()}
        file.close({**self._told, "totals": totals})
        self._files[PLACES].end("places")
        for ending in (TERMS, POSTINGS, PLACES):
            self._files[ending].close(self._told)

    def abandon(self) -> None:
        """Take the files away again."""
        for file in self._files.values():
            file.abandon()


def by_date(columns: Mapping[str, array[int]]) -> array[int]:
    """The documents in order of date, those of one date by article, those without one first."""
    dates, articles = columns[DATE.name], columns[ARTICLE.name]
    order = sorted(range(len(dates)), key=lambda document: (dates[document], articles[document]))
    return array(BY_DATE.code, order)
