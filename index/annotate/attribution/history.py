"""Who spoke so far in a document, and who is known to speak next."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from index.annotate.attribution.referent import Referent
from index.annotate.attribution.sources import Source
from index.annotate.context import Context

_NEAR = 3


@dataclass(frozen=True, slots=True)
class History:
    """What is decided before a passage, as its pairs see it; entities are ids.

    ``gap`` is how the previous quote lies: "sentence", "paragraph", "next" paragraph, "near", "far" or
    "none". ``first`` is the first token of its source, -1 where it has none, and ``entity`` whom that
    means; ``turn`` is the speaker before that one. ``counts`` are the quotes of each entity so far, of
    which ``total`` have one. ``ahead`` is the next explicit speaker, ``away`` how far away it speaks.
    """

    gap: str
    first: int
    entity: int | None
    turn: int | None
    counts: Mapping[int, int]
    total: int
    ahead: int | None
    away: str

    def who(self, first: int, entity: int | None) -> str:
        """Whether a source is that of the previous quote, means the same, or the one before, or another."""
        if first == self.first:
            return "same"
        if entity is None:
            return "other"
        return "entity" if entity == self.entity else "turn" if entity == self.turn else "other"

    def share(self, entity: int | None) -> str:
        """How many of the quotes so far are an entity's."""
        count = self.counts.get(entity, 0) if entity is not None else 0
        return "none" if not count else "most" if 2 * count > self.total else "some"

    def following(self, entity: int | None) -> str:
        """How far away the next explicit speaker is if that is the entity; else "other", or "none"."""
        return self.away if self.ahead is None or self.ahead == entity else "other"


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

    def before(self, number: int) -> History:
        """What is decided before a passage; it holds until the next quote is remembered."""
        _, source, entity = self._last or (number, None, None)
        return History(
            self._gap(number),
            -1 if source is None else source.first,
            entity,
            self._turn,
            self._counts,
            self._counts.total(),
            *self._next(number),
        )

    def _gap(self, number: int) -> str:
        """How far the last quote lies before a passage."""
        if self._last is None:
            return "none"
        tokens = self._context.tokens
        end, begin = self._context.ranges[self._last[0]][1] - 1, self._context.ranges[number][0]
        away = tokens.paragraph[begin] - tokens.paragraph[end]
        if away:
            return "next" if away == 1 else "near" if away <= _NEAR else "far"
        return "sentence" if tokens.sentence[begin] == tokens.sentence[end] else "paragraph"

    def _next(self, number: int) -> tuple[int | None, str]:
        """The next certain speaker and how far away it speaks; None where there is none."""
        at = bisect_left(self._numbers, number + 1)
        if at == len(self._numbers):
            return None, "none"
        following = self._numbers[at]
        passages = self._context.passages
        away = passages[following].paragraph - passages[number].paragraph
        where = "here" if not away else "next" if away == 1 else "near" if away <= _NEAR else "far"
        return self._ahead[following], where
