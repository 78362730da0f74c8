"""The postings of one term, as bytes and as arrays.

::

    documents   2 bytes each, in increasing order
    frequencies 1 byte each, 255 for more
    extra       1 byte each: impacts; only in fields that keep them
    overflow    4 bytes each: the frequency wherever the byte says 255
    bitmap      a bit for each document of the segment; only for terms in at least one of DENSE documents

Places, where a field keeps them, lie in a file of their own::

    places      2 bytes each, document after document
    following   1 byte each: the class of the word at the next place; only in fields that keep them
    padding     a zero byte, if these bytes are odd in number
    far         4 bytes each: the place wherever the two bytes say FAR
"""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate
from typing import NamedTuple

from index.fulltext.errors import DamagedIndexError
from index.fulltext.segment.bitmaps import from_documents
from index.fulltext.segment.fields import DENSE, FAR, MOST_FREQUENT

_RARE = 32  # a term in fewer than one of so many documents is quickly looked for in their list
_FAR = FAR.to_bytes(2, "little")


class Packed(NamedTuple):
    """The postings of a term as they are written.

    ``places`` are as :func:`places_as_bytes` gives them, empty where none are kept.
    """

    documents: array[int]
    frequencies: bytes | bytearray
    extra: bytes | bytearray
    overflow: array[int]
    places: bytes = b""


class Written(NamedTuple):
    """What is written of a term: in how many documents it is, its postings, its places."""

    documents: int
    postings: bytes
    places: bytes = b""


class Places(NamedTuple):
    """The places of a term as bytes: two each, a class each or none, and four for each that is far."""

    near: bytes
    following: bytes
    far: bytes


def places_as_bytes(near: bytes, following: bytes, far: bytes) -> bytes:
    """The places of a term as they are written."""
    return near + following + bytes(len(following) & 1) + far


def places_of_bytes(data: bytes, count: int, *, following: bool) -> Places:
    """The places of a term that stands at ``count``, of what :func:`places_as_bytes` gave.

    Raises DamagedIndexError when they do not fit.
    """
    start = places_size(count, following=following)
    found = Places(data[: 2 * count], data[2 * count : 3 * count if following else 2 * count], data[start:])
    if len(data) < start or (found.far and len(found.far) != 4 * count_far(found.near)):
        raise DamagedIndexError("places are not as many as their postings say")
    return found


def places_size(count: int, *, following: bool) -> int:
    """Bytes of ``count`` places of which none is far."""
    classes = count if following else 0
    return 2 * count + classes + (classes & 1)


def count_far(near: bytes) -> int:
    """How many of some places, two bytes each, say FAR."""
    return array("H", near).count(FAR) if _FAR in near else 0


def is_dense(count: int, size: int) -> bool:
    """Whether a term in ``count`` of ``size`` documents has a bitmap."""
    return count * DENSE >= size > DENSE


def to_bytes(packed: Packed, size: int) -> bytes:
    """The bytes of postings in a segment of ``size`` documents, without the places."""
    parts = [packed.documents.tobytes(), packed.frequencies, packed.extra]
    if packed.overflow:
        parts.append(packed.overflow.tobytes())
    if is_dense(len(packed.documents), size):
        parts.append(bitmap(packed.documents, size))
    return b"".join(parts)


def bitmap(documents: array[int], size: int) -> bytes:
    """The bitmap of documents in a segment of ``size`` documents, as it is written."""
    return from_documents(documents, size).to_bytes((size + 7) // 8, "little")


def fixed_size(count: int, extra: bool) -> int:
    """Bytes of ``count`` postings before overflow and bitmap."""
    return count * (4 if extra else 3)


def bitmap_size(count: int, size: int) -> int:
    """Bytes of the bitmap of ``count`` postings in a segment of ``size`` documents."""
    return (size + 7) // 8 if is_dense(count, size) else 0


def largest_size(count: int, extra: bool, size: int) -> int:
    """The most bytes that ``count`` postings take."""
    return fixed_size(count, extra) + 4 * count + bitmap_size(count, size)


class Postings:
    """The postings of a term in one segment.

    ``is_dense`` tells that the bitmap is at hand. ``documents`` are numbers within the segment,
    those of deleted documents included; ``frequencies``
    has a byte for each, at most 255; ``extra`` likewise, or is empty.
    """

    __slots__ = (
        "_bitmap",
        "_counts",
        "_highest_extra",
        "_is_asked_again",
        "_rest",
        "_starts",
        "_table",
        "documents",
        "extra",
        "frequencies",
        "is_dense",
        "size",
    )

    def __init__(self, data: bytes, count: int, extra: bool, size: int) -> None:
        """``data`` are the bytes that :func:`to_bytes` gave. Raises DamagedIndexError if they do not fit."""
        self.documents: array[int] = array("H")
        self.documents.frombytes(data[: 2 * count])
        self.frequencies = data[2 * count : 3 * count]
        self.extra = data[3 * count : 4 * count] if extra else b""
        self._rest = data[fixed_size(count, extra) :]
        self.size = size
        self.is_dense = is_dense(count, size)
        self._bitmap: int | None = None
        self._highest_extra: int | None = None
        self._is_asked_again = False
        self._counts: Sequence[int] | None = None
        self._table: bytearray | None = None
        self._starts: array[int] | None = None
        overflow = 4 * self.frequencies.count(MOST_FREQUENT)
        if len(data) != fixed_size(count, extra) + overflow + bitmap_size(count, size):
            raise DamagedIndexError("postings have another length than their number says")
        if count and self.documents[-1] >= size:
            raise DamagedIndexError("postings name documents that do not exist")

    @property
    def count(self) -> int:
        """In how many documents the term is."""
        return len(self.documents)

    @classmethod
    def of(cls, documents: array[int], frequencies: bytes, size: int) -> Postings:
        """Postings that are computed, in a segment of ``size`` documents."""
        found = cls(b"", 0, False, size)
        found.documents, found.frequencies = documents, frequencies
        return found

    @property
    def bitmap(self) -> int:
        """The documents as a set; read for a dense term, else computed."""
        if self._bitmap is None:
            if self.is_dense:
                self._bitmap = int.from_bytes(self.bits, "little")
            else:
                self._bitmap = from_documents(self.documents, self.size)
        return self._bitmap

    @property
    def bits(self) -> bytes:
        """The bitmap of a dense term as bytes, lowest document first."""
        return self._rest[-((self.size + 7) // 8) :]

    @property
    def memory(self) -> int:
        """About how many bytes it takes when all has been asked for."""
        arrays = (4 if self.extra else 7) * self.count  # places begin where there are no impacts
        bitmap = self.size // 8 if self.is_dense else 0
        return arrays + bitmap + 500 + (self.size if self.count * _RARE >= self.size else 0)

    @property
    def overflow(self) -> array[int]:
        """The frequencies that the bytes have no room for."""
        found = array("I")
        found.frombytes(self._rest[: 4 * self.frequencies.count(MOST_FREQUENT)])
        return found

    @property
    def counts(self) -> Sequence[int]:
        """How often the term is in each document, however often."""
        if self._counts is None:
            self._counts = self.frequencies
            if MOST_FREQUENT in self.frequencies:
                beyond = iter(self.overflow)
                self._counts = [next(beyond) if each == MOST_FREQUENT else each for each in self.frequencies]
        return self._counts

    @property
    def table(self) -> bytearray | None:
        """The frequency of each document of the segment, 0 where the term is not, as a byte.

        It is made for a frequent term, or when it is asked for again, and kept; else there is none.
        """
        if self._table is None:
            asked, self._is_asked_again = self._is_asked_again, True
            if not (self.is_dense or asked) or self.count * _RARE < self.size:
                return None
            self._table = bytearray(self.size)
            for document, frequency in zip(self.documents, self.frequencies, strict=True):
                self._table[document] = frequency
        return self._table

    @property
    def highest_extra(self) -> int:
        """The highest of the extra bytes; 0 without any."""
        if self._highest_extra is None:
            self._highest_extra = max(self.extra, default=0)
        return self._highest_extra

    def starts(self) -> array[int]:
        """Where the places of each document begin among those of the term, and where the last ones end."""
        if self._starts is None:
            self._starts = array("I", accumulate(self.counts, initial=0))
        return self._starts

    @property
    def occurrences(self) -> int:
        """How often the term is in all documents."""
        return self.starts()[-1]

    def located(self, occurrences: Iterable[int]) -> list[int]:
        """The documents of some occurrences, whose numbers among those of the term are given in order."""
        starts, documents = self.starts(), self.documents
        found: list[int] = []
        add = found.append
        at, last, end = 0, 0, len(starts)
        for each in occurrences:
            far = at + each - last + 2  # each document has an occurrence at least
            at = bisect_right(starts, each, at, far if far < end else end) - 1
            add(documents[at])
            last = each
        return found

    def indexes_of(self, documents: Iterable[int]) -> Iterator[int]:
        """Where some documents, given in order, stand among those of the term; -1 for one that does not."""
        own = self.documents
        at, last, end = 0, 0, len(own)
        for document in documents:
            far = at + document - last + 1
            at = bisect_left(own, document, at, far if far < end else end)
            last = document
            yield at if at < end and own[at] == document else -1
