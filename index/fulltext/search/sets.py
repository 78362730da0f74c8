"""Sets of the documents of one segment: a list where they are few, a bitmap where they are many."""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce
from itertools import chain, compress
from operator import itemgetter, or_

from index.fulltext.segment.bitmaps import from_documents, from_marks, full, marks, to_documents
from index.fulltext.segment.fields import DENSE
from index.fulltext.segment.postings import Postings

_WORTHWHILE = 64  # documents for which a table of all documents is asked


class DocumentSet:
    """Documents of a segment of ``size`` documents. It does not change."""

    __slots__ = ("_bitmap", "_bits", "_documents", "_postings", "size")

    def __init__(
        self,
        size: int,
        *,
        documents: Sequence[int] | None = None,
        bitmap: int | None = None,
        postings: Postings | None = None,
    ) -> None:
        """The numbers in increasing order are given, or the set as a bitmap.

        ``postings`` are those of a term with these documents: what they keep for further queries is of use.
        """
        self.size = size
        self._postings = postings
        self._documents = documents
        self._bitmap = bitmap
        self._bits: bytes | None = None

    @classmethod
    def none(cls, size: int) -> DocumentSet:
        """No documents."""
        return cls(size, documents=())

    @classmethod
    def all(cls, size: int) -> DocumentSet:
        """All documents."""
        return cls(size, bitmap=full(size))

    @property
    def is_sparse(self) -> bool:
        """Whether the documents are at hand as a list."""
        return self._documents is not None

    @property
    def documents(self) -> Sequence[int]:
        """The numbers of the documents in increasing order."""
        if self._documents is None:
            assert self._bitmap is not None  # noqa: S101
            self._documents = to_documents(self._bitmap)
        return self._documents

    @property
    def bitmap(self) -> int:
        """The documents as a bitmap."""
        if self._bitmap is None:
            assert self._documents is not None  # noqa: S101
            self._bitmap = from_documents(self._documents, self.size)
        return self._bitmap

    @property
    def bits(self) -> bytes:
        """The bitmap as bytes: bit n of byte m is document 8 m + n."""
        if self._bits is None:
            if self._postings is not None and self._postings.is_dense:
                self._bits = self._postings.bits
            else:
                self._bits = self.bitmap.to_bytes((self.size + 7) // 8, "little")
        return self._bits

    @property
    def _table(self) -> bytearray | None:
        """What is not 0 for each document of the set, if it is at hand."""
        return None if self._postings is None else self._postings.table

    @property
    def memory(self) -> int:
        """About how many bytes it takes."""
        lists = 36 * len(self._documents) if self._documents is not None else 0
        return lists + self.size // 8 * ((self._bitmap is not None) + (self._bits is not None)) + 200

    def __len__(self) -> int:
        if self._documents is not None:
            return len(self._documents)
        assert self._bitmap is not None  # noqa: S101
        return self._bitmap.bit_count()

    def __bool__(self) -> bool:
        return bool(self._bitmap) if self._documents is None else bool(self._documents)

    def __and__(self, other: DocumentSet) -> DocumentSet:
        if not (self.is_sparse or other.is_sparse):
            return DocumentSet(self.size, bitmap=self.bitmap & other.bitmap)
        few, many = (self, other) if cost(self) <= cost(other) else (other, self)
        if not few:
            return few
        if many.is_sparse and many._bitmap is None and many._table is None:
            common = set(few.documents).intersection(many.documents)
            return DocumentSet(self.size, documents=sorted(common))
        return DocumentSet(self.size, documents=many.among(few.documents))

    def __sub__(self, other: DocumentSet) -> DocumentSet:
        if not self.is_sparse:
            return DocumentSet(self.size, bitmap=self.bitmap & ~other.bitmap)
        if not other:
            return self
        if other.is_sparse and other._bits is None:
            gone = set(other.documents)
            return DocumentSet(self.size, documents=[each for each in self.documents if each not in gone])
        bits = other.bits
        kept = [each for each in self.documents if not bits[each >> 3] >> (each & 7) & 1]
        return DocumentSet(self.size, documents=kept)

    def among(self, documents: Sequence[int]) -> list[int]:
        """Those of some documents that are in the set, in their order."""
        table = self._table if len(documents) > _WORTHWHILE else None
        if table is not None:
            return list(compress(documents, chosen(table, documents)))
        bits = self.bits
        return [each for each in documents if bits[each >> 3] >> (each & 7) & 1]


def chosen(values: Sequence[int], indexes: Sequence[int]) -> Sequence[int]:
    """The values at some indexes."""
    if len(indexes) > 1:
        found: tuple[int, ...] = itemgetter(*indexes)(values)
        return found
    return [values[index] for index in indexes]


def documents_of(postings: Postings) -> DocumentSet:
    """The documents of a term."""
    if postings.is_dense:
        return DocumentSet(postings.size, bitmap=postings.bitmap, postings=postings)
    return DocumentSet(postings.size, documents=postings.documents, postings=postings)


def cost(documents: DocumentSet) -> tuple[bool, int]:
    """By what the set is chosen whose documents are looked up in others: sparse, then small ones first."""
    return not documents.is_sparse, len(documents) if documents.is_sparse else 0


def union(sets: Sequence[DocumentSet], size: int) -> DocumentSet:
    """The documents that are in any of the sets."""
    if len(sets) == 1:
        return sets[0]
    few = [each for each in sets if each.is_sparse]
    many = [each.bitmap for each in sets if not each.is_sparse]
    total = sum(map(len, few))
    if not many and total * DENSE < size:
        return DocumentSet(size, documents=sorted(set().union(*(each.documents for each in few))))
    if total:
        many.append(from_marks(marks(chain.from_iterable(each.documents for each in few), size)))
    return DocumentSet(size, bitmap=reduce(or_, many, 0))
