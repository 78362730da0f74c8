"""The postings of one term, as bytes and as arrays.

::

    documents   2 bytes each, in increasing order
    frequencies 1 byte each, 255 for more
    extra       1 byte each: impacts, or which words follow; only in fields that keep them
    overflow    4 bytes each: the frequency wherever the byte says 255
    bitmap      a bit for each document of the segment; only for terms in at least one of DENSE documents

Places, where a field keeps them, lie in a file of their own: 2 bytes each, document after document, and
after them 4 bytes for each that says FAR.
"""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from itertools import accumulate
from typing import NamedTuple

from index.fulltext.errors import DamagedIndexError
from index.fulltext.segment.bitmaps import from_documents
from index.fulltext.segment.fields import DENSE, MOST_FREQUENT

_BLOCK = 32


class Packed(NamedTuple):
    """The postings of a term as they are written.

    ``places`` are empty where none are kept; ``far`` are those of them, in order, that say FAR.
    """

    documents: array[int]
    frequencies: bytes | bytearray
    extra: bytes | bytearray
    overflow: array[int]
    places: bytes = b""
    far: bytes = b""


class Written(NamedTuple):
    """What is written of a term: in how many documents it is, its postings, its places."""

    documents: int
    postings: bytes
    places: bytes = b""


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
        "_by_document",
        "_counts",
        "_rest",
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
        self._counts: Sequence[int] | None = None
        self._by_document: bytearray | None = None
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
    def by_document(self) -> bytes | bytearray:
        """The frequency of each document of the segment, 0 where the term is not."""
        if self._by_document is None:
            self._by_document = bytearray(self.size)
            for document, frequency in zip(self.documents, self.frequencies, strict=True):
                self._by_document[document] = frequency
        return self._by_document

    @property
    def has_by_document(self) -> bool:
        """Whether :attr:`by_document` has been computed."""
        return self._by_document is not None

    def starts(self) -> list[int]:
        """Where the places of each document begin among those of the term, and where the last ones end."""
        return list(accumulate(self.counts, initial=0))

    def begins(self, indexes: Sequence[int]) -> list[int]:
        """Where the places of some documents, known by their indexes here, begin among those of the term."""
        counts = self.counts
        if len(indexes) * _BLOCK > len(counts):
            starts = self.starts()
            return [starts[index] for index in indexes]
        sums = (sum(counts[start : start + _BLOCK]) for start in range(0, len(counts), _BLOCK))
        blocks = list(accumulate(sums, initial=0))
        return [blocks[index // _BLOCK] + sum(counts[index // _BLOCK * _BLOCK : index]) for index in indexes]
