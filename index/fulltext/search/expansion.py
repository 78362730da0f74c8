"""The terms of a segment that a beginning or a fuzzy word stands for."""

from __future__ import annotations

from collections.abc import Sequence
from heapq import nlargest
from itertools import accumulate

from index.fulltext.segment.postings import is_dense
from index.fulltext.segment.reader import Segment
from index.query.terms import is_near

MOST_EXPANSIONS = 64
"""Terms of a segment that a fuzzy word or a beginning that is being typed stands for, the most frequent."""

MOST_TYPED = 300
"""Terms that begin with what is being typed up to which all of them count."""

MOST_POSTINGS = 40_000
"""Postings of such terms that are read one by one in a segment; the rarer terms are left out then."""

MOST_LAST_POSTINGS = 150_000
"""The same for the last word of a phrase."""

_WORTHWHILE = 200
_COMMON = (256, 32, 4, 0)  # counts below which terms are not looked at if there are enough others


def all_starting(segment: Segment, field: str, prefix: str) -> range:
    """The indexes of all terms that begin so."""
    return segment.lexicon(field).starting(prefix.encode("utf-8", "replace"))


def starting(segment: Segment, field: str, prefix: str, most: int = MOST_EXPANSIONS) -> Sequence[int]:
    """The indexes of the most frequent terms that begin so."""
    lexicon = segment.lexicon(field)
    indexes = all_starting(segment, field, prefix)
    if len(indexes) <= most:
        return indexes
    counts = lexicon.counts[indexes.start : indexes.stop]
    for least in _COMMON:
        found = [index for index, count in zip(indexes, counts, strict=True) if count >= least]
        if len(found) >= most:
            break
    return nlargest(most, found, key=lexicon.counts.__getitem__)


def typed(segment: Segment, field: str, prefix: str) -> Sequence[int]:
    """The indexes of the terms that stand for what is being typed: all, or the most frequent of many."""
    found: Sequence[int] = all_starting(segment, field, prefix)
    if len(found) > MOST_TYPED:
        found = starting(segment, field, prefix)
    counts = segment.lexicon(field).counts
    sizes = [0 if is_dense(counts[index], segment.size) else counts[index] for index in found]
    return found if sum(sizes) <= MOST_POSTINGS else _largest(found, sizes, MOST_POSTINGS)


def last_typed(segment: Segment, field: str, prefix: str) -> Sequence[int]:
    """The same for the last word of a phrase, whose places are read: dense terms are not spared."""
    found: Sequence[int] = all_starting(segment, field, prefix)
    if len(found) > MOST_TYPED:
        found = starting(segment, field, prefix)
    counts = segment.lexicon(field).counts
    return _largest(found, [counts[index] for index in found], MOST_LAST_POSTINGS)


def _largest(indexes: Sequence[int], sizes: Sequence[int], most: int) -> Sequence[int]:
    """Of terms the largest, until they have ``most`` postings together."""
    order = sorted(zip(sizes, indexes, strict=True), reverse=True)
    totals = accumulate((size for size, _ in order), initial=0)
    pairs = zip(order, totals, strict=False)
    return [index for (size, index), before in pairs if before < most or not size]


def near(segment: Segment, field: str, term: str, most: int = MOST_EXPANSIONS) -> Sequence[int]:
    """The indexes of the most frequent terms that :func:`index.query.terms.is_near` finds near."""
    lexicon = segment.lexicon(field)
    indexes = lexicon.starting(term[:2].encode("utf-8", "replace"))
    texts = lexicon.texts(indexes)
    like = _one_edit_apart(term, texts) if len(texts) > _WORTHWHILE else range(len(texts))
    found = [indexes[at] for at in like if is_near(term, texts[at])]
    return found if len(found) <= most else nlargest(most, found, key=lexicon.counts.__getitem__)


def _one_edit_apart(term: str, texts: Sequence[str]) -> list[int]:
    """The places of those texts that are at most one edit from a term, by a library in C++."""
    from rapidfuzz.distance import OSA
    from rapidfuzz.process import extract

    return [at for _, _, at in extract(term, texts, scorer=OSA.distance, score_cutoff=1, limit=None)]
