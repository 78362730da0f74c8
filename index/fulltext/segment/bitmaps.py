"""Sets of document numbers as big integers: bit n is set when document n is in the set.

Python's integers do the logic of 65,535 documents in a microsecond; what takes time is getting in and out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import chain, compress

_PACKED = bytes(48 + (value > 0) for value in range(256))
_BITS = tuple(tuple(bit for bit in range(8) if value >> bit & 1) for value in range(256))
_MARKS = tuple(bytes(value >> bit & 1 for bit in range(8)) for value in range(256))
_USED = re.compile(rb"[^\0]")
_FEW = 16


def from_documents(documents: Sequence[int], size: int) -> int:
    """The set of some numbers below ``size``."""
    if not documents:
        return 0
    if len(documents) * _FEW < size:
        bits = bytearray((size + 7) // 8)
        for number in documents:
            bits[number >> 3] |= 1 << (number & 7)
        return int.from_bytes(bits, "little")
    return from_marks(marks(documents, size))


def marks(documents: Iterable[int], size: int) -> bytearray:
    """A byte for each of ``size`` documents: 1 for those that are among the numbers."""
    found = bytearray(size)
    for number in documents:
        found[number] = 1
    return found


def from_marks(found: bytearray | bytes) -> int:
    """The set of the documents whose byte is not 0."""
    return int(found.translate(_PACKED)[::-1], 2) if found else 0


def to_documents(bitmap: int) -> list[int]:
    """The numbers in a set, in increasing order."""
    data = bitmap.to_bytes((bitmap.bit_length() + 7) // 8, "little")
    if bitmap.bit_count() * 2 > len(data):
        return list(compress(range(8 * len(data)), chain.from_iterable(map(_MARKS.__getitem__, data))))
    found: list[int] = []
    for match in _USED.finditer(data):
        at = match.start()
        base = at << 3
        found.extend([base + bit for bit in _BITS[data[at]]])
    return found


def full(size: int) -> int:
    """The set of all documents below ``size``."""
    return (1 << size) - 1
