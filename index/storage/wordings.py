"""Keeps the fingerprints by which quotes of the same words are found.

Quotes of exactly the same words, case and marks aside, are one *wording*: they share the number in
``quotes.statement_id``, and the fingerprints are stored once for all of them. All that is written here is
a function of the quotes that there are, whatever the order in which they came.
"""

from __future__ import annotations

import json
from collections.abc import Iterable

from index.models import Quote, QuoteKind
from index.statements.wording import digest, fingerprints, is_telling, words_of
from index.storage.database import Database

Wordings = dict[int, str]
"""A quote of each of some wordings, by their numbers."""

Fingerprints = tuple[tuple[int, int], ...]
"""Fingerprints, each with the number of the wording that it is of."""


def marked_wordings(quotes: Iterable[Quote]) -> tuple[list[int | None], Fingerprints]:
    """The number of each quote's wording, and the fingerprints of all, in order.

    The number is None where there are too few words to be recognised, or no marks that say whose they are.
    """
    found: list[int | None] = []
    rows: set[tuple[int, int]] = set()
    for quote in quotes:
        words = words_of(quote.text) if quote.kind is not QuoteKind.INDIRECT else ()
        if not is_telling(words):
            found.append(None)
            continue
        number = digest(words)
        found.append(number)
        rows.update((each, number) for each in fingerprints(words))
    return found, tuple(sorted(rows))


def remember(database: Database, rows: Iterable[tuple[int, int]]) -> None:
    """Store fingerprints, within a transaction."""
    database.execute_many("INSERT OR IGNORE INTO fingerprints VALUES (?, ?)", sorted(rows))


def wordings_in(database: Database, articles: Iterable[int]) -> Wordings:
    """The wordings of the quotes of some articles."""
    rows = database.stored(
        "SELECT q.statement_id, q.text FROM json_each(?) a JOIN main.quotes q ON q.article_id = a.value "
        "WHERE q.statement_id IS NOT NULL",
        (json.dumps(list(articles)),),
    )
    return dict(rows)


def wordings_of(database: Database, quotes: Iterable[int]) -> Wordings:
    """The wordings of some quotes, given by their ids."""
    rows = database.stored(
        "SELECT q.statement_id, q.text FROM json_each(?) i JOIN main.quotes q ON q.id = i.value "
        "WHERE q.statement_id IS NOT NULL",
        (json.dumps(list(quotes)),),
    )
    return dict(rows)


def forget_unused(database: Database, wordings: Wordings) -> None:
    """Remove the fingerprints of those wordings that no quote has any more, within a transaction."""
    used = database.stored(
        "SELECT value FROM json_each(?) "
        "WHERE EXISTS (SELECT 1 FROM main.quotes q WHERE q.statement_id = value)",
        (json.dumps(list(wordings)),),
    )
    gone = wordings.keys() - {row[0] for row in used}
    database.execute_many(
        "DELETE FROM fingerprints WHERE hash = ? AND statement_id = ?",
        [(each, number) for number in sorted(gone) for each in fingerprints(words_of(wordings[number]))],
    )
