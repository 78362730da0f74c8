"""Which persons are named in the same articles as an entity."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass

from index.models import EntityCount, Label
from index.storage.database import Database

MOST = 20
"""How many persons are given."""

FEW = 300
"""So many articles are read through; of more, only what can be among the first is counted."""

STEP = 25
"""Persons whose articles are looked up at once."""

KNOWN = 2000
"""The persons most often named, whose bounds are kept."""


@dataclass(frozen=True, slots=True)
class _Person:
    """A person and how many articles, of those asked for, name them how often."""

    entity_id: int
    articles: int
    mentions: int

    @property
    def order(self) -> tuple[int, int, int]:
        """What persons are sorted by, the closest companion first."""
        return -self.articles, -self.mentions, self.entity_id


class Companions:
    """Counts the persons beside an entity.

    Of an entity that many articles name, nearly all persons of the archive are companions. No person
    shares more articles than name them, and no more do than they have mentions. So the persons are
    looked at in the order of these bounds, until none that follows can be among the first (Fagin's
    threshold algorithm, 2001, with one list). Bounds that looking has made closer are kept.
    """

    def __init__(self, database: Database, revision: Callable[[], int]) -> None:
        """``revision`` is another number whenever articles or entities have changed."""
        self._database = database
        self._revision = revision
        self._bounds: dict[int, int] = {}
        self._rest = 0
        self._bounded_at = -1

    def of(self, entity_id: int, articles: Collection[int]) -> tuple[EntityCount, ...]:
        """The persons named in some articles besides an entity, most shared articles first, then mentions."""
        if not articles:
            return ()
        best = self._frequent(entity_id, articles) if len(articles) > FEW else None
        if best is None:
            best = self._all(entity_id, articles)
        names = self._names([person.entity_id for person in best])
        return tuple(
            EntityCount(each.entity_id, names[each.entity_id], Label.PERSON, each.mentions, each.articles)
            for each in best
        )

    def _all(self, entity_id: int, articles: Collection[int]) -> list[_Person]:
        """The first persons, from all mentions of the articles."""
        rows = self._database.rows(
            "SELECT m.entity_id, count(DISTINCT m.article_id), count(*) FROM mentions m "
            "WHERE m.article_id IN (SELECT value FROM json_each(?)) AND m.label = 'PERSON' "
            "AND +m.entity_id <> ? GROUP BY 1 ORDER BY 2 DESC, 3 DESC, 1 LIMIT ?",
            (json.dumps(list(articles)), entity_id, MOST),
        )
        return [_Person(*row) for row in rows]

    def _frequent(self, entity_id: int, articles: Collection[int]) -> list[_Person] | None:
        """The first persons, of those often named; None if others could be among them."""
        self._bound()
        persons = sorted(self._bounds.keys() - {entity_id}, key=lambda each: -self._bounds[each])
        best: list[_Person] = []
        for at in range(0, len(persons), STEP):
            bound = max(self._bounds[persons[at]], self._rest)
            if len(best) == MOST and bound < best[-1].articles:
                return best
            found = self._shared(persons[at : at + STEP], articles)
            best = sorted([*best, *found], key=lambda each: each.order)[:MOST]
        if self._rest and not (len(best) == MOST and self._rest < best[-1].articles):
            return None
        return best

    def _shared(self, persons: Sequence[int], articles: Collection[int]) -> Iterator[_Person]:
        """How many of the articles name each of some persons; takes note of how many name them at all."""
        rows = self._database.rows(
            "SELECT entity_id, article_id FROM mentions WHERE entity_id IN (SELECT value FROM json_each(?))",
            (json.dumps(persons),),
        )
        found = defaultdict[int, list[int]](list)
        for person, article in rows:
            found[person].append(article)
        for person, named in found.items():
            self._bounds[person] = len(set(named))
            shared = [article for article in named if article in articles]
            if shared:
                yield _Person(person, len(set(shared)), len(shared))

    def _bound(self) -> None:
        """Have the bounds of the persons most often named, and of all others, for the archive as it is."""
        revision = self._revision()
        if revision != self._bounded_at:
            rows = self._database.rows(
                "SELECT e.id, sum(n.mentions) FROM entities e JOIN entity_names n ON n.entity_id = e.id "
                "WHERE e.label = 'PERSON' GROUP BY e.id HAVING sum(n.mentions) > 0 ORDER BY 2 DESC LIMIT ?",
                (KNOWN,),
            )
            self._bounds, self._bounded_at = dict(rows), revision
            self._rest = rows[-1][1] if len(rows) == KNOWN else 0

    def _names(self, ids: Sequence[int]) -> dict[int, str]:
        """The names of entities."""
        rows = self._database.rows(
            "SELECT id, name FROM entities WHERE id IN (SELECT value FROM json_each(?))", (json.dumps(ids),)
        )
        return dict(rows)
