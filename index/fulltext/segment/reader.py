"""Reads a segment from files that are mapped into memory."""

from __future__ import annotations

import json
import zlib
from array import array
from collections.abc import Collection, Sequence
from functools import cached_property
from pathlib import Path

from index.fulltext.errors import DamagedIndexError
from index.fulltext.segment.bitmaps import full, to_documents
from index.fulltext.segment.columns import ARTICLE, BY_DATE, COLUMNS, OUTLET
from index.fulltext.segment.fields import BY_NAME, FAR, FIELDS, MOST_DOCUMENTS
from index.fulltext.segment.layout import SectionFile
from index.fulltext.segment.lengths import LENGTHS
from index.fulltext.segment.lexicon import Lexicon
from index.fulltext.segment.postings import Postings, bitmap_size, is_dense, largest_size
from index.fulltext.segment.writer import DOCUMENTS, KINDS, OUTLETS, PLACES, POSTINGS, TERMS

_MOST_TERMS = 1 << 62  # of a field in all documents together


_MAPPED = (DOCUMENTS, TERMS)  # small, and looked at in many places by each query


class Segment:
    """One segment. Its documents are numbered from 0; numbers of deleted documents stay.

    Opening checks the frames of the files and all that is kept of the documents; a field is checked when
    it is first asked for, the postings of a term when they are first read. Whatever is not as it was
    written raises DamagedIndexError.
    """

    def __init__(self, stem: Path, deleted: int = 0) -> None:
        """``deleted`` is the set of the documents that are, see ``bitmaps``."""
        self.name = stem.name
        self._files = {
            ending: SectionFile(stem.with_name(stem.name + ending), kind, mapped=ending in _MAPPED)
            for ending, kind in KINDS.items()
        }
        documents = self._files[DOCUMENTS]
        try:
            self.size = _number(documents.told["size"], MOST_DOCUMENTS)
            totals = documents.told["totals"].items()
            self._totals = {str(name): _number(total, _MOST_TERMS) for name, total in totals}
            self.outlets = _names(bytes(documents.checked(OUTLETS)))
        except (KeyError, TypeError, ValueError, AttributeError, RecursionError) as error:
            raise DamagedIndexError(f"{documents.path.name} does not tell of its documents") from error
        if deleted >> self.size:
            raise DamagedIndexError(f"{documents.path.name} has fewer documents than are deleted")
        for file in self._files.values():
            if (file.told.get("segment"), file.told.get("size")) != (self.name, self.size):
                raise DamagedIndexError(f"{file.path.name} belongs to another segment")
        self.columns = {column.name: self._column(column.name, column.code) for column in COLUMNS}
        self.by_date = self._column(BY_DATE.name, BY_DATE.code)
        if self.size and max(self.columns[OUTLET.name]) >= len(self.outlets):
            raise DamagedIndexError(f"{documents.path.name} names sources that it does not know")
        self._lengths: dict[str, bytes] = {}
        self._lexicons: dict[str, Lexicon] = {}
        self._verified: set[tuple[str, int]] = set()
        self._placed: set[tuple[str, int]] = set()
        self.deleted = deleted

    def _column(self, name: str, code: str) -> Sequence[int]:
        """A column, which has a number for each document."""
        values = array(code)
        values.frombytes(self._per_document(name, values.itemsize))
        return values

    def _per_document(self, name: str, width: int) -> memoryview:
        """A section that has ``width`` bytes for each document."""
        file = self._files[DOCUMENTS]
        if file.place(name)[1] != self.size * width:
            raise DamagedIndexError(f"the column {name} of the segment {self.name} has another length")
        return file.checked(name)

    def with_deleted(self, deleted: int) -> Segment:
        """The same segment with other documents deleted; it shares the files."""
        other = Segment.__new__(Segment)
        other.__dict__.update(self.__dict__)
        for name in ("alive", "deleted_documents", "_document_of"):
            other.__dict__.pop(name, None)
        other.deleted = deleted
        return other

    @property
    def articles(self) -> Sequence[int]:
        """The article of each document."""
        return self.columns[ARTICLE.name]

    @cached_property
    def alive(self) -> int:
        """The set of the documents that are not deleted."""
        return full(self.size) & ~self.deleted

    @cached_property
    def deleted_documents(self) -> frozenset[int]:
        """The documents that are deleted."""
        return frozenset(to_documents(self.deleted))

    @property
    def count(self) -> int:
        """How many documents are not deleted."""
        return self.size - self.deleted.bit_count()

    @cached_property
    def _document_of(self) -> dict[int, int]:
        """The document of each article that is not deleted."""
        gone = self.deleted_documents
        return {article: at for at, article in enumerate(self.articles) if at not in gone}

    @cached_property
    def _is_consecutive(self) -> bool:
        """Whether the articles of the documents are numbers without gaps, in order."""
        own = self.articles
        return bool(self.size) and own == array(ARTICLE.code, range(own[0], own[0] + self.size))

    def documents_of(self, articles: Collection[int]) -> dict[int, int]:
        """The documents of those of some articles that are in the segment and not deleted, by article."""
        if self._is_consecutive and not self.deleted:
            first = self.articles[0]
            return {each: each - first for each in articles if 0 <= each - first < self.size}
        place = self._document_of
        return {each: place[each] for each in articles if each in place}

    def lengths(self, field: str) -> bytes:
        """The length of a field in each document, as bytes of ``lengths``."""
        found = self._lengths.get(field)
        if found is None:
            found = self._lengths[field] = bytes(self._per_document(f"lengths.{field}", 1))
        return found

    def length(self, field: str, document: int) -> int:
        """About how many terms a field has in a document."""
        return LENGTHS[self.lengths(field)[document]]

    def total_length(self, field: str) -> int:
        """How many terms a field has in all documents, the deleted ones included."""
        return self._totals.get(field, 0)

    def lexicon(self, field: str) -> Lexicon:
        """The terms of a field."""
        found = self._lexicons.get(field)
        if found is None:
            found = self._lexicons[field] = Lexicon(self._files[TERMS], BY_NAME[field])
        return found

    def find(self, field: str, term: bytes) -> int:
        """The index of a term in the lexicon of a field, -1 when there is none such."""
        return self.lexicon(field).find(term)

    def postings(self, field: str, index: int) -> Postings:
        """The postings of a term that is known by its index."""
        lexicon = self.lexicon(field)
        start, end = lexicon.at[index], lexicon.at[index + 1]
        file = self._files[POSTINGS]
        base, length = file.place(field)
        spec, count = lexicon.spec, lexicon.counts[index]
        has_extra = spec.impacts or spec.following
        if not start <= end <= length or end - start > largest_size(count, has_extra, self.size):
            raise self._damaged(f"the terms of {field}")
        data = file.read(base + start, end - start)
        self._verify_postings(lexicon, index, data)
        return Postings(data, count, has_extra, self.size)

    def documents_of_terms(self, field: str, indexes: range) -> tuple[list[int], array[int]]:
        """The documents of terms that follow each other, read together.

        Those of dense terms come as bitmaps, those of all others one after the other.
        """
        found = array("H")
        if not indexes:
            return [], found
        lexicon = self.lexicon(field)
        at = lexicon.at
        file = self._files[POSTINGS]
        base, length = file.place(field)
        first, last = at[indexes.start], at[indexes.stop]
        if not first <= last <= length:
            raise self._damaged(f"the terms of {field}")
        data = memoryview(file.read(base + first, last - first))
        bitmaps, lists = [], []
        for index in indexes:
            start, end, count = at[index] - first, at[index + 1] - first, lexicon.counts[index]
            self._verify_postings(lexicon, index, data[start:end])
            if is_dense(count, self.size):
                bitmaps.append(int.from_bytes(data[end - bitmap_size(count, self.size) : end], "little"))
            else:
                lists.append(data[start : start + 2 * count])
        found.frombytes(b"".join(lists))
        if found and max(found) >= self.size:
            raise self._damaged(f"postings of {field}")
        return bitmaps, found

    def _verify_postings(self, lexicon: Lexicon, index: int, data: bytes | memoryview) -> None:
        """Compute the checksum of the postings of a term, the first time that they are read."""
        field = lexicon.spec.name
        if (field, index) not in self._verified:
            if zlib.crc32(data) != lexicon.sums[index]:
                raise self._damaged(f"postings of {field}")
            self._verified.add((field, index))

    def _damaged(self, what: str) -> DamagedIndexError:
        """The error for something of the segment that is not as it was written."""
        return DamagedIndexError(f"{what} in the segment {self.name} are damaged")

    def place_bytes(self, field: str, index: int) -> bytes:
        """The places of a term as they are written, the far ones at the end; empty for fields without."""
        lexicon = self.lexicon(field)
        if lexicon.places is None or lexicon.place_sums is None:
            return b""
        start, end = 2 * lexicon.places[index], 2 * lexicon.places[index + 1]
        file = self._files[PLACES]
        base, length = file.place("places")
        if not start <= end <= length:
            raise self._damaged(f"the places of {field}")
        data = file.read(base + start, end - start)
        if (field, index) not in self._placed:
            if zlib.crc32(data) != lexicon.place_sums[index]:
                raise self._damaged(f"places of {field}")
            self._placed.add((field, index))
        return data

    def places(self, field: str, index: int, postings: Postings) -> Sequence[int]:
        """The places of a term, whose postings are given, in all its documents, document after document."""
        data = self.place_bytes(field, index)
        found, size = array("H"), 2 * sum(postings.counts)
        found.frombytes(data[:size])
        if len(data) == size:
            return found
        far = array("I")
        far.frombytes(data[size:])
        if len(found) * 2 != size or len(far) != found.count(FAR):
            raise DamagedIndexError(f"places of {field} in the segment {self.name} do not fit its postings")
        beyond = iter(far)
        return [next(beyond) if place == FAR else place for place in found]

    def part(self, ending: str, name: str, start: int, end: int) -> bytes:
        """The bytes ``start:end`` of a section of the file with an ending, not checked."""
        base, length = self._files[ending].place(name)
        if not 0 <= start <= end <= length:
            raise DamagedIndexError(f"the terms of the segment {self.name} are damaged")
        return self._files[ending].read(base + start, end - start)

    def check(self) -> None:
        """Compute the checksums of everything. Raises DamagedIndexError."""
        for file in self._files.values():
            file.check()
        for spec in FIELDS:
            self.lexicon(spec.name)


def _number(value: object, most: int) -> int:
    """A number of the table. Raises ValueError when it is none, or not from 0 to ``most``."""
    if not isinstance(value, int) or not 0 <= value <= most:
        raise ValueError("not such a number")
    return value


def _names(data: bytes) -> tuple[str, ...]:
    """The names of sources. Raises ValueError and RecursionError."""
    names = json.loads(data)
    if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
        raise ValueError("no names")
    return tuple(names)
