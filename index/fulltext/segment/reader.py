"""Reads a segment from files that are mapped into memory."""

from __future__ import annotations

import json
import sys
import zlib
from array import array
from collections.abc import Collection, Iterator, Sequence
from functools import cached_property
from pathlib import Path

from index.fulltext.errors import DamagedIndexError
from index.fulltext.segment.bitmaps import full, to_documents
from index.fulltext.segment.columns import ARTICLE, BY_DATE, COLUMNS, OUTLET
from index.fulltext.segment.fields import BY_NAME, FAR, FIELDS, MOST_DOCUMENTS
from index.fulltext.segment.layout import SectionFile
from index.fulltext.segment.lengths import LENGTHS
from index.fulltext.segment.lexicon import Lexicon
from index.fulltext.segment.postings import (
    Postings,
    bitmap_size,
    is_dense,
    largest_size,
    places_of_bytes,
    places_size,
)
from index.fulltext.segment.writer import DOCUMENTS, KINDS, OUTLETS, PLACES, POSTINGS, TERMS

_MOST_TERMS = 1 << 62  # of a field in all documents together


_POSTINGS_VERIFIED, _PLACES_VERIFIED = 1, 2
_PIECE = 5000  # bytes that are read in the time of a call to the system

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
        start, end = self._postings_range(lexicon, index, index + 1)
        count, has_extra = lexicon.counts[index], lexicon.spec.impacts
        if end - start > largest_size(count, has_extra, self.size):
            raise self._damaged(f"the terms of {field}")
        data = self._files[POSTINGS].read(start, end - start)
        self._verify_postings(lexicon, index, data)
        return Postings(data, count, has_extra, self.size)

    def documents_of_terms(self, field: str, indexes: Sequence[int]) -> tuple[list[int], array[int]]:
        """The documents of terms, read together if they follow each other.

        Those of dense terms come as bitmaps, those of all others one after the other.
        """
        lexicon = self.lexicon(field)
        bitmaps, lists = [], []
        for index, data in self._data_of_terms(lexicon, indexes):
            count = lexicon.counts[index]
            if is_dense(count, self.size):
                bitmaps.append(int.from_bytes(data[len(data) - bitmap_size(count, self.size) :], "little"))
            else:
                if int.from_bytes(data[2 * count - 2 : 2 * count], sys.byteorder) >= self.size:
                    raise self._damaged(f"postings of {field}")
                lists.append(data[: 2 * count])
        return bitmaps, array("H", b"".join(lists))

    def _data_of_terms(
        self, lexicon: Lexicon, indexes: Sequence[int]
    ) -> Iterator[tuple[int, bytes | memoryview]]:
        """The postings of terms; of a dense one that has been compared the bitmap is enough."""
        if not isinstance(indexes, range):
            for index in indexes:
                start, end = self._postings_range(lexicon, index, index + 1)
                if lexicon.verified[index] & _POSTINGS_VERIFIED:
                    start = max(start, end - (bitmap_size(lexicon.counts[index], self.size) or end))
                data = self._files[POSTINGS].read(start, end - start)
                self._verify_postings(lexicon, index, data)
                yield index, data
        elif indexes:
            first, last = self._postings_range(lexicon, indexes.start, indexes.stop)
            read = memoryview(self._files[POSTINGS].read(first, last - first))
            at = lexicon.at
            base = at[indexes.start]
            for index in indexes:
                part = read[at[index] - base : at[index + 1] - base]
                self._verify_postings(lexicon, index, part)
                yield index, part

    def _postings_range(self, lexicon: Lexicon, first: int, last: int) -> tuple[int, int]:
        """Where the postings of the terms ``first:last`` begin and end in their file."""
        start, end = lexicon.at[first], lexicon.at[last]
        base, length = self._files[POSTINGS].place(lexicon.spec.name)
        if not start <= end <= length:
            raise self._damaged(f"the terms of {lexicon.spec.name}")
        return base + start, base + end

    def _verify_postings(self, lexicon: Lexicon, index: int, data: bytes | memoryview) -> None:
        """Compute the checksum of the postings of a term, the first time that they are read."""
        if not lexicon.verified[index] & _POSTINGS_VERIFIED:
            if zlib.crc32(data) != lexicon.sums[index]:
                raise self._damaged(f"postings of {lexicon.spec.name}")
            lexicon.verified[index] |= _POSTINGS_VERIFIED

    def _damaged(self, what: str) -> DamagedIndexError:
        """The error for something of the segment that is not as it was written."""
        return DamagedIndexError(f"{what} in the segment {self.name} are damaged")

    def place_bytes(self, field: str, index: int) -> bytes:
        """The places of a term as they are written; empty for fields without."""
        lexicon = self.lexicon(field)
        if lexicon.places is None or lexicon.place_sums is None:
            return b""
        start, length = self._place_range(lexicon.places, index)
        data = self._files[PLACES].read(start, length)
        if not lexicon.verified[index] & _PLACES_VERIFIED:
            if zlib.crc32(data) != lexicon.place_sums[index]:
                raise self._damaged(f"places of {field}")
            lexicon.verified[index] |= _PLACES_VERIFIED
        return data

    def _place_range(self, places: Sequence[int], index: int) -> tuple[int, int]:
        """Where the places of a term begin in their file, and how many bytes they are."""
        start, end = 2 * places[index], 2 * places[index + 1]
        base, length = self._files[PLACES].place("places")
        if not start <= end <= length:
            raise self._damaged("the places of terms")
        return base + start, end - start

    def places(self, field: str, index: int, postings: Postings) -> Sequence[int]:
        """The places of a term, whose postings are given, in all its documents, document after document."""
        start = self._plain_places(field, index, postings)
        if start is not None:
            return array("H", self._files[PLACES].read(start, 2 * postings.occurrences))
        data = self.place_bytes(field, index)
        found = places_of_bytes(data, postings.occurrences, following=BY_NAME[field].following)
        near = array("H", found.near)
        if not found.far:
            return near
        beyond = iter(array("I", found.far))
        return [next(beyond) if place == FAR else place for place in near]

    def following(self, field: str, index: int, postings: Postings) -> bytes:
        """The class of the word after each place of a term, in a field that keeps them."""
        count = postings.occurrences
        start = self._plain_places(field, index, postings)
        if start is not None:
            return self._files[PLACES].read(start + 2 * count, count)
        return places_of_bytes(self.place_bytes(field, index), count, following=True).following

    def few_places(
        self, field: str, index: int, postings: Postings, spans: Sequence[tuple[int, int]]
    ) -> Iterator[Sequence[int]]:
        """A few of the many places of a term, by where they begin and end among all of them."""
        start = self._plain_places(field, index, postings)
        if start is None:
            places = self.places(field, index, postings)
            return (places[begin:end] for begin, end in spans)
        read = self._files[PLACES].read
        return (array("H", read(start + 2 * begin, 2 * (end - begin))) for begin, end in spans)

    def reads_few(self, count: int, postings: Postings) -> bool:
        """Whether reading so many pieces of the places of a term takes less time than reading all."""
        return count * _PIECE < 2 * postings.occurrences

    def _plain_places(self, field: str, index: int, postings: Postings) -> int | None:
        """Where the places of a term begin in their file, if they have been compared and none is far."""
        lexicon = self.lexicon(field)
        if lexicon.places is None or not lexicon.verified[index] & _PLACES_VERIFIED:
            return None
        start, length = self._place_range(lexicon.places, index)
        wanted = places_size(postings.occurrences, following=lexicon.spec.following)
        return start if length == wanted else None

    def part(self, ending: str, name: str, start: int, end: int) -> bytes:
        """The bytes ``start:end`` of a section of the file with an ending, not checked."""
        base, length = self._files[ending].place(name)
        if not 0 <= start <= end <= length:
            raise DamagedIndexError(f"the terms of the segment {self.name} are damaged")
        return self._files[ending].read(base + start, end - start)

    def has_changed(self) -> bool:
        """Whether somebody has written to a file since it was opened."""
        return any(file.has_changed() for file in self._files.values())

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
