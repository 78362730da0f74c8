"""Brings the tables of an archive that an earlier version made up to date."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from index.storage.schema import (
    DECISIONS,
    EVIDENCE,
    FINGERPRINTS,
    FOUND,
    FOUND_QUOTES,
    NAME_WORDS,
    PARTS,
    QUOTE_WORDS,
    QUOTES_ARTICLE,
    QUOTES_SPEAKER,
    REWRITTEN,
    SHOWN,
    VERSION,
)

if TYPE_CHECKING:
    from index.storage.database import Database

OLD_WORDS = "old_words"
"""The table in memory with the words of names of an archive of version 1 that may not be upgraded."""

_STEP = 10_000

_THIRD = (
    "ALTER TABLE mentions ADD COLUMN value TEXT",
    "ALTER TABLE mentions ADD COLUMN part INTEGER NOT NULL DEFAULT 0",
    "ALTER TABLE quotes ADD COLUMN part INTEGER NOT NULL DEFAULT 0",
    "DROP INDEX mentions_entity",
    "DROP INDEX quotes_speaker",
    *PARTS,
    DECISIONS,
    REWRITTEN,
    *EVIDENCE,
    *(statement.format(schema="main") for statement in SHOWN),
    *FOUND,
)

_FOURTH = (
    "ALTER TABLE quotes ADD COLUMN chain TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE quotes ADD COLUMN statement_id INTEGER",
    "ALTER TABLE quotes ADD COLUMN decision INTEGER",
    *FOUND_QUOTES,
    "DROP INDEX quotes_article",
    QUOTES_ARTICLE,
    QUOTE_WORDS,
    *FINGERPRINTS,
)
_FOURTH_OF_THIRD = (
    "DROP INDEX quotes_speaker",
    QUOTES_SPEAKER,
    "ALTER TABLE evidence ADD COLUMN titles TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE decisions ADD COLUMN article_id INTEGER",
    "ALTER TABLE decisions ADD COLUMN start INTEGER",
    "ALTER TABLE decisions ADD COLUMN end INTEGER",
    "ALTER TABLE decisions ADD COLUMN quote TEXT",
    "ALTER TABLE decisions ADD COLUMN quote_id INTEGER",
)
"""What version 4 adds to tables that version 3 has made; an upgrade from before makes them with it."""


def upgrade(database: Database) -> None:
    """Upgrade the tables, all or none; of two processes that come first, one does."""
    with database.transaction():
        version = database.version
        if version < 2:
            database.execute(NAME_WORDS.format(kind="TABLE", name="name_words"))
            _fill(database, "name_words")
        if version < 3:
            for statement in _THIRD:
                database.execute(statement)
        if version < 4:
            for statement in (*_FOURTH, *(_FOURTH_OF_THIRD if version == 3 else ())):
                database.execute(statement)
        if version < VERSION:
            database.execute(f"PRAGMA user_version = {VERSION}")


def add_missing_words(database: Database) -> None:
    """For a user who may not upgrade the archive, have what version 1 lacks in memory."""
    if database.version < 2:
        database.rows("SELECT 1")  # lays the table out
        with database.errors():
            _fill(database, OLD_WORDS)


def _fill(database: Database, table: str) -> None:
    """Fill a table of the words of names from the names."""
    rows = list(_words(database))
    for at in range(0, len(rows), _STEP):
        database.execute_many(
            f"INSERT OR IGNORE INTO {table} VALUES (?,?,?)",  # noqa: S608
            rows[at : at + _STEP],
        )


def _words(database: Database) -> Iterator[tuple[str, int, str]]:
    """The words of all names that were found, in the order of the table."""
    from index.query.terms import term_texts

    names = database.stored("SELECT entity_id, name FROM main.entity_names")
    yield from sorted({(word, entity, name) for entity, name in names for word in term_texts(name)})
