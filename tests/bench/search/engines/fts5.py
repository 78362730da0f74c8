"""SQLite's FTS5, the yardstick: titles and bodies with weights, dates and sources in a table beside them.

The SQL is what was fastest of several for each class that hold for words of any frequency: ``bm25()`` takes
two thirds of the time of the column ``rank``, and behind a join it is worked out for what the join leaves.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from pathlib import Path

from tests.bench.search.engines.base import Answer, UnsupportedError, directory_bytes
from tests.bench.search.model import Document, Query

_FILE = "fts5.db"
_TEXTS = "texts.size"

_SCHEMA = """
CREATE TABLE articles (id INTEGER PRIMARY KEY, title TEXT, body TEXT);
CREATE TABLE facts (id INTEGER PRIMARY KEY, day INTEGER, source INTEGER);
CREATE TABLE sources (id INTEGER PRIMARY KEY, name TEXT UNIQUE);
"""
_INDEX = """
CREATE INDEX facts_by_day ON facts (day);
CREATE INDEX facts_by_source ON facts (source);
CREATE VIRTUAL TABLE found USING fts5 (
    title, body, content='articles', content_rowid='id',
    tokenize="{tokenizer}", prefix='2 3'
);
"""

_RANKED = "SELECT rowid FROM found WHERE found MATCH ? ORDER BY bm25(found, 4.0, 1.0) LIMIT 20"
_DATED = """
SELECT facts.id FROM found CROSS JOIN facts ON facts.id = found.rowid
WHERE found MATCH ? AND facts.day BETWEEN ? AND ?
ORDER BY bm25(found, 4.0, 1.0) LIMIT 20
"""
_NEWEST = """
SELECT facts.id FROM found CROSS JOIN facts ON facts.id = found.rowid
WHERE found MATCH ? ORDER BY facts.day DESC LIMIT 20
"""
_COUNTED = """
SELECT sources.name, counted.n FROM (
    SELECT facts.source AS source, count(*) AS n FROM found CROSS JOIN facts ON facts.id = found.rowid
    WHERE found MATCH ? GROUP BY facts.source
) AS counted JOIN sources ON sources.id = counted.source
"""


class Fts5:
    """FTS5 of the sqlite3 that Python has."""

    name = "FTS5"

    def __init__(self, *, stems: bool = False) -> None:
        """With ``stems`` words match by their Porter stems, as they do in newsreader."""
        self._tokenizer = "porter unicode61 remove_diacritics 2" if stems else "unicode61 remove_diacritics 2"
        self._database: sqlite3.Connection | None = None

    def build(self, directory: Path, documents: Iterable[Document], segments: int, count: int) -> None:
        """Store all documents, then index them at once and merge; there are no segments to choose."""
        database = sqlite3.connect(directory / _FILE)
        database.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;" + _SCHEMA)
        sources: dict[str, int] = {}
        for each in documents:
            source = sources.setdefault(each.source, len(sources) + 1)
            database.execute("INSERT INTO articles VALUES (?, ?, ?)", (each.number, each.title, each.body))
            database.execute(
                "INSERT INTO facts VALUES (?, ?, ?)", (each.number, each.published.toordinal(), source)
            )
        database.executemany("INSERT INTO sources VALUES (?, ?)", [(n, name) for name, n in sources.items()])
        database.commit()
        (directory / _TEXTS).write_text(str((directory / _FILE).stat().st_size))
        database.executescript(_INDEX.format(tokenizer=self._tokenizer))
        database.execute("INSERT INTO found (found) VALUES ('rebuild')")
        database.execute("INSERT INTO found (found) VALUES ('optimize')")
        database.execute("ANALYZE")
        database.commit()
        database.close()

    def index_bytes(self, directory: Path) -> int:
        """What the index adds to the file that holds the texts."""
        return directory_bytes(directory) - int((directory / _TEXTS).read_text())

    def open(self, directory: Path) -> None:
        """Connect, with the file mapped and a cache of 64 MB."""
        path = f"file:{directory / _FILE}?mode=ro"
        self._database = sqlite3.connect(path, uri=True)
        self._database.execute("PRAGMA mmap_size = 4000000000")
        self._database.execute("PRAGMA cache_size = -64000")

    def search(self, query: Query) -> Answer:
        """One statement; for facets another that counts."""
        assert self._database is not None
        match = _match(query)
        execute = self._database.execute
        if query.kind == "dates":
            first, last = (_ordinal(query.year), _ordinal(query.year + 1) - 1)
            return Answer([row[0] for row in execute(_DATED, (match, first, last))])
        if query.kind == "newest":
            return Answer([row[0] for row in execute(_NEWEST, (match,))])
        ids = [row[0] for row in execute(_RANKED, (match,))]
        if query.kind == "facet":
            return Answer(ids, dict(execute(_COUNTED, (match,)).fetchall()))
        return Answer(ids)

    def forget(self) -> None:
        """FTS5 remembers no answers."""

    def close(self) -> None:
        """Release the file."""
        assert self._database is not None
        self._database.close()


def _match(query: Query) -> str:
    """A query in the language of FTS5."""
    words = [f'"{word}"' for word in query.words]
    if query.kind == "fuzzy":
        raise UnsupportedError("FTS5 finds no slips of the pen")
    if query.kind == "phrase":
        return '"' + " ".join(query.words) + '"'
    if query.kind in ("prefix", "typed"):
        return words[0] + "*"
    return (" OR " if query.kind in ("or2", "or3") else " AND ").join(words)


def _ordinal(year: int) -> int:
    """The first day of a year."""
    from datetime import date

    return date(year, 1, 1).toordinal()
