"""Lays what is decided about quotes over an archive that one may not write to, or not yet upgrade.

The view of the quotes joins the tables that are made here in memory.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from index.models.decisions import QuotePlace
from index.storage.outcome import Outcome
from index.storage.replay import Verdict
from index.storage.schema import DECIDED, FIRST_ON_QUOTES, LAID_OVER, MADE, NO_ENTITY
from index.storage.verdicts import IN_LIST, PLACE, WORDS, Attribution, attributions, sort, words_at

if TYPE_CHECKING:
    from index.storage.database import Database, Row

FIRST_MADE = 1_000_000_000
"""Words that are no quote in the archive have this id and the decision's, if theirs is not free."""


def lay_out_quotes(database: Database, result: Outcome, ids: Mapping[int, int], version: int) -> bool:
    """Make the tables in memory for the view of the quotes; whether it needs those in MADE."""
    for table in (DECIDED, MADE):
        database.execute(f"DROP TABLE IF EXISTS temp.{table}")
    database.execute("DELETE FROM temp.who WHERE found = ?", (NO_ENTITY,))
    if not result.verdicts:
        return False
    for statement in LAID_OVER:
        database.execute(statement)
    verdicts = sort(database, result.verdicts, version)
    _lay_over(database, verdicts.found, result, ids, version)
    if version >= FIRST_ON_QUOTES:
        _make_taken_out(database, verdicts.found, result, ids)
    _make_lost(database, verdicts.lost, result, ids, version)
    return bool(database.stored(f"SELECT 1 FROM temp.{MADE} LIMIT 1"))  # noqa: S608


def _lay_over(
    database: Database, verdicts: Mapping[int, Verdict], result: Outcome, ids: Mapping[int, int], version: int
) -> None:
    """Lay decisions over the quotes of the archive."""
    decided, who = [], []
    for number, attribution, verdict in attributions(database, verdicts, result, version):
        decided.append((number, int(verdict.unquoted), verdict.kept.decision.id, *attribution))
        who.append((NO_ENTITY, number, _shown(verdict, result, ids), None, 0))
    database.execute_many(f"INSERT INTO temp.{DECIDED} VALUES (?,?,?,?,?,?,?,?,?,?,?,?)", decided)  # noqa: S608
    database.execute_many("INSERT INTO temp.who VALUES (?,?,?,?,?)", who)


def _make_taken_out(
    database: Database, verdicts: Mapping[int, Verdict], result: Outcome, ids: Mapping[int, int]
) -> None:
    """Make the quotes that the archive's keeper has taken out and this user has not."""
    rows = database.stored(
        f"SELECT f.id, {WORDS.replace('article_id', 'f.article_id')} FROM main.found_quotes f "  # noqa: S608
        f"WHERE f.id {IN_LIST} AND f.id NOT IN (SELECT id FROM main.quotes)",
        (json.dumps([number for number, verdict in verdicts.items() if not verdict.unquoted]),),
    )
    for number, *words in rows:
        _make(database, number, words, verdicts[number], result, ids)


def _make_lost(
    database: Database,
    lost: Mapping[QuotePlace, Verdict],
    result: Outcome,
    ids: Mapping[int, int],
    version: int,
) -> None:
    """Make the words of which a decision says who speaks, and in which no quote is found any more.

    Those for which the archive's keeper has said so are quotes there.
    """
    stored: dict[Row, int] = {}
    if version >= FIRST_ON_QUOTES:
        rows = database.stored(
            f"SELECT {PLACE} FROM main.quotes WHERE decision IS NOT NULL "  # noqa: S608
            "AND id NOT IN (SELECT id FROM main.found_quotes)"
        )
        stored = {row[:-1]: row[-1] for row in rows}
    for place, verdict in lost.items():
        number = stored.get((place.article_id, place.start, place.end))
        decision = verdict.kept.decision
        if number is not None:
            attribution = Attribution(speaker_name=decision.name or None)
            database.execute(
                f"INSERT OR REPLACE INTO temp.{DECIDED} VALUES (?,?,?,?,?,?,?,?,?,?,?,?)",  # noqa: S608
                (number, int(verdict.unquoted), decision.id, *attribution),
            )
            shown = _shown(verdict, result, ids)
            database.execute(
                "INSERT OR REPLACE INTO temp.who VALUES (?,?,?,NULL,0)", (NO_ENTITY, number, shown)
            )
        elif not verdict.unquoted and (words := words_at(database, place)):
            _make(database, _free_id(database, verdict), words, verdict, result, ids)


def _free_id(database: Database, verdict: Verdict) -> int:
    """The id that words had as a quote, or one that no quote has."""
    number = verdict.kept.quote_id
    taken = f"SELECT 1 FROM main.quotes WHERE id = ?1 UNION SELECT 1 FROM temp.{MADE} WHERE id = ?1"  # noqa: S608
    if number is None or database.stored(taken, (number,)):
        return FIRST_MADE + verdict.kept.decision.id
    return number


def _make(
    database: Database,
    number: int,
    words: Iterable[object],
    verdict: Verdict,
    result: Outcome,
    ids: Mapping[int, int],
) -> None:
    """Make a quote in memory."""
    shown = _shown(verdict, result, ids)
    name = verdict.kept.decision.name if shown is not None else None
    values = (number, *words, *Attribution(speaker_name=name), shown, verdict.kept.decision.id)
    marks = ",".join("?" * len(values))
    database.execute(f"INSERT OR IGNORE INTO temp.{MADE} VALUES ({marks})", values)  # noqa: S608


def _shown(verdict: Verdict, result: Outcome, ids: Mapping[int, int]) -> int | None:
    """The id of the entity as which the speaker is shown in memory."""
    shown = None if verdict.speaker is None else result.shown_of(verdict.speaker)
    return None if shown is None else ids.get(shown, shown)
