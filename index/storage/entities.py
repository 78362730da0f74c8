"""Who is who in the archive: from the entities of a document to the archive's own."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from functools import lru_cache

from index.annotate.namesakes import NAMED, Company, Known, Subject, choose
from index.models import Label
from index.query.terms import term_texts
from index.storage.database import Database, Row
from index.storage.register import ArchiveRegister
from index.storage.rows import Named, Rows

# Names are many: those of an article are looked for by their entities.
_TOUCHED = (
    "entity_id IN (SELECT entity_id FROM mentions WHERE article_id = ?1 "
    "UNION SELECT speaker_id FROM quotes WHERE article_id = ?1)"
)

# Capitals are a headline's way of writing, unless the name is one word, which may be an acronym.
_CANONICAL = (
    "SELECT n.name FROM entity_names n WHERE n.entity_id = entities.id ORDER BY n.articles = 0, "
    "instr(n.name, ' ') > 0 AND n.name = upper(n.name) AND n.name <> lower(n.name), "
    "n.articles DESC, length(n.name) DESC, n.mentions DESC, n.name LIMIT 1"
)

_MOST_COMPANY = 200
_CACHED_NAMES = 20_000


class EntityWriter:
    """Finds or makes entities by label and key, and keeps count of their names.

    Within a transaction: :meth:`forget` for articles that have annotations, then :meth:`begin`, then
    :meth:`resolve` for each article, and :meth:`finish`, which writes; or :meth:`abandon`.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        self._register = ArchiveRegister(database)
        self._last = 0
        self._highest = 0
        self._made: list[tuple[int, str, str, str]] = []
        self._evidence: list[Row] = []
        self._previous: dict[int, dict[tuple[str, str], int]] = {}
        self._forgotten = False
        self._counts: Counter[tuple[int, str]] = Counter()
        self._fullest: Counter[tuple[int, str]] = Counter()

    def begin(self, batch: Iterable[Rows]) -> None:
        """Read which names in some articles are known."""
        self._register.refresh()
        self._register.expect({(each.label, each.key) for rows in batch for each in rows.entities})
        ((self._last, self._highest),) = self._database.stored(
            "SELECT coalesce((SELECT seq FROM main.sqlite_sequence WHERE name = 'entities'), 0), "
            "coalesce((SELECT max(id) FROM main.entities), 0)"
        )

    def resolve(self, article_id: int, rows: Rows) -> list[int]:
        """The archive's entities for those of an article, in their order.

        Takes note of their names and of what the article tells of them.
        """
        mentioned, others = rows.entities[: rows.mentioned], rows.entities[rows.mentioned :]
        ids = self._mentioned(mentioned, article_id)
        self._tell(article_id, mentioned, ids)
        ids += [self._find(each, each.subject()).id for each in others]
        self._counts.update([(ids[number], text) for _, _, text, number, _ in rows.mentions])
        self._fullest.update({(entity, each.name) for entity, each in zip(ids, rows.entities, strict=True)})
        return ids

    def _mentioned(self, entities: Sequence[Named], article_id: int) -> list[int]:
        """The archive's entity for each of an article; names that need evidence have the others for it."""
        previous = self._previous.pop(article_id, {})
        ids: list[int] = []
        learned: list[tuple[Known, Subject]] = []
        sure: set[tuple[Label, int]] = set()
        company: Company = frozenset()
        for each in entities:
            if each.label not in NAMED:
                ids.append(self._find_alike(each))
                continue
            sought = each.subject()
            if each.needs_evidence:
                company = company or frozenset(sure)
                sought = replace(sought, company=company)
            if previous:
                sought = replace(sought, previous=previous.get((each.label, each.name)))
            known = self._find(each, sought)
            ids.append(known.id)
            learned.append((known, sought))
            if not each.needs_evidence and len(sure) < _MOST_COMPANY:
                sure.add((sought.label, known.id))
        for known, sought in learned:
            known.learn(sought)
        self._register.met(article_id, [known for known, _ in learned])
        return ids

    def _find_alike(self, sought: Named) -> int:
        """The entity with the key of a name that nobody else has, made if need be."""
        found = self._register.first_of(sought.label, sought.key)
        if found is None:
            found = self._make(sought, sought.key)
            self._register.add_first(sought.label, sought.key, found)
        return found

    def _find(self, each: Named, sought: Subject) -> Known:
        """The entity that a document means by a name of somebody, made if need be."""
        found = choose(sought, self._register)
        if found is None:
            namesakes = self._register.of_key(sought.label, sought.key)
            key = f"{sought.key}#{self._highest + 1}" if namesakes else sought.key
            found = Known(self._make(each, key), sought.key)
            self._register.add(sought.label, found)
        return found

    def _make(self, named: Named, key: str) -> int:
        """The id of another entity."""
        self._last = self._highest = max(self._last, self._highest) + 1
        self._made.append((self._last, named.label, key, named.name))
        return self._last

    def _tell(self, article_id: int, entities: Sequence[Named], ids: Sequence[int]) -> None:
        """Take note of what an article tells of its persons and bodies, and of all titles of each."""
        titles: dict[int, dict[str, None]] = {}
        for each, entity in zip(entities, ids, strict=True):
            if each.titles:
                titles.setdefault(entity, {}).update(dict.fromkeys(each.titles))
        self._evidence += [
            (
                entity,
                article_id,
                " ".join(each.roles),
                ",".join(each.nations),
                each.gender or "",
                "\n".join(titles.get(entity, ())),
            )
            for each, entity in zip(entities, ids, strict=True)
            if each.roles or each.nations or each.gender or entity in titles
        ]

    def forget(self, article_id: int) -> None:
        """Take the names of an article out of the counts, before its annotations are replaced."""
        execute = self._database.execute
        self._previous[article_id] = {
            (label, name): entity
            for label, name, entity in execute(
                "SELECT DISTINCT label, name, entity_id FROM main.mentions WHERE article_id = ?",
                (article_id,),
            )
        }
        self._forgotten = True
        self._register.clear()
        execute("DELETE FROM evidence WHERE article_id = ?", (article_id,))
        execute(
            "UPDATE entity_names SET mentions = mentions - m.count FROM (SELECT entity_id, text, "
            "count(*) AS count FROM mentions WHERE article_id = ?1 GROUP BY 1, 2) m "
            "WHERE entity_names.entity_id = m.entity_id AND entity_names.name = m.text",
            (article_id,),
        )
        execute(
            f"UPDATE entity_names SET articles = articles - 1 WHERE {_TOUCHED} AND (entity_id, name) IN "  # noqa: S608
            "(SELECT entity_id, name FROM mentions WHERE article_id = ?1 UNION "
            "SELECT speaker_id, speaker_name FROM quotes WHERE article_id = ?1 AND speaker_id NOT IN "
            "(SELECT entity_id FROM mentions WHERE article_id = ?1))",
            (article_id,),
        )
        where = f"{_TOUCHED} AND mentions <= 0 AND articles <= 0"
        gone = self._database.rows(
            f"SELECT entity_id, name FROM entity_names WHERE {where}",  # noqa: S608
            (article_id,),
        )
        self._database.execute_many(
            "DELETE FROM name_words WHERE word = ? AND entity_id = ? AND name = ?",
            [(word, entity, name) for entity, name in gone for word in set(name_terms(name).split())],
        )
        execute(f"DELETE FROM entity_names WHERE {where}", (article_id,))  # noqa: S608

    def finish(self) -> None:
        """Write what was made, told and counted, and choose the canonical names."""
        places = sorted(self._counts.keys() | self._fullest.keys())
        terms = [name_terms(name) for _, name in places]
        write = self._database.execute_many
        write("INSERT INTO entities (id, label, key, name) VALUES (?,?,?,?)", self._made)
        write(
            "INSERT OR IGNORE INTO evidence (entity_id, article_id, roles, nations, gender, titles) "
            "VALUES (?,?,?,?,?,?)",
            self._evidence,
        )
        write(
            "INSERT INTO entity_names (entity_id, name, terms, mentions, articles) VALUES (?,?,?,?,?) "
            "ON CONFLICT DO UPDATE SET mentions = mentions + excluded.mentions, "
            "articles = articles + excluded.articles",
            [
                (*place, words, self._counts[place], self._fullest[place])
                for place, words in zip(places, terms, strict=True)
            ],
        )
        write(
            "INSERT OR IGNORE INTO name_words (word, entity_id, name) VALUES (?,?,?)",
            sorted(
                (word, *place)
                for place, words in zip(places, terms, strict=True)
                for word in set(words.split())
            ),
        )
        write(
            f"UPDATE entities SET name = ({_CANONICAL}) WHERE id = ?",  # noqa: S608
            [(entity,) for entity in self._to_be_named(places)],
        )
        self._forget_transaction()

    def _to_be_named(self, places: Collection[tuple[int, str]]) -> list[int]:
        """The entities whose canonical name may be another one: not those called by nothing but that."""
        entities = sorted({entity for entity, _ in places})
        if self._forgotten:
            return entities
        rows = self._database.stored(
            "SELECT id, name FROM main.entities WHERE id IN (SELECT value FROM json_each(?))",
            (json.dumps(entities),),
        )
        names: dict[int, str] = dict(rows)
        return sorted({entity for entity, name in places if names.get(entity) != name})

    def _forget_transaction(self) -> None:
        """Have nothing to write."""
        self._made.clear()
        self._evidence.clear()
        self._counts.clear()
        self._fullest.clear()
        self._previous.clear()
        self._forgotten = False
        self._register.settle()

    def abandon(self) -> None:
        """Forget what a transaction that failed has counted and made."""
        self._forget_transaction()
        self._register.clear()


@lru_cache(maxsize=_CACHED_NAMES)
def name_terms(name: str) -> str:
    """The terms of a name with a space before each."""
    return "".join(f" {term}" for term in term_texts(name))
