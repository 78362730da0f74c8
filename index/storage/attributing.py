"""Carries out in the archive what its keeper has decided about quotes: who speaks, or that it is none.

The row of such a quote is replaced in ``quotes``, or taken out, so that whoever reads quotes needs to
know nothing of it; ``found_quotes`` keeps it as it was found. One who is decided to speak is given the
words also where no quote is found any more.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING

from index.models import Quote, QuoteKind
from index.models.decisions import QuotePlace
from index.storage.outcome import Outcome
from index.storage.replay import Unit, Verdict
from index.storage.schema import VERSION
from index.storage.verdicts import (
    FOUND,
    IN_LIST,
    SPEAKER,
    WORDS,
    Attribution,
    attributions,
    place_of,
    sort,
    words_at,
)

if TYPE_CHECKING:
    from index.storage.database import Database, Row

_SET_SPEAKER = ", ".join(f"{column} = ?" for column in SPEAKER.split(", "))


def settle_quotes(database: Database, result: Outcome, ids: Mapping[int, int]) -> None:
    """Bring the stored quotes in line with the decisions, within a transaction.

    ``ids`` are the entities that decisions have made, by ``-N`` for decision N.
    """
    aside = {row[0] for row in database.stored("SELECT id FROM main.found_quotes")}
    before = _stored_attributions(database, aside)
    verdicts = sort(database, result.verdicts, VERSION)
    after: dict[int, Row | None] = {}
    for number, attribution, verdict in attributions(database, verdicts.found, result, VERSION):
        unit = _stored_unit(verdict.speaker, ids)
        after[number] = None if verdict.unquoted else (*attribution, *unit, verdict.kept.decision.id)
    changed = {each for each in before.keys() | after.keys() if before.get(each, ()) != after.get(each, ())}
    _put_back(database, changed & aside)
    database.execute_many(
        f"INSERT INTO main.found_quotes ({FOUND}) SELECT {FOUND} FROM main.quotes WHERE id = ?",  # noqa: S608
        [(number,) for number in changed & after.keys()],
    )
    _take_out(database, [number for number in changed & after.keys() if after[number] is None])
    for number in changed & after.keys():
        row = after[number]
        if row is not None:
            database.execute(
                f"UPDATE main.quotes SET {_SET_SPEAKER}, speaker_id = ?, part = ?, decision = ? WHERE id = ?",  # noqa: S608
                (*row, number),
            )
    _settle_lost(database, verdicts.lost, ids)


def is_settled(database: Database) -> bool:
    """Whether no stored quote is other than found."""
    return not database.stored(
        "SELECT 1 WHERE EXISTS (SELECT 1 FROM main.quotes WHERE decision IS NOT NULL) "
        "OR EXISTS (SELECT 1 FROM main.found_quotes)"
    )


def decided_quotes(database: Database) -> set[Row]:
    """The stored quotes that are other than found: id, article, speaker; with no speaker also as found."""
    rows = database.stored(
        "SELECT id, article_id, speaker_id FROM main.quotes WHERE decision IS NOT NULL "
        "UNION ALL SELECT id, article_id, NULL FROM main.found_quotes"
    )
    return set(rows)


def forget_verdicts(database: Database, articles: Collection[int]) -> None:
    """Have the quotes of some articles as they were found, before others are found there."""
    wanted = json.dumps(list(articles))
    rows = database.stored(f"SELECT id FROM main.found_quotes WHERE article_id {IN_LIST}", (wanted,))  # noqa: S608
    _put_back(database, {row[0] for row in rows})
    if not is_settled(database):
        database.execute(
            f"DELETE FROM main.quotes WHERE decision IS NOT NULL AND +article_id {IN_LIST}",  # noqa: S608
            (wanted,),
        )


def _take_out(database: Database, numbers: Collection[int]) -> None:
    """Have quotes no more, nor the fingerprints that no others have."""
    from index.storage.wordings import forget_unused, wordings_of

    if numbers:
        said = wordings_of(database, numbers)
        database.execute_many("DELETE FROM main.quotes WHERE id = ?", [(number,) for number in numbers])
        forget_unused(database, said)


def _put_back(database: Database, numbers: Collection[int]) -> None:
    """Have quotes as they were found."""
    values = [(number,) for number in numbers]
    columns = f"{SPEAKER}, speaker_id"
    database.execute_many(
        f"UPDATE main.quotes SET ({columns}) = (SELECT {columns} FROM main.found_quotes f "  # noqa: S608
        "WHERE f.id = quotes.id), part = 0, decision = NULL WHERE id = ?",
        values,
    )
    rows = database.stored(
        f"SELECT id, start, end, text, kind FROM main.found_quotes WHERE id {IN_LIST} "  # noqa: S608
        "AND id NOT IN (SELECT id FROM main.quotes)",
        (json.dumps(list(numbers)),),
    )
    for number, *words in rows:
        database.execute(
            f"INSERT INTO main.quotes ({FOUND}, statement_id) "  # noqa: S608
            f"SELECT {FOUND}, ? FROM main.found_quotes WHERE id = ?",
            (_wording(database, *words), number),
        )
    database.execute_many("DELETE FROM main.found_quotes WHERE id = ?", values)


def _wording(database: Database, start: int, end: int, text: str, kind: str) -> int | None:
    """The number that quotes of these words share; stores the fingerprints that find them."""
    from index.storage.wordings import marked_wordings, remember

    (number,), rows = marked_wordings([Quote(start, end, text, QuoteKind(kind))])
    remember(database, rows)
    return number


def _stored_attributions(database: Database, aside: Collection[int]) -> dict[int, Row | None]:
    """What the archive says of the quotes that are set aside; None of those that are taken out."""
    rows = database.stored(
        f"SELECT id, {SPEAKER}, speaker_id, part, decision FROM main.quotes WHERE decision IS NOT NULL"  # noqa: S608
    )
    stored: dict[int, Row | None] = dict.fromkeys(aside)
    stored.update({row[0]: row[1:] for row in rows if row[0] in stored})
    return stored


def _stored_unit(unit: Unit | None, ids: Mapping[int, int]) -> tuple[int | None, int]:
    """The entity and its part that a stored quote of somebody has."""
    if unit is None:
        return None, 0
    return unit if unit[0] else (ids[-unit[1]], 0)


def _settle_lost(database: Database, lost: Mapping[QuotePlace, Verdict], ids: Mapping[int, int]) -> None:
    """Store the words of which the user says who speaks, and in which no quote is found any more."""
    rows = database.stored(
        "SELECT id, article_id, start, end, text, speaker_name, speaker_id, part, decision "
        "FROM main.quotes WHERE decision IS NOT NULL AND id NOT IN (SELECT id FROM main.found_quotes)"
    )
    before = {row[1:]: row[0] for row in rows}
    wanted = {}
    for place, verdict in lost.items():
        if not verdict.unquoted:
            decision, unit = verdict.kept.decision, _stored_unit(verdict.speaker, ids)
            key = (
                place.article_id,
                place.start,
                place.end,
                place.text,
                decision.name or None,
                *unit,
                decision.id,
            )
            wanted[key] = verdict
    _take_out(database, [before[key] for key in before.keys() - wanted.keys()])
    for key in sorted(wanted.keys() - before.keys(), key=lambda key: key[-1]):
        _store_lost(database, wanted[key], key[5:7])


def _store_lost(database: Database, verdict: Verdict, unit: Row) -> None:
    """Store words as a quote, under the id that they had if it is free."""
    words = words_at(database, place_of(verdict))
    if words is None:
        return
    number = verdict.kept.quote_id
    if number is not None and database.stored(
        "SELECT 1 FROM main.quotes WHERE id = ?1 UNION SELECT 1 FROM main.found_quotes WHERE id = ?1",
        (number,),
    ):
        number = None
    attribution = Attribution(speaker_name=verdict.kept.decision.name or None)
    wording = _wording(database, *words[4:])
    values = (number, *words, *attribution, *unit, verdict.kept.decision.id, wording)
    marks = ",".join("?" * len(values))
    cursor = database.execute(
        f"INSERT INTO main.quotes (id, {WORDS}, {SPEAKER}, speaker_id, part, decision, statement_id) "  # noqa: S608
        f"VALUES ({marks})",
        values,
    )
    if number is None:
        database.execute(
            "UPDATE main.decisions SET quote_id = ? WHERE id = ?",
            (cursor.lastrowid, verdict.kept.decision.id),
        )
