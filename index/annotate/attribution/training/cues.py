"""Counts which words join quotes to their speakers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from index.annotate.attribution.joints import CueCounts
from index.annotate.attribution.training.gold import Gold
from index.annotate.context import Context
from index.annotate.lexicon import cues
from index.models import Label

_FEWEST = 2
_APPOSITION = 25
_ADVERBS = 8


def count(documents: Iterable[Gold]) -> CueCounts:
    """How often each word stands beside the source of a marked quote, and beside names and pronouns."""
    said: Counter[str] = Counter()
    seen: Counter[str] = Counter()
    for gold in documents:
        said.update(_said(gold))
        seen.update(_seen(gold.context))
    return {
        word: (number, max(number, seen[word]))
        for word, number in sorted(said.items())
        if number >= _FEWEST and word in cues.CUES
    }


def _said(gold: Gold) -> Iterable[str]:
    """The word beside each mention that a gold quote has for its source, once a mention."""
    tokens = gold.context.tokens
    starts = {start: index for index, start in enumerate(tokens.starts)}
    stops = {end: index + 1 for index, end in enumerate(tokens.ends)}
    places = {
        (quote["speaker_start"], quote["speaker_end"])
        for quote in gold.quotes
        if quote["kind"] != "indirect" and quote.get("speaker_start") is not None
    }
    for start, end in sorted(places):
        if start in starts and end in stops:
            word = _before(gold.context, starts[start]) or _after(gold.context, stops[end])
            if word:
                yield word


def _before(context: Context, first: int) -> str | None:
    """The word between a quote and the mention that follows it: “...,” said Hale."""
    if first > 1 and context.inside[first - 1] < 0 <= context.inside[first - 2]:
        return context.tokens.lower[first - 1]
    return None


def _after(context: Context, stop: int) -> str | None:
    """The word after a mention, past an apposition and adverbs."""
    lower = context.tokens.lower
    if lower[stop : stop + 1] == [","]:
        after = lower[stop + 1 : stop + _APPOSITION]
        stop += after.index(",") + 2 if "," in after else 0
    limit = min(stop + _ADVERBS, len(lower))
    while stop < limit and (lower[stop] in cues.ADVERBS or lower[stop].endswith("ly")):
        stop += 1
    return lower[stop] if stop < len(lower) and context.inside[stop] < 0 else None


def _seen(context: Context) -> Iterable[str]:
    """The word after each name and personal pronoun outside marks."""
    lower = context.tokens.lower
    for span in context.spans:
        if (
            span.label in (Label.PERSON, Label.ORG)
            and span.stop < len(lower)
            and context.inside[span.first] < 0
        ):
            yield lower[span.stop]
    for index in range(len(lower) - 1):
        if lower[index] in ("he", "she", "they") and context.inside[index] < 0:
            yield lower[index + 1]
