"""What attribution reads of a document: tokens, mentions, who is who, and what stands in marks."""

from __future__ import annotations

from dataclasses import dataclass

from index.annotate.grouping import Grouping
from index.annotate.marks import Passage
from index.annotate.spans import Span
from index.annotate.tokens import Tokens


@dataclass(frozen=True, slots=True)
class Context:
    """A document ready for attribution.

    ``span_at[i]`` is the index of the span that token ``i`` belongs to, or -1; ``inside[i]`` the
    index of the passage that it stands in, marks included, or -1. ``ranges[k]`` are the tokens of
    passage ``k``, marks included.
    """

    tokens: Tokens
    spans: list[Span]
    grouping: Grouping
    passages: list[Passage]
    span_at: list[int]
    inside: list[int]
    ranges: list[tuple[int, int]]


def build(tokens: Tokens, spans: list[Span], grouping: Grouping, passages: list[Passage]) -> Context:
    """Lay spans and passages over the tokens."""
    span_at = [-1] * len(tokens)
    for number, span in enumerate(spans):
        for index in range(span.first, span.stop):
            span_at[index] = number
    inside = [-1] * len(tokens)
    ranges: list[tuple[int, int]] = []
    for number, passage in enumerate(passages):
        first, stop = tokens.at(passage.outer_start), tokens.at(passage.outer_end - 1) + 1
        stop = min(stop, len(tokens))
        ranges.append((first, stop))
        inside[first:stop] = [number] * (stop - first)
    return Context(tokens, spans, grouping, passages, span_at, inside, ranges)
