"""The archive's entities as the search for namesakes sees them. A register in the sense of namesakes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from heapq import nsmallest

from index.annotate.namesakes import NAMED, Known
from index.models import Label
from index.storage.database import Database

_LATEST = 16
_BEARERS = 6
_CACHED = 50_000
_CACHED_ARTICLES = 20_000

# A key of several namesakes goes on with "#" and a number, but for the first of them.
_OF_KEY = (
    "SELECT id, key FROM main.entities WHERE label = ?1 "
    "AND (key = ?2 OR key > ?2 || '#' AND key < ?2 || '$') ORDER BY id DESC LIMIT ?3"
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
        self._by_id: dict[int, Known] = {}
        self._by_family: dict[str, list[Known]] = {}
        self._articles: dict[int, set[int]] = {}
        self._version = -1

    def refresh(self) -> None:
        """Forget what was read if it is much, or if another process has written since."""
        version = int(self._database.stored("PRAGMA data_version")[0][0])
        if version != self._version or len(self._by_id) + len(self._by_family) >= _CACHED:
            self.clear()
        self._version = version

    def of_key(self, label: Label, key: str) -> Sequence[Known]:
        """The latest entities with a key, in the order they were made."""
        place = (label.value, key)
        if place not in self._by_key:
            rows = self._database.stored(_OF_KEY, (*place, _LATEST))
            self._by_key[place] = [self._load(entity, key, label) for entity, _ in reversed(rows)]
        return self._by_key[place]

    def of_family(self, family: str) -> Sequence[Known]:
        """The persons with a family name and a given name who are named in most articles."""
        if family not in self._by_family:
            rows = [
                (self._by_id[entity].articles if entity in self._by_id else articles, entity, key)
                for entity, key, articles in self._database.stored(_OF_FAMILY, (f"person:{family}",))
            ]
            most = nsmallest(_BEARERS, rows, key=lambda row: (-row[0], row[1]))
            self._by_family[family] = [
                self._load(entity, key.partition("#")[0], Label.PERSON) for _, entity, key in most
            ]
        return self._by_family[family]

    def articles(self, entity_id: int) -> AbstractSet[int]:
        """The articles in which an entity is named."""
        found = self._articles.get(entity_id)
        if found is None:
            if len(self._articles) >= _CACHED_ARTICLES:
                self._articles.clear()
            rows = self._database.stored(_ARTICLES, (entity_id,))
            found = self._articles[entity_id] = {row[0] for row in rows}
        return found

    def add(self, label: Label, known: Known) -> None:
        """Take in an entity that has just been made."""
        kept = self._by_key.setdefault((label.value, known.key), [])
        kept.append(known)
        del kept[:-_LATEST]
        self._by_id[known.id] = known
        self._articles[known.id] = set()
        self._rank(known)

    def met(self, article_id: int, entities: Iterable[int]) -> None:
        """Take in which entities an article names, before its mentions are stored."""
        for entity in entities:
            if entity in self._articles:
                self._articles[entity].add(article_id)
            if entity in self._by_id:
                self._rank(self._by_id[entity])

    def _rank(self, known: Known) -> None:
        """Keep an entity among the first of its family if as many articles name it."""
        family, _, given = known.key.removeprefix("person:").partition(" ")
        most = self._by_family.get(family) if given else None
        if most is not None:
            if not any(each is known for each in most):
                most.append(known)
            most.sort(key=lambda each: (-each.articles, each.id))
            del most[_BEARERS:]

    def clear(self) -> None:
        """Forget everything read."""
        self._by_key.clear()
        self._by_family.clear()
        self._by_id.clear()
        self._articles.clear()

    def _load(self, entity_id: int, key: str, label: Label) -> Known:
        """What the archive knows of an entity; of places and the like no more than that it is there."""
        if entity_id not in self._by_id:
            known = Known(entity_id, key)
            if label in NAMED:
                self._read(known)
            self._by_id[entity_id] = known
        return self._by_id[entity_id]

    def _read(self, known: Known) -> None:
        """Take in the names of an entity and what articles tell of it."""
        for name, articles in self._database.stored(_NAMES, (known.id,)):
            known.call(name)
            known.articles += articles
        for roles, nations, gender, count in self._database.stored(_EVIDENCE, (known.id,)):
            known.tell(roles.split(), filter(None, nations.split(",")), gender or None, count)
