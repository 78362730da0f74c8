"""A table of weights: what each feature adds to a score."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from math import exp


class Table:
    """Scores lists of features by adding their weights; a feature that is not in the table adds nothing."""

    def __init__(self, weights: Mapping[str, float]) -> None:
        self._weights = weights

    def score(self, features: Iterable[str]) -> float:
        """The sum of the weights."""
        get = self._weights.get
        return sum([get(each, 0.0) for each in features])

    def shares(self, alternatives: Iterable[Iterable[str]]) -> list[float]:
        """The probabilities of one alternative or more with these features, of which one is right."""
        return softmax([self.score(each) for each in alternatives])


def softmax(scores: Sequence[float]) -> list[float]:
    """The probabilities of alternatives with these scores, in the same order."""
    highest = max(scores)
    powers = [exp(score - highest) for score in scores]
    total = sum(powers)
    return [each / total for each in powers]
