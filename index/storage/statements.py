"""Finds the articles that quote the same words, and compares them.

Nothing is joined when articles are added: who else quotes some words is looked for when it is asked, by
their fingerprints, and each pair is compared. So the answer depends on the quotes that there are and
not on their order, a chain of quotes each like the next never makes one statement of all, and what users
have decided counts at once.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from index.errors import NotFoundError
from index.models import PartialDate, Quote, QuoteInArticle, QuoteKind, Statement, Variant
from index.query.terms import term_texts
from index.statements.comparison import Likeness, likeness
from index.statements.differences import differences, whole
from index.statements.passages import NEAREST, Words, passage, passage_text
from index.statements.wording import digest, fingerprints, is_telling, words_of
from index.storage.database import Database, Row
from index.storage.store import QUOTE, QUOTES, SUMMARY, quote_of, summary_of

MOST_VARIANTS = 200
"""Articles in a statement, and quotes of which they are taken; of more, those that came first."""

COMMON = 256
"""Wordings with the same fingerprint that are looked at, of more an arbitrary choice that stays the same."""

CANDIDATES = 400
"""Wordings that are compared, those with most fingerprints in common."""

CLOSE = 7
"""Days within which few words that are the same may be one person's, if it is not known whose."""

_STEP = 50
_LONGEST = 40_000  # code points of a quote that are compared
_MOST_PARTS = 5  # quotes of the article asked about whose words are looked for
_FIRST_WITH_FINGERPRINTS = 4

Passage = tuple[Quote, ...]

_FOUND = f"SELECT {SUMMARY}, {QUOTE} FROM {QUOTES} JOIN articles a ON a.id = q.article_id"  # noqa: S608


class Statements:
    """Questions about single quotes and who else quotes them."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def quote(self, quote_id: int) -> QuoteInArticle:
        """One quote. Raises NotFoundError."""
        found = self._load([quote_id]) if 0 < quote_id < 1 << 63 else []
        if not found:
            raise NotFoundError(
                f"There is no quote {quote_id}; newsreader quotes --json shows which there are"
            )
        return found[0]

    def statement(self, quote_id: int) -> Statement:
        """A quote with those of other articles that report the same words. Raises NotFoundError.

        There is one variant an article. An article that quotes the words in several pieces is compared
        with all of them together.
        """
        asked = self.quote(quote_id)
        same = self._same(asked)
        told = (words_of(each.quote.text) for each in (asked, *same))
        longest = max(told, key=lambda words: (len(words), words))
        mine = self._passage(asked, longest)
        for part in mine[:_MOST_PARTS]:
            if part.id != asked.quote.id:
                same += self._same(replace(asked, quote=part))
        passages = {asked.article.id: (asked, mine)}
        for each in sorted(same, key=lambda each: (-len(each.quote.text), each.quote.start)):
            if each.article.id not in passages:
                passages[each.article.id] = (each, self._passage(each, longest))
        return _statement(list(passages.values()), asked)

    def _passage(self, found: QuoteInArticle, longest: Words) -> Passage:
        """A quote and those of its article that go on with it in the words of the longest one."""
        quote = found.quote
        if quote.kind is QuoteKind.INDIRECT or len(words_of(quote.text)) >= len(longest):
            return (quote,)
        rows = self._database.rows(
            f"SELECT {QUOTE} FROM {QUOTES} WHERE q.article_id = ? AND q.kind <> ? "  # noqa: S608
            "ORDER BY abs(q.start - ?), q.start LIMIT ?",
            (found.article.id, QuoteKind.INDIRECT.value, quote.start, NEAREST),
        )
        return passage(quote, map(quote_of, rows), longest)

    def _same(self, asked: QuoteInArticle) -> list[QuoteInArticle]:
        """The quotes that report the same words as one, from other articles, those that came first."""
        words = words_of(asked.quote.text)
        if (
            asked.quote.kind is QuoteKind.INDIRECT
            or not is_telling(words)
            or self._database.version < _FIRST_WITH_FINGERPRINTS
        ):
            return []
        alike = {digest(words): Likeness.SAME, **self._alike(words)}
        found: list[QuoteInArticle] = []
        for each in self._load(self._quotes_of(alike)):
            how = likeness(words, words_of(each.quote.text))
            if each.article.id != asked.article.id and (
                how is Likeness.SAME or (how is Likeness.SHORT and _may_be_one(asked, each))
            ):
                found.append(each)
        return found

    def _alike(self, words: Words) -> dict[int, Likeness]:
        """The wordings that are not other than some words."""
        found: dict[int, Likeness] = {}
        near = self._near(words)
        for at in range(0, len(near), _STEP):
            rows = self._database.rows(
                "SELECT c.value, (SELECT substr(q.text, 1, ?) FROM quotes q WHERE q.statement_id = c.value "
                "LIMIT 1) FROM json_each(?) c",
                (_LONGEST, json.dumps(near[at : at + _STEP])),
            )
            for number, text in rows:
                how = likeness(words, words_of(text or ""))
                if how is not Likeness.OTHER:
                    found[number] = how
        return found

    def _near(self, words: Words) -> list[int]:
        """The wordings that have fingerprints in common with some words, those with most of them first."""
        votes: Counter[int] = Counter()
        for each in fingerprints(words):
            rows = self._database.stored(
                "SELECT statement_id FROM main.fingerprints WHERE hash = ? LIMIT ?", (each, COMMON)
            )
            votes.update(row[0] for row in rows)
        return sorted(votes, key=lambda number: (-votes[number], number))[:CANDIDATES]

    def _quotes_of(self, wordings: Iterable[int]) -> list[int]:
        """The ids of the quotes of some wordings, those that came first."""
        rows: list[Row] = []
        for number in wordings:
            for dated in ("q.ordinal > 0", "q.ordinal = 0"):
                rows += self._database.rows(
                    "SELECT q.ordinal = 0, q.ordinal, q.article_id, q.start, q.id FROM quotes q "  # noqa: S608
                    f"WHERE q.statement_id = ? AND {dated} "
                    "ORDER BY q.ordinal, q.article_id, q.start LIMIT ?",
                    (number, MOST_VARIANTS),
                )
        return [row[-1] for row in sorted(rows)[:MOST_VARIANTS]]

    def _load(self, ids: Sequence[int]) -> list[QuoteInArticle]:
        """Quotes by their ids."""
        rows = self._database.rows(
            f"{_FOUND} WHERE q.id IN (SELECT value FROM json_each(?))",  # noqa: S608
            (json.dumps(ids),),
        )
        return [QuoteInArticle(quote_of(row[8:]), summary_of(row)) for row in rows]


def _statement(passages: Sequence[tuple[QuoteInArticle, Passage]], asked: QuoteInArticle) -> Statement:
    """A statement of passages, one an article, in order of date; the one asked about is among them."""
    ordered = sorted(passages, key=lambda each: _date_order(each[0]))
    kept = [each for at, each in enumerate(ordered) if at < MOST_VARIANTS or each[0] is asked]
    first = passage_text(kept[0][1])
    return Statement(
        tuple(
            Variant(found, differences(first, passage_text(told)) if at else whole(first))
            for at, (found, told) in enumerate(kept)
        )
    )


def _date_order(found: QuoteInArticle) -> tuple[bool, int, int]:
    """Where a quote stands in the order of date; what has no year comes last."""
    ordinal = found.article.published.ordinal
    return (not ordinal, ordinal, found.article.id)


def _may_be_one(one: QuoteInArticle, other: QuoteInArticle) -> bool:
    """Whether the same few words may be one person's: they are named alike, or unknown and of one time."""
    mine, theirs = one.quote, other.quote
    if mine.speaker_id is not None and mine.speaker_id == theirs.speaker_id:
        return True
    names = set(term_texts(mine.speaker_name or "")), set(term_texts(theirs.speaker_name or ""))
    if all(names):
        return names[0] <= names[1] or names[1] <= names[0]
    days = _day(one.article.published), _day(other.article.published)
    return days[0] is not None and days[1] is not None and abs(days[0] - days[1]) <= CLOSE


def _day(published: PartialDate) -> int | None:
    """The number of a day, None when it is not known or there is no such day."""
    if not (published.year and published.month and published.day):
        return None
    try:
        return date(published.year, published.month, published.day).toordinal()
    except ValueError:
        return None
