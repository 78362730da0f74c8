"""Fits weights: a softmax over alternatives by AdaGrad, and shares of right decisions by isotonic regression.

Duchi, Hazan and Singer, "Adaptive Subgradient Methods", JMLR 12 (2011); Zadrozny and Elkan,
"Transforming Classifier Scores into Accurate Multiclass Probability Estimates", KDD 2002.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from index.annotate.attribution.table import softmax

Example = tuple[Sequence[Sequence[str]], set[int]]
"""The features of alternatives, and which of them are right."""

_FIRST = 1e-3
_LEAST = 0.02
_FEWEST = 3


@dataclass(frozen=True, slots=True)
class Settings:
    """How to fit: passes over the examples, length of a step, pull towards the prior."""

    epochs: int
    rate: float
    pull: float


def fit(examples: Sequence[Example], settings: Settings, prior: Mapping[str, float]) -> dict[str, float]:
    """The weights of features, those that matter and are not rare; ``prior`` is where weights begin.

    Examples that have nothing to choose between are left out.
    """
    useful = [each for each in examples if 0 < len(each[1]) < len(each[0])]
    numbers: dict[str, int] = {}
    rows = [
        ([[numbers.setdefault(name, len(numbers)) for name in names] for names in features], right)
        for features, right in useful
    ]
    start = [prior.get(name, 0.0) for name in numbers]
    weights = _descend(rows, start, settings)
    counts = Counter(number for features, _ in rows for names in features for number in names)
    kept = {
        name: round(weights[number], 3)
        for name, number in numbers.items()
        if abs(weights[number]) >= _LEAST and (counts[number] >= _FEWEST or name in prior)
    }
    return {**prior, **kept}


def _descend(
    rows: list[tuple[list[list[int]], set[int]]], start: Sequence[float], settings: Settings
) -> list[float]:
    """The weights after some passes, the rows in another order each time."""
    weights, squares = list(start), [_FIRST] * len(start)
    order = random.Random(0)  # noqa: S311
    for _ in range(settings.epochs):
        order.shuffle(rows)
        for features, right in rows:
            for number, slope in _slopes(weights, features, right).items():
                step = slope + settings.pull * (weights[number] - start[number])
                squares[number] += step * step
                weights[number] -= settings.rate * step / squares[number] ** 0.5
    return weights


def _slopes(weights: Sequence[float], features: list[list[int]], right: set[int]) -> dict[int, float]:
    """The gradient of the loss of one example: the negative logarithm of what the right ones get."""
    shares = softmax([sum([weights[number] for number in names]) for names in features])
    total = sum(shares[index] for index in right) or 1e-12
    slopes: dict[int, float] = {}
    for index, names in enumerate(features):
        error = shares[index] - (shares[index] / total if index in right else 0.0)
        if abs(error) > 1e-5:
            for number in names:
                slopes[number] = slopes.get(number, 0.0) + error
    return slopes


def curve(scored: Sequence[tuple[float, bool]], least: int) -> list[tuple[float, float]]:
    """The share that is right from each score on, never falling, in steps of ``least`` decisions or more.

    Pool adjacent violators over bins of equal size. Of no decisions, half are taken to be right.
    """
    if not scored:
        return [(0.0, 0.5)]
    ordered = sorted(scored)
    bins = [ordered[at : at + least] for at in range(0, len(ordered), least)]
    if len(bins) > 1 and len(bins[-1]) < least:
        bins[-2].extend(bins.pop())
    pools: list[tuple[float, int, int]] = []
    for each in bins:
        pools.append((each[0][0], sum(right for _, right in each), len(each)))
        while len(pools) > 1 and pools[-2][1] * pools[-1][2] >= pools[-1][1] * pools[-2][2]:
            _, right, count = pools.pop()
            bound, before, others = pools.pop()
            pools.append((bound, before + right, others + count))
    return [(round(bound, 4), round(right / count, 4)) for bound, right, count in pools]
