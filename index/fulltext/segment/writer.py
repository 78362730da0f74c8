"""Writes a segment: its postings field by field and term by term, then what it keeps of each document."""

from __future__ import annotations

import json
from array import array
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path
from zlib import crc32

from index.fulltext.segment.columns import ARTICLE, BY_DATE, COLUMNS, DATE
from index.fulltext.segment.fields import FieldSpec
from index.fulltext.segment.layout import SectionWriter
from index.fulltext.segment.lexicon import LexiconWriter
from index.fulltext.segment.postings import Packed, Written, bitmap, is_dense, to_bytes

DOCUMENTS, TERMS, POSTINGS, PLACES = ".doc", ".trm", ".pst", ".pos"
"""The endings of the files of a segment."""

KINDS = {DOCUMENTS: b"docs", TERMS: b"term", POSTINGS: b"post", PLACES: b"plac"}

OUTLETS = "outlets"
"""The section with the names of sources: a list, as JSON."""


_TOGETHER = 512  # terms that are written in one go


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
        self._pending: list[tuple[bytes, int, bytes, bytes]] = []
        self._files[PLACES].begin()

    def begin_field(self, spec: FieldSpec) -> None:
        """Begin a field; its terms follow."""
        self._spec = spec
        self._lexicon = LexiconWriter(spec)
        self._files[POSTINGS].begin()

    def add_term(self, term: bytes, postings: Packed | Written) -> None:
        """Add the next term of the field; terms come in the order of their bytes."""
        if isinstance(postings, Packed):
            postings = Written(len(postings.documents), to_bytes(postings, self._size), postings.places)
        self._pending.append((term, *postings))
        if len(self._pending) >= _TOGETHER:
            self._flush()

    def add_parts(
        self,
        term: bytes,
        documents: bytes,
        frequencies: bytes,
        extra: bytes,
        overflow: bytes = b"",
        places: bytes = b"",
    ) -> None:
        """Add the next term by the parts of its postings as they are written (see ``postings``)."""
        data = documents + frequencies + extra + overflow
        if is_dense(len(frequencies), self._size):
            data += bitmap(array("H", documents), self._size)
        self.add_term(term, Written(len(frequencies), data, places))

    def _flush(self) -> None:
        """Write the terms that are pending: in one go, as each call costs as much as a rare term."""
        assert self._lexicon is not None  # noqa: S101
        if not self._pending:
            return
        terms, counts, postings, places = zip(*self._pending, strict=True)
        self._pending = []
        # places are counted in pairs of bytes; a field without any has no column of them
        at = accumulate(map(len, postings[:-1]), initial=self._files[POSTINGS].offset)
        place = accumulate([len(each) // 2 for each in places[:-1]], initial=self._files[PLACES].offset // 2)
        self._lexicon.extend(terms, counts, at, map(crc32, postings), place, map(crc32, places))
        self._files[POSTINGS].write(b"".join(postings))
        self._files[PLACES].write(b"".join(places))

    def end_field(self) -> None:
        """End the field."""
        assert self._lexicon is not None and self._spec is not None  # noqa: S101, PT018
        self._flush()
        postings = self._files[POSTINGS]
        self._lexicon.write(self._files[TERMS], postings.offset, self._files[PLACES].offset // 2)
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
