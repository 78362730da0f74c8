"""The postings of one term as Whoosh walks over them."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from index.fulltext.internals import whoosh
from index.fulltext.segment.lengths import LENGTHS

BLOCK = 128
"""Postings that are looked at together to see whether any of them is good enough."""


class Values(Protocol):
    """What is kept of each posting besides the count."""

    def __getitem__(self, at: int) -> bytes: ...

    def places(self, at: int) -> Sequence[int]:
        """Where the term stands."""


@dataclass(frozen=True, slots=True)
class Walk:
    """The postings of one term: ``lengths`` has a byte for each document of the segment, or is empty."""

    documents: Sequence[int]
    counts: Sequence[int]
    lengths: bytes
    values: Values


class ArrayMatcher(whoosh.matching.LeafMatcher):  # type: ignore[misc]
    """Walks over the postings of one term, deleted documents included."""

    def __init__(self, walk: Walk, form: Any, term: tuple[str, bytes], scorer: Any = None) -> None:
        self.format = form
        self.scorer = scorer
        self._term = term
        self._walk = walk
        self._documents = walk.documents
        self._count = len(walk.documents)
        self._at = 0
        self._bounds: tuple[int, int, int] = (-1, 0, 0)

    def is_active(self) -> bool:
        """Whether there is a posting."""
        return self._at < self._count

    def reset(self) -> None:
        """Go back to the first posting."""
        self._at = 0

    def copy(self) -> ArrayMatcher:
        """Another matcher that stands at the same posting."""
        other = ArrayMatcher(self._walk, self.format, self._term, self.scorer)
        other._at = self._at
        return other

    def id(self) -> int:
        """The document."""
        return self._documents[self._at]

    def next(self) -> bool:
        """Go to the next posting; whether it is in another block."""
        if self._at >= self._count:
            raise whoosh.matching.ReadTooFar
        self._at += 1
        return self._at % BLOCK == 0 or self._at == self._count

    def skip_to(self, document: int) -> None:
        """Go to the first posting of a document or one after it."""
        if self._at >= self._count:
            raise whoosh.matching.ReadTooFar
        if document > self._documents[self._at]:
            self._at = bisect_left(self._documents, document, self._at)

    def all_ids(self) -> Any:
        """The documents of all postings that are left."""
        return iter(self._documents[self._at :])

    def weight(self) -> float:
        """How often the term is in the document."""
        return float(self._walk.counts[self._at])

    def value(self) -> bytes:
        """What is kept of the posting besides."""
        return self._walk.values[self._at]

    def value_as(self, astype: str) -> Any:
        """What is kept of the posting, as something that the field's format knows."""
        if astype == "positions" and self.supports(astype):
            return list(self._walk.values.places(self._at))
        if astype == "frequency":
            return self._walk.counts[self._at]
        return super().value_as(astype)

    def supports_block_quality(self) -> bool:
        """Whether blocks can be passed over."""
        return self.scorer is not None and bool(self.scorer.supports_block_quality())

    def skip_to_quality(self, least: float) -> int:
        """Go to the first block that may have a score above ``least``; how many were passed over."""
        skipped = 0
        while self.is_active() and self.block_quality() <= least:
            self._at = min((self._at // BLOCK + 1) * BLOCK, self._count)
            skipped += 1
        return skipped

    def block_min_id(self) -> int:
        """The first document of the block."""
        return self._documents[self._at // BLOCK * BLOCK]

    def block_max_id(self) -> int:
        """The last document of the block."""
        return self._documents[min((self._at // BLOCK + 1) * BLOCK, self._count) - 1]

    def block_max_weight(self) -> float:
        """The highest count in the block."""
        return float(self._block()[1])

    def block_min_length(self) -> int:
        """The length of the shortest document of the block."""
        return LENGTHS[self._block()[2]]

    def _block(self) -> tuple[int, int, int]:
        """The number of the block, its highest count and the byte of its least length."""
        number = self._at // BLOCK
        if self._bounds[0] != number:
            part = slice(number * BLOCK, (number + 1) * BLOCK)
            lengths = self._walk.lengths
            least = min(map(lengths.__getitem__, self._documents[part])) if lengths else 0
            self._bounds = (number, max(self._walk.counts[part]), least)
        return self._bounds
