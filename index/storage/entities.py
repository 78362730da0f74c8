"""Who is who in the archive: from the entities of a document to the archive's own."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from index.annotate.namesakes import NAMED, Company, Known, Subject, choose, subject, subjects
from index.models import Annotations, Evidence, Label, Mention, Quote
from index.query.terms import term_texts
from index.storage.database import Database
from index.storage.register import ArchiveRegister

Place = tuple[int, Label, str]

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


@dataclass(frozen=True, slots=True)
class Resolved:
    """The archive's entity for each entity of a document."""

    ids: dict[Place, int]
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
        self._register = ArchiveRegister(database)
        self._fresh = False
        self._previous: dict[int, dict[tuple[str, str], int]] = {}
        self._counts: Counter[tuple[int, str]] = Counter()
        self._fullest: Counter[tuple[int, str]] = Counter()

    def resolve(self, annotations: Annotations, article_id: int) -> Resolved:
        """The archive's entities for those of an article; counts their names until :meth:`finish`.

        Stores what the article tells of them. It is called before the article's mentions are stored.
        """
        if not self._fresh:
            self._register.refresh()
            self._fresh = True
        told = subjects(annotations)
        ids = self._entities(told, article_id)
        self._tell(article_id, told, ids, _titles(annotations.evidence, ids))
        speakers: dict[int, int] = {}
        fullest: set[tuple[int, str]] = set()
        for mention in annotations.mentions:
            entity = ids[mention.entity_id, mention.label, mention.name]
            speakers.setdefault(mention.entity_id, entity)
            self._counts[entity, mention.text] += 1
            fullest.add((entity, mention.name))
        named: dict[str, int] = {}
        for quote in annotations.quotes:
            if quote.speaker_name and quote.speaker_id not in speakers and quote.speaker_name not in named:
                name = quote.speaker_name
                named[name] = self._find(subject(Label.PERSON, name)).id
                fullest.add((named[name], name))
        self._fullest.update(fullest)
        return Resolved(ids, speakers, named)

    def _entities(self, told: Mapping[Place, Subject], article_id: int) -> dict[Place, int]:
        """The archive's entity for each of an article; names that need evidence have the others for it."""
        previous = self._previous.pop(article_id, {})
        found: dict[Place, Known] = {}
        sure: set[tuple[Label, int]] = set()
        company: Company = frozenset()
        for place, each in told.items():
            if each.needs_evidence:
                company = company or frozenset(sure)
                each = replace(each, company=company)
            if previous:
                each = replace(each, previous=previous.get((each.label, each.name)))
            known = found[place] = self._find(each)
            if each.label in NAMED and not each.needs_evidence and len(sure) < _MOST_COMPANY:
                sure.add((each.label, known.id))
        for place, known in found.items():
            if place[1] in NAMED:
                known.learn(told[place])
        self._register.met(article_id, (known.id for known in found.values()))
        return {place: known.id for place, known in found.items()}

    def _tell(
        self,
        article_id: int,
        told: Mapping[Place, Subject],
        ids: Mapping[Place, int],
        titles: Mapping[int, str],
    ) -> None:
        """Store what an article tells of its persons and bodies, and their titles by entity."""
        self._database.execute_many(
            "INSERT OR IGNORE INTO evidence (entity_id, article_id, roles, nations, gender, titles) "
            "VALUES (?,?,?,?,?,?)",
            [
                (
                    ids[place],
                    article_id,
                    " ".join(sorted(each.roles)),
                    ",".join(sorted(each.nations)),
                    each.gender or "",
                    titles.get(ids[place], ""),
                )
                for place, each in told.items()
                if each.roles or each.nations or each.gender or ids[place] in titles
            ],
        )

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
            [(word, entity, name) for entity, name in gone for word in set(term_texts(name))],
        )
        execute(f"DELETE FROM entity_names WHERE {where}", (article_id,))  # noqa: S608

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
        self._fresh = False

    def abandon(self) -> None:
        """Forget what a transaction that failed has counted and made."""
        self._counts.clear()
        self._fullest.clear()
        self._previous.clear()
        self._register.clear()
        self._fresh = False

    def _find(self, sought: Subject) -> Known:
        """The entity that a document means by a name, made if need be."""
        found = choose(sought, self._register)
        if found is not None:
            return found
        cursor = self._database.execute(
            "INSERT INTO entities (label, key, name) VALUES (?,?,?)",
            (sought.label.value, self._free_key(sought), sought.name),
        )
        assert cursor.lastrowid is not None  # noqa: S101
        known = Known(cursor.lastrowid, sought.key)
        self._register.add(sought.label, known)
        return known

    def _free_key(self, sought: Subject) -> str:
        """The key of a name, with a number that no namesake has yet if there are some."""
        if not self._register.of_key(sought.label, sought.key):
            return sought.key
        ((highest,),) = self._database.stored("SELECT max(id) FROM main.entities")
        return f"{sought.key}#{highest + 1}"


def name_terms(name: str) -> str:
    """The terms of a name with a space before each."""
    return "".join(f" {term}" for term in term_texts(name))


def _titles(evidence: Iterable[Evidence], ids: Mapping[Place, int]) -> dict[int, str]:
    """The titles of the archive's entities in an article, divided by line ends, without repetition."""
    found: dict[int, dict[str, None]] = {}
    phrases = {each.entity_id: each.titles for each in evidence if each.titles}
    for (number, _, _), entity in ids.items():
        titles = phrases.get(number, ())
        found.setdefault(entity, {}).update(dict.fromkeys(" ".join(each.split()) for each in titles))
    return {entity: "\n".join(titles) for entity, titles in found.items() if titles}
