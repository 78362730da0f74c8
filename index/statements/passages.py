"""Which of the quotes of one article are together what another article quotes in one piece.

An article that interrupts a quote (“A,” he said. “B.”) or tells something in between has several; they
make one passage.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from index.models import Quote, QuoteKind
from index.statements.comparison import Allowance, are_near, pairs, shared
from index.statements.wording import is_telling, weight, words_of

_PART = 0.75
_PART_BESIDE = 0.5
"""What of a quote must stand in the longer one: anywhere in its article, and at the side of another."""

_SIDE_BY_SIDE = 200
"""Code points between two quotes, for “he said” and who he is."""

NEAREST = 100
"""Quotes of an article around one that are looked at."""

_LONGEST = 20
"""Quotes in a passage."""

Words = tuple[str, ...]


def passage(anchor: Quote, others: Iterable[Quote], whole: Words, allowance: Allowance) -> tuple[Quote, ...]:
    """``anchor`` and those of the other quotes of its article that go on with it in ``whole``, by start.

    ``whole`` are the words of the longest quote of the same statement. A quote goes on if its words
    stand there in the same order and are not told yet; one of few words only at the side of another.
    Quotes are looked at, nearest first, as long as ``allowance`` lasts.
    """
    found = [anchor]
    if not allowance:
        return (anchor,)
    mine = words_of(anchor.text)
    allowance.take(mine, whole)
    covered = shared(mine, whole).weight
    if not covered:
        return (anchor,)
    told = pairs(whole)
    for each in _around(anchor, others):
        if len(found) >= _LONGEST or not allowance:
            break
        words = words_of(each.text)
        allowance.take(words)
        if not words:
            break
        least = _least(each, words, found)
        if least is None or (len(words) > 1 and not are_near(words, told)):
            continue
        wider = sorted([*found, each], key=lambda quote: quote.start)
        together = passage_words(wider)
        allowance.take(together, whole)
        gain = shared(together, whole).weight - covered
        if gain >= least * sum(map(weight, words)):
            found, covered = wider, covered + gain
    return tuple(found)


def passage_words(quotes: Sequence[Quote]) -> Words:
    """The words of a passage."""
    return words_of(passage_text(quotes))


def passage_text(quotes: Sequence[Quote]) -> str:
    """The text of a passage."""
    return " ".join(quote.text for quote in quotes)


def _around(anchor: Quote, others: Iterable[Quote]) -> list[Quote]:
    """The quotes around one, nearest first."""
    near = [each for each in others if each.start != anchor.start and each.kind is not QuoteKind.INDIRECT]
    near.sort(key=lambda each: (abs(each.start - anchor.start), each.start))
    return near[:NEAREST]


def _least(quote: Quote, words: Words, found: Sequence[Quote]) -> float | None:
    """What part of a quote must go on with those found; None when it cannot."""
    gaps = (max(each.start - quote.end, quote.start - each.end) for each in found)
    beside = any(0 <= gap <= _SIDE_BY_SIDE for gap in gaps)
    if is_telling(words):
        return _PART_BESIDE if beside else _PART
    return 1.0 if beside else None
