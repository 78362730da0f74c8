"""How many quotes of the archive have a word: what a speaker's own words are told from.

The counts are of quotes in marks and of terms as :mod:`index.query.terms` cuts them. They follow the
articles in steps, since every step touches most pages of the table: what is added is counted once it is
a sixteenth of what has been. Articles that are counted and annotated again change the counts at once.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from index.query.terms import term_texts
from index.storage.schema import FIRST_ON_QUOTES
from index.storage.store import MARKED

if TYPE_CHECKING:
    from index.storage.database import Database

ALL = ""
"""The term that stands for all quotes."""

SHARE = 16
"""What is not counted is at most this part of what is, and a step besides."""

STEP = 1000
"""Articles that are counted in one transaction, at most."""

SAMPLE = 2000
"""Quotes that stand for all where nothing is counted, in an archive that an earlier version made."""

_COUNTED = "quote_words_upto"

_ADD = (
    "INSERT INTO quote_words (word, quotes) VALUES (?, ?) "
    "ON CONFLICT (word) DO UPDATE SET quotes = quotes + excluded.quotes"
)


def count_added(database: Database) -> None:
    """Count the quotes of articles that were added, if they are many enough, within a transaction."""
    upto = _upto(database)
    newest = int(database.value("SELECT coalesce(max(id), 0) FROM articles"))
    if (newest - upto) * SHARE < upto:
        return
    upper = min(newest, upto + STEP)
    rows = database.stored(
        f"SELECT q.text FROM main.quotes q WHERE q.article_id > ? AND q.article_id <= ? AND {MARKED}",  # noqa: S608
        (upto, upper),
    )
    _add(database, _counts(text for (text,) in rows))
    database.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (_COUNTED, str(upper)))


def count_changed(
    database: Database, before: Mapping[int, Sequence[str]], after: Mapping[int, Sequence[str]]
) -> None:
    """Bring the counts in line with quotes of articles, by article id, that are others than before."""
    upto = _upto(database)
    counts = Counter[str]()
    for number in before.keys() | after.keys():
        old, new = Counter(before.get(number, ())), Counter(after.get(number, ()))
        if number <= upto and old != new:
            counts.update(_counts((new - old).elements()))
            counts.subtract(_counts((old - new).elements()))
    _add(database, counts)


def background(database: Database, words: Collection[str]) -> tuple[dict[str, int], int]:
    """In how many quotes each of some words stands, as far as is known, and how many quotes that counts."""
    if database.version >= FIRST_ON_QUOTES:
        rows = database.rows(
            "SELECT word, quotes FROM quote_words WHERE word IN (SELECT value FROM json_each(?))",
            (json.dumps([ALL, *words]),),
        )
        found = {word: quotes for word, quotes in rows if quotes > 0}
        if found.get(ALL):
            return found, found.pop(ALL)
    return _sampled(database, words)


def _sampled(database: Database, words: Collection[str]) -> tuple[dict[str, int], int]:
    """The same, from quotes spread over the archive."""
    newest = int(database.value("SELECT coalesce(max(id), 0) FROM quotes"))
    numbers = range(1, newest + 1, max(1, newest // SAMPLE))
    rows = database.rows(
        f"SELECT q.text FROM quotes q WHERE q.id IN (SELECT value FROM json_each(?)) AND {MARKED}",  # noqa: S608
        (json.dumps(list(numbers)),),
    )
    counts = _counts(text for (text,) in rows)
    return {word: counts[word] for word in words if word in counts}, counts[ALL]


def _counts(texts: Iterable[str]) -> Counter[str]:
    """In how many of some quotes each word stands."""
    counts = Counter[str]()
    for text in texts:
        counts.update({ALL, *term_texts(text)})
    return counts


def _add(database: Database, counts: Mapping[str, int]) -> None:
    """Add to the stored counts, in the order of the table."""
    database.execute_many(_ADD, [(word, counts[word]) for word in sorted(counts) if counts[word]])


def _upto(database: Database) -> int:
    """The highest id of an article whose quotes are counted."""
    value = database.value("SELECT value FROM meta WHERE key = ?", (_COUNTED,))
    return int(value) if value and value.isdigit() else 0
