"""Who is who in the archive: from the entities of a document to the archive's own."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from index.annotate.names import key as name_key
from index.models import Annotations, Label, Mention, Quote
from index.query.terms import term_texts
from index.storage.database import Database

_CACHED = 50_000

# Capitals are a headline's way of writing, unless the name is one word, which may be an acronym.
_CANONICAL = (
    "SELECT n.name FROM entity_names n WHERE n.entity_id = entities.id ORDER BY n.articles = 0, "
    "instr(n.name, ' ') > 0 AND n.name = upper(n.name) AND n.name <> lower(n.name), "
    "n.articles DESC, length(n.name) DESC, n.mentions DESC, n.name LIMIT 1"
)


@dataclass(frozen=True, slots=True)
class Resolved:
    """The archive's entity for each entity of a document."""

    ids: dict[tuple[int, Label, str], int]
    speakers: dict[int, int]
    named: dict[str, int]

    def of_mention(self, mention: Mention) -> int:
        """The archive's entity that a mention names."""
        return self.ids[mention.entity_id, mention.label, mention.name]

    def of_speaker(self, quote: Quote) -> int | None:
        """The archive's entity that a quote is attributed to."""
        if quote.speaker_id is not None and quote.speaker_id in self.speakers:
            return self.speakers[quote.speaker_id]
        return self.named.get(quote.speaker_name) if quote.speaker_name else None


class EntityWriter:
    """Finds or makes entities by label and key, and keeps count of their names."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._known: dict[tuple[str, str], int] = {}
        self._counts: Counter[tuple[int, str]] = Counter()
        self._fullest: Counter[tuple[int, str]] = Counter()

    def resolve(self, annotations: Annotations) -> Resolved:
        """The archive's entities for those of a document; counts their names until :meth:`finish`."""
        ids: dict[tuple[int, Label, str], int] = {}
        speakers: dict[int, int] = {}
        fullest: set[tuple[int, str]] = set()
        for mention in annotations.mentions:
            place = (mention.entity_id, mention.label, mention.name)
            if place not in ids:
                ids[place] = self._find(mention.label, mention.name)
                speakers.setdefault(mention.entity_id, ids[place])
            self._counts[ids[place], mention.text] += 1
            fullest.add((ids[place], mention.name))
        named: dict[str, int] = {}
        for quote in annotations.quotes:
            if quote.speaker_name and quote.speaker_id not in speakers and quote.speaker_name not in named:
                entity = self._find(Label.PERSON, quote.speaker_name)
                named[quote.speaker_name] = entity
                fullest.add((entity, quote.speaker_name))
        self._fullest.update(fullest)
        return Resolved(ids, speakers, named)

    def forget(self, article_id: int) -> None:
        """Take the names of an article out of the counts, before its annotations are replaced."""
        execute = self._database.execute
        execute(
            "UPDATE entity_names SET mentions = mentions - (SELECT count(*) FROM mentions m WHERE "
            "m.article_id = ?1 AND m.entity_id = entity_names.entity_id AND m.text = entity_names.name) "
            "WHERE entity_id IN (SELECT entity_id FROM mentions WHERE article_id = ?1)",
            (article_id,),
        )
        execute(
            "UPDATE entity_names SET articles = articles - 1 WHERE (entity_id, name) IN "
            "(SELECT entity_id, name FROM mentions WHERE article_id = ?1 UNION "
            "SELECT speaker_id, speaker_name FROM quotes WHERE article_id = ?1 AND speaker_id NOT IN "
            "(SELECT entity_id FROM mentions WHERE article_id = ?1))",
            (article_id,),
        )
        gone = self._database.rows(
            "SELECT entity_id, name FROM entity_names WHERE mentions <= 0 AND articles <= 0"
        )
        self._database.execute_many(
            "DELETE FROM name_words WHERE word = ? AND entity_id = ? AND name = ?",
            [(word, entity, name) for entity, name in gone for word in set(term_texts(name))],
        )
        execute("DELETE FROM entity_names WHERE mentions <= 0 AND articles <= 0")

    def finish(self) -> None:
        """Write the counts and choose the canonical names, within the transaction of the articles."""
        places = self._counts.keys() | self._fullest.keys()
        self._database.execute_many(
            "INSERT INTO entity_names (entity_id, name, terms, mentions, articles) VALUES (?,?,?,?,?) "
            "ON CONFLICT DO UPDATE SET mentions = mentions + excluded.mentions, "
            "articles = articles + excluded.articles",
            [
                (entity, name, name_terms(name), self._counts[entity, name], self._fullest[entity, name])
                for entity, name in places
            ],
        )
        self._database.execute_many(
            "INSERT OR IGNORE INTO name_words (word, entity_id, name) VALUES (?,?,?)",
            [(word, entity, name) for entity, name in places for word in set(term_texts(name))],
        )
        self._database.execute_many(
            f"UPDATE entities SET name = ({_CANONICAL}) WHERE id = ?",  # noqa: S608
            [(entity,) for entity in {entity for entity, _ in places}],
        )
        self._counts.clear()
        self._fullest.clear()

    def abandon(self) -> None:
        """Forget what a transaction that failed has counted and made."""
        self._counts.clear()
        self._fullest.clear()
        self._known.clear()

    def _find(self, label: Label, name: str) -> int:
        """The id of the entity of a name, made if need be."""
        place = (label.value, name_key(label, name))
        if place in self._known:
            return self._known[place]
        found = self._database.execute(
            "SELECT id FROM entities WHERE label = ? AND key = ?", place
        ).fetchone()
        if found is None:
            cursor = self._database.execute(
                "INSERT INTO entities (label, key, name) VALUES (?,?,?)", (*place, name)
            )
            assert cursor.lastrowid is not None  # noqa: S101
            entity = cursor.lastrowid
        else:
            entity = int(found[0])
        if len(self._known) >= _CACHED:
            self._known.clear()
        self._known[place] = entity
        return entity


def name_terms(name: str) -> str:
    """The terms of a name with a space before each."""
    return "".join(f" {term}" for term in term_texts(name))
