"""Which words of two texts stand for each other."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from index.statements.wording import content

Words = Sequence[str]


class Run(NamedTuple):
    """``size`` words from ``first`` in one text that are those from ``other`` in another."""

    first: int
    other: int
    size: int


def align(first: Words, other: Words) -> list[Run]:
    """The runs of words that two texts have in common, in order.

    They are those of a longest common subsequence, of several one with long runs. A run that bears no
    content and touches neither the beginning nor the end of both texts is left out: such words meet by
    chance. The time grows with the product of the lengths, 64 words at a time.
    """
    from rapidfuzz.distance import LCSseq

    runs = [
        _Run(step.src_start, step.dest_start, step.src_end - step.src_start)
        for step in LCSseq.opcodes(first, other)
        if step.tag == "equal"
    ]
    _gather(runs, first, other)
    runs = [run for run in runs if run.bears_content(first) or run.is_edge(len(first), len(other))]
    return [Run(run.first, run.other, run.size) for run in _merged(runs)]


@dataclass(slots=True)
class _Run:
    """A run that grows and shrinks."""

    first: int
    other: int
    size: int

    @property
    def ends(self) -> tuple[int, int]:
        """Where it ends in both texts."""
        return self.first + self.size, self.other + self.size

    def bears_content(self, first: Words) -> bool:
        """Whether a word of it does."""
        return any(map(content, first[self.first : self.first + self.size]))

    def is_edge(self, first: int, other: int) -> bool:
        """Whether it begins or ends both texts, of which the lengths are given."""
        return self.first == self.other == 0 or self.ends == (first, other)

    def grow_left(self, by: int = 1) -> None:
        """Take the words before it, or with -1 give its first words up."""
        self.first, self.other, self.size = self.first - by, self.other - by, self.size + by


def _gather(runs: list[_Run], first: Words, other: Words) -> None:
    """Move words from the end of a run to the longer one after it, and from its beginning to the one before.

    A word that stands twice in one text may stand for its only match in the other by either; it is taken
    for the one that goes on with others.
    """
    for at in range(len(runs) - 1, 0, -1):
        before, run = runs[at - 1], runs[at]
        while 0 < before.size <= run.size and _one_side(before.ends, (run.first, run.other)):
            if first[run.first - 1] != other[run.other - 1]:
                break
            before.size -= 1
            run.grow_left()
    runs[:] = [run for run in runs if run.size]
    for before, run in pairwise(runs):
        while 0 < run.size <= before.size and _one_side(before.ends, (run.first, run.other)):
            end, other_end = before.ends
            if first[end : end + 1] != other[other_end : other_end + 1]:
                break
            before.size += 1
            run.grow_left(-1)
    runs[:] = [run for run in runs if run.size]


def _one_side(ends: tuple[int, int], starts: tuple[int, int]) -> bool:
    """Whether two runs stand side by side in one of the texts."""
    return ends[0] == starts[0] or ends[1] == starts[1]


def _merged(runs: Iterable[_Run]) -> list[_Run]:
    """Runs of which none goes on where another ends in both texts."""
    found: list[_Run] = []
    for run in runs:
        if found and found[-1].ends == (run.first, run.other):
            found[-1].size += run.size
        else:
            found.append(run)
    return found
