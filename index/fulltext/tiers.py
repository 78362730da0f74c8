"""Which segments are put together when documents are added.

Many small segments make a search slow, and putting them together over and over makes adding slow. So
segments of about one size wait for each other (a tier), and are put together when there are several of
them; a document is written again once for each tier. Large ones wait until as many documents are added,
or until everything is to be put together.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from index.fulltext.segment.fields import MOST_DOCUMENTS

FANOUT = 5
"""Segments of a tier that are put together."""

SMALL = 2000
"""Documents below which a segment is small: putting a few of them together takes a fraction of a second."""

MOST_SMALL = 12
"""Small segments at most."""

MOST_BYTES = 3 << 30
"""Bytes of the segments that are put together, at most, so that no offset passes 32 bits."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A segment: how many documents it has and how many of these are not deleted, its size in bytes."""

    documents: int
    alive: int
    size: int

    @property
    def is_thinned(self) -> bool:
        """Whether something is deleted."""
        return self.documents > self.alive

    @property
    def is_worn(self) -> bool:
        """Whether more is deleted than left."""
        return self.documents > 2 * self.alive


def plan(segments: Sequence[Candidate], added: int, *, everything: bool = False) -> list[list[int]]:
    """The groups of segments, by their indexes, each of which is to become one.

    ``added`` are the documents of this commit; its own segments are among the ``segments``. A group of one
    is to be written again without what is deleted. Segments with nothing left belong to no group; they are
    to be dropped. ``everything`` puts all together that may be.
    """
    left = [index for index, segment in enumerate(segments) if segment.alive]
    if everything:
        groups = _packed(segments, left, MOST_DOCUMENTS)
        return [group for group in groups if len(group) > 1 or segments[group[0]].is_thinned]
    reach = max(SMALL, added)
    groups = _tiers(segments, left, reach, SMALL if added < SMALL else FANOUT * added)
    groups += _crowd(segments, _outside(left, groups), len(groups))
    alone = [index for index in _outside(left, groups) if segments[index].is_worn]
    return groups + [[index] for index in alone if segments[index].alive <= reach]


def _outside(indexes: Iterable[int], groups: Iterable[Sequence[int]]) -> list[int]:
    """Those of the indexes that are in no group."""
    grouped = {index for group in groups for index in group}
    return [index for index in indexes if index not in grouped]


def _tiers(segments: Sequence[Candidate], left: Sequence[int], reach: int, budget: int) -> list[list[int]]:
    """Groups of segments of a tier that has enough of them, none larger than ``reach`` documents.

    They come to about ``budget`` documents together, those of the lowest tier first.
    """
    tiers: dict[int, list[int]] = {}
    for index in left:
        if segments[index].alive <= reach:
            tiers.setdefault(int(math.log(segments[index].alive, FANOUT)), []).append(index)
    found: list[list[int]] = []
    for tier in sorted(tier for tier, members in tiers.items() if len(members) >= FANOUT):
        for group in _packed(segments, tiers[tier], budget):
            if budget > 0 and len(group) > 1:
                found.append(group)
                budget -= sum(segments[index].alive for index in group)
    return found


def _crowd(segments: Sequence[Candidate], left: Sequence[int], made: int) -> list[list[int]]:
    """The smallest of the small segments, when there are too many of them besides those ``made``."""
    small = [index for index in left if segments[index].alive < SMALL]
    over = len(small) + made - MOST_SMALL
    if over <= 0:
        return []
    smallest = sorted(small, key=lambda index: segments[index].alive)[: over + FANOUT // 2]
    return [group for group in _packed(segments, sorted(smallest), SMALL) if len(group) > 1]


def _packed(segments: Sequence[Candidate], indexes: Iterable[int], most: int) -> list[list[int]]:
    """Segments in their order, in groups of at most about ``most`` documents.

    A group is never more than a segment holds; it may pass ``most`` by its last segment.
    """
    groups: list[list[int]] = []
    documents = size = 0
    for index in indexes:
        segment = segments[index]
        fits = documents + segment.alive <= MOST_DOCUMENTS and size + segment.size <= MOST_BYTES
        if not groups or not fits or documents >= most:
            groups.append([])
            documents = size = 0
        groups[-1].append(index)
        documents += segment.alive
        size += segment.size
    return groups
