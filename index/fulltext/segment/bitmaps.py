"""Sets of document numbers as big integers: bit n is set when document n is in the set.

Python's integers do the logic of 65,535 documents in a microsecond; what takes time is getting in and out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import accumulate, compress, count
from operator import add

_PACKED = bytes(48 + (value > 0) for value in range(256))
_BITS = tuple(tuple(bit for bit in range(8) if value >> bit & 1) for value in range(256))
_VALUES = bytes(value == 49 for value in range(256))  # of the digits
_USED = re.compile(rb"[^\0]")
_FEW = 16
_RARE = 100  # numbers up to which bytes that are not 0 are looked for
_DENSE = 6  # of so many numbers one is in a set from which it is quickest to look at each


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
    number = bitmap.bit_count()
    if number < _RARE:
        return _used_bytes(bitmap)
    digits = bin(bitmap)[:1:-1]
    if number * _DENSE > len(digits):
        return list(compress(range(len(digits)), digits.encode().translate(_VALUES)))
    *gaps, _ = digits.split("1")
    return list(map(add, accumulate(map(len, gaps)), count()))


def _used_bytes(bitmap: int) -> list[int]:
    """The same for a set of few numbers."""
    data = bitmap.to_bytes((bitmap.bit_length() + 7) // 8, "little")
    found: list[int] = []
    for match in _USED.finditer(data):
        at = match.start()
        base = at << 3
        found.extend([base + bit for bit in _BITS[data[at]]])
    return found


def full(size: int) -> int:
    """The set of all documents below ``size``."""
    return (1 << size) - 1
