"""By which mentions a source stands for a full name."""

from __future__ import annotations

from bisect import bisect_right
from functools import cache

from index.annotate.attribution.referent import Referent
from index.annotate.context import Context
from index.annotate.grouping import Entity
from index.annotate.subjects import Form, Subject

Places = tuple[tuple[int, int], ...]


class Chains:
    """Looks up the mentions of the entities of one document; those of an entity are read through once."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._outside = cache(self._find_outside)
        self._full = cache(self._find_full)

    def of(self, subject: Subject | None, referent: Referent) -> Places:
        """The places of the mentions, in code points: the nearest name before the subject, the full name."""
        entity = referent.entity
        if entity is None or subject is None or not entity.mentions:
            return ()
        links = [] if subject.form is Form.NAME else self._nearest(entity, subject)
        full = self._full(entity.id)
        if full is not None and not (links and self._surface(links[0]) == entity.name):
            links.append(full)
        return tuple(
            self._place(number) for number in links if self._context.spans[number].first != subject.first
        )

    def _nearest(self, entity: Entity, subject: Subject) -> list[int]:
        """The last mention by name before a subject, outside marks."""
        outside = self._outside(entity.id)
        at = bisect_right(outside, subject.first, key=lambda number: self._context.spans[number].stop)
        return outside[at - 1 : at] if at else []

    def _find_outside(self, entity_id: int) -> list[int]:
        """The mentions of an entity outside marks."""
        mentions = self._context.grouping.entities[entity_id].mentions
        return [each for each in mentions if self._context.inside[self._context.spans[each].first] < 0]

    def _find_full(self, entity_id: int) -> int | None:
        """The first mention that has the full name, rather outside marks than inside."""
        entity = self._context.grouping.entities[entity_id]
        mentions = (*self._outside(entity_id), *entity.mentions)
        return next((each for each in mentions if self._surface(each) == entity.name), None)

    def _surface(self, number: int) -> str:
        """A mention as the text writes it, on one line."""
        return " ".join(self._context.tokens.text[slice(*self._place(number))].split())

    def _place(self, number: int) -> tuple[int, int]:
        """Where a mention stands, in code points."""
        span, tokens = self._context.spans[number], self._context.tokens
        return tokens.starts[span.first], tokens.ends[span.stop - 1]
