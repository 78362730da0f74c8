"""Whether two quotes report the same words, also where one has only a part of them or some are altered.

What decides is how much of the shorter one stands in the longer one, in runs of at least two words and in
the same order: nearly all of it must. The bounds are chosen by looking at pairs from 20,000 articles of
several outlets and years; invented pairs in the tests hold them.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum
from itertools import pairwise
from typing import NamedTuple

from index.statements.alignment import align
from index.statements.wording import content, weight

_LEAST_RUN = 2


class Likeness(Enum):
    """Whether two quotes report the same words."""

    OTHER = "other"
    SHORT = "short"
    """The same words, but so few, or so few of them, that different people may say them."""
    SAME = "same"


class Allowance:
    """How many words may still be compared; those of both texts count, each time that they are compared."""

    def __init__(self, words: int) -> None:
        self._left = words

    def __bool__(self) -> bool:
        """Whether any are left."""
        return self._left > 0

    def take(self, *texts: Sequence[str]) -> None:
        """Count texts, given by their words, as compared."""
        self._left -= sum(map(len, texts))


class Shared(NamedTuple):
    """What a quote shares with another: the sums of the weights and of the contents of its words."""

    weight: float
    content: float


class _Bound(NamedTuple):
    """What two quotes share at least, together and as a part of the shorter one, to be so alike."""

    weight: float
    content: float
    part: float
    likeness: Likeness


_BOUNDS = (
    _Bound(10.0, 4.0, 0.70, Likeness.SAME),
    _Bound(7.0, 4.0, 0.85, Likeness.SAME),
    _Bound(4.5, 2.0, 0.75, Likeness.SHORT),
)


def likeness(one: Sequence[str], other: Sequence[str]) -> Likeness:
    """Whether two quotes, given by their words, report the same; their order makes no difference."""
    first, second = sorted((tuple(one), tuple(other)), key=lambda words: (len(words), words))
    found = shared(first, second) if first != second else _all_of(first)
    part = found.weight / (_all_of(first).weight or 1.0)
    for bound in _BOUNDS:
        if found.weight >= bound.weight and found.content >= bound.content and part >= bound.part:
            return bound.likeness
    return Likeness.OTHER


def shared(words: Sequence[str], other: Sequence[str]) -> Shared:
    """What some words share with others, in runs of at least two words."""
    runs = (run for run in align(words, other) if run.size >= _LEAST_RUN)
    return _all_of([word for run in runs for word in words[run.first : run.first + run.size]])


def _all_of(words: Sequence[str]) -> Shared:
    """What is shared by who shares all of some words."""
    return Shared(sum(map(weight, words)), sum(map(content, words)))


def are_near(part: Sequence[str], whole: frozenset[tuple[str, str]]) -> bool:
    """Whether two words in a row are among some pairs; what is not near shares nothing."""
    return any(pair in whole for pair in pairs(part))


def pairs(words: Sequence[str]) -> frozenset[tuple[str, str]]:
    """All that stands side by side."""
    return frozenset(pairwise(words))
