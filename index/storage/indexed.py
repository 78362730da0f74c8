"""What the full-text index holds of the store's entities, and what the store adds when it is asked.

The index knows entities as they were found. Whom users take them to be, and whose they say words are, is
known here alone, and carried out with each query.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable

from index.fulltext.search.outside import Named
from index.fulltext.segment.fields import ORGS, OTHERS, PERSONS, PLACES, SPEAKERS
from index.models import Label
from index.query.nodes import Field, Naming, OneEntity
from index.storage.database import Database
from index.storage.naming import Names
from index.storage.schema import DECIDED, FIRST_ON_QUOTES, MADE
from index.storage.store import MARKED

_FIELDS = {
    Label.PERSON.value: PERSONS.name,
    Label.ORG.value: ORGS.name,
    Label.PLACE.value: PLACES.name,
    Label.MISC.value: OTHERS.name,
}
_IN = "IN (SELECT value FROM json_each(?))"


def entities_in(database: Database, numbers: Iterable[int]) -> dict[int, dict[str, list[int]]]:
    """The entities found in some articles by the index's fields, as often as they are named or quoted."""
    wanted = (json.dumps(list(numbers)),)
    rows = database.stored(
        f"SELECT article_id, label, entity_id FROM main.mentions WHERE article_id {_IN}",  # noqa: S608
        wanted,
    )
    found: dict[int, dict[str, list[int]]] = {}
    for article, label, entity in rows:
        field = _FIELDS.get(label)
        if field:
            found.setdefault(article, {}).setdefault(field, []).append(entity)
    rows = database.stored(
        f"SELECT q.article_id, q.speaker_id FROM main.quotes q WHERE q.article_id {_IN} "  # noqa: S608
        f"AND q.speaker_id IS NOT NULL AND {MARKED}",
        wanted,
    )
    for article, entity in rows:
        found.setdefault(article, {}).setdefault(SPEAKERS.name, []).append(entity)
    return found


class Known:
    """Knows whom names mean in one archive, by the decisions of its users."""

    def __init__(self, database: Database, names: Names) -> None:
        self._database = database
        self._names = names

    def named(self, leaf: Naming) -> Named:
        """Whom a name or the id of an entity means."""
        shown = {leaf.entity_id} if isinstance(leaf, OneEntity) else self._names.entities(leaf)
        shown = {number for number in shown if 0 < number < 1 << 63}
        if not shown:
            return Named()
        quoted = not isinstance(leaf, OneEntity) and leaf.field is Field.BY
        wanted = json.dumps(sorted(shown))
        rows = self._database.rows(
            f"SELECT w.found, w.split, e.label FROM who w JOIN main.entities e ON e.id = w.found "  # noqa: S608
            f"WHERE w.shown {_IN}",
            (wanted,),
        )
        entities: dict[str, list[int]] = {}
        for found, split, label in rows:
            field = SPEAKERS.name if quoted else _FIELDS.get(label)
            if field and not split:
                entities.setdefault(field, []).append(found)
        articles: set[int] = set()
        if any(split for _, split, _ in rows):
            articles = self._articles(wanted, quoted=quoted)
        decided = decided_articles(self._database) if quoted else set()
        if decided:
            articles |= self._articles(wanted, quoted=True, within=decided)
        return Named(entities, decided, articles)

    def _articles(self, shown: str, *, quoted: bool, within: Collection[int] | None = None) -> set[int]:
        """The articles in which some entities are quoted or named, as the store knows."""
        source = f"quotes q WHERE {MARKED} AND q.speaker_id" if quoted else "mentions q WHERE q.entity_id"
        also, values = "", [shown]
        if within is not None:
            also = f" AND q.article_id {_IN}"
            values.append(json.dumps(sorted(within)))
        rows = self._database.rows(
            f"SELECT DISTINCT q.article_id FROM {source} {_IN}{also}",  # noqa: S608
            values,
        )
        return {row[0] for row in rows}


def decided_articles(database: Database) -> set[int]:
    """The articles in which users have said whose words are, or that they are none."""
    if database.version < FIRST_ON_QUOTES:
        return set()
    parts = [
        "SELECT article_id FROM main.quotes WHERE decision IS NOT NULL",
        "SELECT article_id FROM main.found_quotes",
    ]
    tables = database.rows("SELECT name FROM temp.sqlite_schema WHERE name IN (?, ?)", (DECIDED, MADE))
    for (name,) in tables:
        if name == MADE:
            parts.append(f"SELECT article_id FROM temp.{MADE}")  # noqa: S608
        else:
            parts.append(
                f"SELECT article_id FROM main.quotes WHERE id IN (SELECT id FROM temp.{DECIDED})"  # noqa: S608
            )
    return {row[0] for row in database.rows(" UNION ".join(parts))}
