"""What the annotator found, whatever the decisions of users make of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from index.query.terms import term_texts
from index.storage.schema import FIRST_ON_QUOTES, VERSION

Query = Callable[[str, Sequence[object]], list[tuple[Any, ...]]]
Terms = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Naming:
    """How mentions or the speakers of quotes write an entity, and in how many articles they do.

    ``text`` is what stands there, ``name`` the fullest name in the article; each may be empty.
    """

    text: str
    name: str
    articles: int


_BY_NAME = (
    "SELECT e.id, e.key, e.name = n.name FROM main.entity_names n JOIN main.entities e ON e.id = n.entity_id "
    "WHERE n.name = ?1 AND e.label = ?2 AND n.articles > 0 ORDER BY e.id"
)
_BY_WORD = _BY_NAME.replace(
    "FROM main.entity_names n ",
    "FROM main.name_words w JOIN main.entity_names n ON n.entity_id = w.entity_id AND n.name = w.name ",
).replace("WHERE n.name", "WHERE w.word = ?3 AND w.name")

_QUOTES_UNDECIDED = "SELECT speaker, speaker_name, article_id FROM main.quotes WHERE speaker_id = ?1"
_QUOTES = (
    f"{_QUOTES_UNDECIDED} AND decision IS NULL UNION ALL "  # noqa: S608
    "SELECT speaker, speaker_name, article_id FROM main.found_quotes WHERE speaker_id = ?1"
)


def terms_of(name: str) -> Terms:
    """What makes two names the same spelling: case, accents and punctuation aside."""
    return tuple(term_texts(name)) or (name,)


class Found:
    """Looks entities up as they were found."""

    def __init__(self, query: Query, *, version: int = VERSION) -> None:
        """``query`` reads the stored tables, which are of a version."""
        self._query = query
        self._words = version >= 2
        self._quotes = _QUOTES if version >= FIRST_ON_QUOTES else _QUOTES_UNDECIDED
        self._meant: dict[tuple[str, str, int | None], list[int]] = {}

    def entity(self, found: int) -> tuple[str, str] | None:
        """The label and the canonical name of an entity."""
        rows = self._query("SELECT label, name FROM main.entities WHERE id = ?", (found,))
        return (rows[0][0], rows[0][1]) if rows else None

    def meant(self, label: str, name: str, entity_id: int | None) -> list[int]:
        """The entities that a decision is about.

        The one with the id, as long as texts name it, and those with the same name that are not its
        namesakes: another version of the annotator may have found them.
        """
        place = (label, name, entity_id)
        if place not in self._meant:
            self._meant[place] = self._find_meant(*place)
        return self._meant[place]

    def _find_meant(self, label: str, name: str, entity_id: int | None) -> list[int]:
        key = self._living_key(label, entity_id)
        named = self.named(label, name)
        if key is None or entity_id is None:
            return [found for found, _ in named]
        others = [found for found, other in named if not _alike(key, other)]
        return [entity_id, *(found for found in others if found != entity_id)]

    def _living_key(self, label: str, entity_id: int | None) -> str | None:
        """The key of an entity if it has this label and texts name it."""
        rows = self._query(
            "SELECT key FROM main.entities e WHERE id = ? AND label = ? "
            "AND EXISTS (SELECT 1 FROM main.entity_names n WHERE n.entity_id = e.id)",
            (entity_id, label),
        )
        return rows[0][0] if rows else None

    def named(self, label: str, name: str) -> list[tuple[int, str]]:
        """The entities with this very name, and their keys: as their canonical one if any has it so.

        Else those of which it is the fullest name in some article.
        """
        terms = term_texts(name) if self._words else []
        rows = self._query(_BY_WORD, (name, label, max(terms, key=len))) if terms else []
        if not terms:
            rows = self._query(_BY_NAME, (name, label))
        canonical = [(found, key) for found, key, same in rows if same]
        return canonical or [(found, key) for found, key, _ in rows]

    def is_named(self, found: int, terms: Terms) -> bool:
        """Whether a text writes an entity so, where it is named or where it speaks."""
        rows = self._query(
            "SELECT name FROM main.entity_names WHERE entity_id = ?1 UNION "  # noqa: S608
            f"SELECT speaker FROM ({self._quotes}) WHERE speaker IS NOT NULL",
            (found,),
        )
        return any(terms_of(name) == terms for (name,) in rows)

    def in_mentions(self, found: int) -> list[Naming]:
        """How mentions write an entity."""
        return self._namings(
            "SELECT text, name, count(DISTINCT article_id) FROM main.mentions "
            "WHERE entity_id = ? GROUP BY text, name",
            found,
        )

    def in_quotes(self, found: int) -> list[Naming]:
        """How quotes write the speaker who is an entity."""
        return self._namings(
            "SELECT coalesce(speaker, ''), coalesce(speaker_name, ''), count(DISTINCT article_id) "  # noqa: S608
            f"FROM ({self._quotes}) GROUP BY 1, 2",
            found,
        )

    def _namings(self, sql: str, found: int) -> list[Naming]:
        return [Naming(*row) for row in self._query(sql, (found,))]


def _alike(key: str, other: str) -> bool:
    """Whether two keys are those of namesakes: the same, but for what tells them apart."""
    return key.partition("#")[0] == other.partition("#")[0]
