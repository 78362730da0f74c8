"""The archive's entities as the search for namesakes sees them. A register in the sense of namesakes."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from heapq import nsmallest

from index.annotate.namesakes import NAMED, Known
from index.models import Label
from index.storage.database import Database

_LATEST = 16
_BEARERS = 6
_CACHED = 30_000
_CACHED_FIRST = 100_000
_CACHED_ARTICLES = 20_000

# A key of several namesakes goes on with "#" and a number, but for the first of them.
_OF_KEY = (
    "SELECT id, key FROM main.entities WHERE label = ?1 "
    "AND (key = ?2 OR key > ?2 || '#' AND key < ?2 || '$') ORDER BY id DESC LIMIT ?3"
)
# Of a label that knows no namesakes there is one with a key.
_OF_KEYS = (
    "WITH s (label, key) AS MATERIALIZED "
    "(SELECT json_extract(value, '$[0]'), json_extract(value, '$[1]') FROM json_each(?)) "
    "SELECT s.label, s.key, e.id, EXISTS (SELECT 1 FROM main.entities n "
    "WHERE n.label = s.label AND n.key > s.key || '#' AND n.key < s.key || '$') "
    "FROM s LEFT JOIN main.entities e ON e.label = s.label AND e.key = s.key"
)
_OF_FAMILY = (
    "SELECT e.id, e.key, coalesce(sum(n.articles), 0) FROM main.entities e "
    "LEFT JOIN main.entity_names n ON n.entity_id = e.id "
    "WHERE e.label = 'PERSON' AND e.key > ?1 || ' ' AND e.key < ?1 || '!' GROUP BY e.id"
)
_ARTICLES = "SELECT DISTINCT article_id FROM main.mentions WHERE entity_id = ?"
_NAMES = (
    "SELECT name, articles FROM main.entity_names WHERE entity_id = ? AND articles > 0 "
    "ORDER BY articles DESC, name"
)
_EVIDENCE = (
    "SELECT roles, nations, gender, count(*) FROM main.evidence WHERE entity_id = ? "
    "GROUP BY roles, nations, gender"
)


class ArchiveRegister:
    """Reads entities from the database and keeps those read, so that most articles cost no query.

    Within a transaction it knows what the database does not hold yet, so that it may be refreshed only
    before one; :meth:`clear` when one fails, and when annotations are taken away.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        self._by_key: dict[tuple[str, str], list[Known]] = {}
        self._first: dict[tuple[str, str], int | None] = {}
        self._by_id: dict[int, Known] = {}
        self._by_family: dict[str, list[Known]] = {}
        self._articles: dict[int, set[int]] = {}
        self._made: dict[str, list[Known]] = {}
        self._met: dict[int, list[int]] = {}
        self._version = -1

    def refresh(self) -> None:
        """Forget what was read if it is much, or if another process has written since."""
        version = int(self._database.stored("PRAGMA data_version")[0][0])
        much = len(self._by_key) + len(self._by_family) >= _CACHED or len(self._first) >= _CACHED_FIRST
        if version != self._version or much:
            self.clear()
        self._version = version

    def expect(self, places: Iterable[tuple[str, str]]) -> None:
        """Look some labels and keys up at once; those with namesakes are read when they are asked for."""
        unknown = [
            place for place in places if place not in (self._by_key if place[0] in NAMED else self._first)
        ]
        rows = self._database.stored(_OF_KEYS, (json.dumps(sorted(unknown)),)) if unknown else ()
        for label, key, entity, several in rows:
            if several:
                continue
            if label not in NAMED:
                self._first[label, key] = entity
            else:
                self._by_key[label, key] = [] if entity is None else [self._load(entity, key)]

    def of_key(self, label: Label, key: str) -> Sequence[Known]:
        """The latest persons or bodies with a key, in the order they were made."""
        place = (label, key)
        if place not in self._by_key:
            rows = self._database.stored(_OF_KEY, (label.value, key, _LATEST))
            self._by_key[place] = [self._load(entity, key) for entity, _ in reversed(rows)]
        return self._by_key[place]

    def first_of(self, label: str, key: str) -> int | None:
        """The id of the one with a key, of a label that knows no namesakes; None if there is none."""
        place = (label, key)
        if place not in self._first:
            rows = self._database.stored(_OF_KEY, (*place, _LATEST))
            self._first[place] = rows[-1][0] if rows else None
        return self._first[place]

    def add_first(self, label: str, key: str, entity: int) -> None:
        """Take in an entity that has just been made, of a label that knows no namesakes."""
        self._first[label, key] = entity

    def of_family(self, family: str) -> Sequence[Known]:
        """The persons with a family name and a given name who are named in most articles."""
        if family not in self._by_family:
            rows = [
                (self._by_id[entity].articles if entity in self._by_id else articles, entity, key)
                for entity, key, articles in self._database.stored(_OF_FAMILY, (f"person:{family}",))
            ]
            rows += [(known.articles, known.id, known.key) for known in self._made.get(family, ())]
            most = nsmallest(_BEARERS, rows, key=lambda row: (-row[0], row[1]))
            self._by_family[family] = [self._load(entity, key.partition("#")[0]) for _, entity, key in most]
        return self._by_family[family]

    def articles(self, entity_id: int) -> AbstractSet[int]:
        """The articles in which an entity is named."""
        found = self._articles.get(entity_id)
        if found is None:
            if len(self._articles) >= _CACHED_ARTICLES:
                self._articles.clear()
            rows = self._database.stored(_ARTICLES, (entity_id,))
            found = self._articles[entity_id] = {row[0] for row in rows}
            found.update(self._met.get(entity_id, ()))
        return found

    def add(self, label: Label, known: Known) -> None:
        """Take in a person or body that has just been made."""
        kept = self._by_key.setdefault((label, known.key), [])
        kept.append(known)
        del kept[:-_LATEST]
        self._by_id[known.id] = known
        self._articles[known.id] = set()
        family = _family(known)
        if family:
            self._made.setdefault(family, []).append(known)
        self._rank(known)

    def met(self, article_id: int, entities: Iterable[Known]) -> None:
        """Take in which persons and bodies an article names."""
        for known in entities:
            if known.id in self._articles:
                self._articles[known.id].add(article_id)
            self._met.setdefault(known.id, []).append(article_id)
            self._rank(known)

    def _rank(self, known: Known) -> None:
        """Keep an entity among the first of its family if as many articles name it."""
        family = _family(known)
        most = self._by_family.get(family) if family else None
        if most is not None:
            if not any(each is known for each in most):
                most.append(known)
            most.sort(key=lambda each: (-each.articles, each.id))
            del most[_BEARERS:]

    def settle(self) -> None:
        """Take note that the database holds what has been added and met."""
        self._made.clear()
        self._met.clear()

    def clear(self) -> None:
        """Forget everything read."""
        self.settle()
        self._by_key.clear()
        self._first.clear()
        self._by_family.clear()
        self._by_id.clear()
        self._articles.clear()

    def _load(self, entity_id: int, key: str) -> Known:
        """What the archive knows of an entity."""
        if entity_id not in self._by_id:
            known = self._by_id[entity_id] = Known(entity_id, key)
            self._read(known)
        return self._by_id[entity_id]

    def _read(self, known: Known) -> None:
        """Take in the names of an entity and what articles tell of it."""
        for name, articles in self._database.stored(_NAMES, (known.id,)):
            known.call(name)
            known.articles += articles
        for roles, nations, gender, count in self._database.stored(_EVIDENCE, (known.id,)):
            known.tell(roles.split(), filter(None, nations.split(",")), gender or None, count)


def _family(known: Known) -> str:
    """The family name of a person who has a given name too; empty for others."""
    label, _, words = known.key.partition(":")
    family, _, given = words.partition(" ")
    return family if given and label == "person" else ""
