"""How far two ranges of a text are the same words, for training and measuring."""

from __future__ import annotations

Range = tuple[int, int]

SAME = 0.5
"""The share of common characters from which two ranges count as the same words."""


def overlap(one: Range, other: Range) -> float:
    """The characters that two ranges share over those of both, 0..1; neither is empty."""
    common = min(one[1], other[1]) - max(one[0], other[0])
    return max(0, common) / (max(one[1], other[1]) - min(one[0], other[0]))
