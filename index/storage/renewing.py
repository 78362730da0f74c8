"""Which articles an older annotator has read, and in which of them something else is found since."""

from __future__ import annotations

import json
from bisect import bisect_left
from collections.abc import Collection, Iterable, Sequence

from index.storage.database import Database, Row
from index.storage.store import MARKED

Place = tuple[int, int, int]
"""Where a quote starts and ends, and its id."""

Found = list[Row]
"""What is found in an article."""

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
    """The words of the quotes in marks of some articles, in order of start; without articles of none.

    They are those that the archive itself has, whatever a user's own decisions lay over it.
    """
    rows = database.stored(
        "SELECT q.article_id, q.text FROM main.quotes q "  # noqa: S608
        f"WHERE q.article_id IN (SELECT value FROM json_each(?)) AND {MARKED} "
        "ORDER BY q.article_id, q.start, q.id",
        (json.dumps(list(numbers)),),
    )
    found: dict[int, list[str]] = {}
    for number, text in rows:
        found.setdefault(number, []).append(text)
    return found


def found_in(database: Database, numbers: Iterable[int]) -> dict[int, Found]:
    """What is found in some articles, as far as an index holds it; without articles of nothing.

    Two of the same article are equal when it names the same entities as often and quotes the same words of
    the same speakers, whatever users have decided on who these are.
    """
    wanted = (json.dumps(list(numbers)),)
    within = "article_id IN (SELECT value FROM json_each(?))"
    rows = database.stored(
        f"SELECT article_id, entity_id, count(*) FROM main.mentions WHERE {within} "  # noqa: S608
        "GROUP BY 1, 2 ORDER BY 1, 2",
        wanted,
    )
    rows += database.stored(
        f"SELECT article_id, text, kind, speaker_id FROM main.quotes WHERE {within} "  # noqa: S608
        "ORDER BY article_id, start, id",
        wanted,
    )
    found: dict[int, Found] = {}
    for number, *what in rows:
        found.setdefault(number, []).append(tuple(what))
    return found


def known_quotes(database: Database, numbers: Iterable[int]) -> dict[int, list[Place]]:
    """Where the quotes of some articles stand, also those that a user has taken out, with their ids."""
    columns = "article_id, start, end, id"
    where = "article_id IN (SELECT value FROM json_each(?1))"
    rows = database.stored(
        f"SELECT {columns} FROM main.quotes WHERE {where} UNION "  # noqa: S608
        f"SELECT {columns} FROM main.found_quotes WHERE {where}",
        (json.dumps(list(numbers)),),
    )
    found: dict[int, list[Place]] = {}
    for number, *place in rows:
        found.setdefault(number, []).append((place[0], place[1], place[2]))
    return found


def same_ids(known: Iterable[Place], ranges: Sequence[tuple[int, int]]) -> list[int | None]:
    """The id that the quote at each of some ranges had before the article was annotated again, or None.

    It is that of the quote at the same place; an id whose place has no quote any more goes to the one
    that has most words in common with it.
    """
    places = {(start, end): number for start, end, number in known}
    ids = [places.pop(each, None) for each in ranges]
    left = sorted((*each, at) for at, each in enumerate(ranges) if ids[at] is None)
    for (start, end), number in places.items():
        at = closest(start, end, left)
        if at is not None and ids[at] is None:
            ids[at] = number
    return ids


def closest(start: int, end: int, places: Sequence[Place]) -> int | None:
    """The id of the place, of some in order, that is the same, or else has most in common.

    It must have more than half of the longer of both in common, else None.
    """
    best, found = 0.5, None
    reach = bisect_left(places, (start - 2 * (end - start),)), bisect_left(places, (end,))
    for first, last, number in places[slice(*reach)]:
        common = min(end, last) - max(start, first)
        share = common / max(end - start, last - first, 1)
        if share > best:
            best, found = share, number
    return found


def mark_rewritten(database: Database, numbers: Collection[int]) -> None:
    """Take note of articles in which something else is found, within the transaction that changes them.

    It is called after the revision has been counted up.
    """
    database.execute_many(
        "INSERT OR REPLACE INTO rewritten SELECT ?, CAST(value AS INTEGER) FROM meta WHERE key = 'revision'",
        [(number,) for number in sorted(numbers)],
    )


def rewritten_since(database: Database, revision: int) -> list[tuple[int, int]]:
    """The articles in which something else is found since a revision, with the revision, in order of it."""
    if database.version < _FIRST_WITH_REVISIONS:
        return []
    rows = database.rows(
        "SELECT revision, article_id FROM rewritten WHERE revision > ? ORDER BY revision, article_id",
        (revision,),
    )
    return [(number, changed) for changed, number in rows]
