"""A document laid out for attribution: clauses, paragraphs, sources and passages by place."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence

from index.annotate import clauses, kinds
from index.annotate.attribution import mentions, sources
from index.annotate.attribution.descriptions import Descriptions
from index.annotate.attribution.joints import CueCounts
from index.annotate.attribution.proposals import Paragraph
from index.annotate.attribution.sources import Source
from index.annotate.clauses import Clause
from index.annotate.context import Context
from index.annotate.subjects import Subject
from index.models import QuoteKind

_BACK = 3
_AHEAD = 1
_MOST_BEFORE = 30
_MOST_AFTER = 12
_FLOOD = 1000
_MOST_IN_FLOOD = 4
"""How many sources on each side count where there are more passages than any news has."""


class Layout:
    """What stays the same however often a document is read."""

    def __init__(self, context: Context, cue_counts: CueCounts) -> None:
        self.context = context
        self.cue_counts = cue_counts
        self.clauses = clauses.find(context)
        self.descriptions = Descriptions(context)
        self.paragraphs = _paragraphs(context, self.clauses)
        self.mentions = mentions.by_paragraph(context, self.clauses)
        self.sources = sources.find(context, self.clauses, cue_counts)
        self.firsts = [each.first for each in self.sources]
        flood = len(context.passages) > _FLOOD
        self.most = (_MOST_IN_FLOOD, _MOST_IN_FLOOD) if flood else (_MOST_BEFORE, _MOST_AFTER)
        self.by_first = dict(zip(self.firsts, self.sources, strict=True))
        self.passages: defaultdict[int, list[int]] = defaultdict(list)
        for number, passage in enumerate(context.passages):
            self.passages[passage.paragraph].append(number)
        self._kinds: dict[tuple[int, bool], QuoteKind | None] = {}
        self._around: dict[int, list[tuple[Source, int, int]]] = {}

    def kind(self, number: int, attributed: bool) -> QuoteKind | None:
        """What a passage is, as :func:`index.annotate.kinds.classify` tells."""
        key = (number, attributed)
        if key not in self._kinds:
            self._kinds[key] = kinds.classify(self.context, number, attributed)
        return self._kinds[key]

    def around(self, number: int) -> list[tuple[Source, int, int]]:
        """The sources near a passage with their ranks on their side, the nearest of each side first.

        The first rank counts all of them, the second those that are the subject of a cue verb.
        """
        if number not in self._around:
            place = (*self.context.ranges[number], self.context.passages[number].paragraph)
            self._around[number] = list(self._near(*place))
        return self._around[number]

    def _near(self, begin: int, end: int, paragraph: int) -> Iterator[tuple[Source, int, int]]:
        """The sources near some tokens of a paragraph, with their ranks."""
        low = self.paragraphs[max(0, paragraph - _BACK)].first
        high = self.paragraphs[min(len(self.paragraphs) - 1, paragraph + _AHEAD)].stop
        at = bisect_left(self.firsts, begin)
        speaking = 0
        for rank, index in enumerate(range(at - 1, max(-1, at - 1 - self.most[0]), -1)):
            if self.firsts[index] < low:
                break
            yield self.sources[index], rank, speaking
            speaking += self.sources[index].clause is not None
        speaking = 0
        at = bisect_left(self.firsts, end)
        for rank, index in enumerate(range(at, min(len(self.firsts), at + self.most[1]))):
            if self.firsts[index] >= high:
                break
            yield self.sources[index], rank, speaking
            speaking += self.sources[index].clause is not None

    def source(self, subject: Subject) -> Source:
        """The source of a subject that a pattern found."""
        found = self.by_first.get(subject.first)
        return found or sources.source_of(self.context, subject, None, self.cue_counts)


def _paragraphs(context: Context, found: Sequence[Clause]) -> list[Paragraph]:
    """The paragraphs of a document with their clauses."""
    tokens = context.tokens
    made = []
    first = 0
    while first < len(tokens):
        number = tokens.paragraph[first]
        stop = bisect_right(tokens.paragraph, number, first)
        made.append(Paragraph(number, first, stop, [], []))
        first = stop
    for clause in found:
        paragraph = made[tokens.paragraph[clause.cue]]
        paragraph.clauses.append(clause)
        paragraph.cues.append(clause.cue)
    return made
