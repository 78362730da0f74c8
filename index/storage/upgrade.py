"""Brings the tables of an archive that an earlier version made up to date."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from index.storage.schema import NAME_WORDS, VERSION

if TYPE_CHECKING:
    from index.storage.database import Database

_STEP = 10_000


def upgrade(database: Database) -> None:
    """Upgrade the tables, all or none; of two processes that come first, one does."""
    with database.transaction():
        if database.version < VERSION:
            _fill(database, "TABLE")
            database.execute(f"PRAGMA user_version = {VERSION}")


def add_missing_words(database: Database) -> None:
    """For a user who may not upgrade the archive, have what version 1 lacks in memory."""
    if database.version < VERSION:
        _fill(database, "TEMP TABLE")


def _fill(database: Database, kind: str) -> None:
    """Make the table of the words of names from the names."""
    with database.errors():
        database.execute(NAME_WORDS.format(kind=kind))
        rows = list(_words(database))
        for at in range(0, len(rows), _STEP):
            database.execute_many("INSERT OR IGNORE INTO name_words VALUES (?,?,?)", rows[at : at + _STEP])


def _words(database: Database) -> Iterator[tuple[str, int, str]]:
    """The words of all names, in the order of the table."""
    from index.query.terms import term_texts

    names = database.rows("SELECT entity_id, name FROM entity_names")
    yield from sorted({(word, entity, name) for entity, name in names for word in term_texts(name)})
