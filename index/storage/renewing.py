"""Which articles an older annotator has read, and which of them have other quotes since."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Sequence

from index.storage.database import Database

_FIRST_WITH_REVISIONS = 3
_ANNOTATORS = "annotators"


def outdated(database: Database, version: str, *, failed: bool = False) -> list[int]:
    """The articles that another version of the annotator has read, in order of id.

    With ``failed`` also those that the annotator could not read.
    """
    rows = database.rows(
        "SELECT id FROM articles WHERE annotator <> ? AND (? OR annotator <> '') ORDER BY id",
        (version, failed),
    )
    return [row[0] for row in rows]


def count_outdated(database: Database, version: str) -> int:
    """How many articles another version of the annotator has read."""
    found = database.value(
        "SELECT count(*) FROM articles WHERE annotator <> ? AND annotator <> ''", (version,)
    )
    return int(found)


def still_outdated(database: Database, numbers: Collection[int], version: str) -> list[int]:
    """Those of some articles that this version has not read, in order of id."""
    rows = database.rows(
        "SELECT id FROM articles WHERE id IN (SELECT value FROM json_each(?)) AND annotator <> ? ORDER BY id",
        (json.dumps(list(numbers)), version),
    )
    return [row[0] for row in rows]


def is_superseded(database: Database, version: str) -> bool:
    """Whether the archive has been annotated by this version and, after it, by another."""
    return version in _annotators(database)[:-1]


def claim(database: Database, version: str) -> None:
    """Take a version for the last one that annotates the archive, within a transaction of its own."""
    known = _annotators(database)
    if known[-1:] == [version]:
        return
    order = [*(each for each in known if each != version), version]
    with database.transaction():
        database.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (_ANNOTATORS, json.dumps(order)))


def _annotators(database: Database) -> list[str]:
    """The versions that have annotated the archive anew, the last one last."""
    stored = database.value("SELECT value FROM meta WHERE key = ?", (_ANNOTATORS,))
    try:
        found = json.loads(stored or "[]")
    except ValueError:
        return []
    return [str(each) for each in found] if isinstance(found, list) else []


def quoted(database: Database, numbers: Iterable[int]) -> dict[int, list[str]]:
    """The words of the quotes of some articles, in order of start; articles without any are left out."""
    rows = database.rows(
        "SELECT article_id, text FROM quotes WHERE article_id IN (SELECT value FROM json_each(?)) "
        "ORDER BY article_id, start, id",
        (json.dumps(list(numbers)),),
    )
    found: dict[int, list[str]] = {}
    for number, text in rows:
        found.setdefault(number, []).append(text)
    return found


def mark_rewritten(database: Database, numbers: Sequence[int], revision: int) -> None:
    """Take note of articles whose quotes have changed, within the transaction that changes them."""
    database.execute_many(
        "INSERT OR REPLACE INTO rewritten VALUES (?, ?)", [(number, revision) for number in numbers]
    )


def rewritten_since(database: Database, revision: int) -> list[tuple[int, int]]:
    """The articles whose quotes have changed after a revision, with the revision, in order of it."""
    if database.version < _FIRST_WITH_REVISIONS:
        return []
    rows = database.rows(
        "SELECT revision, article_id FROM rewritten WHERE revision > ? ORDER BY revision, article_id",
        (revision,),
    )
    return [(number, changed) for changed, number in rows]
