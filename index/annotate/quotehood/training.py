"""Fits the weights to gold: ``python -m index.annotate.quotehood.training GOLD > weights.py``.

GOLD has one document a line: a JSON object with "text" and "quotes", each with "start", "end" and
"kind" ("direct", "mixed" or "indirect"); offsets count code points. A marked passage that meets a
direct or mixed quote of the gold is a quote, any other is none. The source of the weights that the
project ships is the training part of PolNeAR (Newell et al., LREC 2018); no text of it is kept.
Prints the module with the weights; the same gold gives the same weights.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from math import exp, sqrt
from pathlib import Path
from typing import Any
from zlib import crc32

from index.annotate import document
from index.annotate.agreement import SAME, overlap
from index.annotate.context import Context
from index.annotate.quotehood.features import features

_MIXED = 0.25
_FEWEST = 25
_ROUNDS = 30
_RATE = 0.1
_PENALTY = 1000.0
_SMALLEST = 0.005
_HEAD = '''"""How much each feature speaks for a quote; fitted by :mod:`index.annotate.quotehood.training`."""

from __future__ import annotations

WEIGHTS = {'''


@dataclass(frozen=True, slots=True)
class Example:
    """The features of a marked passage, whether it is a quote, and how much that counts.

    Pieces inside reported speech count less: which of them the gold takes for quotes is the annotators'
    taste more often than with whole utterances.
    """

    features: tuple[str, ...]
    quote: bool
    weight: float


def examples(lines: Iterable[str]) -> Iterator[list[Example]]:
    """The examples of each document of a gold file."""
    for line in lines:
        gold = json.loads(line)
        yield judged(document.prepare(gold["text"]), gold["quotes"])


def judged(read: Context, gold: Sequence[dict[str, Any]]) -> list[Example]:
    """The passages that the weights decide about, with the gold's word on each."""
    found = []
    for number, passage in enumerate(read.passages):
        if passage.heading or passage.turn or passage.continues:
            continue
        kinds = {
            quote["kind"]
            for quote in gold
            if quote["kind"] != "indirect"
            and overlap((passage.start, passage.end), (quote["start"], quote["end"])) >= SAME
        }
        weight = _MIXED if kinds == {"mixed"} else 1.0
        found.append(Example(tuple(features(read, number)), bool(kinds), weight))
    return found


def fit(documents: Sequence[Sequence[Example]]) -> dict[str, float]:
    """The weights of the features that are seen in enough documents: a logistic regression by AdaGrad.

    The order of the steps depends on the examples alone, so the same gold gives the same weights.
    """
    seen = Counter(each for document in documents for each in {f for one in document for f in one.features})
    weights = {feature: 0.0 for feature, count in seen.items() if count >= _FEWEST}
    squares = dict.fromkeys(weights, 1e-6)
    rows = [one for document in documents for one in document]
    rows.sort(key=lambda one: crc32(repr(one.features).encode()))
    for _ in range(_ROUNDS):
        for one in rows:
            known = [feature for feature in one.features if feature in weights]
            likely = 1.0 / (1.0 + exp(-sum(weights[feature] for feature in known)))
            error = (likely - one.quote) * one.weight
            for feature in known:
                slope = error + _PENALTY * weights[feature] / len(rows)
                squares[feature] += slope * slope
                weights[feature] -= _RATE * slope / sqrt(squares[feature])
    return weights


def module(weights: dict[str, float]) -> str:
    """The weights as Python source."""
    rows = [
        f"    {json.dumps(name)}: {weights[name]:.2f},"
        for name in sorted(weights)
        if abs(weights[name]) >= _SMALLEST
    ]
    return "\n".join([_HEAD, *rows, "}", ""])


def main() -> None:
    """Print the table for the gold file that the command line names."""
    with Path(sys.argv[1]).open(encoding="utf-8") as lines:
        sys.stdout.write(module(fit(list(examples(lines)))))


if __name__ == "__main__":
    main()
