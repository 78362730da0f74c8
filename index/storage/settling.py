"""Stores what the decisions come to, in the archive or, laid over it, in memory.

In the archive only the rows that differ are written, within the transaction that changes articles,
annotations or decisions.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, NamedTuple

from index.storage.attributing import decided_quotes, is_settled, settle_quotes
from index.storage.decisions import Kept, stored_decisions
from index.storage.found import Found
from index.storage.laying import lay_out_quotes
from index.storage.outcome import Outcome, outcome
from index.storage.replay import Replay
from index.storage.schema import SHOWN

if TYPE_CHECKING:
    from index.storage.database import Database, Row

SPLIT = "SPLIT"
"""The label of the rows in ``entities`` that hold the ids of what was split off."""

FIRST_SHOWN = 1_000_000_000
"""In memory, decision N splits off what has this id and N: no archive has so many entities."""

ALL_ENTITIES = "all_entities"
PARTS = "parts"

_SPEAKER = ("coalesce(speaker, '')", "coalesce(speaker_name, '')")

Ids = Mapping[int, int]


def settle(database: Database) -> set[int]:
    """Bring the tables of the archive in line with its decisions, within a transaction.

    Returns the articles in which quotes have another speaker, are no more, or are again.
    """
    decisions = stored_decisions(database)
    if not decisions and _is_settled(database):
        return set()
    before = decided_quotes(database)
    found = Found(database.stored)
    result = outcome(found, Replay(found, decisions))
    ids = _name_parts(database, result)
    settle_quotes(database, result, ids)
    _move_parts(database, result)
    _write(database, "main", result, ids)
    unused = _part_ids(database).keys() - result.parts
    database.execute_many(
        "DELETE FROM main.entities WHERE label = ? AND key = ?",
        [(SPLIT, f"split:{-number}") for number in unused],
    )
    return {article for _, article, _ in before ^ decided_quotes(database)}


def _is_settled(database: Database) -> bool:
    """Whether the tables show everything as it was found."""
    decided = database.stored("SELECT 1 FROM main.who WHERE label IS NOT NULL LIMIT 1")
    return not decided and is_settled(database)


class LaidOut(NamedTuple):
    """Which tables in memory there are besides those that every decision needs.

    ``entities`` for those that decisions have made, ``parts`` for those that are split, ``decided`` for
    quotes about which there are decisions, and ``made`` for those that the archive does not show.
    """

    entities: bool
    parts: bool
    decided: bool
    made: bool


def lay_out(database: Database, decisions: Iterable[Kept], *, version: int) -> LaidOut:
    """Make the tables in memory that ``decisions`` come to, over an archive of a version."""
    found = Found(database.stored, version=version)
    result = outcome(found, Replay(found, decisions))
    known = _part_ids(database)
    ids = {number: known.get(number, FIRST_SHOWN - number) for number in result.parts}
    if not database.stored("SELECT 1 FROM temp.sqlite_schema WHERE name = 'who'"):
        for statement in SHOWN:
            database.execute(statement.format(schema="temp"))
    database.execute(
        "INSERT INTO temp.who SELECT id, 0, id, NULL, 0 FROM main.entities "
        "WHERE id > (SELECT coalesce(max(found), 0) FROM temp.who WHERE found < ?)",
        (FIRST_SHOWN,),
    )
    _write(database, "temp", result, ids)
    for table in (ALL_ENTITIES, PARTS):
        database.execute(f"DROP TABLE IF EXISTS temp.{table}")
    split = bool(result.mentions or result.quotes)
    if split or result.made:
        _lay_out_parts(database, result, ids)
    made = lay_out_quotes(database, result, ids, version)
    return LaidOut(split or bool(result.made), split, bool(result.verdicts), made)


def _lay_out_parts(database: Database, result: Outcome, ids: Ids) -> None:
    """The tables in memory that only what is split or made needs."""
    database.execute(
        f"CREATE TABLE temp.{ALL_ENTITIES} (id INTEGER PRIMARY KEY, label TEXT, key TEXT, name TEXT)"
    )
    database.execute(f"INSERT INTO temp.{ALL_ENTITIES} SELECT id, label, key, name FROM main.entities")  # noqa: S608
    database.execute_many(
        f"INSERT OR IGNORE INTO temp.{ALL_ENTITIES} VALUES (?,?,?,?)",  # noqa: S608
        [(number, SPLIT, f"split:{-part}", "") for part, number in ids.items()],
    )
    database.execute(
        f"CREATE TABLE temp.{PARTS} (found INTEGER, text TEXT, name TEXT, part INTEGER, "
        "PRIMARY KEY (found, text, name)) WITHOUT ROWID"
    )
    database.execute_many(
        f"INSERT OR IGNORE INTO temp.{PARTS} VALUES (?,?,?,?)",  # noqa: S608
        [(*place, part) for place, part in (*result.mentions.items(), *result.quotes.items())],
    )


def _part_ids(database: Database) -> dict[int, int]:
    """The ids of what decisions in the archive split off, by the number ``-N`` of each."""
    rows = database.stored("SELECT key, id FROM main.entities WHERE label = ?", (SPLIT,))
    return {-int(key.partition(":")[2]): number for key, number in rows}


def _name_parts(database: Database, result: Outcome) -> Ids:
    """Make the rows of what is split off, and tell their ids."""
    known = _part_ids(database)
    for number in sorted(result.parts - known.keys(), reverse=True):
        name = result.made.get(-number) or result.shown[number][1]
        database.execute(
            "INSERT INTO main.entities (label, key, name) VALUES (?,?,?)",
            (SPLIT, f"split:{-number}", name),
        )
    return _part_ids(database)


def _move_parts(database: Database, result: Outcome) -> None:
    """Write to which part of an entity mentions and quotes belong."""
    before = {row[0] for row in database.stored("SELECT found FROM main.who WHERE split")}
    for found in before | {unit[0] for unit, who in result.who.items() if who.split}:
        for table, where, texts, parts in (
            ("mentions", "entity_id = ?", ("text", "name"), result.mentions),
            ("quotes", "speaker_id = ? AND decision IS NULL", _SPEAKER, result.quotes),
        ):
            text, name = texts
            rows = database.stored(
                f"SELECT DISTINCT {text}, {name}, part FROM main.{table} WHERE {where}",  # noqa: S608
                (found,),
            )
            database.execute_many(
                f"UPDATE main.{table} SET part = ? "  # noqa: S608
                f"WHERE {where} AND {text} = ? AND {name} = ? AND part = ?",
                [
                    (wanted, found, *row)
                    for row in rows
                    if (wanted := parts.get((found, row[0], row[1]), 0)) != row[2]
                ],
            )


def _who_rows(result: Outcome, ids: Ids) -> dict[tuple[int, int], Row]:
    """The rows of ``who`` by their keys."""
    rows = {}
    for (found, part), who in result.who.items():
        place = (found, part) if found else (ids[-part], 0)
        shown = None if who.shown is None else ids.get(who.shown, who.shown)
        rows[place] = (*place, shown, who.label, int(who.split))
    return rows


def _write(database: Database, schema: str, result: Outcome, ids: Ids) -> None:
    """Bring the tables that tell what is shown up to date."""
    _write_who(database, f"{schema}.who", _who_rows(result, ids))
    _replace(database, f"{schema}.shown", _shown_rows(database, result, ids))
    _replace(database, f"{schema}.part_names", result.part_names)
    _replace(database, f"{schema}.given_words", _words(result, ids))


def _write_who(database: Database, table: str, after: Mapping[tuple[int, int], Row]) -> None:
    """Bring the rows about which there are decisions, or were, up to date."""
    rows = database.stored(f"SELECT found, part, shown, label, split FROM {table} WHERE label IS NOT NULL")  # noqa: S608
    before = {(row[0], row[1]): row for row in rows}
    gone = before.keys() - after.keys()
    database.execute_many(f"DELETE FROM {table} WHERE found = ? AND part = ?", list(gone))  # noqa: S608
    database.execute_many(
        f"INSERT INTO {table} VALUES (?, 0, ?, NULL, 0)",  # noqa: S608
        [(found, found) for found, part in gone if not part],
    )
    database.execute_many(
        f"INSERT OR REPLACE INTO {table} VALUES (?,?,?,?,?)",  # noqa: S608
        [row for unit, row in after.items() if before.get(unit) != row],
    )


def _shown_rows(database: Database, result: Outcome, ids: Ids) -> list[Row]:
    """The rows of ``shown``: what is other than found."""
    found = Found(database.stored)
    return [
        (ids.get(number, number), *what)
        for number, what in result.shown.items()
        if number < 0 or found.entity(number) != what
    ]


def _words(result: Outcome, ids: Ids) -> set[tuple[str, int, str]]:
    """The words of names that the user gave."""
    from index.query.terms import term_texts

    return {
        (word, ids.get(number, number), name) for number, name in result.given for word in term_texts(name)
    }


def _replace(database: Database, table: str, rows: Iterable[Row]) -> None:
    """Give a small table other rows, if they are others."""
    wanted = set(rows)
    stored = set(database.stored(f"SELECT * FROM {table}"))  # noqa: S608
    if wanted != stored:
        database.execute(f"DELETE FROM {table}")  # noqa: S608
        database.execute_many(
            f"INSERT INTO {table} VALUES (?,?,?)",  # noqa: S608
            sorted(wanted),
        )
