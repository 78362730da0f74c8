"""Lays hits that repeat a better ranked one behind it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from index.similarity.signatures import FARTHEST, is_near

FIRST = 1000
"""How many of the best ranked hits are folded; those behind them stay as they are."""

REACH = 300
"""How many ranks behind a hit its repetitions are looked for: copies of a text score much alike."""

Hit = TypeVar("Hit")


@dataclass(frozen=True, slots=True)
class Group(Generic[Hit]):
    """A hit to show, and the hits that repeat it, best ranked first."""

    hit: Hit
    similar: tuple[Hit, ...] = ()


class Folded(Generic[Hit]):
    """Ranked hits as groups, formed as far as they are asked for."""

    def __init__(
        self, ranked: Sequence[Hit], signatures: Callable[[Hit], int], first: int, reach: int
    ) -> None:
        self._ranked = ranked
        self._signature_of = signatures
        self._end = min(first, len(ranked))
        self._reach = reach
        self._signatures: list[int] = []
        self._next = 0
        self._taken: set[int] = set()
        self._groups: list[Group[Hit]] = []

    def page(self, offset: int, limit: int) -> list[Group[Hit]]:
        """At most ``limit`` groups, those before ``offset`` left out; both count groups."""
        while len(self._groups) < offset + limit and self._next < self._end:
            self._form()
        groups = self._groups[offset : offset + limit]
        begin = self._end + max(0, offset - len(self._groups))
        return groups + [Group(hit) for hit in self._ranked[begin : begin + limit - len(groups)]]

    def _form(self) -> None:
        """Form the group of the next hit, unless it is in another."""
        at = self._next
        self._next += 1
        if at in self._taken:
            return
        places = self._repetitions(at)
        self._taken.update(places)
        self._groups.append(Group(self._ranked[at], tuple(self._ranked[place] for place in places)))

    def _repetitions(self, at: int) -> list[int]:
        """The ranks of the hits that repeat the one of rank ``at`` and are in no group."""
        end = min(at + 1 + self._reach, self._end)
        known = self._signatures
        known.extend(map(self._signature_of, self._ranked[len(known) : end]))
        own = known[at]
        near = [
            i for i, other in enumerate(known[at + 1 : end], at + 1) if (own ^ other).bit_count() <= FARTHEST
        ]
        return [i for i in near if i not in self._taken and is_near(own, known[i])]


def fold(
    ranked: Sequence[Hit], signatures: Callable[[Hit], int], *, first: int = FIRST, reach: int = REACH
) -> Folded[Hit]:
    """Fold the near-duplicates among hits, the best ranked of each story before the others.

    ``ranked`` are the hits, best first, as numbers or whatever else names them; ``signatures`` gives
    the :func:`index.similarity.signatures.signature` of one. Each of the ``first`` hits repeats at most
    one other, which is shown; its repetitions are at most ``reach`` ranks behind it. Nothing is
    computed before a page is asked for, and a page needs those before it: whoever turns pages keeps
    what this returns.
    """
    return Folded(ranked, signatures, first, reach)
