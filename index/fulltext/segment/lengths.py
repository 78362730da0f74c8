"""Lengths of documents as bytes, the same as Whoosh keeps them."""

from __future__ import annotations

from bisect import bisect_left

LENGTHS: tuple[int, ...] = tuple(round((1.033**step - 1) * 27) for step in range(256))
"""The length in terms that each byte stands for, as ``whoosh.util.numeric.byte_to_length`` has it."""


def length_byte(length: int) -> int:
    """The byte of a length in terms: that of the next length in the table, at most the last."""
    return min(bisect_left(LENGTHS, length), 255)
