"""Which entities a name means, and in which articles they speak or are named.

One rule serves every question that is put with a name (``by:`` in a query, ``quotes --by``): of one of
the entity's names, as any text of the archive writes it, all words that are asked for are words; if
there is no such entity, they are beginnings of words.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence

from index.query.nodes import Field, Fuzzy, NameLeaf, Phrase, Prefix
from index.query.terms import is_near, term_texts
from index.storage.database import Database, Row
from index.storage.store import MARKED
from index.storage.upgrade import add_missing_words

_LAST = "\U0010ffff"

_IN = "IN (SELECT value FROM json_each(?))"

_SHORTLIST = 4  # so many times as many entities as are asked for are counted

_WHICH = {
    Field.BY: f"EXISTS (SELECT 1 FROM quotes q WHERE q.speaker_id = n.entity_id AND {MARKED})",  # noqa: S608
    Field.ABOUT: "EXISTS (SELECT 1 FROM entities e WHERE e.id = n.entity_id AND e.label <> 'DATE')",
    Field.PERSON: "EXISTS (SELECT 1 FROM entities e WHERE e.id = n.entity_id AND e.label = 'PERSON')",
    Field.ORG: "EXISTS (SELECT 1 FROM entities e WHERE e.id = n.entity_id AND e.label = 'ORG')",
    Field.PLACE: "EXISTS (SELECT 1 FROM entities e WHERE e.id = n.entity_id AND e.label = 'PLACE')",
}


class Names:
    """Looks names up in the store. Follows who is who there: an entity has many names."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._ready = False

    def named(self, field: Field, name: str) -> set[int]:
        """The entities that a name means, of those that a field of the query language asks for."""
        terms = tuple(term_texts(name))
        return self.entities(Phrase(field, terms)) if terms else set()

    def beginning(self, field: Field, name: str) -> set[int]:
        """The entities of which each word of ``name`` begins a word of one of their names."""
        terms = term_texts(name)
        return self._having(field, terms, len(terms)) if terms else set()

    def entities(self, leaf: NameLeaf) -> set[int]:
        """The entities that a part of a query means."""
        if isinstance(leaf, Fuzzy):
            near = [word for word in self.words(leaf.term[:2]) if is_near(leaf.term, word)]
            return set().union(*(self._having(leaf.field, [word], 0) for word in near))
        terms = leaf.terms if isinstance(leaf, Phrase) else (leaf.term,)
        if isinstance(leaf, Prefix):
            return self._having(leaf.field, terms, len(terms))
        open_end = isinstance(leaf, Phrase) and leaf.prefix
        return self._having(leaf.field, terms, int(open_end)) or self._having(leaf.field, terms, len(terms))

    def is_word(self, term: str) -> bool:
        """Whether a term is a word of a name."""
        return bool(self._rows("SELECT 1 FROM name_words WHERE word = ? LIMIT 1", (term,)))

    def words(self, beginning: str, limit: int = -1) -> list[str]:
        """The words of names that begin so, in alphabetical order; a limit of -1 is none."""
        rows = self._rows(
            "SELECT DISTINCT word FROM name_words WHERE word >= ? AND word < ? ORDER BY word LIMIT ?",
            (beginning, beginning + _LAST, limit),
        )
        return [row[0] for row in rows]

    def most_frequent(self, field: Field, name: str, limit: int) -> list[tuple[str, int]]:
        """The names of the entities that :meth:`beginning` finds, with the articles that have them.

        Those are the articles in which an entity speaks, for ``by:``, or is named. Counted are those that
        texts name most often.
        """
        rows = self._rows(
            f"SELECT entity_id FROM entity_names WHERE entity_id {_IN} "  # noqa: S608
            "GROUP BY 1 ORDER BY sum(mentions) DESC, 1 LIMIT ?",
            (json.dumps(sorted(self.beginning(field, name))), _SHORTLIST * limit),
        )
        named = "mentions m JOIN entities e ON e.id = m.entity_id WHERE m.entity_id"
        if field is Field.BY:
            named = f"quotes q JOIN entities e ON e.id = q.speaker_id WHERE {MARKED} AND q.speaker_id"
        counts: dict[str, int] = {}
        for called, count in self._rows(
            f"SELECT e.name, count(DISTINCT article_id) FROM {named} {_IN} GROUP BY e.id ORDER BY 2 DESC, 1",  # noqa: S608
            (json.dumps([row[0] for row in rows]),),
        ):
            counts.setdefault(called, count)
        return list(counts.items())[:limit]

    def terms_of(self, entities: Collection[int]) -> dict[int, list[list[str]]]:
        """The terms of each of the names that texts write of some entities."""
        found: dict[int, list[list[str]]] = {}
        for entity, terms in self._rows(
            f"SELECT entity_id, terms FROM entity_names WHERE entity_id {_IN}",  # noqa: S608
            (json.dumps(list(entities)),),
        ):
            found.setdefault(entity, []).append(terms.split())
        return found

    def _having(self, field: Field, terms: Sequence[str], begun: int) -> set[int]:
        """The entities with one name that has all terms, the last ``begun`` of them as beginnings."""
        whole = len(terms) - begun
        parts = ["SELECT entity_id, name FROM name_words WHERE word = ?"] * whole
        parts += ["SELECT entity_id, name FROM name_words WHERE word >= ? AND word < ?"] * begun
        values = [*terms[:whole], *(end for term in terms[whole:] for end in (term, term + _LAST))]
        rows = self._rows(
            f"SELECT DISTINCT n.entity_id FROM ({' INTERSECT '.join(parts)}) n "  # noqa: S608
            f"WHERE {_WHICH[field]}",
            values,
        )
        return {row[0] for row in rows}

    def _rows(self, sql: str, values: Sequence[object]) -> list[Row]:
        """The rows of a query over the words of names."""
        if not self._ready:
            add_missing_words(self._database)
            self._ready = True
        return self._database.rows(sql, values)
