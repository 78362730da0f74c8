"""A table of weights: what each feature adds to a score."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from math import exp
from typing import Any

Group = tuple[Any, ...]
"""Features that depend on the same few values: the function that names them, then the values."""

Weights = tuple[float, ...]

_MOST_KEPT = 1 << 14


def names(groups: Iterable[Group]) -> list[str]:
    """The names of the features of some groups, in order."""
    return [name for function, *values in groups for name in function(*values)]


class Weighed(dict[Group, Weights]):
    """The weights of groups but for zeros, by group; looked up at the first use of each, then kept.

    So the names of a group's features are made once and not for each pair. Their number is bounded.
    """

    def __init__(self, weights: Mapping[str, float]) -> None:
        super().__init__()
        self._weights = weights

    def __missing__(self, group: Group) -> Weights:
        """The weights of a group that is not kept."""
        if len(self) >= _MOST_KEPT:
            self.clear()
        found = self[group] = tuple(
            weight for name in names([group]) if (weight := self._weights.get(name, 0.0))
        )
        return found


class Table:
    """Scores groups of features by adding their weights; a feature that is not in the table adds nothing."""

    def __init__(self, weights: Mapping[str, float]) -> None:
        self.weighed = Weighed(weights)

    def score(self, groups: Iterable[Group]) -> float:
        """The sum of the weights."""
        weighed = self.weighed
        return sum([weight for group in groups for weight in weighed[group]])

    def shares(self, alternatives: Iterable[Iterable[Group]]) -> list[float]:
        """The probabilities of one alternative or more with these features, of which one is right."""
        return softmax([self.score(each) for each in alternatives])


def softmax(scores: Sequence[float]) -> list[float]:
    """The probabilities of alternatives with these scores, in the same order."""
    highest = max(scores)
    powers = [exp(score - highest) for score in scores]
    total = sum(powers)
    return [each / total for each in powers]
