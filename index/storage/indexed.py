"""What a full-text index wants to know of entities: where they were found, and whom they are taken for.

The index knows entities as they were found. Whom users take them to be, and whose they say words are, is
known here alone.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable
from typing import NamedTuple

from index.storage.database import Database
from index.storage.schema import DECIDED, FIRST_ON_QUOTES, MADE
from index.storage.store import MARKED

_IN = "IN (SELECT value FROM json_each(?))"


class FoundEntity(NamedTuple):
    """An entity as it was found, and its label; ``is_split`` if it is shown as more than one."""

    number: int
    label: str
    is_split: bool


def named_in(database: Database, numbers: Iterable[int]) -> dict[int, dict[str, list[int]]]:
    """The entities found in some articles, by label, each as often as it is named."""
    rows = database.stored(
        f"SELECT article_id, label, entity_id FROM main.mentions WHERE article_id {_IN}",  # noqa: S608
        (json.dumps(list(numbers)),),
    )
    found: dict[int, dict[str, list[int]]] = {}
    for article, label, entity in rows:
        found.setdefault(article, {}).setdefault(label, []).append(entity)
    return found


def speaking_in(database: Database, numbers: Iterable[int]) -> dict[int, list[int]]:
    """The entities that speak in some articles, each as often as it is quoted in marks."""
    rows = database.stored(
        f"SELECT q.article_id, q.speaker_id FROM main.quotes q WHERE q.article_id {_IN} "  # noqa: S608
        f"AND q.speaker_id IS NOT NULL AND {MARKED}",
        (json.dumps(list(numbers)),),
    )
    found: dict[int, list[int]] = {}
    for article, entity in rows:
        found.setdefault(article, []).append(entity)
    return found


def found_as(database: Database, shown: Collection[int]) -> list[FoundEntity]:
    """The entities as they were found that are shown as one of some."""
    rows = database.rows(
        f"SELECT w.found, e.label, w.split FROM who w JOIN main.entities e ON e.id = w.found "  # noqa: S608
        f"WHERE w.shown {_IN}",
        (json.dumps(sorted(shown)),),
    )
    return [FoundEntity(number, label, bool(split)) for number, label, split in rows]


def articles_naming(database: Database, shown: Collection[int]) -> set[int]:
    """The articles that name one of some entities, as these are shown."""
    rows = database.rows(
        f"SELECT DISTINCT article_id FROM mentions WHERE entity_id {_IN}",  # noqa: S608
        (json.dumps(sorted(shown)),),
    )
    return {row[0] for row in rows}


def articles_quoting(
    database: Database, shown: Collection[int], within: Collection[int] | None = None
) -> set[int]:
    """The articles, of some or of all (None), that quote one of some entities, as shown, in marks."""
    also, values = "", [json.dumps(sorted(shown))]
    if within is not None:
        also = f"AND q.article_id {_IN}"
        values.append(json.dumps(sorted(within)))
    rows = database.rows(
        f"SELECT DISTINCT q.article_id FROM quotes q WHERE {MARKED} AND q.speaker_id {_IN} {also}",  # noqa: S608
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
