"""How far to trust a confidence: ``python -m tests.bench.reliability GOLD...``.

Each GOLD is a file of quotes as :mod:`index.annotate.attribution.training.gold` reads it, whose speakers
have full names. Prints for each range of confidence how many marked quotes with a named speaker have
it and what share of them has the gold's speaker; then how many are called sure, and how many of those
are right.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from itertools import pairwise
from pathlib import Path

from index.annotate.attribution import quoting
from index.annotate.attribution.training import gold
from index.models import SURE, Quote, QuoteKind

BOUNDS = (0.0, 0.5, 0.6, 0.7, 0.8, SURE, 0.9, 0.95, 0.98, 1.01)

Judged = tuple[float, bool]
"""The confidence of a named speaker, and whether the gold says so."""


def judged(path: Path) -> Iterator[Judged | None]:
    """The direct quotes of a file that are found; None for one to which no name is given."""
    for document in gold.read(path):
        for quote in quoting.attribute(document.context):
            if quote.kind is QuoteKind.INDIRECT:
                continue
            truth = _truth(document, quote)
            if truth is not None and truth["kind"] == "direct":
                yield (quote.confidence, _is_right(truth, quote)) if quote.speaker_name else None


def _truth(document: gold.Gold, quote: Quote) -> gold.Quote | None:
    """The gold quote at the place of one that is found."""
    places = {(each.start, each.end): number for number, each in enumerate(document.context.passages)}
    return gold.quote_of(document, places[quote.start, quote.end])


def _is_right(truth: gold.Quote, quote: Quote) -> bool:
    """Whether the named speaker is the gold's; where the gold has no name, whether the mention is."""
    if truth.get("speaker_name"):
        return gold.same_name(truth["speaker_name"], quote.speaker_name or "")
    start, end = truth.get("speaker_start"), truth.get("speaker_end")
    if start is None or end is None or quote.speaker_start is None or quote.speaker_end is None:
        return False
    return bool(min(end, quote.speaker_end) > max(start, quote.speaker_start))


def table(found: Iterable[Judged | None]) -> Iterator[str]:
    """The lines of the table."""
    every = list(found)
    named = [each for each in every if each is not None]
    yield "confidence      quotes  right"
    for low, high in pairwise(BOUNDS):
        here = [right for share, right in named if low <= share < high]
        if here:
            yield f"{low:.2f} to {min(high, 1.0):.2f}  {len(here):7}  {sum(here) / len(here):.3f}"
    sure = [right for share, right in named if share >= SURE]
    part, right = len(sure) / max(1, len(every)), sum(sure) / max(1, len(sure))
    yield f"sure: {len(sure)} of {len(every)} ({part:.1%}), of which right: {right:.1%}"


def main(paths: Iterable[str]) -> None:
    """Print a table for each file."""
    for path in map(Path, paths):
        print(path.name)
        print("\n".join(table(judged(path))))


if __name__ == "__main__":
    main(sys.argv[1:])
