"""Counts the other articles that quote exactly the same words as an article does.

That is cheap, as these quotes share a number (see :mod:`index.storage.wordings`), and never more than
:mod:`index.storage.statements` finds, which also looks for words that were altered or left out.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from index.models import Quote
from index.models.statements import MOST_VARIANTS as MOST_VARIANTS
from index.storage.database import Database
from index.storage.schema import FIRST_ON_QUOTES

MOST = MOST_VARIANTS - 1
"""Other articles that are counted at most."""

REPEATS = (
    "SELECT q.id, (SELECT count(*) FROM (SELECT DISTINCT o.article_id FROM quotes o "
    "WHERE o.statement_id = q.statement_id AND o.article_id <> q.article_id LIMIT ?2)) "
    "FROM quotes q WHERE q.article_id = ?1 AND q.statement_id IS NOT NULL"
)
"""The quotes of an article (1) with the number of other articles that have their words, at most (2)."""


def with_repeats(database: Database, article_id: int, quotes: Sequence[Quote]) -> tuple[Quote, ...]:
    """The quotes of an article with :attr:`Quote.elsewhere` filled."""
    if database.version < FIRST_ON_QUOTES:
        return tuple(quotes)
    counts = {number: count for number, count in database.rows(REPEATS, (article_id, MOST)) if count}
    return tuple(
        replace(each, elsewhere=counts[each.id]) if each.id in counts and _is_one(each) else each
        for each in quotes
    )


def _is_one(quote: Quote) -> bool:
    """Whether the words are enough to be one statement, whoever is named for them."""
    from index.statements.comparison import Likeness, likeness
    from index.statements.wording import words_of

    words = words_of(quote.text)
    return likeness(words, words) is Likeness.SAME
