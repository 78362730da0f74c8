"""Impacts: a byte for each posting that grows with what the posting adds to a score.

The best documents of a term are found by looking for high bytes, and only their scores are computed.
An impact depends on the frequency and the length of a document alone, and not on how long documents are
on average, so that segments are merged without looking at it; bounds make up for the difference.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from index.fulltext.segment.lengths import LENGTHS

K1 = 1.2
"""How soon more occurrences of a term stop to count; the usual value, and Whoosh's."""

B = 0.75
"""How much long documents are held back; the usual value, and Whoosh's."""

_MEAN = 500.0  # terms, about the length of a news article
_STEPS = 255


@lru_cache(maxsize=1)
def impact_table() -> tuple[bytes, ...]:
    """For each frequency (0 to 255) the impact by the byte of the document's length."""
    norms = norms_for(_MEAN)
    return tuple(
        bytes(max(1, round(_STEPS * frequency / (frequency + norm))) if frequency else 0 for norm in norms)
        for frequency in range(256)
    )


@lru_cache(maxsize=64)
def norms_for(mean: float) -> tuple[float, ...]:
    """K1 times the length factor of BM25, by the byte of a length, where documents have ``mean`` terms."""
    return tuple(K1 * ((1 - B) + B * length / mean) for length in LENGTHS)


@lru_cache(maxsize=16)
def bounds_for(mean: float) -> Sequence[float]:
    """For each impact the most that a posting with it or a lower one adds to a score.

    That is before the weight of the term, where documents have ``mean`` terms on average.
    """
    norms = norms_for(mean)
    best = [0.0] * 256
    for frequency, impacts in enumerate(impact_table()):
        for impact, norm in zip(impacts, norms, strict=True):
            if frequency and frequency / (frequency + norm) > best[impact]:
                best[impact] = frequency / (frequency + norm)
    for impact in range(1, 256):
        best[impact] = max(best[impact], best[impact - 1])
    return tuple(best)
