"""Fits the weights of indirect speech to gold: ``python -m index.annotate.indirect.training GOLD``.

GOLD has one document a line: a JSON object with "text" and "quotes", each with "start", "end", "kind"
and, where the source is written, "speaker", "speaker_start" and "speaker_end"; offsets count code
points. The source of the weights that the project ships is the training part of PolNeAR (Newell et al.,
LREC 2018); no text of it is kept. Prints the bias and the log-odds of each trait as Python.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from math import exp
from pathlib import Path
from typing import Any

from index.annotate import clauses, document, indirect
from index.annotate.agreement import SAME, overlap
from index.annotate.context import Context
from index.annotate.indirect.traits import Reading

Example = tuple[tuple[str, ...], bool]
"""The traits of a reading, and whether it is right."""

_FEWEST = 8
_ROUNDS = 800
_RATE = 2.0
_PENALTY = 0.0005


def judged(text: Context, gold: Sequence[dict[str, Any]]) -> list[Example]:
    """The readings of a text with the gold's word on each.

    A reading around a marked piece that the gold has by itself is left out: the gold does not tell
    where such words begin and end.
    """
    found = []
    for reading in indirect.readings(text, clauses.find(text)):
        start, end = place = text.tokens.starts[reading.first], text.tokens.ends[reading.stop - 1]
        shares = [overlap(place, (quote["start"], quote["end"])) for quote in gold]
        best = gold[shares.index(max(shares))] if max(shares, default=0.0) >= SAME else None
        if best is not None:
            found.append((reading.traits, _same_source(text, reading, best)))
        elif not any(
            each["kind"] != "indirect" and each["start"] < end and start < each["end"] for each in gold
        ):
            found.append((reading.traits, False))
    return found


def _same_source(text: Context, reading: Reading, quote: dict[str, Any]) -> bool:
    """Whether a reading names the gold's source.

    One that the gold does not name cannot be wrong; nor can the owner of a noun of speech, of whose
    words the gold often makes the outer speaker the source.
    """
    if quote.get("speaker_start") is None or reading.traits[0] == "noun":
        return True
    if quote["speaker"].lower() in ("who", "which") and {"relative", "restrictive"} & set(reading.traits):
        return True
    start = text.tokens.starts[reading.subject.first]
    end = text.tokens.ends[reading.subject.stop - 1]
    return bool(quote["speaker_start"] < end and start < quote["speaker_end"])


def fit(examples: Sequence[Example]) -> tuple[float, dict[str, float]]:
    """The bias and the log-odds of the traits that are seen often enough: a logistic regression."""
    counts = Counter(trait for traits, _ in examples for trait in traits)
    weights = {trait: 0.0 for trait, count in counts.items() if count >= _FEWEST}
    rows = [([trait for trait in traits if trait in weights], right) for traits, right in examples]
    bias = 0.0
    for _ in range(_ROUNDS):
        steps = dict.fromkeys(weights, 0.0)
        step = 0.0
        for traits, right in rows:
            error = right - 1.0 / (1.0 + exp(-bias - sum(weights[trait] for trait in traits)))
            step += error
            for trait in traits:
                steps[trait] += error
        bias += _RATE * step / len(rows)
        for trait in weights:
            weights[trait] += _RATE * (steps[trait] / len(rows) - _PENALTY * weights[trait])
    return bias, weights


def examples(lines: Iterable[str]) -> Iterable[Example]:
    """The examples of a gold file."""
    for line in lines:
        gold = json.loads(line)
        yield from judged(document.prepare(gold["text"]), gold["quotes"])


def main() -> None:
    """Print the table for the gold file that the command line names."""
    with Path(sys.argv[1]).open(encoding="utf-8") as lines:
        bias, weights = fit(list(examples(lines)))
    rows = [f"BIAS = {bias:.2f}", "LOG_ODDS = {"]
    rows += [f'    "{trait}": {weights[trait]:.2f},' for trait in sorted(weights)]
    sys.stdout.write("\n".join([*rows, "}", ""]))


if __name__ == "__main__":
    main()
