"""Who spoke so far in a document, and who is known to speak next."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Mapping

from index.annotate.attribution.pairs import History
from index.annotate.attribution.referent import Referent
from index.annotate.attribution.sources import Source
from index.annotate.context import Context

_NEAR = 3


class Past:
    """The quotes of a document that have a speaker, as far as it is read."""

    def __init__(self, context: Context, ahead: Mapping[int, int]) -> None:
        """``ahead`` are the entities that certain passages are known to be said by, by their number."""
        self._context = context
        self._ahead = ahead
        self._numbers = sorted(ahead)
        self._last: tuple[int, Source | None, int | None] | None = None
        self._turn: int | None = None
        self._counts: Counter[int] = Counter()

    @property
    def last(self) -> tuple[int, Source] | None:
        """The number of the last quote and its source; None when there is none, or it has no source."""
        return None if self._last is None or self._last[1] is None else (self._last[0], self._last[1])

    def remember(self, number: int, source: Source | None, referent: Referent) -> None:
        """Take note of who says a quote."""
        entity = referent.entity.id if referent.entity is not None else None
        before = self._last[2] if self._last is not None else None
        if before is not None and before != entity:
            self._turn = before
        self._last = (number, source, entity)
        if entity is not None:
            self._counts[entity] += 1

    def of(self, number: int, gap: str, source: Source, referent: Referent) -> History:
        """What a source has to do with who spoke before a passage and who speaks next.

        ``gap`` is that of :meth:`gap`.
        """
        entity = referent.entity.id if referent.entity is not None else None
        same = self.last is not None and self.last[1].first == source.first
        alike = entity is not None and self._last is not None and self._last[2] == entity
        turn = entity is not None and entity == self._turn
        return History(same, alike, turn, gap, self._share(entity), self._next(number, entity))

    def gap(self, number: int) -> str:
        """How far the last quote lies before a passage."""
        if self._last is None:
            return "none"
        tokens = self._context.tokens
        end, begin = self._context.ranges[self._last[0]][1] - 1, self._context.ranges[number][0]
        away = tokens.paragraph[begin] - tokens.paragraph[end]
        if away:
            return "next" if away == 1 else "near" if away <= _NEAR else "far"
        return "sentence" if tokens.sentence[begin] == tokens.sentence[end] else "paragraph"

    def _share(self, entity: int | None) -> str:
        """How many of the quotes so far are an entity's."""
        count = self._counts[entity] if entity is not None else 0
        return "none" if not count else "most" if 2 * count > self._counts.total() else "some"

    def _next(self, number: int, entity: int | None) -> str:
        """Whether the next certain source is an entity, and how far away it is."""
        at = bisect_left(self._numbers, number + 1)
        if at == len(self._numbers):
            return "none"
        following = self._numbers[at]
        if entity is None or self._ahead[following] != entity:
            return "other"
        passages = self._context.passages
        away = passages[following].paragraph - passages[number].paragraph
        return "here" if not away else "next" if away == 1 else "near" if away <= _NEAR else "far"
