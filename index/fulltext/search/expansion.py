"""The terms of a segment that a beginning or a fuzzy word stands for."""

from __future__ import annotations

from collections.abc import Sequence
from heapq import nlargest

from index.fulltext.segment.reader import Segment
from index.query.terms import is_near

MOST_EXPANSIONS = 64
"""Terms of a segment that a beginning or a fuzzy word stands for, the most frequent first."""

_WORTHWHILE = 200


def starting(segment: Segment, field: str, prefix: str, most: int = MOST_EXPANSIONS) -> Sequence[int]:
    """The indexes of the most frequent terms that begin so."""
    lexicon = segment.lexicon(field)
    found = lexicon.starting(prefix.encode("utf-8", "replace"))
    return found if len(found) <= most else nlargest(most, found, key=lexicon.counts.__getitem__)


def near(segment: Segment, field: str, term: str, most: int = MOST_EXPANSIONS) -> Sequence[int]:
    """The indexes of the most frequent terms that :func:`index.query.terms.is_near` finds near."""
    lexicon = segment.lexicon(field)
    indexes = lexicon.starting(term[:2].encode("utf-8", "replace"))
    texts = [each.decode("utf-8", "replace") for each in lexicon.terms(indexes)]
    fits = range(len(term) - 1, len(term) + 2)
    like = [at for at, text in enumerate(texts) if len(text) in fits]
    if len(like) > _WORTHWHILE:
        like = _one_edit_apart(term, texts, like)
    found = [indexes[at] for at in like if is_near(term, texts[at])]
    return found if len(found) <= most else nlargest(most, found, key=lexicon.counts.__getitem__)


def _one_edit_apart(term: str, texts: Sequence[str], among: Sequence[int]) -> list[int]:
    """Those of some texts that are at most one edit from a term, by a library in C++."""
    from rapidfuzz.distance import OSA
    from rapidfuzz.process import extract

    chosen = [texts[at] for at in among]
    found = extract(term, chosen, scorer=OSA.distance, score_cutoff=1, limit=None)
    return [among[at] for _, _, at in found]
