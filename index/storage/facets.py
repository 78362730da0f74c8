"""In how many articles of a search each entity is named, or quoted: as the store knows it.

Entities are counted as users take them to be: the ones they have merged together, the ones they have
rejected not at all, under the label that they have given.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from index.models import Facet, FacetCount, Label
from index.storage.database import Database
from index.storage.indexed import decided_articles
from index.storage.store import MARKED

LABELS = {Facet.PERSON: Label.PERSON, Facet.ORG: Label.ORG, Facet.PLACE: Label.PLACE}
"""The labels of the facets that count those who are named; the other entities are those who speak."""

_IN = "IN (SELECT value FROM json_each(?))"


@dataclass(frozen=True, slots=True)
class Decided:
    """Entities about which users have decided something.

    ``found`` are entities as they were found, of whom the full-text index cannot tell who they are;
    ``shown`` are those whom the decisions make of them, and of which only the store knows where they are.
    """

    found: frozenset[int]
    shown: frozenset[int]


class EntityFacets:
    """Counts entities by the articles that name or quote them."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def top(self, facet: Facet, articles: Collection[int] | None, limit: int) -> list[FacetCount]:
        """The entities that most of some articles have, or of all (None)."""
        among, values = "", list[object]()
        if articles is not None:
            among = f"AND x.article_id {_IN}"
            values = [json.dumps(list(articles))]
        rows = self._database.rows(
            f"SELECT entity, count(DISTINCT article_id) FROM ({_source(facet)}) x "  # noqa: S608
            f"WHERE entity IS NOT NULL {among} GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT ?",
            (*values, limit),
        )
        return self.name(rows, limit)

    def decided(self, facet: Facet) -> Decided:
        """The entities that decisions concern in one facet."""
        rows = self._database.rows("SELECT found, shown FROM who WHERE label IS NOT NULL")
        found = {row[0] for row in rows}
        shown = {row[1] for row in rows}
        if facet is Facet.SPEAKER and (articles := decided_articles(self._database)):
            speakers, names = self._speakers_in(articles)
            found |= speakers
            shown |= names
        return Decided(frozenset(found), frozenset(shown - {None}))

    def _speakers_in(self, articles: Collection[int]) -> tuple[set[int], set[int]]:
        """Who speaks in articles, as the index may have it, and as whom these are shown."""
        numbers = json.dumps(list(articles))
        rows = self._database.rows(
            f"SELECT speaker_id FROM main.quotes WHERE article_id {_IN} "  # noqa: S608
            f"UNION SELECT speaker_id FROM main.found_quotes WHERE article_id {_IN}",
            (numbers, numbers),
        )
        found = {row[0] for row in rows if row[0] is not None}
        rows = self._database.rows(
            f"SELECT shown FROM who WHERE found {_IN} "  # noqa: S608
            f"UNION SELECT speaker_id FROM quotes WHERE article_id {_IN}",
            (json.dumps(list(found)), numbers),
        )
        return found, {row[0] for row in rows}

    def count(
        self, facet: Facet, entities: Collection[int], articles: Collection[int] | None
    ) -> Counter[int]:
        """In how many of some articles, or of all (None), some entities are."""
        rows = self._database.rows(
            f"SELECT DISTINCT entity, article_id FROM ({_source(facet)}) WHERE entity {_IN}",  # noqa: S608
            (json.dumps(list(entities)),),
        )
        return Counter(entity for entity, article in rows if articles is None or article in articles)

    def name(self, counts: Iterable[tuple[int, int]], limit: int) -> list[FacetCount]:
        """Counts of entities with their names, the largest first, of equal ones by name."""
        counted = dict(counts)
        rows = self._database.rows(
            f"SELECT id, name FROM entities WHERE id {_IN}",  # noqa: S608
            (json.dumps(list(counted)),),
        )
        found = [FacetCount(name, counted[number], number) for number, name in rows]
        found.sort(key=lambda each: (-each.count, each.value, each.entity_id))
        return found[:limit]


def _source(facet: Facet) -> str:
    """Where entities stand: a query for their numbers and articles."""
    if facet is Facet.SPEAKER:
        return f"SELECT q.speaker_id AS entity, q.article_id FROM quotes q WHERE {MARKED}"  # noqa: S608
    return (
        f"SELECT m.entity_id AS entity, m.article_id FROM mentions m WHERE m.label = '{LABELS[facet].value}'"  # noqa: S608
    )
